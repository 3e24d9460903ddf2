import { describe, expect, it } from "vitest";
import { dayInWords, withoutFullStop } from "../../src/platform/texts/language.ts";
import {
  ageInWords,
  countWords,
  moveInWords,
  periodInWords,
  runInWords,
  shortLine,
  sinceInWords,
} from "../../src/reports/compile/status-and-dates-in-words.ts";
import { EN, FR, OCTOBER } from "./reported.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("words of a report", () => {
  it.each([
    ["monthly", 1, "since 14 Oct", "depuis le 14 oct."],
    ["monthly", 2, "second month", "deuxième mois"],
    ["weekly", 3, "third week", "troisième semaine"],
    ["quarterly", 2, "second quarter", "deuxième trimestre"],
    ["annual", 2, "second year", "deuxième année"],
    ["monthly", 12, "12th month", "12e mois"],
  ] as const)("tells the age of a run: %s, period %i", (rhythm, periods, english, french) => {
    const run = { rhythm, since: "2026-10-14", periods };
    expect([runInWords(EN, run), runInWords(FR, run)].map(plain)).toEqual([english, french]);
  });

  it("writes the first of a month as the French do", () => {
    expect(plain(sinceInWords(FR, "2026-10-01"))).toBe("depuis le 1er oct.");
  });

  it("gives the year of a day that is more than half a year away", () => {
    expect(plain(dayInWords(EN, "2026-01-14"))).toBe("14 Jan 2026");
  });

  it("calls nobody late with the date on which a risk is looked at again", () => {
    const risk = { type: "risk", since: "2026-10-01", due: "2026-10-27" };
    expect([EN, FR].map((reader) => ageInWords(reader, risk, "2026-11-03", () => 5).replaceAll("\u00a0", " "))).toEqual(
      ["to review since 27 Oct", "à revoir depuis le 27 oct."],
    );
  });

  it("tells a date that is past before the day of the last word", () => {
    const line = { since: "2026-09-03", noWordSince: "2026-09-20", due: "2026-10-27" };
    expect(plain(ageInWords(EN, line, "2026-11-03", undefined))).toBe("was due 27 Oct");
  });

  it("does not repeat a first date that stands there", () => {
    const line = { due: "2027-01-12", was: { due: "2026-11-24", firstDue: "2026-11-24", moves: 2 } };
    expect(plain(moveInWords(EN, line))).toBe("24 Nov → 12 Jan (2nd move)");
  });

  it("calls a month by its name, a year by its number", () => {
    const year = { label: "2026", from: "2026-01-01", until: "2026-12-31" };
    expect([periodInWords(EN, "monthly", OCTOBER), periodInWords(EN, "annual", year)]).toEqual([
      "October",
      "Year 2026",
    ]);
  });

  it("cuts a line at a word", () => {
    expect(shortLine("one two, three four", 2)).toBe("one two…");
  });

  it("never cuts a word, nor an emoji that is made of several", () => {
    const family = "👨‍👩‍👧‍👦".repeat(30);
    expect([shortLine(family, 3), shortLine("x".repeat(200), 3)]).toEqual([family, "x".repeat(200)]);
  });

  it("keeps a line from right to left within isolates, also where it is cut", () => {
    expect(shortLine("שלום לכל מי שקורא", 2)).toBe("\u2068שלום לכל…\u2069");
  });

  it("takes out what would turn the rest of a line", () => {
    expect(shortLine("safe \u202Eevil", 5)).toBe("safe evil");
  });

  it("takes the stop from the end of a sentence, and none from a month", () => {
    expect(["No tester.", "d’ici au 6 nov."].map(withoutFullStop)).toEqual(["No tester", "d’ici au 6 nov."]);
  });

  it("counts no sign as a word", () => {
    expect(countWords("🟠 Loyalty · 1 → 2")).toBe(3);
  });
});
