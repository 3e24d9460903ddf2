/** The switches of the panel for builders. */
import { z } from "zod";
import type { Misbehaviour } from "../misbehaviour.ts";

const which = z
  .strictObject({
    method: z.string().min(1).optional(),
    nth: z.int().min(1).max(1000).optional(),
    times: z.int().min(1).max(1000).optional(),
  })
  .transform(({ method, nth, times }) => ({
    ...(method !== undefined && { method }),
    ...(nth !== undefined && { nth }),
    ...(times !== undefined && { times }),
  }));
const on = which.default({});
const when = z.enum(["before", "after"]);

export const misbehaviourSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("answer-429"), retryAfterSeconds: z.int().min(1).max(3600), on }),
  z.strictObject({ do: z.literal("answer-status"), status: z.int().min(400).max(599), when, on }),
  z.strictObject({ do: z.literal("cut"), when, on }),
  z.strictObject({ do: z.literal("answer-late"), ms: z.int().min(1).max(60_000), on }),
  z.strictObject({ do: z.literal("work-late"), ms: z.int().min(1).max(60_000), on }),
  z.strictObject({ do: z.literal("answer-error"), error: z.string().min(1), when, on }),
  z.strictObject({ do: z.literal("drop-sockets") }),
  z.strictObject({ do: z.literal("drop-socket-after-next-payload") }),
  z.strictObject({
    do: z.literal("disconnect-sockets"),
    reason: z.enum(["warning", "refresh_requested", "link_disabled"]),
  }),
  z.strictObject({ do: z.literal("silence-sockets") }),
  z.strictObject({ do: z.literal("redeliver-next-event") }),
  z.strictObject({ do: z.literal("swap-next-events") }),
  z.strictObject({ do: z.literal("deactivate"), handle: z.string() }),
  z.strictObject({ do: z.literal("reactivate"), handle: z.string() }),
  z.strictObject({ do: z.literal("archive-channel"), channelId: z.string() }),
  z.strictObject({ do: z.literal("remove-app-from-channel"), channelId: z.string() }),
  z.strictObject({ do: z.literal("refuse-block"), block: z.string() }),
  z.strictObject({ do: z.literal("take-block"), block: z.string() }),
  z.strictObject({ do: z.literal("revoke-token") }),
  z.strictObject({ do: z.literal("uninstall") }),
]) satisfies z.ZodType<Misbehaviour>;
