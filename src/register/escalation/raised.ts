/** An item that went up, read as a message about it says it. */
import type { SendContext } from "../../delivery/kinds.ts";
import { personById } from "../../people/use-cases.ts";
import type { Message } from "../../platform/slack/message.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { programOf } from "../../programs/use-cases.ts";
import { askOf, isAsk } from "../asks/ask.ts";
import { noLongerTheirsMessage } from "../asks/blocks.ts";
import { stateLine } from "../asks/state.ts";
import { partIn } from "../grounds.ts";
import { findItem, type Item, type ItemEvent, listItemEvents } from "../repository.ts";
import { codeOf, isLive } from "../rules.ts";
import { asTold } from "../rules-told.ts";
import { registerTexts } from "../texts.ts";
import type { Raised } from "./blocks.ts";
import { type EscalationStep, stepIn } from "./facts.ts";
import { seatsNow } from "./levels.ts";
import { type Escalation, findEscalation, ladderIn } from "./repository.ts";
import { levelIn } from "./rules-cases.ts";
import { escalationTexts } from "./texts.ts";

interface OfRevision {
  itemId: string;
  revision: number;
}

export function said({ reader }: SendContext) {
  return textsFor(escalationTexts, reader);
}

/** In the words that a message may have. */
export async function itemOf(send: SendContext, { itemId }: { itemId: string }): Promise<Item> {
  const item = await findItem(send.db, send.workspaceId, itemId);
  if (!item) throw new Error(`No item ${itemId}`);
  return asTold(item);
}

export async function rowOf(
  { db, workspaceId }: SendContext,
  { itemId }: { itemId: string },
): Promise<Escalation | undefined> {
  return findEscalation(db, workspaceId, itemId);
}

export async function programTitle({ db, workspaceId }: SendContext, item: Item): Promise<string> {
  return (await programOf(db, workspaceId, item.program_id)).title;
}

export async function eventOf(
  { db, workspaceId }: SendContext,
  { itemId, revision }: OfRevision,
): Promise<{ event: ItemEvent; step: EscalationStep | null; before: ItemEvent[]; after: ItemEvent[] }> {
  const events = await listItemEvents(db, workspaceId, [itemId]);
  const event = events.find((one) => one.revision === revision);
  if (!event) throw new Error(`No revision ${revision} of the item ${itemId}`);
  return {
    event,
    step: stepIn(event),
    before: events.filter((one) => one.revision < revision),
    after: events.filter((one) => one.revision > revision),
  };
}

/** To somebody whom it had reached and who has nothing to do with it any more; null where they have. */
export async function leftBy(
  send: SendContext,
  { itemId }: { itemId: string },
  personId: string,
): Promise<Message | null> {
  const { db, workspaceId, now, events } = send;
  const item = await itemOf(send, { itemId });
  if ((await findEscalation(db, workspaceId, itemId))?.holder_id === personId && isLive(item)) return null;
  const part = await partIn({ clock: { now: () => now }, events }, db, item, personId);
  if (part === "holds") return null;
  return noLongerTheirsMessage(send.reader, { code: codeOf(item), program: await programTitle(send, item) }, part);
}

/** How an item that is over came to its end. */
export async function endOf(send: SendContext, item: Item): Promise<string> {
  const { now } = said(send);
  if (isAsk(item)) {
    const ask = await askOf(send.db, item, { at: send.now, zone: send.reader.zone });
    return stateLine(send.reader, ask, false) ?? now.over;
  }
  return now.over;
}

export async function raisedOf(send: SendContext, subject: OfRevision): Promise<Raised> {
  const { db, workspaceId, now } = send;
  const texts = said(send);
  const item = await itemOf(send, subject);
  const row = await rowOf(send, subject);
  const { event, step, before, after } = await eventOf(send, subject);
  if (!step) throw new Error(`Revision ${subject.revision} of the item ${item.id} is no step`);
  const nameOf = async (id: string) => (await personById(db, workspaceId, id)).name;
  const program = await programOf(db, workspaceId, item.program_id);
  const isOfClosed = program.state === "closed";
  const isHere = row?.moved_revision === subject.revision && isLive(item);
  const answered = after.some((later) => later.event === "returned" && stepIn(later)?.from === step.to);
  const isSeen = row?.is_acknowledged === 1;
  const state = async () => {
    if (isOfClosed && isLive(item)) return textsFor(registerTexts, send.reader).view.ofClosed(program.title);
    if (isHere) return isSeen ? texts.now.seen : null;
    if (answered) return texts.now.answered;
    if (row && isLive(item)) return texts.now.withOther(await nameOf(row.holder_id));
    return endOf(send, item);
  };
  const seats = await seatsNow(db, program, now);
  const lastStep = before.map(stepIn).findLast((one) => one !== null);
  const level = lastStep?.level ?? levelIn(seats, step.from);
  const wasSeen =
    lastStep === undefined ||
    before.some(({ event: name, actor_id }) => name === "acknowledged" && actor_id === step.from);
  const terms = (await ladderIn(db, workspaceId, item.program_id)).find((one) => one.level === level);
  return {
    item,
    program: program.title,
    isOfClosed,
    step,
    by: event.actor_id === null ? null : await nameOf(event.actor_id),
    before: await nameOf(step.from),
    below: level ? { level, days: terms ? (wasSeen ? terms.resolve : terms.acknowledge) : null } : null,
    state: await state(),
    isOpen: isHere && !isOfClosed,
    isSeen,
    now,
  };
}
