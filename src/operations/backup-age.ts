/** When the last good back-up was made, as the database remembers it. */
import { getWorkspace, listWorkspaces } from "../people/workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { GaugeReading } from "../platform/instruments.ts";
import { msBetween, SECOND } from "../platform/time.ts";
import { findFact } from "../platform/workspace-facts.ts";

/** `value`: its file, or what it was recorded as. Null while there was none. */
export async function lastBackUp(db: Db): Promise<{ value: string; notedAt: Instant } | null> {
  const made: { value: string; notedAt: Instant }[] = [];
  for (const { id } of await listWorkspaces(db)) {
    const fact = await findFact(db, id, "back-up");
    if (fact) made.push(fact);
  }
  return made.toSorted((a, b) => (a.notedAt < b.notedAt ? -1 : 1)).at(-1) ?? null;
}

/** One that never came is as old as what it would have held. */
export async function backUpReading(db: Db, workspaceId: string, now: Instant): Promise<GaugeReading> {
  const made = await findFact(db, workspaceId, "back-up");
  const since = made?.notedAt ?? (await getWorkspace(db, workspaceId)).created_at;
  return {
    name: "drumbeat_backup_age_seconds",
    help: "Since the last good backup began; while there was none, since the workspace was set up.",
    values: [{ value: Math.max(msBetween(since, now), 0) / SECOND }],
  };
}
