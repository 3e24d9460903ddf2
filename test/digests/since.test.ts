/** Since when a program has its colour, and for how long: in a digest, and where somebody asks why on that digest. */

import { describe, expect, it } from "vitest";
import { MONDAY_TO_FRIDAY } from "../../src/calendars/rules-days.ts";
import { toldAtBefore } from "../../src/digests/readers/told-at.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
  digestById,
  latestDigest,
  previewOwnDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { personById, readerOf } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const THURSDAYS = ["10-08", "10-15", "10-22", "10-29", "11-05", "11-12", "11-19", "11-26"];
const [OCTOBER, NOVEMBER] = ["2026-11-04T09:00:00.000Z", "2026-12-03T09:00:00.000Z"];
const BETWEEN = "2026-11-06T09:00:00.000Z";

/**
 * Atlas, asked each Thursday: amber on these, silent on the others, or late; read in November's and December's digest, and
 * two days after the former.
 */
async function readAfter(database: DatabaseName, amberOn: readonly string[], late: Record<string, string> = {}) {
  const { db, record, services, tom, sofia, program, cadence } = await aWatchedProgram(database);
  for (const day of THURSDAYS) {
    const round = await record.round(cadence, `2026-${day}`, [tom]);
    const health = { colour: "amber" as const, reason: "Because" };
    if (amberOn.includes(day)) await record.answer(round, tom, late[day] ?? `2026-${day}T15:00:00.000Z`, { health });
  }
  const { workspaceId } = record;
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
  const sponsor = await personById(db, workspaceId, sofia.id);
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  const whyOf = async (edition: string | null) =>
    plain(JSON.stringify(whyView(readerOf(sponsor), await explainColour(services, sponsor, program.id, edition))));
  const read = async (at: string) => {
    services.clock.at = at;
    await compileDueDigests(services);
    const edition = await latestDigest(db, { workspaceId, personId: sofia.id });
    if (!edition) throw new Error("No digest");
    return { digest: plain(digestText(edition.document)), why: await whyOf(edition.id), id: edition.id };
  };
  const october = await read(OCTOBER);
  services.clock.at = BETWEEN;
  const between = { why: await whyOf(null), onOctober: await whyOf(october.id) };
  const november = await read(NOVEMBER);
  await db.destroy();
  return { october, between, november };
}

/** Led by Tom and asked each Thursday; Sofia is told by the month, Vera, on the committee, by the quarter. */
async function aWatchedProgram(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-10-06T08:00:00.000Z");
  const [tom, sofia, vera] = [await record.person("tom"), await record.person("sofia"), await record.person("vera")];
  const seats = { lead: [tom], sponsor: [sofia], steering: [vera] };
  const program = await record.program("atlas", { title: "Atlas", seats });
  const asking = { questions: questionsFeeding("health"), readers: ["sponsors", "steering"], rule: WEEKLY };
  const cadence = await record.cadence(program, asking);
  return { db, record, services, tom, sofia, vera, program, cadence };
}

