import { describe, expect, it } from "vitest";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { currentReports, storedReports } from "../../src/reports/compile/reports-store.ts";
import { readDigest } from "../../src/reports/digest/digest-reading.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { nextDigest } from "../../src/reports/digest/next-digest.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { recordStatus } from "../../src/reports/facts/statuses.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, type RecordedPerson, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { NO_EVENTS } from "./facts.ts";
import { anItem, happens } from "./recorded.ts";

const BEFORE = "2026-10-30T09:00:00.000Z";
const OCTOBER = "2026-11-04T09:00:00.000Z";
const NOVEMBER = "2026-12-03T09:00:00.000Z";
const DECEMBER = "2027-01-05T09:00:00.000Z";

async function aPortfolio(db: Db) {
  const record = await aRecord(db);
  const [lea, sofia, omar] = [await record.person("lea"), await record.person("sofia"), await record.person("omar")];
  const atlas = await record.program("atlas", {
    title: "Atlas",
    seats: { lead: [lea], sponsor: [sofia, omar] },
  });
  const questions = questionsFeeding("bottom-line", "health", "progress");
  const monthly = await record.cadence(atlas, { rule: MONTHLY, questions });
  const services = servicesAt(db, BEFORE);
  const { workspaceId } = record;
  const refresh = () => inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, services.clock.at));
  const sendAt = async (at: string) => {
    services.clock.at = at;
    return sendDueDigests(services);
  };
  const digests = () => db.selectFrom("digest").selectAll().orderBy("cut_off_at").orderBy("reader_id").execute();
  const reportsOf = (label: string) =>
    storedReports(db, {
      ...{ workspaceId, programIds: [atlas.id], rhythm: "monthly" as const },
      period: { label, from: "", until: "" },
    });
  const done = async (label: string) =>
    (await reportsOf(label))
      .get(atlas.id)
      ?.report.lines.flatMap(({ kind, text, isLate }) => (kind === "done" ? [[text, isLate]] : []));
  await refresh();
  return { record, lea, sofia, omar, atlas, monthly, services, workspaceId, refresh, sendAt, digests, reportsOf, done };
}

