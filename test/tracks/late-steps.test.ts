/** Steps and gates past their date: they stay with whoever does them, and what goes up is attention, to somebody who is there. */
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { preferencesOf, savePreferences } from "../../src/people/preferences.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import { dayOfLine } from "../../src/tracks/late-steps.ts";
import { askAboutStep, giveStep, moveStep, sayStuck } from "../../src/tracks/look-after.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { acceptStep, answerGate, completeStep } from "../../src/tracks/steps.ts";
import { listTracks, stepsOf } from "../../src/tracks/tracks.ts";
import { programId } from "../sponsorship/choosing-people.ts";
import { addQuietly } from "../support/acting.ts";
import { databases } from "../support/databases.ts";
import {
  actingAs,
  aRun,
  asItIsNow,
  lastMessage,
  leaveSlack,
  NINA,
  personIn,
  type Run,
  SAM,
  SOFIA,
  TOM,
  textOf,
} from "../support/run.ts";
import { aProgram, LAUNCH } from "./launch.ts";

/** Nina has *Build the journey* until Friday, 6 November, and Tom answers for it. */
async function building(database: (typeof databases)[number] = "SQLite", more: object = {}): Promise<Run> {
  const run = await aProgram(database);
  const steps = LAUNCH.steps.map((step) => (step.key === "build" ? { ...step, ...more } : step));
  const template = { ...LAUNCH, key: "late", steps };
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
  return run;
}

async function stepNamed(run: Run, key: string) {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  const steps = await stepsOf(run.db, workspaceId, await listTracks(run.db, workspaceId, {}));
  const step = steps.find((each) => each.key === key);
  if (!step) throw new Error(`No step ${key}`);
  const handles = new Map(
    (await run.db.selectFrom("person").select(["id", "handle"]).execute()).map((p) => [p.id, p.handle]),
  );
  return {
    itemId: step.stands.item_id ?? "",
    owner: handles.get(step.ownerId ?? "") ?? null,
    askedOf: handles.get(step.askedOf ?? "") ?? null,
    dueOn: step.dueOn,
    approveBy: step.approveBy,
  };
}

/** With plain spaces. */
const plain = (message: Parameters<typeof textOf>[0]) => textOf(message).replaceAll("\u00a0", " ");

/** All that came to somebody about what is due or late, as it reads now, the first first. */
function attention(run: Run, who: string): string[] {
  const found = run
    .as(who)
    .dm()
    .flatMap((message) => plain(message).split("\n"));
  return found.filter((line) =>
    /due (today|on)|was due on|late (with|to)|is stuck|asks about|Nobody is there|À terminer|retard (sur|pour)|signale/i.test(
      line,
    ),
  );
}

const messageOf = (run: Run, who: string, words: string) => {
  const message = run
    .as(who)
    .dm()
    .findLast((each) => textOf(each).includes(words));
  if (!message) throw new Error(`Nothing with ${words} came to ${who}`);
  return message;
};

async function away(run: Run, who: string, from: string, until: string): Promise<void> {
  const ctx = await actingAs(run, who);
  await goAway(ctx, { person: ctx.actor, from, until, delegate: null });
}

