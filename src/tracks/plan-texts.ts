/** Of the form in which a running track is changed. */
import { plural, withFullStop } from "../platform/texts/language.ts";

const en = {
  open: "Change the plan…",
  what: "What changes",
  kinds: {
    add: "Add a step",
    change: "Another role or term",
    "leave-out": "Leave a step out",
  },
  step: {
    add: "After which step",
    change: "Which step",
    "leave-out": "Which step",
  },
  hint: {
    add: "What comes after it and has not begun then waits for the new step.",
    change: "Those that have not begun; one that has is changed on itself.",
    "leave-out": "What waited for it then waits for what it waited for. If it is under way, it is closed.",
  },
  none: {
    add: "This plan has no step.",
    change: "Every step has begun. Whose it is and until when is changed on the step itself.",
    "leave-out": "No step can be left out.",
  },
  title: "What is to be done",
  role: "Who does it",
  term: "Working days for it",
  termHint: "From 1 to 260.",
  see: "See the effect",
  stays: (date: string) => `The end stays ${date}. Nothing is saved yet.`,
  moves: (date: string, before: string, days: number) =>
    `The end moves from ${before} to ${date}, ${plural("en", Math.abs(days), "1 day", `${Math.abs(days)} days`)} ${days > 0 ? "later" : "earlier"}. Nothing is saved yet.`,
  pastMilestone: (title: string, date: string) => withFullStop(`That is after the milestone “${title}”, ${date}`),
  pastNeeded: (date: string) => withFullStop(`That is after the day on which it is needed, ${date}`),
  meanwhile: (name: string, changes: readonly string[]) =>
    `${name} has changed this plan meanwhile: ${withFullStop(changes.join("; "))} Nothing of yours is saved yet.`,
  added: (title: string) => `“${title}” added`,
  leftOut: (title: string) => `“${title}” left out`,
  otherRole: (title: string, role: string) => `“${title}” now of ${role}`,
  otherTerm: (title: string, days: number) =>
    `“${title}” now ${plural("en", days, "1 working day", `${days} working days`)}`,
  otherwise: "its order",
};

const fr: typeof en = {
  open: "Modifier le plan…",
  what: "Ce qui change",
  kinds: {
    add: "Ajouter une étape",
    change: "Changer le rôle ou le délai",
    "leave-out": "Retirer une étape",
  },
  step: {
    add: "Après quelle étape",
    change: "Quelle étape",
    "leave-out": "Quelle étape",
  },
  hint: {
    add: "La suite qui n’a pas commencé attend alors la nouvelle étape.",
    change: "Celles qui n’ont pas commencé\u00a0; les autres se modifient sur l’étape elle-même.",
    "leave-out": "Ce qui l’attendait attend alors ce qu’elle attendait. Si elle est en cours, elle est close.",
  },
  none: {
    add: "Ce plan n’a pas d’étape.",
    change: "Toutes les étapes ont commencé. Qui les fait et jusqu’à quand se modifie sur l’étape elle-même.",
    "leave-out": "Aucune étape ne peut être retirée.",
  },
  title: "Ce qui est à faire",
  role: "Qui la fait",
  term: "Jours ouvrés pour la faire",
  termHint: "De 1 à 260.",
  see: "Voir l’effet",
  stays: (date) => `La fin reste le ${date}. Rien n’est encore enregistré.`,
  moves: (date, before, days) =>
    `La fin passe du ${before} au ${date}, ${plural("fr", Math.abs(days), "1 jour", `${Math.abs(days)} jours`)} plus ${days > 0 ? "tard" : "tôt"}. Rien n’est encore enregistré.`,
  pastMilestone: (title, date) => withFullStop(`C’est après le jalon «\u00a0${title}\u00a0», le ${date}`),
  pastNeeded: (date) => withFullStop(`C’est après le jour où on en a besoin, le ${date}`),
  meanwhile: (name, changes) =>
    `${name} a modifié ce plan entre-temps\u00a0: ${withFullStop(changes.join("\u00a0; "))} Rien de votre part n’est encore enregistré.`,
  added: (title) => `«\u00a0${title}\u00a0» ajoutée`,
  leftOut: (title) => `«\u00a0${title}\u00a0» retirée`,
  otherRole: (title, role) => `«\u00a0${title}\u00a0» revient à ${role}`,
  otherTerm: (title, days) =>
    `«\u00a0${title}\u00a0»\u00a0: ${plural("fr", days, "1 jour ouvré", `${days} jours ouvrés`)}`,
  otherwise: "l’ordre des étapes",
};

export const planTexts = { en, fr };
