/**
 * C of the mission: the operating model.
 *
 * Not built yet: C4 stages, C5 playbook, of C6 the workshop and the quarter.
 *   C1  the lead's weekly line on who has no deputy; that nobody leads a program until a date
 *   C2  milestones as items
 */
import { expect, it } from "vitest";
import { answer, inbox, isAsked } from "./acts.ts";
import { digests } from "./acts-digest.ts";
import { addMeasure, addObjective, enterNumber, factsBeforeGreen, goalsSeenBy } from "./acts-goals.ts";
import { agendaSeenBy, giveAgenda, recordMeeting, recordSeenBy, sendRecord, setMeetingDates } from "./acts-meetings.ts";
import {
  addItem,
  decide,
  delegate,
  everyItem,
  finds,
  finish,
  finishGoal,
  handOver,
  historyOf,
  itemCalled,
  mayDecide,
  moveDate,
  raiseRequest,
  registerSeenBy,
  requestCalled,
  takeUp,
} from "./acts-register.ts";
import { away, changeRoles } from "./acts-setup.ts";
import { aCompany, LOYALTY, STORES } from "./company.ts";

it("C1 a request that its sponsor does not answer goes to the committee in time, and comes back with an answer", async () => {
  const run = await aCompany();
  const question = "Release one data engineer?";
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question, neededBy: "2026-11-16", options: ["Release Dieter", "Wait"] });
  await run.to("2026-11-03T10:00Z");
  expect(await requestCalled(run, question)).toMatchObject({ state: "open", with: "margaret" });
  expect(mayDecide(run, "margaret", question)).toBe(true);
  // Nobody answers: by the day on which it is needed it is with the committee.
  await run.to("2026-11-16T18:00Z");
  const { with: decider } = await requestCalled(run, question);
  expect(["hugo", "ines"]).toContain(decider);
  await decide(run, decider ?? "", "Release Dieter");
  await run.to("2026-11-17T12:00Z");
  expect(await requestCalled(run, question)).toMatchObject({ state: "decided", outcome: { by: decider } });
  expect(inbox(run, "tom", "Release Dieter").at(-1)?.at.slice(0, 10)).toBe("2026-11-17");
});

it("C1 whoever is away has a delegate who is asked and decides, until they are back", async () => {
  const run = await aCompany({ cadences: ["weekly"] });
  await run.to("2026-11-02T10:00Z");
  await away(run, "tom", { from: "2026-11-04", until: "2026-11-06", delegate: "dan" });
  await away(run, "margaret", { from: "2026-11-04", until: "2026-11-30", delegate: "hugo" });
  await run.to("2026-11-05T16:00Z");
  expect(inbox(run, "tom").filter(({ at }) => at > "2026-11-04")).toEqual([]);
  expect(isAsked(run, "dan", "weekly")).toBe(true);
  const question = "Pay for the tills?";
  await raiseRequest(run, "dan", { question, neededBy: "2026-11-12", options: ["Pay half", "Lease them"] });
  await run.to("2026-11-10T12:00Z");
  expect(mayDecide(run, "hugo", question)).toBe(true);
  expect(mayDecide(run, "margaret", question)).toBe(false);
});

it("C1 a committee of named people decides in its meeting what came up to it, with a delegate for whoever is away", async () => {
  const programs = [{ ...LOYALTY, chair: "hugo", secretary: "sam", quorum: 2 }];
  const run = await aCompany({ programs });
  await run.to("2026-11-02T10:00Z");
  await setMeetingDates(run, "sam", { program: "loyalty", first: "2026-11-24", repeats: "month", time: "10:00" });
  await away(run, "ines", { from: "2026-11-23", until: "2026-11-27", delegate: "dan" });
  const question = "Release one data engineer?";
  await raiseRequest(run, "tom", { question, neededBy: "2026-12-04", options: ["Release Dieter", "Wait"] });
  await run.to("2026-11-03T10:00Z");
  await delegate(run, "margaret", question, "hugo", "It is for the committee");

  await run.to("2026-11-17T12:00Z");
  expect(await agendaSeenBy(run, "sam")).toContain(`1. *${question}* · 15 min\nneeded by 4 Dec`);
  await giveAgenda(run, "sam");
  // Nobody presses, and it goes in time; to the delegate in the place of whoever is away.
  await run.to("2026-11-20T12:00Z");
  expect(await agendaSeenBy(run, "dan")).toContain(question);
  await run.to("2026-11-24T10:30Z");
  const topics = [{ about: question, decided: "Release Dieter" }];
  await recordMeeting(run, "sam", { topics, present: ["hugo", "dan"] });
  await sendRecord(run, "hugo");
  await run.to("2026-11-25T12:00Z");
  const record = await recordSeenBy(run, "dan");
  expect(record).toContain("Inès Roy, represented by Dan Olsen");
  expect(record).toMatch(/Decided: Release Dieter · .+ · LOY-D-1/);
  expect(await requestCalled(run, question)).toMatchObject({ state: "decided", outcome: { by: "hugo" } });
  expect(inbox(run, "tom", "Release Dieter")).not.toEqual([]);
});

it("C1 people move between roles: what they see and own moves with the role", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "tom", { type: "risk", title: "Certificates expire", due: "2026-11-30", owner: "priya" });
  expect(await registerSeenBy(run, "priya")).toEqual(["Certificates expire"]);
  expect(await registerSeenBy(run, "sam")).toEqual([]);
  await changeRoles(run, "tom", { ...LOYALTY, team: ["oliver", "chloe", "sam"] });
  await run.settle();
  expect(await registerSeenBy(run, "sam")).toEqual(["Certificates expire"]);
  expect(await registerSeenBy(run, "priya")).toEqual([]);
  expect((await itemCalled(run, "Certificates expire")).owner).not.toBe("priya");
});

