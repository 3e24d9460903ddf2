import { describe, expect, it, onTestFinished } from "vitest";
import { digestKind } from "../../src/digests/editions/messages.ts";
import {
  compileDueDigests,
  digestById,
  latestDigest,
  listDigests,
  nextMakingAt,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import { openDatabase, takeName } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, aDatabaseLocation, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aRollOut, OCTOBER_DIGEST } from "./roll-out.ts";

const nothing = () => Promise.reject(new Error("A digest asks nothing of Slack"));
const slack = { channel: nothing, permalink: nothing };

it("reads once who was asked, for all who read of the same", async () => {
  const read: string[] = [];
  const db = openDatabase(":memory:", { onStatement: (sql) => read.push(sql) });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
  const team = [];
  for (const handle of ["ada", "bea", "cyr"]) team.push(await record.person(handle));
  const [ada] = team;
  const lead = await record.person("lead", { locale: "fr-FR" });
  const program = await record.program("one", { seats: { lead: [lead], team } });
  const cadence = await record.cadence(program, { rule: WEEKLY, readers: ["team", "lead"] });
  const round = await record.round(cadence, "2025-01-30", team);
  if (ada) await record.answer(round, ada, "2025-01-30T15:00:00.000Z", { progress: "One" });
  // Another set of cadences: it has participation of its own.
  const other = await record.program("two", { seats: { lead: [lead], team: [lead] } });
  await record.round(await record.cadence(other, { rule: WEEKLY, readers: ["lead"] }), "2025-01-30", [lead]);
  const services = servicesAt(db, "2025-01-27T12:00:00.000Z");
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  services.clock.at = "2025-02-03T09:00:00.000Z";
  read.length = 0;
  expect(await compileDueDigests(services)).toBe(4);
  const heads = [];
  for (const { id: personId } of [...team, lead])
    heads.push((await latestDigest(db, { workspaceId: record.workspaceId, personId }))?.document.head);
  const ofOne = { answered: 1, asked: 3 };
  expect(heads).toMatchObject([ofOne, ofOne, ofOne, { answered: 1, asked: 4 }]);
  expect(read.filter((sql) => sql.includes('from "round" cross join "prompt"'))).toHaveLength(2);
});

