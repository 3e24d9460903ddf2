/** P1, P2, P8: kill -9 in real time, of two instances on one PostgreSQL whose machines' clocks differ. */
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { systemClock } from "../../../src/platform/clock.ts";
import { addMs, MINUTE, SECOND, WEEKDAYS } from "../../../src/platform/time.ts";
import { takeMessagesAtAnyHour } from "../../support/any-hour.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { doubledMessages, lostAnswers, unasked, untilAllSent } from "./invariants.ts";
import { answerWhatIsAsked } from "./load.ts";
import { count, type FaultPart, newTally } from "./part.ts";
import { aWorld, EVERY_DAY, type StartOptions, type World } from "./world.ts";

const TEAM = 20;
/** A round opens each minute; a piece takes a few. */
const ROUNDS = 15;
const SHIFTED_MS = 200 * SECOND;
const SHIFTED_CLOCK = join(import.meta.dirname, "shifted-clock-child.ts");
const OUTBOX = { DRUMBEAT_OUTBOX_LEASE_MS: "20000", DRUMBEAT_OUTBOX_GRACE_MS: "2000" };
/** Less than the grace time. */
const STORED_AFTER_MS = 400;
/** Replies to all are less than Slack takes. */
const EACH_SAYS_MS = 12 * SECOND;
const MOST_WAITING_MS = 300 * SECOND;

/**
 * What people say, and their answers to prompts that come each minute, are acknowledged and posted by both instances; one
 * after the other is killed and comes back. The second is so much ahead, or behind.
 */
export const killsShifted: FaultPart = {
  name: "kills-shifted",
  promises: ["P1", "P2", "P8"],
  unit: "kill -9 of one of two instances whose clocks are 200 s apart",
  count: 50,
  pieceOf: 25,
  async run({ count: howMany, seed, postgresUrl }) {
    const tally = newTally();
    const chance = chanceFrom(seed);
    const from = systemClock().now();
    const world = await aWorld({
      team: TEAM,
      postgresUrl,
      start: from,
      cadences: Array.from({ length: ROUNDS }, (_, index) => roundAt(addMs(from, (index + 1) * MINUTE), index)),
      before: (app, { handles }) => takeMessagesAtAnyHour(app.services.db, ["lead", ...handles], from),
    });
    const refused = countRefusedPosts(world);
    // While one sends, the other sees it sending.
    const late = { method: "chat.postMessage", times: Infinity };
    world.sandbox.misbehave({ do: "work-late", ms: STORED_AFTER_MS, on: late });
    world.clock.run();
    try {
      const start = startsOf(world, seed % 2 === 0 ? SHIFTED_MS : -SHIFTED_MS);
      const running = await Promise.all(start.map((startOne) => startOne()));
      const over = new AbortController();
      const answering = answerWhatIsAsked(world, `seed ${seed}`, over.signal);
      const talking = talk(world, chance, over.signal);
      while (tally.done < howMany) {
        // Slack lets people be read twenty times a minute, as each start does.
        await setTimeout(chance.between(2500, 5500));
        const index = chance.whole(0, running.length);
        running[index]?.signal("SIGKILL");
        await running[index]?.ended;
        running[index] = await start[index === 0 ? 0 : 1]();
        tally.done += 1;
      }
      over.abort();
      await talking;
      const acknowledged = await answering;
      tally.broken.push(
        ...(await untilAllSent(world, MOST_WAITING_MS)),
        ...(await lostAnswers(world, acknowledged)),
        ...doubledMessages(world.sandbox),
        ...(await unasked(world)),
      );
      count(tally, "acknowledged answers", acknowledged.length);
      count(tally, "messages posted", world.sandbox.allMessages().filter(({ bot_id }) => bot_id !== undefined).length);
      count(tally, "429", refused());
      for (const app of running) app.signal("SIGTERM");
      await Promise.all(running.map(({ ended }) => ended));
    } finally {
      await world.close();
    }
    return tally;
  },
};

/** What starts the first instance, and the second, whose machine's clock is so much ahead. */
function startsOf(world: World, aheadMs: number) {
  const right = { onClock: false, env: OUTBOX };
  const shifted = {
    onClock: false,
    preload: SHIFTED_CLOCK,
    env: { ...OUTBOX, CLOCK_AHEAD_MS: String(aheadMs) },
  };
  // As a supervisor does, where the machine was too busy for one.
  const again = (options: StartOptions) => world.start(options).catch(() => world.start(options));
  return [() => again(right), () => again(shifted)] as const;
}

function roundAt(at: string, index: number) {
  const key = index === 0 ? EVERY_DAY.key : `${EVERY_DAY.key}-${index + 1}`;
  return { ...EVERY_DAY, key, rule: { ...EVERY_DAY.rule, on: WEEKDAYS, at: at.slice(11, 16) } };
}

function countRefusedPosts({ sandbox }: World): () => number {
  let refused = 0;
  sandbox.slack.transcript.follow(({ direction, type, error }) => {
    if (direction === "call" && type === "chat.postMessage" && error === "ratelimited") refused += 1;
  });
  return () => refused;
}

/** Each person says something every few seconds, and is told in return that it was no answer. */
async function talk({ sandbox, handles }: World, chance: Chance, until: AbortSignal): Promise<void> {
  const talking = handles.map(async (handle) => {
    for (let word = 1; !until.aborted; word += 1) {
      await setTimeout(chance.between(0, 2 * EACH_SAYS_MS));
      await sandbox.as(handle).say(`words ${word}`);
    }
  });
  await Promise.all(talking);
}
