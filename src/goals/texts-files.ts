/** What operators read of values that come in by a file or a command. */
import { type Language, plural } from "../platform/texts/language.ts";

const en = {
  columns: { measure: "measure", day: "day", value: "value" },
  missing: "this must be filled in",
  unknown: (code: string) => `no measure has the code "${code}"; write it like LOY-KPI-1`,
  several: (code: string) => `several programs have a measure ${code}; write it with its program, like LOY-KPI-1`,
  over: (code: string) => `${code} has ended`,
  closed: (code: string) => `the program of ${code} is closed`,
  notANumber: (given: string) => `"${given}" isn’t a number like 2.1`,
  twoReadings: (given: string, one: string, other: string) =>
    `"${given}" can be read as ${one} and as ${other}; write it without a mark between thousands`,
  twice: (line: number) => `line ${line} has this day of this measure already`,
  toCome: (day: string) => `${day} is still to come`,
  beforeBaseline: (day: string) => `the baseline was measured on ${day}; use that day or a later one`,
  jumps: (value: string, before: string) =>
    `${value} after ${before} is more than ten times as much, or less than a tenth; if it’s right, add --sure`,
  nothingEntered: (file: string) => `No value was entered from ${file}:`,
  entered: (count: number, same: number) =>
    `${count} ${plural("en", count, "value", "values")} entered, ${same} already there.`,
  wrong: { on: "must be a day such as 2026-11-30", lang: "must be en or fr" },
  usage: `Usage: drumbeat measure import FILE [--sure]          columns: measure,day,value
       drumbeat measure set CODE VALUE --on DAY [--sure]
       --sure: also a value more than ten times the one before it, or less than a tenth
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
};

const fr: typeof en = {
  columns: { measure: "indicateur", day: "jour", value: "valeur" },
  missing: "cette cellule doit être remplie",
  unknown: (code) => `aucun indicateur n’a le code «\u00a0${code}\u00a0»\u00a0; écrivez-le comme FID-KPI-1`,
  several: (code) =>
    `plusieurs programmes ont un indicateur ${code}\u00a0; écrivez-le avec son programme, comme FID-KPI-1`,
  over: (code) => `${code} est clos`,
  closed: (code) => `le programme de ${code} est clos`,
  notANumber: (given) => `«\u00a0${given}\u00a0» n’est pas un nombre comme 2,1`,
  twoReadings: (given, one, other) =>
    `«\u00a0${given}\u00a0» peut se lire ${one} ou ${other}\u00a0; écrivez-le sans signe entre les milliers`,
  twice: (line) => `la ligne ${line} donne déjà ce jour de cet indicateur`,
  toCome: (day) => `${day} est à venir`,
  beforeBaseline: (day) => `la valeur de départ date du ${day}\u00a0; prenez ce jour ou un jour postérieur`,
  jumps: (value, before) =>
    `${value} après ${before}\u00a0: plus de dix fois plus, ou dix fois moins\u00a0; si c’est juste, ajoutez --sure`,
  nothingEntered: (file) => `Aucune valeur n’a été saisie depuis ${file}\u00a0:`,
  entered: (count, same) =>
    `${count} ${plural("fr", count, "valeur saisie", "valeurs saisies")}, ${same} déjà ${plural("fr", same, "présente", "présentes")}.`,
  wrong: { on: "doit être un jour comme 30/11/2026 ou 2026-11-30", lang: "doit être en ou fr" },
  usage: `Usage\u00a0: drumbeat measure import FICHIER [--sure]          colonnes\u00a0: indicateur,jour,valeur
        drumbeat measure set CODE VALEUR --on JOUR [--sure]
        --sure\u00a0: aussi une valeur de plus de dix fois la précédente, ou de moins d’un dixième
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
};

export const fileTexts: Record<Language, typeof en> = { en, fr };