describe.each(databases)("on %s", (database) => {
  it("stays with whoever does it; they read it on its day, who answers for it the next, who leads after five, nobody else and no more", async () => {
    const run = await building(database);
    await run.to("2026-11-06T18:00:00Z");
    const [line, ...more] = attention(run, "nina");
    expect(more).toEqual([]);
    expect(line).toBe("Atlas · *Due today*: “Build the journey”. Léa Martin waits for it.");
    expect(plain(messageOf(run, "nina", "Due today"))).toContain("[Done…] [New date…] [I’m stuck…]");
    expect(attention(run, "tom")).toEqual([]);

    await run.to("2026-11-09T18:00:00Z");
    expect(attention(run, "tom")).toEqual([
      "Atlas · *Nina Diaz* is 1 working day late with “Build the journey”, due Fri 6 Nov. Léa Martin waits for it.",
    ]);
    expect(plain(messageOf(run, "tom", "working day late"))).toContain("[New date…] [Give to…] [Ask…]");
    await run.to("2026-11-27T18:00:00Z");
    expect(await stepNamed(run, "build")).toMatchObject({ owner: "nina", dueOn: "2026-11-06" });
    expect(attention(run, "tom")).toHaveLength(2);
    expect(attention(run, "nina")).toHaveLength(1);
    // A sponsor and a member of the team have nothing to do with it.
    for (const who of ["sofia", "lea"]) expect(run.as(who).dm().map(textOf).join()).not.toContain("Build the journey");
  });

  it("asks for the approval of a gate somebody who is there, by a date, and goes up in the same way", async () => {
    const run = await building(database, { gate: true, accountable: "marketer" });
    // The one who answers for it is away for a month, without cover.
    await away(run, "lea", "2026-11-02", "2026-11-30");
    const { itemId } = await stepNamed(run, "build");
    await run.to("2026-11-03T12:00:00Z");
    await completeStep(await actingAs(run, "nina"), { itemId, checked: 0, note: "" });
    await run.to("2026-11-03T14:00:00Z");
    expect(await stepNamed(run, "build")).toMatchObject({ askedOf: "tom", approveBy: "2026-11-05" });
    expect(plain(lastMessage(run, "tom"))).toContain("waits for you: please answer by Thu 5 Nov.");

    await run.to("2026-11-05T12:00:00Z");
    expect(attention(run, "tom")).toEqual(["Atlas · *Your approval is due today*: “Build the journey”."]);
    await run.to("2026-11-12T18:00:00Z");
    // Nobody but the one who is away answers for it or leads.
    expect(attention(run, "sofia")).toEqual([]);
    await answerGate(await actingAs(run, "tom"), { itemId, reason: null });
    expect(await stepNamed(run, "test")).toMatchObject({ owner: "tom" });
  });
});

it("leaves no gate with somebody who is away until its date, though they went after they were asked", async () => {
  const run = await building("SQLite", { gate: true, accountable: "marketer" });
  const { itemId } = await stepNamed(run, "build");
  await run.to("2026-11-03T12:00:00Z");
  await completeStep(await actingAs(run, "nina"), { itemId, checked: 0, note: "" });
  await run.to("2026-11-03T14:00:00Z");
  expect(await stepNamed(run, "build")).toMatchObject({ askedOf: "lea" });
  await away(run, "lea", "2026-11-04", "2026-11-30");
  await run.to("2026-11-04T12:00:00Z");
  expect(await stepNamed(run, "build")).toMatchObject({ askedOf: "tom", approveBy: "2026-11-06" });
});

it("has sponsors and admins name somebody where nobody is there to approve, and whoever is named approves", async () => {
  const run = await building("SQLite", { gate: true, accountable: "marketer" });
  for (const who of ["lea", "tom", "sofia"]) await away(run, who, "2026-11-02", "2026-11-30");
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sam").execute();
  const { itemId } = await stepNamed(run, "build");
  await run.to("2026-11-03T12:00:00Z");
  await completeStep(await actingAs(run, "nina"), { itemId, checked: 0, note: "" });
  await run.to("2026-11-10T12:00:00Z");
  const [line, ...more] = attention(run, "sam");
  expect(more).toEqual([]);
  expect(line).toMatch(
    /^Atlas · Nobody is there to approve “Build the journey” by .*\. Léa Martin is away until Mon 30 Nov\.$/,
  );
  const asked = messageOf(run, "sam", "Nobody is there");
  await run.as("sam").press(asked, { actionId: "step.give" });
  run.as("sam").fill("person", "nina");
  expect(await run.as("sam").submit()).toMatchObject({ errors: { person: expect.stringContaining("did this step") } });
  run.as("sam").fill("person", "sam");
  expect(await run.as("sam").submit()).toEqual({ closed: true });
  await run.to("2026-11-10T12:05:00Z");
  expect(plain(asItIsNow(run, asked))).toContain("Now with Sam Poe.");
  await answerGate(await actingAs(run, "sam"), { itemId, reason: null });
  expect((await stepNamed(run, "build")).askedOf).toBeNull();
});

