import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { EVERY, type Pickers, pickersOf, ruleFrom } from "../../src/cadences/recurrence/rule-form-choices.ts";
import { templates } from "../../src/cadences/templates.ts";
import { WEEKDAYS } from "../../src/platform/time.ts";
import { anyRule } from "./any-rule.ts";

const TODAY = "2026-11-04";
const WEEKLY: WrittenRule = { every: "week", on: ["th"], at: "14:00", zone: "participant" };
const WORKING_WEEK = WEEKDAYS.slice(0, 5);

function ruleOf(pickers: Pickers, before: WrittenRule = WEEKLY): WrittenRule {
  const read = ruleFrom(pickers, { before, today: TODAY });
  if ("problem" in read) throw new Error(JSON.stringify(read.problem));
  return read.rule;
}

describe("the pickers", () => {
  it("show every template as a choice, never “as it is now”", () => {
    for (const { rule } of templates()) expect(EVERY).toContain(pickersOf(rule).every);
  });

  it("give back any rule as it was when nothing is changed in them", () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        // The weekdays of a rule are a set; that none are named means Monday to Friday.
        const normal = (one: WrittenRule) => {
          if (one.every === "day" && (one.interval ?? 1) === 1) {
            const { interval: _interval, anchor: _anchor, ...rest } = one;
            return { ...rest, on: inOrder(one.on ?? WORKING_WEEK) };
          }
          if (one.every !== "week") return one.every === "quarter" ? withoutJanuary(one) : one;
          const { interval = 1, anchor, ...rest } = one;
          return { ...rest, on: inOrder(one.on), ...(interval > 1 && { interval, anchor }) };
        };
        expect(normal(ruleOf(pickersOf(rule), rule))).toEqual(normal(rule));
      }),
    );
  });

  it("keep what they do not ask for: end, exceptions, holidays, and from when every second week is counted", () => {
    const before: WrittenRule = {
      ...WEEKLY,
      interval: 2,
      anchor: "2026-01-05",
      until: "2027-06-30",
      except: ["2026-12-24"],
      calendar: ["2026-12-25"],
    };
    const later = ruleOf({ ...pickersOf(before), at: "10:00", weekdays: ["mo"] }, before);
    expect(later).toEqual({ ...before, at: "10:00", on: ["mo"] });
  });

  it.each<[string, Partial<Pickers>, unknown]>([
    ["no weekday", { every: "week", weekdays: [] }, { at: "weekdays", because: "missing" }],
    ["no day of the month", { every: "month", day: "" }, { at: "day", because: "missing" }],
    [
      "a date counted through the quarter",
      { every: "quarter", day: "day:15", month: 0 },
      { at: "month", because: "needs-month" },
    ],
    ["no month of the year", { every: "year", day: "day:15", month: 0 }, { at: "month", because: "missing" }],
  ])("refuse %s, and say where", (_, change, problem) => {
    const read = ruleFrom({ ...pickersOf(WEEKLY), ...change }, { before: WEEKLY, today: TODAY });
    expect(read).toEqual({ problem });
  });
});

function inOrder(weekdays: readonly string[]) {
  return WEEKDAYS.filter((weekday) => weekdays.includes(weekday));
}

function withoutJanuary(rule: Extract<WrittenRule, { every: "quarter" }>) {
  const { yearStartMonth, ...rest } = rule;
  return yearStartMonth === 1 ? rest : rule;
}
