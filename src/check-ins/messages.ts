/** The message kinds of check-ins. Each is made from the database at the moment it is sent. */

import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { type Answers, peopleIn } from "../cadences/questions/questions.ts";
import { isAskedApart, isParticipant, listParticipants } from "../cadences/use-cases.ts";
import { type MessageKind, readingNow, type SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { markWelcomed, type Person, peopleByIds, personById } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { section } from "../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { firstStep } from "../programs/first-step.ts";
import { hasPrograms, listSeatsOn } from "../programs/use-cases.ts";
import { draftsOfCheckIn, keptOfCheckIn } from "../register/list/use-cases.ts";
import { awayTexts } from "./away/texts.ts";
import {
  choiceMessage,
  notAskedMessage,
  overtakenMessage,
  promptMessage,
  type ReceiptView,
  receiptMessage,
  reminderMessage,
  type SummaryView,
  silentMessage,
  summaryMessage,
  type Welcome,
} from "./blocks.ts";
import { overtakenLine, promptLine, receiptLine, silentLine } from "./blocks-lines.ts";
import { deliveryKeys } from "./delivery-keys.ts";
import { type CheckIn, findCheckIn, listCheckIns } from "./repository-check-ins.ts";
import { getRoundContext, leadsOf, promptView, type RoundContext, roundView } from "./rounds/context.ts";
import { findLastRound } from "./rounds/repository.ts";
import {
  findPrompt,
  findPromptOf,
  listOpenPrompts,
  listPrompts,
  movePrompt,
  type Prompt,
} from "./rounds/repository-prompts.ts";
import { HELD, isAway, silentAmong } from "./rounds/rules.ts";
import { checkInTexts } from "./texts.ts";
import { contactTexts } from "./texts-contact.ts";
import { whyAsked } from "./why.ts";

const promptSubject = z.strictObject({ promptId: z.string() });
const roundSubject = z.strictObject({ roundId: z.string() });
type PromptSubject = z.infer<typeof promptSubject>;
type RoundSubject = z.infer<typeof roundSubject>;

export const promptKind: MessageKind<PromptSubject> = {
  kind: "prompt",
  subject: promptSubject,
  priority: 20,
  contact: "prompt",
  offersWhy: true,
  async stillWanted({ db, workspaceId, now }, { promptId }) {
    const prompt = await findPrompt(db, workspaceId, promptId);
    return prompt?.state === "planned" && (await isStillAsked(db, prompt, now));
  },
  async message({ db, workspaceId, reader, now }, { promptId }) {
    const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
    const person = await personById(db, workspaceId, prompt.person_id);
    const welcome = person.welcomed_at === null ? await welcomeFor(db, context, person, now) : null;
    return promptMessage(reader, await promptView(db, context, prompt, reader, { now, welcome }));
  },
  line: (send, { promptId }) => promptLineOf(send, promptId, false),
  why: (send, { promptId }) => whyPrompt(send, promptId),
  async sent(tx, { promptId }, { workspaceId, at, isAlone }) {
    const prompt = await findPrompt(tx, workspaceId, promptId);
    if (!prompt) return;
    await movePrompt(tx, prompt, ["planned"], { state: "sent", sent_at: at });
    // A line among others does not say who put the app here: the first prompt that comes alone, or is had apart, does.
    if (isAlone) await markWelcomed(tx, workspaceId, prompt.person_id, at);
  },
  async lapsed(tx, { promptId }, { workspaceId, stamps }) {
    const { prompt, context } = await getPromptContext(tx, workspaceId, promptId);
    // Its round may have been closed first.
    if (!(await movePrompt(tx, prompt, ["planned", "missed"], { state: "missed", reason: HELD }))) return;
    const { round, program } = context;
    for (const lead of await leadsOf(tx, program, localDateOf(stamps.clock.now(), "UTC")))
      await enqueue(tx, stamps, notAskedKind, {
        workspaceId,
        key: deliveryKeys.notAsked(round.id, lead.id),
        subject: { roundId: round.id, leadId: lead.id },
        to: { personId: lead.id },
        // By then it is known of everybody. It does not expire: it is held as well, where the lead has a weekend too.
        notBefore: round.due_at,
      });
  },
  since: {
    formerly: "prompt-reopened",
    async stillWanted({ db, workspaceId }, { promptId }) {
      const prompt = await findPrompt(db, workspaceId, promptId);
      return prompt?.state === "sent" || prompt?.state === "missed" || isConcluded(prompt);
    },
    async message(send, subject) {
      const { db, workspaceId, reader, now } = send;
      const { prompt, context } = await getPromptContext(db, workspaceId, subject.promptId);
      if (isConcluded(prompt)) return receiptKind.message(send, subject);
      const view = await promptView(db, context, prompt, reader, { now });
      const overtaken = await overtakenBy(db, prompt, context);
      return overtaken ? overtakenMessage(reader, view, overtaken.next) : promptMessage(reader, view);
    },
    line: (send, { promptId }) => lineSince(send, promptId, false),
    async sent(tx, { promptId }, { workspaceId, stamps }) {
      if (isConcluded(await findPrompt(tx, workspaceId, promptId)))
        await closeMessageForms(tx, stamps, workspaceId, promptId);
    },
  },
};

/** The one reminder before it is due; an answer, a skip or an absence makes it moot. */
export const reminderKind: MessageKind<PromptSubject> = {
  kind: "reminder",
  subject: promptSubject,
  priority: 30,
  contact: "reminder",
  offersWhy: true,
  stillWanted: isUnanswered,
  async message({ db, workspaceId, reader, now }, { promptId }) {
    const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
    return reminderMessage(reader, await promptView(db, context, prompt, reader, { now }), false);
  },
  line: (send, { promptId }) => promptLineOf(send, promptId, true),
  async why(send, { promptId }) {
    return [...(await whyPrompt(send, promptId)), textsFor(contactTexts, send.reader).why.reminder];
  },
  since: {
    async message(send, { promptId }) {
      const line = await lineSince(send, promptId, true);
      return { text: line.text?.text ?? "", blocks: [line] };
    },
    line: (send, { promptId }) => lineSince(send, promptId, true),
  },
};

/** What *Later* asked for. */
export const snoozeKind: MessageKind<PromptSubject> = {
  ...reminderKind,
  kind: "snooze",
  contact: "reply",
  async message({ db, workspaceId, reader, now }, { promptId }) {
    const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
    return reminderMessage(reader, await promptView(db, context, prompt, reader, { now }), true);
  },
};

/** What was answered, where no prompt was sent of which it could take the place. */
export const receiptKind: MessageKind<PromptSubject> = {
  kind: "receipt",
  subject: promptSubject,
  priority: 10,
  contact: "reply",
  stillWanted: async ({ db, workspaceId }, { promptId }) => isConcluded(await findPrompt(db, workspaceId, promptId)),
  async message(send, { promptId }) {
    const { db, workspaceId } = send;
    const reader = readingNow(send);
    const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
    return receiptMessage(reader, await receiptView(db, prompt, context, roundView(context, reader)));
  },
  line: (send, { promptId }) => receiptLineOf(send, promptId),
  sent: (tx, { promptId }, { workspaceId, stamps }) => closeMessageForms(tx, stamps, workspaceId, promptId),
  why: (send, { promptId }) => whyPrompt(send, promptId),
};

async function receiptLineOf({ db, workspaceId, reader }: SendContext, promptId: string) {
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const { kind } = await receiptView(db, prompt, context, roundView(context, reader));
  return receiptLine(reader, { ...roundView(context, reader), promptId, kind });
}

/** What has become of a prompt, in a line: answered, overtaken, or asked as before. */
async function lineSince(send: SendContext, promptId: string, isReminder: boolean): Promise<SectionBlock> {
  const { db, workspaceId, reader } = send;
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  if (isConcluded(prompt)) return receiptLineOf(send, promptId);
  const overtaken = await overtakenBy(db, prompt, context);
  return overtaken
    ? overtakenLine(reader, roundView(context, reader), overtaken.next)
    : promptLineOf(send, promptId, isReminder);
}

/**
 * Where a newer round has taken the place of one that is closed; `next`: the key of its cadence where it is asked of the
 * same person now. Null where none has.
 */
export async function overtakenBy(
  db: Db,
  prompt: Prompt,
  { round, cadence }: Pick<RoundContext, "round" | "cadence">,
): Promise<{ next: string | null } | null> {
  const last = round.state === "closed" ? await findLastRound(db, prompt.workspace_id, cadence.id) : undefined;
  if (!last || last.id === round.id) return null;
  const newer = await findPromptOf(db, prompt.workspace_id, last.id, prompt.person_id);
  return { next: newer?.state === "planned" || newer?.state === "sent" ? cadence.key : null };
}

function isConcluded(prompt: Prompt | undefined): boolean {
  return prompt !== undefined && ["answered", "skipped", "excused"].includes(prompt.state);
}

/** Asked for when the receipt has gone: whoever answers has nothing to wait for. */
export async function closeMessageForms(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  workspaceId: string,
  promptId: string,
): Promise<void> {
  const prompt = await findPrompt(tx, workspaceId, promptId);
  if (!prompt) return;
  for (const personId of [prompt.person_id, prompt.delegate_id])
    if (personId !== null) await enqueueUpdate(tx, stamps, { workspaceId, key: deliveryKeys.form(prompt, personId) });
}

/** The round in the program's channel, corrected in place while the round is open. */
export const summaryKind: MessageKind<RoundSubject> = {
  kind: "round-summary",
  subject: roundSubject,
  priority: 40,
  contact: "reply",
  stillWanted: async ({ db, workspaceId }, { roundId }) => {
    const { program } = await getRoundContext(db, workspaceId, roundId);
    return program.state === "active" && program.channel_id !== null && program.channel_problem === null;
  },
  async message(send, { roundId }) {
    const context = await getRoundContext(send.db, send.workspaceId, roundId);
    const mayShow = await channelMaySeeAnswers(send, context);
    return summaryMessage(readingNow(send), await summaryView(send, context, mayShow));
  },
};

/** The names of the silent, to the lead alone, when the round is due. */
export const silentKind: MessageKind<RoundSubject & { leadId: string }> = {
  kind: "silent",
  subject: roundSubject.extend({ leadId: z.string() }),
  priority: 50,
  contact: "notice",
  stillWanted: async (send, { roundId, leadId }) => {
    const context = await getRoundContext(send.db, send.workspaceId, roundId);
    const { silent } = await listSilent(send, context, leadId);
    return silent.length > 0 || (await listUncovered(send, context)).length > 0;
  },
  message: silentNote,
  line: async (send, subject) => silentLine(send.reader, await silentNote(send, subject), subject.roundId),
  async why({ db, workspaceId, reader }, { roundId }) {
    const { program } = await getRoundContext(db, workspaceId, roundId);
    return [textsFor(contactTexts, reader).why.silent(program.title)];
  },
};

/** Those whose prompt was held until the round was over, to the lead alone. */
export const notAskedKind: typeof silentKind = {
  ...silentKind,
  kind: "not-asked",
  stillWanted: async (send, { roundId, leadId }) => {
    const context = await getRoundContext(send.db, send.workspaceId, roundId);
    return (await listSilent(send, context, leadId)).notAsked.length > 0;
  },
  message: notAskedNote,
  line: async (send, subject) => silentLine(send.reader, await notAskedNote(send, subject), subject.roundId),
};

/** How typed words are answered: with what is open, one button each; where there is nothing yet, with the first step. */
export const guideKind: MessageKind<{ personId: string }> = {
  kind: "guide",
  subject: z.strictObject({ personId: z.string() }),
  priority: 0,
  contact: "reply",
  stillWanted: async () => true,
  async message({ db, workspaceId, reader, now }, { personId }) {
    const texts = textsFor(checkInTexts, reader).guide;
    const open = await listOpenPrompts(db, workspaceId, personId, now);
    const unanswered = open.filter((prompt) => prompt.state === "planned" || prompt.state === "sent");
    const views = [];
    for (const prompt of unanswered) {
      const context = await getRoundContext(db, workspaceId, prompt.round_id);
      views.push({ ...roundView(context, reader), promptId: prompt.id });
    }
    if (views.length === 0 && !(await hasPrograms(db, workspaceId))) {
      const first = await firstStep(db, await personById(db, workspaceId, personId));
      return { text: texts.beginning, blocks: [section(texts.beginning), ...first.blocks] };
    }
    return choiceMessage(reader, views.length > 0 ? texts.open(views.length) : texts.none, views);
  },
};

async function silentNote(send: SendContext, { roundId, leadId }: RoundSubject & { leadId: string }) {
  const { db, workspaceId, reader } = send;
  const context = await getRoundContext(db, workspaceId, roundId);
  const { silent } = await listSilent(send, context, leadId);
  const { compare } = new Intl.Collator(reader.locale);
  silent.sort((one, other) => compare(one.name, other.name));
  const uncovered = (await listUncovered(send, context)).sort(compare);
  return silentMessage(reader, { ...roundView(context, reader), silent, uncovered });
}

async function notAskedNote(send: SendContext, { roundId, leadId }: RoundSubject & { leadId: string }) {
  const { db, workspaceId, reader } = send;
  const context = await getRoundContext(db, workspaceId, roundId);
  const { notAsked } = await listSilent(send, context, leadId);
  return notAskedMessage(reader, roundView(context, reader), notAsked.sort(new Intl.Collator(reader.locale).compare));
}

async function promptLineOf({ db, workspaceId, reader, now }: SendContext, promptId: string, isReminder: boolean) {
  const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
  const { due_at: dueAt } = prompt;
  return promptLine(reader, { ...roundView(context, reader), promptId, dueAt, isOverdue: dueAt < now }, isReminder);
}

async function whyPrompt(send: SendContext, promptId: string): Promise<string[]> {
  const { prompt, context } = await getPromptContext(send.db, send.workspaceId, promptId);
  return whyAsked(send, context, prompt.person_id);
}

async function welcomeFor(db: Db, { program }: RoundContext, { id }: Person, now: Instant): Promise<Welcome> {
  const leads = await leadsOf(db, program, localDateOf(now, "UTC"));
  const [lead] = leads;
  if (!lead) return "plain";
  return leads.some((each) => each.id === id) ? "leading" : { ledBy: lead.name };
}

export async function getPromptContext(
  db: Db | Tx,
  workspaceId: string,
  promptId: string,
): Promise<{ prompt: Prompt; context: RoundContext }> {
  const prompt = await findPrompt(db, workspaceId, promptId);
  if (!prompt) throw new Error(`No prompt ${promptId}`);
  return { prompt, context: await getRoundContext(db, workspaceId, prompt.round_id) };
}

/** Who has answered, was asked, is away; the answers only where `mayShow`. */
export async function summaryView(
  { db, workspaceId, reader }: Pick<SendContext, "db" | "workspaceId" | "reader">,
  context: RoundContext,
  mayShow: boolean,
): Promise<SummaryView> {
  const prompts = await listPrompts(db, workspaceId, context.round.id);
  const checkIns = await listCheckIns(db, workspaceId, context.round.id);
  const nameOf = await namesIn(db, workspaceId, [
    ...checkIns.flatMap((checkIn) => [checkIn.personId, checkIn.authorId]),
    ...peopleNamed(context.questions, checkIns),
  ]);
  return {
    ...roundView(context, reader),
    roundId: context.round.id,
    programId: context.program.id,
    asked: prompts.filter((prompt) => prompt.state !== "excused").length,
    away: prompts.filter(isAway).length,
    answered: checkIns.length,
    questions: context.questions,
    answers: mayShow
      ? checkIns.map((checkIn) => ({ ...checkIn, name: nameWithAuthor(reader, checkIn, nameOf) }))
      : null,
    nameOf,
  };
}

/** Whose answer it is; by whom, where a delegate gave it. */
function nameWithAuthor(
  reader: Pick<Reader, "locale">,
  { personId, authorId }: Pick<CheckIn, "personId" | "authorId">,
  nameOf: (id: string) => string,
): string {
  return personId === authorId ? nameOf(personId) : textsFor(awayTexts, reader).by(nameOf(personId), nameOf(authorId));
}

async function receiptView(
  db: Db,
  prompt: Prompt,
  { questions, program }: RoundContext,
  view: ReturnType<typeof roundView>,
): Promise<ReceiptView> {
  const base = { ...view, promptId: prompt.id };
  if (prompt.state === "skipped") return { ...base, kind: "skipped" };
  const checkIn = await findCheckIn(db, prompt.workspace_id, prompt.round_id, prompt.person_id);
  if (!checkIn)
    return { ...base, kind: prompt.reason === "opted-out" || prompt.reason === "left" ? prompt.reason : "excused" };
  const { authorId } = checkIn;
  const nameOf = await namesIn(db, prompt.workspace_id, [authorId, ...peopleNamed(questions, [checkIn])]);
  const by = authorId === prompt.person_id ? null : nameOf(authorId);
  const { answeredAt: at, firstAnsweredAt, nothingToReport, answers } = checkIn;
  // What was answered in time and is changed later is not late.
  const isLate = firstAnsweredAt > prompt.due_at;
  const ofAnswer = { workspaceId: prompt.workspace_id, programId: program.id, checkInId: checkIn.id };
  const drafts = await draftsOfCheckIn(db, ofAnswer);
  const said = await keptOfCheckIn(db, ofAnswer);
  return { ...base, kind: "answered", by, at, isLate, nothingToReport, questions, answers, nameOf, drafts, ...said };
}

function peopleNamed(questions: RoundContext["questions"], checkIns: readonly { answers: Answers }[]): string[] {
  return checkIns.flatMap(({ answers }) => peopleIn(questions, answers));
}

export async function namesIn(db: Db, workspaceId: string, ids: string[]): Promise<(id: string) => string> {
  const people = await peopleByIds(db, workspaceId, [...new Set(ids)]);
  const names = new Map(people.map((person) => [person.id, person.name]));
  return (id) => names.get(id) ?? id;
}

/** Still in the audience of a running cadence of a running program; of an occasion, whoever it is about. */
export async function isStillAsked(db: Db, prompt: Prompt, now: string): Promise<boolean> {
  const { round, cadence, program } = await getRoundContext(db, prompt.workspace_id, prompt.round_id);
  if (cadence.state !== "active" || program.state !== "active") return false;
  const person = await personById(db, prompt.workspace_id, prompt.person_id);
  if (round.occasion !== null) return isAskedApart(db, cadence, person);
  return isParticipant(db, cadence, person, { clock: { now: () => now } });
}

async function isUnanswered({ db, workspaceId, now }: SendContext, { promptId }: PromptSubject): Promise<boolean> {
  const prompt = await findPrompt(db, workspaceId, promptId);
  return prompt?.state === "sent" && prompt.closes_at > now && (await isStillAsked(db, prompt, now));
}

/** Those who are asked and have neither answered nor skipped; a lead who is silent need not be told so. */
async function listSilent(
  { db, workspaceId, now }: Pick<SendContext, "db" | "workspaceId" | "now">,
  { round, cadence }: RoundContext,
  leadId: string,
) {
  const prompts = await listPrompts(db, workspaceId, round.id);
  // Who has left since is no longer asked.
  const participants = await listParticipants(db, cadence, { clock: { now: () => now } });
  const names = new Map(participants.map(({ id, name }) => [id, name]));
  const nameOf = ({ person_id: id }: Pick<Prompt, "person_id">) => names.get(id) ?? id;
  const { silent, notAsked } = silentAmong(prompts, new Set(names.keys()), leadId);
  return {
    silent: silent.map((prompt) => ({ name: nameOf(prompt), dueAt: prompt.due_at })),
    /** The names of those whose prompt was held until it was too late. */
    notAsked: notAsked.map(nameOf),
  };
}

/** The names of those who are away and whose delegate cannot answer either. */
async function listUncovered(
  { db, workspaceId }: Pick<SendContext, "db" | "workspaceId">,
  { round }: RoundContext,
): Promise<string[]> {
  const prompts = await listPrompts(db, workspaceId, round.id);
  const ids = prompts.filter(({ state, reason }) => state === "excused" && reason === "delegate-away");
  const people = await peopleByIds(
    db,
    workspaceId,
    ids.map(({ person_id }) => person_id),
  );
  return people.map(({ name }) => name);
}

/**
 * Answers are shown in a channel only where every member may read them: the program is visible to the workspace, or
 * the channel is private and holds nobody but the program's people. Never those for the lead or executives.
 */
async function channelMaySeeAnswers(send: SendContext, { program, cadence }: RoundContext): Promise<boolean> {
  if (cadence.disclosure !== "team" || program.channel_id === null) return false;
  if (program.visibility === "workspace") return true;
  const channel = await send.slack.channel(program.channel_id);
  if (!channel.isPrivate) return false;
  const seats = await listSeatsOn(send.db, program, localDateOf(send.now, "UTC"));
  const people = await peopleByIds(
    send.db,
    send.workspaceId,
    seats.map((seat) => seat.person_id),
  );
  const known = new Set(people.map((person) => person.slack_user_id));
  return channel.members.every((member) => known.has(member) || member === channel.ownUserId);
}
