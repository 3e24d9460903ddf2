import { plural } from "../../../platform/texts/language.ts";

const en = {
  decide: "Decide",
  open: "Open",
  by: (date: string) => `by ${date}`,
  full: ({ name, on, ahead, code, title }: Full) =>
    `${name}’s message of ${on} is full: ${ahead} decisions come before ${code}, “${title}”.`,
  goes: (date: string, days: number | null) =>
    days === null ? `It goes out on ${date}.` : `It goes out on ${date}, ${before(days)}.`,
  accepted: (code: string, name: string, date: string) => `✓ ${code} goes to ${name} on ${date}.`,
  gone: (code: string, name: string, date: string) => `✓ ${code} went to ${name} on ${date}.`,
  fine: "Fine",
  cannotWait: "It can’t wait…",
  see: "See the queue",
  why: (program: string) => `You requested this decision, or lead ${program}.`,
  form: {
    title: "It can’t wait",
    send: "Send it now",
    close: "Cancel",
    neededBy: "Needed by",
    hint: (name: string) =>
      `It goes to ${name} as soon as their hours allow. They get one urgent message per day: a second request on the same day arrives on their next working morning, unless it’s needed before.`,
  },
  said: (code: string, name: string) =>
    `${code} goes to ${name} as soon as their hours and today’s message limit allow.`,
  saidLate: (code: string, name: string, date: string) =>
    `${code} is already with ${name}; it’s now needed by ${date}.`,
  view: {
    title: "The queue",
    close: "Close",
    intro: (name: string) =>
      `Decisions waiting to go to ${name}, in the order they’ll be sent: those that have already missed a message, those needed soonest, those with a cost of waiting.`,
    none: (name: string) => `Nothing is waiting to go to ${name}.`,
    entry: (place: number, code: string, title: string) => `${place}. ${code} · ${title}`,
    goes: (date: string) => `goes out on ${date}`,
    notBefore: (date: string) => `not before ${date}`,
    others: (count: number) =>
      `${count} ${plural("en", count, "decision", "decisions")} from other programs ${plural("en", count, "is", "are")} waiting too.`,
  },
};

interface Full {
  name: string;
  on: string;
  ahead: number;
  code: string;
  title: string;
}

function before(days: number): string {
  return days === 0 ? "the day it’s needed" : `${days} ${plural("en", days, "day", "days")} before it’s needed`;
}

function avant(days: number): string {
  return days === 0
    ? "le jour où elle est nécessaire"
    : `${days} ${plural("fr", days, "jour", "jours")} avant qu’elle ne soit nécessaire`;
}

const fr: typeof en = {
  decide: "Décider",
  open: "Ouvrir",
  by: (date) => `avant le ${date}`,
  full: ({ name, on, ahead, code, title }) =>
    `Le message destiné à ${name} le ${on} est complet\u00a0: ${ahead} décisions passent avant ${code}, «\u00a0${title}\u00a0».`,
  goes: (date, days) => (days === null ? `Envoi le ${date}.` : `Envoi le ${date}, ${avant(days)}.`),
  accepted: (code, name, date) => `✓ ${code} sera soumise à ${name} le ${date}.`,
  gone: (code, name, date) => `✓ ${code} a été soumise à ${name} le ${date}.`,
  fine: "D’accord",
  cannotWait: "Cela ne peut pas attendre…",
  see: "Voir la file d’attente",
  why: (program) => `Vous avez demandé cette décision, ou vous êtes responsable du programme «\u00a0${program}\u00a0».`,
  form: {
    title: "Ne peut pas attendre",
    send: "Envoyer",
    close: "Annuler",
    neededBy: "Nécessaire pour le",
    hint: (name) =>
      `Envoi à ${name} dès que ses horaires le permettent. Pour ce qui ne peut pas attendre, un seul message par jour\u00a0: une deuxième demande du même jour arrive le matin de son prochain jour de travail, sauf si elle est nécessaire avant.`,
  },
  said: (code, name) => `${code} sera envoyée à ${name} dès que ses horaires et sa limite du jour le permettent.`,
  saidLate: (code, name, date) => `${code} est déjà soumise à ${name}\u00a0; désormais nécessaire pour le ${date}.`,
  view: {
    title: "File d’attente",
    close: "Fermer",
    intro: (name) =>
      `Décisions en attente d’envoi à ${name}, dans l’ordre\u00a0: celles qui ont déjà manqué un message, les plus urgentes, celles dont l’attente a un coût.`,
    none: (name) => `Aucune décision n’est en attente d’envoi à ${name}.`,
    entry: (place, code, title) => `${place}. ${code} · ${title}`,
    goes: (date) => `envoi le ${date}`,
    notBefore: (date) => `pas avant le ${date}`,
    others: (count) =>
      `${plural("fr", count, "S’y ajoute", "S’y ajoutent")} ${count} ${plural("fr", count, "décision", "décisions")} d’autres programmes.`,
  },
};

export const queueTexts = { en, fr };
