/** All that is kept about somebody as files: JSON for programs, a PDF to read. */
import { LEFT_OUT } from "../../people/rules-restricted.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Block, Pdf } from "../../platform/pdf/content.ts";
import { exportedText } from "../../platform/texts/display.ts";
import { dateAndTime, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { programTexts } from "../../programs/texts.ts";
import { seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import { DATA_KINDS, DATA_MAP, type DataKind, type TableData } from "../data-map.ts";
import { withoutRestricted } from "./left-out.ts";
import { type Others, writtenByOthers } from "./others.ts";
import { listProgramsEver, listTheirs, type Row, type Value } from "./repository.ts";
import { type NameOf, type ShownRow, sayRows } from "./row-words.ts";
import { ID, type TableName, THEIRS, type Theirs } from "./rules.ts";
import { myDataTexts } from "./texts.ts";
import { toldOf } from "./told.ts";

/** A few milliseconds of work. */
const PIECE = 500;
/** More are read by no person: they are in the JSON. */
const MOST_IN_PDF = 500;

/** What is others' words, or made of them, in rows that are theirs. */
const OMITTED: { readonly [Table in TableName]?: readonly string[] } = {
  audit: ["before"],
  delivery: ["subject"],
  digest_draft: ["document"],
  digest_draft_part: ["document"],
  item_event: ["before"],
};

/** Who did something with their data is told by name. */
const BY_NAME: readonly string[] = ["actor_id", "asked_by"];

type Asked = Looking & { db: Db };

export interface OwnData {
  person: Person;
  reader: Reader;
  at: Instant;
  tables: { theirs: Theirs; rows: Row[] }[];
  told: ShownRow[];
  others: Others;
  nameOf: NameOf;
  /** Without the words that no message may have. */
  isForSlack: boolean;
}

export async function gatherOwnData(
  services: Asked,
  person: Person,
  reader: Reader,
  { isForSlack }: { isForSlack: boolean },
): Promise<OwnData> {
  const { db, clock } = services;
  const whose = { workspaceId: person.workspace_id, personId: person.id };
  const tables: OwnData["tables"] = [];
  const told = (theirs: Theirs, rows: Row[]) => (isForSlack ? withoutRestricted(db, whose, theirs.table, rows) : rows);
  for (const theirs of THEIRS)
    tables.push({ theirs, rows: await told(theirs, await all((page) => listTheirs(db, whose, theirs, page))) });
  const nameOf = await namingOf(db, person, reader, { tables, now: clock.now() });
  const lines = await all((page) =>
    toldOf(db, person, { reader, nameOf: (id) => nameOf(id, "reader_id", null) }, page),
  );
  const others = await writtenByOthers(services, person, reader, { nameOf });
  return { person, reader, at: clock.now(), tables, told: lines, others, nameOf, isForSlack };
}

async function all<One>(read: (page: { offset: number; limit: number }) => Promise<One[]>): Promise<One[]> {
  const found: One[] = [];
  for (;;) {
    const some = await read({ offset: found.length, limit: PIECE });
    found.push(...some);
    if (some.length < PIECE) return found;
    await letOthersRun();
  }
}

/** Other people stand as what they are in the program it is about, or as another person; who used the data, by name. */
async function namingOf(
  db: Db,
  { workspace_id: workspaceId, id: personId, handle }: Person,
  reader: Reader,
  { tables, now }: { tables: OwnData["tables"]; now: Instant },
): Promise<NameOf> {
  const named = tables.flatMap(({ rows }) => rows.flatMap((row) => BY_NAME.map((column) => row[column] ?? null)));
  const people = await peopleByIds(db, workspaceId, [...new Set(named.filter((id) => typeof id === "string"))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const programIds = await listProgramsEver(db, { workspaceId, personId });
  const seats = await seatsByProgram(db, workspaceId, programIds, seatDay(now));
  const roles = textsFor(programTexts, reader).role;
  return (id, column, programId) => {
    if (id === personId) return handle;
    if (BY_NAME.includes(column)) return names.get(id) ?? textsFor(myDataTexts, reader).anotherPerson;
    const seat = seats.get(programId ?? "")?.find(({ person_id }) => person_id === id);
    return seat ? roles[seat.role] : textsFor(myDataTexts, reader).anotherPerson;
  };
}

/** By kind and table, as it is stored; of ids of people none but as `nameOf` has them. */
export async function ownDataJson(db: Db, data: OwnData): Promise<string> {
  const { person, reader, at, tables, told, others, isForSlack } = data;
  const texts = textsFor(myDataTexts, reader);
  const isPerson = await peopleAmong(db, person, tables);
  const kinds: Record<string, Record<string, unknown>> = {};
  for (const kind of DATA_KINDS) {
    const own = tables.filter(({ theirs, rows }) => theirs.kind === kind && rows.length > 0);
    const byTable: Record<string, unknown> = {};
    for (const { theirs, rows } of own) {
      await letOthersRun();
      byTable[theirs.table] = rows.map((row) => exported(data, theirs.table, row, isPerson));
    }
    kinds[kind] = kind === "digests" ? { ...byTable, lines_about_you: told.map(saidOf) } : byTable;
  }
  const whole = {
    notice: texts.notFor,
    ...(isForSlack && { leftOut: texts.fileWithout(LEFT_OUT) }),
    person: { name: person.name, handle: person.handle, slackUserId: person.slack_user_id },
    at,
    kinds,
    writtenByOthers: { texts: others.rows.map(saidOf), notYoursToReadHere: others.unread },
  };
  const text = JSON.stringify(
    whole,
    (_, value: unknown) => (typeof value === "string" ? exportedText(value) : value),
    2,
  );
  return `${text}\n`;
}

function saidOf({ at, head, texts }: ShownRow) {
  return { at, what: head, texts: texts.map(({ label, text }) => (label === null ? { text } : { label, text })) };
}

/** Ids look alike, whatever they are of. */
async function peopleAmong(db: Db, person: Person, tables: OwnData["tables"]): Promise<(id: string) => boolean> {
  const ids = new Set<string>();
  for (const { rows } of tables)
    for (const row of rows) for (const id of JSON.stringify(row).match(ID) ?? []) ids.add(id);
  const people = new Set((await peopleByIds(db, person.workspace_id, [...ids])).map(({ id }) => id));
  return (id) => people.has(id);
}

function exported({ nameOf }: OwnData, table: TableName, row: Row, isPerson: (id: string) => boolean) {
  const data: TableData | null = DATA_MAP[table];
  const programId = typeof row.program_id === "string" ? row.program_id : null;
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]): [string, unknown][] => {
      if (column === "workspace_id" || OMITTED[table]?.includes(column)) return [];
      if (typeof value !== "string") return [[column, value satisfies Value]];
      const said = value.replaceAll(ID, (id) => (isPerson(id) ? nameOf(id, column, programId) : id));
      return [[column, data?.texts?.[column] === "json" ? parsed(said) : said]];
    }),
  );
}

