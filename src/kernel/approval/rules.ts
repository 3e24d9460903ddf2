/** What waits for somebody's word before it goes: who may give it, and in what other words it goes. Pure. */

import { z } from "zod";
import type { Instant } from "../../platform/clock.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";

/** Its first line in other words, and what is said after it. */
export const wordingSchema = z.strictObject({ text: z.string().min(1), remarks: z.array(z.string()) });

export type Wording = z.infer<typeof wordingSchema>;

export const LONGEST_WORDING = 300;

export const MOST_REMARKS = 3;

export const LONGEST_REMARK = 200;

export type WrongWording = "many" | "long" | "alone";

/** Null: the original is restored. What is wrong is said of the field it is in. */
export function readWording(text: string, remarks: string): Wording | null | { wrong: WrongWording } {
  const sentences = sentencesOf(remarks);
  if (text.trim() === "") return sentences.length > 0 ? { wrong: "alone" } : null;
  if (sentences.length > MOST_REMARKS) return { wrong: "many" };
  if (sentences.some((sentence) => sentence.length > LONGEST_REMARK)) return { wrong: "long" };
  return { text: text.trim(), remarks: [...sentences] };
}

/** Whoever worded it last does not approve it. */
export function mayApprove(
  person: { id: string; isLead: boolean },
  { approverId, wordedBy }: { approverId: string | null; wordedBy: string | null },
): "yes" | "author" | "no" {
  if (!person.isLead && person.id !== approverId) return "no";
  // Where somebody is named, the leads stand in only for wording of that person's own.
  if (approverId !== null && person.id !== approverId && wordedBy !== approverId) return "no";
  return person.id === wordedBy ? "author" : "yes";
}

/** Who could approve instead of this person: whoever is named, or where that one worded it, all who lead. */
export function othersWhoMay(
  personId: string,
  { approverId, wordedBy, leads }: { approverId: string | null; wordedBy: string | null; leads: readonly string[] },
): string[] {
  const those = approverId === null || wordedBy === approverId ? leads : [approverId];
  return those.filter((id) => id !== personId);
}

/** Nobody has approved it, or has it left out. */
export function isUndecided({
  approved_at,
  held_at,
}: {
  approved_at: Instant | null;
  held_at: Instant | null;
}): boolean {
  return approved_at === null && held_at === null;
}

/** What was worded anew has to be approved again. */
export const NOT_APPROVED = { approved_by: null, approved_at: null } as const;
