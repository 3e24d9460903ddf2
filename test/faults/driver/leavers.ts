/** P21: people who left and channels that are gone are tried once; nobody else waits for them. */
import { DAY } from "../../../src/platform/time.ts";
import { doubledMessages } from "./invariants.ts";
import { pass, RECOVERY_MS, toNextWorkingDay } from "./load.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";
import { aWorld } from "./world.ts";

/** What Slack answers to a post that can never succeed. Source: docs.slack.dev/reference/methods/chat.postMessage. */
const REFUSALS = ["channel_not_found", "user_disabled", "messages_tab_disabled", "is_archived", "not_in_channel"];
const TEAM = 12;

export const leavers: FaultPart = {
  name: "leavers",
  promises: ["P21"],
  unit: "refused recipient",
  count: 100,
  pieceOf: 50,
  async run({ count: howMany, seed }) {
    const tally = newTally();
    const world = await aWorld({ team: TEAM });
    const { sandbox, clock } = world;
    try {
      const app = await world.start();
      for (let day = 0; tally.done < howMany; day += 1) {
        await toNextWorkingDay(world, "10:59:00");
        const before = sandbox.counters.calls["chat.postMessage"] ?? 0;
        const error = REFUSALS[(seed + day) % REFUSALS.length] ?? "channel_not_found";
        sandbox.misbehave({ do: "answer-error", error, on: { method: "chat.postMessage", nth: 1 + (day % 5) } });
        await pass(world, RECOVERY_MS);
        const posts = (sandbox.counters.calls["chat.postMessage"] ?? 0) - before;
        // Fewer come on a day on which somebody has had all messages of their week.
        if (posts > TEAM) tally.broken.push(`day ${day}, ${error}: ${posts} posts for ${TEAM} people`);
        tally.done += 1;
        count(tally, "others asked", posts - 1);
      }
      const rows = await world.read((db) =>
        db.selectFrom("delivery").select(["state", "attempts", "last_error"]).where("state", "=", "parked").execute(),
      );
      if (rows.length !== tally.done) tally.broken.push(`${rows.length} parked for ${tally.done} refusals`);
      for (const { last_error, attempts } of rows) {
        worst(tally, "attempts repeated", attempts);
        if (attempts > 0 || !REFUSALS.includes(last_error ?? ""))
          tally.broken.push(`parked with ${last_error} after ${attempts}`);
      }
      // Somebody whose account is deactivated is not tried at all, and asked again when it is back.
      sandbox.misbehave({ do: "deactivate", handle: "member1" });
      await clock.settle();
      const asked = () => sandbox.as("member1").dm().length;
      const askedBefore = asked();
      await pass(world, 3 * DAY);
      if (asked() !== askedBefore) tally.broken.push("somebody deactivated was posted to");
      sandbox.misbehave({ do: "reactivate", handle: "member1" });
      await clock.settle();
      await pass(world, 4 * DAY);
      if (asked() === askedBefore) tally.broken.push("somebody who is back was not asked");
      tally.broken.push(...doubledMessages(sandbox));
      app.signal("SIGTERM");
      await app.ended;
    } finally {
      await world.close();
    }
    return tally;
  },
};
