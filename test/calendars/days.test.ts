import { expect, it } from "vitest";
import { quarterBegins } from "../../src/calendars/day-arithmetic.ts";

it.each([
  ["2026-11-04", 0, "2026-10-01"],
  ["2026-01-01", 0, "2026-01-01"],
  ["2028-02-29", 0, "2028-01-01"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2026-02-10", -1, "2025-10-01"],
])("the quarter of %s, and %i later, begins on %s", (day, later, first) => {
  expect(quarterBegins(day, later)).toBe(first);
});
