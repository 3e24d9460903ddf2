/** “Yours now”: what whoever has a step is told, and what is asked of whoever approves one. */

import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { lastApproval } from "../approvals/approvals.ts";
import { listActiveCadencesOf, nameOf } from "../cadences/cadences.ts";
import { isParticipant } from "../cadences/participants.ts";
import { ruleInWords } from "../cadences/recurrence/rule-in-words.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/kinds.ts";
import { countedNouns } from "../delivery/many.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { namesOf, personById } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, shortDate, textsFor, withFullStop, withoutFullStop } from "../platform/texts/language.ts";
import { addLocalDays, localDateOf } from "../platform/time.ts";
import { isRunning, programOf } from "../programs/programs.ts";
import { recordKeys } from "../register/ids.ts";
import type { Item, ItemEvent } from "../register/items.ts";
import { actions, button, context, escapeMrkdwn, quote, section } from "../slack/blocks.ts";
import type { Message } from "../slack/message.ts";
import { whoIsWho } from "./joining.ts";
import { countTermFromNow } from "./reached.ts";
import { stepIds } from "./step-ids.ts";
import { HAND_OFF } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { awaiting, itemIn, scheduleOfTrack, stepOfItem, stepsBefore, type TrackStep } from "./tracks.ts";
import { isHeldIn, whoDoes } from "./who-does.ts";
import { actButton, workIds } from "./work/ids.ts";
import { sendOrder } from "./work/order-message.ts";

const stepSubject = z.strictObject({
  programId: z.string(),
  itemId: z.string(),
  personId: z.string(),
  /** Needed today or tomorrow. */
  isUrgent: z.boolean(),
  /** It was theirs, and somebody gave it to another. */
  isFormer: z.boolean().optional(),
});
type StepSubject = z.infer<typeof stepSubject>;

export const stepKeysOf = recordKeys.stepsOf;

/**
 * To its owner: at once where it is needed today or tomorrow, else with their morning message. `formerId`: to whoever had it;
 * `isToOrder`: it is one of those that they put in order.
 */
export async function sendStep(
  services: Services,
  tx: Tx,
  item: Item,
  { formerId = null, isToOrder = false }: { formerId?: string | null; isToOrder?: boolean } = {},
): Promise<void> {
  const { workspace_id: workspaceId, id: itemId, due_on: dueOn } = item;
  const personId = formerId ?? item.owner_id;
  if (personId === null) return;
  const now = services.clock.now();
  const { zone } = await personById(tx, workspaceId, personId);
  const isUrgent = formerId === null && dueOn !== null && dueOn <= addLocalDays(localDateOf(now, zone), 1);
  if (isToOrder && !isUrgent) return sendOrder(services, tx, item, personId);
  await enqueue(tx, services, stepKind, {
    workspaceId,
    to: { personId },
    notBefore: now,
    key: `${stepKeysOf(itemId)}${item.revision}:${personId}`,
    subject: { programId: item.program_id, itemId, personId, isUrgent, ...(formerId && { isFormer: true }) },
  });
}

/** All messages about a step, also of its gate, say what is so now. */
export async function showStep(services: Services, tx: Tx, { workspace_id: workspaceId, id }: Item): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: stepKeysOf(id) });
}

export const stepNouns = countedNouns({
  en: ["step of yours", "steps of yours"],
  fr: ["étape à vous", "étapes à vous"],
});

export const stepKind: MessageKind<StepSubject> = {
  kind: "track-step",
  subject: stepSubject,
  about: ({ itemId, programId }) => ({ item: itemId, program: programId }),
  priority: 40,
  contact: "prompt",
  lane: ({ isUrgent }) => (isUrgent ? "now" : "morning"),
  many: {
    words: stepNouns,
    isLeft: isStepLeft,
  },
  async stillWanted(send, subject) {
    const item = await itemOf(send, subject);
    const isFor = item?.state === "open" && (item.owner_id === subject.personId) !== (subject.isFormer ?? false);
    return isFor && isRunning(send.db, send.workspaceId, item.program_id);
  },
  message: stepMessage,
  line: async (send, subject) => (await stepMessage(send, subject)).blocks,
  async why({ db, workspaceId, reader }, { itemId }) {
    const found = await stepOfItem(db, workspaceId, itemId);
    return found ? [textsFor(trackTexts, reader).step.why(textsFor(found.step.track.definition.name, reader))] : [];
  },
  since: {},
  async sent(tx, { itemId, personId, isFormer }, { workspaceId, at, isUpdate, stamps }) {
    if (!isUpdate && !isFormer) await countTermFromNow(stamps, tx, { workspaceId, itemId, personId, at });
  },
};

