/** A round of any size is made in pieces, each a transaction; what is half made goes on. */
import { describe, expect, it, onTestFinished } from "vitest";
import { openDueRounds } from "../../src/check-ins/rounds/planning.ts";
import { closeDueRounds, PEOPLE_AT_ONCE } from "../../src/check-ins/rounds/start-and-close.ts";
import { getPerson } from "../../src/people/people.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabaseLocation, type DatabaseName, databases } from "../support/databases.ts";
import { loopTurnsDuring } from "../support/loop-turns.ts";
import { piecesIn } from "../support/pieces.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** A Thursday, after the weekly check-in has opened in UTC. */
const NOW = "2026-11-05T14:05:00.000Z";
/** Two pieces and a bit. */
const PEOPLE = 2 * PEOPLE_AT_ONCE + 30;

async function aLargeRound(name: DatabaseName) {
  const said: string[] = [];
  const db = openDatabase(await aDatabaseLocation(name), { onStatement: (sql) => said.push(sql) });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const { cadence, lead } = await inTransaction(db, async (tx) => {
    const record = await aRecord(tx);
    const team: RecordedPerson[] = [];
    for (let index = 0; index < PEOPLE; index += 1) team.push(await record.person(`person-${index}`));
    const lead = await record.person("lead");
    const program = await record.program("launch", { seats: { lead: [lead], team } });
    const cadence = await record.cadence(program, { audience: ["team"] });
    await tx
      .updateTable("cadence")
      .set({ created_at: "2026-11-04T00:00:00.000Z", planned_through: "2026-11-04", next_check_at: NOW })
      .execute();
    return { cadence, lead: await getPerson(tx, record.workspaceId, lead.id) };
  });
  const services = servicesAt(db, NOW);
  const { next } = services.ids;
  /** As if the process ended when it has made so many rows. */
  const endAfter = (rows: number) => {
    let made = 0;
    services.ids.next = () => {
      made += 1;
      if (made > rows) throw new Error("killed");
      return next();
    };
  };
  said.length = 0;
  return { db, said, services, cadence, lead, endAfter, goOn: () => Object.assign(services.ids, { next }) };
}

async function promptsOf(db: Db) {
  return db.selectFrom("prompt").select(["person_id", "state"]).execute();
}

async function plannedThrough(db: Db): Promise<string | null> {
  return (await db.selectFrom("cadence").select("planned_through").executeTakeFirstOrThrow()).planned_through;
}

describe.each(databases)("a round of more people than are asked at once, on %s", (name) => {
  it("is made in transactions of so many people", async () => {
    const { db, said, services } = await aLargeRound(name);
    await openDueRounds(services);
    expect(await promptsOf(db)).toHaveLength(PEOPLE);
    expect(await plannedThrough(db)).toBe("2026-11-05");
    expect(Math.max(...piecesIn(said, 'insert into "prompt"'))).toBe(PEOPLE_AT_ONCE);
  });

  it("goes on where it was when the process ended half-way, and asks each person once", async () => {
    const { db, services, endAfter, goOn } = await aLargeRound(name);
    // A prompt is a row, and so are its message and its reminder.
    endAfter(4 * PEOPLE_AT_ONCE);
    await expect(openDueRounds(services)).rejects.toThrow("killed");
    const before = await promptsOf(db);
    expect(before).toHaveLength(PEOPLE_AT_ONCE);
    expect(await plannedThrough(db)).toBe("2026-11-04");
    goOn();
    await openDueRounds(services);
    const asked = await promptsOf(db);
    expect(new Set(asked.map(({ person_id }) => person_id)).size).toBe(PEOPLE);
    expect(asked).toHaveLength(PEOPLE);
    const prompts = await db.selectFrom("delivery").select("key").where("kind", "=", "prompt").execute();
    expect(prompts).toHaveLength(PEOPLE);
    expect(await plannedThrough(db)).toBe("2026-11-05");
  });

  it("asks nobody in the rounds before it that were missed, and tells each of these once", async () => {
    const { db, services } = await aLargeRound(name);
    // Weekly, and down for five weeks: the last round alone can still be answered.
    await db
      .updateTable("cadence")
      .set({ created_at: "2026-09-01T00:00:00.000Z", planned_through: "2026-09-30" })
      .execute();
    await openDueRounds(services);
    const rounds = await db.selectFrom("round").select(["id", "key", "state"]).orderBy("key").execute();
    expect(rounds.map(({ key, state }) => `${key} ${state}`)).toEqual([
      "2026-10-01 missed",
      "2026-10-08 missed",
      "2026-10-15 missed",
      "2026-10-22 missed",
      "2026-10-29 missed",
      "2026-11-05 open",
    ]);
    const asked = await db.selectFrom("prompt").select("round_id").execute();
    expect(asked).toHaveLength(PEOPLE);
    expect(new Set(asked.map(({ round_id }) => round_id))).toEqual(new Set([rounds.at(-1)?.id]));
    expect(await db.selectFrom("audit").select("id").where("action", "=", "round.missed").execute()).toHaveLength(5);
  });

  it("counts those who could not be asked before it was over as missed", async () => {
    const { db, services, endAfter, goOn } = await aLargeRound(name);
    endAfter(4 * PEOPLE_AT_ONCE);
    await expect(openDueRounds(services)).rejects.toThrow("killed");
    goOn();
    services.clock.at = "2026-11-13T14:05:00.000Z";
    await openDueRounds(services);
    await closeDueRounds(services);
    const rounds = await db.selectFrom("round").select(["id", "key", "state"]).orderBy("key").execute();
    expect(rounds.map(({ key, state }) => [key, state])).toEqual([
      ["2026-11-05", "closed"],
      ["2026-11-12", "open"],
    ]);
    const missed = await db
      .selectFrom("prompt")
      .select("state")
      .where("round_id", "=", rounds[0]?.id ?? "")
      .execute();
    expect(missed).toHaveLength(PEOPLE);
    expect(new Set(missed.map(({ state }) => state))).toEqual(new Set(["missed"]));
  });
});

it("lets others have their turn while many cadences are planned at once", async () => {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const record = await aRecord(db);
  for (let index = 0; index < 150; index += 1) {
    const team = [await record.person(`person-${index}`), await record.person(`other-${index}`)];
    await record.cadence(await record.program(`program-${index}`, { seats: { team } }), { audience: ["team"] });
  }
  await db
    .updateTable("cadence")
    .set({ created_at: "2026-11-04T00:00:00.000Z", planned_through: "2026-11-04", next_check_at: NOW })
    .execute();
  const turns = await loopTurnsDuring(() => openDueRounds(servicesAt(db, NOW)));
  expect(await promptsOf(db)).toHaveLength(300);
  // One each fifteen milliseconds; without a pause there is none.
  expect(turns).toBeGreaterThan(2);
});
