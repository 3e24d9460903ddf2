/** Which questions stand in which view of the form, and what of the last plan is offered there to tick as done. */

import { linesIn } from "../../cadences/questions/field-lines.ts";
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { ELEMENT_LIMITS, VIEW_LIMITS } from "../../platform/slack/limits.ts";
import { NEW_BLOCK, NEW_DATE_BLOCK } from "../../register/milestones/rules-answer.ts";
import { blockOf, PATH_FIELDS, pathBlockOf, reasonBlockOf, requestBlockOf, trackBlockOf } from "./fields.ts";

/** The questions of the first view, and of the one behind *More* where there is one. */
export function pagesOf(questions: readonly Question[]): [Question[], ...Question[][]] {
  const first = questions.filter(({ more }) => !more);
  const more = questions.filter((question) => question.more);
  if (first.length === 0) return [more];
  return more.length === 0 ? [first] : [first, more];
}

/** The place of the page that has this block; the first for a block that none has. A milestone is added in the last one. */
export function pageOfBlock(pages: readonly (readonly Question[])[], block: string): number {
  if (block === NEW_BLOCK || block === NEW_DATE_BLOCK) return pages.length - 1;
  return Math.max(
    0,
    pages.findIndex((page) => blocksOf(page).includes(block)),
  );
}

function blocksOf(questions: readonly Question[]): string[] {
  return questions.flatMap(({ key, type }) => [
    blockOf(key),
    trackBlockOf(key),
    requestBlockOf(key, "who"),
    requestBlockOf(key, "by"),
    ...(type === "health" ? [reasonBlockOf(key), ...PATH_FIELDS.map((field) => pathBlockOf(key, field))] : []),
  ]);
}

/** The list stands in the metadata of the view, which has little room: what was shown is what is recorded. */
export const ROOM_FOR_PLAN = VIEW_LIMITS.privateMetadata - 500;

/** Lines of what was written, to be ticked as done: the first ones that there is room for. */
export function stepsOf(texts: readonly string[], room = ROOM_FOR_PLAN): string[] {
  const steps: string[] = [];
  for (const step of new Set(texts.flatMap((text) => linesIn(text))))
    if (steps.length < ELEMENT_LIMITS.checkboxes && JSON.stringify([...steps, step]).length <= room) steps.push(step);
  return steps;
}

/** What was planned in an earlier check-in, as the answers of one in which nothing moved; null where nothing was. */
export function planIn(questions: readonly Question[], earlier: { answers: Answers } | undefined): Answers | null {
  const planned = questions.flatMap(({ key, feeds, type }) => {
    const plan = feeds === "next" && (type === "text" || type === "long-text") ? earlier?.answers[key] : undefined;
    return plan === undefined ? [] : [[key, plan] as const];
  });
  return planned.length === 0 ? null : Object.fromEntries(planned);
}

/** Whether an answer is nothing but the plan of last time. */
export function isPlanUnchanged(given: { nothingToReport: boolean; answers: Answers }): boolean {
  return given.nothingToReport && Object.keys(given.answers).length > 0;
}

/** The question above which the last plan stands to be ticked; undefined where no text asks what was done. */
export function questionOfPlan(questions: readonly Question[]): Question | undefined {
  return questions.find((question) => question.feeds === "progress" && question.type === "long-text");
}

/** What of the questions this person is asked: some are for whoever leads alone. */
export function questionsAsked(questions: readonly Question[], { leads }: { leads: boolean }): Question[] {
  return leads ? [...questions] : questions.filter(({ onlyLead }) => !onlyLead);
}

/** What was ticked, a line each, before what was typed; undefined when there is neither. */
export function withTicked(ticked: readonly string[], typed: string | undefined): string | undefined {
  if (ticked.length === 0) return typed;
  return [...ticked, ...(typed?.trim() ? [typed] : [])].join("\n");
}

export function hasSeveralViews(questions: readonly Question[]): boolean {
  return pagesOf(questions).length > 1;
}

/** How much text a question takes. */
export function longestIn({ max }: Pick<Question, "max">): number {
  return Math.min(max ?? ELEMENT_LIMITS.plainTextInput, ELEMENT_LIMITS.plainTextInput);
}
