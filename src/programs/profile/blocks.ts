/** Labels and budget where they are shown. */
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Label, Profile } from "./rules.ts";
import { budgetInWords } from "./rules-budget.ts";
import { profileTexts } from "./texts.ts";

/** As `readLabels` reads them again, line by line. */
export function labelsInWords(reader: Pick<Reader, "locale">, labels: readonly Label[]): string[] {
  const { pair } = textsFor(profileTexts, reader);
  return labels.map(({ name, value }) => pair(name, value));
}

/** In a list of programs, in plain text: what there is, the budget only to those who may change it. */
export function profileLines(
  reader: Pick<Reader, "locale">,
  profile: Profile | undefined,
  mayChange: boolean,
): string[] {
  if (!profile) return [];
  const { pair, budget } = textsFor(profileTexts, reader);
  const labels = labelsInWords(reader, profile.labels);
  return [
    ...(labels.length > 0 ? [labels.join(" · ")] : []),
    ...(mayChange && profile.budget ? [pair(budget, budgetInWords(reader, profile.budget))] : []),
  ];
}
