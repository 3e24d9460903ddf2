import { describe, expect, it } from "vitest";
import { approvePart, holdDraftPart, setApproval } from "../../src/digests/approval/use-cases.ts";
import { carriedTo, heldThrough, isHeldBack, isLastHeldBack, releasedFrom } from "../../src/digests/holds/rules.ts";
import { holdPart, nextDigestsOf, releasePart } from "../../src/digests/holds/use-cases.ts";
import { previewPart } from "../../src/digests/home/use-cases.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
  digestById,
  latestDigest,
  listDigests,
  previewDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { twoPrograms as drafted } from "./two-programs.ts";

/** When the digests of September, October and November 2026 are sent in UTC. */
const SENT = {
  september: "2026-10-05T09:00:00.000Z",
  october: "2026-11-04T09:00:00.000Z",
  november: "2026-12-03T09:00:00.000Z",
};

const monthly = (programId: string) => ({ programId, rhythm: "monthly" as const });

/** One sponsor of two programs, each with a lead who answers on the last working day of the month. */
async function twoPrograms(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  // After the digests of August would have gone.
  const services = servicesAt(db, "2026-09-04T08:00:00.000Z");
  const person = async (handle: string) => {
    const { id } = await record.person(handle, { name: handle });
    return personById(db, record.workspaceId, id);
  };
  const [sofia, ana, marc] = [await person("Sofia"), await person("Ana"), await person("Marc")];
  const programOf = async (title: string, lead: typeof ana) => {
    const program = await record.program(title.toLowerCase(), { title, seats: { lead: [lead], sponsor: [sofia] } });
    const cadence = await record.cadence(program, {
      rule: MONTHLY,
      questions: questionsFeeding("progress"),
      readers: ["sponsors"],
    });
    const say = async (key: string, progress: string) =>
      record.answer(await record.round(cadence, key, [lead]), lead, `${key}T12:00:00.000Z`, { progress });
    return { id: program.id, say };
  };
  const atlas = await programOf("Atlas", ana);
  const borealis = await programOf("Borealis", marc);
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const reader = { workspaceId: record.workspaceId, personId: sofia.id };
  const sendAt = async (at: string) => {
    services.clock.at = at;
    await compileDueDigests(services);
    const edition = await latestDigest(db, reader);
    if (!edition) throw new Error("There is no digest");
    return edition;
  };
  return { db, services, reader, sofia, ana, marc, atlas, borealis, sendAt };
}

