/** Rows without the words that no message may have. Pure. */
import { type Answers, type Question, WRITTEN } from "../../cadences/questions/questions.ts";
import { disclosureSchema, isRestricted, LEFT_OUT } from "../../people/rules-restricted.ts";
import { ID } from "./rules.ts";

type Row = Record<string, string | number | null>;

/** Whether a row with a `disclosure` is for those who lead alone; one that is gone may have been. */
export function isFor(row: Row | undefined): boolean {
  return row === undefined || isRestricted({ disclosure: disclosureSchema.parse(row.disclosure) });
}

/** Colours, numbers, dates and choices stay. */
export function wordsLeftOut(questions: readonly Question[], answers: Answers): Answers {
  const told = Object.entries(answers).map(([key, value]): [string, Answers[string]] => {
    if (typeof value === "object" && !Array.isArray(value)) {
      const { reason, pathToGreen, ...colours } = value;
      const path = pathToGreen && { ...pathToGreen, action: LEFT_OUT };
      return [key, { ...colours, ...(reason && { reason: LEFT_OUT }), ...(path && { pathToGreen: path }) }];
    }
    const type = questions.find((question) => question.key === key)?.type;
    const isWritten = typeof value === "string" && (type === undefined || WRITTEN.includes(type));
    return [key, isWritten ? LEFT_OUT : value];
  });
  return Object.fromEntries(told);
}

export function textLeftOut(text: Row[string] | undefined): Row[string] {
  return text ? LEFT_OUT : (text ?? null);
}

export function itemLeftOut(row: Row): Row {
  return { ...row, title: LEFT_OUT, description: textLeftOut(row.description), details: jsonLeftOut(row.details) };
}

/** Nothing of what they are in a decision and said of it. */
export function stakeholderLeftOut(row: Row): Row {
  const words = { said_words: textLeftOut(row.said_words), cares: textLeftOut(row.cares) };
  return { ...row, ...words, power: null, interest: null, said: null, said_on: null, said_to: null };
}

const DATE = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/;
const ONE_ID = new RegExp(`^${ID.source}$`);

/** Ids, dates and numbers stay. */
export function jsonLeftOut(json: Row[string] | undefined): string | null {
  if (typeof json !== "string") return null;
  const isKept = (text: string) => DATE.test(text) || ONE_ID.test(text);
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    typeof value === "string" && !isKept(value) ? LEFT_OUT : value,
  );
}
