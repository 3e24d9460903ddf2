/** What a French Excel writes, byte by byte, comes in. */
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/platform/csv-reading.ts";
import type { Language } from "../../src/platform/texts/language.ts";
import { readImport } from "../../src/register/import/items-from-rows.ts";

const FRENCH = [
  "Type;Intitulé;Porteur;Échéance;État;Gravité;Bloquant;Coût de l’attente",
  "Blocage;« Bascule » des magasins ; suite;camille;03/12/2026;En cours;Élevée;Oui;",
  '"demande";"Recruter deux\r\ningénieurs ?";@camille;3 déc.;Brouillon;;;"12,5 k€ par semaine"',
  "Décision;Geler le périmètre;;1er décembre 2026;Ouvert;;;",
].join("\r\n");
// A blank and a semicolon within the title need quotation marks, as Excel puts them.
const TEXT = FRENCH.replace("« Bascule » des magasins ; suite", '"« Bascule » des magasins ; suite"');

const windows1252 = (text: string) => Buffer.from(text.replaceAll("’", "\x92").replaceAll("€", "\x80"), "latin1");
const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};
const FILES: Record<string, Uint8Array> = {
  "UTF-8": Buffer.from(TEXT),
  "UTF-8 with its mark": Buffer.from(`\ufeff${TEXT}`),
  "UTF-16 little-endian with its mark": utf16(`\ufeff${TEXT}`, false),
  "UTF-16 big-endian with its mark": utf16(`\ufeff${TEXT}`, true),
  "UTF-16 without a mark": utf16(TEXT, false),
  "Windows-1252": windows1252(TEXT),
  "tabs, as pasted": Buffer.from(TEXT.replaceAll(";", "\t").replace("magasins \t suite", "magasins ; suite")),
  "commas, with Excel’s own line": Buffer.from(`sep=;\r\n${TEXT}`),
};

function read(bytes: Uint8Array, language: Language = "fr", handles = ["camille"]) {
  const owners = new Map(handles.map((handle) => [handle, handle]));
  const csv = readTable(bytes);
  if (!("rows" in csv)) throw new Error(csv.problem.fault);
  return readImport(csv.rows, { owners, language, today: "2026-11-25" });
}

describe("a log from a French Excel", () => {
  it.each(Object.entries(FILES))("comes in as %s", (_, bytes) => {
    const { items, problems } = read(bytes);
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      {
        title: "« Bascule » des magasins ; suite",
        owner: "camille",
        dueOn: "2026-12-03",
        state: "open",
        typed: { type: "issue", details: { severity: "high", blocksWork: true } },
      },
      {
        title: "Recruter deux ingénieurs ?",
        dueOn: "2026-12-03",
        state: "open",
        typed: { type: "request", details: { costOfWaiting: "12,5 k€ par semaine" } },
      },
      { title: "Geler le périmètre", dueOn: "2026-12-01", state: "open", typed: { type: "decision" } },
    ]);
  });

  it("is the same log as in English: a row is known again in either language, with or without accents", () => {
    const english = read(Buffer.from("type,title,due,state,severity\nissue,X,2026-12-03,open,high\n"), "en").items;
    const french = read(Buffer.from("TYPE;Intitule;Echeance;etat;gravite\nProbleme;X;3/12/2026;ouvert;elevee\n")).items;
    expect(french).toEqual(english);
  });

  it.each([
    ["Type;Couleur\nRisque;x", "Intitulé", "cette colonne manque"],
    ["Intitulé;Porteur\n« x »;Bob", "Type", "--type action"],
    ["Type;Intitulé;Échéance\nRisque;« x »;31/02/2026", "Échéance", "écrivez-la comme 30/11/2026"],
    ["Type;Intitulé;Probabilité\nRisque;« x »;6", "Probabilité", "n’est pas un nombre de 1 à 5"],
    ["Type;Intitulé;Gravité\nProblème;« x »;rouge", "Gravité", "écrivez Faible, Moyenne, Élevée"],
    ["Type;Intitulé;État\nDécision;x;Clos", "État", "une décision ne se clôt pas"],
  ])("says in French what is wrong, in which column as it is called there: %j", (text, column, said) => {
    for (const bytes of [Buffer.from(text), windows1252(text)]) {
      const { items, problems } = read(bytes);
      expect(items).toEqual([]);
      expect(problems.map((problem) => problem.column)).toContain(column);
      expect(problems.map(({ message }) => message.replaceAll("\u00a0", " ")).join("\n")).toContain(said);
    }
  });
});
