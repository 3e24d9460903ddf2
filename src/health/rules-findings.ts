/** Findings as they are kept. */
import { z } from "zod";
import { HEALTH_COLOURS } from "../cadences/questions/health-scale.ts";
import type { Finding } from "./rules-checks.ts";

const evidence = z.strictObject({
  kind: z.enum(["check-in", "item", "milestone", "measure"]),
  id: z.string(),
  revision: z.int(),
});
const label = z.union([z.string(), z.strictObject({ en: z.string(), fr: z.string() })]);
/** How fast a date moves away, as it was put to somebody and is told. */
export const paceSchema = z.strictObject({
  days: z.int(),
  times: z.int(),
  forecast: z.iso.date().nullable(),
  isAbout: z.literal(true).optional(),
});
const item = { code: z.string(), title: z.string(), evidence };

export const findingSchema: z.ZodType<Finding> = z.union([
  z.strictObject({ check: z.literal("W1"), workingDays: z.int(), ...item }),
  z.strictObject({
    check: z.literal("W2"),
    late: z.literal("milestone"),
    label,
    on: z.iso.date(),
    evidence,
  }),
  z.strictObject({ check: z.literal("W2"), late: z.literal("risk"), ...item }),
  z.strictObject({ check: z.literal("W3"), now: z.number(), before: z.number().nullable(), evidence }),
  z.strictObject({ check: z.literal("W4"), days: z.int(), ...item }),
  z.strictObject({ check: z.literal("W5"), because: z.enum(["same", "nothing"]), periods: z.int(), evidence }),
  z.strictObject({ check: z.literal("W6"), label, days: z.int(), evidence }),
  z.strictObject({ check: z.literal("W7"), team: z.enum(HEALTH_COLOURS), answers: z.int(), evidence }),
  z.strictObject({ check: z.literal("W8"), answered: z.int(), asked: z.int(), evidence }),
  z.strictObject({ check: z.literal("W9"), evidence }),
  z.strictObject({ check: z.literal("P1"), label, date: z.iso.date(), pace: paceSchema, evidence }),
]);

/** What a finding is about: the same cause of the same answer is put to its owner once. */
export function causeOf(finding: Finding): string {
  switch (finding.check) {
    case "W1":
    case "W2":
    case "W4":
    case "W6":
    case "P1":
      return `${finding.check}:${finding.evidence.id}`;
    default:
      return finding.check;
  }
}
