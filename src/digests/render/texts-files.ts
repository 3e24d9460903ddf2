import { number, type Reader } from "../../platform/texts/language.ts";

const en = {
  columns: [
    "Key",
    "Program",
    "Status",
    "Status before",
    "Status since",
    "Date of",
    "First date",
    "Date before",
    "Date now",
    "Times moved",
    "Requests in this digest",
    "Of these overdue",
    "No answer since",
  ],
  never: "no answer yet",
  atAGlance: "At a glance",
  program: "Program",
  status: "Status",
  dates: "Dates",
  requests: "Requests",
  since: (day: string) => `since ${day}`,
  silentSince: (day: string) => `no answer since ${day}`,
  requestsTold: (reader: Reader, { requests, overdue }: { requests: number; overdue: number }) =>
    overdue === 0 ? number(reader, requests) : `${number(reader, requests)}, ${number(reader, overdue)} overdue`,
  sources: "Sources",
  pages: "Page {page} of {pages}",
  unprintable: "[U+…] replaces a character that this file’s fonts don’t have; the message in Slack shows it.",
  fileName: "digest",
  table: (title: string) => `${title} · table`,
  comment: {
    both: "The whole digest to read and print, and its table for a spreadsheet.",
    pdf: "The whole digest to read and print.",
    csv: "The table of this digest, for a spreadsheet.",
  },
};

const fr: typeof en = {
  columns: [
    "Clé",
    "Programme",
    "Statut",
    "Statut précédent",
    "Statut depuis le",
    "Date de",
    "Première date",
    "Date précédente",
    "Date actuelle",
    "Nombre de reports",
    "Demandes dans cette synthèse",
    "Dont en retard",
    "Sans réponse depuis le",
  ],
  never: "pas encore de réponse",
  atAGlance: "En un coup d’œil",
  program: "Programme",
  status: "Statut",
  dates: "Dates",
  requests: "Demandes",
  since: (day) => `depuis le ${day}`,
  silentSince: (day) => `sans réponse depuis le ${day}`,
  requestsTold: (reader, { requests, overdue }) =>
    overdue === 0 ? number(reader, requests) : `${number(reader, requests)}, dont ${number(reader, overdue)} en retard`,
  sources: "Sources",
  pages: "Page {page} sur {pages}",
  unprintable:
    "[U+…] tient lieu d’un caractère absent des polices de ce fichier\u00a0; le message dans Slack l’affiche.",
  fileName: "synthese",
  table: (title) => `${title} · tableau`,
  comment: {
    both: "La synthèse entière, à lire ou à imprimer, et son tableau, pour un tableur.",
    pdf: "La synthèse entière, à lire ou à imprimer.",
    csv: "Le tableau de cette synthèse, pour un tableur.",
  },
};

export const fileTexts = { en, fr };
