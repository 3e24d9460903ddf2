import { describe, expect, it } from "vitest";
import { addMs, DAY, HOUR } from "../../src/platform/time.ts";
import { aRun, arrivals, MONDAY, type Run, sentAs } from "../support/run.ts";
import { WrongClock } from "../support/wrong-clock.ts";

const DAYS = 30;
const WORLD = {
  cadences: [
    { key: "daily", program: "atlas", template: "daily-team" },
    { key: "weekly", program: "atlas", template: "weekly-progress", audience: ["lead"] },
  ],
};
/** By the wall clocks of London and Kolkata, in these thirty days from Monday, 2 November. */
const WORKING_DAYS = 22;
const WEEKS = 4;
/** About two hundred times something is due, and each day of a notice is counted. */
const MOST_TURNS = 600;

/** Thirty days during which the clock is set to these times, each from an hour of the story on. */
async function thirtyDays(settings: readonly { fromHour: number; offMs: number | ((minute: number) => number) }[]) {
  const run = await aRun(WORLD);
  await run.stopApp();
  const clock = new WrongClock(run.clock);
  await run.startApp(clock);
  for (const { fromHour, offMs } of settings) {
    await run.to(addMs(MONDAY, fromHour * HOUR));
    clock.setOff(offMs);
    await run.settle();
  }
  await run.to(addMs(MONDAY, DAYS * DAY));
  return { run, turns: clock.turns };
}

/** Of each person, how often each round was asked of them. */
async function asked(run: Run) {
  const rows = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("person", "person.id", "prompt.person_id")
    .select(["person.handle", "prompt.state", "round.key", "round.state as round"])
    .execute();
  const counts: Record<string, number> = {};
  for (const handle of ["lea", "tom", "nina", "ravi"]) {
    const texts = (await sentAs(run, "prompt", handle)).map(({ text }) => text.split("\n").slice(0, 2).join());
    expect(new Set(texts).size).toBe(texts.length);
    expect(rows.filter((row) => row.handle === handle && row.state !== "planned")).toHaveLength(texts.length);
    counts[handle] = texts.length;
  }
  expect(rows.filter(({ round }) => round === "missed")).toEqual([]);
  return counts;
}

/** No message stands twice in anybody's conversation. */
function doubled(run: Run): unknown[] {
  const ids = ["lea", "tom", "nina", "ravi", "sofia"].flatMap((handle) =>
    arrivals(run, handle).map(({ message }) => message.metadata?.event_payload.delivery),
  );
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

const EVERYBODY = { lea: WEEKS, tom: WORKING_DAYS, nina: WORKING_DAYS, ravi: WORKING_DAYS };

/** The second alone in `npm test`. */
const JUMPS: [string, Parameters<typeof thirtyDays>[0]][] = [
  [
    "is an hour slow for a morning, and again for a week",
    [
      { fromHour: 33, offMs: -HOUR },
      { fromHour: 37, offMs: 0 },
      { fromHour: 9 * 24 + 12, offMs: -HOUR },
      { fromHour: 16 * 24 + 9, offMs: 0 },
    ],
  ],
  [
    "is a day fast for three hours, in the middle of a week and before a Monday",
    [
      { fromHour: 2 * 24 + 10, offMs: DAY },
      { fromHour: 2 * 24 + 13, offMs: 0 },
      { fromHour: 13 * 24 + 10, offMs: DAY },
      { fromHour: 13 * 24 + 13, offMs: 0 },
    ],
  ],
  [
    "is a day slow over the hour of the prompts, in the middle of a week and on a Monday",
    [
      { fromHour: 2 * 24 + 8, offMs: -DAY },
      { fromHour: 2 * 24 + 11, offMs: 0 },
      { fromHour: 14 * 24 + 3, offMs: -DAY },
      { fromHour: 14 * 24 + 16, offMs: 0 },
    ],
  ],
  [
    "is set by up to a second, back or forth, each minute",
    [{ fromHour: 0, offMs: (minute: number) => ((minute * 7919) % 1999) - 999 }],
  ],
];

describe("thirty days on a machine whose clock", () => {
  it.each(process.env.DRUMBEAT_ALL ? JUMPS : JUMPS.slice(1, 2))(
    "%s: each is asked once for each round, and nothing is done in a whirl",
    async (_, settings) => {
      const { run, turns } = await thirtyDays(settings);
      expect(await asked(run)).toEqual(EVERYBODY);
      expect(doubled(run)).toEqual([]);
      expect(turns).toBeLessThan(MOST_TURNS);
      const left = run.db
        .selectFrom("delivery")
        .select(["key", "state"])
        .where("state", "in", ["sending", "unknown", "parked"]);
      expect(await left.execute()).toEqual([]);
    },
    60_000,
  );
});

describe("a post whose answer is lost on a machine whose clock is a day fast", () => {
  it.each([
    ["is found and comes once, while the clock is still wrong", DAY],
    ["is found and comes once, when the clock is set right before the look-up", 0],
  ])("%s", async (_, laterOffMs) => {
    const run = await aRun(WORLD);
    await run.stopApp();
    const clock = new WrongClock(run.clock);
    await run.startApp(clock);
    await run.to(addMs(MONDAY, 20 * HOUR));
    clock.setOff(DAY);
    // The first message of Wednesday, which by this clock begins a day too early.
    for (const nth of [1, 3])
      run.sandbox.misbehave({ do: "cut", when: "after", on: { method: "chat.postMessage", nth } });
    await run.to(addMs(MONDAY, DAY + 3 * HOUR));
    await expect
      .poll(async () => {
        await run.to(addMs(run.clock.now(), HOUR / 4));
        return unknown(run);
      })
      .not.toEqual([]);
    clock.setOff(laterOffMs);
    await run.to(addMs(MONDAY, 4 * DAY));
    expect(doubled(run)).toEqual([]);
    expect(await unknown(run)).toEqual([]);
  });
});

function unknown(run: Run) {
  return run.db.selectFrom("delivery").select("key").where("state", "=", "unknown").execute();
}
