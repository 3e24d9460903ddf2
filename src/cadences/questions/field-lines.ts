/** Splits a field's text into lines and finds the long ones. Pure. */
import { withoutInvisible } from "../../platform/texts/display.ts";
import type { Answers, AnswerValue, Feed, Question } from "./questions.ts";

/** Most UTF-16 units of a line on a first screen, and of the reason for a status. */
export const MOST_LINE_LETTERS = 140;

const ONE_A_LINE: readonly (Feed | undefined)[] = ["progress", "next", "value", "decision", "blocker", "risk"];

/** Folded texts that mean nothing to report, as a field or a line. */
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
const BULLET = /^\s*(?:[-*•◦–—]|\d{1,2}[.)])\s+/u;

/** Lines without list marks; none if the answer has no content. */
export function linesIn(value: AnswerValue | undefined): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "string" || isNothing(value)) return [];
  return value.split(/\r?\n/).flatMap((line) => {
    const text = line.replace(BULLET, "").trim();
    return isNothing(text) ? [] : [text];
  });
}

/** Lines too long for a first screen. */
export function longLines(questions: readonly Question[], answers: Answers): string[] {
  return questions
    .filter(({ feeds }) => ONE_A_LINE.includes(feeds))
    .flatMap(({ key }) => linesIn(answers[key]))
    .filter((line) => line.length > MOST_LINE_LETTERS);
}

/** Whether the text has only white space and invisible characters. */
export function isBlank(text: string): boolean {
  return withoutInvisible(text).trim() === "";
}

/** Fast path: longer than any text that means nothing. */
const LONG = /[A-Za-z0-9][ -~]{25}[A-Za-z0-9]/;

export function isNothing(text: string): boolean {
  if (LONG.test(text)) return false;
  const words = withoutInvisible(text).replaceAll("’", "'").trim().toLowerCase();
  const bare = words.replace(/^[\s.,;:!?–—-]+|[\s.,;:!?–—-]+$/gu, "");
  return bare === "" || NOTHING.has(bare);
}
