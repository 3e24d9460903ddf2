/** Labels and budgets of all programs go out as a table and come in again. */
import { may } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { followEndedRoles } from "../role-ends.ts";
import { listProgramsFor, programOf, refuseUnlessMayChange } from "../use-cases.ts";
import { changedProfile, NO_PROFILE } from "./rules.ts";
import type { NamedProfile } from "./rules-csv.ts";
import { changeProfile, type ProfileChange, profilesAt } from "./use-cases.ts";

/** Of the programs that this person may change, by key. */
export async function namedProfiles({ db, clock }: Services, actor: Person): Promise<NamedProfile[]> {
  const profiles = await profilesAt(db, actor.workspace_id, clock.now());
  const known = await listProgramsFor(db, actor, { clock });
  return known
    .filter(({ standings }) => may(standings, "change-program"))
    .map(({ program: { id, key, title } }) => ({ id, key, title, profile: profiles.get(id) ?? NO_PROFILE }))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** All or none; with `isTrial` nothing is written. Returns how many programs it changes. Throws PROGRAM_NOT_YOURS. */
export async function importProfiles(
  services: Services,
  actor: Person,
  profiles: readonly { id: string; profile: ProfileChange }[],
  { isTrial }: { isTrial: boolean },
): Promise<number> {
  const { workspace_id: workspaceId } = actor;
  return inTransaction(services.db, async (tx) => {
    const known = await profilesAt(tx, workspaceId, services.clock.now());
    const differing = profiles.filter(
      ({ id, profile }) => Object.keys(changedProfile(known.get(id) ?? NO_PROFILE, profile).changed).length > 0,
    );
    for (const { id, profile } of differing) {
      const program = await programOf(tx, workspaceId, id);
      await refuseUnlessMayChange(tx, actor, program, services);
      if (isTrial) continue;
      const what = await changeProfile(services, tx, program, profile);
      await appendAudit(tx, services, {
        workspaceId,
        actorId: actor.id,
        action: "program.changed",
        subject: { kind: "program", id },
        programId: id,
        ...what,
      });
      // An office by a label that it has no more.
      if (what.after.labels) await followEndedRoles(services, tx, program, actor.id);
    }
    return differing.length;
  });
}
