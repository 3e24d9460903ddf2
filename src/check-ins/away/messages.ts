/** What whoever says that they are away reads where nothing that was open says so: the days, and who covers. */

import { z } from "zod";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import type { Line, MessageKind, SendContext } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import { type Absence, getAbsence } from "../../people/absences.ts";
import { getPerson } from "../../people/people.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { longDate, textsFor } from "../../platform/texts/language.ts";
import { button, lineOf, plainSection } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { promptIds, receiptMessage } from "../blocks.ts";
import { getPromptContext, isStillAsked, receiptView } from "../messages.ts";
import { isClosed, isOver, promptView, roundView } from "../rounds/context.ts";
import { findPrompt } from "../rounds/prompts.ts";
import { findCheckIn } from "../stored-check-ins.ts";
import { checkInTexts } from "../texts.ts";
import { awayIds, delegateMessage, notAskedMessage } from "./blocks.ts";
import { awayTexts } from "./texts.ts";

const subject = z.strictObject({ absenceId: z.string() });

export const absenceReceiptKind: MessageKind<z.infer<typeof subject>> = {
  kind: "absence-receipt",
  subject,
  about: ({ absenceId }) => ({ absence: absenceId }),
  priority: 10,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  async message({ db, workspaceId, reader }, { absenceId }) {
    const { form, receipt } = textsFor(awayTexts, reader);
    const absence = await getAbsence(db, workspaceId, absenceId);
    const { from_date: from, until_date: until, delegate_person_id: delegateId } = absence;
    // Taken back before it began, or ended early.
    if (until < from) return { text: receipt.takenBack, blocks: [plainSection(receipt.takenBack)] };
    const cover = delegateId === null ? null : (await getPerson(db, workspaceId, delegateId)).name;
    const line = receipt.away(longDate(reader, from), longDate(reader, until), cover);
    return {
      text: lineOf(line),
      blocks: [plainSection(line, button(awayIds.change, form.change, { value: absenceId }))],
    };
  },
};

export const receiptKey = (absenceId: string) => `absence-receipt:${absenceId}`;

export async function sendAbsenceReceipt(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id, person_id: personId }: Absence,
): Promise<void> {
  await enqueue(tx, services, absenceReceiptKind, {
    workspaceId,
    key: receiptKey(id),
    subject: { absenceId: id },
    to: { personId },
    notBefore: services.clock.now(),
  });
}

const delegateSubject = z.strictObject({ promptId: z.string(), delegateId: z.string() });
type DelegateSubject = z.infer<typeof delegateSubject>;

export const delegatePromptKind: MessageKind<DelegateSubject> = {
  kind: "delegate-prompt",
  subject: delegateSubject,
  about: ({ promptId, delegateId }) => ({ prompt: promptId, person: delegateId }),
  priority: 20,
  contact: "prompt",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["check-in in someone’s place", "check-ins in someone’s place"],
      fr: ["point d’étape à la place de quelqu’un", "points d’étape à la place de quelqu’un"],
    }),
    isLeft: async (send, subject) => (await receiptFor(send, subject)) === null,
  },
  isForItsDay: () => true,
  isOver,
  async stillWanted({ db, workspaceId, now }, { promptId, delegateId }) {
    const prompt = await findPrompt(db, workspaceId, promptId);
    if (prompt?.state !== "excused" || prompt.delegate_id !== delegateId || prompt.closes_at <= now) return false;
    return isStillAsked(db, prompt, now);
  },
  message: askedMessage,
  line: askedLine,
  async why({ db, workspaceId, reader }, { promptId }) {
    const { prompt } = await getPromptContext(db, workspaceId, promptId);
    const { name } = await getPerson(db, workspaceId, prompt.person_id);
    return [textsFor(awayTexts, reader).asked.why(name)];
  },
  since: {
    line: async (send, subject) => (await receiptFor(send, subject))?.blocks ?? askedLine(send, subject),
    message: async (send, subject) => (await receiptFor(send, subject)) ?? askedMessage(send, subject),
  },
};

/** What has become of what was asked of a delegate; null: it is asked of them still, or kept no more. */
async function receiptFor(send: SendContext, { promptId, delegateId }: DelegateSubject): Promise<Message | null> {
  const { db, workspaceId, reader } = send;
  if (!(await findPrompt(db, workspaceId, promptId))) return null;
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const isOver = await isClosed(db, context);
  if (prompt.state === "excused" && prompt.delegate_id === delegateId && !isOver) return null;
  const view = roundView(context, reader);
  const { name } = await getPerson(db, workspaceId, prompt.person_id);
  const checkIn = await findCheckIn(db, workspaceId, prompt.round_id, prompt.person_id);
  const texts = textsFor(awayTexts, reader).asked;
  if (!checkIn && prompt.reason === "paused") return notAskedMessage(view, texts.paused);
  if (checkIn?.authorId !== delegateId)
    return notAskedMessage(view, checkIn ? texts.bySelf(name) : texts.noLonger(name));
  return receiptMessage(reader, await receiptView(send, prompt, context, view, delegateId));
}

async function askedLine({ db, workspaceId, reader }: SendContext, { promptId }: DelegateSubject): Promise<Line> {
  if (!(await findPrompt(db, workspaceId, promptId))) return [];
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const { name } = await getPerson(db, workspaceId, prompt.person_id);
  const { cadence, program, round } = roundView(context, reader);
  const line = [cadence, textsFor(awayTexts, reader).asked.forName(program, name), round].join(" · ");
  const label = textsFor(checkInTexts, reader).prompt.checkIn;
  return plainSection(line, button(promptIds.open, label, { value: promptId }));
}

async function askedMessage(
  { db, workspaceId, reader, now }: SendContext,
  { promptId, delegateId }: DelegateSubject,
): Promise<Message> {
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const { name } = await getPerson(db, workspaceId, prompt.person_id);
  const { name: cover } = await getPerson(db, workspaceId, delegateId);
  return delegateMessage(reader, await promptView(db, context, prompt, reader, { now }), { name, cover });
}
