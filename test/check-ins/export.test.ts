/** `drumbeat export check-ins`, as the command writes it. */
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { exportedText } from "../../src/platform/texts/display.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { readCsv } from "../support/csv.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { HOSTILE } from "../support/hostile-strings.ts";
import { aRecord } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const FIELDS = 16;

/** One of each type, and texts enough for every hostile string. */
const QUESTIONS: Question[] = [
  { key: "number", type: "number", label: "?" },
  { key: "choice", type: "choice", label: "?", options: [{ value: "one", label: "One" }] },
  { key: "choices", type: "choices", label: "?", options: [{ value: "one", label: "One" }] },
  { key: "health", type: "health", label: "?", feeds: "health" },
  ...Array.from({ length: FIELDS }, (_, index): Question => ({ key: `text-${index}`, type: "long-text", label: "?" })),
];

const HARMLESS = 'A line, with “quotes” and "quotes",\r\na second line; and a third\twith a tab — très bien 🧩';

let folder = "";
let file = "";
let submitted: Answers[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(scratch, "drumbeat-export-"));
  file = join(folder, "drumbeat.db");
  const db = openDatabase(file);
  await migrateToLatest(db);
  const record = await aRecord(db);
  const lead = await record.person("=lead", { name: "Lead" });
  const cadence = await record.cadence(await record.program("atlas", { seats: { lead: [lead] } }), {
    questions: QUESTIONS,
  });
  const everyType = {
    number: -1.5,
    choice: "one",
    choices: ["one"],
    health: {
      colour: "amber" as const,
      reason: "=Slower, than planned",
      pathToGreen: { action: "=Hire, then train", by: "2026-12-01" },
    },
    "text-0": HARMLESS,
  };
  const hostile = Array.from({ length: Math.ceil(HOSTILE.length / FIELDS) }, (_, index) =>
    Object.fromEntries(
      HOSTILE.slice(index * FIELDS, (index + 1) * FIELDS).map((text, field) => [`text-${field}`, text]),
    ),
  );
  const given: Answers[] = [everyType, ...hostile];
  for (const [index, answers] of given.entries()) {
    const round = await record.round(cadence, `2020-11-05+${index}`, [lead]);
    await record.answer(round, lead, `2020-11-06T10:00:${String(index).padStart(2, "0")}.000Z`, answers);
  }
  const last = await record.round(cadence, "2020-11-06", [lead]);
  await record.answer(last, lead, "2020-11-07T10:00:00.000Z", { "text-0": "First" });
  await record.answer(last, lead, "2020-11-07T11:00:00.000Z", {}, { nothingToReport: true });
  submitted = [everyType, ...hostile, { "text-0": "First" }, {}];
  await db.destroy();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function exported(...args: string[]): Promise<string> {
  const { code, written, output } = await drumbeat(["export", "check-ins", "--database", file, ...args]);
  expect(code, output).toBe(0);
  return written;
}

describe("as JSON lines", () => {
  it("has the members of the design, numbers as numbers, and what was not answered absent", async () => {
    const lines = (await exported()).trimEnd().split("\n");
    const rows = lines.map((line): unknown => JSON.parse(line));
    expect(rows[0]).toEqual({
      program: "atlas",
      cadence: expect.any(String),
      round: "2020-11-05+0",
      period: "2020-W45",
      person: "P1",
      answered: "late",
      revision: 1,
      answers: submitted[0],
    });
    expect(rows.at(-1)).toMatchObject({ round: "2020-11-06", revision: 2, nothingToReport: true, answers: {} });
    expect(rows.at(-2)).toMatchObject({ round: "2020-11-06", revision: 1, answers: { "text-0": "First" } });
    expect(rows.at(-2)).not.toHaveProperty("nothingToReport");
  });

  it("gives back every text word for word", async () => {
    const lines = (await exported("--format", "jsonl")).trimEnd().split("\n");
    const texts = (answers: Answers) =>
      JSON.parse(JSON.stringify(answers, (_, value) => (typeof value === "string" ? exportedText(value) : value)));
    expect(lines.map((line) => JSON.parse(line).answers)).toEqual(submitted.map(texts));
  });

  it("has no U+0000, nor its escape, though somebody typed one", async () => {
    expect(JSON.stringify(submitted)).toContain("\\u0000");
    for (const format of ["jsonl", "csv"]) {
      const written = await exported("--format", format);
      expect(written).not.toContain("\u0000");
      for (const line of format === "jsonl" ? written.trimEnd().split("\n") : [])
        expect(JSON.stringify(JSON.parse(line))).not.toContain("\\u0000");
    }
  });
});

describe("as CSV", () => {
  it("gives back harmless text word for word, and the others after an apostrophe at most", async () => {
    const [header = [], ...rows] = readCsv(await exported("--format", "csv"));
    expect(header.slice(0, 9)).toEqual([
      "program",
      "cadence",
      "round",
      "period",
      "person",
      "answered",
      "revision",
      "answeredBy",
      "nothingToReport",
    ]);
    expect(rows).toHaveLength(submitted.length);
    const cell = (row: number, column: string) => rows[row]?.[header.indexOf(column)];
    expect(cell(0, "answers.text-0")).toBe(HARMLESS.replaceAll("\r\n", "\n"));
    expect(cell(0, "person")).toBe("P1");
    expect(cell(0, "answers.health")).toBe("amber: =Slower, than planned");
    expect(cell(0, "answers.health.pathToGreen.action")).toBe("'=Hire, then train");
    expect(cell(0, "answers.health.pathToGreen.by")).toBe("2026-12-01");
    expect(cell(1, "answers.health.pathToGreen.by")).toBe("");
    for (const [row, answers] of submitted.slice(1, -2).entries())
      for (const [key, text] of Object.entries(answers)) {
        const typed = exportedText(String(text)).replace(/\r\n?/g, "\n");
        expect([typed.toWellFormed(), `'${typed.toWellFormed()}`]).toContain(cell(row + 1, `answers.${key}`));
      }
  });
});

it.each([
  [["--database", "/nowhere/drumbeat.db"], "There is no database /nowhere/drumbeat.db. Name it with --database."],
  [["--format", "xml"], "Usage: drumbeat export check-ins"],
  [["--formt", "csv"], "Usage: drumbeat export check-ins"],
])("is refused with %j, and says why", async (args, why) => {
  const { code, written, output } = await drumbeat(["export", "check-ins", "--database", file, ...args]);
  expect([code, written]).toEqual([1, ""]);
  expect(output).toContain(why);
});

it.each(databases)("reads more check-ins than one page holds, each once, on %s", async (name) => {
  const db = await aDatabase(name);
  await inTransaction(db, async (tx) => {
    const record = await aRecord(tx);
    const cadence = await record.cadence(await record.program("atlas"), {});
    const members = [];
    for (let one = 0; one < 30; one += 1) members.push(await record.person(`p${one}`));
    for (let day = 1; day <= 20; day += 1) {
      const round = await record.round(cadence, `2026-11-${String(day).padStart(2, "0")}`, members);
      // All at one instant: the pages must not lose or repeat what lies on their edge.
      for (const member of members) await record.answer(round, member, "2026-11-30T10:00:00.000Z", { progress: "x" });
    }
  });
  // As the server does by itself within a minute: until then it plans as if the tables were empty, however long that takes.
  await sql`analyze`.execute(db);
  const lines = await Array.fromAsync(storedCheckIns(db));
  expect(lines).toHaveLength(600);
  expect(new Set(lines.map(({ round, person }) => `${round} ${person}`)).size).toBe(600);
});
