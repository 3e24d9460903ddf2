import { z } from "zod";
import { defineItemType, field, text } from "./item-type.ts";

export const assumption = defineItemType({
  type: "assumption",
  prefix: "A",
  name: { en: "Assumption", fr: "Hypothèse" },
  plural: { en: "Assumptions", fr: "Hypothèses" },
  genderFr: "feminine",
  words: { en: ["assumption"], fr: ["hypothèse"] },
  schema: z.strictObject({ validatedBy: text.optional(), consequence: text.optional() }),
  fields: [
    field(
      "validatedBy",
      { en: "Validated by", fr: "Validée par" },
      { is: "line" },
      { column: "validated_by", calledFr: ["Validée par", "Validé par"] },
    ),
    field(
      "consequence",
      { en: "Consequence if wrong", fr: "Conséquence si elle est fausse" },
      { is: "line" },
      { column: "consequence", calledFr: ["Conséquence si elle est fausse", "Conséquence si fausse"] },
    ),
  ],
  form: { due: { en: "Review on", fr: "À revoir le" } },
});
