import { randomBytes } from "node:crypto";
import { SlackError } from "./failures.ts";
import { INTERACTION_LIMITS } from "./limits.ts";
import { realTimeMs } from "./real-time.ts";

/** Past this the sandbox no longer knows that a trigger existed. */
const MEMORY_MS = 60_000;

export interface Trigger {
  userId: string;
  /** The modal it comes from: only such a trigger can push another one. */
  viewId: string | null;
}

/** Each trigger opens one view, within three real seconds: people do not wait faster because the clock is moved. */
export class Triggers {
  readonly #triggers = new Map<string, Trigger & { madeMs: number; used: boolean }>();
  #count = 0;

  make(userId: string, viewId: string | null): string {
    const now = realTimeMs();
    for (const [id, { madeMs }] of this.#triggers) {
      if (now - madeMs < MEMORY_MS) break;
      this.#triggers.delete(id);
    }
    this.#count += 1;
    const id = `${1_000_000 + this.#count}.${this.#count}.${randomBytes(16).toString("hex")}`;
    this.#triggers.set(id, { userId, viewId, madeMs: now, used: false });
    return id;
  }

  /** Throws invalid_trigger_id, exchanged_trigger_id or expired_trigger_id. */
  use(id: string): Trigger {
    const trigger = this.#triggers.get(id);
    if (!trigger) throw new SlackError("invalid_trigger_id");
    if (trigger.used) throw new SlackError("exchanged_trigger_id");
    if (realTimeMs() - trigger.madeMs > INTERACTION_LIMITS.triggerLifeMs) throw new SlackError("expired_trigger_id");
    trigger.used = true;
    return trigger;
  }
}
