/** Of tracks on Home. */
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
  between: (count: number) => `${count} more ${plural("en", count, "step", "steps")} between`,
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
  between: (count) => `${count} ${plural("fr", count, "autre étape", "autres étapes")} entre les deux`,
  more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
};

export const stepsAtHandTexts = { en, fr };
