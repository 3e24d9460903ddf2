import { z } from "zod";
import { defineItemType } from "./item-type.ts";

export const action = defineItemType({
  type: "action",
  prefix: "ACT",
  name: { en: "Action", fr: "Action" },
  words: ["action"],
  schema: z.strictObject({}),
  fields: [],
});