describe.each(databases)("a program that its lead holds back, on %s", (database) => {
  it("is left out of the sponsors' next digest, which names it; what was answered comes with the one after", async () => {
    const { db, services, reader, ana, atlas, borealis, sendAt } = await twoPrograms(database);
    await atlas.say("2026-09-30", "September of Atlas");
    await borealis.say("2026-09-30", "September of Borealis");
    expect(digestText((await sendAt(SENT.september)).document)).toContain("September of Atlas");

    await atlas.say("2026-10-30", "October of Atlas");
    await borealis.say("2026-10-30", "October of Borealis");
    services.clock.at = "2026-11-02T10:00:00.000Z";
    await holdPart(services, ana, monthly(atlas.id));
    const october = (await sendAt(SENT.october)).document;
    expect(october.programs.map(({ key }) => key)).toEqual(["borealis"]);
    const sentence = "Left out by the lead: Atlas (Ana).";
    expect(digestText(october)).toContain(sentence);
    expect(JSON.stringify(digestMessages(october, "edition"))).toContain(sentence);
    expect(digestMarkdown(october, { edition: 1, sentAt: null })).toContain("Left out by the lead: Atlas");
    expect(JSON.stringify(october)).not.toContain("October of Atlas");

    await atlas.say("2026-11-30", "November of Atlas");
    await borealis.say("2026-11-30", "November of Borealis");
    const november = digestText((await sendAt(SENT.november)).document);
    for (const told of ["October of Atlas", "November of Atlas", "November of Borealis"])
      expect(november).toContain(told);
    expect(november).not.toContain("October of Borealis");
    expect(november).not.toContain("Held back");
    expect((await listDigests(db, reader)).map(({ period }) => period)).toEqual(["2026-09", "2026-10", "2026-11"]);
    await db.destroy();
  });

  it("can be held twice in a row, and owes all of it afterwards", async () => {
    const { db, services, ana, atlas, borealis, sendAt } = await twoPrograms(database);
    for (const [key, sent] of [
      ["2026-09-30", SENT.september],
      ["2026-10-30", SENT.october],
    ] as const) {
      await atlas.say(key, `Atlas on ${key}`);
      await borealis.say(key, `Borealis on ${key}`);
      services.clock.at = `${key}T18:00:00.000Z`;
      await holdPart(services, ana, monthly(atlas.id));
      expect(digestText((await sendAt(sent)).document)).not.toContain("Atlas on");
    }
    await borealis.say("2026-11-30", "Borealis in November");
    await atlas.say("2026-11-30", "Atlas in November");
    const november = digestText((await sendAt(SENT.november)).document);
    for (const told of ["Atlas on 2026-09-30", "Atlas on 2026-10-30", "Atlas in November"])
      expect(november).toContain(told);
    await db.destroy();
  });

  it("is told as ever once it is released, and pressing twice changes nothing", async () => {
    const { db, services, reader, ana, atlas, borealis, sendAt } = await twoPrograms(database);
    await atlas.say("2026-09-30", "September of Atlas");
    await borealis.say("2026-09-30", "September of Borealis");
    services.clock.at = "2026-10-01T08:00:00.000Z";
    for (let time = 0; time < 2; time += 1) await holdPart(services, ana, monthly(atlas.id));
    // Before the sending, too, the sponsor's own preview goes without it, and the lead's shows it.
    const preview = await previewDigest(db, { ...reader, rhythm: "monthly" }, services.clock.now());
    expect(preview?.programs.map(({ key }) => key)).toEqual(["borealis"]);
    expect((await previewPart(services, ana, monthly(atlas.id))).document?.programs.map(({ key }) => key)).toEqual([
      "atlas",
    ]);
    const held = async () =>
      (await nextDigestsOf(services, db, reader.workspaceId, [atlas.id]))
        .get(atlas.id)
        ?.flatMap(({ rhythm, period, held }) => (held ? [{ rhythm, period: period.label, ...held }] : []));
    expect(await held()).toEqual([{ rhythm: "monthly", period: "2026-09", by: "Ana" }]);
    for (let time = 0; time < 2; time += 1) await releasePart(services, ana, monthly(atlas.id));
    expect(await held()).toEqual([]);
    expect(digestText((await sendAt(SENT.september)).document)).toContain("September of Atlas");
    const acts = await db
      .selectFrom("audit")
      .select(["action", "actor_id", "program_id", "after"])
      .orderBy("id")
      .execute();
    expect(acts.map(({ action }) => action)).toEqual(["digest.held", "digest.released"]);
    expect(acts[0]).toMatchObject({ actor_id: ana.id, program_id: atlas.id });
    await db.destroy();
  });
});

