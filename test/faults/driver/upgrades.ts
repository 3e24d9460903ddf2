/** P17: an upgrade of a database with a million answers is killed after each of its statements, and goes on. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { openDatabase } from "../../../src/platform/database.ts";
import { migrateToLatest } from "../../../src/platform/migrate.ts";
import { LATER } from "../../platform/later-migrations.ts";
import { fillTables, schemaOf } from "../../platform/rows.ts";
import { built } from "../../support/built.ts";
import { spawnNode } from "../../support/node-process.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";

const CHILD = built("migrate-child");
const ANSWERS = 1_000_000;

export const upgrades: FaultPart = {
  name: "upgrades",
  promises: ["P17"],
  unit: "upgrade of a million answers killed after statement k",
  count: 60,
  pieceOf: 10,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const folder = await mkdtemp(join(tmpdir(), "drumbeat-upgrade-"));
    try {
      const old = join(folder, "old.db");
      await anOldDatabase(old);
      const clean = openDatabase(":memory:");
      await migrateToLatest(clean, LATER);
      const wanted = JSON.stringify(await schemaOf(clean));
      await clean.destroy();
      for (let index = 0; index < howMany; index += 1) {
        const statement = seed + index + 1;
        const copy = join(folder, "copy.db");
        for (const part of ["", "-wal", "-shm"]) await rm(copy + part, { force: true });
        await copyFile(old, copy);
        const ended = await spawnNode([CHILD, copy, String(statement)]).ended;
        count(tally, ended === "SIGKILL" ? "killed" : "finished before the statement");
        const fromMs = performance.now();
        const db = openDatabase(copy);
        await migrateToLatest(db, LATER);
        worst(tally, "seconds to complete it", (performance.now() - fromMs) / 1000);
        const { rows } = await sql<{ answers: number }>`select count(*) as answers from check_in_revision`.execute(db);
        if (Number(rows[0]?.answers) !== ANSWERS)
          tally.broken.push(`statement ${statement}: ${rows[0]?.answers} answers`);
        if (JSON.stringify(await schemaOf(db)) !== wanted) tally.broken.push(`statement ${statement}: another schema`);
        const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
        if (check.rows[0]?.integrity_check !== "ok") tally.broken.push(`statement ${statement}: damaged`);
        await db.destroy();
        tally.done += 1;
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return tally;
  },
};

async function anOldDatabase(file: string): Promise<void> {
  const db = openDatabase(file);
  await migrateToLatest(db);
  await fillTables(db, "old");
  await sql`
    insert into check_in_revision
    with recursive number(n) as (select 2 union all select n + 1 from number where n < ${ANSWERS})
    select workspace_id, check_in_id, n, program_id, author_id, answered_at, nothing_to_report, is_late, health, answers
    from check_in_revision, number`.execute(db);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await db.destroy();
}
