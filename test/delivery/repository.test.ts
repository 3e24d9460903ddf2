/** The outbox as a table: who may take what, in which order, and what a second request does. */
import { CompiledQuery } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { claim, findNextDue, listSendable, saveOutcome } from "../../src/delivery/claims.ts";
import { recordReceived } from "../../src/delivery/deduplicate-received.ts";
import { type Delivery, type DeliveryTable, findDeliveryByKey } from "../../src/delivery/deliveries.ts";
import type { MessageKind } from "../../src/delivery/message-kind.ts";
import { forgetReceived } from "../../src/delivery/old-rows.ts";
import { enqueue } from "../../src/delivery/outbox.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, bothDatabases, type DatabaseName } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const NINE: Instant = "2026-11-02T09:00:00.000Z";
const TEN: Instant = "2026-11-02T10:00:00.000Z";
const LEASE: Instant = "2026-11-02T09:02:00.000Z";

const note: MessageKind<{ text: string }> = {
  about: () => ({}),
  kind: "note",
  subject: z.strictObject({ text: z.string() }),
  priority: 20,
  contact: "reply",
  lane: "now",
  stillWanted: async () => true,
  message: async (_, { text }) => ({ text, blocks: [] }),
};
const urgent = { ...note, kind: "urgent", priority: 10 };

async function anOutbox(name: DatabaseName) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const { workspaceId } = record;
  const ana = await record.person("ana");
  const ben = await record.person("ben");
  const services = servicesAt(db, NINE);
  const get = async (key: string): Promise<Delivery> => {
    const found = await findDeliveryByKey(db, workspaceId, key);
    if (!found) throw new Error(`Nothing has the key ${key}`);
    return found;
  };
  return {
    db,
    services,
    workspaceId,
    ana,
    ben,
    get,
    put: (key: string, to: { personId: string } | { channelId: string }, notBefore = NINE, kind = note) =>
      inTransaction(db, (tx) =>
        enqueue(tx, services, kind, { workspaceId, key, subject: { text: key }, to, notBefore }),
      ),
    async sendable(now = NINE) {
      const keys = new Map(
        (await db.selectFrom("delivery").select(["id", "key"]).execute()).map(({ id, key }) => [id, key]),
      );
      return (await listSendable(db, workspaceId, now, { limit: 100, waves: 100 })).map(({ id }) => keys.get(id));
    },
    take: async (key: string) => {
      const delivery = await get(key);
      return inTransaction(db, (tx) => claim(tx, delivery, LEASE));
    },
    end: async (key: string, changes: Partial<DeliveryTable>, lease: Instant | null = LEASE) =>
      saveOutcome(db, await get(key), lease, changes),
  };
}

