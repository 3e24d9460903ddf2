import type { Db } from "../platform/database.ts";
import { hasChanged, prepared } from "../platform/prepared.ts";
import { newPace, type Pace, readPace, storedPace } from "./rules-pacing.ts";
import type { SlackPaceTable } from "./table.ts";

const paceOf = prepared((db, of: { workspaceId: string; method: string }) =>
  db
    .selectFrom("slack_pace")
    .select(["state", "version"])
    .where("workspace_id", "=", of.workspaceId)
    .where("method", "=", of.method),
);

const inserting = prepared((db, row: SlackPaceTable) =>
  db
    .insertInto("slack_pace")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "method"]).doNothing()),
);

const replacing = prepared(
  (
    db,
    {
      ofVersion,
      workspaceId,
      method,
      ...changes
    }: { ofVersion: number; workspaceId: string } & Omit<SlackPaceTable, "workspace_id">,
  ) =>
    db
      .updateTable("slack_pace")
      .set(changes)
      .where("workspace_id", "=", workspaceId)
      .where("method", "=", method)
      .where("version", "=", ofVersion),
);

export interface KeptPace {
  pace: Pace;
  /** 0: nothing has been kept yet. */
  version: number;
}

export async function findPace(db: Db, workspaceId: string, method: string): Promise<KeptPace> {
  const [row] = (await paceOf(db, { workspaceId, method })).rows;
  return row ? { pace: readPace(row.state), version: row.version } : { pace: newPace(), version: 0 };
}

/** False, and nothing is kept, when another instance was quicker. */
export async function keepPace(
  db: Db,
  workspaceId: string,
  method: string,
  { pace, version }: KeptPace,
): Promise<boolean> {
  const row = { method, state: storedPace(pace), version: version + 1 };
  if (version === 0) return hasChanged(await inserting(db, { workspace_id: workspaceId, ...row }));
  return hasChanged(await replacing(db, { workspaceId, ofVersion: version, ...row }));
}
