/** What is kept about somebody, for that person alone: every row of theirs and every row in which they have a part, by the data map. */

import { type RawBuilder, type SqlBool, sql } from "kysely";
import { BUNDLE } from "../delivery/bundle.ts";
import { LEFT_OUT } from "../people/disclosure.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { retentionOf } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { parseJson } from "../platform/json-column.ts";
import { namedPrograms } from "../programs/named-programs.ts";
import { firstWordsOf } from "../programs/sponsor-named.ts";
import { DATA_KINDS, type DataKind } from "./data-map.ts";
import { ownWordsOf, whoIs } from "./erasure-steps.ts";
import { rowsInWords, type TableRow } from "./my-data-rows-in-words.ts";
import {
  columnsOf,
  dataOf,
  inWorkspace,
  isWrittenBy,
  keyColumns,
  namesIn,
  type Row,
  rowWith,
  TABLES,
  type TableName,
  textsOf,
  type WordPlace,
  wordColumns,
} from "./rows-by-data-map.ts";

interface Who {
  workspaceId: string;
  personId: string;
  /** On a page a message is one line: without its edits, and without the message that joined others. */
  isPage?: true;
}

/** Tables of a kind. */
const ofKind = (kind: DataKind) => TABLES.filter((table) => dataOf(table).kind === kind);
/** In the history of things ids of people stand as well; what is theirs there is found by its actor. */
const HISTORIES: readonly TableName[] = ["audit", "item_event", "delivery", "check_in_revision"];

/** Rows of theirs, and those in which they have a part. */
function aboutThem(table: TableName, { workspaceId, personId, isPage }: Who): RawBuilder<SqlBool> {
  const { owner, named, json = {}, partOf, isOfOwner } = dataOf(table);
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const holdsId = (name: string) => sql`${column(name)} like ${`%${personId}%`}`;
  const each: RawBuilder<unknown>[] = [owner, ...namesIn(named)].flatMap((name) =>
    name ? [sql`${column(name)} = ${personId}`] : [],
  );
  if (!HISTORIES.includes(table))
    for (const [name, { people }] of Object.entries(json)) if (people !== undefined) each.push(holdsId(name));
  const parent = partOf && dataOf(partOf[0]);
  if (partOf && isOfOwner && parent?.owner)
    each.push(sql`${column(partOf[1])} in (select id from ${sql.table(partOf[0])}
      where workspace_id = ${workspaceId} and ${sql.ref(parent.owner)} = ${personId})`);
  if (each.length === 0) return sql`1 = 0`;
  const once = isPage && table === "delivery" ? sql`and updates_id is null and kind <> ${BUNDLE}` : sql``;
  return sql`(${sql.join(each, sql` or `)}) ${once}`;
}

export interface MyData {
  kinds: { kind: DataKind; count: number }[];
  retention: Awaited<ReturnType<typeof retentionOf>>;
  /** Whom to ask. */
  contact: string;
}

export async function myData(db: Db | Tx, person: Person): Promise<MyData> {
  const { workspace_id: workspaceId, id: personId } = person;
  const kinds = [];
  const who = { workspaceId, personId, isPage: true } as const;
  for (const kind of DATA_KINDS) kinds.push({ kind, count: await countOf(db, who, ofKind(kind)) });
  const { contact } = await firstWordsOf(db, workspaceId, person);
  return { kinds, retention: await retentionOf(db, workspaceId), contact };
}

async function countOf(db: Db | Tx, who: Who, tables: readonly TableName[]): Promise<number> {
  const each = tables.map(
    (table) => sql`select count(*) as count from ${sql.table(table)}
      where ${inWorkspace(table, who.workspaceId)} and ${aboutThem(table, who)}`,
  );
  const { rows } = await sql<{ count: number | string }>`${sql.join(each, sql` union all `)}`.execute(db);
  return rows.reduce((sum, { count }) => sum + Number(count), 0);
}

