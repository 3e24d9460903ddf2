/**
 * By how much the file of a large company grows in a working day, averaged over the last month of a year that is played
 * from day to day: the app itself with its clock driven, answers by the use case. Played with a fiftieth of the people
 * and programs, and multiplied: every row belongs to a person, a program or a round, so that rows are proportional, and
 * so are their pages. What is free in the file is counted out, as it is filled next.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { sql } from "kysely";
import { z } from "zod";
import { createApp, type DrumbeatApp } from "../../src/app.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { DrivenClock, Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { DrumbeatError } from "../../src/platform/errors.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { addLocalDays, addMs, DAY, HOUR, type LocalDate } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, DAILY, MONTHLY, questionsFeeding, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { slackIdOf, startFakeSlack, TEAM } from "./fake-slack.ts";
import type { Row } from "./row.ts";

const PEOPLE = 5000;
const PROGRAMS = 200;
const PART = Number(process.env.PART ?? 50);
const ZONES = ["Europe/Paris", "Europe/London", "America/New_York", "Asia/Kolkata", "Asia/Tokyo"];
const START: LocalDate = "2026-01-05";
const DAYS = Number(process.env.DAYS ?? 364);
const LAST_DAYS = 28;
const WORKING_DAYS = 20;
const LIMIT_MB = 5;
/** Of a hundred: how many of those asked answer, and how many of these have nothing to report. */
const [ANSWERING, WITH_NOTHING] = [85, 15];
/** In which the outbox may send as many messages as at once. */
const SHORTEST_PAUSE_MS = 1700;

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(process.env.KEEP ?? tmpdir(), "drumbeat-bench-"));
  const file = join(folder, "growth.db");
  const slack = await startFakeSlack({ people: PEOPLE / PART, zones: ZONES });
  try {
    await fill(file);
    const clock = aClock(`${START}T00:00:00.000Z`);
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
      await app.peopleRead;
      await play(app, clock, DAYS - LAST_DAYS);
      const before = await sizes(file);
      await play(app, clock, DAYS);
      return rowsOf(before, await sizes(file));
    } finally {
      await app.stop();
    }
  } finally {
    await slack.close();
    if (process.env.KEEP === undefined) await rm(folder, { recursive: true });
  }
}

interface Clock extends DrivenClock {
  to(at: Instant): Promise<void>;
}

function aClock(start: Instant): Clock {
  let now = start;
  let tick: () => Promise<Instant | null> = () => Promise.resolve(null);
  return {
    now: () => now,
    sleepUntil: (_, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve())),
    drive(given) {
      tick = given;
      return { changed: () => undefined, detach: () => undefined };
    },
    async to(at) {
      while (now < at) {
        const next = await tick();
        const [soonest, latest] = [addMs(now, SHORTEST_PAUSE_MS), addMs(now, HOUR)];
        const wanted = next === null || next > latest ? latest : next;
        now = [at, wanted < soonest ? soonest : wanted].sort()[0] ?? at;
      }
    },
  };
}

/** On each working day most answer what is open, twice a day: those in Asia in the morning. */
async function play(app: DrumbeatApp, clock: Clock, days: number): Promise<void> {
  for (;;) {
    const date = clock.now().slice(0, 10);
    if (date >= addLocalDays(START, days)) return;
    for (const time of ["07:00", "16:00"]) {
      await clock.to(`${date}T${time}:00.000Z`);
      if (![0, 6].includes(new Date(date).getUTCDay())) await answer(app, `${date} ${time}`);
    }
    await clock.to(`${addLocalDays(date, 1)}T00:00:00.000Z`);
    if (process.env.TELL !== undefined && date.endsWith("-01")) process.stderr.write(`${date}\n`);
  }
}

async function answer({ services, workspace }: DrumbeatApp, seed: string): Promise<void> {
  const { rows } = await sql<{ prompt: string; person: string; key: string; questions: string }>`
    select p.id as prompt, p.person_id as person, r.key, q.questions
    from prompt p join round r on r.id = p.round_id join question_set q on q.id = r.question_set_id
    where p.state = 'sent' and r.state = 'open'`.execute(services.db);
  for (const { prompt, person, questions } of rows) {
    // Whoever does not answer now does so at the next occasion, or never.
    if (chance(prompt, "never") >= ANSWERING || chance(prompt, seed) >= 70) continue;
    const actor = await personById(services.db, workspace.id, person);
    const isDaily = !questions.includes('"health"');
    const said =
      isDaily && chance(prompt, "nothing") < WITH_NOTHING
        ? ({ nothingToReport: true } as const)
        : { answers: answersTo(questions, prompt, seed) };
    try {
      await submitCheckIn(services, actor, prompt, said);
    } catch (error) {
      if (!(error instanceof DrumbeatError)) throw error;
    }
  }
}

