/**
 * How long what is kept about people is kept, by the data map. Of each class of rows an admin sees count and date a month before
 * the first time; from then on, each day, what has reached its age goes, in pieces.
 */

import { setTimeout } from "node:timers/promises";
import { type Generated, type RawBuilder, type Selectable, sql } from "kysely";
import type { ActorContext } from "../people/actors.ts";
import { type Retention, retentionCutOff } from "../people/retention.ts";
import { type DataProtection, retentionOf, saveDataProtection } from "../people/settings.ts";
import { type Instant, stopwatch } from "../platform/clock.ts";
import { type Db, emptyWriteAheadLog, isPostgres, type Tx } from "../platform/database.ts";
import { createdAtMs } from "../platform/ids.ts";
import { lockRows } from "../platform/locks.ts";
import { nextAt } from "../platform/next-at.ts";
import { rows } from "../platform/rows.ts";
import type { Step } from "../platform/scheduled-steps.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { AGE_CLASSES, type AgeClass } from "./data-map.ts";
import { placeSchema } from "./erasure-ledger.ts";
import {
  belongsTo,
  childrenFirst,
  dataOf,
  deleteRows,
  type Key,
  keyColumns,
  keyOf,
  nextPiece,
  type Piece,
  type Row,
  TABLES,
  type TableName,
  updateRow,
  withWords,
} from "./rows-by-data-map.ts";

/** What goes of a class of rows: announced a month before the first time, from then on each day. */
interface DeletionTable {
  workspace_id: string;
  class: AgeClass;
  /** For which day it was announced, and how many rows that would be; null while nothing is foreseen. */
  due_at: Instant | null;
  count: number;
  /** When the deletion of this class goes on. */
  next_at: Instant;
  /** The table that it is at, and JSON of the key up to which that is done; empty: it begins anew. */
  step: Generated<string>;
  done_to: Generated<string>;
}

declare module "../platform/database.ts" {
  interface Tables {
    deletion: DeletionTable;
  }
}

type Deletion = Selectable<DeletionTable>;

const NOTICE_MS = 30 * DAY;
/** Scores of candidates go so long after the choice. */
const CANDIDATES_RETENTION_MS = 30 * DAY;
const PIECES_IN_TURN = 20;
const ROWS_IN_PIECE = 200;
const FEWEST_IN_PIECE = 20;
/** What takes longer is done in smaller pieces from then on. */
const LONG_PIECE_S = 0.02;
/** The days that they go by may lie before they were entered. */
const BY_DAY: readonly TableName[] = ["absence"];
const keySchema = placeSchema.shape.key;

interface Aged {
  workspaceId: string;
  before: Instant;
}

/** Which rows of one table go, and how. */
interface Ageing {
  name: string;
  table: TableName;
  /** The condition under which a row is old enough to go. */
  where(aged: Aged): RawBuilder<unknown>;
  /** Clears them in one piece of rows. Returns how many rows changed. */
  take(tx: Tx, aged: Aged & { piece: RawBuilder<unknown>; at: Instant }): Promise<number>;
}

type AgedWords = Ageing & { class: AgeClass };

/** In the JSON of the rule of a daily check-in. */
const DAILY = '%"every":"day"%';

function answers(kind: "daily" | "other"): AgedWords {
  const where = ({ workspaceId, before }: Aged) => sql`check_in.removed_at is null and check_in.created_at < ${before}
    and exists (select 1 from cadence where cadence.workspace_id = ${workspaceId} and cadence.id = check_in.cadence_id
      and cadence.rule ${kind === "daily" ? sql`like` : sql`not like`} ${DAILY})`;
  return {
    name: `${kind} answers`,
    class: kind,
    table: "check_in",
    where,
    async take(tx, { piece, at, ...aged }) {
      const { workspaceId } = aged;
      const found = await sql<{ id: string }>`select id from check_in where ${piece} and ${where(aged)}`.execute(tx);
      const ids = found.rows.map(({ id }) => id);
      await rows(tx, "check_in_revision", workspaceId).update(
        { check_in_id: ids },
        { answers: "{}", unsigned_answers: "{}" },
      );
      await rows(tx, "check_in", workspaceId).update({ id: ids }, { removed_at: at });
      return ids.length;
    },
  };
}