/** A row as its person reads it. */
export interface ShownRow {
  at: Instant | null;
  /** The title of the program that it is of. */
  program: string | null;
  /** Others who have a part in it, by name. */
  with: string[];
  /** Which check-in, item, role or message. */
  what: string[];
  /** What the person themselves wrote. */
  words: string[];
}

export const ON_PAGE = 15;

/** `page` counts from 0. Table after table, of each the newest first. */
export async function pageOf(
  services: Parameters<typeof rowsInWords>[0],
  person: Person,
  { kind, page }: { kind: DataKind; page: number },
): Promise<{ rows: ShownRow[]; count: number }> {
  const { db } = services;
  const who = { workspaceId: person.workspace_id, personId: person.id, isPage: true } as const;
  const rows: TableRow[] = [];
  let before = 0;
  for (const table of ofKind(kind)) {
    const count = await countOf(db, who, [table]);
    const from = Math.max(0, page * ON_PAGE + rows.length - before);
    const wanted = ON_PAGE - rows.length;
    if (wanted > 0 && from < count)
      for (const row of await listTheirs(db, table, who, { offset: from, limit: wanted })) rows.push({ table, row });
    before += count;
  }
  return { rows: await shownRows(services, person, rows), count: before };
}

async function listTheirs(
  db: Db | Tx,
  table: TableName,
  who: Who,
  { offset, limit }: { offset: number; limit: number },
): Promise<Row[]> {
  const at = instantColumn(table);
  const order = [...(at ? [at] : []), ...keyColumns(table)].map((column) => sql`${sql.ref(column)} desc`);
  const { rows } = await sql<Row>`select * from ${sql.table(table)}
    where ${inWorkspace(table, who.workspaceId)} and ${aboutThem(table, who)}
    order by ${sql.join(order)} limit ${sql.lit(limit)} offset ${sql.lit(offset)}`.execute(db);
  return table === "item" || table === "item_event" ? withoutWordsOfOthers(db, table, rows, who) : rows;
}

/** Several people give an item its words. */
async function withoutWordsOfOthers(db: Db | Tx, table: TableName, rows: readonly Row[], who: Who): Promise<Row[]> {
  const left: Row[] = [];
  const ownWords = new Map<string, ReadonlySet<string>>();
  for (const row of rows) {
    if (isAboutThem(row, who)) {
      left.push(row);
      continue;
    }
    const itemId = String(row.item_id ?? row.id);
    const own = ownWords.get(itemId) ?? (await ownWordsOf(db, who, itemId));
    ownWords.set(itemId, own);
    left.push(rowWith(table, row, (text) => (own.has(text) ? text : "")));
  }
  return left;
}

/** A stakeholder reads their line whole. */
function isAboutThem({ type, details }: Row, { personId }: Pick<Who, "personId">): boolean {
  return type === "stakeholder" && String(details).includes(whoIs(personId));
}

/** The instant that is shown with a row. */
const INSTANTS = namesIn("at answered_at raised_at asked_at opens_at sent_at named_at written_at created_at");

function instantColumn(table: TableName): string | undefined {
  const columns = columnsOf(table);
  return INSTANTS.find((name) => columns.includes(name)) ?? columns.find((name) => name.endsWith("_at"));
}

