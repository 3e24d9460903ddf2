/** A question to whoever leads a program, and the reply, each in the words of its author. */

import type { ActionsBlock } from "@slack/types";
import { z } from "zod";
import type { MessageKind } from "../../delivery/kinds.ts";
import { may } from "../../people/rules-rights.ts";
import { personById } from "../../people/use-cases.ts";
import { actions, button, lineOf, quote, shorten, words } from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
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
  async message({ db, workspaceId, reader }, { questionId }) {
    const { question, program_id, asked_by, reply, replied_by } = await getQuestion(db, workspaceId, questionId);
    const texts = textsFor(questionTexts, reader);
    const { title: program } = await programOf(db, workspaceId, program_id);
    const { name: asker } = await personById(db, workspaceId, asked_by);
    const title = texts.asked(asker, shorten(program, LONGEST_PROGRAM));
    const replier = replied_by === null ? null : await personById(db, workspaceId, replied_by);
    return {
      text: lineOf(title),
      blocks: [
        words([{ text: title, bold: true }]),
        quote({ text: question }),
        ...(replier === null
          ? [replyButton(reader, questionId)]
          : [words([{ text: texts.repliedBy(replier.name), bold: true }]), quote({ text: reply ?? "" })]),
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

function replyButton(reader: Reader, questionId: string): ActionsBlock {
  const { button: label } = textsFor(questionTexts, reader).reply;
  return actions(
    `report-question:${questionId}`,
    button(questionIds.reply, label, { value: questionId, primary: true }),
  );
}
