/** Whoever has left a program is no longer asked by name there. */
import { appendAudit } from "../../platform/audit.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { tellKeepers } from "../../programs/keepers.ts";
import type { Program } from "../../programs/use-cases.ts";
import { nobodyLeftKind } from "../messages.ts";
import { listCadences, recheck, updateCadence } from "../repository.ts";

/** Who is asked where the last one named is gone: the check-in is paused until somebody chooses. */
const NOBODY_LEFT = ["lead"];

/**
 * Takes these people out of every audience of a program that names them, and out of those whom its digests name. Where
 * nobody is left, those who keep the program are told, but for `actorId`, whose form said so.
 */
export async function takeOutOfAudiences(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  program: Program,
  personIds: ReadonlySet<string>,
  actorId: string | null,
): Promise<void> {
  if (personIds.size === 0) return;
  for (const cadence of await listCadences(tx, program.workspace_id, [program.id])) {
    const audience = cadence.audience.filter((member) => !personIds.has(member));
    const readers = cadence.readers.filter((member) => !personIds.has(member));
    const isUnchanged = audience.length === cadence.audience.length && readers.length === cadence.readers.length;
    if (isUnchanged) continue;
    const isEmpty = audience.length === 0;
    const changes = {
      audience: isEmpty ? NOBODY_LEFT : audience,
      readers: readers.length === 0 ? NOBODY_LEFT : readers,
      ...(isEmpty && cadence.state === "active" && { state: "paused" as const, pause_reason: "", resumes_on: null }),
    };
    await updateCadence(tx, cadence, changes);
    await appendAudit(tx, services, {
      workspaceId: program.workspace_id,
      actorId: null,
      action: isEmpty ? "cadence.paused" : "cadence.changed",
      subject: { kind: "cadence", id: cadence.id },
      programId: program.id,
      before: { audience: cadence.audience, readers: cadence.readers },
      after: { audience: changes.audience, readers: changes.readers },
    });
    if (isEmpty && cadence.state === "active")
      await tellKeepers(services, tx, program, nobodyLeftKind, {
        key: `nobody-left:${cadence.id}:${services.clock.now()}`,
        subject: { cadenceId: cadence.id, roundId: null },
        except: actorId,
      });
  }
  await recheck(tx, program.workspace_id, [program.id], services.clock.now());
}
