/** The JSON columns of cadences, read: for every query that joins them. */
import { jsonColumn } from "../platform/json-column.ts";
import { audienceSchema } from "./audience.ts";
import { questionsSchema } from "./questions.ts";
import { ruleSchema } from "./rule.ts";

export const readRule = jsonColumn(ruleSchema);
export const readAudience = jsonColumn(audienceSchema);
export const readQuestions = jsonColumn(questionsSchema);
