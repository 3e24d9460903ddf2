/** What rounds will ask of whom: the planner's own rules, applied to the moments to come. Pure. */

import { askedFirst, pilotAfter } from "../cadences/audience/pilot/rules.ts";
import {
  type ExplainedDate,
  explainedDates,
  keepsItsTime,
  type Occurrence,
  openingOf,
  periodOf,
  windowOf,
} from "../cadences/recurrence/rules.ts";
import { beginningOf, plannedThroughWhenResumed } from "../cadences/recurrence/rules-resuming.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import { deliveryKeys } from "../check-ins/delivery-keys.ts";
import { lateAt, reviewersOf, workOf } from "../check-ins/late/rules.ts";
import {
  boundsOf,
  extraKey,
  morningsIn,
  occasionWindow,
  planRounds,
  waveOpenings,
  windowsOf,
} from "../check-ins/rounds/rules.ts";
import type { Candidate, Counted } from "../delivery/rules-contact.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, instantOf, localDateOf, mondayOf } from "../platform/time.ts";
import { keepersAmong } from "../programs/rules-program.ts";
import {
  aboutWeek,
  ask,
  follow,
  lateWanted,
  message,
  morningOf,
  type Run,
  type SimulatedRound,
  silentWanted,
} from "./rules-prompts.ts";
import { type Audience, createSeating } from "./rules-seating.ts";
import type { KindFacts, KnownPerson, OpenRound, PlannedStep, WaitingMessage, World } from "./world.ts";

/** A message that will be due. */
export interface Message {
  key: string;
  kind: string;
  facts: KindFacts;
  personId: string;
  dueAt: Instant;
  firstDueAt: Instant | null;
  expiresAt: Instant | null;
  /** Since when it waits for another weekly message; left out: it never did. */
  queuedAt?: Instant | null;
  about: About;
  isWanted(at: Instant): boolean;
  isUrgent?(at: Instant): boolean;
  /** As of `MessageKind`. */
  neededBy?(at: Instant): Instant | null;
  decision?(): Candidate["decision"];
  sent?(at: Instant): void;
  lapsed?(at: Instant): void;
  queued?(at: Instant): void;
}

/** What a message or a refusal is about. */
export type About = Pick<
  PlannedStep,
  "programId" | "cadenceId" | "cadence" | "round" | "period" | "reason" | "item" | "occasion" | "unless"
>;

/** What one person is asked in a round of its own. */
interface Apart {
  personId: string;
  cadenceId: string;
  about: Pick<About, "item" | "occasion" | "unless">;
}

export interface Moments {
  /** Has something happen at an instant, or now if it is past. */
  at(at: Instant, what: () => void): void;
  /** Has something happen at the same instant, once what may go has gone: in the app it is of the next tick. */
  nextTick(what: () => void): void;
  /** As the outbox takes it: one of each key. */
  enqueue(message: Message): void;
  say(step: PlannedStep): void;
  /** What somebody got in the last `COUNTED_DAYS`. */
  came(personId: string): readonly Counted[];
  /** When a digest that tells of a program was made for somebody, and when it went; by `<person> <program>`. */
  told: Map<string, { madeAt: Instant; sentAt: Instant | null }>;
}

export interface Asking {
  /** Has every cadence ask from now on. */
  begin(until: Instant): void;
  /** Asks one person outside the rhythm. */
  askApart(apart: Apart, now: Instant): void;
  /** What waits in the outbox for a prompt or a round, as it will be weighed then; null for what belongs to neither. */
  follow(message: WaitingMessage): ReturnType<typeof follow>;
  /** Whether a round of one of these cadences lies in the period. */
  hasRound(cadenceIds: readonly string[], period: { from: string; until: string }): boolean;
}