describe.each(databases)("digests that are due on %s", (name) => {
  it("are made once, however often they are asked for", async () => {
    const db = await aDatabase(name);
    const { record, services, sponsor } = await aRollOut(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id };
    const before = await listDigests(db, reader);
    const keys = await db.selectFrom("delivery").select("key").execute();
    expect(before.map((edition) => edition.period)).toEqual(["2026-09", "2026-10"]);
    expect(await compileDueDigests(services)).toBe(0);
    // As after a crash that lost the move of the subscription.
    await db
      .updateTable("digest_subscription")
      .set({ next_at: OCTOBER_DIGEST })
      .where("person_id", "=", sponsor.id)
      .execute();
    expect(await compileDueDigests(services)).toBe(0);
    expect(await listDigests(db, reader)).toEqual(before);
    expect(await db.selectFrom("delivery").select("key").execute()).toEqual(keys);
    await db.destroy();
  });

  it("go out as one message with the rest in its thread, as they were compiled", async () => {
    const db = await aDatabase(name);
    const { record, services, sponsor } = await aRollOut(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id };
    const ana = await record.person("ana-2", { name: "Ana again" });
    for (let count = 0; count < 40; count += 1) {
      const program = await record.program(`p${count}`, { seats: { lead: [ana], sponsor: [sponsor] } });
      const cadence = await record.cadence(program, { rule: WEEKLY });
      await record.answer(await record.round(cadence, "2026-11-12", [ana]), ana, "2026-11-12T15:00:00.000Z", {
        progress: `Step ${count}. ${"More. ".repeat(60)}`,
      });
    }
    services.clock.at = "2026-12-03T08:00:00.000Z";
    expect(await compileDueDigests(services)).toBe(1);
    const edition = await latestDigest(db, reader);
    if (!edition) throw new Error("No edition was made");
    const all = (await db.selectFrom("delivery").selectAll().orderBy("id").execute()).filter((row) =>
      row.key.includes(edition.id),
    );
    expect(all.at(-1)?.key).toBe(`digest-file:${edition.id}`);
    const deliveries = all.slice(0, -1);
    expect(deliveries.length).toBeGreaterThan(1);
    expect(deliveries.map((row) => row.key)).toEqual(deliveries.map((_, part) => `digest:${edition.id}:${part}`));
    expect(new Set(deliveries.slice(1).map((row) => row.thread_id))).toEqual(new Set([deliveries[0]?.id]));

    const context = {
      db,
      slack,
      now: services.clock.at,
      events,
      workspaceId: record.workspaceId,
      reader: { locale: "en", zone: "UTC" },
    };
    const made = [];
    for (const row of deliveries)
      made.push(await digestKind.message(context, digestKind.subject.parse(JSON.parse(row.subject))));
    expect(made[0]?.text).toBe(
      "November 2026 · 43 programs. “Loyalty” is off track for the 2nd month in a row, with no request for a decision.",
    );
    expect(JSON.stringify(made[0]?.blocks)).toContain(edition.id);
    expect(await digestKind.stillWanted(context, { editionId: edition.id, part: 0 })).toBe(true);
    await db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", sponsor.id).execute();
    expect(await digestKind.stillWanted(context, { editionId: edition.id, part: 0 })).toBe(false);
    await db.destroy();
  });

  it("are one per person and rhythm over all seats and programs", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
    const both = await record.person("both");
    const lead = await record.person("lead");
    for (const key of ["one", "two"]) {
      const program = await record.program(key, { seats: { lead: [lead], team: [both], sponsor: [both] } });
      const weekly = await record.cadence(program, { rule: WEEKLY, readers: ["team"] });
      const monthly = await record.cadence(program, { rule: MONTHLY, readers: ["sponsors"] });
      await record.answer(await record.round(weekly, "2025-01-30", [lead]), lead, "2025-01-30T15:00:00.000Z", {
        progress: `${key} week`,
      });
      await record.answer(await record.round(monthly, "2025-01-31", [lead]), lead, "2025-01-31T15:00:00.000Z", {
        progress: `${key} month`,
      });
    }
    const services = servicesAt(db, "2025-01-27T12:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const reader = { workspaceId: record.workspaceId, personId: both.id };
    services.clock.at = "2025-02-03T09:00:00.000Z";
    // The lead is not fed: the cadences name team and sponsors.
    expect(await compileDueDigests(services)).toBe(1);
    const weekly = await latestDigest(db, reader);
    expect(weekly).toMatchObject({ rhythm: "weekly", period: "2025-W05" });
    expect(weekly?.document.programs.map((program) => program.key)).toEqual(["one", "two"]);
    expect(JSON.stringify(weekly?.document)).not.toContain('month"');
    services.clock.at = "2025-02-05T09:00:00.000Z";
    expect(await compileDueDigests(services)).toBe(1);
    expect(await latestDigest(db, reader)).toMatchObject({ rhythm: "monthly", period: "2025-01" });
    await db.destroy();
  });

  it("are made in several turns where they are many, none twice and none left", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
    const lead = await record.person("lead");
    const sponsor = [];
    for (const handle of ["ada", "bea", "cyr"]) sponsor.push(await record.person(handle));
    const program = await record.program("one", { seats: { lead: [lead], sponsor } });
    const cadence = await record.cadence(program, { rule: MONTHLY, readers: ["sponsors"] });
    await record.answer(await record.round(cadence, "2025-01-31", [lead]), lead, "2025-01-31T15:00:00.000Z", {
      progress: "One",
    });
    const services = servicesAt(db, "2025-01-27T12:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    services.clock.at = "2025-02-05T09:00:00.000Z";
    expect(await compileDueDigests(services, { most: 2 })).toBe(2);
    expect(await nextMakingAt(db)).toBe("2025-02-05T09:00:00.000Z");
    expect(await compileDueDigests(services, { most: 2 })).toBe(1);
    expect(await compileDueDigests(services, { most: 2 })).toBe(0);
    for (const { id: personId } of sponsor)
      expect(await listDigests(db, { workspaceId: record.workspaceId, personId })).toHaveLength(1);
    await db.destroy();
  });

  it("leave out closed programs, people who left, and seats that ended", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
    const gone = await record.person("gone", { isDeactivated: true });
    const former = await record.person("former");
    const sponsor = await record.person("sponsor");
    const lead = await record.person("lead");
    const open = await record.program("open", { seats: { lead: [lead], sponsor: [gone, sponsor] } });
    await record.seat(open, former, "sponsor", { until: "2025-01-15" });
    const closed = await record.program("closed", { isClosed: true, seats: { lead: [lead], sponsor: [sponsor] } });
    for (const program of [open, closed]) {
      const cadence = await record.cadence(program, {});
      await record.answer(await record.round(cadence, "2025-01-09", [lead]), lead, "2025-01-09T15:00:00.000Z", {
        progress: "One",
      });
    }
    const services = servicesAt(db, "2025-01-10T12:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    services.clock.at = "2025-02-05T09:00:00.000Z";
    expect(await compileDueDigests(services)).toBe(1);
    for (const person of [gone, former])
      expect(await latestDigest(db, { workspaceId: record.workspaceId, personId: person.id })).toBeNull();
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    expect(edition?.document.programs.map((program) => program.key)).toEqual(["open"]);
    await db.destroy();
  });

  it("come on each reader's own Monday morning, and follow a move to another zone", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db);
    const paris = await record.person("paris", { zone: "Europe/Paris" });
    const delhi = await record.person("delhi", { zone: "Asia/Kolkata" });
    await record.program("p", { seats: { team: [paris, delhi] } });
    const services = servicesAt(db, "2026-10-21T12:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    expect(await nextMakingAt(db)).toBe("2026-10-26T03:30:00.000Z");
    await db.updateTable("person").set({ zone: "America/New_York" }).where("id", "=", delhi.id).execute();
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    expect(await nextMakingAt(db)).toBe("2026-10-26T08:00:00.000Z");
    services.clock.at = "2026-10-26T08:30:00.000Z";
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    expect(await nextMakingAt(db)).toBe("2026-10-26T08:00:00.000Z");
    await compileDueDigests(services);
    expect(await nextMakingAt(db)).toBe("2026-10-26T13:00:00.000Z");
    await db.updateTable("seat").set({ until_date: "2026-10-01" }).execute();
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    expect(await nextMakingAt(db)).toBeNull();
    await db.destroy();
  });

  it("of another workspace with the same keys are another's", async () => {
    const db = await aDatabase(name);
    const seen: string[] = [];
    for (const team of ["TA", "TB"]) {
      const record = await aRecord(db, { team, seatedAt: "2025-01-01T00:00:00.000Z" });
      const sponsor = await record.person("sponsor");
      const lead = await record.person("lead");
      const program = await record.program("loyalty", { seats: { lead: [lead], sponsor: [sponsor] } });
      const cadence = await record.cadence(program, { questions: questionsFeeding("ask") });
      await record.answer(await record.round(cadence, "2025-01-30", [lead]), lead, "2025-01-30T15:00:00.000Z", {
        ask: `Ask of ${team}`,
      });
      const services = {
        ...servicesAt(db, "2025-01-31T12:00:00.000Z"),
        ids: { next: () => `${team}-${seen.length}-${Math.random()}` },
      };
      await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
      services.clock.at = "2025-02-05T09:00:00.000Z";
      await compileDueDigests(services);
      const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
      expect(JSON.stringify(edition?.document)).toContain(`Ask of ${team}`);
      expect(JSON.stringify(edition?.document)).not.toContain(`Ask of ${team === "TA" ? "TB" : "TA"}`);
      for (const id of seen) expect(await digestById(db, record.workspaceId, id)).toBeNull();
      if (edition) seen.push(edition.id);
    }
    expect(seen).toHaveLength(2);
    await db.destroy();
  });
});

