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

describe("of five cadences that open at one instant", () => {
  const RULES = {
    daily: { every: "day" },
    weekly: { every: "week", on: ["mo"] },
    monthly: { every: "month", on: { day: 2, overflow: "clamp" } },
    quarterly: { every: "quarter", on: { month: 2, day: 2, overflow: "clamp" } },
    annual: { every: "year", on: { month: 11, day: 2, overflow: "clamp" } },
  };
  const EVERY = ["annual", "daily", "monthly", "quarterly", "weekly"] as const;
  /** Monday; all five open a minute later. */
  const DOWN = "2026-11-02T09:29:00.000Z";
  const november = (key = "2026-11-02") => ({ asked: key, missed: 0 });

  it.each([
    [
      "a minute",
      "2026-11-02T09:30:00.000Z",
      false,
      { daily: november(), weekly: november(), monthly: november(), quarterly: november(), annual: november() },
    ],
    [
      "an hour",
      "2026-11-02T10:29:00.000Z",
      true,
      { daily: november(), weekly: november(), monthly: november(), quarterly: november(), annual: november() },
    ],
    [
      "ten days",
      "2026-11-12T09:29:00.000Z",
      true,
      {
        daily: { asked: "2026-11-11", missed: 7 },
        weekly: { asked: "2026-11-09", missed: 1 },
        monthly: november(),
        quarterly: november(),
        annual: november(),
      },
    ],
    [
      "four hundred days",
      "2027-12-07T09:29:00.000Z",
      true,
      {
        daily: { asked: "2027-12-06", missed: 285 },
        weekly: { asked: "2027-12-06", missed: 57 },
        monthly: { asked: "2027-12-02", missed: 13 },
        quarterly: { asked: "2027-11-02", missed: 4 },
        annual: { asked: "2027-11-02", missed: 1 },
      },
    ],
  ])(
    "after %s each asks for what can still be answered, and keeps the rest as missed",
    async (_, up, isLate, wanted) => {
      // A person for each, so that no two come in one message.
      const person = (handle: string) => ({ handle, name: `${handle} Roe`, tz: "UTC", locale: "en-GB" });
      const run = await aRun({
        people: [LEA, SOFIA, ...EVERY.map(person)],
        programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: EVERY }],
        cadences: EVERY.map((key) => ({
          key,
          program: "atlas",
          questions: [{ key: "progress", type: "text", label: "?", feeds: "progress" }],
          rule: { ...RULES[key], at: "09:30", zone: "UTC" },
          audience: [key],
        })),
      });
      await run.to(DOWN);
      await run.stopApp();
      await run.to(up);
      await run.startApp();
      await run.settle();
      const all = await run.db
        .selectFrom("round")
        .innerJoin("cadence", "cadence.id", "round.cadence_id")
        .select(["cadence.key as cadence", "round.key", "round.state", "missed_reason", "missed_count"])
        .orderBy("round.key")
        .execute();
      const found = Object.fromEntries(
        EVERY.map((key) => {
          const own = all.filter(({ cadence }) => cadence === key);
          const missed = own.filter(({ state }) => state === "missed");
          expect(missed.every((row) => row.missed_reason === "downtime" && row.missed_count === 1)).toBe(true);
          return [key, { asked: own.find(({ state }) => state === "open")?.key, missed: missed.length }];
        }),
      );
      expect(found).toEqual(wanted);
      for (const handle of EVERY) {
        const prompts = await sentAs(run, "prompt", handle);
        expect(prompts.map(({ at }) => at)).toEqual([up]);
        expect(prompts[0]?.text.includes("Sent late")).toBe(isLate);
      }
      const audit = await run.db.selectFrom("audit").select("id").where("action", "=", "round.missed").execute();
      expect(audit).toHaveLength(Object.values(wanted).reduce((sum, { missed }) => sum + missed, 0));
    },
  );
});
