/** Labels and budgets that the command gives out as a table and reads again. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aRecord } from "../support/record.ts";

it("gives the table out, changes nothing on a trial or where a line is wrong, and takes all of it in once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-programs-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const database = join(folder, "drumbeat.db");
  const db = openDatabase(database);
  await migrateToLatest(db);
  const record = await aRecord(db);
  const owner = await record.person("owner", { isAdmin: true });
  await db.updateTable("person").set({ is_primary_owner: 1 }).where("id", "=", owner.id).execute();
  await record.program("atlas", { title: "Atlas" });
  await record.program("borealis", { title: "Borealis" });
  const file = join(folder, "programs.csv");
  const programs = async (...args: string[]) => {
    const { code, output } = await drumbeat(["programs", ...args, "--database", database]);
    return { code, output };
  };
  const stored = () => db.selectFrom("program_profile").select(["labels", "budget"]).orderBy("id").execute();
  const BLANK = "\ufeffprogram,title,planned,spent,currency,as_of\r\n";
  expect(await programs("export")).toEqual({
    code: 0,
    output: `${BLANK}atlas,Atlas,,,,\r\nborealis,Borealis,,,,\r\n`,
  });
  await writeFile(file, "program,label.Owner\natlas,Kim\nnowhere,Lee\n");
  expect(await programs("import", file)).toEqual({
    code: 1,
    output: `${file}: nothing was changed:\n  line 3, column program: there is no program nowhere\n`,
  });
  const table = [
    "program,planned,spent,currency,as_of,label.Department,label.Region",
    "atlas,1200000,400000.50,EUR,2026-01-31,=Retail,DACH",
    "borealis,,,,,IT,",
  ];
  await writeFile(file, table.join("\n"));
  expect(await programs("import", file, "--dry-run")).toEqual({
    code: 0,
    output: "2 programs would change, 0 equal.\n",
  });
  expect(await stored()).toEqual([]);
  expect(await programs("import", file)).toEqual({ code: 0, output: "2 programs changed, 0 equal.\n" });
  expect((await stored()).map(({ budget }) => budget)).toEqual([
    '{"planned":1200000,"spent":400000.5,"currency":"EUR","asOf":"2026-01-31"}',
    null,
  ]);
  const audit = await db.selectFrom("audit").select(["actor_id", "action", "before", "after"]).orderBy("id").execute();
  expect(audit.map(({ actor_id, action }) => [actor_id, action])).toEqual([
    [owner.id, "program.changed"],
    [owner.id, "program.changed"],
  ]);
  expect(JSON.parse(audit[1]?.after ?? "")).toEqual({ labels: [{ name: "Department", value: "IT" }] });
  const { output } = await programs("export");
  expect(output).toContain("atlas,Atlas,1200000,400000.5,EUR,2026-01-31,'=Retail,DACH\r\n");
  await writeFile(file, output);
  expect(await programs("import", file)).toEqual({ code: 0, output: "0 programs changed, 2 equal.\n" });
  expect(await stored()).toHaveLength(2);
  expect((await programs("import")).output).toContain("Usage: drumbeat programs export");
  await db.destroy();
});
