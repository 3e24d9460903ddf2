import type { Insertable, Selectable, Updateable } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import { type Db, inPieces, type Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared.ts";
import type { PersonTable, WorkspaceTable } from "./table.ts";

export type Person = Selectable<PersonTable>;
export type Workspace = Selectable<WorkspaceTable>;

const PERSON_COLUMNS = [
  "workspace_id",
  "id",
  "slack_user_id",
  "handle",
  "name",
  "picture_url",
  "zone",
  "locale",
  "slack_locale",
  "is_bot",
  "is_admin",
  "is_primary_owner",
  "is_named_admin",
  "erased_at",
  "is_deactivated",
  "affiliation",
  "dm_channel_id",
  "welcomed_at",
  "notified_at",
  "created_at",
  "updated_at",
] as const satisfies (keyof Person)[];

const WORKSPACE_COLUMNS = [
  "id",
  "slack_team_id",
  "name",
  "locale",
  "who_may_create",
  "working_week",
  "holiday_region",
  "messages_come",
  "hours_from",
  "hours_until",
  "are_hours_locked",
  "data_protection_address",
  "choosing_consulted_on",
  "retention",
  "created_at",
] as const satisfies (keyof Workspace)[];

/** By what Slack calls it: whoever asks does not know yet which workspace it is. */
export async function findWorkspaceByTeam(db: Db | Tx, slackTeamId: string): Promise<Workspace | undefined> {
  return acrossWorkspaces(db)
    .selectFrom("workspace")
    .selectAll()
    .where("slack_team_id", "=", slackTeamId)
    .executeTakeFirst();
}

/** For operators, who choose one of them. */
export async function listWorkspaces(db: Db | Tx): Promise<Workspace[]> {
  return acrossWorkspaces(db).selectFrom("workspace").selectAll().orderBy("slack_team_id").execute();
}

const workspaceById = prepared((db, by: { id: string }) =>
  db.selectFrom("workspace").select(WORKSPACE_COLUMNS).where("id", "=", by.id),
);

export async function getWorkspace(db: Db | Tx, id: string): Promise<Workspace> {
  const [workspace] = (await workspaceById(db, { id })).rows;
  if (!workspace) throw new Error(`No workspace ${id}`);
  return workspace;
}

/** Does nothing where there is one of this team. */
export async function insertWorkspace(db: Db | Tx, row: Insertable<WorkspaceTable>): Promise<void> {
  await acrossWorkspaces(db)
    .insertInto("workspace")
    .values(row)
    .onConflict((conflict) => conflict.column("slack_team_id").doNothing())
    .execute();
}

export async function updateWorkspace(
  db: Db | Tx,
  id: string,
  changes: Omit<Updateable<WorkspaceTable>, "id" | "slack_team_id" | "name" | "created_at">,
): Promise<void> {
  await db.updateTable("workspace").set(changes).where("id", "=", id).execute();
}

/** Slack's admins, and those whom an admin named. */
export async function listAdmins(db: Db | Tx, workspaceId: string): Promise<Person[]> {
  return membersWhere(db, workspaceId)
    .where((eb) => eb.or([eb("is_admin", "=", 1), eb("is_named_admin", "=", 1)]))
    .execute();
}

function membersWhere(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("person")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("is_deactivated", "=", 0)
    .where("is_bot", "=", 0)
    .where("affiliation", "=", "member")
    .orderBy("id");
}

/** These people and nobody else are admins whom an admin named. */
export async function setNamedAdmins(tx: Tx, workspaceId: string, personIds: readonly string[]): Promise<void> {
  const named = tx.updateTable("person").where("workspace_id", "=", workspaceId);
  await named.set({ is_named_admin: 0 }).where("is_named_admin", "=", 1).execute();
  if (personIds.length > 0)
    await named
      .set({ is_named_admin: 1 })
      .where("id", "in", [...personIds])
      .execute();
}

/** The zones in which somebody lives who can be asked, each once. */
export async function listZones(db: Db | Tx, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("person")
    .select("zone")
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("is_bot", "=", 0)
    .where("is_deactivated", "=", 0)
    .orderBy("zone")
    .execute();
  return rows.map((row) => row.zone);
}

const personById = prepared((db, by: { workspaceId: string; id: string }) =>
  db.selectFrom("person").select(PERSON_COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "=", by.id),
);

export async function getPerson(db: Db | Tx, workspaceId: string, id: string): Promise<Person> {
  const [person] = (await personById(db, { workspaceId, id })).rows;
  if (!person) throw new Error(`No person ${id}`);
  return person;
}

const personBySlackId = prepared((db, by: { workspaceId: string; slackUserId: string }) =>
  db
    .selectFrom("person")
    .select(PERSON_COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("slack_user_id", "=", by.slackUserId),
);

export async function findPersonBySlackId(
  db: Db | Tx,
  workspaceId: string,
  slackUserId: string,
): Promise<Person | undefined> {
  const { rows } = await personBySlackId(db, { workspaceId, slackUserId });
  return rows[0];
}

const peopleById = prepared((db, by: { workspaceId: string; ids: readonly string[] }) =>
  db.selectFrom("person").select(PERSON_COLUMNS).where("workspace_id", "=", by.workspaceId).where("id", "in", by.ids),
);

/** Each once, in the order of the ids. */
export async function listPeople(db: Db | Tx, workspaceId: string, ids: readonly string[]): Promise<Person[]> {
  const people = new Map<string, Person>();
  for (const some of inPieces(ids)) {
    for (const person of (await peopleById(db, { workspaceId, ids: some })).rows) people.set(person.id, person);
  }
  return [...new Set(ids)].flatMap((id) => people.get(id) ?? []);
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

export async function upsertPerson(
  db: Db | Tx,
  row: Omit<Insertable<PersonTable>, "is_named_admin" | "erased_at" | "notified_at">,
): Promise<void> {
  const { workspace_id, id, slack_user_id, dm_channel_id, welcomed_at, created_at, ...changing } = row;
  await db
    .insertInto("person")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "slack_user_id"]).doUpdateSet(changing))
    .execute();
}
