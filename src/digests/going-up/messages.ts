import { z } from "zod";
import { namesInShort } from "../../check-ins/proposals/offers.ts";
import { noteShownGoingUp, textGoingUp } from "../../check-ins/sensitive/use-cases.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { sentPlace, subjectOf } from "../../delivery/use-cases.ts";
import { type Person, peopleByIds, personById } from "../../people/use-cases.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import { type AllGoingUp, goingUpBlocks, goingUpMessage } from "./blocks.ts";
import { goingUpTexts } from "./texts.ts";

const goingUpSubject = z.strictObject({
  personId: z.string(),
  /** The day on which it goes. */
  on: z.string(),
  /** The day from which on it is settled: it goes, or is drafted. */
  until: z.string(),
  /** What was written since the message before. */
  isLast: z.boolean(),
  readerIds: z.array(z.string()),
  texts: z.array(z.strictObject({ checkInId: z.string(), hash: z.string() })),
});
export type GoingUpSubject = z.infer<typeof goingUpSubject>;

type Key = Pick<GoingUpSubject, "personId" | "on" | "isLast">;

/** One a person and day on which digests go, and one about what they wrote since. */
export function goingUpKey({ isLast, ...of }: Key): string {
  return isLast ? `${goingUpKeys(of)}:last` : goingUpKeys(of);
}

/** With what the keys of both begin. */
export function goingUpKeys({ personId, on }: { personId: string; on: LocalDate }): string {
  return `goes-up:${personId}:${on}`;
}

/** To whoever wrote it, before it stands in a digest of those above. */
export const goingUpKind: MessageKind<GoingUpSubject> = {
  kind: "goes-up",
  subject: goingUpSubject,
  priority: 25,
  contact: "notice",
  slot: "morning",
  stillWanted: async (send, subject) => (await allOf(send, subject)).lines.length > 0,
  message: async (send, subject) => goingUpMessage(send.reader, await allOf(send, subject)),
  line: async (send, subject) => goingUpBlocks(send.reader, await allOf(send, subject)),
  async why(send, subject) {
    const { readers } = await allOf(send, subject);
    return [textsFor(goingUpTexts, send.reader).why(namesInShort(send.reader, readers))];
  },
  async sent(tx, { personId, texts }, { workspaceId, at }) {
    await noteShownGoingUp(tx, await personById(tx, workspaceId, personId), texts, at);
  },
  since: { sent: async () => {} },
};

type Reading = Pick<SendContext, "db" | "workspaceId" | "now">;

/** What the message says that was sent to them for that day; null where there is none. */
export async function allGoingUp(
  reading: Reading,
  { id: personId }: Person,
  of: Omit<Key, "personId">,
): Promise<AllGoingUp | null> {
  const subject = await subjectOf(reading.db, reading.workspaceId, goingUpKey({ ...of, personId }));
  return subject === null ? null : allOf(reading, goingUpSubject.parse(subject));
}

async function allOf(reading: Reading, subject: GoingUpSubject): Promise<AllGoingUp> {
  const { db, workspaceId, now } = reading;
  const { personId, on, until, isLast, readerIds, texts } = subject;
  const person = await personById(db, workspaceId, personId);
  const place = await sentPlace(db, workspaceId, goingUpKey(subject));
  const services = { clock: { now: () => now } };
  const lines: AllGoingUp["lines"] = [];
  for (const of of texts) {
    const text = await textGoingUp(services, db, person, of);
    // What was changed before it was shown is not spoken of.
    if (text === null && place === null) continue;
    lines.push({ ...of, text, isSaid: text?.said != null && place !== null && text.said.at > place.sentAt });
  }
  const readers = (await peopleByIds(db, workspaceId, readerIds)).map(({ name }) => name).toSorted();
  return { on, until, isLast, readers, lines };
}
