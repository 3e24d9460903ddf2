/** A digest as pages that its reader sends on. */
import { expect, it } from "vitest";
import type { Pdf } from "../../src/platform/pdf/content.ts";
import { markdownOf } from "../../src/platform/pdf/content-as-markdown.ts";
import { drawPdf } from "../../src/platform/pdf/draw.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import { digestPdf } from "../../src/reports/files/digest-pdf.ts";
import { inNamesOfAll } from "../../src/reports/files/in-names-of-all.ts";
import { readPdf } from "../support/pdf.ts";
import { aLine, aMilestone, aNeed, anInput, aProgram, asFrench, EN, manyPrograms, withBlanks } from "./reported.ts";

const margaret = { ...EN, id: "margaret", name: "Margaret Osei", role: "sponsor" } as const;
const names = new Map([
  ["tom", "Tom Whitfield"],
  ["priya", "Priya Shah"],
  ["margaret", "Margaret Osei"],
]);

/** As a digest is made into a file. */
function pdfOf(of: ScreenInput): Pdf {
  const input = inNamesOfAll(of);
  return digestPdf(firstScreen(input), input, {
    organisation: "Northwind",
    leads: new Map([["p-LOY", ["Tom Whitfield"]]]),
  });
}

const textOf = (of: ScreenInput) => withBlanks(markdownOf(pdfOf(of)));

/** Its reader decides, has blockers, has decided and is named wherever somebody can be. */
const theirs = anInput(
  [
    aProgram("LOY", ["amber", "red"], {
      title: "Loyalty",
      lines: [
        aLine("request", "Release Dieter?", { itemId: "n1", owner: "margaret", type: "request", since: "2026-10-20" }),
        aLine("request", "More shops?", { itemId: "n2", owner: "margaret", type: "request", since: "2026-10-20" }),
        aLine("request", "Which dates?", { itemId: "n3", owner: "margaret", awaitsReply: true, since: "2026-10-20" }),
        aLine("request", "More lorries?", { itemId: "n4", owner: "margaret", since: "2026-10-20" }),
        aLine("blocked", "No contract", { itemId: "b1", owner: "margaret", since: "2026-10-12", due: "2026-10-20" }),
        aLine("finished", "No data", { itemId: "b2", type: "issue", owner: "margaret", on: "2026-10-20" }),
        aLine("decided", "Rent or buy?", { itemId: "d1", owner: "margaret", on: "2026-10-15", outcome: "Buy" }),
        aLine("upcoming", "Town hall", { itemId: "u1", owner: "margaret", due: "2026-11-12", presence: {} }),
      ],
    }),
    aProgram("WEL", ["green"], { lines: [aLine("value", "240 tests passed", { by: "margaret" })] }),
  ],
  {
    reader: margaret,
    names,
    needs: [aNeed(), aNeed({ itemId: "b1", title: "No contract", blockedSince: "2026-10-12" })],
    requestsNow: new Map([["n2", { became: "decided", name: null, outcome: "Twelve", on: "2026-11-02" }]]),
  },
);

it("its title has the organisation and the year", () => {
  expect(pdfOf(theirs).title).toBe("October 2026 · Northwind · 2 programs");
  expect(pdfOf(asFrench(theirs)).title).toBe("Octobre 2026 · Northwind · 2 programmes");
});

it("says nobody’s “you”: its reader has a name in it, in both languages", () => {
  // But to say who is meant where people write it.
  const ownWords = (of: ScreenInput) => textOf(of).replace(/“you”, they write|«.vous.», ils/, "");
  expect(textOf(theirs)).toContain("Where people write “you”, they write to Margaret Osei.");
  expect(ownWords(theirs)).not.toMatch(/\b(you|yours?)\b/i);
  expect(ownWords(asFrench(theirs))).not.toMatch(/\b(vous|votre|vos)\b/i);
  expect(ownWords(anInput([aProgram("LOY", ["green"])], { reader: margaret }))).not.toMatch(/\byou\b/i);
});

it("names in its headline who decides, where nothing else is known", () => {
  const asked = anInput([aProgram("LOY", ["green"], { title: "Loyalty" })], { reader: margaret, needs: [aNeed()] });
  expect(textOf(asked)).toContain("**Loyalty needs Margaret Osei’s decision by Wed 4 Nov: Release Dieter?**");
});

