/** A request on any screen: as a message, as a line among others, or below another message. */
import type { ActionsBlock, Button, KnownBlock, SectionBlock } from "@slack/types";
import { z } from "zod";
import { getsInWords } from "../../calendars/reached.ts";
import { coverTexts } from "../../people/covering-messages.ts";
import { isRestricted } from "../../people/disclosure.ts";
import type { Instant } from "../../platform/clock.ts";
import {
  capitalised,
  dayAndMonth,
  list,
  type Reader,
  shortDate,
  textsFor,
  timeOfDay,
  withFullStop,
  withoutFullStop,
} from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { askedForSchema } from "../../programs/decision-limits.ts";
import {
  actions,
  button,
  context,
  isPresent,
  lineOf,
  plainSection,
  quote,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../../slack/blocks.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import type { Message } from "../../slack/message.ts";
import { Menu } from "../../slack/overflow-menu.ts";
import { closingLine } from "../items-in-words.ts";
import { lastVotingDay } from "./answer-by.ts";
import { asksLine } from "./asks-in-words.ts";
import { daysInWords } from "./days-in-words.ts";
import type { Exceeded } from "./limits.ts";
import { answerIn, choicesOf, type Request } from "./request.ts";
import { requestTexts } from "./texts.ts";

/** Longer texts are shown in full in the request's view. */
const LONGEST_SHOWN = 600;
const LONGEST_STATE = 240;

/** A message of its own: to whoever decides, is asked something or votes; afterwards, where it is now. */
export function requestCard(reader: Reader, request: Request, viewer: Viewer, { hasCommittee = false } = {}): Message {
  const doing = doingOf(request, viewer);
  const state = stateLine(reader, request, viewer);
  const title = `${request.program.title} · ${request.title}`;
  const titleAndState = state === null ? title : `${title} · ${state}`;
  const { postpone, committee, why } = textsFor(requestTexts, reader).buttons;
  const menu =
    doing === "decide" &&
    requestMenu.overflow(request.id, {
      ...(request.canPostpone && { postpone }),
      ...(hasCommittee && request.exceeds[viewer.readerId]?.instead !== "committee" && { committee }),
      why,
    });
  const buttons = [...allButtons(reader, request, viewer), ...(menu ? [menu] : [])];
  const isRead = doing === null || doing === "reply" || doing === "beside";
  return {
    text: lineOf(doing === null && state !== null ? state : titleAndState),
    blocks: [
      ...requestHead(reader, request, viewer.readerId),
      ...(isRead ? [] : requestBody(reader, request, viewer.readerId, { isBrief: true })),
      state === null ? null : section(lineOf(state)),
      buttons.length === 0 ? null : actions(`request:${request.id}`, ...buttons),
    ].filter(isPresent),
  };
}

/**
 * Among others, on Home and in messages: “Loyalty · Release Dieter? · by Wed 4 Nov (needed by Fri 6 Nov), then Hugo Lambert ·
 * from Tom Baker” and how it has come, or what has become of it. `next`: who has it after its last day, which this is.
 */
export function requestLine(reader: Reader, request: Request, viewer: Viewer, next?: string): KnownBlock[] {
  const state = stateLine(reader, request, viewer);
  const title = `${request.program.title} · ${request.title}`;
  const isTheirs = viewer.as === "decider" && request.deciders.includes(viewer.readerId);
  const facts = [title, ...dayLine(reader, request, { next, isTheirs }), askedBy(reader, request)].join(" · ");
  const asks = asksLine(reader, request, viewer.readerId);
  const toDecide = [facts, asks, assignedLine(reader, request), replyLine(reader, request, viewer.readerId)];
  const line = (state === null ? toDecide : [title, state]).filter(isWritten).join("\n");
  const buttons = allButtons(reader, request, viewer);
  if (buttons.length < 2) return [plainSection(line, buttons[0])];
  return [plainSection(line), actions(`request:${request.id}`, ...buttons)];
}

/** “You asked: Which printer? · Reply: Zebra 180”; null until there is a reply. */
function replyLine(reader: Reader, { question }: Request, readerId: string): string | null {
  if (!question?.answer) return null;
  const texts = textsFor(requestTexts, reader).body;
  const asked = question.by.id === readerId ? texts.youAsked : texts.asked(question.by.name);
  return `${asked}${shorten(question.question, LONGEST_STATE)} · ${texts.reply}${shorten(question.answer, LONGEST_SHOWN)}`;
}

/** As `daysInWords`; of a vote until when that is open. None without a date. `next`: who has it after that. */
export function dayLine(
  reader: Reader,
  request: Request,
  { next, ...said }: { next?: string | undefined; by?: (date: string) => string; isTheirs?: boolean } = {},
): string[] {
  const { waitsFor, waitsUntil } = request;
  const votesUntil = waitsFor === "committee" && waitsUntil !== null ? lastVotingDay(waitsUntil, reader.zone) : null;
  const days = daysInWords(reader, { ...request, answerBy: votesUntil ?? request.answerBy }, said);
  if (days === null) return [];
  return [next === undefined ? days : textsFor(requestTexts, reader).home.nextIs(days, next)];
}

/** “from Priya Shah, for Tom Whitfield” */
export function askedBy(reader: Reader, { requester, writer }: Pick<Request, "requester" | "writer">): string {
  const name = writer === null ? requester.name : textsFor(coverTexts, reader).by(writer.name, requester.name);
  return textsFor(requestTexts, reader).head.from(name);
}

/** Below another message: its buttons while its reader decides it, else its state. */
export function requestFoot(
  reader: Reader,
  request: Request,
  { readerId, isVoter = false }: { readerId: string; isVoter?: boolean },
): ActionsBlock | SectionBlock {
  const viewer: Viewer = { readerId, as: isVoter ? "voter" : "decider" };
  const state = stateLine(reader, request, viewer);
  return state === null
    ? actions(`request:${request.id}`, ...allButtons(reader, request, viewer))
    : plainSection(shorten(state, LONGEST_STATE), firstButtons(reader, request, viewer).at(-1));
}

/** Program and question, then by when, of whom. */
export function requestHead(reader: Reader, request: Request, readerId: string): KnownBlock[] {
  const texts = textsFor(requestTexts, reader).head;
  const isOpen = request.deciders.includes(readerId) && request.waitsFor !== null;
  const others = request.deciderNames.flatMap(({ id, name }) => (id === readerId ? [] : name));
  const isTheirs = isOpen && (request.received !== null || others.length > 0);
  const title = `${request.program.title} · ${request.title}`;
  const dates = request.waitsFor === null ? [] : dayLine(reader, request, { by: texts.answerBy, isTheirs });
  const facts = [...dates, askedBy(reader, request), request.code];
  return [
    words([
      { text: isTheirs ? withoutFullStop(title) : title, bold: true },
      ...(isTheirs ? [{ text: ` ${others.length > 0 ? texts.withYouAnd(list(reader, others)) : texts.withYou}` }] : []),
    ]),
    context(lineOf(capitalised(facts.join(" · ")))),
  ];
}

/**
 * Everything to decide by, each thing once: how it has come here, options, recommendation, cost of waiting, the last question.
 * `isBrief`: what was written before the options stands where it is opened. `hasOptions`: they stand in the fields below.
 */
export function requestBody(
  reader: Reader,
  request: Request,
  readerId: string,
  { isBrief = false, hasOptions = true } = {},
): KnownBlock[] {
  const texts = textsFor(requestTexts, reader).body;
  const { recommended, options, why, costOfWaiting, question, description } = request;
  const short = (text: string) => shorten(text, LONGEST_SHOWN);
  const labelled = (label: string, text: string | null): Words[][] =>
    text === null || text === "" ? [] : [[{ text: label }, { text: short(text) }]];
  const choice = recommended === null ? null : (options[recommended]?.label ?? null);
  const recommendation = hasOptions ? [choice, why].filter(isWritten).join(" – ") : why;
  const isTheirs = request.deciders.includes(readerId);
  const isWaiting = request.waitsFor === "question" && isTheirs;
  const assigned = isTheirs ? assignedLine(reader, request) : null;
  const lines = [
    ...labelled("", assigned),
    ...labelled(texts.asks, asksLine(reader, request, readerId)),
    ...(hasOptions ? options : []).map(({ label, effect }, index) => [
      { text: `${index + 1}. ${label}${effect ? ` – ${short(effect)}` : ""}` },
    ]),
    ...labelled(texts.recommended, recommendation),
    ...labelled(texts.cost, costOfWaiting),
    ...(question && !(isBrief && isWaiting)
      ? [
          ...labelled(question.by.id === readerId ? texts.youAsked : texts.asked(question.by.name), question.question),
          ...(question.answer === null ? [[{ text: texts.noReply }]] : labelled(texts.reply, question.answer)),
        ]
      : []),
  ];
  const isQuoted = !["", request.title].includes(description) && !(isBrief && options.length > 1);
  return [
    ...(isQuoted ? [quote({ text: shorten(description, 1500) })] : []),
    ...(lines.length > 0 ? [words(...lines)] : []),
  ];
}

function isWritten(text: string | null | undefined | false): text is string {
  return typeof text === "string" && text !== "";
}

/** Until when the vote goes, with what its reader voted. */
function voteLine(reader: Reader, request: Request, { readerId }: Viewer, until: Instant): string {
  const texts = textsFor(requestTexts, reader).now;
  const own = request.votes.find(({ personId }) => personId === readerId);
  const yours = own && texts.yourVote(choicesOf(request, reader)[own.option]?.label ?? "");
  return [texts.inVote(shortDate(reader, lastVotingDay(until, reader.zone))), yours].filter(Boolean).join(" ");
}

/** Its state; null where its reader can decide it here. */
export function stateLine(reader: Reader, request: Request, viewer: Viewer): string | null {
  const texts = textsFor(requestTexts, reader).now;
  const { requester, pending, question, waitsFor, waitsUntil } = request;
  if (request.outcome && request.state === "decided") return `✓ ${outcomeLine(reader, request, viewer.readerId)}`;
  if (request.state === "withdrawn")
    return request.closing ? withFullStop(closingLine(reader, request.closing)) : texts.withdrawn;

  const time = pending === null ? "" : timeOfDay(reader, pending.until);
  switch (doingOf(request, viewer)) {
    case "decide":
      return null;
    case "undo": {
      const later = pending?.reachesAt ? [getsInWords(reader, [requester.name], pending.reachesAt)] : [];
      return [`✓ ${withFullStop(pending?.text ?? "")}`, texts.undoable(time), ...later].join(" ");
    }
    case "reply":
      return texts.asks(question?.by.name ?? "", question?.question ?? "");
    case "answer":
      if (waitsFor === "date" && waitsUntil !== null) return texts.postponed(shortDate(reader, waitsUntil));
      return question?.by.id === viewer.readerId
        ? texts.youAsked(requester.name, question.question)
        : texts.asked(question?.by.name ?? "", requester.name, question?.question ?? "");
    default:
      return lineForOthers(reader, request, viewer);
  }
}

/** For whoever has nothing to do about it. */
function lineForOthers(reader: Reader, request: Request, viewer: Viewer): string {
  const texts = textsFor(requestTexts, reader).now;
  const { decider, deciders, alsoDecide, requester, pending, question, waitsFor, waitsUntil } = request;
  // Everybody but another decider sees it open.
  const isDecider = [...deciders, ...alsoDecide].includes(viewer.readerId);
  if (pending && isDecider) return texts.deciding(pending.by.name, timeOfDay(reader, pending.until));
  if (waitsFor === "committee" && waitsUntil !== null) return voteLine(reader, request, viewer, waitsUntil);
  if (waitsFor === "question" && question) return texts.asked(question.by.name, requester.name, question.question);
  return texts.withOther(decider.name);
}

/** “Decided on 3 Nov by Ines: … Recorded as LOY-D-3.” */
export function outcomeLine(reader: Reader, { outcome }: Request, readerId?: string): string {
  if (!outcome) return "";
  const texts = textsFor(requestTexts, reader).now;
  const { vote, text, decidedBy, decidedAt, decisionCode } = outcome;
  const date = dayAndMonth(reader, localDateOf(decidedAt, reader.zone));
  const answer = answerIn(reader, text);
  const byName =
    decidedBy.id === readerId ? texts.decidedByYou(date, answer) : texts.decided(date, decidedBy.name, answer);
  const decided = vote ? texts.voted(date, answer) : byName;
  return `${withFullStop(decided)} ${texts.recorded(decisionCode)}`;
}

/** How its decider got it; null while it is with its first decider. */
export function assignedLine(reader: Reader, { received, decider }: Request): string | null {
  const { body } = textsFor(requestTexts, reader);
  if (received === null) return null;
  const { because: reason, from, why, until, vote } = received;
  const lastDay = until === null ? "" : shortDate(reader, until);
  switch (reason) {
    case "delegated":
      return why === null ? null : `${body.delegated(from.name)}${shorten(why, LONGEST_STATE)}`;
    case "no-answer":
      return from.id === decider.id ? body.youHad(lastDay) : body.noAnswer(from.name, lastDay);
    case "by-hand":
    case "led":
      return why;
    case "vote":
      return vote && body.noMajority(vote.cast, vote.voters);
    default:
      return body[reason](from.name);
  }
}

export const requestIds = {
  /** `request.take:<option>`: takes an option at once. */
  take: "request.take",
  decide: "request.decide",
  question: "request.question",
  delegate: "request.delegate",
  postpone: "request.postpone",
  committee: "request.committee",
  menu: "request.menu",
  undo: "request.undo",
  /** `request.given:<id>`: what it gave is chosen. */
  given: "request.given",
  details: "request.details",
  reply: "request.reply",
  vote: "request.vote",
} as const;

/** `asks`: the amount and days as they were shown. */
export const takenValue = z.object({ id: z.string(), option: z.int().min(0), label: z.string(), asks: askedForSchema });

/** Rarer actions, and why the message was sent. */
export const requestMenu = new Menu(requestIds.menu, z.enum(["postpone", "committee", "why"]));

/** Whom a message about a request is for. */
export interface Viewer {
  readerId: string;
  as: "decider" | "requester" | "voter";
}

/**
 * `answer`: all the same, while the decider's question is open or it is postponed; `beside`: somebody else has it, and its
 * reader may decide it as well. Null: nothing but to read.
 */
export type Doing = "decide" | "answer" | "beside" | "undo" | "reply" | "vote" | null;

export function doingOf(request: Request, { readerId, as }: Viewer): Doing {
  const { waitsFor, deciders, pending, question, alsoDecide } = request;
  if (waitsFor === null) return null;
  if (as === "requester") return question && question.answer === null ? "reply" : null;
  if (pending?.by.id === readerId) return "undo";
  if (waitsFor === "committee") return as === "voter" ? "vote" : null;
  if (!deciders.includes(readerId)) return alsoDecide.includes(readerId) && waitsFor !== "undo" ? "beside" : null;
  if (waitsFor === "decider") return "decide";
  return waitsFor === "question" || waitsFor === "date" ? "answer" : null;
}

/** The first ones: what is recommended, else each choice that whoever asks offers; and words of their own. */
export function firstButtons(reader: Reader, request: Request, viewer: Viewer): Button[] {
  const texts = textsFor(requestTexts, reader).buttons;
  const value = request.id;
  switch (doingOf(request, viewer)) {
    case "decide": {
      const exceeded = request.exceeds[viewer.readerId];
      if (exceeded)
        return [...aboveThem(reader, request, exceeded), button(requestIds.decide, texts.decide, { value })];
      const taken = takeButtons(reader, request);
      const isAlone = taken.length === 0;
      return [...taken, button(requestIds.decide, isAlone ? texts.decide : texts.words, { value, primary: isAlone })];
    }
    case "answer":
    case "beside":
      return [button(requestIds.decide, texts.answer, { value })];
    case "undo":
      return [button(requestIds.undo, texts.undo, { value })];
    case "reply":
      return [button(requestIds.reply, texts.reply, { value, primary: true })];
    case "vote":
      return [button(requestIds.vote, texts.vote, { value, primary: true })];
    case null:
      return [];
  }
}

/** The one that opens a form, for a screen that no press may change; undefined: there is nothing to fill in. */
export function formButton(reader: Reader, request: Request, viewer: Viewer): Button | undefined {
  // Its options stand in the form.
  if (doingOf(request, viewer) === "decide")
    return button(requestIds.decide, textsFor(requestTexts, reader).buttons.decide, { value: request.id });
  const opening: readonly string[] = [requestIds.decide, requestIds.reply, requestIds.vote];
  return firstButtons(reader, request, viewer).findLast(({ action_id: id }) => opening.includes(id ?? ""));
}

/** With *Ask* and *Delegate*. */
export function allButtons(reader: Reader, request: Request, viewer: Viewer): Button[] {
  const texts = textsFor(requestTexts, reader).buttons;
  const doing = doingOf(request, viewer);
  const value = request.id;
  const isFirst = doing === "decide" && request.exceeds[viewer.readerId]?.instead === "delegate";
  const isDelegated = (doing === "decide" && !isFirst) || doing === "answer";
  return [
    ...firstButtons(reader, request, viewer),
    ...(doing === "decide" ? [button(requestIds.question, texts.question, { value })] : []),
    ...(isDelegated ? [button(requestIds.delegate, texts.delegate, { value })] : []),
  ];
}

/** What comes before their own answer, where it asks for more than they decide. */
function aboveThem(reader: Reader, { id: value }: Request, { instead }: Exceeded): Button[] {
  const texts = textsFor(requestTexts, reader).buttons;
  return [button(requestIds[instead], texts[instead], { value, primary: true })];
}

function takeButtons(reader: Reader, request: Request): Button[] {
  // The words of what is for the lead alone stand in views.
  if (isRestricted(request)) return [];
  const { options, recommended } = request;
  if (recommended !== null) return [takeButton(reader, request, recommended)];
  const isFirst = (index: number) => options.length === 0 && index === 0;
  return choicesOf(request, reader).map((_, index) => takeButton(reader, request, index, isFirst(index)));
}

function takeButton(reader: Reader, request: Request, index: number, isPrimary = true): Button {
  const { label = "" } = choicesOf(request, reader)[index] ?? {};
  const value = { id: request.id, option: index, label, asks: request.asks } satisfies z.infer<typeof takenValue>;
  return button(`${requestIds.take}:${index}`, shortenEscaped(label, ELEMENT_LIMITS.buttonText), {
    value: JSON.stringify(value),
    ...(isPrimary && { primary: true }),
  });
}
