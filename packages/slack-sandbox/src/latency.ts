import { setTimeout } from "node:timers/promises";
import { chanceOf } from "./call-faults.ts";

/** Real milliseconds that a call of Slack's Web API takes from a server elsewhere: measured at 250 to 500. */
export const USUAL_LATENCY = { fromMs: 250, toMs: 500 } as const;

export interface LatencyRange {
  fromMs: number;
  toMs: number;
}

/** How long each answer is under way; at first none is. The same calls take as long in every run. */
export class Latency {
  #range: LatencyRange | null = null;
  readonly #chance = chanceOf(1);

  /** From now on; null: at once. */
  take(range: LatencyRange | null): void {
    this.#range = range;
  }

  async pass(): Promise<void> {
    if (!this.#range) return;
    const { fromMs, toMs } = this.#range;
    await setTimeout(fromMs + this.#chance() * (toMs - fromMs));
  }
}
