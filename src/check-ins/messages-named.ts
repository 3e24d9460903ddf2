/** Whoever is named to stand in for an absence is told once what it means, and may decline. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { declinedSentence, type Named, namedLine, namedMessage } from "../people/named-delegate.ts";
import { delegateTexts } from "../people/texts-delegate.ts";
import { personById } from "../people/use-cases.ts";
import { type Absence, absenceById } from "../people/use-cases-absences.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { actions, lineOf, plainSection, section } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/listening.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { awayIds } from "./blocks-away.ts";

const namedSubject = z.strictObject({ absenceId: z.string(), delegateId: z.string(), byId: z.string() });
type NamedSubject = z.infer<typeof namedSubject>;

export const absenceDelegateKind: MessageKind<NamedSubject> = {
  kind: "absence-delegate",
  subject: namedSubject,
  priority: 30,
  contact: "notice",
  stillWanted: async (send, subject) => (await namedOf(send, subject)).stands,
  message: async (send, subject) => namedMessage(send.reader, await namedOf(send, subject)),
  line: async (send, subject) => namedLine(send.reader, await namedOf(send, subject)),
  async why(send, subject) {
    return [textsFor(delegateTexts, send.reader).why((await namedOf(send, subject)).name)];
  },
};

/** The same message once they do not stand in any more. */
export const absenceDelegateOverKind: MessageKind<NamedSubject> = {
  ...absenceDelegateKind,
  kind: "absence-delegate-over",
  priority: 10,
  contact: "reply",
  stillWanted: async () => true,
};

async function namedOf(
  { db, workspaceId, now }: SendContext,
  { absenceId, delegateId, byId }: NamedSubject,
): Promise<Named> {
  const absence = await absenceById(db, workspaceId, absenceId);
  const { name, zone } = await personById(db, workspaceId, absence.person_id);
  return {
    name,
    by: (await personById(db, workspaceId, byId)).name,
    scope: { kind: "absence", from: absence.from_date, until: absence.until_date },
    stands: absence.delegate_person_id === delegateId && absence.until_date >= localDateOf(now, zone),
    decline: { actionId: awayIds.decline, value: absence.id },
  };
}

const declinedSubject = z.strictObject({ absenceId: z.string(), delegateId: z.string() });

/** To whoever is away, with the way to name somebody else. */
export const absenceDeclinedKind: MessageKind<z.infer<typeof declinedSubject>> = {
  kind: "absence-delegate-declined",
  subject: declinedSubject,
  priority: 30,
  contact: "notice",
  async stillWanted({ db, workspaceId }, { absenceId }) {
    return (await absenceById(db, workspaceId, absenceId)).delegate_person_id === null;
  },
  async message(send, subject) {
    const sentence = await declinedOf(send, subject);
    const away = commandButton(textsFor(delegateTexts, send.reader).declined.away, "away");
    return { text: lineOf(sentence), blocks: [section(lineOf(sentence)), actions("delegate", away)] };
  },
  async line(send, subject) {
    const away = commandButton(textsFor(delegateTexts, send.reader).declined.away, "away");
    return plainSection(await declinedOf(send, subject), away);
  },
  why: async ({ reader }) => [textsFor(delegateTexts, reader).declined.why],
};

async function declinedOf(
  { db, workspaceId, reader }: SendContext,
  { absenceId, delegateId }: z.infer<typeof declinedSubject>,
): Promise<string> {
  const { from_date: from, until_date: until } = await absenceById(db, workspaceId, absenceId);
  const { name } = await personById(db, workspaceId, delegateId);
  return declinedSentence(reader, name, { kind: "absence", from, until });
}

function namedKey(absenceId: string, delegateId: string): string {
  return `absence-delegate:${absenceId}:${delegateId}`;
}

/** Once for each absence; nobody is told of what they chose themselves. */
export async function tellWhoIsNamed(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  absence: Absence,
  byId: string,
): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = absence;
  if (delegateId === null || delegateId === byId) return;
  await enqueue(tx, services, absenceDelegateKind, {
    workspaceId,
    key: namedKey(absenceId, delegateId),
    subject: { absenceId, delegateId, byId },
    to: { personId: delegateId },
    notBefore: services.clock.now(),
  });
}

/** In place to whoever does not stand in any more; `declined`: the one who is away hears of it. */
export async function tellWhoIsNoLongerNamed(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  before: Absence,
  { declined }: { declined: boolean },
): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, person_id: personId, delegate_person_id: delegateId } = before;
  if (delegateId === null) return;
  const subject = { absenceId, delegateId, byId: personId };
  await enqueueUpdate(tx, services, absenceDelegateOverKind, {
    workspaceId,
    ofKey: namedKey(absenceId, delegateId),
    subject,
  });
  if (!declined) return;
  await enqueue(tx, services, absenceDeclinedKind, {
    workspaceId,
    key: `absence-delegate-declined:${absenceId}:${delegateId}`,
    subject: { absenceId, delegateId },
    to: { personId },
    notBefore: services.clock.now(),
  });
}
