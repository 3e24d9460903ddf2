import { type Insertable, type Selectable, sql } from "kysely";
import { acrossWorkspaces } from "../../platform/across-workspaces.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { prepared } from "../../platform/prepared-queries.ts";
import { rows } from "../../platform/rows.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { RoundTable } from "../table.ts";
import { HELD } from "./rounds-to-plan.ts";

export type Round = Selectable<RoundTable>;

/** Named, so that PostgreSQL keeps what reads them prepared. */
const COLUMNS = [
  ...(["workspace_id", "id", "cadence_id", "program_id", "key", "period", "question_set_id"] as const),
  ...(["state", "opens_at", "due_at", "closes_at", "missed_reason", "missed_count"] as const),
  ...(["asked_at", "created_at"] as const),
];

/** The round of this key, made if it is not there. */
export async function insertRound(
  tx: Tx,
  { workspace_id: workspaceId, ...row }: Insertable<RoundTable>,
): Promise<Round> {
  const all = rows(tx, "round", workspaceId);
  await all.insertNew(row);
  const round = await all.find({ cadence_id: row.cadence_id, key: row.key });
  if (!round) throw new Error(`No round ${row.key}`);
  return round;
}

/** Somebody asks it of all at this time, which is before its own. */
export async function setAskedAt(tx: Tx, { workspace_id, id }: Pick<Round, "workspace_id" | "id">, at: Instant) {
  await rows(tx, "round", workspace_id).update({ id }, { opens_at: at, asked_at: at });
}

const roundById = prepared((db, by: { workspaceId: string; id: string }) =>
  db.selectFrom("round").select(COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "=", by.id),
);

export async function findRound(db: Db | Tx, workspaceId: string, id: string): Promise<Round | undefined> {
  return (await roundById(db, { workspaceId, id })).rows[0];
}

/** The rounds of this cadence from a key on: key → state. */
export async function statesOfRounds(
  db: Db | Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  from: string,
): Promise<ReadonlyMap<string, RoundTable["state"]>> {
  const rows = await db
    .selectFrom("round")
    .select(["key", "state"])
    .where("workspace_id", "=", workspace_id)
    .where("cadence_id", "=", id)
    .where("key", ">=", from)
    .execute();
  return new Map(rows.map(({ key, state }) => [key, state]));
}

const lastRound = prepared((db, by: { workspaceId: string; cadenceId: string }) =>
  db
    .selectFrom("round")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("cadence_id", "=", by.cadenceId)
    .where("state", "!=", sql.lit("missed"))
    .orderBy("key", "desc")
    .limit(sql.lit(1)),
);

export async function findLastRound(db: Db | Tx, workspaceId: string, cadenceId: string): Promise<Round | undefined> {
  return (await lastRound(db, { workspaceId, cadenceId })).rows[0];
}

/** The nominal date of the last round that the rule of a cadence made, missed or not; null when there is none. */
export async function lastRoundDate(db: Db | Tx, workspaceId: string, cadenceId: string): Promise<LocalDate | null> {
  const all = db.selectFrom("round").select(({ fn }) => fn.max("key").as("key"));
  const last = all.where("workspace_id", "=", workspaceId).where("cadence_id", "=", cadenceId);
  return (await last.executeTakeFirst())?.key ?? null;
}

/** Gives a round the outer bounds of its prompts. */
export async function setBoundsByPrompts(tx: Tx, { workspace_id, id }: Pick<Round, "workspace_id" | "id">) {
  const bounds = await tx
    .selectFrom("prompt")
    .select(({ fn }) => [
      fn.min("opens_at").as("opens_at"),
      fn.max("due_at").as("due_at"),
      fn.max("closes_at").as("closes_at"),
    ])
    .where("workspace_id", "=", workspace_id)
    .where("round_id", "=", id)
    .executeTakeFirstOrThrow();
  await rows(tx, "round", workspace_id).update({ id }, bounds);
  return bounds;
}

/** Open rounds past their closing time, over all workspaces. */
export async function listRoundsToClose(db: Db, now: Instant): Promise<Round[]> {
  return acrossWorkspaces(db)
    .selectFrom("round")
    .selectAll()
    .where("state", "=", "open")
    .where("closes_at", "<=", now)
    .orderBy("closes_at")
    .limit(200)
    .execute();
}

export const nextClosing = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("round")
    .select(({ fn }) => fn.min("closes_at").as("at"))
    .where("state", "=", sql.lit("open")),
);

/** Closes a round; who was asked has missed it, and nobody was asked whose message Slack has not taken. */
export async function closeRound(tx: Tx, { workspace_id, id }: Pick<Round, "workspace_id" | "id">): Promise<void> {
  await rows(tx, "round", workspace_id).update({ id }, { state: "closed" });
  const prompts = rows(tx, "prompt", workspace_id);
  await prompts.update({ round_id: id, state: "sent" }, { state: "missed" });
  await prompts.update({ round_id: id, state: "planned" }, { state: "missed", reason: HELD });
}
