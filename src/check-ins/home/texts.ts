import { plural } from "../../platform/texts/language.ts";

const en = {
  due: (due: string) => `due ${due}`,
  instead: (name: string) => `covering for ${name}`,
  overdue: (due: string) => `was due ${due} – you can still answer`,
  nothingNow: "Nothing for you to do.",
  ahead: "Check in early",
  missing: (names: readonly string[]) => `missing: ${names.join(", ")}`,
  missingDaily: (count: number) => `daily: ${count} missing`,
  readAnswers: (cadence: string) => `Read the answers: ${cadence}`,
  moreOpen: (count: number) => `and ${count} more ${plural("en", count, "check-in", "check-ins")}`,
  missed: (rounds: string) => `Not sent because Drumbeat was down: ${rounds}`,
  missedOf: (cadence: string, count: number, last: string) =>
    count === 1 ? `${cadence} (${last})` : `${cadence} (${count} check-ins, last: ${last})`,
};

const fr: typeof en = {
  due: (due) => `échéance\u00a0: ${due}`,
  instead: (name) => `pour ${name} (absence)`,
  overdue: (due) => `échéance dépassée (${due})\u00a0; vous pouvez encore répondre`,
  nothingNow: "Rien à faire pour l’instant.",
  ahead: "Faire le point en avance",
  missing: (names) => `${plural("fr", names.length, "manque", "manquent")}\u00a0: ${names.join(", ")}`,
  missingDaily: (count) => `point quotidien\u00a0: il manque ${count} ${plural("fr", count, "réponse", "réponses")}`,
  readAnswers: (cadence) => `Lire les réponses\u00a0: ${cadence}`,
  moreOpen: (count) => `et ${count} ${plural("fr", count, "autre point d’étape", "autres points d’étape")}`,
  missed: (rounds) => `Non envoyé, Drumbeat étant à l’arrêt\u00a0: ${rounds}`,
  missedOf: (cadence, count, last) =>
    count === 1 ? `${cadence} (${last})` : `${cadence} (${count} occurrences, la dernière\u00a0: ${last})`,
};

export const homeTexts = { en, fr };
