/** A check-in of whoever is in a channel, as people come and go. */
import { expect, it } from "vitest";
import { aRun, asItIsNow, type Run, sentAs, textOf } from "../support/run.ts";

const ROOM = { name: "room", members: ["tom", "sam"] };
const ATLAS = { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["nina"] };

const aRunOf = () =>
  aRun({
    programs: [ATLAS],
    channels: [ROOM],
    cadences: [{ key: "daily", program: "atlas", template: "daily-team", audience: ["channel:room"] }],
  });

function roomId(run: Run): string {
  const room = [...run.sandbox.slack.workspace.channels.values()].find(({ name }) => name === "room");
  if (!room) throw new Error("no room");
  return room.id;
}

async function statesOf(run: Run): Promise<Record<string, string[]>> {
  const rows = await run.db
    .selectFrom("prompt")
    .innerJoin("person", (join) =>
      join.onRef("person.workspace_id", "=", "prompt.workspace_id").onRef("person.id", "=", "prompt.person_id"),
    )
    .select(["person.handle", "prompt.state", "prompt.reason"])
    .orderBy("prompt.id")
    .execute();
  const states = rows.map(({ handle, state, reason }) => ({ handle, state: reason ? `${state}: ${reason}` : state }));
  return Object.fromEntries(
    [...Map.groupBy(states, ({ handle }) => handle)].map(([handle, own]) => [handle, own.map(({ state }) => state)]),
  );
}

it("withdraws kindly what is open of somebody who leaves, and asks again from the next round when they are back", async () => {
  const run = await aRunOf();
  await run.to("2026-11-02T10:00Z");
  const [prompt] = await sentAs(run, "prompt", "tom");
  if (!prompt) throw new Error("not asked");
  run.sandbox.misbehave({ do: "leave-channel", channelId: roomId(run), handle: "tom" });
  await run.to("2026-11-02T10:01Z");
  expect(textOf(asItIsNow(run, prompt.message))).toContain(
    "You’re no longer on this check-in, so there’s nothing to do.",
  );
  run.sandbox.misbehave({ do: "join-channel", channelId: roomId(run), handle: "tom" });
  await run.to("2026-11-03T10:00Z");
  expect(await statesOf(run)).toEqual({ tom: ["excused: left", "sent"], sam: ["missed", "sent"] });
});
