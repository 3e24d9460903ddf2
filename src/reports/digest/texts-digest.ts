import { ofName } from "../../platform/texts/language.ts";
import type { Rhythm } from "../compile/report.ts";

const en = {
  why: (role: string | null, programs: string, rhythm: Rhythm) => {
    const often = { weekly: "each week", monthly: "monthly", quarterly: "quarterly", annual: "yearly" }[rhythm];
    return `You get this ${often} ${role === null ? "for your roles in" : `as ${role} of`} ${programs}.`;
  },
  need: {
    answerBy: (day: string) => `Answer by ${day}`,
    answerByOf: (day: string, needed: string) => `Answer by ${day} (${needed})`,
    needed: (day: string) => `needed by ${day}`,
    wasNeeded: (day: string) => `was needed ${day}`,
    youHaveUntil: (needed: string, day: string) => `${needed}; you have until ${day}`,
    wasToAnswer: (day: string, needed: string) => `was to be answered by ${day} (${needed})`,
    neededBy: (day: string) => `Needed by ${day}`,
    due: (day: string) => `due ${day}`,
    recommended: (option: string) => `Recommended: ${option}`,
    otherwise: (options: string) => `or: ${options}`,
    options: (options: string) => `Options: ${options}`,
    costOfWaiting: (cost: string) => `cost of waiting: ${cost}`,
  },
  foot: {
    open: "Open a program…",
    seen: "Seen, thank you",
    isSeen: "✓ Seen, thank you",
    forward: "Forward…",
    thank: "Thank a team…",
    pdf: "The full digest as PDF",
    md: "The same as Markdown",
    csv: "Its table as CSV",
  },
  forward: {
    by: (name: string) => `Forwarded by ${name}`,
    form: {
      title: "Forward",
      submit: "Send",
      close: "Cancel",
      text: "The first screen as text",
      textHint: "Change it as you like: it goes as it stands here, with your name.",
      person: "Send to a person",
      channel: "Or to a channel",
      channelHint: "Drumbeat has to be in it.",
      required: "There is nothing to send.",
      toNobody: "Choose a person or a channel.",
      noPerson: "An app reads no messages. Choose a person.",
      done: "It will be there in a moment, with your name.",
    },
  },
  file: {
    name: "digest",
    "on-its-way": "The file is on its way to this digest’s thread.",
    there: "The file is already in this digest’s thread.",
  },
  command: {
    label: "Digest",
    help: "read your latest digest; `/drumbeat digest preview` shows the next one so far",
    notDue: "You have no digest coming up, based on your roles and settings.",
    nothingYet: (day: string) => `Nothing yet. Your next digest goes on ${day}.`,
    preview: (day: string) => `*Preview* of your digest of ${day}, as of now:`,
  },
  close: "Close",
};

const fr: typeof en = {
  why: (role, programs, rhythm) => {
    const often = { weekly: "semaine", monthly: "mois", quarterly: "trimestre", annual: "année" }[rhythm];
    return `Vous le recevez chaque ${often}\u00a0: ${role === null ? `vos rôles dans ${programs}` : `${role} ${ofName(programs)}`}.`;
  },
  need: {
    answerBy: (day) => `Réponse d’ici au ${day}`,
    answerByOf: (day, needed) => `Réponse d’ici au ${day} (${needed})`,
    needed: (day) => `nécessaire pour le ${day}`,
    wasNeeded: (day) => `était nécessaire pour le ${day}`,
    youHaveUntil: (needed, day) => `${needed}\u00a0; vous avez jusqu’au ${day}`,
    wasToAnswer: (day, needed) => `réponse attendue depuis le ${day} (${needed})`,
    neededBy: (day) => `Nécessaire pour le ${day}`,
    due: (day) => `pour le ${day}`,
    recommended: (option) => `Recommandation\u00a0: ${option}`,
    otherwise: (options) => `ou\u00a0: ${options}`,
    options: (options) => `Options\u00a0: ${options}`,
    costOfWaiting: (cost) => `coût de l’attente\u00a0: ${cost}`,
  },
  foot: {
    open: "Ouvrir…",
    seen: "Bien reçu, merci",
    isSeen: "✓ Bien reçu, merci",
    forward: "Transférer…",
    thank: "Remercier une équipe…",
    pdf: "Synthèse entière (PDF)",
    md: "La même en Markdown",
    csv: "Son tableau (CSV)",
  },
  forward: {
    by: (name) => `Transféré par ${name}`,
    form: {
      title: "Transférer",
      submit: "Envoyer",
      close: "Annuler",
      text: "Le premier écran en texte",
      textHint: "Modifiez-le à votre guise\u00a0: il part tel qu’il est ici, avec votre nom.",
      person: "Envoyer à une personne",
      channel: "Ou dans un canal",
      channelHint: "Drumbeat doit y être.",
      required: "Il n’y a rien à envoyer.",
      toNobody: "Choisissez une personne ou un canal.",
      noPerson: "Une application ne lit pas de messages. Choisissez une personne.",
      done: "Envoi dans un instant, avec votre nom.",
    },
  },
  file: {
    name: "synthese",
    "on-its-way": "Le fichier va arriver dans le fil de cette synthèse.",
    there: "Le fichier est déjà dans le fil de cette synthèse.",
  },
  command: {
    label: "Synthèse",
    help: "relire votre dernière synthèse\u00a0; `/drumbeat synthèse aperçu` donne un aperçu de la prochaine",
    notDue: "Aucune synthèse n’est prévue pour vous, d’après vos rôles et vos réglages.",
    nothingYet: (day) => `Rien pour l’instant. Votre prochaine synthèse part le ${day}.`,
    preview: (day) => `*Aperçu* de votre synthèse du ${day}, en l’état actuel\u00a0:`,
  },
  close: "Fermer",
};

export const digestTexts = { en, fr };
