import { z } from "zod";
import { date, defineItemType, field } from "./item-type.ts";

/** A date that counts: its first and present dates and its moves are those of every item, each move with its reason. */
export const milestone = defineItemType({
  type: "milestone",
  prefix: "M",
  name: { en: "Milestone", fr: "Jalon" },
  plural: { en: "Milestones", fr: "Jalons" },
  genderFr: "masculine",
  words: { en: ["milestone"], fr: ["jalon"] },
  schema: z.strictObject({ reachedOn: date.optional() }),
  fields: [
    field(
      "reachedOn",
      { en: "Reached on", fr: "Atteint le" },
      { is: "date", isPast: true },
      { isAsked: false, column: "reached_on", calledFr: ["Atteint le"] },
    ),
  ],
  form: { due: { en: "Date", fr: "Date" } },
  moves: { open: ["reached", "dropped"], reached: ["open"], dropped: ["open"] },
});
