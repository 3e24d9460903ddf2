/** Messages about check-ins as one line among others. */

import type { SectionBlock } from "@slack/types";
import type { Line } from "../delivery/kinds.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { button, escapeMrkdwn, section, shortenEscaped } from "../slack/blocks.ts";
import { closedMessage, type PromptView, promptActions, promptIds, type RoundView } from "./blocks.ts";
import { checkInTexts } from "./texts.ts";

const LONGEST_TITLE = 150;

type AskedView = RoundView & Pick<PromptView, "promptId" | "due">;

/** With all its choices below it, as a message of its own has them. */
export function promptLine(reader: Reader, view: PromptView): Line {
  if (view.isClosed) return closedMessage(reader, view).blocks;
  return [line(view, `${view.round} · ${view.due}`), promptActions(reader, view, `prompt:${view.promptId}`)];
}

export function reminderLine(reader: Reader, view: AskedView): SectionBlock {
  const { reminder } = textsFor(checkInTexts, reader);
  return askedLine(reader, view, reminder.line(view.due));
}

/** With the one button that opens its form. */
export function askedLine(reader: Reader, view: RoundView & { promptId: string }, state: string): SectionBlock {
  return line(view, state, openButton(reader, view));
}

function openButton(reader: Reader, { promptId }: Pick<AskedView, "promptId">) {
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  return button(promptIds.open, checkIn, { value: promptId, primary: true });
}

function line(view: RoundView, state: string, accessory?: ReturnType<typeof button>): SectionBlock {
  const shown = (text: string) => escapeMrkdwn(shortenEscaped(text, LONGEST_TITLE));
  return section(`*${shown(view.cadence)}* · ${shown(view.program)}\n${escapeMrkdwn(state)}`, accessory);
}