/** What stands where words have reached their age. */
const AGED_TEXT = "…";
const holds = (field: string) =>
  sql`(subject like ${`%"${field}":"%`} and subject not like ${`%"${field}":"${AGED_TEXT}"%`})`;

/** The words of sent messages. */
const SENT_WORDS: AgedWords = {
  name: "delivery.subject",
  class: "messages",
  table: "delivery",
  where: ({ before }) => sql`(${holds("words")} or ${holds("question")}) and sent_at < ${before}`,
  async take(tx, { piece, workspaceId, before }) {
    const sent = await sql<Row>`select * from delivery
      where ${piece} and ${SENT_WORDS.where({ workspaceId, before })}`.execute(tx);
    for (const row of sent.rows) {
      const changes = { subject: withWords("delivery", "subject", String(row.subject), () => AGED_TEXT) };
      await updateRow(tx, "delivery", { workspaceId, key: keyOf("delivery", row), changes });
    }
    return sent.rows.length;
  },
};

/** Words that reach their age in rows that stay: of answers the status, of messages that they were sent. */
const AGED_WORDS: readonly AgedWords[] = [answers("daily"), answers("other"), SENT_WORDS];

/** What goes of a class, table by table: rows that point to others before them. */
function ageingOf(age: AgeClass): Ageing[] {
  const tables = childrenFirst(TABLES.filter((table) => isAged(table, age)));
  // Answers stay as long as anything rests on them.
  const last = tables.filter((table) => rootOf(table) === "check_in");
  const whole = [...tables.filter((table) => !last.includes(table)), ...last].map((table): Ageing => {
    return {
      name: table,
      table,
      where: (aged) => agedRows(table, age, aged),
      take: (tx, { piece, ...aged }) => deleteRows(tx, table, sql`${piece} and ${agedRows(table, age, aged)}`),
    };
  });
  return [...AGED_WORDS.filter((words) => words.class === age), ...whole];
}

function rootOf(table: TableName): TableName {
  const { partOf } = dataOf(table);
  return partOf ? rootOf(partOf[0]) : table;
}

export function isAged(table: TableName, age: AgeClass): boolean {
  const { ages = [], partOf } = dataOf(table);
  return ages.some((each) => ("with" in each ? partOf !== undefined && isAged(partOf[0], age) : each.class === age));
}

function agedRows(table: TableName, age: AgeClass, aged: Aged): RawBuilder<unknown> {
  const { ages = [], owner } = dataOf(table);
  const { workspaceId, before } = aged;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const each = ages.flatMap((rule): RawBuilder<unknown>[] => {
    if ("with" in rule) return [belongsTo(table, workspaceId, (parent) => agedRows(parent, age, aged))];
    if (rule.class !== age) return [];
    if ("at" in rule) return [sql`${column(rule.at)} < ${before}`];
    if ("whenClosed" in rule)
      return [
        sql`exists (select 1 from program as ended where ended.workspace_id = ${workspaceId}
        and ended.id = ${column("program_id")} and ended.state = 'closed' and ended.closed_at < ${before})`,
      ];
    return [
      sql`exists (select 1 from person as former where former.workspace_id = ${workspaceId}
      and former.id = ${column(owner ?? "")} and former.is_deactivated = 1 and former.updated_at < ${before})`,
    ];
  });
  const unless = EXCEPTIONS[table]?.(aged);
  const isOld = each.length === 0 ? sql`1 = 0` : sql`(${sql.join(each, sql` or `)})`;
  return unless ? sql`${isOld} and not (${unless})` : isOld;
}

const rests = (table: TableName) => sql`exists (select 1 from ${sql.table(table)} as rests
  where rests.workspace_id = check_in.workspace_id and rests.check_in_id = check_in.id)`;

