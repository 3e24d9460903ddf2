/** What an item has beyond the fields of all, by type. */
import { z } from "zod";
import { jsonColumn } from "../platform/json-column.ts";
import { handedOnSchema } from "./handing-on/facts.ts";
import { askAsSaid } from "./rules-reasons.ts";
import type { ItemType } from "./table.ts";

const text = z.string().min(1).max(3000);
const date = z.iso.date();
const scale5 = z.int().min(1).max(5);

export const RISK_RESPONSES = ["avoid", "reduce", "transfer", "accept", "exploit"] as const;
export const SEVERITIES = ["low", "medium", "high"] as const;
export const ASK_KINDS = ["decision", "resource", "obstacle"] as const;

/** Two to four, doing nothing among them. */
const askOption = z.strictObject({
  label: z.string().min(1).max(75),
  effect: text.optional(),
  doesNothing: z.boolean(),
});
export type AskOption = z.infer<typeof askOption>;

/** Who decided: the body whose seat the decider holds. */
export const DECIDING_BODIES = ["sponsor", "committee", "lead", "other"] as const;
export type DecidingBody = (typeof DECIDING_BODIES)[number];

/** How an ask came out. `option` is the index of the option taken, null where it was answered in free words. */
const outcome = z.strictObject({
  option: z.int().min(0).nullable(),
  text,
  rationale: text.optional(),
  decidedBy: z.string(),
  decidedAt: z.string(),
  body: z.enum(DECIDING_BODIES),
  /** The entry of the decision record, and its code. */
  decisionId: z.string(),
  decisionCode: z.string(),
  /** Where the committee voted by circulation, which one person cannot undo: how many votes it got, of how many. */
  vote: z.strictObject({ for: z.int().min(1), cast: z.int().min(1) }).optional(),
});
export type AskOutcome = z.infer<typeof outcome>;

/** A vote of the committee under way. */
const circulation = z.strictObject({
  number: z.int().min(1),
  putBy: z.string(),
  /** Person ids of those who vote. */
  voters: z.array(z.string()).min(1),
  quorum: z.int().min(1),
  closesAt: z.string(),
});
export type Circulation = z.infer<typeof circulation>;

const schemas = {
  /** "As a result of cause, event may occur, leading to effect." */
  risk: z.strictObject({
    cause: text.optional(),
    effect: text.optional(),
    probability: scale5.optional(),
    impact: scale5.optional(),
    response: z.enum(RISK_RESPONSES).optional(),
    nextAction: text.optional(),
  }),
  assumption: z.strictObject({ validatedBy: text.optional(), consequence: text.optional() }),
  issue: z.strictObject({
    severity: z.enum(SEVERITIES).optional(),
    impact: text.optional(),
    blocksWork: z.boolean(),
    blockedSince: date.optional(),
    /** Nobody answers it at the end of the ladder, and it still stands: nobody is asked about it before this day. */
    stillUntil: date.optional(),
    whoCanUnblock: text.optional(),
    nextAction: text.optional(),
  }),
  dependency: z.strictObject({ giver: text.optional(), receiver: text.optional(), agreed: z.boolean().optional() }),
  decision: z.strictObject({
    context: text.optional(),
    options: z.array(text).max(4).optional(),
    rationale: text.optional(),
    /** What the author of the ask said for the option that was taken, where the decider wrote no reason. */
    recommendation: text.optional(),
    consulted: text.optional(),
    expectedOutcome: text.optional(),
    decidedBy: z.string().optional(),
    decidedOn: date.optional(),
    /** The ask that it answers. */
    askId: z.string().optional(),
  }),
  action: z.strictObject({}),
  ask: z.strictObject({
    kind: z.enum(ASK_KINDS),
    options: z.array(askOption).max(4).optional(),
    /** Index of the option recommended. */
    recommended: z.int().min(0).max(3).optional(),
    why: text.optional(),
    costOfWaiting: text.optional(),
    evidence: text.optional(),
    deferredUntil: date.optional(),
    /** What the decider wants to know first: their clock stands meanwhile. */
    askedBack: z.strictObject({ question: text, by: z.string() }).optional(),
    /** The last question of a decider with its answer. */
    /** `by`: who asked; not of those that were answered before that was kept. */
    answered: z.strictObject({ question: text, by: z.string().optional(), answer: text }).optional(),
    /** Who passed it on, why, and to whom: theirs alone. What was passed on before 22 November 2026 does not say to whom. */
    passedOn: z.strictObject({ by: z.string(), why: text, to: z.string().optional() }).optional(),
    /** It came up by rule: from whom, why, and to whom, as above. */
    risen: z
      .strictObject({ from: z.string(), because: z.enum(["term", "away"]), to: z.string().optional() })
      .optional(),
    /**
     * Ids of those who may decide it beside whoever it is with, until that one does anything with it or a vote begins: whom
     * it was passed by, and the next above where the time is too short for both.
     */
    alsoDecide: z.array(z.string()).optional(),
    /** It is not to wait for the weekly message of whoever has it: since when, and who said so. */
    cannotWait: z.strictObject({ at: z.string(), by: z.string() }).optional(),
    /** Whoever asks would decide it: it is put to the next. */
    isNotAsker: z.literal(true).optional(),
    /** It came from somebody whose ground had ended. */
    handedOn: handedOnSchema.optional(),
    circulation: circulation.optional(),
    /** The last vote that decided nothing. `to`: who represented the committee, and had it again. */
    lastVote: z
      .strictObject({
        number: z.int().min(1),
        cast: z.int().min(0),
        quorum: z.int().min(1),
        result: z.enum(["no-quorum", "no-majority"]),
        to: z.string().optional(),
      })
      .optional(),
    outcome: outcome.optional(),
  }),
} satisfies Record<ItemType, z.ZodType>;

export type Details = { [Type in ItemType]: z.infer<(typeof schemas)[Type]> };

/** Each with its type, so that a check of the type tells the fields. */
export type TypedDetails = { [Type in ItemType]: { type: Type; details: Details[Type] } }[ItemType];

const readers = {
  risk: jsonColumn(schemas.risk),
  assumption: jsonColumn(schemas.assumption),
  issue: jsonColumn(schemas.issue),
  dependency: jsonColumn(schemas.dependency),
  decision: jsonColumn(schemas.decision),
  action: jsonColumn(schemas.action),
  ask: jsonColumn(schemas.ask.transform((ask) => askAsSaid(ask))),
};

/** Reads the column; throws where it holds something else. */
export function readDetails(type: ItemType, column: string): TypedDetails {
  switch (type) {
    case "risk":
      return { type, details: readers.risk(column) };
    case "assumption":
      return { type, details: readers.assumption(column) };
    case "issue":
      return { type, details: readers.issue(column) };
    case "dependency":
      return { type, details: readers.dependency(column) };
    case "decision":
      return { type, details: readers.decision(column) };
    case "action":
      return { type, details: readers.action(column) };
    case "ask":
      return { type, details: readers.ask(column) };
  }
}

/** What an item of a type begins with when nothing but its title is known. */
export function blankDetails(type: ItemType): TypedDetails {
  switch (type) {
    case "issue":
      return { type, details: { blocksWork: false } };
    case "ask":
      return { type, details: { kind: "decision" } };
    default:
      return readDetails(type, "{}");
  }
}
