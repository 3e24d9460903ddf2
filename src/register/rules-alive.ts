/**
 * Whether a matter of the record is alive, and whether anything may rest on it. Pure: what checks, causes, the ladder,
 * digests, Home and the forecast go by.
 *
 * It ends when it is closed, when its author says that it is solved, and, where it stands on their answers alone, when two
 * of these running leave it out. It was shown to them by the receipt of the answer that named it last, and by that of the
 * first which left it out: no form shows it. An answer leaves it out that is the author's own, to a question after what
 * blocks, in a later round of the same cadence; *Nothing to report*, a round that they miss and what a delegate says do not.
 * What somebody took up in the record by hand ends there.
 */
import type { Instant } from "../platform/clock.ts";
import type { TypedDetails } from "./details.ts";
import { isMentionedIn, likenessOf } from "./drafts/rules-likeness.ts";
import { titleFrom } from "./rules.ts";
import type { ItemEventName, ItemState } from "./table.ts";

interface Matter {
  state: ItemState;
  closed_at: Instant | null;
  confirmed_at: Instant | null;
  doubted_at: Instant | null;
}

/** Whether somebody stands by it beside the one answer that made it: only then may a check, a cause or the ladder rest on it. */
export function isConfirmed({ confirmed_at }: Pick<Matter, "confirmed_at">): boolean {
  return confirmed_at !== null;
}

/** What an answer, or the closing of a program, does to an item by itself is nobody's word for it. */
const BY_THE_WAY: readonly ItemEventName[] = [
  "restated",
  "taken-out",
  "left-out",
  "program-closed",
  "program-reopened",
];

/** Whether somebody stands by an item by this: a deed of theirs outside an answer, or naming it in another round. */
export function standsBy(
  event: ItemEventName,
  by: { actorId: string | null; isInAnswer: boolean; isOfAnotherRound: boolean },
): boolean {
  if (by.actorId === null || BY_THE_WAY.includes(event)) return false;
  return event === "said-again" ? by.isOfAnotherRound : !by.isInAnswer;
}

type Worded = { title: string; description: string };

/** Whether an answer leaves out a matter that blocks: none of its texts that were asked about that has to do with it. */
export function leavesOut(texts: readonly string[], { title }: Worded): boolean {
  return !texts.some((text) => isMentionedIn(title, text) || likenessOf(title, titleFrom(text).title) !== "other");
}

/** The second of `ANSWERS_TO_END` ends what the first has put in doubt; of what was taken up by hand none does. */
export function endsBySilence(item: Pick<Matter, "state" | "doubted_at"> & TypedDetails): boolean {
  return item.type === "issue" && item.details.blocksWork && item.state === "draft" && item.doubted_at !== null;
}

/** Whether an item was closed so: nobody has said that it is solved. */
export function isEndBySilence({ event, actor_id }: { event: ItemEventName; actor_id: string | null }): boolean {
  return event === "closed" && actor_id === null;
}

const SOLVED = new RegExp(
  [
    "\\b(?:is|are|was|were|got|been|now|:|–|-)\\s+(?:now\\s+)?(?:solved|resolved|fixed|unblocked|settled)\\b",
    "^(?:solved|resolved|fixed|unblocked|settled)\\b",
    "\\bno longer (?:blocked|blocks|blocking)\\b",
    "(?:^|[\\s:])(?:résolue?s?|débloquée?s?|réglée?s?)(?=$|[\\s.,;:!])",
    "\\b(?:ne bloquent?|n[’']est|ne sont) plus(?: bloqu\\p{L}+)?",
  ].join("|"),
  "iu",
);
/** What makes such a sentence a hope, a condition or its opposite. */
const NOT_YET =
  /\?|\b(?:not|never|until|unless|if|once|when|before|should|must|needs?|to be|will|could|can|may|partly|half|almost|nearly|hope|waiting)\b|n['’]t\b|\b(?:pas|jamais|tant que|jusqu|si|quand|doit|doivent|faut|sera|seront|avant|presque|partie|moitié|attend)/iu;

/** Whether a text says, in one sentence and without a condition, that what it names is solved. English and French. */
export function saysSolved(text: string): boolean {
  return SOLVED.test(text) && !NOT_YET.test(text) && titleFrom(text).description === "";
}

/** What a text says to be solved, without saying so. */
export function solvedMatter(text: string): string {
  return text.replace(SOLVED, " ").trim();
}
