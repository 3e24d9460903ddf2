import { describe, expect, it } from "vitest";
import { decimal, decimalWithUnit, readDecimal } from "../../src/platform/texts/decimals.ts";

describe("a number that somebody types", () => {
  it.each([
    ["2.1", "2.1", "2.1"],
    ["2,1", "2.1", "2.1"],
    ["2,10", "2.1", "2.1"],
    ["1 200", "1200", "1200"],
    ["1\u202f200,5", "1200.5", "1200.5"],
    ["12k", "12000", "12000"],
    ["1,5 k", "1500", "1500"],
    ["-3", "-3", "-3"],
    ["−0,5", "-0.5", "-0.5"],
    ["0", "0", "0"],
    ["007", "7", "7"],
    ["1,200", "1200", "1.2"],
    ["1,234.5", "1234.5", null],
    ["1.234,5", null, "1234.5"],
    ["2.100", "2.1", ["2.1", "2100"]],
    ["1.234.567", null, "1234567"],
    ["two", null, null],
    ["12 points", null, null],
    ["1e3", null, null],
    ["1 20", null, null],
    ["12%", null, null],
    ["1234567890123456", null, null],
  ])("%s", (typed, english, french) => {
    const shown = (language: "en" | "fr") => {
      const read = readDecimal(typed, { language });
      if ("value" in read) return read.value;
      return "readings" in read ? read.readings : null;
    };
    expect([shown("en"), shown("fr")]).toEqual([english, french]);
  });

  it("may end with % only where that is the unit", () => {
    expect(readDecimal("12 %", { language: "fr", unit: "%" })).toEqual({ value: "12" });
    expect(readDecimal("12 %", { language: "fr", unit: "points" })).toEqual({ problem: "not-a-number" });
  });
});

it("is written as its reader writes numbers", () => {
  const [english, french] = [{ locale: "en-GB" }, { locale: "fr-FR" }];
  expect([decimal(english, "1200.5"), decimal(french, "1200.5")]).toEqual(["1,200.5", "1\u202f200,5"]);
  expect([decimalWithUnit(english, "12", "%"), decimalWithUnit(french, "12", "%")]).toEqual(["12%", "12\u00a0%"]);
  expect(decimalWithUnit(english, "2.1", "points")).toBe("2.1\u00a0points");
});