function parsed(json: string): unknown {
  return JSON.parse(json);
}

export async function ownDataPdf(db: Db, data: OwnData): Promise<Pdf> {
  const { person, reader, at, tables, told, others, nameOf, isForSlack } = data;
  const texts = textsFor(myDataTexts, reader);
  const blocks: Block[] = [
    { is: "heading", level: 1, text: texts.title },
    { is: "paragraph", spans: [{ text: texts.notFor, bold: true }] },
    paragraph(texts.head(person.name, person.handle, dayOf(reader, at))),
    ...(isForSlack ? [paragraph(texts.fileWithout(LEFT_OUT))] : []),
  ];
  for (const kind of DATA_KINDS) {
    const own = tables.filter(({ theirs }) => theirs.kind === kind && !theirs.isToldElsewhere);
    const parts: Block[] = kind === "digests" && told.length > 0 ? listOf(reader, told) : [];
    for (const { theirs, rows } of own) {
      if (rows.length === 0) continue;
      const newest = rows.slice(0, MOST_IN_PDF).map((row) => ({ table: theirs.table, row }));
      const whose = { workspaceId: person.workspace_id, personId: person.id, isForSlack };
      parts.push(...listOf(reader, await sayRows(db, { ...whose, reader, nameOf }, newest)));
      if (rows.length > newest.length) parts.push(paragraph(texts.pdfNewest(reader, newest.length, rows.length)));
      await letOthersRun();
    }
    if (parts.length > 0) blocks.push(...headed(texts.kinds[kind], texts.what[kind satisfies DataKind]), ...parts);
  }
  if (others.rows.length > 0) blocks.push(...headed(texts.others, texts.othersWhat), ...listOf(reader, others.rows));
  if (others.unread > 0) blocks.push(paragraph(texts.othersMore(others.unread, texts.whoLooksAfter)));
  return {
    title: texts.title,
    language: reader.locale,
    at,
    pages: texts.pages,
    unprintable: texts.unprintable,
    blocks,
  };
}

function headed(heading: string, what: string): Block[] {
  return [
    { is: "heading", level: 2, text: heading },
    { is: "paragraph", spans: [{ text: what, quiet: true }] },
  ];
}

function listOf(reader: Reader, rows: readonly ShownRow[]): Block[] {
  const items = rows.map(({ at, head, texts }) => [
    {
      is: "paragraph" as const,
      spans: [
        { text: head },
        ...(at === null ? [] : [{ text: ` · ${dateAndTime(reader, at)}`, quiet: true as const }]),
      ],
    },
    ...texts.map(({ label, text }) => ({
      is: "paragraph" as const,
      isQuote: true as const,
      spans: [...(label === null ? [] : [{ text: `${label}\n`, quiet: true as const }]), { text }],
    })),
  ]);
  return [{ is: "list", items }];
}

function paragraph(text: string): Block {
  return { is: "paragraph", spans: [{ text }] };
}

export function dayOf(reader: Reader, at: Instant): string {
  return longDate(reader, localDateOf(at, reader.zone));
}
