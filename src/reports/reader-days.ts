/** Days as one reader counts them, by their working week and holidays: how late a date is, and by when they answer. */

import { contactFactsOf } from "../calendars/use-cases-availability.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { letOthersRun } from "../platform/loop.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { daysOf } from "../register/escalation/rules-due.ts";
import { escalationsComing } from "../register/escalation/use-cases-coming.ts";
import { workingDaysFrom } from "../register/reminders/rules.ts";
import type { Report } from "./report.ts";
import type { ScreenInput } from "./screen.ts";

interface CountedFor {
  workspaceId: string;
  personId: string;
  zone: string;
}

/** How late what these reports have is as of an instant; undefined: nothing is. */
export async function lateDaysOf(
  db: Db | Tx,
  { workspaceId, personId, zone }: CountedFor,
  reports: readonly Report[],
  asOf: Instant,
): Promise<ScreenInput["workingDaysLate"]> {
  const today = localDateOf(asOf, zone);
  let oldest = today;
  for (const { lines } of reports) {
    await letOthersRun();
    for (const { due } of lines) if (due !== undefined && due < oldest) oldest = due;
  }
  if (oldest === today) return undefined;
  const { isWorkingDay } = daysOf(
    await contactFactsOf(db, workspaceId, personId, { from: oldest, until: today }),
    () => false,
  );
  const late = new Map<LocalDate, number>();
  let count = 0;
  for (let day = today; day >= oldest; day = addLocalDays(day, -1)) {
    late.set(day, count);
    if (isWorkingDay(day)) count += 1;
  }
  return (due) => late.get(due) ?? 0;
}

/** A request of the reader: when it reached them, and when it is needed. */
interface Asked {
  id: string;
  program: { id: string };
  askedAt: Instant;
  neededBy: LocalDate | null;
}

const DAYS_TO_ANSWER = 2;

/**
 * By when each of these is answered: two working days of the reader before it is needed, at least two after it reached them,
 * never after it is needed, and always before it goes up. Null: no date is known, or that day is over.
 */
export async function answerDays(
  db: Db | Tx,
  { workspaceId, personId, zone }: CountedFor,
  asked: readonly Asked[],
  now: Instant,
): Promise<(one: Asked) => LocalDate | null> {
  const dates = asked.flatMap(({ neededBy }) => neededBy ?? []).toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return () => null;
  const today = localDateOf(now, zone);
  const from = addLocalDays(first < today ? first : today, -LONGEST_BREAK);
  const { isWorkingDay } = daysOf(await contactFactsOf(db, workspaceId, personId, { from, until: last }), () => false);
  const programIds = [...new Set(asked.map(({ program }) => program.id))];
  const coming = await escalationsComing(db, workspaceId, programIds, now);
  const goesUpOn = new Map(coming.map(({ item, on }) => [item.id, on]));
  return ({ id, askedAt, neededBy }) => {
    if (neededBy === null) return null;
    const before = workingDaysFrom(neededBy, -DAYS_TO_ANSWER, isWorkingDay);
    const after = workingDaysFrom(localDateOf(askedAt, zone), DAYS_TO_ANSWER, isWorkingDay);
    const day = [before, after].toSorted().at(-1) ?? neededBy;
    const up = goesUpOn.get(id);
    const [answerBy = day] = [day, neededBy, ...(up === undefined ? [] : [addLocalDays(up, -1)])].toSorted();
    return answerBy < today ? null : answerBy;
  };
}

/** Days off in a row before which a working day is looked for. */
const LONGEST_BREAK = 30;
