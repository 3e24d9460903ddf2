import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/platform/csv.ts";
import { labelsInWords } from "../../src/programs/profile/blocks.ts";
import { labelNames, readLabels } from "../../src/programs/profile/rules.ts";
import { type BudgetProblem, budgetInWords, readBudget } from "../../src/programs/profile/rules-budget.ts";
import { type NamedProfile, profileTable, readProfiles } from "../../src/programs/profile/rules-csv.ts";

const TODAY = "2026-11-03";

describe("labels, one a line", () => {
  it("are read as they are shown, in both languages", () => {
    const labels = [
      { name: "Department", value: "Retail: stores" },
      { name: "Région", value: "DACH" },
    ];
    expect(labelsInWords({ locale: "fr-FR" }, labels)[1]).toBe("Région\u00a0: DACH");
    for (const locale of ["en-GB", "fr-FR"])
      expect(readLabels(labelsInWords({ locale }, labels).join("\r\n"))).toEqual({ labels });
    expect(readLabels("\n  Department :  Retail:   stores \n\nRégion:DACH\n")).toEqual({ labels });
    expect(readLabels(" \n")).toEqual({ labels: [] });
  });

  it.each([
    ["Region: DACH\nRetail", { why: "no-pair", line: "Retail" }],
    [": Retail", { why: "no-pair", line: ": Retail" }],
    ["Department:", { why: "no-pair", line: "Department:" }],
    [`${"N".repeat(41)}: x`, { why: "long-name", line: `${"N".repeat(41)}: x` }],
    [`x: ${"V".repeat(81)}`, { why: "long-value", line: `x: ${"V".repeat(81)}` }],
    ["Department: Retail\ndePARTment: IT", { why: "twice", line: "dePARTment: IT" }],
    [Array.from({ length: 11 }, (_, index) => `L${index}: x`).join("\n"), { why: "too-many", line: "L10: x" }],
  ])("name the line that is wrong: %j", (text, problem) => {
    expect(readLabels(text)).toEqual({ problem });
  });

  it("are suggested in one spelling, the most used first", () => {
    const profileWith = (...names: string[]) => ({ labels: names.map((name) => ({ name, value: "x" })), budget: null });
    expect(labelNames([profileWith("Region"), profileWith("Department", "region"), profileWith("REGION")])).toEqual([
      "Region",
      "Department",
    ]);
  });
});

describe("a budget, on one line", () => {
  const EUR = { planned: 1_200_000, spent: null, currency: "EUR", asOf: TODAY };
  it.each([
    ["en-GB", "1.2M EUR", EUR],
    ["en-GB", "EUR 1,200,000", EUR],
    ["en-GB", "€1.2m", EUR],
    ["en-GB", "1 200 000 eur", EUR],
    ["en-US", "1,200,000.50 USD", { ...EUR, planned: 1_200_000.5, currency: "USD" }],
    ["en-IN", "12,00,000 INR", { ...EUR, currency: "INR" }],
    ["de-DE", "1.200.000 EUR", EUR],
    ["fr-FR", "1,2 M EUR", EUR],
    ["fr-FR", "1\u202f200\u202f000\u00a0€", EUR],
    ["de-CH", "1’200’000 CHF", { ...EUR, currency: "CHF" }],
    ["en-GB", "1.2M EUR, spent 400k by 31 Oct", { ...EUR, spent: 400_000, asOf: "2026-10-31" }],
    ["en-GB", "1.2M EUR spent 0", { ...EUR, spent: 0 }],
    [
      "en-GB",
      "1.2bn GBP, spent 1.3bn GBP, as of 2026-09-30",
      { planned: 1.2e9, spent: 1.3e9, currency: "GBP", asOf: "2026-09-30" },
    ],
    ["en-US", "85k USD, as of Dec 31", { planned: 85_000, spent: null, currency: "USD", asOf: "2025-12-31" }],
    ["fr-FR", "1,2 M EUR, dépensé : 400 k, au 1er août", { ...EUR, spent: 400_000, asOf: "2026-08-01" }],
    ["fr-FR", "1,2 Md EUR, dépensé 400 M au 31 déc. 2025", { ...EUR, planned: 1.2e9, spent: 4e8, asOf: "2025-12-31" }],
  ])("for %s, %s", (locale, text, budget) => {
    expect(readBudget(text, { locale, today: TODAY })).toEqual({ budget });
  });

  it.each<[string, string, BudgetProblem]>([
    ["en-GB", "much", "form"],
    ["en-GB", "1.2M EUR, spent a lot", "form"],
    ["en-GB", "1.2M", "currency"],
    ["en-GB", "1.2M XYQ", "currency"],
    ["en-GB", "$1.2M", "form"],
    ["en-GB", "1.2M EUR, spent 400k USD", "currency"],
    ["en-GB", "0 EUR", "amount"],
    ["en-GB", "1.200 EUR", "amount"],
    ["fr-FR", "1,200 EUR", "amount"],
    ["fr-FR", "1,200,000 EUR", "amount"],
    ["fr-FR", "1.200 EUR", "amount"],
    ["en-GB", "1,20,0 EUR", "amount"],
    ["en-GB", "99999999999999 EUR", "amount"],
    ["en-GB", "1.2M EUR, as of 31 Feb", "date"],
    ["en-GB", "1.2M EUR, as of 03/04/2026", "date"],
    ["fr-FR", "1,2 M EUR, au 3 jui", "date"],
    ["en-GB", "1.2M EUR, as of 31 Dec 2026", "future"],
  ])("is refused, never guessed: for %s, %s", (locale, text, problem) => {
    expect(readBudget(text, { locale, today: TODAY })).toEqual({ problem });
  });

  it("is told in the language of its reader", () => {
    const budget = { planned: 1_200_000, spent: 400_000, currency: "EUR", asOf: "2026-10-31" };
    expect(budgetInWords({ locale: "en-GB" }, budget)).toBe(
      "1,200,000\u00a0EUR, spent 400,000, as of 31\u00a0Oct\u00a02026",
    );
    expect(budgetInWords({ locale: "fr-FR" }, budget)).toBe(
      "1\u202f200\u202f000\u00a0EUR, dépensé\u00a0: 400\u202f000, au 31\u00a0oct.\u00a02026",
    );
  });
});

