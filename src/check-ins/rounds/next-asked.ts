/** When somebody is next asked, which every screen that names an hour shows. */
import { type Cadence, cadenceOf, questionSetOf } from "../../cadences/cadences.ts";
import { isAskable, isParticipant } from "../../cadences/participants.ts";
import {
  hasFixedTime,
  nextOpenings,
  type Occurrence,
  occurrences,
  type Window,
  windowOf,
} from "../../cadences/recurrence/occurrences.ts";
import type { Rule } from "../../cadences/recurrence/rule.ts";
import type { Coming } from "../../cadences/recurrence/rule-in-words.ts";
import { contactFactsWith } from "../../calendars/availability.ts";
import { AS_IT_HAPPENS, type ContactFacts, firstAllowed, laneTimeOf, morningOf } from "../../delivery/lanes.ts";
import type { Person } from "../../people/people.ts";
import { preferencesAndDays } from "../../people/preferences.ts";
import { settingsOf } from "../../people/settings.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf, type Weekday } from "../../platform/time.ts";
import { absenceExcusing, weekOfRound } from "../away/days-to-answer.ts";
import { isLongerOn } from "./longest-rhythm.ts";
import { listCadencesAsking } from "./prompts.ts";
import { isOnDayOff } from "./rounds-to-plan.ts";

/** When somebody may be written to, and how messages come to them. */
export interface PersonTimes {
  facts: ContactFacts;
  /** In which they have chosen to work; undefined: as everybody. */
  chosenDays: readonly Weekday[] | undefined;
  /** The day of their weekly message, should they have one. */
  weeklyOn: Weekday;
  /** All but what cannot wait comes in the message of their morning. */
  isTogether: boolean;
}

/**
 * When a prompt of this window that has not come by `now` does; null: it does not, as they are away or may not be written to
 * until it has closed.
 */
function comesAt(
  rule: Pick<Rule, "at" | "every">,
  key: string,
  window: Window,
  { facts, chosenDays, isTogether }: PersonTimes,
  now: Instant,
): Instant | null {
  const absences = facts.away.map(({ from, until }) => ({ from_date: from, until_date: until }));
  const away = { absences, workingDays: chosenDays, week: weekOfRound(rule, key) };
  if (absenceExcusing(window, facts.zone, away)) return null;
  const isOwn = hasFixedTime(rule) || !isTogether;
  const candidate = { firstDueAt: window.opensAt, isForItsDay: true };
  const comes = isOwn
    ? firstAllowed(facts, window.opensAt).at
    : laneTimeOf({ ...facts, lanes: AS_IT_HAPPENS }, candidate, "morning", morningOf(facts));
  const at = comes !== null && comes < now ? firstAllowed(facts, now).at : comes;
  return at !== null && at < window.closesAt ? at : null;
}

/** A prompt that is there already. */
interface Ahead extends Window {
  key: LocalDate;
  isPlanned: boolean;
}

/**
 * The next times at which a cadence asks somebody. `ahead`: their prompts of rounds that are there and not over; `others`: what
 * else asks them in that program.
 */
export function nextTimes(
  {
    timing,
    planned_through: through,
    created_at: createdAt,
  }: Pick<Cadence, "timing" | "planned_through" | "created_at">,
  person: PersonTimes,
  {
    ahead,
    now,
    count,
    others = [],
  }: { ahead: readonly Ahead[]; now: Instant; count: number; others?: readonly Rule[] },
): Instant[] {
  const there = new Map(ahead.map((prompt) => [prompt.key, prompt]));
  const { facts } = person;
  const clock = { zone: facts.zone, morning: morningOf(facts) };
  const today = localDateOf(now, facts.zone);

  /** Of an occurrence that is not planned yet; null: it will ask nobody. */
  const windowToCome = (occurrence: Occurrence): Window | null => {
    if (through !== null && occurrence.key <= through) return null;
    if (others.some((other) => isLongerOn(timing, other, occurrence.date))) return null;
    const window = windowOf(timing, occurrence, clock);
    if (window.opensAt <= createdAt) return null;
    return timing.every === "day" && isOnDayOff(window.opensAt, facts) ? null : window;
  };

  const times: Instant[] = [];
  for (const occurrence of occurrences(timing, { after: addLocalDays(today, -LOOK_BACK_DAYS) })) {
    // It may ask nobody for good: a daily one on days on which they never work.
    if (occurrence.date > addLocalDays(today, LOOK_AHEAD_DAYS)) break;
    const prompt = there.get(occurrence.key);
    if (prompt && !prompt.isPlanned) continue;
    const window = prompt ?? windowToCome(occurrence);
    if (window === null || window.closesAt <= now) continue;

    const at = comesAt(timing, occurrence.key, window, person, now);
    if (at !== null) times.push(at);
    if (times.length === count) break;
  }
  return times.sort();
}

/** A round of a year is open for as long. */
const LOOK_BACK_DAYS = 367;
/** Who is away for longer is told of no date. */
const LOOK_AHEAD_DAYS = 800;

