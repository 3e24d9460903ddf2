import { join } from "node:path";
import { asJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { Line } from "../../src/digests/document.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { latestDigest, listDigests, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
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

function linesOf(document: { sections: { lines: Line[] }[] } | null): Line[] {
  return document?.sections.flatMap(({ lines }) => lines) ?? [];
}

function quotesOf(lines: readonly Line[], what: "progress" | "objective" | "decision"): string[] {
  return lines.flatMap((line) => {
    if (line.kind === "progress" && what === "progress") return line.done.map(({ text }) => text);
    return line.kind === "said" && line.feed === what ? line.quotes.map(({ text }) => text) : [];
  });
}
