/** What a forecast says: as it goes from the thread that runs ahead to whoever asked. */
import { z } from "zod";

/** What would have happened by then, so that it does not come. */
const UNLESS = ["answered", "dealt-with", "decided"] as const;
export type Unless = (typeof UNLESS)[number];

const named = z.string().nullable();

/** One thing that will happen, or will not and why. */
export const plannedStep = z.strictObject({
  at: z.string(),
  /** Null: it concerns a round as a whole. */
  personId: named,
  programId: named,
  cadenceId: named,
  kind: z.string(),
  /** The key of the cadence; of a digest its rhythm. */
  cadence: named,
  round: named,
  period: named,
  /** Of the record, as people name it: `LOY-R-12`. */
  item: z.string().optional(),
  unless: z.enum(UNLESS).optional(),
  action: z.enum(["send", "hold", "merge", "exclude"]),
  until: z.string().optional(),
  /** Of a merge: in whose message it comes. */
  with: z.strictObject({ kind: z.string(), cadence: named, round: named }).optional(),
  reason: z.string().optional(),
});
export type PlannedStep = z.infer<typeof plannedStep>;

/** What a message or a refusal is about. */
export type About = Omit<PlannedStep, "at" | "personId" | "kind" | "action" | "until" | "with">;
