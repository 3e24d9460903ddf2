/** Labels and budgets of programs. */
import type { Instant } from "../../platform/clock.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { insertProfile, listProfilesThen } from "./repository.ts";
import { changedProfile, NO_PROFILE, type Profile, profileOfRow } from "./rules.ts";

/** By program id, as they were at an instant. Left out: a program that had none. One statement. */
export async function profilesAt(
  db: Db | Tx,
  workspaceId: string,
  at: Instant,
  programIds: readonly string[] | null = null,
): Promise<Map<string, Profile>> {
  if (programIds?.length === 0) return new Map();
  const rows = await listProfilesThen(db, { workspaceId, programIds, at });
  return new Map(rows.map((row) => [row.program_id, profileOfRow(row)]));
}

/** Left out: as it was. */
export type ProfileChange = Partial<Profile>;

/**
 * From now on, in the transaction of whoever has checked the right. Returns what has changed, as the
 * audit log has it.
 */
export async function changeProfile(
  { clock, ids }: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id: programId }: { workspace_id: string; id: string },
  { labels, budget }: ProfileChange,
): Promise<{ before: ProfileChange; after: ProfileChange }> {
  if (labels === undefined && budget === undefined) return { before: {}, after: {} };
  const at = clock.now();
  const before = (await profilesAt(tx, workspaceId, at, [programId])).get(programId) ?? NO_PROFILE;
  const { profile, changed: after } = changedProfile(before, {
    ...(labels && {
      labels: labels.map(({ name, value }) => ({ name: storableText(name), value: storableText(value) })),
    }),
    ...(budget !== undefined && { budget }),
  });
  if (after.labels || after.budget !== undefined)
    await insertProfile(tx, {
      workspace_id: workspaceId,
      id: ids.next(),
      program_id: programId,
      at,
      labels: JSON.stringify(profile.labels),
      budget: profile.budget && JSON.stringify(profile.budget),
    });
  return {
    before: {
      ...(after.labels && { labels: before.labels }),
      ...(after.budget !== undefined && { budget: before.budget }),
    },
    after,
  };
}