export function createAsking(world: World, moments: Moments): Asking {
  // One that somebody answered before it opens counts when it does.
  const opened = world.digests.rounds.filter(({ opensAt }) => opensAt <= world.now);
  const keys = Map.groupBy(opened, ({ cadenceId }) => cadenceId);
  const known = new Map([...keys].map(([id, made]) => [id, new Set(made.map(({ key }) => key))]));
  const byId = new Map(world.cadences.map((cadence) => [cadence.id, cadence]));
  const rounds = new Map(world.openRounds.flatMap((open) => simulated(open, byId.get(open.cadenceId))));
  const asked = [...rounds.values()].flatMap((round) => round.prompts.map((prompt) => ({ prompt, round })));
  const prompts = new Map(asked.map((one) => [one.prompt.id, one]));
  const toldNobodyLeft = new Set(world.toldNobodyLeft);
  const run: Run = { world, moments, ...createSeating(world), rounds, prompts, known, byId, toldNobodyLeft };
  return {
    begin: (until) => begin(run, until),
    askApart: (apart, now) => askApart(run, apart, now),
    follow: (message) => follow(run, message),
    hasRound: (cadenceIds, { from, until }) =>
      cadenceIds.some((id) => [...(known.get(id) ?? [])].some((key) => from <= key && key < addLocalDays(until, 1))),
  };
}

/** A round that is open, by its id, to be changed by what comes; none of a cadence that is no longer there. */
function simulated(open: OpenRound, cadence: Cadence | undefined): [string, SimulatedRound][] {
  if (!cadence) return [];
  const prompts = open.prompts.map((prompt) => ({ ...prompt }));
  return [[open.id, { ...open, cadence, prompts, about: aboutOf(cadence, open), toldNotAsked: new Set() }]];
}

function begin(run: Run, until: Instant): void {
  const { now, cadences } = run.world;
  for (const cadence of cadences) {
    const isPaused = cadence.state === "paused";
    const at = isPaused && cadence.resumes_on !== null ? beginningOf(cadence.resumes_on) : null;
    const first = isPaused ? at : cadence.next_check_at;
    if (first === null) continue;
    const from = first < now ? now : first;
    run.moments.at(from, () => plan(run, cadence, from));
    if (cadence.state === "active") sayLeftOut(run, cadence, until);
  }
}

function plan(run: Run, cadence: Cadence, now: Instant): void {
  let planned = cadence;
  if (cadence.state === "paused") {
    const through = plannedThroughWhenResumed(cadence, now);
    if (through === null) return;
    planned = { ...cadence, state: "active", planned_through: through };
    run.byId.set(cadence.id, planned);
  }
  const { asked, notAsked } = run.audienceAt(planned, now);
  const first = askedFirst(asked, planned.pilot);
  const {
    rounds: due,
    plannedThrough,
    nextCheckAt,
  } = planRounds({
    rule: planned.timing,
    zones: zonesOf(asked),
    pilot: planned.pilot && { zones: zonesOf(first), rounds: planned.pilot.rounds },
    createdAt: planned.created_at,
    plannedThrough: planned.planned_through,
    now,
    ...(!keepsItsTime(planned.rule) && { mornings: morningsIn(asked, morningOf) }),
  });
  for (const { occurrence, missedReason, isPilot } of due) {
    note(run, planned, occurrence.key);
    const later = isPilot ? asked.filter((person) => !first.includes(person)) : [];
    const not = [...notAsked, ...later.map((person) => ({ person, because: "pilot" }))];
    if (missedReason !== null) refuse(run, null, planned, occurrence, now, missedReason);
    if (missedReason === "no-participants") tellNobodyLeft(run, planned, occurrence, now);
    if (missedReason !== null) continue;
    run.toldNobodyLeft.delete(planned.id);
    open(run, planned, occurrence, isPilot ? first : asked, not, now);
  }
  const piloted = due.filter(({ isPilot, missedReason }) => isPilot && missedReason === null).length;
  const next = { ...planned, planned_through: plannedThrough, pilot: pilotAfter(planned.pilot, piloted) };
  if (nextCheckAt !== null) run.moments.at(nextCheckAt, () => plan(run, next, nextCheckAt));
}

