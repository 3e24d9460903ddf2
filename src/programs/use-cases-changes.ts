/** What is done to a program that exists. */
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { may } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { CLOSED, REOPENED, wasSlip } from "./closings/rules.ts";
import { delegateChanged, programClosed, programCreated, programReopened, seatsChanged } from "./events.ts";
import { savedKind } from "./messages.ts";
import { tellDelegatesOfSeat } from "./messages-delegate.ts";
import { changeProfile, type ProfileChange } from "./profile/use-cases.ts";
import {
  listProgramKeys,
  listSeats,
  listSeatsDelegatedTo,
  type Program,
  type Seat,
  updateProgram,
  updateSeat,
  updateSeats,
} from "./repository.ts";
import { followEndedRoles } from "./role-ends.ts";
import { termsBefore } from "./rules-heads.ts";
import { keyFrom, onlyChanged, type Seating, seatChanges } from "./rules-program.ts";
import type { SeatRole } from "./table.ts";
import {
  programOf,
  refuseUnlessMayChange,
  refuseUnlessMayTick,
  refuseWhoCannotAnswer,
  standingsOf,
} from "./use-cases.ts";
import { createProgram, giveSeats, type NewProgram } from "./use-cases-creating.ts";
import { refuseUnlessKey } from "./use-cases-keys.ts";

const failure = errorTable({
  SEAT_GONE: {
    en: () => "This role no longer exists. Reopen the list of roles.",
    fr: () => "Ce rôle n’existe plus. Rouvrez la liste des rôles.",
  },
  NOT_YOUR_SEAT: {
    en: () => "You’re no longer covering this role, so there’s nothing to decline.",
    fr: () => "Vous n’assurez plus le remplacement dans ce rôle\u00a0: il n’y a plus rien à refuser.",
  },
  REOPENED_ALREADY: {
    en: ({ program }) => `“${program}” is open, so there’s nothing left to undo.`,
    fr: ({ program }) => `«\u00a0${program}\u00a0» est ouvert\u00a0: il n’y a plus rien à annuler.`,
  },
  CLOSING_STANDS: {
    en: ({ program }) => `“${program}” was closed more than a day ago. You can reopen it: \`/drumbeat program\`.`,
    fr: ({ program }) =>
      `«\u00a0${program}\u00a0» est clos depuis plus d’une journée. Vous pouvez le rouvrir\u00a0: \`/drumbeat programme\`.`,
  },
});

export interface ProgramForm extends ProfileChange {
  /** Left out or empty: as it was; of a new one, made from the title. */
  shortKey?: string;
  title: string;
  purpose: string;
  benefits: string;
  visibility: "members" | "workspace";
  /** Left out: as it was. */
  flagship?: boolean;
  channelId: string | null;
  startsOn: LocalDate | null;
  endsOn: LocalDate | null;
  seats: readonly { role: SeatRole; person: Person }[];
}

/** Creates what a form says, under a key made from the title. Throws as `createProgram`. */
export async function createFromForm(services: Services, actor: Person, form: ProgramForm): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const key = keyFrom(form.title, await listProgramKeys(tx, actor.workspace_id), "program");
    await refuseUnlessMayTick(services, tx, actor, null, form);
    const input: NewProgram = { flagship: false, ...form, key };
    const program = await createProgram(services, tx, actor, input);
    await programCreated.happened(services, tx, { program });
    const isTheirs = may(await standingsOf(tx, actor, program.id, services), "change-program");
    await tell(services, tx, program, { what: isTheirs ? "created" : "handed-over", to: actor.id, by: actor });
    const leads = form.seats.filter(({ role }) => role === "lead").map(({ person }) => person.id);
    await tellNewLeads(services, tx, program, actor, leads);
    return program;
  });
}

async function tellNewLeads(services: Services, tx: Tx, program: Program, by: Person, ids: readonly string[]) {
  for (const to of ids) if (to !== by.id) await tell(services, tx, program, { what: "named-lead", to, by });
}

