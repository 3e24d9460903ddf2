/** Which words of people are restricted: they live in views, which nobody else can open, and in no export of Slack's. Pure. */
import { z } from "zod";

/** Stands where words are left out. */
export const LEFT_OUT = "[…]";

/** Who reads an answer. `team`: its participants and their channel; `lead`: whoever leads; `above`: they, the sponsors, the committee. */
export const ANSWER_DISCLOSURES = ["team", "lead", "above"] as const;
export type AnswerDisclosure = (typeof ANSWER_DISCLOSURES)[number];

/** Who reads an item, beside its owner and whoever raised it: everybody with a seat in its program, or as an answer. */
export const disclosureSchema = z.enum(["program", ...ANSWER_DISCLOSURES]);
export type Disclosure = z.infer<typeof disclosureSchema>;

/**
 * Whether words given to these readers live in views only. Owners of a workspace can export its messages, direct ones too,
 * its files and pictures; nobody can export a view. Restricted is what is given to whoever leads and to nobody else: in
 * messages its code, its kind, colours, dates and numbers stand for it, with a button that opens it. That holds towards
 * whoever wrote it as well, whose receipt is a message, and to whom their own data come through Slack as files. What a team
 * tells its team, or a lead those above, is written for them and stands in the messages that they get, never where anybody
 * else reads.
 */
export function isRestricted({ disclosure }: { disclosure: Disclosure }): boolean {
  return disclosure === "lead";
}
