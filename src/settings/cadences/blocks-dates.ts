/** The single dates of a cadence: the next ones, each to be left out, what was added, and pauses. */
import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../cadences/ids.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import type { ExplainedDate } from "../../cadences/recurrence/rules.ts";
import type { DatesProblem, DatesWritten } from "../../cadences/recurrence/rules-dates.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { button, escapeMrkdwn, plain, section } from "../../platform/slack/blocks.ts";
import { dateField, filledIn } from "../../platform/slack/fields.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { dateInWords } from "./blocks-preview.ts";

export const datesState = z.strictObject({ draftId: z.string() });

/** Far more than anybody looks through, and within what a modal has room for. */
const MOST_LISTED = 40;

export function datesView(
  reader: Reader,
  draftId: string,
  { coming, rule, today }: { coming: readonly ExplainedDate[]; rule: WrittenRule; today: LocalDate },
): ModalView {
  const texts = textsFor(cadenceTexts, reader).dates;
  const pauses = (rule.pauses ?? []).filter(({ until }) => until >= today);
  const shown = coming.map((date): KnownBlock => {
    if (date.because === "left-out")
      return line(texts.leftOutDate(shortDate(reader, date.key)), cadenceIds.putBack, texts.putBack, date.key);
    const words = date.extra ? texts.extraDate(dateInWords(reader, date)) : dateInWords(reader, date);
    if (date.date === null) return section(escapeMrkdwn(words));
    return line(words, cadenceIds.leaveOut, date.extra ? texts.remove : texts.leaveOut, date.key);
  });
  const paused = pauses.map(({ from, until }) =>
    line(
      texts.paused(shortDate(reader, from), shortDate(reader, until)),
      cadenceIds.putBack,
      texts.remove,
      `${from}/${until}`,
    ),
  );
  return {
    type: "modal",
    callback_id: cadenceIds.datesForm,
    private_metadata: JSON.stringify({ draftId } satisfies z.infer<typeof datesState>),
    title: plain(texts.title),
    submit: plain(texts.save),
    close: plain(texts.back),
    blocks: [
      section(texts.coming),
      ...[...shown, ...paused].slice(0, MOST_LISTED),
      dateField("extra", texts.add, { hint: texts.addHint, isOptional: true }),
      dateField("pauseFrom", texts.pauseFrom, { isOptional: true }),
      dateField("pauseUntil", texts.pauseUntil, { isOptional: true }),
    ],
  };
}

/** `value`: the nominal date, or the first and last day of a pause. */
function line(words: string, actionId: string, label: string, value: string): SectionBlock {
  return {
    ...section(escapeMrkdwn(words), button(`${actionId}:${value}`, label, { value })),
    block_id: `date:${value}`,
  };
}

export function readDates(values: unknown): DatesWritten {
  const filled = filledIn(values);
  return { extra: filled.date("extra"), pauseFrom: filled.date("pauseFrom"), pauseUntil: filled.date("pauseUntil") };
}

export function datesErrors(reader: Reader, { at, because }: DatesProblem): Record<string, string> {
  const all = textsFor(cadenceTexts, reader);
  const sentences: Record<DatesProblem["because"], string> = {
    past: all.dates.past,
    missing: all.dates.missing,
    full: all.dates.full,
    "ends-before": all.fieldErrors.endsBefore,
  };
  return { [at]: sentences[because] };
}
