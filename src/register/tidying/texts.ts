import { frenchOf, plural } from "../../platform/texts/language.ts";

const en = {
  title: (count: number) => `${count} ${plural("en", count, "item", "items")} to tidy`,
  lead: (count: number): string =>
    count === 1
      ? "Nobody has confirmed it since an answer named it. Is it still so?"
      : "Nobody has confirmed them since answers named them. Are they still so?",
  waiting: (count: number): string =>
    count === 1
      ? "It waits for more from whoever asked. Is it still needed?"
      : "They wait for more from whoever asked. Are they still needed?",
  both: "Nobody has confirmed them since answers named them, or they wait for more from whoever asked. Are they still so?",
  waits: (name: string) => `waits for more from ${name}`,
  done: "Nothing left to tidy",
  raised: (date: string, days: number) => `raised ${date}, ${days} ${plural("en", days, "day", "days")} ago`,
  lapses: (date: string) => `lapses on ${date}`,
  foot: "What lapses is closed. It can be brought back for 90 days.",
  keep: "Keep",
  finished: "Done",
  same: "Same as…",
  drop: "Drop",
  open: "Open",
  sameField: "Which one stays?",
  sameHint: (code: string) => `${code} is closed and points to it; its words stay in the history.`,
  noOther: (code: string) => `There is no other open item of this kind in the program with which ${code} could go.`,
  why: (programs: string) =>
    `You lead ${programs}, or stand in for whoever does. On the first working day of your week come the five oldest items of the record that nobody has confirmed since an answer named them, or that wait for more from whoever asked.`,
};

const fr: typeof en = {
  title: (count) => `${count} ${plural("fr", count, "élément", "éléments")} à trier`,
  lead: (count) =>
    count === 1
      ? "Personne ne l’a confirmé depuis qu’une réponse l’a signalé. Est-ce toujours vrai\u00a0?"
      : "Personne ne les a confirmés depuis que des réponses les ont signalés. Est-ce toujours vrai\u00a0?",
  waiting: (count) =>
    count === 1
      ? "La demande attend des précisions de la personne qui l’a faite. Est-elle toujours utile\u00a0?"
      : "Ces demandes attendent des précisions des personnes qui les ont faites. Sont-elles toujours utiles\u00a0?",
  both: "Personne ne les a confirmés depuis que des réponses les ont signalés, ou ils attendent des précisions de la personne qui a fait la demande. Est-ce toujours vrai\u00a0?",
  waits: (name) => `attend des précisions ${frenchOf(name)}`,
  done: "Plus rien à trier",
  raised: (date, days) => `créé le ${date}, il y a ${days} ${plural("fr", days, "jour", "jours")}`,
  lapses: (date) => `expire le ${date}`,
  foot: "Ce qui expire est clos, et peut être rétabli pendant 90 jours.",
  keep: "Garder",
  finished: "Terminé",
  same: "Identique à…",
  drop: "Abandonner",
  open: "Ouvrir",
  sameField: "Lequel reste\u00a0?",
  sameHint: (code) => `${code} est clos et y renvoie\u00a0; ses mots restent dans l’historique.`,
  noOther: (code) => `Le programme n’a pas d’autre élément en cours de ce type auquel rattacher ${code}.`,
  why: (programs) =>
    `Vous dirigez ${programs}, ou remplacez la personne qui le fait. Le premier jour ouvré de votre semaine arrivent les cinq plus anciens éléments du registre que personne n’a confirmés depuis qu’une réponse les a signalés, ou qui attendent des précisions de la personne qui a fait la demande.`,
};

export const tidyingTexts = { en, fr };
