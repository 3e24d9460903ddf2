/** Who hears of a check-in that nobody gave, and when. Pure. Two working days of grace, then its reviewer, then the next above. */
import type { ContactFacts } from "../../delivery/rules-contact.ts";
import type { Instant } from "../../platform/clock.ts";
import { addLocalDays, addMs, DAY, instantOf, inZone, type LocalDate } from "../../platform/time.ts";
import { worksOn } from "../../platform/working-days.ts";
import { LEVELS, type Level, type SeatedAt } from "../../register/escalation/rules.ts";
import { levelOf, type SeatNow, seatedIn } from "../../register/escalation/rules-cases.ts";

/** Working days of the reviewer: before the first of them hears of it, and again before the next one does. */
const GRACE_DAYS = 2;
/** The reviewer, and the one above. */
export const RUNGS = [1, 2] as const;
export type Rung = (typeof RUNGS)[number];
/** Nobody is away for longer than anybody looks ahead. */
export const MOST_DAYS = 60;
/** A round that is over sooner leaves nobody time to be late. */
const SHORTEST_MS = DAY;

interface Times {
  due_at: Instant;
  closes_at: Instant;
}

/** To whom a note about those who are late goes. */
export interface Hearing {
  reviewerId: string;
  rung: Rung;
}

/** Whoever may hear of a check-in of this round that does not come. `seats`: those of today whose holders can be asked. */
export function hearingsOf({ due_at, closes_at }: Times, seats: readonly SeatNow[]): Hearing[] {
  if (addMs(due_at, SHORTEST_MS) >= closes_at) return [];
  const seatedAt = seatedForAll(seats);
  const levelIn = levelsIn(seats);
  const found = new Map<string, Hearing>();
  for (const id of LEVELS.flatMap(seatedAt))
    for (const rung of RUNGS) {
      const reviewer = reviewerOf({ id, level: levelIn(id) }, rung, seatedAt);
      if (reviewer) found.set(`${reviewer.id}:${rung}`, { reviewerId: reviewer.id, rung });
    }
  return [...found.values()];
}

/** Of those who are silent the ones of whom this reviewer hears, as people sit today. */
export function heardOf(
  silent: readonly { person_id: string }[],
  seats: readonly SeatNow[],
  { reviewerId, rung }: Hearing,
): { personId: string; isNamed: boolean }[] {
  const seatedAt = seatedForAll(seats);
  const levelIn = levelsIn(seats);
  return silent.flatMap(({ person_id: personId }) => {
    const level = levelIn(personId);
    const reviewer = reviewerOf({ id: personId, level }, rung, seatedAt);
    if (level === null || reviewer?.id !== reviewerId) return [];
    return [{ personId, isNamed: mayBeNamed(level, reviewer.level) }];
  });
}

/** That a check-in is late is no secret within the program. */
function seatedForAll(seats: readonly SeatNow[]): SeatedAt {
  const seatedAt = seatedIn(seats, { disclosure: "program" });
  const seated = new Map(LEVELS.map((level) => [level, seatedAt(level)]));
  return (level) => seated.get(level) ?? [];
}

/** The level at which each of them sits, found without a walk through all of them for each. */
function levelsIn(seats: readonly SeatNow[]): (personId: string) => Level | null {
  const theirs = Map.groupBy(seats, ({ person_id: id }) => id);
  return (personId) => levelOf((theirs.get(personId) ?? []).map(({ role }) => role));
}

/** When somebody works, for `lateAt`. */
export function workOf(facts: ContactFacts): Parameters<typeof lateAt>[2] {
  return { zone: facts.zone, isWorkingDay: (date) => worksOn(facts, date) };
}

/**
 * Who reviews the check-in of somebody at `level`: the lead that of the team, the sponsor that of the lead; where nobody
 * sits, whoever is above. What is asked of sponsors and committee has no reviewer.
 */
export function reviewerOf(
  { id, level }: { id: string; level: Level | null },
  rung: Rung,
  seatedAt: SeatedAt,
): { id: string; level: Level } | null {
  if (level !== "team" && level !== "lead") return null;
  const chain = LEVELS.slice(LEVELS.indexOf(level) + 1).flatMap((above) => {
    const first = seatedAt(above).find((person) => person !== id);
    return first === undefined ? [] : [{ id: first, level: above }];
  });
  return chain[rung - 1] ?? null;
}

/** When the reviewer hears of what was due; null where the next round opens before that. */
export function lateAt(
  { due_at, closes_at }: Times,
  rung: Rung,
  { zone, isWorkingDay }: { zone: string; isWorkingDay(date: LocalDate): boolean },
): Instant | null {
  const due = inZone(due_at, zone);
  let date: LocalDate = due.toPlainDate().toString();
  let left = GRACE_DAYS * rung;
  for (let step = 0; step < MOST_DAYS && left > 0; step += 1) {
    date = addLocalDays(date, 1);
    if (isWorkingDay(date)) left -= 1;
  }
  const at = instantOf(date, due.toPlainTime().toString({ smallestUnit: "minute" }), zone);
  return left === 0 && at < closes_at ? at : null;
}

/** The names of a team are its lead's alone; whoever is above hears a number. */
export function mayBeNamed(silent: Level, reviewer: Level): boolean {
  return silent === "lead" || reviewer === "lead";
}