/** Rows that stay all the same. */
const EXCEPTIONS: { readonly [Table in TableName]?: (aged: Aged) => RawBuilder<unknown> } = {
  audit: () => sql`action in ('program.closed', 'program.reopened')`,
  check_in: ({ workspaceId, before }) => sql`${rests("item")} or ${rests("item_event")}
    or (exists (select 1 from check_in_revision as revised where revised.workspace_id = check_in.workspace_id
        and revised.check_in_id = check_in.id and revised.health is not null)
      and not exists (select 1 from program as ended where ended.workspace_id = ${workspaceId}
        and ended.id = check_in.program_id and ended.state = 'closed' and ended.closed_at < ${before}))`,
  delivery: () => sql`state not in ('sent', 'dropped', 'bundled') or exists (select 1 from delivery as other
    where other.workspace_id = delivery.workspace_id
      and (other.updates_id = delivery.id or other.thread_id = delivery.id))`,
};

function before(age: AgeClass, now: Instant, retention: Retention): Instant {
  return age === "candidates" ? addMs(now, -CANDIDATES_RETENTION_MS) : retentionCutOff(now, age, retention);
}

const nextDeletionAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("deletion")
    .select(({ fn }) => fn.min("next_at").as("at"))
    .where("workspace_id", "=", workspaceId),
);

export function agesStep(services: Services, workspaceId: string): Step {
  return {
    next: nextDeletionAt,
    isDue: (next, now) => next === null || next <= now,
    wakeAt: (next, now) => next ?? now,
    run: () => goOnAgeing(services, workspaceId),
  };
}

async function goOnAgeing(services: Services, workspaceId: string): Promise<void> {
  const { db, clock } = services;
  const deletions = await rows(db, "deletion", workspaceId).list();
  for (const age of AGE_CLASSES) {
    const row = deletions.find((each) => each.class === age);
    const now = clock.now();
    if (!row) await foresee(services, workspaceId, age);
    else if (row.next_at > now) continue;
    // After a month without, it is announced anew.
    else if (row.due_at === null || addMs(row.next_at, NOTICE_MS) < now) await foresee(services, workspaceId, age);
    else await takePieces(services, row);
  }
}

/** Announces a class once anything of it will have reached its age in a month; until then it looks each day. */
async function foresee({ db, clock }: Services, workspaceId: string, age: AgeClass): Promise<void> {
  const now = clock.now();
  const dueAt = addMs(now, NOTICE_MS);
  const aged = { workspaceId, before: before(age, dueAt, await retentionOf(db, workspaceId)) };
  let count = 0;
  for (const { table, where } of ageingOf(age).filter(({ table }) => mayBeAged(table, workspaceId, aged.before)))
    for (let after: Key | null = []; after !== null; ) {
      const piece: Piece = await nextAged(db, table, { ...aged, after, most: ROWS_IN_PIECE });
      const counting = sql<{ count: number | string }>`select count(*) as count from ${sql.table(table)}
        where ${piece.where} and ${where(aged)}`;
      if (piece.rows.length > 0) count += Number((await counting.execute(db)).rows[0]?.count);
      after = piece.upTo;
      await yieldToEventLoop();
    }
  const announcement =
    count === 0 ? { due_at: null, count, next_at: addMs(now, DAY) } : { due_at: dueAt, count, next_at: dueAt };
  await db
    .insertInto("deletion")
    .values({ workspace_id: workspaceId, class: age, ...announcement })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "class"]).doUpdateSet({ ...announcement, step: "", done_to: "[]" }),
    )
    .execute();
}

/** Some pieces, each a transaction; of several instances one is at a piece at a time. */
async function takePieces(services: Services, { workspace_id: workspaceId, class: age }: Deletion): Promise<void> {
  let most = ROWS_IN_PIECE;
  for (let piece = 0; piece < PIECES_IN_TURN; piece += 1) {
    let seconds = stopwatch();
    const isMore = await inTransaction(services.db, (tx) => {
      seconds = stopwatch();
      return takePiece(services, tx, { workspaceId, age, most });
    });
    const lasted = seconds();
    if (!isMore) return emptyWriteAheadLog(services.db);
    if (lasted > LONG_PIECE_S) most = Math.max(FEWEST_IN_PIECE, Math.floor(most / 2));
    // As long as a piece holds the database, so long others have it.
    await setTimeout(lasted * 1000);
  }
}

