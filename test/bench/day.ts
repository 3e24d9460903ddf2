/**
 * A working day of 20,000 people in 500 programs, from the bundle, on PostgreSQL: each is asked in their morning message, the
 * leads for their week too, four of five answer, one in twenty with a blocker and a request, and fifty sponsors get the digest
 * of a month. Then everybody is asked once more, in one round. The same goes on for twenty working days, of which the first
 * and the last are measured: what is left of nineteen may not make the twentieth dearer.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { sql } from "kysely";
import { getTemplate } from "../../src/cadences/templates.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { addMs, DAY, HOUR, MINUTE } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aPostgresDatabase, startPostgres, tidy } from "../support/postgres-server.ts";
import { aRecord } from "../support/record.ts";
import { pressOf, submissionOf, type ToAnswer } from "./check-ins-to-answer.ts";
import { type FakeSlack, startFakeSlack, TEAM } from "./fake-slack.ts";
import { limited, type Row } from "./row.ts";
import { type SteppedClock, steppedClock } from "./stepped-clock.ts";

/** `DAY_PEOPLE=800` for a look; the programs are of forty. */
const PEOPLE = Number(process.env.DAY_PEOPLE ?? 20_000);
const PROGRAM = 40;
const READ_BY_A_SPONSOR = 10;
const IN_FLIGHT = 4;
/** On the third working day of a month, midnight in Paris. */
const MIDNIGHT = "2026-11-03T23:00:00.000Z";
const DAYS = 20;
/** When everybody is asked in one round, of a program in which nobody decides requests. */
const AFTERNOON_HOURS = 14;
/** Long enough for what a start leaves behind to be given back (`platform/release-memory.ts`). */
const REST_MS = 13_000;
const MOST_MIB = 450;
const MOST_TRIES = 10;
const PAUSE_MS = 1000;
const ROOT = join(import.meta.dirname, "../..");

interface Play {
  db: Db;
  slack: FakeSlack;
  clock: SteppedClock;
  /** Prompts that nobody has answered yet. */
  open: (ToAnswer & { at: string })[];
}

export async function bench(): Promise<Row[]> {
  for (const part of ["build/bundle.ts", "build/cache.ts"])
    await promisify(execFile)(process.execPath, [join(ROOT, part)], { cwd: ROOT });
  const server = await startPostgres({ autovacuum: true });
  const database = await aPostgresDatabase(server.socketUrl);
  const db = openDatabase(database);
  const clock = await steppedClock(MIDNIGHT);
  const open: Play["open"] = [];
  const slack = await startFakeSlack({
    people: PEOPLE,
    onPost(sent) {
      const [, promptId] = /"action_id":"check_in\.open",.*?"value":"([^"]+)"/.exec(sent.get("blocks") ?? "") ?? [];
      if (promptId)
        open.push({ at: clock.now(), promptId, slackUserId: (sent.get("channel") ?? "").replace(/^D/, "") });
    },
  });
  try {
    await migrateToLatest(db);
    await fill(db);
    await tidy(database);
    return await measured({ db, slack, clock, open }, database);
  } finally {
    await slack.close();
    clock.close();
    await db.destroy();
    await server.stop();
  }
}

async function measured(play: Play, database: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-day-"));
  const longest = join(folder, "longest-piece");
  const child = spawn(
    process.execPath,
    ["--import", join(import.meta.dirname, "longest-piece.mjs"), join(ROOT, "dist/main.js")],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? "",
        SLACK_API_URL: play.slack.apiUrl,
        SLACK_BOT_TOKEN: "xoxb-1",
        SLACK_APP_TOKEN: "xapp-1",
        PORT: "0",
        DATABASE_URL: database,
        DRUMBEAT_CLOCK_URL: play.clock.url,
        NODE_COMPILE_CACHE: join(ROOT, "dist/cache"),
        LONGEST_PIECE: longest,
        LOG_LEVEL: "warn",
      },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    while ((play.slack.calls.get("users.list") ?? 0) < PEOPLE / 200) await setTimeout(50);
    await setTimeout(REST_MS);
    const rows: Row[] = [];
    let first = Number.NaN;
    for (const [index, midnight] of workingDays(MIDNIGHT, DAYS).entries()) {
      const isMeasured = index === 0 || index === DAYS - 1;
      const bytes = isMeasured ? await sizesOf(play.db) : null;
      // From here on: what came before was the start, or another day.
      child.kill("SIGUSR2");
      const before = await processorSeconds(child.pid);
      const turns = play.clock.turns();
      await goThrough(play, midnight);
      const seconds = (await processorSeconds(child.pid)) - before;
      const ticks = play.clock.turns() - turns;
      process.stderr.write(`day ${index + 1}: ${seconds.toFixed(1)} s of processor time, ${ticks} ticks\n`);
      if (bytes === null) continue;
      await tellGrowth(play.db, bytes);
      if (index === 0) first = seconds;
      const name = `day ${index + 1} of ${PEOPLE} people in ${PEOPLE / PROGRAM} programs`;
      rows.push(
        processorTime(`${name}: processor time, to that of day 1`, seconds, first),
        mostMiB(`${name}: memory at its peak so far`, await peakMiB(child.pid)),
        limited(`${name}: longest piece, in processor time`, await longestPiece(child, longest), 50),
      );
    }
    child.kill("SIGTERM");
    await ended;
    return rows;
  } finally {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true });
  }
}

/** So many midnights in Paris, each before a working day. */
function workingDays(first: string, count: number): string[] {
  const midnights: string[] = [];
  for (let at = first; midnights.length < count; at = addMs(at, DAY))
    if (new Date(addMs(at, 12 * HOUR)).getUTCDay() % 6 > 0) midnights.push(at);
  return midnights;
}

