/** Rounds outside the rhythm, for one person and a reason: a few questions of their own, nothing in the channel. */
import type { Question } from "../../cadences/questions/questions.ts";
import { type Cadence, questionsBeside } from "../../cadences/use-cases.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { countExtraRounds, insertRound, type Round } from "./repository.ts";
import { extraKey, occasionWindow } from "./rules.ts";
import { ask, newRound, timesOf } from "./use-cases.ts";

export interface Occasion {
  cadence: Cadence;
  person: Person;
  /** Why, in a sentence. */
  occasion: { en: string; fr: string };
  questions: readonly Question[];
}

/**
 * Asks one person now, through the contact policy; whoever is away is excused, and their delegate asked. Asking once
 * per cause is up to the caller.
 */
export async function openOccasion(
  services: Services,
  tx: Tx,
  { cadence, person, occasion, questions }: Occasion,
): Promise<Round> {
  const now = services.clock.now();
  const { date, window } = occasionWindow(now, person.zone, await workspaceCalendar(tx, cadence.workspace_id));
  const key = extraKey(date, await countExtraRounds(tx, cadence.workspace_id, cadence.id, date));
  const round = await insertRound(tx, {
    ...(await newRound(services, tx, cadence, { key, date, extra: true })),
    question_set_id: await questionsBeside(services, tx, cadence, questions),
    opens_at: window.opensAt,
    due_at: window.dueAt,
    closes_at: window.closesAt,
    state: "open",
    missed_reason: null,
    missed_count: null,
    occasion: JSON.stringify(occasion),
  });
  const times = await timesOf(tx, round, [person]);
  await ask(services, tx, round, person, window, { ...times, waves: new Set(), comes: "any-day" });
  return round;
}
