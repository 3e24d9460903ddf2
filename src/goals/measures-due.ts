/** The line of a morning that asks for numbers, and the same on Home, where the weekly message has it from. */
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programsAsking } from "../programs/events.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { isLive } from "../register/codes-and-transitions.ts";
import { findItemInTurn } from "../register/item-rights.ts";
import { hasWeekly } from "../register/requests/answer-by.ts";
import { button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import type { HomeSection } from "../slack/home.ts";
import { type Awaited, lookAgain, planAsking } from "./asking.ts";
import { awaitedApart, awaitedOnHome } from "./awaited.ts";
import { enterIds } from "./enter-form.ts";
import { goalTexts } from "./texts.ts";

const MOST_NAMED = 3;
const LONGEST_NAME = 60;

const subjectSchema = z.strictObject({ personId: z.string(), on: z.string() });
type Subject = z.infer<typeof subjectSchema>;

export const measuresDueKind: MessageKind<Subject> = {
  kind: "measures-due",
  subject: subjectSchema,
  about: ({ personId }) => ({ itemsOf: personId }),
  priority: 40,
  contact: "reminder",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["list of numbers due", "lists of numbers due"],
      fr: ["liste de chiffres attendus", "listes de chiffres attendus"],
    }),
  },
  stillWanted: async (send, subject) => (await dueNow(send, subject)).length > 0,
  async message(send, subject) {
    const line = await lineOf(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineOf,
  why: async ({ reader }) => [textsFor(goalTexts, reader).due.why],
  isOver: async () => true,
  since: {},
};

async function lineOf(send: SendContext, subject: Subject) {
  const reader = readerToday(send);
  const due = await dueNow(send, subject);
  return due.length === 0 ? section(textsFor(goalTexts, reader).due.over) : dueLine(reader, due);
}

async function dueNow({ db, events, workspaceId, now }: SendContext, { personId }: Subject): Promise<Awaited[]> {
  const person = await getPerson(db, workspaceId, personId);
  return awaitedApart({ db, events, clock: { now: () => now } }, person);
}

function dueLine(reader: Pick<Reader, "locale">, due: readonly Awaited[]) {
  const { due: texts } = textsFor(goalTexts, reader);
  const names = due.slice(0, MOST_NAMED).map(({ measure }) => shorten(measure.title, LONGEST_NAME));
  const more = due.length - names.length;
  const titles = [names.join(", "), ...(more > 0 ? [texts.more(more)] : [])].join(" ");
  return section(escapeMrkdwn(texts.line(due.length, titles)), button(enterIds.open, texts.enter, { value: "due" }));
}

export function numbersSection(services: Parameters<typeof awaitedOnHome>[0]): HomeSection<Visitor> {
  return async (visitor) => {
    const due = await awaitedOnHome(services, visitor);
    return due.length === 0 ? [] : [[dueLine(visitor.reader, due)]];
  };
}

const keysOf = (personId: string) => `measures-due:${personId}:`;

const AT_ONCE = 500;

/** When `askForNumbers` has something to do. */
export const nextAskingAt = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("measure_asking")
    .select(({ fn }) => fn.min("ask_at").as("at"))
    .where("workspace_id", "=", workspaceId),
);

/** Asks the owners whose numbers are known now, and sets when they are asked next. */
export async function askForNumbers(services: Services, workspaceId: string): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  const due = await db
    .selectFrom("measure_asking")
    .select("item_id")
    .where("workspace_id", "=", workspaceId)
    .where("ask_at", "<=", now)
    .orderBy("ask_at")
    .limit(AT_ONCE)
    .execute();
  for (const { item_id: id } of due) await inTransaction(db, (tx) => askFor(services, tx, { workspaceId, id }));
}

async function askFor(
  services: Services,
  tx: Tx,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  const now = services.clock.now();
  const item = await findItemInTurn(tx, workspaceId, id);
  const asking = await rows(tx, "measure_asking", workspaceId).find({ item_id: id });
  // Another process may have been here before.
  if (!item || !asking || asking.ask_at > now) return;
  if (item.owner_id !== null) {
    const person = await getPerson(tx, workspaceId, item.owner_id);
    const asked = { person, programIds: [item.program_id], lists: "measures" as const };
    const isAskedInForm = (await programsAsking.of(services, tx, asked)).size > 0;
    if (isAskedInForm && isLive(item)) return lookAgain({ db: tx, clock: services.clock }, item, person.zone);
  }
  await planAsking({ db: tx, clock: services.clock }, item);
  // Whoever has one message a week reads it there, as on Home.
  if (item.owner_id === null || (await hasWeekly(tx, workspaceId, item.owner_id, now))) return;
  const { zone } = await getPerson(tx, workspaceId, item.owner_id);
  const on = localDateOf(now, zone);
  await enqueue(tx, services, measuresDueKind, {
    workspaceId,
    key: `${keysOf(item.owner_id)}${on}`,
    subject: { personId: item.owner_id, on },
    to: { personId: item.owner_id },
    notBefore: now,
  });
}

/** The last line of each of them says what is left. */
export async function correctNumbersDue(
  services: Services,
  tx: Tx,
  { workspaceId, personIds }: { workspaceId: string; personIds: readonly string[] },
): Promise<void> {
  for (const personId of new Set(personIds))
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOf(personId), newest: 1 });
}
