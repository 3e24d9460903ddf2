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

/** The faults that calls are still to meet. */
export class CallFaults {
  readonly #armed: { fault: CallFault; method: string | undefined; skip: number; times: number }[] = [];

  arm(fault: CallFault, { method, nth = 1, times = 1 }: WhichCalls = {}): void {
    this.#armed.push({ fault, method, skip: nth - 1, times });
  }

  /** From now on every call is served, until a fault is armed again. */
  disarm(): void {
    this.#armed.length = 0;
  }

  /** The fault that this call meets, if any; each call counts once for every fault it could meet. */
  meet(method: string): CallFault | undefined {
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
