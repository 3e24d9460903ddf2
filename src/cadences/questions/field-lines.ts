/** What was written in a field, as lines, and which of them are long. Nothing is guessed about words: a field is empty or it is shown. Pure. */

import type { Answers, AnswerValue, Feed, Question } from "./questions.ts";

/** Of a line that stands whole on a first screen, and of why a program is not on track, in UTF-16 units. */
export const MOST_LINE_LETTERS = 140;

const ONE_A_LINE: readonly (Feed | undefined)[] = ["progress", "next", "value", "decision", "blocker", "risk"];

/** As the whole field or a line of it, in any case and with any punctuation around it. */
const NOTHING = new Set([
  ...[
    "none",
    "nothing",
    "no",
    "nope",
    "nil",
    "nothing today",
    "nothing new",
    "nothing to report",
    "no change",
    "n/a",
    "na",
  ],
  ...["aucun", "aucune", "rien", "non", "néant", "ras", "r.a.s", "rien à signaler", "rien aujourd'hui", "sans objet"],
]);
const INVISIBLE = /[\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/gu;
const BULLET = /^\s*(?:[-*•◦–—]|\d{1,2}[.)])\s+/u;

/** No lines: it says nothing. Marks before the lines of a list are no words. */
export function linesIn(value: AnswerValue | undefined): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "string" || isNothing(value)) return [];
  return value.split(/\r?\n/).flatMap((line) => {
    const text = line.replace(BULLET, "").trim();
    return isNothing(text) ? [] : [text];
  });
}

/** Those that a first screen cuts. */
export function longLines(questions: readonly Question[], answers: Answers): string[] {
  return questions
    .filter(({ feeds }) => ONE_A_LINE.includes(feeds))
    .flatMap(({ key }) => linesIn(answers[key]))
    .filter((line) => line.length > MOST_LINE_LETTERS);
}

/** Only white space and signs that nobody sees. */
export function isBlank(text: string): boolean {
  return text.replaceAll(INVISIBLE, "").trim() === "";
}

/** Most answers are longer than all that says nothing, which takes far less to see. */
const LONG = /[A-Za-z0-9][ -~]{25}[A-Za-z0-9]/;

export function isNothing(text: string): boolean {
  if (LONG.test(text)) return false;
  const words = text.replaceAll(INVISIBLE, "").replaceAll("’", "'").trim().toLowerCase();
  const bare = words.replace(/^[\s.,;:!?–—-]+|[\s.,;:!?–—-]+$/gu, "");
  return bare === "" || NOTHING.has(bare);
}
