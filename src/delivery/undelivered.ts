/** To those whom it concerns: a message that Slack has refused for good. */
import { z } from "zod";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { list, longDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { button, context as contextBlock, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { listOf } from "./bundle-lines.ts";
import { countedNouns } from "./counted-nouns.ts";
import { type Delivery, findDelivery, UNDELIVERED, undeliveredKeysOf } from "./deliveries.ts";
import { reasonOf } from "./failed.ts";
import { LIST_OPEN, type ListPage } from "./folded-lines.ts";
import type { AddressBook, Kinds, MessageKind, SendContext } from "./message-kind.ts";
import { enqueue, enqueueUpdate } from "./outbox.ts";
import { deliveryTexts } from "./texts.ts";

/** `personId`: whoever reads this; `readerId`: to whom the message was. */
const subject = z.strictObject({ deliveryId: z.string(), personId: z.string(), readerId: z.string() });
type Subject = z.infer<typeof subject>;

const kindOnly = {
  kind: UNDELIVERED,
  subject,
  priority: 15,
  contact: "notice",
  lane: "now",
  reportsRefusal: false,
  many: {
    words: countedNouns({
      en: ["message that Slack didn’t take", "messages that Slack didn’t take"],
      fr: ["message que Slack n’a pas accepté", "messages que Slack n’a pas acceptés"],
    }),
  },
} as const;

/** `kinds`: of the messages that may be refused. */
export function undeliveredKind(addressBook: Pick<AddressBook, "recipient">, kinds: Kinds): MessageKind<Subject> {
  const messageOf = async (send: SendContext, about: Subject): Promise<Message> => {
    const { db, workspaceId, reader } = send;
    const texts = textsFor(deliveryTexts, reader).undelivered;
    const delivery = await findDelivery(db, workspaceId, about.deliveryId);
    const parked = await messagesIn(send, about);
    const due = delivery ? (delivery.first_due_at ?? delivery.due_at) : send.now;
    const on = longDate(reader, localDateOf(due, reader.zone));
    const isOwn = about.personId === about.readerId;
    const to = isOwn ? null : (await addressBook.recipient(db, workspaceId, about.readerId)).slackUserId;
    if (parked.length === 0) return lineMessageOf(texts.again(to && `<@${to}>`, on));
    const text = texts.refused(to && `<@${to}>`, on, list(reader, wordsFor(send, parked)));
    const open = isOwn
      ? button(LIST_OPEN, textsFor(deliveryTexts, reader).list.open, { value: UNDELIVERED })
      : undefined;
    return { text, blocks: [section(text, open), contextBlock(reasonOf(reader, delivery?.last_error ?? ""))] };
  };
  const wordsFor = ({ reader }: SendContext, parked: readonly Delivery[]): string[] => {
    const { messages } = textsFor(deliveryTexts, reader).undelivered;
    const counts = [...Map.groupBy(parked, ({ kind }) => kind)];
    return counts.map(([kind, of]) => kinds.get(kind)?.many?.words(reader, of.length) ?? messages(of.length));
  };
  return {
    ...kindOnly,
    about: ({ readerId }) => ({ person: readerId }),
    stillWanted: async (send, about) => (await messagesIn(send, about)).length > 0,
    message: messageOf,
    line: async (send, about) => (await messageOf(send, about)).blocks,
    async listed(send, about) {
      const pages: ListPage[] = [];
      for (const parked of Map.groupBy(await messagesIn(send, about), (row) => row.kind).values())
        pages.push(...(await listOf(kinds, send, parked)));
      return pages;
    },
    why: async ({ reader }) => [textsFor(deliveryTexts, reader).undelivered.why],
    isOver: async () => true,
    since: {},
  };
}

function lineMessageOf(text: string): Message {
  return { text, blocks: [section(text)] };
}

/** What of it is still refused. */
async function messagesIn({ db, workspaceId }: SendContext, { deliveryId }: Subject): Promise<Delivery[]> {
  const deliveries = rows(db, "delivery", workspaceId);
  const members = await deliveries.list({ bundle_id: deliveryId, state: "parked" }, ["id"]);
  const own = members.length > 0 ? members : await deliveries.list({ id: deliveryId, state: "parked" });
  return own.filter((row) => row.updates_id === null);
}

/** To each of these people, once; refused again, it says so again. */
export async function sendUndelivered(
  services: Services,
  tx: Tx,
  { workspaceId, deliveryId, readerId }: { workspaceId: string; deliveryId: string; readerId: string },
  personIds: Iterable<string>,
): Promise<void> {
  for (const personId of personIds) {
    const key = `${undeliveredKeysOf(deliveryId)}${personId}`;
    const isNew = await enqueue(tx, services, kindOnly, {
      workspaceId,
      key,
      subject: { deliveryId, personId, readerId },
      to: { personId },
      notBefore: services.clock.now(),
    });
    if (!isNew) await enqueueUpdate(tx, services, { workspaceId, key });
  }
}
