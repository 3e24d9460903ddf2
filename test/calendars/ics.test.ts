import { describe, expect, it } from "vitest";
import { daysFromIcs, isIcs } from "../../src/calendars/ics.ts";

const calendar = (...lines: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => calendar("BEGIN:VEVENT", "UID:1", ...lines, "END:VEVENT");
const read = (text: string) => daysFromIcs(Buffer.from(text), "2026-11-04");
const onsOf = async (text: string) => {
  const days = await read(text);
  return "days" in days ? days.days.map(({ on }) => on) : days.problem;
};

describe("an iCalendar file", () => {
  it("gives its all-day events with what they are called", async () => {
    const text = calendar(
      "PRODID:-//Example//EN",
      "BEGIN:VTIMEZONE",
      "TZID:Europe/Paris",
      "BEGIN:STANDARD",
      "DTSTART:19701025T030000",
      "END:STANDARD",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "DTSTART;VALUE=DATE:20261224",
      "DTEND;VALUE=DATE:20261225",
      "SUMMARY;LANGUAGE=en:Christmas Eve\\, closed\\; quite a long label that is fold",
      " ed over two lines",
      "BEGIN:VALARM",
      "SUMMARY:not this one",
      "END:VALARM",
      "END:VEVENT",
    );
    expect(isIcs(text)).toBe(true);
    expect(await read(text)).toMatchObject({
      days: [{ on: "2026-12-24", label: "Christmas Eve, closed; quite a long label that is folded over two lines" }],
      leftOut: [],
    });
  });

  it.each([
    ["the end is the day after", ["DTSTART:20260515", "DTEND:20260518"], ["2026-05-15", "2026-05-16", "2026-05-17"]],
    ["a length in days", ["DTSTART:20261231", "DURATION:P2D"], ["2026-12-31", "2027-01-01"]],
    ["each year", ["DTSTART:20201224", "RRULE:FREQ=YEARLY"], ["12-24"]],
    ["until a year", ["DTSTART:20251224", "RRULE:FREQ=YEARLY;UNTIL=20261231T000000Z"], ["2025-12-24", "2026-12-24"]],
    [
      "29 February in the years that have it",
      ["DTSTART:20240229", "RRULE:FREQ=YEARLY;UNTIL=20300101"],
      ["2024-02-29", "2028-02-29"],
    ],
    ["what is cancelled", ["DTSTART:20260515", "STATUS:CANCELLED"], []],
  ])("reads %s", async (_name, lines, ons) => {
    expect(await onsOf(event(...lines))).toEqual(ons);
  });

  it.each([
    ["BEGIN:VEVENT\nEND:VEVENT", 1, "not-a-calendar"],
    [`${calendar()}SUMMARY:after`, 4, "not-a-calendar"],
    [event("DTSTART;VALUE=DATE:20260230"), 5, "no-dates"],
    [event("SUMMARY:x"), 3, "no-dates"],
    [event("DTSTART:20260515", "DTEND:20260514"), 6, "no-dates"],
    [event("DTSTART:20260515", "DTEND:20270515"), 6, "too-long"],
    [event("DTSTART:20260515", "RRULE:FREQ=WEEKLY"), 6, "repeats-otherwise"],
    [event("DTSTART:20260515", "RRULE:FREQ=YEARLY;INTERVAL=2"), 6, "repeats-otherwise"],
    [event("DTSTART:20261126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"), 6, "repeats-otherwise"],
    [event("DTSTART:20261126", "RRULE:FREQ=YEARLY;COUNT=0"), 6, "repeats-otherwise"],
    [event("DTSTART:20261126", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"), 6, "repeats-otherwise"],
    [event("DTSTART:20261126", "RRULE:FREQ=SOMETIMES"), 6, "repeats-otherwise"],
    [event("DTSTART:20260101", "DURATION:2D"), 6, "no-dates"],
    ["BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR", 2, "not-a-calendar"],
  ])("says which line is wrong and why: %j", async (text, line, because) => {
    expect(await read(text)).toMatchObject({ problem: { line, because } });
  });
});
