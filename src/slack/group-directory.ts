import type { WebClient } from "@slack/web-api";
import type { Clock, Instant } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import { addMs, HOUR, MINUTE } from "../platform/time.ts";
import { listGroups, type UserGroup } from "./member-lists.ts";

/** The user groups that forms offer. Slack gives them twenty times a minute, and forms are opened more often. */
export interface GroupDirectory {
  groups(client: WebClient): Promise<readonly UserGroup[]>;
  /** A group was made, renamed or removed. */
  outdated(): void;
}

const LIFE_MS = HOUR;
const AFTER_REFUSAL_MS = MINUTE;

/** A form is never held up by it: when Slack does not answer, it offers the groups that were known last. */
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
