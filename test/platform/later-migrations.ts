/** Migrations as they will follow a release, made up: no real one has come yet. */
import { sql } from "kysely";
import { addColumn, createIndex, createTenantTable } from "../../db/migrations/dialect.ts";
import { type Migrations, migrations } from "../../db/migrations/index.ts";

export const LATER: Migrations = {
  ...migrations,
  "0002-weather": async () => ({
    async up(db) {
      await createTenantTable(db, "weather", {
        columns: { id: "text", program_id: "text", sky: "text" },
        key: ["id"],
        references: { program_id: "program" },
      });
      await addColumn(db, "program", "sky", { default: "clear" });
      await addColumn(db, "program", "wind", "integer?");
    },
  }),
  "0003-weather-by-program": async () => ({
    async up(db) {
      await createIndex(db, "weather", "by_program", ["workspace_id", "program_id"]);
      await createIndex(db, "program", "windy", { columns: ["workspace_id", "wind"], where: "wind is not null" });
      await sql`update program set wind = 0 where sky = 'clear'`.execute(db);
    },
  }),
};

export const LATER_NAMES: readonly string[] = Object.keys(LATER);

/** What a program knew that was released after the first `count` of them. */
export function firstMigrations(count: number): Migrations {
  return Object.fromEntries(Object.entries(LATER).slice(0, count));
}
