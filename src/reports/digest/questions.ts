/** A reader of reports asks whoever leads a program; whoever leads it replies, once. */
import type { ActionsBlock } from "@slack/types";
import type { Selectable } from "kysely";
import { z } from "zod";
import { reachedInWords } from "../../calendars/reached.ts";
import type { MessageKind } from "../../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, peopleByIds, readerOf } from "../../people/people.ts";
import type { Standing } from "../../people/rights.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { isRunning, lockProgram, type Program, programOf, standingsOf } from "../../programs/programs.ts";
import { isLeadRole } from "../../programs/seats.ts";
import { whoLeads } from "../../programs/who-leads.ts";
import { actions, button, lineOf, quote, shorten, words } from "../../slack/blocks.ts";
import { text } from "../../slack/forms/field-kinds.ts";
import { Form } from "../../slack/forms/form.ts";
import { doneView, type Listening, onPress } from "../../slack/listening.ts";
import type { Message } from "../../slack/message.ts";
import { showOver } from "../../slack/stacked-views.ts";
import { dayOf, questionIds, reportValue } from "../action-ids.ts";
import { mayReadReports } from "../compile/reports-for-reader.ts";
import { nameOf } from "../drafts/drafts.ts";
import { leadsToday } from "../drafts/stored-drafts.ts";
import type { ReportQuestionTable } from "../table.ts";
import { digestKey } from "./message.ts";
import { ownDigest, type ReadingNow } from "./own-digest.ts";
import { questionTexts } from "./texts-questions.ts";

const { en, fr } = questionTexts;

const failure = errorTable({
  QUESTION_NOT_YOURS: { en: () => en.error.notYours, fr: () => fr.error.notYours },
  NOBODY_LEADS: { en: () => en.error.nobody, fr: () => fr.error.nobody },
  REPLY_NOT_YOURS: { en: () => en.error.notLeading, fr: () => fr.error.notLeading },
  REPLIED: { en: ({ name }) => en.error.replied(String(name)), fr: ({ name }) => fr.error.replied(String(name)) },
});

/** Whoever leads needs not ask. */
export function mayAskLead(program: Pick<Program, "state">, standings: readonly Standing[]): boolean {
  return program.state === "active" && mayReadReports(standings) && !standings.some(isLeadRole);
}

/** Who would get a question now. Throws QUESTION_NOT_YOURS, NOBODY_LEADS. */
export async function leadsToAsk({ db, clock }: ReadingNow, asker: Person, programId: string): Promise<Person[]> {
  const program = await programOf(db, asker.workspace_id, programId);
  if (!mayAskLead(program, await standingsOf(db, asker, programId, { clock }))) throw failure("QUESTION_NOT_YOURS");
  const ids = await whoLeads(db, { workspace_id: asker.workspace_id, id: programId }, clock.now());
  const people = (await peopleByIds(db, asker.workspace_id, ids)).filter((person) => person.is_deactivated === 0);
  if (people.length === 0) throw failure("NOBODY_LEADS");
  return people;
}

/**
 * Sends the words to whoever leads, once however often the form is sent. `digestId`: in whose thread the reply is to stand; null:
 * none. Returns to whom. Throws as `leadsToAsk`, and as `ownDigest`.
 */
export async function askLead(
  ctx: ActorContext,
  { programId, digestId, words, viewId }: { programId: string; digestId: string | null; words: string; viewId: string },
): Promise<Person[]> {
  const { actor: asker } = ctx;
  const asked = await leadsToAsk(ctx, asker, programId);
  if (digestId !== null) await ownDigest(ctx, asker, digestId);
  const workspaceId = asker.workspace_id;
  const now = ctx.clock.now();
  const id = `${asker.id}:${viewId}`;
  await inTransaction(ctx.db, async (tx) => {
    await rows(tx, "report_question", workspaceId).insertNew({
      id,
      program_id: programId,
      digest_id: digestId,
      asked_by: asker.id,
      asked_at: now,
      question: storableText(words),
    });
    for (const { id: personId } of asked)
      await enqueue(tx, ctx, questionKind, {
        workspaceId,
        key: questionKey({ questionId: id, personId }),
        subject: { questionId: id, personId },
        to: { personId },
        notBefore: now,
      });
  });
  return asked;
}

