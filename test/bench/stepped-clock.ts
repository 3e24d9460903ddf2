/** A clock for the app in another process (`platform/sandbox-clock.ts`) that goes by the second, and at once to what is due next. */
import { WebSocketServer } from "ws";
import { z } from "zod";
import { addMs, SECOND } from "../../src/platform/time.ts";

/** A tick for each message would take longer than the messages: so many go in one. */
const STEP_MS = 2 * SECOND;
/** Of a tick that says that more is due at once. */
const MOST_TURNS = 20;

const turnSchema = z.object({
  type: z.literal("done"),
  id: z.number(),
  nextDueAt: z.string().nullable(),
  idle: z.boolean(),
});
type Turn = z.infer<typeof turnSchema>;

export interface SteppedClock {
  /** For `DRUMBEAT_CLOCK_URL`. */
  url: string;
  now(): string;
  /** How often it has said what time it is, each of which is a tick. */
  turns(): number;
  advanceTo(at: string): Promise<void>;
  close(): void;
}

export async function steppedClock(start: string): Promise<SteppedClock> {
  let now = start;
  let turns = 0;
  let finished: (turn: Turn) => void = () => undefined;
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const turn = (): Promise<Turn> => {
    turns += 1;
    const message = JSON.stringify({ type: "time", id: turns, now, running: false });
    for (const socket of server.clients) socket.send(message);
    return new Promise((resolve) => {
      finished = resolve;
    });
  };
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      const { success, data: done } = turnSchema.safeParse(JSON.parse(data.toString()));
      if (success && done.id === turns) finished(done);
    });
    void turn();
  });
  return {
    url: `ws://127.0.0.1:${typeof address === "object" ? address?.port : 0}/clock`,
    now: () => now,
    turns: () => turns,
    async advanceTo(at) {
      for (;;) {
        let { nextDueAt, idle } = await turn();
        for (let again = 1; again < MOST_TURNS && (!idle || (nextDueAt !== null && nextDueAt <= now)); again += 1)
          ({ nextDueAt, idle } = await turn());
        if (now >= at) return;
        const step = addMs(now, STEP_MS);
        const next = nextDueAt === null ? at : nextDueAt > step ? nextDueAt : step;
        now = next < at ? next : at;
      }
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
