/** Rows and texts of whatever table, by the data map. */

import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Db, Tables, Tx } from "../platform/database.ts";
import { isId } from "../platform/ids.ts";
import { mapTexts, parseJson, textsIn } from "../platform/json-column.ts";
import { DATA_MAP, type TableData } from "./data-map.ts";

export type TableName = keyof Tables;
export type Value = string | number | null;
export type Row = Record<string, Value>;
/** The values of a row's key after the workspace. */
export type Key = readonly (string | number)[];

export const TABLES = Object.keys(DATA_MAP).filter((name): name is TableName => Object.hasOwn(DATA_MAP, name));

export function tableOf(name: string): TableName | undefined {
  return TABLES.find((table) => table === name);
}

export function dataOf(table: TableName): TableData {
  return DATA_MAP[table];
}

/** The names in a list of the data map; the empty one stands for a JSON column that is a list itself. */
export function namesIn(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(/\s+/);
}

export function keyColumns(table: TableName): string[] {
  return namesIn(dataOf(table).key).filter((name) => name !== "");
}

/** All columns of a table but the one with its workspace. */
export function columnsOf(table: TableName): string[] {
  const { key, owner, named, coded, words = {}, json = {}, offered, plain, partOf } = dataOf(table);
  const all = [
    ...namesIn(key),
    ...namesIn(owner),
    ...namesIn(named),
    ...namesIn(coded),
    ...namesIn(offered),
    ...Object.keys(words),
    ...Object.keys(json),
  ];
  return [...new Set([...all, ...namesIn(plain), ...(partOf ? [partOf[1]] : [])])].filter((name) => name !== "");
}

export function inWorkspace(table: TableName, workspaceId: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${table}.${table === "workspace" ? "id" : "workspace_id"}`)} = ${workspaceId}`;
}

export function keyOf(table: TableName, row: Row): Key {
  return keyColumns(table).map((column) => row[column] ?? "");
}

export interface Piece {
  rows: Row[];
  /** The condition that selects these rows. */
  where: RawBuilder<unknown>;
  /** Its last key; null: there are no more rows. */
  upTo: Key | null;
}

/** The next rows of a table in the order of their keys. */
export async function nextPiece(
  db: Db | Tx,
  table: TableName,
  wanted: { workspaceId: string; after: Key; most: number; columns?: RawBuilder<unknown> | undefined },
): Promise<Piece> {
  const { workspaceId, after, most, columns = sql`${sql.table(table)}.*` } = wanted;
  const names = keyColumns(table).map((column) => sql.ref(`${table}.${column}`));
  const key = sql.join(names);
  const valuesOf = (given: Key) => sql.join(given.map((value) => sql`${value}`));
  const later = after.length === 0 ? sql`` : sql`and (${key}) > (${valuesOf(after)})`;
  const from = sql`${inWorkspace(table, workspaceId)} and ${names[0]} >= ${after[0] ?? ""} ${later}`;
  const { rows } = await sql<Row>`select ${columns} from ${sql.table(table)}
    where ${from} order by ${key} limit ${sql.lit(most)}`.execute(db);
  const last = keyOf(table, rows.at(-1) ?? {});
  return { rows, where: sql`${from} and (${key}) <= (${valuesOf(last)})`, upTo: rows.length < most ? null : last };
}

