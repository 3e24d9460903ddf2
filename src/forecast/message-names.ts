/** What messages are called, by their kind. */
import { type Language, languageOf, type Reader } from "../platform/texts/language.ts";

/** By a kind, or by what several kinds begin with. */
const NAMES: Readonly<Record<string, Record<Language, string>>> = {
  prompt: { en: "check-in", fr: "point d’étape" },
  reminder: { en: "reminder", fr: "rappel" },
  "delegate-prompt": { en: "check-in you’re covering", fr: "point d’étape en remplacement" },
  "nobody-left": { en: "note that no one is left to ask", fr: "note sur un point d’étape sans destinataire" },
  "report-draft": { en: "part of a digest to look through", fr: "partie d’une synthèse à relire" },
  "report-approval": { en: "part of a digest to approve", fr: "partie d’une synthèse à approuver" },
  "off-track": { en: "note that a program is off track", fr: "note sur un programme hors trajectoire" },
  "item-reminder": { en: "register reminder", fr: "rappel du registre" },
  weekly: { en: "weekly message", fr: "message hebdomadaire" },
  request: { en: "decision needed", fr: "décision à prendre" },
  "request-reminder": { en: "reminder of a request", fr: "rappel d’une demande" },
  "request-note": { en: "note about a request", fr: "note sur une demande" },
  "request-ended": { en: "requests of a closed program", fr: "demandes d’un programme clos" },
  blocker: { en: "blocker past its date", fr: "blocage dont l’échéance est passée" },
  "item-given": { en: "item that is now yours", fr: "élément désormais à vous" },
  "handed-on": { en: "items of a role that ended", fr: "éléments d’un rôle qui a pris fin" },
  unled: { en: "program that nobody leads", fr: "programme sans responsable" },
  snooze: { en: "check-in, at the time you chose", fr: "point d’étape, à l’heure choisie" },
  round: { en: "the team’s answers", fr: "réponses de l’équipe" },
  "measures-due": { en: "numbers that are due", fr: "chiffres attendus" },
  "asked-for": { en: "picture or file that you asked for", fr: "image ou fichier demandé" },
  "contacts-due": { en: "contacts that are due", fr: "contacts à prendre" },
  "track-step": { en: "step that begins", fr: "étape qui commence" },
  "track-step-late": { en: "step due or late", fr: "étape à échéance ou en retard" },
  "track-gate": { en: "step to approve", fr: "étape à approuver" },
  work: { en: "work request", fr: "demande de travaux" },
  "track-consulted": { en: "step on which you are consulted", fr: "étape sur laquelle on vous consulte" },
  "track-heir": { en: "what somebody who leaves has open", fr: "ce que laisse une personne qui s’en va" },
  receipt: { en: "receipt of your answers", fr: "accusé de réception de vos réponses" },
  absence: { en: "absence", fr: "absence" },
  named: { en: "your role in a program", fr: "votre rôle dans un programme" },
  program: { en: "program that you lead", fr: "programme que vous pilotez" },
  "lead-away": { en: "lead who is away", fr: "absence d’un responsable" },
  "lead-changed": { en: "program with another lead", fr: "programme qui change de responsable" },
  "digest-seen": { en: "digest that was seen", fr: "synthèse reçue" },
  role: { en: "role without its holder", fr: "rôle sans titulaire" },
  channel: { en: "note on a program’s channel", fr: "note sur le canal d’un programme" },
  office: { en: "your program office", fr: "votre bureau des programmes" },
  report: { en: "digest", fr: "synthèse" },
  forwarded: { en: "digest that was forwarded", fr: "synthèse transmise" },
  thanks: { en: "thanks", fr: "remerciements" },
  page: { en: "page of a program", fr: "page d’un programme" },
  sponsor: { en: "choice of a sponsor", fr: "choix d’un sponsor" },
  people: { en: "map of stakeholders", fr: "carte des parties prenantes" },
  own: { en: "copy of your data", fr: "copie de vos données" },
  erasure: { en: "erasure of a person", fr: "effacement d’une personne" },
  "quarter-review": { en: "what goes on after a quarter", fr: "ce qui se poursuit après un trimestre" },
  "program-pause": { en: "program that rests or stops", fr: "programme en pause ou arrêté" },
  workshop: { en: "preparation of a workshop", fr: "préparation d’un atelier" },
  guide: { en: "what one can write to Drumbeat", fr: "ce qu’on peut écrire à Drumbeat" },
};

export function nameOfKind({ locale }: Pick<Reader, "locale">, kind: string): string {
  const message = kind.replace(/-file$/, "");
  const names = NAMES[message] ?? NAMES[message.replace(/-.*/, "")];
  return names?.[languageOf(locale)] ?? "message";
}