/** Where neither leads nor deputies are left, it goes to admins, who are not looked ahead for. */
function tellNobodyLeft(run: Run, cadence: Cadence, { key }: Occurrence, now: Instant): void {
  if (run.toldNobodyLeft.has(cadence.id)) return;
  run.toldNobodyLeft.add(cadence.id);
  const about = aboutOf(cadence, { key, period: periodIn(run, cadence, key) });
  for (const personId of keepersAmong(run.seatsAt(cadence.program_id, now), () => false))
    run.moments.enqueue({
      ...{ key: `nobody-left:${cadence.id}:${key}:${personId}`, kind: "nobody-left", personId, about },
      ...{ facts: run.world.kinds["nobody-left"], dueAt: now, firstDueAt: null, expiresAt: null },
      isWanted: (at) => askedFirst(run.audienceAt(cadence, at).asked, cadence.pilot).length === 0,
    });
}

function note(run: Run, cadence: Cadence, key: string): void {
  run.known.set(cadence.id, (run.known.get(cadence.id) ?? new Set()).add(key));
}

/** As `enqueueSilentNotes` has it. */
function noteSilent(run: Run, round: SimulatedRound, leadId: string): void {
  const { cadence } = round;
  const lead = run.world.people.get(leadId);
  if (cadence.rule.every !== "day" || !lead || morningOf(lead) === undefined) {
    const id = { key: deliveryKeys.silent(round.id, leadId), kind: "silent" as const, personId: leadId };
    run.moments.enqueue({
      ...message(run, round, id, round.dueAt, round.closesAt),
      isWanted: silentWanted(run, round, leadId),
    });
    return;
  }
  const monday = mondayOf(round.key);
  const key = deliveryKeys.silentWeek(cadence.id, { leadId, monday });
  const at = instantOf(addLocalDays(monday, 7), "00:00", lead.zone);
  run.moments.enqueue({
    ...message(run, round, { key, kind: "silent-week", personId: leadId }, at, null),
    about: aboutWeek(cadence),
    isWanted: silentWanted(run, round, leadId),
  });
}

function open(
  run: Run,
  cadence: Cadence,
  occurrence: Occurrence,
  people: readonly KnownPerson[],
  notAsked: Audience["notAsked"],
  now: Instant,
): void {
  const round = roundOf(run, cadence, occurrence, people);
  run.rounds.set(round.id, round);
  const windows = windowsOf(
    people,
    (person) => person.hours,
    (zone, hours) => windowOf(cadence.timing, occurrence, zone, hours),
  );
  const waves = waveOpenings(windows);
  const comes = keepsItsTime(cadence.rule) ? ("at-its-time" as const) : undefined;
  const already = new Set(round.prompts.map(({ person_id }) => person_id));
  for (const { person, window } of windows)
    if (window.opensAt > cadence.created_at && !already.has(person.id))
      ask(run, round, person, window, { now, isWave: waves.has(window.opensAt), comes });
  for (const { person, because } of notAsked)
    refuse(run, person.id, cadence, occurrence, openingOf(cadence.timing, occurrence, person.zone), because);
  for (const leadId of run.leadsAt(cadence.program_id, now)) noteSilent(run, round, leadId);
  noteLate(run, round, now);
}

