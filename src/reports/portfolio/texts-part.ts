/** The words of one program's whole report, and of the files of a digest. */
import { STATUS_NAMES } from "../../cadences/questions/health-scale.ts";
import { textIn } from "../../cadences/questions/questions.ts";
import { list, number, plural, type Reader } from "../../platform/texts/language.ts";
import { TYPES } from "../../register/item-types.ts";
import type { COUNTED, ENDINGS, Rhythm } from "../compile/report.ts";
import { EN_PERIODS } from "../compile/status-and-dates-in-words.ts";

type Spoken = Pick<Reader, "locale">;
type Counted = (typeof COUNTED)[number];

/** Risk; hypothèses. */
function nounOf(language: "en" | "fr", type: Counted, count: number): string {
  const { name, plural: several } = TYPES[type === "request" ? "request" : type];
  return plural(language, count, textIn(name, language), textIn(several, language)).toLowerCase();
}

const en = {
  was: (status: string) => `was ${status}`,
  noStatus: "No status yet",
  reason: "Why",
  action: "What is being done",
  by: (action: string, day: string) => `${action} (by ${day})`,
  bottomLine: "Bottom line",
  strip: (rhythm: Rhythm, count: number) => `Last ${count} ${EN_PERIODS[rhythm]}s`,
  next: {
    weekly: "Planned next",
    monthly: "Planned next",
    quarterly: "Continue, change, stop",
    annual: "Continue, stop",
  } satisfies Record<Rhythm, string>,
  capacity: "Capacity and budget",
  lesson: "What was learnt",
  open: "Also open",
  ended: "Closed or no longer reported",
  ending: {
    withdrawn: "withdrawn",
    dropped: "dropped",
    replaced: "replaced",
    held: "took place",
    "no-word": "not confirmed for 60 days",
    "left-out": "no longer reported",
    "not-reached": "not reached",
  } satisfies Record<(typeof ENDINGS)[number], string>,
  owner: (name: string | null, mayDecide: boolean) => {
    if (name === null) return "yours";
    return mayDecide ? `yours and ${name}’s` : `owner ${name}`;
  },
  late: "added late",
  counted: (reader: Spoken, type: Counted, count: number) => `${number(reader, count)} ${nounOf("en", type, count)}`,
  openItems: (items: string) => `Open: ${items}`,
  withoutWord: (reader: Spoken, count: number) =>
    `${number(reader, count)} ${plural("en", count, "item", "items")} not confirmed for 60 days`,
  waits: ({ text, role, days }: { text: string; role?: string | undefined; days: number }) =>
    `Waits longest: “${text}”${role ? ` (${role})` : ""}, ${days} ${plural("en", days, "day", "days")}`,
  wordsOf: (reader: Spoken, names: string[]) => `Written by ${list(reader, names)}`,
  answered: (answered: number, asked: number) => `${answered} of ${asked} asked have answered`,
  held: "Report to follow: its words are not released yet.",
  corrected: (day: string) => `Corrected on ${day}`,
  closed: (day: string) => `Closed on ${day}`,
  more: (reader: Spoken, count: number) =>
    `And ${number(reader, count)} more ${plural("en", count, "line", "lines")}, in the program`,
  morePrograms: (reader: Spoken, count: number) =>
    `And ${number(reader, count)} more ${plural("en", count, "program", "programs")}, in the PDF`,
  sources: "Sources",
  programs: "Programs",
  program: "Program",
  columns: [
    "Key",
    "Program",
    "Kind",
    "Code",
    "Title",
    "Owner",
    "Status",
    "Opened",
    "Due",
    "First due",
    "Moves",
    "Closed",
    "Reason",
    "Value",
    "Planned",
    "Target",
    "Unit",
  ],
  status: "Status",
  itemStates: { open: "Open", closed: "Closed" },
  againstGreen: "Facts against on track",
  pages: "Page {page} of {pages}",
  unprintable: "[U+…] replaces a character that this file’s fonts don’t have; the message in Slack shows it.",
};

const fr: typeof en = {
  was: (status) => `auparavant ${status}`,
  noStatus: "Pas encore de statut",
  reason: "Pourquoi",
  action: "Action en cours",
  by: (action, day) => `${action} (d’ici au ${day})`,
  bottomLine: "L’essentiel",
  strip: (rhythm, count) =>
    ({
      weekly: `Les ${count} dernières semaines`,
      monthly: `Les ${count} derniers mois`,
      quarterly: `Les ${count} derniers trimestres`,
      annual: `Les ${count} dernières années`,
    })[rhythm],
  next: {
    weekly: "Prévu ensuite",
    monthly: "Prévu ensuite",
    quarterly: "Poursuivre, modifier, arrêter",
    annual: "Poursuivre, arrêter",
  },
  capacity: "Capacité et budget",
  lesson: "Retours d’expérience",
  open: "Aussi en cours",
  ended: "Clos ou non repris",
  ending: {
    withdrawn: "demande retirée",
    dropped: "abandonné",
    replaced: "remplacé",
    held: "a eu lieu",
    "no-word": "60 jours sans confirmation",
    "left-out": "n’est plus signalé",
    "not-reached": "non atteint",
  },
  owner: (name, mayDecide) => {
    if (name === null) return "à vous";
    return mayDecide ? `à vous et à ${name}` : `porteur\u00a0: ${name}`;
  },
  late: "ajouté après coup",
  counted: (reader, type, count) => `${number(reader, count)} ${nounOf("fr", type, count)}`,
  openItems: (items) => `En cours\u00a0: ${items}`,
  withoutWord: (reader, count) =>
    `${number(reader, count)} ${plural("fr", count, "élément", "éléments")} sans confirmation depuis 60 jours`,
  waits: ({ text, role, days }) =>
    `L’étape qui attend depuis le plus longtemps\u00a0: «\u00a0${text}\u00a0»${role ? ` (${role})` : ""}, ${days} ${plural("fr", days, "jour", "jours")}`,
  wordsOf: (reader, names) => `Rédaction\u00a0: ${list(reader, names)}`,
  answered: (answered, asked) => `${answered} ${plural("fr", answered, "réponse", "réponses")} sur ${asked}`,
  held: "Rapport à suivre\u00a0: son texte n’est pas encore libéré.",
  corrected: (day) => `Rectifié le ${day}`,
  closed: (day) => `Clos le ${day}`,
  more: (reader, count) =>
    `Et ${number(reader, count)} ${plural("fr", count, "autre ligne", "autres lignes")}, dans le programme`,
  morePrograms: (reader, count) =>
    `Et ${number(reader, count)} ${plural("fr", count, "autre programme", "autres programmes")}, dans le PDF`,
  sources: "Sources",
  programs: "Programmes",
  program: "Programme",
  columns: [
    "Clé",
    "Programme",
    "Nature",
    "Code",
    "Intitulé",
    "Porteur",
    "Statut",
    "Ouvert",
    "Échéance",
    "1re échéance",
    "Reports",
    "Clos",
    "Motif",
    "Valeur",
    "Prévu",
    "Cible",
    "Unité",
  ],
  status: "Statut",
  itemStates: { open: "Ouvert", closed: "Clos" },
  againstGreen: `Faits contraires à «\u00a0${STATUS_NAMES.fr.green}\u00a0»`,
  pages: "Page {page} sur {pages}",
  unprintable:
    "[U+…] tient lieu d’un caractère absent des polices de ce fichier\u00a0; le message dans Slack l’affiche.",
};

export const partTexts = { en, fr };
