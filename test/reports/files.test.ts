/** A digest as CSV, PDF and Markdown, and as text to forward. */
import { expect, it, onTestFinished } from "vitest";
import { readCsv } from "../../src/platform/csv-reading.ts";
import { pdfSchema } from "../../src/platform/pdf/content.ts";
import { markdownOf } from "../../src/platform/pdf/content-as-markdown.ts";
import { pdfMaker } from "../../src/platform/render-queue.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import { digestCsv } from "../../src/reports/files/digest-csv.ts";
import { digestPdf } from "../../src/reports/files/digest-pdf.ts";
import { inputToForward, textToForward } from "../../src/reports/files/forward.ts";
import { inNamesOfAll } from "../../src/reports/files/in-names-of-all.ts";
import { inPrint } from "../../src/reports/files/pdf-blocks.ts";
import { readPdf } from "../support/pdf.ts";
import { generatedMonths } from "./generated-portfolio.ts";
import {
  aLine,
  aMilestone,
  aNeed,
  anInput,
  aProgram,
  asFrench,
  HARD_TITLES,
  manyPrograms,
  withBlanks,
} from "./reported.ts";

const lines = [
  aLine("blocked", "Tills reject receipts", {
    since: "2026-10-12",
    code: "LOY-I-4",
    type: "issue",
    itemId: "i4",
    due: "2026-12-20",
  }),
  aLine("milestone-moved", "Launch", {
    due: "2026-12-01",
    was: { due: "2026-11-17", firstDue: "2026-11-03", moves: 2 },
    code: "LOY-M-1",
    type: "milestone",
    itemId: "m1",
  }),
];
const input = anInput([aProgram("LOY", ["amber", "red"], { title: "Loyalty", lines }), aProgram("WEL", ["green"])]);
const markdown = (of: ScreenInput) =>
  withBlanks(markdownOf(digestPdf(firstScreen(of), of, { organisation: "Northwind", leads: new Map() })));
const rows = (of: ScreenInput) => {
  const read = readCsv(digestCsv(of));
  return "rows" in read ? read.rows.map(({ cells }) => cells) : [];
};
/** What its reader is to decide stands apart. */
const forwarded = (of: ScreenInput) => withBlanks(textToForward(firstScreen(inputToForward(of)), inputToForward(of)));

it.each([
  ["en-GB", "Aims for 2027"],
  ["fr-FR", "Ambitions pour 2027"],
])("Markdown and table tell what is wished as aims of the year to come, in %s", (locale, heading) => {
  const period = { label: "2026", from: "2026-01-01", until: "2026-12-31" };
  const wished = [aLine("value", "Points are visible"), aLine("aim", "One card")];
  const year = aProgram("LOY", ["green"], { lines: wished, rhythm: "annual", period });
  const reader = { ...anInput([]).reader, locale };
  const of = anInput([year], { rhythm: "annual", period, reader });
  const [first = "", ...whole] = markdown(of).split(`## ${heading}`);
  expect(first).not.toContain("One card");
  expect(whole.join()).toContain("One card");
  expect(rows(of).find((row) => row.includes("One card"))?.[2]).toBe(heading);
});

it("Markdown has the first screen, then each report whole, with words as they were typed", () => {
  expect(markdown(input)).toContain("# October 2026 · Northwind · 2 programs");
  expect(markdown(input)).toContain("## Loyalty\n\n**■ Off track");
  expect(markdown(input)).toContain("- Tills reject receipts · since 12 Oct · LOY-I-4");
  const typed = "# not a *title* | <b>https://x.example</b> [a](b) @all";
  const shown = markdown(anInput([aProgram("LOY", ["red"], { lines: [aLine("blocked", typed)] })]));
  expect(shown).toContain("\\# not a \\*title\\* \\| \\<b\\>https:\\/\\/x.example\\</b\\> \\[a\\](b) \\@all");
});

it("CSV has a row for the status of each program and one for each line", () => {
  const [header, ...matters] = rows(input);
  expect(header?.join()).toBe(
    "Key,Program,Kind,Code,Title,Owner,Status,Opened,Due,First due,Moves,Closed,Reason,Value,Planned,Target,Unit",
  );
  const by = "Tom Whitfield";
  const none = ["", "", "", "", "", "", "", "", ""];
  const tills = ["2026-10-12", "2026-12-20", "", "", "", "", "", "", "", ""];
  const launch = ["", "2026-12-01", "2026-11-03", "2", "", "", "", "", "", ""];
  expect(matters).toEqual([
    ["LOY", "Loyalty", "Status", "", "", by, "Off track", "2026-10-28", ...none],
    ["LOY", "Loyalty", "Issue", "LOY-I-4", "Tills reject receipts", by, "Open", ...tills],
    ["LOY", "Loyalty", "Milestone", "LOY-M-1", "Launch", by, "Open", ...launch],
    ["WEL", "WEL", "Status", "", "", by, "On track", "2026-10-28", ...none],
  ]);
});

