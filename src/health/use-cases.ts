/** How health is weighed in a program: its criteria, and what asks or tells somebody at once. */

import type { Person } from "../people/use-cases.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf, refuseUnlessMayChange } from "../programs/use-cases.ts";
import { datesGivenFor, saveSettings, settingsIn } from "./repository.ts";
import type { HealthSettings } from "./settings.ts";

/** To be narrowed down by whoever reads them. */
export function datesGivenIn(
  db: Pick<Db, "selectFrom">,
  of: Parameters<typeof datesGivenFor>[1],
): ReturnType<typeof datesGivenFor> {
  return datesGivenFor(db, of);
}

/** Throws PROGRAM_NOT_YOURS. */
export async function settingsToChange(services: Services, actor: Person, programId: string): Promise<HealthSettings> {
  const program = await programOf(services.db, actor.workspace_id, programId);
  await refuseUnlessMayChange(services.db, actor, program, services);
  return settingsIn(services.db, actor.workspace_id, programId);
}

/** What is not given stays. Returns what is set then. Throws PROGRAM_NOT_YOURS. */
export async function changeSettings(
  services: Services,
  actor: Person,
  programId: string,
  changed: Partial<HealthSettings>,
): Promise<HealthSettings> {
  return inTransaction(services.db, async (tx) => {
    const program = await programOf(tx, actor.workspace_id, programId);
    await refuseUnlessMayChange(tx, actor, program, services);
    const before = await settingsIn(tx, actor.workspace_id, programId);
    const after = { ...before, ...changed };
    if (JSON.stringify(before) === JSON.stringify(after)) return before;
    const watch = { workspace_id: actor.workspace_id, program_id: programId };
    await saveSettings(tx, watch, after, services.clock.now());
    await appendAudit(tx, services, {
      workspaceId: actor.workspace_id,
      actorId: actor.id,
      action: "health.settings",
      subject: { kind: "program", id: programId },
      programId,
      before,
      after,
    });
    return after;
  });
}
