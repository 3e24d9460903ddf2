import type { Button, KnownBlock, SectionBlock } from "@slack/types";
import { z } from "zod";
import type { Answers, Question } from "../cadences/questions/questions.ts";
import type { Rule } from "../cadences/recurrence/rule.ts";
import type { QuickAnswer } from "../cadences/templates.ts";
import { FIRST_WORDS } from "../delivery/events.ts";
import type { Line } from "../delivery/message-kind.ts";
import type { Instant } from "../platform/clock.ts";
import {
  dateAndTime,
  dayAndMonth,
  longDate,
  monthAndYear,
  quarterName,
  type Reader,
  shortDate,
  textsFor,
  yearName,
} from "../platform/texts/language.ts";
import { type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import type { FirstWords } from "../programs/sponsor-named.ts";
import { type AnswerItems, answerItemsBlocks } from "../register/receipts.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  isPresent,
  lineOf,
  section,
  shortenEscaped,
  words,
} from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { Menu } from "../slack/overflow-menu.ts";
import { answerLines, longLinesBlocks, nothingLines } from "./answers-shown.ts";
import { awayTexts } from "./away/texts.ts";
import type { Readers } from "./events.ts";
import type { PromptTable } from "./table.ts";
import { checkInTexts } from "./texts.ts";

/** Buttons carry the prompt's or round's id as their value; the right is checked again at each press. */
export const promptIds = {
  open: "check_in.open",
  openWith: "check_in.open_with",
  nothing: "check_in.nothing",
  same: "check_in.same",
  unchanged: "check_in.unchanged",
  later: "check_in.later",
  menu: "check_in.menu",
  readAnswers: "check_in.read",
  laterForm: "check_in.later_form",
  stopForm: "check_in.stop_form",
  askAgain: "check_in.ask_again",
} as const;

export const promptMenu = new Menu(promptIds.menu, z.enum(["skip", "away", "stop", "why"]));

/** What every message about a round says of it. */
export interface RoundView {
  cadence: string;
  program: string;
  round: string;
}

export interface PromptView extends RoundView {
  promptId: string;
  /** By when it is asked, in words. */
  due: string;
  whoReads: string;
  /** Null where there is nothing that one click could say. */
  quickAnswer: QuickAnswer | null;
  /** There is a plan of last time that one click could leave as it is. */
  hasPlan: boolean;
  purpose: string | null;
  isLate: boolean;
  /** It takes no answer any more. */
  isClosed?: boolean;
  /** On the person's first prompt. */
  welcome: Welcome | null;
}

/** What somebody reads above the first that is asked of them. */
export interface Welcome {
  program: string;
  /** They are `leading` it themselves, it is led by somebody, or by nobody. */
  lead: "leading" | { name: string } | null;
  /** How often, in words, and who set that; null: nobody whom a name tells, or they themselves. */
  rule: string;
  setBy: string | null;
  whoReads: string;
  isDaily: boolean;
  words: FirstWords;
}

/** How a round is called: its day, week, month, quarter or year, in the reader's language. */
export function roundLabel(reader: Reader, every: Rule["every"], key: string, period: string): string {
  const date: LocalDate = key.slice(0, 10);
  const texts = textsFor(checkInTexts, reader);
  switch (every) {
    case "day":
      return longDate(reader, date);
    case "week":
      return texts.weekOf(dayAndMonth(reader, mondayOf(date)));
    case "month":
      return monthAndYear(reader, date);
    case "quarter":
      return quarterName(reader, period);
    case "year":
      return yearName(reader, period);
  }
}

const LONGEST_NAME = 150;

/** By when it is asked, and when it comes again by *Later*: parts of a sentence. */
export function dueWords(
  reader: Reader,
  { due_at: dueAt, later_at: laterAt }: Pick<PromptTable, "due_at" | "later_at">,
  now: Instant,
): string {
  const { due, overdue, later } = textsFor(checkInTexts, reader).home;
  const at = dateAndTime(reader, dueAt);
  const words = dueAt < now ? overdue(at) : due(at);
  return laterAt !== null && laterAt > now ? `${words} · ${later(dateAndTime(reader, laterAt))}` : words;
}

