/** P38: acts at once have one outcome. What was found; the long form has all acts in pairs. */
import { expect, it } from "vitest";
import { mergeItems } from "../../src/register/acts.ts";
import { castVote, sendToCommittee } from "../../src/register/requests/votes.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork, declineWork } from "../../src/tracks/work/requests.ts";
import { holdWork } from "../../src/tracks/work/work-queue.ts";
import { addQuietly } from "../support/acting.ts";
import { KINDS } from "./at-once/all-kinds.ts";
import { ACTS, ALONE, SHOWS } from "./at-once/declared.ts";
import { asked, aWorld, type World } from "./at-once/world.ts";

async function voted(world: World): Promise<string> {
  const { id } = await asked(world);
  await sendToCommittee(world.by("sofia"), { itemId: id });
  return id;
}

async function raised({ by, programId, next }: World): Promise<string> {
  const risk = { programId, type: "risk" as const, details: {}, title: "One", dueOn: "2026-11-20" };
  return (await addQuietly(by("tom"), { ...risk, sourceKey: `command:${next()}` })).id;
}

async function statesOf({ run }: World, ...ids: string[]): Promise<string[]> {
  const items = await run.db.selectFrom("item").select("state").where("id", "in", ids).orderBy("state").execute();
  return items.map(({ state }) => state);
}

it("acts at once have one outcome, and a sentence for whoever comes second", async () => {
  const world = await aWorld();
  const { run, barrier, by, programId } = world;

  const vote =
    (handle: "sam" | "ravi", itemId: string, option = 0) =>
    () =>
      castVote(by(handle), { itemId, option });
  const lastVotes = await voted(world);
  expect(await barrier.race([vote("sam", lastVotes), vote("ravi", lastVotes)])).toEqual(["done", "done"]);
  expect(await statesOf(world, lastVotes)).toEqual(["decided"]);

  const changed = await voted(world);
  expect(await barrier.race([vote("sam", changed), vote("sam", changed, 1)])).toEqual(["done", "done"]);
  const votes = run.db.selectFrom("request_vote").select("revision").where("item_id", "=", changed);
  expect(await votes.orderBy("revision").execute()).toEqual([{ revision: 1 }, { revision: 2 }]);

  const one = await raised(world);
  const other = await raised(world);
  const merge = (id: string, sameAsId: string) => () => mergeItems(by("lea"), { id, sameAsId });
  const merged = await barrier.race([merge(one, other), merge(other, one)]);
  expect(merged.toSorted()).toEqual([
    expect.stringMatching(/^ITEM_MOVED_ON: lea Poe closed ATL-R-\d at 12:00\.$/),
    "done",
  ]);
  expect(await statesOf(world, one, other)).toEqual(["dropped", "open"]);

  await takeTypes(by("lea"), { programId, keys: ["campaign"] });
  const answers = { campaign: "Win-back", goal: "A tenth", audience: "All" };
  const id = await askForWork(by("ola"), { programId, key: "campaign", answers });
  const came = await barrier.race([
    () => holdWork(by("lea"), { id, until: "2026-11-10", because: "Held" }),
    () => declineWork(by("dan"), { id, reason: "Declined" }),
  ]);
  const work = run.db.selectFrom("work_request").select(["outcome", "note"]).where("id", "=", id);
  const declined = { outcome: "declined", note: "Declined" };
  // Held first, it can be declined all the same.
  expect(await work.executeTakeFirst()).toEqual(declined);
  expect(came[1]).toBe("done");
  expect(["done", expect.stringContaining("dan Poe has dealt with ATL-W-1")]).toContainEqual(came[0]);

  // What is registered anew fails here until it is said what it does, and of an act with which others it is played at once.
  const registered = run.app.listeners;
  const declared = [...Object.keys(ACTS), ...Object.keys(ALONE), ...SHOWS];
  expect(declared.toSorted()).toEqual(registered.map(({ kind, id: name }) => `${kind} ${name}`).toSorted());
  const played = KINDS.map(({ name }) => name);
  expect(
    Object.values(ACTS)
      .flat()
      .filter((name) => !played.includes(name)),
  ).toEqual([]);
});
