/** P1, P2: kill -9 at random points, while people answer and prompts, receipts and digests go out. */
import { setTimeout } from "node:timers/promises";
import { withinRealMs } from "slack-sandbox";
import { DAY, MINUTE } from "../../../src/platform/time.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import { doubledMessages, lostAnswers, unasked, unsent } from "./invariants.ts";
import { type Acknowledged, answerWhatIsAsked, letTimePass, pass, RECOVERY_MS } from "./load.ts";
import { count, type FaultPart, newTally, type PieceOptions, type Tally } from "./part.ts";
import { type AppProcess, aWorld, STARTING_MS, type World } from "./world.ts";

const TEAM = 12;
/** Slack may store a post after the connection of whoever sent it has died. */
const LATEST_ARRIVAL_MS = 50;
const MOST_HEARD = 100;
const PATIENCE_MS = 3000;
/** A start that takes so much longer waits for its clock. */
const START_MS = 8000;
/** One kill in so many comes while the process starts. */
const IN_START = 6;

export const kills: FaultPart = {
  name: "kills",
  promises: ["P1", "P2"],
  unit: "kill -9",
  count: 200,
  pieceOf: 50,
  run: (options) => killAgainAndAgain(options, {}),
};

export const killsOnPostgres: FaultPart = {
  ...kills,
  name: "kills-postgres",
  count: 50,
  run: (options) => killAgainAndAgain(options, { postgresUrl: options.postgresUrl }),
};

async function killAgainAndAgain(options: PieceOptions, where: { postgresUrl?: string }): Promise<Tally> {
  const tally = newTally();
  const chance = chanceFrom(options.seed);
  const world = await aWorld({ team: TEAM, ...where });
  const acknowledged: Acknowledged[] = [];
  try {
    for (let life = 1; life <= options.count; life += 1) {
      arriveLate(world, chance);
      const given = await oneLife(world, chance, `seed ${options.seed} life ${life}`);
      acknowledged.push(...given);
      tally.done += 1;
      tally.broken.push(...(await lostAnswers(world, given)), ...doubledMessages(world.sandbox));
    }
    await recover(world);
    tally.broken.push(...(await lostAnswers(world, acknowledged)), ...(await endsWell(world)));
    count(tally, "acknowledged answers", acknowledged.length);
    count(tally, "messages posted", world.sandbox.allMessages().filter(({ bot_id }) => bot_id !== undefined).length);
  } finally {
    await world.close();
  }
  return tally;
}

/** From the start of a process to its end; resolves with what it acknowledged. */
async function oneLife(world: World, chance: Chance, label: string): Promise<Acknowledged[]> {
  const dead = new AbortController();
  const app = await world.spawn();
  void app.ended.then(() => dead.abort());
  const isKilledInStart = chance.whole(0, IN_START) === 0;
  if (!isKilledInStart) await app.until("Drumbeat is running", STARTING_MS);
  const load = Promise.all([answerWhatIsAsked(world, label, dead.signal), letTimePass(world, dead.signal)]);
  if (isKilledInStart) await setTimeout(chance.between(100, 700));
  else await heardOf(world, chance.whole(0, MOST_HEARD));
  // Between one message and the next.
  await setTimeout(chance.between(0, 20));
  app.signal("SIGKILL");
  await app.ended;
  const [acknowledged] = await load;
  await setTimeout(LATEST_ARRIVAL_MS + 10);
  return acknowledged;
}

/** Resolves after so many calls, events and acts: the same point of the work on a fast machine and on a slow one. */
async function heardOf({ sandbox }: World, entries: number): Promise<void> {
  let heard = 0;
  let unfollow = () => {};
  const enough = new Promise<void>((resolve) => {
    unfollow = sandbox.slack.transcript.follow(() => {
      heard += 1;
      if (heard >= entries) resolve();
    });
  });
  await withinRealMs(PATIENCE_MS, enough);
  unfollow();
}

function arriveLate({ sandbox }: World, chance: Chance): void {
  for (let post = 0; post < 40; post += 1)
    sandbox.misbehave({
      do: "work-late",
      ms: Math.round(chance.between(1, LATEST_ARRIVAL_MS)),
      on: { method: "chat.postMessage" },
    });
}

/** A last process that nobody kills brings everything to its end. */
export async function recover(world: World): Promise<void> {
  // A fault that was not met before may meet this start; a supervisor makes another.
  const app = await startMeanwhile(world).catch(() => startMeanwhile(world));
  await pass(world, RECOVERY_MS);
  await pass(world, 2 * DAY);
  app.signal("SIGTERM");
  await app.ended;
}

/** Where Slack cut off what a start asks it, it asks again after a minute of the sandbox's clock. */
async function startMeanwhile(world: World): Promise<AppProcess> {
  const starting = world.start();
  while ((await withinRealMs(START_MS, starting)) === null) await pass(world, MINUTE);
  return starting;
}

export async function endsWell(world: World): Promise<string[]> {
  return [...doubledMessages(world.sandbox), ...(await unsent(world)), ...(await unasked(world))];
}
