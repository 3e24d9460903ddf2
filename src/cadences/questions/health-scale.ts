/** What a question about health can be answered. */

/** A colour that a person chooses, with a reason. Grey is computed, never chosen. */
export const HEALTH_COLOURS = ["green", "amber", "red"] as const;
export type HealthColour = (typeof HEALTH_COLOURS)[number];

/** The dimensions a colour may be given for; what each means is in health/rules-criteria.ts. */
export const HEALTH_DIMENSIONS = ["time", "cost", "scope", "resources", "risk"] as const;
export type HealthDimension = (typeof HEALTH_DIMENSIONS)[number];