it("has them name somebody where nobody is there to do a step", async () => {
  const run = await aProgram("SQLite");
  for (const who of ["nina", "tom"]) await away(run, who, "2026-11-02", "2026-11-30");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  await run.to("2026-11-04T12:00:00Z");
  expect(attention(run, "sofia")[0]).toMatch(
    /Nobody is there to do “Build the journey” by .* Nina Diaz is away until Mon 30 Nov\./,
  );
  await run.as("sofia").press(messageOf(run, "sofia", "Nobody is there"), { actionId: "step.give" });
  run.as("sofia").fill("person", "sam");
  expect(await run.as("sofia").submit()).toEqual({ closed: true });
  await run.to("2026-11-05T12:00:00Z");
  expect(await stepNamed(run, "build")).toMatchObject({ owner: "sam" });
  expect(plain(lastMessage(run, "sam"))).toContain("*Yours now*: Build the journey");
});

describe("where only a sponsor is left", () => {
  const stepLines = (run: Run, who: string) =>
    run
      .as(who)
      .dm()
      .map(plain)
      .filter((text) => text.includes("Build the journey"));

  async function onlySofia(): Promise<Run> {
    const run = await aProgram("SQLite");
    await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sam").execute();
    await run.db.deleteFrom("role_holder").execute();
    await run.db.deleteFrom("seat").where("role", "=", "lead").execute();
    await startTrack(await actingAs(run, "sam"), { programId: await programId(run), template: LAUNCH });
    await run.to("2026-11-03T12:00:00Z");
    return run;
  }

  it("reads of a step once, to name somebody, and is neither reminded nor told who has it twice", async () => {
    const run = await onlySofia();
    expect(stepLines(run, "sofia")).toEqual([expect.stringContaining("Nobody is there to do “Build the journey”")]);
    expect(stepLines(run, "sofia").join()).toContain("[Name somebody…]");
    await run.to("2026-11-12T18:00:00Z");
    expect(stepLines(run, "sofia")).toHaveLength(1);
    expect(stepLines(run, "sam")).toHaveLength(1);

    const { itemId } = await stepNamed(run, "build");
    await giveStep(await actingAs(run, "sam"), { itemId, owner: await personIn(run, "nina"), note: "" });
    await run.to("2026-11-13T18:00:00Z");
    expect(stepLines(run, "nina").join()).toContain("*Yours now*: Build the journey");
    expect(stepLines(run, "sofia")).toEqual([expect.stringContaining("Now with Nina Diaz.")]);
  });

  it("may take it, and has it then as anybody has", async () => {
    const run = await onlySofia();
    const { itemId } = await stepNamed(run, "build");
    await giveStep(await actingAs(run, "sofia"), { itemId, owner: await personIn(run, "sofia"), note: "" });
    await run.to("2026-11-04T12:00:00Z");
    expect(stepLines(run, "sofia").join()).toContain("*Yours now*: Build the journey");
  });

  it("reads of a step whose doer has left in the same way", async () => {
    const run = await building();
    await run.to("2026-11-03T18:00:00Z");
    await run.db.deleteFrom("seat").where("role", "=", "lead").execute();
    await leaveSlack(run, "nina");
    // With her message of the next week.
    await run.to("2026-11-10T18:00:00Z");
    expect(await stepNamed(run, "build")).toMatchObject({ owner: "sofia" });
    expect(stepLines(run, "sofia")).toEqual([expect.stringContaining("Nobody is there to do “Build the journey”")]);
    expect(stepLines(run, "sofia").join()).not.toContain("Yours now");
  });
});

it("of one day comes once on that day, though its doer read of it on its last", async () => {
  const run = await aProgram("SQLite");
  const steps = LAUNCH.steps.map((step) => (step.key === "build" ? { ...step, term: 1 } : step));
  // Nina's Monday is over.
  await run.to("2026-11-03T01:30:00Z");
  await startTrack(await actingAs(run, "tom"), {
    programId: await programId(run),
    template: { ...LAUNCH, key: "short", steps },
  });
  await run.to("2026-11-03T13:10:00Z");
  const { itemId, dueOn } = await stepNamed(run, "build");
  expect(dueOn).toBe("2026-11-03");
  await acceptStep(await actingAs(run, "nina"), { itemId });
  await run.to("2026-11-04T04:00:00Z");
  const ofStep = run.as("nina").dm().map(plain);
  expect(ofStep.filter((text) => text.includes("Build the journey"))).toHaveLength(1);
});

