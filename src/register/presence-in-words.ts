/** A presence as messages and views show it beside what every item has: time, place, sentences, a calendar entry. */
import type { Button } from "@slack/types";
import type { Instant } from "../platform/clock.ts";
import { type Reader, shortDate, textsFor, timeOfDay, wallTime } from "../platform/texts/language.ts";
import { addLocalDays, addMs, HOUR, instantOf, isZone, localDateOf } from "../platform/time.ts";
import { button, shorten } from "../slack/blocks.ts";
import { itemIds } from "./ids.ts";
import type { Item } from "./repository.ts";

type Presence = Pick<Extract<Item, { type: "presence" }>, "title" | "due_on" | "details">;

const LONGEST_PLACE = 100;
const LONGEST_POINT = 500;

/** “10:00 there, 9:00 where you are, Leeds”, then each sentence; empty where none of it is given. */
export function presenceLines(reader: Reader, item: Presence): string[] {
  const head = timeAndPlace(reader, item);
  const { points = [] } = item.details;
  return [...(head === "" ? [] : [head]), ...points.map((point) => `• ${shorten(point, LONGEST_POINT)}`)];
}

/** “10:00 there, 9:00 where you are, Leeds”; empty where neither is given. */
export function timeAndPlace(reader: Reader, item: Omit<Presence, "title">): string {
  const { place } = item.details;
  return [...timeShown(reader, item), ...(place === undefined ? [] : [shorten(place, LONGEST_PLACE)])].join(", ");
}

/** The time of the place, and the reader's where that is another. */
function timeShown(reader: Reader, item: Omit<Presence, "title">): string[] {
  const { time } = item.details;
  const at = startOf(reader, item);
  if (time === undefined || at === null) return [];
  const there = wallTime(reader, time);
  const here = timeOfDay(reader, at);
  const day = localDateOf(at, reader.zone);
  if (here === there && day === item.due_on) return [there];
  return [textsFor(texts, reader).there(there, day === item.due_on ? here : `${shortDate(reader, day)}, ${here}`)];
}

/** Null: of the whole day, or without one. */
function startOf(reader: Reader, { due_on: on, details: { time, zone } }: Omit<Presence, "title">): Instant | null {
  if (on === null || time === undefined) return null;
  return instantOf(on, time, zone !== undefined && isZone(zone) ? zone : reader.zone);
}

/** Links that open a new entry in the calendars that take one: an hour, or the whole day where no time is given. */
export function calendarButtons(reader: Reader, item: Presence): Button[] {
  const { due_on: on } = item;
  if (on === null) return [];
  const at = startOf(reader, item);
  const [from, until] = at === null ? [on, addLocalDays(on, 1)] : [at, addMs(at, HOUR)];
  const title = item.title;
  const location = shorten(item.details.place ?? "", LONGEST_PLACE);
  const compact = (day: string) => day.replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  const google = new URLSearchParams({ action: "TEMPLATE", text: title, dates: `${compact(from)}/${compact(until)}` });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: from,
    enddt: until,
    ...(at === null && { allday: "true" }),
  });
  for (const query of [google, outlook]) query.set("location", location);
  const labels = textsFor(texts, reader);
  return [
    { ...button(`${itemIds.calendar}:google`, labels.google), url: `${GOOGLE}?${google}` },
    { ...button(`${itemIds.calendar}:outlook`, labels.outlook), url: `${OUTLOOK}?${outlook}` },
  ];
}

const GOOGLE = "https://calendar.google.com/calendar/render";
const OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose";

const texts = {
  en: {
    there: (there: string, here: string) => `${there} there, ${here} where you are`,
    google: "Add to Google Calendar",
    outlook: "Add to Outlook",
  },
  fr: {
    there: (there: string, here: string) => `${there} sur place, ${here} chez vous`,
    google: "Ajouter à Google Agenda",
    outlook: "Ajouter à Outlook",
  },
};
