/** A pilot group that ends before its rounds are over. */
import type { Person } from "../../../people/use-cases.ts";
import { appendAudit } from "../../../platform/audit.ts";
import type { Services } from "../../../platform/services.ts";
import { addLocalDays, localDateOf } from "../../../platform/time.ts";
import { inTransaction } from "../../../platform/transaction.ts";
import { updateCadence } from "../../repository.ts";
import { type Cadence, listParticipants } from "../../use-cases.ts";
import { cadenceToChange } from "../../use-cases-changes.ts";
import { pilotEnded } from "./rules.ts";

/**
 * Asks everybody from the next round on; whoever was asked in the open one stays asked. Twice changes nothing. Returns
 * the cadence, and how many people that is. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED.
 */
export async function askEverybody(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  cadenceId: string,
): Promise<{ cadence: Cadence; people: number }> {
  return inTransaction(services.db, async (tx) => {
    const { cadence, program } = await cadenceToChange(services, tx, actor, cadenceId);
    const everybody = await listParticipants(tx, cadence, services);
    if (cadence.pilot === null) return { cadence, people: everybody.length };
    const now = services.clock.now();
    const plannedThrough = cadence.planned_through ?? addLocalDays(localDateOf(now, "UTC"), -2);
    const pilot = pilotEnded(cadence.pilot, cadence.timing, { everybody, plannedThrough, now });
    // Those in other zones may be due sooner; one that is paused or over stays so.
    const changes = { pilot, ...(cadence.state === "active" && { next_check_at: now }) };
    await updateCadence(tx, cadence, changes);
    await appendAudit(tx, services, {
      workspaceId: cadence.workspace_id,
      actorId: actor.id,
      action: "cadence.pilot-ended",
      subject: { kind: "cadence", id: cadence.id },
      programId: program.id,
      before: { pilot: cadence.pilot },
      after: { pilot, people: everybody.length },
    });
    return { cadence: { ...cadence, ...changes }, people: everybody.length };
  });
}
