/**
 * A million answers that have been kept as long as is said go, in pieces, while fifty submissions a second are taken by the
 * same process: what a piece takes, and what whoever submits waits.
 */
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "../../src/platform/database.ts";
import { foresee } from "../../src/platform/deletions.ts";
import { A_SECOND, measure } from "./answers-meanwhile.ts";
import { startApp } from "./app-process.ts";
import { fillWithPrompts, type ToAnswer } from "./check-ins-to-answer.ts";
import { startFakeSlack } from "./fake-slack.ts";
import { percentile, type Row } from "./row.ts";

const ANSWERS = 1_000_000;
const NAME = "other-answers 2026-01-01";
const GOES_BEFORE = "2020-01-01T00:00:00.000Z";
const LONG_AGO = "2018-01-01T09:00:00.000Z";
const TEXT = "The import runs, the design is agreed and twelve of forty stores are connected. ".repeat(3);

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  try {
    const file = join(folder, "retention.db");
    const toAnswer: ToAnswer[] = await fillWithPrompts(file, 1000);
    const workspaceId = await fillWithAnswers(file);
    // Else the first piece that is made sure of waits for all of this to reach the disk.
    const filled = await open(file);
    await filled.sync();
    await filled.close();
    const slack = await startFakeSlack();
    const env = { API_URL: slack.apiUrl, DATABASE: file, TURNS: "none", EXPIRE: `${workspaceId} ${NAME}` };
    const app = await startApp("our-app", env);
    try {
      const began = performance.now();
      const waited = await measure(slack, toAnswer);
      const told: string[] = [];
      while (!told.includes("done")) {
        await setTimeout(500);
        told.push(...(await app.statements()));
      }
      const took = told.filter((one) => one !== "done").map(Number);
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      const over = took.filter((ms) => ms > 50).length;
      const what = `a million answers go in ${took.length} pieces, ${seconds} s in all`;
      return [
        row(`${what}: a piece, p99`, percentile(took, 0.99), 50),
        { ...row(`${what}: the longest piece, of ${over} over 50 ms`, Math.max(...took), 50), bar: null },
        row(`submit → ack, ${A_SECOND} a second meanwhile, p99`, percentile(waited, 0.99), 100),
      ];
    } finally {
      await app.end();
      await slack.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function row(name: string, took: number, limit: number): Row {
  return { name, ours: `${took.toFixed(1)} ms`, baseline: `${limit} ms`, ratio: took / limit, bar: 1 };
}

/** Of a cadence of long ago: 200 people, 5,000 rounds; every second answer has a colour, which stays. Returns the workspace's id. */
async function fillWithAnswers(file: string): Promise<string> {
  const db = openDatabase(file, { isDisposable: true });
  try {
    await sql`pragma foreign_keys = off`.execute(db);
    const { id, workspace_id } = await db
      .selectFrom("cadence")
      .select(["id", "workspace_id"])
      .executeTakeFirstOrThrow();
    const { count } = await db
      .selectFrom("person")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    const rounds = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ANSWERS / count})`;
    const day = sql`date('2004-01-01', printf('+%d days', i))`;
    await sql`insert into round (workspace_id, id, program_id, cadence_id, question_set_id, key, period, state, opens_at,
        due_at, closes_at, created_at)
      ${rounds}
      select ${workspace_id}, printf('round-%08d', i), program.id, ${id}, (select max(id) from question_set), ${day}, ${day},
        'closed', ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}
      from n, program`.execute(db);
    await sql`insert into prompt (workspace_id, id, round_id, person_id, state, opens_at, due_at, closes_at, sent_at, is_late)
      ${rounds}
      select ${workspace_id}, printf('%08d-%s', i, person.id), printf('round-%08d', i), person.id, 'answered', ${LONG_AGO},
        ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}, 0
      from n, person`.execute(db);
    await sql`insert into check_in (workspace_id, id, round_id, program_id, cadence_id, person_id, revision, created_at)
      ${rounds}
      select ${workspace_id}, printf('%08d-%s', i, person.id), printf('round-%08d', i), program.id, ${id}, person.id, 1,
        ${LONG_AGO}
      from n, person, program`.execute(db);
    await sql`insert into check_in_revision (workspace_id, check_in_id, revision, program_id, author_id, answered_at,
        nothing_to_report, is_late, health, answers)
      select workspace_id, id, 1, program_id, person_id, created_at, 0, 0, case when rowid % 2 = 0 then 'green' end,
        json_object('progress', id || ${TEXT}) from check_in`.execute(db);
    const at = "2025-12-01T00:00:00.000Z";
    const gone = { name: NAME, at, before: GOES_BEFORE, dueAt: "2026-01-01T00:00:00.000Z", foreseen: ANSWERS };
    await foresee(db, { workspaceId: workspace_id, ...gone, seenBy: "somebody" });
    return workspace_id;
  } finally {
    await db.destroy();
  }
}
