/** The history of a program's statuses: what it was when, since when, and for how long. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import type { Status } from "../compile/report.ts";
import type { StatusEntry } from "./program-facts.ts";

/** The entry that counts at an instant: the last, whoever gave it. `history` has the oldest first. */
export function statusAt(history: readonly StatusEntry[], at: Instant): StatusEntry | null {
  return history.findLast((entry) => entry.at <= at) ?? null;
}

/** How long a status has been the same without a break. */
export interface Run {
  status: Status;
  startedAt: Instant;
  /** The day on which it started, in the zone. */
  since: LocalDate;
  /** Its last entry: what was written last. */
  last: StatusEntry;
  /** The status that it replaced; null: it was the first. */
  before: Status | null;
}

/** The run that an instant lies in; null: no status had been given. Of each day the last word counts. */
export function runOf(history: readonly StatusEntry[], at: Instant, zone: string): Run | null {
  const given = history.filter((entry) => entry.at <= at);
  const last = given.at(-1);
  if (last === undefined) return null;
  const dayAt = (index: number) => localDateOf(given[index]?.at ?? last.at, zone);
  const other = given.findLastIndex(({ status }, index) => status !== last.status && dayAt(index) !== dayAt(index + 1));
  const first = given.findIndex(({ status }, index) => index > other && status === last.status);
  const startedAt = given[first]?.at ?? last.at;
  return {
    status: last.status,
    startedAt,
    since: localDateOf(startedAt, zone),
    last,
    before: given[first - 1]?.status ?? null,
  };
}

/** How many periods a run has lasted: at the end of how many it stood, at least one. `cutOffs` has the newest first. */
export function periodsOfRun({ startedAt }: Run, cutOffs: readonly Instant[]): number {
  const before = cutOffs.findIndex((cutOff) => cutOff < startedAt);
  return Math.max(before === -1 ? cutOffs.length : before, 1);
}

/** The status of each period that ended at a cut-off, in their order; null where none was given in it. */
export function strip(history: readonly StatusEntry[], cutOffs: readonly Instant[]): (Status | null)[] {
  return cutOffs.map((cutOff, index) => {
    const last = statusAt(history, cutOff);
    return last && last.at > (cutOffs[index - 1] ?? "") ? last.status : null;
  });
}
