/** `drumbeat audit export`: who did what, for whoever collects such lines. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { appendAudit, listAuditSince } from "../../src/platform/audit.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { uuidV7 } from "../../src/platform/ids.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { bothDatabases, writeMigratedFile } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { borrowPostgresDatabase } from "../support/postgres-pool.ts";
import { aRecord } from "../support/record.ts";
import { stillClock } from "../support/still-clock.ts";

const act = z.strictObject({
  id: z.string(),
  at: z.string(),
  actor: z.string().nullable(),
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  program: z.string().optional(),
  fields: z.array(z.string()).optional(),
});
const actsIn = (out: string) =>
  out
    .split("\n")
    .filter(Boolean)
    .map((line) => act.parse(JSON.parse(line)));

/** More than are read at once. */
const MANY = 1100;

describe.each(bothDatabases)("drumbeat audit export, on %s", (name) => {
  it("has a line for each act since a day, in order and page by page, names nobody without a reason, and no words", async () => {
    const location = name === "SQLite" ? join(await aFolder(), "drumbeat.db") : (await borrowPostgresDatabase()).url;
    if (name === "SQLite") writeMigratedFile(location);
    const db = openDatabase(location);
    onTestFinished(() => db.destroy());
    const record = await aRecord(db);
    const ana = await record.person("ana");
    const ben = await record.person("ben");
    const program = await record.program("atlas", { seats: { lead: [ana] } });
    const { workspaceId } = record;
    await inTransaction(db, async (tx) => {
      const note = async (at: Instant, entry: Partial<Parameters<typeof appendAudit>[2]>) => {
        const clock = stillClock(at);
        await appendAudit(
          tx,
          { clock, ids: uuidV7(clock) },
          {
            workspaceId,
            actorId: ana.id,
            action: "program.changed",
            subject: { kind: "program", id: program.id },
            ...entry,
          },
        );
      };
      await note("2026-11-01T23:59:59.000Z", {});
      const words = { before: { title: "Quetzal", purpose: "a" }, after: { title: "Toucan", purpose: "a" } };
      await note("2026-11-02T00:00:00.000Z", { ...words, programId: program.id });
      const person = { kind: "person", id: ben.id };
      await note("2026-11-02T09:00:00.000Z", { action: "person.away", actorId: ben.id, subject: person });
      await note("2026-11-02T10:00:00.000Z", { action: "person.in-export", actorId: null, subject: person });
      const at = "2026-11-03T00:00:00.000Z";
      const ids = uuidV7(stillClock(at));
      const missed = Array.from({ length: MANY }, () => ({
        workspace_id: workspaceId,
        id: ids.next(),
        at,
        action: "round.missed",
        subject_kind: "round",
        subject_id: "r",
      }));
      await tx.insertInto("audit").values(missed).execute();
    });

    const exported = (...args: string[]) => drumbeat(["audit", ...args], { DATABASE_URL: location, LANG: "en" });
    const { code, written, output } = await exported("export", "--since", "2026-11-02");
    expect([code, output]).toEqual([0, expect.stringContaining("Not for appraisal, pay or discipline.")]);
    const [changed, away, ...missed] = actsIn(written);
    expect(changed).toMatchObject({ at: "2026-11-02T00:00:00.000Z", program: "atlas", fields: ["title"] });
    expect(away).toMatchObject({ action: "person.away", subject: { kind: "person", id: away?.actor } });
    expect([changed?.actor, away?.actor].toSorted()).toEqual(["P1", "P2"]);
    expect(missed).toHaveLength(MANY);
    expect(new Set(missed.map(({ id }) => id)).size).toBe(MANY);
    expect(missed.every(({ actor }) => actor === null)).toBe(true);
    for (const never of ["Quetzal", "Toucan", ana.id, ben.id, "ana", "in-export"]) expect(written).not.toContain(never);

    expect(await exported("export", "--names")).toMatchObject({ code: 1, written: "" });
    const named = await exported("export", "--names", "--reason", "Our archive");
    expect(
      actsIn(named.written)
        .slice(0, 3)
        .map(({ actor }) => actor),
    ).toEqual(["ana", "ana", "ben"]);
    const noted = await listAuditSince(db, workspaceId, { since: "2026-11-04T00:00:00.000Z", after: null, limit: 9 });
    expect(noted).toMatchObject([{ action: "export.by-name", after: expect.stringContaining("Our archive") }]);
    for (const wrong of [["--since", "yesterday"], ["--reason", "x"], ["all"]])
      expect(await exported("export", ...wrong)).toMatchObject({
        code: 1,
        output: expect.stringContaining("Usage: drumbeat audit export"),
      });
  });
});
