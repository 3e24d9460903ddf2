/** The outbox at work, and what whoever runs Drumbeat sees of it. */

import { defineCapability } from "../app/capability.ts";
import { nextSendingAt } from "../delivery/claims.ts";
import { outboxReadings } from "../delivery/gauges.ts";
import { forgetMessages, forgetReceived, nextForgettingAt, nextForgettingMessagesAt } from "../delivery/old-rows.ts";
import { messagesCommand, registerDeliveryListeners } from "../delivery/screens.ts";
import type { Person } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import { hasCome } from "../platform/steps.ts";
import type { Visitor } from "../programs/viewer.ts";
import { followArrivals } from "../slack/arrivals.ts";
import { registerInstallationCheck } from "./live/screens.ts";
import { followZoneData } from "./zone-data.ts";

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
        wakeAt: (next, now) => (hasCome(next, now) ? resumeAt : next),
      },
    ];
  },
  measures: ({ services, workspaceId }) => outboxReadings(services.db, workspaceId, services.clock.now()),
});
