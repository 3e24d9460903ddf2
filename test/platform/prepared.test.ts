import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { ReceivedTable } from "../../src/delivery/deduplicate-received.ts";
import { acrossWorkspaces } from "../../src/platform/across-workspaces.ts";
import type { Db, Tx } from "../../src/platform/database.ts";
import { prepared, withReadCache } from "../../src/platform/prepared-queries.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";

const AT = "2026-11-02T09:00:00.000Z";
const LATER = "2026-11-03T09:00:00.000Z";

const remember = prepared((tx, row: ReceivedTable) =>
  tx
    .insertInto("received")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "key"]).doNothing()),
);
const receivedAt = prepared((db, of: { workspaceId: string; key: string }) =>
  db
    .selectFrom("received")
    .select(["key", "received_at"])
    .where("workspace_id", "=", of.workspaceId)
    .where("key", "=", of.key)
    .where("received_at", "<", sql.lit(LATER)),
);

describe.each(bothDatabases)("A prepared query on %s", (name) => {
  let db: Db;

  const beside = async (work: (workspaceId: string) => Promise<void>) => {
    db = await aDatabase(name);
    await work((await inTransaction(db, aRecord)).workspaceId);
  };

  const inWorkspace = async (work: (tx: Tx, workspaceId: string) => Promise<void>) => {
    db = await aDatabase(name);
    await inTransaction(db, async (tx) => work(tx, (await aRecord(tx)).workspaceId));
  };

  it("takes other values each time, in whatever order they are named, beside those that never change", () =>
    inWorkspace(async (tx, workspaceId) => {
      await remember(tx, { workspace_id: workspaceId, key: "one", received_at: AT });
      await remember(tx, { received_at: AT, key: "other", workspace_id: workspaceId });
      await remember(tx, { workspace_id: workspaceId, key: "late", received_at: LATER });
      expect((await receivedAt(tx, { workspaceId, key: "one" })).rows).toEqual([{ key: "one", received_at: AT }]);
      expect((await receivedAt(tx, { key: "other", workspaceId })).rows).toEqual([{ key: "other", received_at: AT }]);
      expect((await receivedAt(tx, { workspaceId, key: "late" })).rows).toEqual([]);
    }));

  it("takes lists: short ones by a statement for each length, long ones by one of their own", () =>
    inWorkspace(async (tx, workspaceId) => {
      let built = 0;
      const among = prepared((db, of: { workspaceId: string; keys: readonly string[] }) => {
        built += 1;
        return db
          .selectFrom("received")
          .select("key")
          .where("workspace_id", "=", of.workspaceId)
          .where("key", "in", of.keys)
          .orderBy("key");
      });
      const keys = Array.from({ length: 20 }, (_, index) => `key-${index + 10}`);
      for (const key of keys) await remember(tx, { workspace_id: workspaceId, key, received_at: AT });
      const found = async (some: readonly string[]) =>
        (await among(tx, { workspaceId, keys: some })).rows.map(({ key }) => key);
      for (const some of [keys.slice(0, 2), keys.slice(5, 7), [], ["none"], keys.slice(3, 4)])
        expect(await found(some)).toEqual(some.filter((key) => keys.includes(key)));
      expect(built).toBe(3);
      for (const some of [keys, keys.slice(1)]) expect(await found(some)).toEqual(some);
      expect(built).toBe(5);
    }));

  it("is asked once of a handle that reads once, with the same values, and anew of the next one", () =>
    beside(async (workspaceId) => {
      const [here, there] = [withReadCache(db), withReadCache(db)];
      const at = async (each: Db, key: string) =>
        (await receivedAt(each, { workspaceId, key })).rows.map(({ received_at }) => received_at);
      const write = (key: string) => remember(db, { workspace_id: workspaceId, key, received_at: AT });
      expect(await at(here, "one")).toEqual([]);
      await write("one");
      expect(await at(here, "one")).toEqual([]);
      expect([await at(there, "one"), await at(db, "one")]).toEqual([[AT], [AT]]);
      await write("other");
      expect(await at(here, "other")).toEqual([AT]);
    }));

  it("refuses a value that its builder has from elsewhere: the next to ask would get what is another's", () =>
    inWorkspace(async (tx, workspaceId) => {
      const ofFirst = (first: string) =>
        prepared((db, of: { key: string }) =>
          db.selectFrom("received").select("key").where("workspace_id", "=", first).where("key", "=", of.key),
        );
      const held = `holds a value that it was not given: "${workspaceId}"`;
      await expect(ofFirst(workspaceId)(tx, { key: "one" })).rejects.toThrow(held);
    }));

  it("refuses to be built from a value that is computed with", () =>
    inWorkspace(async (tx, workspaceId) => {
      const joined = prepared((db, of: { key: string }) =>
        db.selectFrom("received").select("key").where("key", "=", `event:${of.key}`),
      );
      await expect(joined(tx, { key: workspaceId })).rejects.toThrow("key cannot be looked at");
    }));
});

it("is kept by PostgreSQL, unless a column that comes with an upgrade would break it", async () => {
  const db = await aDatabase("PostgreSQL");
  const all = prepared((db, of: { workspaceId: string }) =>
    db.selectFrom("received").selectAll().where("workspace_id", "=", of.workspaceId),
  );
  // Says so in a comment, which has a star.
  const first = prepared((db) => acrossWorkspaces(db).selectFrom("received").select(sql`min(received_at)`.as("at")));
  await db.connection().execute(async (connection) => {
    const { workspaceId } = await aRecord(connection);
    await remember(connection, { workspace_id: workspaceId, key: "one", received_at: AT });
    await first(connection, {});
    await all(connection, { workspaceId });
    await sql`alter table received add column added text`.execute(connection);
    expect((await all(connection, { workspaceId })).rows).toEqual([
      expect.objectContaining({ key: "one", added: null }),
    ]);
    await remember(connection, { workspace_id: workspaceId, key: "two", received_at: AT });
    expect((await receivedAt(connection, { workspaceId, key: "two" })).rows).toHaveLength(1);
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements order by statement`.execute(connection);
    expect(rows).toEqual([
      { statement: expect.stringMatching(/^insert into "received"/) },
      { statement: expect.stringMatching(/^select "key", "received_at" from "received"/) },
      { statement: expect.stringMatching(/^select min\(received_at\)/) },
    ]);
  });
});