/** A sponsor's digest that is due, in a database that several processes share; `compiled` counts each reading of its facts. */
async function dueInTwoProcesses() {
  const location = await aDatabaseLocation("PostgreSQL");
  let compiled = 0;
  const onStatement = (sql: string) => {
    if (sql.includes('from "round" cross join "prompt"')) compiled += 1;
  };
  const [db, other] = [openDatabase(location, { onStatement }), openDatabase(location, { onStatement })];
  onTestFinished(async () => {
    await db.destroy();
    await other.destroy();
  });
  await migrateToLatest(db);
  const { record, services, sponsor } = await aRollOut(db, "en-GB");
  const ana = await db.selectFrom("person").selectAll().where("handle", "=", "ana").executeTakeFirstOrThrow();
  const program = await record.program("more", { seats: { lead: [ana], sponsor: [sponsor] } });
  const cadence = await record.cadence(program, {});
  await record.answer(await record.round(cadence, "2026-11-12", [ana]), ana, "2026-11-12T15:00:00.000Z", {
    progress: "One",
  });
  services.clock.at = "2026-12-03T08:00:00.000Z";
  let count = 0;
  const twin = { ...services, db: other, ids: { next: () => `twin-${count++}` } };
  compiled = 0;
  return {
    services,
    twin,
    compiled: () => compiled,
    editions: () => listDigests(db, { workspaceId: record.workspaceId, personId: sponsor.id }),
    slot: `digest:${record.workspaceId}:${sponsor.id}:monthly`,
  };
}

