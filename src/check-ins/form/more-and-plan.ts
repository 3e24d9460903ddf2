/** Which questions stand behind *More*, and what of the last plan is offered to tick as done. */
import { linesIn } from "../../cadences/questions/field-lines.ts";
import type { Answers, Question } from "../../cadences/questions/questions.ts";
import { ELEMENT_LIMITS, VIEW_LIMITS } from "../../slack/limits.ts";

/** The questions that a form begins with, and those behind *More*, where none has to be answered. */
export function splitAtMore(questions: readonly Question[]): { first: Question[]; more: Question[] } {
  const isBehind = ({ more, required }: Question) => more === true && !required;
  const more = questions.filter(isBehind);
  return more.length === questions.length
    ? { first: more, more: [] }
    : { first: questions.filter((question) => !isBehind(question)), more };
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

/**
 * What was planned in an earlier check-in, as the answers of one in which nothing moved, kept in the team where it was; null
 * where nothing was.
 */
export function planIn(questions: readonly Question[], earlier: { answers: Answers } | undefined): Answers | null {
  const planned = questions.flatMap(({ key, feeds, type }) => {
    const plan = feeds === "next" && (type === "text" || type === "long-text") ? earlier?.answers[key] : undefined;
    return plan === undefined ? [] : [[key, plan] as const];
  });
  const keys = planned.map(([key]) => key);
  const kept = questions.flatMap(({ key, type }) => {
    const chosen = earlier?.answers[key];
    const theirs = type === "fields" && Array.isArray(chosen) ? chosen.filter((each) => keys.includes(each)) : [];
    return theirs.length === 0 ? [] : [[key, theirs] as const];
  });
  return planned.length === 0 ? null : Object.fromEntries([...planned, ...kept]);
}

/**
 * The question above which the last plan, or what was written before, stands to be ticked: what was done, else what was learnt;
 * undefined where no text asks that.
 */
export function questionOfPlan(questions: readonly Question[]): Question | undefined {
  const texts = questions.filter(({ type }) => type === "long-text");
  return texts.find(({ feeds }) => feeds === "progress") ?? texts.find(({ feeds }) => feeds === "lesson");
}

/** What was ticked, a line each, before what was typed; undefined when there is neither. */
export function withTicked(ticked: readonly string[], typed: string | undefined): string | undefined {
  if (ticked.length === 0) return typed;
  return [...ticked, ...(typed?.trim() ? [typed] : [])].join("\n");
}

/** How much text a question takes. */
export function longestIn({ max }: Pick<Question, "max">): number {
  return Math.min(max ?? ELEMENT_LIMITS.plainTextInput, ELEMENT_LIMITS.plainTextInput);
}
