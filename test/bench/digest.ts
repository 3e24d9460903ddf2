/** What the digest of a month costs somebody who reads all of 200 or 1,000 programs: 25 people each, asked weekly, 92 % answer. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import type { Pdf } from "../../src/platform/pdf/content.ts";
import { drawPdf } from "../../src/platform/pdf/draw.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { firstScreenInPieces } from "../../src/reports/digest/first-screen.ts";
import { digestPdfInPieces } from "../../src/reports/files/digest-pdf.ts";
import { inNamesOfAll } from "../../src/reports/files/in-names-of-all.ts";
import { generatedMonths } from "../reports/generated-portfolio.ts";
import { servicesAt } from "../support/still-clock.ts";
import { startApp } from "./app-process.ts";
import { fillWithPrompts } from "./check-ins-to-answer.ts";
import { startFakeSlack } from "./fake-slack.ts";
import { limited, percentile, type Row } from "./row.ts";
import { submit } from "./submit.ts";
import { msOf, whileWatching } from "./watching.ts";

const PEOPLE = 3000;
const MEMBERS = 25;
const ANSWERED = 0.92;
const FIRST_MONDAY = Date.UTC(2022, 0, 3, 9);
const DAY = 86_400_000;
const W = "w";
/** More than are answered while two digests are made. */
const PROMPTS = 12_000;
/** Three quarters of a year. */
const ROUNDS = 39;
/** On the third working days, at nine. */
const OF_JULY = "2022-08-03T09:00:00.000Z";
const OF_AUGUST = "2022-09-05T09:00:00.000Z";

export function bench(): Promise<Row[]> {
  return inFolder(async (folder) => {
    const few = await digestOf(200, join(folder, "200.db"));
    const many = await digestOf(1000, join(folder, "1000.db"));
    return [
      limited("digest of 200 programs: processor time", few.total, 2000),
      limited("digest of 200 programs: longest piece of it, in processor time", few.longest, 50),
      limited("digest of 1000 programs: processor time, beside five times that of 200", many.total, 5 * few.total),
      limited("digest of 1000 programs: longest piece of it, in processor time", many.longest, 50),
    ];
  });
}

/** What a submission takes beside a digest. */
export function besideDigest(): Promise<Row[]> {
  return inFolder((folder) => submitBeside(join(folder, "beside.db")));
}

async function inFolder(measure: (folder: string) => Promise<Row[]>): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function digestOf(programs: number, file: string): Promise<{ longest: number; total: number }> {
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    load(file, programs);
    const services = servicesAt(db, OF_JULY);
    // The first one warms the engine up, and is what the next one compares with.
    await sendDueDigests(services);
    services.clock.at = OF_AUGUST;
    let sent = 0;
    const { longest, total } = await whileWatching(async () => {
      sent = await sendDueDigests(services);
    });
    if (sent !== 1) throw new Error("No digest");
    return { longest, total };
  } finally {
    await db.destroy();
  }
}

/** What the file of the third month of a generated portfolio takes. */
export async function digestAsPdf(): Promise<Row[]> {
  const [, , month] = generatedMonths(40);
  if (!month) throw new Error("No third month");
  const input = inNamesOfAll(month.input);
  const screen = await firstScreenInPieces(input);
  const drawn: Pdf[] = [];
  const made = await whileWatching(async () => {
    drawn.push(await digestPdfInPieces(screen, input, { organisation: "Northwind", leads: new Map() }));
  });
  const began = process.cpuUsage();
  for (const pdf of drawn) await drawPdf(pdf);
  const total = made.total + msOf(process.cpuUsage(began));
  return [
    limited("PDF of 40 programs: longest piece before it is drawn, in processor time", made.longest, 50),
    limited("PDF of 40 programs: processor time, drawing included", total, 3000),
  ];
}

/** Answers, one after the other, as long as the digest of 200 programs is made in the same process: the first one, and the next. */
async function submitBeside(file: string): Promise<Row[]> {
  const toAnswer = await fillWithPrompts(file, PROMPTS);
  load(file, 200);
  const slack = await startFakeSlack();
  const app = await startApp({ API_URL: slack.apiUrl, DATABASE: file, TURNS: "none" });
  try {
    await submit({ slack, toAnswer }, 4, 400);
    const rows: Row[] = [];
    for (const [which, at] of [
      ["first", OF_JULY],
      ["second", OF_AUGUST],
    ] as const) {
      let isSending = true;
      const sending = app.sendDigests(at).finally(() => {
        isSending = false;
      });
      const took: number[] = [];
      while (isSending && toAnswer.length > 0) took.push(...(await submit({ slack, toAnswer }, 1, 1)));
      if ((await sending) !== 1) throw new Error("No digest");
      const name = `submit → commit → ack beside the ${which} digest of 200 programs`;
      for (const share of [0.5, 0.99])
        rows.push(limited(`${name}, p${share * 100} of ${took.length}`, percentile(took, share), 100));
    }
    return rows;
  } finally {
    await app.end();
    await slack.close();
  }
}

function sponsorOf(program: number): string {
  return `sponsor-${program}`;
}

