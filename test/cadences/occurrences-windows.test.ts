import { describe, expect, it } from "vitest";
import { dueWhenAsked, earlyOpensFrom, type Window, windowOf } from "../../src/cadences/recurrence/occurrences.ts";
import { type Rule, ruleSchema } from "../../src/cadences/recurrence/rule.ts";

const PARIS = "Europe/Paris";
const IN_PARIS = { zone: PARIS };

function rule(terms: object): Rule {
  return ruleSchema.parse({ every: "week", on: ["th"], at: "14:00", zone: "participant", ...terms });
}

/** In Paris time, without seconds, for reading. */
function windowIn(terms: object, date: string, morning?: string): Record<keyof Window, string | null> {
  const { opensAt, dueAt, closesAt, remindAt } = windowOf(rule(terms), { date }, { zone: PARIS, morning });
  return { opensAt: wall(opensAt), dueAt: wall(dueAt), closesAt: wall(closesAt), remindAt: remindAt && wall(remindAt) };
}

function wall(instant: string): string {
  const moment = Temporal.Instant.from(instant).toZonedDateTimeISO(PARIS);
  return `${moment.toPlainDate()} ${moment.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

describe("a window", () => {
  it("of a weekly rule: due at 17:00 on the next working day, closed when the next opens", () => {
    expect(windowIn({}, "2026-11-19")).toEqual({
      opensAt: "2026-11-19 14:00",
      dueAt: "2026-11-20 17:00",
      closesAt: "2026-11-26 14:00",
      remindAt: "2026-11-20 09:00",
    });
  });

  it.each<[string, object, string, Partial<Record<keyof Window, string | null>>]>([
    ["due after a holiday", { calendar: ["2026-11-20"] }, "2026-11-19", { dueAt: "2026-11-23 17:00" }],
    [
      "of a daily rule is due at 17:00 the same day",
      { every: "day", on: undefined, at: "09:30" },
      "2026-11-20",
      { dueAt: "2026-11-20 17:00", remindAt: null, closesAt: "2026-11-23 09:30" },
    ],
    [
      "of a quarterly rule is due on the fifth working day where it opens on the third",
      { every: "quarter", on: { workingDay: 3 } },
      "2026-10-05",
      { opensAt: "2026-10-05 14:00", dueAt: "2026-10-07 17:00" },
    ],
    [
      "is never due after it closes",
      { on: ["sa", "su"] },
      "2026-11-21",
      { dueAt: "2026-11-22 14:00", closesAt: "2026-11-22 14:00" },
    ],
    [
      "of the last round before a pause stays open through it",
      { pauses: [{ from: "2026-11-20", until: "2026-12-20" }] },
      "2026-11-19",
      { closesAt: "2026-12-24 14:00" },
    ],
    [
      "of a round that a holiday moved starts on its new date",
      { calendar: ["2026-11-19"], holidays: "before" },
      "2026-11-18",
      { opensAt: "2026-11-18 14:00", dueAt: "2026-11-20 17:00" },
    ],
  ])("%s", (_fact, terms, date, expected) => {
    expect(windowIn(terms, date)).toMatchObject(expected);
  });

  it("opens in the rule's zone for everybody", () => {
    const fixed = windowOf(rule({ zone: "Asia/Tokyo" }), { date: "2026-11-19" }, IN_PARIS);
    expect(fixed.opensAt).toBe("2026-11-19T05:00:00.000Z");
    expect(fixed.dueAt).toBe("2026-11-20T08:00:00.000Z");
    expect(fixed.closesAt).toBe("2026-11-26T05:00:00.000Z");
    // Due at 09:00 in Paris: its morning would be no reminder.
    expect(fixed.remindAt).toBe(null);
  });

  it("of a rule without a time opens with the morning message of each person", () => {
    const window = windowIn({ at: undefined }, "2026-11-19", "10:15");
    expect(window).toEqual({
      opensAt: "2026-11-19 10:15",
      dueAt: "2026-11-20 17:00",
      closesAt: "2026-11-26 10:15",
      remindAt: "2026-11-20 10:15",
    });
    expect(windowIn({ at: undefined }, "2026-11-19").opensAt).toBe("2026-11-19 09:00");
  });
});

describe("whoever is asked late", () => {
  const late = (now: string) =>
    wall(dueWhenAsked(rule({}), windowOf(rule({}), { date: "2026-11-19" }, IN_PARIS), PARIS, now));
  it.each([
    ["has until it was to be due", "2026-11-20T08:00:00.000Z", "2026-11-20 17:00"],
    ["has until the next working day where that is over", "2026-11-20T17:00:00.000Z", "2026-11-23 17:00"],
    ["never has longer than it is open", "2026-11-26T08:00:00.000Z", "2026-11-26 14:00"],
  ])("%s", (_fact, now, due) => expect(late(now)).toBe(due));
});

describe("a round may be answered early", () => {
  const early = (terms: object, date: string) => wall(earlyOpensFrom(rule(terms), { date }, IN_PARIS));
  it.each<[string, object, string, string]>([
    ["from half-way since the round before", {}, "2026-11-19", "2026-11-16 02:00"],
    ["the first time from half a week before", { from: "2026-11-19" }, "2026-11-19", "2026-11-16 02:00"],
    [
      "after a pause no sooner than without it",
      { pauses: [{ from: "2026-06-01", until: "2026-11-18" }] },
      "2026-11-19",
      "2026-11-16 02:00",
    ],
  ])("%s", (_fact, terms, date, expected) => {
    expect(early(terms, date)).toBe(expected);
  });
});
