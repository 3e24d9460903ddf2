/** A question as a form shows it, in the language of whoever edits it, and back. */
import type { Language } from "../../platform/texts/language.ts";
import { keyFrom } from "../../programs/programs.ts";
import { type Feed, type LocalText, type Question, type QuestionType, textIn } from "./questions.ts";

export const OTHER_LANGUAGE: Record<Language, Language> = { en: "fr", fr: "en" };

export interface QuestionFields {
  label: string;
  /** The label in the other language; empty when one text serves both. */
  other: string;
  /** Empty for the beginning of the label. */
  short: string;
  hint: string;
  type: QuestionType;
  /** Labels of the options. */
  options: string[];
  /** Null when not bounded, NaN for what is no number. */
  min: number | null;
  max: number | null;
  isRequired: boolean;
  feeds: Feed | null;
  also: readonly Also[];
}

/** It stands behind *More*; *Track* is ticked to begin with; only whoever leads is asked. */
export const QUESTION_TICKS = ["more", "track", "onlyLead"] as const;
type Also = (typeof QUESTION_TICKS)[number];

/** What each line of an answer can become an item of. */
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
/** Of an option's label, and of its value: Slack takes no more. */
export const OPTION_LENGTH = 75;
const KEY_LENGTH = 30;

/**
 * The question that the fields say. `before`: the question as it was, or null for a new one; what it says in the other
 * language stays where the text of the reader's did. Of another kind of answer it is another question, with a new key,
 * so that no old answer is offered for it.
 */
export function questionFrom(
  fields: QuestionFields,
  before: Question | null,
  { language, usedKeys }: { language: Language; usedKeys: readonly string[] },
): { question: Question } | { problems: QuestionProblems } {
  const problems = problemsOf(fields);
  if (Object.keys(problems).length > 0) return { problems };
  const { type, label, other, isRequired, min, max, also } = fields;
  // The form offers it for a status alone.
  const feeds = fields.feeds === "health" && type !== "health" ? null : fields.feeds;
  const isSame = before !== null && before.type === type;
  const wanted = feeds !== null && !usedKeys.includes(feeds) ? feeds : label.slice(0, KEY_LENGTH);
  const key = isSame ? before.key : keyFrom(wanted.slice(0, KEY_LENGTH), usedKeys, "question");
  const short = mergedText(fields.short, before?.short, language);
  const hint = mergedText(fields.hint, before?.hint, language);
  const canTick = isWritten(type) && TRACKABLE.includes(feeds);
  const hasTick = canTick && (also.includes("track") || !isSame || before.track !== undefined);
  const chooses = type === "choice" || type === "choices";
  const bounded = type === "number";
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
      ...(bounded && min !== null && { min }),
      ...(bounded && max !== null && { max }),
      ...(also.includes("more") && { more: true }),
      ...(also.includes("onlyLead") && { onlyLead: true }),
      ...(hasTick && { track: also.includes("track") }),
      // The length of a text is not asked for here: it stays.
      ...(!bounded && isSame && before.min !== undefined && { min: before.min }),
      ...(!bounded && isSame && before.max !== undefined && { max: before.max }),
      ...(isSame && before.language !== undefined && { language: before.language }),
      ...(isSame && before.mostLines !== undefined && { mostLines: before.mostLines }),
    },
  };
}

/** The list with the question at `place` moved one place. Out of the list nothing moves. */
export function moveQuestion(questions: readonly Question[], place: number, by: 1 | -1): Question[] {
  const list = [...questions];
  const [here, other] = [list[place], list[place + by]];
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

/** In lines of one's own. */
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

/** An option whose label is as it was keeps its value, which answers refer to. */
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