it("C2 the register keeps every type with one owner, a date and a history that only grows", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  const due = "2026-11-20";
  await addItem(run, "priya", { type: "risk", title: "Certificates expire", due });
  await addItem(run, "priya", { type: "assumption", title: "Stores have the time", due });
  await addItem(run, "priya", { type: "issue", title: "No test card", due, blocks: true });
  await addItem(run, "tom", { type: "action", title: "Book the room", due });
  await raiseRequest(run, "tom", { question: "Pay for the tills?", neededBy: due });
  expect((await everyItem(run)).map(({ type, owner, state }) => `${type} ${owner} ${state}`)).toEqual([
    "risk priya open",
    "assumption priya open",
    "issue priya open",
    "action tom open",
    "request margaret open",
  ]);

  await moveDate(run, "tom", "Book the room", "2026-11-27");
  await handOver(run, "tom", "Book the room", "oliver", "You know the place");
  expect(await itemCalled(run, "Book the room")).toMatchObject({
    owner: "oliver",
    due: "2026-11-27",
    firstDue: due,
    moves: 1,
  });
  const before = await historyOf(run, "Book the room");
  await run.to("2026-11-03T12:00Z");
  expect(inbox(run, "oliver", "Book the room")).not.toEqual([]);
  await finish(run, "oliver", "Book the room", "Room 4");
  expect((await itemCalled(run, "Book the room")).state).toBe("done");
  const history = await historyOf(run, "Book the room");
  expect(history.map(({ who }) => who)).toEqual(["tom", "tom", "tom", "oliver"]);
  expect(history.map(({ words }) => words)).toEqual([null, null, "You know the place", "Room 4"]);
  expect(history.slice(0, before.length)).toEqual(before);
  for (const who of ["tom", "margaret", "hugo", "chloe"]) expect(await finds(run, who, "Certificates")).toBe(true);
  for (const who of ["sam", "ravi"]) expect(await finds(run, who, "Certificates")).toBe(false);
});

it("C2 a blocker past its date is the lead's the next morning, and goes up by hand with their words", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "issue", title: "No test card", due: "2026-11-04", blocks: true });
  await run.to("2026-11-04T20:00Z");
  expect((await itemCalled(run, "No test card")).owner).toBe("priya");
  await run.to("2026-11-05T12:00Z");
  expect(await itemCalled(run, "No test card")).toMatchObject({ owner: "tom", due: "2026-11-04", moves: 0 });
  await takeUp(run, "tom", "No test card", "Lend us yours");
  expect((await itemCalled(run, "No test card")).owner).toBe("margaret");
  await run.settle();
  expect(inbox(run, "margaret", "Lend us yours")).not.toEqual([]);
});

it("C6 objectives have measures and the programs that serve them, and every number is asked for, told and held against green", async () => {
  const run = await aCompany({ programs: [LOYALTY, STORES], cadences: ["monthly"] });
  await run.to("2026-11-02T10:00Z");
  const measure = { title: "Repeat purchases", unit: "points", baseline: "2.1", baselineOn: "2026-09-30" };
  await addMeasure(run, "tom", { ...measure, owner: "priya", target: "4.0", by: "2027-09-30" });
  await addObjective(run, "margaret", {
    program: "Loyalty",
    title: "Members come back",
    year: "2027",
    why: "They are worth three",
    measures: ["Repeat purchases"],
    servedBy: ["Stores"],
  });
  const seen = { objective: "Members come back", programs: ["Stores"], state: "open" };
  expect(await goalsSeenBy(run, "margaret")).toEqual([
    { ...seen, measures: { "Repeat purchases": [] }, isBehind: false },
  ]);
  expect(await goalsSeenBy(run, "sam")).toEqual([]);
  // Whoever serves it knows what for.
  expect(await goalsSeenBy(run, "lea")).toMatchObject([{ objective: "Members come back" }]);

  // Priya is asked on the second working day, and her number stands in the month's digest.
  await run.to("2026-11-03T12:00Z");
  await enterNumber(run, "priya", "2.2");
  await run.to("2026-12-02T12:00Z");
  await enterNumber(run, "priya", "2.3");
  expect(await goalsSeenBy(run, "margaret")).toEqual([
    { ...seen, measures: { "Repeat purchases": ["2.2", "2.3"] }, isBehind: false },
  ]);
  await run.to("2026-12-31T20:00Z");
  await run.to("2027-01-05T12:00Z");
  await enterNumber(run, "priya", "2.2");
  await run.to("2027-02-02T12:00Z");
  await enterNumber(run, "priya", "2.3");
  expect(await goalsSeenBy(run, "tom")).toMatchObject([{ isBehind: true }]);
  await run.to("2027-02-26T12:00Z");
  expect(await factsBeforeGreen(run, "tom", "monthly")).toContain("Repeat purchases");
  await answer(run, "tom", "monthly", { bottomLine: "Steady", status: "on track", done: "Two stores" });
  await run.to("2027-03-08T12:00Z");
  const digest = (await digests(run, "margaret", "monthly")).at(-1);
  expect(digest?.firstScreen).toContain("Repeat purchases behind twice running: 2.3 of 2.7 points planned");

  await finishGoal(run, "tom", "Members come back", { ends: "not-reached", note: "Two stores closed" });
  expect(await goalsSeenBy(run, "tom")).toMatchObject([{ state: "not-reached" }]);
});
