/** Which questions stand in which view of the form, and what of the last plan is offered there to tick as done. */

import type { Answers, Question } from "../../cadences/questions/questions.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import { ELEMENT_LIMITS, VIEW_LIMITS } from "../../platform/slack/limits.ts";
import { sentencesOf } from "../../platform/texts/sentences.ts";
import { NEW_BLOCK, NEW_DATE_BLOCK } from "../../register/milestones/rules-answer.ts";
import { blockOf, PATH_FIELDS, pathBlockOf, reasonBlockOf } from "./fields.ts";

/** More in the first view than this and people close the form. */
const FIELDS_AT_FIRST = 6;
/** Three screens of a phone. */
const MOST_FIELDS = 12;

/**
 * The questions of each view. The first has the required ones, then others in their order up to six fields; no view has
 * more than twelve. A status takes two: what is asked below it belongs together.
 */
export function pagesOf(questions: readonly Question[]): [Question[], ...Question[][]] {
  const first = questionsAtFirst(questions);
  let rest = questions.filter((question) => !first.includes(question));
  const pages: Question[][] = [];
  while (rest.length > 0) {
    const shown = thatFit(rest, MOST_FIELDS);
    pages.push(shown);
    rest = rest.filter((question) => !shown.includes(question));
  }
  return [first, ...pages];
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
    ...(type === "health" ? [reasonBlockOf(key), ...PATH_FIELDS.map((field) => pathBlockOf(key, field))] : []),
  ]);
}

function questionsAtFirst(questions: readonly Question[]): Question[] {
  const required = thatFit(
    questions.filter((question) => question.required),
    MOST_FIELDS,
  );
  let room = FIELDS_AT_FIRST - required.reduce((sum, question) => sum + sizeOf(question), 0);
  return questions.filter((question) => {
    if (required.includes(question)) return true;
    if (question.required || sizeOf(question) > room) return false;
    room -= sizeOf(question);
    return true;
  });
}

/** From the start, as many as there is room for. */
function thatFit(questions: readonly Question[], room: number): Question[] {
  let size = 0;
  const end = questions.findIndex((question) => {
    size += sizeOf(question);
    return size > room;
  });
  return end === -1 ? [...questions] : questions.slice(0, end);
}

function sizeOf(question: Question): number {
  return question.type === "health" ? 2 : 1;
}

/** The list stands in the metadata of the view, which has little room: what was shown is what is recorded. */
export const ROOM_FOR_PLAN = VIEW_LIMITS.privateMetadata - 500;

/**
 * The steps of a plan, to be ticked as done: its lines, or the sentences of a plan in one line, without bullets; the
 * first ones that there is room for.
 */
export function stepsOf(plan: string, room = ROOM_FOR_PLAN): string[] {
  const steps: string[] = [];
  for (const step of new Set(sentencesOf(plan)))
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

/** In somebody's first daily check-in there is no last time since which anything could have moved: it may be left empty. */
export function questionsAsked(
  questions: readonly Question[],
  { every, isFirst }: { every: WrittenRule["every"]; isFirst: boolean },
): Question[] {
  const moved = every === "day" && isFirst ? questionOfPlan(questions) : undefined;
  return questions.map((question) => (question === moved ? { ...question, required: false } : question));
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
