/** Objectives of portfolios with their measures, wherever those are, as facts of a digest. */
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { earliest } from "../../platform/time.ts";
import type { IsWorkingDay } from "../../platform/working-days.ts";
import { codeOf } from "../../register/codes-and-transitions.ts";
import { type Details, readDetails } from "../../register/item-types.ts";
import { endedAs, readMeasures } from "./measures.ts";
import type { MeasureFacts } from "./program-facts.ts";
import { HIDDEN_FROM_ABOVE } from "./readable-facts.ts";

export interface ObjectiveFacts {
  id: string;
  code: string;
  title: string;
  details: Details["objective"];
  state: MeasureFacts["state"];
  /** Null while it is open. */
  closedAt: Instant | null;
  /** Those of its measures that may go above, each with the program or portfolio whose it is. */
  measures: { programId: string; measure: MeasureFacts }[];
}

interface Wanted {
  workspaceId: string;
  portfolioIds: readonly string[];
  /** Of each portfolio the cut-off of its report before: what ended by then is told no more. */
  fromAt: (portfolioId: string) => Instant;
  cutOffAt: Instant;
  zone: string;
  isWorkingDay: IsWorkingDay;
}

/** By portfolio: its objectives that are open, or ended since. Four statements for any number. */
export async function readObjectives(db: Db | Tx, wanted: Wanted): Promise<Map<string, ObjectiveFacts[]>> {
  const { workspaceId, portfolioIds, fromAt, cutOffAt } = wanted;
  const oldest = earliest(...portfolioIds.map(fromAt)) ?? cutOffAt;
  const rows = await goalRows(db, workspaceId, "objective", cutOffAt)
    .where("item.program_id", "in", [...portfolioIds])
    .where(({ eb, or }) => or([eb("item.closed_at", "is", null), eb("item.closed_at", ">", oldest)]))
    .orderBy("item.raised_at")
    .orderBy("item.id")
    .execute();
  const told = rows.filter((row) => row.closed_at === null || row.closed_at > fromAt(row.program_id));
  const objectives = told.flatMap((row) => {
    const { type, details } = readDetails(row.type, row.details);
    return type === "objective" ? [{ row, details }] : [];
  });

  const measureIds = [...new Set(objectives.flatMap(({ details }) => details.measureIds ?? []))];
  const measureById = await measuresById(db, wanted, measureIds);
  const found = objectives.map(({ row, details }) => ({
    portfolioId: row.program_id,
    objective: {
      id: row.id,
      code: codeOf(row),
      title: row.title,
      details,
      state: endedAs(row.state),
      closedAt: row.closed_at,
      measures: (details.measureIds ?? []).flatMap((id) => measureById.get(id) ?? []),
    },
  }));
  const byPortfolio = Map.groupBy(found, ({ portfolioId }) => portfolioId);
  return new Map([...byPortfolio].map(([id, own]) => [id, own.map(({ objective }) => objective)]));
}

async function measuresById(
  db: Db | Tx,
  wanted: Wanted,
  ids: readonly string[],
): Promise<Map<string, ObjectiveFacts["measures"][number]>> {
  if (ids.length === 0) return new Map();
  const rows = await goalRows(db, wanted.workspaceId, "measure", wanted.cutOffAt)
    .where("item.id", "in", [...ids])
    .where("item.state", "!=", "dropped")
    .execute();
  const byProgram = await readMeasures(db, wanted, rows);
  return new Map(
    [...byProgram].flatMap(([programId, measures]) =>
      measures.map((measure) => [measure.id, { programId, measure }] as const),
    ),
  );
}

/** Of this type, as far as they may go above. */
function goalRows(db: Db | Tx, workspaceId: string, type: "objective" | "measure", cutOffAt: Instant) {
  return db
    .selectFrom("item")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .select(["item.id", "item.program_id", "item.type", "item.number", "item.title", "item.state", "item.owner_id"])
    .select(["item.due_on", "item.details", "item.disclosure", "item.revision", "item.closed_at", "item.updated_at"])
    .select("program.short_key")
    .where("item.workspace_id", "=", workspaceId)
    .where("item.type", "=", type)
    .where("item.disclosure", "not in", HIDDEN_FROM_ABOVE)
    .where("item.raised_at", "<=", cutOffAt);
}