it("has each decision that is asked for with all that is known of it, and those of others", () => {
  const asked = textOf(theirs).split("## Decisions asked for")[1] ?? "";
  expect(asked).toContain("### For Margaret Osei to decide\n\n1. **Loyalty · Release Dieter?**");
  expect(asked).toContain("Options: release; online only; January");
  expect(asked).toContain("Cost of waiting: a week of launch a week");
  expect(textOf(asFrench(theirs))).toContain("## Décisions demandées\n\n### À trancher par Margaret Osei");
  const priyas = [aLine("request", "Which supplier?", { itemId: "n9", owner: "priya", due: "2026-11-20" })];
  expect(textOf(anInput([aProgram("LOY", ["green"], { lines: priyas })]))).toContain(
    "| **LOY** | Which supplier? | Priya Shah | 20 Nov 2026 |",
  );
});

it("has what was decided, also since it was sent, by whom and on which day", () => {
  expect(textOf(theirs)).toContain("| **Loyalty** | Rent or buy? → Buy | Margaret Osei | 15 Oct 2026 |");
  expect(textOf(theirs)).toContain("| **Loyalty** | More shops? → Twelve | Margaret Osei | 2 Nov 2026 |");
});

it("has open risks with their score now and in the report before, the highest first, a dash where there is none", () => {
  const risk = { type: "risk", owner: "priya", since: "2026-09-01" };
  const lines = [
    aLine("open", "No staff", { ...risk, itemId: "r1" }),
    aLine("open", "Late supplier", {
      ...risk,
      itemId: "r2",
      score: { probability: 4, impact: 3 },
      was: { score: { probability: 2, impact: 3 } },
    }),
  ];
  expect(textOf(anInput([aProgram("LOY", ["green"], { lines })]))).toContain(
    "| **LOY** | Late supplier | Priya Shah | 2 × 3 = 6 | **4 × 3 = 12** |\n| **LOY** | No staff | Priya Shah | – | **–** |",
  );
});

it("has in its table, the worst first, the last open milestone with its first date and moves, else when the program ends", () => {
  const milestones = [
    aMilestone("M1", { title: "Pilot", due: "2026-11-20", firstDue: "2026-11-20" }),
    aMilestone("M2", { title: "Launch", due: "2027-02-01", firstDue: "2026-12-01", moves: 2 }),
  ];
  const ending = { ...aProgram("WEL", ["green", "green"]), endsOn: "2027-03-31" };
  const text = textOf(anInput([ending, aProgram("LOY", ["amber", "red"], { milestones })]));
  expect(text).toMatch(/\| \*\*LOY\*\* .*\n\| \*\*WEL\*\* /);
  expect(text).toContain("| 1 Feb 2027 (2nd move; first date 1 Dec 2026), Launch | 20 Nov 2026, Pilot |");
  expect(text).toMatch(/\| ▲ At risk → \*\*■ Off track\*\* \| .* \| Tom Whitfield \|/);
  expect(text).toContain("| 31 Mar 2027, end of the program | – |");
});

it("explains its shapes, and has its pictures as a quotation in Markdown", () => {
  expect(textOf(theirs)).toContain("● on track · ▲ at risk · ■ off track · ○ no word");
  expect(textOf(theirs)).toContain("\n\n> 1 of 1 program changed status.");
});

it("takes no open matter and two hundred programs", () => {
  expect(textOf(anInput([aProgram("LOY", [null])]))).not.toContain("## Decisions asked for");
  expect(textOf(anInput(manyPrograms(200))).match(/^\| \*\*Program \d+ of/gm)?.length).toBeGreaterThanOrEqual(200);
});

it("repeats the head of its table on each page", async () => {
  const pdf = pdfOf(anInput(manyPrograms(60)));
  const table = pdf.blocks.findIndex(({ is }) => is === "table");
  const part = pdf.blocks.slice(table, table + 1);
  const { text, pages } = await readPdf(await drawPdf({ ...pdf, blocks: part }));
  expect(pages).toBeGreaterThan(3);
  expect(text.match(/Forecast/g)).toHaveLength(pages);
});

it("has a picture that cannot be drawn in words, beside one that can, the same bytes each time", async () => {
  const [first] = pdfOf(theirs).blocks.flatMap((block) => (block.is === "pictures" ? block.pictures : []));
  const pictures = [{ svg: "<svg", altText: "Loyalty: at risk → off track." }, ...(first ? [first] : [])];
  const pdf: Pdf = { ...pdfOf(theirs), blocks: [{ is: "pictures", pictures }] };
  const bytes = await drawPdf(pdf);
  const { text, tags } = await readPdf(bytes);
  expect(text).toContain("Loyalty: at risk → off track.");
  expect(tags).toEqual(["Document", "Figure", "P"]);
  expect(Buffer.from(await drawPdf(pdf)).equals(Buffer.from(bytes))).toBe(true);
});
