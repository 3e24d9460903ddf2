/** What Drumbeat asks nobody any more: how they feel, and what they think of stakeholders or of their sponsor. Pure. */
import { type LocalText, type Question, RETIRED_FEED } from "./questions.ts";

/** By these, in any language, the questions about others are known: they feed nothing. */
const LABELS_OF_OPINIONS: readonly string[] = [
  "Stakeholders whose position moved",
  "Parties prenantes dont la position évolue",
  "Sponsor assessment",
  "Évaluation du parrainage",
];

/** In the JSON of every question that is retired stands one of these. */
export const SIGNS_OF_RETIRED: readonly string[] = [
  `"feeds":"${RETIRED_FEED}"`,
  ...LABELS_OF_OPINIONS.map((label) => JSON.stringify(label)),
];

/**
 * What of the question shows that it is such a one: what it feeds (a mood) or its label (an opinion); null: it may be asked,
 * and what was answered may be told.
 */
export function retiredBy({ feeds, label }: Pick<Question, "feeds" | "label">): "feeds" | "label" | null {
  if (feeds === RETIRED_FEED) return "feeds";
  return textsOf(label).some((text) => LABELS_OF_OPINIONS.includes(text.trim())) ? "label" : null;
}

/** Those that are asked and told, in their order. */
export function withoutRetired(questions: readonly Question[]): Question[] {
  return questions.filter((question) => retiredBy(question) === null);
}

function textsOf(label: LocalText): string[] {
  return typeof label === "string" ? [label] : [label.en, label.fr];
}
