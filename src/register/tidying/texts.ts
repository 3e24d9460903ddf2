import { plural } from "../../platform/texts/language.ts";

const en = {
  title: (count: number) => `${count} ${plural("en", count, "item", "items")} to tidy`,
  lead: (count: number): string =>
    count === 1
      ? "No one has confirmed it since an answer mentioned it. Is it still right?"
      : "No one has confirmed them since answers mentioned them. Are they still right?",
  waiting: (count: number): string =>
    count === 1
      ? "It’s missing details from the person who raised it. Is it still needed?"
      : "They’re missing details from the people who raised them. Are they still needed?",
  both: "No one has confirmed them since answers mentioned them, or they’re missing details from the people who raised them. Are they still right?",
  waits: (name: string) => `waiting for details from ${name}`,
  done: "Nothing left to tidy",
  raised: (date: string, days: number) => `raised ${date}, ${days} ${plural("en", days, "day", "days")} ago`,
  lapses: (date: string) => `lapses on ${date}`,
  foot: "Items that lapse are closed and can be brought back for 90 days.",
  keep: "Keep",
  finished: "Done",
  same: "Same as…",
  drop: "Drop",
  open: "Open",
  sameField: "Which one do you keep?",
  sameHint: (code: string) => `${code} is closed and links to it; its text stays in the history.`,
  noOther: (code: string) => `There’s no other open item of this type in the program to merge ${code} with.`,
  why: (programs: string) =>
    `You lead ${programs}, or cover for someone who does. On the first working day of your week you get the five oldest register items that no one has confirmed since an answer mentioned them, or that are missing details from the people who raised them.`,
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
  waits: (name) => `précisions attendues (${name})`,
  done: "Plus rien à trier",
  raised: (date, days) => `créé le ${date}, il y a ${days} ${plural("fr", days, "jour", "jours")}`,
  lapses: (date) => `expire le ${date}`,
  foot: "Ce qui expire est clos, et peut être rétabli pendant 90 jours.",
  keep: "Garder",
  finished: "Terminé",
  same: "Identique à…",
  drop: "Abandonner",
  open: "Ouvrir",
  sameField: "Lequel garder\u00a0?",
  sameHint: (code) => `${code} est clos et y renvoie\u00a0; son texte reste dans l’historique.`,
  noOther: (code) => `Le programme n’a pas d’autre élément en cours de ce type auquel rattacher ${code}.`,
  why: (programs) =>
    `Vous pilotez ${programs}, ou remplacez la personne qui le fait. Le premier jour ouvré de votre semaine, vous recevez les cinq plus anciens éléments du registre que personne n’a confirmés depuis qu’une réponse les a signalés, ou qui attendent des précisions de la personne qui a fait la demande.`,
};

export const tidyingTexts = { en, fr };
