/** What operators read of an import and an export of the register. */
import { type Language, plural } from "../../platform/texts/language.ts";
import { LONGEST_TITLE } from "../codes-and-transitions.ts";

/** What an import did or would do, by how many items. */
export type Counts = Record<"added" | "changed" | "closed" | "same" | "leftOut", number>;
type CountWords = Record<keyof Counts, (count: number) => string>;

const wouldDoEn: CountWords = {
  added: (count) => `${count} new`,
  changed: (count) => `${count} changed`,
  closed: (count) => `${count} closed`,
  same: (count) => `${count} as ${plural("en", count, "it was", "they were")}`,
  leftOut: (count) => `${count} left out`,
};
const doneEn: CountWords = { ...wouldDoEn, added: (count) => `${count} added` };

const wouldDoFr: CountWords = {
  added: (count) => `${count} ${plural("fr", count, "nouveau", "nouveaux")}`,
  changed: (count) => `${count} ${plural("fr", count, "modifié", "modifiés")}`,
  closed: (count) => `${count} clos`,
  same: (count) => `${count} ${plural("fr", count, "inchangé", "inchangés")}`,
  leftOut: (count) => `${count} non repris`,
};
const doneFr: CountWords = {
  ...wouldDoFr,
  added: (count) => `${count} ${plural("fr", count, "élément ajouté", "éléments ajoutés")}`,
};

/** Those that are none are not told, unless nothing else is. */
function countsIn(language: Language, words: CountWords, counts: Counts): string {
  const kinds = ["added", "changed", "closed", "same", "leftOut"] as const satisfies (keyof Counts)[];
  const isNone = kinds.every((kind) => counts[kind] === 0);
  const told = kinds.flatMap((kind) =>
    counts[kind] > 0 || (isNone && kind === "added") ? [words[kind](counts[kind])] : [],
  );
  return new Intl.ListFormat(language, { type: "unit" }).format(told);
}

