/** The rows of a log that is taken over → items, or what is wrong with them and where. Pure. */
import { type Disclosure, disclosureSchema, LEFT_OUT } from "../../people/disclosure.ts";
import type { CsvRow } from "../../platform/csv-reading.ts";
import { folded } from "../../platform/texts/folding.ts";
import type { Language } from "../../platform/texts/language.ts";
import { type TableProblem, tableTexts } from "../../platform/texts/tables.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isItemType, LONGEST_TITLE, parseCode } from "../codes-and-transitions.ts";
import { problemOfMeasure } from "../goals/sound-goals.ts";
import { type ItemType, TYPES, type TypedDetails } from "../item-types.ts";
import type { RequestOutcome } from "../types/decisions-and-requests.ts";
import type { ItemField } from "../types/item-type.ts";
import { type Cells, readCells } from "./cells-of-row.ts";
import { columnOf, TYPE_VALUES } from "./csv-columns.ts";
import { detailsIn, outcomeIn } from "./details-of-row.ts";
import { readingHead } from "./head.ts";
import type { Given, Reading, Take, TakenWord } from "./reading.ts";
import { type ImportedState, stateIn } from "./state-of-row.ts";
import { importTexts } from "./texts.ts";
import type { Tool } from "./tools.ts";
import { type Values, valueAmong } from "./values.ts";

export interface ImportedRow {
  line: number;
  /** By which its tool knows it for good; null: it is known by type and title. */
  key: string | null;
  /** Ours within the program, where the file says that it is of this program. */
  code: string | null;
  /** As the file calls it, wherever it comes from: what other rows name it by. */
  fileCode: string | null;
  /** Of the program that the file says; null: it says none. */
  program: string | null;
  title: string;
  /** Null: the file says nothing of it. So too of what else may be null. */
  description: string | null;
  /** As `owners` has them. */
  owner: string | null;
  dueOn: LocalDate | null;
  originalDueOn: LocalDate | null;
  moves: number | null;
  state: ImportedState | null;
  disclosure: Disclosure | null;
  replacedBy: string | null;
  /** Of a request that is decided. */
  outcome: RequestOutcome | null;
  typed: TypedDetails;
  /** The particulars that the file gives, by their keys. */
  given: readonly string[];
}

export interface ImportRead {
  items: ImportedRow[];
  problems: TableProblem[];
  /** The tool that wrote the file, by its name. */
  tool: string | null;
  /** Headings that are not read. */
  columns: readonly string[];
  taken: TakenWord[];
  /** What the importer must say first: the file does not. */
  asks: { type: boolean; dates: boolean };
}

/** As `readingImport`, at once. */
export function readImport(rows: readonly CsvRow[], given: Given): ImportRead {
  const reading = readingImport(rows, given);
  let step = reading.next();
  while (!step.done) step = reading.next();
  return step.value;
}

/** All problems at once; with any, no item. Names and values of both languages are accepted in either. A step a row, and more for the head. */
export function* readingImport(rows: readonly CsvRow[], given: Given): Generator<void, ImportRead> {
  const [first, ...records] = rows;
  const isEmpty = first === undefined;
  const { head, problems } = isEmpty
    ? { head: null, problems: [{ line: 1, column: "1", message: tableTexts[given.language].empty }] }
    : yield* readingHead(rows, given, given.language);
  const asks = { type: head !== null && !head.columns.includes("type") && !given.type, dates: false };
  const read: ImportRead = {
    items: [],
    problems,
    tool: head?.tool?.name ?? null,
    columns: head?.leftOut ?? [],
    taken: [],
    asks,
  };
  if (head === null || problems.length > 0) return read;

  const taken = new Map<string, TakenWord>();
  const take: Take = (as, word) => {
    const key = `${as} ${folded(word) || word}`;
    const before = taken.get(key) ?? { as, word, rows: 0 };
    taken.set(key, { ...before, rows: before.rows + 1 });
  };
  for (const record of records) {
    yield;
    const cells = readCells(record, head, given);
    const item = readRow(cells, { head, given, take });
    problems.push(...cells.problems);
    if (cells.asksForDates) asks.dates = true;
    if (item) read.items.push(item);
  }
  return { ...read, items: problems.length > 0 ? [] : read.items, taken: [...taken.values()] };
}

