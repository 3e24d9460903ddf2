/** Which of several versions of an event counts, as calendars send one again (RFC 5546). Pure. */
import { type IcsEvent, type IcsLine, lineOf } from "./ics-lines.ts";

/** What a calendar that is sent around may do with an event that takes place. */
const TAKES_PLACE = ["PUBLISH", "REQUEST", "ADD"];

/**
 * Of one UID, and of one of its dates, the highest SEQUENCE counts, then the last LAST-MODIFIED, then what cancels. A date that
 * was moved before its series changed is none of the series any more. Where no version says which it is, all count.
 */
export function olderVersions(events: readonly IcsEvent[]): ReadonlySet<IcsEvent> {
  const older = new Set<IcsEvent>();
  const named = events.filter((event) => lineOf(event, "UID") !== undefined);
  const uidOf = (event: IcsEvent) => lineOf(event, "UID")?.value ?? "";
  const versions = Map.groupBy(named, (event) => `${uidOf(event)}\n${lineOf(event, "RECURRENCE-ID")?.value ?? ""}`);
  for (const same of versions.values()) {
    const says = same.some(
      (event) => ["SEQUENCE", "LAST-MODIFIED"].some((name) => lineOf(event, name)) || isReply(event),
    );
    const latest = same.toSorted(byVersion).at(-1);
    for (const event of same) if (says && event !== latest) older.add(event);
  }

  for (const event of named) {
    const date = lineOf(event, "RECURRENCE-ID");
    const series = named.find((one) => uidOf(one) === uidOf(event) && !lineOf(one, "RECURRENCE-ID") && !older.has(one));
    if (date && series && sequenceOf(event) < sequenceOf(series) && !isDateOf(date, series)) older.add(event);
  }
  return older;
}

function byVersion(one: IcsEvent, other: IcsEvent): number {
  const modified = (event: IcsEvent) => lineOf(event, "LAST-MODIFIED")?.value ?? "";
  const sequences = sequenceOf(one) - sequenceOf(other);
  if (sequences !== 0) return sequences;
  return modified(one).localeCompare(modified(other)) || Number(isReply(one)) - Number(isReply(other));
}

function sequenceOf(event: IcsEvent): number {
  return Number.parseInt(lineOf(event, "SEQUENCE")?.value ?? "0", 10) || 0;
}

/** Its calendar cancels it, or answers an invitation. */
export function isReply({ method }: IcsEvent): boolean {
  return method !== null && !TAKES_PLACE.includes(method);
}

/** Series repeat on the same date each year, beside dates that are listed. */
function isDateOf(date: IcsLine, series: IcsEvent): boolean {
  const ofYear = (line: IcsLine | undefined) => line?.value.slice("YYYY".length, "YYYYMMDD".length);
  const listed = series.lines.filter(({ name }) => name === "RDATE").some(({ value }) => value.includes(date.value));
  return listed || ofYear(date) === ofYear(lineOf(series, "DTSTART"));
}
