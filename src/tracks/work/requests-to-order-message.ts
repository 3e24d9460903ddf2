/** “12 requests to put in order”: what waits for whoever orders them is one line of their morning message. */

import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, type LocalDate } from "../../platform/time.ts";
import { programOf } from "../../programs/programs.ts";
import type { Item } from "../../register/items.ts";
import { button, escapeMrkdwn, section } from "../../slack/blocks.ts";
import { trackTexts } from "../texts.ts";
import { workIds } from "./action-ids.ts";
import { listUnderWay, type WorkRequest, withSteps } from "./request-queries.ts";
import { workTexts } from "./texts.ts";
import { startLine, timingsOf } from "./timing-in-words.ts";

const subjectSchema = z.strictObject({ programId: z.string(), personId: z.string() });
type Subject = z.infer<typeof subjectSchema>;

const keyOf = (programId: string, personId = "") => `work-order:${programId}:${personId}`;
/** From so many days before the last one it is named. */
export const DAYS_NEAR = 5;
/** Of those before nothing is kept up to date. */
const NEWEST = 3;

/** One that waits counts this one too, and so do those of the last days. */
export async function sendOrder(services: Services, tx: Tx, item: Item, personId: string): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId } = item;
  await showOrder(services, tx, item);
  if (await isOneWaiting(tx, item, personId)) return;

  const delivery = { workspaceId, key: keyOf(programId, personId), mayRepeat: true, subject: { programId, personId } };
  await enqueue(tx, services, orderKind, { ...delivery, to: { personId }, notBefore: services.clock.now() });
}

/** The same line again, as the last day of one of them comes near: once for that day (`on`), unless one waits anyway. */
export async function sendOrderAgain(
  services: Services,
  tx: Tx,
  item: Item,
  { personId, on }: { personId: string; on: LocalDate },
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId } = item;
  if (await isOneWaiting(tx, item, personId)) return;

  await enqueue(tx, services, orderKind, {
    workspaceId,
    key: `${keyOf(programId, "near")}:${personId}:${on}`,
    subject: { programId, personId },
    to: { personId },
    notBefore: services.clock.now(),
  });
}

/** Of this person, whatever it was sent for: its line says all that there is to order. */
async function isOneWaiting(
  tx: Tx,
  { workspace_id: workspaceId, program_id: programId }: Item,
  personId: string,
): Promise<boolean> {
  const sent = await listDeliveriesFrom(tx, workspaceId, { keysFrom: keyOf(programId) });
  return sent.some(
    ({ state, person_id: readerId, updates_id: updatesId }) =>
      state === "waiting" && readerId === personId && updatesId === null,
  );
}

export async function showOrder(services: Services, tx: Tx, item: Pick<Item, "workspace_id" | "program_id">) {
  const { workspace_id: workspaceId, program_id: programId } = item;
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: keyOf(programId), newest: NEWEST });
}

export const orderKind: MessageKind<Subject> = {
  kind: "work-order",
  subject: subjectSchema,
  about: ({ programId }) => ({ program: programId }),
  priority: 40,
  contact: "prompt",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["program with requests to put in order", "programs with requests to put in order"],
      fr: ["programme dont les demandes sont à classer", "programmes dont les demandes sont à classer"],
    }),
    isLeft: async (send, subject) => (await shown(send, subject)).left > 0,
  },
  stillWanted: async (send, subject) => (await shown(send, subject)).left > 0,
  async message(send, subject) {
    const { text, block } = await shown(send, subject);
    return { text, blocks: [block] };
  },
  line: async (send, subject) => (await shown(send, subject)).block,
  why: async ({ reader }) => [textsFor(workTexts, reader).whyOrder],
  since: {},
};

/** Of those that are to be begun soon so many are named. */
const MOST_NAMED = 2;

async function shown(send: SendContext, { programId, personId }: Subject) {
  const { db, workspaceId } = send;
  const program = await programOf(db, workspaceId, programId);
  const workRequests =
    program.state === "active" ? await withSteps(db, workspaceId, await listUnderWay(db, program)) : [];
  const theirs = workRequests.filter(({ isToOrder, current: [step] }) => isToOrder && step?.ownerId === personId);
  const left = theirs.length;

  const reader = readerToday(send);
  const texts = textsFor(trackTexts, reader).step;
  const head = `${escapeMrkdwn(program.title)} · ${left === 0 ? texts.done : texts.toOrder(left)}`;
  const text = [head, ...(await soonLines(send, reader, theirs))].join("\n");
  const act = button(workIds.list, texts.act.order, { value: programId, primary: left > 0 });
  return { left, text, block: section(text, left > 0 ? act : undefined) };
}

/** “Win-back: start by Mon 23 Nov”, of those whose day is near or that cannot be in time; the others are counted. */
async function soonLines(
  { db }: SendContext,
  reader: ReturnType<typeof readerToday>,
  theirs: readonly WorkRequest[],
): Promise<string[]> {
  const until = addLocalDays(reader.today, DAYS_NEAR);
  const timings = await timingsOf(db, theirs, reader.today);
  const soon = theirs.filter(({ id }) => {
    const { startBy, earliest } = timings.get(id) ?? { startBy: null, earliest: null };
    return earliest !== null || (startBy !== null && startBy <= until);
  });

  const { named } = textsFor(trackTexts, reader).step;
  const { more } = textsFor(trackTexts, reader).home;
  const lines = soon
    .slice(0, MOST_NAMED)
    .map((each) => named(escapeMrkdwn(each.title), startLine({ reader, timings }, each)));
  return soon.length > MOST_NAMED ? [...lines, more(soon.length - MOST_NAMED)] : lines;
}