/** The question and who asked it, for whoever leads its program now. Throws REPLY_NOT_YOURS, REPLIED. */
export async function questionToReply(
  { db, clock }: Pick<Services, "clock"> & { db: Db | Tx },
  person: Person,
  questionId: string,
): Promise<{ question: Question; asker: Person }> {
  const question = await getQuestion(db, person.workspace_id, questionId);
  if (!(await leadsToday(db, person, question.program_id, clock.now()))) throw failure("REPLY_NOT_YOURS");
  if (question.replied_by !== null) throw failure("REPLIED", { name: await nameOf(db, person, question.replied_by) });
  return { question, asker: await getPerson(db, person.workspace_id, question.asked_by) };
}

/** The first reply counts. Returns who gets it. Throws as `questionToReply`. */
export async function reply(
  ctx: ActorContext,
  { questionId, words }: { questionId: string; words: string },
): Promise<Person> {
  const { actor: person } = ctx;
  const workspaceId = person.workspace_id;
  const now = ctx.clock.now();
  return inTransaction(ctx.db, async (tx) => {
    const { program_id: programId } = await getQuestion(tx, workspaceId, questionId);
    await lockProgram(tx, { workspaceId, programId });
    const { question, asker } = await questionToReply({ db: tx, clock: ctx.clock }, person, questionId);
    const replied = { reply: storableText(words), replied_by: person.id, replied_at: now };
    if (!(await rows(tx, "report_question", workspaceId).update({ id: questionId, replied_by: null }, replied))) {
      const { replied_by: first } = await getQuestion(tx, workspaceId, questionId);
      throw failure("REPLIED", { name: await nameOf(tx, person, first) });
    }
    await enqueue(tx, ctx, replyKind, {
      workspaceId,
      key: `report-reply:${questionId}`,
      subject: { questionId },
      to: { personId: asker.id },
      notBefore: now,
      ...(question.digest_id !== null && { inThreadOf: digestKey(question.digest_id) }),
    });
    await enqueueUpdate(tx, ctx, { workspaceId, keysFrom: questionKey({ questionId, personId: "" }) });
    return asker;
  });
}

type Question = Selectable<ReportQuestionTable>;

/** Without a reply yet. */
export function openQuestions(db: Db | Tx, workspaceId: string, programIds: readonly string[]): Promise<Question[]> {
  return rows(db, "report_question", workspaceId).list({ program_id: programIds, replied_by: null }, [
    "asked_at",
    "id",
  ]);
}

