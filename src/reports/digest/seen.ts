/** *Seen, thank you* below a digest: whoever leads its programs reads next morning who pressed it. */
import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, peopleByIds } from "../../people/people.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { list, ofName, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { seatDay, seatsByProgram } from "../../programs/seats.ts";
import { escapeMrkdwn, lineOf, section, shorten } from "../../slack/blocks.ts";
import { type Listening, onPress } from "../../slack/listening.ts";
import { digestIds } from "../action-ids.ts";
import { reportsByIds } from "../compile/reports-store.ts";
import { isolated, periodInWords } from "../compile/status-and-dates-in-words.ts";
import { findDigest } from "./digest-reading.ts";
import { digestKey } from "./message.ts";
import { ownDigest } from "./own-digest.ts";

const en = {
  line: (name: string, period: string) => `*${name}* has seen the digest of ${period}, and thanks you.`,
  toLeads: (names: string) => `${names} will read in the next morning message that you have seen it.`,
  toNobody: "Nobody else leads these programs, so nobody is told.",
  again: "You have said so already.",
};

const fr: typeof en = {
  line: (name, period) => `*${name}* a bien reçu la synthèse ${ofName(period)} et vous remercie.`,
  toLeads: (names) => `${names} l’apprendra au prochain message du matin.`,
  toNobody: "Personne d’autre n’est responsable de ces programmes\u00a0: personne n’en est informé.",
  again: "C’est déjà fait.",
};

export const seenTexts = { en, fr };

/** Once for each digest. Returns the names of those who will read of it; null: it was seen before. Throws as `ownDigest`. */
export async function markSeen(ctx: ActorContext, digestId: string): Promise<string[] | null> {
  const { actor: person, clock } = ctx;
  const { workspace_id: workspaceId } = person;
  const { input } = await ownDigest(ctx, person, digestId);
  const programIds = input.programs.map(({ id }) => id);

  return inTransaction(ctx.db, async (tx) => {
    const now = clock.now();
    const seen = { digest_id: digestId, reader_id: person.id, seen_at: now };
    const isNew = await rows(tx, "digest_seen", workspaceId).insertNew(seen);
    if (!isNew) return null;

    await enqueueUpdate(tx, ctx, { workspaceId, key: digestKey(digestId) });
    const seats = await seatsByProgram(tx, workspaceId, programIds, seatDay(now), ["lead"]);
    const leadIds = new Set([...seats.values()].flat().map(({ person_id: id }) => id));
    leadIds.delete(person.id);
    for (const personId of leadIds)
      await enqueue(tx, ctx, seenKind, {
        workspaceId,
        key: `digest-seen:${digestId}:${personId}`,
        subject: { digestId, readerId: person.id },
        to: { personId },
        notBefore: now,
      });
    return (await peopleByIds(tx, workspaceId, [...leadIds])).map(({ name }) => name);
  });
}

const subject = z.strictObject({ digestId: z.string(), readerId: z.string() });
type Subject = z.infer<typeof subject>;

export const seenKind: MessageKind<Subject> = {
  kind: "digest-seen",
  subject,
  about: ({ digestId, readerId }) => ({ digest: digestId, person: readerId }),
  author: ({ readerId }) => readerId,
  priority: 70,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["digest seen by its reader", "digests seen by their readers"],
      fr: ["synthèse reçue", "synthèses reçues"],
    }),
  },
  stillWanted: async (context, { digestId, readerId }) =>
    (await getPerson(context.db, context.workspaceId, readerId)).is_deactivated === 0 &&
    (await findDigest(context, digestId)) !== null,
  async message(context, about) {
    const line = await seenLine(context, about);
    return { text: lineOf(line), blocks: [section(line)] };
  },
  line: async (context, about) => section(await seenLine(context, about)),
  since: {},
};

const LONGEST_NAME = 80;

async function seenLine(context: SendContext, { digestId, readerId }: Subject): Promise<string> {
  const { db, workspaceId, reader } = context;
  const { name } = await getPerson(db, workspaceId, readerId);
  const digest = await findDigest(context, digestId);
  const [first] = await reportsByIds(db, workspaceId, digest?.reportIds.slice(0, 1) ?? []);
  const period = first ? periodInWords(reader, first.report.rhythm, first.report.period) : "";
  return textsFor(seenTexts, reader).line(escapeMrkdwn(isolated(shorten(name, LONGEST_NAME))), period);
}

export function listenToSeen(listening: Listening<Person>, services: Services): void {
  onPress(listening, digestIds.seen, async ({ actor, value: digestId, reply }) => {
    const leads = await markSeen({ ...services, actor }, digestId);
    await reply({ text: whatHappens(actor, leads), blocks: [] });
  });
}

function whatHappens(reader: Person, leads: string[] | null): string {
  const texts = textsFor(seenTexts, reader);
  if (leads === null) return texts.again;
  return leads.length === 0 ? texts.toNobody : texts.toLeads(escapeMrkdwn(list(reader, leads)));
}
