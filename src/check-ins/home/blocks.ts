import type { KnownBlock } from "@slack/types";
import type { Instant } from "../../platform/clock.ts";
import {
  button,
  context,
  escapeMrkdwn,
  isPresent,
  plainSection,
  section,
  shorten,
  words,
} from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import type { Group } from "../../platform/slack/home.ts";
import { dateAndTime, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { promptIds, type RoundView } from "../blocks.ts";
import { awayWords, countWords } from "../blocks-round.ts";
import { checkInTexts } from "../texts.ts";
import { homeTexts } from "./texts.ts";

interface PromptAtHand extends RoundView {
  promptId: string;
  dueAt: Instant;
  state: string;
  answeredAt: Instant | null;
  /** Not a delegate’s, whose time is not told. */
  isOwnAnswer: boolean;
  /** Who is away and would be asked; null: the visitor. */
  forName: string | null;
}

/** The same button as in the prompt's message. */
export function openGroup(reader: Reader, view: PromptAtHand, now: Instant): Group {
  const texts = textsFor(homeTexts, reader);
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  const due = dateAndTime(reader, view.dueAt);
  const facts = [
    ...(view.forName === null ? [] : [texts.instead(shorten(view.forName, LONGEST_TITLE))]),
    view.round,
    view.dueAt < now ? texts.overdue(due) : texts.due(due),
  ];
  return [
    words([{ text: view.cadence, bold: true }, { text: ` · ${view.program}` }]),
    section(escapeMrkdwn(facts.join(" · ")), button(promptIds.open, checkIn, { value: view.promptId, primary: true })),
  ];
}

/** One line: what was answered or skipped, and the way to change it. */
export function answeredGroup(reader: Reader, view: PromptAtHand): Group {
  const texts = textsFor(homeTexts, reader);
  const { edit, checkInAfterAll } = textsFor(checkInTexts, reader).receipt;
  const state =
    view.answeredAt === null
      ? texts.skipped
      : view.isOwnAnswer
        ? texts.answered(dateAndTime(reader, view.answeredAt))
        : texts.answeredFor;
  const label = view.answeredAt === null ? checkInAfterAll : edit;
  const line = [view.cadence, shorten(view.program, LONGEST_TITLE), view.round, state].join(" · ");
  return [plainSection(line, button(promptIds.open, label, { value: view.promptId }))];
}

export function quietGroup(reader: Reader): Group {
  const texts = textsFor(homeTexts, reader);
  return [section(texts.nothingNow, commandButton(texts.ahead, "check-in"))];
}

export interface RoundInProgress extends RoundView {
  roundId: string;
  asked: number;
  answered: number;
  away: number;
  /** Of a daily check-in only those who may be away are named. */
  silent: { count: number; names: string[]; isDaily: boolean };
}

/** Rounds of one cadence that nobody was asked, by the name of the last of them. */
export interface MissedRounds extends RoundView {
  count: number;
}

const LONGEST_TITLE = 300;
const LONGEST_NAMES = 2000;

export function leadGroup(
  reader: Reader,
  card: {
    title: string;
    rounds: RoundInProgress[];
    missed: MissedRounds[];
    coming: { at: Instant; cadence: string }[];
  },
  foot: KnownBlock[],
): Group {
  const texts = textsFor(homeTexts, reader);
  const { rounds } = card;
  const dates = card.coming.map(({ at, cadence }) => `${dateAndTime(reader, at)} (${cadence})`);
  const missed = card.missed.map(({ cadence, count, round }) => texts.missedOf(cadence, count, round));
  const blocks: (KnownBlock | null)[] = [
    words([{ text: shorten(card.title, LONGEST_TITLE), bold: true }]),
    ...rounds.flatMap((round) => roundBlocks(reader, round)),
    rounds.length === 0 ? context(card.coming.length === 0 ? texts.nobodyAsked : texts.noRound) : null,
    missed.length > 0 ? words([{ text: shorten(texts.missed(missed.join(" · ")), LONGEST_NAMES) }]) : null,
    dates.length > 0 ? words([{ text: shorten(texts.coming(dates.join(" · ")), LONGEST_NAMES), italic: true }]) : null,
    ...foot,
  ];
  return blocks.filter(isPresent);
}

/** A rule between cards. */
export function apart(cards: readonly Group[]): Group[] {
  return cards.map((card, index) => (index === 0 ? card : [{ type: "divider" }, ...card]));
}

function roundBlocks(reader: Reader, round: RoundInProgress): KnownBlock[] {
  const texts = textsFor(homeTexts, reader);
  const { summary } = textsFor(checkInTexts, reader);
  const counts = [countWords(reader, round), ...(round.away > 0 ? [summary.away(round.away)] : [])];
  const line = [round.cadence, round.round, ...counts].join(" · ");
  const read = button(promptIds.readAnswers, summary.read, { value: round.roundId });
  const { count, names, isDaily } = round.silent;
  if (count === 0) return [plainSection(line, read)];
  const { people } = textsFor(checkInTexts, reader).silent;
  const away = isDaily ? awayWords(reader, names) : [];
  const silent = texts.silent(isDaily ? people(count) : list(reader, names), away.join(""));
  return [plainSection(line, read), words([{ text: shorten(silent, LONGEST_NAMES) }])];
}
