import { expect, it } from "vitest";
import { stopwatch } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { letOthersRun } from "../../src/platform/loop.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { loopTurnsDuring } from "../support/loop-turns.ts";
import { aRecord } from "../support/record.ts";

const LONG_ENOUGH_S = 0.2;

it("lets others have their turn between the statements of a long transaction on SQLite (S3)", async () => {
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

it("lets one of several walks go on with each turn, each in its order (S3)", async () => {
  const went: string[] = [];
  const elapsed = stopwatch();
  let turn = 0;
  let isOver = false;
  const count = () => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const walk = async (name: string) => {
    while (elapsed() < LONG_ENOUGH_S) {
      const piece = stopwatch();
      while (piece() < 0.02);
      const before = turn;
      await letOthersRun();
      expect(turn).toBeGreaterThan(before);
      went.push(name);
    }
  };
  await Promise.all([walk("one"), walk("other")]);
  isOver = true;
  expect(went.slice(0, 4)).toEqual(["one", "other", "one", "other"]);
});
