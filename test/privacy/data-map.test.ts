/** The data map says of each column whether people stand in it: looked up in what people of whole stories left behind. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { DATA_MAP, type TableData } from "../../src/privacy/data-map.ts";
import { listTables } from "../platform/rows.ts";
import { personIn } from "../support/run.ts";
import { answer, aTeamsDay } from "./a-story.ts";

interface Someone {
  id: string;
  name: string;
}

function declared(table: string, column: string): boolean {
  const data: TableData | null | undefined = Object.entries(DATA_MAP).find(([name]) => name === table)?.[1];
  if (!data) return false;
  return data.of === column || (data.named?.includes(column) ?? false) || Object.hasOwn(data.texts ?? {}, column);
}

/** `table.column`: in which a person's id or name, or words with blanks between them stand, and which does not say so. */
async function undeclared(db: Db): Promise<string[]> {
  const { rows: people } = await sql<Someone>`select id, name from person`.execute(db);
  const ids = new Set(people.map(({ id }) => id));
  const found: string[] = [];
  for (const { name, columns } of await listTables(db))
    for (const { name: column, isText } of columns) {
      if (!isText || column === "workspace_id" || declared(name, column)) continue;
      const { rows } = await sql<{
        value: string | null;
      }>`select distinct ${sql.ref(column)} as value from ${sql.table(name)}`.execute(db);
      const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
      const hasPerson = values.some(
        (value) =>
          (value.match(/[0-9a-f-]{36}/g) ?? []).some((id) => ids.has(id)) ||
          people.some((one) => value.includes(one.name)),
      );
      const hasWords = values.some((value) => /\p{L}+ \p{L}+/u.test(value));
      const place = `${name}.${column}`;
      if (hasPerson || hasWords) found.push(place);
    }
  return found;
}

describe("every column that people stand in is in the data map", () => {
  it("in a day with answers (data-map)", { timeout: 60_000 }, async () => {
    const run = await aTeamsDay();
    await answer(run, "tom", { moved: "Done.", blocked: "We need a key.", with: [(await personIn(run, "ravi")).id] });
    expect(await undeclared(run.db)).toEqual([]);
  });
});
