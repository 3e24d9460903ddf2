import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { type Db, isPostgres, type Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import type { LocalDate } from "../../platform/time.ts";
import { tellingAt } from "./rules.ts";
import type { StakeholderEventTable, StakeholderTable } from "./table.ts";

export type Stakeholder = Selectable<StakeholderTable>;
export type StakeholderEvent = Selectable<StakeholderEventTable>;

type Key = Pick<Stakeholder, "workspace_id" | "id">;

export async function insertStakeholder(tx: Tx, row: Insertable<StakeholderTable>): Promise<void> {
  await tx.insertInto("stakeholder").values(row).execute();
}

export async function insertStakeholderEvent(tx: Tx, row: Insertable<StakeholderEventTable>): Promise<void> {
  await tx.insertInto("stakeholder_event").values(row).execute();
}

export async function findStakeholder(
  db: Db | Tx,
  workspaceId: string,
  id: string,
  { isLocked = false } = {},
): Promise<Stakeholder | undefined> {
  return db
    .selectFrom("stakeholder")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isLocked && isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function updateStakeholder(
  tx: Tx,
  { workspace_id, id }: Key,
  changes: Updateable<StakeholderTable>,
): Promise<void> {
  await tx
    .updateTable("stakeholder")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

/** With how it came to be what it is. */
export async function deleteStakeholder(tx: Tx, { workspace_id, id }: Key): Promise<void> {
  await tx
    .deleteFrom("stakeholder_event")
    .where("workspace_id", "=", workspace_id)
    .where("stakeholder_id", "=", id)
    .execute();
  await tx.deleteFrom("stakeholder").where("workspace_id", "=", workspace_id).where("id", "=", id).execute();
}

export async function listOfProgram(db: Db | Tx, workspaceId: string, programId: string): Promise<Stakeholder[]> {
  return db
    .selectFrom("stakeholder")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .execute();
}

/** Of all programs, those with whom this person keeps the contact. */
export async function listOfOwner(db: Db | Tx, workspaceId: string, ownerId: string): Promise<Stakeholder[]> {
  return db
    .selectFrom("stakeholder")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("owner_id", "=", ownerId)
    .execute();
}

/** Each line's in their order. */
export async function listEventsOfProgram(
  db: Db | Tx,
  workspaceId: string,
  programId: string,
): Promise<StakeholderEvent[]> {
  return db
    .selectFrom("stakeholder")
    .innerJoin("stakeholder_event", (join) =>
      join
        .onRef("stakeholder_event.workspace_id", "=", "stakeholder.workspace_id")
        .onRef("stakeholder_event.stakeholder_id", "=", "stakeholder.id"),
    )
    .selectAll("stakeholder_event")
    .where("stakeholder.workspace_id", "=", workspaceId)
    .where("stakeholder.program_id", "=", programId)
    .orderBy("stakeholder_event.stakeholder_id")
    .orderBy("stakeholder_event.revision")
    .execute();
}

/** When the first is to be told whose contacts are due. */
export const nextDueAt = nextAt(
  (db, of) =>
    db
      .selectFrom("stakeholder")
      .select(({ fn }) => fn.min("tell_on").as("at"))
      .where("workspace_id", "=", of.workspaceId)
      .where("tell_on", ">", sql.lit("")),
  tellingAt,
);

/** Whose contact is to be told on this Monday, or was before. */
export async function listToTell(tx: Tx, workspaceId: string, monday: LocalDate): Promise<string[]> {
  const rows = await tx
    .selectFrom("stakeholder")
    .select("owner_id")
    .where("workspace_id", "=", workspaceId)
    .where("tell_on", "<=", monday)
    .execute();
  return [...new Set(rows.map(({ owner_id }) => owner_id))];
}

export async function tellAgainOn(
  tx: Tx,
  workspaceId: string,
  { monday, next }: { monday: LocalDate; next: LocalDate },
): Promise<void> {
  await tx
    .updateTable("stakeholder")
    .set({ tell_on: next })
    .where("workspace_id", "=", workspaceId)
    .where("tell_on", "<=", monday)
    .execute();
}
