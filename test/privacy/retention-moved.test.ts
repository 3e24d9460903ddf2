/** What was half deleted goes on where it was after a move to PostgreSQL: nothing is lost, nothing comes back. */
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { expiringAnswers } from "../../src/check-ins/expiry/use-cases.ts";
import { move } from "../../src/operations/move.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { deleteInPieces, foresee } from "../../src/platform/deletions.ts";
import { aDatabaseLocation, writeMigratedFile } from "../support/databases.ts";
import { aRecord, DAILY } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2027-03-01T08:00:00.000Z";

it("goes on where it was on a server, and neither loses nor brings back an answer (RET1)", async () => {
  const file = join(await mkdtemp(join(scratch, "drumbeat-retention-")), "drumbeat.db");
  writeMigratedFile(file);
  const db = openDatabase(file);
  const record = await aRecord(db);
  const { workspaceId } = record;
  const tom = await record.person("tom");
  const program = await record.program("atlas", { seats: { team: [tom] } });
  const daily = await record.cadence(program, { rule: DAILY });
  for (let day = 1; day <= 20; day += 1) {
    const key = `2026-0${day > 10 ? 9 : 8}-${String(10 + (day % 10)).padStart(2, "0")}`;
    const round = await record.round(daily, key, [tom]);
    await record.answer(round, tom, `${key}T15:00:00.000Z`, { progress: `SENTINEL-${day}.` });
  }
  const name = "daily-answers 2027-03-01";
  const gone = { name, at: "2027-01-15T08:00:00.000Z", before: "2026-09-01T00:00:00.000Z", foreseen: 10 };
  await foresee(db, { workspaceId, ...gone, dueAt: "2027-03-01T00:00:00.000Z", seenBy: tom.id });
  const services = servicesAt(db, NOW);
  const deletion = { name, ...expiringAnswers(services, "daily") };
  await deleteInPieces(services, workspaceId, deletion, { pieces: 2, rows: 3 });
  const kept = async (from: typeof db) => {
    const rows = await from.selectFrom("check_in_revision").select("answers").where("answers", "!=", "{}").execute();
    return rows.length;
  };
  expect(await kept(db)).toBe(14);
  await db.destroy();

  const url = await aDatabaseLocation("PostgreSQL");
  await move(file, url, NOW);
  const server = openDatabase(url);
  onTestFinished(() => server.destroy());
  expect(await kept(server)).toBe(14);
  const there = servicesAt(server, NOW);
  await deleteInPieces(there, workspaceId, { name, ...expiringAnswers(there, "daily") });
  expect(await kept(server)).toBe(10);
  const row = await server.selectFrom("deletion").select(["rows_taken", "finished_at"]).executeTakeFirstOrThrow();
  expect(row).toEqual({ rows_taken: 10, finished_at: NOW });
});
