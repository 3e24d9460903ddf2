import { number, type Reader } from "../../platform/texts/language.ts";
import type { SeatRole } from "../../programs/table.ts";

type Roles = Record<SeatRole | "none", (program: string | null) => string>;

const en = {
  title: "Text to forward",
  label: "The first screen as text",
  hint: "Copy it into an email or a slide. Roles replace the team’s names; nicknames stay, so read it before you share it.",
  done: "Done",
  close: "Close",
  more: (reader: Reader, count: number) => `and ${number(reader, count)} more in the digest`,
  quoted: (text: string) => `“${text}”`,
  cut: "[…] The rest is in the digest.",
  role: {
    lead: (program) => (program === null ? "a lead" : `the lead of ${program}`),
    deputy: (program) => (program === null ? "a deputy lead" : `the deputy lead of ${program}`),
    sponsor: (program) => (program === null ? "a sponsor" : `a sponsor of ${program}`),
    steering: () => "a member of the steering committee",
    team: () => "a member of the team",
    none: () => "a colleague",
  } satisfies Roles,
};

const fr: typeof en = {
  title: "Texte à transférer",
  label: "Le premier écran en texte",
  hint: "À copier dans un courriel ou une diapositive. Des rôles remplacent les noms de l’équipe\u00a0; les surnoms restent\u00a0: relisez avant de transmettre.",
  done: "Terminé",
  close: "Fermer",
  more: (reader, count) => `et ${number(reader, count)} de plus dans la synthèse`,
  quoted: (text) => `«\u00a0${text}\u00a0»`,
  cut: "[…] La suite est dans la synthèse.",
  role: {
    lead: (program) =>
      program === null ? "une personne responsable" : `la personne responsable du programme «\u00a0${program}\u00a0»`,
    deputy: (program) =>
      program === null ? "une personne suppléante" : `la personne suppléante du programme «\u00a0${program}\u00a0»`,
    sponsor: (program) => (program === null ? "un sponsor" : `un sponsor du programme «\u00a0${program}\u00a0»`),
    steering: () => "un membre du comité de pilotage",
    team: () => "un membre de l’équipe",
    none: () => "une autre personne",
  },
};

export const forwardTexts = { en, fr };
