import { frenchOf, longPeriodName, monthAndYear, plural, type Reader } from "../../platform/texts/language.ts";
import type { DigestDocument } from "../document.ts";

/** What was looked for, and not found. */
export interface NothingWaiting {
  decisions: readonly [];
  votes: readonly [];
  drafts: readonly [];
}

type Head = { rhythm: DigestDocument["rhythm"]; period: string };

const en = {
  phase: (word: string) => `Phase: ${word}`,
  waiting: "Waiting for you",
  toDecide: "To decide",
  toApprove: "To approve",
  goesTo: (name: string, at: string) => `goes to ${name}, ${at}`,
  waitsSince: (name: string, at: string) => `for ${name}, has waited since ${at}`,
  moreDrafts: (count: number) => `and ${count} more to approve`,
  nothingWaits: (_: NothingWaiting) => "No decision or approval waits for you.",
  digests: "Your digests",
  digest: (reader: Reader, { rhythm, period }: Head) =>
    rhythm === "weekly"
      ? `Week ${Number(period.slice(-2))}, ${period.slice(0, 4)}`
      : rhythm === "monthly"
        ? monthAndYear(reader, `${period}-01`)
        : longPeriodName(reader, period),
  asOf: (at: string) => `as of ${at}`,
  read: "Read",
  noDigest: "Your first digest comes when a check-in that feeds it has taken place.",
  programs: "The programs you sponsor or steer",
  noStatus: "no status",
  leads: (names: string) => `lead: ${names}`,
  noLead: "nobody leads it",
  hold: {
    button: "Hold my part",
    release: "Release",
    held: (by: string) => `held back by ${by}`,
    confirm: {
      title: "Hold my part",
      text: (digest: string, sent: string) =>
        `${digest} (${sent}) goes without this program and says that you hold it back. What was answered comes with the one after.`,
      yes: "Hold",
      no: "Cancel",
    },
    standing: "held back by the lead",
  },
  next: {
    name: {
      monthly: (period: string) => `Monthly digest, ${period}`,
      quarterly: (period: string) => `Quarterly digest, ${period}`,
      annual: (period: string) => `Annual digest, ${period}`,
    },
    sent: (at: string) => `goes out ${at}`,
    read: (digest: string, names: string) => `${digest} seen by ${names}`,
  },
  plan: "See what comes",
  week: {
    title: "Your programs this week",
    open: (count: number, overdue: number) =>
      overdue === 0 ? `${count} open in the record` : `${count} open in the record, ${overdue} overdue`,
    nothingOpen: "nothing open in the record",
    goingUp: (count: number) =>
      `${count} ${plural("en", count, "goes", "go")} a level up this week unless somebody answers`,
    digest: (name: string, to: string, on: string) => `${name}: to ${to} on ${on}`,
    otherReaders: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
    others: (count: number) => `and ${count} more ${plural("en", count, "program", "programs")} that you lead`,
  },
  view: { title: "Digest", close: "Close" },
  preview: {
    button: "Preview the digest",
    title: "Preview",
    intro: (name: string, at: string) =>
      `The program’s part of the digest that ${name} gets next, from what is known on ${at}.`,
    own: (at: string) => `The program’s part of your next digest, from what is known on ${at}.`,
    none: "There would be no digest now: no check-in that feeds it has taken place in its period yet.",
  },
  asReader: {
    title: "Preview",
    close: "Close",
    show: "Show",
    as: "As whom?",
    what: "What this program’s part says to one of the readers, in their language. Nothing is sent.",
    nobody: "Nobody gets a digest of this program yet.",
    option: (name: string, rhythm: string, on: string) => `${name} · ${rhythm} · ${on}`,
    rhythm: { weekly: "weekly", monthly: "monthly", quarterly: "quarterly", annual: "annual" },
  },
};

