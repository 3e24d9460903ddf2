/** What is open as the program of a check-in begins to rest. */
import { cadencesOf } from "../../cadences/cadences.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Program } from "../../programs/programs.ts";
import { excusePrompt, leaveToPause } from "../away/absences.ts";
import { listExcusedForAbsence, listUnansweredOf } from "./prompts.ts";

/** Excuses what nobody has answered yet, be it asked of a delegate; whoever was asked can still answer. */
export async function excusePaused(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<Program, "workspace_id" | "id">,
): Promise<void> {
  for (const cadence of await cadencesOf(tx, workspaceId, [id])) {
    for (const prompt of await listUnansweredOf(tx, workspaceId, cadence.id))
      await excusePrompt(services, tx, prompt, { absenceId: null, delegateId: null, reason: "paused" });
    for (const prompt of await listExcusedForAbsence(tx, workspaceId, cadence.id))
      await leaveToPause(services, tx, prompt);
  }
}
