/** Splits a field's text into lines and finds the long ones. Pure. */
import { cutAtClause, withoutInvisible } from "../../platform/texts/display.ts";
import { type Answers, type AnswerValue, type Feed, healthAnswerSchema, type Question } from "./questions.ts";

/** How many UTF-16 units a form asks for at most in a line, and in what is written with a status. */
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

/** Lines longer than asked for that a first screen cuts, those with a status too. */
export function longLines(questions: readonly Question[], answers: Answers): string[] {
  return questions
    .flatMap((question) => linesOf(question, answers[question.key]))
    .filter((line) => line.length > MOST_LINE_LETTERS && isShortened(line));
}

function linesOf({ type, feeds }: Question, value: AnswerValue | undefined): string[] {
  if (type === "health" && value !== undefined) {
    const { reason = "", pathToGreen } = healthAnswerSchema.parse(value);
    return [reason.trim(), pathToGreen?.action.trim() ?? ""];
  }
  return ONE_A_LINE.includes(feeds) ? linesIn(value) : [];
}

/** Of each bottom line that a headline shortens, what it has of it. */
export function headlinesOf(questions: readonly Question[], answers: Answers): string[] {
  return questions
    .filter(({ feeds }) => feeds === "bottom-line")
    .flatMap(({ key }) => linesIn(answers[key]).join(" ") || [])
    .flatMap((line) => (isShortened(line) ? cutAtClause(line).shown : []));
}

function isShortened(line: string): boolean {
  return cutAtClause(line).shown !== line;
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
