/** What the tick does with cadences: makes every round that has opened, in pieces, each a transaction. */
import { narrowToPilot, pilotAfter } from "../../cadences/audience/pilot.ts";
import { type Cadence, cadencesToCheck, cadenceToPlan, updateCadence } from "../../cadences/cadences.ts";
import { resumeWhenDue } from "../../cadences/changes.ts";
import { nobodyLeftKind } from "../../cadences/nobody-left-message.ts";
import { listParticipants, type Participant } from "../../cadences/participants.ts";
import { type Occurrence, occurrences } from "../../cadences/recurrence/occurrences.ts";
import { isWorkshop } from "../../cadences/templates.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { type Program, programOf } from "../../programs/programs.ts";
import { notifyInCharge } from "../../programs/who-leads.ts";
import { coverShorter } from "./covered-by-longer.ts";
import { withdrawFromLeavers } from "./opt-outs.ts";
import { findLastRound, insertRound, type Round, statesOfRounds } from "./rounds.ts";
import { boundsOf, type MissedReason, planRounds, type RoundPlan } from "./rounds-to-plan.ts";
import { beginRound, createPrompt, newRound, PEOPLE_AT_ONCE, type StartedRound } from "./start-and-close.ts";

const CADENCES_AT_ONCE = 100;

/**
 * Makes every round that has opened, so that one bad cadence stops no other. A cadence counts as planned only once all of
 * it is made: whatever ends the process half-way, the next tick goes on with those who have not been asked.
 */
export async function openDueRounds(services: Services): Promise<void> {
  const { db, clock, log } = services;
  for (;;) {
    const cadences = await cadencesToCheck(db, clock.now(), CADENCES_AT_ONCE);
    let planned = 0;
    for (const cadence of cadences) if (await planCadence(services, cadence)) planned += 1;
    if (planned > 0) log.debug({ cadences: planned }, "cadences planned");
    // Those that are left are another instance's.
    if (cadences.length < CADENCES_AT_ONCE || planned === 0) return;
  }
}

/** False when another instance plans it. */
async function planCadence(services: Services, cadence: Cadence): Promise<boolean> {
  for (;;) {
    const step = await inTransaction(services.db, (tx) => planStep(services, tx, cadence));
    if (step === "elsewhere") return false;
    if (step === "planned") return true;
    if (step !== "again") await askRest(services, cadence, step);
  }
}

/** As it stands now: what is made already is not made again. Whoever is left is asked in transactions of their own. */
async function planStep(
  services: Services,
  tx: Tx,
  listed: Cadence,
): Promise<"elsewhere" | "planned" | "again" | StartedRound> {
  const now = services.clock.now();
  const due = await cadenceToPlan(tx, listed, now);
  if (!due) return "elsewhere";
  const cadence = await resumeWhenDue(services, tx, due);
  if (!cadence) return "planned";

  const program = await programOf(tx, cadence.workspace_id, cadence.program_id);
  const isActive = program.state === "active";
  if (isActive && !(await withdrawFromLeavers(services, tx, cadence, PEOPLE_AT_ONCE))) return "again";
  const people = isActive ? await listParticipants(tx, cadence, services) : [];
  const first = narrowToPilot(people, cadence.pilot);
  const plan = planRounds({
    rule: cadence.timing,
    people,
    pilot: cadence.pilot && { people: first, rounds: cadence.pilot.rounds },
    createdAt: cadence.created_at,
    plannedThrough: cadence.planned_through,
    now,
  });

  const rounds = isActive ? plan.rounds : [];
  const made = await makeRounds(services, tx, { cadence, program, rounds, people, pilotPeople: first });
  if (made.next !== "planned") return made.next;
  if (isActive && isWorkshop(cadence)) await askNewcomers(services, tx, { cadence, people: first });

  const pilot = pilotAfter(cadence.pilot, made.pilotRounds);
  const { plannedThrough, nextCheckAt } = plan;
  await updateCadence(tx, cadence, { planned_through: plannedThrough, next_check_at: nextCheckAt, pilot });
  return "planned";
}

