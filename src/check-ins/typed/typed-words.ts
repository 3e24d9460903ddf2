/** What people type to the app: kept for a day, and where it goes in a form. */
import type { Question } from "../../cadences/questions/questions.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { nextAt } from "../../platform/next-at.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { cutAtWord } from "../../platform/texts/display.ts";
import { addMs, DAY } from "../../platform/time.ts";
import { blockOf, type FormFields } from "../form/field-values.ts";
import { longestIn, splitAtMore } from "../form/more-and-plan.ts";
import type { TypedWordsTable } from "../table.ts";

/** So long what was typed is kept. */
export const WORDS_MEMORY_MS = DAY;

/** Which message of whom. */
export type TypedMessage = Pick<TypedWordsTable, "workspace_id" | "person_id" | "ts">;

/** What was typed, unless a day has passed since. */
export async function findTypedWords(db: Db | Tx, { workspace_id: workspaceId, ...by }: TypedMessage, now: Instant) {
  const found = await rows(db, "typed_words", workspaceId).find(by);
  return found && addMs(found.at, WORDS_MEMORY_MS) > now ? found : undefined;
}

export async function forgetTypedWords({ db, clock }: Pick<Services, "db" | "clock">, workspaceId: string) {
  const at = addMs(clock.now(), -WORDS_MEMORY_MS);
  await db.deleteFrom("typed_words").where("workspace_id", "=", workspaceId).where("at", "<=", at).execute();
}

export const nextForgettingWords = nextAt(
  (db, by) =>
    db
      .selectFrom("typed_words")
      .select(({ fn }) => fn.min("at").as("at"))
      .where("workspace_id", "=", by.workspaceId),
  (first) => addMs(first, WORDS_MEMORY_MS),
);

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
