/** What is done to a program that exists: its fields, who sits in it from today on, and whether it is closed. */
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { committeeOf, setCommittee } from "./committee.ts";
import { followCoverage } from "./coverage-changes.ts";
import { giveSeats, type ProgramForm, WITHOUT_DAYS } from "./creating.ts";
import { programClosed, programReopened, workspaceZone } from "./events.ts";
import { labelsColumn, labelsOf } from "./labels.ts";
import { announceLeadChange } from "./lead-changed-message.ts";
import { announceLeading } from "./leading-messages.ts";
import {
  auditChange,
  type Program,
  placeToChange,
  programToChange,
  refuseUnlessMayTick,
  refuseWhoCannotAnswer,
  updateProgram,
} from "./programs.ts";
import { followSeats, handOnFrom } from "./role-ends.ts";
import {
  listSeats,
  SEAT_ROLES,
  type Seating,
  seatChanges,
  seatDay,
  seatOf,
  seatsToShow,
  updateSeats,
} from "./seats.ts";
import type { SeatRole } from "./table.ts";

/** Throws PROGRAM_NOT_YOURS, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL. */
export async function changeProgram(
  ctx: ActorContext,
  { programId, ...form }: ProgramForm & { programId: string },
): Promise<void> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    await refuseUnlessMayTick(within, { program, flagship: form.flagship });
    const changes = {
      title: form.title,
      purpose: form.purpose,
      benefits: form.benefits,
      writers: JSON.stringify(writersAfter(program, form, ctx.actor.id)),
      visibility: form.visibility,
      ...(form.flagship !== undefined && { flagship: form.flagship ? (1 as const) : (0 as const) }),
      channel_id: form.channelId,
      starts_on: form.startsOn,
      ends_on: form.endsOn,
      channel_problem: null,
      ...(form.labels && { labels: labelsColumn(form.labels) }),
    };
    await followCoverage(within, async () => {
      await updateProgram(tx, program, changes);
      const { given, seated, left } = await reseat(within, { program, seats: form.seats, roles: ROLES_OF_FORM });
      await auditChange(within, {
        program,
        action: "program.changed",
        before: readable(onlyChanged(program, changes)),
        after: {
          ...readable(onlyChanged(changes, program)),
          ...(seated.length > 0 && { seated }),
          ...(left.length > 0 && { left }),
        },
      });
      await announceLeading(within, { program, given });
      if (given.some(({ role }) => role === "lead"))
        await announceLeadChange(within, tx, program, { leftId: null, actorId: ctx.actor.id });
    });
  });
}

/** The secretary is chosen with the chair. */
const ROLES_OF_FORM = SEAT_ROLES.filter((role) => role !== "secretary");

/** Who has these roles of a program from today on, and nobody else. Throws PARTICIPANT_…. */
export async function reseat(
  ctx: ActorContext<Tx>,
  {
    program,
    seats,
    roles,
  }: { program: Program; seats: readonly { role: SeatRole; person: Person }[]; roles: readonly SeatRole[] },
): Promise<{ given: Seating[]; seated: string[]; left: string[] }> {
  const { db: tx, clock } = ctx;
  const today = seatDay(clock.now());
  const held = (await listSeats(tx, program.workspace_id, program.id)).filter(({ role }) => roles.includes(role));
  const wanted = seats.map(({ role, person }) => ({ role, personId: person.id }));
  const { ended, given } = seatChanges(held, wanted, today);
  const seated = [...new Set(given.map(({ personId }) => personId))];
  const left = held.filter(({ id }) => ended.includes(id)).map((seat) => seat.person_id);
  // Whoever has a seat may have left Slack since; only who comes in now is refused.
  for (const { person } of seats) if (seated.includes(person.id)) refuseWhoCannotAnswer(person);
  await updateSeats(tx, program.workspace_id, ended, { until_date: addLocalDays(today, -1) });
  await giveSeats(ctx, { program, seatings: given });
  await followSeats(ctx, { program, personIds: [...new Set([...seated, ...left])] });
  return { given, seated, left };
}

/** Who takes the chair of its committee, who writes for it, its quorum. Throws as `changeProgram`, CHAIR_NOT_MEMBER, QUORUM_WRONG. */
export async function changeCommittee(
  ctx: ActorContext,
  {
    programId,
    ...chosen
  }: { programId: string; chair: Person | null; secretary: Person | null; quorum: number | null },
): Promise<void> {
  const { chair, secretary, quorum } = chosen;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await programToChange(ctx, tx, ctx.actor, programId);
    const { chair_id: chairId, quorum: quorumBefore } = await committeeOf(tx, program.workspace_id, programId);
    const seats = secretary ? [{ role: "secretary" as const, person: secretary }] : [];
    const { seated, left } = await reseat(within, { program, seats, roles: ["secretary"] });
    await setCommittee(within, { program, chair, quorum });
    await auditChange(within, {
      program,
      action: "program.changed",
      before: { chair: chairId, quorum: quorumBefore },
      after: {
        chair: chair?.id ?? null,
        quorum,
        ...(seated.length > 0 && { seated }),
        ...(left.length > 0 && { left }),
      },
    });
  });
}

