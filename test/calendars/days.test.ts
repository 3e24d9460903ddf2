import { expect, it } from "vitest";
import { quarterBegins } from "../../src/calendars/day-arithmetic.ts";

it.each([
  ["2026-11-04", 1, 0, "2026-10-01"],
  ["2026-01-01", 1, 0, "2026-01-01"],
  ["2028-02-29", 1, 0, "2028-01-01"],
  ["2026-12-31", 1, 1, "2027-01-01"],
  ["2026-02-10", 1, -1, "2025-10-01"],
  ["2026-11-04", 2, 0, "2026-11-01"],
  ["2026-10-31", 2, 0, "2026-08-01"],
  ["2026-01-10", 12, -1, "2025-09-01"],
])("the quarter of %s, in years that begin in month %i, and %i later, begins on %s", (day, month, later, first) => {
  expect(quarterBegins(day, month, later)).toBe(first);
});
