/** Who approves a step, by when; and who names somebody where nobody is there to do or approve one. */
import { askApproval } from "../approvals/approvals.ts";
import { enqueue } from "../delivery/outbox.ts";
import { adminsOf } from "../people/settings.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { officeOver } from "../programs/office.ts";
import type { Item } from "../register/items.ts";
import { approveByFrom, sendApproval } from "./gate-messages.ts";
import { lateStepKind } from "./late-messages.ts";
import { lateKeysOf } from "./step-messages.ts";
import { lookSoon, type TrackStep } from "./tracks.ts";
import type { WhoDoes } from "./who-does.ts";

interface AtGate {
  item: Item;
  step: TrackStep;
}

/** Whoever approves it is asked. Where nobody is there, it waits: whoever may name somebody reads so. */
export async function askAtGate(services: Services, tx: Tx, { item, step }: AtGate, chain: WhoDoes): Promise<void> {
  const { ids, isThere } = chain.approving(step);
  const [askedOf = null] = ids;
  if (askedOf !== null && askedOf !== step.askedOf)
    await askToApprove(services, tx, { item, step }, { askedOf, namedBy: null });
  if (!isThere) await sendNobodyThere(services, tx, { item, step }, { chain, ofId: askedOf });
}

/** `namedBy`: whoever chose them; null: the chain of the step. */
export async function askToApprove(
  services: Services,
  tx: Tx,
  { item, step: { track, key } }: AtGate,
  { askedOf, namedBy }: { askedOf: string; namedBy: string | null },
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId } = item;
  const now = services.clock.now();
  const subject = { workspaceId, kind: "step", id: item.id };
  const answerBy = await approveByFrom(tx, { workspaceId, personId: askedOf }, now);
  const approvalId = await askApproval(services, tx, { subject, programId, askedOf, namedBy, answerBy });
  await sendApproval(services, tx, { item, approvalId, askedOf });
  await lookSoon(tx, { track, key }, now);
}

const ADMINS_ASKED = 3;

/**
 * Nobody is there before the date: sponsors and the office, without an office admins, else whoever leads, can name somebody.
 * Once for each whom it waits for (`ofId`).
 */
export async function sendNobodyThere(
  services: Services,
  tx: Tx,
  { item, step }: AtGate,
  { chain, ofId }: { chain: WhoDoes; ofId: string | null },
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: itemId } = item;
  const now = services.clock.now();
  const office = [...(await officeOver(tx, { workspace_id: workspaceId, id: programId }, now))];
  const admins = office.length > 0 ? [] : (await adminsOf(tx, workspaceId)).slice(0, ADMINS_ASKED);
  const naming = [...chain.sponsors(step.track), ...office, ...admins.map(({ id }) => id)];
  const readers = naming.length > 0 ? naming : chain.leading(step.track, null);
  for (const personId of new Set(readers))
    await enqueue(tx, services, lateStepKind, {
      workspaceId,
      key: `${lateKeysOf(itemId)}nobody:${item.state}:${ofId ?? ""}:${personId}`,
      subject: { programId, itemId, personId, about: "nobody", ofId, on: null },
      to: { personId },
      notBefore: now,
    });
}