async function tell(
  services: Services,
  tx: Tx,
  program: Program,
  { what, to, by }: { what: "created" | "handed-over" | "named-lead" | "closed"; to: string; by: Person },
): Promise<void> {
  const now = services.clock.now();
  await enqueue(tx, services, savedKind, {
    workspaceId: program.workspace_id,
    key: `${savedKey(program, what)}:${to}:${now}`,
    subject: { programId: program.id, what, byId: by.id },
    to: { personId: to },
    notBefore: now,
  });
}

function savedKey({ id }: Program, what: string): string {
  return `program:${id}:${what}`;
}

/**
 * Changes a program and who sits in it from today on. Returns what has changed, as the audit log names it.
 * Throws PROGRAM_NOT_YOURS, KEY_WRONG, KEY_TAKEN, KEY_FIXED, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED.
 */
export async function changeProgram(
  services: Services,
  actor: Person,
  programId: string,
  form: ProgramForm,
): Promise<string[]> {
  return inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    await refuseUnlessMayTick(services, tx, actor, program, form);
    const known = await listSeats(tx, program.workspace_id, program.id);
    const wanted = form.seats.map(({ role, person }) => ({ role, personId: person.id }));
    const reseating = reseatingOf(services, known, wanted);
    const { incoming } = reseating;
    // Who has a seat may have left Slack since; only who comes in now is refused.
    for (const { person } of form.seats) if (incoming.has(person.id)) refuseWhoCannotAnswer(person);
    const short_key = form.shortKey || program.short_key;
    await refuseUnlessKey(services, tx, { workspaceId: program.workspace_id, program, shortKey: short_key });
    const changes = {
      short_key,
      title: form.title,
      purpose: form.purpose,
      benefits: form.benefits,
      visibility: form.visibility,
      ...(form.flagship !== undefined && { flagship: form.flagship ? (1 as const) : (0 as const) }),
      channel_id: form.channelId,
      starts_on: form.startsOn,
      ends_on: form.endsOn,
      channel_problem: null,
    };
    await updateProgram(tx, program, changes);
    const profile = await changeProfile(services, tx, program, form);
    const after = {
      ...onlyChanged(changes, program),
      ...profile.after,
      ...(await reseat(services, tx, program, reseating)),
    };
    await auditChange(services, tx, actor, program, "program.changed", {
      before: { ...onlyChanged(program, changes), ...profile.before },
      after,
    });
    await followSeats(services, tx, program, actor, [...new Set([...incoming, ...reseating.outgoing])]);
    const leads = wanted.filter(({ role, personId }) => role === "lead" && incoming.has(personId));
    await tellNewLeads(
      services,
      tx,
      { ...program, ...changes },
      actor,
      leads.map(({ personId }) => personId),
    );
    return Object.keys(after);
  });
}

/**
 * Somebody sponsors a program from today on, as they agreed to: beside its other sponsors, or in the place of one. The right
 * to choose them has been checked. Throws PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL.
 */
export async function changeSponsor(
  services: Services,
  tx: Tx,
  program: Program,
  { actor, sponsor, replacesId }: { actor: Person; sponsor: Person; replacesId: string | null },
): Promise<void> {
  refuseWhoCannotAnswer(sponsor);
  const known = await listSeats(tx, program.workspace_id, program.id);
  const today = localDateOf(services.clock.now(), "UTC");
  const others = known.filter(
    ({ role, person_id: id, until_date: until }) =>
      (until === null || until >= today) && (role !== "sponsor" || (id !== replacesId && id !== sponsor.id)),
  );
  const wanted = others.map(({ role, person_id: personId }) => ({ role, personId }));
  const reseating = reseatingOf(services, known, [...wanted, { role: "sponsor", personId: sponsor.id }]);
  const after = await reseat(services, tx, program, reseating);
  if (Object.keys(after).length === 0) return;
  await auditChange(services, tx, actor, program, "program.changed", { before: {}, after });
  await followSeats(services, tx, program, actor, [...new Set([...reseating.incoming, ...reseating.outgoing])]);
}

