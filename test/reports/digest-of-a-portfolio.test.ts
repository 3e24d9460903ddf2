/** What an old digest still gives a member of a portfolio that covers one of its programs no more, and one who has left it. */
import { describe, expect, it } from "vitest";
import { events } from "../../src/app/all-followers.ts";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { coverageColumns } from "../../src/programs/coverage.ts";
import { labelsColumn } from "../../src/programs/labels.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { reportDigestKind } from "../../src/reports/digest/message.ts";
import { digestShown, ownDigest } from "../../src/reports/digest/own-digest.ts";
import { askLead } from "../../src/reports/digest/questions.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { markSeen } from "../../src/reports/digest/seen.ts";
import { correctReport } from "../../src/reports/drafts/correct.ts";
import { chooseRhythms } from "../../src/reports/facts/digest-subscriptions.ts";
import { forwardedText } from "../../src/reports/files/forward.ts";
import { reportFileKind, sendFile } from "../../src/reports/files/report-files.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { listDigestsOf } from "../support/digests-of.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anItem, happens } from "./recorded.ts";
import { EN } from "./reported.ts";

const SENT = "2026-11-04T09:00:00.000Z";
const DECIDED = "2026-11-05T10:00:00.000Z";
const LATER = "2026-11-06T10:00:00.000Z";
const RETAIL = { name: "Department", value: "Retail" };
const NO_WORDS = { lines: [] };
const FORMATS = ["csv", "md", "pdf"] as const;

/** Mia sits for a portfolio over Atlas and Borea, and got its digest of October, in which she is asked something of Atlas. */
async function aDigest(db: Db) {
  const record = await aRecord(db);
  const { workspaceId } = record;
  const [lea, mia] = [await record.person("lea", { name: "Lea" }), await record.person("mia", { name: "Mia" })];
  const services = servicesAt(db, "2026-10-30T12:00:00.000Z");
  const [atlas, borea, portfolio] = [
    await record.program("atlas", { title: "Atlas", seats: { lead: [lea] } }),
    await record.program("borea", { title: "Borea", seats: { lead: [lea] } }),
    await record.program("retail", { title: "Retail", seats: { steering: [mia] } }),
  ];
  const kind = { kind: "portfolio" as const, ...coverageColumns(RETAIL) };
  await db.updateTable("program").set(kind).where("id", "=", portfolio.id).execute();
  const labels = labelsColumn([RETAIL]);
  await db.updateTable("program").set({ labels }).where("kind", "=", "program").execute();
  for (const program of [atlas, borea]) {
    const monthly = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("bottom-line") });
    const round = await record.round(monthly, "2026-10-30", [lea]);
    await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { "bottom-line": `Words of ${program.key}` });
  }
  const raised = { type: "request", by: lea, owner: mia, at: "2026-10-20T10:00:00.000Z", due: "2026-11-06" } as const;
  const asked = { ...raised, title: "Release a tester?", details: { kind: "decision" } };
  const item = await anItem(db, record, atlas, asked);

  const ctx = { ...services, actor: await getPerson(db, workspaceId, mia.id) };
  await inTransaction(db, (tx) => chooseRhythms({ ...ctx, db: tx }, { wanted: ["monthly"] }));
  await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, services.clock.at));
  services.clock.at = SENT;
  await sendDueDigests(services);
  const [digest] = await listDigestsOf(db, { workspaceId, personId: mia.id }, { rhythm: "monthly" });
  const digestId = digest?.id ?? expect.fail("No digest");
  const context = () => ({
    ...{ db, workspaceId, now: services.clock.at, events, reader: EN },
    slack: { channel: async () => expect.fail("Slack is not asked"), permalink: async () => null },
  });
  return {
    ...{ services, atlas, borea, portfolio, digestId, context, ctx },
    /** The label is taken from Atlas; then Lea's request is decided, and what was sent of Atlas is corrected. */
    async coverAtlasNoMore() {
      await db
        .updateTable("program")
        .set({ labels: labelsColumn([]) })
        .where("id", "=", atlas.id)
        .execute();
      const outcome = { option: null, text: "Release one", decidedBy: lea.id, decidedAt: DECIDED };
      const details = { kind: "decision", outcome: { ...outcome, decisionId: "d", decisionCode: "D-1" } };
      const changes = { state: "decided", closed_at: DECIDED, details: JSON.stringify(details) } as const;
      await happens(db, item, { event: "decided", by: lea, at: DECIDED, changes });
      services.clock.at = LATER;
      const sent = db.selectFrom("report").select("id").where("program_id", "=", atlas.id);
      const { id: reportId } = await sent.executeTakeFirstOrThrow();
      const status = "red" as const;
      await correctReport(
        { ...services, actor: await getPerson(db, workspaceId, lea.id) },
        { reportId, changed: NO_WORDS, status, why: "Atlas is late" },
      );
    },
    /** As it goes now; `sentAt`: as it is updated once it has been sent. */
    message: async (sent: { sentAt?: string } = {}) =>
      JSON.stringify(await reportDigestKind.message({ ...context(), ...sent }, { digestId, part: 0 })),
    fileAs: async (format: (typeof FORMATS)[number]) =>
      JSON.stringify((await reportFileKind.files?.(context(), { digestId, format }))?.[0]),
  };
}

