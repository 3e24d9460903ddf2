import type { WrittenKind } from "./changed-words.ts";

const en = {
  title: {
    ofOne: (name: string) => `Your part of ${name}’s digest`,
    ofSeveral: (whose: string, period: string) => `Your part of the ${whose} ${period} digest`,
    whose: { sponsors: "sponsors’", committee: "steering committee’s", both: "sponsors’ and steering committee’s" },
  },
  from: (time: string) => `from ${time}`,
  unanswered: "Unanswered, it goes as shown; status and dates stay current.",
  quoted: (phrase: string) => `“${phrase}”`,
  /** `weekday`: the only one. */
  dayWords: (phrases: string, day: string, weekday: string | null) =>
    `${phrases}: by ${day} its readers may not know ${weekday === null ? "which day is meant" : `which ${weekday}`}.`,
  fine: "Fine",
  change: "Change the words…",
  hold: "Hold",
  release: "Release",
  correct: "Correct…",
  /** `name`: null of the reader, here and below. */
  now: {
    fine: (name: string | null, at: string) => `${name ?? "You"} found it fine, ${at}. Status and dates stay current.`,
    changed: (name: string | null, at: string) =>
      `${name ?? "You"} changed the words, ${at}. Status and dates stay current.`,
    held: (name: string | null) =>
      `${name === null ? "You hold" : `${name} holds`} the words. The digest goes with status, dates and requests, and says “report to follow”.`,
    sent: (at: string) => `Sent ${at}.`,
    sentHeld: (at: string) => `Sent ${at} without its words. Release them, or they stay out.`,
  },
  approval: {
    away: (name: string, until: string) => `${name} (away until ${until})`,
    waits: (name: string | null) =>
      `${name === null ? "You are" : `${name} is`} asked to approve it. Unanswered, only the words wait.`,
    sent: (name: string | null, at: string) =>
      `Sent ${at} without its words: they go once ${name === null ? "you approve" : `${name} approves`} them.`,
    given: (name: string | null, at: string) => `${name ?? "You"} approved it, ${at}.`,
    refused: (name: string | null, reason: string) => `${name ?? "You"} sent it back: ${reason}`,
    nobody: "Nobody else can approve it, so it goes.",
  },
  toApprove: {
    title: (program: string, period: string) => `To approve: ${program} in the ${period} digest`,
    unanswered: "Unanswered, it goes with status, dates and requests; the words wait.",
    approve: "Approve",
    refuse: "Send back…",
    noLonger: "This is no longer waiting for you.",
  },
  refuseForm: { title: "Send back", reason: "What should change?", submit: "Send back" },
  changeForm: { title: "Change the words", intro: "An empty field is left out.", submit: "Save" },
  label: {
    reason: "Why this status",
    action: "What is being done",
    "bottom-line": "Bottom line",
    decided: "Decided",
    value: "Value",
    done: "Done",
    blocked: "Blocker",
    request: "Request",
    open: "Risk",
    next: "Next",
    aim: "Aim",
    capacity: "Capacity and budget",
    recommended: "What you recommend",
    lesson: "What was learnt",
  } satisfies Record<WrittenKind, string>,
  approverForm: {
    option: "Who approves reports…",
    title: "Who approves reports",
    who: "Who approves what you write before it goes above?",
    choices: { nobody: "Nobody", deputy: "The deputy", sponsor: "The sponsor", office: "The office" },
    submit: "Save",
  },
  correctForm: {
    title: "Correct the report",
    status: "Status",
    why: "What was wrong? Readers see this.",
    submit: "Correct",
    required: "Say what was wrong.",
  },
  correction: {
    title: (program: string, day: string) => `${program}: corrected on ${day}`,
    status: (before: string, after: string) => `Status: ${before} → ${after}`,
    now: (label: string, text: string) => `${label}: ${text}`,
    out: (label: string, text: string) => `No longer: ${label.toLowerCase()} “${text}”`,
    done: "Corrected. Readers see it in their digest, and a reply says what changed.",
  },
};

