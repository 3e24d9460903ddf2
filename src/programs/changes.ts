/** What is done to a program that exists. */

import { enqueue } from "../delivery/outbox.ts";
import { may } from "../people/rules-rights.ts";
import type { Person } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { createProgram, giveSeats, type NewProgram } from "./creating.ts";
import { delegateChanged, programCreated, seatsChanged } from "./events.ts";
import { refuseUnlessKey } from "./keys.ts";
import { labelsColumn, labelsOf } from "./labels.ts";
import { tellNamed } from "./named.ts";
import type { Rhythm } from "./program-form.ts";
import {
  keyFrom,
  listPrograms,
  type Program,
  programOf,
  programToChange,
  refuseUnlessMayTick,
  refuseWhoCannotAnswer,
  standingsOf,
  updateProgram,
} from "./programs.ts";
import { followEndedRoles } from "./role-ends.ts";
import { tellDelegatesOfSeat } from "./seat-delegate-messages.ts";
import {
  listSeats,
  listSeatsDelegatedTo,
  type Seat,
  type Seating,
  seatChanges,
  seatDay,
  updateSeats,
} from "./seats.ts";
import { savedKind } from "./started.ts";

const failure = errorTable({
  SEAT_GONE: {
    en: () => "This role no longer exists. Reopen the list of roles.",
    fr: () => "Ce rôle n’existe plus. Rouvrez la liste des rôles.",
  },
  NOT_YOUR_SEAT: {
    en: () => "You’re no longer covering this role, so there’s nothing to decline.",
    fr: () => "Vous n’assurez plus le remplacement dans ce rôle\u00a0: il n’y a plus rien à refuser.",
  },
});

/** `flagship`, `labels`: left out, they stay. */
export type ProgramForm = Required<Omit<NewProgram, "key" | "shortKey" | "flagship" | "labels">> &
  Partial<Pick<NewProgram, "shortKey" | "flagship" | "labels">>;

