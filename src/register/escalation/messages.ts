/** Who hears of an item on its way up and down; the messages are made as they are sent. */
import { z } from "zod";
import { type MessageKind, type RegisteredKind, registered, type SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { button, lineOf, section } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf } from "../../programs/use-cases.ts";
import { recordKeys } from "../delivery-keys.ts";
import { concernedAmong } from "../grounds.ts";
import { itemIds } from "../ids.ts";
import type { Item } from "../repository.ts";
import { codeOf, isLive, shownTitle } from "../rules.ts";
import { registerTexts } from "../texts.ts";
import { escalationLine, escalationNote, raisedLine, raisedMessage } from "./blocks.ts";
import type { EscalationStep } from "./facts.ts";
import { isCarriedToday, noteShown, seatsNow } from "./levels.ts";
import { lateKind } from "./messages-late.ts";
import { overdueKind } from "./messages-overdue.ts";
import { endOf, eventOf, itemOf, leftBy, programTitle, raisedOf, rowOf, said } from "./raised.ts";
import { type Escalation, findEscalation, ladderIn, listEscalationsOf } from "./repository.ts";
import { MOST_UP_A_WEEK, upFrom } from "./rules.ts";
import { ladderFrom, seatedIn } from "./rules-cases.ts";
import { toldOfEscalation } from "./rules-due.ts";
import { escalationTexts } from "./texts.ts";

/** A step up: who has it then, and why. */
export type RaisedTo = Pick<EscalationStep, "because" | "level" | "to" | "passed">;

const revisionSubject = z.strictObject({ itemId: z.string(), revision: z.int() });
type RevisionSubject = z.infer<typeof revisionSubject>;

/** Whether it is with whom that step brought it. */
async function isUpSince(send: SendContext, subject: RevisionSubject): Promise<boolean> {
  const row = await rowOf(send, subject);
  return row?.moved_revision === subject.revision && isRunning(send.db, send.workspaceId, row.program_id);
}

/** To whoever has it now. An ask has a message of its own. */
export const escalationKind: MessageKind<RevisionSubject> = {
  kind: "escalation",
  subject: revisionSubject,
  priority: 15,
  contact: "prompt",
  slot: "weekly",
  async stillWanted(send, subject) {
    return isUpSince(send, subject);
  },
  async sent(tx, { itemId, revision }, { workspaceId, at }) {
    const row = await findEscalation(tx, workspaceId, itemId);
    if (row?.moved_revision === revision)
      await noteShown(tx, { workspaceId, itemIds: [itemId], personId: row.holder_id, at });
  },
  message: async (send, subject) => raisedMessage(send.reader, await raisedOf(send, subject)),
  line: async (send, subject) => raisedLine(send.reader, await raisedOf(send, subject)),
  async why(send, subject) {
    return [said(send).raised.why(await programTitle(send, await itemOf(send, subject)))];
  },
  since: {
    async message(send, subject) {
      const { step } = await eventOf(send, subject);
      const left = step && (await leftBy(send, subject, step.to));
      return left ?? raisedMessage(send.reader, await raisedOf(send, subject));
    },
    async line(send, subject) {
      const { step } = await eventOf(send, subject);
      const left = step && (await leftBy(send, subject, step.to));
      return left ? section(left.text) : raisedLine(send.reader, await raisedOf(send, subject));
    },
  },
};

const reminderSubject = z.strictObject({
  itemId: z.string(),
  holderId: z.string(),
  which: z.union([z.literal(1), z.literal(2)]),
  /** What is owed by then: an answer, or to say that one has seen it. */
  isSeen: z.boolean(),
});
type ReminderSubject = z.infer<typeof reminderSubject>;

