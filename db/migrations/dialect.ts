import { type Kysely, PostgresAdapter, type SqlBool, sql } from "kysely";

/** `?` marks a column that may be null; flags and counts are integers, all else is text. A default is of its column's type. */
type ColumnShape = "text" | "text?" | "integer" | "integer?" | { default: string } | { default: number };

/** `columns` as written in the index, `workspace_id` too; `where` for an index of some rows only. */
type IndexShape = string[] | { columns: string[]; where: string };

export interface TableShape {
  columns: Record<string, ColumnShape>;
  /** Columns of the primary key; of a tenant's table those after `workspace_id`. */
  key: string[];
  /** Further unique keys; of a tenant's table each after `workspace_id`. */
  unique?: string[][];
  /** Column → table of the same workspace whose `id` it holds. */
  references?: Record<string, string>;
  /** Purpose → columns. Each has a comment naming the query that it serves. */
  indexes?: Record<string, IndexShape>;
}

/** By name, each after those that it refers to. */
export type TenantTables = Record<string, TableShape>;

/**
 * Creates a table whose rows belong to a workspace, and its indexes, the same on both databases: `workspace_id` leads
 * every key. Text is compared byte by byte on PostgreSQL too, so that instants and keys sort alike; SQLite tables are
 * strict, so that a number never hides in a text column.
 */
export async function createTenantTable(db: Kysely<unknown>, name: string, shape: TableShape): Promise<void> {
  await createTable(db, name, shape, ["workspace_id"]);
}

/** The only table without a workspace: the workspaces. */
export async function createWorkspaceTable(db: Kysely<unknown>, shape: TableShape): Promise<void> {
  await createTable(db, "workspace", shape, []);
}

async function createTable(db: Kysely<unknown>, name: string, shape: TableShape, tenant: string[]): Promise<void> {
  let table = db.schema.createTable(name);
  if (tenant.length > 0)
    table = table.addColumn("workspace_id", textType(db), (column) => column.notNull().references("workspace.id"));
  table = table.addPrimaryKeyConstraint(`${name}_key`, [...tenant, ...shape.key] as never);
  for (const [column, type] of Object.entries(shape.columns))
    table = table.addColumn(column, isInteger(type) ? "integer" : textType(db), (builder) => {
      if (typeof type !== "string") return builder.notNull().defaultTo(type.default);
      return type.endsWith("?") ? builder : builder.notNull();
    });
  for (const columns of shape.unique ?? [])
    table = table.addUniqueConstraint(`${name}_${columns.join("_")}_unique`, [...tenant, ...columns] as never);
  for (const [column, target] of Object.entries(shape.references ?? {})) {
    const columns = [...tenant, column] as never;
    table = table.addForeignKeyConstraint(`${name}_${column}_fk`, columns, target, [...tenant, "id"]);
  }
  await (isPostgres(db) ? table : table.modifyEnd(sql`strict`)).execute();
  for (const [purpose, index] of Object.entries(shape.indexes ?? {})) await createIndex(db, name, purpose, index);
}

/**
 * Adds a column to a table that has rows: one that is never null by its default. SQLite cannot add a reference to two
 * columns, so an id in such a column is checked by the program.
 */
export async function addColumn(
  db: Kysely<unknown>,
  table: string,
  column: string,
  type: Exclude<ColumnShape, "text" | "integer">,
): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(column, isInteger(type) ? "integer" : textType(db), (builder) =>
      typeof type === "string" ? builder : builder.notNull().defaultTo(type.default),
    )
    .execute();
}

/** The name says which table and what for. */
export async function createIndex(
  db: Kysely<unknown>,
  table: string,
  purpose: string,
  index: IndexShape,
): Promise<void> {
  const { columns, where } = Array.isArray(index) ? { columns: index, where: undefined } : index;
  const builder = db.schema.createIndex(`${table}_${purpose}`).on(table).columns(columns);
  await (where === undefined ? builder : builder.where(sql.raw<SqlBool>(where))).execute();
}

function isInteger(type: ColumnShape): boolean {
  return typeof type === "string" ? type.startsWith("integer") : typeof type.default === "number";
}

function textType(db: Kysely<unknown>) {
  return isPostgres(db) ? sql`text collate "C"` : sql`text`;
}

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
