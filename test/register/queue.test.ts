/** More decisions than one weekly message has room for: what goes, what waits, who hears of it, what they can do. */
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/use-cases.ts";
import { type PlanLine, planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { preferencesOf, savePreferences } from "../../src/people/preferences/use-cases.ts";
import { addMs, DAY, inZone, type LocalDate } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { acceptQueue, sayCannotWait, seeQueue } from "../../src/register/asks/queue/use-cases.ts";
import { decideAsk, delegateAsk, withdrawAsk } from "../../src/register/asks/use-cases.ts";
import { putToCommittee } from "../../src/register/asks/use-cases-votes.ts";
import { editItem, itemToAct, raiseItem } from "../../src/register/use-cases.ts";
import { differences, plannedSendings, sentIn } from "../dry-run/comparing.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  LEA,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

/** Sofia sponsors nine programs; Léa and Tom lead them by turns. */
const NINE = Array.from({ length: 9 }, (_, index) => ({
  key: `p${index}`,
  title: `Program ${index}`,
  lead: index % 2 === 0 ? "tom" : "lea",
  sponsors: ["sofia"],
  steering: ["sam"],
}));

async function begin(database: DatabaseName = "SQLite", options: RunOptions = {}): Promise<Run> {
  const run = await aRun({
    database,
    isTogether: true,
    people: [LEA, TOM, SOFIA, SAM],
    programs: NINE,
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "p0" }],
    ...options,
  });
  await run.to("2026-11-02T10:00:00.000Z");
  return run;
}

/** `dues`: by when each is needed; what has no date has no cost of waiting either. */
async function ask(run: Run, dues: readonly (LocalDate | null)[], from = 0): Promise<string[]> {
  const { services } = run.app;
  const programs = await run.db.selectFrom("program").selectAll().orderBy("key").execute();
  const sofia = await personIn(run, "sofia");
  const ids: string[] = [];
  for (const [index, dueOn] of dues.entries()) {
    const number = from + index;
    const program = programs[number % NINE.length];
    if (!program) throw new Error("No program");
    const lead = await personIn(run, (number % NINE.length) % 2 === 0 ? "tom" : "lea");
    const options = [
      { label: `Yes ${number}`, doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const item = await inTransaction(run.db, (tx) =>
      raiseItem(services, tx, lead, program.id, {
        type: "ask",
        details: { kind: "decision", options, recommended: 0, ...(dueOn && { costOfWaiting: "A week" }) },
        title: `Question ${number}?`,
        dueOn,
        ownerId: sofia.id,
        state: "open",
        sourceKey: `test:${number}`,
      }),
    );
    ids.push(item.id);
  }
  await run.settle();
  return ids;
}

/** Two may not wait for another week; ten may. */
const TWELVE = [
  ...["2026-11-11", "2026-11-11", "2026-11-13", "2026-11-16"],
  ...Array.from({ length: 5 }, () => "2026-11-30"),
  ...[null, null, null],
];

/** Which of the questions the last message to Sofia has, at its time there: with buttons, and as a line. */
function lastToSofia(run: Run) {
  const { at, text } = lastWith(run, "sofia", "Question");
  const shown = text.split("\n").flatMap((line, index, all): (string | number)[] => {
    const [, number] = /Question (\d+)\?/.exec(line) ?? [];
    if (number === undefined) return [];
    return all[index + 1]?.startsWith(`[Yes ${number}] [Other answer…]`) ? [Number(number)] : [`line ${number}`];
  });
  return [inZone(at, SOFIA.tz).toPlainDateTime().toString({ smallestUnit: "minute" }), ...shown];
}

function lastWith(run: Run, handle: string, words: string) {
  const last = arrivals(run, handle).findLast(({ text }) => text.includes(words));
  if (!last) throw new Error(`Nothing with “${words}” came to ${handle}`);
  return last;
}

const FULL = /is full|est complet/;
/** What somebody was told of the queue, as it reads now. */
function told(run: Run, handle: string): string[] {
  const lines = arrivals(run, handle).flatMap(({ text }) => text.split("\n"));
  return lines.filter((line) => FULL.test(line)).map((line) => line.replaceAll("\u00a0", " "));
}

async function decideAll(run: Run, ids: readonly string[]): Promise<void> {
  const sofia = await personIn(run, "sofia");
  for (const id of ids) await decideAsk(run.app.services, sofia, id, { words: "Yes" });
  await run.settle();
}

describe.each(databases)("twelve requests to one sponsor, on %s", (database) => {
  it("come in two weekly messages, three with buttons; none waits past its last day (SLOT7)", async () => {
    const run = await begin(database);
    const ids = await ask(run, TWELVE);
    await run.to("2026-11-03T10:00:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-03T09:00", 0, 1, 2]);
    expect(lastWith(run, "sofia", "Question").text.replaceAll("\u00a0", " ")).toContain(
      "*Decide* · Question 0? · PRO-ASK-1 · Program 0 · by Wed 11 Nov\n[Yes 0] [Other answer…]",
    );
    // Nothing of the nine in between.
    await decideAll(run, ids.slice(0, 3));
    await run.to("2026-11-10T08:55:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-03T09:00", "line 0", "line 1", "line 2"]);
    await run.to("2026-11-10T09:05:00.000Z");
    const second = ["2026-11-10T09:00", 3, 4, 5, ...[6, 7, 8, 9, 10, 11].map((number) => `line ${number}`)];
    expect(lastToSofia(run)).toEqual(second);
    const waiting = await run.db
      .selectFrom("delivery")
      .select("key")
      .where("kind", "=", "ask")
      .where("state", "=", "waiting");
    expect(await waiting.execute()).toEqual([]);
    // Each line keeps what has become of it.
    await decideAll(run, ids.slice(4, 5));
    const text = textOf(asItIsNow(run, lastWith(run, "sofia", "Question 3").message));
    expect(text).toContain("Question 4? · PROB-ASK-1 · Program 4\n✓ Decided");
    expect(text).toContain("[Yes 3] [Other answer…]");
  });

  it("are told of to those who asked and lead, once, with the day on which they go (SLOT7)", async () => {
    const run = await begin(database);
    await ask(run, TWELVE);
    await run.to("2026-11-04T18:00:00.000Z");
    const rest = "It goes out on Tuesday 10 November";
    const full = "Sofia Rossi’s message of Tuesday 3 November is full: 3 decisions come before";
    expect(told(run, "tom")).toEqual([
      `${full} PROB-ASK-1, “Question 4?”. ${rest}, 20 days before it’s needed.`,
      `${full} PROD-ASK-1, “Question 6?”. ${rest}, 20 days before it’s needed.`,
      `${full} PROF-ASK-1, “Question 8?”. ${rest}, 20 days before it’s needed.`,
      `${full} PRO-ASK-2, “Question 9?”. ${rest}.`,
      `${full} PROGR-ASK-2, “Question 11?”. ${rest}.`,
    ]);
    expect(told(run, "lea")).toHaveLength(4);
    expect(told(run, "lea")[0]).toBe(
      "Le message destiné à Sofia Rossi le mardi 3 novembre est complet : 3 décisions passent avant PROA-ASK-1, « Question 3? ». Envoi le mardi 10 novembre, 6 jours avant qu’elle ne soit nécessaire.",
    );
  });
});