/** At half time and at the end of the term of whoever has it. */
export const escalationReminderKind: MessageKind<ReminderSubject> = {
  kind: "escalation-reminder",
  subject: reminderSubject,
  priority: 35,
  contact: "reminder",
  slot: "weekly",
  async stillWanted(send, subject) {
    const row = await rowOf(send, subject);
    if (row?.holder_id !== subject.holderId || row.check_at === null || row.overdue_since !== null) return false;
    if (!(await isRunning(send.db, send.workspaceId, row.program_id))) return false;
    const item = await itemOf(send, subject);
    if (!isLive(item) || (!subject.isSeen && isSeenBy(row))) return false;
    return item.type !== "ask" || !(await isCarriedToday(send, item, subject.holderId));
  },
  async message(send, subject) {
    const item = await itemOf(send, subject);
    return escalationNote(send.reader, item, await reminderLine(send, subject), { isToDecide: item.type === "ask" });
  },
  async line(send, subject) {
    const item = await itemOf(send, subject);
    return escalationLine(send.reader, item, await reminderLine(send, subject), item.type === "ask");
  },
  async why(send, subject) {
    const item = await itemOf(send, subject);
    const { why, whyAsk } = said(send).reminder;
    return [(item.type === "ask" ? whyAsk : why)(await programTitle(send, item))];
  },
  since: {
    async message(send, subject) {
      const since = await reminderSince(send, subject);
      return "line" in since ? escalationNote(send.reader, since.item, since.line, since) : since;
    },
    async line(send, subject) {
      const since = await reminderSince(send, subject);
      if (!("line" in since)) return section(since.text);
      return escalationLine(send.reader, since.item, since.line, since.isToDecide);
    },
  },
};

/** What has become of what somebody was reminded of; a message where they have nothing to do with it any more. */
async function reminderSince(
  send: SendContext,
  subject: ReminderSubject,
): Promise<Message | { item: Item; line: string; isToDecide: boolean }> {
  const { db, workspaceId } = send;
  const { now } = said(send);
  const left = await leftBy(send, subject, subject.holderId);
  if (left) return left;
  const item = await itemOf(send, subject);
  const row = await rowOf(send, subject);
  const program = await programOf(db, workspaceId, item.program_id);
  const state = async () => {
    if (!isLive(item)) return endOf(send, item);
    if (program.state === "closed") return textsFor(registerTexts, send.reader).view.ofClosed(program.title);
    if (row && row.holder_id !== subject.holderId)
      return now.withOther((await personById(db, workspaceId, row.holder_id)).name);
    return row && isSeenBy(row) && !subject.isSeen ? now.seen : null;
  };
  const line = await state();
  if (line === null) return { item, line: await reminderLine(send, subject), isToDecide: item.type === "ask" };
  return { item, line: `${codeOf(item)} · ${shownTitle(item)}\n${line}`, isToDecide: false };
}

async function reminderLine(send: SendContext, subject: ReminderSubject): Promise<string> {
  const { reminder } = said(send);
  const item = await itemOf(send, subject);
  const code = codeOf(item);
  const { isSeen } = subject;
  if (subject.which === 1) return reminder.half(code, shownTitle(item), isSeen);
  const last = (await isAtTop(send, item)) ? reminder.lastAtTop : reminder.last;
  return last(code, shownTitle(item), isSeen);
}

function isSeenBy({ is_acknowledged }: { is_acknowledged: 0 | 1 }): boolean {
  return is_acknowledged === 1;
}

async function isAtTop(send: SendContext, item: Item): Promise<boolean> {
  const { db, workspaceId, now } = send;
  const row = await rowOf(send, { itemId: item.id });
  if (!row) return true;
  const seats = await seatsNow(db, await programOf(db, workspaceId, item.program_id), now);
  const ladder = ladderFrom(await ladderIn(db, workspaceId, item.program_id), row.level);
  return upFrom(ladder, { level: row.level, everyHolder: row.held_by }, seatedIn(seats, item)).kind === "stay";
}

