import type { Selectable } from "kysely";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import type { AbsenceTable, PersonTable, WorkspaceTable } from "./table.ts";

export type Person = Selectable<PersonTable>;
export type Workspace = Selectable<WorkspaceTable>;

export async function findWorkspaceByTeam(db: Db | Tx, slackTeamId: string): Promise<Workspace | undefined> {
  return db.selectFrom("workspace").selectAll().where("slack_team_id", "=", slackTeamId).executeTakeFirst();
}

export async function listWorkspaces(db: Db | Tx): Promise<Workspace[]> {
  return db.selectFrom("workspace").selectAll().orderBy("slack_team_id").execute();
}

export async function getWorkspace(db: Db | Tx, id: string): Promise<Workspace> {
  return db.selectFrom("workspace").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

export async function insertWorkspace(db: Db | Tx, row: WorkspaceTable): Promise<void> {
  await db
    .insertInto("workspace")
    .values(row)
    .onConflict((conflict) => conflict.column("slack_team_id").doNothing())
    .execute();
}

export async function updateWorkspaceLocale(db: Db | Tx, id: string, locale: string): Promise<void> {
  await db.updateTable("workspace").set({ locale }).where("id", "=", id).execute();
}

export async function getPerson(db: Db | Tx, workspaceId: string, id: string): Promise<Person> {
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

export async function getPrimaryOwner(db: Db | Tx, workspaceId: string): Promise<Person> {
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("is_primary_owner", "=", 1)
    .executeTakeFirstOrThrow();
}

export async function findPersonBySlackId(
  db: Db | Tx,
  workspaceId: string,
  slackUserId: string,
): Promise<Person | undefined> {
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("slack_user_id", "=", slackUserId)
    .executeTakeFirst();
}

export async function findPersonByHandle(
  db: Db | Tx,
  workspaceId: string,
  handle: string,
): Promise<Person | undefined> {
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("handle", "=", handle)
    .executeTakeFirst();
}

export async function listPeople(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

export async function listPeopleBySlackIds(
  db: Db | Tx,
  workspaceId: string,
  slackUserIds: readonly string[],
): Promise<Person[]> {
  if (slackUserIds.length === 0) return [];
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("slack_user_id", "in", [...slackUserIds])
    .execute();
}

export async function listHandles(db: Db | Tx, workspaceId: string): Promise<Pick<Person, "id" | "handle">[]> {
  return db.selectFrom("person").select(["id", "handle"]).where("workspace_id", "=", workspaceId).execute();
}

export async function upsertPerson(db: Db | Tx, row: PersonTable): Promise<void> {
  const { workspace_id, id, slack_user_id, dm_channel_id, welcomed_at, created_at, ...changing } = row;
  await db
    .insertInto("person")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "slack_user_id"]).doUpdateSet(changing))
    .execute();
}

export async function setDmChannel(tx: Tx, workspaceId: string, personId: string, channelId: string): Promise<void> {
  await tx
    .updateTable("person")
    .set({ dm_channel_id: channelId })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", personId)
    .where("dm_channel_id", "is", null)
    .execute();
}

export async function setWelcomed(tx: Tx, workspaceId: string, personId: string, at: Instant): Promise<void> {
  await tx
    .updateTable("person")
    .set({ welcomed_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", personId)
    .where("welcomed_at", "is", null)
    .execute();
}

export async function insertAbsence(tx: Tx, row: AbsenceTable): Promise<void> {
  await tx.insertInto("absence").values(row).execute();
}

/** Absences that end on or after `date`. */
export async function listAbsencesFrom(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  date: LocalDate,
): Promise<Selectable<AbsenceTable>[]> {
  if (personIds.length === 0) return [];
  return db
    .selectFrom("absence")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "in", [...personIds])
    .where("until_date", ">=", date)
    .execute();
}
