/** Problems of an imported table by cell. */
import type { CsvFault } from "../csv-reading.ts";
import type { Language } from "./language.ts";

export interface TableProblem {
  line: number;
  /** The header's name, if any. */
  column: string;
  message: string;
}

interface TableTexts {
  empty: string;
  twice: string;
  missing: string;
  /** For a row with more cells than the header. */
  tooMany(columns: number): string;
  notAColumn(name: string, columnNames: string): string;
  notADate(given: string, isDayFirst: boolean): string;
  fault: Record<CsvFault, string>;
  place(problem: TableProblem): string;
}

export const tableTexts: Record<Language, TableTexts> = {
  en: {
    empty: "the file is empty",
    twice: "this column appears twice",
    missing: "this column is missing",
    tooMany: (columns) => `there are only ${columns} columns`,
    notAColumn: (name, columnNames) => `"${name}" isn’t a column; use ${columnNames}`,
    notADate: (given, isDayFirst) =>
      `"${given}" isn’t a date like ${isDayFirst ? "2026-11-30 or 30/11/2026" : "2026-11-30"}`,
    fault: {
      "not-closed": "the quotation mark that begins this cell is not closed",
      "text-behind": 'after the closing quotation mark the next cell must follow; write "" for one within the text',
      "mark-within": "a cell with a quotation mark must begin with one",
      "broken-letter": "a letter of this cell is broken; save the file again as UTF-8",
    },
    place: ({ line, column, message }) => `  line ${line}, column ${column}: ${message}`,
  },
  fr: {
    empty: "le fichier est vide",
    twice: "cette colonne figure deux fois",
    missing: "cette colonne manque",
    tooMany: (columns) => `il n’y a que ${columns} colonnes`,
    notAColumn: (name, columnNames) => `«\u00a0${name}\u00a0» n’est pas une colonne\u00a0; utilisez ${columnNames}`,
    notADate: (given, isDayFirst) =>
      `«\u00a0${given}\u00a0» n’est pas une date\u00a0; écrivez-la comme ${isDayFirst ? "30/11/2026, 30 nov. 2026 ou 2026-11-30" : "2026-11-30 ou 30 nov. 2026"}`,
    fault: {
      "not-closed": "le guillemet qui ouvre cette cellule n’est pas refermé",
      "text-behind":
        'après le guillemet fermant, la cellule suivante doit commencer\u00a0; écrivez "" pour un guillemet dans le texte',
      "mark-within": 'une cellule qui contient un guillemet (") doit commencer par un guillemet',
      "broken-letter": "une lettre de cette cellule est abîmée\u00a0; enregistrez de nouveau le fichier en UTF-8",
    },
    place: ({ line, column, message }) => `  ligne ${line}, colonne ${column}\u00a0: ${message}`,
  },
};
