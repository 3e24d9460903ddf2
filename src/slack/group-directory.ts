import type { WebClient } from "@slack/web-api";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { addMs, HOUR, MINUTE } from "../platform/time.ts";
import { listGroups, type UserGroup } from "./member-lists.ts";

/** User groups for forms, cached: Slack allows twenty reads a minute. */
export interface GroupDirectory {
  groups(client: WebClient): Promise<readonly UserGroup[]>;
  /** Call when a group was created, renamed or removed. */
  outdated(): void;
}

const LIFE_MS = HOUR;
const AFTER_REFUSAL_MS = MINUTE;

/** If Slack does not answer, forms offer the groups read last. */
export function groupDirectory({ clock, log }: { clock: Pick<Clock, "now">; log: Log }): GroupDirectory {
  let latest: readonly UserGroup[] = [];
  let goodUntil: Instant = "";
  return {
    async groups(client) {
      const now = clock.now();
      if (now < goodUntil) return latest;
      try {
        latest = await listGroups(client);
        goodUntil = addMs(now, LIFE_MS);
      } catch (error) {
        log.warn({ err: error }, "user groups could not be read from Slack");
        goodUntil = addMs(now, AFTER_REFUSAL_MS);
      }
      return latest;
    },
    outdated() {
      goodUntil = "";
    },
  };
}
