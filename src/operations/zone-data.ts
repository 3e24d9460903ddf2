/** The time-zone data that Node.js brings: laws change, and with them what was counted before. */
import { workingDaysChanged } from "../calendars/events.ts";
import { replanPrompts } from "../check-ins/rounds/zone-data.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { findFact, noteFact } from "../platform/workspace-facts.ts";

/**
 * Where the last process ran with another release, everything that is planned and not sent is counted anew: prompts,
 * rounds to come and digests. A round that exists stays that round, so that nobody is asked twice. `release`: as
 * `2026c`. Returns whether it was another one.
 */
export async function followZoneData(services: Services, workspaceId: string, release: string): Promise<boolean> {
  const { db, clock, log } = services;
  return inTransaction(db, async (tx) => {
    const before = await findFact(tx, workspaceId, "zone-data");
    await noteFact(tx, workspaceId, { key: "zone-data", value: release, at: clock.now() });
    if (before === null || before.value === release) return false;
    const prompts = await replanPrompts(services, tx, workspaceId);
    await workingDaysChanged.happened(services, tx, { workspaceId: workspaceId });
    await appendAudit(tx, services, {
      workspaceId,
      actorId: null,
      action: "zone-data.followed",
      subject: { kind: "workspace", id: workspaceId },
      before: { release: before.value },
      after: { release, prompts },
    });
    log.info({ before: before.value, release, prompts }, "time-zone data has changed: coming times are counted anew");
    return true;
  });
}
