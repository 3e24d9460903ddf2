import { describe, expect, it, onTestFinished } from "vitest";
import { MONDAY_TO_FRIDAY } from "../../src/calendars/day-arithmetic.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { rows } from "../../src/platform/rows.ts";
import { addMs, DAY, HOUR } from "../../src/platform/time.ts";
import type { Rhythm } from "../../src/reports/compile/report.ts";
import { readFacts } from "../../src/reports/facts/facts.ts";
import { earlierCutOffs, periodHolding } from "../../src/reports/facts/periods.ts";
import { canGoAbove } from "../../src/reports/facts/readable-facts.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { aRecord, DAILY, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { NO_EVENTS } from "./facts.ts";
import { measureDetails } from "./measured.ts";
import { anItem, aStatus, happens } from "./recorded.ts";

const FROM: Instant = "2026-10-05T09:00:00.000Z";
const CUT_OFF: Instant = "2026-11-04T09:00:00.000Z";

/** How long others waited at most for their turn, in time of the processor: what else runs on the machine is not counted. */
async function longestPieceMs(work: () => Promise<unknown>): Promise<number> {
  const usedMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [longest, last, isOver] = [0, usedMs(), false];
  const look = () => {
    longest = Math.max(longest, usedMs() - last);
    last = usedMs();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  await work();
  isOver = true;
  return longest;
}

async function octoberOf(
  db: Db,
  workspaceId: string,
  programIds: string[],
  { rhythm = "monthly", draftedAt = FROM }: { rhythm?: Rhythm; draftedAt?: string } = {},
) {
  const counting = { zone: "UTC", working: MONDAY_TO_FRIDAY, yearStartMonth: 1 };
  const period = periodHolding(rhythm, "2026-10-15");
  return readFacts(
    { db, events: NO_EVENTS },
    {
      ...{ workspaceId, programIds, rhythm, period, fromAt: () => FROM, cutOffAt: CUT_OFF, zone: "UTC" },
      lateBefore: "2026-11-02",
      isWorkingDay: () => true,
      answersFromAt: () => draftedAt,
      earlierCutOffs: earlierCutOffs(rhythm, period, counting, 5),
    },
  );
}

async function aProgram(db: Db) {
  const record = await aRecord(db);
  const [lea, tom, sofia] = [await record.person("lea"), await record.person("tom"), await record.person("sofia")];
  const atlas = await record.program("atlas", { seats: { lead: [lea], team: [tom], sponsor: [sofia] } });
  const questions = questionsFeeding("bottom-line", "health", "progress", "blocker");
  const monthly = await record.cadence(atlas, { rule: MONTHLY, questions });
  const factsOf = async (options?: Parameters<typeof octoberOf>[3]) => {
    const facts = (await octoberOf(db, record.workspaceId, [atlas.id], options)).get(atlas.id);
    if (!facts) throw new Error("No facts");
    return facts;
  };
  return { record, lea, tom, sofia, atlas, questions, monthly, factsOf };
}

describe.each(bothDatabases)("facts on %s", (name) => {
  it("have the last revision up to the cut-off of what was asked for the period, by lines", async () => {
    const db = await aDatabase(name);
    const { record, lea, monthly, factsOf } = await aProgram(db);
    const round = await record.round(monthly, "2026-10-30", [lea]);
    await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { progress: "One" });
    const last = await record.answer(round, lea, "2026-11-02T10:00:00.000Z", {
      "bottom-line": "On\ncourse",
      progress: "- One\n\n- Two",
      blocker: "RAS",
    });
    await record.answer(round, lea, "2026-11-05T10:00:00.000Z", { progress: "Too late" });
    const { answers, asked, answered } = await factsOf();
    expect(answers).toMatchObject([{ ...last, isOfLead: true, isLate: false, every: "month", period: "2026-10" }]);
    expect(answers[0]?.fields).toEqual([
      { feeds: "bottom-line", lines: ["On course"] },
      { feeds: "progress", lines: ["One", "Two"] },
      { feeds: "blocker", lines: [] },
    ]);
    expect([asked, answered]).toEqual([[lea.id], [lea.id]]);
  });

  it("mark as late what was revised after the report of its period had gone, and leave out what is of the next", async () => {
    const db = await aDatabase(name);
    const { record, lea, monthly, factsOf } = await aProgram(db);
    const september = await record.round(monthly, "2026-09-30", [lea]);
    await record.answer(september, lea, "2026-09-30T10:00:00.000Z", { progress: "Before" });
    await record.answer(september, lea, "2026-10-06T10:00:00.000Z", { progress: "After" });
    await record.answer(await record.round(monthly, "2026-11-02"), lea, "2026-11-02T10:00:00.000Z", {
      progress: "Next",
    });
    const { answers } = await factsOf();
    expect(answers).toMatchObject([{ revision: 2, isLate: true, period: "2026-09" }]);
  });

  it("have what was answered between the draft of the report before and its sending, marked as late", async () => {
    const db = await aDatabase(name);
    const { record, lea, monthly, factsOf } = await aProgram(db);
    const september = await record.round(monthly, "2026-09-30", [lea]);
    await record.answer(september, lea, addMs(FROM, -HOUR), { progress: "Between" });
    expect((await factsOf()).answers).toEqual([]);
    const { answers } = await factsOf({ draftedAt: addMs(FROM, -DAY) });
    expect(answers).toMatchObject([{ isLate: true, period: "2026-09" }]);
  });

  it("have that whoever leads was asked for the status in vain, by the week or the month, though the team answered", async () => {
    const db = await aDatabase(name);
    const { record, lea, tom, atlas, monthly, questions, factsOf } = await aProgram(db);
    await aStatus(db, record, atlas, { by: lea, at: "2026-10-02T10:00:00.000Z", status: "green" });
    await record.round(monthly, "2026-09-30", [lea]);
    expect((await factsOf()).isLeadSilent).toBe(false);
    const weekly = await record.cadence(atlas, {
      rule: WEEKLY,
      questions,
      audience: ["lead", "team"],
      readers: ["lead"],
    });
    const round = await record.round(weekly, "2026-10-09", [lea, tom]);
    await record.answer(round, tom, "2026-10-09T10:00:00.000Z", { progress: "The team" });
    for (const rhythm of ["weekly", "monthly"] as const) expect((await factsOf({ rhythm })).isLeadSilent).toBe(true);
    await record.answer(round, lea, "2026-10-10T10:00:00.000Z", { progress: "The lead" });
    expect((await factsOf()).isLeadSilent).toBe(false);
    // One week missed is no month without a word.
    await record.round(weekly, "2026-10-23", [lea, tom]);
    expect((await factsOf()).isLeadSilent).toBe(false);
  });

  it("take daily answers for no report but the weekly one of a program without a weekly check-in", async () => {
    const db = await aDatabase(name);
    const { record, lea, tom, atlas, questions, factsOf } = await aProgram(db);
    const daily = await record.cadence(atlas, { rule: DAILY, questions, audience: ["team"], readers: ["lead"] });
    await record.answer(await record.round(daily, "2026-10-13", [tom]), tom, "2026-10-13T10:00:00.000Z", {
      progress: "A day",
    });
    expect((await factsOf()).answers).toEqual([]);
    expect((await factsOf({ rhythm: "weekly" })).answers).toMatchObject([
      { personId: tom.id, every: "week", isOfLead: false },
    ]);
    const weekly = await record.cadence(atlas, { rule: WEEKLY, questions, readers: ["team"] });
    await record.answer(await record.round(weekly, "2026-10-15", [lea]), lea, "2026-10-15T10:00:00.000Z", {
      progress: "A week",
    });
    expect((await factsOf({ rhythm: "weekly" })).answers).toMatchObject([{ personId: lea.id }]);
  });

  it("have the team's status where it is worse than the program's", async () => {
    const db = await aDatabase(name);
    const { record, lea, tom, atlas, questions, factsOf } = await aProgram(db);
    const weekly = await record.cadence(atlas, { rule: WEEKLY, questions, audience: ["team"], readers: ["lead"] });
    const round = await record.round(weekly, "2026-10-15", [tom]);
    await record.answer(round, tom, "2026-10-15T10:00:00.000Z", { health: { colour: "red", reason: "Nobody tests" } });
    expect((await factsOf()).teamStatus).toBeNull();
    await aStatus(db, record, atlas, { at: "2026-10-01T10:00:00.000Z", status: "green", by: lea });
    expect(await factsOf()).toMatchObject({
      teamStatus: { status: "red", by: tom.id, reason: "Nobody tests" },
      statuses: [{ status: "green", reason: "Because of green", by: lea.id }],
    });
    await aStatus(db, record, atlas, { at: "2026-10-20T10:00:00.000Z", status: "red", by: lea });
    expect((await factsOf()).teamStatus).toBeNull();
    // Whoever leads has said since that it is over.
    await aStatus(db, record, atlas, { at: "2026-10-25T10:00:00.000Z", status: "green", by: lea });
    expect((await factsOf()).teamStatus).toBeNull();
  });

  it("count from the day on which it reached its owner, also where nobody gave it", async () => {
    const db = await aDatabase(name);
    const { record, lea, sofia, atlas, factsOf } = await aProgram(db);
    const asked = { by: lea, owner: lea, at: "2026-10-10T10:00:00.000Z", type: "request" as const };
    const item = await anItem(db, record, atlas, { ...asked, title: "Two more lorries?" });
    expect((await factsOf()).items).toMatchObject([{ withOwnerSince: "2026-10-10" }]);
    const at = "2026-10-23T10:00:00.000Z";
    const assignment = { from: lea.id, to: sofia.id, because: "no-answer", until: "2026-10-20" };
    const given = { before: { owner_id: lea.id }, after: { owner_id: sofia.id, assignment } };
    await happens(db, item, { event: "escalated", by: null, at, ...given });
    // Whoever had it reads the same day in the message and in the digest.
    expect((await factsOf()).items).toMatchObject([
      { withOwnerSince: "2026-10-23", left: { owner: lea.id, until: "2026-10-20" } },
    ]);
  });

  it("have no decision that somebody sponsors it: the role says so, to each in their language", async () => {
    const db = await aDatabase(name);
    const { record, lea, atlas, factsOf } = await aProgram(db);
    const by = { by: lea, at: "2026-10-10T10:00:00.000Z", type: "decision" as const };
    const named = await anItem(db, record, atlas, { ...by, title: "Sofia sponsors Atlas" });
    await anItem(db, record, atlas, { ...by, title: "Two more lorries" });
    await db.updateTable("item").set({ source_key: "sponsor-choice:1" }).where("id", "=", named.id).execute();
    expect((await factsOf()).items.map(({ title }) => title)).toEqual(["Two more lorries"]);
  });

  it("have what is open or has ended since the report before, with moves and last words", async () => {
    const db = await aDatabase(name);
    const { record, lea, tom, atlas, factsOf } = await aProgram(db);
    const at = "2026-09-10T10:00:00.000Z";
    const endedAt = "2026-10-10T10:00:00.000Z";
    const old = await anItem(db, record, atlas, { title: "Long gone", by: lea, at });
    await happens(db, old, {
      event: "done",
      by: lea,
      at: FROM,
      changes: { state: "done", closed_at: "2026-10-01T10:00:00.000Z" },
    });
    for (const [title, state] of [
      ["Done", "done"],
      ["Dropped", "dropped"],
    ] as const)
      await happens(db, await anItem(db, record, atlas, { title, by: lea, at }), {
        ...{ event: state, by: lea, at: endedAt, after: { state } },
        changes: { state, closed_at: endedAt },
      });
    const moved = await anItem(db, record, atlas, {
      type: "milestone",
      title: "Launch",
      by: lea,
      owner: tom,
      at,
      due: "2026-11-03",
    });
    await happens(db, moved, {
      ...{ event: "moved-date", by: tom, at: "2026-10-12T10:00:00.000Z", note: "No testers" },
      ...{ before: { due_on: "2026-11-03" }, after: { due_on: "2026-11-17" } },
      changes: { due_on: "2026-11-17", due_moves: 1 },
    });
    const blocker = await anItem(db, record, atlas, {
      ...{ title: "Blocked", by: tom, at, disclosure: "team" },
      details: { blocksWork: true, blockedSince: "2026-09-01" },
    });
    await happens(db, blocker, { event: "program-reopened", by: lea, at: "2026-10-20T10:00:00.000Z" });
    const risk = { type: "risk", by: tom, at } as const;
    await anItem(db, record, atlas, { ...risk, title: "Scored", details: { probability: 4, impact: 3 } });
    await anItem(db, record, atlas, { ...risk, title: "Half scored", details: { probability: 4 } });
    const { items } = await factsOf();
    expect(items.map(({ title, state }) => [title, state])).toEqual([
      ["Done", "done"],
      ["Dropped", "dropped"],
      ["Launch", "open"],
      ["Blocked", "open"],
      ["Scored", "open"],
      ["Half scored", "open"],
    ]);
    expect(items.slice(4).map(({ score }) => score)).toEqual([{ probability: 4, impact: 3 }, undefined]);
    expect(items[2]).toMatchObject({
      ...{ kind: "milestone", firstDueOn: "2026-11-03", dueOn: "2026-11-17", moves: 1, ownerId: tom.id },
      moved: [{ from: "2026-11-03", to: "2026-11-17", reason: "No testers" }],
      lastWordAt: "2026-10-12T10:00:00.000Z",
    });
    expect(items[3]).toMatchObject({ isBlocker: true, raisedOn: "2026-09-01", lastWordAt: at });
  });

  it("show a decision on a request once nobody can take it back", async () => {
    const db = await aDatabase(name);
    const { record, lea, sofia, atlas, factsOf } = await aProgram(db);
    const decided = { decidedBy: sofia.id, decidedAt: FROM, decisionId: "d", decisionCode: "D-1" };
    const outcome = { option: null, text: "Release one", ...decided };
    const request = { type: "request", title: "Release a tester?", by: lea, owner: sofia } as const;
    const at = "2026-10-20T10:00:00.000Z";
    const closed_at = "2026-11-04T08:00:00.000Z";
    const item = await anItem(db, record, atlas, { ...request, at, details: { kind: "decision", outcome } });
    const changes = { state: "decided", closed_at } as const;
    await happens(db, item, { event: "decided", by: sofia, at: closed_at, changes });
    const waiting = { for: sofia.id, until: "2026-11-04T09:05:00.000Z", because: "undo" };
    const pending = { option: null, text: outcome.text };
    await anItem(db, record, atlas, { ...request, at, details: { kind: "decision", pending, waiting } });
    const question = { for: lea.id, until: "2026-11-06", because: "question" };
    await anItem(db, record, atlas, { ...request, at, details: { kind: "decision", waiting: question } });
    expect((await factsOf()).items).toMatchObject([
      { kind: "request", state: "done", outcome: "Release one" },
      { kind: "request", state: "open", outcome: null, closedAt: null, ownerId: sofia.id },
      { kind: "request", state: "open", ownerId: lea.id },
    ]);
  });

  it("let nothing that is the team's or the lead's go above", async () => {
    const db = await aDatabase(name);
    const { record, lea, atlas, questions: asked, factsOf } = await aProgram(db);
    const questions = [...asked, { key: "keep", type: "fields" as const, label: "Keep in the team" }];
    const monthly = await record.cadence(atlas, { rule: MONTHLY, questions });
    const raised = { by: lea, at: "2026-10-10T10:00:00.000Z" };
    for (const disclosure of ["team", "lead", "above", "program"] as const)
      await anItem(db, record, atlas, { ...raised, title: `For ${disclosure}`, disclosure });
    const restricted = await record.cadence(atlas, { rule: WEEKLY, questions, disclosure: "lead" });
    const secret = "Between us";
    await record.answer(await record.round(restricted, "2026-10-15", [lea]), lea, "2026-10-15T10:00:00.000Z", {
      progress: secret,
    });
    await record.answer(await record.round(monthly, "2026-10-30", [lea]), lea, "2026-10-30T10:00:00.000Z", {
      progress: "Kept",
      blocker: "Goes",
      keep: ["progress"],
    });
    const above = canGoAbove(await factsOf()).facts;
    expect(above.items.map(({ title }) => title)).toEqual(["For above", "For program"]);
    expect(above.answers.at(-1)?.fields).toEqual([
      { feeds: "bottom-line", lines: [] },
      { feeds: "progress", lines: [], isTeamOnly: true },
      { feeds: "blocker", lines: ["Goes"] },
    ]);
    expect(JSON.stringify(above)).not.toContain(secret);
  });
});

