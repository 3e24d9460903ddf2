import { describe, expect, it } from "vitest";
import { isHeldBack, isLastHeldBack } from "../../src/digests/holds/rules.ts";
import { holdPart, nextDigestsOf, releasePart } from "../../src/digests/holds/use-cases.ts";
import { previewPart } from "../../src/digests/home/use-cases.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  compileDueDigests,
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
});