/** Five for the first message: two of them wait for the second, of Léa and of Tom. */
const FIVE = Array.from({ length: 5 }, () => "2026-11-30");
const WEDNESDAY = "2026-11-04T12:00:00.000Z";

async function twoWait(
  database: DatabaseName = "SQLite",
): Promise<{ run: Run; ids: string[]; third: string; fourth: string }> {
  const run = await begin(database);
  const ids = await ask(run, FIVE);
  await run.to(WEDNESDAY);
  const [third = "", fourth = ""] = ids.slice(3);
  return { run, ids, third, fourth };
}

async function pressNotice(run: Run, handle: string, action: { actionId: string; value?: string }): Promise<void> {
  const { message } = arrivals(run, handle).findLast(({ text }) => FULL.test(text)) ?? {};
  if (!message) throw new Error(`${handle} was not told`);
  await run.as(handle).press(asItIsNow(run, message), action);
}

async function cannotWait(run: Run, handle: string, itemId: string, neededBy: LocalDate): Promise<string> {
  await pressNotice(run, handle, { actionId: "ask.cannot_wait", value: itemId });
  await run.as(handle).waitForView();
  run.as(handle).fill("needed-by", neededBy);
  const said = await savedWith(run, handle);
  await run.settle();
  return said;
}

describe.each(databases)("a request that waits for room, on %s", (database) => {
  it("may wait: the line says so, until it has gone (SLOT7)", async () => {
    const { run } = await twoWait(database);
    const { message } = lastWith(run, "tom", "is full");
    await pressNotice(run, "tom", { actionId: "ask.fine" });
    await run.settle();
    const now = () => textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ");
    expect(now()).toContain("✓ PROB-ASK-1 goes to Sofia Rossi on Tuesday 10 November.");
    expect(now()).not.toContain("Fine");
    await run.to("2026-11-10T10:00:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-10T09:00", 3, 4]);
    expect(now()).toContain("✓ PROB-ASK-1 went to Sofia Rossi on Tuesday 10 November.");
  });

  it("goes at once where it cannot wait, one message a day with all of that day in it (SLOT7)", async () => {
    const { run, third, fourth } = await twoWait(database);
    expect(await cannotWait(run, "tom", fourth, "2026-11-17")).toBe(
      "PROB-ASK-1 goes to Sofia Rossi as soon as their hours and today’s message limit allow.",
    );
    expect(lastToSofia(run)).toEqual(["2026-11-04T12:00", "line 4"]);
    await run.to("2026-11-04T13:00:00.000Z");
    await cannotWait(run, "lea", third, "2026-11-18");
    await ask(run, ["2026-11-20"], 5);
    await run.to("2026-11-05T08:59:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-04T12:00", "line 4"]);
    await run.to("2026-11-05T10:00:00.000Z");
    expect(lastToSofia(run)).toEqual(["2026-11-05T09:00", "line 3"]);
    const item = await run.db.selectFrom("item").selectAll().where("id", "=", fourth).executeTakeFirstOrThrow();
    const { id: by } = await personIn(run, "tom");
    expect([item.due_on, JSON.parse(item.details).cannotWait]).toEqual(["2026-11-17", { at: WEDNESDAY, by }]);
  });
});

