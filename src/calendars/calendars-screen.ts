/** The admin's screens for lists of days off. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Person, readerOf } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import { refusalOf } from "../platform/errors.ts";
import { regionName } from "../platform/holidays.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { actions, button, context, countLeft, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { optionalText, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../slack/limits.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { Menu } from "../slack/overflow-menu.ts";
import { type Calendar, findCalendar, isRegion, listCalendars, resolveCalendarName } from "./calendars.ts";
import { OPEN_LISTS, removeCalendar, saveCalendar } from "./days-off-lists.ts";
import { type DayOff, daysOffAsText, daysOffFrom } from "./days-off-typed.ts";
import { daysFromIcs, isIcs } from "./ics.ts";
import { calendarTexts, notReadLines } from "./texts.ts";

const ADD = "calendars.add";
const calendarMenu = new Menu("calendars.menu", z.enum(["edit", "remove"]));

export function registerCalendarListeners(listening: Listening<Person>, services: Services): void {
  const { db } = services;

  const listView = async (actor: Person, notes: readonly string[] = []) => {
    const reader = readerOf(actor);
    const calendars = await listCalendars(db, actor.workspace_id);
    const regions = new Map<string, string>();
    for (const { region } of calendars)
      if (region !== null) regions.set(region, await regionName(region, languageOf(reader.locale)));
    return calendarsView(reader, calendars, regions, notes);
  };

  onPress(listening, OPEN_LISTS, async (press) => {
    await refuseUnlessAdmin(db, press.actor);
    await press.client.views.push({ trigger_id: press.triggerId, view: await listView(press.actor) });
  });

  onPress(listening, ADD, async (press) => {
    await refuseUnlessAdmin(db, press.actor);
    const view = calendarView(readerOf(press.actor), null);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  calendarMenu.listen(listening, async (press, choice, key) => {
    const { actor, client, view } = press;
    if (!view) return;
    await refuseUnlessAdmin(db, actor);
    if (choice === "remove") {
      await removeCalendar({ ...services, actor }, { key });
      await client.views.update({ view_id: view.id, view: await listView(actor) });
      return;
    }
    const calendar = await findCalendar(db, actor.workspace_id, key);
    if (!calendar) return;
    await client.views.push({ trigger_id: press.triggerId, view: calendarView(readerOf(actor), calendar) });
  });

  calendarForm.listen(listening, async ({ actor, state: { key, leavesDays }, filled, client, belowId }) => {
    const reader = readerOf(actor);
    const texts = textsFor(calendarTexts, reader).form;
    const typed = filled.days;
    const typedRegion = filled.region.trim();
    const errors: Record<string, string> = {};
    const region: { code: string | null } = { code: null };
    const refusal = await refusalOf(languageOf(reader.locale), async () => {
      if (typedRegion !== "") region.code = await resolveCalendarName(db, actor.workspace_id, typedRegion);
    });
    if (refusal !== null) errors.region = refusal;
    else if (region.code !== null && !isRegion(region.code)) errors.region = texts.onlyRegion;
    const stored = leavesDays && typed === "" && key !== null ? await findCalendar(db, actor.workspace_id, key) : null;
    const read = stored ? { days: stored.days, notes: [] } : await daysIn(typed, services.clock.now(), reader);
    if ("problem" in read) errors.days = read.problem;
    else if (read.days.length === 0 && region.code === null) errors.days ??= texts.noDays;
    if (!("days" in read) || Object.keys(errors).length > 0) return { errors };
    const calendar = { key, name: filled.name.trim(), region: region.code, days: read.days };
    await saveCalendar({ ...services, actor }, calendar);
    if (belowId !== null) await client.views.update({ view_id: belowId, view: await listView(actor, read.notes) });
    return { close: true };
  });
}

type DaysRead = { days: readonly DayOff[]; notes: string[] } | { problem: string };

/** Reads lines or iCalendar text; a problem is a sentence, `notes` what was left out. */
async function daysIn(text: string, now: Instant, reader: Reader): Promise<DaysRead> {
  const calendar = isIcs(text) ? await daysFromIcs(Buffer.from(text), localDateOf(now, reader.zone)) : null;
  if (calendar && "days" in calendar)
    return { days: calendar.days, notes: notReadLines(calendar, languageOf(reader.locale)) };
  const read = calendar ?? daysOffFrom(text);
  if ("days" in read) return { days: read.days, notes: [] };
  const texts = textsFor(calendarTexts, reader).problem;
  const { line, because, text: written } = read.problem;
  return { problem: texts.inLine(line, written, texts[because]) };
}

const NAME_LENGTH = 60;
const REGION_LENGTH = 80;
/** A modal has room for a hundred blocks. */
const MOST_LISTED = 90;

/** `regions`: names by code. `notes`: sentences on what was just saved. */
export function calendarsView(
  reader: Reader,
  calendars: readonly Calendar[],
  regions: ReadonlyMap<string, string>,
  notes: readonly string[] = [],
): ModalView {
  const texts = textsFor(calendarTexts, reader).list;
  const lines = calendars.slice(0, MOST_LISTED).map(({ key, name, region, days }): KnownBlock => {
    const menu = calendarMenu.overflow(key, { edit: texts.edit, remove: texts.remove });
    const shown = escapeMrkdwn(texts.days(days.length, region && (regions.get(region) ?? region)));
    const line = `*${escapeMrkdwn(shorten(name, NAME_LENGTH))}*\n${shown}`;
    return { ...section(line, menu), block_id: `calendar:${key}` };
  });
  return modal({
    title: texts.title,
    close: texts.done,
    blocks: [
      ...notes.map((note) => context(lineOf(note))),
      ...(lines.length > 0 ? lines : [section(texts.none)]),
      countLeft(calendars.length - MOST_LISTED),
      actions("calendars.actions", button(ADD, texts.add, { primary: lines.length === 0 })),
    ],
  });
}

const calendarForm = new Form({
  id: "calendars.form",
  /** `key`: null for a new list. `leavesDays`: too many days for the field, so an empty field keeps them. */
  state: z.strictObject({ key: z.string().nullable(), leavesDays: z.boolean() }),
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
  const lines = calendar ? daysOffAsText(calendar.days) : "";
  const leavesDays = lines.length > most;
  return calendarForm.view({
    state: { key: calendar?.key ?? null, leavesDays },
    title: calendar ? texts.editTitle : texts.newTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      name: { label: texts.name, initial: calendar?.name },
      region: { label: texts.region, initial: calendar?.region, hint: texts.regionHint },
      days: {
        label: texts.days,
        initial: leavesDays ? null : lines,
        hint: leavesDays ? texts.daysLeft(calendar?.days.length ?? 0) : texts.daysHint(most),
      },
    },
  });
}
