/** Messages about check-ins as one line among others. */
import type { SectionBlock } from "@slack/types";
import { button, escapeMrkdwn, section, shortenEscaped } from "../platform/slack/blocks.ts";
import { dateAndTime, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { type PromptView, promptIds, type RoundView } from "./blocks.ts";
import { checkInTexts } from "./texts.ts";
import { contactTexts } from "./texts-contact.ts";

const LONGEST_TITLE = 150;
const LONGEST_NAMES = 1000;

type AskedView = RoundView & Pick<PromptView, "promptId" | "dueAt">;

export function promptLine(reader: Reader, view: AskedView, isReminder: boolean): SectionBlock {
  const texts = textsFor(contactTexts, reader);
  const due = dateAndTime(reader, view.dueAt);
  return line(
    view,
    isReminder ? texts.reminder(view.round, due) : texts.due(view.round, due),
    button(promptIds.open, textsFor(checkInTexts, reader).prompt.checkIn, { value: view.promptId, primary: true }),
  );
}

export function receiptLine(
  reader: Reader,
  view: RoundView & { promptId: string; kind: "answered" | "skipped" | "excused" },
): SectionBlock {
  const texts = textsFor(checkInTexts, reader).receipt;
  return line(
    view,
    textsFor(contactTexts, reader)[view.kind](view.round),
    button(promptIds.open, view.kind === "answered" ? texts.edit : texts.checkInAfterAll, { value: view.promptId }),
  );
}

export function silentLine(reader: Reader, view: RoundView & { names: string[]; roundId: string }): SectionBlock {
  const names = shortenEscaped(list(reader, view.names), LONGEST_NAMES);
  return line(
    view,
    textsFor(contactTexts, reader).silent(view.round, names),
    button(promptIds.readAnswers, textsFor(checkInTexts, reader).summary.read, { value: view.roundId }),
  );
}

function line(view: RoundView, state: string, accessory: ReturnType<typeof button>): SectionBlock {
  const shown = (text: string) => escapeMrkdwn(shortenEscaped(text, LONGEST_TITLE));
  return section(`*${shown(view.cadence)}* · ${shown(view.program)}\n${escapeMrkdwn(state)}`, accessory);
}
