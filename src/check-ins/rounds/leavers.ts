/** Who is no longer in the audience of a cadence while a round of it is open. */
import { type Cadence, listAskable } from "../../cadences/use-cases.ts";
import { enqueueUpdate } from "../../delivery/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import { listUnansweredOf, movePrompt, type Prompt } from "./repository-prompts.ts";

/**
 * Withdraws what is asked of those who have left: a seat, a channel, a group, Slack itself. What they answered stays, and
 * what they are writing is still taken; they count in no summary and are silent to nobody. Whoever comes back is asked
 * from the next round on. At most so many at once: false where there are more.
 */
export async function withdrawFromLeavers(
  services: Services,
  tx: Tx,
  cadence: Cadence,
  most: number,
): Promise<boolean> {
  const unanswered = await listUnansweredOf(tx, cadence.workspace_id, cadence.id);
  if (unanswered.length === 0) return true;
  const asked = new Set((await listAskable(tx, cadence, services)).map((person) => person.id));
  const gone = unanswered.filter((prompt) => !asked.has(prompt.person_id));
  const left = gone.slice(0, most);
  for (const prompt of left) await withdraw(services, tx, prompt);
  // A summary that has not been posted is made from what holds then.
  for (const roundId of new Set(left.map((prompt) => prompt.round_id)))
    await enqueueUpdate(tx, services, { workspaceId: cadence.workspace_id, key: deliveryKeys.summary(roundId) });
  return left.length === gone.length;
}

async function withdraw(services: Services, tx: Tx, prompt: Prompt): Promise<void> {
  const moved = await movePrompt(tx, prompt, ["planned", "sent"], { state: "excused", reason: "left" });
  if (!moved || prompt.state !== "sent") return;
  const { is_deactivated: isGone } = await personById(tx, prompt.workspace_id, prompt.person_id);
  if (isGone) return;
  await enqueueUpdate(tx, services, { workspaceId: prompt.workspace_id, key: deliveryKeys.prompt(prompt) });
}
