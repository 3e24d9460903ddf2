/** A command of the documents that makes a file writes that file and nothing else. */
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { aRecord } from "../support/record.ts";
import { commands, FILES, typeInto } from "./documented-commands.ts";

it("is read by what reads such files, as it is typed", async () => {
  const folder = await aFolder();
  const location = join(folder, "drumbeat.db");
  writeMigratedFile(location);
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  const record = await aRecord(db);
  const tom = await record.person("tom");
  await db.updateTable("person").set({ is_primary_owner: 1 }).execute();
  await record.program("atlas", { seats: { lead: [tom] } });
  for (const [pattern, read] of FILES) {
    const [documented] = commands.filter((typed) => pattern.test(typed));
    expect(documented, String(pattern)).toBeTruthy();
    const typed = (documented ?? "")
      .replace(/ > \S+$/, "")
      .replace("HANDLE", "tom")
      .replace("…", "He asked");
    const written = await typeInto(join(folder, "out"), typed, { DATABASE_URL: location, LANG: "en" });
    expect(() => read(written), `${typed}: ${written.slice(0, 200)}`).not.toThrow();
  }
});
