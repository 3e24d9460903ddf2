import { z } from "zod";
import { cutAtWord } from "../../platform/texts/display.ts";
import { problem, schemaError, type Words } from "../../platform/texts/input-problems.ts";
import type { Language } from "../../platform/texts/language.ts";
import { HEALTH_COLOURS } from "./health-scale.ts";

export const QUESTION_TYPES = [
  "text",
  "long-text",
  "health",
  "number",
  "choice",
  "choices",
  "items",
  "milestones",
  "measures",
  "objectives",
  "recommendation",
  "fields",
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** Uses of an answer. */
export const FEEDS = [
  "bottom-line",
  "progress",
  "next",
  "blocker",
  "health",
  "milestone",
  "value",
  "metric",
  "risk",
  "request",
  "decision",
  "aim",
  "lesson",
  "capacity",
  "dependency",
  "agenda",
  "details",
] as const;
export type Feed = (typeof FEEDS)[number];

/** One text for all, or one per language. */
export const localTextSchema = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1), fr: z.string().min(1) }),
]);
export type LocalText = z.infer<typeof localTextSchema>;

/** UTF-16 units. */
export const SHORT_LABEL_LENGTH = 24;

const option = z.strictObject({ value: z.string().min(1).max(75), label: localTextSchema });

export const questionSchema = z
  .strictObject({
    // A key of answers: no property name of Object.
    key: z.string().regex(
      /^(?!constructor$)[a-z0-9][a-z0-9-]{0,39}$/,
      schemaError({
        en: "lower-case letters, digits and hyphens, at most 40, and not “constructor”",
        fr: "lettres minuscules, chiffres et traits d’union, 40 au plus, et pas «\u00a0constructor\u00a0»",
      }),
    ),
    type: z.enum(QUESTION_TYPES),
    label: localTextSchema,
    /** Name in summaries, receipts and lists; default: the label cut at a word. */
    short: localTextSchema.optional(),
    hint: localTextSchema.optional(),
    required: z.boolean().optional(),
    /** Offers to turn its lines into items; whether that is preselected. */
    track: z.boolean().optional(),
    /** Shown behind *More*. */
    more: z.boolean().optional(),
    /** Asked of the lead only. */
    onlyLead: z.boolean().optional(),
    /** Asked of authors in the other language for readers above in this one; repeats the question with its feed. */
    language: z.enum(["en", "fr"]).optional(),
    feeds: z.enum(FEEDS).optional(),
    /** Kept apart from the other answers: read in the preparation of a workshop alone, without a name. */
    withoutName: z.literal(true).optional(),
    options: z.array(option).min(1).max(100).optional(),
    /** Bounds of a number, or of a text's length. */
    min: z.number().optional(),
    max: z.number().optional(),
  })
  .superRefine((question, context) => {
    const refuse = (path: string, words: Words) =>
      context.addIssue({ code: "custom", path: [path], message: problem(words) });
    const chooses = question.type === "choice" || question.type === "choices";
    if (chooses && !question.options)
      refuse("options", {
        en: `a ${question.type} question needs options`,
        fr: `une question ${question.type} a besoin d’options`,
      });
    if (!chooses && question.options)
      refuse("options", { en: "only choice and choices have options", fr: "seules choice et choices ont des options" });
    const shorts = typeof question.short === "object" ? Object.values(question.short) : [question.short ?? ""];
    if (shorts.some((short) => short.length > SHORT_LABEL_LENGTH))
      refuse("short", {
        en: `at most ${SHORT_LABEL_LENGTH} characters`,
        fr: `${SHORT_LABEL_LENGTH} caractères au plus`,
      });
    if (question.min !== undefined && question.max !== undefined && question.min > question.max)
      refuse("max", { en: "max is less than min", fr: "max est inférieur à min" });
    if (question.withoutName && !isUnsignedText(question))
      refuse("withoutName", {
        en: "only a text that is not required, feeds nothing and makes no items is asked without a name",
        fr: "seul un texte facultatif, qui n’alimente rien et ne crée pas d’éléments, se demande sans nom",
      });
    if (question.feeds === "health" && question.type !== "health")
      refuse("feeds", { en: "only a health question feeds health", fr: "seule une question health alimente health" });
  });
export type Question = z.infer<typeof questionSchema>;

function isUnsignedText({ type, feeds, required, track }: Unsigned): boolean {
  const isText = type === "text" || type === "long-text";
  return isText && feeds === undefined && !required && track === undefined;
}

type Unsigned = {
  type: QuestionType;
  feeds?: Feed | undefined;
  required?: boolean | undefined;
  track?: boolean | undefined;
};

export const MOST_QUESTIONS = 30;

