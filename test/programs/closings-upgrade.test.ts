import { expect, it } from "vitest";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { aDatabaseBefore, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";

const UPGRADE = "0037-closings";

it.each(databases)(
  "the upgrade has from the audit log when a program was closed last, and who closed one that runs again, on %s (B2, A1)",
  async (database) => {
    const db = await aDatabaseBefore(database, UPGRADE);
    const record = await aRecord(db);
    const [ana, tom] = [await record.person("ana"), await record.person("tom")];
    const twice = await record.program("twice", { isClosed: true });
    await record.program("unknown", { isClosed: true });
    await record.program("never");
    const reopened = await record.program("reopened");
    const acts = [
      { of: twice, by: ana, action: "program.closed", at: "2026-09-01T08:00:00.000Z" },
      { of: twice, by: ana, action: "program.reopened", at: "2026-09-02T08:00:00.000Z" },
      { of: twice, by: tom, action: "program.closed", at: "2026-10-13T08:00:00.000Z" },
      { of: reopened, by: ana, action: "program.closed", at: "2026-09-01T08:00:00.000Z" },
      { of: reopened, by: ana, action: "program.reopened", at: "2026-09-02T08:00:00.000Z" },
    ];
    for (const [place, { of, by, action, at }] of acts.entries())
      await db
        .insertInto("audit")
        .values({
          workspace_id: record.workspaceId,
          id: `audit-${place}`,
          at,
          actor_id: by.id,
          action,
          subject_kind: "program",
          subject_id: of.id,
          program_id: of.id,
          before: null,
          after: null,
        })
        .execute();
    await migrateToLatest(db);
    const programs = await db.selectFrom("program").select(["key", "closed_at", "closed_by"]).orderBy("key").execute();
    expect(programs).toEqual([
      { key: "never", closed_at: null, closed_by: null },
      { key: "reopened", closed_at: null, closed_by: ana.id },
      { key: "twice", closed_at: "2026-10-13T08:00:00.000Z", closed_by: tom.id },
      { key: "unknown", closed_at: null, closed_by: null },
    ]);
    await db.destroy();
  },
);
