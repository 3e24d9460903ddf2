import { sql } from "kysely";
import { type Db, isPostgres } from "./database.ts";

/** SQLite's default assumption. */
const ROWS = 1_000_000;
const IN_A_STATE = 10_000;
/** Rows in a partial index. */
const IN_PARTIAL = 1000;
/** Rows with the same first one, two, three … columns after the workspace. */
const ALIKE = [10, 9, 8, 7, 6, 5];

/**
 * Tells SQLite's planner that the workspace alone is not selective, and a state hardly. Else it assumes that the first
 * column of an index leaves ten rows, and reads all prompts for those of one round. The figures are fixed, so that
 * plans are the same everywhere and tested; PostgreSQL counts itself. Idempotent. Source:
 * https://www.sqlite.org/optoverview.html, "Manual control of query plans using SQLITE_STAT tables".
 */
export async function writeStatistics(db: Db): Promise<void> {
  if (isPostgres(db)) return;
  const wanted = await statisticsOf(db);
  if (JSON.stringify(wanted) === JSON.stringify(await writtenStatistics(db))) return;
  await db.transaction().execute(async (tx) => {
    // Creates sqlite_stat1.
    await sql`analyze workspace`.execute(tx);
    await sql`delete from sqlite_stat1`.execute(tx);
    for (const { tbl, idx, stat } of wanted)
      await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${tbl}, ${idx}, ${stat})`.execute(tx);
    await sql`analyze sqlite_schema`.execute(tx);
  });
}

interface Statistics {
  tbl: string;
  idx: string;
  stat: string;
}

async function writtenStatistics(db: Db): Promise<Statistics[]> {
  const { rows: tables } = await sql`select 1 from sqlite_schema where name = 'sqlite_stat1'`.execute(db);
  if (tables.length === 0) return [];
  return (await sql<Statistics>`select tbl, idx, stat from sqlite_stat1 order by tbl, idx`.execute(db)).rows;
}

/** For indexes that begin with the workspace or a state. */
async function statisticsOf(db: Db): Promise<Statistics[]> {
  const { rows } = await sql<{
    tbl: string;
    idx: string;
    first: string;
    is_unique: 0 | 1;
    is_partial: 0 | 1;
    columns: number;
  }>`
    select tables.name as tbl, list.name as idx, max(case when info.seqno = 0 then info.name end) as first,
      list."unique" as is_unique, list.partial as is_partial, count(*) as columns
    from sqlite_schema as tables
    join pragma_index_list(tables.name) as list
    join pragma_index_info(list.name) as info
    where tables.type = 'table'
    group by tables.name, list.name
    having first in ('workspace_id', 'state')
    order by tables.name, list.name`.execute(db);
  return rows.map(({ tbl, idx, first, is_unique, is_partial, columns }) => {
    const all = is_partial ? IN_PARTIAL : ROWS;
    const alikeInFirst = first === "state" ? IN_A_STATE : all;
    const alike = Array.from({ length: columns }, (_, index) => {
      if (is_unique && index === columns - 1) return 1;
      return index === 0 ? alikeInFirst : (ALIKE[index - 1] ?? 1);
    });
    return { tbl, idx, stat: [all, ...alike].join(" ") };
  });
}