it("CSV says what is recommended and expected after a quarter as the digest does", () => {
  const pause = { recommend: "pause", until: "2027-02-01", about: "2026-Q3" } as const;
  const doubted = { type: "objective", itemId: "o", outlook: "uncertain", was: { outlook: "yes" } } as const;
  const chosen = [aLine("recommended", "The supplier failed", pause), aLine("outlook", "Halve returns", doubted)];
  const quarter = {
    rhythm: "quarterly",
    period: { label: "2026-Q4", from: "2026-10-01", until: "2026-12-31" },
  } as const;
  const of = anInput([aProgram("LOY", ["green"], { lines: chosen, ...quarter })], quarter);
  expect(rows(of).map((row) => [row[2], withBlanks(row[4] ?? "")])).toEqual(
    expect.arrayContaining([
      ["Continue, change, stop", "pause until 1 Feb (Q3 2026) – The supplier failed"],
      ["Will objectives be reached?", "Halve returns: yes → uncertain"],
    ]),
  );
});

it("CSV makes no formula of what was typed, and in French separates by semicolons", () => {
  const formula = anInput([aProgram("LOY", ["red"], { lines: [aLine("blocked", '=HYPERLINK("x"); a|b')] })]);
  expect(rows(formula)[2]?.[4]).toBe(`'=HYPERLINK("x"); a|b`);
  expect(rows(asFrench(formula))[2]?.[2]).toBe("Bloqué ou à risque");
});

it("no file has the words of a report that is held", () => {
  const withWords = [...lines, aLine("value", "Points are visible")];
  const program = aProgram("LOY", ["amber", "red"], { lines: withWords });
  const status = program.report.status && { ...program.report.status, reason: "The tills are late" };
  const held = anInput([{ ...program, report: { ...program.report, status }, isHeld: true }]);
  const files = [
    markdown(held),
    digestCsv(held),
    JSON.stringify(digestPdf(firstScreen(held), held, { organisation: "Northwind", leads: new Map() })),
    forwarded(held),
  ];
  for (const file of files) {
    expect(file).not.toContain("Points are visible");
    expect(file).not.toContain("The tills are late");
    expect(file).toContain("Launch");
  }
});

it.each(HARD_TITLES)("every file takes a program called %j", (title) => {
  const program = aProgram("ODD", ["amber", "red"], { title, lines });
  const odd = anInput([program, aProgram("WEL", ["green"])], { needs: [aNeed({ program: title })] });
  const bars = [...markdown(odd).matchAll(/^.*(?<!\\)\|.*$/gm)].map(([line]) => line.match(/(?<!\\)\|/g)?.length);
  // Of the table of two programs with its six columns alone.
  expect(bars).toEqual([7, 7, 7, 7]);
  expect(() =>
    pdfSchema.parse(digestPdf(firstScreen(odd), odd, { organisation: "Northwind", leads: new Map() })),
  ).not.toThrow();
  expect(forwarded(odd).length).toBeLessThanOrEqual(3000);
});

it("the PDF has each report whole, with a bookmark for each program", async () => {
  const maker = pdfMaker();
  onTestFinished(() => maker.stop());
  const { text } = await readPdf(
    await maker.make(digestPdf(firstScreen(input), input, { organisation: "Northwind", leads: new Map() })),
  );
  expect(text).toContain("Tills reject receipts");
  expect(text).toContain("▲■");
});

it("a text to forward says who decides and speaks to nobody", () => {
  const needs = [1, 2, 3, 4].map((place) => aNeed({ itemId: `n${place}`, title: `Question ${place}?` }));
  const asked = needs.map(({ itemId, title }) =>
    aLine("request", title, { itemId, owner: "margaret", since: "2026-10-20" }),
  );
  const text = forwarded(anInput([aProgram("LOY", ["red"], { lines: asked }), aProgram("WEL", ["green"])], { needs }));
  expect(text).toContain("Waiting for Margaret Osei (4)");
  expect(text).toContain("• Loyalty · Question 4?");
  expect(text).not.toMatch(/\byour?\b|\(me\)/i);
});

it("a text to forward fits into the field in which it is edited", () => {
  const text = forwarded(anInput(manyPrograms(40)));
  expect(text.length).toBeLessThanOrEqual(3000);
});

