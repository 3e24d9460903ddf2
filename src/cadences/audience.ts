import { z } from "zod";
import type { SeatRole } from "../programs/table.ts";

const ROLE_OF_WORD = {
  lead: "lead",
  deputy: "deputy",
  sponsors: "sponsor",
  steering: "steering",
  team: "team",
} as const satisfies Record<string, SeatRole>;

/** A body of the program: whoever holds a seat in it at that time. */
export type AudienceWord = keyof typeof ROLE_OF_WORD;

/** An `AudienceWord`, or one person: the handle in files, the person id in the database. A word wins over a handle. */
export type AudienceMember = string;

/** Who answers a cadence, or whose digests it feeds. */
export const audienceSchema = z
  .array(z.string().min(1))
  .min(1)
  .superRefine((members, context) => {
    for (const [index, member] of members.entries())
      if (members.indexOf(member) < index)
        context.addIssue({ code: "custom", path: [index], message: `${member} is there twice` });
  });

export function isAudienceWord(member: AudienceMember): member is AudienceWord {
  return Object.hasOwn(ROLE_OF_WORD, member);
}

export function seatRoleOf(word: AudienceWord): SeatRole {
  return ROLE_OF_WORD[word];
}

/**
 * The people of an audience, each once, in its order. `seats` are those of the program that hold now; its `person` and
 * the members that are no word are in the same terms (handles, or ids).
 */
export function resolveAudience(
  audience: readonly AudienceMember[],
  seats: readonly { role: SeatRole; person: string }[],
): string[] {
  const people = audience.flatMap((member) => {
    if (!isAudienceWord(member)) return [member];
    const role = seatRoleOf(member);
    return seats.filter((seat) => seat.role === role).map((seat) => seat.person);
  });
  return [...new Set(people)];
}
