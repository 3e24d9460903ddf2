const en = {
  button: "Ask the lead…",
  form: {
    title: "Ask the lead",
    submit: "Send",
    close: "Cancel",
    words: "Your question",
    hint: (names: string) => `${names} gets it now, in your words. The reply comes to you.`,
    required: "Write your question.",
    done: (names: string) => `${names} has your question.`,
  },
  reply: {
    button: "Reply…",
    title: "Reply",
    words: "Your reply",
    hint: (name: string) => `${name} gets it now, in your words.`,
    required: "Write your reply.",
    done: (name: string) => `${name} has your reply.`,
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
    hint: (names) => `Envoyée telle quelle à ${names}, maintenant. Vous recevrez la réponse.`,
    required: "Écrivez votre question.",
    done: (names) => `Votre question est envoyée à ${names}.`,
  },
  reply: {
    button: "Répondre…",
    title: "Répondre",
    words: "Votre réponse",
    hint: (name) => `Envoyée telle quelle à ${name}, maintenant.`,
    required: "Écrivez votre réponse.",
    done: (name) => `Votre réponse est envoyée à ${name}.`,
  },
  asked: (name, program) => `Question de ${name} sur «\u00a0${program}\u00a0»`,
  replied: (name, program) => `Réponse de ${name} sur «\u00a0${program}\u00a0»`,
  repliedBy: (name) => (name === null ? "Votre réponse" : `Réponse de ${name}`),
  youAsked: "Votre question",
  why: (program) =>
    `Vous pilotez «\u00a0${program}\u00a0», et une personne qui en lit les rapports a posé une question.`,
  error: {
    notYours: "Seules les personnes qui lisent les rapports de ce programme peuvent interroger son responsable.",
    nobody: "Personne ne pilote ce programme en ce moment. Son sponsor ou un admin peut nommer un responsable.",
    notLeading: "Seule la personne qui pilote ce programme peut répondre.",
    replied: (name) => `${name} a déjà répondu.`,
  },
};

export const questionTexts = { en, fr };
