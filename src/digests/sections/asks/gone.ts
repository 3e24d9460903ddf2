/** What became of asks: decided, withdrawn, gone to somebody else, or needed by another day. */
import { z } from "zod";
import type { Reader } from "../../../platform/texts/language.ts";
import { shortened } from "../../compile/rules-shortening.ts";
import { date, inRegister, programLine, quoteSchema } from "../fields.ts";
import { about, defineLine, shown } from "../line.ts";
import { decidedBriefly, movedSchema, sinceThen } from "../since.ts";
import { act, voteSchema } from "./fields.ts";
import { askTexts, whenNeeded } from "./texts.ts";

const LONGEST_OUTCOME = 200;

/**
 * It was the reader's and went up since the digest before, or an earlier one told it and it went elsewhere since, or that it was
 * withdrawn, and it was raised again. `quote`: the ask itself, where no digest has told it.
 */
const risenSchema = programLine("risen-ask", {
  ...inRegister,
  to: z.string(),
  on: date,
  because: z.enum(["term", "hand", "passed-on", "put", "vote", "raised-again"]),
  /** Who has it now, where that is somebody else. */
  nowWith: z.string().optional(),
  /** Who passed it on, put it to its first decider or raised it again; null: the reader, or nobody, as a role ended. */
  by: z.string().nullable().optional(),
  raisedAgain: act.optional(),
  vote: voteSchema.optional(),
  /** By when it was needed, where that has passed. */
  overdueSince: date.optional(),
  /** By when it is needed, as its reader was told, here or before; `neededBefore`: before, where it is another day now. */
  neededBy: date.optional(),
  neededBefore: date.optional(),
  quote: quoteSchema.nullable(),
});
export type RisenAsk = z.infer<typeof risenSchema>;

/** An earlier digest told it with another date, and somebody else than the reader decides it; `decider` empty: nobody has said who. */
const redatedSchema = programLine("redated-ask", {
  ...inRegister,
  decider: z.string(),
  neededBy: date,
  neededBefore: date,
  isOverdue: z.boolean(),
  isInVote: z.literal(true).optional(),
});
export type RedatedAsk = z.infer<typeof redatedSchema>;

/** An earlier digest told it; `by` null: by a rule. */
const withdrawnSchema = programLine("withdrawn-ask", { ...inRegister, on: date, by: z.string().nullable() });
export type WithdrawnAsk = z.infer<typeof withdrawnSchema>;

/** Since the digest before. `quote`: the ask itself, where no digest has told it. */
const decidedSchema = programLine("decided-ask", {
  ...inRegister,
  outcome: z.string(),
  /** Of its entry in the register, in a longer digest. */
  decision: z.string().optional(),
  decidedOn: date,
  /** Since then, where the reader decided it. */
  moved: movedSchema.optional(),
  quote: quoteSchema.nullable(),
});
export type DecidedAsk = z.infer<typeof decidedSchema>;

export const risenAsk = defineLine(risenSchema, ({ reader }, line) => {
  const texts = askTexts(reader);
  const facts = [
    texts.risen(reader, line),
    ...(line.raisedAgain ? [texts.raisedAgain(reader, line.raisedAgain)] : []),
    ...(line.vote && line.because !== "vote" ? [texts.vote(reader, line.vote)] : []),
    ...whenGone(reader, line),
  ];
  return {
    label: about(line.program, facts),
    quotes: line.quote ? [shown(reader, line.quote, { form: "whole" })] : [],
  };
});

export const redatedAsk = defineLine(redatedSchema, ({ reader }, line) => {
  const when = whenNeeded(reader, { ...line, before: line.neededBefore });
  const texts = askTexts(reader);
  const decider = line.isOverdue && line.decider !== "" ? texts.somebodyElse : line.decider;
  return { label: about(line.program, [texts.redated({ ...line, decider }), ...when]) };
});

export const withdrawnAsk = defineLine(withdrawnSchema, ({ reader }, line) => ({
  label: about(line.program, [askTexts(reader).withdrawn(reader, line)]),
}));

export const decidedAsk = defineLine(
  decidedSchema,
  ({ reader }, line) => {
    const outcome = shortened(line.outcome, LONGEST_OUTCOME).text;
    return {
      label: about(
        line.program,
        [askTexts(reader).decided(reader, { ...line, outcome }), ...(line.moved ? sinceThen(reader, line.moved) : [])],
        "✔ ",
      ),
      quotes: line.quote ? [shown(reader, line.quote, { form: "whole" })] : [],
    };
  },
  ({ reader }, line) => ({
    mark: "✔ ",
    facts: [decidedBriefly(reader, line), ...(line.moved ? sinceThen(reader, line.moved) : [])],
    quote: null,
  }),
);

function whenGone(reader: Reader, { neededBy, neededBefore: before, overdueSince }: RisenAsk): string[] {
  if (overdueSince !== undefined) return whenNeeded(reader, { neededBy: overdueSince, isOverdue: true, before });
  return before === undefined || neededBy === undefined
    ? []
    : whenNeeded(reader, { neededBy, isOverdue: false, before });
}
