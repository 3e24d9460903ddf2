import { describe, expect, it } from "vitest";
import { aDatabase, databases } from "../support/databases.ts";

describe.each(databases)("an empty list on %s", (name) => {
  it("holds nothing, and everything is outside it, also within an inner query", async () => {
    const db = await aDatabase(name);
    const workspace = { id: "w", slack_team_id: "T", name: "Northwind", locale: "en", created_at: "2026" };
    await db.insertInto("workspace").values(workspace).execute();
    const all = db.selectFrom("workspace").select("id");
    const none: string[] = [];
    expect(await all.where("id", "in", none).execute()).toEqual([]);
    expect(await all.where("id", "not in", none).execute()).toEqual([{ id: "w" }]);
    expect(await all.where((where) => where.not(where("id", "in", none))).execute()).toEqual([]);
    expect(await all.where("id", "in", all.where("name", "in", none)).execute()).toEqual([]);
    expect(await all.where("id", "in", all.where("name", "not in", none)).execute()).toEqual([{ id: "w" }]);
  });
});
