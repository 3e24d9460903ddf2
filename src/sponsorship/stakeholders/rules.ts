/** Where a stakeholder stands in the decision, when to speak to them next, and what has moved. Pure. */
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, instantOf, type LocalDate, mondayOf } from "../../platform/time.ts";
import { INTERESTS, type Interest, POWERS, type Power, type Saying } from "./table.ts";

export interface Place {
  power: Power;
  interest: Interest;
}

interface Contact {
  next_on: LocalDate | null;
}

const WEEK_DAYS = 7;
const WEEKS_OF_KEY_PLAYERS = 4;
const WEEKS_OF_OTHERS = 13;

/** In how many days whoever keeps the contact speaks to them again; null: when there is something to say. */
export function daysBetweenContacts({ power, interest }: Place): number | null {
  if (power === "neither" && interest === "neither") return null;
  const isKeyPlayer = power !== "neither" && interest === "affected";
  return (isKeyPlayer ? WEEKS_OF_KEY_PLAYERS : WEEKS_OF_OTHERS) * WEEK_DAYS;
}

export function nextContact(place: Place, today: LocalDate): LocalDate | null {
  const days = daysBetweenContacts(place);
  return days === null ? null : addLocalDays(today, days);
}

/** Within this week, or before it. */
export function isDue({ next_on: nextOn }: Contact, today: LocalDate): boolean {
  return nextOn !== null && nextOn <= dueUntil(mondayOf(today));
}

/** The last day of a week. */
export function dueUntil(monday: LocalDate): LocalDate {
  return addLocalDays(monday, WEEK_DAYS - 1);
}

/** On which Monday it is said that a contact is due: of its week, or where that has begun, of the next. */
export function tellOn(nextOn: LocalDate | null, today: LocalDate): LocalDate | null {
  if (nextOn === null) return null;
  const [monday, following] = [mondayOf(nextOn), addLocalDays(mondayOf(today), WEEK_DAYS)];
  return monday > following ? monday : following;
}

/** Where a Monday begins first. */
const FIRST_ZONE = "Pacific/Kiritimati";

export function tellingAt(monday: LocalDate): Instant {
  return instantOf(monday, "00:00", FIRST_ZONE);
}

/** What is due first comes first, then who decides. */
export function inOrder<Line extends Place & Contact & { id: string }>(lines: readonly Line[]): Line[] {
  const ranked = lines.map((line) => ({
    line,
    rank: `${line.next_on ?? "9999"} ${POWERS.indexOf(line.power)} ${line.id}`,
  }));
  return ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1)).map(({ line }) => line);
}

/** Since when nobody has spoken to somebody with whom that was due; null: it is not. */
export function quietSince(
  {
    next_on: nextOn,
    spoke_on: spokeOn,
    named_on: namedOn,
  }: Contact & { spoke_on: LocalDate | null; named_on: LocalDate },
  today: LocalDate,
): LocalDate | null {
  return nextOn !== null && nextOn < today ? (spokeOn ?? namedOn) : null;
}

/** Why such a line cannot be; null: it can. `actorId`: whoever enters it. */
export function refusal(
  { personId, job, ownerId }: { personId: string | null; job: string; ownerId: string },
  actorId: string,
): "nobody" | "both" | "oneself" | "keeps-own" | null {
  if (personId === null) return job === "" ? "nobody" : null;
  if (job !== "") return "both";
  if (personId === actorId) return "oneself";
  return personId === ownerId ? "keeps-own" : null;
}

/** Words belong to a condition or an objection; a day and whom they said it to, to whatever was said. */
export function saidWhole(
  given: { said: Saying; saidWords: string; saidOn: LocalDate | null; saidTo: string | null },
  today: LocalDate,
) {
  if (given.said === "not-asked") return { said: given.said, saidWords: "", saidOn: null, saidTo: null };
  const words = given.said === "agreed" ? "" : given.saidWords;
  return { said: given.said, saidWords: words, saidOn: given.saidOn ?? today, saidTo: given.saidTo };
}

/** All places of the map, whoever decides first. */
export const PLACES: readonly Place[] = POWERS.flatMap((power) => INTERESTS.map((interest) => ({ power, interest })));

export function isAt(one: Place, other: Place): boolean {
  return one.power === other.power && one.interest === other.interest;
}

/**
 * Where a line stood as the quarter began, if elsewhere than now: `new` where there was none. `events`: of one line, in
 * their order, each with its day.
 */
export function movedFrom(
  now: Place,
  events: readonly (Place & { on: LocalDate })[],
  quarter: LocalDate,
): Place | "new" | null {
  const then = events.findLast(({ on }) => on < quarter);
  if (!then) return "new";
  return isAt(then, now) ? null : { power: then.power, interest: then.interest };
}
