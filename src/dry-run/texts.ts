import type { OccasionComing } from "../alerts/use-cases-outlook.ts";
import type { HeldReason } from "../delivery/rules-contact.ts";
import { plural } from "../platform/texts/language.ts";
import type { AskingKind, Unless } from "./world.ts";

/** Why somebody is not asked, or a message comes later or on another day. */
type Reason =
  | HeldReason
  | "holiday-moved"
  | "left-out"
  | "awaits-approval"
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
  help: "shows what you will be asked and sent in the coming weeks; for leads, whole programs",
  label: "What is coming",
  own: (weeks: number) => `What you will get in the next ${weeks} weeks, if nobody does anything`,
  program: (title: string, weeks: number) => `“${title}”: who will get what in the next ${weeks} weeks`,
  nothing: "Nothing is planned.",
  paused: "All messages are paused: nothing of this comes until an admin sends them again.",
  more: (count: number) =>
    `And ${count} ${plural("en", count, "line", "lines")} more. An operator sees them all with drumbeat plan.`,
  weeks: (weeks: string) => `Messages to you, as far as can be foreseen: ${weeks}.`,
  inWeek: (count: number, of: { ceiling: number | null; week: string | null }) =>
    `${of.week === null ? "this week" : `in the week of ${of.week}`} ${
      of.ceiling === null || count <= of.ceiling
        ? `${count}${of.ceiling === null ? "" : ` of ${of.ceiling}`}`
        : `${count}, more than the ${of.ceiling} that are meant`
    }`,
  above: (week: string | null, people: string) =>
    `More messages than are meant, of all programs together, come ${week === null ? "this week" : `in the week of ${week}`} to ${people}.`,
  of: (line: string, people: string) => `${line}: ${people}`,
  people: (count: number) => `${count} ${plural("en", count, "person", "people")}`,
  others: (count: number) => `${count} ${plural("en", count, "other", "others")}`,
  kind: {
    prompt: "check-in",
    reminder: "reminder",
    "delegate-prompt": "check-in for somebody who is away",
    silent: "note about who is silent",
    "silent-week": "note about the answers of a week",
    "not-asked": "note about who could not be asked",
    "late-check-in": "note about late check-ins",
    "nobody-left": "note that nobody is left to ask",
    digest: "digest",
    "digest-approval": "digest to approve",
    "health-check": "question about a status",
    "item-reminder": "reminder of the record",
    escalation: "escalation to answer",
    "escalation-reminder": "reminder of an escalation",
    "escalation-rise": "note that something has gone up",
    "escalations-waiting": "note about what would go up",
    tidying: "weekly page of items to tidy",
    "above-ceiling": "note that more messages came than are meant",
    "escalation-overdue": "weekly note about what nobody has answered",
    "ask-late": "note that an ask has passed its date",
    ask: "ask to decide",
    "ask-queued": "note that an ask waits for the next weekly message",
    "ask-outcome": "decision on an ask",
    appearance: "appearance to answer",
    "appearance-told": "note on an appearance",
    "appearance-tick": "what came of an appearance",
  } satisfies Record<AskingKind, string>,
  /** Asked outside the rhythm. */
  occasion: {
    red: "questions about a status that has turned off track",
    contradiction: "question about a status on track beside a blocker",
    blocker: "questions about a blocker that lasts",
    milestone: "questions about a date that has passed",
    ask: "questions about an ask past its date",
  } satisfies Record<OccasionComing["name"], string>,
  otherKind: "message",
  rhythm: { weekly: "weekly", monthly: "monthly", quarterly: "quarterly", annual: "annual" },
  recipient: {
    digest: "See a digest as…",
    button: (cadence: string) => `See “${cadence}” as…`,
    title: "Preview",
    close: "Close",
    back: "Back",
    show: "Show",
    of: (cadence: string) => `“${cadence}”, as somebody who is asked will see it. Nothing is sent.`,
    person: "As whom?",
    nobody: "Nobody is asked.",
    as: (name: string, language: string) => `Preview: what ${name} will see, in ${language}. Nothing is sent.`,
    language: { en: "English", fr: "French" },
    send: (at: string, zone: string) => `It comes on ${at} (${zone}).`,
    merge: (at: string, zone: string) => `It comes on ${at} (${zone}), as a line in one message with others.`,
    hold: (at: string, reason: string) => `Due on ${at}, it waits (${reason}).`,
    exclude: (at: string, reason: string) => `On ${at}, it does not come (${reason}).`,
    notSoon: "Nothing of this check-in is planned for them in the coming weeks.",
  },
  merge: "in the same message",
  hold: (until: string | null, reason: string) => (until ? `waits until ${until} (${reason})` : `comes ${reason}`),
  exclude: (reason: string) => `does not come (${reason})`,
  moved: (reason: string) => `(${reason})`,
  unless: {
    answered: "unless answered by then",
    "dealt-with": "unless dealt with by then",
    decided: "unless decided by then",
    "date-changed": "unless another date is given by then",
    approved: "unless approved by then",
  } satisfies Record<Unless, string>,
  reason: {
    "quiet-hours": "outside the hours for messages",
    "not-a-working-day": "not a working day",
    holiday: "holiday",
    away: "away",
    "preferred-hour": "preferred hour",
    "daily-cap": "limit of the day",
    "weekly-cap": "limit of the week",
    morning: "comes in their morning message",
    monday: "comes on the first day of their week",
    weekly: "comes in their weekly message",
    queue: "their weekly message is full",
    "once-a-day": "once a day for what cannot wait",
    "after-slot": "comes an hour after their other message",
    paused: "all messages are paused",
    "holiday-moved": "moved because of a holiday",
    "left-out": "this date is left out",
    "awaits-approval": "once it is approved",
    "opted-out": "opted out",
    pilot: "the pilot group is asked first",
    "delegate-away": "away, and so is the delegate",
    downtime: "it was over before Drumbeat ran again",
    "no-participants": "nobody is left to ask",
    bot: "an app",
    deactivated: "deactivated in Slack",
    external: "of another company",
    "single-channel-guest": "guest of a single channel",
  } satisfies Record<Reason, string>,
};

