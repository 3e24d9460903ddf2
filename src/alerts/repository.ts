import { sql } from "kysely";
import type { HealthColour } from "../cadences/questions/health-scale.ts";
import type { Finding } from "../health/rules-checks.ts";
import type { HealthQuestionTable, HealthTriggerTable, Watch } from "../health/table.ts";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";

/** Of every workspace. */
export async function listDueEvaluations(db: Db, now: Instant, limit: number): Promise<Watch[]> {
  return acrossWorkspaces(db)
    .selectFrom("health_watch")
    .select(["workspace_id", "program_id"])
    .where("look_at", "<=", now)
    .orderBy("look_at")
    .limit(limit)
    .execute();
}

export const firstEvaluation = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("health_watch")
    .select(({ fn }) => fn.min("look_at").as("at")),
);

const claimingEvaluation = prepared((tx, of: { workspaceId: string; programId: string; now: Instant }) =>
  tx
    .updateTable("health_watch")
    .set({ look_at: sql.lit(null) })
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .where("look_at", "<=", of.now),
);

/** Whoever looks at a program takes the look away; false when somebody else was faster. */
export async function claimEvaluation(tx: Tx, { workspace_id, program_id }: Watch, now: Instant): Promise<boolean> {
  return hasChanged(await claimingEvaluation(tx, { workspaceId: workspace_id, programId: program_id, now }));
}

export async function insertQuestion(tx: Tx, row: HealthQuestionTable): Promise<void> {
  await tx.insertInto("health_question").values(row).execute();
}

export async function insertFinding(
  tx: Tx,
  { workspace_id, id, check_in_id }: HealthQuestionTable,
  cause: string,
  finding: Finding,
): Promise<void> {
  await tx
    .insertInto("health_finding")
    .values({ workspace_id, question_id: id, check_in_id, cause, finding: JSON.stringify(finding) })
    .execute();
}

/** What was put to somebody about an answer already. */
export async function listCausesAsked(db: Db | Tx, workspaceId: string, checkInId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("health_finding")
    .select("cause")
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "=", checkInId)
    .execute();
  return rows.map(({ cause }) => cause);
}

export async function findQuestion(
  db: Db | Tx,
  workspaceId: string,
  id: string,
): Promise<HealthQuestionTable | undefined> {
  return db
    .selectFrom("health_question")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The colours of answers as their last revisions have them, by check-in. */
export async function listColoursNow(
  db: Db | Tx,
  workspaceId: string,
  checkInIds: readonly string[],
  until: Instant,
): Promise<Map<string, { colour: HealthColour | null; revision: number }>> {
  if (checkInIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("check_in_revision")
    .select(["check_in_id", "health", "revision"])
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "in", [...checkInIds])
    .where("answered_at", "<=", until)
    .orderBy("revision")
    .execute();
  return new Map(rows.map(({ check_in_id, health: colour, revision }) => [check_in_id, { colour, revision }]));
}

/** False when it was answered before. */
export async function answerQuestion(
  tx: Tx,
  { workspace_id, id }: HealthQuestionTable,
  answer: Pick<HealthQuestionTable, "state" | "reason" | "answered_at">,
): Promise<boolean> {
  const result = await tx
    .updateTable("health_question")
    .set(answer)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .where("state", "=", "asked")
    .executeTakeFirst();
  return result.numUpdatedRows > 0;
}

/** False when this cause was acted on before. */
export async function insertTrigger(tx: Tx, row: HealthTriggerTable): Promise<boolean> {
  const result = await tx
    .insertInto("health_trigger")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id", "cause"]).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const causesTriggered = prepared((db, of: { workspaceId: string; programId: string }) =>
  db
    .selectFrom("health_trigger")
    .select(["cause", "fired_at"])
    .where("workspace_id", "=", of.workspaceId)
    .where("program_id", "=", of.programId)
    .orderBy("fired_at"),
);

/** By cause, when it was acted on, the first of them first. */
export async function listTriggered(db: Db | Tx, { workspace_id, program_id }: Watch): Promise<Map<string, Instant>> {
  const { rows } = await causesTriggered(db, { workspaceId: workspace_id, programId: program_id });
  return new Map(rows.map(({ cause, fired_at }) => [cause, fired_at]));
}
