/** Several daily check-ins as one line of a message. */
import type { KnownBlock, SectionBlock } from "@slack/types";
import { z } from "zod";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { actions, button, escapeMrkdwn, section, shortenEscaped } from "../../slack/blocks.ts";
import { Menu } from "../../slack/menus.ts";
import { promptIdsIn, unchangedButton } from "../blocks.ts";
import { checkInTexts } from "../texts.ts";
import { dayTexts } from "./texts.ts";

export const dayIds = { open: "check_in.open_day", form: "check_in.day_form" } as const;

/** Of all that share a form now; it carries the id of the first, since an option has room for no more. */
export const dayMenu = new Menu("check_in.day_menu", z.enum(["later", "skip", "away"]));

const LONGEST_TITLE = 150;

export interface DayPrompt {
  promptId: string;
  program: string;
  /** Its day, and by when it is asked. */
  state: string;
}

/** On Home: with the button that opens their form. */
export function dayLine(reader: Reader, prompts: readonly DayPrompt[]): SectionBlock {
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  const value = promptIdsIn(prompts.map(({ promptId }) => promptId));
  return section(textOf(reader, prompts), button(dayIds.open, checkIn, { value, primary: true }));
}

/** `hasPlan`: each of them has one that one click could leave as it is. */
export function openLine(reader: Reader, prompts: readonly DayPrompt[], hasPlan: boolean): KnownBlock[] {
  const texts = textsFor(checkInTexts, reader).prompt;
  const ids = prompts.map(({ promptId }) => promptId);
  const [first = ""] = ids;
  return [
    section(textOf(reader, prompts)),
    actions(
      `day:${first}`,
      button(dayIds.open, texts.checkIn, { value: promptIdsIn(ids), primary: true }),
      ...(hasPlan ? [unchangedButton(reader, ids)] : []),
      dayMenu.overflow(first, { later: texts.later, skip: texts.skip, away: texts.away }),
    ),
  ];
}

function textOf(reader: Reader, prompts: readonly DayPrompt[]): string {
  const texts = textsFor(dayTexts, reader);
  const programs = list(
    reader,
    prompts.map(({ program }) => shown(program)),
  );
  const states = new Set(prompts.map(({ state }) => state));
  const lines =
    states.size === 1
      ? [...states].map(escapeMrkdwn)
      : prompts.map(({ program, state }) => texts.ofProgram(shown(program), escapeMrkdwn(state)));
  return [`*${texts.title}* · ${texts.oneForm(programs)}`, ...lines].join("\n");
}

function shown(text: string): string {
  return escapeMrkdwn(shortenEscaped(text, LONGEST_TITLE));
}
