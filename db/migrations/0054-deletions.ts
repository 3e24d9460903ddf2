import type { Kysely } from "kysely";
import { createTenantTable, fillRows } from "./dialect.ts";

/**
 * What was stored and goes for good, and how far that has gone: here what people wrote when they skipped a check-in,
 * and what they answered to questions about moods and people.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTenantTable(db, "deletion", {
    columns: {
      name: "text",
      at_table: "text",
      done_to: "text",
      rows_taken: "integer",
      announced_at: "text?",
      begun_at: "text?",
      finished_at: "text?",
    },
    key: ["name"],
  });
  for (const name of ["skip-reasons", "retired-answers"])
    await fillRows(
      db,
      `insert into deletion (workspace_id, name, at_table, done_to, rows_taken) select id, '${name}', '', '', 0 from workspace`,
    );
}