/** 23 answers a program and a round, in a file that has all migrations. */
function load(file: string, programs: number): void {
  const db = new Sqlite(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -200000"])
    db.pragma(pragma);
  const random = randomFrom(7);
  const into = (table: string, columns: string) =>
    db.prepare(`insert into "${table}" (${columns}) values (${columns.replaceAll(/\w+/g, "?")})`);
  const person = into(
    "person",
    "workspace_id, id, slack_user_id, handle, name, slack_name, zone, locale, is_bot, is_admin, is_primary_owner, is_deactivated, created_at, updated_at",
  );
  const program = into(
    "program",
    "workspace_id, id, key, short_key, title, purpose, flagship, visibility, state, created_at",
  );
  const seat = into("seat", "workspace_id, id, program_id, person_id, role, created_at");
  const cadence = into(
    "cadence",
    "workspace_id, id, program_id, key, rule, audience, readers, disclosure, state, question_set_id, created_at",
  );
  const questionSet = into("question_set", "workspace_id, id, cadence_id, version, questions, created_at");
  const round = into(
    "round",
    "workspace_id, id, cadence_id, program_id, key, period, question_set_id, state, opens_at, due_at, closes_at, created_at",
  );
  const prompt = into(
    "prompt",
    "workspace_id, id, round_id, person_id, state, opens_at, due_at, closes_at, sent_at, is_late",
  );
  const checkIn = into(
    "check_in",
    "workspace_id, id, round_id, program_id, cadence_id, person_id, revision, created_at",
  );
  const revision = into(
    "check_in_revision",
    "workspace_id, check_in_id, revision, program_id, author_id, answered_at, nothing_to_report, is_late, health, answers",
  );
  const status = into(
    "program_status",
    "workspace_id, id, program_id, at, status, reason, by_id, given_as, check_in_id, revision",
  );
  const made = "2022-01-01T00:00:00.000Z";
  const rule = JSON.stringify({ every: "week", on: ["mo"], at: "09:00", zone: "participant" });
  const questions = JSON.stringify(
    (["progress", "health", "blocker", "next"] as const).map((feed) => ({
      key: feed,
      type: feed === "health" ? "health" : "long-text",
      label: { en: feed, fr: feed },
      feeds: feed,
    })),
  );
  const WORDS =
    "delivery integration vendor contract staging rollout budget risk milestone review security data migration training launch scope".split(
      " ",
    );
  const say = (count: number) =>
    Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" ");
  db.transaction(() => {
    into("workspace", "id, slack_team_id, name, locale, created_at").run(W, "T2", "Bench", "en-GB", made);
    const addPerson = (id: string) => person.run(W, id, `U${id}`, id, id, id, "UTC", "en-GB", 0, 0, 0, 0, made, made);
    for (let index = 0; index < PEOPLE; index += 1) addPerson(`person-${index}`);
    addPerson("portfolio");
    const members: number[][] = [];
    for (let p = 0; p < programs; p += 1) {
      addPerson(sponsorOf(p));
      program.run(W, `program-${p}`, `p${p}`, `P${p}`, `Program ${p}`, "", 0, "members", "active", made);
      const [own, set] = [`program-${p}`, `set-${p}`];
      cadence.run(W, `cadence-${p}`, own, `c${p}`, rule, '["team"]', '["sponsors"]', "team", "active", set, made);
      questionSet.run(W, `set-${p}`, `cadence-${p}`, 1, questions, made);
      const chosen = new Set<number>();
      while (chosen.size < MEMBERS) chosen.add(Math.floor(random() * PEOPLE));
      members.push([...chosen]);
      for (const [place, member] of [...chosen].entries())
        seat.run(W, `seat-${p}-${place}`, `program-${p}`, `person-${member}`, place === 0 ? "lead" : "team", made);
      seat.run(W, `seat-${p}-s`, `program-${p}`, sponsorOf(p), "sponsor", made);
      seat.run(W, `seat-${p}-o`, `program-${p}`, "portfolio", "sponsor", made);
    }
    for (let r = 0; r < ROUNDS; r += 1) {
      const opens = FIRST_MONDAY + r * 7 * DAY;
      const [opensAt, dueAt] = [new Date(opens).toISOString(), new Date(opens + 2 * DAY).toISOString()];
      const key = opensAt.slice(0, 10);
      for (let p = 0; p < programs; p += 1) {
        const id = `r${String(r).padStart(4, "0")}-${p}`;
        round.run(W, id, `cadence-${p}`, `program-${p}`, key, key, `set-${p}`, "closed", opensAt, dueAt, dueAt, made);
        for (const member of members[p] ?? []) {
          const isAnswered = random() < ANSWERED;
          const who = `person-${member}`;
          const state = isAnswered ? "answered" : "missed";
          prompt.run(W, `p${id}-${member}`, id, who, state, opensAt, dueAt, dueAt, opensAt, 0);
          if (!isAnswered) continue;
          const dice = random();
          const colour = dice < 0.7 ? "green" : dice < 0.9 ? "amber" : "red";
          const at = new Date(opens + Math.floor(random() * 2 * DAY)).toISOString();
          checkIn.run(W, `c${id}-${member}`, id, `program-${p}`, `cadence-${p}`, who, 1, at);
          const said = {
            progress: say(25),
            health: { colour, ...(colour !== "green" && { reason: say(8) }) },
            ...(colour !== "green" && { blocker: say(12) }),
            next: say(8),
          };
          revision.run(W, `c${id}-${member}`, 1, `program-${p}`, who, at, 0, 0, colour, JSON.stringify(said));
          if (member !== members[p]?.[0]) continue;
          status.run(
            W,
            `s${id}`,
            `program-${p}`,
            at,
            colour,
            said.health.reason ?? null,
            who,
            "lead",
            `c${id}-${member}`,
            1,
          );
        }
      }
    }
    into("digest_schedule", "workspace_id, person_id, rhythm, next_at").run(W, "portfolio", "monthly", OF_JULY);
  })();
  db.pragma("wal_checkpoint(truncate)");
  db.close();
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
