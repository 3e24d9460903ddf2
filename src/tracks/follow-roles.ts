/** What follows for steps and gates when who holds the roles of a program has changed. */
import type { Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { roleFactsFor } from "../programs/authority.ts";
import { itemIn } from "../register/item-rights.ts";
import { record } from "../register/items.ts";
import { askAtGate, mayApprove } from "./gates.ts";
import { showStep } from "./step-messages.ts";
import { isAtGate, listTracks, stepsOf, type TrackStep } from "./tracks.ts";
import { whoDoAll } from "./who-does.ts";
import type { HoldersChange } from "./working-roles.ts";

/**
 * Who does what in a program has changed: a gate asks whoever answers for it now, open steps go from those who left a role to
 * whoever holds it now, and those of a role that nobody held, unless somebody has taken them, to whoever is named to it.
 */
export async function followRoles(services: Services, tx: Tx, change: HoldersChange): Promise<void> {
  const { program, left, keys, actor } = change;
  const { workspace_id: workspaceId, id: programId } = program;
  const running = await listTracks(tx, workspaceId, { program_id: programId, state: "running" });
  const steps = await stepsOf(tx, workspaceId, running);
  const chain = await whoDoAll(tx, workspaceId, [programId], services.clock.now());
  const naming = steps.flatMap(({ approverNamedBy }) => approverNamedBy ?? []);
  const facts = await roleFactsFor(tx, program, programId, services, naming);
  for (const step of steps) {
    const { ownerId: from, state, askedOf, track, stands } = step;
    const [to] = chain.doing(track, step.role, step.term).ids;
    const isAskedAnew = isAtGate(step) && !mayApprove(chain, step, askedOf, facts);
    const isOfLeaver = state === "open" && from !== null && left.has(from) && keys.includes(step.role);
    const isGivenOn = to !== from && (isOfLeaver || (await isHeldInPlace(tx, change, step)));
    const item = (isAskedAnew || isGivenOn) && (await itemIn(tx, track, stands.item_id));
    if (!item) continue;
    if (isAskedAnew) await askAtGate(services, tx, { item, step }, chain);
    const assignment = { from: from ?? "", to, because: "role" } as const;
    const given = { item, event: "handed-on", changes: { owner_id: to }, facts: { assignment } } as const;
    if (isGivenOn) await record({ ...services, db: tx, actor: isOfLeaver ? null : actor }, given);
    await showStep(services, tx, item);
  }
}

/** Somebody stands in for a role that nobody held, has not taken the step, and was not given it by hand. */
async function isHeldInPlace(tx: Tx, { filled }: HoldersChange, { role, state, track, stands }: TrackStep) {
  if (state !== "open" || stands.accepted_at !== null || !filled.includes(role)) return false;
  const byHand = { item_id: stands.item_id ?? "", event: "delegated" } as const;
  return (await rows(tx, "item_event", track.workspace_id).find(byHand)) === undefined;
}
