import { z } from "zod";
import { date, defineItemType, field, text } from "./item-type.ts";

export const MOST_OPTIONS = 4;

/** Active until another one replaces it; never edited. */
export const decision = defineItemType({
  type: "decision",
  prefix: "D",
  name: { en: "Decision", fr: "Décision" },
  plural: { en: "Decisions", fr: "Décisions" },
  genderFr: "feminine",
  words: { en: ["decision"], fr: ["décision"] },
  schema: z.strictObject({
    context: text.optional(),
    options: z.array(text).max(MOST_OPTIONS).optional(),
    rationale: text.optional(),
    /** What the author of the ask said for the option that was taken, where the decider wrote no reason. */
    recommendation: text.optional(),
    consulted: text.optional(),
    expectedOutcome: text.optional(),
    decidedBy: z.string().optional(),
    decidedOn: date.optional(),
    /** The ask that it answers. */
    askId: z.string().optional(),
  }),
  fields: [
    field(
      "rationale",
      { en: "Rationale", fr: "Motifs" },
      { is: "long" },
      { column: "rationale", calledFr: ["Motifs", "Justification"] },
    ),
    field("recommendation", { en: "Recommendation", fr: "Recommandation" }, { is: "line" }, { isAsked: false }),
    field("context", { en: "Context", fr: "Contexte" }, { is: "long" }),
    field(
      "options",
      { en: "Options considered", fr: "Options étudiées" },
      { is: "lines", most: MOST_OPTIONS },
      { hint: { en: "One per line, up to four.", fr: "Une par ligne, quatre au plus." } },
    ),
    field("consulted", { en: "Consulted", fr: "Personnes consultées" }, { is: "line" }),
    field("expectedOutcome", { en: "Expected outcome", fr: "Résultat attendu" }, { is: "line" }),
    field("decidedOn", { en: "Decided on", fr: "Décidée le" }, { is: "date", isPast: true }),
  ],
  form: {
    owner: { en: "Who decided?", fr: "Qui a décidé\u00a0?" },
    due: { en: "Review on", fr: "À revoir le" },
    isDueOptional: true,
  },
  moves: { active: ["replaced"] },
  begins: "active",
});
