import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { type AuditAction, appendAudit } from "../platform/audit.ts";
import type { Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { lockRows } from "../platform/locks.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction, waitInTurn } from "../platform/transaction.ts";
import { keyFrom, type Program, programOf, refuseWhoCannotAnswer } from "../programs/programs.ts";
import { notifyInCharge } from "../programs/who-leads.ts";
import { type AudienceMember, isNamedPerson } from "./audience/audience.ts";
import { followSources } from "./audience/channel-and-group-members.ts";
import { narrowToPilot, type Pilot, pilotEnded } from "./audience/pilot.ts";
import {
  type Cadence,
  cadenceByKey,
  cadenceOf,
  cadencesOf,
  insertCadence,
  questionSetOf,
  recheck,
  timingOf,
  updateCadence,
} from "./cadences.ts";
import { yearsChanged } from "./events.ts";
import { nobodyLeftKind } from "./nobody-left-message.ts";
import { listAskable, listAskedNext, listParticipants, type Participant } from "./participants.ts";
import { placeOfCadence } from "./place-of-cadence.ts";
import type { Question } from "./questions/questions.ts";
import { yearStartIn } from "./recurrence/fiscal-years.ts";
import { plannedThroughAfter, plannedThroughNow } from "./recurrence/preview.ts";
import type { Rule, WrittenRule } from "./recurrence/rule.ts";
import type { Disclosure } from "./table.ts";

const failure = errorTable({
  CADENCE_EXISTS: {
    en: ({ key }) => `A check-in “${key}” already exists.`,
    fr: ({ key }) => `Il existe déjà un point d’étape «\u00a0${key}\u00a0».`,
  },
  NO_PARTICIPANT: {
    en: ({ key }) => `${key} would reach no one. Add a lead or a team to its program.`,
    fr: ({ key }) => `Personne ne recevrait ${key}. Ajoutez une personne responsable ou une équipe au programme.`,
  },
  RESUMES_IN_PAST: {
    en: () => "Choose a day after today, or leave it empty and resume it yourself.",
    fr: () => "Choisissez un jour après aujourd’hui, ou laissez le champ vide pour décider vous-même de la reprise.",
  },
  CADENCE_ARCHIVED: {
    en: () => "This check-in is archived. Add a new one instead.",
    fr: () => "Ce point d’étape est archivé. Ajoutez-en plutôt un nouveau.",
  },
});

type Stamps = Pick<Services, "clock" | "ids">;

/** A key that is unique in the workspace. */
export async function keyOfNewCadence(tx: Tx, { workspace_id, key }: Program, name: string): Promise<string> {
  // Of two that are created at once the second gets another key.
  await waitInTurn(tx, `keys of cadences of ${workspace_id}`);
  const used = await tx.selectFrom("cadence").select("key").where("workspace_id", "=", workspace_id).execute();
  return keyFrom(
    `${key} ${name}`,
    used.map((row) => row.key),
    "cadence",
  );
}

export function cadenceKeyInUse(key: string) {
  return failure("CADENCE_EXISTS", { key });
}

export interface NewCadence {
  key: string;
  program: Program;
  /** Default: named after its template or rhythm. */
  title?: string | null;
  template: string | null;
  questions: Question[];
  rule: WrittenRule;
  audience: AudienceMember[];
  readers: AudienceMember[];
  disclosure: Disclosure;
  /** Nobody may opt out. */
  isRequired?: boolean;
  pilot?: Pilot | null;
  /** Created together with its program: no further right is needed. */
  isWithProgram?: boolean;
}

/**
 * Creates a cadence with its first question set. Its first round is the next one after now. Throws CADENCE_EXISTS,
 * NO_PARTICIPANT, PROGRAM_NOT_YOURS.
 */
export async function createCadence(ctx: ActorContext<Tx>, input: NewCadence): Promise<Cadence> {
  const { db: tx } = ctx;
  const { program } = input;
  const workspaceId = program.workspace_id;
  if (!input.isWithProgram) await placeOfCadence(ctx, tx, { programId: program.id, template: input.template });
  if (await cadenceByKey(tx, workspaceId, input.key)) throw cadenceKeyInUse(input.key);
  const now = ctx.clock.now();
  const cadence: Cadence = {
    workspace_id: workspaceId,
    id: ctx.ids.next(),
    program_id: program.id,
    key: input.key,
    template: input.template,
    rule: input.rule,
    timing: await timingOf(tx, workspaceId, input),
    audience: input.audience,
    readers: input.readers,
    disclosure: input.disclosure,
    state: "active",
    question_set_id: ctx.ids.next(),
    planned_through: null,
    next_check_at: now,
    title: input.title ?? null,
    pause_reason: null,
    paused_by: null,
    resumes_on: null,
    is_required: input.isRequired ? 1 : 0,
    pilot: input.pilot ?? null,
    created_at: now,
  };
  const named = input.audience.filter(isNamedPerson);
  for (const person of await peopleByIds(tx, workspaceId, named)) refuseWhoCannotAnswer(person);
  if ((await listAskable(tx, cadence, ctx)).length === 0) throw failure("NO_PARTICIPANT", { key: input.key });
  await insertCadence(tx, cadence);
  await followSources(tx, ctx, workspaceId, input.audience);
  await rows(tx, "question_set", workspaceId).insert({
    id: cadence.question_set_id,
    cadence_id: cadence.id,
    version: 1,
    questions: JSON.stringify(input.questions),
    created_at: now,
  });
  const { key, rule, audience, readers } = input;
  const after = { key, rule, audience, readers, ...(cadence.pilot && { pilot: cadence.pilot }) };
  await auditChange(ctx, { cadence, program, action: "cadence.created", after });
  return cadence;
}

export interface CadenceChange {
  title: string | null;
  rule: WrittenRule;
  audience: AudienceMember[];
  readers: AudienceMember[];
  disclosure: Disclosure;
  questions: Question[];
  /** 1: nobody may opt out. Default: unchanged. */
  is_required?: 0 | 1;
  /** Null: everybody from the next round on. Default: unchanged. */
  pilot?: Pilot | null;
  /** The nominal date of the last round that exists, or null. */
  lastKey: LocalDate | null;
}

/**
 * Changes a cadence from the next round, or the next period, on; changed questions are a new version. Throws
 * PROGRAM_NOT_YOURS, CADENCE_ARCHIVED, NO_PARTICIPANT, CALENDAR_UNKNOWN.
 */
export async function changeCadence(
  ctx: ActorContext<Tx>,
  { cadenceId, questions, lastKey, pilot: wanted, ...change }: CadenceChange & { cadenceId: string },
): Promise<Cadence> {
  const { db: tx } = ctx;
  const { cadence, program } = await cadenceToChange(ctx, { cadenceId });
  const now = ctx.clock.now();
  const timing = await timingOf(tx, cadence.workspace_id, { template: cadence.template, rule: change.rule });
  const people = await listAskable(tx, { ...cadence, ...change }, ctx);
  if (people.length === 0) throw failure("NO_PARTICIPANT", { key: cadence.key });
  const through = plannedThroughAfter(cadence, timing, lastKey);
  // No pilot can begin once everybody has been asked.
  const isTooLate = cadence.pilot === null && lastKey !== null;
  const ended = wanted === null && pilotEnded(cadence.pilot, timing, { everybody: people, through, now });
  const pilot = ended || (wanted === undefined || isTooLate ? cadence.pilot : wanted);
  const current = await questionSetOf(tx, cadence.workspace_id, cadence.question_set_id);
  const asksAnew = JSON.stringify(current.questions) !== JSON.stringify(questions);
  const questionSetId = asksAnew ? ctx.ids.next() : cadence.question_set_id;
  if (asksAnew)
    await rows(tx, "question_set", cadence.workspace_id).insert({
      id: questionSetId,
      cadence_id: cadence.id,
      version: current.version + 1,
      questions: JSON.stringify(questions),
      created_at: now,
    });
  const changes = {
    ...change,
    pilot,
    question_set_id: questionSetId,
    ...(cadence.state === "active" && planningFrom(timing, narrowToPilot(people, pilot), through, now)),
  };
  await updateCadence(tx, cadence, changes);
  await followSources(tx, ctx, cadence.workspace_id, change.audience);
  const after = {
    ...changed({ ...change, pilot }, cadence),
    ...(asksAnew && { questions: current.version + 1 }),
  };
  const before = changed(cadence, { ...change, pilot });
  await auditChange(ctx, { cadence, program, action: "cadence.changed", before, after });
  return { ...cadence, ...changes, timing };
}

/**
 * Stops asking, also in the open round; open prompts can still be answered. `resumesOn`: first day it asks again, or
 * null until resumed by hand. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED, RESUMES_IN_PAST.
 */
export async function pauseCadence(
  ctx: ActorContext,
  { cadenceId, reason, resumesOn }: { cadenceId: string; reason: string; resumesOn: LocalDate | null },
): Promise<Cadence> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { cadence, program } = await cadenceToChange(within, { cadenceId });
    if (resumesOn !== null && resumesOn <= localDateOf(ctx.clock.now(), ctx.actor.zone))
      throw failure("RESUMES_IN_PAST");
    const changes = {
      state: "paused" as const,
      pause_reason: reason,
      paused_by: ctx.actor.id,
      resumes_on: resumesOn,
      next_check_at: resumesOn === null ? null : beginningOf(resumesOn),
    };
    await updateCadence(tx, cadence, changes);
    await auditChange(within, { cadence, program, action: "cadence.paused", after: { reason, resumesOn } });
    return { ...cadence, ...changes };
  });
}

