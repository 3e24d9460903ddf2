/** Of steps on Home, and of tracks as pictures. */
import { ofName, plural } from "../platform/texts/language.ts";

const en = {
  mine: "Mine now",
  waitsForMe: "Waits for me",
  iWaitFor: "I wait for",
  toApprove: (name: string) => `${name} has done it: your approval is next`,
  once: (name: string, title: string) => `${name}, once “${title}” is done`,
  onceApproved: (name: string, title: string) => `${name}, once “${title}” is approved`,
  with: (title: string, name: string, day: string) => `“${title}” is with ${name}${day && `, ${day}`}`,
  withApprover: (title: string, name: string) => `“${title}” waits for ${name}’s approval`,
  more: (count: number) => `and ${count} more`,
};

const fr: typeof en = {
  mine: "À moi maintenant",
  waitsForMe: "On m’attend",
  iWaitFor: "J’attends",
  toApprove: (name) => `${name} l’a terminée\u00a0: à vous de l’approuver`,
  once: (name, title) => `${name}, dès que «\u00a0${title}\u00a0» est terminée`,
  onceApproved: (name, title) => `${name}, dès que «\u00a0${title}\u00a0» est approuvée`,
  with: (title, name, day) => `«\u00a0${title}\u00a0» est chez ${name}${day && `, ${day}`}`,
  withApprover: (title, name) => `«\u00a0${title}\u00a0» attend l’approbation ${ofName(name)}`,
  more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
};

export const stepsAtHandTexts = { en, fr };

const enDays = (count: number) => `${count} ${plural("en", count, "day", "days")}`;
const frDays = (count: number) => `${count} ${plural("fr", count, "jour", "jours")}`;

export const trackPictureTexts = {
  en: {
    show: "Show as picture",
    ends: (date: string, later: number) =>
      `Ends ${date}, ${later === 0 ? "as planned" : `${enDays(Math.abs(later))} ${later > 0 ? "later" : "earlier"} than planned`}`,
    mover: (title: string, days: number) => `“${title}” moves the end by ${enDays(days)}`,
    late: "late",
    rest: (count: number) => `and ${count} more ${plural("en", count, "step", "steps")}`,
    why: "You asked for this track as a picture.",
  },
  fr: {
    show: "Voir en image",
    ends: (date: string, later: number) =>
      `Fin le ${date}, ${later === 0 ? "comme prévu" : `${frDays(Math.abs(later))} ${later > 0 ? "plus tard" : "plus tôt"} que prévu`}`,
    mover: (title: string, days: number) => `«\u00a0${title}\u00a0» décale la fin de ${frDays(days)}`,
    late: "en retard",
    rest: (count: number) => `et ${count} ${plural("fr", count, "autre étape", "autres étapes")}`,
    why: "Vous avez demandé ce parcours en image.",
  },
};
