/** The message kinds of check-ins. Each is made from the database at the moment it is sent. */

import { z } from "zod";
import { isParticipant } from "../cadences/participants.ts";
import { headlinesOf, longLines } from "../cadences/questions/field-lines.ts";
import { answersTo } from "../cadences/questions/questions.ts";
import { dueWhenAsked } from "../cadences/recurrence/occurrences.ts";
import { isWorkshop } from "../cadences/templates.ts";
import { type Line, type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { listNumbersEntered } from "../goals/values.ts";
import { isRestricted } from "../people/disclosure.ts";
import { getPerson, markWelcomed } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Reader } from "../platform/texts/language.ts";
import { leadsProgram } from "../programs/seats.ts";
import { listItemsFollowed } from "../register/items-in-check-in.ts";
import { itemsOfAnswer } from "../register/receipts.ts";
import {
  closedMessage,
  dueWords,
  promptLine,
  promptMessage,
  type ReceiptView,
  receiptMessage,
  reminderLine,
  reminderMessage,
  welcomeSection,
} from "./blocks.ts";
import { linesOfDay } from "./day/view.ts";
import { nextReading } from "./events.ts";
import { questionsToRead } from "./form/objectives-asked.ts";
import {
  getRoundContext,
  isClosed,
  isOver,
  promptView,
  type RoundContext,
  roundView,
  whoReads,
} from "./rounds/context.ts";
import { findPrompt, movePrompt, type Prompt } from "./rounds/prompts.ts";
import { HELD } from "./rounds/rounds-to-plan.ts";
import { findCheckIn } from "./stored-check-ins.ts";
import { asksStatus, checkInNouns, openCheckInNouns } from "./texts.ts";
import { welcomeFor, whyAsked } from "./welcome.ts";

/** `isAtItsTime`: not in the morning message of its day, but at the time of its cadence. */
const promptSubject = z.strictObject({ promptId: z.string(), isAtItsTime: z.literal(true).optional() });

type PromptSubject = z.infer<typeof promptSubject>;

export const promptKind: MessageKind<PromptSubject> = {
  kind: "prompt",
  subject: promptSubject,
  about: ({ promptId }) => ({ prompt: promptId }),
  priority: 20,
  contact: "prompt",
  lane: ({ isAtItsTime }) => (isAtItsTime ? "now" : "morning"),
  many: {
    words: checkInNouns,
    isLeft: isAwaited,
    above: async (send, subjects) => {
      const [first] = await membersOf(send, subjects.slice(0, 1));
      const welcome = first ? await welcomeFor(send, first.prompt.person_id, first.context) : null;
      return welcome ? [welcomeSection(send.reader, welcome)] : [];
    },
  },
  isForItsDay: () => true,
  offersWhy: true,
  isOver,
  async stillWanted({ db, workspaceId, now }, { promptId }) {
    const prompt = await findPrompt(db, workspaceId, promptId);
    return prompt?.state === "planned" && (await isStillAsked(db, prompt, now));
  },
  async message(send, { promptId }) {
    const { db, reader, now } = send;
    const { prompt, context } = firstAsked(send, await getPromptContext(db, send.workspaceId, promptId));
    const welcome = await welcomeFor(send, prompt.person_id, context);
    return promptMessage(reader, await promptView(db, context, prompt, reader, { now, welcome }));
  },
  lines: firstLines,
  why: (send, { promptId }) => whyPrompt(send, promptId),
  async sent(tx, { promptId }, { workspaceId, at }) {
    const prompt = await findPrompt(tx, workspaceId, promptId);
    if (!prompt) return;
    const { due_at } = dueStillToCome(prompt, await getRoundContext(tx, workspaceId, prompt.round_id), {
      zone: (await getPerson(tx, workspaceId, prompt.person_id)).zone,
      now: at,
    });
    await movePrompt(tx, prompt, ["planned"], { state: "sent", sent_at: at, due_at });
    await markWelcomed(tx, workspaceId, prompt.person_id, at);
  },
  async lapsed(tx, { promptId }, { workspaceId }) {
    const prompt = await findPrompt(tx, workspaceId, promptId);
    // Its round may have been closed first.
    if (prompt) await movePrompt(tx, prompt, ["planned", "missed"], { state: "missed", reason: HELD });
  },
  since: {
    async stillWanted({ db, workspaceId }, { promptId }) {
      const prompt = await findPrompt(db, workspaceId, promptId);
      return prompt?.state === "sent" || prompt?.state === "missed" || isConcluded(prompt);
    },
    async message(send, subject) {
      const { db, workspaceId, reader, now } = send;
      const { prompt, context } = await getPromptContext(db, workspaceId, subject.promptId);
      if (isConcluded(prompt)) return receiptKind.message(send, subject);
      const view = await promptView(db, context, prompt, reader, { now });
      return promptMessage(reader, view);
    },
    lines: linesTogether,
  },
};

