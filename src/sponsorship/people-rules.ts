/** Where a stakeholder stands, when to speak to them next, and who has gone quiet. Pure. */
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { type Interest, POWERS, type Power, type Saying } from "../register/types/actions.ts";

export interface Place {
  power: Power;
  interest: Interest;
}

const [FOUR_WEEKS, QUARTER] = [28, 91];

/** In how many days whoever keeps the contact speaks to them again; null: when there is something to say. */
export function rhythmDays({ power, interest }: Place): number | null {
  if (power === "neither" && interest === "neither") return null;
  return power !== "neither" && interest === "affected" ? FOUR_WEEKS : QUARTER;
}

export function nextContact(place: Place, today: LocalDate): LocalDate | null {
  const days = rhythmDays(place);
  return days === null ? null : addLocalDays(today, days);
}

export function isDue({ due_on: dueOn }: { due_on: LocalDate | null }, today: LocalDate): boolean {
  return dueOn !== null && dueOn <= today;
}

/** Since when nobody has spoken to somebody for longer than their rhythm, whatever the next contact is; null: not so long. */
export function quietSince(
  place: Place & { spokeOn?: LocalDate | undefined; addedOn: LocalDate },
  today: LocalDate,
): LocalDate | null {
  const days = rhythmDays(place);
  const last = place.spokeOn ?? place.addedOn;
  return days !== null && addLocalDays(last, days) < today ? last : null;
}

/** The power–interest grid, whoever is to be managed most closely first. */
export const QUADRANTS = ["closely", "satisfied", "informed", "monitor"] as const;
export type Quadrant = (typeof QUADRANTS)[number];

export function quadrantOf({ power, interest }: Place): Quadrant {
  if (power !== "neither") return interest === "neither" ? "satisfied" : "closely";
  return interest === "neither" ? "monitor" : "informed";
}

interface Ordered {
  id: string;
  due_on: LocalDate | null;
  details: Place;
}

/** Whose contact is due first comes first, then who decides. */
export function inOrder<One extends Ordered>(lines: readonly One[]): One[] {
  const rankOf = ({ due_on: on, details, id }: Ordered) => `${on ?? "9999"} ${POWERS.indexOf(details.power)} ${id}`;
  return lines.toSorted((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1));
}

/** Why such a line cannot be; null: it can. `actorId`: whoever enters it. */
export function refusal(
  { personId, outside, ownerId }: { personId: string | null; outside: string; ownerId: string },
  actorId: string,
): "nobody" | "both" | "oneself" | "keeps-own" | null {
  if (personId === null) return outside === "" ? "nobody" : null;
  if (outside !== "") return "both";
  if (personId === actorId) return "oneself";
  return personId === ownerId ? "keeps-own" : null;
}

/** Words belong to a condition or an objection; a day and whom they said it to, to whatever was said. */
export function statementOf(
  given: { said: Saying; saidWords: string; saidOn: LocalDate | null; saidTo: string },
  today: LocalDate,
): { said: Saying; saidWords?: string; saidOn?: LocalDate; saidTo?: string } {
  const { said, saidWords, saidOn, saidTo } = given;
  if (said === "not-asked") return { said };
  return { said, saidOn: saidOn ?? today, saidTo, ...(said !== "agreed" && saidWords !== "" && { saidWords }) };
}