it("gives a step to nobody who is away until its date, and waits for whoever is back before", async () => {
  const run = await aProgram("SQLite");
  await away(run, "nina", "2026-11-02", "2026-11-30");
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template: LAUNCH });
  expect(await stepNamed(run, "build")).toMatchObject({ owner: "tom" });
  const other = await aProgram("SQLite");
  await away(other, "nina", "2026-11-02", "2026-11-04");
  await startTrack(await actingAs(other, "tom"), { programId: await programId(other), template: LAUNCH });
  expect(await stepNamed(other, "build")).toMatchObject({ owner: "nina" });
});

it("says who is away, and reminds whoever is back", async () => {
  const run = await building();
  await run.to("2026-11-05T18:00:00Z");
  await away(run, "nina", "2026-11-06", "2026-11-10");
  await run.to("2026-11-09T18:00:00Z");
  expect(attention(run, "tom")).toEqual([
    "Atlas · *Nina Diaz* is 1 working day late with “Build the journey”, due Fri 6 Nov. Nina Diaz is away until Tue 10 Nov. Léa Martin waits for it.",
  ]);
  expect(attention(run, "nina")).toEqual([]);
  await run.to("2026-11-11T18:00:00Z");
  expect(attention(run, "nina")).toEqual([
    "Atlas · *Was due on Fri, Nov 6*: “Build the journey”. Léa Martin waits for it.",
  ]);
});

it("takes another date from whoever does it and whoever answers for it, who see first what then ends later; and begins anew", async () => {
  const run = await building();
  const milestone = { type: "milestone", details: {}, title: "First send", dueOn: "2026-11-13" } as const;
  const { id } = await addQuietly(await actingAs(run, "tom"), {
    ...milestone,
    programId: await programId(run),
    sourceKey: "first",
  });
  await run.db.updateTable("track").set({ milestone_id: id }).execute();
  await run.to("2026-11-09T18:00:00Z");
  const late = messageOf(run, "tom", "working day late");
  await run.as("tom").press(late, { actionId: "step.move" });
  run.as("tom").fill("to", "2026-11-06");
  run.as("tom").fill("words", "The vendor");
  expect(await run.as("tom").submit()).toMatchObject({ errors: { to: "That day is over. Choose today or later." } });
  run.as("tom").fill("to", "2026-11-12");
  await run.as("tom").submit();
  expect(plain(await run.as("tom").waitForView())).toContain(
    [
      "⚠ “Test the journey” then ends Fri 13 Nov, planned Tue 10 Nov.",
      "⚠ “Launch” then ends Tue 17 Nov, planned Thu 12 Nov.",
      "⚠ That is after the milestone “First send”, Fri 13 Nov.",
      "Nothing is saved yet",
    ].join("\n"),
  );
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.to("2026-11-10T18:00:00Z");
  expect(plain(asItIsNow(run, late))).toContain("✓ New date: Thu 12 Nov.");
  expect(plain(lastMessage(run, "nina"))).toContain("The vendor");
  await run.to("2026-11-13T18:00:00Z");
  expect(attention(run, "nina")).toContain("Atlas · *Due today*: “Build the journey”. Léa Martin waits for it.");
  expect(attention(run, "tom")).toEqual([
    "Atlas · *Nina Diaz* is 1 working day late with “Build the journey”, due Thu 12 Nov. Léa Martin waits for it.",
  ]);
});

it("brings words from whoever is stuck to whoever answers for it, and back; of anybody else they are a request", async () => {
  const run = await building();
  await run.to("2026-11-06T18:00:00Z");
  await run.as("nina").press(messageOf(run, "nina", "Due today"), { actionId: "step.stuck" });
  run.as("nina").fill("words", "No access yet");
  expect(await run.as("nina").submit()).toEqual({ closed: true });
  await run.to("2026-11-09T11:00:00Z");
  expect(plain(messageOf(run, "tom", "is stuck"))).toMatch(
    /\*Nina Diaz\* is stuck with “Build the journey”[\s\S]*No access yet/,
  );
  await run.as("tom").press(messageOf(run, "tom", "is stuck"), { actionId: "step.ask" });
  run.as("tom").fill("words", "Since when?");
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.to("2026-11-09T18:00:00Z");
  expect(plain(messageOf(run, "nina", "asks about"))).toMatch(/\*Tom Baker\* asks about[\s\S]*Since when\?/);
  expect(run.as("sofia").dm()).toEqual([]);

  const { itemId } = await stepNamed(run, "build");
  await askAboutStep(await actingAs(run, "tom"), {
    itemId,
    person: await personIn(run, "sofia"),
    words: "May we buy access?",
  });
  const requests = run.db.selectFrom("item").select(["title", "owner_id"]).where("type", "=", "request");
  expect(await requests.execute()).toEqual([
    { title: "May we buy access?", owner_id: (await personIn(run, "sofia")).id },
  ]);
});

