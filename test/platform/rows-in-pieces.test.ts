import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type Db, openDatabase, rowsInPieces, type Tx } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aRecord } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";

const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function aFile(): Promise<Db> {
  const folder = await mkdtemp(join(scratch, "drumbeat-rows-"));
  const db = openDatabase(join(folder, "drumbeat.db"));
  ended.push(
    () => db.destroy(),
    () => rm(folder, { recursive: true }),
  );
  await migrateToLatest(db);
  return db;
}

const byHandle = (db: Db | Tx) => db.selectFrom("person").select("handle").orderBy("handle");

async function handlesIn(db: Db | Tx): Promise<string[]> {
  return (await Array.fromAsync(rowsInPieces(db, byHandle(db)))).flat().map(({ handle }) => handle);
}

it("holds up nobody who writes to a file meanwhile, and reads on as it was", async () => {
  const db = await aFile();
  const before = Array.from({ length: 1000 }, (_, place) => `person-${String(place).padStart(4, "0")}`);
  const record = await inTransaction(db, async (tx) => {
    const { workspaceId, person } = await aRecord(tx);
    for (const name of before) await person(name);
    return workspaceId;
  });
  const read: string[] = [];
  for await (const people of rowsInPieces(db, byHandle(db))) {
    if (read.length === 0)
      await inTransaction(db, (tx) =>
        tx
          .updateTable("person")
          .set({ handle: "zoe" })
          .where("workspace_id", "=", record)
          .where("handle", "=", before.at(-1) ?? "")
          .execute(),
      );
    expect(people.length).toBeLessThan(before.length);
    read.push(...people.map(({ handle }) => handle));
  }
  expect(read).toEqual(before);
  expect(await handlesIn(db)).toEqual([...before.slice(0, -1), "zoe"]);
});
