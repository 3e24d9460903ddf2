import { describe, expect, it } from "vitest";
import { fiscalYears, type YearSaid } from "../../src/cadences/rules-years.ts";

const said = (programId: string, yearStartMonth: number, isOpen = true): YearSaid => ({
  programId,
  yearStartMonth,
  isOpen,
});

describe("the years of programs", () => {
  it("begin as most of their quarterly rules say, of equals in the earlier month", () => {
    const years = fiscalYears([said("a", 7), said("b", 2), said("c", 7), said("d", 2), said("e", 4)]);
    expect(years.startOf(["a"])).toBe(7);
    expect(years.startOf(["a", "b"])).toBe(2);
    expect(years.startOf(["a", "b", "c", "d", "e"])).toBe(2);
    expect(years.startOf(["a", "b", "c"])).toBe(7);
  });

  it("begin as most of the workspace's open programs say where they have no rule, else in January (A4)", () => {
    const years = fiscalYears([
      said("a", 4),
      said("b", 4),
      said("c", 1),
      said("closed", 7, false),
      said("e", 7, false),
    ]);
    expect(years.startOf(["without"])).toBe(4);
    expect(years.startOf(["without", "c"])).toBe(1);
    expect(years.startOf(["closed"])).toBe(7);
    expect(years.startOf([])).toBe(4);
    expect([...years.starts].sort()).toEqual([1, 4, 7]);
    expect(fiscalYears([]).startOf(["any"])).toBe(1);
    expect(fiscalYears([]).starts).toEqual([1]);
    expect(fiscalYears([said("closed", 7, false)]).startOf(["other"])).toBe(1);
  });
});
