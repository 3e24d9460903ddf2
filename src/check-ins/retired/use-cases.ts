/** What was answered to questions that are asked no more – moods, and opinions about others – goes for good. */

import { z } from "zod";
import { readQuestionsAsMade } from "../../cadences/columns.ts";
import { RETIRED_DIMENSION } from "../../cadences/questions/health-scale.ts";
import { retiredBy } from "../../cadences/questions/rules-retired.ts";
import { saidNoMore } from "../../delivery/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { IdRange } from "../../platform/deletions.ts";
import type { Services } from "../../platform/services.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { countRetired, listRetired, type RetiredRow, setAnswers } from "./repository.ts";

const storedSchema = z.record(z.string(), z.unknown());
const colouredSchema = z.looseObject({ dimensions: storedSchema });

/** Of each of these check-ins the texts that go, of every revision; of one without any nothing. */
export async function retiredWordsOf(
  db: Db | Tx,
  workspaceId: string,
  checkInIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (checkInIds.length === 0) return new Map();
  const words = new Map<string, string[]>();
  for (const row of await listRetired(db, workspaceId, { ids: checkInIds })) {
    const { gone } = without(row);
    if (gone.length > 0) words.set(row.check_in_id, [...(words.get(row.check_in_id) ?? []), ...gone]);
  }
  return words;
}

/** In how many check-ins something was asked that is retired. */
export async function countRetiredAnswers(db: Db, workspaceId: string): Promise<number> {
  return countRetired(db, workspaceId);
}

/** From every revision; what shows it in Slack is made anew. */
export async function takeRetiredAnswers(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, ...range }: IdRange,
): Promise<number> {
  const changed = new Map<string, RetiredRow>();
  for (const row of await listRetired(tx, workspaceId, range)) {
    const { answers } = without(row);
    if (answers === row.answers) continue;
    await setAnswers(tx, workspaceId, row, answers);
    changed.set(row.check_in_id, row);
  }
  for (const row of changed.values()) {
    const keys = [deliveryKeys.prompt(row), deliveryKeys.askedAgain(row), deliveryKeys.receipt(row)];
    await saidNoMore(tx, stamps, workspaceId, keys);
  }
  return changed.size;
}

/** `gone`: the texts among what goes. */
function without({ answers: json, questions }: Pick<RetiredRow, "answers" | "questions">): {
  answers: string;
  gone: string[];
} {
  const answers = storedSchema.parse(JSON.parse(json));
  const gone: string[] = [];
  let isChanged = false;
  for (const { key, ...question } of readQuestionsAsMade(questions)) {
    const value = answers[key];
    if (value === undefined || retiredBy(question) === null) continue;
    if (typeof value === "string") gone.push(value);
    delete answers[key];
    isChanged = true;
  }
  for (const [key, value] of Object.entries(answers)) {
    const { data: coloured } = colouredSchema.safeParse(value);
    if (coloured?.dimensions[RETIRED_DIMENSION] === undefined) continue;
    const { [RETIRED_DIMENSION]: _, ...dimensions } = coloured.dimensions;
    answers[key] = { ...coloured, dimensions };
    isChanged = true;
  }
  return { answers: isChanged ? JSON.stringify(answers) : json, gone };
}
