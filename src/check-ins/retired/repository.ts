import { RETIRED_DIMENSION } from "../../cadences/questions/health-scale.ts";
import { SIGNS_OF_RETIRED } from "../../cadences/questions/rules-retired.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { IdRange } from "../../platform/deletions.ts";

export interface RetiredRow {
  check_in_id: string;
  revision: number;
  round_id: string;
  person_id: string;
  answers: string;
  /** Of its round, as they were made. */
  questions: string;
}

/** Revisions of these check-ins in whose rounds something was asked that is retired, or with a colour for somebody. */
export async function listRetired(
  db: Db | Tx,
  workspaceId: string,
  of: Omit<IdRange, "workspaceId"> | { ids: readonly string[] },
): Promise<RetiredRow[]> {
  return db
    .selectFrom("check_in")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "check_in.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .innerJoin("question_set", (join) =>
      join
        .onRef("question_set.workspace_id", "=", "round.workspace_id")
        .onRef("question_set.id", "=", "round.question_set_id"),
    )
    .innerJoin("check_in_revision as revision", (join) =>
      join
        .onRef("revision.workspace_id", "=", "check_in.workspace_id")
        .onRef("revision.check_in_id", "=", "check_in.id"),
    )
    .select(["revision.check_in_id", "revision.revision", "check_in.round_id", "check_in.person_id"])
    .select(["revision.answers", "question_set.questions"])
    .where("check_in.workspace_id", "=", workspaceId)
    .$if("ids" in of, (query) => query.where("check_in.id", "in", "ids" in of ? [...of.ids] : []))
    .$if("upTo" in of, (query) =>
      query
        .where("check_in.id", ">", "after" in of ? of.after : "")
        .where("check_in.id", "<=", "upTo" in of ? of.upTo : ""),
    )
    .where((where) =>
      where.or([
        ...SIGNS_OF_RETIRED.map((sign) => where("question_set.questions", "like", `%${sign}%`)),
        where("revision.answers", "like", `%"${RETIRED_DIMENSION}":"%`),
      ]),
    )
    .orderBy("revision.check_in_id")
    .orderBy("revision.revision")
    .execute();
}

export async function setAnswers(
  tx: Tx,
  workspaceId: string,
  { check_in_id, revision }: Pick<RetiredRow, "check_in_id" | "revision">,
  answers: string,
): Promise<void> {
  await tx
    .updateTable("check_in_revision")
    .set({ answers })
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "=", check_in_id)
    .where("revision", "=", revision)
    .execute();
}

/** Check-ins of rounds in which something was asked that is retired. */
export async function countRetired(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom("question_set")
    .innerJoin("round", (join) =>
      join
        .onRef("round.workspace_id", "=", "question_set.workspace_id")
        .onRef("round.question_set_id", "=", "question_set.id"),
    )
    .innerJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "round.workspace_id").onRef("check_in.round_id", "=", "round.id"),
    )
    .select(({ fn }) => fn.countAll().as("count"))
    .where("question_set.workspace_id", "=", workspaceId)
    .where((where) => where.or(SIGNS_OF_RETIRED.map((sign) => where("question_set.questions", "like", `%${sign}%`))))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
