/** P3: posts whose answer is lost, after Slack stored them and before. */
import type { CallFault } from "slack-sandbox";
import { DAY, MINUTE, msBetween } from "../../../src/platform/time.ts";
import { doubledMessages, unsent } from "./invariants.ts";
import { pass, RECOVERY_MS, toNextWorkingDay } from "./load.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";
import { aWorld, type World } from "./world.ts";

/** The outbox waits ten seconds for an answer, in real time: only some of the posts are answered so late. */
const LATE_MS = 11_000;
const LATE_ONE_IN = 20;
const STORED: readonly CallFault[] = [
  { do: "cut", when: "after" },
  { do: "answer-status", status: 500, when: "after" },
  { do: "answer-error", error: "internal_error", when: "after" },
];
const NOT_STORED: readonly CallFault[] = [
  { do: "cut", when: "before" },
  { do: "answer-status", status: 500, when: "before" },
  { do: "answer-error", error: "internal_error", when: "before" },
];
const MOST_MINUTES = 5;
const TEAM = 20;

export const ambiguous: FaultPart = {
  name: "ambiguous",
  promises: ["P3"],
  unit: "post whose answer was lost",
  count: 400,
  pieceOf: 200,
  async run({ count: howMany }) {
    const tally = newTally();
    const world = await aWorld({ team: TEAM });
    try {
      const app = await world.start();
      // Each day brings one prompt for each of the team.
      while (tally.done < howMany) {
        await toNextWorkingDay(world, "10:59:00");
        const today = Math.min(TEAM, howMany - tally.done);
        for (let post = 0; post < today; post += 1) {
          const index = tally.done + post;
          // Half of them were stored; a look-up between two posts is no post.
          const plan = index % 2 === 0 ? STORED : NOT_STORED;
          const fault = plan[Math.floor(index / 2) % plan.length] ?? { do: "cut", when: "after" };
          const isLate = index % LATE_ONE_IN === LATE_ONE_IN - 2;
          world.sandbox.misbehave({
            ...(isLate ? { do: "answer-late" as const, ms: LATE_MS } : fault),
            on: { method: "chat.postMessage" },
          });
          count(tally, isLate ? "stored, answered too late" : index % 2 === 0 ? "stored, answer lost" : "not stored");
        }
        tally.done += today;
        await pass(world, RECOVERY_MS);
      }
      await pass(world, DAY);
      tally.broken.push(...doubledMessages(world.sandbox), ...(await unsent(world)));
      const slowest = await slowestResolution(world);
      worst(tally, "simulated minutes until resolved", slowest);
      if (slowest > MOST_MINUTES) tally.broken.push(`resolved after ${slowest} minutes`);
      app.signal("SIGTERM");
      await app.ended;
    } finally {
      await world.close();
    }
    return tally;
  },
};

/** From when a prompt was due until it was known to be sent. */
async function slowestResolution(world: World): Promise<number> {
  const sent = await world.read((db) =>
    db
      .selectFrom("delivery")
      .innerJoin("prompt", (join) =>
        join
          .onRef("prompt.workspace_id", "=", "delivery.workspace_id")
          .onRef("prompt.person_id", "=", "delivery.person_id"),
      )
      .innerJoin("round", "round.id", "prompt.round_id")
      .select(["delivery.sent_at", "prompt.opens_at", "delivery.key", "prompt.round_id"])
      .where("delivery.kind", "=", "prompt")
      .execute(),
  );
  const own = sent.filter(({ key, round_id }) => key.startsWith(`prompt:${round_id}:`));
  return Math.max(
    0,
    ...own.map(({ sent_at, opens_at }) => (sent_at ? msBetween(opens_at, sent_at) / MINUTE : Infinity)),
  );
}
