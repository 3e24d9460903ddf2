import type { Selectable } from "kysely";
import { type Db, isPostgres, type Tx } from "../../platform/database.ts";
import type { MilestoneDateTable, MilestoneTable } from "../table.ts";

export type Milestone = Selectable<MilestoneTable>;

/** The milestone, made when it is new, and locked until the transaction ends: two dates for it come in turn. */
export async function lockMilestone(tx: Tx, row: MilestoneTable): Promise<Milestone> {
  await tx
    .insertInto("milestone")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "cadence_id", "question_key", "voice"]).doNothing())
    .execute();
  return tx
    .selectFrom("milestone")
    .selectAll()
    .where("workspace_id", "=", row.workspace_id)
    .where("cadence_id", "=", row.cadence_id)
    .where("question_key", "=", row.question_key)
    .where("voice", "=", row.voice)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
}

/** Oldest first. */
export async function listMilestoneDates(db: Db | Tx, milestone: Pick<Milestone, "workspace_id" | "id">) {
  return db
    .selectFrom("milestone_date as given")
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "given.workspace_id").onRef("check_in.id", "=", "given.check_in_id"),
    )
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "check_in.workspace_id").onRef("person.id", "=", "check_in.person_id"),
    )
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .leftJoin("check_in_revision as answer", (join) =>
      join
        .onRef("answer.workspace_id", "=", "given.workspace_id")
        .onRef("answer.check_in_id", "=", "given.check_in_id")
        .onRef("answer.revision", "=", "given.revision")
        .on("round.occasion", "is not", null),
    )
    .select(["given.date", "given.check_in_id", "given.recorded_at", "round.key as round_key", "round.occasion"])
    .select(["person.zone", "answer.answers"])
    .where("given.workspace_id", "=", milestone.workspace_id)
    .where("given.milestone_id", "=", milestone.id)
    .orderBy("given.entry")
    .execute();
}

export async function appendMilestoneDate(tx: Tx, row: MilestoneDateTable): Promise<void> {
  await tx.insertInto("milestone_date").values(row).execute();
}

export async function setMilestone(
  tx: Tx,
  milestone: Pick<Milestone, "workspace_id" | "id">,
  to: Pick<Milestone, "original_on" | "current_on" | "moves" | "updated_at">,
): Promise<void> {
  await tx
    .updateTable("milestone")
    .set(to)
    .where("workspace_id", "=", milestone.workspace_id)
    .where("id", "=", milestone.id)
    .execute();
}
