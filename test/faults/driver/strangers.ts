/** P35: what strangers without a secret send to the port in HTTP mode, in every shape, while Slack's own requests come. */
import { costOf, MOST_MIB, SHAPES, type Shape, signedRequest } from "../../support/strangers.ts";
import { lostAnswers } from "./invariants.ts";
import { answer } from "./load.ts";
import { count, type FaultPart, newTally, type Tally, worst } from "./part.ts";
import { type AppProcess, aWorld, type World } from "./world.ts";

const MOST_SECONDS = 1;
const MOST_LINES_A_MINUTE = 1;
const WARM_UP = 50;

export const strangers: FaultPart = {
  name: "strangers",
  promises: ["P35"],
  unit: "shape of requests without a secret",
  count: 2 * SHAPES.length,
  pieceOf: SHAPES.length,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const world = await aWorld({ team: 2 });
    try {
      const { signingSecret } = world.sandbox;
      const app = await world.start({ env: { SLACK_APP_TOKEN: "", SLACK_SIGNING_SECRET: signingSecret } });
      await world.sandbox.setRequestUrl(`http://127.0.0.1:${app.port}/slack/events`);
      await world.clock.advanceTo("2026-11-02T11:01:00.000Z");
      await fetch(`http://127.0.0.1:${app.port}/metrics`).then((measures) => measures.text());
      for (let sent = 0; sent < WARM_UP; sent += 1) await signedRequest(app.port, signingSecret);
      const beganMs = performance.now();
      for (let index = 0; index < howMany; index += 1) {
        const shape = SHAPES[(seed + index) % SHAPES.length];
        if (shape) await withstand(shape, { world, app, tally });
      }
      const minutes = (performance.now() - beganMs) / 60_000;
      const lines = app
        .output()
        .split("\n")
        .filter((line) => line.includes("are refused unread")).length;
      if (lines > MOST_LINES_A_MINUTE * (minutes + 1))
        tally.broken.push(`${lines} lines in ${minutes.toFixed(1)} minutes`);
      await answerAfterwards(world, tally);
      app.signal("SIGTERM");
      if ((await app.ended) !== 0) tally.broken.push(`ended with ${await app.ended}`);
      return tally;
    } finally {
      await world.close();
    }
  },
};

async function withstand(
  shape: Shape,
  { world, app, tally }: { world: World; app: AppProcess; tally: Tally },
): Promise<void> {
  const { signingSecret } = world.sandbox;
  const pid = await app.pid;
  const { mib, seconds, answered, unanswered, leftOpen } = await costOf(shape, {
    port: app.port,
    pid,
    signingSecret,
    size: 1,
  });
  count(tally, "signed requests in between", answered);
  worst(tally, "MiB above rest", mib);
  worst(tally, "seconds until a signed request was answered", seconds);
  if (mib > MOST_MIB) tally.broken.push(`${shape.name}: ${mib.toFixed(0)} MiB above rest`);
  if (seconds > MOST_SECONDS) tally.broken.push(`${shape.name}: a signed request took ${seconds.toFixed(1)} s`);
  for (const why of unanswered) tally.broken.push(`${shape.name}: a signed request was not answered: ${why}`);
  if (leftOpen > 0) tally.broken.push(`${shape.name}: ${leftOpen} connections were left open`);
  tally.done += 1;
}

async function answerAfterwards(world: World, tally: Tally): Promise<void> {
  const outcome = await answer(world, "member1", "after the strangers");
  if (outcome !== "acknowledged") tally.broken.push(`an answer afterwards was ${outcome}`);
  tally.broken.push(...(await lostAnswers(world, [{ handle: "member1", text: "after the strangers" }])));
}
