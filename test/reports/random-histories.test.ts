/** Laws of reports that hold for any history: random items, answers and statuses over six periods, each compiled in turn. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { valuesByDay } from "../../src/goals/line.ts";
import { addLocalDays, addMs, compareTimes, DAY, localDateOf, MINUTE } from "../../src/platform/time.ts";
import { canBlock, normalise } from "../../src/reports/compile/basis.ts";
import { compile } from "../../src/reports/compile/compile.ts";
import {
  COUNTED,
  LINE_KINDS,
  type Line,
  type Report,
  reportSchema,
  STATUS_KINDS,
} from "../../src/reports/compile/report.ts";
import {
  GIVEN_AS,
  type ItemFacts,
  type MeasureFacts,
  type ProgramFacts,
  type StatusEntry,
} from "../../src/reports/facts/program-facts.ts";
import { canGoAbove, forProgram } from "../../src/reports/facts/readable-facts.ts";
import { runOf, statusAt } from "../../src/reports/facts/status-history.ts";
import { anAnswer, anItem, aStatus, daysToAnswer, someFacts } from "./facts.ts";
import { aMeasure } from "./measured.ts";

const START = "2026-01-05T09:00:00.000Z";
const PERIODS = 6;
const WORDS = ["No test data", "Consent wording", "Release Dieter?"];
const OPEN: readonly Line["kind"][] = ["request-overdue", "request", "blocked", "upcoming", "open"];
const SILENCE: readonly ItemFacts["kind"][] = ["issue", "action", "presence", "assumption", "dependency"];

const day = fc.integer({ min: 0, max: 30 * PERIODS - 1 });
const words = fc.subarray([...WORDS, "no test data."]);
const kind = fc.constantFrom<ItemFacts["kind"]>(...COUNTED, "decision");
const title = fc.constantFrom(...WORDS, "A", "B", "C");
const act = fc.oneof(
  fc.record({ act: fc.constant("close" as const), as: fc.constantFrom("done" as const, "dropped" as const) }),
  fc.record({ act: fc.constantFrom("reopen" as const, "confirm" as const, "restrict" as const) }),
  fc.record({ act: fc.constant("move" as const), days: fc.integer({ min: -40, max: 40 }) }),
);
const histories = fc.record({
  zone: fc.constantFrom("UTC", "America/Los_Angeles", "Pacific/Auckland"),
  items: fc.array(
    fc.record({
      day,
      kind,
      title,
      isBlocker: fc.boolean(),
      dueIn: fc.option(fc.integer({ min: 1, max: 80 })),
      acts: fc.array(fc.record({ after: fc.integer({ min: 1, max: 90 }), act }), { maxLength: 4 }),
    }),
    { maxLength: 12 },
  ),
  answers: fc.array(
    fc.record({
      day,
      author: fc.constantFrom("tom", "ines"),
      every: fc.constantFrom("week" as const, "month" as const),
      isLate: fc.boolean(),
      blockers: fc.option(words),
      asks: fc.option(words),
      done: fc.subarray([...WORDS, "A", "D"]),
    }),
    { maxLength: 14 },
  ),
  statuses: fc.array(
    fc.record({
      day,
      /** Lead and deputy may speak in the same minute. */
      minute: fc.constantFrom(0, 0, 1),
      status: fc.constantFrom("green" as const, "amber" as const, "red" as const),
      givenAs: fc.constantFrom(...GIVEN_AS),
      /** Of which week it is an answer: this one, or the one before; null: it corrects a report. */
      weeksLate: fc.constantFrom(0, 0, 0, 1, null),
      isAboveOnly: fc.boolean(),
    }),
    { maxLength: 10 },
  ),
  /** Values are entered on their day; one that ends does so in the middle of a period. */
  measures: fc.array(
    fc.record({
      title,
      values: fc.array(fc.record({ day, value: fc.integer({ min: -20, max: 60 }) }), { maxLength: 8 }),
      ends: fc.option(
        fc.record({ day, as: fc.constantFrom("reached" as const, "not-reached" as const, "dropped" as const) }),
      ),
      isKept: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  /** Periods in which whoever leads was asked in vain, and nobody answered. */
  silent: fc.subarray([0, 1, 2, 3, 4, 5]),
});
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** Cut-offs are in the morning, what happens at noon. */
const cutOff = (period: number) => addMs(START, 30 * period * DAY);
const noonOf = (index: number) => addMs(START, index * DAY + DAY / 8);

/** An item as it was at the cut-off of a period. */
function itemAt(raised: History["items"][number], index: number, period: number, zone: string): ItemFacts {
  const on = localDateOf(noonOf(raised.day), zone);
  const dueOn = raised.dueIn === null ? null : addLocalDays(on, raised.dueIn);
  let item = anItem(raised.kind, raised.title, {
    id: `item ${index}`,
    raisedOn: on,
    withOwnerSince: on,
    dueOn,
    isBlocker: raised.isBlocker,
  });
  item = { ...item, lastWordAt: noonOf(raised.day) };
  for (const { after, act } of raised.acts.toSorted((a, b) => a.after - b.after)) {
    const at = noonOf(raised.day + after);
    if (at > cutOff(period + 1)) break;
    if (act.act === "restrict") item = { ...item, disclosure: "team" };
    if (act.act === "reopen") item = { ...item, state: "open", closedAt: null, lastWordAt: at };
    if (item.state !== "open") continue;
    if (act.act === "confirm") item = { ...item, lastWordAt: at };
    if (act.act === "close") item = { ...item, state: act.as, closedAt: at, lastWordAt: at };
    if (act.act === "move" && item.dueOn !== null) {
      const move = { at, from: item.dueOn, to: addLocalDays(item.dueOn, act.days), reason: null };
      const moved = at > cutOff(period) ? [...item.moved, move] : item.moved;
      const answer = item.kind === "request" ? daysToAnswer(move.to) : {};
      item = { ...item, ...answer, dueOn: move.to, moves: item.moves + 1, moved, lastWordAt: at };
    }
  }
  return item;
}

function historyOf(statuses: History["statuses"], zone: string): StatusEntry[] {
  const given = statuses.map(({ day, minute, status, givenAs, weeksLate, isAboveOnly }, index): StatusEntry => {
    const at = addMs(noonOf(day), minute * MINUTE);
    const friday = 7 * (Math.floor(day / 7) - (weeksLate ?? 0)) + 4;
    return aStatus("01-01", status, {
      at,
      day: localDateOf(at, zone),
      givenAs,
      round: weeksLate === null ? null : localDateOf(noonOf(friday), "UTC"),
      reason: `Reason ${index}`,
      by: givenAs === "lead" ? "tom" : "ines",
      ...(isAboveOnly && { isAboveOnly }),
    });
  });
  return given.toSorted((one, other) => compareTimes(one.at, other.at));
}

/** As they were at the cut-off of a period, and not yet told as ended before it. */
function measuresAt({ measures, zone }: History, period: number): MeasureFacts[] {
  const isBefore = (event: { day: number }) => noonOf(event.day) <= cutOff(period + 1);
  return measures.flatMap(({ title, values, ends, isKept }, index) => {
    const hasEnded = ends !== null && isBefore(ends);
    if (hasEnded && noonOf(ends.day) <= cutOff(period)) return [];
    const entered = values.filter(isBefore).map(({ day, value }) => ({
      on: localDateOf(noonOf(day), zone),
      value: String(value / 10),
    }));
    const measure = aMeasure(title, {}, { id: `measure ${index}`, values: valuesByDay(entered) });
    const state = hasEnded ? { state: ends.as, closedAt: noonOf(ends.day) } : {};
    return [{ ...measure, ...state, disclosure: isKept ? ("team" as const) : ("program" as const) }];
  });
}

function factsOf(history: History, period: number): ProgramFacts {
  const { zone, items, answers, statuses, silent } = history;
  const fromAt = cutOff(period);
  const cutOffAt = cutOff(period + 1);
  const isBefore = (event: { day: number }) => noonOf(event.day) <= cutOffAt;
  return someFacts({
    zone,
    fromAt,
    cutOffAt,
    earlierCutOffs: [0, 1, 2, 3, 4].map((back) => cutOff(period - back)),
    items: items
      .flatMap((raised, index) => (isBefore(raised) ? [itemAt(raised, index, period, zone)] : []))
      .filter(({ closedAt }) => closedAt === null || closedAt > fromAt),
    answers: answers
      .filter((answer) => isBefore(answer) && noonOf(answer.day) > fromAt)
      .toSorted((a, b) => a.day - b.day)
      .map(({ author, every, isLate, blockers, asks, done, ...answer }, index) =>
        anAnswer(
          "01-01",
          [
            ["progress", ...done],
            ...(blockers ? [["blocker", ...blockers] as const] : []),
            ...(asks ? [["request", ...asks] as const] : []),
          ],
          { checkInId: `c${period}.${index}`, personId: author, every, isLate, answeredAt: noonOf(answer.day) },
        ),
      ),
    statuses: historyOf(statuses.filter(isBefore), zone),
    measures: measuresAt(history, period),
    ...(silent.includes(period) && { isLeadSilent: true, answered: [] }),
  });
}

/**
 * What people had said by then that counts: all that leads, stand-ins and corrections said; of a deputy what came before any lead
 * had answered that round or spoken after its day, and what no lead contradicted in the first answer of that round.
 */
function wordsThatCount(history: readonly StatusEntry[], by: string): StatusEntry[] {
  const spoken = history.filter(({ at }) => at <= by);
  return spoken.filter((word, place) => {
    const { round } = word;
    if (word.givenAs !== "deputy" || round === null) return true;
    const before = spoken.slice(0, place).filter(({ givenAs }) => givenAs === "lead");
    if (before.some((other) => other.round === round || other.day > round)) return false;
    const answer = spoken.slice(place).find((other) => other.givenAs === "lead" && other.round === round);
    return answer === undefined || answer.status === word.status;
  });
}

/** What a report says of the status was given, by whom and when it says, and nothing is silent that was given in the period. */
function checkStatus(facts: ProgramFacts, { status, lines, strip }: Report): void {
  const { statuses, fromAt, cutOffAt, zone } = facts;
  const counting = wordsThatCount(statuses, cutOffAt);
  const last = counting.at(-1);
  expect([status?.at, status?.reason, status?.by]).toEqual([last?.at, last?.reason, last?.by]);
  const dayOf = ({ at }: StatusEntry) => localDateOf(at, zone);

  for (const { since, on, was, text, by } of lines.filter(({ kind }) => kind === "was-off-track")) {
    const begun = counting.filter((word) => word.at > fromAt && dayOf(word) === since && word.reason === text);
    expect(begun).toMatchObject([{ status: was?.status, by }]);
    const ended = counting.filter((word) => dayOf(word) === on).map((word) => word.status);
    expect(ended.some((given) => given === "green" || (given === "amber" && was?.status === "red"))).toBe(true);
  }
  const worsened = lines.filter(({ kind }) => kind === "newly-at-risk");
  expect(worsened.map(({ was }) => was?.status ?? "green")).toEqual(worsened.map(() => "green"));

  const ofStatus = lines.filter(({ kind }) => STATUS_KINDS.includes(kind));
  const silence = [status, ...ofStatus].flatMap((said) => said?.noWordSince ?? []);
  const isGiven = statuses.some(({ at }) => at > fromAt);
  if (isGiven) {
    expect(silence).toEqual([]);
    expect(lines.filter(({ kind }) => kind === "no-update")).toEqual([]);
    expect(strip.at(-1)).toBe(last?.status ?? null);
  } else {
    expect(silence.filter((on) => last === undefined || on !== dayOf(last))).toEqual([]);
    if (facts.isLeadSilent) expect(strip.at(-1)).toBe(null);
  }
}

/** Status, day and periods of the run, counted step by step, day by day. */
function recount({ statuses: all, zone, cutOffAt }: ProgramFacts, period: number) {
  const given = wordsThatCount(all, cutOffAt);
  const statuses = [...new Map(given.map((entry) => [localDateOf(entry.at, zone), entry])).values()];
  const last = statuses.at(-1);
  if (last === undefined) return null;
  let start = statuses.length - 1;
  while (statuses[start - 1]?.status === last.status) start--;
  const startedAt = statuses[start]?.at ?? "";
  const periods = Array.from({ length: period + 1 }, (_, index) => cutOff(index + 1)).filter((end) => end >= startedAt);
  return { status: last.status, since: localDateOf(startedAt, zone), periods: periods.length };
}

/** Each is told once, by what it is: none that the team keeps, none that is on its line and known from the report before. */
function checkMeasures(facts: ProgramFacts, previous: Report | null, { lines, measures = [], status }: Report): void {
  const readable = facts.measures.filter(({ disclosure }) => disclosure === "program");
  expect(new Set(measures.map(({ itemId }) => itemId))).toEqual(new Set(readable.map(({ id }) => id)));
  for (const { itemId, ended, latest, values, isBehind, isBehindTwice, noFigureSince } of measures) {
    expect(latest).toEqual(values.at(-1) ?? null);
    expect(isBehind || !isBehindTwice).toBe(true);
    const before = previous?.measures?.find((other) => other.itemId === itemId)?.latest ?? null;
    const isNew = latest !== null && (before?.on !== latest.on || before.value !== latest.value);
    const told = lines.filter((line) => line.itemId === itemId && line.kind !== "against-green");
    const isTold = ended !== undefined || isNew || isBehind || noFigureSince !== null;
    expect(told.map(({ kind }) => kind)).toEqual(isTold ? [kindOfMeasure(ended?.as)] : []);
    const against = lines.filter((line) => line.itemId === itemId && line.kind === "against-green");
    const speaks = status?.status === "green" && ended === undefined && isBehindTwice;
    expect(against).toHaveLength(speaks ? 1 : 0);
  }
}

function kindOfMeasure(ended: MeasureFacts["state"] | undefined): Line["kind"] {
  if (ended === undefined) return "measure";
  return ended === "reached" ? "finished" : "ended";
}

function checkReport(facts: ProgramFacts, previous: Report | null, report: Report, period: number): void {
  reportSchema.parse(report);
  expect(compile(canGoAbove(facts), previous)).toEqual(report);
  const run = recount(facts, period);
  if (run === null) expect(report.status).toBe(null);
  else expect(report.status).toMatchObject({ ...run, before: previous?.status?.status ?? null });
  checkStatus(facts, report);
  checkMeasures(facts, previous, report);
  const weights = report.lines.map((line) => LINE_KINDS.indexOf(line.kind));
  expect(weights).toEqual(weights.toSorted((a, b) => a - b));

  const items = facts.items.filter(({ disclosure }) => disclosure === "program");
  const today = localDateOf(facts.cutOffAt, facts.zone);
  for (const item of items) {
    const open = report.lines.filter((line) => line.itemId === item.id && OPEN.includes(line.kind));
    if (item.state !== "open") expect(open, `${item.id} is closed`).toEqual([]);
    for (const line of open) expect(line.due ?? null).toBe(item.dueOn);
    // Older than the item where the same words stood in a report before it was raised.
    const since = open.map((line) => line.since ?? item.raisedOn);
    if (!WORDS.includes(item.title)) expect(since).toEqual(open.map(() => item.raisedOn));
    expect(since.filter((first) => first > item.raisedOn)).toEqual([]);
    const overdue = report.lines.filter((line) => line.itemId === item.id && line.kind === "request-overdue");
    const isOverdue = item.kind === "request" && item.state === "open" && item.dueOn !== null && item.dueOn < today;
    expect(overdue).toHaveLength(isOverdue ? 1 : 0);
  }
  for (const words of report.lines.filter(({ kind, itemId }) => kind === "blocked" && itemId === undefined)) {
    const closed = items.filter((item) => normalise(item.title) === normalise(words.text) && canBlock(item));
    const days = closed.map(({ closedAt }) => closedAt && localDateOf(closedAt, facts.zone));
    expect(
      days.filter((on) => on === null || on >= (words.writtenOn ?? today)),
      words.text,
    ).toEqual([]);
  }
  const live = items.filter(({ state, kind }) => state === "open" && kind !== "decision");
  const total = Object.values(report.open).reduce((sum, number) => sum + number, 0);
  const isSilent = (item: ItemFacts) =>
    SILENCE.includes(item.kind) &&
    (item.dueOn ?? today) < today &&
    addLocalDays(localDateOf(item.lastWordAt, facts.zone), 60) <= today;
  expect(report.withoutWord).toBe(live.filter(isSilent).length);
  expect(total).toBe(live.filter((item) => !isSilent(item)).length);

  for (const line of previous?.lines.filter(({ kind }) => OPEN.includes(kind)) ?? []) {
    if (line.itemId !== undefined && !items.some(({ id }) => id === line.itemId)) continue;
    if (line.itemId === undefined && line.since === null) continue;
    const after = report.lines.filter(
      (other) =>
        [...OPEN, "finished", "decided", "ended", "milestone-moved"].includes(other.kind) &&
        (line.itemId === undefined ? normalise(other.text) === normalise(line.text) : other.itemId === line.itemId),
    );
    expect(after.length, `${line.kind} ${line.itemId ?? line.text} is open or ended`).toBeGreaterThan(0);
  }
}

it("a report agrees with its history and with the report before", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(histories, (history) => {
      let previous: Report | null = null;
      for (let period = 0; period < PERIODS; period++) {
        const facts = factsOf(history, period);
        const report = compile(canGoAbove(facts), previous);
        checkReport(facts, previous, report, period);
        previous = report;
      }
    }),
    { numRuns: 300 },
  );
});

it("on each day a program stands as people had said by then, and the team reads no reason of another day", () => {
  fc.assert(
    fc.property(histories, ({ statuses, zone }) => {
      const history = historyOf(statuses, zone);
      const days = Array.from({ length: 30 * PERIODS }, (_, index) => noonOf(index));
      for (const at of days) {
        const words = wordsThatCount(history, at);
        expect(statusAt(history, at)).toEqual(words.at(-1) ?? null);
        expect(runOf(history, at)?.last).toEqual(words.at(-1));
      }
      const { facts } = forProgram(someFacts({ statuses: history, cutOffAt: days.at(-1) ?? "" }));
      const reasons = history.map(({ reason, isAboveOnly }) => (isAboveOnly ? null : reason));
      expect(facts.statuses.map(({ reason }) => reason)).toEqual(reasons);
    }),
    { numRuns: 100 },
  );
});
