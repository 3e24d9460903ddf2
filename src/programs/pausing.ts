/** A program that rests between two days, and one that closes by itself on a day. */
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, addMs, earliest, instantOf, type LocalDate, localDateOf, MINUTE } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { closeWithin } from "./changes.ts";
import { pauseTurned, seatsChanged, workspaceZone } from "./events.ts";
import { auditChange, lockProgram, type Program, placeToChange, programOf, updateProgram } from "./programs.ts";

/** What is decided of a program begins no sooner: whoever leads it reads it first. */
export const WORKING_DAYS_TO_BEGIN = 5;

type Dates = Pick<Program, "paused_from" | "paused_until">;
type Changing = Dates & Pick<Program, "next_change_on">;

/** The days on which its check-ins rest; both belong to them. */
export function pauseOf({
  paused_from: from,
  paused_until: goesOn,
}: Dates): { from: LocalDate; until: LocalDate } | null {
  if (from === null || goesOn === null || goesOn <= from) return null;
  return { from, until: addLocalDays(goesOn, -1) };
}

/** Those of a pause that has begun: before its first day nothing shows it. */
export function begunPauseOf({ next_change_on: next, ...dates }: Changing): ReturnType<typeof pauseOf> {
  const pause = pauseOf(dates);
  return pause !== null && (next === null || next > pause.from) ? pause : null;
}

/** The day on which it goes on; null: it is not paused on `day`. */
export function pausedUntil(dates: Dates, day: LocalDate): LocalDate | null {
  return restedUntil(dates, { from: day, until: day });
}

/** The day on which it goes on, or went on; null: it is paused on none of these days. */
export function restedUntil(dates: Dates, { from, until }: { from: LocalDate; until: LocalDate }): LocalDate | null {
  const pause = pauseOf(dates);
  return pause !== null && pause.from <= until && from <= pause.until ? dates.paused_until : null;
}

/** The day on which it goes on, of one that rests now, as was found when its days were last looked at; null: it does not rest. */
export function restsUntil(program: Changing): LocalDate | null {
  const { next_change_on: next, paused_until: goesOn } = program;
  return begunPauseOf(program) !== null && next !== null && goesOn !== null && next <= goesOn ? goesOn : null;
}

/** The next day after `today` on which something of it changes by itself. */
export function nextChange({ stops_on, ...dates }: Dates & Pick<Program, "stops_on">, today: LocalDate) {
  const pause = pauseOf(dates) === null ? [] : [dates.paused_from, dates.paused_until];
  const days = [...pause, stops_on].flatMap((day) => (day !== null && day > today ? day : []));
  return earliest(...days);
}

/**
 * Its check-ins rest from one day until another on which they go on; a pause that runs lasts until then. Whether they may be
 * paused has been checked. A closed program stays as it is.
 */
export async function pauseProgram(
  ctx: ActorContext<Tx>,
  { programId, from, until }: { programId: string; from: LocalDate; until: LocalDate },
): Promise<void> {
  const { program, today } = await lockedProgram(ctx, programId);
  if (program.state !== "active") return;
  const isRunning = pausedUntil(program, today) !== null;
  const dates = { paused_from: isRunning ? program.paused_from : from, paused_until: until };
  await change(ctx, program, { ...dates, stops_on: null, change_by: ctx.actor.id });
}

/** It closes on that day. Whether it may be stopped has been checked. A closed program stays as it is. */
export async function stopProgram(
  ctx: ActorContext<Tx>,
  { programId, on }: { programId: string; on: LocalDate },
): Promise<void> {
  const { program } = await lockedProgram(ctx, programId);
  if (program.state !== "active") return;
  await change(ctx, program, { stops_on: on, change_by: ctx.actor.id });
}

/** By which what holds of its days comes back. */
export type ChangeDates = Dates & Pick<Program, "stops_on">;

/** What was decided of it holds no more, and what held before does. Whether that may be has been checked, and the program locked. */
export async function restoreDates(
  ctx: ActorContext<Tx>,
  { program, dates }: { program: Program; dates: ChangeDates },
): Promise<void> {
  await change(ctx, program, { ...dates, change_by: ctx.actor.id });
  const { paused_until, stops_on } = program;
  const after = { paused_until: dates.paused_until, stops_on: dates.stops_on };
  await auditChange(ctx, { program, action: "program.decision_taken_back", before: { paused_until, stops_on }, after });
}