/** From when until when somebody has a role. Throws PROGRAM_NOT_YOURS. */
export async function changeSeat(
  ctx: ActorContext,
  seat: { programId: string; seatId: string; from: LocalDate | null; until: LocalDate | null },
): Promise<void> {
  const { programId, seatId, from: from_date, until: until_date } = seat;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await placeToChange(ctx, tx, ctx.actor, programId);
    const { role, person_id: personId, ...before } = await seatOf(tx, program, seatId);
    const after = { from_date, until_date };
    await followCoverage(within, async () => {
      await updateSeats(tx, program.workspace_id, [seatId], after);
      await auditChange(within, {
        program,
        action: "seat.changed",
        before: { from_date: before.from_date, until_date: before.until_date },
        after: { role, personId, ...after },
      });
      await followSeats(within, { program, personIds: [personId] });
    });
  });
}

/** Who wrote what then stands there. */
function writersAfter(program: Program, form: Pick<Program, "purpose" | "benefits">, actorId: string) {
  const { purpose, benefits } = writersSchema.parse(JSON.parse(program.writers));
  return {
    purpose: form.purpose === program.purpose ? purpose : actorId,
    benefits: form.benefits === program.benefits ? benefits : actorId,
  };
}

const writersSchema = z.object({ purpose: z.string().optional(), benefits: z.string().optional() });

/** As the audit log has it. */
function readable({ labels, writers, ...changed }: Record<string, unknown>): Record<string, unknown> {
  return typeof labels === "string" ? { ...changed, labels: labelsOf({ labels }) } : changed;
}

/** The columns of `row` that `other` has with another value. */
function onlyChanged(row: object, other: object): Record<string, unknown> {
  const theirs = new Map(Object.entries(other));
  const changed = Object.entries(row).filter(([key, value]) => theirs.has(key) && theirs.get(key) !== value);
  return Object.fromEntries(changed);
}

/**
 * Somebody sponsors a program from today on, as they agreed to, beside its other sponsors. The right
 * to choose them has been checked. Throws PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL.
 */
export async function changeSponsor(
  ctx: ActorContext<Tx>,
  { program, sponsor }: { program: Program; sponsor: Person },
): Promise<void> {
  refuseWhoCannotAnswer(sponsor);
  const seats = await seatsToShow(ctx.db, program, ctx);
  if (seats.some(({ role, person_id: id }) => role === "sponsor" && id === sponsor.id)) return;
  const seatings = [{ role: "sponsor" as const, personId: sponsor.id }];
  await giveSeats(ctx, { program, seatings, agreedId: sponsor.id });
  await auditChange(ctx, { program, action: "program.changed", before: {}, after: { seated: [sponsor.id] } });
  await followSeats(ctx, { program, personIds: [sponsor.id] });
}

/**
 * Check-ins and messages stop, and the next digest reports the closing. Open items close with it.
 * Throws PROGRAM_NOT_YOURS.
 */
export async function closeProgram(ctx: ActorContext, { programId }: { programId: string }): Promise<Program> {
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await placeToChange(ctx, tx, ctx.actor, programId);
    return program.state === "closed" ? program : closeWithin(within, program);
  });
}

/** A running program, locked; whether it may be closed has been checked. */
export async function closeWithin(within: ActorContext<Tx>, program: Program): Promise<Program> {
  const { db: tx, actor, clock } = within;
  const zone = await workspaceZone.of(within, tx, { workspaceId: actor.workspace_id });
  const pause = pauseUntil(program, localDateOf(clock.now(), zone));
  const changes = { state: "closed" as const, closed_at: clock.now(), closed_by: actor.id, ...WITHOUT_DAYS, ...pause };
  await updateProgram(tx, program, changes);
  await auditChange(within, { program, action: "program.closed" });
  await followSeats(within, { program, personIds: [] });
  if (program.kind === "portfolio") {
    const personIds = (await listSeats(tx, actor.workspace_id, program.id)).map((seat) => seat.person_id);
    await handOnFrom(within, tx, { workspaceId: actor.workspace_id, personIds, actorId: actor.id });
  }
  await programClosed.happened(within, tx, { program, actor });
  return { ...program, ...changes };
}

/** The days on which it has rested, which what was reported of them still says; one that has not begun never does. */
function pauseUntil(
  { paused_from: from, paused_until: goesOn }: Pick<Program, "paused_from" | "paused_until">,
  today: LocalDate,
): Pick<Program, "paused_from" | "paused_until"> {
  if (from === null || goesOn === null || from >= today) return { paused_from: null, paused_until: null };
  return { paused_from: from, paused_until: goesOn < today ? goesOn : today };
}

/** Asks again from the next rounds on; what closed with it is as it was. Throws PROGRAM_NOT_YOURS. */
export async function reopenProgram(ctx: ActorContext, { programId }: { programId: string }): Promise<Program> {
  const { actor } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const program = await placeToChange(ctx, tx, actor, programId);
    if (program.state === "active") return program;
    const changes = { state: "active" as const, closed_at: null };
    await updateProgram(tx, program, changes);
    await auditChange(within, { program, action: "program.reopened" });
    await followSeats(within, { program, personIds: [] });
    await programReopened.happened(ctx, tx, { program, actor, closedAt: program.closed_at });
    return { ...program, ...changes };
  });
}
