/** P29: four instances keep to Slack's limits together, and use what they allow. */
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import type { TranscriptEntry } from "slack-sandbox";
import { addMs, MINUTE, SECOND } from "../../../src/platform/time.ts";
import { doubledMessages, unsent } from "./invariants.ts";
import { pass } from "./load.ts";
import { count, type FaultPart, newTally } from "./part.ts";
import { type AppProcess, aWorld, EVERY_DAY, type World } from "./world.ts";

const INSTANCES = 4;
/** On the first day, a Monday: each day more is two waves more, of prompts and of reminders. */
const TEN_SECONDS_BEFORE = "2026-11-02T10:59:50.000Z";
/** Rounds of so many are asked without a wave. */
const ASKED = 40;
export const SECONDS = "seconds from first to last";
/** Slack's three hundred a minute, of which so much is to be used. */
const [A_SECOND, SHARE] = [5, 0.95];

export const sharedPace: FaultPart = {
  name: "shared-pace",
  promises: ["P29"],
  unit: "prompt of four instances under Slack's limits",
  count: 2000,
  pieceOf: 1000,
  async run({ count: prompts, postgresUrl }) {
    const tally = newTally();
    const handles = Array.from({ length: prompts }, (_, index) => `member${index + 1}`);
    const cadences = Array.from({ length: Math.ceil(prompts / ASKED) }, (_, index) => ({
      ...EVERY_DAY,
      key: `daily-${index}`,
      audience: handles.slice(index * ASKED, (index + 1) * ASKED),
    }));
    const world = await aWorld({ team: prompts, cadences, postgresUrl });
    const posts: TranscriptEntry[] = [];
    world.sandbox.slack.transcript.follow((entry) => {
      if (entry.direction === "call" && entry.type === "chat.postMessage") posts.push(entry);
    });
    try {
      const running = await allStarted(world);
      await world.clock.advanceTo(TEN_SECONDS_BEFORE);
      posts.length = 0;
      await pass(world, 15 * SECOND);
      await analysed(world);
      await world.clock.advanceTo(addMs(world.clock.now(), (prompts / A_SECOND) * SECOND * 1.2 + MINUTE));
      const sent = posts.filter(({ ok }) => ok);
      const refused = posts.filter(({ error }) => error === "ratelimited").length;
      const [first = "", last = ""] = [sent[0]?.at, sent.at(-1)?.at];
      const seconds = (Date.parse(last) - Date.parse(first)) / 1000;
      const perSecond = sent.length / seconds;
      tally.done = sent.length;
      count(tally, "429", refused);
      count(tally, SECONDS, Math.round(seconds));
      if (refused > 0) tally.broken.push(`${refused} of ${posts.length} posts were answered 429`);
      if (sent.length !== prompts) tally.broken.push(`${sent.length} of ${prompts} prompts were sent`);
      if (perSecond < SHARE * A_SECOND) tally.broken.push(`${perSecond.toFixed(2)} prompts a second were sent`);
      tally.broken.push(...doubledMessages(world.sandbox), ...(await unsent(world)));
      for (const each of running) each.signal("SIGTERM");
      for (const each of running) await each.ended;
    } finally {
      await world.close();
    }
    return tally;
  },
};

/** What autovacuum, which the tests' server does without, does within a minute of the prompts' being put there. */
async function analysed(world: World): Promise<void> {
  await world.read((db) => sql`analyze`.execute(db));
}

/** Slack lets so many pages of people be read in a minute, of all instances together: time goes on while they start. */
async function allStarted(world: World): Promise<AppProcess[]> {
  let isOver = false;
  const starting = Promise.all(Array.from({ length: INSTANCES }, () => world.start())).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await Promise.race([starting, setTimeout(20)]);
    await pass(world, SECOND);
  }
  return starting;
}
