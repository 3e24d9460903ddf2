/** Measures in a report: their lines in words, what they say against a green, and how many a first screen has. */
import { describe, expect, it } from "vitest";
import { measureInWords } from "../../src/goals/measures-in-words.ts";
import { compile } from "../../src/reports/compile/compile.ts";
import type { Report } from "../../src/reports/compile/report.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import type { MeasureFacts, ProgramFacts } from "../../src/reports/facts/program-facts.ts";
import { canGoAbove, forProgram } from "../../src/reports/facts/readable-facts.ts";
import { digestCsv } from "../../src/reports/files/digest-csv.ts";
import { outlineOf } from "../../src/reports/portfolio/program-outline.ts";
import { anAnswer, anItem, aStatus, at, linesOf, november, reportOf, someFacts, textsOf } from "./facts.ts";
import { aMeasure, aReportedMeasure } from "./measured.ts";
import { aLine, anInput, aProgram, asFrench, EN, FR, withBlanks } from "./reported.ts";

const GOOD = { "09-30": "3.5", "10-31": "3.7" };
const BEHIND_ONCE = { "09-30": "3.5", "10-31": "3.1" };
const BEHIND_TWICE = { "09-30": "2.4", "10-31": "2.6" };
const SILENT = { "07-31": "3.2", "08-31": "3.4" };
const FALLING = { direction: "fall", baseline: "9", target: "4", unit: "days" } as const;

const october = (...measures: MeasureFacts[]) => reportOf(someFacts({ measures }));
const kindsOf = ({ lines }: Report) => lines.map(({ kind, text }) => `${kind} ${text}`);

describe("a measure in words", () => {
  it.each([
    [
      "rises",
      aReportedMeasure("Repeat purchases", GOOD),
      "Repeat purchases 3.5 → 3.7 of 4.0 points (3.7 planned), 31 Oct",
      "Repeat purchases 3,5 → 3,7 sur 4,0 points (3,7 prévus), 31 oct.",
    ],
    [
      "is behind",
      aReportedMeasure("Repeat purchases", BEHIND_TWICE),
      "Repeat purchases 2.4 → 2.6 of 4.0 points (behind: 3.7 planned), 31 Oct",
      "Repeat purchases 2,4 → 2,6 sur 4,0 points (en retrait : 3,7 prévus), 31 oct.",
    ],
    [
      "has its first value",
      aReportedMeasure("Repeat purchases", { "10-31": "3.75" }),
      "Repeat purchases 2.10 → 3.75 of 4.00 points (3.68 planned), 31 Oct",
      "Repeat purchases 2,10 → 3,75 sur 4,00 points (3,68 prévus), 31 oct.",
    ],
    [
      "falls",
      aReportedMeasure("Refunds", { "09-30": "6", "10-31": "5" }, { details: FALLING }),
      "Refunds 6 → 5 days, target 4 (4.8 planned), 31 Oct",
      "Refunds 6 → 5 days, cible 4 (4,8 prévus), 31 oct.",
    ],
    [
      "is a share",
      aReportedMeasure(
        "Members",
        { "09-30": "40", "10-31": "52" },
        { details: { unit: "%", target: "60", baseline: "30" } },
      ),
      "Members 40% → 52%, target 60% (55% planned), 31 Oct",
      "Members 40 % → 52 %, cible 60 % (55 % prévus), 31 oct.",
    ],
    [
      "stays below",
      aReportedMeasure("Waiting", { "10-31": "2.6" }, { details: { ...FALLING, direction: "below", target: "3" } }),
      "Waiting 9.0 → 2.6 days (stay below 3.0), 31 Oct",
      "Waiting 9,0 → 2,6 days (rester sous 3,0), 31 oct.",
    ],
    [
      "does not stay above",
      aReportedMeasure(
        "Open",
        { "10-31": "94" },
        { details: { direction: "above", baseline: "96", target: "95", unit: "" } },
      ),
      "Open 96 → 94 (behind: stay above 95), 31 Oct",
      "Open 96 → 94 (en retrait : rester au-dessus de 95), 31 oct.",
    ],
    [
      "has a small number planned",
      aReportedMeasure("Score", { "05-31": "1.1" }, { details: { baseline: "1", target: "2" } }),
      "Score 1.0 → 1.1 of 2.0 points (behind: 1.4 planned), no figure since 31 May",
      "Score 1,0 → 1,1 sur 2,0 points (en retrait : 1,4 prévu), aucun chiffre depuis le 31 mai",
    ],
    [
      "never had a figure",
      aReportedMeasure("Repeat purchases"),
      "Repeat purchases: no figure since 31 Dec 2025",
      "Repeat purchases : aucun chiffre depuis le 31 déc. 2025",
    ],
  ])("%s", (_, measure, english, french) => {
    expect(withBlanks(measureInWords(EN, measure, measure.title))).toBe(english);
    expect(withBlanks(measureInWords(FR, measure, measure.title)).replaceAll("\u202f", " ")).toBe(french);
  });
});

