import { join } from "node:path";
import { asJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { templateById } from "../../src/cadences/templates.ts";
import type { Line } from "../../src/digests/document.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest, listDigests, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aQuarter, compileAt, FOURTH_QUARTER, recordDates, THIRD_QUARTER } from "./quarter.ts";

const golden = (file: string) => join(import.meta.dirname, "golden", file);

describe.each(databases)("the quarterly digest of the steering committee on %s", (name) => {
  it.each([
    ["en-GB", "quarter.en.md"],
    ["fr-FR", "quarter.fr.md"],
  ])("for %s reads as in %s", async (locale, file) => {
    const db = await aDatabase(name);
    const quarter = await aQuarter(db, locale);
    await recordDates(db, quarter);
    await compileAt(quarter.services, THIRD_QUARTER);
    const reader = { workspaceId: quarter.record.workspaceId, personId: quarter.ines.id };
    const edition = await latestDigest(db, reader);
    if (!edition) throw new Error("No edition was made");
    expect(edition).toMatchObject({ rhythm: "quarterly", period: "2026-Q3" });
    await expect(digestMarkdown(edition.document, { edition: 1, sentAt: THIRD_QUARTER })).toMatchFileSnapshot(
      golden(file),
    );
    const again = await previewDigest(db, { ...reader, rhythm: "quarterly" }, THIRD_QUARTER);
    expect(JSON.stringify(again)).toBe(JSON.stringify(edition.document));
    for (const message of digestMessages(edition.document, edition.id))
      expect(problemsInBlocks(asJson(message).blocks ?? null)).toEqual([]);
    await db.destroy();
  });

  it("comes once a quarter, and the monthly of the sponsor has the review beside its month", async () => {
    const db = await aDatabase(name);
    const { record, services, ines, margaret, tom, loyalty, month } = await aQuarter(db, "en-GB");
    for (const at of ["2026-08-05T07:00:00.000Z", "2026-09-03T07:00:00.000Z", THIRD_QUARTER])
      await compileAt(services, at);
    await month(loyalty, "2026-10-30", tom, { health: { colour: "green" }, progress: "The fix is live." });
    await compileAt(services, "2026-11-04T08:00:00.000Z");
    await compileAt(services, FOURTH_QUARTER);
    const { workspaceId } = record;
    const ofInes = await listDigests(db, { workspaceId, personId: ines.id });
    expect(ofInes.map(({ rhythm, period }) => `${rhythm} ${period}`)).toEqual([
      "quarterly 2026-Q3",
      "annual 2026",
      "quarterly 2026-Q4",
    ]);
    const ofMargaret = await listDigests(db, { workspaceId, personId: margaret.id });
    const september = ofMargaret.find(({ period }) => period === "2026-09");
    const document = await previewDigest(db, { workspaceId, personId: margaret.id, rhythm: "monthly" }, THIRD_QUARTER);
    expect(september).toBeDefined();
    const lines = linesOf(document);
    // The month speaks for itself; of the quarter comes only what no month says.
    expect(quotesOf(lines, "progress")).toContain("All 218 stores send their receipts.");
    expect(quotesOf(lines, "progress")).not.toContain("Le site a tenu sa date.");
    expect(quotesOf(lines, "objective")).toContain("Repeat purchases: target +4 points, actual +1, score 3.");
    await db.destroy();
  });

  it("follows the fiscal year of a program, in its period and in when it is sent", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db, { seatedAt: "2026-02-01T00:00:00.000Z" });
    const [member, lead] = [await record.person("member"), await record.person("lead")];
    const program = await record.program("p", { seats: { lead: [lead], steering: [member] } });
    await record.cadence(program, {
      rule: { every: "quarter", on: { workingDay: -1 }, yearStartMonth: 2, at: "14:00", zone: "participant" },
      questions: questionsFeeding("progress"),
      readers: ["steering", "lead"],
    });
    const monthly = await record.cadence(program, { rule: MONTHLY, readers: ["steering"] });
    const services = servicesAt(db, "2026-03-01T00:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const due = await db.selectFrom("digest_subscription").selectAll().orderBy("next_at").execute();
    expect(due.map(({ rhythm, next_at }) => [rhythm, next_at])).toEqual([
      ["weekly", "2026-03-02T09:00:00.000Z"],
      ["quarterly", "2026-05-05T09:00:00.000Z"],
      ["annual", "2027-02-03T09:00:00.000Z"],
      ["annual", "2027-02-03T09:00:00.000Z"],
    ]);
    await record.answer(await record.round(monthly, "2026-02-27", [lead]), lead, "2026-02-27T10:00:00.000Z", {
      progress: "February",
    });
    await compileAt(services, "2026-05-05T09:00:00.000Z");
    const reader = { workspaceId: record.workspaceId, personId: member.id };
    expect((await latestDigest(db, reader))?.document).toMatchObject({
      rhythm: "quarterly",
      period: { label: "FY2027-Q1", from: "2026-02-01", until: "2026-04-30" },
    });
    const next = db.selectFrom("digest_subscription").select("next_at").where("rhythm", "=", "quarterly");
    expect(await next.execute()).toEqual([{ next_at: "2026-08-05T09:00:00.000Z" }]);
    await db.destroy();
  });
});

