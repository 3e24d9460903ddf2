/** What people type to the app: as they read it, and where it goes in a form. */

import type { Question } from "../../cadences/questions/questions.ts";
import { cutAtWord } from "../../platform/texts/display.ts";
import { blockOf, type FormFields } from "../form/fields.ts";
import { longestIn, splitAtMore } from "../form/rules.ts";

export interface Placed {
  fields: FormFields;
  /** The field stands behind *More*. */
  isBehindMore: boolean;
  block: string;
  /** What the field has no room for; "" where all of it fits. */
  over: string;
}

/** The first field for a text, as the form shows them; undefined where it asks for none. */
function firstText(questions: readonly Question[]): { question: Question; isBehindMore: boolean } | undefined {
  const isText = ({ type }: Question) => type === "text" || type === "long-text";
  const { first, more } = splitAtMore(questions);
  const question = [...first, ...more].find(isText);
  return question && { question, isBehindMore: more.includes(question) };
}

export function takesWords(questions: readonly Question[]): boolean {
  return firstText(questions) !== undefined;
}

/** Puts words into the first field for a text, below what stands there, as many as there is room for. */
export function placeWords(questions: readonly Question[], fields: FormFields, typed: string): Placed | null {
  const first = firstText(questions);
  if (!first) return null;
  const { question, isBehindMore } = first;
  const block = blockOf(question.key);
  const [text, separator] = question.type === "text" ? [typed.replace(/\s*\n\s*/g, " "), " "] : [typed, "\n"];
  const there = fields[block]?.value?.trimEnd() ?? "";
  if (there.includes(text)) return { fields, isBehindMore, block, over: "" };
  const before = there === "" ? "" : `${there}${separator}`;
  const { head, rest } = cutAtWord(text, longestIn(question) - before.length);
  const filled = head === "" ? fields : { ...fields, [block]: { value: `${before}${head}` } };
  return { fields: filled, isBehindMore, block, over: rest };
}
