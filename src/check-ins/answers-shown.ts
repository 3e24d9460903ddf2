/** Answers as they are read: exactly as typed, each after the short label of its question. */
import type { Button, KnownBlock, SectionBlock } from "@slack/types";
import { isNothing, MOST_LINE_LETTERS } from "../cadences/questions/field-lines.ts";
import { STATUS_CIRCLES } from "../cadences/questions/health-scale.ts";
import {
  type Answers,
  type AnswerValue,
  healthAnswerSchema,
  isHealthAnswer,
  isOutlook,
  isRecommendation,
  type OutlookAnswer,
  type Question,
  shortLabel,
  textIn,
} from "../cadences/questions/questions.ts";
import { RECOMMENDED } from "../cadences/questions/recommendation-in-words.ts";
import { cutAtWord } from "../platform/texts/display.ts";
import { capitalised, languageOf, list, number, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { context, imageBeside, plainSection, shorten, type Words, words } from "../slack/blocks.ts";
import { MESSAGE_LIMITS } from "../slack/limits.ts";
import { checkInTexts } from "./texts.ts";

export interface AnswersOf {
  name: string;
  /** How a channel names them: mrkdwn, a mention where there is somebody to mention; and their picture. */
  shown: { mention: string; pictureUrl: string | null };
  nothingToReport: boolean;
  answers: Answers;
}

const MOST_NAMED = 5;
const LONGEST_NAMED = 80;

/** The lines and bottom lines that first screens cut, with the button that opens the form again. */
export function longLinesBlocks(
  reader: Reader,
  { longLines, headlines }: { longLines: readonly string[]; headlines: readonly string[] },
  shortenButton: Button,
): SectionBlock[] {
  const texts = textsFor(checkInTexts, reader).receipt;
  const ends = headlines.slice(0, MOST_HEADLINES).map((headline) => texts.headline(endOf(headline)));
  const count = longLines.length;
  const note = count === 0 ? [] : [texts.longLines(count, MOST_LINE_LETTERS)];
  const shown = longLines.slice(0, MOST_NAMED).map((line) => `• ${shorten(line, LONGEST_NAMED)}`);
  const lines = [...ends, ...note, ...shown];
  return lines.length === 0 ? [] : [plainSection(lines.join("\n"), shortenButton)];
}

/** Its last words, by which its author finds where it ends. */
function endOf(headline: string): string {
  const last = headline.replace(/…$/, "").split(/\s+/).slice(-LAST_WORDS).join(" ");
  return `…${last.slice(-LONGEST_NAMED)}`;
}

const LAST_WORDS = 4;
/** A bottom line has at most two others beside it, each in another language. */
const MOST_HEADLINES = 3;

/** Of whoever had nothing to report: with the plan that stands, where they said that. */
export function nothingLines(reader: Reader, answers: Answers, longest: number): Words[][] {
  const { nothing, unchanged } = textsFor(checkInTexts, reader).receipt;
  const plan = wordsIn(answers).join("\n");
  return [[{ text: plan === "" ? nothing : unchanged(shorten(plan, longest)) }]];
}

/** What one person answered, a paragraph a question; `longest`: UTF-16 units of an answer. */
export function answerLines(
  reader: Reader,
  questions: readonly Question[],
  answers: Answers,
  longest: number,
): Words[][] {
  return questions.flatMap((question) => {
    const value = answers[question.key];
    if (value === undefined || (!question.required && typeof value === "string" && isNothing(value))) return [];
    const text = answerText(reader, questions, question, value, longest);
    if (text === "") return [];
    return [
      [
        { text: `${leading(reader, shortLabel(question, languageOf(reader.locale)))} `, bold: true },
        { text: `${text}\n` },
      ],
    ];
  });
}

/** Cut between two words, where there are any. */
function shortened(text: string, longest: number): string {
  const { head, rest } = cutAtWord(text, longest - 1);
  if (rest === "") return text;
  return head === "" ? shorten(text, longest) : `${head}…`;
}

/** How many people, of two blocks each, and how much of an answer a message holds, from the most on. */
const SIZES = [
  { people: 20, longest: 280 },
  { people: 20, longest: 120 },
  { people: 15, longest: 120 },
  { people: 5, longest: 120 },
  { people: 5, longest: 40 },
];
/** Left for what else the message has. */
const MOST_UNITS = MESSAGE_LIMITS.blocksUnits - 2500;

/** What several people answered, one person after the other; `left`: how many people there was no room for. */
export function answersByPerson(
  reader: Reader,
  questions: readonly Question[],
  all: readonly AnswersOf[],
): { blocks: KnownBlock[]; left: number } {
  const tried = SIZES.map(({ people, longest }) => {
    const blocks = all.slice(0, people).flatMap((answer) => ofPerson(reader, questions, answer, longest));
    return { blocks, left: Math.max(0, all.length - people) };
  });
  const fits = tried.find(({ blocks }) => JSON.stringify(blocks).length <= MOST_UNITS);
  return fits ?? { blocks: [], left: all.length };
}

function ofPerson(
  reader: Reader,
  questions: readonly Question[],
  { name, shown: { mention, pictureUrl }, answers }: AnswersOf,
  longest: number,
): KnownBlock[] {
  const lines = answerLines(reader, questions, answers, longest);
  const head = context(mention);
  return [
    {
      ...head,
      elements: [
        ...(pictureUrl === null ? [] : [imageBeside(shorten(name, LONGEST_NAMED), pictureUrl)]),
        ...head.elements,
      ],
    },
    ...(lines.length > 0 ? [words(...lines)] : []),
  ];
}

const MOST_IN_MORNING = 10;
const LONGEST_IN_MORNING = 120;

/** The same among other messages, in one block; `left`: as above. */
export function answersInBrief(
  reader: Reader,
  questions: readonly Question[],
  all: readonly AnswersOf[],
): { blocks: KnownBlock[]; left: number } {
  const people = all
    .slice(0, MOST_IN_MORNING)
    .flatMap(({ name, answers }) => [
      [{ text: shorten(name, LONGEST_NAMED), bold: true }],
      ...answerLines(reader, questions, answers, LONGEST_IN_MORNING),
    ]);
  return { blocks: people.length > 0 ? [words(...people)] : [], left: Math.max(0, all.length - MOST_IN_MORNING) };
}

/** A name or a label before what it says; one that asks has its own end. */
function leading(reader: Reader, text: string): string {
  if (/[?!:.…]$/.test(text)) return text;
  return languageOf(reader.locale) === "fr" ? `${text}\u00a0:` : `${text}:`;
}

/** What is written in them, with the reason of a colour. */
function wordsIn(answers: Answers): string[] {
  return Object.values(answers).flatMap((value) => {
    if (typeof value === "string") return [value];
    const hasReason = isHealthAnswer(value) || isRecommendation(value);
    return hasReason && value.reason !== undefined ? [value.reason] : [];
  });
}

/** Shows only whether an answer was in time or late, not when it came. */
export function answeredWords(reader: Pick<Reader, "locale">, isLate: boolean): string {
  return textsFor(checkInTexts, reader).answered[isLate ? "late" : "in-time"];
}

/** An answer as a person reads it; each text in it is cut by itself, so that labels and dates stay whole. */
export function answerText(
  reader: Reader,
  questions: readonly Question[],
  question: Question,
  value: AnswerValue,
  longest = Number.POSITIVE_INFINITY,
): string {
  const texts = textsFor(checkInTexts, reader);
  const language = languageOf(reader.locale);
  const label = (chosen: string) => {
    const field = question.type === "fields" && questions.find(({ key }) => key === chosen);
    if (field) return shortLabel(field, language);
    const option = question.options?.find((choice) => choice.value === chosen);
    return option ? textIn(option.label, language) : chosen;
  };
  if (typeof value === "number") return number(reader, value);
  if (Array.isArray(value)) return shortened(list(reader, value.map(label)), longest);
  if (typeof value === "string") return shortened(question.type === "choice" ? label(value) : value, longest);
  if (isOutlook(value)) return outlookInWords(reader, question, value);
  if (isRecommendation(value)) {
    const until = value.until === undefined ? "" : shortDate(reader, value.until);
    const chosen = capitalised(RECOMMENDED[language][value.recommend](until));
    return [chosen, value.reason && shortened(value.reason, longest)].filter(Boolean).join(" – ");
  }
  const health = healthAnswerSchema.parse(value);
  const colour = `${STATUS_CIRCLES[health.colour]} ${texts.health[health.colour]}`;
  const { pathToGreen: path } = health;
  const way = path && texts.pathToGreen(shortened(path.action, longest), shortDate(reader, path.by));
  return [colour, health.reason && shortened(health.reason, longest), way].filter(Boolean).join(" – ");
}

/** “Halve returns: uncertain · Win back 10,000 customers: yes”; an objective that is there no more is left out. */
function outlookInWords(reader: Reader, { options = [] }: Question, { outlook }: OutlookAnswer): string {
  const texts = textsFor(checkInTexts, reader);
  const language = languageOf(reader.locale);
  return options
    .flatMap(({ value: id, label }) => {
      const chosen = outlook[id];
      return chosen === undefined ? [] : [texts.outlook.of(textIn(label, language), texts.outlook.choice[chosen])];
    })
    .join(" · ");
}