export function promptMessage(reader: Reader, view: PromptView): Message {
  const texts = textsFor(checkInTexts, reader);
  const { due } = view;
  if (view.isClosed) return closedMessage(reader, view);
  const blocks: (KnownBlock | null)[] = [
    view.welcome && welcomeSection(reader, view.welcome),
    title(view),
    context(escapeMrkdwn(`${view.round} · ${due}`)),
    view.purpose ? context(escapeMrkdwn(view.purpose)) : null,
    view.isLate ? context(texts.prompt.late) : null,
    promptActions(reader, view),
    view.welcome ? null : context(view.whoReads),
  ];
  return {
    text: lineOf(texts.prompt.fallback(view.cadence, view.program, due)),
    blocks: blocks.filter(isPresent),
  };
}

/** What is left of one that takes no answer any more. */
export function closedMessage(reader: Reader, view: RoundView): Message {
  const line = `${view.round} · ${textsFor(checkInTexts, reader).prompt.closed}`;
  return {
    text: lineOf(`${view.cadence} · ${view.program} · ${line}`),
    blocks: [title(view), context(escapeMrkdwn(line))],
  };
}

const LONGEST_RULE = 600;

/** Above the first check-in: who asks how often, who reads it, how long it is kept. */
export function welcomeSection(
  reader: Reader,
  { program, lead, rule, setBy, whoReads, isDaily, words: kept }: Welcome,
): SectionBlock {
  const texts = textsFor(checkInTexts, reader).welcome;
  const named = `*${briefly(program)}*`;
  const name = lead === null || lead === "leading" ? null : lead.name;
  const isSetByLead = setBy !== null && setBy === name;
  const setByOther = setBy === null ? null : { name: briefly(setBy) };
  const setter = isSetByLead ? "lead" : setByOther;
  const unnamed = lead === null ? texts.unled(named) : texts.leading(named);
  const who = name === null ? unnamed : texts.leads(briefly(name), named, isSetByLead);
  const sentences = [
    texts.rhythm(who, setter, briefly(rule, LONGEST_RULE)),
    whoReads,
    texts.kept(isDaily ? kept.daily : kept.other),
    texts.never,
    texts.questions(briefly(kept.contact)),
  ];
  return { ...section(sentences.join(" "), commandButton(texts.myData, "my-data")), block_id: FIRST_WORDS };
}

export function briefly(text: string, limit = LONGEST_NAME): string {
  return escapeMrkdwn(shortenEscaped(text, limit));
}

export function reminderMessage(reader: Reader, view: PromptView, asked: boolean): Message {
  const texts = textsFor(checkInTexts, reader);
  const { due } = view;
  if (view.isClosed) return closedMessage(reader, view);
  return {
    text: lineOf(texts.reminder.fallback(view.cadence, view.program, due)),
    blocks: [
      title(view),
      context(asked ? texts.reminder.snoozed(due) : texts.reminder.line(due)),
      promptActions(reader, view),
    ],
  };
}

/** Its button, and all other choices: *Later*, and in a menu skip, away, asked no more. */
export function promptActions(reader: Reader, view: PromptView, blockId = "prompt"): KnownBlock {
  const texts = textsFor(checkInTexts, reader).prompt;
  const value = view.promptId;
  const quick = {
    "nothing-to-report": button(promptIds.nothing, texts.nothingToReport, { value }),
    "same-as-last-time": button(promptIds.same, texts.sameAsLastTime, { value }),
  };
  return actions(
    blockId,
    button(promptIds.open, texts.checkIn, { value, primary: true }),
    ...(view.quickAnswer === null ? [] : [quick[view.quickAnswer]]),
    ...(view.hasPlan ? [unchangedButton(reader, [value])] : []),
    button(promptIds.later, texts.later, { value }),
    promptMenu.overflow(value, {
      skip: texts.skip,
      away: texts.away,
      stop: textsFor(awayTexts, reader).stop.option,
      why: textsFor(checkInTexts, reader).contact.ask,
    }),
  );
}

