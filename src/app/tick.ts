/** One tick: all that is due, in the order of its phases, then the Homes that show it. */

import type { Person } from "../people/use-cases.ts";
import { type Instant, isDriven } from "../platform/clock.ts";
import { inSteps } from "../platform/steps.ts";
import { earliest } from "../platform/time.ts";
import type { Installation } from "../slack/installation.ts";
import { capabilities } from "./capabilities.ts";
import { type Running, stepsOf } from "./capability.ts";
import type { Homes } from "./homes.ts";

/** Returns when the next is to be taken; rejects with all that failed, when the rest is done. */
export function createTick(
  running: Running<Person>,
  parts: { homes: Homes; installation: Installation; listenersDone(): Promise<unknown> },
): () => Promise<Instant | null> {
  const { homes, installation, listenersDone } = parts;
  const { services, workspaceId, client, listening, delivery } = running;
  const ticking = { ...running, kinds: delivery.kinds, slack: { client, actorOf: listening.actorOf } };
  const takeSteps = inSteps(services, workspaceId, stepsOf(capabilities, ticking));
  return async () => {
    // Slack's events are acknowledged before, so a clock that is moved must wait for what they lead to.
    if (isDriven(services.clock)) await listenersDone();
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
