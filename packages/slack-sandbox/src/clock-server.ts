import type { WebSocket } from "ws";
import { z } from "zod";
import type { SandboxClock } from "./clock.ts";
import type { Instant } from "./time.ts";

/** A process in another place has so much real time for one turn. */
const TURN_TIMEOUT_MS = 60_000;

const answer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("done"), id: z.number(), nextDueAt: z.string().nullable(), idle: z.boolean() }),
  z.object({ type: z.literal("changed") }),
]);

/**
 * Lets a process on the other end of the socket follow the clock as one in the same process does. It is told the time
 * (`{ type: "time", id, now, running }`) and answers `{ type: "done", id, nextDueAt, idle }` when its turn is over, or
 * says `{ type: "changed" }`. When the socket closes, time goes on without it.
 */
export function followClock(clock: SandboxClock, socket: WebSocket): void {
  let turns = 0;
  let pending: { id: number; finish: (nextDueAt: Instant | null) => void } | null = null;

  const takeTurn = () => {
    turns += 1;
    const id = turns;
    return new Promise<Instant | null>((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.terminate();
        reject(new Error(`A process that follows the clock has not finished its turn in ${TURN_TIMEOUT_MS} ms.`));
      }, TURN_TIMEOUT_MS);
      const finish = (nextDueAt: Instant | null) => {
        clearTimeout(timer);
        pending = null;
        resolve(nextDueAt);
      };
      if (socket.readyState !== socket.OPEN) return finish(null);
      pending = { id, finish };
      socket.send(JSON.stringify({ type: "time", id, now: clock.now(), running: clock.isRunning }));
    });
  };
  const driven = clock.drive(takeTurn, { isTold: true });

  socket.on("message", (data) => {
    const parsed = answer.safeParse(readJson(data.toString()));
    if (!parsed.success) return socket.close(1008, "not an answer of a driven clock");
    if (parsed.data.type === "changed") return driven.changed();
    if (parsed.data.id !== pending?.id) return;
    if (!parsed.data.idle) driven.changed();
    pending.finish(parsed.data.nextDueAt);
  });
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    driven.detach();
    pending?.finish(null);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
