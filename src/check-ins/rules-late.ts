/** Who hears of a check-in that nobody gave, and when. Pure. Source: governance-practice §8: two working days of grace, then its reviewer, then the next above. */
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, inZone, type LocalDate } from "../platform/time.ts";
import { LEVELS, type Level, type SeatedAt } from "../register/rules-escalation.ts";

/** Working days of the reviewer: before the first of them hears of it, and again before the next one does. */
const GRACE_DAYS = 2;
/** The reviewer, and the one above. */
export const RUNGS = [1, 2] as const;
export type Rung = (typeof RUNGS)[number];
/** Nobody is away for longer than anybody looks ahead. */
const MOST_DAYS = 60;

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
    const [first] = seatedAt(above).filter((person) => person !== id);
    return first === undefined ? [] : [{ id: first, level: above }];
  });
  return chain[rung - 1] ?? null;
}

/** When the reviewer hears of what was due; null where the next round opens before that. */
export function lateAt(
  { due_at, closes_at }: { due_at: Instant; closes_at: Instant },
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
