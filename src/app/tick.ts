/** One tick: runs due steps by phase, then refreshes Homes. */

import type { Person } from "../people/people.ts";
import { type Instant, isDriven } from "../platform/clock.ts";
import { followTickTimes } from "../platform/downtime.ts";
import { stepRunner } from "../platform/scheduled-steps.ts";
import { earliest } from "../platform/time.ts";
import type { Installation } from "../slack/installation.ts";
import { allCapabilities } from "./all-capabilities.ts";
import { type AppContext, stepsOf } from "./capability.ts";
import type { Homes } from "./refresh-homes.ts";

/** Returns when the next tick is due; rejects with all failures once the other steps are done. */
export function createTick(
  running: AppContext<Person>,
  parts: { homes: Homes; installation: Installation; listenersDone(): Promise<unknown> },
): () => Promise<Instant | null> {
  const { homes, installation, listenersDone } = parts;
  const { services, workspaceId, client, listening, delivery } = running;
  const ticking = { ...running, kinds: delivery.kinds, gateway: { client, actorOf: listening.actorOf } };
  const ticks = followTickTimes(services, workspaceId);
  const steps = stepsOf(allCapabilities, ticking);
  const takeSteps = stepRunner(services, workspaceId, steps, () => ticks.goesOn());
  return async () => {
    // Events are acknowledged early: a driven clock waits for their listeners.
    if (isDriven(services.clock)) await listenersDone();
    // Also while nothing may be done: a workspace that is paused is no downtime.
    await ticks.begun();
    const retryAt = await installation.retryAt();
    if (retryAt !== null) return retryAt;
    const { failures, next } = await takeSteps();
    const nextRefresh = await homes.refresh().catch((error: unknown) => {
      failures.push(error);
      return null;
    });
    if (failures.length > 0) throw new AggregateError(failures, "Part of the tick failed");
    return earliest(next, nextRefresh);
  };
}
