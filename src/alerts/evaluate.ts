/** Evaluates a program when something happened to it or a date has come: asks, tells, and says when to evaluate it again. */

import { cadenceOf, listActiveCadencesOf } from "../cadences/use-cases.ts";
import { workspaceCalendar } from "../calendars/use-cases.ts";
import { openOccasion } from "../check-ins/rounds/occasions.ts";
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { nextDigestsOf } from "../digests/holds/use-cases.ts";
import { statusInFlash, statusTold, toldTo } from "../digests/readers/told.ts";
import { requestEvaluationBy } from "../health/evaluation-requests.ts";
import { forecastsPut, questionsPut } from "../health/markers.ts";
import { challengedBy, type ProgramNow, programNow, sponsorsAt } from "../health/program-facts.ts";
import { type Finding, type Forecast, findingsOf, isForecast } from "../health/rules-checks.ts";
import { causeOf } from "../health/rules-findings.ts";
import { isOn } from "../health/settings.ts";
import type { Watch } from "../health/table.ts";
import { personById } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf } from "../programs/use-cases.ts";
import { causesFor, readAround } from "./causes.ts";
import { flashKey, flashKind, healthCheckKind, questionKey } from "./messages.ts";
import {
  answerQuestion,
  claimEvaluation,
  firstEvaluation,
  insertFinding,
  insertQuestion,
  insertTrigger,
  listCausesAsked,
  listColoursNow,
  listDueEvaluations,
} from "./repository.ts";
import { type Cause, flashOf } from "./rules-triggers.ts";
import { cadenceAsking, checksBefore, nextEvaluation } from "./schedule.ts";

const PROGRAMS_AT_ONCE = 50;

/** Evaluates every program that is due, each in a transaction of its own; one that fails holds up none of the others. */
export async function evaluateDuePrograms(services: Services): Promise<void> {
  const { db, clock } = services;
  const failures: unknown[] = [];
  for (const watch of await listDueEvaluations(db, clock.now(), PROGRAMS_AT_ONCE))
    await inTransaction(db, (tx) => evaluate(services, tx, watch)).catch((cause: unknown) =>
      failures.push(new Error(`The program ${watch.program_id} could not be evaluated`, { cause })),
    );
  if (failures.length > 0) throw new AggregateError(failures, "Programs could not be evaluated");
}

/** When a program is to be evaluated next. */
export const nextEvaluationAt = firstEvaluation;

async function evaluate(services: Services, tx: Tx, watch: Watch): Promise<void> {
  const now = services.clock.now();
  if (!(await claimEvaluation(tx, watch, now))) return;
  const program = await programOf(tx, watch.workspace_id, watch.program_id);
  if (program.state !== "active") return;
  const facts = await programNow(tx, watch, now);
  await closeQuestions(services, tx, watch, facts);
  const around = await readAround(tx, facts, facts.today);
  for (const cause of causesFor(facts, around)) await askAbout(services, tx, facts, cause);
  const coming = (await nextDigestsOf(services, tx, program.workspace_id, [program.id])).get(program.id) ?? [];
  await tellOfStandingRed(services, tx, facts, around.acted);
  const digests = checksBefore(coming, facts, await workspaceCalendar(tx, program.workspace_id));
  const [due] = digests
    .filter(({ checkAt, at }) => checkAt <= now && now < at)
    .map(({ at }) => at)
    .sort();
  if (due !== undefined) await challenge(services, tx, facts, due);
  const next = nextEvaluation(facts, digests);
  if (next !== null) await requestEvaluationBy(tx, watch, next);
}

async function askAbout(services: Services, tx: Tx, facts: ProgramNow, cause: Cause): Promise<void> {
  const { program } = facts;
  const person = await personById(tx, program.workspace_id, cause.personId);
  if (person.is_deactivated === 1) return;
  const cadenceId = cadenceAsking(cause, facts, await listActiveCadencesOf(tx, program));
  if (cadenceId === undefined) return;
  const cadence = await cadenceOf(tx, program.workspace_id, cadenceId);
  const { occasion, questions } = cause;
  const round = await openOccasion(services, tx, { cadence, person, occasion, questions });
  await insertTrigger(tx, {
    workspace_id: program.workspace_id,
    program_id: program.id,
    cause: cause.key,
    fired_at: services.clock.now(),
    round_id: round.id,
  });
}

/**
 * Once for each run of red, to each sponsor when it is as long as their digests count it and they are told that it is red:
 * of what waits for approval some are told before others.
 */
