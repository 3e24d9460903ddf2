/** What has become of a request, in a sentence. */

import {
  dayAndMonth,
  type Reader,
  shortDate,
  textsFor,
  timeOfDay,
  withFullStop,
} from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { shorten } from "../../slack/blocks.ts";
import { lastVotingDay } from "./answer-by.ts";
import { doingOf, type Viewer } from "./buttons.ts";
import { choicesOf, type Request } from "./request.ts";
import { requestTexts } from "./texts.ts";

/** Where it is; null where its reader has it to decide here and now. */
export function stateLine(reader: Reader, request: Request, viewer: Viewer): string | null {
  const texts = textsFor(requestTexts, reader).now;
  const { program, decider, asker, pending, question, waitsFor, waitsUntil, votes } = request;
  if (request.outcome && request.state === "decided") return `✓ ${outcomeLine(reader, request)}`;
  if (program.isClosed) return texts.ofClosed(program.title);
  if (request.state === "withdrawn") return texts.withdrawn;
  const isDecider = decider.id === viewer.readerId;
  const time = pending === null ? "" : timeOfDay(reader, pending.until);
  switch (doingOf(request, viewer)) {
    case "decide":
      return null;
    case "undo":
      return `✓ ${withFullStop(pending?.text ?? "")} ${texts.undoable(time)}`;
    case "reply":
      return texts.asks(question?.by.name ?? "", question?.question ?? "");
    case "answer":
      if (waitsFor === "date" && waitsUntil !== null) return texts.postponed(shortDate(reader, waitsUntil));
      return question?.by.id === viewer.readerId
        ? texts.youAsked(asker.name, question.question)
        : texts.asked(question?.by.name ?? "", asker.name, question?.question ?? "");
    default:
  }
  // Everybody but another decider sees it open.
  if (pending && isDecider) return texts.deciding(pending.by.name, time);
  if (waitsFor === "committee" && waitsUntil !== null) {
    const own = votes.find(({ personId }) => personId === viewer.readerId);
    const yours = own && texts.yourVote(choicesOf(request, reader)[own.option]?.label ?? "");
    return [texts.inVote(shortDate(reader, lastVotingDay(waitsUntil, reader.zone))), yours].filter(Boolean).join(" ");
  }
  return texts.withOther(decider.name);
}

/** “Decided on 3 Nov by Ines: … Recorded as LOY-D-3.” */
export function outcomeLine(reader: Reader, { outcome }: Request): string {
  if (!outcome) return "";
  const texts = textsFor(requestTexts, reader).now;
  const { vote, text, decidedBy, decidedAt, decisionCode } = outcome;
  const date = dayAndMonth(reader, localDateOf(decidedAt, reader.zone));
  const decided = vote ? texts.voted(date, text) : texts.decided(date, decidedBy.name, text);
  return `${withFullStop(decided)} ${texts.recorded(decisionCode)}`;
}

/** By when it is answered and needed, with the dates that were; null without one. */
export function datesLine(
  reader: Reader,
  { answerBy, neededBy, originalNeededBy, moves, isOverdue }: Request,
): string | null {
  const texts = textsFor(requestTexts, reader).head;
  if (neededBy === null || answerBy === null) return null;
  const day = shortDate(reader, neededBy);
  const needed =
    moves > 0 && originalNeededBy !== null ? texts.moved(shortDate(reader, originalNeededBy), day, moves) : day;
  if (isOverdue && answerBy <= neededBy) return texts.overdue(needed);
  if (answerBy === neededBy) return texts.answerBy(needed);
  return (isOverdue ? texts.answerByWasNeeded : texts.answerByNeeded)(shortDate(reader, answerBy), needed);
}

/** Longer reasons are shown whole where the request is opened. */
const LONGEST_REASON = 200;

/** How it has come to its decider; null: it is with whom it was asked of. */
export function cameLine(reader: Reader, { came }: Request): string | null {
  const { body } = textsFor(requestTexts, reader);
  if (came === null) return null;
  const { how, from, why, until, vote } = came;
  switch (how) {
    case "delegated":
      return why === null ? null : `${body.delegated(from.name)}${shorten(why, LONGEST_REASON)}`;
    case "no-answer":
      return body.noAnswer(from.name, until === null ? "" : shortDate(reader, until));
    case "by-hand":
    case "led":
      return why;
    case "vote":
      return vote && body.noMajority(vote.cast, vote.voters);
    default:
      return body[how](from.name);
  }
}
