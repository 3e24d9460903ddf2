import { number, plural, type Reader } from "../../platform/texts/language.ts";
import type { RecordKind } from "./rules.ts";

const en = {
  title: "Program",
  chooseTitle: "Open a program",
  close: "Close",
  which: "Which program?",
  /** A menu of some of many, in order of title. */
  from: (first: string, last: string) => `${first} – ${last}`,
  onlyFirst: (reader: Reader, shown: number, all: number) =>
    `The first ${number(reader, shown)} of ${number(reader, all)} programs in the digest, sorted by title.`,
  record: {
    asks: "Open requests",
    blockers: "Blockers",
    risks: "High risks",
    decisions: "Decisions in force",
  } satisfies Record<RecordKind, string>,
  noRecord: "This program’s register shows you no open requests, blockers, high risks or decisions in force.",
  more: (reader: Reader, count: number) => `and ${number(reader, count)} more, under /drumbeat register`,
  openItem: "Open an item…",
  people: "People",
  noLead: "no lead",
  told: "In your last digests",
  quoted: (text: string) => `“${text}”`,
  noLine: "no line about this program",
  moreLines: (reader: Reader, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "line", "lines")} in that digest`,
  readAnswer: "Read an answer…",
  readDigest: "Read this digest",
  ended: "Your role in this program has ended. You keep what was sent to you.",
};

const fr: typeof en = {
  title: "Programme",
  chooseTitle: "Ouvrir un programme",
  close: "Fermer",
  which: "Quel programme\u00a0?",
  from: (first, last) => `${first} – ${last}`,
  onlyFirst: (reader, shown, all) =>
    `Les ${number(reader, shown)} premiers sur ${number(reader, all)} programmes de la synthèse, triés par titre.`,
  record: {
    asks: "Demandes ouvertes",
    blockers: "Blocages",
    risks: "Risques élevés",
    decisions: "Décisions en vigueur",
  },
  noRecord:
    "Le registre de ce programme ne vous montre ni demande ouverte, ni blocage, ni risque élevé, ni décision en vigueur.",
  more: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre", "autres")}, sous /drumbeat registre`,
  openItem: "Ouvrir un élément…",
  people: "Personnes",
  noLead: "sans responsable",
  told: "Dans vos dernières synthèses",
  quoted: (text) => `«\u00a0${text}\u00a0»`,
  noLine: "aucune ligne sur ce programme",
  moreLines: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre ligne", "autres lignes")} dans cette synthèse`,
  readAnswer: "Lire une réponse…",
  readDigest: "Lire cette synthèse",
  ended: "Votre rôle dans ce programme a pris fin. Ce qui vous a été envoyé reste à vous.",
};

export const programViewTexts = { en, fr };
