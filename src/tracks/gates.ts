/** Who approves a step, by when; and who names somebody where nobody is there to do or approve one. */
import { askApproval } from "../approvals/approvals.ts";
import { listDeliveriesFrom } from "../delivery/deliveries.ts";
import { enqueue } from "../delivery/outbox.ts";
import { adminsOf } from "../people/settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { hasRole, type RoleFacts } from "../programs/authority.ts";
import { officeOver } from "../programs/office.ts";
import type { Item } from "../register/items.ts";
import { approveByFrom, sendApproval } from "./gate-messages.ts";
import { lateStepKind } from "./late-messages.ts";
import { lateKeysOf, showStep, stepKeysOf } from "./step-messages.ts";
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
  await showStep(services, tx, item);
  await lookSoon(tx, { track, key }, now);
}

/** By the chain of the step, or named by somebody whose role in the program holds. */
export function mayApprove(chain: WhoDoes, step: TrackStep, personId: string | null, facts: RoleFacts): boolean {
  if (personId === null) return false;
  const { askedOf, approverNamedBy: namedBy } = step;
  const isNamed = askedOf === personId && namedBy !== null && (hasRole(namedBy, facts) || facts.isAdmin(namedBy));
  return isNamed || chain.approving(step).ids.includes(personId);
}

const ADMINS_ASKED = 3;

const nobodyKeysOf = ({ id, state }: Pick<Item, "id" | "state">, ofId: string | null) =>
  `${lateKeysOf(id)}nobody:${state}:${ofId ?? ""}:`;

/**
 * Whether somebody has an open step only as nobody is there to do it: they were asked to name somebody, and not to do it. A
 * placeholder is neither reminded nor late.
 */
export async function holdsPlace(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Item, "workspace_id" | "id">,
  personId: string,
): Promise<boolean> {
  const sentTo = async (keysFrom: string) => {
    const sent = await listDeliveriesFrom(db, workspaceId, { keysFrom });
    return sent.some((each) => each.person_id === personId);
  };
  return (await sentTo(nobodyKeysOf({ id, state: "open" }, personId))) && !(await sentTo(stepKeysOf(id)));
}

/**
 * Nobody is there before the date: sponsors and the office, without an office admins, else whoever leads, can name somebody.
 * Once for each whom it waits for (`ofId`). Returns who reads so.
 */
export async function sendNobodyThere(
  services: Services,
  tx: Tx,
  { item, step }: AtGate,
  { chain, ofId }: { chain: WhoDoes; ofId: string | null },
): Promise<ReadonlySet<string>> {
  const { workspace_id: workspaceId, program_id: programId, id: itemId } = item;
  const now = services.clock.now();
  const office = [...(await officeOver(tx, { workspace_id: workspaceId, id: programId }, now))];
  const admins = office.length > 0 ? [] : (await adminsOf(tx, workspaceId)).slice(0, ADMINS_ASKED);
  const naming = [...chain.sponsors(step.track), ...office, ...admins.map(({ id }) => id)];
  const readers = new Set(naming.length > 0 ? naming : chain.leading(step.track, null));
  for (const personId of readers)
    await enqueue(tx, services, lateStepKind, {
      workspaceId,
      key: `${nobodyKeysOf(item, ofId)}${personId}`,
      subject: { programId, itemId, personId, about: "nobody", ofId, on: null },
      to: { personId },
      notBefore: now,
    });
  return readers;
}