async function itemOf({ db, workspaceId }: SendContext, { programId, itemId }: { programId: string; itemId: string }) {
  return itemIn(db, { workspace_id: workspaceId, program_id: programId }, itemId);
}

async function isStepLeft(send: SendContext, subject: StepSubject): Promise<boolean> {
  const item = await itemOf(send, subject);
  return item?.state === "open" && item.owner_id === subject.personId;
}

async function stepMessage(send: SendContext, subject: StepSubject): Promise<Message> {
  const { db, workspaceId } = send;
  const { programId, itemId, personId } = subject;
  const reader = readerToday(send);
  const texts = textsFor(trackTexts, reader).step;
  const item = await itemOf(send, subject);
  const found = await stepOfItem(db, workspaceId, itemId);
  const title = escapeMrkdwn(withoutFullStop(found ? titleIn(reader, found.step) : (item?.title ?? "")));
  const program = (await programOf(db, workspaceId, programId)).title;
  const plainly = (state: string, words: readonly KnownBlock[] = []): Message => {
    const text = `${escapeMrkdwn(program)} · ${title}\n${state}`;
    return { text, blocks: [section(text), ...words] };
  };
  if (!item || !found) {
    const on = localDateOf(item?.closed_at ?? send.now, reader.zone);
    return plainly(texts.sentBack(shortDate(reader, on)));
  }
  if (item.state !== "open") return plainly(item.state === "done" ? texts.done : texts.dropped);
  const { step, all } = found;
  const before = stepsBefore(step, all);
  const ids = [itemId, ...before.flatMap(({ stands }) => stands.item_id ?? [])];
  const events = await rows(db, "item_event", workspaceId).list({ item_id: ids }, ["revision"]);
  const people = [...events.map(({ actor_id: id }) => id), ...before.map(({ ownerId }) => ownerId)];
  const names = await namesOf(db, workspaceId, [item.owner_id, step.track.started_by, ...people]);
  const nameOf = (id: string | null) => names.get(id ?? "");
  const lastOf = (id: string | null, kinds: readonly string[]) =>
    events.findLast((event) => event.item_id === id && kinds.includes(event.event));
  const wordsOf = (event: ItemEvent | undefined) =>
    event?.note ? [saidBy(reader, nameOf(event.actor_id), event.note)] : [];
  const given = lastOf(itemId, ["reopened", "delegated", "handed-on", "escalated"]);
  if (item.owner_id !== personId)
    return plainly(texts.nowWith(escapeMrkdwn(nameOf(item.owner_id) ?? "")), wordsOf(given));
  const isAsked = !given?.actor_id && step.track.definition.key === HAND_OFF && before.length === 0;
  const giverId = isAsked ? step.track.started_by : given?.actor_id;
  const froms = giverId ? [giverId] : before.map(({ ownerId }) => ownerId);
  const from = list(reader, [...new Set(froms.flatMap((id) => (id === personId ? [] : (nameOf(id) ?? []))))]);
  const due = item.due_on === null ? "" : shortDate(reader, item.due_on);
  const head = (given?.event === "reopened" ? texts.backToYou : texts.yours)(title, due);
  const isHeld = await isHeldIn(db, step.track);
  const asked = from && (isAsked ? texts.askedBy : texts.from)(from);
  const around = [asked, await goesOn(send, reader, found, isHeld)];
  const inHand = before.flatMap((earlier) => {
    const words = wordsOf(lastOf(earlier.stands.item_id, ["done"]));
    const what = earlier.inHand ? [context(escapeMrkdwn(texts.inHand(textsFor(earlier.inHand, reader))))] : [];
    return words.length > 0 ? words : what;
  });
  const blocks: KnownBlock[] = [
    section([head, ...around.filter(Boolean).map((words) => escapeMrkdwn(withFullStop(words)))].join(" ")),
    ...wordsOf(given),
    ...inHand,
    ...(await broughtWith(send, reader, found, personId)),
    ...(step.link ? [context(`<${step.link}|${texts.link}>`)] : []),
    ...(isHeld(step.role) ? [] : [context(texts.nobodyHolds)]),
    stepActs(reader, step, all),
  ];
  return {
    text: head,
    blocks: [context(escapeMrkdwn(`${program} · ${textsFor(step.track.definition.name, reader)}`)), ...blocks],
  };
}

