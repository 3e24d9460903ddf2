/** Tracks running listeners, awaited before a shutdown and under a driven clock. */
import type { App } from "@slack/bolt";
import { withInteractiveTimeout } from "../platform/database-timeouts.ts";

/** Call before registering listeners. Each call of the result resolves when the listeners now running are done. */
export function trackRunningListeners(app: App): () => Promise<unknown> {
  const atWork = new Set<Promise<void>>();
  app.use(async ({ next, body }) => {
    // Events are acknowledged early, so nobody waits.
    const work = body.type === "event_callback" ? next() : withInteractiveTimeout(next);
    atWork.add(work);
    try {
      await work;
    } finally {
      atWork.delete(work);
    }
  });
  return () => Promise.allSettled(atWork);
}
