/** What is kept no longer is in no byte: not of the file, nor of a back-up made later, nor of the log once that is written back. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { backUp } from "../../src/operations/backup.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { expireStep, foreseeStep } from "../../src/privacy/retention/use-cases.ts";
import { aRecord, DAILY, questionsFeeding } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";
import { tablesWith } from "../support/stored.ts";

const SENTINEL = /zephyr\d+/gi;

it("of daily answers that were kept for six months nothing is left in the file, its log or a later back-up (P30)", async () => {
  const folder = await mkdtemp(join(scratch, "retention-"));
  const file = join(folder, "drumbeat.db");
  const db = openDatabase(file);
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const services = servicesAt(db, "2027-01-15T08:00:00.000Z");
  const { workspaceId } = await inTransaction(db, async (tx) => {
    const record = await aRecord(tx, { seatedAt: "2026-01-01T08:00:00.000Z" });
    await record.person("admin", { isAdmin: true });
    const [lead, tom] = [await record.person("lead"), await record.person("tom")];
    const program = await record.program("atlas", { seats: { lead: [lead], team: [tom] } });
    const cadence = await record.cadence(program, { rule: DAILY, questions: questionsFeeding("progress", "next") });
    for (let count = 0; count < 300; count += 1) {
      const at = new Date(Date.UTC(2026, 0, 5, 12) + count * DAY).toISOString();
      const round = await record.round(cadence, at.slice(0, 10), [tom]);
      const progress = `Zephyr${count} ${"walrus ".repeat(20)}`;
      await record.answer(round, tom, at, { progress, next: "More of it" });
    }
    return record;
  });
  /** Which of them are left, by file. */
  const left = () =>
    Object.fromEntries(
      readdirSync(folder).map((name) => {
        const found = readFileSync(join(folder, name), "latin1").match(SENTINEL) ?? [];
        return [name, new Set(found.map((word) => Number(word.slice("zephyr".length)))).size];
      }),
    );
  const before = left();
  expect((before["drumbeat.db"] ?? 0) + (before["drumbeat.db-wal"] ?? 0)).toBeGreaterThanOrEqual(300);

  for (let day = 0; day < 400; day += 1) {
    services.clock.at = addMs(services.clock.at, DAY);
    for (const step of [foreseeStep(services, workspaceId), expireStep(services, workspaceId)]) {
      if ("ofProcess" in step.next) throw new Error("Not of the database");
      const [next, now] = [await step.next(db, workspaceId), services.clock.now()];
      if (step.isDue ? step.isDue(next, now) : next !== null && next <= now) await step.run();
    }
  }
  expect((await tablesWith(db, "Zephyr")).length).toBe(0);
  expect(left()).toMatchObject({ "drumbeat.db": 0 });
  await backUp(file, join(folder, "later.db"), services.clock.now());
  expect(left()).toMatchObject({ "later.db": 0 });
  // The log is written back by what comes after, and when Drumbeat stops.
  await db.destroy();
  expect(left()).toEqual({ "drumbeat.db": 0, "later.db": 0 });
});