/** Of a track about somebody. */
async function broughtWith(
  send: SendContext,
  reader: Reader,
  { step: { brings, track } }: { step: TrackStep },
  personId: string,
): Promise<KnownBlock[]> {
  const program = await programOf(send.db, send.workspaceId, track.program_id);
  if (brings === "people") return [section(await whoIsWho(send, reader, program))];
  if (brings === "check-ins") {
    const texts = textsFor(trackTexts, reader).step;
    const person = await personById(send.db, send.workspaceId, personId);
    const lines: string[] = [];
    for (const each of await listActiveCadencesOf(send.db, program))
      if (await isParticipant(send.db, each, person, { clock: { now: () => send.now } }))
        lines.push(texts.named(escapeMrkdwn(nameOf(each, reader)), escapeMrkdwn(ruleInWords(each.rule, reader))));
    return [section(lines.join("\n") || texts.nothingAsked)];
  }
  return [];
}

export function titleIn(reader: Reader, { title, track }: Pick<TrackStep, "title" | "track">): string {
  return [textsFor(title, reader), track.workRequest?.title].filter(Boolean).join(" · ");
}

/** “Hugo goes on with *Go live* on Fri 16 Oct”; empty where nobody else does. */
async function goesOn(
  { db, now }: SendContext,
  reader: Reader,
  { step, all }: { step: TrackStep; all: TrackStep[] },
  isHeld: (role: string) => boolean,
): Promise<string> {
  const [next] = awaiting(step, all);
  const by = next && (await whoDoes(db, step.track, next.role, now));
  if (!by || by.id === step.ownerId) return "";
  const today = localDateOf(now, reader.zone);
  const schedule = await scheduleOfTrack(db, step.track, all, { today, zone: reader.zone });
  const day = shortDate(reader, schedule.now.get(next.key)?.from ?? today);
  const title = withoutFullStop(textsFor(next.title, reader));
  return textsFor(trackTexts, reader).step.goesOn(isHeld(next.role) ? by.name : "", title, day);
}

/** Words as they were written, after the name of whoever wrote them. */
export function saidBy(reader: Reader, name: string | undefined, text: string): KnownBlock {
  return quote(...(name ? [{ text: textsFor(trackTexts, reader).step.by(name), bold: true }] : []), { text });
}

/** *I've got it* until it is accepted, then *Done…*; what is missing is said where somebody did something before. */
export function stepActs(reader: Reader, step: TrackStep, all: readonly TrackStep[]): KnownBlock {
  const itemId = step.stands.item_id ?? "";
  const hasBefore = stepsBefore(step, all).some(({ stands }) => stands.item_id !== null);
  const { act, leaving: heirs } = textsFor(trackTexts, reader).step;
  const { workRequest, definition, program_id: programId } = step.track;
  const primary = { value: itemId, primary: true };
  const isAccepted = step.stands.accepted_at !== null;
  const isFirst = step.stage === "validation";
  return actions(
    `step:${itemId}`,
    step.stage === "prioritisation"
      ? button(workIds.list, act.order, { ...primary, value: programId })
      : button(isAccepted ? stepIds.done : stepIds.accept, isAccepted ? act.done : act.accept, primary),
    ...(step.stage || (definition.key === HAND_OFF && !hasBefore)
      ? [button(stepIds.decline, act.decline, { value: itemId })]
      : []),
    ...(step.brings === "items" ? [button(stepIds.heirs, heirs.open, { value: itemId })] : []),
    ...(hasBefore || isFirst ? [button(stepIds.missing, act.missing, { value: itemId })] : []),
    ...(workRequest && isFirst ? [actButton(reader, "same", workRequest.id)] : []),
    button(stepIds.give, act.give, { value: itemId }),
    ...(workRequest ? [button(workIds.open, act.workRequest, { value: workRequest.id })] : []),
  );
}

