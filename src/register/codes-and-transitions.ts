/** Transitions, codes and redaction of items. Pure. */
import { isRestricted, LEFT_OUT } from "../people/disclosure.ts";
import type { Instant } from "../platform/clock.ts";
import { cutAtWord } from "../platform/texts/display.ts";
import { ITEM_TYPES, type ItemType, TYPES, type TypedDetails } from "./item-types.ts";
import type { Disclosure } from "./table.ts";
import type { ItemState } from "./types/item-type.ts";

/** Parts of an item's code; numbers count per program and type. `short_key`: of its program. */
export interface Coded {
  short_key: string;
  type: ItemType;
  number: number;
}

/** `LOY-R-12`, `LOY-REQ-4`. */
export function codeOf(item: Coded): string {
  return `${item.short_key}-${codeInProgram(item)}`;
}

/** Without its program, as files have it beside that: `R-12`. */
export function codeInProgram({ type, number }: Pick<Coded, "type" | "number">): string {
  return `${TYPES[type].prefix}-${number}`;
}

/** A code as it is within its program. */
export function withinProgram(code: string): string {
  return code.replace(/^[A-Z]+-(?=[A-Z]+-)/, "");
}

/** `loy-r-12`, `r-12`, `R12` → program (null: not given), type and number; null for other words. */
export function parseCode(words: string): { shortKey: string | null; type: ItemType; number: number } | null {
  const [, shortKey = null, prefix, number] = /^(?:([a-z]+)-)?([a-z]+)-?(\d{1,6})$/i.exec(words.trim()) ?? [];
  const type = ITEM_TYPES.find((each) => TYPES[each].prefix === prefix?.toUpperCase());
  return type && number ? { shortKey: shortKey?.toUpperCase() ?? null, type, number: Number(number) } : null;
}

export function isCodeOf(word: string, item: Coded): boolean {
  const code = parseCode(word);
  const isOfProgram = code?.shortKey === null || code?.shortKey === item.short_key;
  return isOfProgram && code?.type === item.type && code.number === item.number;
}

/** Prefix of the source of imported items: known by the key of their tool, or by type and title. */
const IMPORTED = "import:";
/** Of what an import brought and its undoing took back: as if it had never come. */
const TAKEN_BACK = "undone:";

/** `by`: the key of its tool, with the tool, or its type and title; `of`: hashed. */
export function importedSource(by: `key:${string}` | "title", of: string): string {
  return `${IMPORTED}${by}:${of}`;
}

export function takenBackSource({ id }: { id: string }): string {
  return `${TAKEN_BACK}${id}`;
}

export function isImported({ source_key: key }: { source_key: string }): boolean {
  return key.startsWith(IMPORTED);
}

export function isImportedByKey({ source_key: key }: { source_key: string }): boolean {
  return key.startsWith(`${IMPORTED}key:`);
}

export function isTakenBack({ source_key: key }: { source_key: string }): boolean {
  return key.startsWith(TAKEN_BACK);
}

export function isItemType(word: string): word is ItemType {
  return ITEM_TYPES.some((type) => type === word);
}

export function mayBecome(type: ItemType, from: ItemState, to: ItemState): boolean {
  return TYPES[type].moves[from]?.includes(to) ?? false;
}

/** Whether it still needs action. A decision in force needs none until its review date. */
export function isLive({ state }: { state: ItemState }): boolean {
  return state === "open";
}

/** Whether a closed item can be reopened; decisions are replaced instead. */
export function isReopenable({ state }: { state: ItemState }): boolean {
  return ["done", "withdrawn", "reached", "not-reached", "dropped"].includes(state);
}

/** The closing state of an item, also the name of its event. */
export function endOf({ type }: { type: ItemType }, as: "done" | "dropped"): "done" | "dropped" | "withdrawn" {
  if (type === "request") return "withdrawn";
  return hasOwnEnds({ type }) ? "dropped" : as;
}

/** It is reached or not, and never simply done. */
export function hasOwnEnds({ type }: { type: ItemType }): boolean {
  return type === "milestone" || isGoal({ type });
}

export function isGoal({ type }: { type: string }): boolean {
  return type === "measure" || type === "objective";
}

/** Whether a press or a tick ends it. What a step is checked by is ticked in its own form. */
export function mayBeTicked(item: TypedDetails): boolean {
  return item.type !== "step" || !item.details.hasChecks;
}

/** Its date is a day to look at it again, which nobody misses. */
export function isReviewed({ type }: { type: string }): boolean {
  return type === "risk" || type === "assumption" || type === "decision";
}

/** A program, with who has closed it. */
export interface ClosedProgram {
  title: string;
  closed?: { at: Instant; byId: string | null } | null;
}

/** With which program an item ended; null: it is open, or ended otherwise. */
export function closingOf(
  { closed_at: at }: { closed_at: Instant | null },
  program: ClosedProgram | undefined,
  nameOf: (personId: string) => string,
) {
  if (!program?.closed || program.closed.at !== at) return null;
  return { program: program.title, by: nameOf(program.closed.byId ?? ""), at };
}
export type Closing = NonNullable<ReturnType<typeof closingOf>>;

export const LONGEST_TITLE = 150;

/** The first line as title, cut at a word where it is too long; all that was written beside it where that says more. */
export function titled(written: string): { title: string; description: string } {
  const text = written.trim();
  const [line = ""] = text.split(/\r?\n/);
  if (line.length <= LONGEST_TITLE) return { title: line, description: line === text ? "" : text };
  const room = LONGEST_TITLE - 1;
  return { title: `${cutAtWord(line, room).head || line.slice(0, room)}…`, description: text };
}

/** Particulars in people's own words; what else there is counts, dates, names or says of what kind it is. */
const WORDS: ReadonlySet<string> = new Set(Object.values(TYPES).flatMap(({ wordKeys }) => wordKeys));
/** What a request offers to choose is pressed where it can be read. */
const CHOICES: ReadonlySet<string> = new Set(["options", "recommended"]);

/** An item outside the app's own views: if restricted, only its code, type, state and dates. */
export function redacted<I extends { disclosure: Disclosure } & Worded>(item: I): I {
  return isRestricted(item) ? withoutWords(item) : item;
}

/**
 * As Home has it, and what is shown beside something else: nobody opens it to read this item. Whoever raised it reads their
 * own words.
 */
export function redactedUnlessOwn<I extends { disclosure: Disclosure; raised_by: string } & Worded>(
  item: I,
  readerId: string,
): I {
  return item.raised_by === readerId ? item : redacted(item);
}

export function withoutWords<I extends Worded>(item: I): I {
  return { ...item, title: LEFT_OUT, description: "", details: detailsWithoutWords(item.details) };
}

type Worded = { title: string; description: string } & TypedDetails;

/** The note of an event on an item; null: only those who lead may read that. */
export function readableNote<N extends string | null | undefined>(item: { disclosure: Disclosure }, note: N): N | null {
  return isRestricted(item) ? null : note;
}

function detailsWithoutWords(details: object): object {
  const entries = Object.entries(details).flatMap(([key, value]): [string, unknown][] => {
    if (CHOICES.has(key) || (WORDS.has(key) && Array.isArray(value))) return [];
    if (WORDS.has(key) && typeof value === "string") return [[key, LEFT_OUT]];
    return [[key, typeof value === "object" && !Array.isArray(value) ? detailsWithoutWords(value) : value]];
  });
  return Object.fromEntries(entries);
}
