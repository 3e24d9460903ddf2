import { z } from "zod";
import { defineItemType } from "./item-type.ts";

export const action = defineItemType({
  type: "action",
  prefix: "ACT",
  name: { en: "Action", fr: "Action" },
  plural: { en: "Actions", fr: "Actions" },
  genderFr: "feminine",
  words: { en: ["action"], fr: ["action"] },
  schema: z.strictObject({}),
  fields: [],
});
