/** What listeners are doing at the moment: it is waited for before what they need is let go, and where a clock is moved. */
import type { App } from "@slack/bolt";
import { withInteractiveTimeout } from "../platform/timeouts.ts";

/** Call before any listener is registered. Resolves, each time, when what is being done now is done. */
export function trackRunningListeners(app: App): () => Promise<unknown> {
  const atWork = new Set<Promise<void>>();
  app.use(async ({ next, body }) => {
    // An event is acknowledged before: nobody waits for what it leads to.
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
