/** Whether a request can be there by the day by which it is needed, and by when it is begun: in words. */
import type { Db, Tx } from "../../platform/database.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { IsWorkingDay } from "../../platform/working-days.ts";
import { daysOfRequest, type Timing, timingOf } from "../counted-back.ts";
import type { WorkRequest } from "./request-queries.ts";
import { workTexts } from "./texts.ts";

/** One that waits for what its requester is to add has none. */
export async function timingsOf(
  db: Db | Tx,
  workRequests: readonly WorkRequest[],
  today: LocalDate,
): Promise<ReadonlyMap<string, Timing>> {
  const timings = new Map<string, Timing>();
  const daysOf = new Map<string, IsWorkingDay>();
  for (const { id, outcome, isIncomplete, needed_by: neededBy, held_until: notBefore, track, steps } of workRequests) {
    if (outcome !== null || isIncomplete || neededBy === null) continue;
    const isWorkingDay = daysOf.get(track.started_by) ?? (await daysOfRequest(db, track, today));
    daysOf.set(track.started_by, isWorkingDay);
    timings.set(id, timingOf(steps, { neededBy, today, notBefore, isWorkingDay }));
  }
  return timings;
}

interface Timed {
  reader: Reader;
  timings: ReadonlyMap<string, Timing>;
}

/** Empty: it can be in time, as far as is known. */
export function tooLateLine({ reader, timings }: Timed, { id, needed_by: neededBy }: WorkRequest): string {
  const { earliest = null } = timings.get(id) ?? {};
  if (earliest === null || neededBy === null) return "";
  return textsFor(workTexts, reader).state.tooLate(shortDate(reader, neededBy), shortDate(reader, earliest));
}

/** To whoever puts it in order: “Start by Mon 23 Nov”, or that it cannot be in time; empty: neither is to be said. */
export function startLine(timed: Timed, workRequest: WorkRequest): string {
  const { startBy = null } = timed.timings.get(workRequest.id) ?? {};
  if (startBy === null) return tooLateLine(timed, workRequest);
  return textsFor(workTexts, timed.reader).state.startBy(shortDate(timed.reader, startBy));
}