/** Creates what a form says with its check-ins, under a key made from the title. Throws as `createProgram`. */
export async function createFromForm(
  services: Services,
  actor: Person,
  form: ProgramForm & { rhythms?: readonly Rhythm[] },
): Promise<Program> {
  return inTransaction(services.db, async (tx) => {
    const key = keyFrom(
      form.title,
      (await listPrograms(tx, actor.workspace_id)).map(({ key }) => key),
      "program",
    );
    await refuseUnlessMayTick(services, tx, actor, null, form);
    const { rhythms = [], ...fields } = form;
    const program = await createProgram(services, tx, actor, { flagship: false, ...fields, key });
    await programCreated.happened(services, tx, { program, actor, rhythms });
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

/** Tells whoever did it, or a lead whom they named. */
async function tell(
  services: Services,
  tx: Tx,
  program: Program,
  { what, to, by }: { what: "created" | "handed-over" | "named-lead"; to: string; by: Person },
): Promise<void> {
  const now = services.clock.now();
  await enqueue(tx, services, savedKind, {
    workspaceId: program.workspace_id,
    key: `program:${program.id}:${what}:${to}:${now}`,
    subject: { programId: program.id, what, byId: by.id, toId: to },
    to: { personId: to },
    notBefore: now,
  });
}

/**
 * Changes a program and who sits in it from today on.
 * Throws PROGRAM_NOT_YOURS, KEY_FIXED, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED.
 */
export async function changeProgram(
  services: Services,
  actor: Person,
  programId: string,
  form: ProgramForm,
): Promise<void> {
  return inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    await refuseUnlessMayTick(services, tx, actor, program, form);
    const known = await listSeats(tx, program.workspace_id, program.id);
    const wanted = form.seats.map(({ role, person }) => ({ role, personId: person.id }));
    const reseating = reseatingOf(services, known, wanted);
    const { incoming } = reseating;
    // Who has a seat may have left Slack since; only who comes in now is refused.
    for (const { person } of form.seats) if (incoming.has(person.id)) refuseWhoCannotAnswer(person);
    if (form.shortKey) await refuseUnlessKey(tx, program.workspace_id, form.shortKey, program);
    const changes = {
      title: form.title,
      purpose: form.purpose,
      benefits: form.benefits,
      visibility: form.visibility,
      ...(form.flagship !== undefined && { flagship: form.flagship ? (1 as const) : (0 as const) }),
      channel_id: form.channelId,
      starts_on: form.startsOn,
      ends_on: form.endsOn,
      channel_problem: null,
      ...(form.labels && { labels: labelsColumn(form.labels) }),
    };
    await updateProgram(tx, program, changes);
    const after = {
      ...readable(onlyChanged(changes, program)),
      ...(await reseat(services, tx, program, actor, reseating)),
    };
    await auditChange(services, tx, actor, program, "program.changed", {
      before: readable(onlyChanged(program, changes)),
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
  });
}

/**
 * Somebody sponsors a program from today on, as they agreed to, beside its other sponsors. The right
 * to choose them has been checked. Throws PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL.
 */
export async function changeSponsor(
  services: Services,
  tx: Tx,
  program: Program,
  { actor, sponsor }: { actor: Person; sponsor: Person },
): Promise<void> {
  refuseWhoCannotAnswer(sponsor);
  const known = await listSeats(tx, program.workspace_id, program.id);
  const seats = await seatsToShow(tx, program, services);
  const others = seats.filter(({ role, person_id: id }) => role !== "sponsor" || id !== sponsor.id);
  const wanted = others.map(({ role, person_id: personId }) => ({ role, personId }));
  const reseating = reseatingOf(services, known, [...wanted, { role: "sponsor", personId: sponsor.id }]);
  const after = await reseat(services, tx, program, actor, { ...reseating, agreedId: sponsor.id });
  if (Object.keys(after).length === 0) return;
  await auditChange(services, tx, actor, program, "program.changed", { before: {}, after });
  await followSeats(services, tx, program, actor, [...new Set([...reseating.incoming, ...reseating.outgoing])]);
}

/** As the audit log has it. */
function readable({ labels, ...changed }: Record<string, unknown>): Record<string, unknown> {
  return typeof labels === "string" ? { ...changed, labels: labelsOf({ labels }) } : changed;
}

function reseatingOf({ clock }: Pick<Services, "clock">, known: readonly Seat[], wanted: readonly Seating[]) {
  const today = seatDay(clock.now());
  const { ended, renewed, added } = seatChanges(known, wanted, today);
  const returning = known.filter(({ id }) => renewed.includes(id));
  const incoming = new Set([...added.map(({ personId }) => personId), ...returning.map((seat) => seat.person_id)]);
  const outgoing = known.filter(({ id }) => ended.includes(id)).map((seat) => seat.person_id);
  return { today, ended, returning, added, incoming, outgoing };
}

/** Ends and gives seats. Returns who came and who left, as the audit log names them. */
async function reseat(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Program,
  actor: Person,
  {
    today,
    ended,
    returning,
    added,
    incoming,
    outgoing,
    agreedId,
  }: ReturnType<typeof reseatingOf> & {
    /** Who said yes to their seat. */
    agreedId?: string;
  },
) {
  const renewed = returning.map(({ id }) => id);
  await updateSeats(tx, program.workspace_id, ended, { until_date: addLocalDays(today, -1) });
  const given = { named_by: actor.id, named_at: services.clock.now() };
  const fresh = { ...given, from_date: today, until_date: null, delegate_id: null };
  await updateSeats(tx, program.workspace_id, renewed, fresh);
  const back = returning.map(({ role, person_id: personId }) => ({ role, personId }));
  const by = { workspaceId: program.workspace_id, byId: actor.id, now: given.named_at, agreedId };
  await tellNamed(services, tx, by, back);
  await giveSeats(services, tx, program, { seatings: added, byId: actor.id, agreedId });
  return { ...(incoming.size > 0 && { seated: [...incoming] }), ...(ended.length > 0 && { left: outgoing }) };
}

/** The seats of a program that hold or will, with their holders' ids. */
export async function seatsToShow(db: Db | Tx, program: Program, { clock }: Pick<Services, "clock">): Promise<Seat[]> {
  const today = seatDay(clock.now());
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
    await updateSeats(tx, seat.workspace_id, [seatId], after);
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
    const isOver = seat?.until_date && seat.until_date < seatDay(services.clock.now());
    if (!seat || isOver || !may(["delegate"], "decline-delegation")) throw failure("NOT_YOUR_SEAT");
    const program = await programOf(tx, actor.workspace_id, seat.program_id);
    await updateSeats(tx, seat.workspace_id, [seatId], { delegate_id: null });
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

/** Who answers for what, and who is asked, follows from the seats. */
export async function followSeats(
  services: Services,
  tx: Tx,
  program: Program,
  actor: Person,
  personIds: readonly string[],
): Promise<void> {
  await followEndedRoles(services, tx, program, actor.id);
  await seatsChanged.happened(services, tx, { program, personIds });
}

export async function auditChange(
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

/** The columns of `row` that `other` has with another value. */
function onlyChanged(row: object, other: object): Record<string, unknown> {
  const theirs = new Map(Object.entries(other));
  const changed = Object.entries(row).filter(([key, value]) => theirs.has(key) && theirs.get(key) !== value);
  return Object.fromEntries(changed);
}
