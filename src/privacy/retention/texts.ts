import { number, plural, type Reader } from "../../platform/texts/language.ts";
import type { Expiring } from "./rules.ts";

interface Gone {
  what: Expiring;
  count: number;
}

const en = {
  title: "Data and privacy",
  open: "Data and privacy…",
  save: "Save",
  close: "Close",
  cancel: "Cancel",
  goesNext: "What goes next",
  nothingGoes: "Nothing is to be deleted in the next 30 days.",
  goes: (on: string, what: string) => `On ${on}: ${what}.`,
  counted: (reader: Reader, { what, count }: Gone) => {
    const counted = (one: string, other: string) => `${number(reader, count)} ${plural("en", count, one, other)}`;
    switch (what) {
      case "daily-answers":
        return counted("daily check-in with what was answered", "daily check-ins with what was answered");
      case "other-answers":
        return counted(
          "weekly or longer check-in with what was answered",
          "weekly or longer check-ins with what was answered",
        );
      case "decisions-and-digests":
        return counted(
          "decision, digest or role of a closed program",
          "decisions, digests and roles of closed programs",
        );
      case "late":
        return counted("note that an answer was late", "notes that an answer was late");
      case "receipts":
        return counted("receipt of an erasure", "receipts of erasures");
      case "audit":
        return counted("entry of the audit log", "entries of the audit log");
      case "messages":
        return counted("note that a message was sent", "notes that a message was sent");
      case "absences":
        return counted("absence", "absences");
      case "contacts":
        return counted(
          "line with someone’s words, or of a closed program",
          "lines with people’s words, or of closed programs",
        );
      case "candidates":
        return counted(
          "choice of a sponsor with what was known of candidates",
          "choices of sponsors with what was known of candidates",
        );
      case "left":
        return counted("choice or group of someone who left", "choices and groups of people who left");
    }
  },
  unseen: (on: string) =>
    `Announced on ${on}. It goes on its day once an admin has pressed the button, else after 30 days in which Drumbeat ran. It goes for good; backups made before still contain it.`,
  seenBy: (name: string, on: string) =>
    `Seen by ${name} on ${on}. It goes for good; backups made before still contain it.`,
  iHaveSeen: "I have seen this",
  seen: "It goes on the days that are shown.",
  kept: "How long it is kept",
  inMonths: (most: number, from: string) => `In months, from 1 to ${most}, ${from}.`,
  wrong: (most: number) => `Write a whole number of months from 1 to ${most}.`,
  address: "Address for questions about people’s data",
  addressHint: "Such as dpo@example.com. Notices name it.",
  choosing: "Choosing sponsors: works council consulted on",
  choosingHint:
    "Where the law gives staff a works council, choosing a sponsor by facts stays off until this day is entered. Empty: off there.",
  choosingAhead: "This day has not come yet.",
  confirmTitle: "Keep it less long?",
  wouldGo: (on: string, what: string) =>
    `On ${on} this would go for good: ${what}. Backups made before still contain it.`,
  saved: (what: string) => `Saved. Changed: ${what}.`,
  unchanged: "Everything is as it was: nothing has changed.",
  savedFields: {
    retention: "how long it is kept",
    address: "the address",
    choosing: "when the works council was consulted on choosing sponsors",
  },
  home: (on: string, what: string) => `On ${on}, ${what} will be deleted for good.`,
  commands: { help: "shows how long what people said is kept, and what goes next", label: "Data and privacy" },
};

const fr: typeof en = {
  title: "Données et vie privée",
  open: "Données et vie privée…",
  save: "Enregistrer",
  close: "Fermer",
  cancel: "Annuler",
  goesNext: "Prochaines suppressions",
  nothingGoes: "Rien n’est à supprimer dans les 30 prochains jours.",
  goes: (on, what) => `Le ${on}\u00a0: ${what}.`,
  counted: (reader, { what, count }) => {
    const counted = (one: string, other: string) => `${number(reader, count)} ${plural("fr", count, one, other)}`;
    switch (what) {
      case "daily-answers":
        return counted("point quotidien avec sa réponse", "points quotidiens avec leurs réponses");
      case "other-answers":
        return counted(
          "point hebdomadaire ou plus espacé avec sa réponse",
          "points hebdomadaires ou plus espacés avec leurs réponses",
        );
      case "decisions-and-digests":
        return counted(
          "décision, synthèse ou rôle d’un programme clos",
          "décisions, synthèses et rôles de programmes clos",
        );
      case "late":
        return counted("mention de retard d’une réponse", "mentions de retard de réponses");
      case "receipts":
        return counted("reçu d’effacement", "reçus d’effacement");
      case "audit":
        return counted("ligne du journal d’audit", "lignes du journal d’audit");
      case "messages":
        return counted("mention d’un message envoyé", "mentions de messages envoyés");
      case "absences":
        return counted("absence", "absences");
      case "contacts":
        return counted(
          "ligne avec les mots d’un interlocuteur, ou d’un programme clos",
          "lignes avec les mots d’interlocuteurs, ou de programmes clos",
        );
      case "candidates":
        return counted(
          "choix de sponsor avec ce qui était connu des candidats",
          "choix de sponsors avec ce qui était connu des candidats",
        );
      case "left":
        return counted("choix ou groupe d’une personne partie", "choix et groupes de personnes parties");
    }
  },
  unseen: (on) =>
    `Annoncé le ${on}. La suppression a lieu le jour dit si un administrateur a cliqué sur le bouton, sinon après 30 jours de fonctionnement de Drumbeat. Elle est définitive\u00a0; les sauvegardes antérieures contiennent encore ces données.`,
  seenBy: (name, on) =>
    `Vu par ${name} le ${on}. La suppression est définitive\u00a0; les sauvegardes antérieures contiennent encore ces données.`,
  iHaveSeen: "J’en ai pris connaissance",
  seen: "La suppression aura lieu aux jours indiqués.",
  kept: "Durées de conservation",
  inMonths: (most, from) => `En mois, de 1 à ${most}, ${from}.`,
  wrong: (most) => `Indiquez un nombre entier de mois, de 1 à ${most}.`,
  address: "Adresse pour les questions sur les données personnelles",
  addressHint: "Par exemple dpo@example.com. Les mentions d’information l’indiquent.",
  choosing: "Choix des sponsors\u00a0: CSE consulté le",
  choosingHint:
    "Là où la loi prévoit une représentation du personnel, le choix d’un sponsor sur des faits reste désactivé tant que ce jour n’est pas indiqué.",
  choosingAhead: "Ce jour n’est pas encore venu.",
  confirmTitle: "Conserver moins\u00a0?",
  wouldGo: (on, what) =>
    `Le ${on}, ceci serait supprimé définitivement\u00a0: ${what}. Les sauvegardes antérieures contiennent encore ces données.`,
  saved: (what) => `C’est enregistré. Modifié\u00a0: ${what}.`,
  unchanged: "Rien n’a changé\u00a0: tout reste comme avant.",
  savedFields: {
    retention: "les durées de conservation",
    address: "l’adresse",
    choosing: "le jour de la consultation sur le choix des sponsors",
  },
  home: (on, what) => `Suppression définitive le ${on}\u00a0: ${what}.`,
  commands: {
    help: "montre combien de temps sont conservées les réponses, et ce qui sera supprimé",
    label: "Données et vie privée",
  },
};

export const retentionTexts = { en, fr };
