import { type ExpressionBuilder, type Insertable, type Selectable, sql } from "kysely";
import { type Db, isPostgres, type Tables, type Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { literals } from "../../platform/prepared.ts";
import type { TwoPersonActTable } from "./table.ts";

export type TwoPersonAct = Selectable<TwoPersonActTable>;

export async function insertTwoPersonAct(tx: Tx, row: Insertable<TwoPersonActTable>): Promise<void> {
  await tx.insertInto("two_person_act").values(row).execute();
}

export async function findTwoPersonAct(
  db: Db | Tx,
  workspaceId: string,
  id: string,
  { isLocked = false } = {},
): Promise<TwoPersonAct | undefined> {
  return db
    .selectFrom("two_person_act")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isLocked && isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst();
}

/** The latest first. */
export async function listTwoPersonActs(
  db: Db | Tx,
  workspaceId: string,
  { kind, subject }: Pick<TwoPersonAct, "kind" | "subject">,
): Promise<TwoPersonAct[]> {
  return db
    .selectFrom("two_person_act")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .orderBy("id", "desc")
    .execute();
}

/** Those that wait for somebody's word, the oldest first. */
export async function listAsked(db: Db | Tx, workspaceId: string): Promise<TwoPersonAct[]> {
  return db
    .selectFrom("two_person_act")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("state", "=", "asked")
    .orderBy("id")
    .execute();
}

/** What waits, be it for somebody's word or, of a copy of one's own data, to be made; and what nobody was told the end of. */
const toTell = (eb: ExpressionBuilder<Tables, "two_person_act">) =>
  eb.or([
    eb("state", "=", sql.lit("asked")),
    eb.and([
      eb("state", "=", sql.lit("agreed")),
      eb("kind", "=", sql.lit("export-person")),
      eb("asked_by", "=", eb.ref("subject")),
    ]),
    eb.and([eb("told_at", "is", null), eb("state", "in", literals("refused", "lapsed"))]),
  ]);

/** When somebody is to be told of one: at once of what is new, at its end of what nobody answered. */
export const nextTellingAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("two_person_act")
    .select(({ fn, eb }) =>
      fn.min(eb.case().when("told_at", "is", null).then(eb.ref("asked_at")).else(eb.ref("ends_at")).end()).as("at"),
    )
    .where("workspace_id", "=", workspaceId)
    .where(toTell),
);

/** Those of which nobody was told yet, and that wait for somebody's word. */
export async function listToTell(db: Db | Tx, workspaceId: string): Promise<TwoPersonAct[]> {
  return db
    .selectFrom("two_person_act")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where(toTell)
    .orderBy("id")
    .execute();
}

export async function updateTwoPersonAct(
  tx: Tx,
  { workspace_id, id }: Pick<TwoPersonAct, "workspace_id" | "id">,
  changes: Partial<Pick<TwoPersonAct, "state" | "answered_by" | "answered_at" | "told_at">>,
): Promise<void> {
  await tx
    .updateTable("two_person_act")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}