it("are read with at most seven statements, of one program or of sixty, in pieces of at most 50 ms", {
  timeout: 60_000,
}, async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const { record, lea, atlas, monthly, questions } = await aProgram(db);
  await record.round(monthly, "2026-10-30", [lea]);
  statements = 0;
  await octoberOf(db, record.workspaceId, [atlas.id]);
  expect(statements).toBeLessThanOrEqual(7);
  const ids = [atlas.id];
  for (let count = 0; count < 59; count += 1) {
    const program = await record.program(`p${count}`, { seats: { lead: [lea] } });
    ids.push(program.id);
    const cadence = await record.cadence(program, { rule: MONTHLY, questions });
    const round = await record.round(cadence, "2026-10-30", [lea]);
    if (count % 3) await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { progress: `Step ${count}` });
    for (let item = 0; item < 20; item += 1)
      await anItem(db, record, program, { title: `Matter ${item}`, by: lea, at: "2026-10-10T10:00:00.000Z" });
  }
  statements = 0;
  const facts = await octoberOf(db, record.workspaceId, ids);
  expect(facts.size).toBe(60);
  expect(statements).toBeLessThanOrEqual(7);
  expect(await longestPieceMs(() => octoberOf(db, record.workspaceId, ids))).toBeLessThan(50);
});

