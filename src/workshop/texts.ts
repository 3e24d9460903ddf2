/** The words of the preparation of a workshop. */
import { plural } from "../platform/texts/language.ts";

const en = {
  title: "Preparation",
  close: "Close",
  heading: (workshop: string, day: string) => `${workshop} · ${day}`,
  /** `asked`: null where no rate is told. */
  counts: (answered: number, asked: number | null) =>
    asked === null ? `${answered} answered` : `${answered} of ${asked} answered`,
  version: (number: number, at: string) => `version ${number}, ${at}`,
  changed: (names: string) => `Changed since the version before: ${names}`,
  unsigned: "Without names, in no order",
  tooFew: "Shown from five answers on.",
  nothing: "Nobody has answered this.",
  removed: "The answers are kept no more.",
  read: "Read the preparation",
  pdf: "PDF",
  setDates: "Set dates of meetings…",
  earlier: "‹ Earlier",
  later: "Later ›",
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  coming: "The PDF arrives by message.",
  message: (program: string, day: string) => `*Preparation of the workshop on ${day} · ${program}*`,
  toDecide: (count: number) => `${count} ${plural("en", count, "line", "lines")} to decide`,
  over: (program: string) => `The preparation for *${program}* isn’t open to you any more.`,
  why: "You chair the committee of this workshop, write for it, or answered before it.",
  notYours: (who: string) => `Only those who answered, the chair and the secretary read the preparation. Ask ${who}.`,
  notMade: (due: string) => `The preparation is put together once the answers are due: ${due}. Come back then.`,
  file: {
    pages: "Page {page} of {pages}",
    unprintable:
      "Where [U+…] stands is a letter that the fonts of this file lack; the preparation in Slack has the letter.",
    name: "workshop",
  },
};

const fr: typeof en = {
  title: "Préparation",
  close: "Fermer",
  heading: (workshop, day) => `${workshop} · ${day}`,
  counts: (answered, asked) =>
    asked === null
      ? `${answered} ${plural("fr", answered, "réponse", "réponses")}`
      : `${answered} ${plural("fr", answered, "réponse", "réponses")} sur ${asked}`,
  version: (number, at) => `version ${number}, ${at}`,
  changed: (names) => `Modifié depuis la version précédente\u00a0: ${names}`,
  unsigned: "Sans les noms, dans le désordre",
  tooFew: "Visible à partir de cinq réponses.",
  nothing: "Personne n’y a répondu.",
  removed: "Les réponses ne sont plus conservées.",
  read: "Lire la préparation",
  pdf: "PDF",
  setDates: "Fixer les dates des réunions…",
  earlier: "‹ Précédent",
  later: "Suivant ›",
  page: (page, pages) => `Page ${page} sur ${pages}`,
  coming: "Le PDF arrive par message.",
  message: (program, day) => `*Préparation de l’atelier du ${day} · ${program}*`,
  toDecide: (count) => `${count} ${plural("fr", count, "ligne", "lignes")} à trancher`,
  over: (program) => `La préparation de *${program}* ne vous est plus ouverte.`,
  why: "Vous présidez le comité de cet atelier, en assurez le secrétariat, ou avez répondu avant sa tenue.",
  notYours: (who) =>
    `Seuls la présidence, le secrétariat et les personnes qui ont répondu lisent la préparation. Adressez-vous à ${who}.`,
  notMade: (due) => `La préparation est réunie une fois les réponses échues\u00a0: ${due}. Revenez à ce moment-là.`,
  file: {
    pages: "Page {page} sur {pages}",
    unprintable:
      "Ce qui figure sous la forme [U+…] est une lettre absente des polices de ce fichier\u00a0; la préparation dans Slack la donne.",
    name: "atelier",
  },
};

export const workshopTexts = { en, fr };
