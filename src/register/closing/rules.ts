/** What becomes of the open items of a program that is closed. Pure. */
import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { ITEM_TYPES, type ItemType, type TypedDetails } from "../details.ts";
import { withoutWaits } from "../escalation/rules-cases.ts";
import { isBlocker } from "../reminders/rules.ts";
import { isConfirmed } from "../rules-alive.ts";
import type { Disclosure, ItemState } from "../table.ts";

/**
 * Whether another program may go on with it: what everybody in its own may read, once somebody stands by it beside the
 * answer that made it. What was written for the team, the lead or the sponsors alone leaves no program.
 */
export function mayGoOn(item: { disclosure: Disclosure; confirmed_at: Instant | null; type: ItemType }): boolean {
  return item.disclosure === "program" && isConfirmed(item) && item.type !== "decision";
}

/** Its particulars in another program: without how it came to whoever had it, and what they waited for. */
export function carriedOver(item: TypedDetails): TypedDetails {
  if (item.type !== "ask") return item;
  const {
    circulation: _,
    lastVote: __,
    passedOn: ___,
    risen: ____,
    isNotAsker: _____,
    ...details
  } = withoutWaits(item.details);
  return { type: item.type, details };
}

/** What the history keeps of an item that came from a program that was closed. */
export const cameFromSchema = z.strictObject({ code: z.string(), program: z.string() });
export type CameFrom = z.infer<typeof cameFromSchema>;

/** As they are listed; a type that is not named here comes after them. */
const FIRST: readonly Group[] = [
  "ask",
  "blocker",
  "risk",
  "milestone",
  "action",
  "appearance",
  "dependency",
  "issue",
  "assumption",
  "decision",
];
export type Group = ItemType | "blocker";

/** In the order in which they are listed. */
export const GROUPS = [...new Set([...FIRST, ...ITEM_TYPES])];

export function groupOf(item: { state: ItemState } & TypedDetails): Group {
  return isBlocker(item) ? "blocker" : item.type;
}
