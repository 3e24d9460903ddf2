/** Texts of measures and their values. */
import { plural } from "../platform/texts/language.ts";

const en = {
  /** On the receipt of an answer. */
  entered: (title: string, value: string, day: string) => `${title} – ${value} on ${day}`,
  field: {
    last: (value: string, day: string) => `${value} on ${day}`,
    day: "The day that these numbers are for",
    notYet: "Not yet, on…",
    notYetHint: "For every number left empty: it is asked for again on that day.",
  },
  error: {
    nothing: "Enter at least one number, or the day on which to ask again.",
    noDay: "Choose the day that the numbers are for.",
    past: "Choose a day from tomorrow on.",
  },
  form: {
    title: "Enter numbers",
    submit: "Save",
    cancel: "Cancel",
    entered: (count: number) => `${count} ${plural("en", count, "number", "numbers")} saved. Here are the next.`,
    more: (count: number) => `${count} more on the next page, after “Save”.`,
    none: "Every number is entered. Nothing is awaited from you.",
    saved: "The number is saved.",
  },
  due: {
    line: (count: number, titles: string) =>
      `${plural("en", count, "A number is", `${count} numbers are`)} due: ${titles}`,
    over: "No number is due from you now.",
    enter: "Enter…",
    more: (count: number) => `and ${count} more`,
    why: "You own these measures: you’re asked on the working day on which their number is known.",
  },
};

const fr: typeof en = {
  entered: (title, value, day) => `${title} – ${value} le ${day}`,
  field: {
    last: (value, day) => `${value} le ${day}`,
    day: "La date à laquelle se rapportent ces chiffres",
    notYet: "Pas encore, le…",
    notYetHint: "Pour chaque chiffre laissé vide\u00a0: la question revient ce jour-là.",
  },
  error: {
    nothing: "Saisissez au moins un chiffre, ou le jour auquel vous reposer la question.",
    noDay: "Choisissez la date à laquelle se rapportent les chiffres.",
    past: "Choisissez un jour à partir de demain.",
  },
  form: {
    title: "Saisir les chiffres",
    submit: "Enregistrer",
    cancel: "Annuler",
    entered: (count) =>
      `${count} ${plural("fr", count, "chiffre enregistré", "chiffres enregistrés")}. Voici les suivants.`,
    more: (count) =>
      `${count} ${plural("fr", count, "autre", "autres")} à la page suivante, après «\u00a0Enregistrer\u00a0».`,
    none: "Tous les chiffres sont saisis. Rien ne vous attend.",
    saved: "Le chiffre est enregistré.",
  },
  due: {
    line: (count, titles) =>
      `${plural("fr", count, "Un chiffre attendu", `${count} chiffres attendus`)}\u00a0: ${titles}`,
    over: "Aucun chiffre attendu de vous pour l’instant.",
    enter: "Saisir…",
    more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
    why: "Vous portez ces indicateurs\u00a0: la question vous est posée le jour ouvré où leur chiffre est connu.",
  },
};

export const goalTexts = { en, fr };
