import { describe, expect, it, onTestFinished } from "vitest";
import {
  compileDueDigests,
  latestDigest,
  refreshAllSubscriptions,
  refreshSubscriptions,
  refreshSubscriptionsIn,
} from "../../src/digests/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabaseLocation, databases } from "../support/databases.ts";
import { piecesIn } from "../support/pieces.ts";
import { aRecord, DAILY, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const SUNDAY = "2025-02-02T12:00:00.000Z";
const MONDAY = "2025-02-03T09:00:00.000Z";
const NEXT_MONDAY = "2025-02-10T09:00:00.000Z";

describe.each(databases)("digests of many on %s", (name) => {
  const READERS = 60;

  it("finds out by a few statements for all who has nothing to be told (S3)", async () => {
    const said: string[] = [];
    const db = openDatabase(await aDatabaseLocation(name), { onStatement: (sql) => said.push(sql) });
    onTestFinished(() => db.destroy());
    await migrateToLatest(db);
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
    const team: RecordedPerson[] = [];
    for (let index = 0; index < READERS; index += 1) team.push(await record.person(`person-${index}`));
    const [lead, named] = [await record.person("lead"), await record.person("named")];
    const program = await record.program("one", { seats: { lead: [lead], team: [...team, named] } });
    const daily = await record.cadence(program, { rule: DAILY, readers: ["lead", named.id] });
    await record.round(daily, "2025-01-30", team);
    // Another period's, and one that asks for an occasion.
    const weekly = await record.cadence(program, { rule: WEEKLY, readers: ["team"] });
    await record.round(weekly, "2025-01-23", team);
    const services = servicesAt(db, SUNDAY);
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    services.clock.at = MONDAY;
    said.length = 0;
    expect(await compileDueDigests(services)).toBe(2);
    const [forTwo] = [said.length];
    expect(forTwo).toBeLessThan(2 * READERS);
    for (const { id: personId } of [lead, named])
      expect(await latestDigest(db, { workspaceId: record.workspaceId, personId })).not.toBeNull();
    const nexts = await db.selectFrom("digest_subscription").select(["rhythm", "next_at"]).distinct().execute();
    expect(nexts.filter(({ rhythm }) => rhythm === "weekly")).toEqual([{ rhythm: "weekly", next_at: NEXT_MONDAY }]);
  });

  it("tells of a round in the last days of the period, of a quarter that ends where a program says, and moves the others", async () => {
    const db = openDatabase(await aDatabaseLocation(name));
    onTestFinished(() => db.destroy());
    await migrateToLatest(db);
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
    const [lead, steering, other] = [
      await record.person("lead", { zone: "Pacific/Auckland" }),
      await record.person("steering", { zone: "America/Los_Angeles" }),
      await record.person("other"),
    ];
    const february = {
      every: "quarter",
      on: { workingDay: 2 },
      yearStartMonth: 2,
      at: "09:00",
      zone: "participant",
    } as const;
    const program = await record.program("one", { seats: { lead: [lead], steering: [steering] } });
    const quarterly = await record.cadence(program, { rule: february, readers: ["steering"] });
    await record.round(quarterly, "2025-04-30", [lead]);
    await record.program("two", { seats: { lead: [lead], steering: [other] } });
    const services = servicesAt(db, "2025-04-01T12:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    services.clock.at = "2025-05-06T17:00:00.000Z";
    expect(await compileDueDigests(services)).toBe(1);
    const reader = { workspaceId: record.workspaceId, personId: steering.id };
    expect((await latestDigest(db, reader))?.period).toBe("FY2026-Q1");
    const due = await db
      .selectFrom("digest_subscription")
      .select("next_at")
      .where("next_at", "<=", services.clock.at)
      .execute();
    expect(due).toEqual([]);
  });

  it("are counted anew for those of one program alone, and for all in pieces, each a transaction (S3)", async () => {
    const said: string[] = [];
    const db = openDatabase(await aDatabaseLocation(name), { onStatement: (sql) => said.push(sql) });
    onTestFinished(() => db.destroy());
    await migrateToLatest(db);
    const people = 600;
    const { record, other } = await inTransaction(db, async (tx) => {
      const record = await aRecord(tx, { seatedAt: "2025-01-01T00:00:00.000Z" });
      const team: RecordedPerson[] = [];
      for (let index = 0; index < people; index += 1) team.push(await record.person(`person-${index}`));
      await record.program("all", { seats: { team } });
      const other = await record.program("other", { seats: { lead: team.slice(0, 2) } });
      return { record, other };
    });
    const services = servicesAt(db, SUNDAY);
    const { workspaceId } = record;
    await inTransaction(db, (tx) => refreshSubscriptionsIn(tx, services, { workspace_id: workspaceId, id: other.id }));
    const readers = await db.selectFrom("digest_subscription").select("person_id").distinct().execute();
    expect(readers).toHaveLength(2);
    said.length = 0;
    await refreshAllSubscriptions(services, workspaceId);
    const all = await db.selectFrom("digest_subscription").select("person_id").where("rhythm", "=", "weekly").execute();
    expect(all).toHaveLength(people);
    expect(Math.max(...piecesIn(said, 'insert into "digest_subscription"'))).toBeLessThanOrEqual(250);
  });
});
