import { describe, expect, it } from "vitest";
import { aDatabase, databases } from "../support/databases.ts";

describe.each(databases)("migrations on %s", (name) => {
  it("make every table", async () => {
    const db = await aDatabase(name);
    const tables = (await db.introspection.getTables()).map((table) => table.name).sort();
    expect(tables).toEqual([
      "absence",
      "audit",
      "cadence",
      "check_in",
      "check_in_revision",
      "delivery",
      "digest",
      "digest_edition",
      "digest_source",
      "digest_subscription",
      "person",
      "program",
      "prompt",
      "question_set",
      "received",
      "round",
      "seat",
      "workspace",
    ]);
    await db.destroy();
  });
});
