/** What the history keeps of a step up or down, beside the words of whoever took it. */
import { z } from "zod";
import type { ItemEvent } from "../repository.ts";
import { LEVELS } from "./rules.ts";

/** Matters for which a level may be skipped. */
export const URGENT_MATTERS = ["legal", "safety", "people"] as const;

const stepSchema = z.strictObject({
  level: z.enum(LEVELS),
  /** Who holds it now, and who held it before. */
  to: z.string(),
  from: z.string(),
  because: z.enum(["term", "hand", "away", "answer", "left", "declined", "tight"]),
  /** Levels at which nobody was left to ask. */
  passed: z.array(z.enum(LEVELS)),
  /** The terms of the new holder, in working days; null where the ladder has none for them. */
  term: z.strictObject({ acknowledge: z.int(), resolve: z.int() }).nullable(),
  /** What whoever passed it up wrote. */
  tried: z.string().optional(),
  effect: z.string().optional(),
  options: z.string().optional(),
  recommendation: z.string().optional(),
  matter: z.enum(URGENT_MATTERS).optional(),
});
export type EscalationStep = z.infer<typeof stepSchema>;

const withStep = z.object({ escalation: stepSchema.optional() });

/** Null for any other event. */
export function stepIn({ after }: Pick<ItemEvent, "after">): EscalationStep | null {
  return after === null ? null : (withStep.parse(JSON.parse(after)).escalation ?? null);
}
