/** Who is asked in a round, what they get, and whether each message is still wanted when it would go. Pure. */

import type { windowOf } from "../cadences/recurrence/rules.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import { absenceExcusing, daysToAnswer, standInAmong } from "../check-ins/away/rules.ts";
import { deliveryKeys } from "../check-ins/delivery-keys.ts";
import { heardOf, isLeading } from "../check-ins/late/rules.ts";
import {
  askingTimes,
  HELD,
  isSilent,
  opensFor,
  remindsAt,
  silenceKey,
  silentAmong,
} from "../check-ins/rounds/rules.ts";
import { WAVE_PRIORITY } from "../delivery/kinds.ts";
import { whyNotAsked } from "../people/rules-answering.ts";
import type { Instant } from "../platform/clock.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import type { About, Message, Moments } from "./rules-asking.ts";
import type { createSeating } from "./rules-seating.ts";
import type { AskingKind, KnownPerson, OpenRound, SimulatedPrompt, WaitingMessage, World } from "./world.ts";

/** How asking stands at the moment that is simulated. */
export interface Run extends ReturnType<typeof createSeating> {
  world: World;
  moments: Moments;
  rounds: Map<string, SimulatedRound>;
  /** Of the rounds that are open now: what waits in the outbox is about these. */
  prompts: ReadonlyMap<string, { prompt: SimulatedPrompt; round: SimulatedRound }>;
  /** The keys of all rounds, closed ones too, by cadence. */
  known: Map<string, Set<string>>;
  /** Cadences; those that resume are active from then on. */
  byId: Map<string, Cadence>;
  toldNobodyLeft: Set<string>;
}

export interface SimulatedRound extends Omit<OpenRound, "prompts"> {
  cadence: Cadence;
  prompts: SimulatedPrompt[];
  about: About;
  toldNotAsked: Set<string>;
}

type Follow = Pick<Message, "about" | "isWanted" | "sent" | "lapsed">;

/** What only comes where nobody has answered. */
const UNLESS_ANSWERED: readonly AskingKind[] = ["reminder", "silent", "silent-week", "late-check-in"];

export function ask(
  run: Run,
  round: SimulatedRound,
  person: KnownPerson,
  window: ReturnType<typeof windowOf>,
  { now, isWave, comes }: { now: Instant; isWave: boolean; comes: "at-its-time" | "any-day" | undefined },
): void {
  const { closesAt } = window;
  const { zone } = person;
  const theirMorning = morningOf(person);
  const opensAt = opensFor(window.opensAt, zone, comes === "at-its-time" ? undefined : theirMorning);
  const remindAt = remindsAt(window.remindAt, { opensAt, zone, morningAt: theirMorning });
  const from = addLocalDays(localDateOf(opensAt, "UTC"), -1);
  const absences = person.absences.filter(({ until_date }) => until_date >= from);
  const absence = absenceExcusing(window, person.zone, absences, person.workingDays);
  const standIn = absence && standInFor(run, round, person, absence, daysToAnswer(window, person.zone));
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
    const asking = message(run, round, id, askAt, closesAt);
    const slot = comes === "at-its-time" ? null : ("morning" as const);
    const weighed = {
      ...asking.facts,
      slot,
      isForItsDay: comes !== "any-day",
      ...(isWave && { priority: WAVE_PRIORITY }),
    };
    run.moments.enqueue({ ...asking, facts: weighed, ...followPrompt(run, prompt, round) });
    if (remind === null) return;
    const reminder = { key: `reminder:${prompt.id}`, kind: "reminder" as const, personId: person.id };
    run.moments.enqueue({
      ...message(run, round, reminder, remind, theirMorning === undefined ? closesAt : window.dueAt),
      isWanted: reminderWanted(run, prompt, round),
    });
    return;
  }
  const reason = prompt.reason ?? "downtime";
  run.moments.say({ at: opensAt, personId: person.id, ...round.about, kind: "prompt", action: "exclude", reason });
  if (prompt.delegate_id === null || closesAt <= now) return;
  const id = { key: `delegate:${prompt.id}`, kind: "delegate-prompt" as const, personId: prompt.delegate_id };
  const at = opensAt > now ? opensAt : now;
  run.moments.enqueue({ ...message(run, round, id, at, closesAt), isWanted: delegateWanted(run, prompt, round) });
}

/** As `morningsOf` has it. */
export function morningOf({ facts, slots }: KnownPerson): string | null | undefined {
  return slots.isAsItHappens ? undefined : facts.preferredAt;
}

function standInFor(
  run: Run,
  round: SimulatedRound,
  person: KnownPerson,
  absence: KnownPerson["absences"][number],
  days: { from: string; until: string },
) {
  const seats = run.seatsOn(round.cadence.program_id, days.from);
  const ofSeat = seats.find((seat) => seat.person_id === person.id && seat.delegate_id !== null)?.delegate_id;
  const delegate = run.world.people.get(absence.delegate_person_id ?? ofSeat ?? "");
  const absences = delegate?.absences.filter(({ until_date }) => until_date >= days.from) ?? [];
  return standInAmong(person.id, delegate ? { ...delegate, absences } : null, days);
}

export function message(
  run: Run,
  round: SimulatedRound,
  id: { key: string; kind: AskingKind; personId: string },
  dueAt: Instant,
  expiresAt: Instant | null,
) {
  return {
    ...id,
    facts: run.world.kinds[id.kind],
    dueAt,
    firstDueAt: null,
    expiresAt,
    about: aboutMessage(round, id.kind),
  };
}

