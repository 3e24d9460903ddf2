import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Db, isPostgres, type Tx } from "../platform/database.ts";
import type { Matcher } from "./rules-names.ts";

/** Whether one of these columns may name them: no row that does is left out, but for accents where the name has none. */
export function mayName(
  db: Db | Tx,
  columns: readonly string[],
  { marks }: Pick<Matcher, "marks">,
): RawBuilder<SqlBool> {
  if (marks === null) return sql<SqlBool>`1 = 1`;
  // Both databases make only ASCII letters small: the columns are collated so.
  const each = columns.flatMap((column) => marks.map((mark) => holds(db, sql`lower(${sql.ref(column)})`, mark)));
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

/** Whether a text holds another; byte by byte, as both databases do. */
export function holds(db: Db | Tx, text: RawBuilder<unknown>, held: string): RawBuilder<SqlBool> {
  return isPostgres(db) ? sql<SqlBool>`strpos(${text}, ${held}) > 0` : sql<SqlBool>`instr(${text}, ${held}) > 0`;
}
