import { describe, expect, it } from "vitest";
import { addLocalDays } from "../../src/platform/time.ts";
import { nextReminderDay, type Remindable, reasonToRemind } from "../../src/register/reminders/days.ts";

/** Monday to Friday, without Wednesday 11 November. */
const isWorkingDay = (date: string) =>
  ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && date !== "2026-11-11";

const action = (due: string | null, more: Partial<Remindable> = {}): Remindable =>
  ({ type: "action", details: {}, state: "open", owner_id: "p", due_on: due, ...more }) as Remindable;
const blocker: Remindable = {
  type: "issue",
  details: { blocksWork: true },
  state: "open",
  owner_id: "p",
  due_on: "2026-11-13",
};

/** Every day on which it is reminded from a day on. */
function daysFrom(item: Remindable, from: string, count: number): string[] {
  const days: string[] = [];
  for (let after = from; days.length < count; ) {
    const day = nextReminderDay(item, after, isWorkingDay);
    if (day === null) break;
    days.push(day);
    after = day;
  }
  return days;
}

describe("an owner is reminded", () => {
  it("two working days before the date, and each week once it has passed", () => {
    expect(daysFrom(action("2026-11-13"), "2026-11-01", 4)).toEqual([
      "2026-11-10",
      "2026-11-16",
      "2026-11-23",
      "2026-11-30",
    ]);
  });

  it("never on a day that is not worked, and never on the day itself of which it is asked", () => {
    for (let due = "2026-11-01"; due < "2026-12-01"; due = addLocalDays(due, 1))
      for (let after = "2026-10-20"; after < "2026-12-15"; after = addLocalDays(after, 1)) {
        const day = nextReminderDay(action(due), after, isWorkingDay);
        expect(day !== null && day > after && isWorkingDay(day), `${due} after ${after}: ${day}`).toBe(true);
      }
  });

  it("of a blocker before its date, and past it, when it goes up, from the second week on", () => {
    expect(daysFrom(blocker, "2026-11-01", 3)).toEqual(["2026-11-10", "2026-11-23", "2026-11-30"]);
  });

  it("for sixty days, then no more", () => {
    expect(daysFrom(action("2026-11-13"), "2026-12-28", 9)).toEqual(["2027-01-04", "2027-01-11"]);
  });

  it("once before the review of a decision, and never of a request, of what is closed or of what nobody owns", () => {
    const decision: Remindable = { ...action("2026-11-13"), type: "decision", details: {}, state: "active" };
    expect(daysFrom(decision, "2026-11-01", 3)).toEqual(["2026-11-10"]);
    const ask: Remindable = { ...action("2026-11-13"), type: "request", details: { kind: "decision" } };
    expect(daysFrom(ask, "2026-11-01", 1)).toEqual([]);
    expect(daysFrom(action("2026-11-13", { state: "done" }), "2026-11-01", 1)).toEqual([]);
  });

  it.each([
    ["an action", action("2026-11-13"), ["2026-11-16", "2026-11-23", "2026-11-30"]],
    ["a milestone", { ...action("2026-11-13"), type: "milestone" } as Remindable, ["2026-11-16"]],
    ["a blocker", blocker, ["2026-11-23", "2026-11-30"]],
  ])("past its date of %s in a message of its day alone, whatever else one is sent for", (_, item, days) => {
    const read = Array.from({ length: 20 }, (_, ahead) => addLocalDays("2026-11-14", ahead)).filter(
      (day) => reasonToRemind({ ...item, touchedOn: "2026-11-02" }, { on: day, today: day }, isWorkingDay) !== null,
    );
    expect(read).toEqual(days);
    // Held for some days, it still has what it was for.
    const held = { on: "2026-11-23", today: "2026-11-25" };
    const isFor = days.includes(held.on) ? "overdue" : null;
    expect(reasonToRemind({ ...item, touchedOn: "2026-11-02" }, held, isWorkingDay)).toBe(isFor);
  });
});
