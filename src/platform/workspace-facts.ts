/** Facts that Drumbeat stores about a workspace's installation. */
import type { Instant } from "./clock.ts";
import type { Db, Tx } from "./database.ts";
import { errorTable } from "./errors.ts";
import { prepared } from "./prepared-queries.ts";
import { rows } from "./rows.ts";

export interface WorkspaceFactTable {
  workspace_id: string;
  key: FactKey;
  value: string;
  noted_at: Instant;
}

declare module "./database.ts" {
  interface Tables {
    workspace_fact: WorkspaceFactTable;
  }
}

/**
 * `back-up`: what the last good one is (a file, a snapshot), and when it began. `zone-data`: release used by the last process. `moved-to`: server
 * to which all was copied. `app-removed`: why Slack refuses the token; absent while it does not. `messages-paused`:
 * person id or `operator`. `messages-looked-through`: last message examined for deletion. `members-left-out`: how many
 * Slack gave in a form that it does not document; absent for none. `probe`: written by health checks. `ticked`: the last downtime, empty for
 * none; noted when an instance ticks. `arrived:…`: first request of a kind.
 */
export type FactKey =
  | "back-up"
  | "zone-data"
  | "moved-to"
  | "app-removed"
  | "messages-paused"
  | "messages-looked-through"
  | "members-left-out"
  | "probe"
  | "ticked"
  | `arrived:${string}`;

const failure = errorTable({
  DATABASE_MOVED: {
    en: ({ to, on }) =>
      `This database was moved to ${to} on ${on} and is now an archive. Set DATABASE_URL to that server. To go on with this one instead, restore its last backup.`,
    fr: ({ to, on }) =>
      `Cette base de données a été déplacée vers ${to} le ${on}\u00a0; ce n’est plus qu’une archive. Indiquez ce serveur dans DATABASE_URL. Pour revenir à cette base, restaurez sa dernière sauvegarde.`,
  },
});

export async function noteFact(
  db: Db | Tx,
  workspaceId: string,
  fact: { key: FactKey; value: string; at: Instant },
): Promise<void> {
  await db
    .insertInto("workspace_fact")
    .values({ workspace_id: workspaceId, key: fact.key, value: fact.value, noted_at: fact.at })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "key"]).doUpdateSet({ value: fact.value, noted_at: fact.at }),
    )
    .execute();
}

const factByKey = prepared((db, params: { workspaceId: string; key: FactKey }) =>
  db
    .selectFrom("workspace_fact")
    .select(["value", "noted_at"])
    .where("workspace_id", "=", params.workspaceId)
    .where("key", "=", params.key),
);

export async function findFact(
  db: Db | Tx,
  workspaceId: string,
  key: FactKey,
): Promise<{ value: string; notedAt: Instant } | null> {
  const [row] = (await factByKey(db, { workspaceId, key })).rows;
  return row ? { value: row.value, notedAt: row.noted_at } : null;
}

export async function forgetFact(db: Db | Tx, workspaceId: string, key: FactKey): Promise<void> {
  await rows(db, "workspace_fact", workspaceId).remove({ key });
}

/** Throws DATABASE_MOVED: going on here would split the record. */
export async function refuseIfMoved(db: Db, workspaceId: string): Promise<void> {
  const moved = await findFact(db, workspaceId, "moved-to");
  if (moved) throw failure("DATABASE_MOVED", { to: moved.value, on: moved.notedAt.slice(0, 10) });
}
