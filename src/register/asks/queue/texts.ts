import { frenchOf, plural } from "../../../platform/texts/language.ts";

const en = {
  decide: "Decide",
  open: "Open",
  by: (date: string) => `by ${date}`,
  full: ({ name, on, ahead, code, title }: Full) =>
    `${name}’s message of ${on} is full: ${ahead} decisions are before ${code}, “${title}”.`,
  goes: (date: string, days: number | null) =>
    days === null ? `It goes on ${date}.` : `It goes on ${date}, ${before(days)}.`,
  accepted: (code: string, name: string, date: string) => `✓ ${code} goes to ${name} on ${date}.`,
  gone: (code: string, name: string, date: string) => `✓ ${code} went to ${name} on ${date}.`,
  fine: "Fine",
  cannotWait: "It can’t wait…",
  see: "See the queue",
  why: (program: string) => `You asked for this decision, or lead ${program}.`,
  form: {
    title: "It can’t wait",
    send: "Send it now",
    close: "Cancel",
    neededBy: "Needed by",
    hint: (name: string) =>
      `It goes to ${name} as soon as their hours allow. Of what cannot wait they get one message a day: a second request of the same day comes on their next working morning, unless it is needed before.`,
  },
  said: (code: string, name: string) =>
    `${code} goes to ${name} as soon as their hours and their messages of today allow.`,
  saidLate: (code: string, name: string, date: string) => `${code} is with ${name} already, and needed by ${date} now.`,
  view: {
    title: "The queue",
    close: "Close",
    intro: (name: string) =>
      `What waits to be put to ${name}, in the order in which it goes: what has waited for one message, what is needed first, what has a cost of waiting.`,
    none: (name: string) => `Nothing waits to be put to ${name}.`,
    entry: (place: number, code: string, title: string) => `${place}. ${code} · ${title}`,
    goes: (date: string) => `goes on ${date}`,
    notBefore: (date: string) => `not before ${date}`,
    others: (count: number) =>
      `${count} ${plural("en", count, "decision", "decisions")} of other programs ${plural("en", count, "waits", "wait")} as well.`,
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
  return days === 0
    ? "the day on which it is needed"
    : `${days} ${plural("en", days, "day", "days")} before it is needed`;
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
    `Le message ${frenchOf(name)} du ${on} est complet\u00a0: ${ahead} décisions passent avant ${code}, «\u00a0${title}\u00a0».`,
  goes: (date, days) => (days === null ? `Envoi le ${date}.` : `Envoi le ${date}, ${avant(days)}.`),
  accepted: (code, name, date) => `✓ ${code} sera soumise à ${name} le ${date}.`,
  gone: (code, name, date) => `✓ ${code} a été soumise à ${name} le ${date}.`,
  fine: "D’accord",
  cannotWait: "Cela ne peut attendre…",
  see: "Voir la file",
  why: (program) => `Vous avez demandé cette décision, ou vous pilotez ${program}.`,
  form: {
    title: "Ne peut pas attendre",
    send: "Envoyer",
    close: "Annuler",
    neededBy: "Nécessaire pour le",
    hint: (name) =>
      `Envoi à ${name} dès que ses heures le permettent. Pour ce qui ne peut pas attendre, un seul message par jour\u00a0: une deuxième demande du même jour arrive le matin de son prochain jour de travail, sauf si elle est nécessaire avant.`,
  },
  said: (code, name) => `${code} part vers ${name} dès que ses heures et ses messages du jour le permettent.`,
  saidLate: (code, name, date) => `${code} est déjà soumise à ${name}\u00a0; désormais nécessaire pour le ${date}.`,
  view: {
    title: "La file",
    close: "Fermer",
    intro: (name) =>
      `Ce qui attend d’être soumis à ${name}, dans l’ordre d’envoi\u00a0: ce qui a déjà attendu un message, ce qui est nécessaire le plus tôt, ce dont l’attente a un coût.`,
    none: (name) => `Rien n’attend d’être soumis à ${name}.`,
    entry: (place, code, title) => `${place}. ${code} · ${title}`,
    goes: (date) => `envoi le ${date}`,
    notBefore: (date) => `pas avant le ${date}`,
    others: (count) =>
      `${plural("fr", count, "S’y ajoute", "S’y ajoutent")} ${count} ${plural("fr", count, "décision", "décisions")} d’autres programmes.`,
  },
};

export const queueTexts = { en, fr };
