import { z } from "zod";
import { defineItemType, field, text } from "./item-type.ts";

export const dependency = defineItemType({
  type: "dependency",
  prefix: "DEP",
  name: { en: "Dependency", fr: "Dépendance" },
  plural: { en: "Dependencies", fr: "Dépendances" },
  genderFr: "feminine",
  words: { en: ["dependency"], fr: ["dépendance"] },
  schema: z.strictObject({ giver: text.optional(), receiver: text.optional(), agreed: z.boolean().optional() }),
  fields: [
    field(
      "giver",
      { en: "Who delivers?", fr: "Qui livre\u00a0?" },
      { is: "line" },
      { column: "giver", calledFr: ["Qui livre"] },
    ),
    field(
      "receiver",
      { en: "Who receives?", fr: "Qui reçoit\u00a0?" },
      { is: "line" },
      { column: "receiver", calledFr: ["Qui reçoit"] },
    ),
    field("agreed", { en: "Agreed by both?", fr: "Convenu par les deux parties\u00a0?" }, { is: "yes-no" }),
  ],
});