async function getQuestion(db: Db | Tx, workspaceId: string, id: string): Promise<Question> {
  const found = await rows(db, "report_question", workspaceId).find({ id });
  if (!found) throw new Error(`There is no question ${id}`);
  return found;
}

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
  about: ({ questionId }) => ({ report_question: questionId }),
  priority: 20,
  contact: "notice",
  lane: "now",
  async stillWanted({ db, workspaceId, now }, { questionId, personId }) {
    const question = await getQuestion(db, workspaceId, questionId);
    const person = await getPerson(db, workspaceId, personId);
    const isOpen = question.replied_by === null && (await isRunning(db, workspaceId, question.program_id));
    return isOpen && (await leadsToday(db, person, question.program_id, now));
  },
  async message({ db, workspaceId, reader }, { questionId, personId }) {
    const { question, program_id, asked_by, reply, replied_by } = await getQuestion(db, workspaceId, questionId);
    const texts = textsFor(questionTexts, reader);
    const { title: program } = await programOf(db, workspaceId, program_id);
    const { name: asker } = await getPerson(db, workspaceId, asked_by);
    const title = texts.asked(asker, shorten(program, LONGEST_PROGRAM));
    const replier = replied_by === null ? null : await getPerson(db, workspaceId, replied_by);
    return {
      text: lineOf(title),
      blocks: [
        words([{ text: title, bold: true }]),
        quote({ text: question }),
        ...(replier === null
          ? [replyButton(reader, questionId)]
          : [
              words([{ text: texts.repliedBy(replier.id === personId ? null : replier.name), bold: true }]),
              quote({ text: reply ?? "" }),
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
  about: ({ questionId }) => ({ report_question: questionId }),
  priority: 20,
  contact: "notice",
  keepsHoursInThread: true,
  lane: "now",
  stillWanted: async () => true,
  async message(send, { questionId }): Promise<Message> {
    const { db, workspaceId, reader } = send;
    const { question, program_id, reply, replied_by } = await getQuestion(db, workspaceId, questionId);
    const texts = textsFor(questionTexts, reader);
    const { title: program } = await programOf(db, workspaceId, program_id);
    const { name } = await getPerson(db, workspaceId, replied_by ?? "");
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

export function replyButton(reader: Reader, questionId: string): ActionsBlock {
  const { button: label } = textsFor(questionTexts, reader).reply;
  return actions(
    `report-question:${questionId}`,
    button(questionIds.reply, label, { value: questionId, primary: true }),
  );
}

const LONGEST_WORDS = 1500;

const questionForm = new Form({
  id: "question.form",
  state: z.strictObject({ programId: z.string(), digestId: z.string().nullable() }),
  fields: z.object({ words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(questionTexts, reader).form.required,
});

/** `state`: the id of the question. */
const replyForm = new Form({
  id: "question.reply_form",
  state: z.string(),
  fields: z.object({ words: text({ isLong: true, max: LONGEST_WORDS }) }),
  required: (reader) => textsFor(questionTexts, reader).reply.required,
});

export function listenToQuestions(listening: Listening<Person>, services: Services): void {
  onPress(listening, questionIds.ask, async (press) => {
    const { actor, value } = press;
    const { programId, digestId } = reportValue.parse(value);
    const leads = await leadsToAsk(services, actor, programId);
    const reader = readerOf(actor);
    const { title, submit, close, words, hint } = textsFor(questionTexts, reader).form;
    const later = await notAtOnce(services, actor, leads);
    await showOver(
      press,
      questionForm.view({
        // A past day is no message in whose thread a reply could stand.
        state: { programId, digestId: dayOf(digestId) === null ? digestId : null },
        title,
        submit,
        close,
        fields: { words: { label: words, hint: hint(namesOf(reader, leads), later) } },
      }),
    );
  });

  questionForm.listen(listening, async ({ actor, state, filled: { words }, viewId }) => {
    const asked = await askLead({ ...services, actor }, { ...state, words, viewId });
    const reader = readerOf(actor);
    const later = await notAtOnce(services, actor, asked);
    return { show: doneView(reader, textsFor(questionTexts, reader).form.done(namesOf(reader, asked), later)) };
  });

  onPress(listening, questionIds.reply, async ({ actor, value: questionId, open }) => {
    const { asker } = await questionToReply(services, actor, questionId);
    const reader = readerOf(actor);
    const texts = textsFor(questionTexts, reader);
    const { title, words, hint } = texts.reply;
    const later = await notAtOnce(services, actor, [asker]);
    return open(
      replyForm.view({
        state: questionId,
        title,
        submit: texts.form.submit,
        close: texts.form.close,
        fields: { words: { label: words, hint: hint(asker.name, later) } },
      }),
    );
  });

  replyForm.listen(listening, async ({ actor, state: questionId, filled: { words } }) => {
    const asker = await reply({ ...services, actor }, { questionId, words });
    const reader = readerOf(actor);
    const later = await notAtOnce(services, actor, [asker]);
    return { show: doneView(reader, textsFor(questionTexts, reader).reply.done(asker.name, later)) };
  });
}

/** Who gets what is sent now later, and when; empty: all of them get it at once. */
function notAtOnce({ db, clock }: Services, actor: Person, to: readonly Person[]): Promise<string> {
  const personIds = to.map(({ id }) => id);
  const sending = { from: clock.now(), contact: "notice" } as const;
  return reachedInWords(db, readerOf(actor), { workspaceId: actor.workspace_id, personIds }, sending);
}

function namesOf(reader: Reader, people: readonly Person[]): string {
  const names = people.map(({ name }) => name);
  return list(reader, names);
}
