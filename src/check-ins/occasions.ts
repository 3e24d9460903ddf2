/** Rounds outside the rhythm, for one person and a reason: a few questions of their own, nothing in the channel. */
import type { Question } from "../cadences/questions.ts";
import { dayOf, isWorkingDay } from "../cadences/rules-days.ts";
import { type Cadence, questionsBeside } from "../cadences/use-cases.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import type { Person } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, inZone, localDateOf } from "../platform/time.ts";
import { countExtraRounds, insertRound, type Round } from "./repository-rounds.ts";
import { ask, newRound, timesOf } from "./use-cases-rounds.ts";

const DUE_AFTER_WORKING_DAYS = 2;
const OPEN_DAYS = 7;

export interface Occasion {
  cadence: Cadence;
  person: Person;
  /** Why, in a sentence. */
  occasion: { en: string; fr: string };
  questions: readonly Question[];
}

/**
 * Asks one person now, through the contact policy; whoever is away is excused, and their delegate asked. Due at the same
 * wall time two working days later, open for a week. Asking once per cause is up to the caller.
 */
export async function openOccasion(
  services: Services,
  tx: Tx,
  { cadence, person, occasion, questions }: Occasion,
): Promise<Round> {
  const now = services.clock.now();
  const date = localDateOf(now, person.zone);
  const number = (await countExtraRounds(tx, cadence.workspace_id, cadence.id, date)) + 1;
  const working = await workspaceCalendar(tx, cadence.workspace_id);
  let dueOn = date;
  for (let left = DUE_AFTER_WORKING_DAYS; left > 0; ) {
    dueOn = addLocalDays(dueOn, 1);
    if (isWorkingDay(dayOf(dueOn), working)) left -= 1;
  }
  const time = inZone(now, person.zone).toPlainTime().toString({ smallestUnit: "minute" });
  const dueAt = instantOf(dueOn, time, person.zone);
  const closes = instantOf(addLocalDays(date, OPEN_DAYS), time, person.zone);
  const closesAt = closes > dueAt ? closes : dueAt;
  const round = await insertRound(tx, {
    ...newRound(services, cadence, { key: `${date}+${number}`, date, extra: true }),
    question_set_id: await questionsBeside(services, tx, cadence, questions),
    opens_at: now,
    due_at: dueAt,
    closes_at: closesAt,
    state: "open",
    missed_reason: null,
    missed_count: null,
    occasion: JSON.stringify(occasion),
  });
  const times = await timesOf(tx, round, [person]);
  await ask(
    services,
    tx,
    round,
    person,
    { opensAt: now, dueAt, closesAt, remindAt: null },
    { ...times, wave: new Map() },
  );
  return round;
}
