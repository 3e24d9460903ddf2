/** Where a team can be thanked. Pure. */
import type { Program } from "../../programs/use-cases.ts";

/** Whether Drumbeat can post into its channel. */
export function hasChannel({
  state,
  channel_id: id,
  channel_problem: problem,
}: Pick<Program, "state" | "channel_id" | "channel_problem">): boolean {
  return state === "active" && id !== null && problem === null;
}