describe.each(databases)("since when a program is at risk, on %s", (database) => {
  it("is the day on which that began, in the digest and where one asks why, and as many months (A1)", async () => {
    const { october, november } = await readAfter(database, THURSDAYS);
    expect(october.digest).toContain("“Atlas” has been at risk since Thursday 8 October.");
    expect(october.why).toContain("🟠 At risk · since Thursday 8 October");
    expect(october.why).not.toContain("in this colour");
    expect(november.digest).toContain("“Atlas” is at risk for the 2nd month in a row.");
    expect(november.why).toContain("🟠 At risk · since Thursday 8 October · 2nd month in a row at this status");
  });

  it("is the day on which it was said again, after a round that nobody answered (A1)", async () => {
    const silent = THURSDAYS.filter((day) => day !== "10-22");
    const { october, november } = await readAfter(database, silent);
    expect(october.digest).toContain("“Atlas” has been at risk since Thursday 29 October.");
    expect(october.why).toContain("🟠 At risk · since Thursday 29 October");
    expect(november.why).toContain("🟠 At risk · since Thursday 29 October · 2nd month in a row at this status");
  });

  it("is the day of the answer that came after a digest had told that there was none (A1)", async () => {
    const late = { "10-29": "2026-11-04T15:00:00.000Z" };
    const { october, between, november } = await readAfter(database, THURSDAYS, late);
    expect(october.digest).toContain("Atlas · no recent update");
    expect(between.why).toContain("🟠 At risk · since Wednesday 4 November");
    expect(between.onOctober).toContain("Now: 🟠 At risk, since Wednesday 4 Nov");
    expect(november.digest).toContain("“Atlas” has been at risk since Wednesday 4 November.");
    expect(november.why).toContain("🟠 At risk · since Wednesday 4 November");
    // Late, but before anybody was told of it.
    const inTime = await readAfter(database, THURSDAYS, { "10-29": "2026-11-03T15:00:00.000Z" });
    expect(inTime.october.digest).toContain("“Atlas” has been at risk since Thursday 8 October.");
    expect(inTime.between.why).toContain("🟠 At risk · since Thursday 8 October");
  });

  it("is that day for a quarter, too, of which it was no end (A1)", async () => {
    const { db, record, services, tom, vera, cadence } = await aWatchedProgram(database);
    const health = { colour: "amber" as const, reason: "Because" };
    const days = ["2026-11-12", "2026-11-19", "2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17"];
    // November's digest is of the third of December, before that day's answers.
    const late: Record<string, string> = { "2026-11-26": "2026-12-03T14:00:00.000Z" };
    for (const day of [...days, "2026-12-24", "2026-12-31", "2027-01-07"]) {
      const round = await record.round(cadence, day, [tom]);
      await record.answer(round, tom, late[day] ?? `${day}T15:00:00.000Z`, { health });
    }
    const { workspaceId } = record;
    services.clock.at = "2027-01-08T09:00:00.000Z";
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    const { document } = await previewOwnDigest(services, await personById(db, workspaceId, vera.id));
    if (!document) throw new Error("No preview");
    expect(document.rhythm).toBe("quarterly");
    expect(digestText(document).replaceAll("\u00a0", " ")).toContain("at risk since Thursday 3 December.");
    await db.destroy();
  });

  it("goes by the months of all quarters and years that digests compare (A1)", async () => {
    const { db, record, vera } = await aWatchedProgram(database);
    const reader = { workspaceId: record.workspaceId, personId: vera.id, zone: "UTC", working: MONDAY_TO_FRIDAY };
    const [january, months] = ["2027-01-05T09:00:00.000Z", { month: 6, quarter: 18, year: 72 }];
    for (const every of ["month", "quarter", "year"] as const)
      expect((await toldAtBefore(db, reader, every, january)).toldAt).toHaveLength(months[every]);
    await db.destroy();
  });

  it("is that day where one asks why of a quarter in which months told of silence (A1)", async () => {
    const { db, record, services, tom, vera, program, cadence } = await aWatchedProgram(database);
    const health = { colour: "amber" as const, reason: "Because" };
    for (const day of ["2026-09-24", "2026-10-01", "2026-10-08", "2026-10-29", "2026-11-26", "2026-12-31"]) {
      const round = await record.round(cadence, day, [tom]);
      if (!["2026-10-29", "2026-11-26"].includes(day))
        await record.answer(round, tom, `${day}T15:00:00.000Z`, { health });
    }
    const { workspaceId } = record;
    services.clock.at = "2026-12-20T09:00:00.000Z";
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    services.clock.at = "2027-01-05T09:00:00.000Z";
    await compileDueDigests(services);
    // That of the year comes with it.
    const { id } = await db
      .selectFrom("digest_edition as edition")
      .innerJoin("digest", "digest.id", "edition.digest_id")
      .where("digest.rhythm", "=", "quarterly")
      .select("edition.id")
      .executeTakeFirstOrThrow();
    const edition = await digestById(db, workspaceId, id);
    if (!edition) throw new Error("No digest of the quarter");
    const plain = (text: string) => text.replaceAll("\u00a0", " ");
    const digest = plain(digestText(edition.document));
    expect(digest).toContain("“Atlas” has been at risk since Thursday 31 December.");
    expect(digest).not.toMatch(/unchanged|in a row/);
    const asker = await personById(db, workspaceId, vera.id);
    const why = plain(
      JSON.stringify(whyView(readerOf(asker), await explainColour(services, asker, program.id, edition.id))),
    );
    expect(why).toContain("🟠 At risk · since Thursday 31 December");
    await db.destroy();
  });
});
