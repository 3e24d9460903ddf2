/** P10: Slack says 429 for one method; nothing of it is called before the time is up, and all else goes on. */
import type { TranscriptEntry } from "slack-sandbox";
import { addMs, SECOND } from "../../../src/platform/time.ts";
import { chanceFrom } from "./chance.ts";
import { doubledMessages, unsent } from "./invariants.ts";
import { answer, pass, RECOVERY_MS, toNextWorkingDay } from "./load.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";
import { aWorld } from "./world.ts";

const TEAM = 24;
/** Posts that were on their way when the refusal came. */
const IN_FLIGHT = 8;

export const limits: FaultPart = {
  name: "limits",
  promises: ["P10"],
  unit: "429 among prompts that go out",
  count: 60,
  pieceOf: 20,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const chance = chanceFrom(seed);
    const world = await aWorld({ team: TEAM });
    const { sandbox } = world;
    const calls: TranscriptEntry[] = [];
    sandbox.slack.transcript.follow((entry) => {
      if (entry.direction === "call") calls.push(entry);
    });
    try {
      const app = await world.start();
      for (let day = 1; day <= howMany; day += 1) {
        const label = `seed ${seed} day ${day}`;
        const seconds = chance.whole(1, 121);
        await toNextWorkingDay(world, "10:59:50");
        calls.length = 0;
        sandbox.misbehave({
          do: "answer-429",
          retryAfterSeconds: seconds,
          on: { method: "chat.postMessage", nth: chance.whole(1, TEAM) },
        });
        await pass(world, 20 * SECOND);
        const refused = calls.find(({ type, error }) => type === "chat.postMessage" && error === "ratelimited");
        // Those who have been asked answer while the others wait; their receipts are updates.
        let answered = 0;
        for (const handle of world.handles)
          if ((await answer(world, handle, `${label} ${handle}`)) === "acknowledged") answered += 1;
        await pass(world, RECOVERY_MS);
        if (!refused) {
          tally.broken.push(`${label}: no 429 came`);
          continue;
        }
        const over = addMs(refused.at, seconds * SECOND);
        const posts = calls.filter(({ type }) => type === "chat.postMessage");
        const early = posts.filter(({ at }) => at > refused.at && at < over);
        const atOnce = posts.filter(({ at }) => at === refused.at);
        if (early.length > 0) tally.broken.push(`${label}: ${early.length} posts before ${seconds} s were over`);
        if (atOnce.length > IN_FLIGHT) tally.broken.push(`${label}: ${atOnce.length} posts at the moment of the 429`);
        const further = calls.filter(({ error }) => error === "ratelimited").length - 1;
        worst(tally, "further 429s in one window", further);
        if (further > 1) tally.broken.push(`${label}: ${further} further 429s`);
        // An answer is acknowledged, and its receipt comes, whatever posting has met.
        const receipts = calls.filter(({ type, ok }) => ok && (type === "chat.update" || type === "response_url"));
        if (receipts.length < answered)
          tally.broken.push(`${label}: ${receipts.length} receipts for ${answered} answers`);
        count(tally, "receipts", receipts.length);
        tally.done += 1;
      }
      tally.broken.push(...doubledMessages(sandbox), ...(await unsent(world)));
      app.signal("SIGTERM");
      await app.ended;
    } finally {
      await world.close();
    }
    return tally;
  },
};
