/** Rows of age that no rule but their age keeps: of small tables, of the audit, and what closed programs have left of people. */

import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tables, Tx } from "../../platform/database.ts";
import type { Piece } from "../../platform/deletions.ts";

interface Of {
  workspaceId: string;
  before: Instant;
}

/** `key`: its columns after the workspace; `isOlder`: which of its rows are, before an instant. */
interface Aged {
  table: keyof Tables;
  key: readonly string[];
  isOlder(before: Instant): RawBuilder<unknown>;
}

const ofWhoLeft = (table: keyof Tables, key: readonly string[]): Aged => ({
  table,
  key,
  isOlder: (before) => sql`exists (select 1 from person where person.workspace_id = ${sql.ref(`${table}.workspace_id`)}
    and person.id = ${sql.ref(`${table}.person_id`)} and person.is_deactivated = 1 and person.updated_at < ${before})`,
});

/** By the kind of what is kept. */
export const AGED = {
  receipts: [{ table: "erasure", key: ["id"], isOlder: (before) => sql`state = 'done' and finished_at < ${before}` }],
  absences: [{ table: "absence", key: ["id"], isOlder: (before) => sql`until_date < ${before.slice(0, 10)}` }],
  left: [
    ofWhoLeft("person_preference", ["person_id"]),
    ofWhoLeft("opt_out", ["cadence_id", "person_id"]),
    ofWhoLeft("membership", ["kind", "source_id", "person_id"]),
    ofWhoLeft("reader_rhythm", ["person_id", "rhythm"]),
  ],
} as const satisfies Record<string, readonly Aged[]>;

export async function countAged(db: Db, { table, isOlder }: Aged, { workspaceId, before }: Of): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from ${sql.table(table)}
    where workspace_id = ${workspaceId} and ${isOlder(before)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

export async function deleteAged(
  tx: Tx,
  { table, key, isOlder }: Aged,
  { workspaceId, before, rows }: Omit<Piece, "doneTo">,
): Promise<number> {
  return deleteSome(tx, { table, key, workspaceId, where: isOlder(before), rows });
}

/** Returns how many. */
async function deleteSome(
  tx: Tx,
  {
    table,
    key,
    workspaceId,
    where,
    rows,
  }: { table: keyof Tables; key: readonly string[]; workspaceId: string; where: RawBuilder<unknown>; rows: number },
): Promise<number> {
  const columns = sql.join(key.map((each) => sql.ref(each)));
  const result = await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and (${columns}) in
    (select ${columns} from ${sql.table(table)} where workspace_id = ${workspaceId} and ${where} limit ${rows})`.execute(
    tx,
  );
  return Number(result.numAffectedRows ?? 0n);
}

/** Tables in whose order of ids their rows grew older. */
export type InTime = "audit" | "delivery";

/** When a program was closed and reopened goes with its record; what is waited for, or stands above something younger, stays. */
const GOES: Record<InTime, { at: string; goes: RawBuilder<unknown> }> = {
  audit: { at: "at", goes: sql`action not in ('program.closed', 'program.reopened')` },
  delivery: {
    at: "created_at",
    goes: sql`state in ('sent', 'dropped', 'bundled') and not exists (select 1 from delivery as later
      where later.workspace_id = delivery.workspace_id and later.updates_id = delivery.id)
      and not exists (select 1 from delivery as below
        where below.workspace_id = delivery.workspace_id and below.thread_id = delivery.id)`,
  },
};

/** Of the next so many rows those that are older and go; `upTo` null: none after them is. */
export async function pageInTime(
  db: Db | Tx,
  table: InTime,
  { workspaceId, before }: Of,
  { after, limit }: { after: string; limit: number },
): Promise<{ ids: string[]; upTo: string | null }> {
  const { at, goes } = GOES[table];
  const { rows } = await sql<{ id: string; at: Instant; goes: number | string }>`
    select id, ${sql.ref(at)} as at, case when ${goes} then 1 else 0 end as goes from ${sql.table(table)}
    where workspace_id = ${workspaceId} and id > ${after} order by id limit ${limit}`.execute(db);
  const last = rows.at(-1);
  return {
    ids: rows.flatMap((row) => (row.at < before && Number(row.goes) === 1 ? [row.id] : [])),
    upTo: last && last.at < before && rows.length === limit ? last.id : null,
  };
}

export async function deleteInTime(tx: Tx, table: InTime, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from ${sql.table(table)}
    where workspace_id = ${workspaceId} and id in (${sql.join([...ids])})`.execute(tx);
}

/** Closed before, with somebody in a role: with the roles goes what is left of what people said there. */
function endedWithRoles({ workspaceId, before }: Of): RawBuilder<unknown> {
  return sql`from program where workspace_id = ${workspaceId} and state = 'closed' and closed_at < ${before}
    and exists (select 1 from seat where seat.workspace_id = program.workspace_id and seat.program_id = program.id)`;
}

export async function countRolesOfEnded(db: Db, of: Of): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from seat
    where workspace_id = ${of.workspaceId} and program_id in (select id ${endedWithRoles(of)})`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** What points to others before them; the roles, by which it is found, last. */
const OF_ENDED: readonly (Pick<Aged, "table" | "key"> & { where(programId: string): RawBuilder<unknown> })[] = [
  {
    table: "health_finding",
    key: ["check_in_id", "cause"],
    where: (id) => sql`question_id in (select id from health_question as asked
      where asked.workspace_id = health_finding.workspace_id and asked.program_id = ${id})`,
  },
  { table: "health_question", key: ["id"], where: (id) => sql`program_id = ${id}` },
  { table: "health_trigger", key: ["program_id", "cause"], where: (id) => sql`program_id = ${id}` },
  {
    table: "milestone_date",
    key: ["milestone_id", "entry"],
    where: (id) => sql`milestone_id in (select id from milestone
      where milestone.workspace_id = milestone_date.workspace_id and milestone.program_id = ${id})`,
  },
  { table: "milestone", key: ["id"], where: (id) => sql`program_id = ${id}` },
  { table: "check_in_revision", key: ["check_in_id", "revision"], where: (id) => sql`program_id = ${id}` },
  {
    table: "check_in",
    key: ["id"],
    // What went on in another program still names where it began.
    where: (id) => sql`round_id in (select id from round
        where round.workspace_id = check_in.workspace_id and round.program_id = ${id})
      and not exists (select 1 from item where item.workspace_id = check_in.workspace_id and item.check_in_id = check_in.id)`,
  },
  { table: "seat", key: ["id"], where: (id) => sql`program_id = ${id}` },
];

/** Of the first of them; returns how many rows: 0 where there is none. */
export async function deleteOfEnded(tx: Tx, { rows, ...of }: Of & { rows: number }): Promise<number> {
  const { workspaceId } = of;
  const found = await sql<{ id: string }>`select id ${endedWithRoles(of)} order by id limit 1`.execute(tx);
  const id = found.rows[0]?.id;
  if (id === undefined) return 0;
  for (const { table, key, where } of OF_ENDED) {
    const gone = await deleteSome(tx, { table, key, workspaceId, where: where(id), rows });
    if (gone > 0) return gone;
  }
  return 0;
}
