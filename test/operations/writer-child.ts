/** Writes one row a transaction into the database that it is given, for ever, and says which it was told are kept. */
import { openDatabase } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";

const db = openDatabase(process.argv[2] ?? "");
for (let number = 1; ; number += 1) {
  const key = `event:${String(number).padStart(8, "0")}`;
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto("received")
      .values({ workspace_id: "w", key, received_at: "2026-11-02T12:00:00.000Z" })
      .execute();
  });
  process.stdout.write(`kept ${number}\n`);
}
