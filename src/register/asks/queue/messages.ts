/** That an ask waits for the next weekly message of whoever decides it: to whoever asked and those who lead. */

import { z } from "zod";
import { type MessageKind, type QueuedFacts, readingNow, type SendContext } from "../../../delivery/kinds.ts";
import { enqueue, enqueueUpdate, type Going, goingTo } from "../../../delivery/use-cases.ts";
import { personById } from "../../../people/use-cases.ts";
import type { Tx } from "../../../platform/database.ts";
import { lineOf, section } from "../../../platform/slack/blocks.ts";
import { longDate, textsFor } from "../../../platform/texts/language.ts";
import { daysBetween, localDateOf } from "../../../platform/time.ts";
import { isRunning } from "../../../programs/closings/use-cases.ts";
import { listSeatsOn, programOf } from "../../../programs/use-cases.ts";
import { recordKeys } from "../../delivery-keys.ts";
import { concernedAmong } from "../../grounds.ts";
import { findItem } from "../../repository.ts";
import { asTold } from "../../rules-told.ts";
import { type Ask, askOf, isAsk } from "../ask.ts";
import { toldOfQueue } from "../rules.ts";
import { stateLine } from "../state.ts";
import { type QueuedShown, queuedBlocks } from "./blocks.ts";
import { queueTexts } from "./texts.ts";

const subject = z.strictObject({
  itemId: z.string(),
  /** In the key of the message that waits. */
  revision: z.int(),
  /** How many decisions went in the message that was full. */
  ahead: z.int(),
  /** They have said that it may wait. */
  isFine: z.boolean(),
});
type Subject = z.infer<typeof subject>;

export const askQueuedKind: MessageKind<Subject> = {
  kind: "ask-queued",
  subject,
  priority: 40,
  contact: "notice",
  slot: "morning",
  async stillWanted(send, of) {
    const ask = await askNow(send, of);
    if (!(await isRunning(send.db, send.workspaceId, ask.program.id))) return false;
    return (await queuedNow(send, of, ask)) !== null;
  },
  async message(send, of) {
    const blocks = await blocksNow(send, of);
    const [first] = blocks;
    return { text: first?.type === "section" ? (first.text?.text ?? "") : "", blocks };
  },
  line: blocksNow,
  async why(send, of) {
    return [textsFor(queueTexts, send.reader).why((await askNow(send, of)).program.title)];
  },
  since: {},
};

async function blocksNow(send: SendContext, of: Subject) {
  const ask = await askNow(send, of);
  const shown = await queuedNow(send, of, ask);
  const reader = readingNow(send);
  return shown ? queuedBlocks(reader, shown, of.revision) : [section(lineOf(await lineSince(send, of, ask)))];
}

/** Null once it does not wait for room any more. */
async function queuedNow(send: SendContext, of: Subject, ask: Ask): Promise<QueuedShown | null> {
  const going = await goingOf(send, of);
  if (!going || going.isSent || going.queuedAt === null || ask.waitsFor !== "decider") return null;
  if (ask.decider?.id !== going.personId) return null;
  const { name, zone } = await personById(send.db, send.workspaceId, going.personId);
  const [on, goesOn] = [localDateOf(going.queuedAt, zone), localDateOf(going.at, zone)];
  if (goesOn <= on) return null;
  const days = ask.neededBy === null || ask.neededBy < goesOn ? null : daysBetween(goesOn, ask.neededBy);
  return { ask, name, on, goesOn, days, ahead: of.ahead, isFine: of.isFine };
}

/** What has become of it. */
async function lineSince(send: SendContext, of: Subject, ask: Ask): Promise<string> {
  const reader = readingNow(send);
  const going = await goingOf(send, of);
  if (going?.isSent && ask.waitsFor === "decider" && ask.decider?.id === going.personId) {
    const { name, zone } = await personById(send.db, send.workspaceId, going.personId);
    return textsFor(queueTexts, reader).gone(ask.code, name, longDate(reader, localDateOf(going.at, zone)));
  }
  return `${ask.code} · ${stateLine(reader, ask, false) ?? ask.program.title}`;
}

function goingOf({ db, workspaceId }: SendContext, { itemId, revision }: Subject): Promise<Going | null> {
  return goingTo(db, workspaceId, recordKeys.ask(itemId, revision));
}

async function askNow({ db, workspaceId, now, reader }: SendContext, { itemId }: Subject): Promise<Ask> {
  const item = await findItem(db, workspaceId, itemId);
  if (!item || !isAsk(item)) throw new Error(`The ask ${itemId} is gone`);
  return askOf(db, asTold(item), { at: now, zone: reader.zone });
}

/** Tells each of them once, of whoever decides it and not of those beside them; where another day has come of it since, what they were told says it. */
export async function tellOfQueue(
  tx: Tx,
  { itemId, personId: deciderId, revision }: { itemId: string; personId: string; revision: number },
  { workspaceId, stamps, ahead }: QueuedFacts,
): Promise<void> {
  const item = await findItem(tx, workspaceId, itemId);
  if (!item || !isAsk(item) || item.owner_id !== deciderId) return;
  if (ahead === null) {
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: recordKeys.queuedOf(itemId) });
    return;
  }
  const now = stamps.clock.now();
  const program = await programOf(tx, workspaceId, item.program_id);
  const told = toldOfQueue(item, await listSeatsOn(tx, program, localDateOf(now, "UTC")));
  for (const personId of await concernedAmong(stamps, tx, item, [...told]))
    await enqueue(tx, stamps, askQueuedKind, {
      workspaceId,
      key: recordKeys.queued(itemId, revision, personId),
      subject: { itemId, revision, ahead, isFine: false },
      to: { personId },
      notBefore: now,
    });
}
