/** As `kept-words.test.ts`, longer histories, in front of everybody, on both databases. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aSharedDatabase, bothDatabases } from "../support/databases.ts";
import { history, playThrough } from "./kept-words.ts";

const SEED = Number(process.env.DRUMBEAT_PROPERTY_SEED ?? 20261129);

describe.each(bothDatabases)("on %s", (database) => {
  it("keeps words with those for whom they were written, whatever is done with items", async () => {
    await fc.assert(
      fc.asyncProperty(history(80), async (done) => {
        const db = await aSharedDatabase(database);
        try {
          expect(await playThrough(db, done)).toEqual([]);
        } finally {
          await db.destroy();
        }
      }),
      { numRuns: database === "SQLite" ? 120 : 30, seed: SEED, endOnFailure: true },
    );
  }, 600_000);
});