/** What a button about one or several prompts carries. */
export const promptIdsSchema = z.strictObject({ promptIds: z.array(z.string()).min(1) });

export function promptIdsIn(ids: readonly string[]): string {
  return JSON.stringify({ promptIds: [...ids] } satisfies z.infer<typeof promptIdsSchema>);
}

export function unchangedButton(reader: Reader, ids: readonly string[]): Button {
  return button(promptIds.unchanged, textsFor(checkInTexts, reader).prompt.planUnchanged, { value: promptIdsIn(ids) });
}

/** What became of the prompt: the answers, a skip, or an absence. */
export type ReceiptView = RoundView & { promptId: string; isClosed?: boolean } & (
    | {
        kind: "answered";
        /** The name of the delegate who answered, or null. */
        by: string | null;
        /** The name of whoever was asked, where its reader answered for them. */
        writtenFor?: string | null;
        at: Instant;
        isLate: boolean;
        nothingToReport: boolean;
        questions: Question[];
        /** Without what was given to whoever leads alone: that lives in views. */
        answers: Answers;
        /** The round whose view has what is left out of them. */
        cutIn?: string | undefined;
        /** Lines of the answers that first screens cut. */
        longLines: readonly string[];
        /** What headlines have of bottom lines that they cut. */
        headlines: readonly string[];
        /** Of whoever leads, where nobody above is to read all of it: what goes higher. */
        goesHigher?: string | null;
        /** Who above reads it, and when first; null: nobody does. */
        readBy?: { readers: Readers; at: Instant } | null;
        /** Of what is asked before a workshop: from when the preparation has it. */
        preparedFrom?: Instant | null;
        /** What it made in the register; null where none of that stands in a message. */
        items?: AnswerItems | null;
        /** What it did to items that were there. */
        followed?: (reader: Reader) => string[];
      }
    | { kind: "skipped" }
    | { kind: "excused" }
    | { kind: "covered" }
    | { kind: "paused" }
    | { kind: "left" }
    | { kind: "opted-out" }
  );

const LONGEST_IN_RECEIPT = 500;
const MOST_IN_RECEIPT = 7500;

/** `isBrief`: without what was answered, which stands elsewhere. */
export function receiptMessage(reader: Reader, view: ReceiptView, { isBrief = false } = {}): Message {
  const texts = textsFor(checkInTexts, reader).receipt;
  const value = view.promptId;
  const label = view.kind === "answered" ? texts.edit : texts.checkInAfterAll;
  const buttons = [
    ...(view.isClosed ? [] : [button(promptIds.open, label, { value })]),
    ...(view.kind === "answered" && view.cutIn !== undefined
      ? [button(promptIds.readAnswers, texts.read, { value: view.cutIn })]
      : []),
  ];
  const again = buttons.length > 0 ? [actions(`prompt:${value}`, ...buttons)] : [];

  switch (view.kind) {
    case "answered": {
      const done = context(doneLine(reader, view, dateAndTime(reader, view.at)));
      const answered = isBrief ? [] : answeredBlocks(reader, view);
      return {
        text: lineOf(texts.fallback(view.cadence, view.program)),
        blocks: [title(view), done, ...answered, ...again],
      };
    }
    case "skipped":
      return {
        text: lineOf(texts.skippedFallback(view.cadence, view.program)),
        blocks: [title(view), context(texts.skipped), ...again],
      };
    case "left":
      return { text: texts.left, blocks: [title(view), context(texts.left)] };
    case "opted-out": {
      const { done, again: label } = textsFor(awayTexts, reader).stop;
      const ask = actions(`prompt:${view.promptId}`, button(promptIds.askAgain, label, { value: view.promptId }));
      return { text: done, blocks: [title(view), context(done), ask] };
    }
    case "excused":
    case "covered":
    case "paused": {
      const why = texts[view.kind];
      return { text: why, blocks: [title(view), context(why), ...again] };
    }
  }
}

