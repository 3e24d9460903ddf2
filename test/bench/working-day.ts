/**
 * A working day of a large company: the longest run of our JavaScript between two returns to the event loop, garbage
 * collection apart, and how probes, commands and changes of people are answered meanwhile. Slack is another process.
 * Promise P28 of docs/reliability.md.
 */
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { instantOf } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { freePort } from "../support/free-port.ts";
import { aPostgresDatabase, startPostgres } from "../support/postgres-server.ts";
import { aRecord, questionsFeeding, type RecordedPerson } from "../support/record.ts";
import { type FakeSlack, slackIdOf, startFakeSlack, TEAM } from "./fake-slack.ts";
import type { Row } from "./row.ts";

const PEOPLE = 5000;
const PROGRAMS = 200;
/** Of whom the lead has something to be told. */
const TOLD_PROGRAMS = 40;
const ZONES = ["Europe/Paris", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Tokyo"];
/** A Monday, and the third working day of its month: both digests of everybody are due. */
const DAY = "2026-10-05";
const THE_DAY_BEFORE = "2026-10-04T12:00:00.000Z";
const THE_DAY_AFTER = "2026-10-06T04:00:00.000Z";
const BETWEEN_PROBES_MS = 100;
const LIMIT_MS = 50;
/** From midnight in Tokyo to an hour after the last check-in in New York: all morning messages are planned and sent. */
const MORNING = { from: "2026-10-04T15:00:00.000Z", until: "2026-10-05T15:00:00.000Z" };
/** Of processor time for each person. */
const MORNING_LIMIT_MS = 15;

const ready = z.object({ ready: z.literal(true) });
const measured = z.object({ start: z.number(), day: z.number(), morning: z.number(), collection: z.number() });

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const only = process.env.ON;
  try {
    const rows = only === "PostgreSQL" ? [] : await throughTheDay("SQLite", join(folder, "day.db"));
    if (only === "SQLite") return rows;
    const postgres = await startPostgres();
    try {
      return [...rows, ...(await throughTheDay("PostgreSQL", await aPostgresDatabase(postgres.url)))];
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function throughTheDay(name: string, database: string): Promise<Row[]> {
  await fill(database);
  const slack = await startFakeSlack({ people: PEOPLE, zones: ZONES });
  const port = await freePort();
  const child = fork(join(import.meta.dirname, "working-day-child.ts"), {
    env: {
      PATH: process.env.PATH ?? "",
      API_URL: slack.apiUrl,
      DATABASE: database,
      PORT: String(port),
      FROM: THE_DAY_BEFORE,
      MORNING_FROM: MORNING.from,
      MORNING_UNTIL: MORNING.until,
      UNTIL: THE_DAY_AFTER,
      ...(process.env.TELL !== undefined && { TELL: process.env.TELL }),
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ended = new AbortController();
  void exited.then(() => ended.abort());
  const nextMessage = () =>
    new Promise<unknown>((resolve, reject) => {
      child.once("message", resolve);
      ended.signal.addEventListener("abort", () => reject(new Error("The app ended before its day was over.")));
    });
  try {
    ready.parse(await nextMessage());
    const over = new AbortController();
    const meanwhile = askMeanwhile(slack, port, over.signal);
    const { start, day, morning, collection } = measured.parse(await nextMessage());
    over.abort();
    const waited = await meanwhile;
    const what = `${PEOPLE} people, ${PROGRAMS} programs, ${2 * PEOPLE} readers, ${name}`;
    return [
      row(
        `(P28, S3, O3) longest piece of a working day, ${what} (garbage collection: ${collection.toFixed(0)} ms)`,
        day,
      ),
      row(`(P28, S3) longest piece while everybody is read at the start, ${name}`, start),
      morningRow(name, morning / PEOPLE),
      row(`(P28) slowest answer of /healthz on that day, ${name}`, waited.probe, 1000),
      row(
        `(P28) slowest acknowledgement of a command, of which every second opens a form, on that day, ${name}`,
        waited.command,
        1000,
      ),
    ];
  } finally {
    child.disconnect();
    await exited;
    await slack.close();
  }
}

function morningRow(name: string, ms: number): Row {
  const what = `morning of ${PEOPLE} people: processor time a person (limit ${MORNING_LIMIT_MS} ms), ${name}`;
  const baseline = `${MORNING_LIMIT_MS.toFixed(2)} ms`;
  return { name: what, ours: `${ms.toFixed(2)} ms`, baseline, ratio: ms / MORNING_LIMIT_MS, bar: 1 };
}

function row(name: string, ms: number, limit = LIMIT_MS): Row {
  return { name, ours: `${ms.toFixed(0)} ms`, baseline: `${limit} ms`, ratio: ms / limit, bar: 1 };
}

/** Until `over`, one probe, one command and one change of somebody after the other. The slowest of each. */
async function askMeanwhile(slack: FakeSlack, port: number, over: AbortSignal) {
  const slowest = { probe: 0, command: 0 };
  const timed = async (what: keyof typeof slowest, act: () => Promise<unknown>) => {
    const began = performance.now();
    await act();
    slowest[what] = Math.max(slowest[what], performance.now() - began);
  };
  for (let index = 0; !over.aborted; index += 1) {
    await timed("probe", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).arrayBuffer());
    await timed("command", () => slack.deliver(command(index), "slash_commands"));
    if (index % 20 === 0) await slack.deliver(moved(index), "events_api");
    await setTimeout(BETWEEN_PROBES_MS);
  }
  return slowest;
}

function command(index: number): object {
  return {
    token: "unused",
    team_id: TEAM,
    team_domain: "bench",
    channel_id: "D1",
    channel_name: "directmessage",
    user_id: slackIdOf(index % PEOPLE),
    user_name: "u",
    command: "/drumbeat",
    // The second opens a form.
    text: index % 2 === 0 ? "help" : "check-in",
    api_app_id: "A1",
    is_enterprise_install: "false",
    response_url: "http://127.0.0.1:9/none",
    trigger_id: `1.2.${index}`,
  };
}

/** Somebody lives in another zone from now on. */
function moved(index: number): object {
  const id = slackIdOf(index % PEOPLE);
  return {
    token: "unused",
    team_id: TEAM,
    api_app_id: "A1",
    type: "event_callback",
    event_id: `Ev${index}`,
    event_time: 1_790_000_000 + index,
    event: {
      type: "user_change",
      event_ts: `${index}.0`,
      cache_ts: index,
      user: {
        id,
        team_id: TEAM,
        name: id.toLowerCase(),
        real_name: id,
        tz: "Europe/Berlin",
        locale: "en-GB",
        deleted: false,
        is_bot: false,
        is_admin: false,
        is_primary_owner: false,
        updated: index,
        profile: { display_name: id, real_name: id, status_text: "", status_emoji: "", status_expiration: 0 },
      },
    },
  };
}

/** Everybody has a seat in one program of 25 and in one of all; a daily check-in in each, a weekly one of everybody. */
async function fill(database: string): Promise<void> {
  const db = openDatabase(database);
  try {
    await migrateToLatest(db);
    await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { team: TEAM });
      const people: RecordedPerson[] = [];
      for (let index = 0; index < PEOPLE; index += 1)
        people.push(await record.person(slackIdOf(index), { zone: ZONES[index % ZONES.length] ?? "UTC" }));
      await tx.updateTable("person").set({ slack_user_id: sql<string>`handle` }).execute();
      const each = PEOPLE / PROGRAMS;
      for (let index = 0; index < PROGRAMS; index += 1) {
        const [lead, ...team] = people.slice(index * each, (index + 1) * each);
        const program = await record.program(`program-${index}`, { seats: { lead: lead ? [lead] : [], team } });
        const questions = questionsFeeding("progress", "next");
        const daily = await record.cadence(program, {
          rule: { every: "day", at: "09:30", zone: "participant" },
          audience: ["lead", "team"],
          readers: ["lead"],
          questions,
        });
        if (index >= TOLD_PROGRAMS || !lead) continue;
        const round = await record.round(daily, "2026-10-01", [lead, ...team]);
        await record.answer(round, lead, "2026-10-01T15:00:00.000Z", { progress: "It runs.", next: "It goes on." });
      }
      const all = await record.program("everybody", { seats: { lead: people.slice(0, 1), team: people.slice(1) } });
      await record.cadence(all, {
        rule: { every: "week", on: ["mo"], at: "10:00", zone: "participant" },
        audience: ["lead", "team"],
        readers: ["lead"],
      });
      await tx.updateTable("cadence").set({ planned_through: "2026-10-02", next_check_at: THE_DAY_BEFORE }).execute();
      for (const { id, zone } of people) {
        const next_at = instantOf(DAY, "09:00", zone);
        const of = { workspace_id: record.workspaceId, person_id: id };
        await tx
          .insertInto("reader_rhythm")
          .values({ ...of, rhythm: "monthly", is_wanted: 1, updated_at: THE_DAY_BEFORE })
          .execute();
        for (const rhythm of ["weekly", "monthly"] as const)
          await tx
            .insertInto("digest_subscription")
            .values({ ...of, rhythm, next_at })
            .execute();
      }
    });
  } finally {
    await db.destroy();
  }
}
