import { type Kysely, PostgresAdapter, sql } from "kysely";

/** `?` marks a column that may be null; flags and counts are integers, all else is text. */
type ColumnType = "text" | "text?" | "integer" | "integer?";

interface TableShape {
  columns: Record<string, ColumnType>;
  /** Columns of the primary key after `workspace_id`. */
  key: string[];
  /** Further unique keys, each after `workspace_id`. */
  unique?: string[][];
  /** Column → table of the same workspace whose `id` it holds. */
  references?: Record<string, string>;
}

/**
 * Creates a table whose rows belong to a workspace, the same on both databases: `workspace_id` leads every key. Text is
 * compared byte by byte on PostgreSQL too, so that instants and keys sort alike; SQLite tables are strict, so that a
 * number never hides in a text column.
 */
export async function createTenantTable(db: Kysely<unknown>, name: string, shape: TableShape): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = postgres ? sql`text collate "C"` : sql`text`;
  let table = db.schema
    .createTable(name)
    .addColumn("workspace_id", text, (column) => column.notNull().references("workspace.id"))
    .addPrimaryKeyConstraint(`${name}_key`, ["workspace_id", ...shape.key] as never);
  for (const [column, type] of Object.entries(shape.columns)) {
    table = table.addColumn(column, type.startsWith("text") ? text : "integer", (builder) =>
      type.endsWith("?") ? builder : builder.notNull(),
    );
  }
  for (const columns of shape.unique ?? [])
    table = table.addUniqueConstraint(`${name}_${columns.join("_")}_unique`, ["workspace_id", ...columns] as never);
  for (const [column, target] of Object.entries(shape.references ?? {}))
    table = table.addForeignKeyConstraint(`${name}_${column}_fk`, ["workspace_id", column] as never, target, [
      "workspace_id",
      "id",
    ]);
  await (postgres ? table : table.modifyEnd(sql`strict`)).execute();
}

/** The only table without a workspace: the workspaces. */
export async function createWorkspaceTable(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = postgres ? sql`text collate "C"` : sql`text`;
  const table = db.schema
    .createTable("workspace")
    .addColumn("id", text, (column) => column.primaryKey())
    .addColumn("slack_team_id", text, (column) => column.notNull().unique())
    .addColumn("name", text, (column) => column.notNull())
    .addColumn("locale", text, (column) => column.notNull())
    .addColumn("created_at", text, (column) => column.notNull());
  await (postgres ? table : table.modifyEnd(sql`strict`)).execute();
}

/**
 * Adds columns to a table that has rows. One that is never null needs a default for those rows. SQLite cannot add a
 * reference to two columns, so an id in such a column is checked by the program.
 */
export async function addColumns(
  db: Kysely<unknown>,
  table: string,
  columns: Record<string, { type: "text?" } | { type: "text"; default: string } | { type: "integer"; default: number }>,
): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  const text = postgres ? sql`text collate "C"` : sql`text`;
  for (const [column, shape] of Object.entries(columns))
    await db.schema
      .alterTable(table)
      .addColumn(column, shape.type === "integer" ? "integer" : text, (builder) =>
        "default" in shape ? builder.notNull().defaultTo(shape.default) : builder,
      )
      .execute();
}

/** `columns` as written in an index: `["due_at", "id"]`. The name says which table and what for. */
export async function createIndex(
  db: Kysely<unknown>,
  table: string,
  purpose: string,
  columns: string[],
): Promise<void> {
  await db.schema.createIndex(`${table}_${purpose}`).on(table).columns(columns).execute();
}

/** Fills columns of rows that are there already: one statement that both databases understand. */
export async function fillRows(db: Kysely<unknown>, statement: string): Promise<void> {
  await sql.raw(statement).execute(db);
}

/** Fills columns of rows that are there already, one after the other in the order of `statement`, with what is made of each. */
export async function fillEach<Row extends { workspace_id: string; id: string }>(
  db: Kysely<unknown>,
  table: string,
  statement: string,
  columnsOf: (row: Row) => Record<string, string>,
): Promise<void> {
  const { rows } = await sql.raw<Row>(statement).execute(db);
  for (const row of rows)
    for (const [column, value] of Object.entries(columnsOf(row)))
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value} where workspace_id = ${row.workspace_id} and id = ${row.id}`.execute(
        db,
      );
}
