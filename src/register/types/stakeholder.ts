import { z } from "zod";
import { date, defineItemType, text } from "./item-type.ts";

/** Their role in the decision, and never what somebody thinks of them. */
export const POWERS = ["decides", "must-agree", "neither"] as const;
export type Power = (typeof POWERS)[number];
export const INTERESTS = ["affected", "wants-to-know", "neither"] as const;
export type Interest = (typeof INTERESTS)[number];

/** What they said themselves. */
export const SAYINGS = ["agreed", "agreed-if", "objected", "not-asked"] as const;
export type Saying = (typeof SAYINGS)[number];

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
    organisation: text.optional(),
    power: z.enum(POWERS),
    interest: z.enum(INTERESTS),
    said: z.enum(SAYINGS),
    /** If what they agreed, to what they objected: in their words. */
    saidWords: text.optional(),
    saidOn: date.optional(),
    saidTo: z.string().optional(),
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
  blank: { power: "neither", interest: "neither", said: "not-asked" },
  fields: [],
  otherWords: ["organisation", "saidWords", ...APPROACH],
  isPrivate: true,
});
