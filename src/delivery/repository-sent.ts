import type { Db, Tx } from "../platform/database.ts";
import type { IdRange } from "../platform/deletions.ts";

/** Of the messages whose keys begin with this, those that were kept as they were sent (JSON), with their keys. */
export async function listKeptMessages(
  db: Db,
  workspaceId: string,
  prefix: string,
): Promise<{ key: string; message: string }[]> {
  const rows = await db
    .selectFrom("delivery")
    .select(["key", "sent_message"])
    .where("workspace_id", "=", workspaceId)
    .where("key", ">=", prefix)
    .where("key", "<", `${prefix}\u{10FFFF}`)
    .where("sent_message", "is not", null)
    .execute();
  return rows.flatMap(({ key, sent_message: message }) => (message === null ? [] : [{ key, message }]));
}

export async function clearKeptMessages(tx: Tx, workspaceId: string, keys: readonly string[]): Promise<void> {
  await tx
    .updateTable("delivery")
    .set({ sent_message: null })
    .where("workspace_id", "=", workspaceId)
    .where("key", "in", [...keys])
    .where("sent_message", "is not", null)
    .execute();
}

/** All that an earlier Drumbeat kept of these rows. */
export async function clearKeptIn(tx: Tx, { workspaceId, after, upTo }: IdRange): Promise<number> {
  const result = await tx
    .updateTable("delivery")
    .set({ sent_message: null })
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", after)
    .where("id", "<=", upTo)
    .where("sent_message", "is not", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Of the pictures whose keys begin with this, those that Slack has: key → id of its file. */
export async function listFilesFrom(db: Db, workspaceId: string, prefix: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("picture")
    .select(["key", "file_id"])
    .where("workspace_id", "=", workspaceId)
    .where("key", ">=", prefix)
    .where("key", "<", `${prefix}\u{10FFFF}`)
    .execute();
  return new Map(rows.flatMap(({ key, file_id: file }) => (file === null ? [] : [[key, file] as const])));
}
