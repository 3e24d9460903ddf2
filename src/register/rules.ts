/** What an item may become, and how people name it. Pure. */
import { markdownAsText } from "../platform/texts/markdown.ts";
import { sentencesOf } from "../platform/texts/sentences.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Details, ITEM_TYPES, type ItemType, TYPES } from "./details.ts";
import type { ItemState } from "./table.ts";

/** What people name an item by; numbers count per program and type. `short_key`: of its program. */
export interface Coded {
  short_key: string;
  type: ItemType;
  number: number;
}

/** How people speak of it: `LOY-R-12`, `LOY-ASK-4`. */
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

/** `loy-r-12`, `r-12`, `R12` → program (null: not said), type and number; null for other words. */
export function parseCode(words: string): { shortKey: string | null; type: ItemType; number: number } | null {
  const [, shortKey = null, prefix, number] = /^(?:([a-z]+)-)?([a-z]+)-?(\d{1,6})$/i.exec(words.trim()) ?? [];
  const type = ITEM_TYPES.find((one) => TYPES[one].prefix === prefix?.toUpperCase());
  return type && number ? { shortKey: shortKey?.toUpperCase() ?? null, type, number: Number(number) } : null;
}

export function isCodeOf(word: string, item: Coded): boolean {
  const code = parseCode(word);
  const isOfProgram = code?.shortKey === null || code?.shortKey === item.short_key;
  return isOfProgram && code?.type === item.type && code.number === item.number;
}

/** How the source of an item begins that was taken over from a log that existed before. */
export const IMPORTED = "import:";

export function isImported({ source_key: key }: { source_key: string }): boolean {
  return key.startsWith(IMPORTED);
}

export function isItemType(word: string): word is ItemType {
  return ITEM_TYPES.some((type) => type === word);
}

export function mayBecome(type: ItemType, from: ItemState, to: ItemState): boolean {
  return TYPES[type].moves[from]?.includes(to) ?? false;
}

/** Whether somebody still has something to do about it. A decision that stands asks nothing until its review date. */
export function isLive({ state }: { state: ItemState }): boolean {
  return state === "open";
}

/** Whether an item that is over can begin again; a decision is replaced by another. */
export function isReopenable({ state }: { state: ItemState }): boolean {
  return ["done", "withdrawn", "reached", "dropped"].includes(state);
}

/** How an item ends that nobody has anything more to do about, as state and event. */
export function endOf({ type }: { type: ItemType }, as: "done" | "dropped"): "done" | "dropped" | "withdrawn" {
  if (type === "ask") return "withdrawn";
  return type === "milestone" ? "dropped" : as;
}

export function isOverdue(item: { state: ItemState; due_on: LocalDate | null }, today: LocalDate): boolean {
  return isLive(item) && item.due_on !== null && item.due_on < today;
}

/**
 * The first whole sentence as title, read as text (`markdownAsText`), without the bullet or number of a list; where there is
 * none, the first line. A label above a text is no sentence. What people wrote stays whole in the description when it is more.
 */
export function titleFrom(text: string): { title: string; description: string } {
  // A picture without a name, or code, is told as one.
  const sentences = sentencesIn(markdownAsText(text) || markdownAsText(text, "quote"));
  const first = sentences.find((sentence) => !isLabel(sentence)) ?? sentences[0] ?? "";
  const title = first.length <= LONGEST_TITLE ? first : `${first.slice(0, LONGEST_TITLE - 1).replace(/\s+\S*$/, "")}…`;
  return { title, description: title === text.trim() ? "" : text };
}

/** A title wherever it is shown: as the text that its Markdown stands for, since those of before, or of a form, are as typed. */
export function shownTitle({ title }: Pick<Worded, "title">): string {
  return markdownAsText(title);
}

/**
 * The title where it says all that its author wrote, or a whole sentence of it, or was typed by itself; else such a sentence.
 * That may be longer than a title. Null where there is none: what is shown as a title would be words cut out of a text.
 */
export function wholeTitle({ title, description }: Pick<Worded, "title" | "description">): string | null {
  const read = markdownAsText(description);
  const bare = title.replace(/…$/, "");
  const isTakenFromIt = description !== "" && (description.includes(bare) || read.includes(bare));
  if (!isTakenFromIt) return shownTitle({ title });
  const sentences = sentencesIn(read);
  const isWhole = (sentence: string) => sentences.includes(sentence) && !isLabel(sentence) && ENDED.test(sentence);
  return [title, sentences.find((sentence) => !isLabel(sentence)) ?? ""].find(isWhole) ?? null;
}

interface Worded {
  title: string;
  description: string;
}

/** A sentence may go on in the next line. */
function sentencesIn(text: string): readonly string[] {
  return sentencesOf(text.replaceAll(/(?<![.!?…:;\s])[ \t]*\r?\n[ \t]*(?=\p{Ll})/gu, " "));
}

const ENDED = /[.?!]["»”’)\]]*$/;
const MARKED_AS_LABEL = /[:\uFF1A]$|^[[({<].*[\])}>]$|^#{1,6}\s|^\*\*[^*]+\*\*$/u;

/** What stands above a text, not in it: a heading, something in brackets, a word or two. */
function isLabel(sentence: string): boolean {
  const words = sentence.split(/\s+/).length;
  return (
    MARKED_AS_LABEL.test(sentence) || (words < 3 && !/[?!]$/.test(sentence)) || (words === 3 && !ENDED.test(sentence))
  );
}

export const LONGEST_TITLE = 150;

/** Probability times impact from which a risk is high. The upper third of a five by five matrix. */
const HIGH_SCORE = 15;

export function isHighRisk({ probability = 0, impact = 0 }: Details["risk"]): boolean {
  return probability * impact >= HIGH_SCORE;
}
