import { describe, expect, it } from "vitest";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { addMs, HOUR } from "../../src/platform/time.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, NINA, RAVI, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const RELEASE = process.versions.tz ?? "";

/** Every instant that was counted from a wall time and has not come yet. */
async function comingTimes(db: Db) {
  const order = <Row extends object>(rows: Row[]) =>
    rows.map((row) => JSON.stringify(row)).sort((one, other) => (one < other ? -1 : 1));
  return {
    prompts: order(
      await db
        .selectFrom("prompt")
        .select(["person_id", "opens_at", "due_at", "closes_at", "remind_at", "is_late"])
        .where("state", "=", "planned")
        .execute(),
    ),
    messages: order(
      await db.selectFrom("delivery").select(["key", "due_at", "expires_at"]).where("state", "=", "waiting").execute(),
    ),
    rounds: order(await db.selectFrom("round").select(["key", "opens_at", "due_at", "closes_at"]).execute()),
    cadences: order(await db.selectFrom("cadence").select(["key", "next_check_at"]).execute()),
    digests: order(await db.selectFrom("digest_schedule").select(["person_id", "rhythm", "next_at"]).execute()),
  };
}

/** Leaves the database as a process with other rules of time zones would have: all that is to come is `ms` off. */
async function asPlannedWithOtherData(db: Db, ms: number): Promise<void> {
  await db.updateTable("workspace_fact").set({ value: "2019b" }).where("key", "=", "zone-data").execute();
  for (const row of await db.selectFrom("prompt").selectAll().where("state", "=", "planned").execute()) {
    const { opens_at, due_at, closes_at, remind_at } = row;
    const times = { opens_at: addMs(opens_at, ms), due_at: addMs(due_at, ms), closes_at: addMs(closes_at, ms) };
    const off = { ...times, remind_at: remind_at && addMs(remind_at, ms) };
    await db.updateTable("prompt").set(off).where("id", "=", row.id).execute();
  }
  const deliveries = db.selectFrom("delivery").selectAll().where("state", "=", "waiting").where("kind", "=", "prompt");
  for (const { id, due_at, expires_at, key } of await deliveries.execute()) {
    const isOfOneAsked = await db
      .selectFrom("prompt")
      .select("id")
      .where("state", "=", "sent")
      .where(({ eb, fn }) =>
        eb(fn<string>("concat", ["round_id", "person_id"]), "=", key.split(":").slice(1, 3).join("")),
      )
      .executeTakeFirst();
    if (isOfOneAsked) continue;
    const off = { due_at: addMs(due_at, ms), expires_at: expires_at && addMs(expires_at, ms) };
    await db.updateTable("delivery").set(off).where("id", "=", id).execute();
  }
  for (const { id, due_at, closes_at } of await db.selectFrom("round").selectAll().execute())
    await db
      .updateTable("round")
      .set({ due_at: addMs(due_at, ms), closes_at: addMs(closes_at, ms) })
      .where("id", "=", id)
      .execute();
  for (const { id, next_check_at } of await db.selectFrom("cadence").selectAll().execute())
    await db
      .updateTable("cadence")
      .set({ next_check_at: next_check_at && addMs(next_check_at, ms) })
      .where("id", "=", id)
      .execute();
  for (const { person_id, rhythm, next_at } of await db.selectFrom("digest_schedule").selectAll().execute())
    await db
      .updateTable("digest_schedule")
      .set({ next_at: addMs(next_at, ms) })
      .where("person_id", "=", person_id)
      .where("rhythm", "=", rhythm)
      .execute();
}

/** Stops at `at`, has everything off by `ms`, and starts again at `until` with the data of this Node.js. */
async function upgraded(run: Run, ms: number, { at, until = at }: { at: string; until?: string }) {
  await run.to(at);
  const location = run.location;
  const before = await comingTimes(run.db);
  await run.stopApp();
  const db = openDatabase(location);
  await asPlannedWithOtherData(db, ms);
  await db.destroy();
  await run.to(until);
  await run.startApp();
  return before;
}

const asked = async (run: Run, handle: string) => (await sentAs(run, "prompt", handle)).map(({ at }) => at);

const WORLD = { people: [LEA, TOM, NINA, RAVI, SOFIA] };

describe.each(databases)("when the rules of time zones have changed since the last start, on %s", (database) => {
  it.each([-HOUR, HOUR])("counts all that is to come anew when it was %i ms off", async (ms) => {
    const run = await aRun({ ...WORLD, database });
    // Ravi has been asked; Tom and Nina will be.
    const before = await upgraded(run, ms, { at: "2026-11-02T05:00Z" });
    await run.settle();
    expect(await comingTimes(run.db)).toEqual(before);
    const audit = await run.db.selectFrom("audit").selectAll().where("action", "=", "zone-data.followed").execute();
    expect(audit.map((row) => [row.actor_id, row.before, row.after])).toEqual([
      [null, JSON.stringify({ release: "2019b" }), JSON.stringify({ release: RELEASE, prompts: 2 })],
    ]);
    await run.to("2026-11-03T15:00Z");
    expect(await asked(run, "ravi")).toEqual(["2026-11-02T04:00:00.000Z", "2026-11-03T04:00:00.000Z"]);
    expect(await asked(run, "tom")).toEqual(["2026-11-02T09:30:00.000Z", "2026-11-03T09:30:00.000Z"]);
    expect(await asked(run, "nina")).toEqual(["2026-11-02T14:30:00.000Z", "2026-11-03T14:30:00.000Z"]);
    const missed = await run.db.selectFrom("round").select("key").where("state", "=", "missed").execute();
    expect(missed).toEqual([]);
  });
});

describe("what should have come already by the rules that hold now", () => {
  it("comes at once and does not say that Drumbeat was down, and nothing comes twice", async () => {
    const run = await aRun(WORLD);
    await upgraded(run, HOUR, { at: "2026-11-02T09:00Z", until: "2026-11-02T10:00Z" });
    await run.to("2026-11-02T12:00Z");
    const [late, ...others] = await sentAs(run, "prompt", "tom");
    expect(late?.at).toBe("2026-11-02T10:00:00.000Z");
    expect(late?.text).not.toContain("Sent late");
    expect(others).toEqual([]);
  });

  it("as a round that opened meanwhile is asked at once, and once", async () => {
    const run = await aRun(WORLD);
    await upgraded(run, HOUR, { at: "2026-11-03T03:00Z", until: "2026-11-03T04:30Z" });
    await run.to("2026-11-03T08:00Z");
    expect(await asked(run, "ravi")).toEqual(["2026-11-02T04:00:00.000Z", "2026-11-03T04:30:00.000Z"]);
  });
});

it("starts with the same data as before without counting anything anew", async () => {
  const run = await aRun(WORLD);
  await run.stopApp();
  await run.startApp();
  const facts = await run.db.selectFrom("workspace_fact").selectAll().where("key", "=", "zone-data").execute();
  expect(facts.map(({ value }) => value)).toEqual([RELEASE]);
  expect(await run.db.selectFrom("audit").select("id").where("action", "=", "zone-data.followed").execute()).toEqual(
    [],
  );
});
