/**
 * The reads of a digest in 1,000,000 answers, against the same reads in hand-written prepared SQL, interleaved.
 * 200 programs, 25 participants each, 217 weekly rounds, 92 % answered. Source: design.md §11, performance.md (c).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import Sqlite from "better-sqlite3";
import { gatherFacts } from "../../src/digests/compile/gather.ts";
import type { ReaderOfRhythm } from "../../src/digests/compile/gather-feed.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { previewDigest } from "../../src/digests/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";

interface Row {
  name: string;
  ours: string;
  baseline: string;
  ratio: number;
  bar: number;
}

const PROGRAMS = 200;
const PEOPLE = 3000;
const MEMBERS = 25;
const ANSWERED = 0.92;
const FIRST_MONDAY = Date.UTC(2022, 0, 3, 9);
const DAY = 86_400_000;
const W = "w";
const REPEATS = 600;

/** About `answers` of them; the months looked at need at least 700,000. */
export async function bench(answers = 1_000_000): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  const file = join(folder, "digests.db");
  let statements = 0;
  const db = openDatabase(file, { onStatement: () => (statements += 1) });
  try {
    await migrateToLatest(db);
    load(file, Math.round(answers / ANSWERED / PROGRAMS / MEMBERS));
    const baseline = byHand(file);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = -50; run < REPEATS; run += 1) {
      const program = ((run + 50) * 37) % PROGRAMS;
      const month = 8 + ((run + 50) % 24);
      const reader: ReaderOfRhythm = { workspaceId: W, personId: sponsorOf(program), rhythm: "monthly" };
      const at = new Date(Date.UTC(2022, month + 1, 5, 9)).toISOString();
      const began = performance.now();
      const facts = await gatherFacts(db, reader, at);
      const between = performance.now();
      const rows = baseline(program, { month, at });
      const ended = performance.now();
      const read = facts?.programs[0]?.answers.length;
      if (read !== rows) throw new Error(`Drumbeat read ${read} answers, the baseline ${rows}`);
      if (run < 0) continue;
      ours.push(between - began);
      theirs.push(ended - between);
    }
    statements = 0;
    const one: ReaderOfRhythm = { workspaceId: W, personId: sponsorOf(7), rhythm: "monthly" };
    const all: ReaderOfRhythm = { workspaceId: W, personId: "portfolio", rhythm: "monthly" };
    const at = new Date(Date.UTC(2022, 20, 5, 9)).toISOString();
    const document = await previewDigest(db, one, at);
    if (!document) throw new Error("No document");
    const render = () => [digestMessages(document, "edition"), digestMarkdown(document, { edition: 1, sentAt: at })];
    const rendering = median(Array.from({ length: 50 }, () => timed(render)));
    statements = 0;
    const { longest, total } = await whileWatching(() => previewDigest(db, all, at));
    return [
      row("digest: reads of a program-month", median(ours), median(theirs), 2.5),
      row("digest: rendering a program-month (limit 5 ms)", rendering, 5, 1),
      row(
        `digest: longest piece of a portfolio of ${PROGRAMS}, ${total.toFixed(0)} ms in all (limit 50 ms)`,
        longest,
        50,
        1,
      ),
      {
        name: `digest: statements of a portfolio of ${PROGRAMS}`,
        ours: String(statements),
        baseline: "12",
        ratio: statements / 12,
        bar: 1,
      },
    ];
  } finally {
    await db.destroy();
    await rm(folder, { recursive: true });
  }
}

