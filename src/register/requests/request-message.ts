/** The messages about a request: to whoever decides, to whoever asked, to the committee. */
import type { KnownBlock, SectionBlock } from "@slack/types";
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
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import type { Message } from "../../platform/slack/message.ts";
import { capitalised, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { recommendationTaken } from "../rules-reasons.ts";
import { lastVotingDay } from "./answer-by.ts";
import { decideButtons, requestButtons, requestIds, stateButton, undoButton } from "./buttons.ts";
import type { Vote } from "./repository.ts";
import { choicesOf, type Request } from "./request.ts";
import { datesLine, isUndoable, languageMarkOf, outcomeLine, stateLine } from "./state.ts";
import { requestTexts } from "./texts.ts";

/** Longer texts of people are shown whole where the request is opened. */
const LONGEST_SHOWN = 600;
/** Among other messages. */
const LONGEST_REASON = 200;

/** To whoever decides; to somebody who decided it once, where it is now. */
export function requestMessage(reader: Reader, request: Request, readerId: string): Message {
  const state = stateLine(reader, request, readerId);
  const isOpen = request.waitsFor !== null;
  return {
    text: lineOf(state ?? `${request.program.title} · ${request.title}`),
    blocks: [
      ...requestHead(reader, request, readerId),
      ...(isOpen ? requestBody(reader, request, readerId, { isBrief: true }) : []),
      state === null ? null : section(lineOf(state)),
      ...pressed(reader, request, readerId),
    ].filter(isPresent),
  };
}

function pressed(reader: Reader, request: Request, readerId: string): KnownBlock[] {
  if (isUndoable(request, readerId)) return [actions(`ask:${request.id}`, undoButton(reader, request.id))];
  const isTheirs = request.decider?.id === readerId;
  const isOpen = request.waitsFor === "decider" || request.waitsFor === "question";
  if (!isTheirs || !isOpen) return [];
  return [requestButtons(reader, request, { hasMenu: true })];
}

/** To somebody who has nothing to do with it any more: nothing that has become of it since. */
export function noLongerTheirsMessage(
  reader: Reader,
  { code, program }: { code: string; program: string },
  because: "role-ended" | "over",
): Message {
  const texts = textsFor(requestTexts, reader).now;
  const line = lineOf((because === "over" ? texts.noLongerTheirs : texts.roleEnded)(code, program));
  return { text: line, blocks: [section(line)] };
}

/** Program and question, then of whom, by when. */
export function requestHead(reader: Reader, request: Request, readerId: string): KnownBlock[] {
  const texts = textsFor(requestTexts, reader).head;
  const isNew = request.came !== null && request.decider?.id === readerId && request.waitsFor !== null;
  return [
    words([
      { text: `${request.program.title} · ${request.title}`, bold: true },
      ...(isNew ? [{ text: ` ${texts.withYou}` }] : []),
    ]),
    context(lineOf(capitalised(facts(reader, request).join(" · ")))),
  ];
}

function facts(reader: Reader, request: Request): string[] {
  const texts = textsFor(requestTexts, reader).head;
  const dates = request.waitsFor === null ? null : datesLine(reader, request);
  return [
    ...(dates === null ? [] : [dates]),
    texts.from(request.asker.name),
    request.code,
    ...languageMarkOf(reader, request),
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
  const { recommended, options, why, costOfWaiting, evidence, question, description } = request;
  const said = (text: string) => shorten(text, LONGEST_SHOWN);
  const labelled = (label: string, text: string | null): Words[][] =>
    text === null || text === "" ? [] : [[{ text: label }, { text: said(text) }]];
  const choice = recommended === null ? null : (options[recommended]?.label ?? null);
  const recommendation = hasOptions ? [choice, why].filter((text) => text).join(" – ") : why;
  const isTheirs = request.decider?.id === readerId;
  const isWaiting = request.waitsFor === "question" && isTheirs;
  const lines = [
    ...(isTheirs ? cameLines(reader, request).map((text) => [{ text }]) : []),
    ...(hasOptions ? options : []).map(({ label, effect }, index) => [
      { text: `${index + 1}. ${label}${effect ? ` – ${said(effect)}` : ""}` },
    ]),
    ...labelled(texts.recommended, recommendation),
    ...labelled(texts.cost, costOfWaiting),
    ...(isBrief ? [] : labelled(texts.evidence, evidence)),
    ...(question && !(isBrief && isWaiting)
      ? [
          ...labelled(question.by.id === readerId ? texts.youAsked : texts.asked(question.by.name), question.question),
          ...(question.answer === null ? [[{ text: texts.noReply }]] : labelled(texts.reply, question.answer)),
        ]
      : []),
  ];
  const isQuoted = !["", request.title].includes(description) && !(isBrief && options.length > 1);
  const blocks: (KnownBlock | null)[] = [
    isQuoted ? quote({ text: shorten(description, 1500) }) : null,
    lines.length > 0 ? words(...lines) : null,
  ];
  return blocks.filter(isPresent);
}

/** How it has come to its decider, a line each. */
export function cameLines(reader: Reader, { came, voteClosed }: Request): string[] {
  const { body } = textsFor(requestTexts, reader);
  if (came === null) return [];
  const { how, from, why, until } = came;
  switch (how) {
    case "delegated":
      return why === null ? [] : [`${body.delegated(from.name)}${shorten(why, LONGEST_REASON)}`];
    case "no-answer":
      return [body.noAnswer(from.name, until === null ? "" : shortDate(reader, until))];
    case "away":
      return [body.away(from.name)];
    case "by-hand":
      return why === null ? [] : [why];
    case "vote":
      if (voteClosed === null) return [];
      return [
        voteClosed.result === "tie" ? body.tie(voteClosed.cast) : body.tooFew(voteClosed.cast, voteClosed.voters),
      ];
    default:
      return [body[how](from.name)];
  }
}

/** So many with buttons in one weekly message; of the others a line each. */
const MOST_WITH_BUTTONS = 3;

/** Among other messages: what is to be decided, with its buttons for the first few; else where it is. */
export function requestLine(reader: Reader, request: Request, readerId: string, place = 1): KnownBlock[] {
  const state = stateLine(reader, request, readerId);
  const title = `${request.program.title} · ${request.title}`;
  if (state !== null) return [plainSection(`${title}\n${state}`, stateButton(reader, request, readerId))];
  const dates = datesLine(reader, request);
  const lines = [[title, ...(dates === null ? [] : [dates])].join(" · "), ...cameLines(reader, request)];
  const [first] = decideButtons(reader, request).slice(-1);
  if (place > MOST_WITH_BUTTONS) return [plainSection(lines.join("\n"), first)];
  return [plainSection(lines.join("\n")), requestButtons(reader, request)];
}

/** To whoever asked: what its decider wants to know, in their words. */
export function questionMessage(reader: Reader, request: Request): Message {
  const { question: texts, buttons } = textsFor(requestTexts, reader);
  const { question } = request;
  if (!question || question.answer !== null || request.waitsFor === null) {
    const line = question?.answer != null ? texts.replied(request.decider?.name ?? "") : questionOver(reader, request);
    return { text: lineOf(line), blocks: [section(lineOf(`*${request.title}*`)), section(lineOf(line))] };
  }
  return {
    text: lineOf(texts.fallback(question.by.name, request.title)),
    blocks: [
      section(lineOf(texts.message(question.by.name, request.title))),
      quote({ text: question.question }),
      actions(
        `ask.question:${request.id}`,
        button(requestIds.reply, buttons.reply, { value: request.id, primary: true }),
      ),
    ],
  };
}

function questionOver(reader: Reader, request: Request): string {
  return stateLine(reader, request, "") ?? textsFor(requestTexts, reader).question.over;
}

export function questionLine(reader: Reader, request: Request): KnownBlock[] {
  return questionMessage(reader, request).blocks;
}

/** What a member sees; the count is shown to those who have voted. */
export interface VoteShown {
  own: Vote | undefined;
  votes: readonly Vote[];
  readerId: string;
}

export function voteMessage(reader: Reader, request: Request, { own, votes, readerId }: VoteShown): Message {
  const { vote: texts, buttons } = textsFor(requestTexts, reader);
  const isOpen = request.waitsFor === "committee" && request.waitsUntil !== null;
  const outcome = voteOver(reader, request);
  const choices = choicesOf(request, reader);
  const mine = own && texts.yours(choices[own.option]?.label ?? "");
  const until = shortDate(reader, lastVotingDay(request.waitsUntil ?? request.askedAt, reader.zone));
  return {
    text: lineOf(isOpen ? texts.fallback(request.title) : outcome),
    blocks: [
      ...requestHead(reader, request, readerId),
      ...(isOpen ? requestBody(reader, request, readerId) : [section(lineOf(outcome))]),
      isOpen ? section(texts.intro(until)) : null,
      mine ? section(lineOf(mine)) : null,
      own || !isOpen ? countLine(reader, request, votes) : null,
      isOpen
        ? actions(`ask.vote:${request.id}`, button(requestIds.vote, buttons.vote, { value: request.id, primary: !own }))
        : null,
    ].filter(isPresent),
  };
}

function voteOver(reader: Reader, request: Request): string {
  if (request.outcome && request.state === "decided") return outcomeLine(reader, request);
  return stateLine(reader, request, "") ?? textsFor(requestTexts, reader).vote.closed;
}

export function voteLine(reader: Reader, request: Request): SectionBlock {
  const { vote, buttons } = textsFor(requestTexts, reader);
  if (request.waitsFor !== "committee") return plainSection(`${request.title}\n${voteOver(reader, request)}`);
  return plainSection(vote.fallback(request.title), button(requestIds.vote, buttons.vote, { value: request.id }));
}

function countLine(reader: Reader, request: Request, votes: readonly Vote[]): KnownBlock | null {
  if (votes.length === 0) return null;
  const texts = textsFor(requestTexts, reader).vote;
  const choices = choicesOf(request, reader);
  const counts = [...Map.groupBy(votes, ({ option }) => option)]
    .sort(([one], [other]) => one - other)
    .map(([option, cast]) => texts.count(choices[option]?.label ?? "", cast.length));
  return context(lineOf(texts.counts(counts.join(" · "))));
}

/** To those who asked, and those who lead: what was decided, and why as far as the decider said it. `to`: a person's id. */
export function outcomeMessage(reader: Reader, request: Request, to: string): Message {
  const { outcome: texts, vote } = textsFor(requestTexts, reader);
  const { outcome } = request;
  const because = outcome?.vote ? vote.rationale(outcome.vote.for, outcome.vote.cast) : outcome?.rationale;
  const recommendation = recommendationTaken(request);
  const recommended = request.asker.id === to ? texts.recommended : texts.recommendedBy(request.asker.name);
  const blocks: (KnownBlock | null)[] = [
    words([{ text: outcomeTitle(reader, request, to), bold: true }]),
    section(lineOf(`✓ ${outcomeLine(reader, request)}`)),
    because
      ? words([{ text: texts.because, bold: true }, { text: because }])
      : recommendation === null
        ? null
        : words([{ text: recommended, bold: true }, { text: recommendation }]),
    context(lineOf(`${request.code} · ${request.program.title}`)),
  ];
  return { text: lineOf(texts.fallback(outcome?.text ?? "")), blocks: blocks.filter(isPresent) };
}

export function outcomeSection(reader: Reader, request: Request, to: string): SectionBlock {
  return plainSection(`${outcomeTitle(reader, request, to)} – ${outcomeLine(reader, request)}`);
}

function outcomeTitle(reader: Reader, { asker, title }: Request, to: string): string {
  const texts = textsFor(requestTexts, reader).outcome;
  return asker.id === to ? texts.title(title) : texts.titleOfOthers(asker.name, title);
}