describe.each(bothDatabases)("the outbox on %s", (name) => {
  it("keeps one message per key, the first", async () => {
    const { db, put, ana, ben, get } = await anOutbox(name);
    await put("one", { personId: ana.id });
    await put("one", { personId: ben.id }, TEN, urgent);
    expect(await db.selectFrom("delivery").select("id").execute()).toHaveLength(1);
    expect(await get("one")).toMatchObject({ kind: "note", person_id: ana.id, due_at: NINE, state: "waiting" });
  });

  it("lets one of many processes take a message", async () => {
    const { put, ana, get, take } = await anOutbox(name);
    await put("one", { personId: ana.id });
    const taken = await Promise.all(Array.from({ length: 8 }, () => take("one")));
    expect(taken.filter((claimed) => claimed !== undefined)).toMatchObject([{ version: 1 }]);
    expect(await get("one")).toMatchObject({ state: "sending", lease_until: LEASE });
    expect(await take("one")).toBeUndefined();
  });

  it("lets no two processes take two messages of one conversation, however close they come", async () => {
    const { db, put, ana, ben, get, take } = await anOutbox(name);
    for (const key of ["one", "two", "three"]) await put(key, { personId: ana.id });
    await put("other", { personId: ben.id });
    const taken = await Promise.all(["one", "two", "three", "other"].map(take));
    expect(taken.filter((claimed) => claimed !== undefined)).toHaveLength(2);
    expect(await get("other")).toMatchObject({ state: "sending" });
    const underWay = await db.selectFrom("delivery").select("key").where("state", "=", "sending").execute();
    expect(underWay).toHaveLength(2);
  });

  it("lets nobody take a later message while the earlier one waits to be tried again", async () => {
    const { put, ana, take, end } = await anOutbox(name);
    await put("one", { personId: ana.id });
    await put("two", { personId: ana.id });
    await take("one");
    await end("one", { state: "waiting", last_error: "internal_error", due_at: TEN, lease_until: null });
    expect(await take("two")).toBeUndefined();
    expect(await take("one")).toMatchObject({ version: 1 });
  });

  it("gives out what is due by priority, then time, then age, and nothing before its time", async () => {
    const { put, ana, ben, sendable } = await anOutbox(name);
    const channel = (id: string) => ({ channelId: id });
    await put("later", { personId: ana.id }, TEN);
    await put("second", channel("C2"), "2026-11-02T08:00:00.000Z");
    await put("third", channel("C3"));
    await put("fourth", channel("C4"));
    await put("first", { personId: ben.id }, NINE, urgent);
    expect(await sendable()).toEqual(["first", "second", "third", "fourth"]);
    expect(await sendable(TEN)).toContain("later");
  });

  it("says when the next message becomes due, or a claim ends: after now, whatever waits from before", async () => {
    const { db, workspaceId, put, ana, ben, take } = await anOutbox(name);
    const next = (now: Instant) => findNextDue(db, workspaceId, now);
    expect(await next(NINE)).toBeNull();
    await put("now", { personId: ana.id });
    expect(await next(NINE)).toBeNull();
    await put("later", { personId: ben.id }, TEN);
    expect(await next(NINE)).toBe(TEN);
    await take("now");
    expect(await next(NINE)).toBe(LEASE);
    expect(await next(LEASE)).toBe(TEN);
    expect(await next(TEN)).toBeNull();
  });

  it("lets nobody save the outcome of a message whose claim has passed to another", async () => {
    const { put, ana, get, take, end } = await anOutbox(name);
    await put("one", { personId: ana.id });
    await take("one");
    expect(await end("one", { state: "sent" }, "2026-11-02T08:00:00.000Z")).toBe(false);
    expect(await end("one", { state: "sent" }, null)).toBe(false);
    expect((await get("one")).state).toBe("sending");
  });
});

describe.each(bothDatabases)("what Slack delivered on %s", (name) => {
  it("is known again for two days, also when it comes twice at once", async () => {
    const { db, services, workspaceId } = await anOutbox(name);
    const isNew = () => inTransaction(db, (tx) => recordReceived(tx, services, workspaceId, "event:Ev1"));
    expect((await Promise.all([isNew(), isNew(), isNew()])).sort()).toEqual([false, false, true]);
    services.clock.at = "2026-11-04T08:00:00.000Z";
    await forgetReceived(services);
    expect(await isNew()).toBe(false);
    services.clock.at = "2026-11-05T09:00:00.000Z";
    await forgetReceived(services);
    expect(await isNew()).toBe(true);
  });
});

it("finds what may go without looking at what waits for its time, however much that is (P28)", async () => {
  const said: string[] = [];
  const db = openDatabase(":memory:", { onStatement: (sql) => said.push(sql) });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const record = await aRecord(db);
  const services = servicesAt(db, NINE);
  const { workspaceId } = record;
  for (const kind of [note, urgent])
    for (const notBefore of [NINE, TEN]) {
      const { id: personId } = await record.person(`${kind.kind}-${notBefore}`);
      const message = {
        workspaceId,
        key: `${kind.kind} ${notBefore}`,
        subject: { text: "" },
        to: { personId },
        notBefore,
      };
      await inTransaction(db, (tx) => enqueue(tx, services, kind, message));
    }
  said.length = 0;
  expect(await listSendable(db, workspaceId, NINE, { limit: 40, waves: 20 })).toHaveLength(2);
  const looks = said.filter((sql) => sql.startsWith('select "d"'));
  expect(looks).toHaveLength(2);
  for (const look of looks) {
    const values = Array.from({ length: look.split("?").length - 1 }, () => "");
    const { rows } = await db.executeQuery(CompiledQuery.raw(`explain query plan ${look}`, values));
    expect(JSON.stringify(rows)).toContain("(workspace_id=? AND priority=? AND due_at<?)");
  }
});