/** Returns whether there is more to do today. */
async function takePiece(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  { workspaceId, age, most }: { workspaceId: string; age: AgeClass; most: number },
): Promise<boolean> {
  const now = clock.now();
  const deletions = rows(tx, "deletion", workspaceId);
  const row = await tx
    .selectFrom("deletion")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("class", "=", age)
    .$if(isPostgres(tx), (query) => query.forUpdate())
    .executeTakeFirst();
  // Another instance may be ahead, or a setting was changed.
  if (!row || row.due_at === null || row.due_at > now || row.next_at > now) return false;

  const all = ageingOf(age);
  const index = Math.max(
    0,
    all.findIndex(({ name }) => name === row.step),
  );
  const ageing = all[index];
  const aged = { workspaceId, before: before(age, now, await retentionOf(tx, workspaceId)) };
  if (!ageing) return false;

  const after = keySchema.parse(JSON.parse(row.done_to));
  const { rows: some, where, upTo } = await nextAged(tx, ageing.table, { ...aged, after, most });
  const next = upTo === null ? all[index + 1] : ageing;
  if (some.length > 0) await ageing.take(tx, { ...aged, piece: where, at: now });

  const done = { step: next?.name ?? "", done_to: JSON.stringify(upTo ?? []) };
  const match = { class: age };
  await deletions.update(match, { ...done, ...(!next && { next_at: addMs(now, DAY) }) });
  return next !== undefined;
}

/** The keys of the next rows. `upTo` is null too when no row after them can have reached the age. */
async function nextAged(
  db: Db | Tx,
  table: TableName,
  { before, ...aged }: Aged & { after: Key; most: number },
): Promise<Piece> {
  const columns = sql.join(keyColumns(table).map((column) => sql.ref(column)));
  const { upTo, ...piece } = await nextPiece(db, table, { ...aged, columns });
  return { ...piece, upTo: upTo !== null && mayBeAged(table, String(upTo[0]), before) ? upTo : null };
}

/**
 * Whether a row that was made after the one with this id may be of a time before `before`. Ids begin with the time at which they
 * were made (RFC 9562, version 7), that of a workspace before those of its rows.
 */
function mayBeAged(table: TableName, id: string, before: Instant): boolean {
  return BY_DAY.includes(table) || createdAtMs(id) < Date.parse(before);
}

/** What goes for the first time in the coming month, by its day. */
export async function listForeseen(db: Db | Tx, workspaceId: string, now: Instant) {
  const deletions = await rows(db, "deletion", workspaceId).list({}, ["due_at", "class"]);
  return deletions.flatMap(({ class: age, count, due_at }) =>
    due_at !== null && due_at > now ? [{ class: age, count, due_at }] : [],
  );
}

/** A class of which the term is another one is announced anew. Throws ADMINS_ONLY, CONSULTED_AHEAD. */
export async function saveAges(ctx: ActorContext, wanted: DataProtection): Promise<void> {
  const { workspace_id: workspaceId } = ctx.actor;
  await inTransaction(ctx.db, async (tx) => {
    await lockRows(tx, "workspace", { workspaceId, ids: [workspaceId] });
    const current = await retentionOf(tx, workspaceId);
    await saveDataProtection({ ...ctx, db: tx }, wanted);
    const classes = AGE_CLASSES.filter((age) => age !== "candidates" && current[age] !== wanted.retention[age]);
    const anew = { due_at: null, count: 0, step: "", done_to: "[]" };
    await rows(tx, "deletion", workspaceId).update({ class: classes }, { ...anew, next_at: ctx.clock.now() });
  });
}
