export const HEALTH_COLOURS = ["green", "amber", "red"] as const;
export type HealthColour = (typeof HEALTH_COLOURS)[number];

/** Prefix of a status: "🔴 Off track". */
export const STATUS_CIRCLES: Record<HealthColour, string> = { green: "🟢", amber: "🟠", red: "🔴" };

/** Amber and red require a reason. */
export function needsReason(colour: HealthColour): boolean {
  return colour !== "green";
}
