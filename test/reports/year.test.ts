/** The first screen of a year. */
import { expect, it } from "vitest";
import { reportSchema } from "../../src/reports/compile/report.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import type { ReportedPortfolio, ScreenInput } from "../../src/reports/digest/screen.ts";
import { aLine, anInput, aProgram, asFrench, withBlanks } from "./reported.ts";

const YEAR = { rhythm: "annual", period: { label: "2026", from: "2026-01-01", until: "2026-12-31" } } as const;

const decided = (question: string, owner: string, more = {}) =>
  aLine("decided", question, { type: "request", itemId: question, owner, outcome: "Yes", on: "2026-05-04", ...more });

const measure = (itemId: string, latest: string) => ({
  ...{ itemId, code: "RET-KPI-1", title: `Measure ${itemId}`, unit: "points", direction: "rise" as const },
  corners: [
    { on: "2026-01-01", value: "2" },
    { on: "2026-12-31", value: "4" },
  ],
  values: [{ on: "2026-12-31", value: latest }],
  before: { on: "2026-01-01", value: "2" },
  latest: { on: "2026-12-31", value: latest },
  ...{ planned: "4", isBehind: latest === "3", isBehindTwice: false, noFigureSince: null },
});
const objective = (itemId: string, title: string, year: number, measures: string[] = []) => ({
  ...{ itemId, code: "RET-O-1", title, year },
  measures: measures.map((id) => ({ itemId: id, programId: "p-LOY" })),
});

function aYear(): ScreenInput {
  const lines = [
    decided("More lorries?", "margaret", { given: ["money", "people"] }),
    decided("Another depot?", "margaret"),
    decided("A new till?", "priya"),
    decided("A second bus?", "priya"),
    aLine("value", "Points are visible"),
    aLine("aim", "One card for all"),
  ];
  const program = aProgram("LOY", ["green"], { lines, ...YEAR });
  const objectives = [
    objective("o1", "Members come back", 2026, ["m1"]),
    objective("o2", "Fewer returns", 2026, ["m2"]),
    objective("o3", "Members pay once", 2027),
  ];
  const report = { ...program.report, lines: [], objectives, measures: [measure("m1", "4"), measure("m2", "3")] };
  const portfolio: ReportedPortfolio = {
    ...{ id: "p-RET", key: "RET", title: "Retail" },
    ...{ report: reportSchema.parse(report), named: new Set(["m1", "m2"]) },
  };
  const input = anInput([program], { ...YEAR, portfolios: [portfolio] });
  return { ...input, reader: { ...input.reader, id: "margaret" } };
}

const shown = (input: ScreenInput) =>
  firstScreen(input).sections.map(({ heading, lines }) => [
    withBlanks(heading),
    ...lines.map(({ program, text }) => withBlanks([program, text].filter((part) => part !== "").join(": "))),
  ]);

it("begins with what its reader decided and what came of it, then objectives with their verdict, then decisions; its aims come last", () => {
  const sections = shown(aYear());
  expect(sections.map(([heading]) => heading)).toEqual([
    "What you decided, and what came of it",
    "Objectives",
    "Decided and finished",
    "Value and done",
    "Aims for 2027",
  ]);
  const [yours = [], objectives = [], others = [], , aims = []] = sections;
  expect(yours.join("\n")).toMatch(/More lorries\? → Yes; it gave money and people/);
  expect(yours.join("\n")).toMatch(/Another depot\? → Yes(?!; it gave)/);
  expect(objectives.join("\n")).toMatch(/Members come back: .*2 → 4 of 4 points.* · reached/);
  expect(objectives.join("\n")).toMatch(/Fewer returns: .*2 → 3 of 4 points.* · not reached/);
  // What the headline says is not said again.
  expect(others.join("\n")).toContain("A second bus?");
  expect(others.join("\n")).not.toContain("More lorries?");
  expect(aims.join("\n")).toContain("One card for all");
  expect(aims.join("\n")).toContain("Members pay once");
  expect(sections.slice(0, -1).flat().join("\n")).not.toMatch(/Members pay once|One card for all/);
});

it("is headed in French, and of a month nothing is as of a year", () => {
  expect(shown(asFrench(aYear())).map(([heading]) => heading)).toEqual([
    "Vos décisions et leurs suites",
    "Objectifs",
    "Décidé et terminé",
    "Valeur et réalisations",
    "Ambitions pour 2027",
  ]);
  const month = { ...aYear(), rhythm: "monthly" } as const;
  const objectives = shown(month).find(([heading]) => heading === "Objectives") ?? [];
  expect(objectives.join("\n")).toContain("Members pay once");
  expect(objectives.join("\n")).not.toContain("not reached");
});
