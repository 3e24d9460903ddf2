/** What the history keeps of an item that was handed on because a ground had ended. */
import { z } from "zod";

/** Why whoever had it has it no more: their role ended, they left Slack, who named them has no role, or they declined. */
export const ENDED_BECAUSE = ["role", "left", "named", "declined"] as const;
export type EndedBecause = (typeof ENDED_BECAUSE)[number];

export const handedOnSchema = z.strictObject({
  from: z.string(),
  because: z.enum(ENDED_BECAUSE),
  /** The last day on which whoever got it may decline. */
  until: z.iso.date(),
  /** Nobody of the same role nor above was left. */
  isLast: z.boolean(),
});
export type HandedOn = z.infer<typeof handedOnSchema>;

const withHandedOn = z.object({ handedOn: handedOnSchema.extend({ to: z.string() }).optional() });

interface Event {
  after: string | null;
}

/** Null for any other event. */
export function handedOnIn({ after }: Event): (HandedOn & { to: string }) | null {
  return after === null ? null : (withHandedOn.parse(JSON.parse(after)).handedOn ?? null);
}

/** Who declined an item since it began to be handed on, in this run of handings on. */
export function declinedIn(events: readonly Event[]): string[] {
  return events.flatMap((event) => {
    const handed = handedOnIn(event);
    return handed?.because === "declined" ? [handed.from] : [];
  });
}
