import { afterEach, describe, expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { rows } from "../../src/platform/rows.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";

const NOTED = "2026-11-02T09:00:00.000Z";

describe.each(bothDatabases)("rows of a workspace, on %s", (name) => {
  let db: Db;
  afterEach(() => db.destroy());

  it("reads, changes and removes those that match, in no other workspace", async () => {
    db = await aDatabase(name);
    const teams = ["W1", "W2"];
    for (const id of teams) {
      const team = { id, slack_team_id: id, name: id, locale: "en", created_at: NOTED };
      await db.insertInto("workspace").values(team).execute();
    }
    const [own, others] = [rows(db, "workspace_fact", "W1"), rows(db, "workspace_fact", "W2")];
    const fact = (key: "probe" | "back-up" | "zone-data", value: string) => ({ key, value, noted_at: NOTED });
    await own.insert(fact("probe", "1"), fact("back-up", "a.db"), fact("zone-data", "2026a"));
    await others.insert(fact("probe", "7"));
    expect(await own.insertNew(fact("probe", "2"))).toBe(false);
    expect(await own.update({ key: ["probe", "back-up"], value: "1" }, { value: "3" })).toBe(true);
    expect(await own.update({ key: [] }, { value: "4" })).toBe(false);
    expect((await own.list({}, ["key"])).map(({ value }) => value)).toEqual(["a.db", "3", "2026a"]);
    expect(await own.find({ key: "probe" })).toEqual({ workspace_id: "W1", ...fact("probe", "3") });
    expect(await own.remove({ key: "probe" })).toBe(true);
    expect(await own.find({ key: "probe" })).toBeUndefined();
    expect(await others.list()).toHaveLength(1);
  });
});
