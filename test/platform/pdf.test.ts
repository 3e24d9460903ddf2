/** PDFs that anybody can read, copy, search and have read to them. */
import { expect, it, onTestFinished } from "vitest";
import type { Block, Pdf } from "../../src/platform/pdf/content.ts";
import { layOutLines } from "../../src/platform/pdf/lines.ts";
import { pdfMaker } from "../../src/platform/render-queue.ts";
import { loopTurnsDuring } from "../support/loop-turns.ts";
import { readPdf } from "../support/pdf.ts";

const PAGE_WIDTH = 595;

function aPdf(blocks: Block[]): Pdf {
  return {
    title: "October 2026 · Loyalty",
    language: "en-GB",
    at: "2026-11-03T08:00:00.000Z",
    pages: "Page {page} of {pages}",
    unprintable: "Some letters stand as their number.",
    blocks,
  };
}

function aMaker() {
  const maker = pdfMaker();
  onTestFinished(() => maker.stop());
  return maker;
}

async function made(...blocks: Block[]) {
  return readPdf(await aMaker().make(aPdf(blocks)));
}

const saying = (text: string): Block => ({ is: "paragraph", spans: [{ text }] });
const quoting = (text: string): Block => ({ is: "paragraph", isQuote: true, spans: [{ text }] });
const table: Block = {
  is: "table",
  head: ["Program", "Status"],
  widths: [0.5, 0.5],
  rows: Array.from({ length: 80 }, (_, row) => [[{ text: `Program ${row + 1}` }], [{ text: "▲ amber → ■ red" }]]),
};

it("is tagged, says its language and title, and has a bookmark for each heading", async () => {
  const { raw, tags, bookmarks } = await made(
    { is: "heading", level: 1, text: "October 2026" },
    { is: "heading", level: 2, text: "What changed" },
    { is: "list", items: [[{ is: "paragraph", spans: [{ text: "Loyalty" }] }]] },
    quoting("Late"),
    table,
  );
  expect(raw).toContain("/StructTreeRoot");
  expect(raw).toContain("/Marked true");
  expect(raw).toContain("/Lang (en-GB)");
  expect(raw).toContain("/DisplayDocTitle true");
  expect(new Set(tags)).toEqual(
    new Set(["Document", "H1", "H2", "L", "LI", "Lbl", "LBody", "P", "BlockQuote", "Table", "TR", "TH", "TD"]),
  );
  expect(bookmarks).toEqual(["What changed"]);
});

it("embeds each font that it uses", async () => {
  const { raw } = await made(saying("Plain, Ж, Ω, שלום, سلام, 🚀"));
  const fonts = raw.match(/\/Type \/FontDescriptor/g) ?? [];
  expect(fonts.length).toBeGreaterThanOrEqual(4);
  expect(raw.match(/\/FontFile2 \d+ 0 R/g)).toHaveLength(fonts.length);
  expect(raw).not.toMatch(/\/Subtype \/Type1\b|Helvetica/);
});

it.each([
  ["Cyrillic and Greek", "Программа лояльности, Ελληνικά"],
  ["accents", "L’étape n° 2 : « prête », 38 % – œuvre"],
  ["shapes of colours", "● green → ▲ amber → ■ red → ○ no recent update"],
  ["emoji", "🚀 launched ✅ 🔥"],
  ["Hebrew", "הפרויקט"],
  ["Arabic", "المشروع"],
])("has text that can be copied: %s", async (_, text) => {
  const { lines } = await made(saying(text));
  expect(lines).toContain(text);
});

it("writes what goes from right to left from the right, and numbers and names in it from the left", async () => {
  const { lines, right } = await made(quoting("הפרויקט Loyalty מתעכב ב-14 ימים"));
  expect(right).toBeGreaterThan(PAGE_WIDTH - 60);
  for (const word of ["הפרויקט", "Loyalty", "מתעכב", "14", "ימים"]) expect(lines.join("\n")).toContain(word);
});

it("leaves the number behind a name that goes from right to left where it is", () => {
  const { lines } = layOutLines([{ text: "\u2068نورث\u2069 · 4 programs" }], { size: 10, width: 400, isTheirs: false });
  const runs = (lines[0]?.runs ?? []).toSorted((one, other) => one.x - other.x);
  expect(runs.map(({ text }) => text)).toEqual(["نورث", " · 4 programs"]);
});

it("writes ligatures, full-width letters and squared units as plain ones where no font has them", async () => {
  const { text } = await made(saying("ﬁnance ＡＢＣ１２３ 40 ㎡ 𝐛𝐨𝐥𝐝 ① ❶ ☐ ✘ ➜"));
  expect(text).toContain("ABC123 40 m2");
  expect(text).not.toContain("U+");
});

it("writes by its number a letter that no font has, and says so", async () => {
  const { text } = await made(saying("计 and 👍🏽"));
  expect(text).toContain("[U+8BA1] and 👍");
  expect(text).toContain("Some letters stand as their number.");
  expect((await made(saying("plain"))).text).not.toContain("Some letters");
});

it("says on each page which it is, and repeats the head of a table and the title", async () => {
  const { pages, text } = await made(table);
  expect(pages).toBeGreaterThan(1);
  expect(text).toContain(`Page 1 of ${pages}`);
  expect(text.match(/Program *Status/g)).toHaveLength(pages);
  expect(text.match(/October 2026 · Loyalty/g)).toHaveLength(pages - 1);
});

it("has no head of a table without a row at the end of a page", async () => {
  const maker = aMaker();
  const short = { ...table, rows: table.rows.slice(0, 1) };
  // The head alone has room below 37 lines.
  for (const before of [36, 37, 38]) {
    const above = Array.from({ length: before }, () => saying("above"));
    const { lines } = await readPdf(await maker.make(aPdf([...above, short])));
    expect(lines[lines.findIndex((line) => line.startsWith("Program")) + 1]).toContain("Program 1");
  }
});

it.each(["LOY-R-12", "26-10-31", "38 000 €"])(
  "does not break %s at the end of a line, but a word with a hyphen",
  (code) => {
    const textsOf = (text: string) =>
      layOutLines([{ text }], { size: 10, width: 54, isTheirs: false }).lines.map(({ runs: [run] }) => run?.text);
    expect(textsOf(`see ${code}`)).toEqual(["see", code]);
    expect(textsOf("see cut-over")).toEqual(["see cut-", "over"]);
  },
);

it("shows no letters that would turn the rest of a line round, and no controls", async () => {
  const { text } = await made(saying("a\u202Eb\u0007c"));
  expect(text).toContain("ab\uFFFDc");
});

it("is the same bytes each time, made while the loop goes round", async () => {
  const maker = aMaker();
  const blocks = [saying("שלום 🚀"), table];
  const first = await maker.make(aPdf(blocks));
  const made: Uint8Array[] = [];
  const turns = await loopTurnsDuring(async () => {
    made.push(await maker.make(aPdf(blocks)));
  });
  expect(turns).toBeGreaterThan(100);
  const other = await aMaker().make(aPdf(blocks));
  for (const bytes of [...made, other]) expect(Buffer.from(bytes).equals(Buffer.from(first))).toBe(true);
});
