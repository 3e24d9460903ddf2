/** Whom `drumbeat export check-ins` names, what it tells of when somebody answered, and who reads that it was run. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { readCsv } from "../support/csv.ts";
import { databases, writeMigratedFile } from "../support/databases.ts";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { borrowPostgresDatabase } from "../support/postgres-pool.ts";
import { aRecord } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";

const QUESTIONS: Question[] = [{ key: "progress", type: "long-text", label: "?" }];

describe.each(databases)("on %s", (name) => {
  async function aWorkspace() {
    const location = await aLocation();
    const db = openDatabase(location);
    onTestFinished(() => db.destroy());
    const record = await aRecord(db);
    const [ana, ben] = [await record.person("ana"), await record.person("ben")];
    const admin = await record.person("ada", { name: "Ada Admin", isAdmin: true });
    const cadence = await record.cadence(await record.program("atlas", { seats: { lead: [ana], team: [ben] } }), {
      questions: QUESTIONS,
    });
    const old = await record.round(cadence, "2020-11-05", [ana, ben]);
    await record.answer(old, ana, "2020-11-05T09:12:13.000Z", { progress: "Thanks to Ben" });
    await record.answer(old, ben, "2020-11-07T10:00:00.000Z", { progress: "Late" });
    // Closes only in a time in which nobody runs this.
    const open = await record.round(cadence, "2999-11-05", [ana, ben]);
    await record.answer(open, ana, "2999-11-05T09:12:13.000Z", { progress: "In time" });
    await record.answer(open, ana, "2999-11-07T09:12:13.000Z", { progress: "Changed later" });
    await record.answer(open, ben, "2999-11-07T10:00:00.000Z", { progress: "Late" });
    return { db, record, ana, ben, admin, run: (...args: string[]) => exported(location, ...args) };
  }

  async function aLocation(): Promise<string> {
    if (name === "PostgreSQL") {
      const { url, giveBack } = await borrowPostgresDatabase();
      onTestFinished(giveBack);
      return url;
    }
    const folder = await aFolder(scratch);
    writeMigratedFile(join(folder, "drumbeat.db"));
    return join(folder, "drumbeat.db");
  }

  it("names nobody: people are pseudonyms of this export alone", async () => {
    const { db, run } = await aWorkspace();
    const { code, out, said } = await run();
    expect(code).toBe(0);
    const rows = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(out).not.toMatch(/ana|ben\b/);
    const [first, second] = rows.map(({ person }: { person: string }) => person);
    expect([first, second].every((one = "") => /^P[1-3]$/.test(one))).toBe(true);
    expect(rows.map(({ person }) => person)).toEqual([first, second, first, first, second]);
    expect(rows[0].answers).toMatchObject({ progress: "Thanks to Ben" });
    expect(said).toContain("Not for appraisal, pay or discipline.");
    expect(await db.selectFrom("audit").select("action").where("subject_kind", "=", "person").execute()).toEqual([]);
  });

  it("tells no minute and no day: in time or late, however long ago", async () => {
    const { run } = await aWorkspace();
    const { out } = await run("--format", "csv");
    const [header = [], ...rows] = readCsv(out);
    expect(rows.map((row) => row[header.indexOf("answered")])).toEqual([
      "in-time",
      "late",
      "in-time",
      "in-time",
      "late",
    ]);
    expect(out).not.toMatch(/T\d\d:|\d\d:\d\d/);
    expect(header).not.toContain("late");
  });

  it("names people with a reason that they read", async () => {
    const { db, run, ana, ben } = await aWorkspace();
    expect(await run("--names")).toMatchObject({ code: 1, out: "", said: expect.stringContaining("--reason") });
    const { code, out, said } = await run("--names", "--reason", "The court asks for it");
    expect([code, said]).toEqual([0, "Not for appraisal, pay or discipline.\n"]);
    expect(out).toContain('"person":"ana"');
    const noted = await db
      .selectFrom("audit")
      .select(["action", "actor_id", "subject_id", "after"])
      .where("subject_kind", "=", "person")
      .execute();
    const after = JSON.stringify({ command: "drumbeat export check-ins", reason: "The court asks for it" });
    const entry = { action: "person.in-export", actor_id: null, after };
    expect(noted).toHaveLength(2);
    expect(noted).toEqual(expect.arrayContaining([ana, ben].map(({ id }) => ({ ...entry, subject_id: id }))));
  });
});

async function exported(location: string, ...args: string[]) {
  const { code, written, output } = await drumbeat(["export", "check-ins", "--database", location, ...args]);
  return { code, out: written, said: output.replace(written, "") };
}