const en = {
  notOneOf: (given: string, allowed: string) => `"${given}" isn’t one of ${allowed}`,
  tooLong: (most: number) => `longer than ${most} characters`,
  notAScore: (given: string) => `"${given}" isn’t a number from 1 to 5`,
  notANumber: (given: string, least: number, most: number) =>
    `"${given}" isn’t a whole number from ${least} to ${most}`,
  notATime: (given: string) => `"${given}" isn’t a time like 14:30`,
  notAWaypoint: (given: string) => `"${given}" isn’t a day with a number, like 2027-06-30 2.9`,
  noValue: "this must be filled in",
  noTitle: "every item needs a title",
  longTitle: `longer than ${LONGEST_TITLE} characters; put the rest in the description`,
  decisionClosed: "a decision can’t be closed: it’s active until another one replaces it",
  noTitleColumn: "this column is missing; call it Title, Summary or Name",
  noType: "this column is missing; name the type of all rows: --type action, or another",
  whichDay: (given: string) =>
    `"${given}" can be read in two ways; say which comes first with --dates dmy (day) or --dates mdy (month)`,
  twoReadings: (given: string, one: string, other: string) =>
    `"${given}" can be read in two ways; write ${one} or ${other}`,
  nothingAdded: (file: string) => `Nothing was added from ${file}:`,
  /** `12 added, 2 changed, 1 closed, 14 as they were.` */
  done: (counts: Counts) => `${countsIn("en", doneEn, counts)}.`,
  wouldDo: (counts: Counts) => countsIn("en", wouldDoEn, counts),
  moreNames: (count: number) => `${count} more`,
  notRead: (headings: string, count: number) =>
    `Not read: the ${plural("en", count, "column", "columns")} ${headings}.`,
  taken: {
    type: (words: string, taken: string) => `Types that Drumbeat doesn’t know, taken for ${taken}: ${words}.`,
    state: (words: string) => `States that Drumbeat doesn’t know, taken for open: ${words}.`,
    priority: (words: string) => `Priorities that Drumbeat doesn’t know, left out: ${words}.`,
    owner: (words: string) => `Not found here, so the items are yours, or stay with their owner: ${words}.`,
  },
  leftOut: {
    twice: (line: number) => `it says the same item as line ${line}`,
    several: "several open items have this title; give the items of the file a key",
    "another-type": "the item has another type here",
    "closed-here": "it’s closed here and open in the file; reopen it here",
    stands: "a decision can’t be changed; add one that replaces it",
    decided: "it’s being decided here; import again in ten minutes",
    "another-program": "it’s of another program",
    "no-words": "the export left its words out; export with --names",
  },
  leftOutLine: (line: number, why: string) => `  line ${line} left out: ${why}`,
  moreLeftOut: (count: number) => `  and ${count} more`,
  gone: (count: number) =>
    `${count} open ${plural("en", count, "item", "items")} of an earlier import ${plural("en", count, "isn’t", "aren’t")} in this file and ${plural("en", count, "stays as it is", "stay as they are")}.`,
  tooLarge: (file: string, most: number) => `${file} is larger than ${most} MB: split it.`,
  completed: (name: string) => `Without an owner or a date in the file; ${name} owns them now, by these dates:`,
  wrong: {
    file: "must be a CSV file",
    program: "must be the key of a program",
    type: "must be a type of the register, such as action or risk",
    dates: "must be dmy (day first) or mdy (month first)",
    format: "must be jsonl or csv",
    lang: "must be en or fr",
  },
  usage: `Usage: drumbeat register import FILE --program KEY [--type TYPE] [--dates dmy|mdy]
       drumbeat register export [--program KEY] [--format jsonl|csv]
       drumbeat register export … --names --reason "…"   by name; each of them sees that it was made
       all: [--database FILE|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
};

const fr: typeof en = {
  notOneOf: (given, allowed) => `«\u00a0${given}\u00a0» ne convient pas\u00a0; écrivez ${allowed}`,
  tooLong: (most) => `plus de ${most} caractères`,
  notAScore: (given) => `«\u00a0${given}\u00a0» n’est pas un nombre de 1 à 5`,
  notANumber: (given, least, most) => `«\u00a0${given}\u00a0» n’est pas un nombre entier de ${least} à ${most}`,
  notATime: (given) => `«\u00a0${given}\u00a0» n’est pas une heure comme 14:30`,
  notAWaypoint: (given) => `«\u00a0${given}\u00a0» n’est pas une date suivie d’un nombre, comme 30 juin 2027 2,9`,
  noValue: "cette cellule doit être remplie",
  noTitle: "chaque élément a besoin d’un intitulé",
  longTitle: `plus de ${LONGEST_TITLE} caractères\u00a0; mettez le reste dans la description`,
  decisionClosed: "une décision ne se clôt pas\u00a0: elle est en vigueur jusqu’à ce qu’une autre la remplace",
  noTitleColumn: "cette colonne manque\u00a0; nommez-la Intitulé, Titre ou Résumé",
  noType: "cette colonne manque\u00a0; indiquez le type de toutes les lignes\u00a0: --type action, ou un autre",
  whichDay: (given) =>
    `«\u00a0${given}\u00a0» peut se lire de deux façons\u00a0; indiquez ce qui vient en premier\u00a0: --dates dmy (le jour) ou --dates mdy (le mois)`,
  twoReadings: (given, one, other) =>
    `«\u00a0${given}\u00a0» peut se lire de deux façons\u00a0; écrivez ${one} ou ${other}`,
  nothingAdded: (file) => `Rien n’a été ajouté depuis ${file}\u00a0:`,
  done: (counts) => `${countsIn("fr", doneFr, counts)}.`,
  wouldDo: (counts) => countsIn("fr", wouldDoFr, counts),
  moreNames: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  notRead: (headings, count) => `${plural("fr", count, "Colonne non lue", "Colonnes non lues")}\u00a0: ${headings}.`,
  taken: {
    type: (words, taken) => `Types inconnus, pris pour ${taken}\u00a0: ${words}.`,
    state: (words) => `États inconnus, pris pour ouvert\u00a0: ${words}.`,
    priority: (words) => `Priorités inconnues, non reprises\u00a0: ${words}.`,
    owner: (words) => `Introuvables ici\u00a0; leurs éléments sont à vous, ou restent à qui les porte\u00a0: ${words}.`,
  },
  leftOut: {
    twice: (line) => `même élément que la ligne ${line}`,
    several: "plusieurs éléments ouverts portent cet intitulé\u00a0; donnez une clé aux éléments du fichier",
    "another-type": "l’élément est ici d’un autre type",
    "closed-here": "clos ici et ouvert dans le fichier\u00a0; rouvrez-le ici",
    stands: "une décision ne se modifie pas\u00a0; saisissez-en une qui la remplace",
    decided: "décision en cours ici\u00a0; importez de nouveau dans dix minutes",
    "another-program": "d’un autre programme",
    "no-words": "l’export en a retiré le texte\u00a0; exportez avec --names",
  },
  leftOutLine: (line, why) => `  ligne ${line} non reprise\u00a0: ${why}`,
  moreLeftOut: (count) => `  et ${count} de plus`,
  gone: (count) =>
    `${count} ${plural("fr", count, "élément ouvert d’un import précédent n’est pas dans ce fichier et reste tel quel", "éléments ouverts d’un import précédent ne sont pas dans ce fichier et restent tels quels")}.`,
  tooLarge: (file, most) => `${file} dépasse ${most}\u00a0Mo\u00a0: scindez-le.`,
  completed: (name) =>
    `Sans porteur ou sans échéance dans le fichier\u00a0; ${name} les porte désormais, pour ces dates\u00a0:`,
  wrong: {
    file: "doit être un fichier CSV",
    program: "doit être la clé d’un programme",
    type: "doit être un type du registre, par exemple action ou risque",
    dates: "doit être dmy (le jour d’abord) ou mdy (le mois d’abord)",
    format: "doit être jsonl ou csv",
    lang: "doit être en ou fr",
  },
  usage: `Usage\u00a0: drumbeat register import FICHIER --program CLÉ [--type TYPE] [--dates dmy|mdy]
        drumbeat register export [--program CLÉ] [--format jsonl|csv]
        drumbeat register export … --names --reason "…"   avec les noms\u00a0; chaque personne voit que le fichier existe
        partout\u00a0: [--database FICHIER|URL] [--workspace SLACK_TEAM_ID] [--lang en|fr]`,
};

export const importTexts: Record<Language, typeof en> = { en, fr };
