/** Rows of every table, whatever the tables are: for tests that must hold for those to come as well. */
import { sql } from "kysely";
import { type Db, isPostgres } from "../../src/platform/database.ts";

interface Table {
  name: string;
  columns: { name: string; isText: boolean }[];
}

/** Our tables by name, without those that the migrations keep for themselves. */
export async function listTables(db: Db): Promise<Table[]> {
  if (!isPostgres(db)) return listSqliteTables(db);
  const tables = await db.introspection.getTables();
  return tables
    .map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({ name: column.name, isText: column.dataType.toLowerCase() === "text" })),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** In one statement: Kysely's introspection asks for each table. */
async function listSqliteTables(db: Db): Promise<Table[]> {
  const { rows } = await sql<{ name: string; column: string; type: string }>`
    select tables.name, columns.name as "column", columns.type from sqlite_schema as tables
    join pragma_table_info(tables.name) as columns
    where tables.type = 'table' and tables.name not like 'sqlite~_%' escape '~' and tables.name not like 'kysely~_%' escape '~'
    order by tables.name, columns.cid`.execute(db);
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, columns]) => ({
    name,
    columns: columns.map(({ column, type }) => ({ name: column, isText: type.toLowerCase() === "text" })),
  }));
}

/** By table, how many had a row when it first took one: what a table refers to comes before it. */
const places = new Map<string, number>();

/**
 * Puts one row into each table, every text of it `word`: ids and what refers to them are then the same, so that each
 * reference is kept.
 */
export async function fillTables(db: Db, word: string): Promise<void> {
  const placeOf = ({ name }: Table) => places.get(name) ?? places.size;
  let waiting = (await listTables(db)).sort((one, other) => placeOf(one) - placeOf(other));
  while (waiting.length > 0) {
    const refused: Table[] = [];
    for (const table of waiting) {
      const columns = sql.join(table.columns.map(({ name }) => sql.ref(name)));
      const values = sql.join(table.columns.map(({ isText }) => (isText ? word : 1)));
      try {
        await sql`insert into ${sql.table(table.name)} (${columns}) values (${values})`.execute(db);
        places.set(table.name, placeOf(table));
      } catch (error) {
        if (!/foreign key/i.test(String(error))) throw error;
        refused.push(table);
      }
    }
    if (refused.length === waiting.length) throw new Error(`No row fits into ${refused.map(({ name }) => name)}`);
    waiting = refused;
  }
}

/** Every row of `tables` as JSON, with the columns named there; equal when the rows are. */
export async function dumpTables(
  db: Db,
  tables: readonly Table[],
  where = sql`1 = 1`,
): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const { name, columns } of tables) {
    const selected = sql.join(columns.map((column) => sql.ref(column.name)));
    const { rows } = await sql`select ${selected} from ${sql.table(name)} where ${where}`.execute(db);
    dump[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return dump;
}

/** Tables, columns, keys and indexes, as the database itself describes them. */
export async function schemaOf(db: Db): Promise<unknown> {
  if (!isPostgres(db)) {
    const { rows } = await sql`select type, name, tbl_name, sql from sqlite_master order by type, name`.execute(db);
    return rows;
  }
  const columns = await sql`
    select table_name, column_name, data_type, collation_name, is_nullable from information_schema.columns
    where table_schema = 'public' order by table_name, ordinal_position`.execute(db);
  const indexes = await sql`select indexdef from pg_indexes where schemaname = 'public' order by 1`.execute(db);
  const keys = await sql`
    select conrelid::regclass::text as "table", conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where connamespace = 'public'::regnamespace order by 1, 2`.execute(db);
  return { columns: columns.rows, indexes: indexes.rows, keys: keys.rows };
}
