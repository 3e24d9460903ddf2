/** Logs as Excel, Jira, Planner and others write them, byte by byte. The files n… are our own. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/platform/csv-reading.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";

const FOLDER = join(import.meta.dirname, "cases");

/** What is read: title, owner, date, state unless it is open. Or what is wrong: line, column, why. */
const EXPECTED: Record<string, string[]> = {
  "a01-asana": ["Book the store IT window tom 2026-12-01", "Draft the runbook 2026-10-19 done"],
  "c01-bom-semicolon": ["Délai 2026-12-01"],
  "c02-cp1252-fr": ["Retard à l’arrivée – œuvre tom 2026-04-03"],
  "c03-mac-roman": ["Retard à Noël"],
  "c04-us-date": ["A 2026-12-31", "B 2026-03-04"],
  "c05-embedded-newline": ["A"],
  "c09-formula": ['=HYPERLINK("http://x.example","a")', "-5 % budget"],
  "c10-nbsp": ["A"],
  "c11-tab": ["A, B; C 2026-12-01"],
  "c12-utf16-tab": ["Été"],
  "c13-sep-line": ["A"],
  "c14-title-newline": ["A B"],
  "c15-sp-header": ["A 2026-12-01"],
  "c16-quote-inside": ["2 2 mark-within"],
  "c17-space-before-quote": ["A, B"],
  "c18-excel-serial": ['2 due "46357" isn’t a date like 2026-11-30'],
  "c19-iso-datetime": ["A 2026-12-01", "B 2026-12-01"],
  "c20-jul": ["A 2026-12-01", "B 2026-12-01", "C 2026-12-01", "D 2026-12-01"],
  "c21-two-digit-year": ["A 2026-04-03"],
  "c22-thousands": ["1 title this column is missing", "1 type this column is missing"],
  "c23-len": ["2 title longer than 150 characters"],
  "c24-same-rows": ["A", "A"],
  "c25-lf-last-noeol": ["A"],
  "c26-cr": ["A", "B"],
  "c27-nul": ["2 2 broken-letter"],
  "c28-emoji-zwj": ["👩‍👩‍👧 team\u200b late"],
  "c29-lone": ["í\u00a0½ cut"],
  "c30-rtl": ["\u202egnp.exe", "תקציב"],
  "c31-owner-at": ["A tom", "B tom", "C tom", "D tom"],
  "c32-status-en": ["A", "B done", "C", "D done", "E done"],
  "c33-bom-quoted": ["A"],
  "c34-double-bom": ["A"],
  "c35-cp1252-2": ["Coût 10 € – « oui »"],
  "c36-lonely-quote": ["2 2 not-closed"],
  "c37-header-case-dup": ["1 Title this column appears twice"],
  "c38-nbsp-date": ["A 2026-04-03", "B 2026-04-01"],
  "c39-big-cell": ["2 description longer than 3000 characters"],
  "c40-utf8-truncated": ["3 2 broken-letter"],
  "c41-ligne-fr-in-en": ["A 2026-04-03"],
  "c42-sept": ["A 2026-09-01", "B 2026-09-01", "C 2026-09-01"],
  "c43-slash-iso": ["A 2026-12-01", "B 2026-12-01", "C 2026-12-01"],
  "d04-en-head-date-us": ['2 Date "12/01/2026" can be read in two ways; say which comes first with --dates dmy'],
  "j01-jira-dump": ["Tills reject receipts tom 2026-12-01"],
  "j02-jira-due-time": ["Rotate the keys tom 2026-12-01"],
  "m01-msproject": ["Pilot in Leeds 2026-11-27", "Go-live 2026-12-01"],
  "n01-jira": ["Load test, again tom 2026-12-01", "Gate review tom dropped", "Cut-over 2026-12-09"],
  "n02-planner-fr": ["Réserver la salle tom 2026-12-01", "Écrire à l’équipe – vite done"],
  "n03-one-bad-byte": ["4 2 broken-letter"],
  "n04-lines-within-cells": ["6 title every item needs a title"],
  "p01-planner": ['2 Due date "12/01/2026" can be read in two ways; say which comes first with --dates dmy'],
  "r01-week1": ["Store IT freeze tom 2026-12-01", "Book the room tom 2026-12-02"],
  "r02-week2": ["Store IT freeze tom 2026-12-08", "Book the room tom 2026-12-02 done"],
  "t01-trello": ["Freeze the till release tom 2026-12-01"],
};

const OWNERS = new Map([
  ["tom", "tom"],
  ["tombaker", "tom"],
  ["tomwhitfield", "tom"],
]);

/** Files whose rows are all of one type, which whoever imports names. */
const TASKS = ["a01-asana", "m01-msproject", "p01-planner", "t01-trello"];

function shown(file: string): string[] {
  const csv = readTable(readFileSync(join(FOLDER, `${file}.csv`)));
  if ("problem" in csv) return [`${csv.problem.line} ${csv.problem.column} ${csv.problem.fault}`];
  const { items, problems } = readImport(csv.rows, {
    owners: OWNERS,
    language: "en",
    today: "2026-11-29",
    type: TASKS.includes(file) ? "action" : null,
  });
  const rows = items.map(({ title, owner, dueOn, state }) => [title, owner, dueOn, state === "open" ? null : state]);
  return [
    ...rows.map((row) => row.filter((part) => part !== null).join(" ")),
    ...problems.map(({ line, column, message }) => `${line} ${column} ${message}`),
  ];
}

describe("a log", () => {
  it.each(Object.entries(EXPECTED))("%s", (file, expected) => {
    const read = shown(file);
    const isRefused = /^\d/.test(expected[0] ?? "");
    expect(
      isRefused ? read.slice(0, expected.length).map((line, place) => line.slice(0, expected[place]?.length)) : read,
    ).toEqual(expected);
  });

  it("is named here with what it gives", () => {
    expect(readdirSync(FOLDER)).toEqual(Object.keys(EXPECTED).map((file) => `${file}.csv`));
  });
});
