/** Words typed to the app are answered with what is open, one press away; where there is nothing yet, with the first step. */
import { z } from "zod";
import { type AppContext, isCommandWord } from "../../app/capability.ts";
import { recordReceived } from "../../delivery/deduplicate-received.ts";
import type { MessageKind, SendContext } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, peopleBySlackIds } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { dateAndTime, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addMs } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { firstStep } from "../../programs/program-list.ts";
import { hasPrograms, programOf } from "../../programs/programs.ts";
import type { FileImported } from "../../register/import/import-items.ts";
import { importDoneMessage, offerOfFile, placesToImport } from "../../register/import/offered.ts";
import { section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { mentionedIn, readMessageText } from "../../slack/read-markup.ts";
import { choiceMessage, openCheckIns, viewsToChoose } from "../check-in-now.ts";
import { deliveryKeys } from "../rounds/prompts.ts";
import { checkInTexts } from "../texts.ts";
import { findTypedWords, takesWords, WORDS_MEMORY_MS } from "./typed-words.ts";

/**
 * `ts`: of the message whose words are stored. `fileId`: of a table that they dropped; null: of something else. `imported`: what
 * became of one.
 */
const guideSubject = z.strictObject({
  personId: z.string(),
  ts: z.string().optional(),
  fileId: z.string().nullable().optional(),
  imported: z
    .strictObject({
      programId: z.string(),
      importId: z.string(),
      at: z.string(),
      counts: z.strictObject({
        added: z.int(),
        changed: z.int(),
        closed: z.int(),
        same: z.int(),
        leftOut: z.int(),
      }),
    })
    .optional(),
});
type Guide = z.infer<typeof guideSubject>;

export const guideKind: MessageKind<Guide> = {
  kind: "guide",
  subject: guideSubject,
  about: () => ({}),
  priority: 0,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  message: (send, subject) => guideMessage(send, subject),
};

async function guideMessage(send: SendContext, subject: Guide): Promise<Message> {
  const { db, workspaceId, reader, now } = send;
  const { personId, ts, fileId, imported } = subject;
  if (imported) {
    const program = await programOf(db, workspaceId, imported.programId);
    return importDoneMessage(reader, { ...imported, program });
  }
  const texts = textsFor(checkInTexts, reader).guide;
  const person = await getPerson(db, workspaceId, personId);
  if (fileId !== undefined) {
    const places = await placesToImport(db, person, { clock: { now: () => now } });
    return offerOfFile(reader, { fileId, mayImport: places.length > 0 });
  }
  const stored =
    ts === undefined
      ? undefined
      : await findTypedWords(db, { workspace_id: workspaceId, person_id: personId, ts }, now);
  const all = await openCheckIns({ clock: { now: () => now } }, db, person);
  const open = stored ? all.filter(({ context: { questions } }) => takesWords(questions)) : all;
  const views = await viewsToChoose(db, person, reader, open);
  if (views.length === 0 && !(await hasPrograms(db, workspaceId))) {
    const first = await firstStep(db, person);
    return { text: texts.beginning, blocks: [section(texts.beginning), ...first.blocks] };
  }
  const lead = guideLead(reader, views.length, stored?.at);
  return choiceMessage(reader, lead, views, { ts: stored?.ts });
}

/** `typedAt`: of words that wait for one of the `open` check-ins. */
function guideLead(reader: Reader, open: number, typedAt: Instant | undefined): string {
  const texts = textsFor(checkInTexts, reader).guide;
  if (open === 0) return texts.none;
  if (typedAt === undefined) return texts.open(open);
  return texts.keptUntil(open, dateAndTime(reader, addMs(typedAt, WORDS_MEMORY_MS)));
}

/** Answers what somebody typed; it is stored where a check-in that is asked of them has a field for it. */
export async function answerTyped(
  ctx: ActorContext,
  { eventId, ts, text, isCommand }: { eventId: string; ts: string; text: string; isCommand: boolean },
): Promise<void> {
  const { db, clock, actor: person } = ctx;
  await inTransaction(db, async (tx) => {
    if (!(await recordReceived(tx, ctx, person.workspace_id, `event:${eventId}`))) return;
    const read = isCommand ? "" : await readBy(tx, person.workspace_id, text);
    const open = read === "" ? [] : await openCheckIns({ clock }, tx, person);
    const isStored = open.some(({ context }) => takesWords(context.questions));
    if (isStored)
      await rows(tx, "typed_words", person.workspace_id).insert({
        person_id: person.id,
        ts,
        text: read,
        at: clock.now(),
      });
    await enqueueGuide(ctx, tx, { key: ts, subject: { personId: person.id, ...(isStored && { ts }) } });
  });
}

/** A table may be imported; of all else they read what can be. */
async function answerDropped(
  ctx: ActorContext,
  { eventId, ts, fileId }: { eventId: string; ts: string; fileId: string | null },
): Promise<void> {
  const { db, actor: person } = ctx;
  await inTransaction(db, async (tx) => {
    if (!(await recordReceived(tx, ctx, person.workspace_id, `event:${eventId}`))) return;
    await enqueueGuide(ctx, tx, { key: ts, subject: { personId: person.id, fileId } });
  });
}

/** Whoever imported a file reads what it did, and may undo it. */
export async function tellOfImport(
  services: Services,
  tx: Tx,
  { importer, programId, importId, counts }: FileImported,
): Promise<void> {
  const imported = { programId, importId, at: services.clock.now(), counts };
  const subject = { personId: importer.id, imported };
  await enqueueGuide({ ...services, actor: importer }, tx, { key: importId, subject });
}

async function enqueueGuide(
  ctx: Pick<ActorContext, "clock" | "ids" | "actor">,
  tx: Tx,
  { key, subject }: { key: string; subject: Guide },
): Promise<void> {
  const { actor } = ctx;
  await enqueue(tx, ctx, guideKind, {
    workspaceId: actor.workspace_id,
    key: deliveryKeys.guide(key, actor.id),
    subject,
    to: { personId: actor.id },
    notBefore: ctx.clock.now(),
  });
}

async function readBy(tx: Tx, workspaceId: string, text: string): Promise<string> {
  const mentioned = await peopleBySlackIds(tx, workspaceId, mentionedIn(text));
  return readMessageText(text, (id) => mentioned.find((person) => person.slack_user_id === id)?.name);
}

const typedMessage = z.object({
  event_id: z.string(),
  event: z.object({
    channel_type: z.literal("im"),
    user: z.string(),
    ts: z.string(),
    text: z.string().default(""),
    subtype: z.undefined().optional(),
    bot_id: z.undefined().optional(),
  }),
});

/** Source: docs.slack.dev/reference/events/message/file_share. */
const droppedFiles = z.object({
  event_id: z.string(),
  event: z.object({
    channel_type: z.literal("im"),
    subtype: z.literal("file_share"),
    user: z.string(),
    ts: z.string(),
    files: z
      .array(
        z.object({
          id: z.string(),
          name: z
            .string()
            .nullish()
            .transform((name) => name ?? ""),
        }),
      )
      .min(1),
    bot_id: z.undefined().optional(),
  }),
});

const TABLE = /\.(?:csv|tsv|tab|txt)$/i;

/** Words typed to the app are never met with silence: they are a press away from the check-in that is asked. */
export function registerTypedWords({ services, listening }: AppContext<Person>): void {
  const { app, actorOf, wake } = listening;
  app.event("message", async ({ body, client }) => {
    const file = droppedFiles.safeParse(body);
    if (file.success) {
      const { event_id: eventId, event } = file.data;
      const table = event.files.find(({ name }) => TABLE.test(name));
      const person = await actorOf(event.user, client);
      await answerDropped({ ...services, actor: person }, { eventId, ts: event.ts, fileId: table?.id ?? null });
      wake();
      return;
    }
    const typed = typedMessage.safeParse(body);
    if (!typed.success) return;
    const { event_id: eventId, event } = typed.data;
    const { ts, text } = event;
    const person = await actorOf(event.user, client);
    await answerTyped({ ...services, actor: person }, { eventId, ts, text, isCommand: isCommandWord(text) });
    wake();
  });
}
