import { plural } from "../platform/texts/language.ts";
import type { Contact } from "./lanes.ts";

const en = {
  ofMorning: "Your morning message. Anything that can’t wait for the next one comes right away.",
  ofWeek: "Your message of the week. Anything that can’t wait for the next one comes right away.",
  list: {
    open: "Show",
    title: "In this message",
    close: "Close",
    left: (count: number) => `${count} left`,
    noneLeft: "✓ all done",
    more: (count: number) => `${count} more`,
    empty: "Nothing here needs you now.",
    things: (count: number) => `${count} ${plural("en", count, "thing", "things")}`,
  },
  undelivered: {
    refused: (to: string | null, on: string, what: string) =>
      to === null
        ? `*Slack didn’t take a message to you* (${on}): ${what}. Nothing of it counts as asked of you until it’s there.`
        : `*Slack didn’t take a message to ${to}* (${on}): “${what}”. Nothing of it counts as asked until it’s there.`,
    again: (to: string | null, on: string) => `The message to ${to ?? "you"} of ${on} is being sent again.`,
    messages: (count: number) => `${count} ${plural("en", count, "message", "messages")}`,
    why: "A message that concerns you or a program that you lead could not be sent.",
  },
  why: {
    ask: "Why did I get this?",
    title: "Why did I get this?",
    close: "Close",
    yours: "It’s a reply to something you did, or an update that concerns you.",
    preferences: "Change my message settings",
  },
  contact: {
    prompt: "Check-ins",
    reminder: "Reminders",
    digest: "Digests",
    notice: "Notices",
    reply: "Answers and updates",
  } satisfies Record<Contact, string>,
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
  },
  failed: {
    help: "see messages that couldn’t be sent, or pause all of them",
    label: "Messages",
    title: "Messages",
    close: "Close",
    none: "Everything has been sent.",
    intro: "Slack rejected these messages. Fix the cause, then resend them.",
    line: (contact: string, to: string, since: string) => `*${contact}* to ${to}, due ${since}`,
    someone: "someone",
    retry: "Resend",
    more: (count: number) => `and ${count} more after these`,
    reasons: {
      is_archived: "The channel is archived.",
      not_in_channel: "The app is not in the channel.",
      channel_not_found: "The channel is gone, or the app can’t see it.",
      restricted_action: "A setting of the workspace forbids posting there.",
      message_failed: "Drumbeat couldn’t build this message. See its log.",
    },
    otherReason: (code: string) => `Slack says: ${code}.`,
  },
};

const fr: typeof en = {
  ofMorning: "Votre message du matin. Ce qui ne peut pas attendre le suivant arrive aussitôt.",
  ofWeek: "Votre message de la semaine. Ce qui ne peut pas attendre le suivant arrive aussitôt.",
  list: {
    open: "Afficher",
    title: "Dans ce message",
    close: "Fermer",
    left: (count) => `il en reste ${count}`,
    noneLeft: "✓ tout est fait",
    more: (count) => `${count} de plus`,
    empty: "Plus rien ne vous attend ici.",
    things: (count) => `${count} ${plural("fr", count, "élément", "éléments")}`,
  },
  undelivered: {
    refused: (to, on, what) =>
      to === null
        ? `*Slack n’a pas accepté un message pour vous* (${on})\u00a0: ${what}. Rien de cela ne vous est demandé tant qu’il n’est pas arrivé.`
        : `*Slack n’a pas accepté un message pour ${to}* (${on})\u00a0: «\u00a0${what}\u00a0». Rien de cela n’est demandé tant qu’il n’est pas arrivé.`,
    again: (to, on) => `Le message pour ${to ?? "vous"} (${on}) est envoyé de nouveau.`,
    messages: (count) => `${count} ${plural("fr", count, "message", "messages")}`,
    why: "Un message qui vous concerne, ou qui concerne un programme que vous pilotez, n’a pas pu partir.",
  },
  why: {
    ask: "Pourquoi ce message\u00a0?",
    title: "Pourquoi ce message\u00a0?",
    close: "Fermer",
    yours: "Il fait suite à une action de votre part ou vous concerne directement.",
    preferences: "Régler mes messages",
  },
  contact: {
    prompt: "Points d’étape",
    reminder: "Rappels",
    digest: "Synthèses",
    notice: "Avis",
    reply: "Réponses et mises à jour",
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
  },
  failed: {
    help: "voir les messages non envoyés, ou les suspendre tous",
    label: "Messages",
    title: "Messages",
    close: "Fermer",
    none: "Tous les messages ont pu partir.",
    intro: "Slack n’a pas accepté ces messages. Corrigez la cause, puis renvoyez-les.",
    line: (contact, to, since) => `*${contact}* à ${to}, prévu le ${since}`,
    someone: "une personne",
    retry: "Renvoyer",
    more: (count) => `et ${count} de plus après ceux-ci`,
    reasons: {
      is_archived: "Le canal est archivé.",
      not_in_channel: "L’application n’est pas dans le canal.",
      channel_not_found: "Le canal n’existe plus, ou l’application ne le voit pas.",
      restricted_action: "Un réglage de l’espace de travail interdit d’y publier.",
      message_failed: "Drumbeat n’a pas pu composer ce message. Voir son journal.",
    },
    otherReason: (code) => `Slack répond\u00a0: ${code}.`,
  },
};

export const deliveryTexts = { en, fr };
