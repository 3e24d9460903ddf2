import { randomBytes } from "node:crypto";
import { SlackError } from "./failures.ts";
import { INTERACTION_LIMITS } from "./limits.ts";
import type { Clock, Instant } from "./time.ts";
import { msBetween } from "./time.ts";

export interface ResponseTarget {
  userId: string;
  channelId: string;
  /** The message whose button was pressed; absent for a command and for a shortcut. */
  source?: { ts: string; isEphemeral: boolean };
}

/** Addresses at which the app may answer an interaction: five times in thirty minutes of the sandbox's clock. */
export class ResponseUrls {
  readonly #targets = new Map<string, ResponseTarget & { madeAt: Instant; uses: number }>();
  readonly #clock: Clock;
  readonly #baseUrl: () => string;

  constructor(clock: Clock, baseUrl: () => string) {
    this.#clock = clock;
    this.#baseUrl = baseUrl;
  }

  make(kind: "actions" | "commands" | "app", teamId: string, target: ResponseTarget): string {
    const key = `${kind}/${teamId}/${this.#targets.size + 1}/${randomBytes(12).toString("hex")}`;
    this.#targets.set(key, { ...target, madeAt: this.#clock.now(), uses: 0 });
    return `${this.#baseUrl()}/${key}`;
  }

  /** Throws used_url or expired_url, as seen in the field; Slack does not document them. */
  use(key: string): ResponseTarget {
    const target = this.#targets.get(key);
    if (!target) throw new SlackError("no_such_url");
    if (msBetween(target.madeAt, this.#clock.now()) > INTERACTION_LIMITS.responseUrlLifeMs)
      throw new SlackError("expired_url");
    if (target.uses >= INTERACTION_LIMITS.responseUrlUses) throw new SlackError("used_url");
    target.uses += 1;
    return target;
  }
}
