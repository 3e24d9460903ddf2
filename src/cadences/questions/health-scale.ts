/** What a question about status can be answered. */

/** A colour that a person chooses, with a reason. */
export const HEALTH_COLOURS = ["green", "amber", "red"] as const;
export type HealthColour = (typeof HEALTH_COLOURS)[number];

/** In front of the word wherever a status is read: "🔴 Off track". */
export const STATUS_CIRCLES: Record<HealthColour, string> = { green: "🟢", amber: "🟠", red: "🔴" };

/** A reason is required with amber and red: without cause and action a colour is an opinion. */
export function needsReason(colour: HealthColour): boolean {
  return colour !== "green";
}
