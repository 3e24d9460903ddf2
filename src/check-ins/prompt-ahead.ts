/** The prompt of a round to come, as somebody will see it: for the forecast. */

import { type Cadence, cadenceTitle } from "../cadences/cadences.ts";
import { windowOf } from "../cadences/recurrence/rules.ts";
import { periodOfRound } from "../cadences/recurrence/years.ts";
import { quickAnswerOf, templateById } from "../cadences/templates.ts";
import type { Db } from "../platform/database.ts";
import { languageOf, type Reader } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { programOf } from "../programs/programs.ts";
import type { Message } from "../slack/message.ts";
import { dueWords, promptMessage, roundLabel } from "./blocks.ts";
import { whoReads } from "./rounds/context.ts";

export async function promptAhead(
  db: Db,
  cadence: Cadence,
  { id: personId, ...reader }: Reader & { id: string },
  date: LocalDate,
): Promise<Message> {
  const { dueAt } = windowOf(cadence.timing, { date }, reader);
  const purpose = cadence.template === null ? null : templateById(cadence.template).purpose;
  return promptMessage(reader, {
    ...(await cadenceTitle(db, cadence, reader)),
    round: roundLabel(reader, cadence.rule.every, date, await periodOfRound(db, cadence, date)),
    promptId: cadence.id,
    due: dueWords(reader, { due_at: dueAt, later_at: null }, ""),
    whoReads: await whoReads(
      db,
      reader,
      { cadence, program: await programOf(db, cadence.workspace_id, cadence.program_id) },
      { personId, now: dueAt },
    ),
    quickAnswer: quickAnswerOf(cadence),
    hasPlan: false,
    purpose: purpose?.[languageOf(reader.locale)] ?? null,
    isLate: false,
    welcome: null,
  });
}
