/** The outbox at work, and what whoever runs Drumbeat sees of it. */
import { defineCapability } from "../app/capability.ts";
import { workingDaysChanged } from "../calendars/events.ts";
import { replanPrompts } from "../check-ins/rounds/replan-prompts.ts";
import { nextSendingAt } from "../delivery/claims.ts";
import { outboxReadings } from "../delivery/gauges.ts";
import { forgetMessages, forgetReceived, nextForgettingAt, nextForgettingMessagesAt } from "../delivery/old-rows.ts";
import { messagesCommand, registerDeliveryListeners } from "../delivery/screens.ts";
import type { Person } from "../people/people.ts";
import { appendAudit } from "../platform/audit.ts";
import type { Instant } from "../platform/clock.ts";
import { isDueBy } from "../platform/scheduled-steps.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import { findFact, noteFact } from "../platform/workspace-facts.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { followArrivals } from "../slack/kinds-received.ts";
import { backUpReading } from "./backup-age.ts";
import { registerInstallationCheck } from "./live/installation-check.ts";

export const operations = defineCapability<Person, Visitor>({
  name: "operations",
  async start(services, workspaceId) {
    await followZoneData(services, workspaceId, process.versions.tz ?? "");
  },
  screens(running) {
    const { listening, delivery, services, workspaceId } = running;
    followArrivals(listening.app, services, workspaceId);
    registerDeliveryListeners(listening, delivery);
    registerInstallationCheck(running);
  },
  commands: ({ delivery }) => [messagesCommand(delivery)],
  steps({ services, workspaceId, kinds, dispatcher }) {
    let resumeAt: Instant | null = null;
    return [
      { phase: "tidy", next: nextForgettingAt, run: () => forgetReceived(services), wakeAt: () => null },
      {
        phase: "tidy",
        next: nextForgettingMessagesAt,
        run: () => forgetMessages(services, kinds, workspaceId),
      },
      {
        phase: "send",
        next: nextSendingAt,
        run: async () => {
          resumeAt = await dispatcher.dispatch();
        },
        // What is due and was not sent waits for what only the dispatcher knows.
        wakeAt: (next, now) => (isDueBy(next, now) ? resumeAt : next),
      },
    ];
  },
  async measures({ services: { db, clock }, workspaceId }) {
    const now = clock.now();
    return [...(await outboxReadings(db, workspaceId, now)), await backUpReading(db, workspaceId, now)];
  },
});

/**
 * Where the last process ran with another release, everything that is planned and not sent is counted anew: prompts,
 * rounds to come and digests. A round that exists stays that round, so that nobody is asked twice. `release`: as
 * `2026c`. Returns whether it was another one.
 */
async function followZoneData(services: Services, workspaceId: string, release: string): Promise<boolean> {
  const { db, clock, log } = services;
  return inTransaction(db, async (tx) => {
    const before = await findFact(tx, workspaceId, "zone-data");
    await noteFact(tx, workspaceId, { key: "zone-data", value: release, at: clock.now() });
    if (before === null || before.value === release) return false;
    const prompts = await replanPrompts(tx, workspaceId);
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