async function shownRows(
  services: Parameters<typeof rowsInWords>[0],
  person: Person,
  rows: readonly TableRow[],
): Promise<ShownRow[]> {
  const who = { workspaceId: person.workspace_id, personId: person.id };
  const inWords = await rowsInWords(services, person, rows);
  const programs = await namedPrograms(services.db, who.workspaceId);
  const others = ({ table, row }: TableRow) => {
    const { owner, named } = dataOf(table);
    const ids = [owner, ...namesIn(named)].map((column) => (column ? row[column] : null));
    return ids.filter((id): id is string => typeof id === "string" && id !== who.personId);
  };
  const people = await peopleByIds(services.db, who.workspaceId, [...new Set(rows.flatMap(others))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((each, index) => {
    const { table, row } = each;
    const at = row[instantColumn(table) ?? ""];
    return {
      at: typeof at === "string" ? at : null,
      program: programs.get(String(row.program_id))?.title ?? null,
      what: inWords[index] ?? [],
      with: [...new Set(others(each).flatMap((id) => names.get(id) ?? []))],
      words: textsOf(table, row).flatMap(({ text, ...place }) => (isTheirs(table, row, place, who) ? [text] : [])),
    };
  });
}

/** Whether a person may see a text of a row: their own, what is noted about them, names that the organisation gave. */
function isTheirs(table: TableName, row: Row, place: WordPlace, { personId }: Who): boolean {
  const { owner, isOfOwner } = dataOf(table);
  const { by } = place;
  if (by === "document") return false;
  if (by === "everybody" || isOfOwner || isAboutThem(row, { personId })) return true;
  if (table === "audit")
    return row.actor_id === personId || String(row.action).includes("export") || row.subject_id === personId;
  // Of an item the words of others were left out before.
  if (by === "history" || by === "nobody") return owner !== undefined && row[owner] === personId;
  return isWrittenBy(table, row, place, personId);
}

/** All of it, by table; `isThroughSlack`: without words that only those who lead may read. */
export async function ownData(
  db: Db | Tx,
  person: Person,
  { isThroughSlack = false } = {},
): Promise<Record<string, Record<string, unknown>[]>> {
  const who = { workspaceId: person.workspace_id, personId: person.id };
  const shown = isThroughSlack ? await withoutRestricted(db, who) : (_: TableName, row: Row) => row;
  const data: Record<string, Record<string, unknown>[]> = {};
  for (const kind of DATA_KINDS)
    for (const table of ofKind(kind)) {
      const rows = await listTheirs(db, table, who, { offset: 0, limit: Number.MAX_SAFE_INTEGER });
      if (rows.length > 0) data[table] = rows.map((row) => withoutOthers(table, shown(table, row), who));
    }
  return data;
}

/** A row without the words of others, and without columns that hold no others; of JSON what it says. */
function withoutOthers(table: TableName, row: Row, who: Who): Record<string, unknown> {
  const { json = {} } = dataOf(table);
  const own = rowWith(table, row, (text, place) => (isTheirs(table, row, place, who) ? text : ""));
  const texts = textsOf(table, row).filter((text) => isTheirs(table, row, text, who));
  const isLeftOut = ({ column, by }: { column: string; by: string }) =>
    !texts.some((text) => text.column === column) && !isTheirs(table, row, { column, by, place: column }, who);
  const leftOut = wordColumns(table).flatMap((each) => (isLeftOut(each) ? [each.column] : []));
  const shown = columnsOf(table).filter((column) => !leftOut.includes(column));
  return Object.fromEntries(
    shown.map((column): [string, unknown] => {
      const value = own[column] ?? null;
      return [column, column in json && typeof value === "string" ? parseJson(value) : value];
    }),
  );
}

/** Of these tables all words are for the lead alone. */
const ALWAYS: readonly TableName[] = ["candidate_score"];

/** Words that only those who lead may read are in views alone: how a file that goes through Slack has a row. */
async function withoutRestricted(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<(table: TableName, row: Row) => Row> {
  const own = sql`workspace_id = ${workspaceId}`;
  const cadences = sql`(select id from cadence where ${own} and disclosure = 'lead')`;
  const { rows } = await sql<{ id: string }>`
    select id from check_in where ${own} and cadence_id in ${cadences}
    union select id from prompt where ${own} and person_id = ${personId}
      and round_id in (select id from round where ${own} and cadence_id in ${cadences})
    union select id from item where ${own} and disclosure = 'lead'`.execute(db);
  const ids = new Set(rows.map(({ id }) => id));
  const isRestricted = (table: TableName, row: Row) =>
    ALWAYS.includes(table) || [row.id, row.prompt_id, row.check_in_id, row.item_id].some((id) => ids.has(String(id)));
  return (table, row) => (isRestricted(table, row) ? rowWith(table, row, () => LEFT_OUT) : row);
}