function row(name: string, ours: number, baseline: number, bar: number): Row {
  return { name, ours: `${ours.toFixed(2)} ms`, baseline: `${baseline.toFixed(2)} ms`, ratio: ours / baseline, bar };
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The longest time in which nothing else could run. */
async function whileWatching(work: () => Promise<unknown>): Promise<{ longest: number; total: number }> {
  let longest = 0;
  let watching = true;
  const began = performance.now();
  let last = began;
  const watch = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  await work();
  watch();
  watching = false;
  return { longest, total: performance.now() - began };
}

function sponsorOf(program: number): string {
  return `sponsor-${program}`;
}

/** 23 answers a program and a round, in a file that has all migrations. */
export function load(file: string, rounds: number, programs = PROGRAMS): void {
  const db = new Sqlite(file);
  for (const pragma of ["journal_mode = WAL", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -200000"])
    db.pragma(pragma);
  const random = randomFrom(7);
  const into = (table: string, columns: string) =>
    db.prepare(`insert into "${table}" (${columns}) values (${columns.replaceAll(/\w+/g, "?")})`);
  const person = into(
    "person",
    "workspace_id, id, slack_user_id, handle, name, zone, locale, is_bot, is_admin, is_primary_owner, is_deactivated, created_at, updated_at",
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
    db.prepare("insert into workspace (id, slack_team_id, name, locale, created_at) values (?, ?, ?, ?, ?)").run(
      W,
      "T1",
      "Bench",
      "en-GB",
      made,
    );
    const addPerson = (id: string) => person.run(W, id, `U${id}`, id, id, "UTC", "en-GB", 0, 0, 0, 0, made, made);
    for (let index = 0; index < PEOPLE; index += 1) addPerson(`person-${index}`);
    addPerson("portfolio");
    const members: number[][] = [];
    for (let p = 0; p < programs; p += 1) {
      addPerson(sponsorOf(p));
      program.run(W, `program-${p}`, `p${p}`, `P${p}`, `Program ${p}`, "", 0, "members", "active", made);
      cadence.run(
        W,
        `cadence-${p}`,
        `program-${p}`,
        `c${p}`,
        rule,
        '["team"]',
        '["sponsors"]',
        "team",
        "active",
        `set-${p}`,
        made,
      );
      questionSet.run(W, `set-${p}`, `cadence-${p}`, 1, questions, made);
      const chosen = new Set<number>();
      while (chosen.size < MEMBERS) chosen.add(Math.floor(random() * PEOPLE));
      members.push([...chosen]);
      for (const [place, member] of [...chosen].entries())
        seat.run(W, `seat-${p}-${place}`, `program-${p}`, `person-${member}`, place === 0 ? "lead" : "team", made);
      seat.run(W, `seat-${p}-s`, `program-${p}`, sponsorOf(p), "sponsor", made);
      seat.run(W, `seat-${p}-o`, `program-${p}`, "portfolio", "sponsor", made);
    }
    for (let r = 0; r < rounds; r += 1) {
      const opens = FIRST_MONDAY + r * 7 * DAY;
      const [key, opensAt, dueAt] = [
        new Date(opens).toISOString().slice(0, 10),
        new Date(opens).toISOString(),
        new Date(opens + 2 * DAY).toISOString(),
      ];
      for (let p = 0; p < programs; p += 1) {
        const id = `r${String(r).padStart(4, "0")}-${p}`;
        round.run(W, id, `cadence-${p}`, `program-${p}`, key, key, `set-${p}`, "closed", opensAt, dueAt, dueAt, made);
        for (const member of members[p] ?? []) {
          const isAnswered = random() < ANSWERED;
          const who = `person-${member}`;
          prompt.run(
            W,
            `p${id}-${member}`,
            id,
            who,
            isAnswered ? "answered" : "missed",
            opensAt,
            dueAt,
            dueAt,
            opensAt,
            0,
          );
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
        }
      }
    }
    const digest = into("digest", "workspace_id, id, reader_id, rhythm, period, created_at");
    const edition = into(
      "digest_edition",
      "workspace_id, id, digest_id, edition, locale, zone, from_at, cut_off_at, document, created_at",
    );
    // Each reader's history is cut by earlier editions, as it would be; these say nothing.
    const readers = ["portfolio", ...Array.from({ length: PROGRAMS }, (_, p) => sponsorOf(p))];
    for (const reader of readers)
      for (let month = 0; month < (rounds * 7) / 30 - 1; month += 1) {
        const [from, until] = [
          new Date(Date.UTC(2022, month, 5, 9)).toISOString(),
          new Date(Date.UTC(2022, month + 1, 5, 9)).toISOString(),
        ];
        const period = new Date(Date.UTC(2022, month, 1)).toISOString().slice(0, 7);
        digest.run(W, `d-${reader}-${month}`, reader, "monthly", period, until);
        edition.run(W, `e-${reader}-${month}`, `d-${reader}-${month}`, 1, "en-GB", "UTC", from, until, "{}", until);
      }
  })();
  db.pragma("wal_checkpoint(truncate)");
  db.close();
}

/** The same reads by hand; returns how many answers the digest covers. */
function byHand(file: string): (program: number, when: { month: number; at: string }) => number {
  const db = new Sqlite(file, { readonly: true });
  const seats =
    db.prepare(`select p.handle, p.name, p.zone, p.locale, s.role, s.from_date, s.until_date, s.created_at, g.id, g.key, g.title, g.flagship
    from seat s join program g on g.workspace_id = s.workspace_id and g.id = s.program_id join person p on p.workspace_id = s.workspace_id and p.id = s.person_id
    where s.workspace_id = @w and s.person_id = @reader and g.state = 'active' and p.is_deactivated = 0`);
  const cadences = db.prepare(
    "select id, program_id, rule, readers, state, question_set_id from cadence where workspace_id = @w and program_id = @program",
  );
  const editions =
    db.prepare(`select d.period, e.id, e.from_at, e.cut_off_at from digest d cross join digest_edition e on e.workspace_id = d.workspace_id and e.digest_id = d.id
    where d.workspace_id = @w and d.reader_id = @reader and d.rhythm = 'monthly' and e.cut_off_at < @until order by e.cut_off_at desc limit 7`);
  const sets = db.prepare("select id, questions from question_set where workspace_id = @w and cadence_id = @cadence");
  const leads = db.prepare(
    "select program_id, person_id, from_date, until_date from seat where workspace_id = @w and program_id = @program and role = 'lead'",
  );
  const rounds = db.prepare(
    "select id, program_id, cadence_id, key, period, state, missed_reason, missed_count from round where workspace_id = @w and program_id = @program and key >= @fromKey and key < @untilKey",
  );
  const prompts =
    db.prepare(`select r.program_id, p.round_id, p.person_id, c.id check_in_id from round r cross join prompt p on p.workspace_id = r.workspace_id and p.round_id = r.id
    left join check_in c on c.workspace_id = p.workspace_id and c.round_id = p.round_id and c.person_id = p.person_id and c.created_at <= @until
    where r.workspace_id = @w and r.program_id = @program and r.key >= @fromKey and r.key < @untilKey and (p.state not in ('planned', 'excused') or c.id is not null)`);
  const told = `select v.check_in_id, v.revision, v.answered_at, v.nothing_to_report, v.answers, c.person_id, c.created_at, p.name, r.id, r.cadence_id, r.key, r.period, r.question_set_id
    from check_in_revision v join check_in c on c.workspace_id = v.workspace_id and c.id = v.check_in_id join round r on r.workspace_id = c.workspace_id and r.id = c.round_id
    join person p on p.workspace_id = c.workspace_id and p.id = c.person_id where v.workspace_id = @w and v.program_id = @program`;
  const answers = db.prepare(`${told} and v.answered_at > @reachBack and v.answered_at <= @until`);
  const plans = db.prepare(`${told} and v.answered_at > @planFrom and v.answered_at <= @from`);
  const health =
    db.prepare(`select v.program_id, v.check_in_id, v.revision, v.answered_at, v.health, c.cadence_id, c.person_id, c.round_id, r.key, r.period, p.name, d.name delegate,
    (select n.due_at from round n where n.workspace_id = r.workspace_id and n.cadence_id = r.cadence_id and n.key > r.key and n.occasion is null order by n.key limit 1) stands_until
    from check_in_revision v join check_in c on c.workspace_id = v.workspace_id and c.id = v.check_in_id
    join round r on r.workspace_id = c.workspace_id and r.id = c.round_id
    join person p on p.workspace_id = c.workspace_id and p.id = c.person_id
    left join person d on d.workspace_id = v.workspace_id and d.id = v.author_id and v.author_id != c.person_id
    where v.workspace_id = @w and v.program_id = @program and v.answered_at > @historyFrom and v.answered_at <= @until and (v.health is not null or v.revision > 1)`);
  const day = (month: number, date: number) => new Date(Date.UTC(2022, month, date, 9)).toISOString();
  return (program, { month, at }) => {
    const given = {
      w: W,
      reader: sponsorOf(program),
      program: `program-${program}`,
      cadence: `cadence-${program}`,
      fromKey: day(month, 1).slice(0, 10),
      untilKey: day(month + 1, 1).slice(0, 10),
      from: day(month, 5),
      // No edition here says what it told: the minutes before its cut-off are read again.
      reachBack: new Date(Date.parse(day(month, 5)) - 10 * 60_000).toISOString(),
      until: at,
      planFrom: day(month - 1, 5),
      historyFrom: day(month - 6, 5),
    };
    for (const read of [seats, cadences, editions, sets, leads, rounds, prompts, plans, health]) read.all(given);
    return answers.all(given).length;
  };
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