it.each([4, 40])(
  "every line of the first screens of %i programs is forwarded as it was chosen, and in the PDF and the table",
  (count) => {
    for (const { input: whole } of generatedMonths(count)) {
      const screen = firstScreen(whole);
      const sent = { ...whole, choice: screen.choice };
      const text = textToForward(firstScreen(inputToForward(sent)), inputToForward(sent));
      const shown = screen.sections.flatMap((section) => section.lines);
      expect(shown.length).toBeGreaterThan(3);
      expect(
        [screen.headline ?? "", ...shown.map((line) => line.text)].filter((words) => !text.includes(words)),
      ).toEqual([]);

      const others = inNamesOfAll(sent);
      const { blocks } = digestPdf(firstScreen(others), others, { organisation: "Northwind", leads: new Map() });
      const screenLines = blocks.flatMap((block) => (block.is === "list" && block.marks ? block.items : []));
      expect(screenLines).toHaveLength(shown.length);
      const printed = JSON.stringify(blocks);
      expect(shown.filter((line) => !printed.includes(JSON.stringify(inPrint(line.text))))).toEqual([]);

      const table = new Set(rows(sent).map(([, , , , title]) => title));
      const told = shown.flatMap((line) => line.lines).filter((line) => line.text !== "");
      expect(told.filter((line) => !table.has(line.text))).toEqual([]);
    }
  },
);

it.each([0, 1])("a reader who has lost a program since (%i) reads nothing of it in any file", (kept) => {
  const words = ["Tills reject receipts", "Letters are lost"];
  const programs = ["LOY", "WEL"].map((key, place) =>
    aProgram(key, ["green", "red"], {
      lines: [aLine("newly-off-track", words[place] ?? "", { was: { status: "green" } })],
    }),
  );
  const sent = anInput(programs);
  const left = { ...sent, choice: firstScreen(sent).choice, programs: programs.slice(kept, kept + 1) };
  for (const text of [forwarded(left), markdown(inNamesOfAll(left)), digestCsv(left)]) {
    expect(text).toContain(words[kept]);
    expect(text).not.toMatch(kept === 0 ? /Letters are lost|WEL/ : /Tills reject|LOY/);
  }
});

it("lists a milestone that no line names, with its first date, and gives no reason that is a recommendation", () => {
  const milestones = [aMilestone("M2", { title: "Launch", due: "2027-02-01", firstDue: "2026-12-01", moves: 2 })];
  const asked = aLine("request", "More shops?", { itemId: "n1", type: "request", outcome: "Twelve" });
  const later = anInput([aProgram("LOY", ["green"], { milestones, lines: [asked, aLine("bottom-line", "Ready")] })]);
  expect(markdown(later)).toContain(
    "### Later milestones\n\n- 1 Feb 2027 (2nd move; first date 1 Dec 2026), Launch · M2",
  );
  const [, , request, bottomLine, milestone] = rows(later);
  expect(request?.[12]).toBe("");
  expect(bottomLine?.[2]).toBe("Bottom line");
  expect(milestone?.slice(2, 13)).toEqual([
    "Milestone",
    "M2",
    "Launch",
    "",
    "Open",
    "",
    "2027-02-01",
    "2026-12-01",
    "2",
    "",
    "",
  ]);
});

it("says in a whole report why a date moved", () => {
  const moved = aLine("milestone-moved", "Launch", {
    due: "2026-12-01",
    was: { due: "2026-11-17", moves: 1, reason: "No staff." },
  });
  expect(markdown(anInput([aProgram("LOY", ["green"], { lines: [moved] })]))).toContain(
    "- Launch 17 Nov → 1 Dec (1st move) · No staff",
  );
});

it("a digest that was sent is forwarded with what it said, whatever weighs more since", () => {
  const value = aProgram("LOY", ["green"], { lines: [aLine("value", "Points are visible")] });
  const sent = anInput([value, aProgram("WEL", ["green"], { lines: [aLine("done", "Letters are written")] })]);
  const { choice, headline } = firstScreen(sent);
  const worse = aLine("newly-off-track", "Tills reject receipts", { was: { status: "green" } });
  const corrected = {
    ...aProgram("LOY", ["green", "red"], { lines: [...value.report.lines, worse] }),
    correctedOn: "2026-11-05",
  };
  const now = { ...sent, choice, programs: [corrected, ...sent.programs.slice(1)] };
  const text = withBlanks(textToForward(firstScreen(inputToForward(now)), inputToForward(now)));
  expect(text).toContain(headline);
  expect(text).toContain("corrected on Thu 5 Nov");
  expect(text).toContain("Tills reject receipts");
});
