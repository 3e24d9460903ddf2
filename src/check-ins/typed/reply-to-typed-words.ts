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
import { dateAndTime, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addMs } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { firstStep } from "../../programs/program-list.ts";
import { hasPrograms } from "../../programs/programs.ts";
import { section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { mentionedIn, readMessageText } from "../../slack/read-markup.ts";
import { choiceMessage, openCheckIns, viewsToChoose } from "../check-in-now.ts";
import { deliveryKeys } from "../rounds/prompts.ts";
import { checkInTexts } from "../texts.ts";
import { findTypedWords, takesWords, WORDS_MEMORY_MS } from "./typed-words.ts";

/** `ts`: of the message whose words are stored. */
const guideSubject = z.strictObject({ personId: z.string(), ts: z.string().optional() });
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

async function guideMessage({ db, workspaceId, reader, now }: SendContext, { personId, ts }: Guide): Promise<Message> {
  const texts = textsFor(checkInTexts, reader).guide;
  const person = await getPerson(db, workspaceId, personId);
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
    await enqueue(tx, ctx, guideKind, {
      workspaceId: person.workspace_id,
      key: deliveryKeys.guide(ts, person.id),
      subject: { personId: person.id, ...(isStored && { ts }) },
      to: { personId: person.id },
      notBefore: clock.now(),
    });
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

/** Words typed to the app are never met with silence: they are a press away from the check-in that is asked. */
export function registerTypedWords({ services, listening }: AppContext<Person>): void {
  const { app, actorOf, wake } = listening;
  app.event("message", async ({ body, client }) => {
    const typed = typedMessage.safeParse(body);
    if (!typed.success) return;
    const { event_id: eventId, event } = typed.data;
    const { ts, text } = event;
    const person = await actorOf(event.user, client);
    await answerTyped({ ...services, actor: person }, { eventId, ts, text, isCommand: isCommandWord(text) });
    wake();
  });
}
