/** What the lines of a digest are made of: sources, quotes, dates, colours. */
import { z } from "zod";
import { HEALTH_COLOURS } from "../../cadences/questions/health-scale.ts";

export const sourceSchema = z.strictObject({
  /** A measure is a round, whose prompts and answers were counted; a program is one that was closed or reopened. */
  kind: z.enum(["check-in", "item", "milestone", "measure", "program"]),
  id: z.string(),
  revision: z.number(),
});
export type Source = z.infer<typeof sourceSchema>;

/** A longer answer is told by its most telling sentences, and is whole in the sources. Asks and bottom lines always are. */
export const LONGEST_QUOTE = 600;

/** At least one: no line without something behind it. */
const sourcesSchema = z.tuple([sourceSchema], sourceSchema);
export type Sources = z.infer<typeof sourcesSchema>;

/** A text of a question in both languages. */
export const inBoth = z.strictObject({ en: z.string(), fr: z.string() });

export const quoteSchema = z.strictObject({
  author: z.string(),
  /** As stored; of a long one its most telling sentences, with what was Markdown read as text. */
  text: z.string(),
  isShortened: z.literal(true).optional(),
  /** Its language where that is another than the reader's. */
  mark: z.enum(["en", "fr"]).nullable(),
  /** An earlier form of it was in an earlier digest. */
  isRevised: z.boolean(),
  /** Its author alone leads the program: it is told without their name. */
  byLead: z.literal(true).optional(),
  /** The question that it answers, where a line has answers to several. */
  question: inBoth.optional(),
  /** The round that it was said in, where the period of the digest holds several, or it is an earlier one. */
  period: z.string().optional(),
  /** To whom, where that is known and is somebody else than the reader. */
  to: z.string().optional(),
  /** Where it speaks of days that were ahead when it was said, and are past. */
  saidOn: z.string().optional(),
  /** How often its author said it in these words, the first time on a day that this digest covers. */
  again: z.strictObject({ times: z.number(), since: z.string() }).optional(),
});
export type Quote = z.infer<typeof quoteSchema>;

export const colour = z.enum(HEALTH_COLOURS);
export const colourOrGrey = z.enum([...HEALTH_COLOURS, "grey"]);
export const rhythm = z.enum(["weekly", "monthly", "quarterly", "annual"]);
export const date = z.string();
export const title = z.string();
export const sources = { sources: sourcesSchema };
/** `isFew`: so few people were asked that no rate is told. */
export const tally = z.strictObject({
  answered: z.number(),
  asked: z.number(),
  isFew: z.literal(true).optional(),
});
/** `toldBefore`: of the answers of the period those that an earlier digest told. `beside`: the others that this one tells. */
export const headSchema = z.strictObject({
  kind: z.literal("head"),
  ...tally.shape,
  toldBefore: z.number().optional(),
  beside: z.number().optional(),
  checkIns: z.number(),
  ...sources,
});

/** The reader has it to decide by a rule alone: nobody has said who decides. */
export const byRule = { isByRule: z.literal(true).optional() };

/** Of a kind of line: every line has its sources. */
export function lineSchema<const Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) {
  return z.strictObject({ kind: z.literal(kind), ...fields, ...sources });
}

/** Of a kind of line about one program. */
export function programLine<const Kind extends string, Fields extends z.ZodRawShape>(kind: Kind, fields: Fields) {
  return lineSchema(kind, { program: title, ...fields });
}

/** An entry of the register, as a line names it. */
export const inRegister = { code: z.string(), title: z.string() };

/** Throws when there is none: such a line would be ours alone. */
export function atLeastOne(candidates: readonly Source[]): Sources {
  const unique = new Map<string, Source>();
  for (const source of candidates) unique.set(source.id, source);
  const [first, ...rest] = unique.values();
  if (!first) throw new Error("A line of a digest has no source");
  return [first, ...rest];
}