it("says to whoever misses something that whoever did it is away, and whoever stands in reads it and may give it on", async () => {
  const run = await building();
  const [nina, { actor: sam }] = [await actingAs(run, "nina"), await actingAs(run, "sam")];
  const { itemId } = await stepNamed(run, "build");
  await completeStep(nina, { itemId, checked: 0, note: "" });
  await run.to("2026-11-03T14:00:00Z");
  await goAway(nina, { person: nina.actor, from: "2026-11-03", until: "2026-11-09", delegate: sam });
  await run.as("lea").press(messageOf(run, "lea", "À vous maintenant"), { actionId: "step.missing" });
  run.as("lea").fill("words", "Which template?");
  await run.as("lea").submit();
  expect(plain(await run.as("lea").waitForView())).toContain(
    "Absence de Nina Diaz jusqu’au lun. 9 nov. Sam Poe, en relais, le lit aussi.",
  );
  await run.to("2026-11-03T14:10:00Z");
  const instead = messageOf(run, "sam", "you stand in");
  expect(plain(instead)).toMatch(
    /\*Léa Martin\* wrote about “Build the journey”, and you stand in\. Nina Diaz is away until Mon 9 Nov\.[\s\S]*Which template\?/,
  );
  for (const who of ["tom", "nina"]) expect(run.as(who).dm().map(textOf).join()).not.toContain("Which template?");
  await run.as("sam").press(instead, { actionId: "step.give" });
  run.as("sam").fill("person", "sam");
  expect(await run.as("sam").submit()).toEqual({ closed: true });
  await run.to("2026-11-04T14:00:00Z");
  expect(await stepNamed(run, "build")).toMatchObject({ owner: "sam" });
  expect(plain(asItIsNow(run, instead))).toContain("Now with Sam Poe.");
  expect(plain(lastMessage(run, "sam"))).toMatch(/\*Yours now\*: Build[\s\S]*Léa Martin: Which template\?/);
});

it("refuses the acts to whoever does not answer for it, twice done, and once it is over", async () => {
  const run = await building();
  const { itemId } = await stepNamed(run, "build");
  const move = { itemId, to: "2026-11-20", reason: "Later" };
  await expect(moveStep(await actingAs(run, "lea"), move)).rejects.toMatchObject({ code: "STEP_NOT_YOURS" });
  await expect(moveStep(await actingAs(run, "sam"), move)).rejects.toMatchObject({ code: "ITEM_GONE" });
  await expect(moveStep(await actingAs(run, "sofia"), move)).rejects.toMatchObject({ code: "STEP_NOT_YOURS" });
  const nina = await actingAs(run, "nina");
  await completeStep(nina, { itemId, checked: 0, note: "" });
  await expect(completeStep(nina, { itemId, checked: 0, note: "" })).rejects.toMatchObject({ code: "STEP_OVER" });
  await expect(moveStep(nina, move)).rejects.toMatchObject({ code: "STEP_OVER" });
  const lea = await personIn(run, "lea");
  await expect(giveStep(nina, { itemId, owner: lea, note: "" })).rejects.toMatchObject({ code: "STEP_OVER" });
  expect(await stepNamed(run, "build")).toMatchObject({ owner: "nina", dueOn: "2026-11-06" });
});

