/** `drumbeat digest …` from reports, in a process that has its own standard output. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { run } from "../../src/reports/cli.ts";
import { refreshSchedule } from "../../src/reports/digest-schedule.ts";
import { sendDueDigests } from "../../src/reports/digests.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";

const SENT = "2026-11-04T09:00:00.000Z";

describe("drumbeat digest", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(scratch, "drumbeat-reports-"));
    file = join(folder, "drumbeat.db");
    const db = openDatabase(file);
    await migrateToLatest(db);
    const record = await aRecord(db);
    const [lea, sofia] = [
      await record.person("lea", { name: "Lea Bauer" }),
      await record.person("sofia", { name: "Sofia Rossi" }),
    ];
    const atlas = await record.program("atlas", { title: "Atlas", seats: { lead: [lea], sponsor: [sofia] } });
    const questions = questionsFeeding("progress");
    const monthly = await record.cadence(atlas, { rule: MONTHLY, questions });
    const round = await record.round(monthly, "2026-10-30", [lea]);
    await record.answer(round, lea, "2026-10-30T10:00:00.000Z", { progress: "Tills replaced, says Omar" });
    const services = servicesAt(db, "2026-10-30T12:00:00.000Z");
    await inTransaction(db, (tx) => refreshSchedule(tx, record.workspaceId, services.clock.at));
    services.clock.at = SENT;
    await sendDueDigests(services);
    await db.destroy();
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function digest(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
    let [output, errors] = ["", ""];
    const spies = [
      vi.spyOn(process.stdout, "write").mockImplementation((text) => {
        output += String(text);
        return true;
      }),
      vi.spyOn(process.stderr, "write").mockImplementation((text) => {
        errors += String(text);
        return true;
      }),
    ];
    try {
      return { code: await run([...args, "--database", file]), output, errors };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  const BEFORE = ["preview", "--reader", "@sofia", "--rhythm", "monthly", "--at", "2026-11-03T09:00:00Z"];

  it("previews the one that goes next", async () => {
    const { code, output } = await digest(...BEFORE);
    expect([code, output.split("\n")[0]]).toEqual([0, "October · Atlas"]);
  });

  it("has pseudonyms for names and words as they were typed", async () => {
    const json = await digest("show", "--reader", "sofia", "--format", "json");
    expect(json.errors).toContain("People are P1, P2 …");
    expect(json.output).toMatch(/"by":"P1"/);
    expect(json.output).toContain("Tills replaced, says Omar");
    expect(json.output).not.toMatch(/Bauer|Rossi/);
  });

  it("names people with a reason alone", async () => {
    expect(await digest("show", "--reader", "sofia", "--names")).toMatchObject({
      ...{ code: 1, output: "", errors: expect.stringContaining("--reason") },
    });
    const named = await digest("show", "--reader", "sofia", "--names", "--reason", "Audit", "--format", "json");
    expect(named.output).toMatch(/"by":"Lea Bauer"/);
  });

  it("lists the digests of a reader by rhythm and time", async () => {
    const list = await digest("list", "--reader", "sofia", "--rhythm", "monthly");
    expect(list.output).toMatch(/^\S+ monthly 2026-10 2026-11-04T09:00:00\.000Z\n$/);
    expect((await digest("list", "--reader", "sofia", "--at", "2026-11-01T00:00:00Z")).output).toBe("");
  });

  it("writes a file that nobody else can read (S7)", async () => {
    const pdf = join(folder, "digest.pdf");
    expect(await digest("show", "--reader", "sofia", "--pdf", pdf)).toMatchObject({
      code: 0,
      output: "",
    });
    expect((await stat(pdf)).mode & 0o777).toBe(0o600);
  });

  it.each([
    [["show", "--reader", "nobody"], "nobody has the handle nobody"],
    [["show", "--reader", "sofia", "--digest", "none"], "this reader has no such digest"],
    [["preview", "--reader", "sofia", "--rhythm", "daily"], "--rhythm"],
    [["preview", "--reader", "sofia", "--wrong"], "Usage"],
  ])("refuses %j", async (args, sentence) => {
    expect(await digest(...args)).toMatchObject({ code: 1, output: "", errors: expect.stringContaining(sentence) });
  });
});