const fr: typeof en = {
  help: "montre ce que vous allez recevoir dans les semaines à venir\u00a0; aux responsables, tout un programme",
  label: "À venir",
  own: (weeks) => `Ce que vous recevrez dans les ${weeks} prochaines semaines, si personne n’intervient`,
  program: (title, weeks) => `«\u00a0${title}\u00a0»\u00a0: qui recevra quoi dans les ${weeks} prochaines semaines`,
  nothing: "Rien n’est prévu.",
  paused:
    "Tous les messages sont suspendus\u00a0: rien de ceci n’arrive tant qu’un administrateur ne reprend pas les envois.",
  more: (count) =>
    `Et ${count} ${plural("fr", count, "autre ligne", "autres lignes")}. Un exploitant les voit toutes avec drumbeat plan.`,
  weeks: (weeks) => `Messages pour vous, autant que l’on peut prévoir\u00a0: ${weeks}.`,
  inWeek: (count, of) =>
    `${of.week === null ? "cette semaine" : `semaine du ${of.week}`} ${
      of.ceiling === null || count <= of.ceiling
        ? `${count}${of.ceiling === null ? "" : ` sur ${of.ceiling}`}`
        : `${count}, plus que les ${of.ceiling} prévus`
    }`,
  above: (week, people) =>
    `Plus de messages que prévu, tous programmes confondus, ${week === null ? "cette semaine" : `la semaine du ${week}`}\u00a0: ${people}.`,
  of: (line, people) => `${line}\u00a0: ${people}`,
  people: (count) => `${count} ${plural("fr", count, "personne", "personnes")}`,
  others: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  kind: {
    prompt: "point d’étape",
    reminder: "rappel",
    "delegate-prompt": "point d’étape pour une personne absente",
    silent: "note sur ceux qui n’ont pas répondu",
    "silent-week": "note sur les réponses d’une semaine",
    "not-asked": "note sur ceux qui n’ont pas pu être sollicités",
    "late-check-in": "note sur les points d’étape en retard",
    "nobody-left": "note sur un point d’étape sans personne à solliciter",
    digest: "synthèse",
    "digest-approval": "synthèse à approuver",
    "health-check": "question sur la météo",
    "item-reminder": "rappel du registre",
    escalation: "escalade à traiter",
    "escalation-reminder": "rappel d’une escalade",
    "escalation-rise": "note sur une escalade",
    "escalations-waiting": "note sur les escalades en attente",
    tidying: "page hebdomadaire des éléments à trier",
    "above-ceiling": "note sur un nombre de messages plus élevé que prévu",
    "escalation-overdue": "note hebdomadaire sur ce qui reste sans réponse",
    "ask-late": "note sur une demande dont la date est passée",
    ask: "demande à trancher",
    "ask-queued": "note sur une demande qui attend le prochain message de la semaine",
    "ask-outcome": "décision sur une demande",
    appearance: "intervention à accepter ou non",
    "appearance-told": "note sur une intervention",
    "appearance-tick": "suite d’une intervention",
  },
  occasion: {
    red: "questions sur une météo passée au rouge",
    contradiction: "question sur une météo au vert malgré un blocage",
    blocker: "questions sur un blocage qui dure",
    milestone: "questions sur une échéance passée",
    ask: "questions sur une demande en retard",
  },
  otherKind: "message",
  rhythm: { weekly: "hebdomadaire", monthly: "mensuelle", quarterly: "trimestrielle", annual: "annuelle" },
  recipient: {
    digest: "Voir une synthèse comme…",
    button: (cadence) => `Voir «\u00a0${cadence}\u00a0» comme…`,
    title: "Aperçu",
    close: "Fermer",
    back: "Retour",
    show: "Afficher",
    of: (cadence) => `«\u00a0${cadence}\u00a0», tel que le verra une personne sollicitée. Rien n’est envoyé.`,
    person: "Comme qui\u00a0?",
    nobody: "Personne n’est sollicité.",
    as: (name, language) => `Aperçu\u00a0: ce que verra ${name}, en ${language}. Rien n’est envoyé.`,
    language: { en: "anglais", fr: "français" },
    send: (at, zone) => `Le message arrive le ${at} (${zone}).`,
    merge: (at, zone) => `Le message arrive le ${at} (${zone}), sur une ligne d’un message groupé.`,
    hold: (at, reason) => `Prévu le ${at}, le message attend (${reason}).`,
    exclude: (at, reason) => `Prévu le ${at}, le message n’arrive pas (${reason}).`,
    notSoon: "Rien de ce point d’étape n’est prévu pour cette personne dans les semaines à venir.",
  },
  merge: "dans le même message",
  hold: (until, reason) => (until ? `attend jusqu’au ${until} (${reason})` : `arrive ${reason}`),
  exclude: (reason) => `n’arrive pas (${reason})`,
  moved: (reason) => `(${reason})`,
  unless: {
    answered: "sauf réponse d’ici là",
    "dealt-with": "sauf traitement d’ici là",
    decided: "sauf décision d’ici là",
    "date-changed": "sauf nouvelle date d’ici là",
    approved: "sauf approbation d’ici là",
  },
  reason: {
    "quiet-hours": "hors des heures de réception",
    "not-a-working-day": "jour non travaillé",
    holiday: "jour férié",
    away: "absence",
    "preferred-hour": "heure préférée",
    "daily-cap": "limite de la journée",
    "weekly-cap": "limite de la semaine",
    paused: "tous les messages sont suspendus",
    morning: "vient dans leur message du matin",
    monday: "vient le premier jour de leur semaine",
    weekly: "vient dans leur message hebdomadaire",
    queue: "leur message de la semaine est complet",
    "once-a-day": "une fois par jour pour ce qui ne peut pas attendre",
    "after-slot": "vient une heure après leur autre message",
    "holiday-moved": "déplacé en raison d’un jour férié",
    "left-out": "date écartée",
    "awaits-approval": "une fois approuvée",
    "opted-out": "retrait",
    pilot: "le groupe pilote répond d’abord",
    "delegate-away": "absence, du délégataire aussi",
    downtime: "terminé avant que Drumbeat ne reprenne",
    "no-participants": "plus personne à solliciter",
    bot: "application",
    deactivated: "compte désactivé dans Slack",
    external: "d’une autre entreprise",
    "single-channel-guest": "invité d’un seul canal",
  },
};

export const planTexts = { en, fr };
