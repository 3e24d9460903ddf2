/** What stands in the fields of a form: as Slack sends it, as it is kept between views, as stored answers fill it. */
import { z } from "zod";
import { HEALTH_COLOURS, type HealthColour } from "../../cadences/questions/health-scale.ts";
import {
  type Answers,
  type AnswerValue,
  healthAnswerSchema,
  isOutlook,
  isRecommendation,
  type Question,
  type RecommendationAnswer,
} from "../../cadences/questions/questions.ts";
import type { FilledNumbers } from "../../goals/measure-fields.ts";

/** What Slack sends of a field; only what we rely on (docs.slack.dev/reference/interaction-payloads). */
const fieldSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_user: z.string().nullish(),
  selected_date: z.string().nullish(),
});
export type Field = z.infer<typeof fieldSchema>;

/** By block id. */
export const formFieldsSchema = z.record(z.string(), fieldSchema);
export type FormFields = z.infer<typeof formFieldsSchema>;

/** Every field of the form is the only one of its block; one that tells the app at once has an id of its own. */
export const FIELD = "value";

export function blockOf(key: string): string {
  return `answer:${key}`;
}

/** The colour that is chosen in a field, or null. */
export function colourIn(field: Field | undefined): HealthColour | null {
  return HEALTH_COLOURS.find((colour) => colour === field?.selected_option?.value) ?? null;
}

export function reasonBlockOf(key: string): string {
  return `answer:${key}:reason`;
}

/** The way back to green. */
export const PATH_FIELDS = ["action", "by"] as const;

export function pathBlockOf(key: string, field: (typeof PATH_FIELDS)[number]): string {
  return `answer:${key}:path-${field}`;
}

/** Until when a pause is recommended. */
export function untilBlockOf(key: string): string {
  return `answer:${key}:until`;
}

/** Whether an objective will be reached. */
export function outlookBlockOf(key: string, objectiveId: string): string {
  return `answer:${key}:outlook-${objectiveId}`;
}

/** Whether its lines become items of the register. */
export function trackBlockOf(key: string): string {
  return `answer:${key}:track`;
}

/** Who decides a request, by when, how it is answered, and by which options. */
export function requestBlockOf(key: string, field: "who" | "by" | "how" | "options"): string {
  return `answer:${key}:request-${field}`;
}

/** The list of what was planned last time, to tick. */
export function doneBlockOf(key: string): string {
  return `answer:${key}:done`;
}

export function fieldsIn(values: unknown): FormFields {
  const state = z.record(z.string(), z.record(z.string(), fieldSchema)).parse(values);
  return Object.fromEntries(
    Object.entries(state).flatMap(([block, elements]) => {
      const [field] = Object.values(elements);
      return field ? [[block, field]] : [];
    }),
  );
}

/** As numbers of measures are read. */
export function filledNumbers(fields: FormFields): FilledNumbers {
  return {
    text: (blockId) => fields[blockId]?.value ?? "",
    date: (blockId) => fields[blockId]?.selected_date ?? null,
  };
}

export function fieldsWith(questions: readonly Question[], answers: Answers): FormFields {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const answer = answers[question.key];
      return answer === undefined ? [] : Object.entries(fieldsOf(question, answer));
    }),
  );
}

function fieldsOf({ key, type }: Question, answer: AnswerValue): FormFields {
  const block = blockOf(key);
  if (typeof answer === "number") return { [block]: { value: String(answer) } };
  if (Array.isArray(answer)) return { [block]: { selected_options: answer.map((value) => ({ value })) } };
  if (typeof answer === "string")
    return { [block]: type === "choice" ? { selected_option: { value: answer } } : { value: answer } };
  if (isOutlook(answer))
    return Object.fromEntries(
      Object.entries(answer.outlook).map(([id, value]) => [outlookBlockOf(key, id), { selected_option: { value } }]),
    );
  if (isRecommendation(answer)) return recommendationFields(key, answer);
  const health = healthAnswerSchema.parse(answer);
  return {
    [block]: { selected_option: { value: health.colour } },
    ...(health.reason !== undefined && { [reasonBlockOf(key)]: { value: health.reason } }),
    ...(health.pathToGreen && {
      [pathBlockOf(key, "action")]: { value: health.pathToGreen.action },
      [pathBlockOf(key, "by")]: { selected_date: health.pathToGreen.by },
    }),
  };
}

function recommendationFields(key: string, { recommend, reason, until }: RecommendationAnswer): FormFields {
  return {
    [blockOf(key)]: { selected_option: { value: recommend } },
    ...(reason !== undefined && { [reasonBlockOf(key)]: { value: reason } }),
    ...(until !== undefined && { [untilBlockOf(key)]: { selected_date: until } }),
  };
}
