import { describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, NINA, RAVI, type Run, SOFIA, sentAs, TOM } from "../support/run.ts";

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

  it("catches up what is still within its window, and says that it is late", async () => {
    const run = await aRun({ ...ONLY_TOM, database, start: "2026-11-03T08:00:00.000Z" });
    await run.stopApp();
    await run.to("2026-11-03T13:00Z");
    await run.startApp();
    await run.to("2026-11-04T12:00Z");
    const [late, onTime] = await sentAs(run, "prompt", "tom");
    expect(late?.at).toBe("2026-11-03T13:00:00.000Z");
    expect(late?.text).toContain("Sent late: Drumbeat was not running at the planned time.");
    expect(onTime?.at).toBe("2026-11-04T09:30:00.000Z");
    expect(onTime?.text).not.toContain("Sent late");
    const reminders = (await sentAs(run, "reminder", "tom")).map(({ at }) => at);
    expect(reminders).toEqual(["2026-11-03T15:00:00.000Z"]);
  });
});

describe("after downtime", () => {
  it("asks only those for whom the round is still open", async () => {
    const run = await aRun({ people: [LEA, TOM, NINA, RAVI, SOFIA] });
    await run.stopApp();
    // Monday's round is over in Kolkata and London, and open for two more hours in New York.
    await run.to("2026-11-03T12:30Z");
    await run.startApp();
    await run.to("2026-11-03T13:00Z");
    const asked = async (handle: string) =>
      (await sentAs(run, "prompt", handle)).map(({ text }) => text.split("\n")[1]);
    expect(await asked("nina")).toEqual(["Monday,\u00a0November\u00a02 · due Mon,\u00a0Nov\u00a02, 5:00\u00a0PM"]);
    expect(await asked("tom")).toEqual(["Tuesday\u00a03\u00a0November · due Tue\u00a03\u00a0Nov, 17:00"]);
    expect(await asked("ravi")).toHaveLength(1);
    expect((await rounds(run)).map(({ key, state }) => `${key} ${state}`)).toEqual([
      "2026-11-02 open",
      "2026-11-03 open",
    ]);
  });

  it("makes one row per missed day in thirty days, sends one prompt, and tells nothing of the past", async () => {
    const run = await aRun(ONLY_TOM);
    await run.to("2026-11-02T10:00Z");
    await run.stopApp();
    await run.to("2026-12-02T10:00Z");
    await run.startApp();
    await run.to("2026-12-02T11:00Z");
    const all = await rounds(run);
    expect(all.map(({ key }) => key)).toHaveLength(new Set(all.map(({ key }) => key)).size);
    expect(all.filter(({ state }) => state === "missed")).toHaveLength(21);
    expect(all.filter(({ state }) => state === "open").map(({ key }) => key)).toEqual(["2026-12-02"]);
    expect(await countPrompts(run)).toBe(2);
    const prompts = await sentAs(run, "prompt", "tom");
    expect(prompts.map(({ at }) => at)).toEqual(["2026-11-02T09:30:00.000Z", "2026-12-02T10:00:00.000Z"]);
    // Besides, one digest, which tells what was missed.
    expect(arrivals(run, "tom")).toHaveLength(3);
    expect(await sentAs(run, "digest", "tom")).toHaveLength(1);
    expect(arrivals(run, "lea").filter(({ text }) => text.includes("pas encore de réponse"))).toEqual([]);
  });

  it("sends what was planned before it stopped, once, and nothing twice", async () => {
    const run = await aRun({ people: [LEA, TOM, NINA, RAVI, SOFIA] });
    await run.to("2026-11-02T05:00Z");
    await run.stopApp();
    await run.to("2026-11-02T15:00Z");
    await run.startApp();
    await run.to("2026-11-02T15:30Z");
    for (const handle of ["tom", "nina", "ravi"]) expect(await sentAs(run, "prompt", handle)).toHaveLength(1);
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual(["2026-11-02T15:00:00.000Z"]);
  });
});
