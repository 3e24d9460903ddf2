/** The channels and user groups of audiences, and who is in them. */
import type { Selectable } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import type { AudienceSourceTable, MembershipTable } from "../table.ts";
import type { AudienceSource } from "./audience.ts";

export type KeptSource = Selectable<AudienceSourceTable>;

type Place = { workspaceId: string; source: AudienceSource };

export async function findSource(db: Db | Tx, { workspaceId, source }: Place): Promise<KeptSource | undefined> {
  return db
    .selectFrom("audience_source")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", source.kind)
    .where("source_id", "=", source.id)
    .executeTakeFirst();
}

export async function upsertSource(tx: Tx, row: AudienceSourceTable): Promise<void> {
  const { workspace_id, kind, source_id, ...changing } = row;
  await tx
    .insertInto("audience_source")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "kind", "source_id"]).doUpdateSet(changing))
    .execute();
}

export async function updateSource(
  db: Db | Tx,
  { workspaceId, source }: Place,
  changes: Partial<Pick<AudienceSourceTable, "name" | "state" | "next_check_at" | "pass_began_at" | "cursor">>,
): Promise<void> {
  await db
    .updateTable("audience_source")
    .set(changes)
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", source.kind)
    .where("source_id", "=", source.id)
    .execute();
}

/** All of a workspace are to be read by `at` at the latest. */
export async function hastenSources(db: Db | Tx, workspaceId: string, at: Instant): Promise<void> {
  await db
    .updateTable("audience_source")
    .set({ next_check_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("next_check_at", ">", at)
    .execute();
}

/** This one is to be read by `at` at the latest, if an audience has it. */
export async function hastenSource(db: Db | Tx, { workspaceId, source }: Place, at: Instant): Promise<void> {
  await db
    .updateTable("audience_source")
    .set({ next_check_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", source.kind)
    .where("source_id", "=", source.id)
    .where("next_check_at", ">", at)
    .execute();
}

/** The one that has been due longest. */
export async function findDueSource(db: Db, workspaceId: string, now: Instant): Promise<KeptSource | undefined> {
  return db
    .selectFrom("audience_source")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("next_check_at", "<=", now)
    .orderBy("next_check_at")
    .limit(1)
    .executeTakeFirst();
}

export const firstSourceCheck = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("audience_source")
    .select(({ fn }) => fn.min("next_check_at").as("at"))
    .where("workspace_id", "=", workspaceId),
);

export async function deleteSource(tx: Tx, { workspaceId, source }: Place): Promise<void> {
  for (const table of ["membership", "audience_source"] as const)
    await tx
      .deleteFrom(table)
      .where("workspace_id", "=", workspaceId)
      .where("kind", "=", source.kind)
      .where("source_id", "=", source.id)
      .execute();
}

export async function listSources(db: Db | Tx, workspaceId: string): Promise<KeptSource[]> {
  return db.selectFrom("audience_source").selectAll().where("workspace_id", "=", workspaceId).orderBy("name").execute();
}

/** Who is in these as far as is known, or only this one person. Slack's ids of channels and groups are never the same. */
export async function listMembers(
  db: Db | Tx,
  workspaceId: string,
  sources: readonly KeptSource[],
  personId?: string,
): Promise<Pick<MembershipTable, "kind" | "source_id" | "person_id">[]> {
  if (sources.length === 0) return [];
  const members = db
    .selectFrom("membership")
    .select(["kind", "source_id", "person_id"])
    .where("workspace_id", "=", workspaceId)
    .where(
      "source_id",
      "in",
      sources.map((source) => source.source_id),
    )
    .orderBy("person_id");
  return (personId === undefined ? members : members.where("person_id", "=", personId)).execute();
}

/** Puts them in; whoever is in it already was seen again. */
export async function upsertMembers(
  tx: Tx,
  { workspaceId, source }: Place,
  personIds: readonly string[],
  seenAt: Instant,
): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .insertInto("membership")
    .values(
      personIds.map((person_id) => ({
        workspace_id: workspaceId,
        kind: source.kind,
        source_id: source.id,
        person_id,
        seen_at: seenAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "kind", "source_id", "person_id"]).doUpdateSet({ seen_at: seenAt }),
    )
    .execute();
}

/** Whoever was not seen since is no longer in it. */
export async function deleteMembersUnseenSince(
  tx: Tx,
  { workspaceId, source }: Place,
  passBeganAt: Instant,
): Promise<void> {
  await tx
    .deleteFrom("membership")
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", source.kind)
    .where("source_id", "=", source.id)
    .where("seen_at", "<", passBeganAt)
    .execute();
}

/** The channels and groups that hold one of these people. */
export async function listSourcesWith(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<AudienceSource[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom("membership")
    .select(["kind", "source_id"])
    .distinct()
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "in", [...personIds])
    .execute();
  return rows.map(({ kind, source_id }) => ({ kind, id: source_id }));
}

/** Cadences that may ask again and do not rest on seats alone: an id or a channel or group is in their audience. */
export async function listCadencesBeyondSeats(
  db: Db | Tx,
  workspaceId: string,
): Promise<{ id: string; audience: string }[]> {
  return db
    .selectFrom("cadence")
    .select(["id", "audience"])
    .where("workspace_id", "=", workspaceId)
    .where("state", "!=", "archived")
    .where((where) => where.or([where("audience", "like", "%:%"), where("audience", "like", "%-%")]))
    .orderBy("id")
    .execute();
}

/** The planner looks at these again at its next tick. */
export async function recheckById(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
  now: Instant,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("cadence")
    .set({ next_check_at: now })
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .where("next_check_at", "is not", null)
    .execute();
}