/** Of what is told of a week of rounds. */
export function aboutWeek({ id, program_id, key }: Cadence): About {
  return { programId: program_id, cadenceId: id, cadence: key, round: null, period: null, unless: "answered" };
}

function aboutMessage({ about }: SimulatedRound, kind: string): About {
  return UNLESS_ANSWERED.some((one) => one === kind) ? { ...about, unless: "answered" } : about;
}

export function follow(run: Run, { kind, promptId, roundId, cadenceId, personId }: WaitingMessage): Follow | null {
  const asked = promptId === null ? undefined : run.prompts.get(promptId);
  const weekly = kind === "silent-week" && cadenceId !== null ? run.byId.get(cadenceId) : undefined;
  // Of the days that are over it is not known who was silent.
  if (weekly) return { about: aboutWeek(weekly), isWanted: () => true };
  const round = asked?.round ?? (roundId === null ? undefined : run.rounds.get(roundId));
  if (!round) return null;
  const about = aboutMessage(round, kind);
  if (kind === "silent") return { about, isWanted: silentWanted(run, round, personId) };
  if (kind === "late-check-in") return { about, isWanted: lateWanted(run, round, personId) };
  if (kind === "not-asked") {
    round.toldNotAsked.add(personId);
    return { about, isWanted: notAskedWanted(run, round, personId) };
  }
  if (!asked) return null;
  if (kind === "prompt") return { about, ...followPrompt(run, asked.prompt, round) };
  if (kind === "reminder") return { about, isWanted: reminderWanted(run, asked.prompt, round) };
  return kind === "delegate-prompt" ? { about, isWanted: delegateWanted(run, asked.prompt, round) } : null;
}

function followPrompt(run: Run, prompt: SimulatedPrompt, round: SimulatedRound) {
  return {
    isWanted: (at: Instant) => prompt.state === "planned" && isStillAsked(run, prompt, round, at),
    sent: () => {
      prompt.state = "sent";
    },
    lapsed: (at: Instant) => {
      prompt.state = "missed";
      prompt.reason = HELD;
      for (const leadId of run.leadsAt(round.cadence.program_id, at)) {
        if (round.toldNotAsked.has(leadId)) continue;
        round.toldNotAsked.add(leadId);
        const id = { key: deliveryKeys.notAsked(round.id, leadId), kind: "not-asked" as const, personId: leadId };
        run.moments.enqueue({
          ...message(run, round, id, round.dueAt, null),
          isWanted: notAskedWanted(run, round, leadId),
        });
      }
    },
  };
}

function isStillAsked(run: Run, { person_id: id }: SimulatedPrompt, round: SimulatedRound, at: Instant): boolean {
  const running = run.byId.get(round.cadence.id);
  if (running?.state !== "active") return false;
  if (!round.isApart) return run.audienceAt(running, at).ids.has(id);
  const person = run.world.people.get(id);
  const canAnswer = person !== undefined && whyNotAsked(person, { isChosen: true }) === null;
  return canAnswer && !run.world.optOuts.get(running.id)?.has(id);
}

function reminderWanted(run: Run, prompt: SimulatedPrompt, round: SimulatedRound) {
  return (at: Instant) => prompt.state === "sent" && prompt.closes_at > at && isStillAsked(run, prompt, round, at);
}

function delegateWanted(run: Run, prompt: SimulatedPrompt, round: SimulatedRound) {
  return (at: Instant) => prompt.state === "excused" && prompt.closes_at > at && isStillAsked(run, prompt, round, at);
}

export function silentWanted(run: Run, round: SimulatedRound, leadId: string) {
  return (at: Instant) =>
    silentAmong(round.prompts, run.audienceAt(round.cadence, at).ids, leadId).silent.length > 0 ||
    round.prompts.some(({ state, reason }) => state === "excused" && reason === "delegate-away");
}

export function lateWanted(run: Run, round: SimulatedRound, reviewerId: string) {
  return (at: Instant) => {
    const { silent } = silentAmong(round.prompts, run.audienceAt(round.cadence, at).ids, reviewerId);
    const seated = run.seatedAt(round.cadence.program_id, at);
    const heard = heardOf(silent, seated, reviewerId);
    return (isLeading(seated, reviewerId) ? heard : heard.filter((id) => !wasSilent(run, round, id, at))).length > 0;
  };
}

/** In the last round that is over. */
function wasSilent({ world, rounds }: Run, { cadenceId }: SimulatedRound, personId: string, now: Instant): boolean {
  const before = [...rounds.values()]
    .filter((one) => one.cadenceId === cadenceId && !one.isApart && one.closesAt <= now)
    .flatMap(({ dueAt: at, prompts }) =>
      prompts.flatMap((prompt) => (prompt.person_id === personId && prompt.state !== "excused" ? { at, prompt } : [])),
    );
  const last = before.toSorted((one, other) => (one.at < other.at ? 1 : -1))[0];
  return last ? isSilent(last.prompt) : world.silentBefore.has(silenceKey(cadenceId, personId));
}

function notAskedWanted(run: Run, round: SimulatedRound, leadId: string) {
  return (at: Instant) => silentAmong(round.prompts, run.audienceAt(round.cadence, at).ids, leadId).notAsked.length > 0;
}
