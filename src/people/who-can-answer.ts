import type { Affiliation } from "./table.ts";

export type CannotAnswer = "bot" | "deactivated" | "external" | "single-channel-guest";

/**
 * Why this person is not asked, or null. `isChosen`: by name or by a seat, rather than as a member of a channel or user
 * group.
 *
 * Apps cannot answer, whoever has left Slack cannot either. People of another company (Slack Connect) have their own
 * Drumbeat, if any: Slack may not let the app write to them. A guest of several channels is asked like anybody; one who
 * was let into a single channel is asked where somebody chose so, not because a channel or group happens to hold them.
 */
export function whyNotAsked(
  person: { is_bot: 0 | 1; is_deactivated: 0 | 1; affiliation: Affiliation },
  { isChosen }: { isChosen: boolean },
): CannotAnswer | null {
  if (person.is_bot) return "bot";
  if (person.is_deactivated) return "deactivated";
  if (person.affiliation === "external") return "external";
  return person.affiliation === "single-channel-guest" && !isChosen ? "single-channel-guest" : null;
}

/** With fewer people a rate would reveal individuals: only their answers are counted. */
const FEWEST_WITH_A_RATE = 5;

export function mayShowRate(people: number): boolean {
  return people >= FEWEST_WITH_A_RATE;
}
