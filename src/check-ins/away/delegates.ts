/** Who is asked instead of somebody who is away. */
import { enqueue, enqueueUpdate } from "../../delivery/use-cases.ts";
import { type Absence, absencesFrom } from "../../people/absences/use-cases.ts";
import { personById } from "../../people/use-cases.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Span } from "../../platform/working-days.ts";
import { listSeatsOf, programOf } from "../../programs/use-cases.ts";
import { deliveryKeys } from "../delivery-keys.ts";
import type { Round } from "../rounds/repository.ts";
import type { Prompt } from "../rounds/repository-prompts.ts";
import { delegatePromptKind } from "./messages-delegate.ts";
import { standInAmong } from "./rules.ts";

/** Why a prompt is excused: `delegate-away` when somebody is named to answer and cannot either. */
export type ExcusedBecause = "away" | "delegate-away" | "opted-out";

/**
 * Who answers for somebody on these days: whom the absence names, else the delegate of the seat. Nobody where that
 * person is away through all of them too, or has left: a delegate has no delegate.
 */
export async function standInFor(
  tx: Tx,
  round: Pick<Round, "workspace_id" | "program_id">,
  absence: Pick<Absence, "person_id" | "delegate_person_id">,
  days: Span,
): Promise<{ delegateId: string | null; reason: ExcusedBecause }> {
  const named = absence.delegate_person_id ?? (await delegateOfSeat(tx, round, absence.person_id, days.from));
  if (named === null || named === absence.person_id) return { delegateId: null, reason: "away" };
  const delegate = await personById(tx, round.workspace_id, named);
  const absences = await absencesFrom(tx, round.workspace_id, [named], days.from);
  return standInAmong(absence.person_id, { ...delegate, absences }, days);
}

async function delegateOfSeat(
  tx: Tx,
  { workspace_id, program_id }: Pick<Round, "workspace_id" | "program_id">,
  personId: string,
  day: string,
): Promise<string | null> {
  const seats = await listSeatsOf(tx, await programOf(tx, workspace_id, program_id), personId, day);
  return seats.find((seat) => seat.delegate_id !== null)?.delegate_id ?? null;
}

/** Puts the delegate's own message into the outbox; whoever was told already sees it as it is now. */
export async function askDelegate(services: Pick<Services, "clock" | "ids">, tx: Tx, prompt: Prompt): Promise<void> {
  const { delegate_id: delegateId, workspace_id: workspaceId } = prompt;
  if (delegateId === null) return;
  const now = services.clock.now();
  const key = deliveryKeys.delegate(prompt, delegateId);
  const subject = { promptId: prompt.id, delegateId };
  if ((await enqueueUpdate(tx, services, { workspaceId, key })) === "updated") return;
  await enqueue(tx, services, delegatePromptKind, {
    workspaceId,
    key,
    subject,
    to: { personId: delegateId },
    notBefore: prompt.opens_at > now ? prompt.opens_at : now,
    expiresAt: prompt.closes_at,
  });
}

/** Shows whoever was asked instead what has become of it. */
export async function tellDelegate(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  prompt: Prompt,
  delegateId: string,
): Promise<void> {
  const key = deliveryKeys.delegate(prompt, delegateId);
  await enqueueUpdate(tx, services, { workspaceId: prompt.workspace_id, key });
}
