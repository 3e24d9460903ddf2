/** The sentence above a first screen: its two or three weightiest matters, of different programs, a clause each. */

import { textsFor } from "../platform/texts/language.ts";
import { byWeight, type Matter } from "./matters.ts";
import type { Line, LineKind } from "./report.ts";
import type { Need, ScreenInput } from "./screen.ts";
import { screenTexts } from "./texts.ts";
import { isolated, shortLine } from "./words.ts";

export interface Headline {
  text: string;
  /** The ids of the programs in its order; what is listed below follows it. */
  programIds: readonly string[];
  matters: readonly Matter[];
}

const MOST_CLAUSES = 3;
/** Too light for a clause while there are others. */
const LIGHT: readonly LineKind[] = ["value", "bottom-line", "done", "upcoming"];

/**
 * Of the matters, in the order in which they weigh; the reader's own first request, which stands under *Needs you*,
 * is a clause before all others. Null: nothing is known.
 */
export function headlineOf(matters: readonly Matter[], input: ScreenInput, mostWords: number): Headline | null {
  const [need] = input.needs;
  const needed = need === undefined ? undefined : input.programs.find(({ title }) => title === need.program);
  const clauses = heaviest(
    matters.filter(({ program }) => program.id !== needed?.id),
    need === undefined ? 3 : 2,
  );
  if (need === undefined && clauses.length === 0) return silence(matters, input);
  const texts = [
    ...(need === undefined ? [] : [needClause(need, input, mostWords)]),
    ...clauses.map((matter) => clauseOf(matter, input, mostWords)),
  ];
  return {
    text: texts.map(asSentence).join(" "),
    programIds: [...(needed === undefined ? [] : [needed.id]), ...clauses.map(({ program }) => program.id)],
    matters: clauses,
  };
}

/** A text that ends as a sentence does keeps its end. */
function asSentence(text: string): string {
  return /[.!?…]\u2069?$/u.test(text) ? text : `${text}.`;
}

function heaviest(matters: readonly Matter[], most: number): Matter[] {
  const seen = new Set<string>();
  const candidates = matters
    .filter(({ kind }) => kind !== "no-update")
    .toSorted(byWeight)
    .filter(({ program }) => !seen.has(program.id) && seen.add(program.id));
  const heavy = candidates.filter(({ kind }) => !LIGHT.includes(kind));
  return (heavy.length >= 2 ? heavy : candidates).slice(0, Math.min(most, MOST_CLAUSES));
}

function clauseOf({ program, kind, text, age, lines }: Matter, input: ScreenInput, mostWords: number): string {
  const texts = textsFor(screenTexts, input.reader);
  const isBlocked = kind === "blocked" && isPlainSince(lines);
  return named(program.title, text(mostWords), isBlocked ? texts.blockedSince(age) : age, input);
}

function isPlainSince([line]: readonly Line[]): boolean {
  return line !== undefined && line.since !== null && line.noWordSince === undefined && line.due === undefined;
}

function needClause(need: Need, input: ScreenInput, mostWords: number): string {
  return named(need.program, shortLine(need.title, mostWords), "", input);
}

/** A name that is in the clause already, or the only one of the screen, is not said twice. */
function named(title: string, text: string, age: string, input: ScreenInput): string {
  const texts = textsFor(screenTexts, input.reader);
  const name = isolated(shortLine(title, MOST_NAME));
  const isSaid = input.programs.length === 1 || text.toLowerCase().includes(title.toLowerCase());
  if (text === "") return isSaid ? age : texts.inClause(name, age, "");
  if (isSaid) return age === "" ? text : `${text} (${age})`;
  return texts.inClause(name, text, age);
}

const MOST_NAME = 6;

/** Where nobody wrote anything. */
function silence(matters: readonly Matter[], input: ScreenInput): Headline | null {
  const silent = matters.filter(({ kind }) => kind === "no-update").map(({ program }) => program);
  if (silent.length === 0 || input.programs.length === 1) return null;
  const texts = textsFor(screenTexts, input.reader);
  const names = silent.slice(0, MOST_CLAUSES).map(({ title }) => isolated(shortLine(title, MOST_NAME)));
  return {
    text: asSentence(texts.noUpdate(texts.more(names.join(", "), silent.length - names.length))),
    programIds: silent.slice(0, MOST_CLAUSES).map(({ id }) => id),
    matters: [],
  };
}
