import { describe, expect, it } from "vitest";
import { cadencesToCheck, cadenceToPlan, updateCadence } from "../../src/cadences/cadences.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, WEEKLY } from "../support/record.ts";

const NOW = "2026-11-02T09:00:00.000Z";

async function aCadenceThatIsDue(name: DatabaseName) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const lead = await record.person("lead");
  const program = await record.program("atlas", { seats: { lead: [lead] } });
  await record.cadence(program, { rule: WEEKLY });
  await db.updateTable("cadence").set({ next_check_at: NOW }).execute();
  const [cadence] = await cadencesToCheck(db, NOW, 10);
  if (!cadence) throw new Error("No cadence is due.");
  return { db, cadence };
}

describe.each(databases)("a cadence that is due, on %s", (name) => {
  it("is planned by one instance: the next one finds nothing to do", async () => {
    const { db, cadence } = await aCadenceThatIsDue(name);
    await inTransaction(db, async (tx) => {
      expect((await cadenceToPlan(tx, cadence, NOW))?.id).toBe(cadence.id);
      await updateCadence(tx, cadence, { next_check_at: "2026-11-09T09:00:00.000Z" });
    });
    expect(await inTransaction(db, (tx) => cadenceToPlan(tx, cadence, NOW))).toBeUndefined();
  });
});

it("while one instance plans it on PostgreSQL, another one passes it by without waiting", async () => {
  const { db, cadence } = await aCadenceThatIsDue("PostgreSQL");
  await inTransaction(db, async (tx) => {
    expect((await cadenceToPlan(tx, cadence, NOW))?.id).toBe(cadence.id);
    expect(await inTransaction(db, (other) => cadenceToPlan(other, cadence, NOW))).toBeUndefined();
  });
  // Nothing was planned: it is there for the next tick.
  expect((await inTransaction(db, (tx) => cadenceToPlan(tx, cadence, NOW)))?.id).toBe(cadence.id);
});
