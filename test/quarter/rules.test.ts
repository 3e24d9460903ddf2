import { describe, expect, it } from "vitest";
import { pausedUntil, restedUntil } from "../../src/programs/pausing.ts";
import { changeDue, choicesFor, firstDay, hasDays, recommendedIn, reviewDay } from "../../src/quarter/rules.ts";

const isWeekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const CONTINUE = { recommend: "continue" as const };

it("rested in a month of which it was paused on a day, and goes on by the day on which its pause ends", () => {
  const dates = { paused_from: "2027-04-16", paused_until: "2027-06-01" };
  const may = { from: "2027-05-01", until: "2027-06-03" };
  expect([restedUntil(dates, may), pausedUntil(dates, may.until)]).toEqual(["2027-06-01", null]);
  expect(restedUntil(dates, { from: "2027-06-01", until: "2027-07-05" })).toBeNull();
});

describe("what is voted on by itself after a quarter", () => {
  it.each([
    ["what is recommended to continue, and not doubted", { a: CONTINUE }, false],
    ["what is recommended to change", { a: { recommend: "change" as const, reason: "Late" } }, true],
    ["what is off track", { a: CONTINUE, b: { colour: "red" as const } }, true],
    ["what is at risk", { a: CONTINUE, b: { colour: "amber" as const } }, false],
    [
      "an objective that is uncertain",
      { a: CONTINUE, b: { outlook: { one: "yes" as const, two: "uncertain" as const } } },
      true,
    ],
    ["objectives that will be reached", { a: CONTINUE, b: { outlook: { one: "yes" as const } } }, false],
  ])("%s", (_, answers, isApart) => {
    expect(recommendedIn(answers)).toMatchObject({ isApart });
  });

  it("is nothing where the answer recommends nothing", () => {
    expect(recommendedIn({ a: "Fine", b: { colour: "red" } })).toBeNull();
  });

  it("offers what is recommended first, and to continue", () => {
    expect([choicesFor("pause"), choicesFor("continue")]).toEqual([
      ["pause", "continue"],
      ["continue", "change", "stop"],
    ]);
  });
});

describe("the days after a quarter", () => {
  it("are counted in working days", () => {
    expect(reviewDay("2026-12-31", isWeekday)).toBe("2027-01-08");
    expect(firstDay("2027-01-08", isWeekday)).toBe("2027-01-15");
    expect(changeDue("2027-01-08", isWeekday)).toBe("2027-01-22");
  });

  it("leave no pause that would be over before it begins", () => {
    expect([hasDays("2027-01-15", "2027-01-15"), hasDays("2027-01-15", null)]).toEqual([false, false]);
    expect(hasDays("2027-01-15", "2027-01-16")).toBe(true);
  });
});
