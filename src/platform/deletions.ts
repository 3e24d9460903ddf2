/**
 * What was stored and goes for good: what a migration marked, once, and what is kept no longer than settings say, month by
 * month. Each is announced with its count and its day, and begins once an admin has seen that, or after 30 days in which
 * Drumbeat ran: a clock that jumps counts one day. It goes in short transactions, so that nobody waits for it and a process
 * that was killed goes on where it was. Once done, it is not done again.
 */
import { setTimeout } from "node:timers/promises";
import { type ExpressionBuilder, type Generated, type Selectable, sql } from "kysely";
import { type Instant, stopwatch } from "./clock.ts";
import { type Db, emptyLog, isPostgres, type Tables, type Tx } from "./database.ts";
import { type NextAt, nextAt } from "./next-at.ts";
import type { Services } from "./services.ts";
import { addMs, DAY, later } from "./time.ts";
import { inTransaction } from "./transaction.ts";

export interface DeletionTable {
  workspace_id: string;
  /** What it is of; of what goes month by month with the first day from which it goes: `daily-answers 2027-03-01`. */
  name: string;
  /** The table that it is at; empty until it has begun. */
  at_table: string;
  /** Up to where that table is done. */
  done_to: string;
  /** From how many rows something was taken. */
  rows_taken: number;
  /** What is older goes; null where age is not what counts. */
  goes_before: Instant | null;
  /** When it was first said that it goes, and how many texts. */
  announced_at: Instant | null;
  foreseen: Generated<number>;
  /** From when it goes, once an admin has seen it or it has been announced long enough. */
  due_at: Instant | null;
  /** On so many days since Drumbeat ran; when there is next anything to do for it. */
  days_running: Generated<number>;
  next_at: Instant | null;
  seen_by: string | null;
  seen_at: Instant | null;
  begun_at: Instant | null;
  finished_at: Instant | null;
}

declare module "./database.ts" {
  interface Tables {
    deletion: DeletionTable;
  }
}

/** Rows of a workspace by their ids. */
export interface IdRange {
  workspaceId: string;
  after: string;
  upTo: string;
}

/** So many rows of a workspace, from where the last piece ended. `before`: what is older goes. */
export interface Piece {
  workspaceId: string;
  before: Instant;
  doneTo: string;
  rows: number;
}

export interface Taken {
  /** From how many rows something was taken. */
  taken: number;
  /** Where the next piece begins; null: this was the last. */
  doneTo: string | null;
}

export interface Deletion {
  /** As its row has it. */
  name: string;
  /** How many texts go, for its notice. */
  count?(db: Db, of: { workspaceId: string; before: Instant }): Promise<number>;
  tables: readonly { table: string; take(tx: Tx, piece: Piece): Promise<Taken> }[];
}

/** A table with ids, through which it goes in their order. */
export function byId(table: string, take: (tx: Tx, rows: IdRange) => Promise<number>): Deletion["tables"][number] {
  return {
    table,
    async take(tx, { workspaceId, doneTo: after, rows }) {
      const upTo = await lastOfPiece(tx, table, { workspaceId, after }, rows);
      return { taken: upTo === null ? 0 : await take(tx, { workspaceId, after, upTo }), doneTo: upTo };
    },
  };
}

/** A table whose rows, once something was taken from them, are not found again. */
export function untilNone(
  table: string,
  take: (tx: Tx, piece: Omit<Piece, "doneTo">) => Promise<number>,
): Deletion["tables"][number] {
  return {
    table,
    async take(tx, piece) {
      const taken = await take(tx, piece);
      return { taken, doneTo: taken < piece.rows ? null : "" };
    },
  };
}

const ROWS_IN_PIECE = 100;
const FEWEST_IN_PIECE = 10;
/** What takes longer is done in smaller pieces from then on. */
const LONG_PIECE_S = 0.02;
const PIECES_IN_TURN = 10;
export const DAYS_OF_NOTICE = 30;
/** To be announced it is due from when it was marked, whenever that was. */
const EVER_SINCE = "1970-01-01T00:00:00.000Z";

export function nextDeletionAt(name: string): NextAt {
  return nextAt((db, of) =>
    db
      .selectFrom("deletion")
      .select(sql<string>`coalesce(next_at, ${sql.lit(EVER_SINCE)})`.as("at"))
      .where("workspace_id", "=", of.workspaceId)
      .where("name", "=", sql.lit(name))
      .where("finished_at", "is", null),
  );
}

/** Of all that go by their age. */
export const nextExpiryAt: NextAt = nextAt((db, of) =>
  db
    .selectFrom("deletion")
    .select(({ fn }) => fn.min("next_at").as("at"))
    .where("workspace_id", "=", of.workspaceId)
    .where("goes_before", "is not", null)
    .where("finished_at", "is", null),
);