it("comes on the same day beside another that could not wait where it is needed on the next working day", async () => {
  const { run, third, fourth } = await twoWait();
  await cannotWait(run, "tom", fourth, "2026-11-17");
  await cannotWait(run, "lea", third, "2026-11-05");
  await run.to("2026-11-04T12:01:00.000Z");
  expect(lastToSofia(run)).toEqual(["2026-11-04T12:00", "line 3"]);
});

it("is refused a day that has passed, and those who have nothing to say of it", async () => {
  const { run, fourth } = await twoWait();
  await pressNotice(run, "tom", { actionId: "ask.cannot_wait", value: fourth });
  await run.as("tom").waitForView();
  run.as("tom").fill("needed-by", "2026-11-03");
  expect(await run.as("tom").submit()).toEqual({
    errors: { "needed-by": "That date has passed. Choose today or later." },
  });
  const { services } = run.app;
  const lea = await personIn(run, "lea");
  await expect(sayCannotWait(services, lea, fourth, "2026-11-20")).rejects.toThrow("ASK_NOT_FOR_YOU");
  await expect(seeQueue(services, lea, fourth)).rejects.toThrow("ASK_NOT_FOR_YOU");
  await expect(acceptQueue(services, lea, { itemId: fourth, revision: 1, ahead: 3 })).rejects.toThrow(
    "ASK_NOT_FOR_YOU",
  );
});

it("stands in a queue that leads see: what they may read with its day, of the rest its number (SLOT7)", async () => {
  const { run } = await twoWait();
  await ask(run, ["2026-11-25"], 6);
  await pressNotice(run, "tom", { actionId: "ask.queue" });
  expect(
    textOf(await run.as("tom").waitForView())
      .replaceAll("\u00a0", " ")
      .split("\n")
      .slice(1),
  ).toEqual([
    "Decisions waiting to go to Sofia Rossi, in the order they’ll be sent: those that have already missed a message, those needed soonest, those with a cost of waiting.",
    "1. PROB-ASK-1 · Question 4?",
    "by Monday 30 November · goes out on Tuesday 10 November",
    "2. PROD-ASK-1 · Question 6?",
    "by Wednesday 25 November · not before Tuesday 10 November",
    "1 decision from other programs is waiting too.",
    "[Close]",
  ]);
});

it("that is withdrawn, decided, put to a vote or given to somebody else meanwhile does not come, and the notice says so", async () => {
  const { run, ids, third, fourth } = await twoWait();
  const { services } = run.app;
  await withdrawAsk(services, await personIn(run, "tom"), fourth);
  const closesOn = "2026-11-20";
  await putToCommittee(services, await personIn(run, "lea"), third, { kind: "circulation", quorum: 1, closesOn });
  await run.settle();
  expect(told(run, "tom")).toEqual([]);
  expect(lastWith(run, "tom", "PROB-ASK-1").text).toContain("Withdrawn by the team.");
  expect(lastWith(run, "lea", "PROA-ASK-1").text).toContain("comité de pilotage");
  await run.to("2026-11-10T10:00:00.000Z");
  expect(lastToSofia(run)[0]).toBe("2026-11-03T09:00");
  const fates = await run.db.selectFrom("delivery").select(["state"]).where("kind", "=", "ask").orderBy("id").execute();
  expect([ids.length, fates.map(({ state }) => state)]).toEqual([5, ["sent", "sent", "sent", "dropped", "dropped"]]);
});

