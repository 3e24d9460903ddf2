import { frenchOf } from "../../platform/texts/language.ts";

const en = {
  yours: "Yours now",
  due: (due: string) => `due ${due}`,
  instead: (name: string) => `for ${name}, who is away`,
  overdue: (due: string) => `was due ${due}; your answer still counts`,
  answered: (at: string) => `✓ checked in ${at}`,
  answeredFor: "✓ answered for you",
  skipped: "skipped",
  nothingNow: "Nothing is asked of you right now.",
  ahead: "Check in ahead",
  led: "Programs you lead",
  silent: (names: string, away: string) =>
    `No answer yet: ${names}.${away === "" ? "" : ` ${away}`} Only those who lead the program see this.`,
  noRound: "No round is open.",
  nobodyAsked: "Nobody is asked anything yet.",
  missed: (rounds: string) => `Not asked, since Drumbeat was not running: ${rounds}`,
  missedOf: (cadence: string, count: number, last: string) =>
    count === 1 ? `${cadence} (${last})` : `${cadence} (${count} rounds, last: ${last})`,
  coming: (dates: string) => `Next: ${dates}`,
};

const fr: typeof en = {
  yours: "À faire maintenant",
  due: (due) => `à remettre pour le ${due}`,
  instead: (name) => `pendant l’absence ${frenchOf(name)}`,
  overdue: (due) => `était à remettre pour le ${due}\u00a0; votre réponse compte encore`,
  answered: (at) => `✓ point fait le ${at}`,
  answeredFor: "✓ réponse donnée à votre place",
  skipped: "tour passé",
  nothingNow: "Rien ne vous est demandé pour l’instant.",
  ahead: "Faire le point en avance",
  led: "Les programmes que vous conduisez",
  silent: (names, away) =>
    `Pas encore de réponse\u00a0: ${names}.${away === "" ? "" : ` ${away}`} Visible des seuls responsables du programme.`,
  noRound: "Aucun point d’étape en cours.",
  nobodyAsked: "Rien n’est encore demandé à personne.",
  missed: (rounds) => `Non demandé, Drumbeat étant à l’arrêt\u00a0: ${rounds}`,
  missedOf: (cadence, count, last) =>
    count === 1 ? `${cadence} (${last})` : `${cadence} (${count} occurrences, la dernière\u00a0: ${last})`,
  coming: (dates) => `À venir\u00a0: ${dates}`,
};

export const homeTexts = { en, fr };
