/** What is told of a round as a whole: its summary, who is silent or is not asked, and every answer. */
import type { KnownBlock, ModalView } from "@slack/types";
import { type Answers, type Question, withoutRetired } from "../cadences/questions/questions.ts";
import { whyColourButton } from "../health/why-menu.ts";
import type { Instant } from "../platform/clock.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  isPresent,
  lineOf,
  plain,
  section,
  shorten,
  words,
} from "../platform/slack/blocks.ts";
import type { Message } from "../platform/slack/message.ts";
import { dateAndTime, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { awayTexts } from "./away/texts.ts";
import { answerLines, nothingLines, promptIds, type RoundView, title } from "./blocks.ts";
import { checkInTexts } from "./texts.ts";
import { contactTexts } from "./texts-contact.ts";

const LONGEST_IN_SUMMARY = 280;
const PEOPLE_IN_SUMMARY = 30;
const PEOPLE_IN_VIEW = 45;
const LONGEST_IN_VIEW = 3000;

interface AnswersOf {
  name: string;
  nothingToReport: boolean;
  answers: Answers;
}

export interface SummaryView extends RoundView {
  programId: string;
  roundId: string;
  asked: number;
  away: number;
  questions: Question[];
  /** Null where the channel may not see the answers. */
  answers: AnswersOf[] | null;
  answered: number;
  nameOf: (id: string) => string;
}

export function summaryMessage(reader: Reader, view: SummaryView): Message {
  const texts = textsFor(checkInTexts, reader).summary;
  const counts = [texts.count(view.answered, view.asked), view.away > 0 ? texts.away(view.away) : null];
  const shown = (view.answers ?? []).filter((answer) => !answer.nothingToReport);
  const nothing = (view.answers ?? []).filter((answer) => answer.nothingToReport).map((answer) => answer.name);
  const blocks: (KnownBlock | null)[] = [
    title(view),
    context(escapeMrkdwn([view.round, ...counts.filter((count) => count !== null)].join(" · "))),
    ...shown.slice(0, PEOPLE_IN_SUMMARY).map((answer) => answersOf(reader, view, answer, LONGEST_IN_SUMMARY)),
    shown.length > PEOPLE_IN_SUMMARY ? context(texts.more(shown.length - PEOPLE_IN_SUMMARY)) : null,
    nothing.length > 0 ? words([{ text: `${texts.nothing} ${list(reader, nothing)}` }]) : null,
    view.answers === null ? context(texts.onlyCount) : null,
    actions(
      "round",
      button(promptIds.readAnswers, texts.read, { value: view.roundId }),
      ...(view.questions.some(({ feeds }) => feeds === "health") ? [whyColourButton(reader, view.programId)] : []),
    ),
  ];
  return {
    text: lineOf(texts.fallback(view.cadence, view.program, view.round, view.answered, view.asked)),
    blocks: blocks.filter(isPresent),
  };
}

/** Where their own clocks made it due at different times, each name says when. */
export function silentMessage(
  reader: Reader,
  view: RoundView & { silent: { name: string; dueAt: Instant }[]; uncovered: string[] },
): Message {
  const texts = textsFor(checkInTexts, reader).silent;
  const sameTime = new Set(view.silent.map(({ dueAt }) => dueAt)).size === 1;
  const names = view.silent.map(({ name, dueAt }) => (sameTime ? name : texts.due(name, dateAndTime(reader, dueAt))));
  const where = [view.cadence, view.program, view.round].join(" · ");
  const { uncovered } = textsFor(awayTexts, reader);
  const lines = [
    ...(names.length > 0 ? [texts.line(view.cadence, view.program, view.round, list(reader, names))] : []),
    ...(view.uncovered.length > 0 ? [uncovered(where, view.uncovered.length, list(reader, view.uncovered))] : []),
  ];
  // Among others in one message it is said anew when one of those changes.
  if (lines.length === 0) lines.push(texts.none(view.cadence, view.program, view.round));
  return { text: lineOf(lines.join(" ")), blocks: lines.map((line) => words([{ text: shorten(line, 2800) }])) };
}

export function notAskedMessage(reader: Reader, view: RoundView, names: string[]): Message {
  const where = [view.cadence, view.program, view.round].join(" · ");
  const line = textsFor(contactTexts, reader).notAsked(where, names.length, list(reader, names));
  return { text: lineOf(line), blocks: [words([{ text: shorten(line, 2800) }])] };
}

/** Every answer of a round in full. */
export function answersView(reader: Reader, view: SummaryView): ModalView {
  const texts = textsFor(checkInTexts, reader);
  const all = view.answers ?? [];
  const blocks: (KnownBlock | null)[] = [
    title(view),
    context(escapeMrkdwn(`${view.round} · ${texts.summary.count(view.answered, view.asked)}`)),
    all.length === 0 ? section(texts.answersView.none) : null,
    ...all.slice(0, PEOPLE_IN_VIEW).map((answer) => answersOf(reader, view, answer, LONGEST_IN_VIEW)),
    all.length > PEOPLE_IN_VIEW ? context(texts.answersView.truncated(all.length - PEOPLE_IN_VIEW)) : null,
  ];
  return {
    type: "modal",
    title: plain(texts.answersView.title),
    close: plain(texts.answersView.close),
    blocks: blocks.filter(isPresent),
  };
}

function answersOf(reader: Reader, view: SummaryView, of: AnswersOf, longest: number): KnownBlock {
  const lines = of.nothingToReport
    ? nothingLines(reader, of.answers, longest)
    : answerLines(reader, withoutRetired(view.questions), of.answers, view.nameOf, longest);
  return words([{ text: of.name, bold: true }], ...lines);
}
