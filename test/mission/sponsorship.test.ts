/**
 * B of the mission: executive sponsorship, from the choice of the sponsor to what is measured.
 *
 * Not built yet:
 *   B5  the words of a question, and of its answer, in a message that brings several matters (finding H1)
 *   B5  a request of a body of five or more: its time from request to answer as a rate
 */
import { expect, it } from "vitest";
import { sayGiven } from "../../src/demo/request-acts.ts";
import { answer, channel, inbox } from "./acts.ts";
import { readDigest, thank } from "./acts-digest.ts";
import {
  addItem,
  askBack,
  decide,
  decideInWords,
  delegate,
  itemCalled,
  mayDecide,
  postpone,
  raiseRequest,
  readToDecide,
  reply,
  requestCalled,
  undo,
} from "./acts-register.ts";
import {
  answerToSponsor,
  approveCase,
  askToSponsor,
  beginChoice,
  caseSeenBy,
  choiceSeenBy,
  contactsDue,
  engage,
  nameStakeholder,
  noteContact,
  notePresence,
  ownDecisions,
  participationSeenBy,
  phaseSeenBy,
  presence,
  proposePresence,
  roles,
  scoreCandidate,
  scoresKept,
  stakeholdersSeenBy,
  writeCase,
} from "./acts-sponsorship.ts";
import { aCompany, cadence, LOYALTY } from "./company.ts";

it("B1 the lead maps who decides, two score the candidates on their own, and a yes makes the sponsor", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: [] }] });
  await run.to("2026-11-02T10:00Z");
  await nameStakeholder(run, "tom", { person: "margaret", power: "decides", interest: "affected", stance: "agreed" });
  await nameStakeholder(run, "tom", { person: "sam", power: "must-agree", interest: "neither" });
  await engage(run, "tom", "Margaret Osei", { words: { capacity: "Moves the store budget" } });
  const map = await stakeholdersSeenBy(run, "dan", "map");
  // By influence and interest, with what they said and what they could do.
  expect(map).toMatch(/Manage closely.*● S-1 Margaret Osei.*Moves the store budget.*Keep satisfied.*○ S-2 Sam Poe/s);

  await beginChoice(run, "tom", ["Margaret Osei", "Sam Poe"], ["tom", "dan"]);
  const seen = "Seen in the pilot";
  await scoreCandidate(run, "tom", "Sam Poe", {
    ...{ vision: [2, seen], influence: [2, seen], desire: [5, "Asked for it"], credibility: [4, seen] },
    customer: [4, "Sat in a shop"],
  });
  const margaret = { vision: [5, "Named it"], influence: [5, "Moved the store budget"], desire: [4, seen] } as const;
  await scoreCandidate(run, "tom", "Margaret Osei", { ...margaret, credibility: [5, seen], customer: [2, seen] });
  // Whoever has not scored reads no score of others.
  expect(await choiceSeenBy(run, "dan")).not.toContain("Moved the store budget");
  await scoreCandidate(run, "dan", "Margaret Osei", { ...margaret, credibility: [4, seen], customer: [1, seen] });
  await scoreCandidate(run, "dan", "Sam Poe", {
    ...{ vision: [3, seen], influence: [1, "Known to nobody"], desire: [5, seen], credibility: [4, seen] },
    customer: [5, seen],
  });
  // Ranked with the reasons, and an ally named for what the first lacks.
  expect(await choiceSeenBy(run, "tom")).toMatch(
    /1\. \*Margaret Osei\* · 4 of 5.*Influence 5: Moved the store budget.*Lacks: Customer advocacy.*Sam Poe.*2\. \*Sam Poe\*/s,
  );
  // A candidate reads how they were scored, and of nobody else; others read nothing.
  expect(await choiceSeenBy(run, "margaret")).toContain("Moved the store budget");
  expect(await choiceSeenBy(run, "margaret")).not.toContain("Sat in a shop");
  for (const who of ["priya", "hugo", "ada"])
    expect((await choiceSeenBy(run, who)) ?? "").not.toContain("Moved the store budget");

  await askToSponsor(run, "tom", "Margaret Osei");
  expect(await roles(run)).not.toContain("sponsor margaret");
  await run.to("2026-11-03T10:00Z");
  await answerToSponsor(run, "margaret", "yes");
  await run.settle();
  expect(await roles(run)).toContain("sponsor margaret");
  expect(await itemCalled(run, "Margaret Osei sponsors Loyalty")).toMatchObject({ type: "decision", state: "open" });
  await engage(run, "tom", "Sam Poe", { isAlly: true });
  expect(await stakeholdersSeenBy(run, "dan", "map")).toContain("*Allies:* Sam Poe");
  expect(await scoresKept(run)).toBe(20);
  await run.to("2027-01-02T12:00Z");
  expect(await scoresKept(run)).toBe(0);
});

