import { describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, LEA, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

const ONLY_TOM = {
  people: [LEA, TOM, SOFIA],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
};

async function rounds(run: Run) {
  return run.db.selectFrom("round").select(["key", "state", "missed_reason", "missed_count"]).orderBy("key").execute();
}

async function countPrompts(run: Run): Promise<number> {
  const row = await run.db
    .selectFrom("prompt")
    .select(({ fn }) => fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

describe.each(databases)("after a time in which Drumbeat did not run, on %s", (database) => {
  it("keeps one row with the reason and the number of people for a round that is over, and asks nobody", async () => {
    const run = await aRun({ ...ONLY_TOM, database });
    await run.to("2026-11-02T12:00Z");
    await run.stopApp();
    // Tuesday's round opened on Tuesday and closed on Wednesday at half past nine.
    await run.to("2026-11-04T12:00Z");
    await run.startApp();
    await run.settle();
    expect(await rounds(run)).toEqual([
      { key: "2026-11-02", state: "closed", missed_reason: null, missed_count: null },
      { key: "2026-11-03", state: "missed", missed_reason: "downtime", missed_count: 1 },
      { key: "2026-11-04", state: "open", missed_reason: null, missed_count: null },
    ]);
    expect(await countPrompts(run)).toBe(2);
    const prompts = await sentAs(run, "prompt", "tom");
    expect(prompts.map(({ at }) => at)).toEqual(["2026-11-02T09:30:00.000Z", "2026-11-04T12:00:00.000Z"]);
    const audit = await run.db
      .selectFrom("audit")
      .select(["action", "after"])
      .where("action", "=", "round.missed")
      .execute();
    expect(audit.map(({ after }) => JSON.parse(after ?? ""))).toEqual([{ reason: "downtime", people: 1 }]);
  });
});

describe("after downtime", () => {
  it("sends what was planned before it stopped, once, and nothing twice", async () => {
    const run = await aRun();
    await run.to("2026-11-02T05:00Z");
    await run.stopApp();
    await run.to("2026-11-02T15:00Z");
    await run.startApp();
    await run.to("2026-11-02T15:30Z");
    for (const handle of ["tom", "nina", "ravi"]) expect(await sentAs(run, "prompt", handle)).toHaveLength(1);
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-02T15:00:00.000Z"]);
  });
});