/** To those who had it before, and whoever raised it: where it is now. */
export const riseKind: MessageKind<RevisionSubject> = {
  kind: "escalation-rise",
  subject: revisionSubject,
  priority: 45,
  contact: "notice",
  slot: "monday",
  async stillWanted(send, subject) {
    const { step } = await eventOf(send, subject);
    if (step?.because !== "tight") return isUpSince(send, subject);
    const item = await itemOf(send, subject);
    if (!(await isRunning(send.db, send.workspaceId, item.program_id))) return false;
    return item.type === "ask" && isLive(item) && (item.details.alsoDecide ?? []).includes(step.to);
  },
  async message(send, subject) {
    return escalationNote(send.reader, await itemOf(send, subject), await riseLine(send, subject));
  },
  async line(send, subject) {
    return escalationLine(send.reader, await itemOf(send, subject), await riseLine(send, subject));
  },
  why: async (send) => [said(send).rise.why],
};

async function riseLine(send: SendContext, subject: RevisionSubject): Promise<string> {
  const texts = said(send);
  const item = await itemOf(send, subject);
  if (!isLive(item)) return `${codeOf(item)} · ${shownTitle(item)}\n${await endOf(send, item)}`;
  const { step } = await eventOf(send, subject);
  const { name } = await personById(send.db, send.workspaceId, step?.to ?? item.raised_by);
  if (step?.because === "tight" && item.due_on !== null) {
    const holder = await personById(send.db, send.workspaceId, step.from);
    const date = longDate(send.reader, item.due_on);
    return texts.rise.shared(codeOf(item), shownTitle(item), date, holder.name, name);
  }
  return texts.rise.line(codeOf(item), shownTitle(item), name, texts.level[step?.level ?? "lead"]);
}

/** The answer on its way down. */
const answerKind: MessageKind<RevisionSubject> = {
  kind: "escalation-answer",
  subject: revisionSubject,
  priority: 25,
  contact: "notice",
  slot: "morning",
  stillWanted: async (send, subject) => isRunning(send.db, send.workspaceId, (await itemOf(send, subject)).program_id),
  async message(send, subject) {
    const { event } = await eventOf(send, subject);
    return escalationNote(send.reader, await itemOf(send, subject), await answerLine(send, subject), {
      said: event.note,
    });
  },
  async line(send, subject) {
    return escalationLine(send.reader, await itemOf(send, subject), await answerLine(send, subject));
  },
  why: async (send) => [said(send).answer.why],
};

async function answerLine(send: SendContext, subject: RevisionSubject): Promise<string> {
  const { answer } = said(send);
  const item = await itemOf(send, subject);
  const { event } = await eventOf(send, subject);
  const { name } = await personById(send.db, send.workspaceId, event.actor_id ?? item.raised_by);
  const ending = event.event === "returned" ? "answered" : event.event === "withdrawn" ? "withdrawn" : "closed";
  return answer[ending](name, codeOf(item), shownTitle(item));
}

const waitingSubject = z.strictObject({ programId: z.string(), leadId: z.string() });
type WaitingSubject = z.infer<typeof waitingSubject>;

/** To the lead, once a week: how many more would go up. */
export const waitingKind: MessageKind<WaitingSubject> = {
  kind: "escalations-waiting",
  subject: waitingSubject,
  priority: 50,
  contact: "notice",
  slot: "monday",
  stillWanted: async (send, subject) =>
    (await heldBack(send, subject)) > 0 && isRunning(send.db, send.workspaceId, subject.programId),
  async message(send, subject) {
    const line = await waitingLine(send, subject);
    return { text: lineOf(line), blocks: [section(lineOf(line), listButton(send))] };
  },
  line: async (send, subject) => section(lineOf(await waitingLine(send, subject)), listButton(send)),
  async why({ db, workspaceId, reader }, { programId }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(escalationTexts, reader).waiting.why(title)];
  },
};

async function waitingLine(send: SendContext, subject: WaitingSubject): Promise<string> {
  const { title } = await programOf(send.db, send.workspaceId, subject.programId);
  return said(send).waiting.line(await heldBack(send, subject), title, MOST_UP_A_WEEK);
}