const fr: typeof en = {
  title: {
    ofOne: (name) => `Votre partie de la synthèse pour ${name}`,
    ofSeveral: (whose, period) => `Votre partie de la synthèse ${whose} (${period})`,
    whose: {
      sponsors: "des sponsors",
      committee: "du comité de pilotage",
      both: "des sponsors et du comité de pilotage",
    },
  },
  from: (time) => `dès ${time}`,
  unanswered:
    "Sans réponse de votre part, elle part telle quelle\u00a0; statut et dates sont actualisés jusqu’à l’envoi.",
  quoted: (phrase) => `«\u00a0${phrase}\u00a0»`,
  dayWords: (phrases, day, weekday) =>
    `${phrases}\u00a0: le ${day}, ses lecteurs ne sauront peut-être pas de quel ${weekday ?? "jour"} il s’agit.`,
  fine: "C’est bon",
  change: "Modifier le texte…",
  hold: "Suspendre",
  release: "Libérer",
  correct: "Rectifier…",
  now: {
    fine: (name, at) =>
      `${name === null ? "Vous l’avez" : `${name} l’a`} validée le ${at}. Statut et dates restent à jour.`,
    changed: (name, at) =>
      `${name === null ? "Vous avez" : `${name} a`} modifié le texte le ${at}. Statut et dates restent à jour.`,
    held: (name) =>
      `${name === null ? "Vous suspendez" : `${name} suspend`} le texte. La synthèse part avec statut, dates et demandes, et indique «\u00a0rapport à suivre\u00a0».`,
    sent: (at) => `Envoyée le ${at}.`,
    sentHeld: (at) => `Envoyée le ${at} sans son texte. Libérez-le pour qu’il paraisse.`,
  },
  approval: {
    away: (name, until) => `${name} (absence jusqu’au ${until})`,
    waits: (name) =>
      `L’approbation ${name === null ? "vous est demandée" : `est demandée à ${name}`}. Sans réponse, seul le texte attend.`,
    sent: (name, at) =>
      `Envoyée le ${at} sans son texte\u00a0: il paraîtra dès que ${name === null ? "vous l’aurez" : `${name} l’aura`} approuvé.`,
    given: (name, at) => `${name === null ? "Vous l’avez" : `${name} l’a`} approuvée, ${at}.`,
    refused: (name, reason) => `${name === null ? "Vous l’avez" : `${name} l’a`} renvoyée\u00a0: ${reason}`,
    nobody: "Personne d’autre ne peut l’approuver\u00a0: elle part.",
  },
  toApprove: {
    title: (program, period) => `À approuver\u00a0: ${program}, dans la synthèse (${period})`,
    unanswered: "Sans réponse, elle part avec statut, dates et demandes\u00a0; le texte attend.",
    approve: "Approuver",
    refuse: "Renvoyer…",
    noLonger: "Votre approbation n’est plus attendue.",
  },
  refuseForm: { title: "Renvoyer", reason: "Que faut-il changer\u00a0?", submit: "Renvoyer" },
  changeForm: { title: "Modifier le texte", intro: "Un champ vide n’est pas repris.", submit: "Enregistrer" },
  label: {
    reason: "Pourquoi ce statut",
    action: "Action en cours",
    "bottom-line": "L’essentiel",
    decided: "Décidé",
    value: "Valeur",
    done: "Fait",
    blocked: "Blocage",
    request: "Demande",
    open: "Risque",
    next: "Ensuite",
    aim: "Ambition",
    capacity: "Capacité et budget",
    recommended: "Votre recommandation",
    lesson: "Retours d’expérience",
  },
  approverForm: {
    option: "Qui approuve le texte…",
    title: "Approbation",
    who: "Qui approuve votre texte avant qu’il ne remonte\u00a0?",
    choices: { nobody: "Personne", deputy: "La suppléance", sponsor: "Le sponsor", office: "Le bureau des programmes" },
    submit: "Enregistrer",
  },
  correctForm: {
    title: "Rectifier le rapport",
    status: "Statut",
    why: "Qu’est-ce qui était faux\u00a0? Les lecteurs le voient.",
    submit: "Rectifier",
    required: "Dites ce qui était faux.",
  },
  correction: {
    title: (program, day) => `${program}\u00a0: rectifié le ${day}`,
    status: (before, after) => `Statut\u00a0: ${before} → ${after}`,
    now: (label, text) => `${label}\u00a0: ${text}`,
    out: (label, text) => `Retiré\u00a0: ${label.toLowerCase()} «\u00a0${text}\u00a0»`,
    done: "Rectifié. Les lecteurs le voient dans leur synthèse, et une réponse dit ce qui a changé.",
  },
};

export const draftTexts = { en, fr };
