import type { Db } from "../platform/database.ts";

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
