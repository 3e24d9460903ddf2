/** Who is asked instead of somebody who is away. */
import { isAudienceWord, rolesOf } from "../../cadences/audience/audience.ts";
import { cadenceOf } from "../../cadences/cadences.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import { type Absence, absencesFrom } from "../../people/absences.ts";
import { peopleByIds } from "../../people/people.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Span } from "../../platform/working-days.ts";
import { listSeatsInRoleOn } from "../../programs/seats.ts";
import { deliveryKeys, type Prompt } from "../rounds/prompts.ts";
import type { Round } from "../rounds/rounds.ts";
import { canStandIn } from "./days-to-answer.ts";
import { delegatePromptKind } from "./messages.ts";

/**
 * Why a prompt is excused: `delegate-away` when somebody is named to answer and cannot either, `covered` by a longer check-in.
 */
export type ExcusedBecause = "away" | "delegate-away" | "opted-out" | "covered" | "paused";

/**
 * Who answers for somebody on these days: whom the absence names; what is asked of a lead, else a deputy. Nobody where they are away through all of them too, or have left: a delegate has no delegate.
 */
export async function standInFor(
  tx: Tx,
  round: Pick<Round, "workspace_id" | "program_id" | "cadence_id">,
  absence: Pick<Absence, "person_id" | "delegate_person_id">,
  days: Span,
): Promise<{ delegateId: string | null; reason: ExcusedBecause }> {
  const { workspace_id: workspaceId } = round;
  const usual = absence.delegate_person_id;
  const ids = [...(usual === null ? [] : [usual]), ...(await deputiesFor(tx, round, absence.person_id, days.from))];
  const named = ids.filter((id) => id !== absence.person_id);
  const people = await peopleByIds(tx, workspaceId, named);
  const absences = await absencesFrom(tx, workspaceId, named, days.from);
  const isAble = (id: string) =>
    canStandIn(
      people.find((person) => person.id === id),
      absences.filter(({ person_id }) => person_id === id),
      days,
    );
  return {
    delegateId: named.find(isAble) ?? null,
    reason: named.length === 0 || named.some(isAble) ? "away" : "delegate-away",
  };
}

/** The deputies, where a lead is asked as such and they are not asked themselves. */
async function deputiesFor(
  tx: Tx,
  { workspace_id, program_id, cadence_id }: Pick<Round, "workspace_id" | "program_id" | "cadence_id">,
  personId: string,
  day: string,
): Promise<string[]> {
  const { audience } = await cadenceOf(tx, workspace_id, cadence_id);
  const roles = audience.filter(isAudienceWord).flatMap((word) => rolesOf(word));
  if (!roles.includes("lead") || roles.includes("deputy")) return [];
  const program = { workspace_id, id: program_id };
  const leads = await listSeatsInRoleOn(tx, program, "lead", day);
  if (!leads.some((seat) => seat.person_id === personId)) return [];
  return (await listSeatsInRoleOn(tx, program, "deputy", day)).map((seat) => seat.person_id);
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
export async function notifyDelegate(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  prompt: Prompt,
  delegateId: string,
): Promise<void> {
  const key = deliveryKeys.delegate(prompt, delegateId);
  await enqueueUpdate(tx, services, { workspaceId: prompt.workspace_id, key });
}