async function tellOfStandingRed(
  services: Services,
  tx: Tx,
  facts: ProgramNow,
  acted: ReadonlyMap<string, Instant>,
): Promise<void> {
  const { program, settings, now } = facts;
  if (!isOn(settings, "flash") || !facts.given.some(({ colour }) => colour === "red")) return;
  const { workspace_id: workspaceId, id: programId } = program;
  for (const sponsor of facts.sponsors) {
    const theirs = await toldTo(services, tx, sponsor, programId);
    if (statusTold(theirs, facts)?.colour !== "red") continue;
    const { status, asTold } = await statusInFlash(tx, sponsor, theirs, facts);
    if (!status || !asTold || status.periods < settings.triggers.redPeriods) continue;
    const { isTold, first, cause } = flashOf({ personId: sponsor.id, from: asTold.from }, acted);
    if (isTold) continue;
    // Whoever came later reads it in their first digest.
    if (first !== null && !(await sponsorsAt(tx, program, first)).has(sponsor.id)) continue;
    await insertTrigger(tx, {
      workspace_id: workspaceId,
      program_id: programId,
      cause,
      fired_at: now,
      round_id: null,
    });
    await enqueue(tx, services, flashKind, {
      workspaceId,
      key: flashKey(programId, cause, sponsor.id),
      subject: { programId, personId: sponsor.id },
      to: { personId: sponsor.id },
      notBefore: now,
    });
  }
}

/** Puts what speaks against the colour to whoever gave it, all of it in one message, what was asked before left out. */
async function challenge(services: Services, tx: Tx, facts: ProgramNow, digestAt: Instant): Promise<void> {
  const { status, program, now } = facts;
  if (!status) return;
  const { checkInId, personId, roundId } = status.given;
  const workspaceId = program.workspace_id;
  const findings = await newFindings(tx, facts, await listCausesAsked(tx, workspaceId, checkInId));
  if (findings.length === 0) return;
  const question = {
    workspace_id: workspaceId,
    id: services.ids.next(),
    program_id: program.id,
    owner_id: personId,
    round_id: roundId,
    check_in_id: checkInId,
    colour: status.colour,
    asked_at: now,
    shown_at: digestAt,
    state: "asked" as const,
    reason: null,
    answered_at: null,
  };
  await insertQuestion(tx, question);
  const causes = new Map(findings.map((finding) => [causeOf(finding), finding]));
  for (const [cause, finding] of causes) await insertFinding(tx, question, cause, finding);
  await enqueue(tx, services, healthCheckKind, {
    workspaceId,
    key: questionKey(question.id),
    subject: { questionId: question.id },
    to: { personId },
    notBefore: now,
    expiresAt: digestAt,
  });
}

/** What speaks against the colour that stands, but for what was asked about already. */
export async function newFindings(db: Db | Tx, facts: ProgramNow, asked: readonly string[]): Promise<Finding[]> {
  const challenged = await challengedBy(db, facts);
  if (!challenged) return [];
  const { workspace_id: workspaceId, id: programId } = facts.program;
  const findings = findingsOf(challenged);
  const put = findings.some(isForecast) ? await forecastsPut(db, workspaceId, programId) : [];
  return findings.filter((finding) => {
    // Once for each date.
    if (isForecast(finding) && put.some((one) => isSameDate(one, finding))) return false;
    // What was not seen before a sudden red is asked at once where that is on.
    return !asked.includes(causeOf(finding)) && !(finding.check === "W9" && isOn(facts.settings, "red"));
  });
}

function isSameDate(one: Forecast, other: Forecast): boolean {
  return one.evidence.id === other.evidence.id && one.date === other.date;
}

/** Another colour answers what was asked about the one before. */
async function closeQuestions(
  services: Services,
  tx: Tx,
  { workspace_id, program_id }: Watch,
  { status, now }: ProgramNow,
): Promise<void> {
  const open = await questionsPut(tx, workspace_id, program_id, ["asked"]);
  const colours = await listColoursNow(
    tx,
    workspace_id,
    open.map(({ check_in_id }) => check_in_id),
    now,
  );
  for (const question of open) {
    const isChanged = colours.get(question.check_in_id)?.colour !== question.colour;
    const isOvertaken = status?.given.answeredAt !== undefined && status.given.answeredAt > question.asked_at;
    if (!isChanged && !isOvertaken) continue;
    const state = isChanged ? "changed" : "overtaken";
    if (await answerQuestion(tx, question, { state, reason: null, answered_at: now }))
      await enqueueUpdate(tx, services, { workspaceId: workspace_id, key: questionKey(question.id) });
  }
}
