/** The JSON columns of cadences, read: for every query that joins them. */
import { jsonColumn } from "../platform/json-column.ts";
import { audienceSchema } from "./audience.ts";
import { questionsSchema } from "./questions.ts";
import { writtenRuleSchema } from "./rule.ts";
import { pilotSchema } from "./rules-pilot.ts";

export const readRule = jsonColumn(writtenRuleSchema);
export const readAudience = jsonColumn(audienceSchema);
export const readQuestions = jsonColumn(questionsSchema);
export const readPilot = jsonColumn(pilotSchema);
