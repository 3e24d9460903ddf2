/** What goes to whoever covers for somebody who is away, and what it says once they cover no more. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { longDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { lineOf, plainSection, section } from "../slack/blocks.ts";
import { type Absence, absenceById } from "./absences.ts";
import { personById } from "./people.ts";

type Stamps = Pick<Services, "clock" | "ids">;

const subject = z.strictObject({ absenceId: z.string(), delegateId: z.string(), byId: z.string() });
type Subject = z.infer<typeof subject>;

export const coverKind: MessageKind<Subject> = {
  kind: "absence-delegate",
  subject,
  priority: 30,
  contact: "notice",
  lane: "morning",
  stillWanted: async (send, about) => (await wordsNow(send, about)).isCovering,
  async message(send, about) {
    const { isCovering, head, means, over } = await wordsNow(send, about);
    if (!isCovering) return { text: lineOf(over), blocks: [section(lineOf(over))] };
    return { text: lineOf(head), blocks: [plainSection(head), plainSection(means)] };
  },
  async line(send, about) {
    const { isCovering, head, means, over } = await wordsNow(send, about);
    return plainSection(isCovering ? `${head} ${means}` : over);
  },
  why: async (send, about) => [(await wordsNow(send, about)).why],
  since: {},
};

async function wordsNow(
  { db, workspaceId, now, reader }: SendContext,
  { absenceId, delegateId, byId }: Subject,
): Promise<Record<"head" | "means" | "over" | "why", string> & { isCovering: boolean }> {
  const { from_date, until_date, ...absence } = await absenceById(db, workspaceId, absenceId);
  const { name, zone } = await personById(db, workspaceId, absence.person_id);
  const { name: by } = await personById(db, workspaceId, byId);
  const texts = textsFor(coverTexts, reader);
  const [from, until] = [longDate(reader, from_date), longDate(reader, until_date)];
  // Past, or taken back before it began.
  const isOver = until_date < localDateOf(now, zone) || until_date < from_date;
  return {
    isCovering: absence.delegate_person_id === delegateId && !isOver,
    head: absence.person_id === byId ? texts.asked(name, from, until) : texts.askedBy(by, name, from, until),
    means: texts.means(name),
    over: texts.over(name),
    why: texts.why(name),
  };
}

function keyOf(absenceId: string, delegateId: string): string {
  return `absence-delegate:${absenceId}:${delegateId}`;
}

/** To whoever is named, each time; not to somebody who chose it themselves. */
export async function notifyCover(stamps: Stamps, tx: Tx, absence: Absence, byId: string): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = absence;
  if (delegateId === null || delegateId === byId) return;
  await enqueue(tx, stamps, coverKind, {
    mayRepeat: true,
    workspaceId,
    key: keyOf(absenceId, delegateId),
    subject: { absenceId, delegateId, byId },
    to: { personId: delegateId },
    notBefore: stamps.clock.now(),
  });
}

/** Brings up to date what whoever covered before has read. */
export async function updateCover(stamps: Stamps, tx: Tx, before: Absence, byId: string): Promise<void> {
  const { workspace_id: workspaceId, id: absenceId, delegate_person_id: delegateId } = before;
  if (delegateId === null) return;
  const about: Subject = { absenceId, delegateId, byId };
  await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: keyOf(absenceId, delegateId), subject: about });
}

const en = {
  asked: (name: string, from: string, until: string) =>
    `${name} asked you to cover while they’re away, from ${from} to ${until}.`,
  askedBy: (by: string, name: string, from: string, until: string) =>
    `${by} asked you to cover for ${name}, who is away from ${from} to ${until}.`,
  means: (name: string) =>
    `What this means: you get ${name}’s check-ins, and your answers appear as “you, for ${name}”. Anything that needs their answer by a deadline comes to you too, and so does their part of a digest if they lead a program. Nothing else changes.`,
  over: (name: string) => `✓ You’re not covering for ${name}.`,
  why: (name: string) => `You were asked to cover for ${name}.`,
  by: (name: string, covered: string) => `${name}, for ${covered}`,
};

const fr: typeof en = {
  asked: (name, from, until) => `${name} vous confie son remplacement pendant son absence, du ${from} au ${until}.`,
  askedBy: (by, name, from, until) =>
    `${by} vous demande de remplacer ${name} pendant son absence, du ${from} au ${until}.`,
  means: (name) =>
    `Concrètement\u00a0: vous recevez les points d’étape destinés à ${name}, et vos réponses figurent ainsi\u00a0: «\u00a0vous, pour ${name}\u00a0». Ce qui attend une réponse de sa part dans un délai vous parvient aussi et, si ${name} pilote un programme, sa part d’une synthèse. Rien d’autre ne change.`,
  over: (name) => `✓ Vous ne remplacez pas ${name}.`,
  why: (name) => `Vous recevez ce message parce que l’on vous a demandé de remplacer ${name}.`,
  by: (name, covered) => `${name}, pour ${covered}`,
};

export const coverTexts = { en, fr };
