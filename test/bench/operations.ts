/**
 * What an operator waits for, with 200,000 answers: a back-up, a restore and a move to PostgreSQL, each against the bare
 * copy without any check; and what a scrape of the measures costs with 200,000 messages sent.
 */
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Sqlite from "better-sqlite3";
import { roundReadings } from "../../src/check-ins/rounds/measures/use-cases.ts";
import { outboxReadings } from "../../src/delivery/use-cases-depth.ts";
import { backUp, restore } from "../../src/operations/backup.ts";
import { move } from "../../src/operations/move.ts";
import { openAlone, rowsAsTheyCame, tablesInOrder } from "../../src/operations/repository-file.ts";
import { insertRows } from "../../src/operations/repository-server.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aPostgresDatabase, startPostgres } from "../support/postgres-server.ts";
import { load } from "./digest-reads.ts";
import { median, type Row } from "./row.ts";

const ROUNDS = 44;
const SENT = 200_000;
const NOW = "2026-11-02T12:00:00.000Z";

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const file = join(folder, "drumbeat.db");
  const postgres = await startPostgres();
  try {
    const db = openDatabase(file);
    await migrateToLatest(db);
    load(file, ROUNDS);
    fillOutbox(file);
    const scrape = await scraping(file);
    await db.destroy();

    const copying = await seconds(() => bareCopy(file, join(folder, "bare.db")));
    const backing = await seconds(() => backUp(file, join(folder, "copy.db"), NOW));
    const restoring = await seconds(() => restore(join(folder, "copy.db"), join(folder, "restored.db"), NOW));
    const putting = await seconds(() => copyFile(join(folder, "copy.db"), join(folder, "put.db")));
    const [bare, whole] = [await aPostgresDatabase(postgres.url), await aPostgresDatabase(postgres.url)];
    const inserting = await seconds(() => insertOnly(file, bare));
    const moving = await seconds(() => move(file, whole, NOW));
    const size = `${Math.round((await stat(join(folder, "copy.db"))).size / 1e6)} MB`;
    return [
      rowOf(`back-up of 200,000 answers (${size}), checked`, backing, copying),
      rowOf("restore of the same, checked twice", restoring, putting),
      rowOf("move of the same to PostgreSQL, compared", moving, inserting),
      { name: "scrape of /metrics, 200,000 messages sent", ...scrape, bar: null },
    ];
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowOf(name: string, ours: number, baseline: number): Row {
  return {
    name,
    ours: `${ours.toFixed(2)} s`,
    baseline: `${baseline.toFixed(2)} s`,
    ratio: ours / baseline,
    bar: null,
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function bareCopy(from: string, to: string): Promise<void> {
  const connection = new Sqlite(from, { readonly: true });
  await connection.backup(to);
  connection.close();
}

async function insertOnly(from: string, to: string): Promise<void> {
  const source = openAlone(from);
  const target = openDatabase(to);
  await migrateToLatest(target);
  await inTransaction(target, async (tx) => {
    for (const table of tablesInOrder(source)) await insertRows(tx, table, rowsAsTheyCame(source, table));
  });
  await target.destroy();
  source.close();
}

/** Sent long ago, but for a few that wait. */
function fillOutbox(file: string): void {
  const connection = new Sqlite(file);
  connection.exec(`
    with recursive number (n) as (select 1 union all select n + 1 from number where n < ${SENT})
    insert into delivery (workspace_id, id, key, kind, subject, person_id, conversation, priority, state, due_at, attempts,
        version, created_at, contact)
      select 'w', 'delivery-' || n, 'key-' || n, 'prompt', '{}', 'person-' || (n % 3000), 'person:' || (n % 3000), 10,
        case when n % 1000 = 0 then 'waiting' else 'sent' end, '${NOW}', 0, 1, '${NOW}', 'prompt'
      from number`);
  connection.close();
}

async function scraping(file: string): Promise<Pick<Row, "ours" | "baseline" | "ratio">> {
  const db = openDatabase(file);
  const connection = new Sqlite(file, { readonly: true });
  const byHand = [
    "select state, held_reason, due_at <= ? as due, count(*), min(due_at) from delivery indexed by delivery_due where workspace_id = 'w' and state in ('waiting', 'sending', 'unknown', 'parked') group by 1, 2, 3",
    "select missed_reason, count(*), sum(missed_count) from round indexed by round_to_close where workspace_id = 'w' and state = 'missed' and ? group by 1",
    "select count(*) from prompt where workspace_id = 'w' and is_late = 1 and ?",
  ].map((statement) => connection.prepare(statement));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let run = 0; run < 50; run += 1) {
    const began = performance.now();
    await outboxReadings(db, "w", NOW);
    await roundReadings(db, "w");
    const between = performance.now();
    for (const statement of byHand) statement.all(NOW);
    ours.push(between - began);
    theirs.push(performance.now() - between);
  }
  connection.close();
  await db.destroy();
  const [mine, other] = [median(ours), median(theirs)];
  return { ours: `${mine.toFixed(2)} ms`, baseline: `${other.toFixed(2)} ms`, ratio: mine / other };
}
