/** A digest as files: what they say, and how they come into the thread. */
import type { SandboxMessage } from "slack-sandbox";
import { expect, it, onTestFinished } from "vitest";
import type { DigestDocument } from "../../src/digests/document.ts";
import { FILES_FROM } from "../../src/digests/document.ts";
import { sendDocument } from "../../src/digests/editions/use-cases-files.ts";
import { digestPdf } from "../../src/digests/render/pdf.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { digestCsv } from "../../src/digests/render/table.ts";
import { readCsv } from "../../src/platform/csv.ts";
import { PdfMaker } from "../../src/platform/pdf/maker.ts";
import { readPdf } from "../support/pdf.ts";
import { aRun, MONTHLY_TO_SPONSORS, personIn, type Run, type RunOptions, SOFIA, TOM } from "../support/run.ts";
import { aMilestone, amber, aProgram, earlier, fed, red, theDocument } from "./facts.ts";

/** What somebody would type who wants to see it break. */
const LONG_TITLE = "Программа лояльности для всех магазинов 🚀 ".repeat(5).slice(0, 200);
const HOSTILE = [
  "שלום (Loyalty): 14 ימים!",
  "المشروع متأخر",
  "=1+1",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "x".repeat(3000),
];

function hostile(locale: string): DigestDocument {
  const programs = HOSTILE.map((text, index) =>
    aProgram(`p${index}`, [red, fed("progress", text), fed("ask", text)], { given: earlier(`p${index}`, "green") }),
  );
  const long = aProgram("long", [amber], {
    title: LONG_TITLE,
    milestones: [aMilestone("long", "2026-11-10", "2026-11-24")],
  });
  const reader = { handle: "sponsor", name: "Sponsor", locale, zone: "UTC" };
  return theDocument([...programs, long, aProgram("silent", null)], { reader });
}

/** All that stands in it, a line each. */
function wordsOf(document: DigestDocument): string {
  const { blocks } = digestPdf(document, { sentAt: null });
  const said = blocks.flatMap((block): string[] => {
    const join = (spans: readonly { text: string }[]) => spans.map(({ text }) => text).join("");
    if (block.is === "heading") return [block.text];
    if (block.is === "paragraph") return [join(block.spans)];
    if (block.is === "list") return block.items.flat().map(({ spans }) => join(spans));
    return block.rows.map((row) => row.map(join).join(" | "));
  });
  return said.join("\n");
}

/** The circles of a status, as a printer without colour shows them. */
const inPrint = (text: string) =>
  text.replaceAll(/[🟢🟠🔴⚪]/gu, (circle) => ({ "🟢": "●", "🟠": "▲", "🔴": "■" })[circle] ?? "○");

const plainOf = (text: string) => text.replaceAll(/ \[\d+\]/g, "").replaceAll(/\s+/g, " ");

it.each(["en-GB", "fr-FR"])(
  "says in %s all that the digest says, with its sources, and bad input as it was typed",
  (locale) => {
    const document = hostile(locale);
    const words = plainOf(wordsOf(document));
    for (const line of inPrint(digestText(document)).split("\n")) expect(words).toContain(plainOf(line).trim());
    expect(words).toContain(locale === "fr-FR" ? "En un coup d’œil" : "At a glance");
    const marks = [...wordsOf(document).matchAll(/ \[(\d+)\]/g)].map(([, number]) => Number(number));
    const { blocks } = digestPdf(document, { sentAt: null });
    const notes = blocks.at(-1);
    expect(notes?.is === "list" && notes.items.length).toBe(Math.max(...marks));
  },
);

it.each(["en-GB", "fr-FR"])("is a PDF in %s that reads as it was typed, within its pages", async (locale) => {
  const maker = new PdfMaker();
  onTestFinished(() => maker.stop());
  const { lines, right, raw, bookmarks } = await readPdf(
    await maker.make(digestPdf(hostile(locale), { sentAt: null })),
  );
  const text = lines.join(" ").replaceAll(/\s+/g, " ");
  expect(text).toContain(LONG_TITLE.trim());
  for (const word of ["שלום", "Loyalty", "المشروع", "=1+1"]) expect(text).toContain(word);
  expect(right).toBeLessThan(595 - 50);
  expect(raw).toContain(`/Lang (${locale})`);
  expect(bookmarks.at(-1)).toBe("Sources");
});

it("has a row a program in its table, and no formula for a spreadsheet", () => {
  const read = readCsv(digestCsv(hostile("en-GB")));
  const rows = "rows" in read ? read.rows.map(({ cells }) => cells) : [];
  expect(rows.map(([key]) => key)).toEqual(["Key", ...hostile("en-GB").programs.map(({ key }) => key)]);
  expect(rows.find(([key]) => key === "p0")).toEqual([
    "p0",
    "p0",
    "off track",
    "on track",
    "",
    "",
    "",
    "",
    "",
    "",
    "1",
    "0",
    "",
  ]);
  expect(rows.find(([key]) => key === "long")).toEqual([
    "long",
    LONG_TITLE,
    "at risk",
    "",
    "",
    "Target date",
    "2026-11-10",
    "2026-11-10",
    "2026-11-24",
    "1",
    "0",
    "0",
    "",
  ]);
  expect(rows.find(([key]) => key === "silent")?.[2]).toBe("no recent update");
  const formula = theDocument([aProgram("p", [red], { title: "=1+1" })]);
  expect(digestCsv(formula)).toContain(",'=1+1,");
  expect(digestCsv(hostile("fr-FR"))).toContain("Clé;Programme;Statut");
});

