/** Messages about check-ins as one line among others. */

import type { SectionBlock } from "@slack/types";
import type { Line } from "../delivery/kinds.ts";
import { actions, button, escapeMrkdwn, section, shortenEscaped } from "../platform/slack/blocks.ts";
import type { Message } from "../platform/slack/message.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import {
  dueWords,
  otherChoices,
  type PromptView,
  promptIds,
  type ReceiptView,
  type RoundView,
  unchangedButton,
} from "./blocks.ts";
import { longLinesNote } from "./blocks-answers.ts";
import { checkInTexts } from "./texts.ts";
import { contactTexts } from "./texts-contact.ts";

const LONGEST_TITLE = 150;

/** `isUnchanged`: it was answered, with nothing but the plan of last time. */
type ReceiptState = Pick<ReceiptView, "promptId" | "kind"> & {
  isUnchanged: boolean;
  /** Those that first screens cut. */
  longLines: readonly string[];
};

type AskedView = RoundView & Pick<PromptView, "promptId" | "dueAt" | "isOverdue">;

/** With all its choices below it, as a message of its own has them. */
export function promptLine(reader: Reader, view: AskedView & { hasPlan: boolean }): Line {
  const { promptId } = view;
  const buttons = [
    openButton(reader, view),
    ...(view.hasPlan ? [unchangedButton(reader, [promptId])] : []),
    ...otherChoices(reader, promptId),
  ];
  return [line(view, `${view.round} · ${dueWords(reader, view)}`), actions(`prompt:${promptId}`, ...buttons)];
}

export function reminderLine(reader: Reader, view: AskedView): SectionBlock {
  const { reminder } = textsFor(checkInTexts, reader);
  return line(view, reminder.line(dueWords(reader, view)), openButton(reader, view));
}

function openButton(reader: Reader, { promptId }: Pick<AskedView, "promptId">) {
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  return button(promptIds.open, checkIn, { value: promptId, primary: true });
}

export function receiptLine(reader: Reader, view: RoundView & ReceiptState): SectionBlock {
  const texts = textsFor(checkInTexts, reader).receipt;
  const state = textsFor(contactTexts, reader)[view.isUnchanged ? "unchanged" : view.kind](view.round);
  const isLong = view.longLines.length > 0;
  const edit = isLong ? texts.shorten : texts.edit;
  return line(
    view,
    isLong ? `${state}\n${longLinesNote(reader, view.longLines)}` : state,
    // Nothing is expected any more of whoever has left.
    view.kind === "left"
      ? undefined
      : button(promptIds.open, view.kind === "answered" ? edit : texts.checkInAfterAll, { value: view.promptId }),
  );
}

export function silentLine(reader: Reader, note: Message, roundId: string): SectionBlock {
  return section(
    note.text,
    button(promptIds.readAnswers, textsFor(checkInTexts, reader).summary.read, { value: roundId }),
  );
}

function line(view: RoundView, state: string, accessory?: ReturnType<typeof button>): SectionBlock {
  const shown = (text: string) => escapeMrkdwn(shortenEscaped(text, LONGEST_TITLE));
  return section(`*${shown(view.cadence)}* · ${shown(view.program)}\n${escapeMrkdwn(state)}`, accessory);
}
