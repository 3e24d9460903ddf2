import { join } from "node:path";
import { CompiledQuery } from "kysely";
import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/digests/document.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { showSources } from "../../src/digests/sources/use-cases.ts";
import { latestDigest, listDigests, previewDigest } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { sizeOf } from "../support/screen.ts";
import { aRollOut, OCTOBER_DIGEST } from "./roll-out.ts";

const golden = (file: string) => join(import.meta.dirname, "golden", file);

describe.each(databases)("a monthly digest on %s", (name) => {
  it.each([
    ["en-GB", "october.en.md"],
    ["fr-FR", "october.fr.md"],
  ])("for %s reads as in %s", async (locale, file) => {
    const db = await aDatabase(name);
    const { record, sponsor } = await aRollOut(db, locale);
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    if (!edition) throw new Error("No edition was made");
    expect(edition.period).toBe("2026-10");
    await expect(
      digestMarkdown(edition.document, { edition: edition.edition, sentAt: OCTOBER_DIGEST }),
    ).toMatchFileSnapshot(golden(file));
    await db.destroy();
  });

  it("is byte for byte the same when compiled again, stored or not", async () => {
    const db = await aDatabase(name);
    const { record, sponsor } = await aRollOut(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id };
    const stored = await latestDigest(db, reader);
    const again = await previewDigest(db, { ...reader, rhythm: "monthly" }, OCTOBER_DIGEST);
    expect(JSON.stringify(again)).toBe(JSON.stringify(stored?.document));
    await db.destroy();
  });

  it("has sources behind each of its lines, all of them in the record", async () => {
    const db = await aDatabase(name);
    const { record, sponsor } = await aRollOut(db, "en-GB");
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    if (!edition) throw new Error("No edition was made");
    const lines = linesOf(edition.document);
    const stored = await db.selectFrom("digest_source").selectAll().where("edition_id", "=", edition.id).execute();
    for (const [place, line] of lines.entries()) {
      expect(stored.filter((source) => source.line === place)).toHaveLength(line.sources.length);
      for (const { kind, id, revision } of line.sources)
        if (kind === "check-in")
          expect(
            await db
              .selectFrom("check_in_revision")
              .select("revision")
              .where("check_in_id", "=", id)
              .where("revision", "=", revision)
              .execute(),
          ).toHaveLength(1);
        else expect(await db.selectFrom("round").select("id").where("id", "=", id).execute()).toHaveLength(1);
    }
    await db.destroy();
  });
});

describe("a monthly digest", () => {
  it("needs no more than thirteen statements, and one for the phases, for one program or forty", async () => {
    let statements = 0;
    const db = openDatabase(":memory:", { onStatement: () => statements++ });
    await migrateToLatest(db);
    const { record, sponsor } = await aRollOut(db, "en-GB");
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id, rhythm: "monthly" as const };
    const lead = await record.person("lead");
    statements = 0;
    await previewDigest(db, reader, OCTOBER_DIGEST);
    expect(statements).toBeLessThanOrEqual(14);
    for (let count = 0; count < 37; count += 1) {
      const program = await record.program(`p${count}`, { seats: { lead: [lead], sponsor: [sponsor] } });
      const cadence = await record.cadence(program, {});
      const round = await record.round(cadence, "2026-10-08", [lead]);
      if (count % 2) await record.answer(round, lead, "2026-10-08T12:00:00.000Z", { progress: `Step ${count}` });
    }
    statements = 0;
    const document = await previewDigest(db, reader, OCTOBER_DIGEST);
    expect(document?.programs).toHaveLength(40);
    expect(statements).toBeLessThanOrEqual(14);
    await db.destroy();
  });

  it("reads through indexes, whatever the number of programs", async () => {
    const seen = new Set<string>();
    const db = openDatabase(":memory:", { onStatement: (sql) => seen.add(sql) });
    await migrateToLatest(db);
    const { record, services, sponsor } = await aRollOut(db, "en-GB");
    const lead = await record.person("lead");
    for (let count = 0; count < 20; count += 1) {
      const program = await record.program(`p${count}`, { seats: { lead: [lead], sponsor: [sponsor] } });
      await record.round(await record.cadence(program, {}), "2026-10-08", [lead]);
    }
    seen.clear();
    await previewDigest(
      db,
      { workspaceId: record.workspaceId, personId: sponsor.id, rhythm: "monthly" },
      OCTOBER_DIGEST,
    );
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id };
    const edition = await latestDigest(db, reader);
    await listDigests(db, reader);
    const viewer = await personById(db, record.workspaceId, lead.id);
    await showSources(services, { viewer, editionId: edition?.id ?? "", page: 0 });
    expect(seen.size).toBeGreaterThan(15);
    for (const statement of [...seen]) {
      const values = [...statement.matchAll(/\?/g)].map(() => "x");
      const plan = await db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${statement}`, values),
      );
      for (const { detail } of plan.rows) {
        // What an edition rests on is found by its id before it is gone through.
        expect(detail, statement).not.toMatch(/^SCAN (?!CONSTANT|told$)/);
        // A workspace has few cadences; everything else is found by more than the workspace.
        if (!detail.startsWith("SEARCH cadence")) expect(detail, statement).not.toMatch(/\(workspace_id=\?\)/);
      }
    }
    await db.destroy();
  });

  it("says on its first screen, in fewer than 350 words, what the sponsor must know", async () => {
    const db = await aDatabase("SQLite");
    const { record, sponsor } = await aRollOut(db, "en-GB");
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    if (!edition) throw new Error("No edition was made");
    const [first, ...thread] = digestMessages(edition.document, edition.id);
    expect(thread).toEqual([]);
    expect(sizeOf(first.blocks).words).toBeLessThan(350);
    await db.destroy();
  });
});
