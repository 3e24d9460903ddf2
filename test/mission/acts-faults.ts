/** What goes wrong around people, under the rule of acts.ts. */
import { copyFileSync, existsSync, rmSync } from "node:fs";
import type { Transport } from "slack-sandbox";
import { expect } from "vitest";
import { activeInSlack } from "../support/injection.ts";
import type { Run } from "../support/run.ts";

const PARTS = ["", "-wal", "-shm"];

/**
 * Kills the process as soon as `act` is acknowledged, without a word: what it has in its database at that instant is all that the next one
 * starts with. What it did afterwards, until it was really stopped here, has not happened.
 */
export async function killAfter(run: Run, act: (run: Run) => Promise<unknown>): Promise<void> {
  // What usually follows of itself does not: the process has no time left.
  await act(Object.create(run, { settle: { value: async () => undefined } }));
  for (const part of PARTS) {
    rmSync(`${run.location}.killed${part}`, { force: true });
    if (existsSync(run.location + part)) copyFileSync(run.location + part, `${run.location}.killed${part}`);
  }
  await run.stopApp();
  for (const part of PARTS) {
    rmSync(run.location + part, { force: true });
    const left = `${run.location}.killed${part}`;
    if (existsSync(left)) copyFileSync(left, run.location + part);
  }
  await run.startApp();
}

/** Slack does what it is asked with the next message, and the answer to it is lost. */
export function loseAnswerToNextMessage(run: Run): void {
  run.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage" } });
}

/** Slack takes a message while the process that sends it is killed: resolves once the call has reached it. */
export async function whileSending(run: Run, until: string): Promise<void> {
  const { faults } = run.sandbox.slack;
  const before = faults.met;
  run.sandbox.misbehave({ do: "work-late", ms: 200, on: { method: "chat.postMessage" } });
  void run.to(until).catch(() => undefined);
  await expect.poll(() => faults.met, { interval: 1, timeout: 60_000 }).toBeGreaterThan(before);
}

/** From now on Slack delivers all that people do twice. */
export function deliverTwice(run: Run): void {
  const { transport } = run.sandbox.slack;
  const twice: Transport = {
    async send(kind, payload) {
      const [first] = await Promise.all([transport.send(kind, payload), transport.send(kind, payload)]);
      return first;
    },
    reachable: (ms) => transport.reachable(ms),
    close: () => transport.close(),
  };
  run.sandbox.slack.transport = twice;
}

/** What in all messages that were ever posted is more than text: mentions, links, broadcasts, and where. */
export function activeInMessages(run: Run): string[] {
  const users = [...run.sandbox.slack.workspace.people.values()].map(({ userId }) => userId);
  return run.sandbox
    .allMessages()
    .filter((message) => message.bot_id !== undefined)
    .flatMap(({ text, blocks }) => activeInSlack({ text, blocks }, users));
}
