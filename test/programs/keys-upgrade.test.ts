import { expect, it } from "vitest";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { shortKeyFrom } from "../../src/programs/rules-keys.ts";
import { aDatabaseBefore, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";

const UPGRADE = "0042-short-keys";

it.each(databases)(
  "the upgrade gives each program the key that its title would get today, the oldest first, on %s (C16)",
  async (database) => {
    const db = await aDatabaseBefore(database, UPGRADE);
    const titles = [
      "Loyalty journeys",
      "Loyalty app",
      "Programme Fidélité",
      "Ask",
      "Лояльность",
      "忠誠",
      "Action plan",
    ];
    const record = await aRecord(db);
    const beside = await aRecord(db, { team: "T2" });
    for (const [place, title] of titles.entries()) await record.program(`p${place}`, { title });
    await beside.program("p0", { title: "Loyalty journeys" });
    await migrateToLatest(db);
    const keys: string[] = [];
    for (const title of titles) keys.push(shortKeyFrom(title, keys));
    expect(keys).toEqual(["LOY", "LOYA", "FID", "ASKA", "PA", "PB", "ACTI"]);
    const programs = db.selectFrom("program").select(["title", "short_key"]).orderBy("id");
    const ofEach = (workspaceId: string) => programs.where("workspace_id", "=", workspaceId).execute();
    expect(await ofEach(record.workspaceId)).toEqual(
      titles.map((title, place) => ({ title, short_key: keys[place] ?? "" })),
    );
    expect(await ofEach(beside.workspaceId)).toEqual([{ title: "Loyalty journeys", short_key: "LOY" }]);
    const twice = db.updateTable("program").set({ short_key: "LOY" }).where("workspace_id", "=", record.workspaceId);
    await expect(twice.execute()).rejects.toThrow();
    await db.destroy();
  },
);