/** Seconds that a process has worked, in user and system mode. Source: proc(5), `/proc/pid/stat`, in hundredths. */
async function processorSeconds(pid: number | undefined): Promise<number> {
  const [, user, system] = /\) (?:\S+ ){11}(\d+) (\d+) /.exec(await readFile(`/proc/${pid}/stat`, "utf8")) ?? [];
  return (Number(user) + Number(system)) / 100;
}

async function peakMiB(pid: number | undefined): Promise<number> {
  const peak = /VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(peak) / 1024;
}

/** Milliseconds of the longest piece since it was last asked. */
async function longestPiece(child: ChildProcess, file: string): Promise<number> {
  await rm(file, { force: true });
  child.kill("SIGUSR2");
  for (;;) {
    const written = await readFile(file, "utf8").catch(() => "");
    if (written !== "") return Number(written);
    await setTimeout(20);
  }
}

function processorTime(name: string, ours: number, first: number): Row {
  return { name, ours: `${ours.toFixed(1)} s`, baseline: `${first.toFixed(1)} s`, ratio: ours / first, bar: 1.5 };
}

function mostMiB(name: string, ours: number): Row {
  return {
    name: `${name} (limit)`,
    ours: `${ours.toFixed(0)} MiB`,
    baseline: `${MOST_MIB} MiB`,
    ratio: ours / MOST_MIB,
    bar: 1,
  };
}

/** Who is asked answers within half an hour, or not at all. */
async function goThrough({ clock, slack, open }: Play, midnight: string): Promise<void> {
  let answered = 0;
  const afternoon = addMs(midnight, AFTERNOON_HOURS * HOUR);
  await clock.advanceTo(midnight);
  for (let at = midnight; at < addMs(midnight, DAY); ) {
    at = addMs(at, 10 * MINUTE);
    await clock.advanceTo(at);
    const due = open.filter((each) => each.at <= addMs(at, -20 * MINUTE));
    open.splice(0, open.length, ...open.filter((each) => !due.includes(each)));
    const answering = due.filter((_, index) => index % 5 > 0);
    const person = async () => {
      for (let next = answering.pop(); next; next = answering.pop()) {
        answered += 1;
        const isBlocked = answered % 20 === 0 && next.at < afternoon;
        await slack.deliver({ ...pressOf(next), response_url: `${slack.apiUrl}response` });
        await submit(slack, submissionOf(next, isBlocked ? undefined : ["health", "progress", "next"]));
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, person));
    process.stderr.write(
      `\r${at.slice(11, 16)} ${slack.calls.get("chat.postMessage") ?? 0} messages, ${answered} answers`,
    );
  }
  process.stderr.write("\n");
}

/** On a machine that others use too, the database may be too slow: then it is sent again, as a person does. */
async function submit(slack: FakeSlack, submission: ReturnType<typeof submissionOf>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const answer = JSON.stringify(await slack.deliver(submission));
    // The answer may come after Slack has stopped waiting.
    if (answer === "{}" || answer.includes('"waiting:')) return;
    if (tries === MOST_TRIES) throw new Error(`A submission was answered with ${answer}`);
    await setTimeout(PAUSE_MS);
  }
}

async function sizesOf(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; bytes: string }>`
    select relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables`.execute(db);
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}

/** For *Room* in docs/operations.md. */
async function tellGrowth(db: Db, before: Map<string, number>): Promise<void> {
  for (const [table, bytes] of await sizesOf(db)) {
    const grown = bytes - (before.get(table) ?? 0);
    if (grown > PEOPLE) process.stderr.write(`${table}: ${(grown / 1e6).toFixed(1)} MB\n`);
  }
}

async function fill(db: Db): Promise<void> {
  const questionsOf = (template: string) => [...getTemplate(template).questions];
  await inTransaction(db, async (tx) => {
    const record = await aRecord(tx, { team: TEAM });
    const people = [];
    for (let index = 0; index < PEOPLE; index += 1) people.push(await record.person(`person${index}`));
    for (let index = 0; index < PEOPLE / PROGRAM; index += 1) {
      const [lead, ...team] = people.slice(index * PROGRAM, (index + 1) * PROGRAM);
      // Whoever leads the first of the next ten.
      const sponsor = people[((Math.floor(index / READ_BY_A_SPONSOR) + 1) * READ_BY_A_SPONSOR * PROGRAM) % PEOPLE];
      const seats = { lead: lead ? [lead] : [], team, sponsor: sponsor ? [sponsor] : [] };
      const program = await record.program(`program-${index}`, { title: `Program ${index}`, seats });
      await record.cadence(program, {
        questions: questionsOf("daily-team"),
        audience: ["lead", "team"],
        rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], zone: "participant" },
      });
      await record.cadence(program, {
        questions: questionsOf("weekly-progress"),
        audience: ["lead"],
        rule: { every: "week", on: ["we"], zone: "participant" },
      });
    }
    const everyone = await record.program("everyone", { title: "Everyone", seats: { team: people } });
    await record.cadence(everyone, {
      questions: questionsOf("daily-team"),
      audience: ["team"],
      rule: { every: "week", on: ["we"], at: "14:00", zone: "participant" },
    });
    const created = addMs(MIDNIGHT, -HOUR);
    await tx.updateTable("cadence").set({ created_at: created, next_check_at: created }).execute();
    // As the fake workspace has them.
    await sql`update person set zone = 'Europe/Paris', name = 'Person Number ' || substr(handle, 7),
      slack_name = 'Person Number ' || substr(handle, 7), slack_user_id = 'U' || lpad(substr(handle, 7), 8, '0'),
      locale = case substr(handle, 7)::int % 2 when 0 then 'en-GB' else 'fr-FR' end`.execute(tx);
  });
}
