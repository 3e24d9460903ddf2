import { join } from "node:path";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { aFolder } from "../support/folder.ts";

/** A database of one workspace in which nobody has done anything yet. */
export async function aQuietDatabase(): Promise<{ folder: string; file: string }> {
  const folder = await aFolder();
  const file = join(folder, "drumbeat.db");
  const db = openDatabase(file);
  await migrateToLatest(db);
  const workspace = { id: "w", slack_team_id: "T1", name: "Northwind", locale: "en" };
  await db
    .insertInto("workspace")
    .values({ ...workspace, created_at: "2026-11-02T12:00:00.000Z" })
    .execute();
  await db.destroy();
  return { folder, file };
}
