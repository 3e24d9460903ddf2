/** What goes of somebody's words and name, and what is put into their place. */

import { z } from "zod";
import type { Answers, Question, QuestionType } from "../../cadences/questions/questions.ts";
import { type Language, longDate } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { isObject, type Json, parsed } from "./rules-json.ts";
import { WRITTEN } from "./rules-naming.ts";

/** How somebody was named. `isActive`: they had not left before. */
export const namesSchema = z.strictObject({
  name: z.string(),
  handle: z.string(),
  slackId: z.string(),
  isActive: z.boolean(),
});
export type Names = z.infer<typeof namesSchema>;

/**
 * Where a name stands in a text by somebody else: a column of a row, by the row's key. `at`: in that text of the column alone.
 * `isMaybe`: by a word that may be another's.
 */
export const placeSchema = z.strictObject({
  table: z.string(),
  key: z.array(z.union([z.string(), z.number()])),
  column: z.string(),
  at: z.array(z.string()).optional(),
  isMaybe: z.literal(true).optional(),
});
export type Place = z.infer<typeof placeSchema>;
export const placesSchema = z.array(placeSchema);
/** Up to which row a step is done. */
export const keySchema = placeSchema.shape.key;

/** How many rows of what. */
export const countsSchema = z.record(z.string(), z.number());
export type Counts = z.infer<typeof countsSchema>;

/** What stands in the place of somebody and of their words: stored, so in one language, that of the workspace. */
export interface Instead {
  name: string;
  text: string;
}

const LONG_AGO: LocalDate = "2000-01-01";

const INSTEAD = {
  en: { name: "An erased person", text: (on: string) => `Text removed on ${on}` },
  fr: { name: "Une personne effacée", text: (on: string) => `Texte retiré le ${on}` },
};

export function insteadIn(language: Language, on: LocalDate): Instead {
  const { name, text } = INSTEAD[language];
  // Read for ever, so with its year, and without its weekday.
  const day = longDate({ locale: language === "fr" ? "fr-FR" : "en-GB", today: LONG_AGO }, on);
  return { name, text: text(day.replace(/^\p{L}+,?\s/u, "")) };
}

export const erasedHandle = (personId: string) => `erased-${personId}`;
/** No id of Slack's: nothing that Slack tells is theirs any more. */
export const erasedSlackId = (personId: string) => `erased:${personId}`;

const IN_WORDS: readonly QuestionType[] = ["text", "long-text", "link"];

/** Colours, numbers, dates and what was chosen stay, so that all counts do; what was written goes. */
export function answersWithoutWords(questions: readonly Question[], answers: Answers, instead: Instead): Answers {
  const kept: Answers = {};
  for (const [key, value] of Object.entries(answers)) {
    const type = questions.find((question) => question.key === key)?.type;
    if (typeof value === "object" && !Array.isArray(value)) {
      const { reason: _, pathToGreen, ...colours } = value;
      kept[key] = { ...colours, ...(pathToGreen && { pathToGreen: { ...pathToGreen, action: instead.text } }) };
    } else if (typeof value !== "string" || (type !== undefined && !IN_WORDS.includes(type))) kept[key] = value;
  }
  return kept;
}

/**
 * What somebody wrote into a column of JSON goes; ids, dates, numbers and what was chosen stay, decisions whole, and what
 * says that somebody else wrote it. `isAll`: what says of nobody who wrote it is theirs.
 */
export function withoutWritten(
  column: string,
  { personId, isAll }: { personId: string; isAll: boolean },
  { text: instead }: Instead,
): string {
  const walk = (value: Json, isTheirs: boolean, field: string): Json => {
    if (typeof value === "string") return isTheirs ? written(value, field) : value;
    if (Array.isArray(value)) return value.map((each) => walk(each, isTheirs, field));
    if (!isObject(value) || typeof value.decidedBy === "string") return value;
    const by = typeof value.by === "string" ? value.by === personId : isTheirs;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, by, name)]));
  };
  const written = (text: string, field: string) => {
    if (text === "" || text === instead) return text;
    // A column within a column.
    if (/^[[{]/.test(text) && isJson(text)) return JSON.stringify(walk(parsed(text), true, field));
    return WRITTEN.has(field) || /\s/.test(text) ? instead : text;
  };
  return JSON.stringify(walk(parsed(column), isAll, ""));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** In what somebody was asked about an item its title stands in quotes behind its code. */
const TITLE = String.raw`( (?:“|«\u00a0))(.*)(”|\u00a0»)`;

/** `codes`: of their items, as their program numbers them; `name`: as whom Drumbeat named them, null where it may be another. */
export function occasionWithout(
  column: string,
  { codes, name }: { codes: readonly string[]; name: string | null },
  instead: Instead,
): string {
  const quoted =
    codes.length === 0
      ? null
      : new RegExp(`((?:^|[^\\p{L}\\p{N}])(?:${codes.map((code) => RegExp.escape(code)).join("|")}))${TITLE}`, "u");
  const walk = (value: Json): Json => {
    if (typeof value !== "string") {
      if (Array.isArray(value)) return value.map(walk);
      return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]))
        : value;
    }
    const titled = quoted === null ? value : value.replace(quoted, `$1$2${instead.text}$4`);
    const end = Math.max(titled.lastIndexOf("”"), titled.lastIndexOf("»")) + 1;
    return name === null ? titled : titled.slice(0, end) + titled.slice(end).split(name).join(instead.name);
  };
  return JSON.stringify(walk(parsed(column)));
}
