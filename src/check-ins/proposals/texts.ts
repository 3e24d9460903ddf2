import { plural } from "../../platform/texts/language.ts";
import type { Meaning } from "../../register/drafts/rules-recognised.ts";
import type { Subject } from "../sensitive/rules-words.ts";

/** Each meaning asked, and said; `on`: to which day, or on which. */
type Meanings = Record<Meaning, { asked: (on: string | null) => string; said: (on: string | null) => string }>;

const meaningsEn: Meanings = {
  request: { asked: () => "A request?", said: () => "noted as a request" },
  blocker: { asked: () => "A blocker?", said: () => "noted as a blocker" },
  finished: { asked: () => "Is the work finished?", said: () => "noted as finished, in your words" },
  postponed: {
    asked: (on) => (on ? `Postponed to ${on}?` : "Postponed?"),
    said: (on) => (on ? `noted as postponed to ${on}` : "noted as postponed"),
  },
  "no-progress": { asked: () => "No progress?", said: () => "noted as no progress" },
  presence: {
    asked: (on) => (on ? `A request to be there, on ${on}?` : "A request to be there?"),
    said: (on) => (on ? `noted as a request to be there on ${on}` : "noted as a request to be there"),
  },
};

const meaningsFr: Meanings = {
  request: { asked: () => "Une demande\u00a0?", said: () => "repris comme une demande" },
  blocker: { asked: () => "Un blocage\u00a0?", said: () => "repris comme un blocage" },
  finished: { asked: () => "Le travail est-il terminé\u00a0?", said: () => "repris comme terminé, avec vos mots" },
  postponed: {
    asked: (on) => (on ? `Un report au ${on}\u00a0?` : "Un report\u00a0?"),
    said: (on) => (on ? `repris comme un report au ${on}` : "repris comme un report"),
  },
  "no-progress": { asked: () => "Aucune avancée\u00a0?", said: () => "repris comme une absence d’avancée" },
  presence: {
    asked: (on) => (on ? `Une présence souhaitée, le ${on}\u00a0?` : "Une présence souhaitée\u00a0?"),
    said: (on) => (on ? `repris comme une présence souhaitée le ${on}` : "repris comme une présence souhaitée"),
  },
};

const en = {
  meanings: meaningsEn,
  wrote: (sentence: string) => `You wrote “${sentence}”. `,
  decided: (sentence: string) => `“${sentence}”: `,
  reads: (names: string, on: string | null) => (on ? `${names} would read it on ${on}.` : `${names} would read it.`),
  readsNow: (names: string, on: string | null) => (on ? `${names} will read it on ${on}.` : `${names} will read it.`),
  leads: (names: string) => `${names}, who leads the program, would read it.`,
  leadAlone: (names: string) => `only ${names} will read it.`,
  dropped: "left as you wrote it. You won’t be asked about this sentence again.",
  seems: {
    health: "This seems to be about someone’s health or family.",
    faith: "This seems to be about someone’s religion.",
    union: "This seems to be about someone’s role in a union.",
    absence: "This seems to be about someone’s absence.",
  } satisfies Record<Subject, string>,
  count: (people: number) =>
    people === 0 ? "" : `${people} ${plural("en", people, "person", "people")} will read it.`,
  left: "left as it is.",
  kept: "stays in the team.",
  others: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
  reword: "Reword",
  leave: "Leave as it is",
  yes: "Yes",
  onlyLead: "Only my lead",
  no: "No",
  change: "Change",
};

const fr: typeof en = {
  meanings: meaningsFr,
  wrote: (sentence) => `Vous avez écrit «\u00a0${sentence}\u00a0». `,
  decided: (sentence) => `«\u00a0${sentence}\u00a0»\u00a0: `,
  reads: (names, on) => (on ? `Lecture par ${names} le ${on}.` : `Lecture par ${names}.`),
  readsNow: (names, on) => (on ? `Lecture par ${names} le ${on}.` : `Lecture par ${names}.`),
  leads: (names) => `Lecture par ${names}, responsable du programme.`,
  leadAlone: (names) => `lecture par ${names} uniquement.`,
  dropped: "laissé tel quel. Cette phrase ne fera plus l’objet d’une question.",
  seems: {
    health: "Cette phrase semble concerner la santé ou la famille d’une personne.",
    faith: "Cette phrase semble concerner la religion d’une personne.",
    union: "Cette phrase semble concerner l’engagement syndical d’une personne.",
    absence: "Cette phrase semble concerner l’absence d’une personne.",
  },
  count: (people) =>
    people === 0 ? "" : `${people} ${plural("fr", people, "personne la lira", "personnes la liront")}.`,
  left: "laissé tel quel.",
  kept: "reste dans l’équipe.",
  others: (count) => `${count} ${plural("fr", count, "autre personne", "autres personnes")}`,
  reword: "Reformuler",
  leave: "Laisser tel quel",
  yes: "Oui",
  onlyLead: "Responsable seulement",
  no: "Non",
  change: "Changer",
};

export const proposalTexts = { en, fr };
