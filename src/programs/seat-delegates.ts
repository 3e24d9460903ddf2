/** Until when somebody has a role, and who has its rights beside them: changed, told to the delegate, and declined. */

import { z } from "zod";
import type { SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { delegateKind, type Named } from "../people/delegate-messages.ts";
import { may } from "../people/rules-rights.ts";
import { type Person, personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { delegateChanged } from "./events.ts";
import { declinedKind, tellKeepers } from "./keepers.ts";
import { programIds } from "./program-menu.ts";
import { auditChange, programOf, programToChange, refuseWhoCannotAnswer } from "./programs.ts";
import { followSeats } from "./role-ends.ts";
import { listSeatsWithRights, type Seat, seatDay, seatOf, updateSeats } from "./seats.ts";
import { programTexts } from "./texts.ts";

const failure = errorTable({
  NOT_YOUR_SEAT: {
    en: () => "You’re no longer covering this role, so there’s nothing to decline.",
    fr: () => "Vous n’assurez plus le remplacement dans ce rôle\u00a0: il n’y a plus rien à refuser.",
  },
});

/** Throws PROGRAM_NOT_YOURS, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL. */
export async function changeSeat(
  services: Services,
  actor: Person,
  { programId, seatId }: { programId: string; seatId: string },
  change: { from: LocalDate | null; until: LocalDate | null; delegate: Person | null },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const program = await programToChange(services, tx, actor, programId);
    const seat = await seatOf(tx, program, seatId);
    if (change.delegate) refuseWhoCannotAnswer(change.delegate);
    const after = { from_date: change.from, until_date: change.until, delegate_id: change.delegate?.id ?? null };
    await updateSeats(tx, seat.workspace_id, [seatId], after);
    const { from_date, until_date, delegate_id } = seat;
    await auditChange(services, tx, actor, program, "seat.changed", {
      before: { from_date, until_date, delegate_id },
      after: { role: seat.role, personId: seat.person_id, ...after },
    });
    await followDelegate(services, tx, seat, { delegateId: after.delegate_id, byId: actor.id });
    await followSeats(services, tx, program, actor, [seat.person_id]);
  });
}

/** The delegate of a seat says that they cannot; whoever keeps the program is told. Throws NOT_YOUR_SEAT. */
export async function declineSeat(services: Services, actor: Person, seatId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    const seats = await listSeatsWithRights(tx, actor.workspace_id, actor.id);
    const seat = seats.find(({ id, delegate_id }) => id === seatId && delegate_id === actor.id);
    const isOver = seat?.until_date && seat.until_date < seatDay(services.clock.now());
    if (!seat || isOver || !may(["delegate"], "decline-delegation")) throw failure("NOT_YOUR_SEAT");
    const program = await programOf(tx, actor.workspace_id, seat.program_id);
    await updateSeats(tx, seat.workspace_id, [seatId], { delegate_id: null });
    await auditChange(services, tx, actor, program, "seat.changed", {
      before: { delegate_id: seat.delegate_id },
      after: { role: seat.role, personId: seat.person_id, delegate_id: null },
    });
    await followDelegate(services, tx, seat, { delegateId: null, byId: actor.id });
    await tellKeepers(services, tx, program, declinedKind, {
      key: `seat-declined:${seatId}:${services.clock.now()}`,
      subject: { programId: program.id, seatId, personId: actor.id },
    });
    await followSeats(services, tx, program, actor, []);
  });
}

/** The delegate before sees in place that it is over; the new one is told, unless they chose it themselves. */
async function followDelegate(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id: seatId, program_id: programId, person_id: holderId, delegate_id: beforeId }: Seat,
  { delegateId, byId }: { delegateId: string | null; byId: string },
): Promise<void> {
  await delegateChanged.happened(services, tx, { holder: { workspace_id: workspaceId, id: holderId } });
  if (delegateId === beforeId) return;
  const keyOf = (id: string) => `seat-delegate:${seatId}:${id}`;
  if (beforeId !== null) {
    const subject = { programId, seatId, delegateId: beforeId, byId };
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: keyOf(beforeId), subject });
  }
  if (delegateId === null || delegateId === byId) return;
  await enqueue(tx, services, seatDelegateKind, {
    mayRepeat: true,
    workspaceId,
    key: keyOf(delegateId),
    subject: { programId, seatId, delegateId, byId },
    to: { personId: delegateId },
    notBefore: services.clock.now(),
  });
}

const namedSubject = z.strictObject({
  programId: z.string(),
  seatId: z.string(),
  delegateId: z.string(),
  byId: z.string(),
});
type NamedSubject = z.infer<typeof namedSubject>;

/** What it means to be the delegate of a seat, and how to decline. */
export const seatDelegateKind = delegateKind("seat-delegate", namedSubject, namedOf);

async function namedOf(
  { db, workspaceId, now, reader }: SendContext,
  { programId, seatId, delegateId, byId }: NamedSubject,
): Promise<Named> {
  const { title, state } = await programOf(db, workspaceId, programId);
  const seat = await seatOf(db, { workspace_id: workspaceId, id: programId }, seatId);
  const { name, zone } = await personById(db, workspaceId, seat.person_id);
  const isOver = seat.until_date !== null && seat.until_date < localDateOf(now, zone);
  return {
    name,
    by: (await personById(db, workspaceId, byId)).name,
    scope: { kind: "seat", role: textsFor(programTexts, reader).role[seat.role], program: title },
    stands: state === "active" && seat.delegate_id === delegateId && !isOver,
    decline: { actionId: programIds.declineSeat, value: seat.id },
  };
}
