/** What a person asks for to keep: a picture in a message, a file in its thread; by their rights as it goes. */
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext, type SharedFile } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { csvOf, separatorIn } from "../platform/csv-writing.ts";
import { type LookupContext, Slot } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { context, escapeMrkdwn, image, section } from "../slack/blocks.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import type { ActorContext } from "./actors.ts";
import { getPerson, type Person, readerAt } from "./people.ts";

/** Without a title there is nothing. `file` becomes a CSV, `document` is one already. */
interface Composed {
  title: string;
  subtitle: string;
  picture?: { altText: string; svg(): string };
  file?: { name: string; rows: readonly (readonly string[])[] };
  document?: Pick<SharedFile, "name" | "content">;
}

/** Throws what refuses them. */
export type Compose = (
  ctx: Pick<ActorContext, "db" | "actor"> & LookupContext,
  reader: Reader,
  id: string,
) => Promise<Composed>;

interface AskedFor {
  /** What is pressed, with an id as its value. */
  name: string;
  compose: Compose;
  /** What whoever pressed reads. */
  sent(reader: Pick<Reader, "locale">): string;
}

/** Added by capabilities above. */
export const filesAskedFor = new Slot<AskedFor>();

const subjectSchema = z.strictObject({ name: z.string(), id: z.string(), personId: z.string(), at: z.string() });
type Subject = z.infer<typeof subjectSchema>;

const NOTHING: Composed = { title: "", subtitle: "" };

async function composed(send: SendContext, { name, id, personId }: Subject): Promise<Composed> {
  const asked = filesAskedFor.itemsIn(send).find((each) => each.name === name);
  if (!asked) return NOTHING;
  const actor = await getPerson(send.db, send.workspaceId, personId);
  return asked.compose({ ...send, clock: { now: () => send.now }, actor }, readerToday(send), id);
}

function keyOf({ name, id, personId, at }: Subject): string {
  return `asked-for:${name}:${id}:${personId}:${at}`;
}

export const askedForKind: MessageKind<Subject> = {
  kind: "asked-for",
  subject: subjectSchema,
  about: ({ id, personId }) => ({ track: id, program: id, round: id, person: personId }),
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async (send, subject) => (await composed(send, subject)).title !== "",
  async pictures(send, subject) {
    const { title, picture } = await composed(send, subject);
    return picture ? [{ key: keyOf(subject), name: subject.name, title, ...picture }] : [];
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

/** In the thread of the message. */
export const askedForFileKind: MessageKind<Subject> = {
  ...askedForKind,
  kind: "asked-for-file",
  priority: askedForKind.priority + 1,
  async files(send, subject) {
    const { title, subtitle, file, document } = await composed(send, subject);
    const named = `${title} · ${subtitle}`;
    if (document) return [{ ...document, title: named }];
    if (!file) return [];
    const content = csvOf(file.rows, separatorIn(languageOf(send.reader.locale)));
    return [{ name: `${file.name}.csv`, title: named, content }];
  },
};

export function listenToFilesAskedFor(listening: Listening<Person>, services: Services): void {
  for (const { name, compose, sent } of filesAskedFor.itemsIn(services))
    onPress(listening, name, async ({ actor, value: id, open }) => {
      const at = services.clock.now();
      const found = await compose({ ...services, actor }, readerAt(actor, at), id);
      const subject = { name, id, personId: actor.id, at };
      const given = { workspaceId: actor.workspace_id, subject, to: { personId: actor.id }, notBefore: at };
      const key = keyOf(subject);
      await inTransaction(services.db, async (tx) => {
        await enqueue(tx, services, askedForKind, { ...given, key });
        if (found.file || found.document)
          await enqueue(tx, services, askedForFileKind, { ...given, key: `${key}:file`, inThreadOf: key });
      });
      await open(doneView(actor, sent(actor)));
    });
}