it("B2 the case says on a page why the program is worth it, is approved by somebody else, and says what changed", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await writeCase(run, "tom", "purpose", "One card for all stores");
  await writeCase(run, "tom", "benefits", "A third fewer returns");
  expect(await approveCase(run, "tom")).toBe(false);
  expect(await approveCase(run, "margaret")).toBe(true);
  expect(await caseSeenBy(run, "margaret")).toMatchObject({
    sections: { purpose: "One card for all stores", benefits: "A third fewer returns" },
    approved: { version: 1, by: "Margaret Osei" },
    changed: [],
  });
  await writeCase(run, "dan", "benefits", "A quarter fewer returns");
  expect(await caseSeenBy(run, "tom")).toMatchObject({ approved: { version: 1 }, changed: ["benefits"] });
  for (const who of ["priya", "sam"]) expect(await caseSeenBy(run, who)).toBeNull();
});

it("B3 the phase says what the program needs of its sponsor now, what is missing, and what they promised", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  const before = await phaseSeenBy(run, "margaret");
  expect(before?.phase).toBe("alignment");
  await writeCase(run, "tom", "purpose", "One card for all stores");
  await writeCase(run, "tom", "benefits", "A third fewer returns");
  await raiseRequest(run, "tom", { question: "Go?", neededBy: "2026-11-04", options: ["Yes, go", "Not yet"] });
  await addItem(run, "tom", { type: "action", title: "Open the kick-off", due: "2026-11-20", owner: "margaret" });
  await run.to("2026-11-03T10:00Z");
  await decide(run, "margaret", "Yes, go");
  await run.to("2026-11-03T11:00Z");
  expect(await phaseSeenBy(run, "margaret")).toEqual({
    phase: "resources",
    missing: expect.any(Number),
    promisedBySponsor: ["Open the kick-off"],
  });
  expect(await phaseSeenBy(run, "tom")).toEqual(await phaseSeenBy(run, "margaret"));
  // Whoever asked says what it gave.
  await sayGiven(run.as("tom"), "Go?", ["people"]);
  await run.settle();
  expect(await phaseSeenBy(run, "margaret")).toMatchObject({ phase: "obstacles" });
  for (const who of ["priya", "sam"]) expect(await phaseSeenBy(run, who)).toBeNull();
});

it("B4 whoever keeps a contact knows how to approach them and when, who has gone quiet is seen, and the sponsor is seen where it helps", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await nameStakeholder(run, "tom", {
    person: "hugo",
    power: "decides",
    interest: "affected",
    stance: "agreed-if",
    stanceWords: "the budget stays",
    keeper: "dan",
    next: "2026-11-09",
  });
  await nameStakeholder(run, "tom", { person: "sam", power: "must-agree", interest: "affected" });
  await engage(run, "dan", "Hugo Lambert", {
    words: {
      ...{ cares: "No new cost", resistance: "A second vendor", approach: "Bring the numbers first" },
      ...{ theyExpect: "A forecast each month", weExpect: "An answer within a week" },
    },
  });
  await engage(run, "tom", "Hugo Lambert", { together: ["Sam Poe"] });
  const strategy = await stakeholdersSeenBy(run, "tom");
  const told = ["No new cost", "A second vendor", "Bring the numbers first", "Together with: Sam Poe", "A forecast"];
  for (const words of told) expect(strategy).toContain(words);
  expect(strategy).toContain("We expect: An answer within a week");
  for (const who of ["tom", "dan"]) expect(await stakeholdersSeenBy(run, who)).toContain("the budget stays");
  for (const who of ["priya", "margaret", "sam"])
    expect((await stakeholdersSeenBy(run, who)) ?? "").not.toContain("the budget stays");
  await run.to("2026-11-10T10:00Z");
  expect(await contactsDue(run, "dan")).toContain("Hugo Lambert");
  await noteContact(run, "dan", "Hugo Lambert");
  await run.to("2026-11-11T10:00Z");
  expect((await contactsDue(run, "dan")) ?? "").not.toContain("Hugo Lambert");
  // Sam has no contact for longer than his rhythm, whatever date was set.
  expect(await stakeholdersSeenBy(run, "tom")).not.toContain("gone quiet");

  const kickOff = { title: "Open the pilot in Leeds", on: "2026-11-20", time: "10:00", place: "Leeds" };
  await proposePresence(run, "tom", { ...kickOff, of: "margaret", sentences: ["The tills work"] });
  await run.to("2026-11-19T18:00Z");
  // Two working days before, with what to say.
  expect(inbox(run, "margaret", "The tills work")).not.toEqual([]);
  await run.to("2026-11-24T12:00Z");
  expect(inbox(run, "margaret", "did it take place?")).not.toEqual([]);
  await notePresence(run, "margaret", kickOff.title);
  expect(await presence(run, kickOff.title)).toBe("done");
  await run.to("2026-12-09T12:00Z");
  expect(await stakeholdersSeenBy(run, "tom")).toMatch(/\*Sam Poe\*.*\n.*gone quiet: nothing since Mon 2 Nov/);
});

