/** What rounds will ask of whom: the planner's own rules, applied to the moments to come. Pure. */

import { askedFirst, pilotAfter } from "../cadences/audience/rules-pilot.ts";
import {
  type ExplainedDate,
  explainedDates,
  type Occurrence,
  openingOf,
  periodOf,
  windowOf,
} from "../cadences/recurrence/rules.ts";
import { beginningOf, settledWhenResumed } from "../cadences/recurrence/rules-resuming.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import { absenceExcusing, daysToAnswer, standInAmong } from "../check-ins/away/rules.ts";
import { deliveryKeys } from "../check-ins/delivery-keys.ts";
import { type Hearing, heardOf, hearingsOf, lateAt, workOf } from "../check-ins/late/rules.ts";
import {
  askingTimes,
  boundsOf,
  extraKey,
  HELD,
  occasionWindow,
  planRounds,
  silentAmong,
  waveOpenings,
  windowsOf,
} from "../check-ins/rounds/rules.ts";
import { WAVE_PRIORITY } from "../delivery/kinds.ts";
import { whyNotAsked } from "../people/rules-answering.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { keepersAmong } from "../programs/rules-program.ts";
import { type Audience, createSeating } from "./rules-seating.ts";
import type {
  AskingKind,
  KindFacts,
  KnownPerson,
  OpenRound,
  PlannedStep,
  SimulatedPrompt,
  WaitingMessage,
  World,
} from "./world.ts";

/** A message that will be due. */
export interface Message {
  key: string;
  kind: string;
  facts: KindFacts;
  personId: string;
  dueAt: Instant;
  firstDueAt: Instant | null;
  expiresAt: Instant | null;
  about: About;
  isWanted(at: Instant): boolean;
  isUrgent?(at: Instant): boolean;
  sent?(): void;
  lapsed?(at: Instant): void;
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
  /** Has something happen at the same instant, once what may go has gone: in the app it is of the next turn. */
  nextTurn(what: () => void): void;
  /** As the outbox takes it: one of each key. */
  enqueue(message: Message): void;
  say(step: PlannedStep): void;
}

interface SimulatedRound extends Omit<OpenRound, "prompts"> {
  cadence: Cadence;
  prompts: SimulatedPrompt[];
  about: About;
  toldNotAsked: Set<string>;
}

export interface Asking {
  /** Has every cadence ask from now on. */
  begin(until: Instant): void;
  /** Asks one person outside the rhythm. */
  askApart(apart: Apart, now: Instant): void;
  /** What waits in the outbox for a prompt or a round, as it will be weighed then; null for what belongs to neither. */
  follow(message: WaitingMessage): Follow | null;
  /** Whether a round of one of these cadences lies in the period. */
  hasRound(cadenceIds: readonly string[], period: { from: string; until: string }): boolean;
}

/** What only comes where nobody has answered. */
const UNLESS_ANSWERED: readonly AskingKind[] = ["reminder", "silent", "late-check-in"];

type Follow = Pick<Message, "about" | "isWanted" | "sent" | "lapsed">;