export const questionsSchema = z
  .array(questionSchema)
  .min(1)
  .max(MOST_QUESTIONS)
  .superRefine((questions, context) => {
    for (const [index, question] of questions.entries())
      if (questions.findIndex((other) => other.key === question.key) < index)
        context.addIssue({
          code: "custom",
          path: [index, "key"],
          message: problem({
            en: `the key ${question.key} is used twice`,
            fr: `la clé ${question.key} sert deux fois`,
          }),
        });
  });

/** Action and date of the return to green. */
const pathToGreenSchema = z.strictObject({ action: z.string().min(1), by: z.iso.date() });

export const healthAnswerSchema = z.strictObject({
  colour: z.enum(HEALTH_COLOURS),
  reason: z.string().optional(),
  pathToGreen: pathToGreenSchema.optional(),
});
export type HealthAnswer = z.infer<typeof healthAnswerSchema>;

export const RECOMMENDATIONS = ["continue", "change", "pause", "stop"] as const;
export type Recommendation = (typeof RECOMMENDATIONS)[number];

/** What is recommended for a program; `until`: of a pause. */
export const recommendationAnswerSchema = z.strictObject({
  recommend: z.enum(RECOMMENDATIONS),
  reason: z.string().optional(),
  until: z.iso.date().optional(),
});
export type RecommendationAnswer = z.infer<typeof recommendationAnswerSchema>;

export const OUTLOOKS = ["yes", "uncertain", "no"] as const;
export type Outlook = (typeof OUTLOOKS)[number];

/** Whether objectives will be reached, by the id of the item. */
export const outlookAnswerSchema = z.strictObject({ outlook: z.record(z.string(), z.enum(OUTLOOKS)) });
export type OutlookAnswer = z.infer<typeof outlookAnswerSchema>;

/**
 * text, long-text, choice: string; number: number; choices: string[]; health, recommendation, objectives: object. Also in
 * exports and scenarios.
 */
export type AnswerValue = string | number | string[] | HealthAnswer | RecommendationAnswer | OutlookAnswer;
/** Answers by question key; unanswered ones are absent. */
export type Answers = Record<string, AnswerValue>;

export const answersSchema: z.ZodType<Answers> = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z.array(z.string()),
    healthAnswerSchema,
    recommendationAnswerSchema,
    outlookAnswerSchema,
  ]),
);

export function isHealthAnswer(value: AnswerValue | undefined): value is HealthAnswer {
  return typeof value === "object" && "colour" in value;
}

export function isRecommendation(value: AnswerValue | undefined): value is RecommendationAnswer {
  return typeof value === "object" && "recommend" in value;
}

export function isOutlook(value: AnswerValue | undefined): value is OutlookAnswer {
  return typeof value === "object" && "outlook" in value;
}

const OF_QUARTER: readonly QuestionType[] = ["objectives", "recommendation"];

/** Whether a check-in of this rhythm may ask it: only what is said of a quarter shows what is recommended and expected then. */
export function isAskedEvery(every: string, { type }: Pick<Question, "type">): boolean {
  return every === "quarter" || !OF_QUARTER.includes(type);
}

/** Whether a check-in may ask it: only a workshop has a preparation in which it is read. */
export function isAskedIn(isWorkshop: boolean, { withoutName }: Pick<Question, "withoutName">): boolean {
  return isWorkshop || withoutName === undefined;
}

/** Of a file that asks it in another check-in. */
export const WORKSHOP_ALONE: Words = {
  en: "withoutName is for the annual workshop only",
  fr: "withoutName est réservé à l’atelier annuel",
};

/** Of a file that asks it in another rhythm. */
export const QUARTER_ALONE: Words = {
  en: "objectives and recommendation are asked each quarter only",
  fr: "objectives et recommendation ne se demandent que chaque trimestre",
};

export const WRITTEN_TYPES: readonly QuestionType[] = ["text", "long-text"];

export function textIn(text: LocalText, language: Language): string {
  return typeof text === "string" ? text : text[language];
}

/** A question's name in summaries, receipts and lists: at most `SHORT_LABEL_LENGTH` UTF-16 units. */
export function shortLabel({ short, label }: Pick<Question, "short" | "label">, language: Language): string {
  if (short !== undefined) return textIn(short, language);
  const whole = textIn(label, language).trim();
  if (whole.length <= SHORT_LABEL_LENGTH) return whole;
  const room = SHORT_LABEL_LENGTH - 1;
  const { head } = cutAtWord(whole, room);
  return `${(head || whole.slice(0, room)).replace(/[\s,;:.–-]+$/, "")}…`;
}

export function answersTo(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(
    questions.flatMap(({ key }) => {
      const answer = answers[key];
      return answer === undefined ? [] : [[key, answer]];
    }),
  );
}