function reseatingOf({ clock }: Pick<Services, "clock">, known: readonly Seat[], wanted: readonly Seating[]) {
  const now = clock.now();
  const today = localDateOf(now, "UTC");
  const { ended, renewed, added } = seatChanges(known, wanted, today);
  const returning = known.filter(({ id }) => renewed.includes(id));
  const incoming = new Set([...added.map(({ personId }) => personId), ...returning.map((seat) => seat.person_id)]);
  const outgoing = known.filter(({ id }) => ended.includes(id)).map((seat) => seat.person_id);
  return { now, today, ended, returning, added, incoming, outgoing };
}

/** Ends and gives seats. Returns who came and who left, as the audit log names them. */
async function reseat(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Program,
  { now, today, ended, returning, added, incoming, outgoing }: ReturnType<typeof reseatingOf>,
) {
  const renewed = returning.map(({ id }) => id);
  await updateSeats(tx, program.workspace_id, ended, { until_date: addLocalDays(today, -1) });
  await updateSeats(tx, program.workspace_id, renewed, { from_date: today, until_date: null, delegate_id: null });
  for (const seat of returning) {
    const earlier_terms = termsBefore(seat, today, now);
    if (earlier_terms !== seat.earlier_terms) await updateSeat(tx, seat, { earlier_terms });
  }
  await giveSeats(services, tx, program, added);
  return { ...(incoming.size > 0 && { seated: [...incoming] }), ...(ended.length > 0 && { left: outgoing }) };
}

/** The seats of a program that hold or will, with their holders' ids. */
export async function seatsToShow(db: Db | Tx, program: Program, { clock }: Pick<Services, "clock">): Promise<Seat[]> {
  const today = localDateOf(clock.now(), "UTC");
  const seats = await listSeats(db, program.workspace_id, program.id);
  return seats.filter((seat) => seat.until_date === null || seat.until_date >= today);
}

/**
 * Sets from when until when a seat holds, and who has its rights beside the holder.
 * Throws PROGRAM_NOT_YOURS, SEAT_GONE, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED.
 */
export async function changeSeat(
  services: Services,
  actor: Person,
  { programId, seatId }: { programId: string; seatId: string },
  change: { from: LocalDate | null; until: LocalDate | null; delegate: Person | null },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    const seat = (await listSeats(tx, program.workspace_id, program.id)).find(({ id }) => id === seatId);
    if (!seat) throw failure("SEAT_GONE");
    if (change.delegate) refuseWhoCannotAnswer(change.delegate);
    const after = { from_date: change.from, until_date: change.until, delegate_id: change.delegate?.id ?? null };
    await updateSeat(tx, seat, { ...after, earlier_terms: termsBefore(seat, change.from, services.clock.now()) });
    const { from_date, until_date, delegate_id } = seat;
    await auditChange(services, tx, actor, program, "seat.changed", {
      before: { from_date, until_date, delegate_id },
      after: { role: seat.role, personId: seat.person_id, ...after },
    });
    await tellDelegatesOfSeat(services, tx, seat, { delegateId: after.delegate_id, byId: actor.id });
    await delegateChanged.happened(services, tx, {
      holder: { workspace_id: seat.workspace_id, id: seat.person_id },
    });
    await followSeats(services, tx, program, actor, [seat.person_id]);
  });
}

/** The delegate of a seat says that they cannot; its holder is told. Throws NOT_YOUR_SEAT. */
export async function declineSeat(services: Services, actor: Person, seatId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const seat = (await listSeatsDelegatedTo(tx, actor.workspace_id, actor.id)).find(({ id }) => id === seatId);
    const isOver = seat?.until_date && seat.until_date < localDateOf(services.clock.now(), actor.zone);
    if (!seat || isOver || !may(["delegate"], "decline-delegation")) throw failure("NOT_YOUR_SEAT");
    const program = await programOf(tx, actor.workspace_id, seat.program_id);
    await updateSeat(tx, seat, { delegate_id: null });
    await auditChange(services, tx, actor, program, "seat.changed", {
      before: { delegate_id: seat.delegate_id },
      after: { role: seat.role, personId: seat.person_id, delegate_id: null },
    });
    await tellDelegatesOfSeat(services, tx, seat, { delegateId: null, byId: actor.id, declined: true });
    await delegateChanged.happened(services, tx, {
      holder: { workspace_id: seat.workspace_id, id: seat.person_id },
    });
    await followSeats(services, tx, program, actor, []);
  });
}

