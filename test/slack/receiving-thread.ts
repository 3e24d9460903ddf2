/** A receiver in a thread of its own, which measures itself: the most processor time between two turns of its event loop. */
import { setImmediate as turn } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { App } from "@slack/bolt";
import { z } from "zod";
import { createHttpReceiver } from "../../src/slack/http-receiver.ts";

const { signingSecret, port } = z.object({ signingSecret: z.string(), port: z.number() }).parse(workerData);
const receiver = createHttpReceiver({ signingSecret, port });
const app = new App({ receiver, authorize: async () => ({ botToken: "xoxb-none", botId: "B0", botUserId: "U0" }) });
await app.start();

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

let longestMs = 0;
parentPort?.on("message", () => {
  parentPort?.postMessage(longestMs);
  longestMs = 0;
});
parentPort?.postMessage("listening");
for (let before = threadMs(); ; ) {
  await turn();
  const now = threadMs();
  longestMs = Math.max(longestMs, now - before);
  before = now;
}