/** Asks again from the next round on. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function resumeCadence(ctx: ActorContext, { cadenceId }: { cadenceId: string }): Promise<Cadence> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { cadence, program } = await cadenceToChange(within, { cadenceId });
    if (cadence.state !== "paused") return cadence;
    const people = await listAskedNext(tx, cadence, ctx);
    const resumed = planningFrom(cadence.timing, people, cadence.planned_through, ctx.clock.now());
    const changes = { ...RESUMED, ...resumed };
    await updateCadence(tx, cadence, changes);
    await auditChange(within, { cadence, program, action: "cadence.resumed" });
    return { ...cadence, ...changes };
  });
}

/** When a date begins anywhere: first on Kiritimati. */
function beginningOf(date: LocalDate): string {
  return instantOf(date, "00:00", "Pacific/Kiritimati");
}

/**
 * Resumes a paused cadence whose day has come, else schedules a look on that day. Returns the cadence, or null while
 * paused.
 */
export async function resumeWhenDue(stamps: Stamps, tx: Tx, cadence: Cadence): Promise<Cadence | null> {
  const { resumes_on: resumesOn, planned_through: planned } = cadence;
  if (cadence.state !== "paused") return cadence;
  if (resumesOn === null || beginningOf(resumesOn) > stamps.clock.now()) {
    await updateCadence(tx, cadence, { next_check_at: resumesOn === null ? null : beginningOf(resumesOn) });
    return null;
  }
  const dayBefore = addLocalDays(resumesOn, -1);
  const changes = { ...RESUMED, planned_through: planned !== null && planned > dayBefore ? planned : dayBefore };
  await updateCadence(tx, cadence, changes);
  const program = await programOf(tx, cadence.workspace_id, cadence.program_id);
  await auditChange(
    { ...stamps, db: tx, actor: null },
    { cadence, program, action: "cadence.resumed", after: { resumesOn } },
  );
  return { ...cadence, ...changes };
}

