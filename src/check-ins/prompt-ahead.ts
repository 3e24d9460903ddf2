/** The prompt of a round to come, as somebody will see it: for the forecast. */

import { type Cadence, cadenceTitle } from "../cadences/cadences.ts";
import { windowOf } from "../cadences/recurrence/rules.ts";
import { periodOfRound } from "../cadences/recurrence/years.ts";
import { quickAnswerOf, templateById } from "../cadences/templates.ts";
import type { Db } from "../platform/database.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import type { Message } from "../slack/message.ts";
import { dueWords, promptMessage, roundLabel } from "./blocks.ts";
import { whoReadsIt } from "./texts.ts";

export async function promptAhead(db: Db, cadence: Cadence, reader: Reader, date: LocalDate): Promise<Message> {
  const purpose = cadence.template === null ? null : templateById(cadence.template).purpose;
  return promptMessage(reader, {
    ...(await cadenceTitle(db, cadence, reader)),
    round: roundLabel(reader, cadence.rule.every, date, await periodOfRound(db, cadence, date)),
    promptId: cadence.id,
    due: dueWords(reader, { due_at: windowOf(cadence.timing, { date }, reader).dueAt, later_at: null }, ""),
    whoReads: whoReadsIt(reader, cadence),
    quickAnswer: quickAnswerOf(cadence),
    hasPlan: false,
    purpose: purpose?.[languageOf(reader.locale)] ?? null,
    isLate: false,
    welcome: null,
  });
}