/** A pause that runs ends today, one that has not begun never begins. Throws PROGRAM_NOT_YOURS. */
export async function goOnNow(ctx: ActorContext, { programId }: { programId: string }): Promise<Program> {
  return inTransaction(ctx.db, async (tx) => {
    const program = await placeToChange(ctx, tx, ctx.actor, programId);
    const today = await dayOf(ctx, tx, program);
    const pause = pauseOf(program);
    if (program.state !== "active" || pause === null || pause.until < today) return program;
    const dates = pause.from < today ? { paused_until: today } : { paused_from: null, paused_until: null };
    const within = { ...ctx, db: tx };
    await change(within, program, dates);
    const before = { paused_until: program.paused_until };
    await auditChange(within, { program, action: "program.resumed", before, after: { paused_until: today } });
    return { ...program, ...dates };
  });
}

async function lockedProgram(
  ctx: ActorContext<Tx>,
  programId: string,
): Promise<{ program: Program; today: LocalDate }> {
  const { db: tx, actor } = ctx;
  await lockProgram(tx, { workspaceId: actor.workspace_id, programId });
  const program = await programOf(tx, actor.workspace_id, programId);
  return { program, today: await dayOf(ctx, tx, program) };
}

/** Today where its workspace is. */
async function dayOf(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId }: Pick<Program, "workspace_id">,
): Promise<LocalDate> {
  return localDateOf(services.clock.now(), await workspaceZone.of(services, tx, { workspaceId }));
}

type Changes = Partial<Dates & Pick<Program, "stops_on" | "change_by">>;

async function change(ctx: ActorContext<Tx>, program: Program, changes: Changes): Promise<void> {
  await updateProgram(ctx.db, program, changes);
  await turn(ctx, ctx.db, { before: program, program: { ...program, ...changes } });
}

/**
 * What holds from today on: check-ins rest or go on, and the next day on which this is to be looked at. The log has a pause
 * from its first day on: before that it is not for all who read the log.
 */
async function turn(
  services: Services,
  tx: Tx,
  { before, program }: { before: Program; program: Program },
): Promise<void> {
  const today = await dayOf(services, tx, program);
  const goesOn = pausedUntil(program, today);
  const next = nextChange(program, today);
  await updateProgram(tx, program, { next_change_on: next });
  const wasBegun = before.paused_from === program.paused_from && begunPauseOf(before) !== null;
  if (goesOn !== null && !wasBegun)
    await appendAudit(tx, services, {
      workspaceId: program.workspace_id,
      actorId: program.change_by,
      action: "program.paused",
      subject: { kind: "program", id: program.id },
      programId: program.id,
      after: { paused_until: goesOn },
    });
  await pauseTurned.happened(services, tx, {
    program: { ...program, next_change_on: next },
    isPaused: goesOn !== null,
  });
  await seatsChanged.happened(services, tx, { program, personIds: [] });
}

const PROGRAMS_AT_ONCE = 50;
/** What is left of them is looked at again. */
const RETRIED_AFTER_MS = MINUTE;

/** Pauses begin and end, and programs close, on their days. Returns when to look again: as the next day of the workspace begins. */
export async function changeDuePrograms(services: Services, workspaceId: string): Promise<Instant> {
  const { db, clock } = services;
  const zone = await workspaceZone.of(services, db, { workspaceId });
  const today = localDateOf(clock.now(), zone);
  const due = await listDue(db, workspaceId, today);
  for (const programId of due) {
    await changeDue(services, { workspaceId, programId, today });
    await yieldToEventLoop();
  }
  const isLeft = due.length > 0 && (await listDue(db, workspaceId, today)).length > 0;
  return isLeft ? addMs(clock.now(), RETRIED_AFTER_MS) : instantOf(addLocalDays(today, 1), "00:00", zone);
}

/** Whoever decided it anew meanwhile is read the next time. */
async function changeDue(
  services: Services,
  { workspaceId, programId, today }: { workspaceId: string; programId: string; today: LocalDate },
): Promise<void> {
  const { db } = services;
  const named = await programOf(db, workspaceId, programId);
  const decider = named.change_by === null ? null : await getPerson(db, workspaceId, named.change_by);
  await inTransaction(db, async (tx) => {
    await lockProgram(tx, { workspaceId, programId });
    const program = await programOf(tx, workspaceId, programId);
    if (program.next_change_on === null || program.next_change_on > today) return;
    const hasStopped = program.stops_on !== null && program.stops_on <= today && program.state === "active";
    if (!hasStopped) return turn(services, tx, { before: program, program });
    if (decider !== null && decider.id === program.change_by)
      await closeWithin({ ...services, db: tx, actor: decider }, program);
  });
}

/** Those of which something changes by itself today. */
async function listDue(db: Db, workspaceId: string, today: LocalDate): Promise<string[]> {
  const due = await db
    .selectFrom("program")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("next_change_on", "<=", today)
    .orderBy("next_change_on")
    .orderBy("id")
    .limit(PROGRAMS_AT_ONCE)
    .execute();
  return due.map(({ id }) => id);
}
