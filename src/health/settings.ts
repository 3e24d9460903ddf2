/** What the lead of a program decides about its health: the numbers of the criteria, and when somebody is asked at once. */
import { z } from "zod";

/** Numbers of the criteria. A program has tolerances of its own: 5 % over is nothing for one and much for another. */
const tolerances = z.strictObject({
  timeDays: z.int().min(0).max(365).default(7),
  timePercent: z.int().min(0).max(100).default(5),
  costPercent: z.int().min(0).max(100).default(5),
});
export type Tolerances = z.infer<typeof tolerances>;

export const TRIGGERS = ["red", "contradiction", "blocker", "milestone", "ask", "flash"] as const;
export type TriggerName = (typeof TRIGGERS)[number];

const triggers = z.strictObject({
  off: z.array(z.enum(TRIGGERS)).default([]),
  /** Working days of its owner. */
  blockerDays: z.int().min(1).max(60).default(5),
  /** Days that a milestone or an ask may be past its date. */
  lateDays: z.int().min(0).max(60).default(0),
  /** Periods in red after which the sponsor is told. */
  redPeriods: z.int().min(1).max(12).default(2),
});

export const healthSettingsSchema = z.strictObject({
  tolerances: tolerances.prefault({}),
  triggers: triggers.prefault({}),
});
export type HealthSettings = z.infer<typeof healthSettingsSchema>;

export const DEFAULT_SETTINGS: HealthSettings = healthSettingsSchema.parse({});

export function isOn({ triggers: { off } }: HealthSettings, trigger: TriggerName): boolean {
  return !off.includes(trigger);
}
