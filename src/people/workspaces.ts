/** The workspaces of a database: one for each Slack team in which the app is installed. */
import type { Insertable, Selectable, Updateable } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Db, Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import type { Services } from "../platform/services.ts";
import type { WorkspaceTable } from "./table.ts";

export type Workspace = Selectable<WorkspaceTable>;

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

/** Between which messages come in a workspace that begins, until an admin decides. */
const NEW_HOURS = { from: "08:30", until: "18:00" };

/** Finds or makes the workspace of a Slack team. */
export async function ensureWorkspace(
  { db, clock, ids }: Pick<Services, "db" | "clock" | "ids">,
  team: { id: string; name: string },
): Promise<Workspace> {
  const existing = await findWorkspaceByTeam(db, team.id);
  if (existing) return existing;
  await insertWorkspace(db, {
    id: ids.next(),
    slack_team_id: team.id,
    name: team.name,
    locale: "en-GB",
    hours_from: NEW_HOURS.from,
    hours_until: NEW_HOURS.until,
    are_hours_locked: 0,
    created_at: clock.now(),
  });
  const made = await findWorkspaceByTeam(db, team.id);
  if (!made) throw new Error("The workspace was not stored");
  return made;
}
