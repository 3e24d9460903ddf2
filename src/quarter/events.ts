/** What the review of a quarter asks of capabilities above it. */
import type { Instant } from "../platform/clock.ts";
import { Lookup } from "../platform/events.ts";

/** Those of these programs whose present status is off track. */
export const offTrackNow = new Lookup<
  { workspaceId: string; programIds: readonly string[]; now: Instant },
  ReadonlySet<string>
>("which programs are off track");
