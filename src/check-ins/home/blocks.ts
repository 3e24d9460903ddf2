import type { Instant } from "../../platform/clock.ts";
import {
  button,
  escapeMrkdwn,
  menu,
  option,
  plainSection,
  section,
  shorten,
  shortenEscaped,
} from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import type { Group } from "../../platform/slack/home.ts";
import { dateAndTime, list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { promptIds, type RoundView } from "../blocks.ts";
import { countWords } from "../blocks-round.ts";
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
  const named = shown(`${view.program}\n${facts.join(" · ")}`);
  return [
    section(
      `*${shown(view.cadence)}* · ${named}`,
      button(promptIds.open, checkIn, { value: view.promptId, primary: true }),
    ),
  ];
}

function shown(text: string): string {
  return escapeMrkdwn(shortenEscaped(text, LONGEST_LINE));
}

/** What was answered or skipped, a line each, and the way to change it: one button, or a menu for several. */
export function answeredGroup(reader: Reader, views: readonly PromptAtHand[]): Group {
  const texts = textsFor(homeTexts, reader);
  const { edit, checkInAfterAll } = textsFor(checkInTexts, reader).receipt;
  const lines = views.map((view) => {
    const state =
      view.answeredAt === null
        ? texts.skipped
        : view.isOwnAnswer
          ? texts.answered(dateAndTime(reader, view.answeredAt))
          : texts.answeredFor;
    return [view.cadence, shorten(view.program, LONGEST_TITLE), view.round, state].join(" · ");
  });
  const [only, ...others] = views;
  if (!only) return [];
  const label = ({ answeredAt }: PromptAtHand) => (answeredAt === null ? checkInAfterAll : edit);
  if (others.length === 0)
    return [plainSection(lines.join("\n"), button(promptIds.open, label(only), { value: only.promptId }))];
  const options = views.map((view) =>
    option(view.promptId, [label(view), shorten(view.cadence, 30), view.program].join(" · ")),
  );
  return [plainSection(lines.join("\n"), menu(promptIds.open, options, texts.edit))];
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
  /** Of a daily check-in nobody is named. */
  silent: { count: number; names: string[]; isDaily: boolean };
}

/** Rounds of one cadence that nobody was asked, by the name of the last of them. */
export interface MissedRounds extends RoundView {
  count: number;
}

const LONGEST_TITLE = 300;
const LONGEST_LINE = 900;
const LONGEST_NAMES = 900;

/** A round of which answers are missing, in a line. */
export function roundLine(reader: Reader, round: RoundInProgress): string {
  const { summary, silent } = textsFor(checkInTexts, reader);
  const counts = [countWords(reader, round), ...(round.away > 0 ? [summary.away(round.away)] : [])];
  const line = [round.cadence, round.round, ...counts].join(" · ");
  const { count, names, isDaily } = round.silent;
  if (count === 0) return line;
  const said = textsFor(homeTexts, reader).silent(isDaily ? silent.people(count) : list(reader, names));
  return `${line}. ${shorten(said, LONGEST_NAMES)}`;
}

export function missedLine(reader: Reader, missed: readonly MissedRounds[]): string {
  const texts = textsFor(homeTexts, reader);
  const rounds = missed.map(({ cadence, count, round }) => texts.missedOf(cadence, count, round));
  return shorten(texts.missed(rounds.join(" · ")), LONGEST_NAMES);
}