const fr: typeof en = {
  phase: (word) => `Phase\u00a0: ${word}`,
  hold: {
    button: "Retenir ma partie",
    release: "Ne plus retenir",
    held: (by) => `partie retenue par ${by}`,
    confirm: {
      title: "Retenir ma partie",
      text: (digest, sent) =>
        `${digest} (${sent})\u00a0: elle partira sans ce programme et dira que vous le retenez. Les réponses figureront dans la suivante.`,
      yes: "Retenir",
      no: "Annuler",
    },
    standing: "retenu par le responsable",
  },
  waiting: "Ce qui vous attend",
  toDecide: "À décider",
  toApprove: "À approuver",
  goesTo: (name, at) => `pour ${name}, envoi le ${at}`,
  waitsSince: (name, at) => `pour ${name}, en attente depuis le ${at}`,
  moreDrafts: (count) => `et ${count} de plus à approuver`,
  nothingWaits: () => "Aucune décision ni approbation ne vous attend.",
  digests: "Vos synthèses",
  digest: (reader, { rhythm, period }) =>
    rhythm === "weekly"
      ? `semaine ${Number(period.slice(-2))}, ${period.slice(0, 4)}`
      : rhythm === "monthly"
        ? monthAndYear(reader, `${period}-01`)
        : longPeriodName(reader, period),
  asOf: (at) => `situation au ${at}`,
  read: "Lire",
  noDigest: "Votre première synthèse viendra dès qu’un point d’étape qui l’alimente aura eu lieu.",
  programs: "Les programmes que vous parrainez ou pilotez",
  noStatus: "sans météo",
  leads: (names) => `conduit par ${names}`,
  noLead: "sans responsable",
  next: {
    name: {
      monthly: (period) => `Synthèse mensuelle, ${period}`,
      quarterly: (period) => `Synthèse trimestrielle, ${period}`,
      annual: (period) => `Synthèse annuelle, ${period}`,
    },
    sent: (at) => `envoi le ${at}`,
    read: (digest, names) => `${digest} vue par ${names}`,
  },
  plan: "Voir ce qui vient",
  week: {
    title: "Vos programmes cette semaine",
    open: (count, overdue) => {
      const open = `${count} ${plural("fr", count, "élément ouvert", "éléments ouverts")} au registre`;
      return overdue === 0 ? open : `${open}, dont ${overdue} en retard`;
    },
    nothingOpen: "rien d’ouvert au registre",
    goingUp: (count) =>
      `sans réponse, ${count} ${plural("fr", count, "passera", "passeront")} au niveau supérieur cette semaine`,
    digest: (name, to, on) => `${name}\u00a0: pour ${to}, le ${on}`,
    otherReaders: (count) => `${count} ${plural("fr", count, "autre personne", "autres personnes")}`,
    others: (count) => `et ${count} ${plural("fr", count, "autre programme", "autres programmes")} que vous conduisez`,
  },
  view: { title: "Synthèse", close: "Fermer" },
  preview: {
    button: "Aperçu de la synthèse",
    title: "Aperçu",
    intro: (name, at) =>
      `La partie consacrée à ce programme dans la prochaine synthèse ${frenchOf(name)}, en l’état au ${at}.`,
    own: (at) => `La partie consacrée à ce programme dans votre prochain récapitulatif, en l’état au ${at}.`,
    none: "Il n’y aurait pas de synthèse à ce stade\u00a0: aucun point d’étape qui l’alimente n’a encore eu lieu pendant la période.",
  },
  asReader: {
    title: "Aperçu",
    close: "Fermer",
    show: "Afficher",
    as: "Comme qui\u00a0?",
    what: "Ce que la partie de ce programme dit à l’un des lecteurs, dans sa langue. Rien n’est envoyé.",
    nobody: "Personne ne reçoit encore de synthèse sur ce programme.",
    option: (name, rhythm, on) => `${name} · ${rhythm} · ${on}`,
    rhythm: { weekly: "hebdomadaire", monthly: "mensuelle", quarterly: "trimestrielle", annual: "annuelle" },
  },
};

export const homeTexts = { en, fr };
