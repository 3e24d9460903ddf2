/** Whatever many digests are to be counted anew for, it goes in pieces, before the next digest is made. */
import { describe, expect, it, onTestFinished } from "vitest";
import { workingDaysChanged } from "../../src/calendars/events.ts";
import { refreshAllSubscriptions, refreshDueSubscriptions, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { peopleByIds, personById } from "../../src/people/use-cases.ts";
import { saveSettings, settingsOf } from "../../src/people/use-cases-settings.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { programOf } from "../../src/programs/use-cases.ts";
import { changeProgram, changeSeat, closeProgram, seatsToShow } from "../../src/programs/use-cases-changes.ts";
import { aDatabaseLocation, type DatabaseName, databases } from "../support/databases.ts";
import { piecesIn } from "../support/pieces.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const SUNDAY = "2025-02-02T12:00:00.000Z";
const MONDAY = "2025-02-03T09:00:00.000Z";
/** The third working day of the month, by the usual week and by one without Mondays. */
const WEDNESDAY = "2025-02-05T09:00:00.000Z";
const THURSDAY = "2025-02-06T09:00:00.000Z";
const NOON_OF_WEDNESDAY = "2025-02-05T12:00:00.000Z";
/** In one transaction. */
const AT_ONCE = 250;
/** A sponsor gets a monthly and an annual one. */
const DIGESTS_AT_ONCE = 2 * AT_ONCE;
const MOST_STATEMENTS = 60;
/** Two pieces and a bit. */
const SPONSORS = 2 * AT_ONCE + 30;
/** Somebody new for each who goes. */
const OTHERS = 2 * AT_ONCE + 10;

/** Ann leads a program with many sponsors; others wait outside. Everybody's digests are counted. */
async function aLargeProgram(name: DatabaseName) {
  const said: string[] = [];
  const db = openDatabase(await aDatabaseLocation(name), { onStatement: (sql) => said.push(sql) });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const { record, programId, annId, ids, others } = await inTransaction(db, async (tx) => {
    const record = await aRecord(tx, { seatedAt: "2025-01-01T00:00:00.000Z" });
    const ann = await record.person("ann", { isAdmin: true });
    const team: RecordedPerson[] = [];
    const others: string[] = [];
    for (let index = 0; index < SPONSORS; index += 1) team.push(await record.person(`person-${index}`));
    for (let index = 0; index < OTHERS; index += 1) others.push((await record.person(`other-${index}`)).id);
    const { id } = await record.program("all", { seats: { lead: [ann], sponsor: team } });
    return { record, programId: id, annId: ann.id, ids: team.map((person) => person.id), others };
  });
  const { workspaceId } = record;
  const services = servicesAt(db, SUNDAY);
  await refreshAllSubscriptions(services, workspaceId);
  const ann = await personById(db, workspaceId, annId);
  const people = (of: readonly string[]) => peopleByIds(db, workspaceId, of);
  /** Ann, and these as sponsors. */
  const seatAll = async (of: readonly string[]) => {
    const form = { title: "all", purpose: "", benefits: "", visibility: "members" as const, channelId: null };
    const team = (await people(of)).map((person) => ({ role: "sponsor" as const, person }));
    const seats = [{ role: "lead" as const, person: ann }, ...team];
    await changeProgram(services, ann, programId, { ...form, startsOn: null, endsOn: null, seats });
  };
  const noMondays = async () => {
    const settings = {
      ...(await settingsOf(db, workspaceId)),
      workingWeek: ["tu" as const, "we" as const, "th" as const, "fr" as const],
      namedAdmins: [],
    };
    await saveSettings(services, ann, settings, (tx) => workingDaysChanged.happened(services, tx, { workspaceId }));
  };
  said.length = 0;
  return { db, said, services, workspaceId, programId, ann, ids, others, seatAll, noMondays };
}

/** Who gets the monthly digest, and the instants at which one is due. */
async function monthly(db: Db) {
  const rows = await db
    .selectFrom("digest_subscription")
    .select(["person_id", "next_at"])
    .where("rhythm", "=", "monthly")
    .execute();
  return { readers: new Set(rows.map((row) => row.person_id)), times: new Set(rows.map((row) => row.next_at)) };
}

/** Of all transactions so far, the most statements in one; and the most rows of digests that one has changed. */
function longest(said: readonly string[]) {
  const digests = ["insert into", "delete from"].map((verb) => piecesIn(said, `${verb} "digest_subscription"`));
  return { statements: Math.max(...piecesIn(said, "")), digests: Math.max(...digests.flat()) };
}

describe.each(databases)("digests of more people than are counted at once, on %s", (name) => {
  it("are counted by other working days in pieces, after the act (P28)", async () => {
    const { db, said, services, workspaceId, noMondays } = await aLargeProgram(name);
    expect((await monthly(db)).times).toEqual(new Set([WEDNESDAY]));
    said.length = 0;
    await noMondays();
    expect(longest(said).statements).toBeLessThan(MOST_STATEMENTS);
    await refreshDueSubscriptions(services, workspaceId);
    expect((await monthly(db)).times).toEqual(new Set([THURSDAY]));
    expect(longest(said).digests).toBeLessThanOrEqual(DIGESTS_AT_ONCE);
    said.length = 0;
    await refreshDueSubscriptions(services, workspaceId);
    expect(said.filter((sql) => sql.includes("digest_subscription"))).toEqual([]);
  });

  it("are counted to the end after a kill, as they were when the days changed (P28)", async () => {
    const { db, services, workspaceId, noMondays } = await aLargeProgram(name);
    await noMondays();
    let pieces = 0;
    const transaction = db.transaction.bind(db);
    db.transaction = () => {
      pieces += 1;
      if (pieces > 1) throw new Error("killed");
      return transaction();
    };
    await expect(refreshDueSubscriptions(services, workspaceId)).rejects.toThrow("killed");
    db.transaction = transaction;
    expect((await monthly(db)).times).toEqual(new Set([WEDNESDAY, THURSDAY]));
    // Down until Wednesday's hour is over: a digest that comes on Thursday now is not made on Wednesday.
    services.clock.at = NOON_OF_WEDNESDAY;
    await refreshAllSubscriptions(services, workspaceId);
    expect((await monthly(db)).times).toEqual(new Set([THURSDAY]));
  });

  it("follow a list of people set anew: the seats at once, the digests in pieces (P28)", async () => {
    const { db, said, services, workspaceId, programId, ann, ids, others, seatAll } = await aLargeProgram(name);
    said.length = 0;
    await seatAll(others);
    const { statements, digests } = longest(said);
    expect(digests).toBe(0);
    expect(statements).toBeLessThan(MOST_STATEMENTS);
    const seats = await seatsToShow(db, await programOf(db, workspaceId, programId), services);
    expect(new Set(seats.map((seat) => seat.person_id))).toEqual(new Set([ann.id, ...others]));
    expect((await monthly(db)).readers).toEqual(new Set(ids));
    await refreshDueSubscriptions(services, workspaceId);
    expect((await monthly(db)).readers).toEqual(new Set(others));
    expect(longest(said).digests).toBeLessThanOrEqual(DIGESTS_AT_ONCE);
    // Back again: the seats that are over are renewed.
    said.length = 0;
    services.clock.at = MONDAY;
    await seatAll(ids);
    expect(longest(said).statements).toBeLessThan(MOST_STATEMENTS);
    await refreshDueSubscriptions(services, workspaceId);
    expect((await monthly(db)).readers).toEqual(new Set(ids));
  });

  it("stay as they are when one of many seats changes, but for its holder's (P28)", async () => {
    const { db, said, services, programId, ann, ids } = await aLargeProgram(name);
    const [personId = ""] = ids;
    const seat = await db.selectFrom("seat").select("id").where("person_id", "=", personId).executeTakeFirstOrThrow();
    said.length = 0;
    const ended = { from: null, until: "2025-02-01", delegate: null };
    await changeSeat(services, ann, { programId, seatId: seat.id }, ended);
    expect(longest(said).statements).toBeLessThan(MOST_STATEMENTS);
    expect((await monthly(db)).readers).toEqual(new Set(ids.slice(1)));
    expect(await db.selectFrom("digest_recount").selectAll().execute()).toEqual([]);
  });

  it("end in pieces with a program that is closed, once it was told (P28)", async () => {
    const { db, said, services, workspaceId, programId, ann, ids } = await aLargeProgram(name);
    said.length = 0;
    await closeProgram(services, ann, programId);
    expect(longest(said)).toMatchObject({ digests: 0 });
    await refreshDueSubscriptions(services, workspaceId);
    expect((await monthly(db)).readers).toEqual(new Set(ids));
    expect(longest(said).digests).toBeLessThanOrEqual(DIGESTS_AT_ONCE);
    said.length = 0;
    services.clock.at = "2025-06-02T09:00:00.000Z";
    await refreshAllSubscriptions(services, workspaceId);
    expect((await monthly(db)).readers).toEqual(new Set());
    expect(longest(said).digests).toBeLessThanOrEqual(DIGESTS_AT_ONCE);
  });

  it("of few people are counted in the act itself (P28)", async () => {
    const { db, services, workspaceId, ids } = await aLargeProgram(name);
    await db
      .updateTable("seat")
      .set({ until_date: "2025-02-01" })
      .where("person_id", "in", ids.slice(0, AT_ONCE))
      .execute();
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId, ids.slice(0, AT_ONCE)));
    expect((await monthly(db)).readers.size).toBe(SPONSORS - AT_ONCE);
  });
});
