import type { StorageFault } from "../platform/storage-fault.ts";
import { capitalised, type Language } from "../platform/texts/language.ts";

/** Fault and remedy; `withText`: remedy with a filled form open. */
const FAULTS: Record<Language, Record<StorageFault, [what: string, cure: string, withText?: string]>> = {
  en: {
    locked: ["The database is busy", "try again in a minute."],
    "read-only": ["The database can’t be written to right now", "tell an admin, then try again."],
    full: ["There is no room left on the server’s disk", "tell an admin, then try again."],
    unreachable: ["The database cannot be reached right now", "try again in a few minutes."],
    damaged: ["The database is damaged", "tell an admin.", "keep a copy and tell an admin."],
    lost: [
      "The database’s file was removed or replaced on the server",
      "tell an admin.",
      "keep a copy and tell an admin.",
    ],
    taken: ["The database has no connection left for Drumbeat", "try again in a minute."],
  },
  fr: {
    locked: ["La base de données est occupée", "réessayez dans une minute."],
    "read-only": [
      "La base de données n’accepte pas d’écriture en ce moment",
      "prévenez l’administration de Drumbeat, puis réessayez.",
    ],
    full: ["Le disque du serveur est plein", "prévenez l’administration de Drumbeat, puis réessayez."],
    unreachable: ["La base de données est injoignable", "réessayez dans quelques minutes."],
    damaged: [
      "La base de données est endommagée",
      "prévenez l’administration de Drumbeat.",
      "gardez-en une copie et prévenez l’administration de Drumbeat.",
    ],
    lost: [
      "Le fichier de la base de données a été supprimé ou remplacé sur le serveur",
      "prévenez l’administration de Drumbeat.",
      "gardez-en une copie et prévenez l’administration de Drumbeat.",
    ],
    taken: ["La base de données n’a plus de connexion libre pour Drumbeat", "réessayez dans une minute."],
  },
};

const en = {
  storage: (fault: StorageFault, isForm: boolean) => {
    const [problem, remedy, withText = remedy] = FAULTS.en[fault];
    return `${problem}, so nothing was saved. ${isForm ? `Your text is still here: please ${withText}` : `Please ${remedy}`}`;
  },
  unexpected:
    "Something went wrong on our side, and nothing was changed. Please try again; if it happens again, tell an admin.",
  /** For people of another workspace with this app. */
  otherWorkspace:
    "This Drumbeat works for another Slack workspace, so nothing was done. Please tell the person who installed it here.",
  /** Slack's answer was lost: the effect is unknown. */
  noAnswer:
    "Slack took too long to answer. If what you asked for has opened all the same, go on there; if not, please try again.",
  formNoAnswer: "Slack took too long to answer. Your text is still here: please try again.",
  /** A form whose saving takes long. */
  waiting: "One moment: this takes longer than Slack waits. The answer will appear here; what you typed is kept below.",
  /** A form with no room above it. */
  waitingForm: "One moment: this takes longer than Slack waits. The answer will appear here; what you typed is kept.",
  /** In place of a form that is being made. */
  opening: "One moment: this takes longer than Slack waits. It will appear here.",
  done: "Done.",
  /** At the end of a shortened message. */
  cut: "Shortened here: Slack takes no longer message. Drumbeat’s Home and the register have all of it.",
  notACommand: (word: string, help: string) =>
    `“${word}” is not a command. \`/drumbeat ${help}\` shows what you can do.`,
  notACommandMaybe: (word: string, help: string) =>
    `“${word}” is neither a command nor a program of yours. Did you mean one of these? \`/drumbeat ${help}\` shows what you can do.`,
  unknownSecond: (typed: string, command: string, taken: string) =>
    `“${typed}” can’t follow \`/drumbeat ${command}\`. What can: ${taken}.`,
  help: "Help",
  helpTitle: "What you can do here:",
  modal: { title: "Drumbeat", done: "Done", close: "Close" },
  rows: (from: number, to: number, all: number) => `${from} to ${to} of ${all}`,
  home: {
    more: "More",
    back: "Back",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    unfold: "Show all",
    fold: "Show fewer",
  },
};

const fr: typeof en = {
  storage: (fault, isForm) => {
    const [problem, remedy, withText = remedy] = FAULTS.fr[fault];
    return `${problem}, rien n’a été enregistré. ${isForm ? `Votre texte est toujours là\u00a0: ${withText}` : capitalised(remedy)}`;
  },
  unexpected:
    "Un problème est survenu de notre côté, et rien n’a été modifié. Réessayez\u00a0; si cela se reproduit, prévenez l’administration de Drumbeat.",
  otherWorkspace:
    "Ce Drumbeat travaille pour un autre espace de travail Slack\u00a0: rien n’a été fait. Prévenez la personne qui l’a installé ici.",
  noAnswer:
    "Slack a mis trop de temps à répondre. Si ce que vous demandiez s’est tout de même ouvert, continuez-y\u00a0; sinon, réessayez.",
  formNoAnswer: "Slack a mis trop de temps à répondre. Votre texte est toujours là\u00a0: réessayez.",
  waiting:
    "Un instant\u00a0: cela prend plus de temps que Slack n’en laisse. La réponse s’affichera ici\u00a0; votre saisie est conservée dessous.",
  waitingForm:
    "Un instant\u00a0: cela prend plus de temps que Slack n’en laisse. La réponse s’affichera ici\u00a0; votre saisie est conservée.",
  opening: "Un instant\u00a0: cela prend plus de temps que Slack n’en laisse. La suite s’affichera ici.",
  done: "C’est fait.",
  cut: "Abrégé ici\u00a0: Slack n’accepte pas de message plus long. L’accueil de Drumbeat et le registre en donnent l’intégralité.",
  notACommand: (word, help) =>
    `«\u00a0${word}\u00a0» n’est pas une commande. \`/drumbeat ${help}\` montre ce que vous pouvez faire.`,
  notACommandMaybe: (word, help) =>
    `«\u00a0${word}\u00a0» n’est ni une commande ni un de vos programmes. Pensiez-vous à ceci\u00a0? \`/drumbeat ${help}\` montre ce que vous pouvez faire.`,
  unknownSecond: (typed, command, taken) =>
    `«\u00a0${typed}\u00a0» ne va pas avec \`/drumbeat ${command}\`. Possibilités\u00a0: ${taken}.`,
  help: "Aide",
  helpTitle: "Ce que vous pouvez faire ici\u00a0:",
  modal: { title: "Drumbeat", done: "C’est fait", close: "Fermer" },
  rows: (from, to, all) => `${from} à ${to} sur ${all}`,
  home: {
    more: "Suite",
    back: "Retour",
    page: (page, pages) => `Page ${page} sur ${pages}`,
    unfold: "Tout afficher",
    fold: "Afficher moins",
  },
};

export const slackTexts = { en, fr };