/**
 * Ends the pilot from the next round on. Idempotent. Returns the cadence and its number of participants. Throws
 * PROGRAM_NOT_YOURS, CADENCE_ARCHIVED.
 */
export async function askEverybody(
  ctx: ActorContext,
  { cadenceId }: { cadenceId: string },
): Promise<{ cadence: Cadence; people: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { cadence, program } = await cadenceToChange(within, { cadenceId });
    const people = await listParticipants(tx, cadence, ctx);
    if (cadence.pilot === null) return { cadence, people: people.length };
    const now = ctx.clock.now();
    const { timing, planned_through: through } = cadence;
    const pilot = pilotEnded(cadence.pilot, timing, { everybody: people, through, now });
    // People in other zones may be due sooner; a paused cadence stays paused.
    const changes = { pilot, ...(cadence.state === "active" && { next_check_at: now }) };
    await updateCadence(tx, cadence, changes);
    const before = { pilot: cadence.pilot };
    const after = { pilot, people: people.length };
    await auditChange(within, { cadence, program, action: "cadence.pilot-ended", before, after });
    return { cadence: { ...cadence, ...changes }, people: people.length };
  });
}

/** Stops asking for good; answers stay. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function archiveCadence(ctx: ActorContext, { cadenceId }: { cadenceId: string }): Promise<Cadence> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const { cadence, program } = await cadenceToChange(within, { cadenceId });
    await updateCadence(tx, cadence, { state: "archived", next_check_at: null });
    await auditChange(within, { cadence, program, action: "cadence.archived" });
    if (yearStartIn(cadence.rule) !== null) await yearsChanged.happened(ctx, tx, { workspaceId: cadence.workspace_id });
    return cadence;
  });
}

/** Audience of a check-in, then paused, whose last named person has left. */
const NOBODY_LEFT = ["lead"];

