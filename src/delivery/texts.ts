import { plural } from "../platform/texts/language.ts";
import type { Contact, HeldReason } from "./rules-contact.ts";
import type { Slot } from "./rules-slots.ts";

const en = {
  bundle: {
    title: (count: number) => `${count} updates for you`,
    ofSlot: (on: string, count: number) => `${on}: ${count} ${plural("en", count, "update", "updates")} for you`,
    slot: {
      morning: "Your morning message. Anything that can’t wait for the next one comes right away.",
      monday: "Your message for the week. Anything that can’t wait for the next one comes right away.",
      weekly: "Your message of the week. Anything that can’t wait for the next one comes right away.",
    } satisfies Record<Slot, string>,
    apart: "Send separately",
    rest: (count: number) => `Show ${count} more`,
    restTitle: "The rest of your week",
  },
  why: {
    ask: "Why did I get this?",
    title: "Why did I get this?",
    close: "Close",
    yours: "It’s a reply to something you did, or an update that concerns you.",
    held: (due: string, sent: string, because: string) => `Planned for ${due}, sent ${sent}: ${because}.`,
    merged: (count: number) => `${count} messages were due, so they’re bundled into one.`,
    caps: (perDay: number, perWeek: number) =>
      `Drumbeat sends you at most ${perDay} ${plural("en", perDay, "message", "messages")} per day and ${perWeek} per week; replies to your own actions don’t count.`,
    preferences: "Change my message settings",
    notYours: "This message went to someone else, or is no longer on file.",
  },
  because: {
    "quiet-hours": "it fell outside your hours",
    "not-a-working-day": "it was not one of your working days",
    holiday: "it was a public holiday",
    away: "you were away",
    morning: "it comes in your one morning message",
    monday: "it comes on the first day of your week",
    weekly: "it comes in your one message of the week",
    "daily-cap": "you’d reached your daily limit",
    "weekly-cap": "you’d reached your weekly limit",
    paused: "an admin had paused all messages",
  } satisfies Record<HeldReason, string>,
  contact: {
    prompt: "Check-ins",
    reminder: "Reminders",
    digest: "Digests",
    notice: "Notices",
    reply: "Answers and updates",
  } satisfies Record<Contact, string>,
  held: {
    help: "see messages waiting to go out, and why",
    label: "Waiting messages",
    title: "Waiting messages",
    close: "Close",
    intro: "Due, but waiting: outside someone’s hours or over their limit. Sent automatically.",
    none: "Nothing is waiting.",
    line: (contact: string, reason: string, count: number, next: string) =>
      `*${contact}* · ${reason}: ${count} ${plural("en", count, "message", "messages")}, the next ${next}`,
    lapsedIntro: (days: number) => `Not sent in the last ${days} days because the deadline passed first:`,
    lapsedLine: (contact: string, reason: string, count: number) =>
      `*${contact}* · ${reason}: ${count} ${plural("en", count, "message", "messages")}`,
    reason: {
      "quiet-hours": "outside their hours",
      "not-a-working-day": "not a working day",
      holiday: "public holiday",
      away: "away",
      morning: "their morning message",
      monday: "the first day of their week",
      weekly: "their weekly message",
      "daily-cap": "daily limit",
      "weekly-cap": "weekly limit",
      paused: "all messages are paused",
    } satisfies Record<HeldReason, string>,
  },
  pause: {
    paused: (since: string, by: string | null, waiting: number) =>
      `*All messages are paused* since ${since}${by === null ? ", by the operator" : `, by ${by}`}. ${waiting} ${plural("en", waiting, "message waits", "messages wait")}.`,
    pause: "Pause all messages…",
    resume: "Send messages again",
    confirmPause: {
      title: "Pause all messages?",
      text: (waiting: number) =>
        `No one gets messages, in channels either, until an admin resumes them. People’s own actions still get a reply. Due within a day: ${waiting}.`,
      yes: "Pause",
      no: "Cancel",
    },
    confirmResume: {
      title: "Send messages again?",
      text: (waiting: number) =>
        `${waiting} ${plural("en", waiting, "message waits", "messages wait")}. Those still needed go out now, within people’s hours and limits; check-ins past their deadline aren’t sent.`,
      yes: "Send",
      no: "Cancel",
    },
  },
  parked: {
    help: "see messages that couldn’t be sent",
    label: "Failed messages",
    title: "Failed messages",
    close: "Close",
    none: "Everything has been sent.",
    intro: "Slack rejected these messages. Fix the cause, then resend or discard them.",
    line: (contact: string, to: string, since: string) => `*${contact}* to ${to}, due ${since}`,
    someone: "someone",
    retry: "Resend",
    discard: "Discard",
    confirm: {
      title: "Discard this message?",
      text: "It will never be sent. The audit log records who discarded it.",
      confirm: "Discard",
      deny: "Keep",
    },
    more: (count: number) => `and ${count} more after these`,
    gone: "Someone has already dealt with this message.",
    reasons: {
      is_archived: "The channel is archived.",
      not_in_channel: "The app is not in the channel.",
      channel_not_found: "The channel is gone, or the app can’t see it.",
      user_not_found: "This person is no longer in Slack.",
      cannot_dm_bot: "The recipient is an app and can’t get messages.",
      messages_tab_disabled: "Messages to the app are switched off in its settings.",
      restricted_action: "A setting of the workspace forbids posting there.",
      message_failed: "Drumbeat couldn’t build this message. See its log.",
      thread_gone: "The message it follows wasn’t sent.",
    },
    otherReason: (code: string) => `Slack says: ${code}.`,
  },
};