describe.each(bothDatabases)("digests on %s", (name) => {
  async function fresh() {
    const db = await aDatabase(name);
    return { db, ...(await aPortfolio(db)) };
  }

  it("go once to each reader with one report for all, whatever ticks run at once", async () => {
    const { db, services, sofia, omar, digests, reportsOf } = await fresh();
    services.clock.at = OCTOBER;
    const sent = await Promise.all([sendDueDigests(services), sendDueDigests(services)]);
    await sendDueDigests(services);
    // The lead has none of a week in which nobody was asked.
    expect(sent[0] + sent[1]).toBe(2);
    const monthly = (await digests()).filter(({ rhythm }) => rhythm === "monthly");
    expect(monthly.map(({ reader_id }) => reader_id)).toEqual([sofia.id, omar.id]);
    const report = [...(await reportsOf("2026-10")).values()];
    expect(report).toMatchObject([{ state: "sent", sentAt: OCTOBER }]);
    expect(new Set(monthly.map(({ reports }) => reports))).toEqual(new Set([JSON.stringify([report[0]?.id])]));
    const messages = await db.selectFrom("delivery").select("key").where("kind", "=", "report-digest").execute();
    expect(messages.filter(({ key }) => key.endsWith(":0"))).toHaveLength(2);
  });

  it("come next to whoever has a seat that gives them, and to nobody for the seat of another", async () => {
    const { db, lea, sofia, workspaceId } = await fresh();
    const next = async ({ id }: { id: string }) => {
      return nextDigest({ db, events: NO_EVENTS }, await getPerson(db, workspaceId, id), {
        rhythm: "monthly",
        at: BEFORE,
      });
    };
    expect(await next(sofia)).toMatchObject({ sendAt: OCTOBER });
    expect(await next(lea)).toBeNull();
  });

  it("show an answer that was revised after its report had gone in the next one, marked late", async () => {
    const { record, lea, monthly, sendAt, done } = await fresh();
    const round = await record.round(monthly, "2026-10-30", [lea]);
    await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { progress: "As it was" });
    await sendAt(OCTOBER);
    await record.answer(round, lea, "2026-11-05T10:00:00.000Z", { progress: "As it is" });
    const next = await record.round(monthly, "2026-11-30", [lea]);
    await record.answer(next, lea, "2026-11-30T10:00:00.000Z", { progress: "News" });
    await sendAt(NOVEMBER);
    expect(await done("2026-10")).toEqual([["As it was", undefined]]);
    expect(await done("2026-11")).toEqual([
      ["News", undefined],
      ["As it is", true],
    ]);
  });

  it("have the lead's weekly lines of a month without an answer of its own, late ones in the next", async () => {
    const { record, lea, monthly, atlas, sendAt, done } = await fresh();
    const forTeam = { rule: WEEKLY, readers: ["lead", "team"], questions: questionsFeeding("progress") };
    const weekly = await record.cadence(atlas, { ...forTeam, audience: ["team"] });
    const tina = await record.person("tina");
    const says = async (cadence: typeof weekly, key: string, on: string, progress: string, who = lea) =>
      record.answer(await record.round(cadence, key, [who]), who, `${on}T10:00:00.000Z`, { progress });
    await says(weekly, "2026-10-15", "2026-10-15", "For the team", tina);
    await says(weekly, "2026-10-22", "2026-10-22", "In a week");
    await sendAt(OCTOBER);
    await says(weekly, "2026-10-29", "2026-11-05", "Since");
    await says(weekly, "2026-11-12", "2026-11-12", "The month says it");
    await says(monthly, "2026-11-30", "2026-11-30", "News");
    await sendAt(NOVEMBER);
    expect([await done("2026-10"), await done("2026-11")]).toEqual([
      [["In a week", undefined]],
      [
        ["News", undefined],
        ["Since", true],
      ],
    ]);
  });

  it("are of no period that was over when a program was made", async () => {
    const { db, record, lea, monthly, atlas, refresh, sendAt, digests } = await fresh();
    await db
      .updateTable("program")
      .set({ created_at: "2026-11-02T09:00:00.000Z" })
      .where("id", "=", atlas.id)
      .execute();
    await refresh();
    expect(await sendAt(OCTOBER)).toBe(0);
    const round = await record.round(monthly, "2026-11-30", [lea]);
    await record.answer(round, lea, "2026-11-30T10:00:00.000Z", { progress: "Tills replaced" });
    await sendAt(NOVEMBER);
    const periods = (await digests()).filter(({ rhythm }) => rhythm === "monthly").map(({ period }) => period);
    expect(periods).toEqual(["2026-11", "2026-11"]);
  });

  it("call a renamed program by its name of now, and tell of a closed one once more", async () => {
    const { db, atlas, sofia, workspaceId, refresh, sendAt, digests } = await fresh();
    await sendAt(OCTOBER);
    await db.updateTable("program").set({ title: "Atlas II" }).where("id", "=", atlas.id).execute();
    const [digest] = (await digests()).filter(({ rhythm }) => rhythm === "monthly");
    const read = await readDigest({ db, workspaceId, now: OCTOBER }, digest?.id ?? "");
    expect(read).toMatchObject({ role: "sponsor", input: { programs: [{ title: "Atlas II", key: "atlas" }] } });
    const closed = { state: "closed", closed_at: "2026-11-20T09:00:00.000Z" } as const;
    await db.updateTable("program").set(closed).where("id", "=", atlas.id).execute();
    await refresh();
    await sendAt(NOVEMBER);
    await refresh();
    await sendAt(DECEMBER);
    const periods = (await digests()).filter(({ rhythm }) => rhythm === "monthly").map(({ period }) => period);
    expect([...new Set(periods)]).toEqual(["2026-10", "2026-11"]);
    const [before, last] = (await digests()).filter(
      ({ rhythm, reader_id: id }) => rhythm === "monthly" && id === sofia.id,
    );
    const closedOn = async (id = "") =>
      (await readDigest({ db, workspaceId, now: DECEMBER }, id))?.input.programs[0]?.closedOn;
    expect([await closedOn(before?.id), await closedOn(last?.id)]).toEqual([undefined, "2026-11-20"]);
  });

  it("are frozen as they were sent: later a need says what became of it, and nothing comes or goes", async () => {
    const { db, record, lea, sofia, omar, atlas, workspaceId, sendAt, digests } = await fresh();
    const ask = { type: "request" as const, by: lea, owner: sofia, details: { kind: "decision" } };
    const items = new Map<string, Awaited<ReturnType<typeof anItem>>>();
    for (const due of ["2026-11-10", "2026-11-11", "2026-11-12", "2026-11-13"])
      items.set(due, await anItem(db, record, atlas, { ...ask, due, title: `By ${due}?`, at: BEFORE }));
    await sendAt(OCTOBER);
    const digest = (await digests()).find(({ reader_id: id, rhythm }) => id === sofia.id && rhythm === "monthly");
    const screenAt = async (now: string) => {
      const reading = await readDigest({ db, workspaceId, now }, digest?.id ?? "");
      return reading ? firstScreen(reading.input) : expect.fail("No digest");
    };
    const sent = await screenAt(OCTOBER);
    const changed = (due: string, event: "moved-date" | "delegated" | "withdrawn", changes: object, by = lea) =>
      happens(db, items.get(due) ?? expect.fail(due), {
        ...{ event, by, at: "2026-11-20T09:00:00.000Z", changes },
        ...(event === "delegated" && { before: { owner_id: by.id }, after: { ...changes }, note: "Theirs" }),
      });
    await changed("2026-11-10", "moved-date", { due_on: "2026-12-10" });
    await changed("2026-11-11", "delegated", { owner_id: omar.id }, sofia);
    await changed("2026-11-12", "withdrawn", { state: "withdrawn", closed_at: "2026-11-20T09:00:00.000Z" });
    await anItem(db, record, atlas, { ...ask, due: "2026-11-10", title: "Belgium?", at: "2026-11-30T09:00:00.000Z" });
    const { needs, sections, needsHeading } = await screenAt(NOVEMBER);
    expect(needs.map(({ title, isOver, isOverdue }) => [title, isOver, isOverdue])).toEqual([
      ["By 2026-11-10?", false, false],
      ["By 2026-11-11?", true, false],
      ["By 2026-11-12?", true, false],
    ]);
    expect([sections, needsHeading]).toEqual([sent.sections, "Needs you (2)"]);
  });

  it("of a week in which nobody wrote and nothing happened goes to who leads alone", async () => {
    const { db, record, lea, atlas, monthly, refresh, sendAt, digests } = await fresh();
    const tina = await record.person("tina");
    await record.seat(atlas, tina, "team");
    await refresh();
    await record.round(monthly, "2026-10-30", [lea]);
    await anItem(db, record, atlas, { title: "Old risk", type: "risk", by: lea, at: "2026-09-10T09:00:00.000Z" });
    const weeks = async () =>
      (await digests()).flatMap((each) =>
        each.rhythm === "weekly" ? [[each.period, each.reader_id === lea.id ? "lead" : "team"]] : [],
      );
    await sendAt("2026-11-02T09:00:00.000Z");
    expect(await weeks()).toEqual([["2026-W44", "lead"]]);
    const next = await record.round(monthly, "2026-11-06", [lea]);
    await record.answer(next, lea, "2026-11-06T10:00:00.000Z", { progress: "Tills replaced" });
    await sendAt("2026-11-09T09:00:00.000Z");
    expect((await weeks()).slice(1).toSorted()).toEqual([
      ["2026-W45", "lead"],
      ["2026-W45", "team"],
    ]);
  });

  it("of a week do not go to whoever works alone in a program: they would read their own words", async () => {
    const { record, lea, atlas, monthly, refresh, sendAt, digests } = await fresh();
    const round = await record.round(monthly, "2026-10-30", [lea]);
    await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { progress: "Tills replaced" });
    const readers = async () => (await digests()).flatMap((each) => (each.rhythm === "weekly" ? each.reader_id : []));
    await sendAt("2026-11-02T09:00:00.000Z");
    expect(await readers()).toEqual([]);
    const tina = await record.person("tina");
    await record.seat(atlas, tina, "team");
    await refresh();
    const next = await record.round(monthly, "2026-11-06", [lea]);
    await record.answer(next, lea, "2026-11-06T10:00:00.000Z", { progress: "Stores opened" });
    await sendAt("2026-11-09T09:00:00.000Z");
    expect((await readers()).toSorted()).toEqual([lea.id, tina.id].toSorted());
  });

  it("come in each rhythm that a reader has, from reports of their own", async () => {
    const { db, record, lea, monthly, sofia, workspaceId, refresh, sendAt, digests } = await fresh();
    const weekly = { rhythm: "weekly", is_wanted: 1, updated_at: BEFORE } as const;
    await db
      .insertInto("reader_rhythm")
      .values({ workspace_id: workspaceId, person_id: sofia.id, ...weekly })
      .execute();
    await record.answer(await record.round(monthly, "2026-10-30", [lea]), lea, BEFORE, { progress: "Tills replaced" });
    await refresh();
    await sendAt("2026-11-02T09:00:00.000Z");
    await sendAt(OCTOBER);
    const theirs = (await digests()).filter(({ reader_id: id }) => id === sofia.id);
    expect(theirs.map(({ rhythm, period }) => `${rhythm} ${period}`)).toEqual(["weekly 2026-W44", "monthly 2026-10"]);
    expect(new Set(theirs.map(({ reports }) => reports)).size).toBe(2);
  });

  it("are of the years of their programs, and of those alone in which somebody is asked in that rhythm", async () => {
    const { record, lea, sofia, refresh, sendAt, digests } = await fresh();
    const orbit = await record.program("orbit", { title: "Orbit", seats: { lead: [lea], sponsor: [sofia] } });
    await record.cadence(orbit, {
      rule: { every: "year", on: { month: 4, workingDay: 1 }, yearStartMonth: 4, at: "09:00", zone: "participant" },
      questions: questionsFeeding("aim"),
      readers: ["sponsors"],
    });
    await refresh();
    await sendAt("2027-03-31T09:00:00.000Z");
    expect((await digests()).filter(({ rhythm }) => rhythm === "annual")).toEqual([]);
    await sendAt("2027-04-19T09:00:00.000Z");
    const annual = (await digests()).filter(({ rhythm }) => rhythm === "annual");
    expect(annual.map(({ reader_id, period }) => [reader_id, period])).toEqual([
      [lea.id, "FY2027"],
      [sofia.id, "FY2027"],
    ]);
  });

  it("take the last quarter into the year for whoever gets both, and nothing of it again after that", async () => {
    const { db, record, lea, sofia, workspaceId, refresh, sendAt, digests } = await fresh();
    const orbit = await record.program("orbit", { title: "Orbit", seats: { lead: [lea], steering: [sofia] } });
    await record.cadence(orbit, {
      rule: { every: "year", on: { month: 12, workingDay: 1 }, at: "09:00", zone: "participant" },
      questions: questionsFeeding("aim"),
      readers: ["steering"],
      disclosure: "above",
    });
    const quarterly = await record.cadence(orbit, {
      rule: { every: "quarter", on: { workingDay: 3 }, at: "09:00", zone: "participant" },
      questions: questionsFeeding("next"),
      readers: ["steering"],
      disclosure: "above",
    });
    const answer = async (key: string, at: string, next: string) =>
      record.answer(await record.round(quarterly, key, [lea]), lea, at, { next });
    await refresh();
    await answer("2027-01-06", "2027-01-06T10:00:00.000Z", "Open in Turin");
    await sendAt("2027-01-13T09:00:00.000Z");
    await sendAt("2027-01-20T09:00:00.000Z");
    await answer("2027-04-06", "2027-04-06T10:00:00.000Z", "Open in Genoa");
    await sendAt("2027-04-13T09:00:00.000Z");

    const theirs = (await digests()).filter(({ reader_id: id, rhythm }) => id === sofia.id && rhythm !== "monthly");
    expect(theirs.map(({ period }) => period)).toEqual(["2026", "2027-Q1"]);
    const wanted = { workspaceId, programIds: [orbit.id] };
    const year = { rhythm: "annual", period: { label: "2026", from: "2026-01-01", until: "2026-12-31" } } as const;
    const quarter = {
      rhythm: "quarterly",
      period: { label: "2027-Q1", from: "2027-01-01", until: "2027-03-31" },
    } as const;
    const linesOf = async (of: typeof year | typeof quarter) =>
      (await storedReports(db, { ...wanted, ...of })).get(orbit.id)?.report.lines.map(({ text }) => text);
    expect(await linesOf(year)).toEqual(["Open in Turin"]);
    expect(await linesOf(quarter)).toEqual(["Open in Genoa"]);
  });

  it("are compiled as of now without being stored, and on a past day as they were sent", async () => {
    const { db, record, lea, monthly, workspaceId, atlas, sendAt } = await fresh();
    await sendAt(OCTOBER);
    await record.answer(await record.round(monthly, "2026-11-12", [lea]), lea, "2026-11-12T10:00:00.000Z", {
      progress: "News",
    });
    const now = "2026-11-13T09:00:00.000Z";
    const of = { workspaceId, programIds: [atlas.id], rhythm: "monthly" as const };
    const periodAt = async (at: string) =>
      (await currentReports({ db, events: NO_EVENTS }, of, { at, now })).reports.get(atlas.id)?.period.label;
    expect([await periodAt(now), await periodAt("2026-11-10T09:00:00.000Z"), await periodAt(BEFORE)]).toEqual([
      "2026-11",
      "2026-10",
      undefined,
    ]);
    expect(await db.selectFrom("report").select("id").where("rhythm", "=", "monthly").execute()).toHaveLength(1);
  });

  it("have of each status as what it was given: by the lead, or by a deputy, beside the lead or while none is there", async () => {
    const { db, record, lea, sofia, services, workspaceId, atlas } = await fresh();
    const dan = await record.person("dan");
    await record.seat(atlas, dan, "deputy");
    const save = (by: RecordedPerson, answeredAt: string) =>
      inTransaction(db, (tx) =>
        recordStatus(services, tx, {
          ...{ workspaceId, programId: atlas.id, checkInId: answeredAt, revision: 1, personId: by.id },
          ...{ answeredAt, health: { colour: "green" } },
        }),
      );
    await db
      .insertInto("absence")
      .values({
        ...{ workspace_id: workspaceId, id: services.ids.next(), person_id: lea.id, from_date: "2026-10-27" },
        ...{ until_date: "2026-10-28", source: "person", created_at: BEFORE },
      })
      .execute();
    for (const day of ["26", "27", "28", "29"]) await save(dan, `2026-10-${day}T10:00:00.000Z`);
    await save(lea, "2026-10-30T10:00:00.000Z");
    await save(sofia, "2026-10-30T11:00:00.000Z");
    await db.deleteFrom("seat").where("person_id", "=", lea.id).execute();
    await save(dan, "2026-10-31T10:00:00.000Z");
    const given = await db.selectFrom("program_status").select("given_as").orderBy("at").execute();
    expect(given.map((row) => row.given_as)).toEqual([
      ...["deputy", "stand-in", "stand-in", "deputy"],
      ...["lead", "stand-in"],
    ]);
  });

  it("have a history of statuses of lead and deputies, in which a revision counts that says something else", async () => {
    const { db, lea, sofia, services, workspaceId, atlas } = await fresh();
    const save = (revision: number, colour: "green" | "red", { by = lea, checkInId = "a" } = {}) =>
      inTransaction(db, (tx) =>
        recordStatus(services, tx, {
          ...{ workspaceId, programId: atlas.id, checkInId, revision, personId: by.id },
          answeredAt: `2026-10-30T10:00:0${revision}.000Z`,
          health: { colour, reason: `It is ${colour}` },
        }),
      );
    await save(1, "green", { by: sofia, checkInId: "b" });
    await save(1, "green");
    await save(2, "green");
    await save(3, "red");
    const rows = await db.selectFrom("program_status").select(["status", "revision", "by_id"]).orderBy("at").execute();
    expect(rows).toEqual([
      { status: "green", revision: 1, by_id: lea.id },
      { status: "red", revision: 3, by_id: lea.id },
    ]);
  });
});
