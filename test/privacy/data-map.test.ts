/** The data map says of every column what it keeps about people; `every-way-in.test.ts` compares it with what a story leaves. */
import { expect, it } from "vitest";
import { columnsOf, TABLES } from "../../src/privacy/rows-by-data-map.ts";
import { listTables } from "../platform/rows.ts";
import { aDatabase } from "../support/databases.ts";

it("names every column of every table, and none besides", async () => {
  const db = await aDatabase("SQLite");
  const tables = (await listTables(db)).filter(({ name }) => !name.startsWith("kysely"));
  expect(tables.map(({ name }) => name).toSorted()).toEqual(TABLES.toSorted());
  for (const { name, columns } of tables) {
    const table = TABLES.find((each) => each === name);
    if (!table) continue;
    const inSchema = columns.map((column) => column.name).filter((column) => column !== "workspace_id");
    expect(columnsOf(table).toSorted(), name).toEqual(inSchema.toSorted());
  }
});
