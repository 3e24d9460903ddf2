/** A question to whoever leads a program, and the reply, each in the words of its author. */

import { z } from "zod";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { may } from "../../people/rules-rights.ts";
import { personById } from "../../people/use-cases.ts";
import { actions, button, lineOf, quote, shorten, words } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { isRunning } from "../../programs/closings/use-cases.ts";
import { programOf, standingsOf } from "../../programs/use-cases.ts";
import { questionIds } from "./ids.ts";
import { getQuestion } from "./store.ts";
import { questionTexts } from "./texts.ts";

const LONGEST_PROGRAM = 60;

const questionSubject = z.strictObject({ questionId: z.string(), personId: z.string() });
export type QuestionSubject = z.infer<typeof questionSubject>;

export function questionKey({ questionId, personId }: QuestionSubject): string {
  return `report-question:${questionId}:${personId}`;
}

/** Goes alone and at once, within its reader's hours; once somebody has replied, it says so. */
export const questionKind: MessageKind<QuestionSubject> = {
  kind: "report-question",
  subject: questionSubject,
  priority: 20,
  contact: "notice",
  slot: null,
  async stillWanted({ db, workspaceId, now }, { questionId, personId }) {
    const question = await getQuestion(db, workspaceId, questionId);
    const person = await personById(db, workspaceId, personId);
    const standings = await standingsOf(db, person, question.program_id, { clock: { now: () => now } });
    const isOpen = question.replied_by === null && (await isRunning(db, workspaceId, question.program_id));
    return isOpen && may(standings, "hold-digest");
  },
  async message(send, { questionId }) {
    const { question, head } = await headOf(send, questionId);
    const texts = textsFor(questionTexts, send.reader);
    const [asker, program] = head;
    const title = texts.asked(asker, program);
    const replied = await repliedBlocks(send, questionId);
    return {
      text: lineOf(title),
      blocks: [
        words([{ text: title, bold: true }]),
        quote({ text: question }),
        ...(replied ?? [
          actions(
            `report-question:${questionId}`,
            button(questionIds.reply, texts.reply.button, { value: questionId, primary: true }),
          ),
        ]),
      ],
    };
  },
  async why({ db, workspaceId, reader }, { questionId }) {
    const { program_id: programId } = await getQuestion(db, workspaceId, questionId);
    return [textsFor(questionTexts, reader).why((await programOf(db, workspaceId, programId)).title)];
  },
  since: {},
};

const replySubject = z.strictObject({ questionId: z.string() });

/** In the thread of the digest from which it was asked, else by itself. */
export const replyKind: MessageKind<z.infer<typeof replySubject>> = {
  kind: "report-reply",
  subject: replySubject,
  priority: 20,
  contact: "reply",
  slot: null,
  stillWanted: async () => true,
  async message(send, { questionId }): Promise<Message> {
    const { db, workspaceId, reader } = send;
    const { question, program_id, reply, replied_by } = await getQuestion(db, workspaceId, questionId);
    const texts = textsFor(questionTexts, reader);
    const { title: program } = await programOf(db, workspaceId, program_id);
    const { name } = await personById(db, workspaceId, replied_by ?? "");
    const title = texts.replied(name, shorten(program, LONGEST_PROGRAM));
    return {
      text: lineOf(title),
      blocks: [
        words([{ text: title, bold: true }]),
        quote({ text: reply ?? "" }),
        words([
          { text: `${texts.youAsked} · `, italic: true },
          { text: question, italic: true },
        ]),
      ],
    };
  },
};

async function headOf({ db, workspaceId }: SendContext, questionId: string) {
  const { question, program_id, asked_by } = await getQuestion(db, workspaceId, questionId);
  const { title } = await programOf(db, workspaceId, program_id);
  const { name } = await personById(db, workspaceId, asked_by);
  return { question, head: [name, shorten(title, LONGEST_PROGRAM)] as const };
}

async function repliedBlocks({ db, workspaceId, reader }: SendContext, questionId: string) {
  const { reply, replied_by } = await getQuestion(db, workspaceId, questionId);
  if (reply === null || replied_by === null) return null;
  const { name } = await personById(db, workspaceId, replied_by);
  const texts = textsFor(questionTexts, reader);
  return [words([{ text: texts.repliedBy(name), bold: true }]), quote({ text: reply })];
}
