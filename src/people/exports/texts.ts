/** What whoever has a file made is told of it. */
import type { Language } from "../../platform/texts/language.ts";

const en = {
  noReason: 'Say why with --reason "…": the persons in it read it.',
  notFor: "Not for appraisal, pay or discipline.",
  withoutNames: "People are P1, P2 …, another number in each export; names that somebody typed are as they were typed.",
  leftOut: "What only those who lead may read is left out: it comes with --names.",
};

const fr: typeof en = {
  noReason: 'Indiquez pourquoi avec --reason "…"\u00a0: les personnes qui y figurent le liront.',
  notFor: "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
  withoutNames:
    "Les personnes sont P1, P2 …, avec un autre numéro à chaque export\u00a0; les noms que quelqu’un a écrits restent tels quels.",
  leftOut: "Ce que seuls les responsables peuvent lire est retiré\u00a0: l’option --names l’ajoute.",
};

export const exportTexts: Record<Language, typeof en> = { en, fr };