describe("a longer digest", () => {
  it("needs no more than thirteen statements, and one for the phases", async () => {
    let statements = 0;
    const db = openDatabase(":memory:", { onStatement: () => statements++ });
    await migrateToLatest(db);
    const quarter = await aQuarter(db, "en-GB");
    await recordDates(db, quarter);
    for (const [rhythm, at] of [
      ["quarterly", THIRD_QUARTER],
      ["annual", FOURTH_QUARTER],
    ] as const) {
      statements = 0;
      const reader = { workspaceId: quarter.record.workspaceId, personId: quarter.ines.id, rhythm };
      expect(await previewDigest(db, reader, at)).not.toBeNull();
      expect(statements, rhythm).toBeLessThanOrEqual(14);
    }
    await db.destroy();
  });

  it("of the year quotes the questions of quarters and years alone, and has of the months what they recorded (B6)", async () => {
    const db = await aDatabase("SQLite");
    const quarter = await aQuarter(db, "en-GB");
    await recordDates(db, quarter);
    const { record, margaret, tom, loyalty, month } = quarter;
    await month(loyalty, "2026-10-30", tom, { health: { colour: "green" }, progress: "The fix is live." });
    const reader = { workspaceId: record.workspaceId, personId: margaret.id, rhythm: "annual" as const };
    const document = await previewDigest(db, reader, FOURTH_QUARTER);
    const lines = linesOf(document);
    expect(quotesOf(lines, "progress")).toContain("Le site a tenu sa date.");
    expect(document && digestText(document)).not.toContain("The fix is live.");
    expect(document && digestText(document)).not.toContain("L’import des consentements est fait.");
    // By the third working day of the next month; in December the lead's word is over.
    const months = new Map(lines.flatMap((line) => (line.kind === "months" ? [[line.program, line.months]] : [])));
    const colours = (of: "Loyalty" | "Welcome") =>
      months
        .get(of)
        ?.slice(0, 5)
        .map(({ month, colour }) => `${month} ${colour}`);
    expect(colours("Loyalty")).toEqual([
      "2026-07 green",
      "2026-08 amber",
      "2026-09 red",
      "2026-10 green",
      "2026-11 green",
    ]);
    expect(colours("Welcome")?.slice(0, 3)).toEqual(["2026-07 green", "2026-08 green", "2026-09 green"]);
    const dates = lines.flatMap((line) =>
      line.kind === "moved-date" ? [[line.program, line.original, line.to, line.moves]] : [],
    );
    expect(dates).toEqual([["Loyalty", "2026-11-03", "2026-12-01", 2]]);
    await db.destroy();
  });

  it("has as decided for the year what the annual check-in says, not what a quarter's recommends (A5)", async () => {
    const db = await aDatabase("SQLite");
    const { record, margaret, tom, loyaltyProgram } = await aQuarter(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: margaret.id, rhythm: "annual" as const };
    const decisions = async () => quotesOf(linesOf(await previewDigest(db, reader, FOURTH_QUARTER)), "decision");
    expect(await decisions()).toEqual([]);
    const template = templateById("annual-strategy");
    const annual = await record.cadence(loyaltyProgram, {
      rule: { every: "year", on: { month: 12, workingDay: 1 }, at: "09:00", zone: "participant" },
      questions: template.questions,
      readers: template.readers,
    });
    const round = await record.round(annual, "2026-12-01", [tom]);
    await record.answer(round, tom, "2026-12-01T10:00:00.000Z", { decision: "Stop the coupons." });
    expect(await decisions()).toEqual(["Stop the coupons."]);
    await db.destroy();
  });

  it("has of the asks only those that were still asked last", async () => {
    const db = await aDatabase("SQLite");
    const { record, ines } = await aQuarter(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: ines.id, rhythm: "quarterly" as const };
    const document = await previewDigest(db, reader, THIRD_QUARTER);
    const asks = linesOf(document).flatMap((line) => (line.kind === "ask" ? [line.quote.text] : []));
    expect(asks).toEqual(["Release one data engineer until 15 January?"]);
    await db.destroy();
  });

  it("covers the week where nothing longer is asked, quotes nothing of it, and is none where nothing names the reader (B6)", async () => {
    const db = await aDatabase("SQLite");
    const record = await aRecord(db, { seatedAt: "2026-07-01T00:00:00.000Z" });
    const [member, lead] = [await record.person("member"), await record.person("lead")];
    const program = await record.program("p", { seats: { lead: [lead], steering: [member] } });
    const weekly = await record.cadence(program, { rule: WEEKLY, readers: ["steering"] });
    await record.answer(await record.round(weekly, "2026-08-06", [lead]), lead, "2026-08-06T15:00:00.000Z", {
      progress: "A week",
    });
    const { workspaceId } = record;
    const ofMember = { workspaceId, personId: member.id, rhythm: "quarterly" as const };
    const document = await previewDigest(db, ofMember, THIRD_QUARTER);
    expect(document?.head).toMatchObject({ answered: 1, asked: 1, checkIns: 1 });
    expect(document && digestText(document)).not.toContain("A week");
    const ofLead = { workspaceId, personId: lead.id, rhythm: "annual" as const };
    expect(await previewDigest(db, ofLead, FOURTH_QUARTER)).toBeNull();
    await db.destroy();
  });
});

function linesOf(document: { sections: { lines: Line[] }[] } | null): Line[] {
  return document?.sections.flatMap(({ lines }) => lines) ?? [];
}

function quotesOf(lines: readonly Line[], what: "progress" | "objective" | "decision"): string[] {
  return lines.flatMap((line) => {
    if (line.kind === "progress" && what === "progress") return line.done.map(({ text }) => text);
    return line.kind === "said" && line.feed === what ? line.quotes.map(({ text }) => text) : [];
  });
}
