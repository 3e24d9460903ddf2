import { longPeriodName, monthAndYear, plural, type Reader } from "../../platform/texts/language.ts";
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
  waitsSince: (name: string, at: string) => `for ${name}, waiting since ${at}`,
  moreDrafts: (count: number) => `and ${count} more to approve`,
  nothingWaits: (_: NothingWaiting) => "No decisions or approvals waiting for you.",
  digests: "Your digests",
  digest: (reader: Reader, { rhythm, period }: Head) =>
    rhythm === "weekly"
      ? `Week ${Number(period.slice(-2))}, ${period.slice(0, 4)}`
      : rhythm === "monthly"
        ? monthAndYear(reader, `${period}-01`)
        : longPeriodName(reader, period),
  asOf: (at: string) => `as of ${at}`,
  read: "Read",
  readOne: (digest: string) => `Read ${digest}`,
  toCome: {
    menu: "Coming up…",
    title: "Coming up",
    checkIns: (dates: string) => `Next check-ins: ${dates}`,
    noCheckIn: "No check-in is coming.",
    noDigest: "No one above gets a digest of this program.",
  },
  noDigest: "Your first digest arrives after the first check-in.",
  noStatus: "no status",
  leads: (names: string) => `lead: ${names}`,
  noLead: "no lead",
  hold: {
    button: "Leave my part out",
    release: "Put it back",
    held: (by: string) => `left out by ${by}`,
    confirm: {
      title: "Leave my part out",
      text: (digest: string, sent: string) =>
        `${digest} (${sent}) goes out without this program and says you left it out. These answers go into the next one.`,
      yes: "Leave out",
      no: "Cancel",
    },
    standing: "left out by the lead",
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
  plan: "See what’s coming",
  week: {
    title: "Your programs this week",
    open: (count: number, overdue: number) =>
      overdue === 0 ? `${count} open in the register` : `${count} open in the register, ${overdue} overdue`,
    nothingOpen: "nothing open in the register",
    goingUp: (count: number) => `${count} will be escalated this week unless someone answers`,
    digest: (name: string, to: string, on: string) => `${name}: to ${to} on ${on}`,
    otherReaders: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
    others: (count: number) => `and ${count} more ${plural("en", count, "program", "programs")} you lead`,
  },
  view: { title: "Digest", close: "Close" },
  preview: {
    button: "Preview the digest",
    title: "Preview",
    intro: (name: string, at: string) => `What ${name}’s next digest says about this program, as of ${at}.`,
    own: (at: string) => `What your next digest says about this program, as of ${at}.`,
    none: "Nothing to preview: no check-ins in this period yet.",
  },
  asReader: {
    title: "Preview",
    close: "Close",
    show: "Show",
    as: "View as",
    what: "See this program’s part as one reader gets it, in their language. Nothing is sent.",
    nobody: "No one gets a digest of this program yet.",
    option: (name: string, rhythm: string, on: string) => `${name} · ${rhythm} · ${on}`,
    rhythm: { weekly: "weekly", monthly: "monthly", quarterly: "quarterly", annual: "annual" },
  },
};

const fr: typeof en = {
  phase: (word) => `Phase\u00a0: ${word}`,
  hold: {
    button: "Exclure ma partie",
    release: "Réintégrer",
    held: (by) => `partie exclue par ${by}`,
    confirm: {
      title: "Exclure ma partie",
      text: (digest, sent) =>
        `${digest} (${sent})\u00a0: elle sera envoyée sans ce programme et indiquera que vous l’avez exclu. Ces réponses figureront dans la suivante.`,
      yes: "Exclure",
      no: "Annuler",
    },
    standing: "exclu de l’envoi par les responsables",
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
  readOne: (digest) => `Lire\u00a0: ${digest}`,
  toCome: {
    menu: "À venir…",
    title: "À venir",
    checkIns: (dates) => `Prochains points d’étape\u00a0: ${dates}`,
    noCheckIn: "Aucun point d’étape à venir.",
    noDigest: "Au-dessus de vous, personne ne reçoit de synthèse sur ce programme.",
  },
  noDigest: "Votre première synthèse arrivera après le premier point d’étape.",
  noStatus: "sans statut",
  leads: (names) => `responsable\u00a0: ${names}`,
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
      `sans réponse, ${count} ${plural("fr", count, "sera escaladé", "seront escaladés")} cette semaine`,
    digest: (name, to, on) => `${name}\u00a0: pour ${to}, le ${on}`,
    otherReaders: (count) => `${count} ${plural("fr", count, "autre personne", "autres personnes")}`,
    others: (count) => `et ${count} ${plural("fr", count, "autre programme", "autres programmes")} que vous pilotez`,
  },
  view: { title: "Synthèse", close: "Fermer" },
  preview: {
    button: "Aperçu de la synthèse",
    title: "Aperçu",
    intro: (name, at) => `La partie de ce programme dans la prochaine synthèse destinée à ${name}, en l’état au ${at}.`,
    own: (at) => `La partie de ce programme dans votre prochaine synthèse, en l’état au ${at}.`,
    none: "Rien à afficher\u00a0: aucun point d’étape n’a encore eu lieu pendant la période.",
  },
  asReader: {
    title: "Aperçu",
    close: "Fermer",
    show: "Afficher",
    as: "Voir en tant que",
    what: "La partie de ce programme telle qu’une personne la reçoit, dans sa langue. Rien n’est envoyé.",
    nobody: "Personne ne reçoit encore de synthèse sur ce programme.",
    option: (name, rhythm, on) => `${name} · ${rhythm} · ${on}`,
    rhythm: { weekly: "hebdomadaire", monthly: "mensuelle", quarterly: "trimestrielle", annual: "annuelle" },
  },
};

export const homeTexts = { en, fr };
