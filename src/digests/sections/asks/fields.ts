/** What an ask of the register is and went through, as a digest tells it. */
import { z } from "zod";
import { date } from "../fields.ts";

export const askItemSchema = z.strictObject({
  id: z.string(),
  code: z.string(),
  isIncomplete: z.boolean(),
  waitsFor: z.enum(["decider", "asker", "committee"]),
  options: z.array(z.string()),
  recommended: z.string().nullable(),
  costOfWaiting: z.string().nullable(),
});

export const act = z.strictObject({ by: z.string().nullable(), on: date });

/** Put to the vote of the committee, which goes on `until`, or closed with nothing decided. `put` left out: that was told. */
export const voteSchema = z.strictObject({
  put: act.optional(),
  until: date.optional(),
  closed: z.strictObject({ on: date, result: z.enum(["no-quorum", "no-majority"]) }).optional(),
});

/**
 * That it went up the ladder of its program, came back from being put off, has a new date, was passed on, put to the vote or
 * raised again.
 */
export const way = {
  cameUp: z.strictObject({ from: z.string(), on: date, because: z.enum(["term", "hand"]) }).optional(),
  backOn: date.optional(),
  /** By when the digest before said that it was needed, where that is another day now. */
  neededBefore: date.optional(),
  /** Since the digest before; `by` null: the reader, or nobody, as a role ended. */
  passedOn: act.optional(),
  vote: voteSchema.optional(),
  /** The last digest that told it told it as withdrawn; `by` null: by a rule. */
  raisedAgain: act.optional(),
};
