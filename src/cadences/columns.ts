/** The JSON columns of cadences, read: for every query that joins them. */
import { jsonColumn } from "../platform/json-column.ts";
import { audienceSchema } from "./audience/audience.ts";
import { pilotSchema } from "./audience/pilot/rules.ts";
import { questionsSchema } from "./questions/questions.ts";
import { writtenRuleSchema } from "./recurrence/rule.ts";

export const readRule = jsonColumn(writtenRuleSchema);
export const readAudience = jsonColumn(audienceSchema);
export const readQuestions = jsonColumn(questionsSchema);
export const readPilot = jsonColumn(pilotSchema);
