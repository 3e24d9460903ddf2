/** What a person asks for to keep: a picture in a message, a table as a file in its thread; by their rights as it goes. */
import { z } from "zod";
import { type MessageKind, readerToday, registered, type SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { csvOf, separatorIn } from "../platform/csv-writing.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { context, escapeMrkdwn, image, section } from "../slack/blocks.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import type { ActorContext } from "./actors.ts";
import { getPerson, type Person, readerAt } from "./people.ts";

/** Without a title there is nothing. Throws what refuses them. */
export type Compose = (
  ctx: Pick<ActorContext, "db" | "actor"> & LookupContext,
  reader: Reader,
  id: string,
) => Promise<{
  title: string;
  subtitle: string;
  picture?: { altText: string; svg(): string };
  file?: { name: string; rows: readonly (readonly string[])[] };
}>;

const subjectSchema = z.strictObject({ id: z.string(), personId: z.string(), at: z.string() });
type Subject = z.infer<typeof subjectSchema>;

/** `kind`: of the message, and what is pressed, with the id as its value; `sent`: what whoever pressed reads. */
export function askedFor(kind: string, compose: Compose, sent: (reader: Pick<Reader, "locale">) => string) {
  const composed = async (send: SendContext, { id, personId }: Subject) => {
    const actor = await getPerson(send.db, send.workspaceId, personId);
    return compose({ ...send, clock: { now: () => send.now }, actor }, readerToday(send), id);
  };
  const keyOf = ({ id, personId, at }: Subject) => `${kind}:${id}:${personId}:${at}`;
  const message: MessageKind<Subject> = {
    kind,
    subject: subjectSchema,
    about: ({ id, personId }) => ({ track: id, program: id, person: personId }),
    priority: 40,
    contact: "reply",
    lane: "now",
    stillWanted: async (send, subject) => (await composed(send, subject)).title !== "",
    async pictures(send, subject) {
      const { title, picture } = await composed(send, subject);
      return picture ? [{ key: keyOf(subject), name: kind, title, ...picture }] : [];
    },
    async message(send, subject) {
      const { title, subtitle, picture } = await composed(send, subject);
      const head = section(`*${escapeMrkdwn(title)}*\n${escapeMrkdwn(subtitle)}`);
      const id = send.pictures?.get(keyOf(subject));
      if (!picture) return { text: title, blocks: [head] };
      const { altText } = picture;
      if (id === undefined) return { text: title, blocks: [head, context(escapeMrkdwn(altText))] };
      return { text: title, blocks: [head, image(altText, id)] };
    },
    isOver: async () => true,
  };

  const file: MessageKind<Subject> = {
    ...message,
    kind: `${kind}-file`,
    priority: message.priority + 1,
    async files(send, subject) {
      const { title, subtitle, file: table } = await composed(send, subject);
      const content = csvOf(table?.rows ?? [], separatorIn(languageOf(send.reader.locale)));
      return table ? [{ name: `${table.name}.csv`, title: `${title} · ${subtitle}`, content }] : [];
    },
  };

  const listen = (listening: Listening<Person>, services: Services) =>
    onPress(listening, kind, async ({ actor, value: id, open }) => {
      const at = services.clock.now();
      const found = await compose({ ...services, actor }, readerAt(actor, at), id);
      const subject = { id, personId: actor.id, at };
      const given = { workspaceId: actor.workspace_id, subject, to: { personId: actor.id }, notBefore: at };
      const key = keyOf(subject);
      await inTransaction(services.db, async (tx) => {
        await enqueue(tx, services, message, { ...given, key });
        if (found.file) await enqueue(tx, services, file, { ...given, key: `${key}:file`, inThreadOf: key });
      });
      await open(doneView(actor, sent(actor)));
    });
  return { messages: [registered(message), registered(file)], listen };
}