describe("the report of a program", () => {
  it("has a line for each measure with a new value, behind, or without a figure, the worst first", () => {
    const report = october(
      aMeasure("new", GOOD),
      aMeasure("silent", SILENT),
      aMeasure("late", BEHIND_ONCE),
      aMeasure("later", BEHIND_TWICE),
    );
    expect(textsOf(report, "measure")).toEqual(["later", "late", "silent", "new"]);
    expect(linesOf(report, "measure")[0]).toMatchObject({ type: "measure", owner: "nina", code: "LOY-KPI-later" });
    expect(report.measures?.map(({ isNew }) => isNew ?? false)).toEqual([true, true, true, true]);
  });

  it("tells a value on its line once, and what is behind or without a figure again", () => {
    const measures = [aMeasure("new", GOOD), aMeasure("late", BEHIND_ONCE), aMeasure("silent", SILENT)];
    const before = october(...measures);
    const next = reportOf(november({ measures }), before);
    expect(textsOf(next, "measure")).toEqual(["late", "silent"]);
    expect(next.measures?.map(({ title }) => title)).toEqual(["late", "silent", "new"]);
    const entered = aMeasure("new", { ...GOOD, "11-30": "3.8" });
    expect(textsOf(reportOf(november({ measures: [entered] }), before), "measure")).toEqual(["new"]);
  });

  it("tells once how a measure ended", () => {
    const ended = { closedAt: at("10-20") };
    const report = october(
      aMeasure("up", GOOD, { ...ended, state: "reached" }),
      aMeasure("down", BEHIND_TWICE, { ...ended, state: "not-reached" }),
    );
    expect(kindsOf(report)).toEqual(["finished up", "ended down"]);
    const input = anInput([aProgram("LOY", ["amber"], { lines: report.lines, measures: report.measures })]);
    const said = (of: ScreenInput) =>
      withBlanks(JSON.stringify(outlineOf(of.programs[0] ?? expect.fail(), of).sections));
    expect(said(input)).toContain("reached 20 Oct: up 3.5 → 3.7 of 4.0 points");
    expect(said(input)).toMatch(/down 2\.4 → 2\.6 of 4\.0 points","facts":\["not reached"/);
    expect(said(asFrench(input))).toContain("indicateur « up » atteint le 20 oct. : 3,5 → 3,7 sur 4,0 points");
  });

  it("has none that has no line yet", () => {
    const { baseline: _, ...without } = aMeasure("bare").details;
    expect(october({ ...aMeasure("bare", GOOD), details: without }).measures).toBe(undefined);
  });

  it("keeps the last thirteen values", () => {
    const days = Array.from({ length: 20 }, (_, place) => `03-${place + 10}`);
    const report = october(aMeasure("daily", Object.fromEntries(days.map((day) => [day, "3"]))));
    expect(report.measures?.[0]?.values.map(({ on }) => on.slice(5))).toEqual(days.slice(-13));
  });

  it("lets none go up that the team keeps or that is restricted, and none to the team that is for those above", () => {
    const measures = (["team", "lead", "above", "program"] as const).map((disclosure) =>
      aMeasure(disclosure, BEHIND_TWICE, { disclosure }),
    );
    const facts = someFacts({ measures });
    const titles = (report: Report) => report.measures?.map(({ title }) => title);
    expect(titles(compile(canGoAbove(facts), null))).toEqual(["above", "program"]);
    expect(titles(compile(forProgram(facts), null))).toEqual(["program", "team"]);
    const open = reportOf(
      someFacts({ measures: measures.map((each) => ({ ...each, disclosure: "program" as const })) }),
    );
    const later = compile(canGoAbove({ ...facts, lastSent: open }), null);
    expect(JSON.stringify(later)).not.toMatch(/"team"|"lead"/);
  });
});

describe("against the green of its program", () => {
  const green = (more: Partial<ProgramFacts>) => someFacts({ statuses: [aStatus("10-20", "green")], ...more });
  const against = (facts: ProgramFacts) => textsOf(reportOf(facts), "against-green");

  it("a measure speaks whose last two values are behind, and no other", () => {
    const measures = [aMeasure("late", BEHIND_ONCE), aMeasure("later", BEHIND_TWICE), aMeasure("silent", SILENT)];
    expect(against(green({ measures }))).toEqual(["later"]);
    expect(against(someFacts({ statuses: [aStatus("10-20", "amber")], measures }))).toEqual([]);
  });

  it("is told beside it, and on a first screen not again as a measure", () => {
    const { lines, measures, status } = reportOf(green({ measures: [aMeasure("Purchases", BEHIND_TWICE)] }));
    const input = anInput([aProgram("LOY", ["green"], { lines, measures, status })]);
    const said = (of: ScreenInput) =>
      firstScreen(of).sections.flatMap((section) => section.lines.map(({ text }) => text));
    expect(said(input).map(withBlanks)).toEqual([]);
    expect(withBlanks(firstScreen(input).headline ?? "")).toBe(
      "reports on track; Purchases behind twice running: 2.6 of 3.7 points planned, 31 Oct.",
    );
    expect(withBlanks(firstScreen(asFrench(input)).headline ?? "")).toContain(
      "Purchases en retrait deux fois de suite : 2,6 pour 3,7 points prévus, 31 oct.",
    );
    expect(firstScreen(input).leftOut).toBe(null);
  });
});

describe("on a first screen", () => {
  const program = (key: string, ...measures: MeasureFacts[]) => {
    const facts = someFacts({
      programId: key,
      measures,
      answers: [anAnswer("10-20", [["bottom-line", `All is well in ${key}`]])],
    });
    const { lines, measures: reported } = reportOf(facts);
    return aProgram(key, ["amber", "amber"], { title: key, lines, measures: reported });
  };
  const valuesIn = (input: ScreenInput) => {
    const { sections } = firstScreen(input);
    const lines = sections.flatMap(({ name, lines: own }) => (name === "value" ? own : []));
    return lines.map(({ program: name, text }) => `${name}: ${withBlanks(text)}`);
  };

  it("each program has one line of measures, its worst, and the others are counted as what they are", () => {
    const loyalty = program(
      "Loyalty",
      aMeasure("new", GOOD),
      aMeasure("late", BEHIND_ONCE),
      aMeasure("silent", SILENT),
    );
    const welcome = program("Welcome", aMeasure("fresh", GOOD));
    const input = anInput([loyalty, welcome, program("Stores")]);
    const { headline, leftOut } = firstScreen(input);
    const shown = [headline ?? "", ...valuesIn(input)].map(withBlanks).join("\n");
    expect(shown).toContain("late 3.5 → 3.1 of 4.0 points (behind: 3.7 planned), 31 Oct");
    expect(shown).toContain("fresh 3.5 → 3.7 of 4.0 points (3.7 planned), 31 Oct");
    expect(shown).not.toMatch(/silent|new/);
    expect(leftOut).toContain("2 measures");
    expect(firstScreen(asFrench(input)).leftOut).toContain("2 indicateurs");
  });

  it("all of them stand in the program's part, also while its words are held", () => {
    const loyalty = program(
      "Loyalty",
      aMeasure("new", GOOD),
      aMeasure("late", BEHIND_ONCE),
      aMeasure("silent", SILENT),
    );
    const part = (isHeld: boolean) => JSON.stringify(outlineOf({ ...loyalty, isHeld }, anInput([loyalty])).sections);
    for (const title of ["new", "late", "silent"]) {
      expect(part(false)).toContain(title);
      expect(part(true)).toContain(title);
    }
  });

  it("no figure is no headline", () => {
    const input = anInput([program("Loyalty", aMeasure("silent", SILENT)), program("Welcome")]);
    expect(firstScreen(input).headline).not.toContain("silent");
  });
});

it("the table has the numbers of each measure, in French with a decimal comma", () => {
  const measures = [aReportedMeasure("Purchases", BEHIND_TWICE), aReportedMeasure("Refunds", SILENT)];
  const line = aLine("measure", "Purchases", { itemId: "Purchases", type: "measure", code: "LOY-KPI-1" });
  const input = anInput([aProgram("LOY", ["amber"], { lines: [line], measures })]);
  expect(digestCsv(input)).toMatch(/LOY,LOY,Measure,LOY-KPI-1,Purchases,.*,2\.6,3\.7,4,points/);
  expect(digestCsv(input)).toMatch(/LOY,LOY,Measure,LOY-KPI-Refunds,Refunds,.*,3\.4,3\.4,4,points/);
  expect(digestCsv(asFrench(input))).toMatch(/LOY;LOY;Indicateur;LOY-KPI-1;Purchases;.*;"2,6";"3,7";4;points/);
});

it("a measure is in no count of what is open, nor late by its date", () => {
  const measures = [aMeasure("late", GOOD, { dueOn: "2026-10-01" })];
  const { open, withoutWord, lines } = reportOf(someFacts({ measures, items: [anItem("issue", "Tills")] }));
  expect([open, withoutWord]).toEqual([{ issue: 1 }, 0]);
  expect(lines.filter(({ type }) => type === "measure").map(({ kind }) => kind)).toEqual(["measure"]);
});
