import { z } from "zod";
import { date, defineItemType, field, text } from "./item-type.ts";

export const APPEARANCE_KINDS = ["be-seen", "speak-to", "say-to-all", "give", "clear-the-way"] as const;

/** Where somebody goes to be heard or seen. */
const IN_A_PLACE: readonly string[] = ["be-seen", "speak-to", "say-to-all"];

/** As its line begins. */
export const APPEARANCE_NAMES = {
  "be-seen": { en: "Be seen", fr: "Être là" },
  "speak-to": { en: "Speak to someone", fr: "Parler à quelqu’un" },
  "say-to-all": { en: "Say it to all", fr: "S’adresser à tous" },
  give: { en: "Give people, money or time", fr: "Donner des moyens" },
  "clear-the-way": { en: "Clear the way", fr: "Lever un obstacle" },
};

export const MOST_POINTS = 3;

/**
 * What a sponsor is asked to do in person; its owner is who is asked, its date the day. Source: the ABCs of sponsorship
 * (Prosci): active and visible participation, building a coalition, communicating directly.
 */
export const appearance = defineItemType({
  type: "appearance",
  prefix: "APP",
  name: { en: "Appearance", fr: "Intervention" },
  plural: { en: "Appearances", fr: "Interventions" },
  genderFr: "feminine",
  words: { en: ["appearance"], fr: ["intervention"] },
  schema: z.strictObject({
    kind: z.enum(APPEARANCE_KINDS),
    /** Wall time where it takes place. */
    time: z.iso.time({ precision: -1 }).optional(),
    /** Of the place; left out: of whoever is asked. */
    zone: z.string().optional(),
    place: text.optional(),
    minutes: z.int().min(1).max(600).optional(),
    why: text.optional(),
    /** What they may say. */
    points: z.array(text).max(MOST_POINTS).optional(),
    /** By whoever was asked; `to`: whom they send. */
    answer: z
      .strictObject({
        is: z.enum(["accepted", "declined", "sent-someone"]),
        at: z.string(),
        by: z.string(),
        to: z.string().optional(),
      })
      .optional(),
    /** As whoever leads has said afterwards. */
    outcome: z.enum(["happened", "did-not-happen"]).optional(),
    /** The day of the answer that asked for it. */
    askedFor: date.optional(),
  }),
  blank: { kind: "be-seen" },
  fields: [
    field(
      "kind",
      { en: "What is it?", fr: "De quoi s’agit-il\u00a0?" },
      { is: "choice", options: APPEARANCE_NAMES, fallback: "be-seen" },
    ),
    field("time", { en: "At", fr: "À" }, { is: "time" }),
    field(
      "zone",
      { en: "Time zone", fr: "Fuseau horaire" },
      { is: "zone" },
      {
        hint: {
          en: "Of the place. If empty: that of the person asked.",
          fr: "Du lieu. Sans choix\u00a0: celui de la personne à qui la demande est faite.",
        },
      },
    ),
    field("place", { en: "Where", fr: "Lieu" }, { is: "line" }),
    field("minutes", { en: "Minutes", fr: "Minutes" }, { is: "number", least: 1, most: 600 }),
    field("why", { en: "Why it matters", fr: "Pourquoi c’est important" }, { is: "line" }),
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
    due: { en: "On", fr: "Le" },
  },
  // Where somebody goes, an answer alone does not say; by hand it may be left out.
  lacks: ({ kind, askedFor, place }) =>
    askedFor !== undefined && place === undefined && IN_A_PLACE.includes(kind) ? ["place"] : [],
  moves: {
    draft: ["open", "closed"],
    open: ["acknowledged", "closed"],
    acknowledged: ["open", "closed"],
    closed: ["open", "acknowledged", "draft"],
  },
  hasOwnMessages: true,
});