it("B5 the sponsor acts from the digest itself, sees at once that it is done, and may take it back", async () => {
  const run = await aCompany({
    cadences: ["monthly"],
    start: "2026-11-27T00:00:00.000Z",
    programs: [{ ...LOYALTY, channel: "loyalty-team" }],
    channels: [{ name: "loyalty-team", isPrivate: true, members: ["tom", "dan", "priya", "oliver", "chloe"] }],
  });
  const [engineer, tills, bonus] = ["Release one data engineer?", "Pay for the tills?", "Pay a bonus?"] as const;
  await run.to("2026-11-30T10:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  const neededBy = "2027-01-15";
  await raiseRequest(run, "tom", { question: engineer, neededBy, options: ["Release Dieter", "Wait until spring"] });
  await raiseRequest(run, "tom", { question: tills, neededBy, options: ["Pay half", "Lease them"] });
  await raiseRequest(run, "tom", { question: bonus, neededBy, options: ["Pay it", "Pay it later"] });
  await run.to("2026-12-03T10:00Z");
  const digest = await readDigest(run, "margaret", "monthly");
  expect(digest.requests.map(({ question }) => question)).toEqual([engineer, tills, bonus]);

  await decide(run, "margaret", "Release Dieter");
  expect(await requestCalled(run, engineer)).toMatchObject({ state: "open", pending: "Release Dieter" });
  const left = await readDigest(run, "margaret", "monthly");
  expect(left.requests.map(({ question }) => question)).toEqual([tills, bonus]);
  // Within ten minutes nobody else has heard of it.
  await run.to("2026-12-03T10:05Z");
  expect(inbox(run, "tom", "Release Dieter").filter(({ at }) => at >= "2026-12-03T10:00")).toEqual([]);
  await undo(run, "margaret", engineer);
  expect(await requestCalled(run, engineer)).toMatchObject({ state: "open", pending: null });

  await askBack(run, "margaret", engineer, "Who does their work?");
  await delegate(run, "margaret", tills, "hugo", "Hugo holds the budget");
  await decideInWords(run, "margaret", bonus, "Half of it", "The year was short");
  await run.to("2026-12-04T12:00Z");
  expect(await requestCalled(run, tills)).toMatchObject({ state: "open", with: "hugo" });
  expect(await itemCalled(run, `${bonus} → Half of it`)).toMatchObject({ type: "decision", state: "open" });
  expect(inbox(run, "tom", "Half of it")).not.toEqual([]);
  await reply(run, "tom", engineer, "Nina, two days a week");
  await run.to("2026-12-08T12:00Z");
  expect(await readToDecide(run, "margaret", engineer)).toContain("Nina, two days a week");
  await decide(run, "margaret", "Release Dieter");
  await run.to("2026-12-09T12:00Z");
  expect(inbox(run, "tom", "Release Dieter").at(-1)?.at.slice(0, 10)).toBe("2026-12-08");

  expect(mayDecide(run, "hugo", tills)).toBe(true);
  expect(inbox(run, "hugo", "Hugo holds the budget")).not.toEqual([]);

  await thank(run, "margaret", "You saved 412,000 receipts");
  await run.to("2026-12-09T12:10Z");
  expect(channel(run, "loyalty-team", "You saved 412,000 receipts")).toHaveLength(1);
  // How long her answers took is hers alone to know.
  expect(await ownDecisions(run, "margaret")).toEqual({ count: 2, days: expect.any(Number) });
});

it("B5 what the sponsor postpones comes back to them on the morning they picked, and not before", async () => {
  const run = await aCompany();
  const question = "Pay for the tills?";
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question, neededBy: "2026-12-11", options: ["Pay half", "Lease them"] });
  await run.to("2026-11-03T10:00Z");
  await postpone(run, "margaret", question, "2026-12-10");
  const mornings = () => inbox(run, "margaret", "Last day: ").map(({ at }) => at.slice(0, 10));
  await run.to("2026-12-09T18:00Z");
  expect(mornings()).toEqual([]);
  await run.to("2026-12-10T12:00Z");
  expect(mornings()).toEqual(["2026-12-10"]);
});

it("B6 how the practice is sustained is measured for a body of five, and of fewer people nothing is shown", async () => {
  const weekly = cadence("daily", { audience: ["team"] });
  const six = ["priya", "oliver", "chloe", "sam", "ravi"];
  const run = await aCompany({ cadences: [weekly], programs: [{ ...LOYALTY, team: six }] });
  for (const day of ["02", "03"]) {
    await run.to(`2026-11-${day}T15:00Z`);
    for (const who of day === "02" ? six : six.slice(0, 1))
      await answer(run, who, "daily", { done: "A step", next: "The next" });
  }
  await run.to("2026-11-04T08:00Z");
  expect(await participationSeenBy(run, "margaret")).toEqual({ share: 0.6 });
  expect(await participationSeenBy(run, "tom")).toEqual({ share: 0.6 });
  expect(await participationSeenBy(run, "priya")).toBeNull();
});
