/** What an import would do: of each row whether it is new, changes an item, closes it, or is left out, and why. Pure. */
import {
  codeInProgram,
  endOf,
  hasOwnEnds,
  importedSource,
  isImported,
  isImportedByKey,
  isReopenable,
  isTakenBack,
  mayBecome,
} from "../codes-and-transitions.ts";
import { TYPES, type TypedDetails } from "../item-types.ts";
import type { Item } from "../items.ts";
import type { ItemState } from "../types/item-type.ts";
import { type ImportedRow, isLeftOutOfExport } from "./items-from-rows.ts";

/** Why a row is left out: a word for what holds of it, or the sentence of a refusal. */
export type LeftOut =
  | { because: "twice"; firstLine: number }
  | { because: "several" | "another-type" | "closed-here" | "stands" | "decided" | "another-program" | "no-words" }
  | { because: "refused"; sentence: string };

/** What a row changes of an open item; `to`: how it ends. */
export interface RowChange {
  title?: string;
  description?: string;
  ownerId?: string;
  dueOn?: string;
  typed?: TypedDetails;
  to?: ItemEnd;
}

export type ItemEnd = Exclude<ItemState, "active" | "open">;

export type PlannedRow =
  | { is: "new"; row: ImportedRow }
  | { is: "changed" | "closed"; row: ImportedRow; item: Item; change: RowChange }
  | { is: "same"; row: ImportedRow; item: Item }
  | ({ is: "left-out"; row: ImportedRow } & LeftOut);

export interface ImportPlan {
  rows: readonly PlannedRow[];
  /** Open items that came by an earlier import and are not in this file: they stay as they are. */
  gone: readonly Item[];
}

export interface PlanFor {
  program: { id: string; key: string };
  /** All of the program. */
  items: readonly Item[];
  /** Makes a short key out of what a row is known by. */
  hash(text: string): string;
}

/** A step a row. */
export function* planningImport(rows: readonly ImportedRow[], known: PlanFor): Generator<void, ImportPlan> {
  const find = finder(known);
  const programs = new Set(rows.flatMap(({ program }) => program ?? []));
  const planned: PlannedRow[] = [];
  const firstLines = new Map<string, number>();
  const taken = new Set<string>();

  for (const row of rows) {
    yield;
    const source = sourceOf(row, known);
    const firstLine = firstLines.get(source);
    firstLines.set(source, firstLine ?? row.line);
    if (programs.size > 1 && row.program !== known.program.key)
      planned.push({ is: "left-out", row, because: "another-program" });
    else if (isLeftOutOfExport(row)) planned.push({ is: "left-out", row, because: "no-words" });
    else if (firstLine !== undefined) planned.push({ is: "left-out", row, because: "twice", firstLine });
    else {
      const next = planRow(row, find(row, source, taken));
      if ("item" in next) taken.add(next.item.id);
      planned.push(next);
    }
  }
  return { rows: planned, gone: known.items.filter((item) => !taken.has(item.id) && isGone(item, firstLines)) };
}

/** Of the same kind of file: the board of another tool says nothing of it. `sources`: of the rows of this one. */
function isGone(item: Item, sources: ReadonlyMap<string, number>): boolean {
  if (item.closed_at !== null || !isImported(item) || sources.has(item.source_key)) return false;
  const kindOf = (source: string) => source.slice(0, source.lastIndexOf(":"));
  return [...sources.keys()].some((source) => kindOf(source) === kindOf(item.source_key));
}

/** By its key, else by type and title: one item of the program each. */
export function sourceOf({ key, typed, title }: ImportedRow, { program, hash }: Omit<PlanFor, "items">): string {
  if (key !== null) return importedSource(`key:${key.split("\n")[0]}`, hash([program.id, key].join("\n")));
  return importedSource("title", hash([program.id, typed.type, sameTitle(title)].join("\n")));
}

