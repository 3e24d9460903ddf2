/** What a question about status can be answered. */

/** A colour that a person chooses, with a reason. */
export const HEALTH_COLOURS = ["green", "amber", "red"] as const;
export type HealthColour = (typeof HEALTH_COLOURS)[number];

/** The dimensions a colour may be given for. */
export const HEALTH_DIMENSIONS = ["time", "cost", "scope", "resources", "risk"] as const;
export type HealthDimension = (typeof HEALTH_DIMENSIONS)[number];

/** In front of the word wherever a status is read: "🔴 Off track". */
export const STATUS_CIRCLES: Record<HealthColour, string> = { green: "🟢", amber: "🟠", red: "🔴" };

const SEVERITY: Record<HealthColour, number> = { green: 0, amber: 1, red: 2 };

/** A reason is required with amber and red: without cause and action a colour is an opinion. */
export function needsReason(colour: HealthColour): boolean {
  return colour !== "green";
}

/** The dimension with the worst colour, the first of several alike; null where none has one. */
export function worstDimension(
  dimensions: Partial<Record<HealthDimension, HealthColour>>,
): { dimension: HealthDimension; colour: HealthColour } | null {
  const given = HEALTH_DIMENSIONS.flatMap((dimension) => {
    const colour = dimensions[dimension];
    return colour ? [{ dimension, colour }] : [];
  });
  return given.toSorted((one, other) => SEVERITY[other.colour] - SEVERITY[one.colour])[0] ?? null;
}
