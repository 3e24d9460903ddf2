import { describe, expect, it } from "vitest";
import {
  ageInWords,
  countWords,
  dayInWords,
  moveInWords,
  noWordInWords,
  periodInWords,
  runInWords,
  shortLine,
  sinceInWords,
  statusInWords,
  wasDueInWords,
  withoutStop,
} from "../../src/reports/words.ts";
import { EN, FR, OCTOBER } from "./reported.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("words of a report", () => {
  it.each([
    ["green", "🟢 On track", "🟢 En bonne voie"],
    ["amber", "🟠 At risk", "🟠 À risque"],
    ["red", "🔴 Off track", "🔴 Hors trajectoire"],
  ] as const)("says %s by shape and word", (status, english, french) => {
    expect([statusInWords(EN, status), statusInWords(FR, status)]).toEqual([english, french]);
  });

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

  it("says when something was due", () => {
    expect([wasDueInWords(EN, "2026-10-27"), wasDueInWords(FR, "2026-10-27")].map(plain)).toEqual([
      "was due 27 Oct",
      "attendu le 27 oct.",
    ]);
  });

  it("counts working days where they are counted", () => {
    expect([wasDueInWords(EN, "2026-10-21", 9), wasDueInWords(FR, "2026-10-21", 1)]).toEqual([
      "9 working days late",
      "1 jour ouvré de retard",
    ]);
  });

  it("says since when there was no word", () => {
    expect([noWordInWords(EN, "2026-09-03"), noWordInWords(FR, "2026-09-03")].map(plain)).toEqual([
      "no word since 3 Sept",
      "sans nouvelles depuis le 3 sept.",
    ]);
  });

  it("tells how long it is blocked beside the last word", () => {
    const line = { since: "2026-09-03", noWordSince: "2026-09-20" };
    expect(plain(ageInWords(EN, line, "2026-11-03", undefined))).toBe("since 3 Sept, no word since 20 Sept");
  });

  it("tells a date that is past before the day of the last word", () => {
    const line = { since: "2026-09-03", noWordSince: "2026-09-20", due: "2026-10-27" };
    expect(plain(ageInWords(EN, line, "2026-11-03", undefined))).toBe("was due 27 Oct");
  });

  it("tells a move with the first date and the number of moves", () => {
    const line = { due: "2026-12-01", was: { due: "2026-11-17", firstDue: "2026-11-03", moves: 2 } };
    expect([moveInWords(EN, line), moveInWords(FR, line)].map(plain)).toEqual([
      "17 Nov → 1 Dec (2nd move; first date 3 Nov)",
      "17 nov. → 1er déc. (2e changement ; première date le 3 nov.)",
    ]);
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
    expect(["No tester.", "d’ici au 6 nov."].map(withoutStop)).toEqual(["No tester", "d’ici au 6 nov."]);
  });

  it("counts no sign as a word", () => {
    expect(countWords("🟠 Loyalty · 1 → 2")).toBe(3);
  });
});
