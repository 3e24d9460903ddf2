/** The measures and objectives of a workspace, for whoever then asks which of them somebody reads. */
import type { Db, Tx } from "../../platform/database.ts";
import { type Item, listItems } from "../repository.ts";

export type Measure = Extract<Item, { type: "measure" }>;
export type Objective = Extract<Item, { type: "objective" }>;

export function isMeasure(item: Item): item is Measure {
  return item.type === "measure";
}

const MOST = 10_000;

/** In whatever state, by their dates. One statement. */
export async function listEveryGoal(
  db: Db | Tx,
  workspaceId: string,
): Promise<{ measures: Measure[]; objectives: Objective[] }> {
  const goals = await listItems(db, workspaceId, { types: ["measure", "objective"] }, MOST);
  return {
    measures: goals.filter(isMeasure),
    objectives: goals.filter((item): item is Objective => item.type === "objective"),
  };
}