function sameTitle(title: string): string {
  return title.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** `several`: more than one open item has this type and title. */
type Found = { item: Item } | "several" | null;

/** An item that another row of the file has already is none of this row. */
function finder({ items }: PlanFor) {
  const present = items.filter((item) => !isTakenBack(item));
  const bySource = new Map(present.map((item) => [item.source_key, item]));
  const byId = new Map(present.map((item) => [item.id, item]));
  const byCode = new Map(present.map((item) => [codeInProgram(item), item]));
  const byTitle = Map.groupBy(
    present.filter(({ closed_at: closedAt }) => closedAt === null),
    ({ type, title }) => `${type}\n${sameTitle(title)}`,
  );

  return (row: ImportedRow, source: string, taken: ReadonlySet<string>): Found => {
    const { key, code, typed, title } = row;
    const known = bySource.get(source) ?? byId.get(key?.split("\n").at(-1) ?? "") ?? byCode.get(code ?? "");
    if (known) return { item: known };
    const alike = (byTitle.get(`${typed.type}\n${sameTitle(title)}`) ?? []).filter(
      (item) => !taken.has(item.id) && (key === null || !isImportedByKey(item)),
    );
    const [item, other] = alike;
    if (other) return "several";
    return item ? { item } : null;
  };
}

/** `found`: as it is now. */
export function planRow(row: ImportedRow, found: Found): PlannedRow {
  if (found === null) return { is: "new", row };
  if (found === "several") return { is: "left-out", row, because: "several" };
  const { item } = found;
  if (item.type !== row.typed.type) return { is: "left-out", row, because: "another-type" };
  const change = changeBy(row, item);
  if (item.closed_at !== null || item.state === "replaced") {
    const isOpenInFile = row.state === "open" && isReopenable(item);
    return isOpenInFile ? { is: "left-out", row, because: "closed-here" } : { is: "same", row, item };
  }
  if (Object.keys(change).length === 0) return { is: "same", row, item };
  if (item.type === "decision" && change.to !== "replaced") return { is: "left-out", row, because: "stands" };
  if (item.type === "request" && item.details.waiting?.because === "undo")
    return { is: "left-out", row, because: "decided" };
  return { is: change.to === undefined ? "changed" : "closed", row, item, change };
}

/** Where the file says nothing, all stays as it is. */
function changeBy(row: ImportedRow, item: Item): RowChange {
  const { title, description, owner, dueOn } = row;
  const typed = detailsBy(row, item);
  // A request is decided here, by whoever may.
  const to = row.state === null || row.state === "decided" ? null : endBy(item, row.state);
  return {
    ...(sameTitle(title) !== sameTitle(item.title) && { title }),
    ...(description !== null && description !== item.description && { description }),
    ...(owner !== null && owner !== item.owner_id && { ownerId: owner }),
    ...(dueOn !== null && dueOn !== item.due_on && { dueOn }),
    ...(typed !== null && { typed }),
    ...(to !== null && { to }),
  };
}

/** What other items it names, and who decided it, stay as they are. */
const NAMES_OTHERS = ["measureIds", "programIds", "decidedBy"];

function detailsBy({ typed, given }: ImportedRow, item: Item): TypedDetails | null {
  const present = new Map<string, unknown>(Object.entries(item.details));
  const wanted = Object.entries(typed.details).filter(([key]) => given.includes(key) && !NAMES_OTHERS.includes(key));
  // Both are read by one schema, which orders what is in them.
  const changed = wanted.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(present.get(key)));
  if (changed.length === 0) return null;
  return TYPES[item.type].of({ ...item.details, ...Object.fromEntries(changed) });
}

/** How an open item ends by what its row says; null: it does not. */
export function endBy(item: Pick<Item, "type" | "state">, as: NonNullable<ImportedRow["state"]>): ItemEnd | null {
  const end = endOfRow(item, as);
  return end !== null && mayBecome(item.type, item.state, end) ? end : null;
}

function endOfRow({ type }: Pick<Item, "type">, as: NonNullable<ImportedRow["state"]>): ItemEnd | null {
  if (as === "open") return null;
  if (as === "replaced" || as === "decided") return as;
  if (as === "not-reached") return TYPES[type].moves.open?.includes(as) ? as : endOf({ type }, "dropped");
  return as === "done" && hasOwnEnds({ type }) ? "reached" : endOf({ type }, as);
}
