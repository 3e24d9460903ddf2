/** The JSON columns of cadences, read: for every query that joins them. */
import { jsonColumn } from "../platform/json-column.ts";
import { audienceSchema } from "./audience/audience.ts";
import { pilotSchema } from "./audience/pilot/rules.ts";
import { questionsSchema } from "./questions/questions.ts";
import { withoutRetired } from "./questions/rules-retired.ts";
import { writtenRuleSchema } from "./recurrence/rule.ts";

export const readRule = jsonColumn(writtenRuleSchema);
export const readAudience = jsonColumn(audienceSchema);
/** Without what is asked no more: nothing that goes by the questions tells what was answered to it. */
export const readQuestions = jsonColumn(questionsSchema.transform(withoutRetired));
/** With it: for whoever gave the answer, and to retire it. */
export const readQuestionsAsMade = jsonColumn(questionsSchema);
export const readPilot = jsonColumn(pilotSchema);