/** Whoever comes into the body of a workshop before the answers are due is asked as the others were. */
async function askNewcomers(
  services: Services,
  tx: Tx,
  { cadence, people }: { cadence: Cadence; people: readonly Participant[] },
): Promise<void> {
  const round = await findLastRound(tx, cadence.workspace_id, cadence.id);
  if (round?.state !== "open" || round.due_at <= services.clock.now()) return;
  const [next] = occurrences(cadence.timing, { after: addLocalDays(round.key, -1) }).take(1);
  // A workshop that was moved since has no such date any more.
  const date = next?.key === round.key ? next.date : localDateOf(round.opens_at, "UTC");
  const occurrence = { key: round.key, date, extra: false };
  await beginRound(services, tx, { cadence, occurrence, people, most: PEOPLE_AT_ONCE });
}

interface RoundsToMake {
  cadence: Cadence;
  program: Program;
  rounds: readonly RoundPlan[];
  people: readonly Participant[];
  /** Who is asked in a round of the pilot. */
  pilotPeople: readonly Participant[];
}

/** `pilotRounds`: how many of the pilot have asked somebody. Whoever is left in `next` is asked before the rounds that follow. */
async function makeRounds(
  services: Services,
  tx: Tx,
  { cadence, program, rounds, people, pilotPeople }: RoundsToMake,
): Promise<{ next: "planned" | "again" | StartedRound; pilotRounds: number }> {
  const [earliest] = rounds;
  const there = earliest ? await statesOfRounds(tx, cadence, earliest.occurrence.key) : new Map<string, string>();
  let pilotRounds = 0;

  for (const { occurrence, missedReason, isPilot } of rounds) {
    const asked = isPilot ? pilotPeople : people;
    const state = there.get(occurrence.key);
    // Told already, by a step before that left somebody to be asked in a later round.
    if (state === "missed") continue;

    // One that was begun is made to its end, however late.
    if (missedReason !== null && state === undefined) {
      const round = await saveMissedRound(services, tx, cadence, occurrence, missedReason, asked);
      if (missedReason === "no-participants") await notifyNobodyLeft(services, tx, cadence, program, round);
      continue;
    }

    const begun = await beginRound(services, tx, { cadence, occurrence, people: asked, most: PEOPLE_AT_ONCE });
    if (begun.left.length > 0) return { next: begun, pilotRounds };
    const areCovered = await coverShorter(services, tx, cadence, { asked: begun.asked, most: PEOPLE_AT_ONCE });
    if (!areCovered) return { next: "again", pilotRounds };
    if (isPilot && begun.asked.length > 0) pilotRounds += 1;
  }
  return { next: "planned", pilotRounds };
}

/** Ends early where the cadence has been planned, paused or archived meanwhile: what is to be done then is seen anew. */
async function askRest(services: Services, cadence: Cadence, { round, left, times }: StartedRound): Promise<void> {
  for (let start = 0; start < left.length; start += PEOPLE_AT_ONCE) {
    const goesOn = await inTransaction(services.db, async (tx) => {
      const due = await cadenceToPlan(tx, cadence, services.clock.now());
      if (due?.state !== "active") return false;
      for (const { person, window } of left.slice(start, start + PEOPLE_AT_ONCE))
        await createPrompt(services, tx, round, person, window, times);
      return true;
    });
    if (!goesOn) return;
  }
}

/** One row with the reason and the number of people concerned; nobody is asked, nothing is silent. */
async function saveMissedRound(
  services: Services,
  tx: Tx,
  cadence: Cadence,
  occurrence: Occurrence,
  reason: MissedReason,
  people: readonly Participant[],
): Promise<Round> {
  const round = await insertRound(tx, {
    ...(await newRound(services, tx, cadence, occurrence)),
    ...boundsOf(people, cadence, occurrence),
    state: "missed",
    missed_reason: reason,
    missed_count: people.length,
  });
  await appendAudit(tx, services, {
    workspaceId: cadence.workspace_id,
    actorId: null,
    action: "round.missed",
    subject: { kind: "round", id: round.id },
    programId: cadence.program_id,
    after: { reason, people: people.length },
  });
  return round;
}

/** Those who keep the program, once: the rounds until somebody is asked again have one key. */
async function notifyNobodyLeft(
  services: Services,
  tx: Tx,
  cadence: Cadence,
  program: Program,
  round: Round,
): Promise<void> {
  const last = await findLastRound(tx, cadence.workspace_id, cadence.id);
  await notifyInCharge(services, tx, program, nobodyLeftKind, {
    key: `nobody-left:${cadence.id}:${last?.key ?? ""}`,
    subject: { cadenceId: cadence.id, roundId: round.id },
  });
}