/** By cadence, when it comes next as this person is shown it; null: never. */
export async function nextOf(
  { db, clock }: Pick<Services, "db" | "clock">,
  person: Person,
  cadences: readonly Cadence[],
): Promise<(cadenceId: string) => Coming | null> {
  const asked: { cadence: Cadence; isAsked: boolean }[] = [];
  for (const cadence of cadences) asked.push({ cadence, isAsked: await isParticipant(db, cadence, person, { clock }) });
  const coming = await comingOf(db, person, asked, { now: clock.now(), count: 1 });
  const next = new Map(cadences.map(({ id }, place) => [id, coming[place]?.[0] ?? null]));
  return (cadenceId) => next.get(cadenceId) ?? null;
}

/** Of each of these cadences the next times as this person is shown them: their own where it asks them. */
export async function comingOf(
  db: Db | Tx,
  person: Person,
  cadences: readonly { cadence: Cadence; isAsked: boolean }[],
  { now, count, times: given }: { now: Instant; count: number; times?: PersonTimes },
): Promise<Coming[][]> {
  if (cadences.length === 0) return [];
  const asked = cadences.flatMap(({ cadence, isAsked }) => (isAsked ? [cadence.id] : []));
  const prompts = await listPromptsAhead(db, person.workspace_id, person.id, { cadenceIds: asked, now });
  const byCadence = Map.groupBy(prompts, ({ cadenceId }) => cadenceId);
  const times = given ?? (await timesOfPerson(db, person, cadences, { now, count }));
  return cadences.map(({ cadence, isAsked }) => {
    if (isAsked) {
      const ahead = byCadence.get(cadence.id) ?? [];
      const others = cadences.flatMap(({ cadence: other, isAsked }) =>
        isAsked && other.program_id === cadence.program_id && other.state === "active" ? other.timing : [],
      );
      return nextTimes(cadence, times, { ahead, now, count, others }).map((at) => ({ at, isDayOnly: false }));
    }
    const clock = { zone: person.zone, morning: morningOf(times.facts) };
    const isDayOnly = !hasFixedTime(cadence.rule);
    return nextOpenings(cadence.timing, { ...clock, after: now, count }).map((at) => ({ at, isDayOnly }));
  });
}

const FACTS_BEYOND_DAYS = 62;

/** As far ahead as these cadences need. */
export async function timesOfPerson(
  db: Db | Tx,
  person: Person,
  cadences: readonly { cadence: Pick<Cadence, "timing"> }[],
  { now, count }: { now: Instant; count: number },
): Promise<PersonTimes> {
  const { workspace_id: workspaceId, id, zone } = person;
  const openings = cadences.flatMap(({ cadence: { timing } }) =>
    nextOpenings(timing, { zone, after: now, count: count + 1 }).slice(-1),
  );
  const span = {
    from: addLocalDays(localDateOf(now, "UTC"), -LOOK_BACK_DAYS),
    until: addLocalDays(localDateOf(openings.sort().at(-1) ?? now, "UTC"), FACTS_BEYOND_DAYS),
  };
  const settings = await settingsOf(db, workspaceId);
  const { preferences, chosenDays } = await preferencesAndDays(db, person, settings);
  const given = { settings, preferencesOf: () => preferences };
  const facts = (await contactFactsWith(db, workspaceId, [person], span, given)).get(id);
  if (!facts) throw new Error(`No facts of person ${id}`);
  const { messagesCome, weeklyOn } = preferences;
  return { facts, chosenDays, weeklyOn, isTogether: messagesCome === "together" };
}

/** Somebody's prompts of these cadences that have not closed, by the nominal date of their regular rounds. */
export async function listPromptsAhead(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  { cadenceIds, now }: { cadenceIds: readonly string[]; now: Instant },
) {
  if (cadenceIds.length === 0) return [];
  const rows = await db
    .selectFrom("prompt")
    .innerJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "prompt.workspace_id").onRef("round.id", "=", "prompt.round_id"),
    )
    .selectAll("prompt")
    .select(["round.cadence_id", "round.key"])
    .where("prompt.workspace_id", "=", workspaceId)
    .where("prompt.person_id", "=", personId)
    .where("prompt.closes_at", ">", now)
    .where("round.cadence_id", "in", [...cadenceIds])
    .execute();
  return rows.map((row) => ({
    cadenceId: row.cadence_id,
    key: row.key,
    isPlanned: row.state === "planned",
    opensAt: row.opens_at,
    dueAt: row.due_at,
    closesAt: row.closes_at,
    remindAt: row.remind_at,
  }));
}

/** Answers `programsAsking`. */
export async function programsAskingPerson(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  { person, programIds, lists }: { person: Person; programIds: readonly string[]; lists?: "items" | "measures" },
): Promise<Set<string>> {
  const { workspace_id, id } = person;
  const found = new Set<string>();
  const asked = await listCadencesAsking(db, { workspace_id, id, programIds, now: services.clock.now() });
  for (const { program_id, cadence_id, state } of asked) {
    if (found.has(program_id) || (lists && (state === "answered" || state === "skipped"))) continue;
    const cadence = await cadenceOf(db, workspace_id, cadence_id);
    const questions = lists ? (await questionSetOf(db, workspace_id, cadence.question_set_id)).questions : [];
    if (lists && !questions.some(({ type }) => type === lists)) continue;
    if (await isAskable(db, cadence, person, services)) found.add(program_id);
  }
  return found;
}