function answeredBlocks(reader: Reader, view: Extract<ReceiptView, { kind: "answered" }>): KnownBlock[] {
  const texts = textsFor(checkInTexts, reader).receipt;
  const { answers, questions, cutIn, goesHigher, readBy, preparedFrom, isClosed, items } = view;
  const followed = view.followed?.(reader) ?? [];
  const longest = Math.min(LONGEST_IN_RECEIPT, Math.floor(MOST_IN_RECEIPT / Math.max(1, questions.length)));
  const lines =
    view.nothingToReport && cutIn === undefined
      ? nothingLines(reader, answers, LONGEST_IN_RECEIPT)
      : answerLines(reader, questions, answers, longest);
  const toShorten = button(promptIds.open, texts.shorten, { value: view.promptId });

  return [
    // Slack refuses a message with nothing in a block, and whoever leaves all fields empty has answered.
    ...(lines.length > 0 ? [words(...lines)] : []),
    ...(cutIn === undefined ? [] : [context(texts.restricted)]),
    ...(goesHigher ? [context(escapeMrkdwn(goesHigher))] : []),
    ...(preparedFrom ? [context(texts.prepared(dateAndTime(reader, preparedFrom)))] : []),
    ...(readBy ? [context(readByLine(reader, readBy))] : []),
    ...(isClosed ? [] : longLinesBlocks(reader, view, toShorten)),
    ...(items ? answerItemsBlocks(reader, items, isClosed) : []),
    ...(followed.length > 0 ? [context(followed.map(escapeMrkdwn).join(" · "))] : []),
  ];
}

function readByLine(reader: Reader, { readers, at }: { readers: Readers; at: Instant }): string {
  const { readBy } = textsFor(checkInTexts, reader).receipt;
  const on = shortDate(reader, localDateOf(at, reader.zone));
  if (typeof readers === "string") return escapeMrkdwn(readBy[readers](on));
  return escapeMrkdwn(readBy.person(shortenEscaped(readers.name, LONGEST_NAME), on));
}

function doneLine(
  reader: Reader,
  view: { isLate: boolean; by: string | null; writtenFor?: string | null },
  at: string,
): string {
  const { bySelf, byYou } = textsFor(awayTexts, reader).asked;
  if (view.writtenFor) return lineOf(byYou(view.writtenFor, at));
  // When a delegate answered is theirs to know.
  if (view.by !== null) return lineOf(bySelf(view.by));
  const { late, done } = textsFor(checkInTexts, reader).receipt;
  return view.isLate ? late(at) : done(at);
}

export function title(view: Pick<RoundView, "cadence" | "program">): KnownBlock {
  return words([{ text: view.cadence, bold: true }, { text: ` · ${view.program}` }]);
}

type AskedView = RoundView & Pick<PromptView, "promptId" | "due">;

/** With all its choices below it, as a message of its own has them. */
export function promptLine(reader: Reader, view: PromptView): Line {
  if (view.isClosed) return closedMessage(reader, view).blocks;
  return [line(view, `${view.round} · ${view.due}`), promptActions(reader, view, `prompt:${view.promptId}`)];
}

export function reminderLine(reader: Reader, view: AskedView): SectionBlock {
  const { reminder } = textsFor(checkInTexts, reader);
  return askedLine(reader, view, reminder.line(view.due));
}

/** With the one button that opens its form. */
export function askedLine(reader: Reader, view: RoundView & { promptId: string }, state: string): SectionBlock {
  return line(view, state, openButton(reader, view));
}

function openButton(reader: Reader, { promptId }: Pick<AskedView, "promptId">) {
  const { checkIn } = textsFor(checkInTexts, reader).prompt;
  return button(promptIds.open, checkIn, { value: promptId, primary: true });
}

function line(view: RoundView, state: string, accessory?: ReturnType<typeof button>): SectionBlock {
  return section(`*${briefly(view.cadence)}* · ${briefly(view.program)}\n${escapeMrkdwn(state)}`, accessory);
}
