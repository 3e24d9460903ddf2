import { plural } from "../../platform/texts/language.ts";

const en = {
  yours: "To do now",
  due: (due: string) => `due ${due}`,
  instead: (name: string) => `covering for ${name}`,
  overdue: (due: string) => `was due ${due} – you can still answer`,
  answered: (at: string) => `✓ checked in ${at}`,
  answeredFor: "✓ answered for you",
  skipped: "skipped",
  done: "Checked in",
  nothingNow: "You’re all caught up.",
  ahead: "Check in early",
  silent: (names: string) => `Waiting for ${names}.`,
  silentNote: "Only program leads see who hasn’t answered.",
  readAnswers: (cadence: string) => `Read the answers: ${cadence}`,
  moreOpen: (count: number) => `and ${count} more ${plural("en", count, "check-in", "check-ins")}`,
  edit: "Edit an answer",
  noRound: "No check-in is open.",
  nobodyAsked: "No check-ins yet.",
  missed: (rounds: string) => `Not sent because Drumbeat was down: ${rounds}`,
  missedOf: (cadence: string, count: number, last: string) =>
    count === 1 ? `${cadence} (${last})` : `${cadence} (${count} check-ins, last: ${last})`,
};

const fr: typeof en = {
  yours: "À faire maintenant",
  due: (due) => `échéance\u00a0: ${due}`,
  instead: (name) => `pour ${name} (absence)`,
  overdue: (due) => `échéance dépassée (${due})\u00a0; vous pouvez encore répondre`,
  answered: (at) => `✓ point fait le ${at}`,
  answeredFor: "✓ réponse donnée à votre place",
  skipped: "pas de réponse cette fois",
  done: "Points faits",
  nothingNow: "Vous n’avez rien à faire pour l’instant.",
  ahead: "Faire le point en avance",
  silent: (names) => `Réponses manquantes\u00a0: ${names}.`,
  silentNote: "Les réponses manquantes ne sont visibles que des responsables du programme.",
  readAnswers: (cadence) => `Lire les réponses\u00a0: ${cadence}`,
  moreOpen: (count) => `et ${count} ${plural("fr", count, "autre point d’étape", "autres points d’étape")}`,
  edit: "Modifier…",
  noRound: "Aucun point d’étape en cours.",
  nobodyAsked: "Aucun point d’étape n’est encore en place.",
  missed: (rounds) => `Non envoyé, Drumbeat étant à l’arrêt\u00a0: ${rounds}`,
  missedOf: (cadence, count, last) =>
    count === 1 ? `${cadence} (${last})` : `${cadence} (${count} occurrences, la dernière\u00a0: ${last})`,
};

export const homeTexts = { en, fr };