/** The one reminder before it is due; an answer, a skip or an absence makes it moot. */
export const reminderKind: MessageKind<PromptSubject> = {
  kind: "reminder",
  subject: promptSubject,
  about: ({ promptId }) => ({ prompt: promptId }),
  priority: 30,
  contact: "reminder",
  // That of a day comes by itself, hours before it is due; whoever has a weekly message finds what is open there.
  lane: ({ isAtItsTime }) => (isAtItsTime ? "now" : "weekly"),
  many: {
    words: openCheckInNouns,
    isLeft: isAwaited,
  },
  offersWhy: true,
  isOver,
  stillWanted: isUnanswered,
  async message({ db, workspaceId, reader, now }, { promptId }) {
    const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
    return reminderMessage(reader, await promptView(db, context, prompt, reader, { now }), false);
  },
  async line(send, subject) {
    const [asked] = await membersOf(send, [subject]);
    if (!asked) return [];
    if (isConcluded(asked.prompt)) return (await receiptOf(send, asked, { isBrief: true })).blocks;
    const { prompt, context } = asked;
    const view = roundView(context, send.reader);
    if (await isClosed(send.db, context)) return closedMessage(send.reader, view).blocks;
    return reminderLine(send.reader, { ...view, promptId: prompt.id, due: dueWords(send.reader, prompt, send.now) });
  },
  why: (send, { promptId }) => whyPrompt(send, promptId),
  since: {
    stillWanted: async ({ db, workspaceId }, { promptId }) =>
      (await findPrompt(db, workspaceId, promptId)) !== undefined,
    async message(send, { promptId }) {
      const { db, workspaceId, reader, now } = send;
      const asked = await getPromptContext(db, workspaceId, promptId);
      if (isConcluded(asked.prompt)) return receiptOf(send, asked, { isBrief: true });
      return reminderMessage(reader, await promptView(db, asked.context, asked.prompt, reader, { now }), false);
    },
  },
};

/** What *Later* asked for. */
export const snoozeKind: MessageKind<PromptSubject> = {
  ...reminderKind,
  kind: "snooze",
  contact: "reply",
  lane: "now",
  async message({ db, workspaceId, reader, now }, { promptId }) {
    const { prompt, context } = await getPromptContext(db, workspaceId, promptId);
    return reminderMessage(reader, await promptView(db, context, prompt, reader, { now }), true);
  },
};

/** What was answered, where no prompt was sent of which it could take the place. */
export const receiptKind: MessageKind<PromptSubject> = {
  kind: "receipt",
  subject: promptSubject,
  about: ({ promptId }) => ({ prompt: promptId }),
  priority: 10,
  contact: "reply",
  lane: "now",
  many: {
    words: checkInNouns,
  },
  isOver,
  stillWanted: async ({ db, workspaceId }, { promptId }) => isConcluded(await findPrompt(db, workspaceId, promptId)),
  message: async (send, { promptId }) =>
    receiptOf({ ...send, reader: readerToday(send) }, await getPromptContext(send.db, send.workspaceId, promptId)),
  lines: linesTogether,
  why: (send, { promptId }) => whyPrompt(send, promptId),
};

