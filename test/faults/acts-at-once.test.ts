/** P38: acts at once have one outcome. What was found; the long form has all acts in pairs. */
import { expect, it } from "vitest";
import { mergeItems } from "../../src/register/acts.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { addQuietly } from "../support/acting.ts";
import { asked, aWorld, type World } from "./at-once/world.ts";

async function voted(world: World): Promise<string> {
  const { id } = await asked(world);
  await sendToCommittee(world.by("sofia"), { itemId: id });
  return id;
}

function statesOf({ run }: World, ...ids: string[]) {
  return run.db.selectFrom("item").select("state").where("id", "in", ids).orderBy("state").execute();
}

it("acts at once have one outcome, and a sentence for whoever comes second", async () => {
  const world = await aWorld();
  const { run, barrier, by, programId } = world;

  const twoVotes = await voted(world);
  const vote = (handle: "sam" | "ravi", itemId: string) => () => castVote(by(handle), { itemId, option: 0 });
  expect(await barrier.race([vote("sam", twoVotes), vote("ravi", twoVotes)])).toEqual(["done", "done"]);
  expect(await statesOf(world, twoVotes)).toEqual([{ state: "decided" }]);

  const oneVote = await voted(world);
  expect(await barrier.race([vote("sam", oneVote), vote("sam", oneVote)])).toEqual(["done", "done"]);

  const [one, other] = await Promise.all(
    ["one", "other"].map((title) =>
      addQuietly(by("tom"), {
        ...{ programId, type: "risk", details: {}, title, dueOn: "2026-11-20", sourceKey: `command:${title}` },
      }),
    ),
  );
  const merge =
    (id = "", sameAsId = "") =>
    () =>
      mergeItems(by("lea"), { id, sameAsId });
  const merged = await barrier.race([merge(one?.id, other?.id), merge(other?.id, one?.id)]);
  expect(merged.toSorted()).toEqual([
    expect.stringMatching(/^ITEM_MOVED_ON: lea Poe closed ATL-R-\d at 12:00\.$/),
    "done",
  ]);
  expect(await statesOf(world, one?.id ?? "", other?.id ?? "")).toEqual([{ state: "dropped" }, { state: "open" }]);
  expect(run.app.listeners.length).toBeGreaterThan(0);
});
