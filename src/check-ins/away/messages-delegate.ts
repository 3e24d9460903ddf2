/** What whoever answers for somebody who is away gets, and what becomes of it. */

import { z } from "zod";
import type { Line, MessageKind, SendContext } from "../../delivery/kinds.ts";
import { absenceById } from "../../people/absences/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import { dateAndTime, longDate, textsFor } from "../../platform/texts/language.ts";
import { button, plainSection } from "../../slack/blocks.ts";
import { promptIds } from "../blocks.ts";
import { getPromptContext, isStillAsked } from "../messages.ts";
import { findCheckIn } from "../repository-check-ins.ts";
import { isOver, promptView, roundView } from "../rounds/context.ts";
import { namesIn } from "../rounds/messages.ts";
import { findPrompt } from "../rounds/repository-prompts.ts";
import { checkInTexts } from "../texts.ts";
import { delegateMessage, delegateReceipt } from "./blocks.ts";
import { awayTexts } from "./texts.ts";

const delegateSubject = z.strictObject({ promptId: z.string(), delegateId: z.string() });
type DelegateSubject = z.infer<typeof delegateSubject>;

export const delegatePromptKind: MessageKind<DelegateSubject> = {
  kind: "delegate-prompt",
  subject: delegateSubject,
  priority: 20,
  contact: "prompt",
  slot: "morning",
  isForItsDay: () => true,
  isOver,
  async stillWanted({ db, workspaceId, now }, { promptId, delegateId }) {
    const prompt = await findPrompt(db, workspaceId, promptId);
    if (prompt?.state !== "excused" || prompt.delegate_id !== delegateId || prompt.closes_at <= now) return false;
    return isStillAsked(db, prompt, now);
  },
  message: (send, { promptId }) => askedMessage(send, promptId),
  line: askedLine,
  async why({ db, workspaceId, reader }, { promptId }) {
    const { prompt } = await getPromptContext(db, workspaceId, promptId);
    const { name } = await personById(db, workspaceId, prompt.person_id);
    return [textsFor(awayTexts, reader).asked.why(name)];
  },
  since: {
    line: askedLine,
    async message(send, { promptId, delegateId }) {
      const { db, workspaceId, reader } = send;
      const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
      if (prompt.state === "excused" && prompt.delegate_id === delegateId) return askedMessage(send, promptId);
      const view = { ...roundView(context, reader), promptId };
      const { name } = await personById(db, workspaceId, prompt.person_id);
      const checkIn = await findCheckIn(db, workspaceId, prompt.round_id, prompt.person_id);
      const texts = textsFor(awayTexts, reader).asked;
      if (!checkIn) return delegateReceipt(reader, view, { line: texts.noLonger(name), mayEdit: false });
      const isTheirs = checkIn.authorId === delegateId;
      const line = isTheirs ? texts.byYou(name, dateAndTime(reader, checkIn.answeredAt)) : texts.bySelf(name);
      return delegateReceipt(reader, view, { line, mayEdit: isTheirs && prompt.delegate_id === delegateId });
    },
  },
};

async function askedLine({ db, workspaceId, reader }: SendContext, { promptId }: DelegateSubject): Promise<Line> {
  if (!(await findPrompt(db, workspaceId, promptId))) return [];
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const { name } = await personById(db, workspaceId, prompt.person_id);
  const { cadence, program, round } = roundView(context, reader);
  const line = [cadence, textsFor(awayTexts, reader).asked.forName(program, name), round].join(" · ");
  const label = textsFor(checkInTexts, reader).prompt.checkIn;
  return plainSection(line, button(promptIds.open, label, { value: promptId }));
}

async function askedMessage({ db, workspaceId, reader, now }: SendContext, promptId: string) {
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const nameOf = await namesIn(db, workspaceId, [prompt.person_id]);
  const absence = prompt.absence_id === null ? null : await absenceById(db, workspaceId, prompt.absence_id);
  return delegateMessage(reader, await promptView(db, context, prompt, reader, { now }), {
    name: nameOf(prompt.person_id),
    awayUntil: absence && longDate(reader, absence.until_date),
  });
}
