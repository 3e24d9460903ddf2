import type { HeldReason } from "../delivery/lanes.ts";
import { plural } from "../platform/texts/language.ts";

type Reason =
  | HeldReason
  | "holiday-moved"
  | "opted-out"
  | "pilot"
  | "delegate-away"
  | "covered"
  | "downtime"
  | "no-participants"
  | "bot"
  | "deactivated"
  | "external"
  | "single-channel-guest";

const en = {
  help: "see what’s coming your way; leads see whole programs",
  label: "Coming up",
  own: (weeks: number) => `What you’ll get in the next ${weeks} weeks, as things are`,
  program: (title: string, weeks: number) => `“${title}”: who gets what in the next ${weeks} weeks`,
  nothing: "No check-ins or reminders are planned. When your digest or weekly message comes, Home says under *Next*.",
  paused: "All messages are paused: none of this is sent until an admin resumes them.",
  more: (count: number) =>
    `And ${count} more ${plural("en", count, "line", "lines")}. Admins can list them all with drumbeat plan.`,
  of: (line: string, people: string) => `${line}: ${people}`,
  people: (count: number) => `${count} ${plural("en", count, "person", "people")}`,
  others: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
  rhythm: { weekly: "weekly", monthly: "monthly", quarterly: "quarterly", annual: "annual" },
  recipient: {
    button: (cadence: string) => `See “${cadence}” as…`,
    title: "Preview",
    close: "Close",
    back: "Back",
    show: "Show",
    of: (cadence: string) => `“${cadence}” as people will see it. Nothing is sent.`,
    person: "See it as",
    nobody: "No one is asked.",
    as: (name: string, language: string) => `Preview: what ${name} will see, in ${language}. Nothing is sent.`,
    language: { en: "English", fr: "French" },
    send: (at: string, zone: string) => `Arrives ${at} (${zone}).`,
    merge: (at: string, zone: string) => `Arrives ${at} (${zone}), as a line in one message with others.`,
    hold: (at: string, reason: string) => `Due ${at}, waiting (${reason}).`,
    exclude: (at: string, reason: string) => `${at}: not sent (${reason}).`,
    notSoon: "Nothing planned for them in the coming weeks.",
  },
  merge: "in the same message",
  hold: (reason: string) => `sent ${reason}`,
  exclude: (reason: string) => `not sent (${reason})`,
  moved: (reason: string) => `(${reason})`,
  reason: {
    "quiet-hours": "outside message hours",
    "not-a-working-day": "not a working day",
    holiday: "holiday",
    away: "away",
    morning: "part of their morning message",
    weekly: "part of their weekly message",
    paused: "all messages are paused",
    "holiday-moved": "moved because of a holiday",
    "opted-out": "opted out",
    pilot: "pilot group first",
    "delegate-away": "away, and so is the cover",
    covered: "a longer check-in counts for it",
    downtime: "expired while Drumbeat was down",
    "no-participants": "no one left to ask",
    bot: "an app",
    deactivated: "deactivated in Slack",
    external: "in another company",
    "single-channel-guest": "single-channel guest",
  } satisfies Record<Reason, string>,
};

const fr: typeof en = {
  help: "voir ce qui arrive dans les semaines à venir\u00a0; pour les responsables, des programmes entiers",
  label: "À venir",
  own: (weeks) => `Ce que vous recevrez dans les ${weeks} prochaines semaines, en l’état actuel`,
  program: (title, weeks) => `«\u00a0${title}\u00a0»\u00a0: qui recevra quoi dans les ${weeks} prochaines semaines`,
  nothing:
    "Aucun point d’étape ni rappel n’est prévu. Synthèse et message de la semaine\u00a0: sur l’accueil, sous *Ensuite*.",
  paused:
    "Tous les messages sont suspendus\u00a0: rien n’est envoyé tant que l’administration de Drumbeat ne reprend pas les envois.",
  more: (count) =>
    `Et ${count} ${plural("fr", count, "autre ligne", "autres lignes")}. L’administration technique peut toutes les afficher avec drumbeat plan.`,
  of: (line, people) => `${line}\u00a0: ${people}`,
  people: (count) => `${count} ${plural("fr", count, "personne", "personnes")}`,
  others: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  rhythm: { weekly: "hebdomadaire", monthly: "mensuelle", quarterly: "trimestrielle", annual: "annuelle" },
  recipient: {
    button: (cadence) => `Voir «\u00a0${cadence}\u00a0» comme…`,
    title: "Aperçu",
    close: "Fermer",
    back: "Retour",
    show: "Afficher",
    of: (cadence) => `«\u00a0${cadence}\u00a0», tel que les personnes le verront. Rien n’est envoyé.`,
    person: "Voir comme",
    nobody: "Aucun destinataire.",
    as: (name, language) => `Aperçu\u00a0: ce que verra ${name}, en ${language}. Rien n’est envoyé.`,
    language: { en: "anglais", fr: "français" },
    send: (at, zone) => `Le message arrive le ${at} (${zone}).`,
    merge: (at, zone) => `Le message arrive le ${at} (${zone}), sur une ligne d’un message groupé.`,
    hold: (at, reason) => `Prévu le ${at}, en attente (${reason}).`,
    exclude: (at, reason) => `Le ${at}\u00a0: non envoyé (${reason}).`,
    notSoon: "Rien n’est prévu pour cette personne dans les semaines à venir.",
  },
  merge: "dans le même message",
  hold: (reason) => `envoyé ${reason}`,
  exclude: (reason) => `non envoyé (${reason})`,
  moved: (reason) => `(${reason})`,
  reason: {
    "quiet-hours": "hors des plages horaires",
    "not-a-working-day": "jour non travaillé",
    holiday: "jour férié",
    away: "absence",
    paused: "tous les messages sont suspendus",
    morning: "dans leur message du matin",
    weekly: "dans leur message hebdomadaire",
    "holiday-moved": "déplacé en raison d’un jour férié",
    "opted-out": "désinscription",
    pilot: "le groupe pilote d’abord",
    "delegate-away": "absence, sans remplacement disponible",
    covered: "un point plus long compte aussi pour celui-ci",
    downtime: "expiré pendant l’arrêt de Drumbeat",
    "no-participants": "aucun destinataire",
    bot: "application",
    deactivated: "compte désactivé dans Slack",
    external: "dans une autre entreprise",
    "single-channel-guest": "accès limité à un seul canal",
  },
};

export const planTexts = { en, fr };
