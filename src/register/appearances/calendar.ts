/** An appearance for the calendar of whoever goes: title, time and place. Pure. */
import ical from "ical-generator";
import type { Instant } from "../../platform/clock.ts";
import { shorten } from "../../platform/slack/blocks.ts";
import { addLocalDays } from "../../platform/time.ts";
import type { Appearance } from "./appearance.ts";

type Planned = Pick<Appearance, "id" | "title" | "on" | "span"> & {
  details: Pick<Appearance["details"], "time" | "place">;
};

/** As a file that every calendar reads (RFC 5545), in UTC; without a time it is of the whole day. */
export function icsOf({ id, title, span, on, details }: Planned, now: Instant): string {
  if (span === null || on === null) throw new Error(`The appearance ${id} has no date`);
  const isAllDay = details.time === undefined;
  const days = { start: new Date(`${on}T00:00:00Z`), end: new Date(`${addLocalDays(on, 1)}T00:00:00Z`) };
  const times = { start: new Date(span.from), end: new Date(span.until) };
  return ical({
    prodId: { company: "Drumbeat", product: "Drumbeat" },
    events: [
      {
        id: `${id}@drumbeat`,
        stamp: new Date(now),
        ...(isAllDay ? { ...days, allDay: true } : times),
        summary: title,
        ...(details.place !== undefined && { location: details.place }),
      },
    ],
  }).toString();
}

/** Slack takes links of 3,000 characters; each of a place may be written as nine. */
const LONGEST_PLACE = 100;

/** The pages on which these calendars take a new entry. */
export function calendarLinks({ title, span, on, details }: Planned): { google: string; outlook: string } {
  if (span === null || on === null) return { google: GOOGLE, outlook: OUTLOOK };
  const location = shorten(details.place ?? "", LONGEST_PLACE);
  const isAllDay = details.time === undefined;
  const days = [on, addLocalDays(on, 1)].map((day) => day.replaceAll("-", ""));
  const times = [span.from, span.until].map((at) => `${at.slice(0, 19).replaceAll(/[-:]/g, "")}Z`);
  const google = new URLSearchParams({
    action: "TEMPLATE",
    text: title,
    dates: (isAllDay ? days : times).join("/"),
    location,
  });
  const outlook = new URLSearchParams({
    path: "/calendar/action/compose",
    rru: "addevent",
    subject: title,
    startdt: isAllDay ? on : span.from,
    enddt: isAllDay ? addLocalDays(on, 1) : span.until,
    ...(isAllDay && { allday: "true" }),
    location,
  });
  return { google: `${GOOGLE}?${google}`, outlook: `${OUTLOOK}?${outlook}` };
}

const GOOGLE = "https://calendar.google.com/calendar/render";
const OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose";
