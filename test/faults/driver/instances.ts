/** P8: several instances on one PostgreSQL. */
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { RateLimits } from "slack-sandbox";
import { stopwatch, systemClock } from "../../../src/platform/clock.ts";
import { DAY, SECOND } from "../../../src/platform/time.ts";
import type { Running } from "../../support/node-process.ts";
import { chanceFrom } from "./chance.ts";
import { doubledMessages, lostAnswers, unasked, unsent, untilAllSent } from "./invariants.ts";
import { answerWhatIsAsked, letTimePass, pass, RECOVERY_MS } from "./load.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";
import { aWorld, type World } from "./world.ts";

const INSTANCES = 3;
/** An instance is killed after so many prompts more. */
const PROMPTS_A_KILL = 10;
/** Some rounds of a day have few left to be asked. */
const PATIENCE_MS = 20_000;

/** Instances on the sandbox's clock share prompts; one after the other is killed and comes back. */
export const instances: FaultPart = {
  name: "instances",
  promises: ["P8"],
  unit: `prompt shared by ${INSTANCES} instances`,
  count: 1000,
  pieceOf: 200,
  async run({ count: prompts, seed, postgresUrl }) {
    const tally = newTally();
    const chance = chanceFrom(seed);
    const world = await aWorld({ team: Math.min(prompts, 100), postgresUrl });
    try {
      const running = await Promise.all(Array.from({ length: INSTANCES }, () => world.start()));
      const done = new AbortController();
      const time = letTimePass(world, done.signal);
      const load = answerWhatIsAsked(world, `seed ${seed}`, done.signal);
      const sent = () => world.sandbox.slack.transcript.counters.calls["chat.postMessage"] ?? 0;
      while ((await promptsSent(world)) < prompts) {
        const until = sent() + chance.whole(1, PROMPTS_A_KILL);
        const waited = stopwatch();
        while (sent() < until && waited() < PATIENCE_MS / 1000) await setTimeout(5);
        const index = chance.whole(0, running.length);
        running[index]?.signal("SIGKILL");
        await running[index]?.ended;
        count(tally, "kills");
        running[index] = await world.start();
      }
      done.abort();
      await time;
      const acknowledged = await load;
      await pass(world, RECOVERY_MS);
      await pass(world, DAY);
      tally.done = await promptsSent(world);
      count(tally, "posts", sent());
      count(tally, "acknowledged answers", acknowledged.length);
      tally.broken.push(
        ...(await lostAnswers(world, acknowledged)),
        ...doubledMessages(world.sandbox),
        ...(await unsent(world)),
        ...(await unasked(world)),
      );
      await stopAll(running);
    } finally {
      await world.close();
    }
    return tally;
  },
};

const LEASE_MS = 3000;
const GRACE_MS = 1000;

/** Slack's limits are those of the workspace; here more instances than one are to be busy at the same moment. */
class NoPostLimits extends RateLimits {
  override countPost(): void {
    // Nothing is counted.
  }
}

/**
 * In real time, with a short lease: one of two instances is stopped in the middle of its work for longer than its lease,
 * the other one takes over, and the first goes on as if nothing had happened.
 */
export const pauses: FaultPart = {
  name: "pauses",
  promises: ["P8"],
  unit: "pause past the lease",
  count: 20,
  pieceOf: 6,
  async run({ count: howMany, seed, postgresUrl }) {
    const tally = newTally();
    const chance = chanceFrom(seed);
    const clock = systemClock();
    const world = await aWorld({ team: 40, postgresUrl, start: clock.now() });
    world.clock.run();
    world.sandbox.slack.rateLimits = new NoPostLimits(world.clock);
    const env = { DRUMBEAT_OUTBOX_LEASE_MS: String(LEASE_MS), DRUMBEAT_OUTBOX_GRACE_MS: String(GRACE_MS) };
    try {
      const running = await Promise.all([1, 2].map(() => world.start({ onClock: false, env })));
      for (let pause = 1; pause <= howMany; pause += 1) {
        // What they are told in return goes through the outbox, at any hour of the day on which this runs.
        const said = world.handles.map((handle) => world.sandbox.as(handle).say(`words ${pause}`));
        await setTimeout(chance.between(0, 2500));
        const paused = chance.pick(running);
        paused.signal("SIGSTOP");
        await setTimeout(LEASE_MS + chance.between(200, 2000));
        paused.signal("SIGCONT");
        await Promise.all(said);
        tally.done += 1;
      }
      tally.broken.push(...(await untilAllSent(world, 90 * SECOND)));
      const replies = world.sandbox.allMessages().filter(({ bot_id }) => bot_id !== undefined).length;
      count(tally, "messages", replies);
      tally.broken.push(...doubledMessages(world.sandbox));
      worst(tally, "look-ups", world.sandbox.counters.calls["conversations.history"] ?? 0);
      await stopAll(running);
    } finally {
      await world.close();
    }
    return tally;
  },
};

function promptsSent(world: World): Promise<number> {
  return world.read(async (db) => {
    const row = await db
      .selectFrom("delivery")
      .select(sql<number>`count(*)`.as("sent"))
      .where("kind", "=", "prompt")
      .where("state", "=", "sent")
      .executeTakeFirstOrThrow();
    return Number(row.sent);
  });
}

async function stopAll(running: readonly Running[]): Promise<void> {
  for (const app of running) app.signal("SIGTERM");
  await Promise.all(running.map((app) => app.ended));
}