/** As long as the answers of people are: some 120 characters each. Few name a risk or a blocker, or ask for something. */
function answersTo(questions: string, prompt: string, seed: string): Answers {
  const said = (what: string) =>
    `${what} of ${seed}, number ${chance(prompt, what)}, was gone through with the two teams that wait for it, and the list is shorter by three.`;
  const has = (feed: string) => questions.includes(`"feeds":"${feed}"`);
  return {
    progress: said("The part"),
    ...(has("next") && { next: said("The next step") }),
    ...(has("health") && { health: { colour: "green" as const } }),
    ...(has("blocker") && chance(prompt, "blocker") < 2 && { blocker: said("We wait for the certificates") }),
    ...(has("risk") && chance(prompt, "risk") < 5 && { risk: said("The vendor may end the contract") }),
  };
}

/** From 0 to 99, the same for the same words. */
function chance(...words: string[]): number {
  let hash = 0x811c9dc5;
  for (const char of words.join(" ")) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % 100;
}

type Sizes = Map<string, number>;

/** Bytes of each table and index, without free pages. */
async function sizes(file: string): Promise<Sizes> {
  const connection = new Sqlite(file, { readonly: true });
  try {
    const rows = z
      .array(z.object({ name: z.string(), bytes: z.number() }))
      .parse(connection.prepare("select name, sum(pgsize) as bytes from dbstat group by name").all());
    return new Map(rows.map(({ name, bytes }) => [name, bytes * PART]));
  } finally {
    connection.close();
  }
}

function rowsOf(before: Sizes, after: Sizes): Row[] {
  const grown = [...after].map(([name, bytes]) => ({
    name,
    mb: (bytes - (before.get(name) ?? 0)) / WORKING_DAYS / 1e6,
    total: bytes / 1e6,
  }));
  if (process.env.TELL !== undefined)
    for (const { name, mb, total } of grown.toSorted((one, other) => other.mb - one.mb).slice(0, 60))
      process.stderr.write(`${mb.toFixed(3).padStart(8)} MB a day ${total.toFixed(1).padStart(9)} MB  ${name}\n`);
  const mb = grown.reduce((sum, each) => sum + each.mb, 0);
  const total = grown.reduce((sum, each) => sum + each.total, 0);
  return [
    {
      name: `(O7) growth of the file in a working day, ${PEOPLE} people, ${PROGRAMS} programs, the last month of a year (${(total / 1e3).toFixed(1)} GB then)`,
      ours: `${mb.toFixed(1)} MB`,
      baseline: `${LIMIT_MB} MB`,
      ratio: mb / LIMIT_MB,
      bar: 1,
    },
  ];
}

/** Everybody has a seat in a program of 25: a daily check-in of all, a weekly and a monthly one of whoever leads it. */
async function fill(file: string): Promise<void> {
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { team: TEAM, ids: randomUUID });
      const people: RecordedPerson[] = [];
      for (let index = 0; index < PEOPLE / PART; index += 1)
        people.push(await record.person(slackIdOf(index), { zone: ZONES[index % ZONES.length] ?? "UTC" }));
      await tx.updateTable("person").set({ slack_user_id: sql<string>`handle` }).execute();
      const each = PEOPLE / PROGRAMS;
      const sponsors = people.filter((_, index) => index % (each * 5) === each - 1);
      for (let index = 0; index < PROGRAMS / PART; index += 1) {
        const [lead, ...team] = people.slice(index * each, (index + 1) * each);
        const sponsor = sponsors[Math.floor(index / 5)];
        const program = await record.program(`program-${index}`, {
          seats: { lead: lead ? [lead] : [], team, sponsor: sponsor ? [sponsor] : [] },
        });
        await record.cadence(program, {
          rule: DAILY,
          audience: ["lead", "team"],
          readers: ["lead"],
          questions: questionsFeeding("progress", "next", "blocker"),
        });
        const ofLead = questionsFeeding("progress", "next", "health", "risk");
        await record.cadence(program, { rule: WEEKLY, questions: ofLead });
        await record.cadence(program, { rule: MONTHLY, questions: ofLead });
      }
      const planned = { planned_through: addLocalDays(START, -1), next_check_at: `${START}T00:00:00.000Z` };
      await tx.updateTable("cadence").set(planned).execute();
      for (const { id } of people)
        for (const rhythm of ["weekly", "monthly"] as const)
          await tx
            .insertInto("digest_subscription")
            .values({
              workspace_id: record.workspaceId,
              person_id: id,
              rhythm,
              next_at: addMs(`${START}T06:00:00.000Z`, DAY),
            })
            .execute();
    });
  } finally {
    await db.destroy();
  }
}
