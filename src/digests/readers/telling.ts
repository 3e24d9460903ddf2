/** Who of the many whose digest is due may have something to be told. */
import { feeds } from "../../cadences/audience/audience.ts";
import { readAudience } from "../../cadences/columns.ts";
import { fiscalYearsIn } from "../../cadences/recurrence/years/use-cases.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { SeatRole } from "../../programs/table.ts";
import { closingsSince } from "../compile/rules-closings.ts";
import { hasYears, nextSending, periodBefore } from "../periods/rules.ts";
import type { Subscription } from "../repository.ts";
import type { Rhythm } from "../table.ts";
import { listCadencesWithNews, listSeatsIn, moveSubscriptions } from "./repository.ts";
import { RHYTHMS } from "./rules.ts";

type Due = Subscription & { zone: string };

/**
 * Of these readers, those in whose programs a round that feeds them lies in the period, or that were closed. The others
 * have nothing to be told: they are moved on to their next digest together, and nothing is gathered for any of them.
 * Who is named here may still get none, for what was held back or for a seat that has ended; nobody else can get one.
 */
export async function moveOnThoseWithNothing(db: Db, due: readonly Due[], cutOffAt: Instant): Promise<Due[]> {
  const told = new Set<Due>();
  for (const [workspaceId, theirs] of Map.groupBy(due, ({ workspace_id: id }) => id)) {
    const { starts: yearStarts } = await fiscalYearsIn(db, workspaceId);
    const working = await workspaceCalendar(db, workspaceId);
    for (const [rhythm, readers] of Map.groupBy(theirs, (each) => each.rhythm)) {
      const isFed = await fedIn(db, workspaceId, rhythm, readers, { cutOffAt, yearStarts });
      // In whose years a quarter or a year ends depends on the programs of each reader.
      const [yearStartMonth, ...others] = hasYears(rhythm) ? yearStarts : [1];
      const isMoved = ({ person_id: id }: Due) => others.length === 0 && !isFed(id);
      for (const reader of readers) if (!isMoved(reader)) told.add(reader);
      const alike = Map.groupBy(readers.filter(isMoved), ({ zone, next_at: at }) => `${zone} ${at}`);
      for (const slots of alike.values()) {
        const [first] = slots;
        if (!first) continue;
        await letOthersRun();
        const nextAt = nextSending(rhythm, first.zone, cutOffAt, yearStartMonth, working);
        const ids = slots.map(({ person_id: id }) => id);
        await moveSubscriptions(db, { workspaceId, rhythm, dueAt: first.next_at }, ids, nextAt);
      }
    }
  }
  return due.filter((reader) => told.has(reader)).sort(compareDue);
}

/** In the order in which they became due; of one reader the shorter rhythm first. */
function compareDue(one: Due, other: Due): number {
  const [at, otherAt] = [`${one.next_at} ${one.person_id}`, `${other.next_at} ${other.person_id}`];
  if (at !== otherAt) return at < otherAt ? -1 : 1;
  return RHYTHMS.indexOf(one.rhythm) - RHYTHMS.indexOf(other.rhythm);
}

async function fedIn(
  db: Db,
  workspaceId: string,
  rhythm: Rhythm,
  readers: readonly Due[],
  { cutOffAt, yearStarts }: { cutOffAt: Instant; yearStarts: readonly number[] },
): Promise<(personId: string) => boolean> {
  const zones = [...new Set(readers.map(({ zone }) => zone))];
  const periods = zones.flatMap((zone) => yearStarts.map((start) => periodBefore(rhythm, cutOffAt, zone, start)));
  const from = periods.map((period) => period.from).sort()[0] ?? "";
  const until =
    periods
      .map((period) => period.until)
      .sort()
      .at(-1) ?? "";
  const closedAfter = closingsSince(rhythm, cutOffAt);
  const rows = await listCadencesWithNews(db, workspaceId, { from, until, openedBy: cutOffAt, closedAfter });
  const readersOf = Map.groupBy(rows, ({ program_id: id }) => id);
  const fed = new Set<string>();
  const isRead = new Map<string, boolean>();
  for (const { program_id: programId, person_id: id, role } of await listSeatsIn(db, workspaceId, [
    ...readersOf.keys(),
  ])) {
    await letOthersRun();
    if (fed.has(id)) continue;
    const read = (readersOf.get(programId) ?? []).some(({ readers: column }) => readsBy(column, id, role, isRead));
    if (read) fed.add(id);
  }
  return (personId) => fed.has(personId);
}

/** Whether a cadence with these readers feeds whoever has this seat; `known`: what was found of others. */
function readsBy(column: string, id: string, role: SeatRole, known: Map<string, boolean>): boolean {
  if (column.includes(JSON.stringify(id))) return true;
  const key = `${role} ${column}`;
  const found = known.get(key) ?? feeds(readAudience(column), { id: "", roles: [role] });
  known.set(key, found);
  return found;
}
