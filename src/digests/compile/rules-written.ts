/** What answers say in words, and whose last words stand. Pure. */
import { type Feed, type QuestionType, WRITTEN } from "../../cadences/questions/questions.ts";
import { saysNoNews, saysNothing } from "../../register/drafts/rules-nothing.ts";
import { ANSWERS_TO_END, saysSolved } from "../../register/rules-alive.ts";
import type { AnswerFacts, FedAnswer, ProgramFacts } from "./facts.ts";

/** What stands until the record has it ended, told or not. */
export const MATTERS: readonly Feed[] = ["blocker", "risk"];

export function textsOf(answer: AnswerFacts, feed: Feed, types: readonly QuestionType[] = WRITTEN): string[] {
  return writtenIn(answer, feed, types).map(({ text }) => text);
}

/** All that it says in words, without what says nothing. */
export function textsIn({ fed }: AnswerFacts): string[] {
  return fed.flatMap((one) => (isWritten(one) && !saysNothing(one.value, one.feed) ? [one.value] : []));
}

export function isWritten(one: FedAnswer): one is FedAnswer & { value: string } {
  return typeof one.value === "string" && WRITTEN.includes(one.type);
}

export function writtenIn(answer: AnswerFacts, feed: Feed, types: readonly QuestionType[] = WRITTEN) {
  const written: (Pick<FedAnswer, "key" | "label"> & { text: string })[] = [];
  for (const { feed: fed, value, type, key, label } of answer.fed)
    if (fed === feed && typeof value === "string" && types.includes(type)) written.push({ text: value, key, label });
  return written;
}

/** Without what says nothing: whoever wrote that has answered, and it is not quoted. */
export function contentsOf(answer: AnswerFacts, feed: Feed) {
  return writtenIn(answer, feed).filter(({ text }) => !saysNothing(text, feed));
}

/** Nothing to report keeps what was open. */
export function lastOfEachPerson(answers: readonly AnswerFacts[]): AnswerFacts[] {
  const last = new Map<string, AnswerFacts>();
  for (const answer of answers) if (!answer.nothingToReport) last.set(`${answer.cadenceId} ${answer.personId}`, answer);
  return byTime([...last.values()]);
}

/** It has no news of a blocker or a risk. */
export function saysItStands(answer: AnswerFacts): boolean {
  return MATTERS.some((feed) => hasNoNews(answer, feed));
}

function hasNoNews(answer: AnswerFacts, feed: Feed): boolean {
  return textsOf(answer, feed).some(saysNoNews);
}

export function voiceOf({ cadenceId, personId }: Pick<AnswerFacts, "cadenceId" | "personId">): string {
  return `${cadenceId} ${personId}`;
}

/**
 * The last answer of each person that names such a matter, unless as many since then as end it leave it out, one running
 * after the other, or “No change” follows a “None”. Of an earlier period it is where one of this says that it stands, it
 * was not said to be solved, and the register has it open.
 */
export function aliveOfEachPerson({ answers, saidBefore, alive }: ProgramFacts, feed: Feed): AnswerFacts[] {
  const isNaming = (answer: AnswerFacts) => contentsOf(answer, feed).length > 0;
  // An extra round asks about something else.
  const mayEnd = (one: AnswerFacts) => !one.nothingToReport && !one.roundKey.includes("+") && !hasNoNews(one, feed);
  // Behind a question that was left empty, “no change” speaks of what was said before that.
  const saysNone = (one: AnswerFacts) => textsOf(one, feed).length > 0;
  const ofPeriod = new Set(answers.map(({ checkInId }) => checkInId));
  const isOver = (one: AnswerFacts) =>
    !ofPeriod.has(one.checkInId) && contentsOf(one, feed).every(({ text }) => saysSolved(text));
  const aliveOf = (theirs: readonly AnswerFacts[]) => {
    let ending = 0;
    let isAsBefore = false;
    for (const one of theirs.toReversed()) {
      if (isNaming(one)) return isOver(one) ? [] : [one];
      if (mayEnd(one)) ending += isAsBefore && saysNone(one) ? ANSWERS_TO_END : 1;
      if (ending >= ANSWERS_TO_END) break;
      if (!hasNoNews(one, feed)) continue;
      isAsBefore = true;
      ending = 0;
    }
    return [];
  };
  const isAlive = ({ checkInId }: AnswerFacts) =>
    ofPeriod.has(checkInId) || alive.some((one) => one.feed === feed && one.checkInId === checkInId);
  const standing = new Set(saidBefore.length > 0 ? answers.filter((one) => hasNoNews(one, feed)).map(voiceOf) : []);
  const before = saidBefore.filter((one) => standing.has(voiceOf(one)) && !ofPeriod.has(one.checkInId));
  const voices = Map.groupBy([...byTime(before), ...answers], voiceOf);
  return byTime([...voices.values()].flatMap(aliveOf).filter(isAlive));
}

export function byTime<A extends Pick<AnswerFacts, "answeredAt" | "checkInId">>(answers: readonly A[]): A[] {
  return answers.toSorted((a, b) => compare(a.answeredAt, b.answeredAt) || compare(a.checkInId, b.checkInId));
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
