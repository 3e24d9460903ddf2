/** Answers as a scenario gives them, read with the questions they are for. Their forms: docs/scenarios.md. */
import { z } from "zod";
import { needsReason } from "../cadences/questions/health-scale.ts";
import {
  type Answers,
  type AnswerValue,
  type HealthAnswer,
  healthAnswerSchema,
  OUTLOOKS,
  type Question,
  type RecommendationAnswer,
  recommendationAnswerSchema,
} from "../cadences/questions/questions.ts";
import { mustBe, strictObject } from "../platform/texts/input-problems.ts";
import { CHOICES } from "../register/items-in-check-in.ts";
import type { Problem } from "../setup/setup-file.ts";

/** Slack's plain-text input takes no more, counted in UTF-16 units. */
const LONGEST_TEXT = 3000;

const itemName = z.string().min(1, "must not be empty");
const moveSchema = strictObject({ to: z.iso.date(mustBe("a date such as 2026-09-07")), why: itemName });
const pressed = CHOICES.filter((choice) => choice !== "moved");
const refusal = `must be ${pressed.join(", ")} or { to, why }`;
const choiceSchema = z.union([z.enum(pressed, refusal), moveSchema], refusal);

/** By the type of the question where they stand: what is pressed, by the code or words of the title of an item. */
export const ITEM_FIELDS = {
  items: z.record(itemName, choiceSchema, mustBe("items by code or title")),
  milestones: z.record(itemName, choiceSchema, mustBe("milestones by title")),
  objectives: z.record(itemName, z.enum(OUTLOOKS), mustBe("objectives by title")),
  measures: z.record(
    itemName,
    z.string().transform((number) => ({ number })),
    mustBe("numbers by title"),
  ),
};

export type ItemWords = z.infer<(typeof ITEM_FIELDS)[keyof typeof ITEM_FIELDS]>;

interface ReadAnswers {
  answers: Answers;
  items: ItemWords;
  problems: Problem[];
}

/** What the real form would refuse is a problem here; its path starts at the question's key. */
export function readAnswers(questions: readonly Question[], given: Readonly<Record<string, unknown>>): ReadAnswers {
  const allowed = questions.flatMap((question) => [question.key, ...besides(question).map(([key]) => key)]);
  const problems: Problem[] = Object.keys(given)
    .filter((key) => !allowed.includes(key))
    .map((key) => ({ path: [key], message: `no such question; there are ${allowed.join(", ")}` }));
  const into: ReadAnswers = { answers: {}, items: {}, problems };

  for (const question of questions) {
    readBesides(question, given, into);
    readAnswer(question, given[question.key], into);
  }
  return into;
}

function readBesides(
  question: Question,
  given: Readonly<Record<string, unknown>>,
  { answers, problems }: ReadAnswers,
): void {
  for (const [key, schema] of besides(question)) {
    const read = schema.safeParse(given[key]);
    if (!read.success) problems.push(...problemsOf(read.error, [key]));
    else if (read.data !== undefined) answers[key] = read.data;
  }
}

function readAnswer(question: Question, value: unknown, { answers, items, problems }: ReadAnswers): void {
  if (isMissing(value)) {
    const isRequired = question.required && !question.onlyLead;
    if (isRequired) problems.push({ path: [question.key], message: "an answer is required" });
    return;
  }

  const { type } = question;
  if (type === "items" || type === "milestones" || type === "measures" || type === "objectives") {
    const read = ITEM_FIELDS[type].safeParse(value);
    if (read.success) Object.assign(items, read.data);
    else problems.push(...problemsOf(read.error, [question.key]));
    return;
  }

  const read = answerSchema({ ...question, type }).safeParse(value);
  if (read.success) answers[question.key] = read.data;
  else problems.push(...problemsOf(read.error, [question.key]));
}

const tickOf = (isTicked: boolean) => (isTicked ? "track" : "");

/** What stands beside the field of a question: its tick, by when a request is needed. */
function besides({ key, feeds, track }: Question): [string, z.ZodType<AnswerValue | undefined>][] {
  if (track !== undefined) return [[`${key}:track`, z.boolean(mustBe("true or false")).transform(tickOf).optional()]];
  return feeds === "request" ? [[`${key}:by`, z.iso.date(mustBe("a date such as 2026-09-07")).optional()]] : [];
}

/** One problem per issue, an unknown key being one at its own path. */
export function problemsOf(error: z.ZodError, at: readonly (string | number)[] = []): Problem[] {
  return error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...path, key], message: issue.message }));
  });
}

function isMissing(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

type Answered = Question & { type: Exclude<Question["type"], keyof typeof ITEM_FIELDS> };

function answerSchema(question: Answered): z.ZodType<AnswerValue> {
  const { min, max } = question;
  switch (question.type) {
    case "text":
    case "long-text":
      return textSchema(min ?? 0, Math.min(max ?? LONGEST_TEXT, LONGEST_TEXT));
    case "number":
      return z
        .number(mustBe("a number"))
        .min(min ?? Number.NEGATIVE_INFINITY, `is less than ${min}`)
        .max(max ?? Number.POSITIVE_INFINITY, `is more than ${max}`);
    case "choice":
      return optionSchema(question);
    case "fields":
      return z.array(z.string(), mustBe("a list of questions"));
    case "choices":
      return z.array(optionSchema(question), mustBe("a list of options"));
    case "health":
      return healthSchema();
    case "recommendation":
      return recommendationSchema();
  }
}

function textSchema(min: number, max: number): z.ZodType<string> {
  return z
    .string(mustBe("a text"))
    .min(min, `is shorter than ${min} characters`)
    .max(max, `is longer than ${max} characters`);
}

function optionSchema(question: Question): z.ZodType<string> {
  const values = (question.options ?? []).map((option) => option.value);
  return z.string().refine((value) => values.includes(value), `no such option; there are ${values.join(", ")}`);
}

/** A bare choice stands for an object with nothing else. */
function recommendationSchema(): z.ZodType<RecommendationAnswer> {
  return z
    .unknown()
    .transform((value) => (typeof value === "string" ? { recommend: value } : value))
    .pipe(recommendationAnswerSchema)
    .superRefine(({ recommend, reason = "", until }, context) => {
      const problem = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
      if (recommend !== "continue" && reason.trim() === "") problem(["reason"], `${recommend} needs a reason`);
      if (recommend === "pause" && until === undefined) problem(["until"], "a pause needs a date");
    });
}

/** A bare colour stands for an object with nothing else. */
function healthSchema(): z.ZodType<HealthAnswer> {
  return z
    .unknown()
    .transform((value) => (typeof value === "string" ? { colour: value } : value))
    .pipe(healthAnswerSchema)
    .superRefine((health, context) => {
      const problem = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
      const hasReason = Boolean(health.reason?.trim());
      if (needsReason(health.colour) && !hasReason) problem(["reason"], `${health.colour} needs a reason`);
      const path = health.pathToGreen;
      if (path && !needsReason(health.colour)) problem(["pathToGreen"], "green has no path to green");
      if (!path && hasReason && needsReason(health.colour))
        problem(["pathToGreen"], `${health.colour} needs an action and a date`);
      const tooLong = `is longer than ${LONGEST_TEXT} characters`;
      if ((health.reason?.length ?? 0) > LONGEST_TEXT) problem(["reason"], tooLong);
      if ((path?.action.length ?? 0) > LONGEST_TEXT) problem(["pathToGreen", "action"], tooLong);
    });
}
