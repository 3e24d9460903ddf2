/** What stands on the first screens of large portfolios whose matters are known. */
import { describe, expect, it } from "vitest";
import { cutAtClause } from "../../src/platform/texts/display.ts";
import type { ReportedProgram, ScreenInput } from "../../src/reports/digest/screen.ts";
import { wordsIn } from "../support/words-in.ts";
import { generatedMonths, screenText } from "./generated-portfolio.ts";
import { aLine, anInput, aProgram, manyPrograms, threadMessages } from "./reported.ts";

/** By whatever white space separates. */
const MOST_WORDS = 420;
const countOf = (text: string) => text.split(" ").length;

/** A floor: so many of the matters of forty programs stand on a first screen. */
const TOLD_OF_FORTY = 0.7;

const offTrack = ({ programs }: ScreenInput) => programs.filter(({ report }) => report.status?.status === "red");
/** The first word of a name is that of no other. */
const isNamedIn = (text: string) => (program: ReportedProgram) => text.includes(program.title.split(" ")[0] ?? "");

describe("half a year of forty generated programs", () => {
  const months = generatedMonths(40).map((month) => ({ ...month, text: screenText(month.input) }));

  it("has most of what is worth telling on its first screens", () => {
    const matters = months.flatMap((month) => month.matters);
    const found = months.flatMap(({ matters: all, text }) => all.filter(({ word }) => text.includes(word)));
    expect(matters.length).toBeGreaterThan(80);
    expect(found.length / matters.length).toBeGreaterThanOrEqual(TOLD_OF_FORTY);
  });

  it("has every program off track with its why, and no screen that is too long", () => {
    for (const { matters, text } of months) {
      const unexplained = matters.filter(({ kind, word }) => kind === "off-track" && !text.includes(word));
      expect(unexplained, text).toEqual([]);
      expect(countOf(text), text).toBeLessThanOrEqual(MOST_WORDS);
    }
  });
});

describe("half a year of two hundred generated programs", () => {
  const months = generatedMonths(200).map((month) => ({ ...month, text: screenText(month.input) }));

  it("names every program off track in every month", () => {
    for (const { input, text } of months) {
      const red = offTrack(input);
      expect(red.length).toBeGreaterThan(15);
      expect(red.filter((program) => !isNamedIn(text)(program)).map(({ title }) => title)).toEqual([]);
      expect(countOf(text)).toBeLessThanOrEqual(MOST_WORDS);
    }
  });

  it("says why those newly off track are so before why any is at risk", () => {
    for (const { matters, text } of months) {
      const placesOf = (kind: string) =>
        matters.filter((matter) => matter.kind === kind && matter.isNew).map(({ word }) => text.lastIndexOf(word));
      const red = placesOf("off-track");
      const amber = placesOf("at-risk").filter((place) => place !== -1);
      expect(Math.max(...red)).toBeGreaterThan(-1);
      if (amber.length > 0) expect(Math.min(...red)).toBeGreaterThan(-1);
      expect(amber.filter((place) => place < Math.max(...red))).toEqual([]);
    }
  });

  it("counts those that have no room where all of them are off track, and names as many as have", () => {
    for (const { input } of generatedMonths(200, () => "red")) {
      const text = screenText(input);
      const named = offTrack(input).filter(isNamedIn(text)).length;
      expect(named).toBeGreaterThan(20);
      expect(text).toMatch(new RegExp(`\\b${200 - named}\\b`));
      expect(countOf(text)).toBeLessThanOrEqual(MOST_WORDS);
    }
  });
});

describe("what is hard to show among many programs", () => {
  const red = (key: string, title: string, why: string) =>
    aProgram(key, ["green", "red"], {
      title,
      lines: [aLine("newly-off-track", why, { since: "2026-10-28", was: { status: "green" } })],
    });

  it("tells two programs of one name, each with its own matter", () => {
    const input = anInput([
      red("A", "Loyalty", "A third is late"),
      red("B", "Loyalty", "Half is lost"),
      ...manyPrograms(12),
    ]);
    const text = screenText(input);
    expect(text).toContain("A third is late");
    expect(text).toContain("Half is lost");
    expect(text.match(/Loyalty/g)).toHaveLength(2);
  });

  it("has room for the matter beside a title of 150 letters", () => {
    const title = "Renewal of the tills of all shops in the north and the south ".repeat(3).slice(0, 150);
    const text = screenText(anInput([red("A", title, "A third is late"), ...manyPrograms(12)]));
    expect(text).toContain("Renewal of the");
    expect(text).not.toContain(title);
    expect(text).toContain("A third is late");
    expect(countOf(text)).toBeLessThanOrEqual(MOST_WORDS);
  });

  it("cuts one clause of forty words after sixteen, and has it whole in the thread", async () => {
    const clause = `Nobody knows ${Array.from({ length: 38 }, (_, place) => `word${place}`).join(" ")}`;
    const input = anInput([red("A", "Loyalty", clause), ...manyPrograms(12)]);
    const text = screenText(input);
    expect(text).toContain(cutAtClause(clause).shown);
    expect(text).not.toContain("word14");
    expect(wordsIn(await threadMessages(input, "digest"))).toContain(clause);
  });
});
