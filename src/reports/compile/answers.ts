/** The lines of a report that were written in answers, as they were written. */
import type { Feed } from "../../cadences/questions/questions.ts";
import { isTakenIn } from "../facts/cadences-feeding-reports.ts";
import type { AnswerFacts } from "../facts/program-facts.ts";
import { answerSource, answersWithWords, type Basis, distinctSources, isOwn, linesOf, normalise } from "./basis.ts";
import type { Line, LineKind, Report } from "./report.ts";

/** Every line stands. */
const LISTS: readonly (readonly [Feed, LineKind])[] = [
  ["decision", "decided"],
  ["value", "value"],
  ["progress", "done"],
  ["lesson", "lesson"],
];

/** Of each author the last that was written. */
const SINGLE: readonly (readonly [Feed, LineKind])[] = [
  ["bottom-line", "bottom-line"],
  ["aim", "aim"],
  ["capacity", "capacity"],
];

/** What answers say of the period; the newest first. */
export function writtenLines(basis: Basis): Line[] {
  return [
    ...LISTS.flatMap(([feed, kind]) => answersFor(basis, feed).flatMap((answer) => lines(basis, answer, feed, kind))),
    ...SINGLE.flatMap(([feed, kind]) =>
      lastOfEach(answersFor(basis, feed)).flatMap((answer) => lines(basis, answer, feed, kind)),
    ),
    ...lastOfEach(answersFor(basis, "next"))
      .filter((answer) => isNewest(basis, answer, "next"))
      .flatMap((answer) => lines(basis, answer, "next", "next")),
    ...basis.facts.within.toReversed().flatMap(linesWithin),
  ].filter((line) => !wasDecided(basis, line));
}

/** New risks that are no item: words of this period. */
export function riskLines(basis: Basis): Line[] {
  return answersFor(basis, "risk").flatMap((answer) => {
    const writtenOn = basis.dayOf(answer.answeredAt);
    return lines(basis, answer, "risk", "open").map((line): Line => ({ ...line, type: "risk", writtenOn }));
  });
}

/** Of a shorter report what was written; items are taken from the register. */
function linesWithin(report: Report): Line[] {
  return report.lines
    .filter(({ kind, itemId }) => (kind === "decided" || kind === "value") && itemId === undefined)
    .map(({ isLate, ...line }) => line);
}

/** A decision is in one report. */
function wasDecided({ previous }: Basis, line: Line): boolean {
  if (line.kind !== "decided" || previous === null) return false;
  return previous.lines.some(
    ({ kind, text, outcome = "" }) =>
      kind === "decided" && [text, outcome].map(normalise).includes(normalise(line.text)),
  );
}

function lines(basis: Basis, answer: AnswerFacts, feed: Feed, kind: LineKind): Line[] {
  const texts = answer.fields.find(({ feeds }) => feeds === feed)?.texts;
  return linesOf(answer, feed).map((text) => {
    const same = answersWithWords(basis, feed, normalise(text));
    return {
      kind,
      text,
      ...(texts && { texts }),
      by: answer.personId,
      since: null,
      ...(kind === "bottom-line" && laterOf(basis, answer).length > 0 && { writtenOn: basis.dayOf(answer.answeredAt) }),
      ...(same.every(({ isLate }) => isLate) && { isLate: true as const }),
      sources: distinctSources([answer, ...same].map(answerSource)),
    };
  });
}

/**
 * The answers from which a field is taken, the newest first: those of the rhythm, else those that fill in for them. A year has
 * those of its last quarter beside its own, since no other digest brings them.
 */
function answersFor({ facts }: Basis, feed: Feed): AnswerFacts[] {
  const { rhythm } = facts;
  const own = facts.answers.filter(
    (answer) => isOwn(rhythm, answer) || isTakenIn(rhythm, answer.every) || answer.isForTeam,
  );
  const isWritten = own.some(
    (answer) =>
      !answer.isLate &&
      (linesOf(answer, feed).length > 0 || answer.fields.some(({ feeds, isTeamOnly }) => feeds === feed && isTeamOnly)),
  );
  return (isWritten ? own : facts.answers).filter((answer) => linesOf(answer, feed).length > 0).toReversed();
}

/** Its author left the field empty in no later answer of its rhythm: what was planned then may be done by now. */
function isNewest(basis: Basis, answer: AnswerFacts, feed: Feed): boolean {
  const isAsked = ({ every, fields }: AnswerFacts) =>
    every === answer.every && fields.some(({ feeds }) => feeds === feed);
  return !laterOf(basis, answer).some(isAsked);
}

/** The later answers of the author of this one. */
function laterOf({ facts }: Basis, { personId, answeredAt }: AnswerFacts): AnswerFacts[] {
  return facts.answers.filter((other) => other.personId === personId && other.answeredAt > answeredAt);
}

/** Of each author one answer: the newest that came in time, else the newest. `answers` has the newest first. */
function lastOfEach(answers: readonly AnswerFacts[]): AnswerFacts[] {
  return [...new Set(answers.map(({ personId }) => personId))].flatMap((author) => {
    const theirs = answers.filter(({ personId }) => personId === author);
    return theirs.find(({ isLate }) => !isLate) ?? theirs[0] ?? [];
  });
}
