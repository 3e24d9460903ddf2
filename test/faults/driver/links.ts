/** P12: Socket Mode is cut, refreshed, silent, refused; Slack's API is down for an hour. */
import { setTimeout } from "node:timers/promises";
import type { Misbehaviour } from "slack-sandbox";
import { z } from "zod";
import { HOUR, MINUTE } from "../../../src/platform/time.ts";
import { slackTexts } from "../../../src/slack/texts.ts";
import { lostAnswers, unsent } from "./invariants.ts";
import { afterWaiting, answer, pass } from "./load.ts";
import { count, type FaultPart, newTally, type Tally, worst } from "./part.ts";
import { type AppProcess, aWorld } from "./world.ts";

/** Bare Bolt needs 5 s after a cut, 13 s after a link that fell silent, 15 s with an error of the API in between. */
const MOST_SECONDS = 20;
const LINKS: Record<string, readonly Misbehaviour[]> = {
  "after a cut": [{ do: "drop-sockets" }],
  "after Slack's own disconnect": [{ do: "disconnect-sockets", reason: "refresh_requested" }],
  "after a silent link": [{ do: "silence-sockets" }],
  "after a cut and a 500": [
    { do: "answer-status", status: 500, when: "before", on: { method: "apps.connections.open" } },
    { do: "drop-sockets" },
  ],
  "after a cut and an invalid_auth": [
    { do: "answer-error", error: "invalid_auth", on: { method: "apps.connections.open" } },
    { do: "drop-sockets" },
  ],
};

export const links: FaultPart = {
  name: "links",
  promises: ["P12"],
  unit: "lost connection",
  count: 50,
  pieceOf: 10,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const names = Object.keys(LINKS);
    // Waiting is all they do: several at once.
    const next = Array.from({ length: howMany }, (_, index) => names[(seed + index) % names.length] ?? "");
    while (next.length > 0)
      await Promise.all(next.splice(0, names.length).map((name) => loseConnection(name, LINKS[name] ?? [], tally)));
    return tally;
  },
};

async function loseConnection(name: string, faults: readonly Misbehaviour[], tally: Tally): Promise<void> {
  const world = await aWorld({ team: 2 });
  try {
    const app = await world.start();
    await world.clock.advanceTo("2026-11-02T11:01:00.000Z");
    for (const fault of faults) world.sandbox.misbehave(fault);
    const fromMs = performance.now();
    // Slack's client says that it did not work, and the person presses again.
    const outcomes: string[] = [];
    for (;;) {
      const outcome = await answer(world, "member1", name);
      // A form that says that storing takes long is refused here, and the answer taken all the same: nobody is asked then.
      if (outcome === "acknowledged" || (outcome === "unasked" && outcomes.includes("refused"))) break;
      if (performance.now() - fromMs > 40_000) break;
      if (outcomes.at(-1) !== outcome) outcomes.push(outcome);
      // After the reconnection that failed, the app waits on its own clock.
      await pass(world, 1000);
      await setTimeout(200);
    }
    const seconds = (performance.now() - fromMs) / 1000;
    worst(tally, `seconds ${name}`, seconds);
    if (seconds > MOST_SECONDS)
      tally.broken.push(
        `${name}: answered again after ${seconds.toFixed(1)} s: ${outcomes.join(", ")}\n${app.output()}`,
      );
    tally.broken.push(...(await lostAnswers(world, [{ handle: "member1", text: name }])));
    app.signal("SIGTERM");
    if ((await app.ended) !== 0) tally.broken.push(`${name}: ended with ${await app.ended}`);
    tally.done += 1;
  } finally {
    await world.close();
  }
}

/** Slack answers no call for an hour: what is due waits, the health turns red, and all recovers without a hand. */
export const outage: FaultPart = {
  name: "outage",
  promises: ["P12"],
  unit: "simulated hour without Slack's API",
  count: 3,
  pieceOf: 1,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const refusals: readonly Misbehaviour[] = [
      { do: "answer-status", status: 503, when: "before", on: { times: Infinity } },
      { do: "answer-error", error: "invalid_auth", on: { times: Infinity } },
      { do: "cut", when: "before", on: { times: Infinity } },
    ];
    for (let hour = 0; hour < howMany; hour += 1) {
      const refusal = refusals[(seed + hour) % refusals.length];
      if (refusal) await anHourWithout(refusal, tally);
    }
    return tally;
  },
};

async function anHourWithout(refusal: Misbehaviour, tally: Tally): Promise<void> {
  const world = await aWorld({ team: 4 });
  try {
    const app = await world.start();
    await world.clock.advanceTo("2026-11-02T10:30:00.000Z");
    world.sandbox.misbehave(refusal);
    world.sandbox.misbehave({ do: "drop-sockets" });
    // Reconnecting happens in real time: until the SDK has met its first refusal.
    await setTimeout(6000);
    for (let minute = 0; minute < 60; minute += 1) {
      await pass(world, MINUTE);
      await setTimeout(20);
    }
    const inOutage = await healthOf(app);
    if (inOutage.status !== 503 || inOutage.says.slack)
      tally.broken.push(`health in the outage: ${JSON.stringify(inOutage)}`);
    world.sandbox.slack.faults.disarm();
    const fromMs = performance.now();
    while (!(await healthOf(app)).says.slack && performance.now() - fromMs < 60_000) {
      await pass(world, 5000);
      await setTimeout(200);
    }
    worst(tally, "seconds until connected again", (performance.now() - fromMs) / 1000);
    await pass(world, 4 * HOUR);
    const afterwards = await healthOf(app);
    if (afterwards.status !== 200) tally.broken.push(`health afterwards: ${JSON.stringify(afterwards)}`);
    tally.broken.push(...(await unsent(world)));
    const asked = world.handles.filter((handle) => world.sandbox.as(handle).dm().length > 0);
    if (asked.length !== world.handles.length)
      tally.broken.push(`${asked.length} of ${world.handles.length} were asked`);
    const isTaken = (await answer(world, "member1", "after the outage")) === "acknowledged";
    // On a busy machine it takes longer than Slack waits: what came of it stands in its place.
    if (!isTaken && !(await afterWaiting(world.sandbox.as("member1"))).includes(slackTexts.en.done))
      tally.broken.push("no answer after the outage");
    count(tally, "prompts after it", asked.length);
    tally.done += 1;
    app.signal("SIGTERM");
    if ((await app.ended) !== 0) tally.broken.push(`ended with ${await app.ended}`);
  } finally {
    await world.close();
  }
}

const health = z.object({ ok: z.boolean(), slack: z.boolean() });

async function healthOf(app: AppProcess) {
  const answered = await fetch(`http://127.0.0.1:${app.port}/healthz`);
  return { status: answered.status, says: health.parse(await answered.json()) };
}
