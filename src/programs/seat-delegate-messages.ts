/** Whoever is named the delegate of a seat is told what it means, and may decline. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { absencesOn } from "../people/absences.ts";
import { declinedSentence, delegateTexts, type Named, namedLine, namedMessage } from "../people/delegate-messages.ts";
import { personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { actions, lineOf, plainSection, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { whoCanActFor } from "./keepers.ts";
import { programIds } from "./program-menu.ts";
import { isRunning, programOf } from "./programs.ts";
import { listSeats, type Seat } from "./seats.ts";
import { programTexts } from "./texts.ts";

const namedSubject = z.strictObject({
  programId: z.string(),
  seatId: z.string(),
  delegateId: z.string(),
  byId: z.string(),
});
type NamedSubject = z.infer<typeof namedSubject>;

export const seatDelegateKind: MessageKind<NamedSubject> = {
  kind: "seat-delegate",
  subject: namedSubject,
  priority: 30,
  contact: "notice",
  lane: "morning",
  stillWanted: async (send, subject) => (await namedOf(send, subject))?.stands ?? false,
  message: async (send, subject) => namedMessage(send.reader, await existing(send, subject)),
  line: async (send, subject) => namedLine(send.reader, await existing(send, subject)),
  async why(send, subject) {
    return [textsFor(delegateTexts, send.reader).why((await existing(send, subject)).name)];
  },
  since: {
    stillWanted: async (send, subject) => (await namedOf(send, subject)) !== null,
  },
};

/** Null where the seat is gone. */
async function namedOf(
  { db, workspaceId, now, reader }: SendContext,
  { programId, seatId, delegateId, byId }: NamedSubject,
): Promise<Named | null> {
  const { title, state } = await programOf(db, workspaceId, programId);
  const seat = (await listSeats(db, workspaceId, programId)).find(({ id }) => id === seatId);
  if (!seat) return null;
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

async function existing(send: SendContext, subject: NamedSubject): Promise<Named> {
  const named = await namedOf(send, subject);
  if (!named) throw new Error(`The seat ${subject.seatId} is gone`);
  return named;
}

const declinedSubject = z.strictObject({
  programId: z.string(),
  seatId: z.string(),
  delegateId: z.string(),
  toId: z.string(),
});
type DeclinedSubject = z.infer<typeof declinedSubject>;

/** To whoever holds the seat; while they are away, to somebody who can name another delegate now. */
export const seatDeclinedKind: MessageKind<DeclinedSubject> = {
  kind: "seat-delegate-declined",
  subject: declinedSubject,
  priority: 30,
  contact: "notice",
  lane: "morning",
  async stillWanted({ db, workspaceId }, { programId, seatId }) {
    if (!(await isRunning(db, workspaceId, programId))) return false;
    const seats = await listSeats(db, workspaceId, programId);
    return seats.some(({ id, delegate_id }) => id === seatId && delegate_id === null);
  },
  async message(send, subject) {
    const { sentence, of } = await declinedOf(send, subject);
    const line = section(lineOf(sentence));
    return {
      text: lineOf(sentence),
      blocks: of === null ? [line] : [line, actions("delegate", toPrograms(send))],
    };
  },
  async line(send, subject) {
    const { sentence, of } = await declinedOf(send, subject);
    return plainSection(sentence, of === null ? undefined : toPrograms(send));
  },
  async why(send, subject) {
    const { of } = await declinedOf(send, subject);
    const { declined } = textsFor(delegateTexts, send.reader);
    return [of === null ? declined.why : declined.whyFor(of)];
  },
};

function toPrograms({ reader }: SendContext) {
  return commandButton(textsFor(delegateTexts, reader).declined.programs, "program");
}

/** `of`: whose seat it is, where somebody else reads it. */
async function declinedOf(
  { db, workspaceId, reader }: SendContext,
  { programId, seatId, delegateId, toId }: DeclinedSubject,
): Promise<{ sentence: string; of: string | null }> {
  const { title } = await programOf(db, workspaceId, programId);
  const seat = (await listSeats(db, workspaceId, programId)).find(({ id }) => id === seatId);
  if (!seat) throw new Error(`The seat ${seatId} is gone`);
  const { name } = await personById(db, workspaceId, delegateId);
  const of = toId === seat.person_id ? null : (await personById(db, workspaceId, seat.person_id)).name;
  const role = textsFor(programTexts, reader).role[seat.role];
  return { sentence: declinedSentence(reader, name, { kind: "seat", role, program: title }, of), of };
}

function namedKey(seatId: string, delegateId: string): string {
  return `seat-delegate:${seatId}:${delegateId}`;
}

/** The one before sees in place that it is over; the new one is told, unless they chose it themselves. */
export async function tellDelegatesOfSeat(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  before: Seat,
  { delegateId, byId, declined = false }: { delegateId: string | null; byId: string; declined?: boolean },
): Promise<void> {
  const { workspace_id: workspaceId, id: seatId, program_id: programId, delegate_id: earlierId } = before;
  if (delegateId === earlierId) return;
  const notBefore = services.clock.now();
  if (earlierId !== null) {
    const subject = { programId, seatId, delegateId: earlierId, byId };
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: namedKey(seatId, earlierId), subject });
  }
  if (declined && earlierId !== null) {
    const toId = await whoHearsOfDeclining(services, tx, before, earlierId);
    await enqueue(tx, services, seatDeclinedKind, {
      mayRepeat: true,
      workspaceId,
      key: `seat-delegate-declined:${seatId}:${earlierId}:${toId}`,
      subject: { programId, seatId, delegateId: earlierId, toId },
      to: { personId: toId },
      notBefore,
    });
  }
  if (delegateId !== null && delegateId !== byId)
    await enqueue(tx, services, seatDelegateKind, {
      mayRepeat: true,
      workspaceId,
      key: namedKey(seatId, delegateId),
      subject: { programId, seatId, delegateId, byId },
      to: { personId: delegateId },
      notBefore,
    });
}

/** The holder of the seat; while they are away, when it would wait for their return, somebody who can act now. */
async function whoHearsOfDeclining(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, person_id: holderId, program_id: programId }: Seat,
  delegateId: string,
): Promise<string> {
  const { zone } = await personById(tx, workspaceId, holderId);
  const away = await absencesOn(tx, workspaceId, [holderId], localDateOf(services.clock.now(), zone));
  if (!away.has(holderId)) return holderId;
  const of = { programIds: [programId], except: [holderId, delegateId] };
  return (await whoCanActFor(services, tx, { workspace_id: workspaceId }, of))?.id ?? holderId;
}
