import { describe, expect, it } from "vitest";
import { daysOffAsText, daysOffFrom, labelOn, MOST_DAYS } from "../../src/calendars/days-off-typed.ts";

describe("days off, one a line", () => {
  it("are read in order, with their labels, and written as they were read", () => {
    const text = "2026-12-24  Christmas Eve\n\n12-31: New Year’s Eve\r\n2026-05-15";
    const read = daysOffFrom(text);
    if ("problem" in read) throw new Error(read.problem.because);
    expect(read.days).toEqual([
      { on: "12-31", label: "New Year’s Eve" },
      { on: "2026-05-15", label: "" },
      { on: "2026-12-24", label: "Christmas Eve" },
    ]);
    expect(daysOffFrom(daysOffAsText(read.days))).toEqual(read);
  });

  it("count a day that is there twice once, by the label that it has", () => {
    expect(daysOffFrom("2026-12-24\n2026-12-24 Eve\n2026-12-24 Other")).toEqual({
      days: [{ on: "2026-12-24", label: "Eve" }],
    });
  });

  it.each([
    ["2026-12-24 Eve\nChristmas", 2, "no-date"],
    ["24/12/2026", 1, "no-date"],
    ["2026-12-24Eve", 1, "no-date"],
    ["\n\n2026-02-30 Never", 3, "not-in-calendar"],
    ["13-01", 1, "not-in-calendar"],
    ["02-30", 1, "not-in-calendar"],
    ["0000-01-01", 1, "not-in-calendar"],
  ])("say which line is wrong: %j", (text, line, because) => {
    expect(daysOffFrom(text)).toMatchObject({ problem: { line, because } });
  });

  it("leave days on which people work", () => {
    const day = (index: number) => new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
    const many = (count: number) => Array.from({ length: count }, (_, index) => day(index));
    expect(daysOffFrom(many(MOST_DAYS).join("\n"))).toHaveProperty("days.length", MOST_DAYS);
    expect(daysOffFrom(many(MOST_DAYS + 1).join("\n"))).toHaveProperty("problem.because", "too-many");
    const everyDay = many(366).map((date) => date.slice("YYYY-".length));
    expect(daysOffFrom(everyDay.join("\n"))).toHaveProperty("problem.because", "too-many");
  });

  it("are found by their date, those of each year in every year", () => {
    const label = labelOn([
      { on: "02-29", label: "Leap" },
      { on: "12-24", label: "Each year" },
      { on: "2026-12-24", label: "This year" },
      { on: "2026-05-15", label: "" },
    ]);
    expect(["2025-12-24", "2026-12-24", "2028-02-29", "2026-05-15", "2026-02-28", "2027-05-15"].map(label)).toEqual([
      "Each year",
      "This year",
      "Leap",
      "",
      null,
      null,
    ]);
  });
});
