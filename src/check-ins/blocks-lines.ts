/** Messages about check-ins as one line among others. */

import type { SectionBlock } from "@slack/types";
import { button, escapeMrkdwn, section, shortenEscaped } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/commands.ts";
import type { Message } from "../platform/slack/message.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { Ended } from "./blocks.ts";
import { dueWords, type PromptView, promptIds, type ReceiptView, type RoundView } from "./blocks.ts";
import { checkInTexts } from "./texts.ts";
import { contactTexts } from "./texts-contact.ts";

const LONGEST_TITLE = 150;

type AskedView = RoundView & Pick<PromptView, "promptId" | "dueAt" | "isOverdue">;

export function promptLine(reader: Reader, view: AskedView, isReminder: boolean): SectionBlock {
  const { prompt, reminder } = textsFor(checkInTexts, reader);
  const due = dueWords(reader, view);
  return line(
    view,
    isReminder ? reminder.line(due) : `${view.round} · ${due}`,
    button(promptIds.open, prompt.checkIn, { value: view.promptId, primary: true }),
  );
}

export function receiptLine(reader: Reader, view: RoundView & Pick<ReceiptView, "promptId" | "kind">): SectionBlock {
  const texts = textsFor(checkInTexts, reader).receipt;
  return line(
    view,
    textsFor(contactTexts, reader)[view.kind](view.round),
    // Nothing is expected any more of whoever has left.
    view.kind === "left"
      ? undefined
      : button(promptIds.open, view.kind === "answered" ? texts.edit : texts.checkInAfterAll, { value: view.promptId }),
  );
}

export function endedLine(reader: Reader, view: RoundView, { isOvertaken, next }: Ended): SectionBlock {
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  const toIt = next === null ? undefined : commandButton(checkIn, `check-in ${next}`);
  return line(view, textsFor(contactTexts, reader)[isOvertaken ? "overtaken" : "closed"](view.round), toIt);
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
