import { plural } from "../platform/texts/language.ts";
import type { AttentionRole } from "./attention/rules.ts";
import type { Contact, HeldReason } from "./rules-contact.ts";
import type { Slot } from "./rules-slots.ts";

const en = {
  bundle: {
    title: (count: number) => `${count} things for you, in one message`,
    ofSlot: (on: string, count: number) => `${on}: ${count} ${plural("en", count, "thing", "things")} for you`,
    slot: {
      morning: "Your morning message. What cannot wait for the next one comes at once.",
      monday: "Your message for the week. What cannot wait for the next one comes at once.",
      weekly: "Your message of the week. What cannot wait for the next one comes at once.",
    } satisfies Record<Slot, string>,
    apart: "Send them one by one, with all choices",
  },
  why: {
    ask: "Why did I get this?",
    title: "Why did I get this?",
    close: "Close",
    yours: "It answers something that you did, or tells what concerns you.",
    held: (due: string, sent: string, because: string) => `It was due ${due} and waited until ${sent}: ${because}.`,
    merged: (count: number) => `${count} messages were due, so they came as one.`,
    caps: (perDay: number, perWeek: number) =>
      `Drumbeat sends you at most ${perDay} ${plural("en", perDay, "message", "messages")} a day and ${perWeek} a week; answers to what you do yourself do not count.`,
    preferences: "Change when and how often",
    notYours: "This message was sent to somebody else, or Drumbeat no longer knows it.",
  },
  because: {
    "quiet-hours": "it fell outside your hours",
    "not-a-working-day": "it was not one of your working days",
    holiday: "it was a public holiday",
    away: "you were away",
    "preferred-hour": "you prefer prompts at that hour",
    morning: "it comes in the one message of your morning",
    monday: "it comes on the first day of your week",
    weekly: "it comes in the one message of your week",
    queue: "your message of the week had its three decisions",
    "once-a-day": "what cannot wait comes at most once a day",
    "after-slot": "it comes an hour after your other message of that day",
    "daily-cap": "you had had your messages for the day",
    "weekly-cap": "you had had your messages for the week",
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
    help: "shows what was held back, and why",
    label: "Held messages",
    title: "Held messages",
    close: "Close",
    intro:
      "What is due but waits, because it would come outside somebody’s hours or beyond their limit. It comes by itself.",
    none: "Nothing is waiting.",
    line: (contact: string, reason: string, count: number, next: string) =>
      `*${contact}* · ${reason}: ${count} ${plural("en", count, "message", "messages")}, the next ${next}`,
    lapsedIntro: (days: number) =>
      `Not sent in the last ${days} days, because the time to answer was over before they could be:`,
    lapsedLine: (contact: string, reason: string, count: number) =>
      `*${contact}* · ${reason}: ${count} ${plural("en", count, "message", "messages")}`,
    reason: {
      "quiet-hours": "outside their hours",
      "not-a-working-day": "not a working day",
      holiday: "public holiday",
      away: "away",
      "preferred-hour": "preferred hour",
      morning: "their morning message",
      monday: "the first day of their week",
      weekly: "their weekly message",
      queue: "their weekly message was full",
      "once-a-day": "once a day for what cannot wait",
      "after-slot": "an hour after their other message",
      "daily-cap": "limit of the day",
      "weekly-cap": "limit of the week",
      paused: "all messages are paused",
    } satisfies Record<HeldReason, string>,
  },
  attention: {
    title: "Messages in the last seven days",
    line: (role: string, people: number, median: number, most: number) =>
      `*${role}*, ${people} people: half of them got ${median} or fewer, nobody more than ${most}.`,
    ceiling: (count: number) => `Meant: at most ${count}.`,
    above: (people: number) => `${people} got more.`,
    all: (count: number, withinAnHour: number, outsideHours: number) =>
      `Of ${count} ${plural("en", count, "message", "messages")} to everybody, ${withinAnHour} came within an hour of another one to the same person, ${outsideHours} outside somebody’s hours or working days.`,
    few: "What is meant is no limit: nothing waits for it. Roles of fewer than three people are not shown.",
    roles: { team: "Teams", lead: "Leads", sponsor: "Sponsors", committee: "Committees" } satisfies Record<
      AttentionRole,
      string
    >,
  },
  pause: {
    paused: (since: string, by: string | null, waiting: number) =>
      `*All messages are paused* since ${since}${by === null ? ", by the operator" : `, by ${by}`}. ${waiting} ${plural("en", waiting, "message waits", "messages wait")}.`,
    pause: "Pause all messages…",
    resume: "Send messages again",
    confirmPause: {
      title: "Pause all messages?",
      text: (waiting: number) =>
        `Nobody gets a message, in no channel either, until an admin resumes. What people do themselves is still answered. Due within a day: ${waiting}.`,
      yes: "Pause",
      no: "Cancel",
    },
    confirmResume: {
      title: "Send messages again?",
      text: (waiting: number) =>
        `${waiting} ${plural("en", waiting, "message waits", "messages wait")}. What is still wanted goes out now, within people’s hours and limits; check-ins whose time is over are not sent.`,
      yes: "Send",
      no: "Cancel",
    },
  },
  parked: {
    help: "shows the messages that could not be sent",
    label: "Parked messages",
    title: "Parked messages",
    close: "Close",
    none: "Every message could be sent.",
    intro: "Slack did not take these messages. Mend the cause, then send them again, or give them up.",
    line: (contact: string, to: string, since: string) => `*${contact}* to ${to}, due ${since}`,
    someone: "somebody",
    retry: "Send again",
    discard: "Give up",
    confirm: {
      title: "Give up this message?",
      text: "It will never be sent. The audit log keeps who decided so.",
      confirm: "Give up",
      deny: "Keep",
    },
    more: (count: number) => `and ${count} more, shown when these are dealt with`,
    gone: "This message is no longer parked: somebody dealt with it already.",
    reasons: {
      is_archived: "The channel is archived.",
      not_in_channel: "The app is not in the channel.",
      channel_not_found: "The channel is gone, or the app cannot see it.",
      user_not_found: "Slack does not know this person any more.",
      cannot_dm_bot: "It goes to an app, which cannot be written to.",
      messages_tab_disabled: "Messages to the app are switched off in its settings.",
      restricted_action: "A setting of the workspace forbids posting there.",
      message_failed: "Drumbeat could not make the message: a fault of its own, which is in its log.",
      thread_gone: "The message that it continues was not sent.",
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
    apart: "Les envoyer un par un, avec tous les choix",
  },
  why: {
    ask: "Pourquoi ce message\u00a0?",
    title: "Pourquoi ce message\u00a0?",
    close: "Fermer",
    yours: "Il répond à ce que vous avez fait, ou signale ce qui vous concerne.",
    held: (due, sent, because) => `Prévu le ${due}, il a attendu jusqu’au ${sent}\u00a0: ${because}.`,
    merged: (count) => `${count} messages étaient prévus\u00a0: ils arrivent en un seul.`,
    caps: (perDay, perWeek) =>
      `Drumbeat vous envoie au plus ${perDay} ${plural("fr", perDay, "message", "messages")} par jour et ${perWeek} par semaine\u00a0; les réponses à vos propres actions ne comptent pas.`,
    preferences: "Choisir quand et combien",
    notYours: "Ce message a été envoyé à quelqu’un d’autre, ou Drumbeat ne le connaît plus.",
  },
  because: {
    "quiet-hours": "il tombait hors de vos heures",
    "not-a-working-day": "ce n’était pas un de vos jours de travail",
    holiday: "c’était un jour férié",
    away: "vous étiez en absence",
    "preferred-hour": "vous préférez être sollicité à cette heure-là",
    morning: "il vient dans l’unique message de votre matinée",
    monday: "il vient le premier jour de votre semaine",
    weekly: "il vient dans l’unique message de votre semaine",
    queue: "votre message de la semaine avait ses trois décisions",
    "once-a-day": "ce qui ne peut pas attendre vient une fois par jour au plus",
    "after-slot": "elle vient une heure après votre autre message du jour",
    "daily-cap": "vous aviez reçu vos messages de la journée",
    "weekly-cap": "vous aviez reçu vos messages de la semaine",
    paused: "un administrateur avait suspendu tous les messages",
  },
  contact: {
    prompt: "Points d’étape",
    reminder: "Rappels",
    digest: "Synthèses",
    notice: "Avis",
    reply: "Réponses et mises à jour",
  },
  held: {
    help: "montre les messages retenus, et pourquoi",
    label: "Messages retenus",
    title: "Messages retenus",
    close: "Fermer",
    intro:
      "Ce qui est prévu mais attend, parce que cela tomberait hors des heures de quelqu’un ou dépasserait sa limite. L’envoi se fera tout seul.",
    none: "Rien n’est en attente.",
    line: (contact, reason, count, next) =>
      `*${contact}* · ${reason}\u00a0: ${count} ${plural("fr", count, "message", "messages")}, prochain envoi le ${next}`,
    lapsedIntro: (days) =>
      `Non envoyés ces ${days} derniers jours, parce que le délai de réponse était passé avant qu’ils puissent l’être\u00a0:`,
    lapsedLine: (contact, reason, count) =>
      `*${contact}* · ${reason}\u00a0: ${count} ${plural("fr", count, "message", "messages")}`,
    reason: {
      "quiet-hours": "hors de leurs heures",
      "not-a-working-day": "jour non travaillé",
      holiday: "jour férié",
      away: "absence",
      "preferred-hour": "heure préférée",
      morning: "leur message du matin",
      monday: "le premier jour de leur semaine",
      weekly: "leur message de la semaine",
      queue: "leur message de la semaine était complet",
      "once-a-day": "une fois par jour pour ce qui ne peut pas attendre",
      "after-slot": "une heure après leur autre message",
      "daily-cap": "limite de la journée",
      "weekly-cap": "limite de la semaine",
      paused: "tous les messages sont suspendus",
    },
  },
  attention: {
    title: "Messages des sept derniers jours",
    line: (role, people, median, most) =>
      `*${role}*, ${people} personnes\u00a0: ${median} ou moins pour la moitié, jamais plus de ${most}.`,
    ceiling: (count) => `Prévu\u00a0: ${count} au plus.`,
    above: (people) => `Au-delà\u00a0: ${people} ${plural("fr", people, "personne", "personnes")}.`,
    all: (count, withinAnHour, outsideHours) =>
      `Sur ${count} ${plural("fr", count, "message", "messages")} en tout\u00a0: ${withinAnHour} à moins d’une heure d’un autre à la même personne, ${outsideHours} hors des heures ou des jours de travail de quelqu’un.`,
    few: "Ce qui est prévu n’est pas une limite\u00a0: rien n’attend pour cela. Les rôles de moins de trois personnes ne sont pas montrés.",
    roles: { team: "Équipes", lead: "Responsables", sponsor: "Sponsors", committee: "Comités" },
  },
  pause: {
    paused: (since, by, waiting) =>
      `*Tous les messages sont suspendus* depuis le ${since}${by === null ? ", par l’exploitant" : `, par ${by}`}. ${waiting} ${plural("fr", waiting, "message attend", "messages attendent")}.`,
    pause: "Suspendre tous les messages…",
    resume: "Reprendre les envois",
    confirmPause: {
      title: "Tout suspendre\u00a0?",
      text: (waiting) =>
        `Plus personne ne reçoit de message, dans aucun canal non plus, jusqu’à ce qu’un administrateur reprenne les envois. Ce que chacun fait reçoit toujours sa réponse. Prévus d’ici un jour\u00a0: ${waiting}.`,
      yes: "Suspendre",
      no: "Annuler",
    },
    confirmResume: {
      title: "Reprendre les envois\u00a0?",
      text: (waiting) =>
        `${waiting} ${plural("fr", waiting, "message attend", "messages attendent")}. Ce qui est encore utile part maintenant, dans les heures et les limites de chacun\u00a0; les points d’étape dont le délai est passé ne partent pas.`,
      yes: "Reprendre",
      no: "Annuler",
    },
  },
  parked: {
    help: "montre les messages qui n’ont pas pu partir",
    label: "Messages en panne",
    title: "Messages en panne",
    close: "Fermer",
    none: "Tous les messages ont pu partir.",
    intro: "Slack n’a pas accepté ces messages. Corrigez la cause, puis renvoyez-les, ou renoncez-y.",
    line: (contact, to, since) => `*${contact}* à ${to}, prévu le ${since}`,
    someone: "quelqu’un",
    retry: "Renvoyer",
    discard: "Renoncer",
    confirm: {
      title: "Renoncer à ce message\u00a0?",
      text: "Il ne sera jamais envoyé. Le journal d’audit garde qui l’a décidé.",
      confirm: "Renoncer",
      deny: "Garder",
    },
    more: (count) => `et ${count} de plus, affichés quand ceux-ci seront traités`,
    gone: "Ce message n’est plus en panne\u00a0: quelqu’un s’en est déjà occupé.",
    reasons: {
      is_archived: "Le canal est archivé.",
      not_in_channel: "L’application n’est pas dans le canal.",
      channel_not_found: "Le canal n’existe plus, ou l’application ne le voit pas.",
      user_not_found: "Slack ne connaît plus cette personne.",
      cannot_dm_bot: "Le destinataire est une application, à qui l’on ne peut pas écrire.",
      messages_tab_disabled: "Les messages à l’application sont désactivés dans ses réglages.",
      restricted_action: "Un réglage de l’espace de travail interdit d’y publier.",
      message_failed: "Drumbeat n’a pas pu composer le message\u00a0: un défaut de sa part, noté dans son journal.",
      thread_gone: "Le message dont il est la suite n’est pas parti.",
    },
    otherReason: (code) => `Slack répond\u00a0: ${code}.`,
  },
};

export const deliveryTexts = { en, fr };
