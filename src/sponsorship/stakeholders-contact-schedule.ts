/** Where a stakeholder stands, when to speak to them next, and who has gone quiet. Pure. */
import { addLocalDays, type LocalDate, mondayOf } from "../platform/time.ts";
import { type Interest, POWERS, type Power, type Stance } from "../register/types/actions-milestones-stakeholders.ts";

export interface Place {
  power: Power;
  interest: Interest;
}

const FOUR_WEEKS = 28;
const QUARTER = 91;

/** In how many days whoever keeps the contact speaks to them again; null: when there is something to say. */
function rhythmDays({ power, interest }: Place): number | null {
  if (power === "neither" && interest === "neither") return null;
  return power !== "neither" && interest === "affected" ? FOUR_WEEKS : QUARTER;
}

export function nextContact(place: Place, today: LocalDate): LocalDate | null {
  const days = rhythmDays(place);
  return days === null ? null : addLocalDays(today, days);
}

/** By the end of the week of this day. */
export function isDueInWeek({ due_on: dueOn }: { due_on: LocalDate | null }, today: LocalDate): boolean {
  return dueOn !== null && dueOn < addLocalDays(mondayOf(today), 7);
}

/** Since when nobody has spoken to somebody for a week longer than their rhythm, whatever the next contact is; null: not so long. */
export function quietSince(
  place: Place & { spokeOn?: LocalDate | undefined; addedOn: LocalDate },
  today: LocalDate,
): LocalDate | null {
  const days = rhythmDays(place);
  const last = place.spokeOn ?? place.addedOn;
  return days !== null && addLocalDays(last, days + 7) <= today ? last : null;
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
export function inOrder<Line extends Ordered>(lines: readonly Line[]): Line[] {
  const rankOf = ({ due_on: on, details, id }: Ordered) => `${on ?? "9999"} ${POWERS.indexOf(details.power)} ${id}`;
  return lines.toSorted((line, other) => (rankOf(line) < rankOf(other) ? -1 : 1));
}

/** Words belong to a condition or an objection; a day, to whatever was said. */
export function statementOf(
  given: { stance: Stance; stanceWords: string; stanceOn: LocalDate | null },
  today: LocalDate,
): { stance: Stance; stanceWords?: string; stanceOn?: LocalDate } {
  const { stance, stanceWords, stanceOn } = given;
  if (stance === "not-asked") return { stance };
  return { stance, stanceOn: stanceOn ?? today, ...(stance !== "agreed" && stanceWords !== "" && { stanceWords }) };
}
