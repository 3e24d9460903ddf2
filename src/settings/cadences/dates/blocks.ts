/** The single dates of a cadence: the next ones, each to be left out, what was added, and pauses. */
import type { KnownBlock, ModalView, SectionBlock } from "@slack/types";
import { z } from "zod";
import { cadenceIds } from "../../../cadences/ids.ts";
import type { WrittenRule } from "../../../cadences/recurrence/rule.ts";
import type { ExplainedDate } from "../../../cadences/recurrence/rules.ts";
import type { DatesProblem } from "../../../cadences/recurrence/rules-dates.ts";
import { cadenceTexts } from "../../../cadences/texts.ts";
import { type Reader, shortDate, textsFor } from "../../../platform/texts/language.ts";
import type { LocalDate } from "../../../platform/time.ts";
import { button, escapeMrkdwn, section } from "../../../slack/blocks.ts";
import { optionalDate } from "../../../slack/forms/fields.ts";
import { Form } from "../../../slack/forms/form.ts";
import { dateInWords } from "../blocks-preview.ts";

export const datesState = z.strictObject({ draftId: z.string() });

export const datesForm = new Form({
  id: cadenceIds.datesForm,
  state: datesState,
  fields: z.object({ extra: optionalDate(), pauseFrom: optionalDate(), pauseUntil: optionalDate() }),
});

/** Far more than anybody looks through, and within what a modal has room for. */
const MOST_LISTED = 40;

/** A single date, or the days between two. */
export const putBackValue = z.codec(z.string(), z.object({ from: z.string(), until: z.string().nullable() }), {
  decode: (value) => {
    const [from = "", until = null] = value.split("/");
    return { from, until };
  },
  encode: ({ from, until }) => (until === null ? from : `${from}/${until}`),
});

export function datesView(
  reader: Reader,
  draftId: string,
  { coming, rule, today }: { coming: readonly ExplainedDate[]; rule: WrittenRule; today: LocalDate },
): ModalView {
  const texts = textsFor(cadenceTexts, reader).dates;
  const pauses = (rule.pauses ?? []).filter(({ until }) => until >= today);
  const shown = coming.map((date): KnownBlock => {
    if (date.because === "left-out")
      return line(
        texts.leftOutDate(shortDate(reader, date.key)),
        cadenceIds.putBack,
        texts.putBack,
        putBackValue.encode({ from: date.key, until: null }),
      );
    const words = date.extra ? texts.extraDate(dateInWords(reader, date)) : dateInWords(reader, date);
    if (date.date === null) return section(escapeMrkdwn(words));
    return line(words, cadenceIds.leaveOut, date.extra ? texts.remove : texts.leaveOut, date.key);
  });
  const paused = pauses.map(({ from, until }) =>
    line(
      texts.paused(shortDate(reader, from), shortDate(reader, until)),
      cadenceIds.putBack,
      texts.remove,
      putBackValue.encode({ from, until }),
    ),
  );
  return datesForm.view({
    state: { draftId },
    title: texts.title,
    submit: texts.save,
    close: texts.back,
    above: [section(texts.coming), ...[...shown, ...paused].slice(0, MOST_LISTED)],
    fields: {
      extra: { label: texts.add, hint: texts.addHint },
      pauseFrom: { label: texts.pauseFrom },
      pauseUntil: { label: texts.pauseUntil },
    },
  });
}

/** `value`: the nominal date, or the first and last day of a pause. */
function line(words: string, actionId: string, label: string, value: string): SectionBlock {
  return {
    ...section(escapeMrkdwn(words), button(`${actionId}:${value}`, label, { value })),
    block_id: `date:${value}`,
  };
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
