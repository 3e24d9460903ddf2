import { expect, it } from "vitest";
import { nextDigestsOf } from "../../src/digests/holds/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabaseBefore, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const UPGRADE = "0034-holds-by-date";

/** As of the version before, in a workspace whose years begin in April, but those of Juno in July. */
async function beforeTheUpgrade(database: (typeof databases)[number]) {
  const db = await aDatabaseBefore(database, UPGRADE);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const [lead, sponsor] = [await record.person("Ana"), await record.person("Inès")];
  const programOf = async (key: string, yearStartMonth?: number) => {
    const program = await record.program(key, { title: key, seats: { lead: [lead] } });
    if (yearStartMonth !== undefined)
      await record.cadence(program, {
        rule: { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant", yearStartMonth },
      });
    return program;
  };
  const april = await programOf("April", 4);
  await programOf("Avril", 4);
  const july = await programOf("Juno", 7);
  const [without, beside] = [await programOf("Without"), await programOf("Beside")];
  const hold = (program: { id: string }, rhythm: "monthly" | "quarterly" | "annual", first: string, last = first) =>
    db
      .insertInto("digest_hold")
      .values({
        workspace_id: record.workspaceId,
        program_id: program.id,
        rhythm,
        first_period: first,
        last_period: last,
        held_by: lead.id,
        held_at: "2026-11-10T09:00:00.000Z",
      })
      .execute();
  return { db, record, lead, sponsor, april, july, without, beside, hold };
}

it.each(databases)("what is held back is translated by the upgrade, on %s (A4)", async (database) => {
  const { db, april, july, without, hold } = await beforeTheUpgrade(database);
  await hold(april, "monthly", "2026-09", "2026-10");
  await hold(april, "quarterly", "FY2027-Q2", "FY2027-Q3");
  await hold(april, "annual", "FY2027");
  await hold(july, "quarterly", "FY2027-Q2");
  await hold(july, "annual", "FY2027");
  await hold(without, "quarterly", "2026-Q4");
  await hold(without, "annual", "2026");
  await migrateToLatest(db);
  const held = await db.selectFrom("digest_hold").selectAll().orderBy("program_id").orderBy("rhythm").execute();
  expect(held.map(({ rhythm, first_period, last_period }) => [rhythm, first_period, last_period])).toEqual([
    ["annual", "2027-03-31", "2027-03-31"],
    ["monthly", "2026-09-30", "2026-10-31"],
    ["quarterly", "2026-09-30", "2026-12-31"],
    ["annual", "2027-06-30", "2027-06-30"],
    ["quarterly", "2026-12-31", "2026-12-31"],
    ["annual", "2026-12-31", "2026-12-31"],
    ["quarterly", "2026-12-31", "2026-12-31"],
  ]);
  await db.destroy();
});

it.each(databases)(
  "a program whose years are now those of its workspace is left out of the next annual digest, and only of it, on %s (A4)",
  async (database) => {
    const { db, record, lead, sponsor, without, beside, hold } = await beforeTheUpgrade(database);
    const told = new Map<string, Awaited<ReturnType<typeof record.cadence>>>();
    for (const program of [without, beside]) {
      await record.seat(program, sponsor, "sponsor");
      const rule = { every: "year", on: { month: 2, workingDay: -1 }, at: "09:00", zone: "participant" } as const;
      const cadence = { rule, questions: questionsFeeding("progress"), readers: ["sponsors"] };
      told.set(program.key, await record.cadence(program, cadence));
    }
    const say = async (day: string) => {
      for (const [key, cadence] of told) {
        const round = await record.round(cadence, day, [lead]);
        await record.answer(round, lead, `${day}T12:00:00.000Z`, { progress: `${day} of ${key}` });
      }
    };
    // Its years were the calendar's: the annual digest of 2026 was to come in January.
    await hold(without, "annual", "2026");
    const slot = { workspace_id: record.workspaceId, person_id: sponsor.id, rhythm: "annual" as const };
    await db
      .insertInto("digest_subscription")
      .values({ ...slot, next_at: "2027-01-05T09:00:00.000Z" })
      .execute();
    await migrateToLatest(db);
    const services = servicesAt(db, "2026-11-21T09:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const [next] =
      (await nextDigestsOf(services, db, record.workspaceId, [without.id]))
        .get(without.id)
        ?.filter(({ rhythm }) => rhythm === "annual") ?? [];
    expect(next).toMatchObject({
      at: "2027-04-05T09:00:00.000Z",
      period: { label: "FY2027", from: "2026-04-01", until: "2027-03-31" },
      held: { by: "Ana" },
    });
    // Of the annual digests alone.
    await db.deleteFrom("digest_subscription").where("rhythm", "!=", "annual").execute();
    const sentAt = async (at: string) => {
      services.clock.at = at;
      await compileDueDigests(services);
      const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
      return edition ? digestText(edition.document) : "";
    };
    await say("2027-02-26");
    const first = await sentAt("2027-04-05T09:00:00.000Z");
    expect(first).toContain("2027-02-26 of Beside");
    expect(first).not.toContain("2027-02-26 of Without");
    await say("2028-02-29");
    const second = await sentAt("2028-04-05T09:00:00.000Z");
    for (const words of ["2027-02-26 of Without", "2028-02-29 of Without"]) expect(second).toContain(words);
    await db.destroy();
  },
);
