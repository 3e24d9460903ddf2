import { plural } from "../../platform/texts/language.ts";

const en = {
  due: (due: string) => `due ${due}`,
  later: (at: string) => `you chose “Later”: again ${at}`,
  instead: (name: string) => `covering for ${name}`,
  overdue: (due: string) => `was due ${due} – you can still answer`,
  nothingNow: "Nothing for you to do.",
  ahead: "Check in early",
  missing: (names: readonly string[]) => `missing: ${names.join(", ")}`,
  missingDaily: (count: number) => `daily: ${count} missing`,
  readAnswers: (cadence: string) => `Read the answers: ${cadence}`,
  moreOpen: (count: number) => `and ${count} more ${plural("en", count, "check-in", "check-ins")}`,
};

const fr: typeof en = {
  due: (due) => `échéance\u00a0: ${due}`,
  later: (at) => `«\u00a0Plus tard\u00a0»\u00a0: de nouveau ${at}`,
  instead: (name) => `pour ${name} (absence)`,
  overdue: (due) => `échéance dépassée (${due})\u00a0; vous pouvez encore répondre`,
  nothingNow: "Rien à faire pour l’instant.",
  ahead: "Faire le point en avance",
  missing: (names) => `${plural("fr", names.length, "manque", "manquent")}\u00a0: ${names.join(", ")}`,
  missingDaily: (count) => `point quotidien\u00a0: il manque ${count} ${plural("fr", count, "réponse", "réponses")}`,
  readAnswers: (cadence) => `Lire les réponses\u00a0: ${cadence}`,
  moreOpen: (count) => `et ${count} ${plural("fr", count, "autre point d’étape", "autres points d’étape")}`,
};

export const homeTexts = { en, fr };
