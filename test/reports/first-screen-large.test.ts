import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LINE_KINDS, type Line } from "../../src/reports/compile/report.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { MOST_WORDS, nameOf, screenWords } from "../../src/reports/digest/limits.ts";
import { COUNTED_AS } from "../../src/reports/digest/matters.ts";
import type { ReportedProgram, SectionName } from "../../src/reports/digest/screen.ts";
import { aLine, anInput, aProgram, FR } from "./reported.ts";

const many = (count: number, line: (index: number) => Line[], isFlagship = (_: number) => false): ReportedProgram[] =>
  Array.from({ length: count }, (_, index) => ({
    ...aProgram(`Program number ${index}`, ["green"], { lines: line(index) }),
    isFlagship: isFlagship(index),
  }));

describe("the first screen of a large portfolio", () => {
  it("has a line for every program that wrote before dates, and dates before further lines", () => {
    const programs = many(
      12,
      (index) => [
        aLine("value", `${index} hours saved`),
        aLine("value", `${index} hours saved again ${"of many words ".repeat(5)}`),
        aLine("upcoming", `Launch ${index}`, { due: "2026-11-12" }),
      ],
      (index) => index === 11,
    );
    const { sections } = firstScreen(anInput(programs));
    const textIn = (name: SectionName) =>
      sections.flatMap((section) => (section.name === name ? section.lines : [])).map(({ text }) => text);
    // The headline has told two.
    expect(textIn("value").filter((text) => /saved$/.test(text))).toHaveLength(10);
    expect(textIn("upcoming").join()).toMatch(/^Thu\s12\sNov Program number 11: Launch 11 · .*: Launch 10$/);
  });

  it("says why programs are newly at risk before what they are worth", () => {
    const programs = many(40, (index) => [
      ...(index < 8 ? [aLine("newly-at-risk", `reason ${index} in words`, { since: "2026-10-28" })] : []),
      ...Array.from({ length: 9 }, () => aLine("value", `${index} hours saved ${"of many words ".repeat(5)}`)),
    ]);
    const { sections, headline } = firstScreen(anInput(programs));
    const shown = sections.flatMap(({ name, lines }) => (name === "blocked" ? lines : [])).map(({ text }) => text);
    const reasons = `${headline} ${shown.join(" ")}`.match(/reason \d in words/g);
    expect(new Set(reasons).size).toBe(8);
  });

  it("names the silent in one line once all else is told", () => {
    const programs = many(12, (index) => [
      aLine("no-update", "", { by: null, since: "2026-09-30" }),
      ...(index === 7 ? [aLine("decided", "Go on")] : []),
    ]);
    const silent = firstScreen(anInput(programs)).sections.find(({ name }) => name === "silent");
    expect(silent?.lines.map(({ text }) => text.split(", ").length)).toEqual([12]);
  });

  it("has flagships' dates first where not all have room, shown by day", () => {
    const due = (index: number) => `2026-11-${10 + Math.floor(index / 6)}`;
    const launches = (index: number) => [aLine("upcoming", "Launch in all of the stores", { due: due(index) })];
    const { sections, leftOut } = firstScreen(anInput(many(60, launches, (index) => index === 59)));
    const [{ text = "" } = {}] = sections.flatMap(({ lines }) => lines);
    const places = [...text.matchAll(/number (\d+)/g)].map(([, place]) => Number(place));
    expect(places).toEqual([...places.slice(0, -1).keys(), 59]);
    expect(leftOut).toBe(`More in the reports: ${60 - places.length} dates`);
  });

  it("cuts names only as far as they stay different, and tells two of one name by their keys", () => {
    const titles = ["Getting Rust for Linux into stable: compiler", "Getting Rust for Linux into stable: language"];
    const programs = [...titles, "Stores", "Stores"].map((title, place) =>
      aProgram(`K${place}`, ["green"], { title, lines: [aLine("decided", `Choice ${place}`)] }),
    );
    const input = anInput([...programs, ...many(10, () => [])]);
    expect(programs.map((one) => nameOf(one, input))).toEqual([...titles, "Stores (K2)", "Stores (K3)"]);
  });

  it("counts by kind what there is no room for, and names no program without saying what", () => {
    const programs = many(40, (index) => [
      aLine("blocked", `waits for number ${index} of the long list of suppliers`, { since: "2026-10-12" }),
    ]);
    const { sections, leftOut, headline } = firstScreen(anInput(programs));
    const lines = sections.flatMap((section) => section.lines);
    expect(lines.every(({ program, text }) => program !== "" && text.includes("waits for number"))).toBe(true);
    const inHeadline = headline?.match(/waits for number/g)?.length ?? 0;
    expect(leftOut).toBe(`More in the reports: ${40 - inHeadline - lines.length} blocked`);
  });

  const word = fc.constantFrom(
    "stores",
    "consent",
    "🎉",
    "données",
    "שלום",
    "|",
    "test",
    "of",
    "the",
    "a-very-long-word-indeed",
  );
  const sentence = (most: number) => fc.array(word, { minLength: 1, maxLength: most }).map((words) => words.join(" "));
  const day = fc.constantFrom("2026-03-03", "2026-10-12", "2026-10-27", "2026-11-20");
  const line = fc
    .record({
      kind: fc.constantFrom(...LINE_KINDS),
      text: sentence(40),
      since: fc.option(day),
      due: fc.option(day),
      silent: fc.boolean(),
    })
    .map(({ kind, text, since, due, silent }) =>
      aLine(kind, text, { since, ...(due !== null && { due }), ...(silent && { noWordSince: "2026-03-03" }) }),
    );
  const status = fc.constantFrom("green", "amber", "red", null);
  const program = fc
    .record({
      title: sentence(12),
      before: status,
      now: status,
      lines: fc.array(line, { maxLength: 12 }),
      isHeld: fc.boolean(),
      isFlagship: fc.boolean(),
    })
    .map(({ title, before, now, lines, isHeld, isFlagship }) => ({
      ...aProgram(title, [before, now], { lines }),
      isHeld,
      isFlagship,
    }));
  const programs = fc
    .array(program, { minLength: 1, maxLength: 60 })
    .map((list) => list.map((item, index) => ({ ...item, id: `p${index}` })));

  it("is within its words, and every program with something to say has a line or is counted", () => {
    fc.assert(
      fc.property(programs, fc.boolean(), (list, isFrench) => {
        const input = anInput(list, isFrench ? { reader: { ...FR, name: "Hélène Roy", role: "sponsor" } } : {});
        const screen = firstScreen(input);
        const isMany = list.length > 10;
        expect(screenWords(screen, input)).toBeLessThanOrEqual(isMany ? MOST_WORDS.many : MOST_WORDS.few);
        const shown = new Set(screen.sections.flatMap(({ lines }) => lines.flatMap(({ lines: said }) => said)));
        const isCounted = (said: Line) => COUNTED_AS[said.kind] !== undefined || said.kind === "bottom-line";
        for (const { report } of list.filter(({ isHeld }) => !isHeld)) {
          const telling = report.lines.filter(isCounted);
          if (telling.length > 0 && !telling.some((said) => shown.has(said))) {
            expect(screen.leftOut ?? screen.headline).not.toBeNull();
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
