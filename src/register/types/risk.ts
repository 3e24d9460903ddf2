import { z } from "zod";
import { defineItemType, field, text } from "./item-type.ts";

const scale5 = z.int().min(1).max(5);

const RESPONSES = {
  avoid: { en: "Avoid", fr: "Éviter" },
  reduce: { en: "Reduce", fr: "Réduire" },
  transfer: { en: "Transfer", fr: "Transférer" },
  accept: { en: "Accept", fr: "Accepter" },
  exploit: { en: "Exploit", fr: "Exploiter" },
};

/** "As a result of cause, event may occur, leading to effect." */
export const risk = defineItemType({
  type: "risk",
  prefix: "R",
  name: { en: "Risk", fr: "Risque" },
  plural: { en: "Risks", fr: "Risques" },
  genderFr: "masculine",
  words: { en: ["risk"], fr: ["risque"] },
  schema: z.strictObject({
    cause: text.optional(),
    effect: text.optional(),
    probability: scale5.optional(),
    impact: scale5.optional(),
    response: z.enum(["avoid", "reduce", "transfer", "accept", "exploit"]).optional(),
    nextAction: text.optional(),
  }),
  fields: [
    field(
      "cause",
      { en: "Cause", fr: "Cause" },
      { is: "line" },
      {
        hint: { en: "As a result of … this may happen …", fr: "En raison de… il pourrait arriver que…" },
        column: "cause",
      },
    ),
    field(
      "effect",
      { en: "Effect", fr: "Effet" },
      { is: "line" },
      { column: "effect", calledFr: ["Effet", "Conséquence"] },
    ),
    field(
      "probability",
      { en: "Probability (1–5)", fr: "Probabilité (1–5)" },
      { is: "score" },
      { column: "probability", calledFr: ["Probabilité"] },
    ),
    field(
      "impact",
      { en: "Impact (1–5)", fr: "Impact (1–5)" },
      { is: "score" },
      { id: "impactScore", column: "impact", calledFr: ["Impact"] },
    ),
    field(
      "response",
      { en: "Response", fr: "Réponse au risque" },
      { is: "choice", options: RESPONSES },
      { column: "response", calledFr: ["Réponse au risque", "Réponse", "Traitement"] },
    ),
    field(
      "nextAction",
      { en: "Next step", fr: "Prochaine étape" },
      { is: "line" },
      { column: "next_action", calledFr: ["Prochaine étape", "Prochaine action"] },
    ),
  ],
  form: { due: { en: "Review on", fr: "À revoir le" } },
});
