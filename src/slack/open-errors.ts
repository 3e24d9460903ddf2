import { z } from "zod";

const refusal = z.object({ code: z.string(), data: z.object({ error: z.string() }).optional() });

/**
 * Whether Slack opened no modal because too many are opened at this moment, or because the press had been waiting for
 * more than three seconds: the same press can then be answered by a message. Anything else is another fault.
 */
export function isTooBusyToOpen(error: unknown): boolean {
  const { data } = refusal.safeParse(error);
  if (data?.code === "slack_webapi_rate_limited_error") return true;
  return data?.data?.error === "ratelimited" || data?.data?.error === "expired_trigger_id";
}