async function receiptOf(send: SendContext, { prompt, context }: PromptContext, options?: { isBrief: boolean }) {
  const view = roundView(context, send.reader);
  return receiptMessage(send.reader, await receiptView(send, prompt, context, view), options);
}

/** With what somebody reads above the first that is asked of them. */
async function firstLines(send: SendContext, subjects: readonly PromptSubject[]): Promise<Line[]> {
  const lines = await linesTogether(send, subjects, firstAsked);
  const [first] = await membersOf(send, subjects);
  const welcome = first ? await welcomeFor(send, first.prompt.person_id, first.context) : null;
  return welcome ? lines.with(0, [welcomeSection(send.reader, welcome), lines[0] ?? []].flat()) : lines;
}

/** Several prompts in one message: the daily ones that are asked in one line, what became of the others as if alone. */
async function linesTogether(
  send: SendContext,
  subjects: readonly PromptSubject[],
  shownAs = (_: SendContext, asked: PromptContext) => asked,
): Promise<Line[]> {
  const members = (await membersOf(send, subjects)).map((asked) => shownAs(send, asked));
  const closed = new Set<PromptContext>();
  for (const asked of members) if (await isClosed(send.db, asked.context)) closed.add(asked);
  return linesOfDay(send, members, {
    isOpen: (asked) => !isConcluded(asked.prompt) && !closed.has(asked),
    lineOf: async (asked) =>
      isConcluded(asked.prompt)
        ? (await receiptOf(send, asked)).blocks
        : promptLine(send.reader, await promptView(send.db, asked.context, asked.prompt, send.reader, send)),
  });
}

/** But for those that are kept no more. */
async function membersOf({ db, workspaceId }: SendContext, subjects: readonly PromptSubject[]) {
  const members: PromptContext[] = [];
  for (const { promptId } of subjects) {
    const prompt = await findPrompt(db, workspaceId, promptId);
    if (prompt) members.push({ prompt, context: await getRoundContext(db, workspaceId, prompt.round_id) });
  }
  return members;
}

/** Whether somebody is still to answer it. */
async function isAwaited({ db, workspaceId }: SendContext, { promptId }: PromptSubject): Promise<boolean> {
  const prompt = await findPrompt(db, workspaceId, promptId);
  if (!prompt || isConcluded(prompt)) return false;
  return !(await isClosed(db, await getRoundContext(db, workspaceId, prompt.round_id)));
}

function isConcluded(prompt: Prompt | undefined): boolean {
  return prompt !== undefined && ["answered", "skipped", "excused"].includes(prompt.state);
}

async function whyPrompt(send: SendContext, promptId: string): Promise<string[]> {
  const prompt = await findPrompt(send.db, send.workspaceId, promptId);
  if (!prompt) return [];
  const context = await getRoundContext(send.db, send.workspaceId, prompt.round_id);
  return whyAsked(send, context, prompt.person_id);
}

interface PromptContext {
  prompt: Prompt;
  context: RoundContext;
}

export async function getPromptContext(db: Db | Tx, workspaceId: string, promptId: string): Promise<PromptContext> {
  const prompt = await findPrompt(db, workspaceId, promptId);
  if (!prompt) throw new Error(`No prompt ${promptId}`);
  return { prompt, context: await getRoundContext(db, workspaceId, prompt.round_id) };
}

/** A prompt as it is asked for the first time: however late that is, it is due later, and stays due then. */
function firstAsked({ reader: { zone }, now, sentAt }: SendContext, { prompt, context }: PromptContext): PromptContext {
  if (sentAt !== undefined) return { prompt, context };
  return { prompt: dueStillToCome(prompt, context, { zone, now }), context };
}

function dueStillToCome(
  prompt: Prompt,
  { cadence }: Pick<RoundContext, "cadence">,
  { zone, now }: { zone: string; now: Instant },
): Prompt {
  const window = { dueAt: prompt.due_at, closesAt: prompt.closes_at };
  return { ...prompt, due_at: dueWhenAsked(cadence.timing, window, zone, now) };
}

/** Why somebody is excused who is there. */
const NOT_AWAY = ["opted-out", "left", "covered", "paused"] as const;

