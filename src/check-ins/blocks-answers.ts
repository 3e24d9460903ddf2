/** Answers as they are read: exactly as typed, each after the short label of its question. */
import type { Button, KnownBlock, RichTextBlock, SectionBlock } from "@slack/types";
import { MOST_LINE_LETTERS } from "../cadences/questions/field-lines.ts";
import { type Answers, type Question, shortLabel } from "../cadences/questions/questions.ts";
import { plainSection, shorten, type Words, words } from "../platform/slack/blocks.ts";
import { MESSAGE_LIMITS } from "../platform/slack/limits.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { answerText } from "./answer-text.ts";
import { checkInTexts } from "./texts.ts";

export interface AnswersOf {
  name: string;
  nothingToReport: boolean;
  answers: Answers;
}

type NameOf = (id: string) => string;

const MOST_NAMED = 5;
const LONGEST_NAMED = 80;

/** The lines that first screens cut, with the button that opens the form again. */
export function longLinesBlocks(reader: Reader, lines: readonly string[], shortenButton: Button): SectionBlock[] {
  return lines.length === 0 ? [] : [plainSection(longLinesNote(reader, lines), shortenButton)];
}

export function longLinesNote(reader: Reader, lines: readonly string[]): string {
  const note = textsFor(checkInTexts, reader).receipt.longLines(lines.length, MOST_LINE_LETTERS);
  return [note, ...lines.slice(0, MOST_NAMED).map((line) => `• ${shorten(line, LONGEST_NAMED)}`)].join("\n");
}

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
  nameOf: NameOf,
  longest: number,
): Words[][] {
  return questions.flatMap((question) => {
    const value = answers[question.key];
    if (value === undefined) return [];
    const text = shorten(answerText(reader, question, value, nameOf), longest);
    return [
      [
        { text: `${leading(reader, shortLabel(question, languageOf(reader.locale)))} `, bold: true },
        { text: `${text}\n` },
      ],
    ];
  });
}

/** How many people and how much of an answer a message holds, from the most on. */
const SIZES = [
  { people: 30, longest: 280 },
  { people: 30, longest: 120 },
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
  nameOf: NameOf,
): { blocks: KnownBlock[]; left: number } {
  const tried = SIZES.map(({ people, longest }) => {
    const blocks = all.slice(0, people).map((answer) => ofPerson(reader, questions, answer, nameOf, longest));
    return { blocks, left: Math.max(0, all.length - people) };
  });
  const fits = tried.find(({ blocks }) => JSON.stringify(blocks).length <= MOST_UNITS);
  return fits ?? { blocks: [], left: all.length };
}

function ofPerson(
  reader: Reader,
  questions: readonly Question[],
  { name, answers }: AnswersOf,
  nameOf: NameOf,
  longest: number,
): RichTextBlock {
  const lines = answerLines(reader, questions, answers, nameOf, longest).flatMap(([label, text]) =>
    label && text ? [{ text: `\n${label.text}`, bold: true }, { text: text.text.replace(/\n$/, "") }] : [],
  );
  return words([{ text: name, bold: true }, ...lines]);
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
    return typeof value === "object" && !Array.isArray(value) && value.reason !== undefined ? [value.reason] : [];
  });
}