describe.each(databases)("a program held back from a longer digest, on %s", (database) => {
  it.each([
    {
      rhythm: "quarterly" as const,
      role: "steering" as const,
      yearStartMonth: 2,
      // Years begin in February: quarters end in April, July, October and January.
      held: { now: "2026-10-30T18:00:00.000Z", at: "2026-11-04T09:00:00.000Z", period: "FY2027-Q3" },
      after: { key: "2027-01-29", at: "2027-02-03T09:00:00.000Z" },
    },
    {
      rhythm: "annual" as const,
      role: "sponsor" as const,
      yearStartMonth: 1,
      held: { now: "2026-12-30T18:00:00.000Z", at: "2027-01-05T09:00:00.000Z", period: "2026" },
      after: { key: "2027-12-30", at: "2028-01-05T09:00:00.000Z" },
    },
  ])(
    "goes out without it, names it, and the next $rhythm brings it",
    async ({ rhythm, role, yearStartMonth, held, after }) => {
      const db = await aDatabase(database);
      const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
      const services = servicesAt(db, held.now);
      const [lead, other, body] = [
        await record.person("Ana"),
        await record.person("Marc"),
        await record.person("Inès"),
      ];
      const programOf = async (title: string, who: typeof lead) => {
        const program = await record.program(title.toLowerCase(), { title, seats: { lead: [who], [role]: [body] } });
        const cadence = await record.cadence(program, {
          rule: { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant", yearStartMonth },
          questions: questionsFeeding("progress"),
          readers: ["sponsors", "steering"],
        });
        const say = async (key: string, progress: string) =>
          record.answer(await record.round(cadence, key, [who]), who, `${key}T12:00:00.000Z`, { progress });
        return { id: program.id, say };
      };
      const [atlas, borealis] = [await programOf("Atlas", lead), await programOf("Borealis", other)];
      await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
      const part = { programId: atlas.id, rhythm };
      const sent = async (at: string) => {
        services.clock.at = at;
        await compileDueDigests(services);
        const all = await listDigests(db, { workspaceId: record.workspaceId, personId: body.id });
        const newest = all.findLast((edition) => edition.rhythm === rhythm);
        const edition = newest && (await digestById(db, record.workspaceId, newest.id));
        return edition ? digestText(edition.document) : "";
      };
      await atlas.say(held.now.slice(0, 10), "First words of Atlas");
      await borealis.say(held.now.slice(0, 10), "First words of Borealis");
      const ana = await personById(db, record.workspaceId, lead.id);
      const preview = await previewPart(services, ana, part);
      expect(preview.reader).toBe("Inès");
      expect(preview.document && digestText(preview.document)).toContain("First words of Atlas");
      await holdPart(services, ana, part);
      const [next] =
        (await nextDigestsOf(services, db, record.workspaceId, [atlas.id]))
          .get(atlas.id)
          ?.filter((one) => one.rhythm === rhythm) ?? [];
      expect(next).toMatchObject({ at: held.at, period: { label: held.period }, held: { by: "Ana" } });

      const first = await sent(held.at);
      expect(first).toContain("First words of Borealis");
      expect(first).not.toContain("First words of Atlas");
      expect(first).toContain("Left out by the lead: Atlas (Ana).");
      await atlas.say(after.key, "Second words of Atlas");
      await borealis.say(after.key, "Second words of Borealis");
      const second = await sent(after.at);
      for (const told of ["First words of Atlas", "Second words of Atlas", "Second words of Borealis"])
        expect(second).toContain(told);
      expect(second).not.toContain("First words of Borealis");
      expect(second).not.toContain("Held back");
      await db.destroy();
    },
  );

  it("keeps what is told in the other rhythms", async () => {
    const { db, services, reader, ana, atlas, borealis, sendAt } = await twoPrograms(database);
    await atlas.say("2026-09-30", "September of Atlas");
    await borealis.say("2026-09-30", "September of Borealis");
    await holdPart(services, ana, { programId: atlas.id, rhythm: "annual" });
    expect(digestText((await sendAt(SENT.september)).document)).toContain("September of Atlas");
    const annual = await previewDigest(db, { ...reader, rhythm: "annual" }, "2027-01-05T09:00:00.000Z");
    expect(annual?.programs.map(({ key }) => key)).toEqual(["borealis"]);
    await db.destroy();
  });
});

it("a hold is for those who lead the program, and for a digest that there is", async () => {
  const { db, services, sofia, ana, marc, atlas } = await twoPrograms("SQLite");
  for (const person of [sofia, marc])
    for (const act of [holdPart, releasePart])
      await expect(act(services, person, monthly(atlas.id))).rejects.toMatchObject({ code: "HOLD_NOT_YOURS" });
  await db.updateTable("seat").set({ until_date: "2026-08-31" }).where("role", "=", "sponsor").execute();
  await expect(holdPart(services, ana, monthly(atlas.id))).rejects.toMatchObject({ code: "NOBODY_READS" });
  await db.destroy();
});

describe("which digests a hold concerns", () => {
  const october = { first: "2026-10-31", last: "2026-10-31" };
  const sinceSeptember = { first: "2026-09-30", last: "2026-10-31" };
  const month = (of: string, until: string) => ({ from: `${of}-01`, until });

  it("is over with the edition of its last period, for each reader", () => {
    expect(isHeldBack("monthly", october, "2026-10-20", "2026-10-05")).toBe(true);
    expect(isHeldBack("monthly", october, "2026-11-04", "2026-10-05")).toBe(true);
    expect(isHeldBack("monthly", october, "2026-11-04", undefined)).toBe(true);
    expect(isHeldBack("monthly", october, "2026-11-20", "2026-11-04")).toBe(false);
    expect(isHeldBack("monthly", october, "2026-12-03", "2026-10-05")).toBe(false);
    expect(isHeldBack("monthly", null, "2026-11-04", "2026-10-05")).toBe(false);
    expect(isLastHeldBack("monthly", october, "2026-11-04")).toBe(true);
    expect(isLastHeldBack("monthly", october, "2026-10-05")).toBe(false);
    expect(isLastHeldBack("monthly", october, "2026-12-03")).toBe(false);
  });

  it("continues the one before without a gap, and shrinks by the last", () => {
    expect(heldThrough(null, month("2026-10", "2026-10-31"))).toEqual(october);
    const november = { first: "2026-09-30", last: "2026-11-30" };
    expect(heldThrough(sinceSeptember, month("2026-11", "2026-11-30"))).toEqual(november);
    expect(heldThrough(sinceSeptember, month("2026-12", "2026-12-31"))).toEqual({
      first: "2026-12-31",
      last: "2026-12-31",
    });
    expect(heldThrough(sinceSeptember, month("2026-10", "2026-10-31"))).toBeNull();
    // A draft of the month before, while the next digest is held back already.
    expect(heldThrough({ first: "2026-11-30", last: "2026-11-30" }, month("2026-10", "2026-10-31"))).toEqual({
      first: "2026-10-31",
      last: "2026-11-30",
    });
    expect(releasedFrom(sinceSeptember, month("2026-10", "2026-10-31"))).toEqual({
      first: "2026-09-30",
      last: "2026-09-30",
    });
    expect(releasedFrom(october, month("2026-10", "2026-10-31"))).toBeNull();
  });

  it("holds in other years the next digest and no further one (A4)", () => {
    // Held in December, for the quarter that ends with the year; then years begin in February.
    const quarter = { first: "2026-12-31", last: "2026-12-31" };
    const [january, february] = [{ from: "2027-01-06", to: "2027-02-03", until: "2027-01-31" }, "2027-02-03"] as const;
    expect(carriedTo("quarterly", quarter, january)).toBeNull();
    expect(isHeldBack("quarterly", quarter, february, "2026-10-05")).toBe(true);
    expect(isHeldBack("quarterly", quarter, "2027-05-05", february)).toBe(false);
    expect(isHeldBack("quarterly", quarter, "2027-05-05", "2026-10-05")).toBe(false);
    // Held for the quarter until January; then years begin with the calendar's.
    const late = { first: "2027-01-31", last: "2027-01-31" };
    const earlier = carriedTo("quarterly", late, { from: "2027-02-03", to: "2027-01-06", until: "2026-12-31" });
    expect(earlier).toEqual(quarter);
    expect(isHeldBack("quarterly", earlier, "2027-01-06", "2026-11-04")).toBe(true);
    expect(isHeldBack("quarterly", earlier, "2027-04-05", "2026-11-04")).toBe(false);
    // What was over stays so.
    const before = { first: "2026-10-31", last: "2026-10-31" };
    expect(carriedTo("quarterly", before, { from: "2027-02-03", to: "2027-01-06", until: "2026-12-31" })).toBeNull();
  });
});

it("a part that is held back from its draft is so in the years of its program, and once (A4)", async () => {
  const { db, record, services, reader, ana, atlas, borealis, turnAt } = await drafted("SQLite");
  // Those of Atlas are the calendar's, those of most of Sofia's programs begin in February.
  const quarterly = { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant" } as const;
  const yearly = { every: "year", on: { month: 10, workingDay: -1 }, at: "09:00", zone: "participant" } as const;
  await db
    .updateTable("cadence")
    .set({ rule: JSON.stringify(yearly) })
    .execute();
  await record.cadence(atlas, { rule: quarterly, readers: ["lead"] });
  for (let time = 0; time < 2; time += 1)
    await record.cadence(borealis, { rule: { ...quarterly, yearStartMonth: 2 }, readers: ["lead"] });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  await db.deleteFrom("digest_subscription").where("rhythm", "!=", "annual").execute();
  await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
  const waiting = async () => {
    const drafts = db.selectFrom("digest_draft").select("id").where("state", "=", "waiting");
    return { draftId: (await drafts.executeTakeFirstOrThrow()).id, programId: atlas.id };
  };
  const sent = async (at: string) => {
    await turnAt(at);
    const edition = await latestDigest(db, reader);
    return edition ? digestText(edition.document) : "";
  };
  await turnAt("2027-02-02T09:00:00.000Z");
  await holdDraftPart(services, ana, await waiting());
  const first = await sent("2027-02-03T09:00:00.000Z");
  expect(first).toContain("October of Borealis");
  expect(first).not.toContain("October of Atlas");
  const again = await record.cadence(borealis, { rule: yearly });
  await record.round(again, "2027-06-30", []);
  await turnAt("2028-02-02T09:00:00.000Z");
  await approvePart(services, ana, await waiting());
  expect(await sent("2028-02-03T09:00:00.000Z")).toContain("October of Atlas");
  await db.destroy();
});
