/**
 * The history of a program's statuses: what it was when, since when, and for how long. The last word of a lead counts until a
 * lead changes it. A deputy's counts while no lead is there, and on a round that no lead has answered, nor spoken since its day,
 * until a lead speaks; once a lead says otherwise on that round, it stands beside it as if it had never counted. Pure.
 */
import type { Instant } from "../../platform/clock.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Status } from "../compile/report.ts";
import type { StatusEntry } from "./program-facts.ts";

/** What counts by what was given up to an instant. In and out the oldest first. */
export function countedAt(history: readonly StatusEntry[], at: Instant): StatusEntry[] {
  const given = history.filter((entry) => entry.at <= at);
  if (!given.some(({ givenAs }) => givenAs === "deputy")) return given;

  const answers = firstAnswersOfLeads(given);
  const counted: StatusEntry[] = [];
  const answered = new Set<LocalDate>();
  let spokenOn: LocalDate = "";
  for (const entry of given) {
    const { day, round, givenAs, status } = entry;
    if (givenAs === "lead") {
      spokenOn = day;
      if (round !== null) answered.add(round);
    }
    if (givenAs !== "deputy" || round === null) {
      counted.push(entry);
      continue;
    }
    const isFirst = !answered.has(round) && spokenOn <= round;
    const isAgreed = (answers.get(round) ?? status) === status;
    if (isFirst && isAgreed) counted.push(entry);
  }
  return counted;
}

/** What a lead said first on each round. */
function firstAnswersOfLeads(given: readonly StatusEntry[]): Map<LocalDate, Status> {
  const answers = new Map<LocalDate, Status>();
  for (const { round, givenAs, status } of given)
    if (round !== null && givenAs === "lead" && !answers.has(round)) answers.set(round, status);
  return answers;
}

/** The entry that counts at an instant. `history` has the oldest first. */
export function statusAt(history: readonly StatusEntry[], at: Instant): StatusEntry | null {
  return countedAt(history, at).at(-1) ?? null;
}

/** Whether anybody gave one after an instant, up to another. */
export function isGivenBetween(history: readonly StatusEntry[], after: Instant, until: Instant): boolean {
  return history.some(({ at }) => at > after && at <= until);
}

/**
 * What stands beside the status that counts: the newest last word of somebody else who says otherwise, where it does not count or
 * was given on the same round.
 */
export function besideStatus(history: readonly StatusEntry[], at: Instant): StatusEntry | null {
  const counted = countedAt(history, at);
  const last = counted.at(-1);
  if (last === undefined) return null;
  const given = history.filter((entry) => entry.at <= at);
  const lastWords = new Map(given.map((entry) => [entry.by, entry]));
  const isLastWord = (entry: StatusEntry) => lastWords.get(entry.by) === entry;
  const isOnSameRound = ({ round }: StatusEntry) => round !== null && round === last.round;
  const isBeside = (entry: StatusEntry) => isOnSameRound(entry) || !counted.includes(entry);
  const others = given.filter(({ by, status }) => by !== last.by && status !== last.status);
  return others.findLast((entry) => isLastWord(entry) && isBeside(entry)) ?? null;
}

/** How long a status has been the same without a break. */
export interface Run {
  status: Status;
  startedAt: Instant;
  /** The day on which it started. */
  since: LocalDate;
  /** Its last entry: what was written last. */
  last: StatusEntry;
  /** The status that it replaced; null: it was the first. */
  before: Status | null;
}

/** The run that an instant lies in; null: no status had been given. Of each day the last word counts. */
export function runOf(history: readonly StatusEntry[], at: Instant): Run | null {
  const counted = countedAt(history, at);
  const last = counted.at(-1);
  if (last === undefined) return null;
  const other = counted.findLastIndex(
    ({ status, day }, index) => status !== last.status && day !== (counted[index + 1] ?? last).day,
  );
  const firstIndex = counted.findIndex(({ status }, index) => index > other && status === last.status);
  const first = counted[firstIndex] ?? last;
  return {
    status: last.status,
    startedAt: first.at,
    since: first.day,
    last,
    before: counted[firstIndex - 1]?.status ?? null,
  };
}

/** How many periods a run has lasted: at the end of how many it stood, at least one. `cutOffs` has the newest first. */
export function periodsOfRun({ startedAt }: Run, cutOffs: readonly Instant[]): number {
  const before = cutOffs.findIndex((cutOff) => cutOff < startedAt);
  return Math.max(before === -1 ? cutOffs.length : before, 1);
}

/** The last status of each period that ended at a cut-off, in their order; null where none was given in it. */
export function strip(history: readonly StatusEntry[], cutOffs: readonly Instant[]): (Status | null)[] {
  return cutOffs.map((cutOff, index) => {
    const isGiven = isGivenBetween(history, cutOffs[index - 1] ?? "", cutOff);
    return isGiven ? (statusAt(history, cutOff)?.status ?? null) : null;
  });
}