function readRow(cells: Cells, reading: Reading): ImportedRow | null {
  const { cellOf, wrong, problems } = cells;
  const { given } = reading;
  const texts = importTexts[given.language];
  const type = typeIn(cells, reading);
  if (type === null) {
    wrong("type", texts.notOneOf("", Object.keys(TYPE_VALUES).join(", ")));
    return null;
  }

  const title = titleIn(cells, texts);
  const owner = ownerIn(cells, reading);
  const state = stateIn(cells, type, reading);
  if (type === "decision" && (state === "done" || state === "dropped")) wrong("state", texts.decisionClosed);
  const dueOn = cells.date("due") ?? null;
  const description = cells.text("description") ?? null;
  const read = typedIn(type, cells, { reading, dueOn });
  if (read === null || problems.length > 0) return null;

  const program = cellOf("program") || null;
  const fileCode = cellOf("code") || null;
  return {
    line: cells.line,
    key: keyIn(cells, type, reading),
    code: codeIn(fileCode, program, given),
    fileCode,
    program,
    title,
    description,
    owner,
    dueOn,
    originalDueOn: cells.date("originalDue") ?? null,
    moves: cells.number("moves", { least: 0, most: 1000 }) ?? null,
    state,
    disclosure: disclosureSchema.safeParse(cellOf("disclosure")).data ?? null,
    replacedBy: cellOf("replacedBy") || null,
    outcome: type === "request" ? outcomeIn(cells) : null,
    ...read,
  };
}

/** Null: something is wrong with it. */
function typedIn(
  type: ItemType,
  cells: Cells,
  { reading, dueOn }: { reading: Reading; dueOn: LocalDate | null },
): Pick<ImportedRow, "typed" | "given"> | null {
  const { language } = reading.given;
  const { details, keys } = detailsIn(type, cells, reading);
  for (const field of fieldsOf(type))
    if (field.isRequired && !keys.includes(field.key)) cells.wrong(columnOf(field), importTexts[language].noValue);
  if (cells.problems.length > 0) return null;

  const typed = TYPES[type].of(details);
  const unsound = typed.type === "measure" ? problemOfMeasure(typed.details, dueOn) : null;
  if (unsound === null) return { typed, given: keys };
  const field = fieldsOf("measure").find(({ key }) => key === unsound.field);
  cells.wrong(field ? columnOf(field) : unsound.field, unsound.error.sentence(language));
  return null;
}

/** Numbers of a log’s own are for each type anew. */
function keyIn({ cellOf }: Cells, type: ItemType, { head }: Reading): string | null {
  const key = cellOf("key");
  return key === "" ? null : [head.tool?.name ?? type, key].join("\n");
}

/** Of the column; else as whoever imports says; an unknown one is an action then. Null: nobody says. */
function typeIn(cells: Cells, { head, given, take }: Reading): ItemType | null {
  // Project has milestones as tasks that take no time.
  if (head.tool?.name === "Project" && /^0(?!\d|[.,]\d*[1-9])/.test(cells.cellOf("duration"))) return "milestone";
  const word = cells.cellOf("type");
  if (word === "") return given.type ?? (head.tool ? "action" : null);
  const known = valueAmong(word, TYPE_VALUES) ?? valueAmong(word, typesOf(head.tool));
  if (known !== undefined && isItemType(known)) return known;
  take("type", word);
  return given.type ?? "action";
}

function typesOf(tool: Tool | null): Values<string> {
  return Object.fromEntries(Object.entries(tool?.types ?? {}));
}

/** `[…]` stands where an export leaves words out: there is nothing to bring back. */
export function isLeftOutOfExport({ title }: Pick<ImportedRow, "title">): boolean {
  return title === LEFT_OUT;
}

function titleIn({ cellOf, wrong }: Cells, texts: (typeof importTexts)[Language]): string {
  const title = cellOf("title").replace(/\s*\n\s*/g, " ");
  if (title === "") wrong("title", texts.noTitle);
  if (title.length > LONGEST_TITLE) wrong("title", texts.longTitle);
  return title;
}

/** The first of several. Null: nobody is named, or nobody here is called so. */
function ownerIn({ cellOf }: Cells, { given, take }: Reading): string | null {
  const written = cellOf("owner").trim().replace(/^@/, "");
  if (written === "") return null;
  const [called = written] = written.split(/[;,\n]/);
  for (const name of [written, called.trim()].flatMap(namesIn)) {
    const found = given.owners.get(name.toLowerCase()) ?? given.owners.get(folded(name));
    if (found) return found;
  }
  take("owner", called.trim());
  return null;
}

/** `Tom Whitfield (tom)` of Trello, `Tom Whitfield[50%]` of Project, the part of an address before its sign. */
function namesIn(called: string): string[] {
  const plain = called.replace(/\s*\[[^\]]*\]$/, "");
  const [, name = "", handle = ""] = /^(.*?)\s*\(@?([^()]+)\)$/.exec(plain) ?? [];
  const [, beforeSign = ""] = /^([^@\s]+)@[^@\s]+\.[^@\s]+$/.exec(plain) ?? [];
  return [plain, handle, name, beforeSign].filter((each) => each !== "");
}

/** Only of this program: another log may number its rows in the same way. */
function codeIn(code: string | null, program: string | null, { program: into }: Given): string | null {
  const parsed = code === null ? null : parseCode(code);
  if (!parsed || !into) return null;
  const isOfThis = parsed.shortKey === null ? program === into.key : parsed.shortKey === into.short_key;
  return isOfThis ? `${TYPES[parsed.type].prefix}-${parsed.number}` : null;
}

function fieldsOf(type: ItemType): readonly ItemField[] {
  return TYPES[type].fields;
}
