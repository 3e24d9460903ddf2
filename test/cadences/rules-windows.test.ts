import { describe, expect, it } from "vitest";
import { parseRule, type Rule } from "../../src/cadences/recurrence/rule.ts";
import { earlyOpensFrom, type Window, type WorkingHours, windowOf } from "../../src/cadences/recurrence/rules.ts";

const PARIS = "Europe/Paris";

function rule(terms: object): Rule {
  return parseRule({ every: "week", on: ["th"], at: "14:00", zone: "participant", ...terms });
}

/** In Paris time, without seconds, for reading. */
function windowIn(terms: object, date: string, hours?: WorkingHours): Record<keyof Window, string | null> {
  const { opensAt, dueAt, closesAt, remindAt } = windowOf(rule(terms), { date }, PARIS, hours);
  return { opensAt: wall(opensAt), dueAt: wall(dueAt), closesAt: wall(closesAt), remindAt: remindAt && wall(remindAt) };
}

function wall(instant: string): string {
  const moment = Temporal.Instant.from(instant).toZonedDateTimeISO(PARIS);
  return `${moment.toPlainDate()} ${moment.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

describe("a window", () => {
  it("of a weekly rule: due at the same time on the next working day, closed when the next opens", () => {
    expect(windowIn({}, "2026-11-19")).toEqual({
      opensAt: "2026-11-19 14:00",
      dueAt: "2026-11-20 14:00",
      closesAt: "2026-11-26 14:00",
      remindAt: "2026-11-20 12:00",
    });
  });

  it.each<[string, object, string, Partial<Record<keyof Window, string | null>>]>([
    ["due after the weekend when it opens on Friday", { on: ["fr"] }, "2026-11-20", { dueAt: "2026-11-23 14:00" }],
    ["due after a holiday", { calendar: ["2026-11-20"] }, "2026-11-19", { dueAt: "2026-11-23 14:00" }],
    [
      "of a daily rule is due at 17:00 the same day",
      { every: "day", on: undefined, at: "09:30" },
      "2026-11-20",
      { dueAt: "2026-11-20 17:00", remindAt: "2026-11-20 15:00", closesAt: "2026-11-23 09:30" },
    ],
    [
      "of a daily rule at 17:00 or later is due on the next working day",
      { every: "day", on: undefined, at: "17:00" },
      "2026-11-20",
      { dueAt: "2026-11-23 17:00", closesAt: "2026-11-23 17:00", remindAt: "2026-11-23 15:00" },
    ],
    [
      "of a monthly rule is due on the next working day",
      { every: "month", on: { workingDay: -1 }, at: "09:00" },
      "2026-10-30",
      { dueAt: "2026-11-02 09:00", closesAt: "2026-11-30 09:00" },
    ],
    [
      "is never due after it closes",
      { on: ["sa", "su"] },
      "2026-11-21",
      { dueAt: "2026-11-22 14:00", closesAt: "2026-11-22 14:00" },
    ],
    [
      "of the last round closes when the next would have opened",
      { until: "2026-11-19" },
      "2026-11-19",
      { closesAt: "2026-11-26 14:00" },
    ],
    [
      "of the last round before a pause stays open through it",
      { pauses: [{ from: "2026-11-20", until: "2026-12-20" }] },
      "2026-11-19",
      { closesAt: "2026-12-24 14:00" },
    ],
    [
      "closes early when an extra round opens",
      { extra: ["2026-11-23"] },
      "2026-11-19",
      { closesAt: "2026-11-23 14:00" },
    ],
    [
      "of a round that a holiday moved starts on its new date",
      { calendar: ["2026-11-19"], holidays: "before" },
      "2026-11-18",
      { opensAt: "2026-11-18 14:00", dueAt: "2026-11-20 14:00" },
    ],
    [
      "keeps its wall time when the clocks change",
      {},
      "2026-10-22",
      { opensAt: "2026-10-22 14:00", closesAt: "2026-10-29 14:00" },
    ],
  ])("%s", (_fact, terms, date, expected) => {
    expect(windowIn(terms, date)).toMatchObject(expected);
  });

  it("opens in the rule's zone for everybody", () => {
    const fixed = windowOf(rule({ zone: "Asia/Tokyo" }), { date: "2026-11-19" }, PARIS);
    expect(fixed.opensAt).toBe("2026-11-19T05:00:00.000Z");
    expect(fixed.dueAt).toBe("2026-11-20T05:00:00.000Z");
    expect(fixed.closesAt).toBe("2026-11-26T05:00:00.000Z");
    // Due at 06:00 in Paris: two working hours earlier is yesterday at 16:00 there.
    expect(fixed.remindAt).toBe("2026-11-19T15:00:00.000Z");
  });
});

describe("the reminder", () => {
  it.each<[string, object, string, WorkingHours | undefined, string | null]>([
    [
      "counts from the evening when it is due after hours",
      { at: "20:00" },
      "2026-11-19",
      undefined,
      "2026-11-20 16:00",
    ],
    ["goes back over the night", { at: "10:30" }, "2026-11-18", undefined, "2026-11-18 17:30"],
    ["goes back over the weekend", { at: "09:30", on: ["fr"] }, "2026-11-20", undefined, "2026-11-20 16:30"],
    [
      "is none when it would fall on the opening or before",
      { every: "day", on: undefined, at: "15:00" },
      "2026-11-20",
      undefined,
      null,
    ],
    [
      "is there a minute after the opening",
      { every: "day", on: undefined, at: "14:59" },
      "2026-11-20",
      undefined,
      "2026-11-20 15:00",
    ],
    ["keeps to the person's hours", { at: "09:00" }, "2026-11-19", { from: "08:00", to: "16:00" }, "2026-11-19 15:00"],
    [
      "goes back over short days",
      { at: "09:00", on: ["mo"], interval: 1 },
      "2026-11-16",
      { from: "10:00", to: "10:30" },
      null,
    ],
    ["is none for somebody without working hours", { at: "09:00" }, "2026-11-19", { from: "09:00", to: "09:00" }, null],
  ])("%s", (_fact, terms, date, hours, expected) => {
    expect(windowIn(terms, date, hours).remindAt).toBe(expected);
  });
});

describe("a round may be answered early", () => {
  const early = (terms: object, date: string) => wall(earlyOpensFrom(rule(terms), { date }, PARIS));
  it.each<[string, object, string, string]>([
    ["from half-way since the round before", {}, "2026-11-19", "2026-11-16 02:00"],
    [
      "on Monday from the middle of the weekend",
      { every: "day", on: undefined, at: "09:00" },
      "2026-11-23",
      "2026-11-21 21:00",
    ],
    ["the first time from half a week before", { from: "2026-11-19" }, "2026-11-19", "2026-11-16 02:00"],
    [
      "the first time from half a month before",
      { every: "month", on: { day: 31 }, from: "2026-03-01", at: "00:00" },
      "2026-03-31",
      "2026-03-15 11:30",
    ],
    [
      "every second week from one week before",
      { interval: 2, anchor: "2026-11-16", from: "2026-11-19" },
      "2026-11-19",
      "2026-11-12 14:00",
    ],
    [
      "after a pause no sooner than without it",
      { pauses: [{ from: "2026-06-01", until: "2026-11-18" }] },
      "2026-11-19",
      "2026-11-16 02:00",
    ],
    [
      "when the round before was years ago",
      { every: "year", on: { month: 2, day: 29, overflow: "skip" }, at: "12:00", zone: "UTC" },
      "2028-02-29",
      "2026-03-01 01:00",
    ],
  ])("%s", (_fact, terms, date, expected) => {
    expect(early(terms, date)).toBe(expected);
  });
});
