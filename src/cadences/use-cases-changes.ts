/** What is done to a cadence that exists. */

import { calendarOfRule } from "../calendars/calendars.ts";
import type { Person } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { type Program, programOf, refuseUnlessMayChange } from "../programs/use-cases.ts";
import type { AudienceMember } from "./audience/audience.ts";
import { followSources } from "./audience/people.ts";
import { askedFirst, type Pilot, pilotEnded } from "./audience/pilot/rules.ts";
import { yearsChanged } from "./events.ts";
import type { Question } from "./questions/questions.ts";
import type { Rule, WrittenRule } from "./recurrence/rule.ts";
import { withCalendar } from "./recurrence/rules-plan.ts";
import { plannedThroughAfter, plannedThroughNow } from "./recurrence/rules-preview.ts";
import { beginningOf, plannedThroughWhenResumed } from "./recurrence/rules-resuming.ts";
import { yearStartIn } from "./recurrence/years/rules.ts";
import { getCadence, getQuestionSet, insertQuestionSet, updateCadence } from "./repository.ts";
import type { Disclosure } from "./table.ts";
import { type Cadence, listAskable, listAskedNext, noParticipant, type Participant } from "./use-cases.ts";

const failure = errorTable({
  RESUMES_IN_PAST: {
    en: () => "Choose a day after today, or leave it empty and resume it yourself.",
    fr: () => "Choisissez un jour après aujourd’hui, ou laissez le champ vide pour décider vous-même de la reprise.",
  },
  CADENCE_ARCHIVED: {
    en: () => "This check-in is archived. Add a new one instead.",
    fr: () => "Ce point d’étape est archivé. Ajoutez-en plutôt un nouveau.",
  },
});

type Stamps = Pick<Services, "db" | "clock" | "ids">;

export interface CadenceChange {
  title: string | null;
  rule: WrittenRule;
  /** Words, or person ids. */
  audience: AudienceMember[];
  readers: AudienceMember[];
  disclosure: Disclosure;
  questions: Question[];
  /** 1: nobody opts out. Left out: as it was. */
  is_required?: 0 | 1;
  /** Who is asked first; null: everybody from the next round on. Left out: as it was. */
  pilot?: Pilot | null;
  /** The nominal date of the last round that exists, or null. */
  lastKey: LocalDate | null;
}

/**
 * Changes a cadence from the round after the last one that exists on, or after the period that it was of; other questions are a new version. Throws
 * PROGRAM_NOT_YOURS, CADENCE_ARCHIVED, NO_PARTICIPANT, CALENDAR_UNKNOWN.
 */
export async function changeCadence(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  actor: Person,
  cadenceId: string,
  { questions, lastKey, pilot: wanted, ...change }: CadenceChange,
): Promise<Cadence> {
  const { cadence, program } = await cadenceToChange(stamps, tx, actor, cadenceId);
  const now = stamps.clock.now();
  const timing = withCalendar(change.rule, await calendarOfRule(tx, cadence.workspace_id, change.rule));
  const people = await listAskable(tx, { ...cadence, ...change }, stamps);
  if (people.length === 0) throw noParticipant(cadence.key);
  const through = plannedThroughAfter(cadence, timing, lastKey);
  const pilot = pilotChanged(cadence, timing, wanted, { people, lastKey, through, now });
  const known = await getQuestionSet(tx, cadence.workspace_id, cadence.question_set_id);
  const asksAnew = JSON.stringify(known.questions) !== JSON.stringify(questions);
  const questionSetId = asksAnew ? stamps.ids.next() : cadence.question_set_id;
  if (asksAnew)
    await insertQuestionSet(tx, {
      workspace_id: cadence.workspace_id,
      id: questionSetId,
      cadence_id: cadence.id,
      version: known.version + 1,
      questions: JSON.stringify(questions),
      created_at: now,
    });
  const changes = {
    ...change,
    pilot,
    question_set_id: questionSetId,
    ...(cadence.state === "active" && goingOn(timing, askedFirst(people, pilot), through, now)),
  };
  await updateCadence(tx, cadence, changes);
  await followSources(tx, stamps, cadence.workspace_id, change.audience);
  const after = {
    ...changed({ ...change, pilot }, cadence),
    ...(asksAnew && { questions: known.version + 1 }),
  };
  const before = changed(cadence, { ...change, pilot });
  await auditChange(stamps, tx, actor.id, cadence, program, "cadence.changed", { before, after });
  return { ...cadence, ...changes, timing };
}

/**
 * Stops asking, the open round included; who has been asked can still answer. `resumesOn`: the first day on which it
 * asks again, or null for until somebody resumes it. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED, RESUMES_IN_PAST.
 */
