import type { HeldReason } from "../delivery/rules-contact.ts";
import { plural } from "../platform/texts/language.ts";
import type { Unless } from "./steps.ts";

/** Why somebody is not asked, or a message comes later or on another day. */
type Reason =
  | HeldReason
  | "holiday-moved"
  | "left-out"
  | "opted-out"
  | "pilot"
  | "delegate-away"
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
  nothing: "Nothing is planned.",
  paused: "All messages are paused: none of this is sent until an admin resumes them.",
  more: (count: number) =>
    `And ${count} more ${plural("en", count, "line", "lines")}. Admins can list them all with drumbeat plan.`,
  weeks: (weeks: string) => `Messages to you, as planned so far: ${weeks}.`,
  inWeek: (count: number, week: string | null) => `${week === null ? "this week" : `in the week of ${week}`} ${count}`,
  of: (line: string, people: string) => `${line}: ${people}`,
  people: (count: number) => `${count} ${plural("en", count, "person", "people")}`,
  others: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
  kind: {
    prompt: "check-in",
    reminder: "reminder",
    "delegate-prompt": "check-in you’re covering",
    silent: "list of missing answers",
    "nobody-left": "note that no one is left to ask",
    "report-digest": "digest",
    "report-draft": "part of a digest to look through",
    "report-approval": "part of a digest to approve",
    "off-track": "note that a program is off track",
    "item-reminder": "register reminder",
    ask: "decision needed",
    "ask-reminder": "reminder of a request",
    "ask-note": "note about a request",
    blocker: "blocker past its date",
  },
  otherKind: "message",
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
  hold: (until: string | null, reason: string) => (until ? `waits until ${until} (${reason})` : `sent ${reason}`),
  exclude: (reason: string) => `not sent (${reason})`,
  moved: (reason: string) => `(${reason})`,
  unless: {
    answered: "unless answered by then",
    "dealt-with": "unless resolved by then",
    decided: "unless decided by then",
  } satisfies Record<Unless, string>,
  reason: {
    "quiet-hours": "outside message hours",
    "not-a-working-day": "not a working day",
    holiday: "holiday",
    away: "away",
    "daily-cap": "daily limit",
    "weekly-cap": "weekly limit",
    morning: "part of their morning message",
    monday: "sent on the first day of their week",
    weekly: "part of their weekly message",
    paused: "all messages are paused",
    "holiday-moved": "moved because of a holiday",
    "left-out": "date skipped",
    "opted-out": "opted out",
    pilot: "pilot group first",
    "delegate-away": "away, and so is the cover",
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
  nothing: "Rien n’est prévu.",
  paused:
    "Tous les messages sont suspendus\u00a0: rien n’est envoyé tant que l’administration de Drumbeat ne reprend pas les envois.",
  more: (count) =>
    `Et ${count} ${plural("fr", count, "autre ligne", "autres lignes")}. L’administration technique peut toutes les afficher avec drumbeat plan.`,
  weeks: (weeks) => `Messages prévus pour vous à ce jour\u00a0: ${weeks}.`,
  inWeek: (count, week) => `${week === null ? "cette semaine" : `semaine du ${week}`} ${count}`,
  of: (line, people) => `${line}\u00a0: ${people}`,
  people: (count) => `${count} ${plural("fr", count, "personne", "personnes")}`,
  others: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  kind: {
    prompt: "point d’étape",
    reminder: "rappel",
    "delegate-prompt": "point d’étape en remplacement",
    silent: "liste des réponses manquantes",
    "nobody-left": "note sur un point d’étape sans destinataire",
    "report-digest": "synthèse",
    "report-draft": "partie d’une synthèse à relire",
    "report-approval": "partie d’une synthèse à approuver",
    "off-track": "note sur un programme hors trajectoire",
    "item-reminder": "rappel du registre",
    ask: "décision à prendre",
    "ask-reminder": "rappel d’une demande",
    "ask-note": "note sur une demande",
    blocker: "blocage dont l’échéance est passée",
  },
  otherKind: "message",
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
  hold: (until, reason) => (until ? `attend jusqu’au ${until} (${reason})` : `envoyé ${reason}`),
  exclude: (reason) => `non envoyé (${reason})`,
  moved: (reason) => `(${reason})`,
  unless: {
    answered: "sauf réponse d’ici là",
    "dealt-with": "sauf traitement d’ici là",
    decided: "sauf décision d’ici là",
  },
  reason: {
    "quiet-hours": "hors des plages horaires",
    "not-a-working-day": "jour non travaillé",
    holiday: "jour férié",
    away: "absence",
    "daily-cap": "limite de la journée",
    "weekly-cap": "limite de la semaine",
    paused: "tous les messages sont suspendus",
    morning: "dans leur message du matin",
    monday: "le premier jour de leur semaine",
    weekly: "dans leur message hebdomadaire",
    "holiday-moved": "déplacé en raison d’un jour férié",
    "left-out": "date exclue",
    "opted-out": "désinscription",
    pilot: "le groupe pilote d’abord",
    "delegate-away": "absence, sans remplacement disponible",
    downtime: "expiré pendant l’arrêt de Drumbeat",
    "no-participants": "aucun destinataire",
    bot: "application",
    deactivated: "compte désactivé dans Slack",
    external: "dans une autre entreprise",
    "single-channel-guest": "accès limité à un seul canal",
  },
};

export const planTexts = { en, fr };