it("comes to those who vote on it before their weekly message, where the vote would be over by then (SLOT7)", async () => {
  const { run, third, fourth } = await twoWait();
  for (const [handle, id, closesOn] of [
    ["lea", third, "2026-11-06"],
    ["tom", fourth, "2026-11-12"],
  ] as const)
    await putToCommittee(run.app.services, await personIn(run, handle), id, {
      kind: "circulation",
      quorum: 1,
      closesOn,
    });
  await run.to("2026-11-10T08:00:00.000Z");
  expect((await sentAs(run, "ask-vote", "sam")).map(({ at, text }) => [at, text.includes("Question 3")])).toEqual([
    [WEDNESDAY, true],
  ]);
  await run.to("2026-11-10T10:00:00.000Z");
  expect(arrivals(run, "sam").at(-1)?.text).toContain("Question 4?");
});

it("goes to whoever decides it now: a delegate while they are away, or somebody else", async () => {
  const { run, third, fourth } = await twoWait();
  const { services } = run.app;
  const [sofia, sam] = [await personIn(run, "sofia"), await personIn(run, "sam")];
  await delegateAsk(services, sofia, third, { person: sam, why: "Sam knows", isConfirmed: true });
  await goAway(services, sofia, sofia, { from: "2026-11-09", until: "2026-11-16", delegate: sam });
  await run.settle();
  // It goes once she is back, and those who were told read the other day.
  expect(told(run, "tom")).toEqual([
    "Sofia Rossi’s message of Tuesday 3 November is full: 3 decisions come before PROB-ASK-1, “Question 4?”. It goes out on Tuesday 17 November, 13 days before it’s needed.",
  ]);
  await run.to("2026-11-10T10:00:00.000Z");
  const owners = await run.db.selectFrom("item").select(["owner_id"]).where("id", "in", [third, fourth]).execute();
  expect(owners.map(({ owner_id }) => owner_id)).toEqual([sam.id, sam.id]);
  expect(lastWith(run, "sam", "Question").at).toBe("2026-11-10T09:00:00.000Z");
  expect(lastToSofia(run)[0]).toBe("2026-11-03T09:00");
});

it("goes on the day that its decider has chosen since, and those who were told read it", async () => {
  const { run } = await twoWait();
  const sofia = await personIn(run, "sofia");
  const own = await preferencesOf(run.db, sofia.workspace_id, sofia.id);
  await inTransaction(run.db, (tx) => savePreferences(run.app.services, tx, sofia, { ...own, weeklyOn: "th" }));
  await run.settle();
  expect(told(run, "tom")[0]).toContain("It goes out on Thursday 5 November, 25 days before it’s needed.");
  await run.to("2026-11-05T10:00:00.000Z");
  expect(lastToSofia(run)).toEqual(["2026-11-05T09:00", 3, 4]);
});

it("goes sooner where its date is moved, and at once where that has passed", async () => {
  const { run, fourth } = await twoWait();
  await ask(run, ["2026-10-30"], 5);
  expect(lastToSofia(run)).toEqual(["2026-11-04T12:00", "line 5"]);
  const tom = await personIn(run, "tom");
  await inTransaction(run.db, async (tx) => {
    const item = await itemToAct(run.app.services, tx, tom, fourth);
    return editItem(run.app.services, tx, tom, item, { dueOn: "2026-11-11" });
  });
  await run.to("2026-11-04T12:01:00.000Z");
  expect(lastToSofia(run)).toEqual(["2026-11-04T12:00", "line 4"]);
});

it("does not wait where messages come as they happen", async () => {
  const run = await begin("SQLite", { isTogether: false });
  await ask(run, TWELVE);
  await run.to("2026-11-12T18:00:00.000Z");
  expect((await run.db.selectFrom("delivery").select("id").where("held_reason", "=", "queue").execute()).length).toBe(
    0,
  );
  expect((await sentAs(run, "ask-queued", "tom")).length).toBe(0);
});

it("is planned as it comes, with those who are told of it", async () => {
  const run = await begin();
  await ask(run, TWELVE);
  for (const [from, days] of [
    ["2026-11-02T11:00:00.000Z", 20],
    ["2026-11-22T11:00:00.000Z", 10],
  ] as const) {
    await run.to(from);
    const plan: PlanLine[] = [];
    const until = addMs(from, days * DAY);
    for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { weeks: 4, now: from })) plan.push(line);
    await run.to(until);
    const planned = plannedSendings(plan.filter(({ at }) => at < until));
    expect(differences(planned, await sentIn(run, from, until))).toEqual({ onlyPlanned: [], onlySent: [] });
  }
});