function askApart(run: Run, { personId, cadenceId, about }: Apart, now: Instant): void {
  const cadence = run.byId.get(cadenceId);
  const person = run.world.people.get(personId);
  if (!cadence || !person || person.is_deactivated) return;
  const { date, window } = occasionWindow(now, person.zone, run.world.working);
  const beside = [...run.rounds.values()].filter(
    (one) => one.cadenceId === cadenceId && one.key.startsWith(`${date}+`),
  );
  const key = extraKey(date, beside.length);
  const named = { key, period: periodIn(run, cadence, key) };
  const { dueAt, closesAt } = window;
  const round: SimulatedRound = {
    ...{ id: `${cadence.key}:${key}`, cadenceId, ...named, dueAt, closesAt, cadence, isApart: true, prompts: [] },
    about: { ...aboutOf(cadence, named), ...about },
    toldNotAsked: new Set(),
  };
  run.rounds.set(round.id, round);
  ask(run, round, person, window, { now, isWave: false, comes: "any-day" });
}

function noteLate(run: Run, round: SimulatedRound, now: Instant): void {
  const times = { due_at: round.dueAt, closes_at: round.closesAt };
  for (const reviewerId of reviewersOf(times, run.seatedAt(round.cadence.program_id, now))) {
    const reviewer = run.world.people.get(reviewerId);
    const at = reviewer ? lateAt(times, workOf(reviewer.facts)) : null;
    if (at === null) continue;
    const key = deliveryKeys.late(round.id, reviewerId);
    const id = { key, kind: "late-check-in" as const, personId: reviewerId };
    run.moments.enqueue({
      ...message(run, round, id, at, round.closesAt),
      isWanted: lateWanted(run, round, reviewerId),
    });
  }
}

/** As it is where somebody has answered before it opened, else a new one. */
function roundOf(run: Run, cadence: Cadence, occurrence: Occurrence, people: readonly KnownPerson[]): SimulatedRound {
  for (const round of run.rounds.values())
    if (round.cadenceId === cadence.id && round.key === occurrence.key) return round;
  const { due_at: dueAt, closes_at: closesAt } = boundsOf(people, cadence, occurrence);
  const { key } = occurrence;
  const named = { key, period: periodIn(run, cadence, key) };
  const isMoved = occurrence.date !== key;
  return {
    id: `${cadence.key}:${key}`,
    cadenceId: cadence.id,
    ...named,
    dueAt,
    closesAt,
    cadence,
    isApart: false,
    prompts: [],
    about: { ...aboutOf(cadence, named), ...(isMoved && { reason: "holiday-moved" }) },
    toldNotAsked: new Set(),
  };
}

function refuse(
  run: Run,
  personId: string | null,
  cadence: Cadence,
  { key }: Pick<Occurrence, "key">,
  at: Instant,
  reason: string,
): void {
  const about = aboutOf(cadence, { key, period: periodIn(run, cadence, key) });
  run.moments.say({ at, personId, ...about, kind: "prompt", action: "exclude", reason });
}

/** Nobody is asked on the dates that a holiday or an exception takes away. */
function sayLeftOut(run: Run, cadence: Cadence, until: Instant): void {
  const last = addLocalDays(localDateOf(until, "UTC"), 1);
  const today = localDateOf(run.world.now, "UTC");
  const since = cadence.planned_through ?? addLocalDays(today, -1);
  for (const explained of explainedDates(cadence.timing, { after: since })) {
    if (explained.key > last) return;
    if (explained.date === null && explained.key >= today) sayLeftOutOn(run, cadence, explained);
  }
}

function sayLeftOutOn(run: Run, cadence: Cadence, { key, because }: ExplainedDate): void {
  for (const { id, zone } of run.audienceAt(cadence, run.world.now).asked)
    refuse(run, id, cadence, { key }, openingOf(cadence.timing, { date: key }, zone), because ?? "left-out");
}

function periodIn({ world }: Run, { rule, program_id: programId }: Cadence, key: string): string {
  return periodOf(rule, key, world.years.startOf([programId]));
}

function aboutOf(cadence: Cadence, { key, period }: { key: string; period: string }): About {
  return { programId: cadence.program_id, cadenceId: cadence.id, cadence: cadence.key, round: key, period };
}

function zonesOf(people: readonly KnownPerson[]): string[] {
  return [...new Set(people.map(({ zone }) => zone))];
}
