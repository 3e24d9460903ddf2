import { expect, it } from "vitest";
import { stopwatch } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { loopTurnsDuring } from "../support/loop-turns.ts";
import { aRecord } from "../support/record.ts";

const LONG_ENOUGH_S = 0.2;

it("lets others have their turn between the statements of a long transaction on SQLite", async () => {
  const db = openDatabase(":memory:");
  await migrateToLatest(db);
  const turns = await loopTurnsDuring(() =>
    inTransaction(db, async (tx) => {
      const { person } = await aRecord(tx);
      const elapsed = stopwatch();
      for (let index = 0; elapsed() < LONG_ENOUGH_S; index += 1) await person(`person-${index}`);
    }),
  );
  await db.destroy();
  expect(turns).toBeGreaterThan(3);
});
