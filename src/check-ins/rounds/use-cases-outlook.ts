/** What is asked at the moment, for those who look ahead. */

import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { listLastPrompts } from "./repository-prompts.ts";
import { AWAY_AFTER, perhapsAway } from "./rules.ts";

/** Of these people, who may be away: silent in three rounds of a daily cadence in a row, by `silenceKey`. */
export async function perhapsAwayIn(
  db: Db | Tx,
  workspaceId: string,
  asked: { cadenceIds: readonly string[]; personIds: readonly string[]; now: Instant },
): Promise<Set<string>> {
  return perhapsAway(await listLastPrompts(db, workspaceId, { ...asked, over: "due_at", rounds: AWAY_AFTER }));
}