it("tells the other lead of a step of a lead's own, and nobody where nobody else leads", async () => {
  const people = [TOM, NINA, SOFIA, SAM];
  const programs = [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], deputy: "nina" }];
  const run = await aRun({ people, programs, cadences: [], isTogether: true });
  const own = LAUNCH.steps.flatMap((step) =>
    step.key === "build" ? [{ ...step, role: "lead", accountable: "lead" }] : [],
  );
  const template = { ...LAUNCH, key: "own", roles: [], steps: own };
  await startTrack(await actingAs(run, "tom"), { programId: await programId(run), template });
  await run.to("2026-11-10T18:00:00Z");
  expect(attention(run, "tom")).toEqual([expect.stringContaining("*Due today*")]);
  expect(attention(run, "nina")).toEqual([expect.stringMatching(/\*Tom Baker\* is \d working days? late/)]);
  expect(attention(run, "sofia")).toEqual([]);
});

it("says to a lead alone who is stuck that nobody else answers for the step", async () => {
  const programs = [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }];
  const run = await aRun({ people: [TOM, SOFIA, SAM], programs, cadences: [], isTogether: true });
  const own = LAUNCH.steps.flatMap((step) =>
    step.key === "build" ? [{ ...step, role: "lead", accountable: "lead" }] : [],
  );
  const template = { ...LAUNCH, key: "own", roles: [], steps: own };
  const tom = await actingAs(run, "tom");
  await startTrack(tom, { programId: await programId(run), template });
  const { itemId } = await stepNamed(run, "build");
  await expect(sayStuck(tom, { itemId, words: "No access" })).rejects.toMatchObject({ code: "STEP_NOBODY_ELSE" });
});

it("is read by both who lead; of one who leaves on their day off, by whoever leads then", async () => {
  const people = [TOM, NINA, SOFIA, SAM];
  const programs = [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], deputy: "sam", team: ["nina"] }];
  const run = await aRun({ people, programs, cadences: [], isTogether: true });
  const tom = await actingAs(run, "tom");
  const usual = await preferencesOf(run.db, tom.actor.workspace_id, tom.actor.id);
  await inTransaction(run.db, (tx) =>
    savePreferences({ ...tom, db: tx }, { ...usual, workingDays: ["tu", "we", "th", "fr"], usesSlackStatus: false }),
  );
  const steps = LAUNCH.steps.flatMap((step) => (step.key === "build" ? [{ ...step, role: "team" }] : []));
  const template = { ...LAUNCH, key: "own", roles: [], steps };
  await startTrack(tom, { programId: await programId(run), template });
  // Due on Friday; on Monday Tom is off.
  await run.to("2026-11-09T18:00:00Z");
  for (const who of ["tom", "sam"]) expect(attention(run, who)).toEqual([]);
  await run.db.updateTable("seat").set({ until_date: "2026-11-08" }).where("role", "=", "lead").execute();
  await run.to("2026-11-10T18:00:00Z");
  expect(attention(run, "tom")).toEqual([]);
  expect(attention(run, "sam")).toEqual([expect.stringContaining("*Nina Diaz* is 2 working days late")]);

  // From now on two lead.
  const both = run.db
    .updateTable("seat")
    .set({ role: "lead", until_date: null })
    .where("role", "in", ["lead", "deputy"]);
  await both.execute();
  await run.to("2026-11-13T18:00:00Z");
  for (const who of ["tom", "sam"]) expect(attention(run, who).at(-1)).toContain("*Nina Diaz* is 5 working days late");
});

it("waits while its program is closed, and goes on once that is open again", async () => {
  const run = await building();
  const id = await programId(run);
  await closeProgram(await actingAs(run, "tom"), { programId: id });
  await run.to("2026-11-10T18:00:00Z");
  expect(attention(run, "tom")).toEqual([]);
  await reopenProgram(await actingAs(run, "tom"), { programId: id });
  await run.to("2026-11-11T18:00:00Z");
  expect(attention(run, "tom").concat(attention(run, "nina")).length).toBeGreaterThan(0);
});

it("has its line on the last working day before a holiday, and not before it came", () => {
  const worksOn = (day: string) => day !== "2026-11-06" && !/-(07|08)$/.test(day);
  expect(dayOfLine({ on: "2026-11-06", since: "2026-11-02", worksOn })).toBe("2026-11-05");
  expect(dayOfLine({ on: "2026-11-06", since: "2026-11-05", worksOn })).toBe("2026-11-09");
  expect(dayOfLine({ on: "2026-11-09", since: "2026-11-09", worksOn })).toBe("2026-11-10");
});
