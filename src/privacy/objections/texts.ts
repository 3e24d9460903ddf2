import { plural } from "../../platform/texts/language.ts";
import type { ObjectionAnswer, ObjectionKind } from "./table.ts";

const en = {
  form: {
    title: { wrong: "This is wrong", object: "I object" } satisfies Record<ObjectionKind, string>,
    close: "Cancel",
    send: "Send",
    about: "It is about:",
    aboutAll: "It is about what is kept about you as a whole. Say what you mean.",
    goesTo: (names: string, day: string) => `It goes to ${names}. You have an answer by ${day}, in *My data*.`,
    kind: "Which is it?",
    kinds: { wrong: "This is wrong", object: "I object to it" } satisfies Record<ObjectionKind, string>,
    words: "In your words",
    wordsHint: { wrong: "What is right?", object: "Why should it not be kept or shared?" } satisfies Record<
      ObjectionKind,
      string
    >,
    required: "Say it in a sentence or two.",
    done: (names: string, day: string) => `Sent to ${names}. You have an answer by ${day}.`,
  },
  answer: {
    title: "Answer",
    close: "Cancel",
    send: "Answer",
    button: "Answer…",
    whatTheySay: (name: string, kind: ObjectionKind) =>
      kind === "wrong" ? `${name} says that this is wrong:` : `${name} objects to this:`,
    ofAll: "what is kept about them as a whole",
    asked: (day: string) => `To be answered by ${day}, one month after it was asked.`,
    overdue: (day: string) => `Was to be answered by ${day}.`,
    which: "Your answer",
    choices: { accepted: "Accepted", "not-accepted": "Not accepted" } satisfies Record<ObjectionAnswer, string>,
    words: "In your words",
    wordsHint: "What becomes of it, or why not. They read it.",
    required: "Choose, and say it in a sentence or two.",
    done: (name: string) => `${name} reads it in the next morning message, and in *My data*.`,
    correct: (digest: string, button: string) =>
      `The line was in a digest that has gone out (${digest}). To put it right, the person who approves the program’s part sends a correction: on Home, on the program’s card, *${button}*`,
    remove:
      "Where something has to be changed or go: in the register by its owner, in answers by their author, else by erasure.",
  },
  home: {
    title: "People’s data: to answer",
  },
  line: {
    asked: (name: string, day: string, kind: ObjectionKind) =>
      kind === "wrong"
        ? `*${name}* says that something kept about them is wrong. Answer by ${day}.`
        : `*${name}* objects to something kept about them. Answer by ${day}.`,
    askedSince: (name: string) => `What ${name} asked about their data is answered.`,
    answered: (by: string, answer: ObjectionAnswer, day: string) =>
      answer === "accepted"
        ? `${by} accepts what you asked about your data on ${day}. *My data* has the answer.`
        : `${by} does not accept what you asked about your data on ${day}. *My data* has the answer, and why.`,
    whyAsked: "You look after people’s data here, or are an admin where no one else does.",
    whyAnswered: "You said that something kept about you is wrong, or objected to it.",
    openMine: "My data…",
  },
  mine: {
    waits: (day: string) => `to be answered by ${day}`,
    overdue: (day: string) => `was to be answered by ${day}; remind them`,
    more: (count: number) => `and ${count} earlier ${plural("en", count, "one", "ones")}, under *Who used your data*`,
  },
  error: {
    gone: "What this is about is no longer there. Close this and open *My data* again.",
    answered: "Someone has answered this already.",
    notYours: (who: string) => `This is answered by who looks after people’s data. Ask ${who}.`,
  },
};

const fr: typeof en = {
  form: {
    title: { wrong: "C’est inexact", object: "Je m’y oppose" },
    close: "Annuler",
    send: "Envoyer",
    about: "Il s’agit de\u00a0:",
    aboutAll: "Il s’agit de l’ensemble de ce qui est conservé à votre sujet. Précisez ce que vous visez.",
    goesTo: (names, day) =>
      `Votre demande est adressée à ${names}. Réponse au plus tard le ${day}, dans *Mes données*.`,
    kind: "Que demandez-vous\u00a0?",
    kinds: { wrong: "C’est inexact", object: "Je m’y oppose" },
    words: "Dans vos mots",
    wordsHint: {
      wrong: "Qu’est-ce qui est exact\u00a0?",
      object: "Pourquoi ne faut-il ni le conserver ni le transmettre\u00a0?",
    },
    required: "Dites-le en une phrase ou deux.",
    done: (names, day) => `Envoyé à ${names}. Vous aurez une réponse au plus tard le ${day}.`,
  },
  answer: {
    title: "Répondre",
    close: "Annuler",
    send: "Répondre",
    button: "Répondre…",
    whatTheySay: (name, kind) =>
      kind === "wrong" ? `${name} dit que ceci est inexact\u00a0:` : `${name} s’oppose à ceci\u00a0:`,
    ofAll: "l’ensemble de ce qui est conservé à son sujet",
    asked: (day) => `Réponse attendue au plus tard le ${day}, un mois après la demande.`,
    overdue: (day) => `La réponse était attendue le ${day}.`,
    which: "Votre réponse",
    choices: { accepted: "Acceptée", "not-accepted": "Non acceptée" },
    words: "Dans vos mots",
    wordsHint: "Ce qu’il en advient, ou pourquoi non. La personne le lira.",
    required: "Choisissez, et dites-le en une phrase ou deux.",
    done: (name) => `${name} le lira dans son prochain message du matin et dans *Mes données*.`,
    correct: (digest, button) =>
      `La ligne figurait dans une synthèse déjà envoyée (${digest}). Pour la corriger, la personne qui approuve la partie du programme envoie une rectification\u00a0: sur l’accueil, carte du programme, *${button}*`,
    remove:
      "Ce qui doit changer ou disparaître\u00a0: dans le registre par son propriétaire, dans les réponses par leur auteur, sinon par l’effacement.",
  },
  home: {
    title: "Données personnelles\u00a0: à répondre",
  },
  line: {
    asked: (name, day, kind) =>
      kind === "wrong"
        ? `*${name}* dit inexacte une donnée conservée à son sujet. Répondez au plus tard le ${day}.`
        : `*${name}* s’oppose à une donnée conservée à son sujet. Répondez au plus tard le ${day}.`,
    askedSince: (name) => `La demande de ${name} au sujet de ses données a reçu une réponse.`,
    answered: (by, answer, day) =>
      answer === "accepted"
        ? `${by} accepte votre demande du ${day} au sujet de vos données. La réponse est dans *Mes données*.`
        : `${by} n’accepte pas votre demande du ${day} au sujet de vos données. La réponse et ses raisons sont dans *Mes données*.`,
    whyAsked: "Vous êtes chargé ici de la protection des données, ou administrateur là où personne d’autre ne l’est.",
    whyAnswered: "Vous avez contesté une donnée conservée à votre sujet.",
    openMine: "Mes données…",
  },
  mine: {
    waits: (day) => `réponse attendue au plus tard le ${day}`,
    overdue: (day) => `la réponse était attendue le ${day}\u00a0: relancez`,
    more: (count) =>
      `et ${count} ${plural("fr", count, "plus ancienne", "plus anciennes")}, sous *Qui a utilisé vos données*`,
  },
  error: {
    gone: "Ce dont il s’agit n’existe plus. Fermez cette fenêtre et rouvrez *Mes données*.",
    answered: "Une réponse a déjà été donnée.",
    notYours: (who) =>
      `La réponse revient aux personnes chargées de la protection des données. Adressez-vous à ${who}.`,
  },
};

export const objectionTexts = { en, fr };
