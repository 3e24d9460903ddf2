import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendAudit } from "../../src/platform/audit.ts";
import {
  byId,
  type Deletion,
  deleteInPieces,
  listForeseen,
  nextDeletionAt,
  noteSeen,
} from "../../src/platform/deletions.ts";
import type { Services } from "../../src/platform/services.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const UNTIL = "2026-11-21T09:30:00.000Z";

describe.each(databases)("what goes for good, on %s", (name) => {
  let services: Services;
  let workspaceId: string;
  beforeEach(async () => {
    services = servicesAt(await aDatabase(name), "2026-11-21T09:00:00.000Z");
    ({ workspaceId } = await inTransaction(services.db, (tx) => aRecord(tx)));
    for (let each = 0; each < 10; each += 1) await noteUntil();
    await services.db
      .insertInto("deletion")
      .values({
        workspace_id: workspaceId,
        name: "until",
        at_table: "",
        done_to: "",
        rows_taken: 0,
        announced_at: "2026-10-01T09:00:00.000Z",
        due_at: "2026-10-31T09:00:00.000Z",
        days_running: 30,
      })
      .execute();
  });
  afterEach(() => services.db.destroy());

  const until: Deletion = {
    name: "until",
    tables: [
      // Nobody is away.
      byId("absence", async () => Number.NaN),
      byId("audit", async (tx, { workspaceId: id, after, upTo }) => {
        const result = await sql`update audit set after = null
          where workspace_id = ${id} and id > ${after} and id <= ${upTo} and after is not null`.execute(tx);
        return Number(result.numAffectedRows);
      }),
    ],
  };

  function noteUntil(): Promise<void> {
    const entry = { workspaceId, actorId: null, action: "prompt.snoozed", subject: { kind: "prompt", id: "p" } };
    return inTransaction(services.db, (tx) => appendAudit(tx, services, { ...entry, after: { until: UNTIL } }));
  }
  const due = () => nextDeletionAt("until")(services.db, workspaceId);
  const row = () => services.db.selectFrom("deletion").select(["rows_taken", "finished_at"]).executeTakeFirstOrThrow();
  async function kept(): Promise<number> {
    const rows = await services.db.selectFrom("audit").select("id").where("after", "is not", null).execute();
    return rows.length;
  }

  it("goes in pieces, a few in a turn, goes on where it was, and once (V2)", async () => {
    expect(await due()).not.toBeNull();
    expect(await nextDeletionAt("another")(services.db, workspaceId)).toBeNull();
    // The first piece finds that the first table is empty.
    await deleteInPieces(services, workspaceId, until, { pieces: 3, rows: 3 });
    expect(await kept()).toBe(4);
    expect(await due()).not.toBeNull();
    await deleteInPieces(services, workspaceId, until, { rows: 3 });
    expect(await kept()).toBe(0);
    expect(await row()).toEqual({ rows_taken: 10, finished_at: services.clock.now() });
    expect(await due()).toBeNull();

    await noteUntil();
    await deleteInPieces(services, workspaceId, until);
    expect(await kept()).toBe(1);
  });

  const at = (now: string) => ({ ...services, clock: { ...services.clock, now: () => now } });
  const unannounced = { announced_at: null, due_at: null, days_running: 0 };

  it("is announced first with its count, and nothing goes before it was so for 30 days (V2) (announced-first)", async () => {
    await services.db.updateTable("deletion").set(unannounced).execute();
    expect(await due()).not.toBeNull();
    await deleteInPieces(services, workspaceId, { ...until, count: kept });
    expect(await listForeseen(services.db, workspaceId)).toMatchObject([
      { name: "until", foreseen: 10, due_at: "2026-12-21T09:00:00.000Z" },
    ]);
    for (let day = 22; day <= 50; day += 1) {
      const now = new Date(Date.UTC(2026, 10, day, 9)).toISOString();
      expect(await due()).toBe(now);
      await deleteInPieces(at(now), workspaceId, until);
      // A second look on the same day is no second day.
      await deleteInPieces(at(now), workspaceId, until);
    }
    expect(await kept()).toBe(10);
    await deleteInPieces(at("2026-12-21T09:00:00.000Z"), workspaceId, until);
    expect(await kept()).toBe(0);
  });

  it("is not deleted by a clock that is set forward by a year: that is one day of its notice (RET1)", async () => {
    await services.db.updateTable("deletion").set(unannounced).execute();
    await deleteInPieces(services, workspaceId, until);
    for (let day = 0; day < 29; day += 1) {
      const now = new Date(Date.UTC(2027, 10, 21 + day, 9)).toISOString();
      await deleteInPieces(at(now), workspaceId, until);
    }
    expect(await kept()).toBe(10);
    await deleteInPieces(at("2027-12-20T09:00:00.000Z"), workspaceId, until);
    expect(await kept()).toBe(0);
  });

  it("goes from its day on once an admin has seen it, however few days Drumbeat ran (RET1) (announced-first)", async () => {
    await services.db.updateTable("deletion").set(unannounced).execute();
    await deleteInPieces(services, workspaceId, until);
    const seen = { workspaceId, names: ["until"], by: "person-T1-000001", at: services.clock.now() };
    expect(await inTransaction(services.db, (tx) => noteSeen(tx, seen))).toBe(1);
    await deleteInPieces(at("2026-12-21T08:59:00.000Z"), workspaceId, until);
    expect(await kept()).toBe(10);
    await deleteInPieces(at("2026-12-21T09:00:00.000Z"), workspaceId, until);
    expect(await kept()).toBe(0);
  });

  it("takes a piece that was broken off again as a whole (V2)", async () => {
    let pieces = 0;
    const broken = until.tables.map(({ table, take }): Deletion["tables"][number] => ({
      table,
      async take(tx, piece) {
        const taken = await take(tx, piece);
        pieces += 1;
        if (pieces === 4) throw new Error("stopped");
        return taken;
      },
    }));
    const stopped = deleteInPieces(services, workspaceId, { ...until, tables: broken }, { rows: 3 });
    await expect(stopped).rejects.toThrow("stopped");
    expect(await kept()).toBe(4);
    expect(await row()).toEqual({ rows_taken: 6, finished_at: null });
    await deleteInPieces(services, workspaceId, until, { rows: 3 });
    expect(await kept()).toBe(0);
    expect(await row()).toEqual({ rows_taken: 10, finished_at: services.clock.now() });
  });

  it("is one of several instances' at a time, and counts once (V2)", async () => {
    await Promise.all([1, 2, 3].map(() => deleteInPieces(services, workspaceId, until, { rows: 3 })));
    expect(await kept()).toBe(0);
    expect(await row()).toEqual({ rows_taken: 10, finished_at: services.clock.now() });
  });
});
