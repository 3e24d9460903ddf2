/**
 * What a turn costs while nothing is due, with 10,000 cadences and 100,000 seats: all that a turn looks at, and when the
 * next thing will be due. Source: design.md §11.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { createApp } from "../../src/app.ts";
import type { DrivenClock, Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { startFakeSlack, TEAM } from "./fake-slack.ts";
import { median, type Row } from "./row.ts";

const CADENCES = 10_000;
const SEATS_EACH = 10;
const PEOPLE = 5000;
const TURNS = 200;
const WARM_UP = 20;
/** design.md §11. */
const LIMIT_MS = 5;
/** A Saturday night: the cadences are looked at on Monday. */
const NOW: Instant = "2026-11-07T23:00:00.000Z";
const MONDAY: Instant = "2026-11-09T00:00:00.000Z";

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const slack = await startFakeSlack();
  try {
    const file = join(folder, "large.db");
    await fill(file);
    let turn: () => Promise<Instant | null> = () => Promise.resolve(null);
    const clock: DrivenClock = {
      now: () => NOW,
      sleepUntil: (_, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
      drive(given) {
        turn = given;
        return { changed: () => undefined, detach: () => undefined };
      },
    };
    const app = await createApp({
      config: {
        slack: { mode: "socket", botToken: "xoxb-1", appToken: "xapp-1", apiUrl: slack.apiUrl },
        database: file,
        healthPort: null,
        logLevel: "error",
      },
      clock,
    });
    try {
      const took: number[] = [];
      for (let count = -WARM_UP; count < TURNS; count += 1) {
        const before = process.cpuUsage();
        const next = await turn();
        const { user, system } = process.cpuUsage(before);
        if (next === null || next <= NOW) throw new Error(`Something is due: ${next}`);
        if (count >= 0) took.push((user + system) / 1000);
      }
      const ours = median(took);
      return [
        {
          name: `turn with nothing due, ${CADENCES} cadences, ${CADENCES * SEATS_EACH} seats (limit ${LIMIT_MS} ms of processor time)`,
          ours: `${ours.toFixed(2)} ms`,
          baseline: `${LIMIT_MS.toFixed(2)} ms`,
          ratio: ours / LIMIT_MS,
          bar: 1,
        },
      ];
    } finally {
      await app.stop();
    }
  } finally {
    await slack.close();
    await rm(folder, { recursive: true });
  }
}

async function fill(file: string): Promise<void> {
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { team: TEAM });
      const people: RecordedPerson[] = [];
      for (let index = 0; index < PEOPLE; index += 1) people.push(await record.person(`person-${index}`));
      for (let index = 0; index < CADENCES; index += 1) {
        const team = Array.from({ length: SEATS_EACH }, (_, seat) => people[(index * 7 + seat) % PEOPLE]);
        const seats = { lead: team.slice(0, 1).flatMap(present), team: team.slice(1).flatMap(present) };
        await record.cadence(await record.program(`program-${index}`, { seats }), { audience: ["team"] });
      }
    });
  } finally {
    await db.destroy();
  }
  const raw = new Sqlite(file);
  raw.prepare("update cadence set planned_through = '2026-11-05', next_check_at = ?").run(MONDAY);
  raw.close();
}

function present<Item>(item: Item | undefined): Item[] {
  return item === undefined ? [] : [item];
}
