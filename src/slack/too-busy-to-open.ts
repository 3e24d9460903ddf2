import { z } from "zod";

const refusal = z.object({ code: z.string(), data: z.object({ error: z.string() }).optional() });

/** Whether a modal was refused because of rate limits or an expired trigger: a message can then answer the press. */
export function isTooBusyToOpen(error: unknown): boolean {
  const { data } = refusal.safeParse(error);
  if (data?.code === "slack_webapi_rate_limited_error") return true;
  return data?.data?.error === "ratelimited" || data?.data?.error === "expired_trigger_id";
}