export function createAsking(world: World, moments: Moments): Asking {
  const rounds = new Map<string, SimulatedRound>();
  const prompts = new Map<string, { prompt: SimulatedPrompt; round: SimulatedRound }>();
  // One that somebody answered before it opens counts when it does.
  const opened = world.digests.rounds.filter(({ opensAt }) => opensAt <= world.now);
  const keys = Map.groupBy(opened, ({ cadenceId }) => cadenceId);
  const known = new Map([...keys].map(([id, made]) => [id, new Set(made.map(({ key }) => key))]));
  const { audienceAt, seatsOn, leadsAt, seatsAt } = createSeating(world);
  const toldNobodyLeft = new Set(world.toldNobodyLeft);
  const byId = new Map(world.cadences.map((cadence) => [cadence.id, cadence]));
  const periodIn = ({ rule, program_id: programId }: Cadence, key: string) =>
    periodOf(rule, key, world.years.startOf([programId]));
  for (const { prompts: asked, ...open } of world.openRounds) {
    const cadence = byId.get(open.cadenceId);
    if (!cadence) continue;
    const round = { ...open, cadence, prompts: asked.map((prompt) => ({ ...prompt })), about: aboutOf(cadence, open) };
    const made: SimulatedRound = { ...round, toldNotAsked: new Set() };
    rounds.set(open.id, made);
    for (const prompt of made.prompts) prompts.set(prompt.id, { prompt, round: made });
  }

  function plan(cadence: Cadence, now: Instant): void {
    let planned = cadence;
    if (cadence.state === "paused") {
      const settled = settledWhenResumed(cadence, now);
      if (settled === null) return;
      planned = { ...cadence, state: "active", planned_through: settled };
      byId.set(cadence.id, planned);
    }
    const { asked, notAsked } = audienceAt(planned, now);
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
    });
    for (const { occurrence, missedReason, isPilot } of due) {
      note(planned, occurrence.key);
      const later = isPilot ? asked.filter((person) => !first.includes(person)) : [];
      const not = [...notAsked, ...later.map((person) => ({ person, because: "pilot" }))];
      if (missedReason !== null) refuse(null, planned, occurrence, now, missedReason);
      if (missedReason === "no-participants") tellNobodyLeft(planned, occurrence, now);
      if (missedReason !== null) continue;
      toldNobodyLeft.delete(planned.id);
      open(planned, occurrence, isPilot ? first : asked, not, now);
    }
    const piloted = due.filter(({ isPilot, missedReason }) => isPilot && missedReason === null).length;
    const next = { ...planned, planned_through: plannedThrough, pilot: pilotAfter(planned.pilot, piloted) };
    if (nextCheckAt !== null) moments.at(nextCheckAt, () => plan(next, nextCheckAt));
  }

  /** Where neither leads nor deputies are left, it goes to admins, who are not looked ahead for. */
  function tellNobodyLeft(cadence: Cadence, { key }: Occurrence, now: Instant): void {
    if (toldNobodyLeft.has(cadence.id)) return;
    toldNobodyLeft.add(cadence.id);
    const about = aboutOf(cadence, { key, period: periodIn(cadence, key) });
    for (const personId of keepersAmong(seatsAt(cadence.program_id, now), () => false))
      moments.enqueue({
        ...{ key: `nobody-left:${cadence.id}:${key}:${personId}`, kind: "nobody-left", personId, about },
        ...{ facts: world.kinds["nobody-left"], dueAt: now, firstDueAt: null, expiresAt: null },
        isWanted: (at) => askedFirst(audienceAt(cadence, at).asked, cadence.pilot).length === 0,
      });
  }

  function note(cadence: Cadence, key: string): void {
    known.set(cadence.id, (known.get(cadence.id) ?? new Set()).add(key));
  }

  function open(
    cadence: Cadence,
    occurrence: Occurrence,
    people: readonly KnownPerson[],
    notAsked: Audience["notAsked"],
    now: Instant,
  ): void {
    const round = roundOf(cadence, occurrence, people);
    const windows = windowsOf(
      people,
      (person) => person.hours,
      (zone, hours) => windowOf(cadence.timing, occurrence, zone, hours),
    );
    const waves = waveOpenings(windows);
    const already = new Set(round.prompts.map(({ person_id }) => person_id));
    for (const { person, window } of windows)
      if (window.opensAt > cadence.created_at && !already.has(person.id))
        ask(round, person, window, { now, isWave: waves.has(window.opensAt) });
    for (const { person, because } of notAsked)
      refuse(person.id, cadence, occurrence, openingOf(cadence.timing, occurrence, person.zone), because);
    for (const leadId of leadsAt(cadence.program_id, now)) {
      const id = { key: deliveryKeys.silent(round.id, leadId), kind: "silent" as const, personId: leadId };
      moments.enqueue({ ...message(round, id, round.dueAt, round.closesAt), isWanted: silentWanted(round, leadId) });
    }
    noteLate(round, now);
  }

  function askApart({ personId, cadenceId, about }: Apart, now: Instant): void {
    const cadence = byId.get(cadenceId);
    const person = world.people.get(personId);
    if (!cadence || !person || person.is_deactivated) return;
    const { date, window } = occasionWindow(now, person.zone, world.working);
    const beside = [...rounds.values()].filter((one) => one.cadenceId === cadenceId && one.key.startsWith(`${date}+`));
    const key = extraKey(date, beside.length);
    const named = { key, period: periodIn(cadence, key) };
    const { dueAt, closesAt } = window;
    const round: SimulatedRound = {
      ...{ id: `${cadence.key}:${key}`, cadenceId, ...named, dueAt, closesAt, cadence, isApart: true, prompts: [] },
      about: { ...aboutOf(cadence, named), ...about },
      toldNotAsked: new Set(),
    };
    rounds.set(round.id, round);
    ask(round, person, window, { now, isWave: false });
  }

  function noteLate(round: SimulatedRound, now: Instant): void {
    const times = { due_at: round.dueAt, closes_at: round.closesAt };
    for (const hearing of hearingsOf(times, seatsAt(round.cadence.program_id, now))) {
      const { reviewerId, rung } = hearing;
      const reviewer = world.people.get(reviewerId);
      const at = reviewer ? lateAt(times, rung, workOf(reviewer.facts)) : null;
      if (at === null) continue;
      const key = deliveryKeys.late(round.id, hearing);
      const id = { key, kind: "late-check-in" as const, personId: reviewerId };
      moments.enqueue({ ...message(round, id, at, round.closesAt), isWanted: lateWanted(round, hearing) });
    }
  }

  /** As it is where somebody has answered before it opened, else a new one. */
  function roundOf(cadence: Cadence, occurrence: Occurrence, people: readonly KnownPerson[]): SimulatedRound {
    for (const round of rounds.values())
      if (round.cadenceId === cadence.id && round.key === occurrence.key) return round;
    const { due_at: dueAt, closes_at: closesAt } = boundsOf(people, cadence, occurrence);
    const { key } = occurrence;
    const named = { key, period: periodIn(cadence, key) };
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

  function ask(
    round: SimulatedRound,
    person: KnownPerson,
    window: ReturnType<typeof windowOf>,
    { now, isWave }: { now: Instant; isWave: boolean },
  ): void {
    const { opensAt, closesAt, remindAt } = window;
    const from = addLocalDays(localDateOf(opensAt, "UTC"), -1);
    const absences = person.absences.filter(({ until_date }) => until_date >= from);
    const absence = absenceExcusing(window, person.zone, absences, person.workingDays);
    const standIn = absence && standInFor(round, person, absence, daysToAnswer(window, person.zone));
    const prompt: SimulatedPrompt = {
      id: `${round.id}:${person.id}`,
      person_id: person.id,
      state: absence ? "excused" : closesAt <= now ? "missed" : "planned",
      reason: standIn?.reason ?? null,
      delegate_id: standIn?.delegateId ?? null,
      closes_at: closesAt,
    };
    round.prompts.push(prompt);
    if (prompt.state === "planned") {
      const { askAt, remindAt: remind } = askingTimes({ opens_at: opensAt, remind_at: remindAt }, now);
      const id = { key: `prompt:${prompt.id}`, kind: "prompt" as const, personId: person.id };
      const asking = message(round, id, askAt, closesAt);
      const facts = isWave ? { ...asking.facts, priority: WAVE_PRIORITY } : asking.facts;
      moments.enqueue({ ...asking, facts, ...followPrompt(prompt, round) });
      if (remind === null) return;
      const reminder = { key: `reminder:${prompt.id}`, kind: "reminder" as const, personId: person.id };
      moments.enqueue({ ...message(round, reminder, remind, closesAt), isWanted: reminderWanted(prompt, round) });
      return;
    }
    const reason = prompt.reason ?? "downtime";
    moments.say({ at: opensAt, personId: person.id, ...round.about, kind: "prompt", action: "exclude", reason });
    if (prompt.delegate_id === null || closesAt <= now) return;
    const id = { key: `delegate:${prompt.id}`, kind: "delegate-prompt" as const, personId: prompt.delegate_id };
    const at = opensAt > now ? opensAt : now;
    moments.enqueue({ ...message(round, id, at, closesAt), isWanted: delegateWanted(prompt, round) });
  }

  function standInFor(
    round: SimulatedRound,
    person: KnownPerson,
    absence: KnownPerson["absences"][number],
    days: { from: string; until: string },
  ) {
    const seats = seatsOn(round.cadence.program_id, days.from);
    const ofSeat = seats.find((seat) => seat.person_id === person.id && seat.delegate_id !== null)?.delegate_id;
    const delegate = world.people.get(absence.delegate_person_id ?? ofSeat ?? "");
    const absences = delegate?.absences.filter(({ until_date }) => until_date >= days.from) ?? [];
    return standInAmong(person.id, delegate ? { ...delegate, absences } : null, days);
  }

  function message(
    round: SimulatedRound,
    id: { key: string; kind: AskingKind; personId: string },
    dueAt: Instant,
    expiresAt: Instant | null,
  ) {
    const about: About = UNLESS_ANSWERED.includes(id.kind) ? { ...round.about, unless: "answered" } : round.about;
    return { ...id, facts: world.kinds[id.kind], dueAt, firstDueAt: null, expiresAt, about };
  }

  function isStillAsked({ person_id: id }: SimulatedPrompt, round: SimulatedRound, at: Instant): boolean {
    const running = byId.get(round.cadence.id);
    if (running?.state !== "active") return false;
    if (!round.isApart) return audienceAt(running, at).ids.has(id);
    const person = world.people.get(id);
    const canAnswer = person !== undefined && whyNotAsked(person, { isChosen: true }) === null;
    return canAnswer && !world.optOuts.get(running.id)?.has(id);
  }

  function followPrompt(prompt: SimulatedPrompt, round: SimulatedRound) {
    return {
      isWanted: (at: Instant) => prompt.state === "planned" && isStillAsked(prompt, round, at),
      sent: () => {
        prompt.state = "sent";
      },
      lapsed: (at: Instant) => {
        prompt.state = "missed";
        prompt.reason = HELD;
        for (const leadId of leadsAt(round.cadence.program_id, at)) {
          if (round.toldNotAsked.has(leadId)) continue;
          round.toldNotAsked.add(leadId);
          const id = { key: deliveryKeys.notAsked(round.id, leadId), kind: "not-asked" as const, personId: leadId };
          moments.enqueue({ ...message(round, id, round.dueAt, null), isWanted: notAskedWanted(round, leadId) });
        }
      },
    };
  }

  function reminderWanted(prompt: SimulatedPrompt, round: SimulatedRound) {
    return (at: Instant) => prompt.state === "sent" && prompt.closes_at > at && isStillAsked(prompt, round, at);
  }

  function delegateWanted(prompt: SimulatedPrompt, round: SimulatedRound) {
    return (at: Instant) => prompt.state === "excused" && prompt.closes_at > at && isStillAsked(prompt, round, at);
  }

  function silentWanted(round: SimulatedRound, leadId: string) {
    return (at: Instant) =>
      silentAmong(round.prompts, audienceAt(round.cadence, at).ids, leadId).silent.length > 0 ||
      round.prompts.some(({ state, reason }) => state === "excused" && reason === "delegate-away");
  }

  function lateWanted(round: SimulatedRound, hearing: Hearing) {
    return (at: Instant) => {
      const { silent } = silentAmong(round.prompts, audienceAt(round.cadence, at).ids, hearing.reviewerId);
      return heardOf(silent, seatsAt(round.cadence.program_id, at), hearing).length > 0;
    };
  }

  function notAskedWanted(round: SimulatedRound, leadId: string) {
    return (at: Instant) => silentAmong(round.prompts, audienceAt(round.cadence, at).ids, leadId).notAsked.length > 0;
  }

  function refuse(
    personId: string | null,
    cadence: Cadence,
    { key }: Pick<Occurrence, "key">,
    at: Instant,
    reason: string,
  ): void {
    const about = aboutOf(cadence, { key, period: periodIn(cadence, key) });
    moments.say({ at, personId, ...about, kind: "prompt", action: "exclude", reason });
  }

  /** Nobody is asked on the dates that a holiday or an exception takes away. */
  function sayLeftOut(cadence: Cadence, until: Instant): void {
    const last = addLocalDays(localDateOf(until, "UTC"), 1);
    const today = localDateOf(world.now, "UTC");
    const since = cadence.planned_through ?? addLocalDays(today, -1);
    for (const explained of explainedDates(cadence.timing, { after: since })) {
      if (explained.key > last) return;
      if (explained.date === null && explained.key >= today) sayLeftOutOn(cadence, explained);
    }
  }

  function sayLeftOutOn(cadence: Cadence, { key, because }: ExplainedDate): void {
    for (const { id, zone } of audienceAt(cadence, world.now).asked)
      refuse(id, cadence, { key }, openingOf(cadence.timing, { date: key }, zone), because ?? "left-out");
  }

  return {
    askApart,
    begin(until) {
      for (const cadence of world.cadences) {
        const at = cadence.state === "paused" && cadence.resumes_on !== null ? beginningOf(cadence.resumes_on) : null;
        const first = cadence.state === "paused" ? at : cadence.next_check_at;
        if (first === null) continue;
        const from = first < world.now ? world.now : first;
        moments.at(from, () => plan(cadence, from));
        if (cadence.state === "active") sayLeftOut(cadence, until);
      }
    },
    follow({ kind, promptId, roundId, rung, personId }) {
      const asked = promptId === null ? undefined : prompts.get(promptId);
      const round = asked?.round ?? (roundId === null ? undefined : rounds.get(roundId));
      if (!round) return null;
      const about: About = UNLESS_ANSWERED.some((one) => one === kind)
        ? { ...round.about, unless: "answered" }
        : round.about;
      if (kind === "silent") return { about, isWanted: silentWanted(round, personId) };
      if (kind === "late-check-in" && rung !== null)
        return { about, isWanted: lateWanted(round, { reviewerId: personId, rung }) };
      if (kind === "not-asked") {
        round.toldNotAsked.add(personId);
        return { about, isWanted: notAskedWanted(round, personId) };
      }
      if (!asked) return null;
      if (kind === "prompt") return { about, ...followPrompt(asked.prompt, round) };
      if (kind === "reminder") return { about, isWanted: reminderWanted(asked.prompt, round) };
      return kind === "delegate-prompt" ? { about, isWanted: delegateWanted(asked.prompt, round) } : null;
    },
    hasRound: (cadenceIds, { from, until }) =>
      cadenceIds.some((id) => [...(known.get(id) ?? [])].some((key) => from <= key && key < addLocalDays(until, 1))),
  };
}

function aboutOf(cadence: Cadence, { key, period }: { key: string; period: string }): About {
  return { programId: cadence.program_id, cadenceId: cadence.id, cadence: cadence.key, round: key, period };
}

function zonesOf(people: readonly KnownPerson[]): string[] {
  return [...new Set(people.map(({ zone }) => zone))];
}
