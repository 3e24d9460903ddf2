import { ofName } from "../../platform/texts/language.ts";

const en = {
  button: "Ask the lead…",
  form: {
    title: "Ask the lead",
    submit: "Send",
    close: "Cancel",
    words: "Your question",
    /** `later`: when it comes to those who do not get it now. */
    hint: (names: string, later: string) =>
      `It goes to ${names}${later === "" ? " now" : ""}, in your words. ${later === "" ? "" : `${later} `}The reply comes to you.`,
    required: "Write your question.",
    done: (names: string, later: string) => `Your question goes to ${names}${later === "" ? " now." : `. ${later}`}`,
  },
  reply: {
    button: "Reply…",
    title: "Reply",
    words: "Your reply",
    hint: (name: string, later: string) =>
      later === "" ? `${name} gets it now, in your words.` : `In your words. ${later}`,
    required: "Write your reply.",
    done: (name: string, later: string) => `Your reply goes to ${name}${later === "" ? " now." : `. ${later}`}`,
  },
  asked: (name: string, program: string) => `${name} asks about ${program}`,
  replied: (name: string, program: string) => `${name} replies about ${program}`,
  /** `name`: null of the reader. */
  repliedBy: (name: string | null) => `${name ?? "You"} replied`,
  youAsked: "You asked",
  why: (program: string) => `You lead ${program}, and somebody who reads its reports asked about it.`,
  error: {
    notYours: "Only those who read the reports of this program can ask its lead.",
    nobody: "Nobody leads this program now. Its sponsor or an admin can name a lead.",
    notLeading: "Only whoever leads this program can reply.",
    replied: (name: string) => `${name} has replied already.`,
  },
};

const fr: typeof en = {
  button: "Poser une question…",
  form: {
    title: "Poser une question",
    submit: "Envoyer",
    close: "Annuler",
    words: "Votre question",
    hint: (names, later) =>
      `Envoyée telle quelle à ${names}${later === "" ? ", maintenant." : `. ${later}`} Vous recevrez la réponse.`,
    required: "Écrivez votre question.",
    done: (names, later) => [`Votre question est envoyée à ${names}.`, later].join(" ").trim(),
  },
  reply: {
    button: "Répondre…",
    title: "Répondre",
    words: "Votre réponse",
    hint: (name, later) =>
      later === "" ? `Envoyée telle quelle à ${name}, maintenant.` : `Envoyée telle quelle. ${later}`,
    required: "Écrivez votre réponse.",
    done: (name, later) => [`Votre réponse est envoyée à ${name}.`, later].join(" ").trim(),
  },
  asked: (name, program) => `Question de ${name} sur «\u00a0${program}\u00a0»`,
  replied: (name, program) => `Réponse ${ofName(name)} sur «\u00a0${program}\u00a0»`,
  repliedBy: (name) => (name === null ? "Votre réponse" : `Réponse ${ofName(name)}`),
  youAsked: "Votre question",
  why: (program) =>
    `Vous pilotez «\u00a0${program}\u00a0», et une personne qui en lit les rapports a posé une question.`,
  error: {
    notYours: "Seules les personnes qui lisent les rapports de ce programme peuvent interroger son responsable.",
    nobody:
      "Personne ne pilote ce programme en ce moment. Son sponsor ou l’administration de Drumbeat peut désigner un responsable.",
    notLeading: "Seule la personne qui pilote ce programme peut répondre.",
    replied: (name) => `${name} a déjà répondu.`,
  },
};

export const questionTexts = { en, fr };
