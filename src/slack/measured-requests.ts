/** Measures and logs each request from Slack, and makes its id known to its handlers. */
import { randomUUID } from "node:crypto";
import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import { stopwatch } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import { type IncomingRequest, type RequestKind, withRequest } from "../platform/request-context.ts";

const named = z.string().nullish().catch(null);
const envelope = z.object({
  type: z.enum(["block_actions", "view_submission", "view_closed", "shortcut", "message_action"]).nullish().catch(null),
  command: named,
  event: z.unknown().optional(),
  event_id: named,
  trigger_id: named,
});

/**
 * Call before the app starts. Measures the time from Bolt's receipt to the acknowledgement; the outcome includes work
 * after it.
 */
export function followRequests(app: App, { log, metrics }: { log: Log; metrics?: Metrics | undefined }): void {
  const process = app.processEvent.bind(app);
  app.processEvent = (given) => {
    const body = envelope.safeParse(given.body).data;
    const kind = kindOf(body);
    const request: IncomingRequest = { id: body?.event_id ?? body?.trigger_id ?? randomUUID(), outcome: "ok" };

    const elapsed = stopwatch();
    let ackSeconds: number | null = null;
    const ack: ReceiverEvent["ack"] = async (answer) => {
      await given.ack(answer);
      if (ackSeconds !== null) return;
      ackSeconds = elapsed();
      metrics?.acknowledged(kind, ackSeconds);
    };

    const report = () => {
      const outcome = ackSeconds === null && request.outcome === "ok" ? "unanswered" : request.outcome;
      metrics?.handled(kind, outcome);
      log.info({ kind, outcome, ackSeconds: rounded(ackSeconds), seconds: rounded(elapsed()) }, "request");
    };

    return withRequest(request, async () => {
      try {
        await process({ ...given, ack });
      } catch (error) {
        request.outcome = "failed";
        throw error;
      } finally {
        report();
      }
    });
  };
}

function kindOf(body: z.infer<typeof envelope> | undefined): RequestKind {
  if (body?.command) return "command";
  if (body?.event !== undefined) return "event";
  return body?.type ?? "other";
}

function rounded(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000) / 1000;
}
