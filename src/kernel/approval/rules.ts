/**
 * What waits for somebody's word before it goes, part by part: who may approve a part, what becomes of it by what they do,
 * and in what other words it goes. Pure; whoever has something approved keeps the parts, and the versions of their words.
 */

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

/** What approvers did about a part. What it is left out of goes without it. */
export interface Part {
  approved_by: string | null;
  approved_at: Instant | null;
  held_by: string | null;
  held_at: Instant | null;
}

/** Nobody has approved it, or has it left out. */
export function isUndecided({ approved_at, held_at }: Pick<Part, "approved_at" | "held_at">): boolean {
  return approved_at === null && held_at === null;
}

export function approved(by: string, at: Instant): Pick<Part, "approved_by" | "approved_at"> {
  return { approved_by: by, approved_at: at };
}

/** What was worded anew has to be approved again. */
export const NOT_APPROVED = { approved_by: null, approved_at: null } as const;

/** What was approved of it before stays approved, should it be taken in again. */
export function leftOut(by: string, at: Instant): Pick<Part, "held_by" | "held_at"> {
  return { held_by: by, held_at: at };
}

export const TAKEN_IN = { held_by: null, held_at: null } as const;

/** Words in one version, of which the highest stands; earlier ones stay. Null: the original. */
export interface Version {
  revision: number;
  edited_by: string;
  edited_at: Instant;
  wording: Wording | null;
}

export function nextVersion(
  last: Pick<Version, "revision"> | undefined,
  { by, at, wording }: { by: string; at: Instant; wording: Wording | null },
): Version {
  return { revision: (last?.revision ?? 0) + 1, edited_by: by, edited_at: at, wording };
}

/** Whom a part is put to: whoever is named for it, else those who lead. */
export function approversAmong(approverId: string | null, leads: readonly string[]): readonly string[] {
  return approverId !== null ? [approverId] : leads;
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
  return approversAmong(wordedBy === approverId ? null : approverId, leads).filter((id) => id !== personId);
}
