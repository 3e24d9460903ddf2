import { monthAndYear, quarterName, type Reader } from "../platform/texts/language.ts";
import type { DigestDocument } from "./document.ts";

type Head = { rhythm: DigestDocument["rhythm"]; period: string };

const en = {
  waiting: "Waiting for you",
  waitingFrom: (digest: string) => `From your last digest, ${digest}.`,
  nothingWaits: "Nothing is needed from you.",
  digests: "Your digests",
  digest: (reader: Reader, { rhythm, period }: Head) =>
    rhythm === "weekly"
      ? `Week ${Number(period.slice(-2))}, ${period.slice(0, 4)}`
      : rhythm === "monthly"
        ? monthAndYear(reader, `${period}-01`)
        : quarterName(reader, period),
  sent: (at: string) => `sent ${at}`,
  read: "Read",
  noDigest: "Your first digest comes when a check-in that feeds it has taken place.",
  programs: "The programs you sponsor or steer",
  noStatus: "no status",
  leads: (names: string) => `lead: ${names}`,
  noLead: "nobody leads it",
  hold: {
    button: "Hold my part",
    release: "Release",
    held: (period: string, by: string) => `Held back from the digest of ${period} by ${by}.`,
    confirm: {
      title: "Hold my part",
      text: (period: string) =>
        `The next digest of the sponsors (${period}) goes without this program and says that you hold it back. What was answered comes with the one after.`,
      yes: "Hold",
      no: "Cancel",
    },
    standing: "held back by the lead",
  },
  view: { title: "Digest", close: "Close" },
  preview: {
    button: "Preview the digest",
    title: "Preview",
    intro: (name: string, at: string) =>
      `The program’s part of the digest that ${name} gets next, as it would be now, ${at}.`,
    own: (at: string) => `The program’s part of your next digest, as it would be now, ${at}.`,
    none: "There would be no digest now: no round that feeds it lies in the period.",
  },
};

const fr: typeof en = {
  hold: {
    button: "Retenir ma partie",
    release: "Ne plus retenir",
    held: (period, by) => `Retenu de la synthèse (${period}) par ${by}.`,
    confirm: {
      title: "Retenir ma partie",
      text: (period) =>
        `La prochaine synthèse des sponsors (${period}) partira sans ce programme et dira que vous le retenez. Ce qui a été répondu viendra avec la suivante.`,
      yes: "Retenir",
      no: "Annuler",
    },
    standing: "retenu par le responsable",
  },
  waiting: "En attente de vous",
  waitingFrom: (digest) => `D’après votre dernière synthèse, ${digest}.`,
  nothingWaits: "Rien n’est attendu de vous.",
  digests: "Vos synthèses",
  digest: (reader, { rhythm, period }) =>
    rhythm === "weekly"
      ? `semaine ${Number(period.slice(-2))}, ${period.slice(0, 4)}`
      : rhythm === "monthly"
        ? monthAndYear(reader, `${period}-01`)
        : quarterName(reader, period),
  sent: (at) => `envoyée ${at}`,
  read: "Lire",
  noDigest: "Votre première synthèse viendra dès qu’un point d’étape qui l’alimente aura eu lieu.",
  programs: "Les programmes que vous parrainez ou pilotez",
  noStatus: "sans météo",
  leads: (names) => `conduit par ${names}`,
  noLead: "sans responsable",
  view: { title: "Synthèse", close: "Fermer" },
  preview: {
    button: "Aperçu de la synthèse",
    title: "Aperçu",
    intro: (name, at) =>
      `La partie de ce programme dans la prochaine synthèse de ${name}, telle qu’elle serait maintenant, ${at}.`,
    own: (at) => `La partie de ce programme dans votre prochain récapitulatif, telle qu’elle serait maintenant, ${at}.`,
    none: "Il n’y aurait pas de synthèse maintenant\u00a0: aucune occurrence qui l’alimente ne se trouve dans la période.",
  },
};

export const homeTexts = { en, fr };
