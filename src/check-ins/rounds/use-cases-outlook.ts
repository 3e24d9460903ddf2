/** What is asked at the moment, for those who look ahead. */
import type { Db } from "../../platform/database.ts";
import { listCadencesMissing, listOpenRounds, type Round } from "./repository.ts";
import { listPromptsOfOpenRounds, type Prompt } from "./repository-prompts.ts";

/** The open rounds of a workspace with their prompts. */
export async function openRoundsOf(db: Db, workspaceId: string): Promise<{ round: Round; prompts: Prompt[] }[]> {
  const prompts = Map.groupBy(await listPromptsOfOpenRounds(db, workspaceId), ({ round_id }) => round_id);
  return (await listOpenRounds(db, workspaceId)).map((round) => ({ round, prompts: prompts.get(round.id) ?? [] }));
}

/** Of these cadences, those whose last round found nobody to ask. */
export async function withNobodyLeft(db: Db, workspaceId: string, cadenceIds: readonly string[]): Promise<string[]> {
  return listCadencesMissing(db, workspaceId, cadenceIds, "no-participants");
}
