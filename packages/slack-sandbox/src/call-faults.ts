/** What goes wrong with a call of the Web API. */
export type CallFault =
  | { do: "answer-429"; retryAfterSeconds: number }
  /** A status that is neither 200 nor 429, before or after the work was done. */
  | { do: "answer-status"; status: number; when: "before" | "after" }
  | { do: "cut"; when: "before" | "after" }
  /** The work is done, the answer comes so much real time later. */
  | { do: "answer-late"; ms: number }
  /** The work is done, and answered, so much real time later, whether or not the caller is still there. */
  | { do: "work-late"; ms: number }
  | { do: "answer-error"; error: string; when?: "before" | "after" };

/** Which calls: `nth` of those that are made from now on (1, the next, when left out), and so many from there (1). */
export interface WhichCalls {
  /** Any method when left out. */
  method?: string;
  nth?: number;
  times?: number;
}

/** One call in so many goes wrong when everything is to be a little unreliable. */
const REGULARLY = 10;

/** What goes wrong then: refused, failed, and cut off, before and after the work was done. */
const REGULAR_FAULTS: readonly CallFault[] = [
  { do: "answer-429", retryAfterSeconds: 2 },
  { do: "answer-status", status: 503, when: "before" },
  { do: "answer-status", status: 502, when: "after" },
  { do: "cut", when: "before" },
  { do: "cut", when: "after" },
  { do: "answer-error", error: "internal_error", when: "before" },
  { do: "answer-error", error: "internal_error", when: "after" },
];

/** The faults that calls are still to meet. */
export class CallFaults {
  readonly #armed: { fault: CallFault; method: string | undefined; skip: number; times: number }[] = [];
  #regular: { calls: number; next: () => CallFault | undefined } | null = null;
  /** How many calls met one. */
  met = 0;

  arm(fault: CallFault, { method, nth = 1, times = 1 }: WhichCalls = {}): void {
    this.#armed.push({ fault, method, skip: nth - 1, times });
  }

  /** From now on every tenth call goes wrong, in the order that the seed gives: the same seed, the same faults. */
  armRegularly(seed: number): void {
    const chance = chanceOf(seed);
    this.#regular = { calls: 0, next: () => REGULAR_FAULTS[Math.floor(chance() * REGULAR_FAULTS.length)] };
  }

  /** From now on every call is served, until a fault is armed again. */
  disarm(): void {
    this.#armed.length = 0;
    this.#regular = null;
  }

  /** The fault that this call meets, if any; each call counts once for every fault it could meet. */
  meet(method: string): CallFault | undefined {
    const fault = this.#armedFor(method) ?? this.#regularFault();
    if (fault) this.met += 1;
    return fault;
  }

  #regularFault(): CallFault | undefined {
    if (!this.#regular) return undefined;
    this.#regular.calls += 1;
    return this.#regular.calls % REGULARLY === 0 ? this.#regular.next() : undefined;
  }

  #armedFor(method: string): CallFault | undefined {
    for (const armed of this.#armed) {
      if (armed.times === 0 || (armed.method !== undefined && armed.method !== method)) continue;
      if (armed.skip > 0) armed.skip -= 1;
      else {
        armed.times -= 1;
        return armed.fault;
      }
    }
    return undefined;
  }
}

/** Numbers from 0 to 1 that a seed repeats: mulberry32. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