it("take two statements more for their measures, of one program or of sixty, and read no value that came later", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const { record, lea, atlas } = await aProgram(db);
  const { workspaceId } = record;
  const raised = { by: lea, at: "2026-01-10T10:00:00.000Z", due: "2026-12-31", type: "measure" as const };
  const withMeasure = async (program: typeof atlas) => {
    const { id } = await anItem(db, record, program, { ...raised, title: program.key, details: measureDetails() });
    const entered = { item_id: id, entered_by: lea.id, source: "form" as const };
    const values = rows(db, "measure_value", workspaceId);
    await values.insert({ ...entered, entry: 1, on_day: "2026-09-30", value: "2.4", entered_at: FROM });
    await values.insert({ ...entered, entry: 2, on_day: "2026-10-31", value: "2.6", entered_at: addMs(CUT_OFF, HOUR) });
  };
  const statementsFor = async (ids: string[]) => {
    statements = 0;
    await octoberOf(db, workspaceId, ids);
    return statements;
  };

  const without = await statementsFor([atlas.id]);
  await withMeasure(atlas);
  expect(await statementsFor([atlas.id])).toBe(without + 2);
  const [measure] = (await octoberOf(db, workspaceId, [atlas.id])).get(atlas.id)?.measures ?? [];
  expect(measure?.values).toEqual([{ on: "2026-09-30", value: "2.4" }]);
  expect(measure).toMatchObject({ title: "atlas", state: "open", knownBy: "2026-10-31" });

  const programs = await Promise.all(Array.from({ length: 59 }, (_, place) => record.program(`p${place}`)));
  for (const program of programs) await withMeasure(program);
  const ids = [atlas.id, ...programs.map(({ id }) => id)];
  expect(await statementsFor(ids)).toBe(without + 2);
  expect((await octoberOf(db, workspaceId, ids)).get(programs[0]?.id ?? "")?.items).toEqual([]);
});
