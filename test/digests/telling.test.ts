import { describe, expect, it, onTestFinished } from "vitest";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabaseLocation, databases } from "../support/databases.ts";
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
});
