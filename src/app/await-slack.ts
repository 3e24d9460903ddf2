/** A start while Slack is away: waits for it, where ending would have a supervisor start the process again and again. */
import { outcomeOfThrown } from "../delivery/slack-gateway.ts";
import { deepestReason, networkFault } from "../platform/network-fault.ts";
import type { Services } from "../platform/services.ts";
import { addMs, MINUTE, SECOND } from "../platform/time.ts";

const LONGEST_WAIT_MS = MINUTE;

/**
 * Slack's answer to `call`, which is made again after 1, 2, 4 … at most 60 seconds, or when Slack allows, while Slack does
 * not answer, answers with a fault of its own, or limits the rate. Rejects with what will not pass by itself, such as a
 * refused token or a proxy that lets nobody through, and when `signal` aborts.
 */
export async function awaitSlack<Answer>(
  { clock, log }: Pick<Services, "clock" | "log">,
  signal: AbortSignal,
  call: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1)
    try {
      return await call();
    } catch (error) {
      const askedToWaitMs = waitMsAfter(error);
      if (askedToWaitMs === null || signal.aborted) throw error;
      const waitMs = Math.max(Math.min(2 ** attempt * SECOND, LONGEST_WAIT_MS), askedToWaitMs);
      log.warn(
        { reason: deepestReason(error), waitSeconds: waitMs / SECOND },
        "Slack does not answer: the start waits and tries again",
      );
      await clock.sleepUntil(addMs(clock.now(), waitMs), signal);
    }
}

/** At least so long; null where waiting is of no use. Rethrows errors that are not Slack's. */
function waitMsAfter(error: unknown): number | null {
  const fault = networkFault(error);
  // A proxy that cannot reach Slack either answers as a gateway does: 502, 503, 504.
  if (fault !== null && !(Number(fault.params.status) >= 500)) return null;
  const outcome = outcomeOfThrown(error);
  switch (outcome.kind) {
    case "rate-limited":
      return outcome.retryAfterMs;
    case "not-done":
    case "unknown":
      return 0;
    default:
      return null;
  }
}