/** `readerId`: somebody who answered it for whoever was asked. */
export async function receiptView(
  { db, events, now, reader }: SendContext,
  prompt: Prompt,
  context: RoundContext,
  view: ReturnType<typeof roundView>,
  readerId = prompt.person_id,
): Promise<ReceiptView> {
  const clock = { now: () => now };
  const mayAnswer = [prompt.person_id, prompt.delegate_id].includes(readerId);
  const base = { ...view, promptId: prompt.id, isClosed: !mayAnswer || (await isClosed(db, context)) };
  if (prompt.state === "skipped") return { ...base, kind: "skipped" };
  const checkIn = await findCheckIn(db, prompt.workspace_id, prompt.round_id, prompt.person_id);
  if (!checkIn) return { ...base, kind: NOT_AWAY.find((reason) => reason === prompt.reason) ?? "excused" };

  const { authorId } = checkIn;
  const { questions } = context;
  const nameUnlessReader = async (id: string) =>
    id === readerId ? null : (await getPerson(db, prompt.workspace_id, id)).name;
  const { answeredAt: at, firstAnsweredAt, nothingToReport } = checkIn;
  const given = answersTo(questions, checkIn.answers);
  const isHidden = isRestricted(context.cadence);
  const answers = isHidden ? {} : given;
  const cutIn = isHidden && Object.keys(given).length > 0 ? prompt.round_id : undefined;

  // What was answered in time and is changed later is not late.
  const isLate = firstAnsweredAt > prompt.due_at;
  const writtenFor = await nameUnlessReader(prompt.person_id);
  const ofAnswer = { workspaceId: prompt.workspace_id, checkInId: checkIn.id, zone: reader.zone, writtenFor };
  const followed = await listItemsFollowed(db, ofAnswer);
  const numbers = await listNumbersEntered(db, ofAnswer);
  const items = isHidden ? null : await itemsOfAnswer({ clock, events }, db, ofAnswer);

  const { cadence } = context;
  const isSilent = isHidden || nothingToReport;
  const answer = { cadence, authorId: prompt.person_id, answeredAt: at };
  const readBy = isSilent ? null : await nextReading.of({ clock, events }, db, answer);
  // A receipt tells for good who read it then.
  const asked = { personId: prompt.person_id, now: at };
  const goesHigher =
    !isSilent &&
    !readBy &&
    ((cadence.rule.every !== "day" && (await leadsProgram(db, context.program, asked))) ||
      asksStatus(context.questions))
      ? await whoReads(db, reader, context, asked)
      : null;

  return {
    ...base,
    kind: "answered",
    goesHigher,
    by: await nameUnlessReader(authorId),
    writtenFor,
    at,
    isLate,
    nothingToReport,
    questions: await questionsToRead(db, prompt.workspace_id, questions, [answers]),
    answers,
    cutIn,
    // Daily answers stand in no report.
    longLines: cadence.rule.every === "day" ? [] : longLines(questions, answers),
    headlines: cadence.rule.every === "day" ? [] : headlinesOf(questions, answers),
    followed: (of: Reader) => [...followed(of), ...numbers(of)],
    readBy,
    preparedFrom: isWorkshop(cadence) && !isSilent ? context.round.due_at : null,
    items,
  };
}

/** Still in the audience of a running cadence of a running program. */
export async function isStillAsked(db: Db, prompt: Prompt, now: string): Promise<boolean> {
  const { cadence, program } = await getRoundContext(db, prompt.workspace_id, prompt.round_id);
  if (cadence.state !== "active" || program.state !== "active") return false;
  const person = await getPerson(db, prompt.workspace_id, prompt.person_id);
  return isParticipant(db, cadence, person, { clock: { now: () => now } });
}

async function isUnanswered({ db, workspaceId, now }: SendContext, { promptId }: PromptSubject): Promise<boolean> {
  const prompt = await findPrompt(db, workspaceId, promptId);
  return prompt?.state === "sent" && prompt.closes_at > now && (await isStillAsked(db, prompt, now));
}
