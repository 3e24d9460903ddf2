/** P22: a year in which nothing goes wrong, on the sandbox's clock in this process: neither memory nor time grows. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startRun } from "../../../src/demo/sandbox-run.ts";
import { parseScenario } from "../../../src/demo/scenario-file.ts";
import { addMs, DAY } from "../../../src/platform/time.ts";
import { count, type FaultPart, newTally, worst } from "./part.ts";

const WEEKS_IN_YEAR = 52;
/** Of the first quarter's figure. A garbage collector and a busy machine are no growth. */
const MOST_GROWTH = 1.5;

const PEOPLE = 200;

/** A year of what two hundred people are asked each week, month and quarter. */
export const quiet: FaultPart = {
  name: "quiet",
  promises: ["P22"],
  unit: `simulated week with ${PEOPLE} people`,
  count: WEEKS_IN_YEAR,
  pieceOf: WEEKS_IN_YEAR,
  async run({ count: weeks, seed }) {
    const tally = newTally();
    // Each piece goes on in the calendar where the one before it ended, with a database of its own.
    const start = addMs("2027-01-04T00:00:00.000Z", seed * 7 * DAY);
    const folder = await mkdtemp(join(tmpdir(), "drumbeat-quiet-"));
    const { app, sandbox, clock } = await startRun(longStory(start, weeks), {
      database: join(folder, "drumbeat.db"),
      logLevel: "error",
    });
    try {
      const heaps: number[] = [];
      const seconds: number[] = [];
      for (let week = 1; week <= weeks; week += 1) {
        // Processor time: others on the machine make the clock on the wall run faster.
        const before = process.cpuUsage();
        await clock.advanceTo(addMs(start, week * 7 * DAY));
        const { user, system } = process.cpuUsage(before);
        seconds.push((user + system) / 1_000_000);
        // The workspace keeps every message for ever; what is measured is the app.
        for (const channel of sandbox.slack.workspace.channels.values()) {
          channel.messages.clear();
          channel.threads.clear();
        }
        heaps.push(liveHeap());
        tally.done += 1;
      }
      const { db } = app.services;
      const rounds = await db.selectFrom("round").select(["id", "missed_reason"]).execute();
      const prompts = await db.selectFrom("prompt").select("round_id").execute();
      const left = await db
        .selectFrom("delivery")
        .select("state")
        .where("state", "in", ["sending", "unknown", "parked"])
        .execute();
      count(tally, "rounds", rounds.length);
      count(tally, "prompts", prompts.length);
      if (prompts.length !== rounds.length * PEOPLE)
        tally.broken.push(`${prompts.length} prompts in ${rounds.length} rounds`);
      if (rounds.some(({ missed_reason }) => missed_reason !== null)) tally.broken.push("a round was missed");
      if (left.length > 0) tally.broken.push(`${left.length} messages neither sent nor dropped`);
      worst(tally, "× memory of the last quarter over the first", growth(heaps));
      worst(tally, "× processor time of a week of the last quarter over the first", growth(seconds));
      if (weeks >= WEEKS_IN_YEAR && growth(heaps) > MOST_GROWTH)
        tally.broken.push(`memory grew ${growth(heaps).toFixed(2)} times`);
      if (weeks >= WEEKS_IN_YEAR && growth(seconds) > MOST_GROWTH)
        tally.broken.push(`processor time grew ${growth(seconds).toFixed(2)} times`);
    } finally {
      await app.stop();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
    return tally;
  },
};

/** By the cadence's key. */
const TEMPLATES = { weekly: "weekly-progress", monthly: "monthly-executive", quarterly: "quarterly-roadmap" };

function longStory(start: string, weeks: number) {
  const team = Array.from({ length: PEOPLE }, (_, index) => `member${index + 1}`);
  return parseScenario({
    name: "A quiet year",
    locale: "en-GB",
    start,
    end: addMs(start, (weeks + 1) * 7 * DAY),
    people: ["lead", ...team].map((handle) => ({ handle, name: handle, tz: "UTC", locale: "en-GB" })),
    programs: [{ key: "atlas", title: "Atlas", lead: "lead", team }],
    cadences: Object.entries(TEMPLATES).map(([key, template]) => ({
      key,
      program: "atlas",
      template,
      audience: ["team"],
    })),
    channels: [],
    events: [],
  });
}

/** The median of the last quarter of the values over that of the first. */
function growth(values: readonly number[]): number {
  const quarter = Math.max(Math.floor(values.length / 4), 1);
  return median(values.slice(-quarter)) / median(values.slice(0, quarter));
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** MiB that are still reachable. */
function liveHeap(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