/**
 * Removes these people from a program's audiences and named digest readers. If nobody is left, notifies those who keep
 * the program, except `actorId`, whose form said so.
 */
export async function takeOutOfAudiences(
  services: Stamps,
  tx: Tx,
  { program, personIds, actorId }: { program: Program; personIds: ReadonlySet<string>; actorId: string | null },
): Promise<void> {
  if (personIds.size === 0) return;
  for (const cadence of await cadencesOf(tx, program.workspace_id, [program.id])) {
    const audience = cadence.audience.filter((member) => !personIds.has(member));
    const readers = cadence.readers.filter((member) => !personIds.has(member));
    const isUnchanged = audience.length === cadence.audience.length && readers.length === cadence.readers.length;
    if (isUnchanged) continue;
    const isEmpty = audience.length === 0;
    const changes = {
      audience: isEmpty ? NOBODY_LEFT : audience,
      readers: readers.length === 0 ? NOBODY_LEFT : readers,
      ...(isEmpty && cadence.state === "active" && { state: "paused" as const, pause_reason: "", resumes_on: null }),
    };
    await updateCadence(tx, cadence, changes);
    const action = isEmpty ? "cadence.paused" : "cadence.changed";
    const before = { audience: cadence.audience, readers: cadence.readers };
    const after = { audience: changes.audience, readers: changes.readers };
    await auditChange({ ...services, db: tx, actor: null }, { cadence, program, action, before, after });
    if (isEmpty && cadence.state === "active")
      await notifyInCharge(services, tx, program, nobodyLeftKind, {
        key: `nobody-left:${cadence.id}:${services.clock.now()}`,
        subject: { cadenceId: cadence.id, roundId: null },
        except: actorId,
      });
  }
  await recheck(tx, program.workspace_id, services.clock.now(), { programIds: [program.id] });
}

/** The cadence and its program, if this person may change them. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function cadenceToChange(
  ctx: ActorContext,
  { cadenceId }: { cadenceId: string },
): Promise<{ cadence: Cadence; program: Program }> {
  const { workspace_id: workspaceId } = ctx.actor;
  const { program_id: programId, template } = await cadenceOf(ctx.db, workspaceId, cadenceId);
  const program = await placeOfCadence(ctx, ctx.db, { programId, template });
  // A tick plans its rounds meanwhile.
  await lockRows(ctx.db, "cadence", { workspaceId, ids: [cadenceId] });
  const cadence = await cadenceOf(ctx.db, workspaceId, cadenceId);
  if (cadence.state === "archived") throw failure("CADENCE_ARCHIVED");
  return { cadence, program };
}

const RESUMED = { state: "active" as const, pause_reason: null, paused_by: null, resumes_on: null };

/** Planner columns that skip occurrences already opened or with a round. */
function planningFrom(timing: Rule, people: readonly Participant[], planned: LocalDate | null, now: string) {
  return { planned_through: plannedThroughNow(timing, people, { planned, now }), next_check_at: now };
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
  ctx: Stamps & { db: Tx; actor: Person | null },
  entry: { cadence: Cadence; program: Program; action: AuditAction; before?: unknown; after?: unknown },
): Promise<void> {
  const { cadence, program, ...change } = entry;
  await appendAudit(ctx.db, ctx, {
    workspaceId: cadence.workspace_id,
    actorId: ctx.actor?.id ?? null,
    subject: { kind: "cadence", id: cadence.id },
    programId: program.id,
    ...change,
  });
}
