/** The data map says of each column whether people stand in it: looked up in what people of whole stories left behind. */
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Db } from "../../src/platform/database.ts";
import { DATA_MAP, type TableData } from "../../src/privacy/data-map.ts";
import { countTheirs } from "../../src/privacy/my-data/repository.ts";
import { THEIRS } from "../../src/privacy/my-data/rules.ts";
import { object } from "../../src/privacy/objections/use-cases.ts";
import { listTables } from "../platform/rows.ts";
import { personIn } from "../support/run.ts";
import { allRecordings } from "../upgrades/recording.ts";
import { upgraded } from "../upgrades/upgraded.ts";
import { answer, aTeamsDay, nameForDataProtection } from "./a-story.ts";

/** Of which nobody in these stories has a row, and why. */
const EMPTY: { readonly [table: string]: string } = {
  access: "younger than that version",
  candidate_fact: "younger than that version",
  case_section: "younger than that version",
  case_version: "younger than that version",
  digest_approval: "nobody named an approver",
  digest_wording: "nobody worded a bottom line otherwise",
  asked_month: "younger than that version",
  digest_quote: "younger than that version",
  erasure: "younger than that version",
  fact_confirmation: "younger than that version",
  objection: "younger than that version",
  proposal: "younger than that version",
  reader_rhythm: "nobody chose their digests",
  release_note_read: "younger than that version",
  sponsor_candidate: "younger than that version",
  sponsor_request: "younger than that version",
  stakeholder: "younger than that version",
  stakeholder_event: "younger than that version",
  two_person_act: "younger than that version",
  typed_words: "deleted after a day",
};

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

/** By table with rows of people's own, how many there are, and how many somebody finds in their data. */
async function theirsAndAll(db: Db): Promise<{ table: string; all: number; found: number }[]> {
  const { rows: people } = await sql<
    Someone & { workspace_id: string }
  >`select id, name, workspace_id from person`.execute(db);
  const found = new Map<string, number>();
  for (const { id: personId, workspace_id: workspaceId } of people)
    for (const [table, count] of await countTheirs(db, { workspaceId, personId }, THEIRS))
      found.set(table, (found.get(table) ?? 0) + count);
  const told = [];
  for (const { table, route } of THEIRS) {
    const isOfSomebody = "via" in route ? sql`1 = 1` : sql`${sql.ref(route.column)} is not null`;
    const { rows } = await sql<{
      count: number;
    }>`select count(*) as count from ${sql.table(table)} where ${isOfSomebody}`.execute(db);
    told.push({ table, all: Number(rows[0]?.count), found: found.get(table) ?? 0 });
  }
  return told;
}

describe("every column that people stand in is in the data map", () => {
  it("in what a released version left behind, brought up to date (DATA1) (data-map)", {
    timeout: 120_000,
  }, async () => {
    const seen = new Map<string, number>();
    for (const recording of allRecordings()) {
      const { db } = await upgraded(recording);
      expect(await undeclared(db)).toEqual([]);
      for (const { table, all, found } of await theirsAndAll(db)) {
        // What was answered for somebody is theirs and of whoever answered.
        expect({ table, isWhole: found >= all }).toEqual({ table, isWhole: true });
        seen.set(table, (seen.get(table) ?? 0) + all);
      }
    }
    const empty = [...seen].flatMap(([table, count]) => (count === 0 ? [table] : []));
    expect(empty.toSorted()).toEqual(Object.keys(EMPTY).toSorted());
  });

  it("in a day with objections, drafts and half-filled forms (data-map)", { timeout: 60_000 }, async () => {
    const run = await aTeamsDay();
    await nameForDataProtection(run, "nina");
    await answer(run, "tom", { moved: "Done.", blocked: "We need a key.", with: [(await personIn(run, "ravi")).id] });
    await object(run.app.services, await personIn(run, "tom"), { about: "", kind: "object", words: "Not about me." });
    expect(await undeclared(run.db)).toEqual([]);
  });
});