/**
 * Nobody is asked or told any more, and digests tell of it once more: that it was closed. What is open in it ends, or goes on
 * in another program as far as it can, by its id. Throws PROGRAM_NOT_YOURS, and what that program refuses.
 */
export async function closeProgram(
  services: Services,
  actor: Person,
  programId: string,
  goesOnIn: string | null = null,
): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    if (program.state === "closed") return program;
    const closed = { ...program, state: "closed" as const, closed_at: services.clock.now(), closed_by: actor.id };
    const { state, closed_at, closed_by } = closed;
    await updateProgram(tx, program, { state, closed_at, closed_by });
    await auditChange(services, tx, actor, program, CLOSED, {});
    await followSeats(services, tx, program, actor, []);
    await programClosed.happened(services, tx, { program, actor, goesOnIn });
    await tell(services, tx, program, { what: "closed", to: actor.id, by: actor });
    return closed;
  });
}

/**
 * Asks again from the next rounds on; what was ended with it is as it was. `stays`: so much of what went on in another
 * program stays there. Throws PROGRAM_NOT_YOURS.
 */
export async function reopenProgram(
  services: Services,
  actor: Person,
  programId: string,
): Promise<{ program: Program; stays: number }> {
  return inTransaction(services.db, async (tx) => reopen(services, tx, actor, programId));
}

/** The same within a day of the closing. Throws PROGRAM_NOT_YOURS, CLOSING_STANDS, REOPENED_ALREADY. */
export async function undoClosing(
  services: Services,
  actor: Person,
  programId: string,
): Promise<{ program: Program; stays: number }> {
  return inTransaction(services.db, async (tx) => {
    const { title, state, closed_at: at } = await programToChange(services, tx, actor, programId);
    if (state !== "closed") throw failure("REOPENED_ALREADY", { program: title });
    if (at === null || !wasSlip({ at, until: services.clock.now() }))
      throw failure("CLOSING_STANDS", { program: title });
    return reopen(services, tx, actor, programId);
  });
}

async function reopen(services: Services, tx: Tx, actor: Person, programId: string) {
  const program = await programToChange(services, tx, actor, programId);
  let stays = 0;
  if (program.state === "active") return { program, stays };
  const changes = { state: "active" as const, closed_at: null };
  await updateProgram(tx, program, changes);
  await auditChange(services, tx, actor, program, REOPENED, {});
  await followSeats(services, tx, program, actor, []);
  await programReopened.happened(services, tx, {
    program,
    actor,
    closedAt: program.closed_at,
    stays: (count) => {
      stays += count;
    },
  });
  const { workspace_id: workspaceId } = program;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: `${savedKey(program, "closed")}:`, newest: 1 });
  return { program: { ...program, ...changes }, stays };
}

async function programToChange(
  stamps: Pick<Services, "clock">,
  tx: Tx,
  actor: Person,
  programId: string,
): Promise<Program> {
  const program = await programOf(tx, actor.workspace_id, programId);
  await refuseUnlessMayChange(tx, actor, program, stamps);
  return program;
}

/** Who answers for what, and who is asked, follows from the seats. */
async function followSeats(
  services: Services,
  tx: Tx,
  program: Program,
  actor: Person,
  personIds: readonly string[],
): Promise<void> {
  await followEndedRoles(services, tx, program, actor.id);
  await seatsChanged.happened(services, tx, { program, personIds });
}

async function auditChange(
  services: Services,
  tx: Tx,
  actor: Person,
  program: Program,
  action: string,
  what: { before?: unknown; after?: unknown },
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: program.workspace_id,
    actorId: actor.id,
    action,
    subject: { kind: "program", id: program.id },
    programId: program.id,
    ...what,
  });
}
