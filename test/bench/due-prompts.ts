/**
 * What a prompt that is due costs, from the rule to the row in the outbox: for a round of a hundred people and for one of
 * a thousand. It is linear in what is due. Source: design.md §11.
 */

import { openDueRounds } from "../../src/check-ins/rounds/use-cases-planning.ts";
import { events } from "../../src/events.ts";
import type { Clock, Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { uuidV7 } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { median, type Row } from "./row.ts";

const FEW = 100;
const MANY = 1000;
const REPEATS = 7;
/** A Thursday, after the weekly check-in has opened in UTC. */
const NOW: Instant = "2026-11-05T14:05:00.000Z";

export async function bench(): Promise<Row[]> {
  const costs = { [FEW]: [] as number[], [MANY]: [] as number[] };
  // The first one warms up.
  for (let repeat = -1; repeat < REPEATS; repeat += 1)
    for (const people of [FEW, MANY] as const) {
      const cost = await costOfOneRound(people);
      if (repeat >= 0) costs[people].push(cost / people);
    }
  const [few, many] = [median(costs[FEW]), median(costs[MANY])];
  return [
    {
      name: `processor time per due prompt, ${MANY} people against ${FEW}`,
      ours: `${many.toFixed(3)} ms`,
      baseline: `${few.toFixed(3)} ms`,
      ratio: many / few,
      bar: 1.2,
    },
  ];
}

/** Milliseconds of processor time until all of a round is in the outbox. */
async function costOfOneRound(people: number): Promise<number> {
  const db = openDatabase(":memory:");
  try {
    await migrateToLatest(db);
    await inTransaction(db, async (tx) => {
      const record = await aRecord(tx);
      const team: RecordedPerson[] = [];
      for (let index = 0; index < people; index += 1) team.push(await record.person(`person-${index}`));
      const program = await record.program("launch", { seats: { lead: team.slice(0, 1), team } });
      await record.cadence(program, { audience: ["team"] });
      await tx
        .updateTable("cadence")
        .set({ created_at: "2026-11-04T00:00:00.000Z", planned_through: "2026-11-04", next_check_at: NOW })
        .execute();
    });
    const clock: Clock = { now: () => NOW, sleepUntil: () => Promise.resolve() };
    const services = { db, clock, ids: uuidV7(clock), log: createLog("error"), events };
    const before = process.cpuUsage();
    await openDueRounds(services);
    const { user, system } = process.cpuUsage(before);
    const { made } = await db
      .selectFrom("delivery")
      .select(({ fn }) => fn.countAll<number>().as("made"))
      .where("kind", "=", "prompt")
      .executeTakeFirstOrThrow();
    if (Number(made) !== people) throw new Error(`${made} prompts of ${people} were made`);
    return (user + system) / 1000;
  } finally {
    await db.destroy();
  }
}
