/**
 * The outbox's own work for each message – looking at what may go, taking it, recording what came of it – against the
 * same in SQL by hand, on each database. Nothing is sent. Source: design.md §11.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Sqlite from "better-sqlite3";
import pg from "pg";
import { blankDelivery, claim, insertDelivery, saveOutcome } from "../../src/delivery/repository.ts";
import { listSendable } from "../../src/delivery/repository-sendable.ts";
import type { Clock } from "../../src/platform/clock.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { uuidV7 } from "../../src/platform/ids.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aPostgresDatabase, startPostgres } from "../support/postgres-server.ts";
import { aRecord } from "../support/record.ts";
import { median, type Row } from "./row.ts";

const MESSAGES = 3000;
const AT_ONCE = 40;
const NOW = "2026-11-02T09:00:00.000Z";
const LEASE = "2026-11-02T09:01:00.000Z";
/** design.md §11: at least half as many a second as by hand. */
const MOST = 2;

type Batch = () => Promise<number>;

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const postgres = await startPostgres();
  try {
    const file = join(folder, "outbox.db");
    const url = await aPostgresDatabase(postgres.url);
    return [
      await compare("SQLite", file, (workspaceId) => sqliteByHand(file, workspaceId)),
      await compare("PostgreSQL", url, (workspaceId) => postgresByHand(url, workspaceId)),
    ];
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

async function compare(
  name: string,
  location: string,
  byHand: (workspaceId: string) => Promise<{ batch: Batch; close(): Promise<void> }>,
): Promise<Row> {
  const db = openDatabase(location);
  await migrateToLatest(db);
  const workspaceId = await fill(db);
  const hand = await byHand(workspaceId);
  try {
    const took = { ours: [] as number[], baseline: [] as number[] };
    // In turn, on the same backlog, until there is no whole batch left.
    for (let round = 0; (round + 2) * AT_ONCE <= MESSAGES; round += 2) {
      took.ours.push(await timeOf(() => ourBatch(db, workspaceId)));
      took.baseline.push(await timeOf(hand.batch));
    }
    const [ours, baseline] = [median(took.ours), median(took.baseline)];
    return {
      name: `outbox: claim and ack a message, ${name}`,
      ours: `${ours.toFixed(2)} ms`,
      baseline: `${baseline.toFixed(2)} ms`,
      ratio: ours / baseline,
      bar: MOST,
    };
  } finally {
    await hand.close();
    await db.destroy();
  }
}

async function timeOf(batch: Batch): Promise<number> {
  const began = performance.now();
  const done = await batch();
  if (done !== AT_ONCE) throw new Error(`${done} messages were taken, not ${AT_ONCE}`);
  return (performance.now() - began) / AT_ONCE;
}

async function fill(db: Db): Promise<string> {
  const clock: Clock = { now: () => NOW, sleepUntil: () => Promise.resolve() };
  const ids = uuidV7(clock);
  return inTransaction(db, async (tx) => {
    const { workspaceId, person } = await aRecord(tx);
    for (let index = 0; index < MESSAGES; index += 1) {
      const { id } = await person(`person-${index}`);
      await insertDelivery(tx, {
        ...blankDelivery({ clock, ids }),
        workspace_id: workspaceId,
        key: `prompt:${index}`,
        kind: "prompt",
        subject: JSON.stringify({ promptId: id }),
        person_id: id,
        conversation: `person:${id}`,
        priority: 1,
        due_at: NOW,
      });
    }
    return workspaceId;
  });
}

async function ourBatch(db: Db, workspaceId: string): Promise<number> {
  let done = 0;
  for (const delivery of await listSendable(db, workspaceId, NOW, { limit: AT_ONCE, waves: AT_ONCE })) {
    const claimed = await inTransaction(db, (tx) => claim(tx, delivery, LEASE, null));
    if (!claimed) continue;
    const sent = { state: "sent" as const, sent_at: NOW, sent_channel_id: "D1", sent_ts: "1.2", lease_until: null };
    if (await inTransaction(db, (tx) => saveOutcome(tx, delivery, LEASE, sent))) done += 1;
  }
  return done;
}

const SENDABLE = (placeholder: (index: number) => string) => `
  select * from (
    select * from delivery where workspace_id = ${placeholder(1)} and state = 'waiting' and due_at <= ${placeholder(2)}
    order by priority, due_at, id limit 300
  ) d
  where not exists (
    select 1 from delivery e where e.workspace_id = d.workspace_id and e.conversation = d.conversation and e.id <> d.id
    and e.state in ('sending', 'unknown', 'waiting')
    and (e.state <> 'waiting' or (e.last_error is not null and e.id < d.id))
  )
  order by d.priority, d.due_at, d.id limit ${AT_ONCE}`;
const CLAIM = (placeholder: (index: number) => string) => `
  update delivery set state = 'sending', lease_until = ${placeholder(1)}
  where workspace_id = ${placeholder(2)} and id = ${placeholder(3)} and state = 'waiting' and not exists (
    select 1 from delivery e where e.workspace_id = ${placeholder(2)} and e.conversation = ${placeholder(4)}
    and e.id <> ${placeholder(3)}
    and e.state in ('sending', 'unknown', 'waiting')
    and (e.state <> 'waiting' or (e.last_error is not null and e.id < ${placeholder(3)}))
  )`;
const SETTLE = (placeholder: (index: number) => string) => `
  update delivery set state = 'sent', sent_at = ${placeholder(1)}, sent_channel_id = 'D1', sent_ts = '1.2', lease_until = null
  where workspace_id = ${placeholder(2)} and id = ${placeholder(3)} and state in ('sending', 'unknown')
  and lease_until = ${placeholder(4)}`;

type Numbered = Record<number, string>;

interface Taken {
  id: string;
  conversation: string;
}

async function sqliteByHand(file: string, workspaceId: string) {
  const db = new Sqlite(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]) db.pragma(pragma);
  const numbered = (index: number) => `?${index}`;
  const sendable = db.prepare<[Numbered], Taken>(SENDABLE(numbered));
  const claimOne = db.prepare<[Numbered]>(CLAIM(numbered));
  const settleOne = db.prepare<[Numbered]>(SETTLE(numbered));
  const claimIn = db.transaction(
    (row: Taken) => claimOne.run({ 1: LEASE, 2: workspaceId, 3: row.id, 4: row.conversation }).changes,
  );
  const settleIn = db.transaction(
    (row: Taken) => settleOne.run({ 1: NOW, 2: workspaceId, 3: row.id, 4: LEASE }).changes,
  );
  return {
    async batch() {
      let done = 0;
      for (const row of sendable.all({ 1: workspaceId, 2: NOW }))
        if (claimIn.immediate(row)) done += settleIn.immediate(row);
      return done;
    },
    close: async () => {
      db.close();
    },
  };
}

async function postgresByHand(url: string, workspaceId: string) {
  const client = new pg.Client(url);
  await client.connect();
  const numbered = (index: number) => `$${index}`;
  const run = (name: string, text: string, values: string[]) => client.query<Taken>({ name, text, values });
  const inOne = async (work: () => Promise<number>) => {
    await client.query("begin");
    const changed = await work();
    await client.query("commit");
    return changed;
  };
  return {
    async batch() {
      let done = 0;
      for (const row of (await run("sendable", SENDABLE(numbered), [workspaceId, NOW])).rows) {
        const name = `${workspaceId}:${row.conversation}`;
        const claimed = await inOne(async () => {
          await run("hold", "select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held", [name]);
          const values = [LEASE, workspaceId, row.id, row.conversation];
          return (await run("claim", CLAIM(numbered), values)).rowCount ?? 0;
        });
        if (claimed === 0) continue;
        const values = [NOW, workspaceId, row.id, LEASE];
        done += await inOne(async () => (await run("saveOutcome", SETTLE(numbered), values)).rowCount ?? 0);
      }
      return done;
    },
    close: () => client.end(),
  };
}