async function heldBack({ db, workspaceId }: SendContext, { programId }: WaitingSubject): Promise<number> {
  const rows = await listEscalationsOf(db, workspaceId, [programId]);
  return rows.filter(({ is_held_back }) => is_held_back === 1).length;
}

function listButton({ reader }: SendContext) {
  return button(itemIds.mine, textsFor(registerTexts, reader).button.mine);
}

/** For the outbox. */
export const escalationKinds: readonly RegisteredKind[] = [
  registered(escalationKind),
  registered(escalationReminderKind),
  registered(riseKind),
  registered(answerKind),
  registered(waitingKind),
  registered(overdueKind),
  registered(lateKind),
];

/** Whoever has it from now on; an ask comes with the message of asks. */
export async function tellHolder(services: Services, tx: Tx, item: Item, { holder_id }: Escalation): Promise<void> {
  if (item.type === "ask") return;
  await enqueue(tx, services, escalationKind, {
    workspaceId: item.workspace_id,
    key: recordKeys.escalation(item.id, item.revision),
    subject: { itemId: item.id, revision: item.revision },
    to: { personId: holder_id },
    notBefore: services.clock.now(),
  });
}

/** What whoever has it, or had it, sees of it. `row`: as it was while they had it. */
export async function showHolder(services: Services, tx: Tx, item: Item, row: Escalation): Promise<void> {
  if (row.moved_revision === null) return;
  const key = recordKeys.escalation(item.id, row.moved_revision);
  await enqueueUpdate(tx, services, { workspaceId: item.workspace_id, key });
}

/** Of one term to say that one has seen it, and of one to answer. */
const MOST_REMINDERS = 4;

/** What whoever had it was reminded of is with somebody else. */
export async function showReminders(services: Services, tx: Tx, item: Item, { holder_id }: Escalation): Promise<void> {
  const keysFrom = recordKeys.escalationReminders(item.id, holder_id);
  // Nobody waits for these.
  const reminders = { workspaceId: item.workspace_id, keysFrom, newest: MOST_REMINDERS, isWave: true };
  await enqueueUpdate(tx, services, reminders);
}

/** Its owner, whoever raised it and whoever had it before: it has gone up. */
export async function tellOfEscalation(
  services: Services,
  tx: Tx,
  item: Item,
  { holder_id }: Escalation,
  { beforeId, byId }: { beforeId: string; byId: string | null },
): Promise<void> {
  await tellWhere(services, tx, item, toldOfEscalation(item, { holderId: holder_id, beforeId, byId }));
}

/** Those of these people who still have to do with it hear of its last step. */
export async function tellWhere(services: Services, tx: Tx, item: Item, told: readonly string[]): Promise<void> {
  for (const personId of await concernedAmong(services, tx, item, told))
    await enqueue(tx, services, riseKind, {
      workspaceId: item.workspace_id,
      key: recordKeys.rise(item.id, item.revision, personId),
      subject: { itemId: item.id, revision: item.revision },
      to: { personId },
      notBefore: services.clock.now(),
    });
}

/** Every level below, and whoever raised it: it has been answered or closed. */
export async function tellBelow(
  services: Services,
  tx: Tx,
  item: Item,
  { everyHolder, byId }: { everyHolder: readonly string[]; byId: string | null },
): Promise<void> {
  const told = new Set([...everyHolder, item.owner_id ?? item.raised_by, item.raised_by]);
  for (const personId of await concernedAmong(services, tx, item, [...told]))
    if (personId !== byId)
      await enqueue(tx, services, answerKind, {
        workspaceId: item.workspace_id,
        key: `escalation-answer:${item.id}:${item.revision}:${personId}`,
        subject: { itemId: item.id, revision: item.revision },
        to: { personId },
        notBefore: services.clock.now(),
      });
}
