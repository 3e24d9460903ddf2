import { z } from "zod";
import { defineItemType, field, text } from "./item-type.ts";

export const assumption = defineItemType({
  type: "assumption",
  prefix: "A",
  name: { en: "Assumption", fr: "Hypothèse" },
  words: { en: ["assumption"], fr: ["hypothèse"] },
  schema: z.strictObject({ validatedBy: text.optional(), consequence: text.optional() }),
  fields: [
    field("validatedBy", { en: "Validated by", fr: "Validée par" }, { is: "line" }, { column: "validated_by" }),
    field(
      "consequence",
      { en: "Consequence if wrong", fr: "Conséquence si elle est fausse" },
      { is: "line" },
      { column: "consequence" },
    ),
  ],
  form: { due: { en: "Review on", fr: "À revoir le" } },
});
