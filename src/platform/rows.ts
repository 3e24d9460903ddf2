/** Simple statements on a table, restricted to one workspace. */
import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import { chunksOf, type Db, type Tables, type Tx } from "./database.ts";
import { hasChanged } from "./prepared-queries.ts";

type ScopedTable = { [Name in keyof Tables]: "workspace_id" extends keyof Tables[Name] ? Name : never }[keyof Tables];

type Row<Table extends ScopedTable> = Selectable<Tables[Table]>;

/** Value or list of values by column; undefined columns are ignored. */
type Match<Table extends ScopedTable> = {
  readonly [Column in keyof Row<Table>]?: Row<Table>[Column] | readonly Row<Table>[Column][] | undefined;
};

export interface Rows<Table extends ScopedTable> {
  insert(...rows: readonly Omit<Insertable<Tables[Table]>, "workspace_id">[]): Promise<void>;
  /** Inserts unless the unique key exists. Returns whether it did. */
  insertNew(row: Omit<Insertable<Tables[Table]>, "workspace_id">): Promise<boolean>;
  find(match: Match<Table>): Promise<Row<Table> | undefined>;
  /** `orderBy`: columns, ascending. */
  list(match?: Match<Table>, orderBy?: readonly (keyof Row<Table> & string)[]): Promise<Row<Table>[]>;
  /** Returns whether any row matched. */
  update(match: Match<Table>, changes: Updateable<Tables[Table]>): Promise<boolean>;
  /** Returns whether any row was removed. */
  remove(match: Match<Table>): Promise<boolean>;
}

export function rows<Table extends ScopedTable>(db: Db | Tx, table: Table, workspaceId: string): Rows<Table> {
  const name = sql.table(table);
  const insert = (values: readonly object[], end: RawBuilder<unknown>) => {
    const whole: Record<string, unknown>[] = values.map((row) => ({ ...row, workspace_id: workspaceId }));
    const columns = Object.keys(whole[0] ?? {});
    const tuples = whole.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
    const heads = sql.join(columns.map((column) => sql.ref(column)));
    return sql`insert into ${name} (${heads}) values ${sql.join(tuples)}${end}`.execute(db);
  };
  const where = (match: object) => {
    const parts = [sql`${sql.ref("workspace_id")} = ${workspaceId}`];
    for (const [column, value] of Object.entries(match)) if (value !== undefined) parts.push(isOf(column, value));
    return sql.join(parts, sql` and `);
  };
  const select = async (match: object, end: RawBuilder<unknown>) => {
    if (matchesNothing(match)) return [];
    return (await sql<Row<Table>>`select * from ${name} where ${where(match)}${end}`.execute(db)).rows;
  };
  return {
    insert: async (...values) => {
      for (const piece of chunksOf(values)) await insert(piece, sql``);
    },
    insertNew: async (value) => hasChanged(await insert([value], sql` on conflict do nothing`)),
    find: async (match) => (await select(match, sql` limit 1`))[0],
    list: (match = {}, orderBy = []) =>
      select(
        match,
        orderBy.length === 0 ? sql`` : sql` order by ${sql.join(orderBy.map((column) => sql.ref(column)))}`,
      ),
    update: async (match, changes) => {
      if (matchesNothing(match)) return false;
      const settings = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
      return hasChanged(await sql`update ${name} set ${sql.join(settings)} where ${where(match)}`.execute(db));
    },
    remove: async (match) =>
      !matchesNothing(match) && hasChanged(await sql`delete from ${name} where ${where(match)}`.execute(db)),
  };
}

function isOf(column: string, value: unknown): RawBuilder<unknown> {
  if (value === null) return sql`${sql.ref(column)} is null`;
  if (Array.isArray(value)) return sql`${sql.ref(column)} in (${sql.join(value)})`;
  return sql`${sql.ref(column)} = ${value}`;
}

function matchesNothing(match: object): boolean {
  return Object.values(match).some((value) => Array.isArray(value) && value.length === 0);
}