/** The last day from which anything goes by its age, foreseen or done. */
export const lastForeseen: NextAt = nextAt((db, of) =>
  db
    .selectFrom("deletion")
    .select(({ fn }) => fn.max("due_at").as("at"))
    .where("workspace_id", "=", of.workspaceId)
    .where("goes_before", "is not", null),
);

/** What is foreseen, with its count and from when; of what goes month by month that of a month, once. */
export async function foresee(
  db: Db | Tx,
  {
    workspaceId,
    ...row
  }: {
    workspaceId: string;
    name: string;
    at: Instant;
    before: Instant;
    dueAt: Instant;
    foreseen: number;
    seenBy?: string;
  },
): Promise<void> {
  // What comes to its term between now and then is not there yet to be counted.
  const isNothing = row.foreseen === 0 && row.before <= row.at;
  await db
    .insertInto("deletion")
    .values({
      workspace_id: workspaceId,
      name: row.name,
      at_table: "",
      done_to: "",
      rows_taken: 0,
      goes_before: row.before,
      announced_at: row.at,
      foreseen: row.foreseen,
      due_at: row.dueAt,
      next_at: row.seenBy === undefined ? addMs(row.at, DAY) : row.dueAt,
      seen_by: row.seenBy ?? null,
      seen_at: row.seenBy === undefined ? null : row.at,
      begun_at: null,
      finished_at: isNothing ? row.at : null,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "name"]).doNothing())
    .execute();
}

export type Foreseen = Selectable<DeletionTable> & { announced_at: Instant; due_at: Instant };

/** What is announced and not done yet, by when it goes. */
export async function listForeseen(db: Db | Tx, workspaceId: string): Promise<Foreseen[]> {
  return db
    .selectFrom("deletion")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("finished_at", "is", null)
    .where("announced_at", "is not", null)
    .where("due_at", "is not", null)
    .$narrowType<{ announced_at: Instant; due_at: Instant }>()
    .orderBy("due_at")
    .orderBy("name")
    .execute();
}