describe("the table of labels and budgets", () => {
  const programs: NamedProfile[] = [
    {
      id: "1",
      key: "atlas",
      title: "Atlas",
      profile: {
        labels: [
          { name: "Department", value: "=Retail" },
          { name: "Region", value: "DACH" },
        ],
        budget: { planned: 1200.5, spent: null, currency: "EUR", asOf: "2026-10-31" },
      },
    },
    { id: "2", key: "borealis", title: "Borealis", profile: { labels: [], budget: null } },
  ];
  const read = (text: string) => {
    const csv = readCsv(text);
    if (!("rows" in csv)) throw new Error(csv.problem.fault);
    return readProfiles(csv.rows, programs, { today: TODAY, language: "en" });
  };

  it("is read as it was given out", () => {
    const rows = profileTable(programs).map((cells, index) => ({ line: index + 1, cells }));
    expect(rows[0]?.cells.slice(-2)).toEqual(["label.Department", "label.Region"]);
    expect(readProfiles(rows, programs, { today: TODAY, language: "en" })).toEqual({
      problems: [],
      profiles: programs.map(({ id, profile }) => ({ id, profile })),
    });
  });

  it("changes what it has columns for, and takes out what is empty", () => {
    expect(read("program,label.region,label.Owner\natlas,,Kim\n").profiles).toEqual([
      {
        id: "1",
        profile: {
          labels: [
            { name: "Department", value: "=Retail" },
            { name: "Owner", value: "Kim" },
          ],
        },
      },
    ]);
    expect(read("program,planned,currency\natlas,,\nborealis,5,chf\n").profiles).toMatchObject([
      { id: "1", profile: { budget: null } },
      { id: "2", profile: { budget: { planned: 5, spent: null, currency: "CHF", asOf: TODAY } } },
    ]);
  });

  it.each([
    ["planned\n5\n", [{ line: 1, column: "program", message: "this column is missing" }]],
    ["program,colour\natlas,red\n", [{ line: 1, column: "2" }]],
    ["program,label.A,label.a\natlas,x,y\n", [{ line: 1, column: "label.a" }]],
    [
      "program\nnowhere\natlas\natlas\n",
      [
        { line: 2, column: "program" },
        { line: 4, column: "program" },
      ],
    ],
    [
      "program,planned,spent,currency,as_of\natlas,1M,2,EURO,31/10/2026\nborealis,,2,EUR,2026-12-24\n",
      [
        { line: 2, column: "planned" },
        { line: 2, column: "currency" },
        { line: 2, column: "as_of" },
        { line: 3, column: "planned" },
        { line: 3, column: "as_of" },
      ],
    ],
    [`program,label.Owner\natlas,${"x".repeat(81)}\n`, [{ line: 2, column: "label.…" }]],
    ["program,title\natlas,Atlas,more\n", [{ line: 2, column: "3" }]],
    ["", [{ line: 1, column: "1", message: "the file is empty" }]],
  ])("tells all that is wrong by line and column: %j", (text, problems) => {
    const result = read(text);
    expect(result.problems).toMatchObject(problems);
    expect(result.problems).toHaveLength(problems.length);
    expect(result.profiles).toEqual([]);
  });
});
