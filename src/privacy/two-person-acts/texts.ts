/** What nobody does alone, as whoever is the second reads it. */

import type { TwoPersonActKind } from "../../people/two-person-acts/table.ts";
import type { Language } from "../../platform/texts/language.ts";

interface Became {
  refused(what: string, by: string): string;
  lapsed(what: string): string;
  agreed(what: string, by: string): string;
}

interface ActTexts {
  title: string;
  /** `what`: as below; `by` null: by a command on the server. */
  asks(by: string | null, what: string): string;
  asksForOwn(by: string): string;
  /** `about`: a person, or of the register a program; null: all of it, or somebody who is erased. */
  what: Record<TwoPersonActKind, (about: string | null) => string>;
  why(reason: string): string;
  until(day: string): string;
  decide: string;
  form: { title: string; submit: string; close: string; answer: string; agree: string; refuse: string };
  /** What follows from agreeing. */
  /** `isWhole`: with what only those who lead may read. */
  follows: { erase: string; export(isWhole: boolean): string };
  done: { agreed: string; refused: string };
  /** To whoever asked. */
  told: Became;
  /** To those whose word it waited for. */
  since: Became;
  /** To those who hand it over; and to whoever asked that it was not made. */
  ownCopy: { asked(person: string, handle: string, until: string): string; notMade: string };
  whyTold: string;
}

const en: ActTexts = {
  title: "This takes two people",
  asks: (by, what) => (by === null ? `The person who runs Drumbeat asks to ${what}.` : `${by} asks to ${what}.`),
  asksForOwn: (by) => `${by} asks to have their own data erased.`,
  what: {
    erase: (person) => (person === null ? "erase someone’s data" : `erase the data of ${person}`),
    "export-names": () => "export answers with names",
    "export-register": (program) =>
      program === null ? "export the register with names" : `export the register of ${program} with names`,
    "export-digests": (person) => `export a digest of ${person ?? "someone"} with names`,
    "export-person": (person) => `export all that is kept about ${person ?? "someone"}`,
  },
  why: (reason) => `Why: “${reason}”`,
  until: (day) => `Answer by ${day}.`,
  decide: "Agree or refuse…",
  form: {
    title: "Agree or refuse",
    submit: "Save",
    close: "Cancel",
    answer: "Your answer",
    agree: "Agree",
    refuse: "Refuse",
  },
  follows: {
    erase:
      "If you agree, their name, what they wrote and what was sent to them go, from the register and past digests too. Decisions, votes and counts stay. It cannot be undone. While their account is active in Slack, Drumbeat meets them again with their name: have it deactivated first.",
    export: (isWhole) =>
      `If you agree, the file can be made once. ${isWhole ? "It also holds what only leads can read. " : ""}Each person in it sees that it was made, and why.`,
  },
  done: { agreed: "Agreed.", refused: "Refused. The person who asked will be told." },
  told: {
    refused: (what, by) => `You asked to ${what}: ${by} refused.`,
    lapsed: (what) => `You asked to ${what}: no one answered in time. You can ask again.`,
    agreed: (what, by) => `You asked to ${what}: ${by} agreed.`,
  },
  since: {
    refused: (what, by) => `${by} refused to ${what}.`,
    lapsed: (what) => `No one answered in time whether to ${what}. It has to be asked anew.`,
    agreed: (what, by) => `${by} agreed to ${what}.`,
  },
  ownCopy: {
    asked: (person, handle, until) =>
      `${person} asks for a copy of all that is kept about them, by ${until}. The person who runs Drumbeat makes it with “drumbeat person export ${handle}”; hand it over outside Slack.`,
    notMade: "You asked for a copy of all that is kept about you: no one made it in time. You can ask again.",
  },
  whyTold: "You look after people's data, or are an admin: this takes a second person.",
};

const fr: ActTexts = {
  title: "Il y faut deux personnes",
  asks: (by, what) => (by === null ? `La personne qui exploite Drumbeat demande ${what}.` : `${by} demande ${what}.`),
  asksForOwn: (by) => `${by} demande l’effacement de ses propres données.`,
  what: {
    erase: (person) =>
      person === null ? "l’effacement des données d’une personne" : `l’effacement des données concernant ${person}`,
    "export-names": () => "l’export de réponses avec les noms",
    "export-register": (program) =>
      program === null
        ? "l’export du registre avec les noms"
        : `l’export, avec les noms, du registre du programme «\u00a0${program}\u00a0»`,
    "export-digests": (person) =>
      person === null
        ? "l’export, avec les noms, d’une synthèse reçue par une personne"
        : `l’export, avec les noms, d’une synthèse reçue par ${person}`,
    "export-person": (person) =>
      person === null
        ? "l’export de tout ce qui est conservé au sujet d’une personne"
        : `l’export de tout ce qui est conservé concernant ${person}`,
  },
  why: (reason) => `Motif\u00a0: «\u00a0${reason}\u00a0»`,
  until: (day) => `Répondez au plus tard le ${day}.`,
  decide: "Accepter ou refuser…",
  form: {
    title: "Accepter ou refuser",
    submit: "Enregistrer",
    close: "Annuler",
    answer: "Votre réponse",
    agree: "Accepter",
    refuse: "Refuser",
  },
  follows: {
    erase:
      "Si vous acceptez, son nom, ses textes et ce qui lui a été envoyé disparaissent, y compris du registre et des synthèses passées. Les décisions, les votes et les chiffres restent. C’est irréversible. Tant que son compte est actif dans Slack, Drumbeat connaîtra à nouveau la personne sous son nom\u00a0: faites-le désactiver d’abord.",
    export: (isWhole) =>
      `Si vous acceptez, le fichier peut être produit une fois. ${isWhole ? "Il contient aussi ce que seuls les responsables peuvent lire. " : ""}Chaque personne concernée verra qu’il l’a été, et pourquoi.`,
  },
  done: { agreed: "Accord enregistré.", refused: "Refus enregistré. La personne qui a demandé en est informée." },
  told: {
    refused: (what, by) => `Vous avez demandé ${what}\u00a0: ${by} a refusé.`,
    lapsed: (what) => `Vous avez demandé ${what}\u00a0: personne n’a répondu à temps. Vous pouvez refaire la demande.`,
    agreed: (what, by) => `Vous avez demandé ${what}\u00a0: ${by} a accepté.`,
  },
  since: {
    refused: (what, by) => `${by} a refusé ${what}.`,
    lapsed: (what) => `Personne n’a répondu à temps à une demande\u00a0: ${what}. Il faut la refaire.`,
    agreed: (what, by) => `${by} a accepté ${what}.`,
  },
  ownCopy: {
    asked: (person, handle, until) =>
      `${person} demande une copie de tout ce qui est conservé à son sujet, au plus tard le ${until}. La personne qui exploite Drumbeat la produit avec «\u00a0drumbeat person export ${handle}\u00a0»\u00a0; remettez-la en dehors de Slack.`,
    notMade:
      "Vous avez demandé une copie de tout ce qui est conservé à votre sujet\u00a0: personne ne l’a produite à temps. Vous pouvez refaire la demande.",
  },
  whyTold: "Vous veillez sur les données des personnes, ou administrez Drumbeat\u00a0: il faut une seconde personne.",
};

export const actTexts: Record<Language, ActTexts> = { en, fr };