const DIGEST_AT = "2026-12-04T12:00:00Z";

function portfolioOf(programs: number, options: RunOptions = {}): Promise<Run> {
  const keys = Array.from({ length: programs }, (_, index) => `p${index + 1}`);
  return aRun({
    people: [TOM, SOFIA],
    programs: keys.map((key) => ({ key, title: `Program ${key}`, lead: "tom", sponsors: ["sofia"], team: [] })),
    cadences: keys.map((program) => ({ ...MONTHLY_TO_SPONSORS, key: `monthly-${program}`, program })),
    ...options,
  });
}

/** What came in the thread of Sofia's digest. */
function thread(run: Run): SandboxMessage[] {
  return run
    .as("sofia")
    .dm()
    .filter(({ thread_ts: root }) => root !== undefined);
}

const filesOf = (messages: readonly SandboxMessage[]) =>
  messages.flatMap(({ files = [] }) => files.map(({ name }) => String(name)));

it("comes with its files as the last reply of the thread from ten programs on", async () => {
  const run = await portfolioOf(FILES_FROM);
  await run.to(DIGEST_AT);
  const replies = thread(run);
  const last = replies.at(-1);
  expect(last?.text).toBe("The whole digest to read and print, and its table for a spreadsheet.");
  expect(last?.files).toEqual([
    expect.objectContaining({ name: "digest-2026-11.pdf", title: "November 2026 · 10 programs", filetype: "pdf" }),
    expect.objectContaining({ name: "digest-2026-11.csv", title: "November 2026 · 10 programs · table" }),
  ]);
  expect(filesOf(replies.slice(0, -1))).toEqual([]);
  const [pdf, csv] = (last?.files ?? []).map(({ id }) => run.sandbox.slack.files.opened(String(id)));
  expect(pdf?.mimetype).toBe("application/pdf");
  expect(csv?.bytes.toString("utf8")).toContain("p10,Program p10,");
  const rows = await run.db.selectFrom("delivery").selectAll().where("kind", "=", "digest-file").execute();
  expect(rows).toEqual([expect.objectContaining({ state: "sent", sent_ts: last?.ts, attempts: 0, contact: "reply" })]);
});

it("tells nothing of a program in which its reader has no role any more when it is sent", async () => {
  const run = await portfolioOf(FILES_FROM);
  run.sandbox.misbehave({
    do: "answer-429",
    retryAfterSeconds: 3 * 86_400,
    on: { method: "files.getUploadURLExternal" },
  });
  await run.to(DIGEST_AT);
  const { services } = run.app;
  const sofia = await personIn(run, "sofia");
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", "p3").executeTakeFirstOrThrow();
  await run.db.deleteFrom("seat").where("program_id", "=", id).where("person_id", "=", sofia.id).execute();
  await run.to("2026-12-08T12:00:00Z");
  const [pdf, csv] = (thread(run).at(-1)?.files ?? []).map((file) => run.sandbox.slack.files.opened(String(file.id)));
  expect(csv?.bytes.toString("utf8")).toContain("p2,Program p2,");
  expect(csv?.bytes.toString("utf8")).not.toContain("p3");
  const { text } = await readPdf(new Uint8Array(pdf?.bytes ?? []));
  expect(text).toContain("Left out: Program p3.");
  expect(text.match(/Program p3/g)).toHaveLength(1);
  await run.db.deleteFrom("seat").where("person_id", "=", sofia.id).execute();
  const { id: editionId } = await run.db.selectFrom("digest_edition").select("id").executeTakeFirstOrThrow();
  const asked = sendDocument(services, sofia, { editionId, format: "csv" });
  await expect(asked).rejects.toMatchObject({ code: "DIGEST_ROLE_ENDED" });
});

it("of fewer programs comes as a file when it is asked for, once", async () => {
  const run = await portfolioOf(FILES_FROM - 1);
  await run.to(DIGEST_AT);
  expect(filesOf(thread(run))).toEqual([]);
  const { id: editionId } = await run.db.selectFrom("digest_edition").select("id").executeTakeFirstOrThrow();
  const { services } = run.app;
  const sofia = await personIn(run, "sofia");
  const ask = () => sendDocument(services, sofia, { editionId, format: "pdf" });
  expect(await ask()).toBe("on-its-way");
  expect(await ask()).toBe("on-its-way");
  await run.to("2026-12-04T12:01:00Z");
  expect(filesOf(thread(run))).toEqual(["digest-2026-11.pdf"]);
  expect(await ask()).toBe("there");
  await run.to("2026-12-04T12:10:00Z");
  expect(filesOf(thread(run))).toEqual(["digest-2026-11.pdf"]);
  await expect(sendDocument(services, await personIn(run, "tom"), { editionId, format: "csv" })).rejects.toMatchObject({
    code: "DIGEST_NOT_YOURS",
  });
});