describe.each(bothDatabases)("the digest of a portfolio, on %s", (name) => {
  const fresh = async () => aDigest(await aDatabase(name));

  it("gives nothing of a program that is covered no more, in no file and on no screen", async () => {
    const { services, atlas, digestId, ctx, coverAtlasNoMore, fileAs } = await fresh();
    for (const format of FORMATS)
      expect(await fileAs(format)).toMatch(/Words of atlas.*Words of borea|Words of borea.*Words of atlas/s);
    await coverAtlasNoMore();

    for (const format of FORMATS) {
      expect(await sendFile(ctx, { digestId, format })).toBe("on-its-way");
      const file = await fileAs(format);
      expect(file).toContain("Words of borea");
      expect(file).not.toMatch(/atlas|tester|Release one/i);
    }
    const shown = await digestShown(services, ctx.actor, { isPreview: false });
    expect(JSON.stringify(shown)).not.toMatch(/atlas|tester|Release one/i);
    expect(await forwardedText(services, ctx.actor, digestId)).not.toMatch(/atlas|tester/i);
    const question = { programId: atlas.id, digestId, words: "Why?", viewId: "V1" };
    await expect(askLead(ctx, question)).rejects.toMatchObject({ code: "QUESTION_NOT_YOURS" });
  });

  it("stays as it was sent where it covers a program no more: what has come since stands in no message", async () => {
    const { message, coverAtlasNoMore } = await fresh();
    const sent = { sentAt: SENT };
    expect(await message(sent)).toContain("Release a tester?");
    await coverAtlasNoMore();
    expect(await message(sent)).toContain("Words of atlas");
    expect(await message(sent)).not.toMatch(/Release one|is late|corrected/i);
  });

  it("that still waits goes without a program that it covers no more, as does its thread", async () => {
    const { message, coverAtlasNoMore, context, digestId, atlas, borea } = await fresh();
    expect(await message()).toContain("Words of atlas");
    await coverAtlasNoMore();
    expect(await message()).toContain("Words of borea");
    expect(await message()).not.toMatch(/atlas|tester/i);
    const wanted = (id: string) => reportDigestKind.stillWanted(context(), { digestId, part: 1, programIds: [id] });
    expect([await wanted(atlas.id), await wanted(borea.id)]).toEqual([false, true]);
  });

  it("is over for a member who has left, whatever of it is pressed", async () => {
    const { services, portfolio, borea, digestId, ctx, context } = await fresh();
    const { db, actor } = ctx;
    const until_date = "2026-11-03";
    await db.updateTable("seat").set({ until_date }).where("program_id", "=", portfolio.id).execute();
    const ended = { code: "DIGEST_ROLE_ENDED" };
    for (const format of FORMATS) {
      await expect(sendFile(ctx, { digestId, format })).rejects.toMatchObject(ended);
      expect(await reportFileKind.stillWanted(context(), { digestId, format })).toBe(false);
    }
    await expect(ownDigest(services, actor, digestId)).rejects.toMatchObject(ended);
    await expect(forwardedText(services, actor, digestId)).rejects.toMatchObject(ended);
    await expect(markSeen(ctx, digestId)).rejects.toMatchObject(ended);
    const question = { programId: borea.id, digestId, words: "Why?", viewId: "V1" };
    await expect(askLead(ctx, question)).rejects.toMatchObject({ code: "QUESTION_NOT_YOURS" });
  });
});
