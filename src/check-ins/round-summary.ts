/** A round as a whole: its summary, and every answer. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { Question } from "../cadences/questions/questions.ts";
import { mayShowRate } from "../people/who-can-answer.ts";
import type { Instant } from "../platform/clock.ts";
import { list, longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  isPresent,
  lineOf,
  plainSection,
  section,
  shorten,
  words,
} from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { modal } from "../slack/modal.ts";
import { type AnswersOf, answerLines, answersByPerson, answersInBrief, nothingLines } from "./answers-shown.ts";
import { promptIds, type RoundView, title } from "./blocks.ts";
import { checkInTexts } from "./texts.ts";

const PEOPLE_IN_VIEW = 45;
const LONGEST_IN_VIEW = 3000;

export interface SummaryView extends RoundView {
  programId: string;
  roundId: string;
  asked: number;
  away: number;
  questions: Question[];
  answers: AnswersOf[];
  answered: number;
  /** The names of those who have not answered; null: not for this reader. */
  silent: readonly string[] | null;
  /** Since when answers to it are kept no more; null: all are there. */
  removedAt: Instant | null;
}

/** From five people on with how many were asked. */
function countWords(reader: Reader, { answered, asked }: { answered: number; asked: number }): string {
  return textsFor(checkInTexts, reader).summary.count(answered, mayShowRate(asked) ? asked : null);
}

/** In a channel; `isBrief`: to one of the team, among other messages. */
export function summaryMessage(reader: Reader, view: SummaryView, { isBrief = false } = {}): Message {
  const texts = textsFor(checkInTexts, reader).summary;
  const count = countWords(reader, view);
  const counts = [count, view.away > 0 ? texts.away(view.away) : null];
  const { shown, nothing, unchanged } = byKind(view.answers);
  const answers = isBrief
    ? answersInBrief(reader, view.questions, shown)
    : answersByPerson(reader, view.questions, shown);
  const blocks: (KnownBlock | null)[] = [
    title(view),
    context(escapeMrkdwn([view.round, ...counts.filter((count) => count !== null)].join(" · "))),
    ...answers.blocks,
    answers.left > 0 ? context(texts.more(answers.left)) : null,
    ...[...named(reader, texts.nothing, nothing), ...named(reader, texts.unchanged, unchanged)].map((text) =>
      words([{ text }]),
    ),
    silentBlock(reader, view),
    actions(`round:${view.roundId}`, button(promptIds.readAnswers, texts.read, { value: view.roundId })),
  ];
  return {
    text: lineOf(texts.fallback(view.cadence, view.program, view.round, count)),
    blocks: blocks.filter(isPresent),
  };
}

/** One line: what a few answered, with the button to all. */
export function summaryLine(reader: Reader, view: SummaryView): KnownBlock[] {
  const texts = textsFor(checkInTexts, reader).summary;
  const { shown, nothing, unchanged } = byKind(view.answers);
  const brief = shown.map(({ name, answers }) => {
    const lines = answerLines(reader, view.questions, answers, LONGEST_IN_LINE);
    const written = lines.map((line) => line.map(({ text }) => text).join(""));
    return `${name} – ${written.map((text) => text.trim().replaceAll(/\s+/g, " ")).join("; ")}`;
  });
  const facts = [
    view.program,
    ...brief,
    ...named(reader, texts.nothing, nothing),
    ...named(reader, texts.unchanged, unchanged),
  ];
  const read = button(promptIds.readAnswers, texts.read, { value: view.roundId });
  const silent = silentBlock(reader, view);
  return [plainSection(facts.join(" · "), read), ...(silent ? [silent] : [])];
}

const LONGEST_IN_LINE = 120;

/** How many lines of answers a summary has among other messages. */
export function linesInBrief(reader: Reader, { questions, answers }: SummaryView): number {
  const { shown, nothing, unchanged } = byKind(answers);
  const written = shown.flatMap((answer) => answerLines(reader, questions, answer.answers, LONGEST_IN_LINE));
  return written.length + Math.min(1, nothing.length) + Math.min(1, unchanged.length);
}

/** “Plan unchanged: Priya and Tom”; none for nobody. */
function named(reader: Reader, label: string, those: readonly AnswersOf[]): string[] {
  const names = those.map(({ name }) => name);
  return names.length === 0 ? [] : [`${label} ${list(reader, names)}`];
}

function byKind(answers: readonly AnswersOf[]) {
  const pressed = answers.filter((answer) => answer.nothingToReport);
  const nothing = pressed.filter((answer) => Object.keys(answer.answers).length === 0);
  return {
    shown: answers.filter((answer) => !answer.nothingToReport),
    nothing,
    unchanged: pressed.filter((answer) => !nothing.includes(answer)),
  };
}

/** “No answer from Sam Okafor and Jonas Weber.” */
function silentBlock(reader: Reader, { silent }: SummaryView): KnownBlock | null {
  if (silent === null || silent.length === 0) return null;
  const sorted = silent.toSorted(new Intl.Collator(reader.locale).compare);
  return context(
    escapeMrkdwn(shorten(textsFor(checkInTexts, reader).summary.silent(list(reader, sorted)), LONGEST_NAMES)),
  );
}

const LONGEST_NAMES = 600;

/** Answers of a round in full. */
export function answersView(reader: Reader, view: SummaryView): ModalView {
  const texts = textsFor(checkInTexts, reader);
  const all = view.answers;
  const blocks: (KnownBlock | null)[] = [
    title(view),
    context(escapeMrkdwn(`${view.round} · ${countWords(reader, view)}`)),
    view.removedAt === null ? null : section(removedWords(reader, view.removedAt)),
    all.length === 0 && view.removedAt === null ? section(texts.answersView.none) : null,
    ...all.slice(0, PEOPLE_IN_VIEW).map((answer) => answersOf(reader, view, answer)),
    all.length > PEOPLE_IN_VIEW ? context(texts.answersView.truncated(all.length - PEOPLE_IN_VIEW)) : null,
    silentBlock(reader, view),
  ];
  return modal({
    title: texts.answersView.title,
    close: texts.answersView.close,
    blocks,
  });
}

function removedWords(reader: Reader, at: Instant): string {
  const on = longDate(reader, localDateOf(at, reader.zone));
  return textsFor(checkInTexts, reader).answersView.removed(on);
}

function answersOf(reader: Reader, view: SummaryView, of: AnswersOf): KnownBlock {
  const lines = of.nothingToReport
    ? nothingLines(reader, of.answers, LONGEST_IN_VIEW)
    : answerLines(reader, view.questions, of.answers, LONGEST_IN_VIEW);
  return words([{ text: of.name, bold: true }], ...lines);
}
