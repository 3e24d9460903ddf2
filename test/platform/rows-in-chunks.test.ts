import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Db, openDatabase, rowsInChunks, type Tx } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aFolder } from "../support/folder.ts";
import { aRecord } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";

const byHandle = (db: Db | Tx) => db.selectFrom("person").select("handle").orderBy("handle");

async function handlesIn(db: Db | Tx): Promise<string[]> {
  return (await Array.fromAsync(rowsInChunks(db, byHandle(db)))).flat().map(({ handle }) => handle);
}

it("holds up nobody who writes to a file meanwhile, and reads on as it was", async () => {
  const db = openDatabase(join(await aFolder(scratch), "drumbeat.db"));
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  const before = Array.from({ length: 1000 }, (_, place) => `person-${String(place).padStart(4, "0")}`);
  const record = await inTransaction(db, async (tx) => {
    const { workspaceId, person } = await aRecord(tx);
    for (const name of before) await person(name);
    return workspaceId;
  });
  const read: string[] = [];
  for await (const people of rowsInChunks(db, byHandle(db))) {
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
