import type { Insertable, Selectable } from "kysely";
import { type Db, isPostgres, type Tx } from "../../platform/database.ts";
import type { ObjectionTable } from "./table.ts";

export type Objection = Selectable<ObjectionTable>;

export async function insertObjection(tx: Tx, row: Insertable<ObjectionTable>): Promise<void> {
  await tx.insertInto("objection").values(row).execute();
}

export async function findObjection(
  db: Db | Tx,
  workspaceId: string,
  id: string,
  { isLocked = false } = {},
): Promise<Objection | undefined> {
  return db
    .selectFrom("objection")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isLocked && isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst();
}

/** The latest first. */
export async function listObjectionsOf(db: Db | Tx, workspaceId: string, personId: string): Promise<Objection[]> {
  return db
    .selectFrom("objection")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "=", personId)
    .orderBy("id", "desc")
    .execute();
}

/** The oldest first. */
export async function listUnanswered(db: Db | Tx, workspaceId: string): Promise<Objection[]> {
  return db
    .selectFrom("objection")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("answered_at", "is", null)
    .orderBy("id")
    .execute();
}

export async function updateObjection(
  tx: Tx,
  { workspace_id, id }: Pick<Objection, "workspace_id" | "id">,
  answer: Pick<Objection, "answer" | "answer_words" | "answered_by" | "answered_at">,
): Promise<void> {
  await tx.updateTable("objection").set(answer).where("workspace_id", "=", workspace_id).where("id", "=", id).execute();
}
