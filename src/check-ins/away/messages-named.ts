/** Whoever is named to stand in for an absence is told what it means, and may decline. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { type Absence, absenceById } from "../../people/absences/use-cases.ts";
import { declinedSentence, type Named, namedLine, namedMessage } from "../../people/named-delegate.ts";
import { delegateTexts } from "../../people/texts-delegate.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { whoCanActFor } from "../../programs/keepers.ts";
import { programIdsOf } from "../../programs/use-cases.ts";
import { actions, button, lineOf, plainSection, section } from "../../slack/blocks.ts";
import { awayIds } from "./blocks.ts";

const namedSubject = z.strictObject({ absenceId: z.string(), delegateId: z.string(), byId: z.string() });
type NamedSubject = z.infer<typeof namedSubject>;

export const absenceDelegateKind: MessageKind<NamedSubject> = {
  kind: "absence-delegate",
  subject: namedSubject,
  priority: 30,
  contact: "notice",
  slot: "morning",
  stillWanted: async (send, subject) => (await namedOf(send, subject)).stands,
  message: async (send, subject) => namedMessage(send.reader, await namedOf(send, subject)),
  line: async (send, subject) => namedLine(send.reader, await namedOf(send, subject)),
  async why(send, subject) {
    return [textsFor(delegateTexts, send.reader).why((await namedOf(send, subject)).name)];
  },
  since: {},
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
    stands: absence.delegate_person_id === delegateId && !isOver(absence, localDateOf(now, zone)),
    decline: { actionId: awayIds.decline, value: absence.id },
  };
}

/** Past, or taken back before it began. */
function isOver({ from_date: from, until_date: until }: Absence, today: LocalDate): boolean {
  return until < today || until < from;
}

const declinedSubject = z.strictObject({ absenceId: z.string(), delegateId: z.string(), toId: z.string() });
type DeclinedSubject = z.infer<typeof declinedSubject>;

/** To whoever will be away, or to somebody who can act while they are; with the way to name somebody else. */
export const absenceDeclinedKind: MessageKind<DeclinedSubject> = {
  kind: "absence-delegate-declined",
  subject: declinedSubject,
  priority: 30,
  contact: "notice",
  slot: "morning",
  async stillWanted({ db, workspaceId, now }, { absenceId }) {
    const absence = await absenceById(db, workspaceId, absenceId);
    const { zone } = await personById(db, workspaceId, absence.person_id);
    return absence.delegate_person_id === null && !isOver(absence, localDateOf(now, zone));
  },
  async message(send, subject) {
    const sentence = lineOf((await declinedOf(send, subject)).sentence);
    return { text: sentence, blocks: [section(sentence), actions("delegate", nameAnother(send, subject))] };
  },
  line: async (send, subject) => plainSection((await declinedOf(send, subject)).sentence, nameAnother(send, subject)),
  async why(send, subject) {
    const { of } = await declinedOf(send, subject);
    const { declined } = textsFor(delegateTexts, send.reader);
    return [of === null ? declined.why : declined.whyFor(of)];
  },
};

function nameAnother({ reader }: SendContext, { absenceId }: DeclinedSubject) {
  return button(awayIds.change, textsFor(delegateTexts, reader).declined.nameAnother, { value: absenceId });
}

/** `of`: whose absence it is, where somebody else reads it. */
async function declinedOf(
  { db, workspaceId, reader }: SendContext,
  { absenceId, delegateId, toId }: DeclinedSubject,
): Promise<{ sentence: string; of: string | null }> {
  const { person_id, from_date: from, until_date: until } = await absenceById(db, workspaceId, absenceId);
  const { name } = await personById(db, workspaceId, delegateId);
  const of = toId === person_id ? null : (await personById(db, workspaceId, person_id)).name;
  return { sentence: declinedSentence(reader, name, { kind: "absence", from, until }, of), of };
}

function namedKey(absenceId: string, delegateId: string): string {
  return `absence-delegate:${absenceId}:${delegateId}`;
}

/** Each time that somebody is named; nobody is told of what they chose themselves. */
export async function tellWhoIsNamed(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  absence: Absence,
  byId: string,
): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = absence;
  if (delegateId === null || delegateId === byId) return;
  await enqueue(tx, services, absenceDelegateKind, {
    mayRepeat: true,
    workspaceId,
    key: namedKey(absenceId, delegateId),
    subject: { absenceId, delegateId, byId },
    to: { personId: delegateId },
    notBefore: services.clock.now(),
  });
}

/** What whoever was named has read says what is so now. */
export async function showWhoIsNamed(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  before: Absence,
  byId: string,
): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = before;
  if (delegateId === null) return;
  const subject: NamedSubject = { absenceId, delegateId, byId };
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: namedKey(absenceId, delegateId), subject });
}

/**
 * The one whose delegate has declined hears of it; once they are away, when it would wait for their return, somebody who
 * can name another one now.
 */
export async function tellOfDeclining(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  person: Person,
  absence: Absence,
  delegateId: string,
): Promise<void> {
  const now = services.clock.now();
  const { workspace_id: workspaceId, id: absenceId } = absence;
  const isAway = absence.from_date <= localDateOf(now, person.zone);
  const programIds = isAway ? await programIdsOf(tx, person) : [];
  const acting = isAway
    ? await whoCanActFor(services, tx, person, { programIds, except: [person.id, delegateId] })
    : null;
  const toId = acting?.id ?? person.id;
  await enqueue(tx, services, absenceDeclinedKind, {
    mayRepeat: true,
    workspaceId,
    key: `absence-delegate-declined:${absenceId}:${delegateId}:${toId}`,
    subject: { absenceId, delegateId, toId },
    to: { personId: toId },
    notBefore: now,
  });
}
