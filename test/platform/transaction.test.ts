import { expect, it } from "vitest";
import { errorTable } from "../../src/platform/errors.ts";
import { inTransaction, runOnce } from "../../src/platform/transaction.ts";
import { aDatabase } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";
import { dumpTables, listTables } from "./rows.ts";

const failure = errorTable({ TOO_LATE: { en: () => "Too late.", fr: () => "Trop tard." } });

it("keeps nothing of an act that is refused halfway, not even that it was done", async () => {
  const db = await aDatabase("SQLite");
  const { workspaceId } = await aRecord(db);
  const tables = await listTables(db);
  const before = await dumpTables(db, tables);
  const renamed = (isRefused: boolean) => () =>
    inTransaction(db, async (tx) => {
      await tx.updateTable("workspace").set({ name: "Southwind" }).where("id", "=", workspaceId).execute();
      if (isRefused) throw failure("TOO_LATE");
    });
  const once = (act: () => Promise<void>) =>
    runOnce(async (tx) => {
      const done = {
        workspace_id: workspaceId,
        key: "back-up",
        value: "done",
        noted_at: "2026-11-05T10:00:00.000Z",
      } as const;
      await tx.insertInto("workspace_fact").values(done).execute();
      return true;
    }, act);

  await expect(once(renamed(true))).rejects.toMatchObject({ code: "TOO_LATE" });
  expect(await dumpTables(db, tables)).toEqual(before);
  await once(renamed(false));
  expect(await dumpTables(db, tables)).not.toEqual(before);
});
