import { z } from "zod";
import { date, defineItemType, field, text } from "./item-type.ts";

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
      { isAsked: false, calledFr: ["Atteint le"] },
    ),
  ],
  form: { due: { en: "Date", fr: "Date" } },
  moves: { open: ["reached", "dropped"], reached: ["open"], dropped: ["open"] },
});

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

/**
 * A step of a track, which has who does it, how and in which order. `role`: only where other roles wait for it, and empty where
 * few people hold its own. `hasChecks`: it is done in the form alone in which they are ticked.
 */
export const step = defineItemType({
  type: "step",
  prefix: "T",
  name: { en: "Step", fr: "Étape" },
  plural: { en: "Steps", fr: "Étapes" },
  genderFr: "feminine",
  words: { en: ["step"], fr: ["étape"] },
  schema: z.strictObject({ trackId: z.string(), key: z.string(), role: z.string().optional(), hasChecks: z.boolean() }),
  blank: { trackId: "", key: "", hasChecks: false },
  fields: [],
  hasOwnMessages: true,
});

/** Their role in the decision, and never what somebody thinks of them. */
export const POWERS = ["decides", "must-agree", "neither"] as const;
export type Power = (typeof POWERS)[number];
export const INTERESTS = ["affected", "wants-to-know", "neither"] as const;
export type Interest = (typeof INTERESTS)[number];

/** Where a stakeholder stands, as they said themselves. */
export const STANCES = ["agreed", "agreed-if", "objected", "not-asked"] as const;
export type Stance = (typeof STANCES)[number];

export const MOST_IN_COALITION = 10;

/** What they could do for the program, and how they are approached: in people's words. */
export const APPROACH = ["capacity", "cares", "resistance", "approach", "theyExpect", "weExpect"] as const;

/**
 * Somebody whose yes a program needs. Its title is their name, or what somebody outside Slack is; its owner keeps the contact,
 * its date is the next one, `spokeOn` the last. Without `personId` they are outside this Slack.
 */
export const stakeholder = defineItemType({
  type: "stakeholder",
  prefix: "S",
  name: { en: "Stakeholder", fr: "Partie prenante" },
  plural: { en: "Stakeholders", fr: "Parties prenantes" },
  genderFr: "feminine",
  words: { en: ["stakeholder"], fr: ["partie prenante"] },
  schema: z.strictObject({
    personId: z.string().optional(),
    power: z.enum(POWERS),
    interest: z.enum(INTERESTS),
    stance: z.enum(STANCES),
    /** If what they agreed, to what they objected: in their words. */
    stanceWords: text.optional(),
    stanceOn: date.optional(),
    capacity: text.optional(),
    cares: text.optional(),
    resistance: text.optional(),
    approach: text.optional(),
    /** Ids of other stakeholders. */
    coalitionWith: z.array(z.string()).max(MOST_IN_COALITION).optional(),
    isAlly: z.boolean().optional(),
    theyExpect: text.optional(),
    weExpect: text.optional(),
    spokeOn: date.optional(),
  }),
  blank: { power: "neither", interest: "neither", stance: "not-asked" },
  fields: [],
  otherWords: ["stanceWords", ...APPROACH],
  isPrivate: true,
});