export async function pauseCadence(
  services: Stamps,
  actor: Person,
  cadenceId: string,
  { reason, resumesOn }: { reason: string; resumesOn: LocalDate | null },
): Promise<Cadence> {
  return inTransaction(services.db, async (tx) => {
    const { cadence, program } = await cadenceToChange(services, tx, actor, cadenceId);
    if (resumesOn !== null && resumesOn <= localDateOf(services.clock.now(), actor.zone))
      throw failure("RESUMES_IN_PAST");
    const changes = {
      state: "paused" as const,
      pause_reason: reason,
      resumes_on: resumesOn,
      next_check_at: resumesOn === null ? null : beginningOf(resumesOn),
    };
    await updateCadence(tx, cadence, changes);
    await auditChange(services, tx, actor.id, cadence, program, "cadence.paused", { after: { reason, resumesOn } });
    return { ...cadence, ...changes };
  });
}

/** Asks again from the next round on. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function resumeCadence(services: Stamps, actor: Person, cadenceId: string): Promise<Cadence> {
  return inTransaction(services.db, async (tx) => {
    const { cadence, program } = await cadenceToChange(services, tx, actor, cadenceId);
    if (cadence.state !== "paused") return cadence;
    const people = await listAskedNext(tx, cadence, services);
    const goesOn = goingOn(cadence.timing, people, cadence.planned_through, services.clock.now());
    const changes = { ...RESUMED, ...goesOn };
    await updateCadence(tx, cadence, changes);
    await auditChange(services, tx, actor.id, cadence, program, "cadence.resumed", {});
    return { ...cadence, ...changes };
  });
}

/**
 * A paused cadence whose day has come goes on; one whose day has not is looked at then. Returns the cadence as it is
 * to be planned, or null while it is paused.
 */
export async function resumeWhenDue(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  cadence: Cadence,
): Promise<Cadence | null> {
  const { resumes_on: resumesOn } = cadence;
  if (cadence.state !== "paused") return cadence;
  const through = plannedThroughWhenResumed(cadence, stamps.clock.now());
  if (through === null) {
    await updateCadence(tx, cadence, { next_check_at: resumesOn === null ? null : beginningOf(resumesOn) });
    return null;
  }
  const changes = { ...RESUMED, planned_through: through };
  await updateCadence(tx, cadence, changes);
  const program = await programOf(tx, cadence.workspace_id, cadence.program_id);
  await auditChange(stamps, tx, null, cadence, program, "cadence.resumed", { after: { resumesOn } });
  return { ...cadence, ...changes };
}

/** Asks no more, for good; what was answered stays. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function archiveCadence(services: Services, actor: Person, cadenceId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const { cadence, program } = await cadenceToChange(services, tx, actor, cadenceId);
    await updateCadence(tx, cadence, { state: "archived", next_check_at: null });
    await auditChange(services, tx, actor.id, cadence, program, "cadence.archived", {});
    if (yearStartIn(cadence.rule) !== null)
      await yearsChanged.happened(services, tx, { workspaceId: cadence.workspace_id });
  });
}

/** The cadence and its program, if this person may change them. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function cadenceToChange(
  stamps: Pick<Services, "clock">,
  tx: Tx,
  actor: Person,
  cadenceId: string,
): Promise<{ cadence: Cadence; program: Program }> {
  const cadence = await getCadence(tx, actor.workspace_id, cadenceId);
  const program = await programOf(tx, actor.workspace_id, cadence.program_id);
  await refuseUnlessMayChange(tx, actor, program, stamps);
  if (cadence.state === "archived") throw failure("CADENCE_ARCHIVED");
  return { cadence, program };
}

const RESUMED = { state: "active" as const, pause_reason: null, resumes_on: null };

/** What has opened already, or has a round, is not asked again. */
function goingOn(timing: Rule, people: readonly Participant[], known: LocalDate | null, now: string) {
  return { planned_through: plannedThroughNow(timing, people, { known, now }), next_check_at: now };
}

/** A pilot comes before everybody: once everybody has been asked, there is none to begin. */
function pilotChanged(
  { pilot }: Cadence,
  timing: Rule,
  wanted: Pilot | null | undefined,
  {
    people,
    lastKey,
    through,
    now,
  }: { people: readonly Participant[]; lastKey: LocalDate | null; through: LocalDate | null; now: string },
): Pilot | null {
  if (wanted === undefined) return pilot;
  if (wanted !== null) return pilot === null && lastKey !== null ? null : wanted;
  const plannedThrough = through ?? addLocalDays(localDateOf(now, "UTC"), -2);
  return pilot && pilotEnded(pilot, timing, { everybody: people, plannedThrough, now });
}

function changed(row: object, other: object): Record<string, unknown> {
  const theirs = new Map(Object.entries(other));
  return Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) => theirs.has(key) && JSON.stringify(theirs.get(key)) !== JSON.stringify(value),
    ),
  );
}

async function auditChange(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  actorId: string | null,
  cadence: Cadence,
  program: Program,
  action: string,
  what: { before?: unknown; after?: unknown },
): Promise<void> {
  await appendAudit(tx, stamps, {
    workspaceId: cadence.workspace_id,
    actorId,
    action,
    subject: { kind: "cadence", id: cadence.id },
    programId: program.id,
    ...what,
  });
}
