/** What is open as a longer check-in comes on a later day: that counts for it. */
import { type Cadence, cadencesOf } from "../../cadences/cadences.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { excusePrompt } from "../away/absences.ts";
import { isLonger } from "./longest-rhythm.ts";
import { listUnansweredOf } from "./prompts.ts";
import type { Asked } from "./start-and-close.ts";

/**
 * Excuses what shorter check-ins of the program ask of these people, unanswered and not past its time. At most so many at once:
 * false where there are more.
 */
export async function coverShorter(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, program_id: programId, timing }: Cadence,
  { asked, most }: { asked: readonly Asked[]; most: number },
): Promise<boolean> {
  const opening = new Map(asked.map(({ person, window }) => [person.id, window.opensAt]));
  let left = most;
  for (const { id, timing: other } of await cadencesOf(tx, workspaceId, [programId])) {
    if (!isLonger(timing, other)) continue;
    for (const prompt of await listUnansweredOf(tx, workspaceId, id)) {
      const opensAt = opening.get(prompt.person_id);
      if (opensAt === undefined || prompt.due_at < opensAt) continue;
      if (left === 0) return false;
      left -= 1;
      await excusePrompt(services, tx, prompt, { absenceId: null, delegateId: null, reason: "covered" });
    }
  }
  return true;
}
