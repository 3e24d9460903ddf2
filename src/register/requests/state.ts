/** What has become of a request, in a sentence. */
import {
  dayAndMonth,
  type Reader,
  shortDate,
  textsFor,
  timeOfDay,
  withFullStop,
} from "../../platform/texts/language.ts";
import { languageMark, markShown } from "../../platform/texts/language-of-text.ts";
import { localDateOf } from "../../platform/time.ts";
import { lastVotingDay } from "./answer-by.ts";
import type { Request } from "./request.ts";
import { requestTexts } from "./texts.ts";

/** Whether somebody has just decided it and may undo that. */
export function isUndoable({ pending }: Request, personId: string): boolean {
  return pending?.by.id === personId;
}

/** Where it is, when its reader has nothing to decide here and now; null where they have. */
export function stateLine(reader: Reader, request: Request, readerId: string): string | null {
  if (request.outcome && request.state === "decided") return `✓ ${outcomeLine(reader, request)}`;
  return openStateLine(reader, request, readerId);
}

/** As `stateLine`, with room for little: without the code of the decision. */
export function shortStateLine(reader: Reader, request: Request, readerId: string): string | null {
  const { outcome, state } = request;
  if (outcome && state === "decided") return `✓ ${decidedLine(reader, outcome)}`;
  return openStateLine(reader, request, readerId);
}

/** “Decided on 3 Nov by Ines: …”, with the code of the decision. */
export function outcomeLine(reader: Reader, { outcome }: Request): string {
  if (!outcome) return "";
  return `${decidedLine(reader, outcome)} ${textsFor(requestTexts, reader).now.recorded(outcome.decisionCode)}`;
}

function openStateLine(reader: Reader, request: Request, readerId: string): string | null {
  const texts = textsFor(requestTexts, reader).now;
  const { program, decider, pending, waitsUntil } = request;
  if (request.state === "withdrawn") return texts.withdrawn;
  if (program.isClosed) return texts.ofClosed(program.title);
  if (request.state === "closed") return texts.closed;
  const isDecider = decider?.id === readerId;
  if (pending) {
    const time = timeOfDay(reader, pending.until);
    if (pending.by.id === readerId) return `✓ ${withFullStop(pending.text)} ${texts.undoable(time)}`;
    // Everybody but another decider sees it open.
    if (isDecider) return texts.deciding(pending.by.name, time);
  }
  if (request.waitsFor === "committee" && waitsUntil !== null)
    return texts.inVote(shortDate(reader, lastVotingDay(waitsUntil, reader.zone)));
  if (decider === null) return texts.withNobody;
  if (!isDecider) return texts.withOther(decider.name);
  if (request.waitsFor === "date" && waitsUntil !== null) return texts.postponed(shortDate(reader, waitsUntil));
  return request.waitsFor === "question" ? questionLine(reader, request, readerId) : null;
}

/** The question that is open, and to whom. */
function questionLine(reader: Reader, { question, asker }: Request, readerId: string): string | null {
  const texts = textsFor(requestTexts, reader).now;
  if (!question) return null;
  return question.by.id === readerId
    ? texts.youAsked(asker.name, question.question)
    : texts.asked(question.by.name, asker.name, question.question);
}

function decidedLine(reader: Reader, outcome: NonNullable<Request["outcome"]>): string {
  const texts = textsFor(requestTexts, reader).now;
  const date = dayAndMonth(reader, localDateOf(outcome.decidedAt, reader.zone));
  const said = outcome.vote
    ? texts.voted(date, outcome.text)
    : texts.decided(date, outcome.decidedBy.name, outcome.text);
  return withFullStop(said);
}

/** By when it is answered and needed, with the dates that were; null without one. */
export function datesLine(
  reader: Reader,
  { answerBy, neededBy, originalNeededBy, moves, ...request }: Request,
): string | null {
  const texts = textsFor(requestTexts, reader).head;
  if (neededBy === null) return null;
  const day = shortDate(reader, neededBy);
  const needed =
    moves > 0 && originalNeededBy !== null ? texts.moved(shortDate(reader, originalNeededBy), day, moves) : day;
  const isLate = request.isOverdue;
  if (answerBy === null) return isLate ? texts.overdue(needed) : texts.neededBy(needed);
  const isAnswerLate = isLate && answerBy <= neededBy;
  if (isAnswerLate) return texts.overdue(needed);
  if (answerBy === neededBy) return texts.answerBy(needed);
  return (isLate ? texts.answerByWasNeeded : texts.answerByNeeded)(shortDate(reader, answerBy), needed);
}

/** That a request and its options are in another language than its reader’s: "[fr]". */
export function languageMarkOf(reader: Reader, { title, description, options, why, costOfWaiting }: Request): string[] {
  const written = [description, ...options.map(({ label }) => label), why, costOfWaiting];
  return markShown(languageMark(reader, title, [title, ...written.filter((text) => text !== null)]));
}
