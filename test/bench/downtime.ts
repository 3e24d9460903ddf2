/**
 * The first turn after 400 days of downtime: ten thousand people, who are asked every day, week, month, quarter and year.
 * What was missed is recorded, what is still open is asked, and readers get the digest that is due. Promise P4 of
 * docs/reliability.md: about ten seconds until everybody is asked.
 */
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { refreshAllSubscriptions } from "../../src/digests/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, DAILY, MONTHLY, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { stillClock } from "../support/still-clock.ts";
import type { Row } from "./row.ts";

const PROGRAMS = 10;
const PEOPLE_EACH = 1000;
/** Each of these gets the digests that are due: what one costs says what all cost. */
const READERS = 500;
const ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata"];
const DOWN_ON = "2025-10-01";
/** A Thursday, 400 days later, when the daily and the weekly check-in are open. */
const NOW = "2026-11-05T14:05:00.000Z";
const LIMIT_SECONDS = 10;
/** Ten thousand digests within two minutes. */
const LIMIT_MS_EACH = 12;
const RULES: readonly WrittenRule[] = [
  DAILY,
  WEEKLY,
  MONTHLY,
  { every: "quarter", on: { workingDay: 5 }, at: "09:00", zone: "participant" },
  { every: "year", on: { month: 1, workingDay: 3 }, at: "09:00", zone: "participant" },
];

const effort = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  statements: z.number(),
  mebibytes: z.number(),
});
const measured = z.object({ rounds: effort, digests: effort, made: z.number() });

export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-bench-"));
  try {
    const file = join(folder, "downtime.db");
    await fill(file);
    const { rounds, digests, made } = await firstTurn(file);
    const eachMs = (digests.cpuSeconds * 1000) / made;
    return [
      {
        name: `after 400 days, ${PROGRAMS * PEOPLE_EACH} people of 5 cadences: until all are asked (${rounds.cpuSeconds.toFixed(1)} s of processor time, ${rounds.statements} statements, ${rounds.mebibytes.toFixed(0)} MiB)`,
        ours: `${rounds.seconds.toFixed(1)} s`,
        baseline: `${LIMIT_SECONDS} s`,
        ratio: rounds.seconds / LIMIT_SECONDS,
        bar: 1,
      },
      {
        name: `after 400 days: processor time of each digest that is due, ${(digests.statements / made).toFixed(1)} statements (limit ${LIMIT_MS_EACH} ms)`,
        ours: `${eachMs.toFixed(1)} ms`,
        baseline: `${LIMIT_MS_EACH} ms`,
        ratio: eachMs / LIMIT_MS_EACH,
        bar: 1,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

function firstTurn(file: string): Promise<z.infer<typeof measured>> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "downtime-child.ts"), {
      env: { PATH: process.env.PATH ?? "", DATABASE: file, NOW },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.once("message", (message) => {
      const parsed = measured.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
    child.once("exit", (code) => reject(new Error(`The first turn ended with ${code}`)));
  });
}

async function fill(file: string): Promise<void> {
  const db = openDatabase(file);
  try {
    await migrateToLatest(db);
    const workspaceId = await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { seatedAt: "2025-09-01T08:00:00.000Z" });
      for (let index = 0; index < PROGRAMS; index += 1) {
        const team: RecordedPerson[] = [];
        for (let person = 0; person < PEOPLE_EACH; person += 1)
          team.push(await record.person(`p${index}-${person}`, { zone: ZONES[person % ZONES.length] ?? "UTC" }));
        const program = await record.program(`program-${index}`, { seats: { lead: team.slice(0, 1), team } });
        for (const rule of RULES) await record.cadence(program, { rule, audience: ["team"], readers: ["team"] });
      }
      await tx
        .updateTable("cadence")
        .set({ planned_through: DOWN_ON, next_check_at: `${DOWN_ON}T00:00:00.000Z` })
        .execute();
      return record.workspaceId;
    });
    await refreshAllSubscriptions({ db, clock: stillClock("2025-10-01T08:00:00.000Z") }, workspaceId);
    const readers = db.selectFrom("person").select("id").orderBy("id").limit(READERS);
    await db.deleteFrom("digest_subscription").where("person_id", "not in", readers).execute();
  } finally {
    await db.destroy();
  }
}