/** An admin has seen the count and the day: from that day on it may go. */
export async function noteSeen(
  tx: Tx,
  { workspaceId, names, by, at }: { workspaceId: string; names: readonly string[]; by: string; at: Instant },
): Promise<number> {
  if (names.length === 0) return 0;
  const result = await tx
    .updateTable("deletion")
    .set(({ ref }) => ({ seen_by: by, seen_at: at, next_at: ref("due_at") }))
    .where("workspace_id", "=", workspaceId)
    .where("name", "in", [...names])
    .where("announced_at", "is not", null)
    .where("seen_at", "is", null)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/**
 * Of these kinds, and of all what was announced at an instant to come: by other settings, or by a clock that was set back,
 * something else goes. What has begun ends where it is.
 */
export async function withdrawForeseen(
  tx: Tx,
  { workspaceId, of, after }: { workspaceId: string; of: readonly string[]; after: Instant },
): Promise<void> {
  const isOfThese = (eb: ExpressionBuilder<Tables, "deletion">) =>
    eb.and([
      eb("workspace_id", "=", workspaceId),
      eb("goes_before", "is not", null),
      eb.or([
        eb("announced_at", ">", after),
        ...of.map((name) => eb.and([eb("name", ">", `${name} `), eb("name", "<", `${name}!`)])),
      ]),
    ]);
  await tx
    .updateTable("deletion")
    .set({ finished_at: after })
    .where(isOfThese)
    .where("begun_at", "is not", null)
    .where("finished_at", "is", null)
    .execute();
  await tx.deleteFrom("deletion").where(isOfThese).where("begun_at", "is", null).execute();
}

/**
 * Announces it, waits, or takes some pieces of it, each a transaction; of several instances one is at a piece at a time.
 * `took`: hears what each lasted, to measure.
 */
export async function deleteInPieces(
  services: Pick<Services, "db" | "clock" | "log">,
  workspaceId: string,
  deletion: Deletion,
  {
    pieces = PIECES_IN_TURN,
    rows: most = ROWS_IN_PIECE,
    took,
  }: { pieces?: number; rows?: number; took?: (seconds: number) => void } = {},
): Promise<void> {
  if (!(await hasBegun(services, workspaceId, deletion))) return;
  let rows = most;
  for (let piece = 0; piece < pieces; piece += 1) {
    // From when it holds the database: what it waits for others makes it no longer.
    let seconds = stopwatch();
    const isMore = await inTransaction(services.db, (tx) => {
      seconds = stopwatch();
      return takePiece(services, tx, workspaceId, deletion, rows);
    });
    const lasted = seconds();
    took?.(lasted);
    if (!isMore) return emptyLog(services.db);
    if (lasted > LONG_PIECE_S) rows = Math.max(Math.min(FEWEST_IN_PIECE, most), Math.floor(rows / 2));
    // As long as a piece holds the database, so long others have it.
    await setTimeout(lasted * 1000);
  }
}

/** Announces it with its count where nobody has, and counts the days of its notice. */
async function hasBegun(
  { db, clock, log }: Pick<Services, "db" | "clock" | "log">,
  workspaceId: string,
  { name, count }: Deletion,
): Promise<boolean> {
  const row = await rowOf(db, workspaceId, name);
  if (!row) return false;
  const now = clock.now();
  if (row.announced_at === null) {
    const foreseen = (await count?.(db, { workspaceId, before: now })) ?? 0;
    const dueAt = addMs(now, DAYS_OF_NOTICE * DAY);
    const told = { announced_at: now, foreseen, due_at: dueAt, next_at: addMs(now, DAY) };
    const announced = await ofName(db, workspaceId, name)
      .set(told)
      .where("announced_at", "is", null)
      .executeTakeFirst();
    if (announced.numUpdatedRows > 0n) logForeseen(log, { name, dueAt, foreseen });
    return false;
  }
  if (now < (row.next_at ?? now)) return false;
  if (mayGo(row, now)) return true;
  const days = row.days_running + 1;
  const next = row.next_at !== null && now < addMs(row.next_at, DAY) ? row.next_at : now;
  const isLast = row.seen_at !== null || days >= DAYS_OF_NOTICE;
  await ofName(db, workspaceId, name)
    .set({ days_running: days, next_at: isLast && row.due_at !== null ? later(row.due_at, now) : addMs(next, DAY) })
    .where("days_running", "=", row.days_running)
    .execute();
  return mayGo({ ...row, days_running: days }, now);
}

export function logForeseen(
  log: Services["log"],
  { name, dueAt, foreseen }: { name: string; dueAt: Instant; foreseen: number },
): void {
  log.warn(
    { deletion: name, from: dueAt, texts: foreseen },
    "is to be deleted for good; backups made before go on holding it",
  );
}

function mayGo(
  {
    due_at: dueAt,
    seen_at: seenAt,
    days_running: days,
  }: Pick<Selectable<DeletionTable>, "due_at" | "seen_at" | "days_running">,
  now: Instant,
): boolean {
  return dueAt !== null && now >= dueAt && (seenAt !== null || days >= DAYS_OF_NOTICE);
}

/** Returns whether there is more. */
async function takePiece(
  { clock, log }: Pick<Services, "clock" | "log">,
  tx: Tx,
  workspaceId: string,
  { name, tables }: Deletion,
  rows: number,
): Promise<boolean> {
  const now = clock.now();
  const row = await rowOf(tx, workspaceId, name);
  if (!row || !mayGo(row, now)) return false;
  const index = Math.max(
    0,
    tables.findIndex(({ table }) => table === row.at_table),
  );
  const at = tables[index];
  const piece = { workspaceId, before: row.goes_before ?? now, doneTo: row.done_to, rows };
  const { taken, doneTo } = (await at?.take(tx, piece)) ?? { taken: 0, doneTo: null };
  const next = doneTo === null ? tables[index + 1] : at;
  const rowsTaken = row.rows_taken + taken;
  await ofName(tx, workspaceId, name)
    .set({
      at_table: next?.table ?? at?.table ?? "",
      done_to: doneTo ?? "",
      rows_taken: rowsTaken,
      begun_at: row.begun_at ?? now,
      finished_at: next ? null : now,
    })
    .execute();
  if (!next) log.info({ deletion: name, rows: rowsTaken }, "deleted for good; backups made before still hold it");
  return next !== undefined;
}

async function rowOf(db: Db | Tx, workspaceId: string, name: string): Promise<Selectable<DeletionTable> | undefined> {
  return db
    .selectFrom("deletion")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("name", "=", name)
    .where("finished_at", "is", null)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

function ofName(db: Db | Tx, workspaceId: string, name: string) {
  return db.updateTable("deletion").where("workspace_id", "=", workspaceId).where("name", "=", name);
}

/** The id of the last of the next so many rows; null where there are none. */
async function lastOfPiece(
  tx: Tx,
  table: string,
  { workspaceId, after }: Pick<IdRange, "workspaceId" | "after">,
  rows: number,
): Promise<string | null> {
  const last = await sql<{ id: string | null }>`
    select max(id) as id from (
      select id from ${sql.table(table)} where workspace_id = ${workspaceId} and id > ${after} order by id limit ${rows}
    ) as piece`.execute(tx);
  return last.rows[0]?.id ?? null;
}
