/** The lists of days off of a workspace, and the form of one. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, escapeMrkdwn, plain, section, shorten } from "../slack/blocks.ts";
import { optionalText, text } from "../slack/forms/fields.ts";
import { Form } from "../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { calendarIds, calendarMenu } from "./ids.ts";
import { linesOf } from "./rules-days-off.ts";
import { calendarTexts } from "./texts.ts";
import type { Calendar } from "./use-cases-lists.ts";

const NAME_LENGTH = 60;
const REGION_LENGTH = 80;
/** A modal has room for a hundred blocks. */
const MOST_LISTED = 90;

/** `regions`: what the regions of the lists are called. */
export function calendarsView(
  reader: Reader,
  calendars: readonly Calendar[],
  regions: ReadonlyMap<string, string>,
): ModalView {
  const texts = textsFor(calendarTexts, reader).list;
  const lines = calendars.slice(0, MOST_LISTED).map(({ key, name, region, days }): KnownBlock => {
    const menu = calendarMenu.overflow(key, { edit: texts.edit, remove: texts.remove });
    const shown = escapeMrkdwn(texts.days(days.length, region && (regions.get(region) ?? region)));
    const line = `*${escapeMrkdwn(shorten(name, NAME_LENGTH))}*\n${shown}`;
    return { ...section(line, menu), block_id: `calendar:${key}` };
  });
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.done),
    blocks: [
      ...(lines.length > 0 ? lines : [section(texts.none)]),
      actions("calendars.actions", button(calendarIds.add, texts.add, { primary: lines.length === 0 })),
    ],
  };
}

export const calendarForm = new Form({
  id: calendarIds.form,
  /** `key`: null for a new list. `keepsDays`: its days are too many for the field, and stay when that is left empty. */
  state: z.strictObject({ key: z.string().nullable(), keepsDays: z.boolean() }),
  fields: z.object({
    name: text({ max: NAME_LENGTH }),
    region: optionalText({ max: REGION_LENGTH }),
    days: optionalText({ isLong: true }),
  }),
  required: (reader) => textsFor(calendarTexts, reader).form.required,
});

export function calendarView(reader: Reader, calendar: Calendar | null): ModalView {
  const texts = textsFor(calendarTexts, reader).form;
  const most = ELEMENT_LIMITS.plainTextInput;
  const lines = calendar ? linesOf(calendar.days) : "";
  const keepsDays = lines.length > most;
  return calendarForm.view({
    state: { key: calendar?.key ?? null, keepsDays },
    title: calendar ? texts.editTitle : texts.newTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      name: { label: texts.name, initial: calendar?.name },
      region: { label: texts.region, initial: calendar?.region, hint: texts.regionHint },
      days: {
        label: texts.days,
        initial: keepsDays ? null : lines,
        hint: keepsDays ? texts.daysKept(calendar?.days.length ?? 0) : texts.daysHint(most),
      },
    },
  });
}
