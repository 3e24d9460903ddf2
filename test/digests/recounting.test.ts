/** Whatever many digests are to be counted anew for, it goes in pieces, before the next digest is made. */
import { describe, expect, it, onTestFinished } from "vitest";
import { workingDaysChanged } from "../../src/calendars/events.ts";
import { refreshAllSubscriptions, refreshDueSubscriptions, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { peopleByIds, personById } from "../../src/people/use-cases.ts";
import { saveSettings, settingsOf } from "../../src/people/use-cases-settings.ts";
import { type Db, openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeProgram } from "../../src/programs/use-cases-changes.ts";
import { aDatabaseLocation, type DatabaseName, databases } from "../support/databases.ts";
import { piecesIn } from "../support/pieces.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const SUNDAY = "2025-02-02T12:00:00.000Z";
/** The third working day of the month, by the usual week and by one without Mondays. */
const WEDNESDAY = "2025-02-05T09:00:00.000Z";
const THURSDAY = "2025-02-06T09:00:00.000Z";
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