export async function findRow(
  db: Db | Tx,
  table: TableName,
  { workspaceId, key }: { workspaceId: string; key: Key },
): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)}
    where ${inWorkspace(table, workspaceId)} and ${hasKey(table, key)}`.execute(db);
  return rows[0];
}

export async function updateRow(
  tx: Tx,
  table: TableName,
  { workspaceId, key, changes }: { workspaceId: string; key: Key; changes: Row },
): Promise<void> {
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  if (set.length === 0) return;
  await sql`update ${sql.table(table)} set ${sql.join(set)}
    where ${inWorkspace(table, workspaceId)} and ${hasKey(table, key)}`.execute(tx);
}

function hasKey(table: TableName, key: Key): RawBuilder<SqlBool> {
  const each = keyColumns(table).map((column, index) => sql`${sql.ref(column)} = ${key[index] ?? null}`);
  return sql<SqlBool>`${sql.join(each, sql` and `)}`;
}

/** Deletes so many of these rows; returns how many went. */
export async function deleteSome(
  tx: Tx,
  table: TableName,
  { workspaceId, where, most }: { workspaceId: string; where: RawBuilder<unknown>; most: number },
): Promise<number> {
  const key = sql.join(keyColumns(table).map((column) => sql.ref(column)));
  const own = inWorkspace(table, workspaceId);
  const some = sql`select ${key} from ${sql.table(table)} where ${own} and (${where}) limit ${sql.lit(most)}`;
  return deleteRows(tx, table, sql`${own} and (${key}) in (${some})`);
}

export async function deleteRows(tx: Tx, table: TableName, where: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${where}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Rows of a table whose parent is one of some. */
export function belongsTo(
  table: TableName,
  workspaceId: string,
  whereOfParent: (parent: TableName) => RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const { partOf } = dataOf(table);
  if (!partOf) throw new Error(`The rows of ${table} belong to no others`);
  const [parent, column] = partOf;
  return sql<SqlBool>`exists (select 1 from ${sql.table(parent)} where ${inWorkspace(parent, workspaceId)}
    and ${sql.ref(`${parent}.id`)} = ${sql.ref(`${table}.${column}`)} and (${whereOfParent(parent)}))`;
}

/** Those that belong to others before them. */
export function childrenFirst(tables: readonly TableName[]): TableName[] {
  const depth = (table: TableName): number => {
    const { partOf } = dataOf(table);
    return partOf ? 1 + depth(partOf[0]) : 0;
  };
  return tables.toSorted((a, b) => depth(b) - depth(a));
}

const DAY_OR_INSTANT = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/;

/** A note may be a day alone: until when something was put off. */
function isText(value: string): boolean {
  return value.trim() !== "" && !isId(value) && !DAY_OR_INSTANT.test(value);
}

/** Words of people: what is no id, day or instant, at a path that is not said to hold something else. */
export function isWords(
  column: { words?: string; everybody?: string; people?: string; plain?: string },
  text: string,
  path: string,
): boolean {
  if (!isText(text)) return false;
  if (isAmong(column.words, path) || isAmong(column.everybody, path)) return true;
  return !isAmong(column.people, path) && !isAmong(column.plain, path);
}

/** Whether a path is one of these; `*` in them is any name. */
export function isAmong(paths: string | undefined, path: string): boolean {
  const steps = path.split(".");
  return namesIn(paths).some((each) => {
    const pattern = each.split(".");
    return pattern.length === steps.length && pattern.every((step, index) => step === "*" || step === steps[index]);
  });
}

/** A text column as its texts, a JSON column as those of its texts that are words. */
export function wordsIn(table: TableName, column: string, value: Value | undefined): string[] {
  if (typeof value !== "string" || value === "") return [];
  const json = dataOf(table).json?.[column];
  if (!json) return isText(value) ? [value] : [];
  return textsIn(parseJson(value)).flatMap(({ text, path }) => (isWords(json, text, path) ? [text] : []));
}

/** The value of a column with other words in the place of some. */
export function withWords(table: TableName, column: string, value: string, change: (text: string) => string): string {
  const changed = rowWith(table, { [column]: value }, change)[column];
  return typeof changed === "string" ? changed : value;
}

/** The columns of a table that hold words, each with whose they are. */
export function wordColumns(table: TableName): Pick<WordPlace, "column" | "by">[] {
  const { words = {}, json = {} } = dataOf(table);
  return [
    ...Object.entries(words).map(([column, by]) => ({ column, by })),
    ...Object.entries(json).map(([column, { by }]) => ({ column, by })),
  ];
}

/** A text of a row. `by`: as the data map has it, of this row and text. */
export interface WordPlace {
  column: string;
  /** The column and, in JSON, where the text stands in it: `description.tasks.0.en`. */
  place: string;
  by: string;
}

/** A row with other words in the place of some. */
export function rowWith(table: TableName, row: Row, change: (text: string, place: WordPlace) => string): Row {
  const { json = {}, offered } = dataOf(table);
  const isOffered = offered !== undefined && row[offered] === 1;
  const words = wordColumns(table).flatMap(({ column, by }): [string, string][] => {
    const value = row[column];
    const given = isOffered ? "everybody" : by;
    const fields = json[column];
    if (typeof value !== "string" || value === "") return [];
    if (!fields) return isText(value) ? [[column, change(value, { column, place: column, by: given })]] : [];
    const changed = mapTexts(parseJson(value), (text, path, place) => {
      const who = isAmong(fields.everybody, path) ? "everybody" : given;
      return isWords(fields, text, path) ? change(text, { column, place: `${column}.${place}`, by: who }) : text;
    });
    return [[column, JSON.stringify(changed)]];
  });
  return { ...row, ...Object.fromEntries(words) };
}

/** All words of a row. */
export function textsOf(table: TableName, row: Row): (WordPlace & { text: string })[] {
  const texts: (WordPlace & { text: string })[] = [];
  rowWith(table, row, (text, place) => {
    texts.push({ text, ...place });
    return text;
  });
  return texts;
}

const DOCUMENT = "document";

export function isDocument({ by }: { by: string }): boolean {
  return namesIn(by).includes(DOCUMENT);
}

const writersSchema = z.record(z.string(), z.unknown());

/** Whether a text of a row is the person's, where a column of the row says whose it is. */
export function isWrittenBy(table: TableName, row: Row, { by, place }: WordPlace, personId: string): boolean {
  const { json = {} } = dataOf(table);
  return namesIn(by).some((column) => {
    if (column === DOCUMENT) return false;
    const value = row[column];
    if (!(column in json)) return value === personId;
    return typeof value === "string" && writersSchema.parse(JSON.parse(value))[place] === personId;
  });
}
