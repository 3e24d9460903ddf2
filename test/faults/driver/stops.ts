/** P20: told to stop while people answer and messages go out, Drumbeat ends within five seconds and loses nothing. */
import { setTimeout } from "node:timers/promises";
import { chanceFrom } from "./chance.ts";
import { lostAnswers } from "./invariants.ts";
import { endsWell, recover } from "./kills.ts";
import { type Acknowledged, answerWhatIsAsked, letTimePass } from "./load.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";
import { aWorld } from "./world.ts";

const MOST_MS = 5000;
/** Slack is slow, or answers nothing at all, in one stop out of so many. */
const SLOW_ONE_IN = 5;

export const stops: FaultPart = {
  name: "stops",
  promises: ["P20"],
  unit: "SIGTERM under load",
  count: 100,
  pieceOf: 25,
  async run(options) {
    const tally = newTally();
    const chance = chanceFrom(options.seed);
    const world = await aWorld({ team: 12 });
    const acknowledged: Acknowledged[] = [];
    try {
      for (let stop = 1; stop <= options.count; stop += 1) {
        const label = `seed ${options.seed} stop ${stop}`;
        const gone = new AbortController();
        const app = await world.start();
        void app.ended.then(() => gone.abort());
        if (stop % SLOW_ONE_IN === 0)
          world.sandbox.misbehave({ do: "answer-late", ms: 8000, on: { method: "chat.postMessage" } });
        const load = Promise.all([answerWhatIsAsked(world, label, gone.signal), letTimePass(world, gone.signal)]);
        await setTimeout(chance.between(0, 400));
        const toldAt = performance.now();
        app.signal("SIGTERM");
        const code = await app.ended;
        const tookMs = performance.now() - toldAt;
        worst(tally, "seconds to stop", tookMs / 1000);
        if (code !== 0) tally.broken.push(`${label}: ended with ${code}: ${app.output().slice(-500)}`);
        if (tookMs > MOST_MS) tally.broken.push(`${label}: took ${Math.round(tookMs)} ms`);
        acknowledged.push(...(await load)[0]);
        tally.done += 1;
      }
      await recover(world);
      tally.broken.push(...(await lostAnswers(world, acknowledged)), ...(await endsWell(world)));
      count(tally, "acknowledged answers", acknowledged.length);
    } finally {
      await world.close();
    }
    return tally;
  },
};