it("are made, and compiled, once by two processes at the same instant", async () => {
  const { services, twin, editions, compiled } = await dueInTwoProcesses();
  const made = await Promise.all([compileDueDigests(services), compileDueDigests(twin)]);
  expect(made.toSorted()).toEqual([0, 1]);
  expect(await editions()).toHaveLength(3);
  expect(compiled()).toBe(1);
});

it("are left to the process that is at them, and taken up when it ends", async () => {
  const { services, twin, editions, compiled, slot } = await dueInTwoProcesses();
  const crash = new Error("The process has ended");
  const cutOff = inTransaction(twin.db, async (tx) => {
    await takeName(tx, slot);
    expect(await compileDueDigests(services)).toBe(0);
    throw crash;
  });
  await expect(cutOff).rejects.toBe(crash);
  expect(compiled()).toBe(0);
  expect(await compileDueDigests(services)).toBe(1);
  expect(await editions()).toHaveLength(3);
});

describe("a reader who moves to another zone on the day of a digest", () => {
  /** A sponsor in Paris, for whom the digest of November is due on Thursday at nine, 08:00Z; an hour before. */
  async function beforeTheDigest() {
    const db = await aDatabase("SQLite");
    onTestFinished(() => db.destroy());
    const record = await aRecord(db);
    const sponsor = await record.person("helene", { zone: "Europe/Paris" });
    const ana = await record.person("ana", { zone: "Europe/Paris" });
    const program = await record.program("loyalty", { seats: { lead: [ana], sponsor: [sponsor] } });
    const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress") });
    const services = servicesAt(db, "2026-11-20T07:00:00.000Z");
    const refresh = () => inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    await refresh();
    await record.answer(await record.round(cadence, "2026-11-30", [ana]), ana, "2026-11-30T10:00:00.000Z", {
      progress: "The pilot group was chosen.",
    });
    services.clock.at = "2026-12-03T07:00:00.000Z";
    const moveTo = async (zone: string) => {
      await db.updateTable("person").set({ zone }).where("id", "=", sponsor.id).execute();
      await refresh();
    };
    const nextAt = async () =>
      (
        await db
          .selectFrom("digest_subscription")
          .select("next_at")
          .where("person_id", "=", sponsor.id)
          .where("rhythm", "=", "monthly")
          .executeTakeFirstOrThrow()
      ).next_at;
    const periods = async () =>
      (await listDigests(db, { workspaceId: record.workspaceId, personId: sponsor.id })).map(({ period }) => period);
    return { services, moveTo, nextAt, periods };
  }

  it("gets it at once where nine o’clock is past, and not a month later", async () => {
    const { services, moveTo, nextAt, periods } = await beforeTheDigest();
    await moveTo("Asia/Tokyo");
    expect(await compileDueDigests(services)).toBe(1);
    expect(await periods()).toEqual(["2026-11"]);
    expect(await nextAt()).toBe("2027-01-05T00:00:00.000Z");
  });

  it("gets it at nine there where that is still to come, and no second one when they come back", async () => {
    const { services, moveTo, nextAt, periods } = await beforeTheDigest();
    await moveTo("America/New_York");
    expect(await nextAt()).toBe("2026-12-03T14:00:00.000Z");
    services.clock.at = "2026-12-03T14:00:00.000Z";
    expect(await compileDueDigests(services)).toBe(1);
    await moveTo("Pacific/Honolulu");
    services.clock.at = "2026-12-03T19:00:00.000Z";
    expect(await compileDueDigests(services)).toBe(0);
    expect(await periods()).toEqual(["2026-11"]);
    expect(await nextAt()).toBe("2027-01-05T19:00:00.000Z");
  });
});
