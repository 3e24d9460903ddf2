import { z } from "zod";
import { type DrivenClock, type Instant, systemClock } from "./clock.ts";
import { addMs, earliest, msBetween } from "./time.ts";

const timeMessage = z.object({ type: z.literal("time"), id: z.number(), now: z.string(), running: z.boolean() });
type TimeMessage = z.infer<typeof timeMessage>;

interface Ticks {
  tick: () => Promise<Instant | null>;
}

/**
 * Follows the sandbox's clock at `url` (`ws://…/clock`). Resolves when the time is known; rejects if nobody answers.
 * Time stands still when the sandbox goes away.
 */
export async function connectRemoteClock(url: string): Promise<DrivenClock & { close(): void }> {
  const machine = systemClock();
  const socket = new WebSocket(url);
  const timers = new Timers();
  const driven = new Set<Ticks>();
  let time: { now: Instant; running: boolean; machineNow: Instant } | null = null;
  let changes = 0;
  let timer: NodeJS.Timeout | undefined;

  const now = (): Instant => {
    if (!time) throw new Error("The clock has not told the time yet.");
    return time.running ? addMs(time.now, msBetween(time.machineNow, machine.now())) : time.now;
  };
  const send = (message: object) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const wakeTimers = () => {
    clearTimeout(timer);
    timers.wake(now());
    const next = timers.next();
    // While time runs freely, use the machine's timer.
    if (time?.running && next) timer = setTimeout(wakeTimers, Math.max(msBetween(now(), next), 1));
  };
  const runTick = async (message: TimeMessage) => {
    const before = changes;
    const due = await Promise.all([...driven].map(({ tick }) => tick()));
    send({ type: "done", id: message.id, nextDueAt: earliest(...due), idle: changes === before });
  };
  const changed = () => {
    changes += 1;
    send({ type: "changed" });
  };

  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("message", (event) => {
      const message = timeMessage.parse(JSON.parse(String(event.data)));
      time = { now: message.now, running: message.running, machineNow: machine.now() };
      resolve();
      wakeTimers();
      void runTick(message);
    });
    socket.addEventListener("error", () => reject(new Error(`No clock answers at ${url}.`)));
    socket.addEventListener("close", () => reject(new Error(`The clock at ${url} closed the connection.`)));
  });

  return {
    now,
    async sleepUntil(at, signal) {
      if (now() >= at) return;
      const woken = timers.wait(at, signal);
      wakeTimers();
      await woken;
    },
    drive(tick) {
      const ticks: Ticks = { tick };
      driven.add(ticks);
      changed();
      return { changed, detach: () => driven.delete(ticks) };
    },
    close() {
      clearTimeout(timer);
      socket.close();
    },
  };
}

/** Waiters on the remote clock. */
class Timers {
  readonly #timers = new Set<{ at: Instant; wake: () => void }>();

  /** Resolves on `wake` with `at` or later, or when `signal` aborts. */
  wait(at: Instant, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#timers.delete(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = { at, wake };
      this.#timers.add(timer);
      signal.addEventListener("abort", wake);
    });
  }

  wake(now: Instant): void {
    for (const timer of [...this.#timers]) if (timer.at <= now) timer.wake();
  }

  /** The earliest awaited instant, or null. */
  next(): Instant | null {
    let next: Instant | null = null;
    for (const { at } of this.#timers) if (next === null || at < next) next = at;
    return next;
  }
}
