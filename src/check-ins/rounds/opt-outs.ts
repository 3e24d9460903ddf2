/** Being asked no more in a cadence, and again: what is open follows at once. */

import type { Cadence } from "../../cadences/cadences.ts";
import { listAskable, optIn, optOut } from "../../cadences/participants.ts";
import { enqueueUpdate } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person } from "../../people/people.ts";
import type { Tx } from "../../platform/database.ts";
import { lockRows } from "../../platform/locks.ts";
import type { Services } from "../../platform/services.ts";
import { checkInFailure } from "../answerable.ts";
import { askPromptAgain, excusePrompt } from "../away/absences.ts";
import {
  deliveryKeys,
  findPrompt,
  listExcusedPrompts,
  listUnansweredOf,
  listUnansweredPrompts,
  movePrompt,
  type Prompt,
} from "./prompts.ts";
import { findRound } from "./rounds.ts";

/** Throws CADENCE_REQUIRED. */
export async function stopAsking(ctx: ActorContext<Tx>, { cadenceId }: { cadenceId: string }): Promise<void> {
  const { db: tx, actor: person } = ctx;
  await lockRows(tx, "person", { workspaceId: person.workspace_id, ids: [person.id] });
  await optOut(ctx, { cadenceId });
  const open = await listUnansweredPrompts(tx, person.workspace_id, person.id);
  for (const prompt of open.filter(({ closes_at }) => closes_at > ctx.clock.now()))
    if (await isOf(tx, prompt, cadenceId))
      await excusePrompt(ctx, tx, prompt, { absenceId: null, delegateId: null, reason: "opted-out" });
}

/** Undoes it. What is still open and had no answer is asked again. */
export async function askAgain(ctx: ActorContext<Tx>, { cadenceId }: { cadenceId: string }): Promise<void> {
  const { db: tx, actor: person } = ctx;
  await lockRows(tx, "person", { workspaceId: person.workspace_id, ids: [person.id] });
  if (!(await optIn(tx, person, cadenceId))) return;
  const excused = await listExcusedPrompts(tx, person.workspace_id, person.id, ctx.clock.now());
  for (const prompt of excused.filter(({ reason }) => reason === "opted-out"))
    if (await isOf(tx, prompt, cadenceId)) await askPromptAgain(ctx, tx, prompt);
}

/** The cadence that asked this of this person. Throws PROMPT_GONE, NOT_YOURS. */
export async function cadenceAsking({ db }: Pick<Services, "db">, person: Person, promptId: string): Promise<string> {
  const prompt = await findPrompt(db, person.workspace_id, promptId);
  const round = prompt && (await findRound(db, prompt.workspace_id, prompt.round_id));
  if (!prompt || !round) throw checkInFailure("PROMPT_GONE");
  if (prompt.person_id !== person.id) throw checkInFailure("NOT_YOURS");
  return round.cadence_id;
}

async function isOf(tx: Tx, prompt: Prompt, cadenceId: string): Promise<boolean> {
  return (await findRound(tx, prompt.workspace_id, prompt.round_id))?.cadence_id === cadenceId;
}

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
  const leavers = unanswered.filter((prompt) => !asked.has(prompt.person_id));
  const left = leavers.slice(0, most);
  for (const prompt of left) await withdraw(services, tx, prompt);
  // A summary that has not been posted is made from what holds then.
  for (const roundId of new Set(left.map((prompt) => prompt.round_id)))
    await enqueueUpdate(tx, services, { workspaceId: cadence.workspace_id, key: deliveryKeys.summary(roundId) });
  return left.length === leavers.length;
}

async function withdraw(services: Services, tx: Tx, prompt: Prompt): Promise<void> {
  const moved = await movePrompt(tx, prompt, ["planned", "sent"], { state: "excused", reason: "left" });
  if (!moved || prompt.state !== "sent") return;
  const { is_deactivated: hasLeft } = await getPerson(tx, prompt.workspace_id, prompt.person_id);
  if (hasLeft) return;
  await enqueueUpdate(tx, services, { workspaceId: prompt.workspace_id, key: deliveryKeys.prompt(prompt) });
}
