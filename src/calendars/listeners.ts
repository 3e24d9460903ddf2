/** How an admin keeps the lists of days off, from the settings. */

import { type Person, readerOf } from "../people/use-cases.ts";
import { refuseUnlessAdmin } from "../people/use-cases-settings.ts";
import { refusalOf } from "../platform/errors.ts";
import { regionName } from "../platform/holidays.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { calendarForm, calendarsView, calendarView } from "./blocks.ts";
import { workingDaysChanged } from "./events.ts";
import { calendarIds, calendarMenu } from "./ids.ts";
import { type DayOff, daysOffFrom } from "./rules-days-off.ts";
import { daysFromIcs, isIcs } from "./rules-ics.ts";
import { calendarTexts } from "./texts.ts";
import { calendarCalled, isRegion } from "./use-cases.ts";
import { calendarByKey, listCalendars, removeCalendar, saveCalendar } from "./use-cases-lists.ts";

export function registerCalendarListeners(listening: Listening<Person>, services: Services): void {
  const { db } = services;

  const listView = async (actor: Person) => {
    const reader = readerOf(actor);
    const calendars = await listCalendars(db, actor.workspace_id);
    const regions = new Map<string, string>();
    for (const { region } of calendars)
      if (region !== null) regions.set(region, await regionName(region, languageOf(reader.locale)));
    return calendarsView(reader, calendars, regions);
  };

  onPress(listening, calendarIds.open, async (press) => {
    await refuseUnlessAdmin(db, press.actor);
    await press.client.views.push({ trigger_id: press.triggerId, view: await listView(press.actor) });
  });

  onPress(listening, calendarIds.add, async (press) => {
    await refuseUnlessAdmin(db, press.actor);
    const view = calendarView(readerOf(press.actor), null);
    await press.client.views.push({ trigger_id: press.triggerId, view });
  });

  calendarMenu.listen(listening, async (press, choice, key) => {
    const { actor, client, view } = press;
    if (!view) return;
    await refuseUnlessAdmin(db, actor);
    if (choice === "remove") {
      await removeCalendar(services, actor, key);
      await client.views.update({ view_id: view.id, view: await listView(actor) });
      return;
    }
    const calendar = await calendarByKey(db, actor.workspace_id, key);
    if (!calendar) return;
    await client.views.push({ trigger_id: press.triggerId, view: calendarView(readerOf(actor), calendar) });
  });

  calendarForm.listen(listening, async ({ actor, state: { key, keepsDays }, filled, client, belowId }) => {
    const reader = readerOf(actor);
    const texts = textsFor(calendarTexts, reader).form;
    const { days: typed } = filled;
    const typedRegion = filled.region.trim();
    const errors: Record<string, string> = {};
    const region: { code: string | null } = { code: null };
    const refusal = await refusalOf(languageOf(reader.locale), async () => {
      if (typedRegion !== "") region.code = await calendarCalled(db, actor.workspace_id, typedRegion);
    });
    if (refusal !== null) errors.region = refusal;
    else if (region.code !== null && !isRegion(region.code)) errors.region = texts.onlyRegion;
    const kept = keepsDays && typed === "" && key !== null ? await calendarByKey(db, actor.workspace_id, key) : null;
    const read = kept ? { days: kept.days } : daysIn(typed, reader);
    if ("problem" in read) errors.days = read.problem;
    else if (read.days.length === 0 && region.code === null) errors.days ??= texts.noDays;
    if (!("days" in read) || Object.keys(errors).length > 0) return { errors };
    const calendar = { key, name: filled.name.trim(), region: region.code, days: read.days };
    await saveCalendar(services, actor, calendar, (tx) =>
      workingDaysChanged.happened(services, tx, { workspaceId: actor.workspace_id }),
    );
    if (belowId !== null) await client.views.update({ view_id: belowId, view: await listView(actor) });
    return { close: true };
  });
}

/** Lines, or the text of an iCalendar file; what is wrong as a sentence. */
function daysIn(text: string, reader: Reader): { days: readonly DayOff[] } | { problem: string } {
  const read = isIcs(text) ? daysFromIcs(text) : daysOffFrom(text);
  if ("days" in read) return { days: read.days };
  const texts = textsFor(calendarTexts, reader).problem;
  const { line, because, text: written } = read.problem;
  return { problem: texts.inLine(line, written, texts[because]) };
}
