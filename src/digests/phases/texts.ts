import { type Reader, textsFor } from "../../platform/texts/language.ts";
import type { Phase } from "./rules.ts";

const en = {
  alignment: "Alignment",
  resources: "Resources",
  obstacles: "Removing obstacles",
  sustained: "Sustained",
} satisfies Record<Phase, string>;

const fr: typeof en = {
  alignment: "Alignement",
  resources: "Ressources",
  obstacles: "Levée des obstacles",
  sustained: "Dans la durée",
};

const phaseTexts = { en, fr };

export function phaseWord(reader: Pick<Reader, "locale">, phase: Phase): string {
  return textsFor(phaseTexts, reader)[phase];
}
