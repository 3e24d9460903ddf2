import { z } from "zod";
import { defineItemType, field, text } from "./item-type.ts";

export const MOST_POINTS = 3;

/** What somebody, usually the sponsor, is asked to do in person: its owner is who goes, its date the day. */
export const presence = defineItemType({
  type: "presence",
  prefix: "PRE",
  name: { en: "Presence", fr: "Présence" },
  plural: { en: "Presences", fr: "Présences" },
  genderFr: "feminine",
  words: { en: ["presence"], fr: ["présence", "intervention"] },
  schema: z.strictObject({
    /** Wall time in `zone`; left out: of the whole day. */
    time: z.iso.time({ precision: -1 }).optional(),
    zone: z.string().optional(),
    place: text.optional(),
    points: z.array(text).max(MOST_POINTS).optional(),
  }),
  fields: [
    field("time", { en: "Time", fr: "Heure" }, { is: "time" }),
    field(
      "zone",
      { en: "Time zone", fr: "Fuseau horaire" },
      { is: "zone" },
      { hint: { en: "Of the place.", fr: "Du lieu." } },
    ),
    field("place", { en: "Where", fr: "Lieu" }, { is: "line" }),
    field(
      "points",
      { en: "Sentences to say", fr: "Phrases à dire" },
      { is: "lines", most: MOST_POINTS },
      { hint: { en: "One per line, up to three.", fr: "Une par ligne, trois au plus." } },
    ),
  ],
  form: {
    owner: { en: "Who should do it?", fr: "À qui le demander\u00a0?" },
    ownerHint: { en: "Usually the sponsor.", fr: "En règle générale, le sponsor." },
    due: { en: "Date", fr: "Date" },
  },
});
