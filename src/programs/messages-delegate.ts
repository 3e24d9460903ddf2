/** Whoever is named the delegate of a seat is told once what it means, and may decline. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { declinedSentence, type Named, namedLine, namedMessage } from "../people/named-delegate.ts";
import { delegateTexts } from "../people/texts-delegate.ts";
import { personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { lineOf, plainSection, section } from "../platform/slack/blocks.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { programIds } from "./blocks.ts";
import { listSeats, type Seat } from "./repository.ts";
import { programTexts } from "./texts.ts";
import { programOf } from "./use-cases.ts";

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
  stillWanted: async (send, subject) => (await namedOf(send, subject))?.stands ?? false,
  message: async (send, subject) => namedMessage(send.reader, await existing(send, subject)),
  line: async (send, subject) => namedLine(send.reader, await existing(send, subject)),
  async why(send, subject) {
    return [textsFor(delegateTexts, send.reader).why((await existing(send, subject)).name)];
  },
};

/** The same message once they do not stand in any more. */
export const seatDelegateOverKind: MessageKind<NamedSubject> = {
  ...seatDelegateKind,
  kind: "seat-delegate-over",
  priority: 10,
  contact: "reply",
  stillWanted: async (send, subject) => (await namedOf(send, subject)) !== null,
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

const declinedSubject = z.strictObject({ programId: z.string(), seatId: z.string(), delegateId: z.string() });

/** To whoever holds the seat. */
export const seatDeclinedKind: MessageKind<z.infer<typeof declinedSubject>> = {
  kind: "seat-delegate-declined",
  subject: declinedSubject,
  priority: 30,
  contact: "notice",
  async stillWanted({ db, workspaceId }, { programId, seatId }) {
    const seats = await listSeats(db, workspaceId, programId);
    return seats.some(({ id, delegate_id }) => id === seatId && delegate_id === null);
  },
  async message(send, subject) {
    const sentence = lineOf(await declinedOf(send, subject));
    return { text: sentence, blocks: [section(sentence)] };
  },
  line: async (send, subject) => plainSection(await declinedOf(send, subject)),
  why: async ({ reader }) => [textsFor(delegateTexts, reader).declined.why],
};

async function declinedOf(
  { db, workspaceId, reader }: SendContext,
  { programId, seatId, delegateId }: z.infer<typeof declinedSubject>,
): Promise<string> {
  const { title } = await programOf(db, workspaceId, programId);
  const seat = (await listSeats(db, workspaceId, programId)).find(({ id }) => id === seatId);
  const { name } = await personById(db, workspaceId, delegateId);
  const role = seat ? textsFor(programTexts, reader).role[seat.role] : "";
  return declinedSentence(reader, name, { kind: "seat", role, program: title });
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
    const ofKey = namedKey(seatId, earlierId);
    await enqueueUpdate(tx, services, seatDelegateOverKind, { workspaceId, ofKey, subject });
  }
  if (declined && earlierId !== null)
    await enqueue(tx, services, seatDeclinedKind, {
      workspaceId,
      key: `seat-delegate-declined:${seatId}:${earlierId}`,
      subject: { programId, seatId, delegateId: earlierId },
      to: { personId: before.person_id },
      notBefore,
    });
  if (delegateId !== null && delegateId !== byId)
    await enqueue(tx, services, seatDelegateKind, {
      workspaceId,
      key: namedKey(seatId, delegateId),
      subject: { programId, seatId, delegateId, byId },
      to: { personId: delegateId },
      notBefore,
    });
}
