/** Measures with their values, as facts of a report. */
import { type FiscalYears, fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import { lastKnown } from "../../goals/asking.ts";
import type { Dated } from "../../goals/line.ts";
import { valuesOf } from "../../goals/values.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import type { IsWorkingDay } from "../../platform/working-days.ts";
import { codeOf } from "../../register/codes-and-transitions.ts";
import { readDetails } from "../../register/item-types.ts";
import type { ItemRead } from "./items.ts";
import type { MeasureFacts } from "./program-facts.ts";

/** As of when, and by whose calendar numbers become known. */
interface Known {
  workspaceId: string;
  cutOffAt: Instant;
  zone: string;
  isWorkingDay: IsWorkingDay;
}

/** What a measure is made of, of all that is read of an item. */
export type MeasureRead = Pick<
  ItemRead,
  | "id"
  | "program_id"
  | "short_key"
  | "type"
  | "number"
  | "title"
  | "state"
  | "owner_id"
  | "due_on"
  | "details"
  | "disclosure"
  | "revision"
  | "closed_at"
  | "updated_at"
>;

/** Of these items the measures, by program. Two statements; none where there is no measure. */
export async function readMeasures(
  db: Db | Tx,
  known: Known,
  items: readonly MeasureRead[],
): Promise<Map<string, MeasureFacts[]>> {
  const measures = items.filter(({ type }) => type === "measure");
  if (measures.length === 0) return new Map();
  const { workspaceId, cutOffAt } = known;
  const ids = measures.map(({ id }) => id);
  const values = await valuesOf(db, workspaceId, ids, cutOffAt);
  const years = await fiscalYearsIn(db, workspaceId);
  const byProgram = Map.groupBy(measures, ({ program_id: programId }) => programId);
  return new Map(
    [...byProgram].map(([programId, own]) => [
      programId,
      own.flatMap((row) => measureOf(row, values.get(row.id) ?? [], { ...known, years })),
    ]),
  );
}

function measureOf(
  row: MeasureRead,
  values: readonly Dated[],
  { cutOffAt, zone, isWorkingDay, years }: Known & { years: FiscalYears },
): MeasureFacts[] {
  const { type, details } = readDetails(row.type, row.details);
  if (type !== "measure") return [];
  const yearStartMonth = years.startOf([row.program_id]);
  const state = endedAs(row.state);
  const measure: MeasureFacts = {
    id: row.id,
    revision: row.revision,
    code: codeOf(row),
    title: row.title,
    ownerId: row.owner_id,
    dueOn: row.due_on,
    disclosure: row.disclosure,
    details,
    state,
    closedAt: state === "open" ? null : (row.closed_at ?? row.updated_at),
    values,
    knownBy: lastKnown({ details }, localDateOf(cutOffAt, zone), { isWorkingDay, yearStartMonth }),
    yearStartMonth,
  };
  return [measure];
}

/** Of a measure or an objective: how it ended; otherwise it is open. */
export function endedAs(state: string): MeasureFacts["state"] {
  return state === "reached" || state === "not-reached" || state === "dropped" ? state : "open";
}