const fr: typeof en = {
  bundle: {
    title: (count) => `${count} sujets pour vous, en un seul message`,
    ofSlot: (on, count) => `${on}\u00a0: ${count} ${plural("fr", count, "sujet", "sujets")} pour vous`,
    slot: {
      morning: "Votre message du matin. Ce qui ne peut pas attendre le suivant arrive aussitôt.",
      monday: "Votre message pour la semaine. Ce qui ne peut pas attendre le suivant arrive aussitôt.",
      weekly: "Votre message de la semaine. Ce qui ne peut pas attendre le suivant arrive aussitôt.",
    },
    apart: "Envoyer séparément",
    rest: (count) => `Afficher ${count} de plus`,
    restTitle: "Le reste de la semaine",
  },
  why: {
    ask: "Pourquoi ce message\u00a0?",
    title: "Pourquoi ce message\u00a0?",
    close: "Fermer",
    yours: "Il fait suite à une action de votre part ou vous concerne directement.",
    held: (due, sent, because) => `Prévu le ${due}, il a attendu jusqu’au ${sent}\u00a0: ${because}.`,
    merged: (count) => `${count} messages étaient prévus\u00a0: ils arrivent en un seul.`,
    caps: (perDay, perWeek) =>
      `Drumbeat vous envoie au plus ${perDay} ${plural("fr", perDay, "message", "messages")} par jour et ${perWeek} par semaine\u00a0; les réponses à vos propres actions ne comptent pas.`,
    preferences: "Régler mes horaires et mes limites",
    notYours: "Ce message a été envoyé à une autre personne, ou n’est plus conservé.",
  },
  because: {
    "quiet-hours": "il tombait hors de vos plages horaires",
    "not-a-working-day": "ce n’était pas un de vos jours de travail",
    holiday: "c’était un jour férié",
    away: "c’était pendant votre absence",
    morning: "il vient dans l’unique message de votre matinée",
    monday: "il vient le premier jour de votre semaine",
    weekly: "il vient dans l’unique message de votre semaine",
    "daily-cap": "votre limite de la journée était atteinte",
    "weekly-cap": "votre limite de la semaine était atteinte",
    paused: "l’administration de Drumbeat avait suspendu tous les messages",
  },
  contact: {
    prompt: "Points d’étape",
    reminder: "Rappels",
    digest: "Synthèses",
    notice: "Avis",
    reply: "Réponses et mises à jour",
  },
  held: {
    help: "voir les messages en attente, et pourquoi",
    label: "Messages en attente",
    title: "Messages en attente",
    close: "Fermer",
    intro:
      "Messages en attente\u00a0: ils tomberaient hors des horaires de leur destinataire ou dépasseraient sa limite. Ils partiront automatiquement.",
    none: "Rien n’est en attente.",
    line: (contact, reason, count, next) =>
      `*${contact}* · ${reason}\u00a0: ${count} ${plural("fr", count, "message", "messages")}, prochain envoi le ${next}`,
    lapsedIntro: (days) => `Non envoyés ces ${days} derniers jours, le délai de réponse étant déjà dépassé\u00a0:`,
    lapsedLine: (contact, reason, count) =>
      `*${contact}* · ${reason}\u00a0: ${count} ${plural("fr", count, "message", "messages")}`,
    reason: {
      "quiet-hours": "hors de leurs horaires",
      "not-a-working-day": "jour non travaillé",
      holiday: "jour férié",
      away: "absence",
      morning: "leur message du matin",
      monday: "le premier jour de leur semaine",
      weekly: "leur message de la semaine",
      "daily-cap": "limite de la journée",
      "weekly-cap": "limite de la semaine",
      paused: "tous les messages sont suspendus",
    },
  },
  pause: {
    paused: (since, by, waiting) =>
      `*Tous les messages sont suspendus* depuis le ${since}${by === null ? ", par l’exploitant" : `, par ${by}`}. ${waiting} ${plural("fr", waiting, "message attend", "messages attendent")}.`,
    pause: "Suspendre tous les messages…",
    resume: "Reprendre les envois",
    confirmPause: {
      title: "Tout suspendre\u00a0?",
      text: (waiting) =>
        `Plus personne ne reçoit de message, dans aucun canal non plus, jusqu’à ce que l’administration de Drumbeat reprenne les envois. Chaque action reçoit toujours sa réponse. Prévus d’ici un jour\u00a0: ${waiting}.`,
      yes: "Suspendre",
      no: "Annuler",
    },
    confirmResume: {
      title: "Reprendre les envois\u00a0?",
      text: (waiting) =>
        `${waiting} ${plural("fr", waiting, "message attend", "messages attendent")}. Ce qui est encore utile part maintenant, dans les horaires et les limites de chaque personne\u00a0; les points d’étape dont le délai est passé ne partent pas.`,
      yes: "Reprendre",
      no: "Annuler",
    },
  },
  parked: {
    help: "voir les messages non envoyés",
    label: "Messages non envoyés",
    title: "Messages non envoyés",
    close: "Fermer",
    none: "Tous les messages ont pu partir.",
    intro: "Slack n’a pas accepté ces messages. Corrigez la cause, puis renvoyez-les ou abandonnez-les.",
    line: (contact, to, since) => `*${contact}* à ${to}, prévu le ${since}`,
    someone: "une personne",
    retry: "Renvoyer",
    discard: "Abandonner",
    confirm: {
      title: "Abandonner ce message\u00a0?",
      text: "Il ne sera jamais envoyé. Le journal d’audit indique qui l’a abandonné.",
      confirm: "Abandonner",
      deny: "Garder",
    },
    more: (count) => `et ${count} de plus après ceux-ci`,
    gone: "Ce message a déjà été traité.",
    reasons: {
      is_archived: "Le canal est archivé.",
      not_in_channel: "L’application n’est pas dans le canal.",
      channel_not_found: "Le canal n’existe plus, ou l’application ne le voit pas.",
      user_not_found: "Cette personne n’est plus dans Slack.",
      cannot_dm_bot: "Le destinataire est une application, à qui l’on ne peut pas écrire.",
      messages_tab_disabled: "Les messages à l’application sont désactivés dans ses réglages.",
      restricted_action: "Un réglage de l’espace de travail interdit d’y publier.",
      message_failed: "Drumbeat n’a pas pu composer ce message. Voir son journal.",
      thread_gone: "Le message auquel il fait suite n’a pas pu être envoyé.",
    },
    otherReason: (code) => `Slack répond\u00a0: ${code}.`,
  },
};

export const deliveryTexts = { en, fr };