// ---- Gates

const gateSubject = z.strictObject({
  programId: z.string(),
  itemId: z.string(),
  approvalId: z.string(),
  personId: z.string(),
});
type GateSubject = z.infer<typeof gateSubject>;

export async function sendApproval(
  services: Services,
  tx: Tx,
  { item, approvalId, askedOf }: { item: Item; approvalId: string; askedOf: string },
): Promise<void> {
  await enqueue(tx, services, stepGateKind, {
    workspaceId: item.workspace_id,
    key: `${stepKeysOf(item.id)}gate:${approvalId}`,
    subject: { programId: item.program_id, itemId: item.id, approvalId, personId: askedOf },
    to: { personId: askedOf },
    notBefore: services.clock.now(),
  });
}

/** Others wait for it: it goes at once. */
export const stepGateKind: MessageKind<GateSubject> = {
  kind: "track-gate",
  subject: gateSubject,
  about: ({ itemId, programId }) => ({ item: itemId, program: programId }),
  priority: 20,
  contact: "prompt",
  lane: "now",
  many: {
    words: countedNouns({
      en: ["step to approve", "steps to approve"],
      fr: ["étape à approuver", "étapes à approuver"],
    }),
    isLeft: async (send, subject) => (await gateNow(send, subject)).state === "asked",
  },
  stillWanted: async (send, subject) => (await gateNow(send, subject)).state === "asked",
  async message(send, subject) {
    const { state, by, step, item, note } = await gateNow(send, subject);
    const reader = readerToday(send);
    const texts = textsFor(trackTexts, reader).step.gate;
    const title = escapeMrkdwn(step ? titleIn(reader, step) : (item?.title ?? ""));
    if (state !== "asked" || !step || !item) {
      const text = `${title}\n${state === "approved" ? texts.approved : state === "refused" ? texts.refused : texts.over}`;
      return { text, blocks: [section(text)] };
    }
    const text = texts.asks(escapeMrkdwn(by), title, item.state === "dropped");
    const checks = step.checks.map((check) => `✓ ${escapeMrkdwn(textsFor(check, reader))}`).join("\n");
    const blocks: KnownBlock[] = [
      section(text),
      ...(checks === "" ? [] : [section(checks)]),
      ...(note === "" ? [] : [quote({ text: note })]),
      approvalActs(reader, item.id),
    ];
    return { text, blocks };
  },
  why: async ({ reader }) => [textsFor(trackTexts, reader).step.gate.why],
  since: {},
};

export function approvalActs(reader: Reader, itemId: string): KnownBlock {
  const texts = textsFor(trackTexts, reader).step.gate;
  return actions(
    `step-gate:${itemId}`,
    button(stepIds.approve, texts.approve, { value: itemId, primary: true }),
    button(stepIds.refuse, texts.refuse, { value: itemId }),
  );
}

async function gateNow(send: SendContext, subject: GateSubject) {
  const { db, workspaceId } = send;
  const { itemId, approvalId } = subject;
  const item = await itemOf(send, subject);
  const found = await stepOfItem(db, workspaceId, itemId);
  const last = await lastApproval(db, { workspaceId, kind: "step", id: itemId });
  const match = { item_id: itemId, event: ["done", "dropped"] as const };
  const ended = (await rows(db, "item_event", workspaceId).list(match, ["revision"])).at(-1);
  const by = ended?.actor_id ? (await personById(db, workspaceId, ended.actor_id)).name : "";
  const state = last?.id === approvalId && item ? last.state : "withdrawn";
  return { state, by, item, step: found?.step, note: ended?.note ?? "" };
}
