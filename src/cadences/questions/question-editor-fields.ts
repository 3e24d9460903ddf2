/** Converts questions to form fields in the editor's language, and back. */
import type { Language } from "../../platform/texts/language.ts";
import { keyFrom } from "../../programs/programs.ts";
import { type Feed, type LocalText, type Question, type QuestionType, textIn } from "./questions.ts";

export const OTHER_LANGUAGE: Record<Language, Language> = { en: "fr", fr: "en" };

export interface QuestionFields {
  label: string;
  /** Label in the other language; empty if one text serves both. */
  other: string;
  /** Default: the beginning of the label. */
  short: string;
  hint: string;
  type: QuestionType;
  options: string[];
  /** Null if unbounded, NaN if not a number. */
  min: number | null;
  max: number | null;
  isRequired: boolean;
  feeds: Feed | null;
  also: readonly Also[];
}

/** Ticks of a question: shown behind *More*; *Track* preselected; for the lead only. */
export const QUESTION_TICKS = ["more", "track", "onlyLead"] as const;
type Also = (typeof QUESTION_TICKS)[number];

/** Feeds whose lines can become items. */
const TRACKABLE: readonly (Feed | null)[] = ["blocker", "risk", "dependency"];

export const BLANK_QUESTION: QuestionFields = {
  label: "",
  other: "",
  short: "",
  hint: "",
  type: "long-text",
  options: [],
  min: null,
  max: null,
  isRequired: false,
  feeds: null,
  also: [],
};

export function fieldsOfQuestion(question: Question, language: Language): QuestionFields {
  const { label, short, hint } = question;
  return {
    label: textIn(label, language),
    other: typeof label === "string" ? "" : label[OTHER_LANGUAGE[language]],
    short: short === undefined ? "" : textIn(short, language),
    hint: hint === undefined ? "" : textIn(hint, language),
    type: question.type,
    options: (question.options ?? []).map((option) => textIn(option.label, language)),
    min: question.min ?? null,
    max: question.max ?? null,
    isRequired: question.required ?? false,
    feeds: question.feeds ?? null,
    also: QUESTION_TICKS.filter((each) => question[each]),
  };
}

/** By field. */
export type QuestionProblems = { label?: "missing"; options?: "options"; max?: "bounds" };

export const MOST_OPTIONS = 50;
/** Slack's limit for an option's label and value. */
export const OPTION_LENGTH = 75;
const KEY_LENGTH = 30;

/**
 * The question from the fields. `before`: null for a new one; its text in the other language stays unless the reader's
 * changed. A new answer type makes it a new question, with a new key, so that old answers are not offered.
 */
export function questionFrom(
  fields: QuestionFields,
  before: Question | null,
  { language, usedKeys }: { language: Language; usedKeys: readonly string[] },
): { question: Question } | { problems: QuestionProblems } {
  const problems = problemsOf(fields);
  if (Object.keys(problems).length > 0) return { problems };

  const { type, label, other, also } = fields;
  const isUnsigned = before?.withoutName === true && isWritten(type);
  const isRequired = fields.isRequired && !isUnsigned;
  const feeds = isUnsigned ? null : feedOf(fields);
  const same = before?.type === type ? before : null;
  const wanted = feeds !== null && !usedKeys.includes(feeds) ? feeds : label.slice(0, KEY_LENGTH);
  const key = same?.key ?? keyFrom(wanted.slice(0, KEY_LENGTH), usedKeys, "question");

  const short = mergedText(fields.short, before?.short, language);
  const hint = mergedText(fields.hint, before?.hint, language);
  const chooses = type === "choice" || type === "choices";

  return {
    question: {
      key,
      type,
      label: other === "" ? label : inBoth(language, label, other),
      ...(short !== null && { short }),
      ...(hint !== null && { hint }),
      ...(isRequired && { required: true }),
      ...(feeds !== null && { feeds }),
      ...(chooses && { options: optionsFrom(fields.options, before, language) }),
      ...(type === "number" && boundsFrom(fields)),
      ...(also.includes("more") && { more: true }),
      ...(also.includes("onlyLead") && { onlyLead: true }),
      ...tickFrom(fields, feeds, same),
      ...notAskedFor(type, same),
      // What was promised to those who answer it stays so.
      ...(isUnsigned && { withoutName: true as const }),
    },
  };
}

/** A status alone feeds the status. */
function feedOf({ feeds, type }: QuestionFields): Feed | null {
  return feeds === "health" && type !== "health" ? null : feeds;
}

/** Whether its lines are tracked, where the form asks that; a question that never said so stays silent until it is ticked. */
function tickFrom(
  { type, also }: QuestionFields,
  feeds: QuestionFields["feeds"],
  same: Question | null,
): Pick<Question, "track"> {
  if (!isWritten(type) || !TRACKABLE.includes(feeds)) return {};
  const isTicked = also.includes("track");
  return isTicked || same === null || same.track !== undefined ? { track: isTicked } : {};
}

function boundsFrom({ min, max }: QuestionFields): Pick<Question, "min" | "max"> {
  return {
    ...(min !== null && { min }),
    ...(max !== null && { max }),
  };
}

/** What only a file can give a question, a text's length among it: it stays. */
function notAskedFor(type: QuestionType, same: Question | null): Partial<Question> {
  const kept = type === "number" ? null : same;
  return {
    ...(kept?.min !== undefined && { min: kept.min }),
    ...(kept?.max !== undefined && { max: kept.max }),
    ...(same?.language !== undefined && { language: same.language }),
  };
}

/** Moves a question by one place, within the list. */
export function moveQuestion(questions: readonly Question[], place: number, by: 1 | -1): Question[] {
  const list = [...questions];
  const here = list[place];
  const other = list[place + by];
  if (!here || !other) return list;
  list[place] = other;
  list[place + by] = here;
  return list;
}

function problemsOf({ label, type, options, min, max }: QuestionFields): QuestionProblems {
  const isOption = (line: string, index: number) => line.length <= OPTION_LENGTH && options.indexOf(line) === index;
  const areOptions = options.length > 0 && options.length <= MOST_OPTIONS && options.every(isOption);
  const chooses = type === "choice" || type === "choices";
  const bounds = [min, max].filter((bound) => bound !== null);
  const areBounds = bounds.every(Number.isFinite) && (min ?? -Infinity) < (max ?? Infinity);
  return {
    ...(label === "" && { label: "missing" }),
    ...(chooses && !areOptions && { options: "options" }),
    ...(type === "number" && !areBounds && { max: "bounds" }),
  };
}

export function isWritten(type: QuestionType): boolean {
  return type === "text" || type === "long-text";
}

function inBoth(language: Language, own: string, other: string): LocalText {
  return language === "en" ? { en: own, fr: other } : { en: other, fr: own };
}

function mergedText(text: string, before: LocalText | undefined, language: Language): LocalText | null {
  if (text === "") return null;
  return before !== undefined && textIn(before, language) === text ? before : text;
}

/** An option with an unchanged label keeps its value, to which answers refer. */
function optionsFrom(labels: readonly string[], before: Question | null, language: Language) {
  const earlier = before?.options ?? [];
  const used = earlier.map((option) => option.value);
  return labels.map((label) => {
    const same = earlier.find((option) => textIn(option.label, language) === label);
    if (same) return same;
    const value = keyFrom(label.slice(0, KEY_LENGTH), used, "option");
    used.push(value);
    return { value, label };
  });
}
