import { nameOf } from "../../cadences/naming.ts";
import type { Instant } from "../../platform/clock.ts";
import { button, escapeMrkdwn, section, shorten, shortenEscaped } from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import type { Group } from "../../platform/slack/home.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { dueWords, promptIds, type RoundView } from "../blocks.ts";
import { checkInTexts } from "../texts.ts";
import { homeTexts } from "./texts.ts";

interface PromptAtHand extends RoundView {
  promptId: string;
  prompt: Parameters<typeof dueWords>[1];
  /** Who is away and would be asked; null: the visitor. */
  forName: string | null;
}

/** The same button as in the prompt's message. */
export function openGroup(reader: Reader, view: PromptAtHand, now: Instant): Group {
  const texts = textsFor(homeTexts, reader);
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  const facts = [
    ...(view.forName === null ? [] : [texts.instead(shorten(view.forName, LONGEST_TITLE))]),
    view.round,
    dueWords(reader, view.prompt, now),
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

export function quietGroup(reader: Reader): Group {
  const texts = textsFor(homeTexts, reader);
  return [section(texts.nothingNow, commandButton(texts.ahead, "check-in"))];
}

const LONGEST_TITLE = 300;
const LONGEST_LINE = 900;

/** “missing: Priya Raman”; of a daily check-in nobody is named: “daily: 2 missing”. */
export function missingFacts(reader: Reader, { names, daily }: { names: readonly string[]; daily: number }): string[] {
  const texts = textsFor(homeTexts, reader);
  const sorted = [...new Set(names)].sort(new Intl.Collator(reader.locale).compare);
  return [
    ...(sorted.length > 0 ? [shorten(texts.missing(sorted), LONGEST_LINE)] : []),
    ...(daily > 0 ? [texts.missingDaily(daily)] : []),
  ];
}

/** In the menu of a program. */
export function readLabel(reader: Reader, cadence: Parameters<typeof nameOf>[0]): string {
  return textsFor(homeTexts, reader).readAnswers(nameOf(cadence, reader));
}
