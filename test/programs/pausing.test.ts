/** A program that rests between two days, and one that stops on a day. */
import { describe, expect, it } from "vitest";
import { comeBack, goAway } from "../../src/check-ins/away/absences.ts";
import { askAgain, stopAsking } from "../../src/check-ins/rounds/opt-outs.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram, reopenProgram } from "../../src/programs/changes.ts";
import {
  begunPauseOf,
  goOnNow,
  nextChange,
  pausedUntil,
  pauseProgram,
  restsUntil,
  stopProgram,
} from "../../src/programs/pausing.ts";
import { asReported } from "../../src/reports/digest/reported-program.ts";
import { aReport } from "../reports/reported.ts";
import { openHome } from "../support/home-tab.ts";
import {
  actingAs,
  aRun,
  arrivals,
  DAILY_AT_HALF_PAST_NINE,
  LEA,
  MONTHLY_TO_SPONSORS,
  NINA,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  TOM,
} from "../support/run.ts";

const PAUSE = { paused_from: "2026-11-10", paused_until: "2027-02-01" };

describe("the days of a pause", () => {
  it("begin on its first day and end before the day on which the program goes on", () => {
    const days = ["2026-11-09", "2026-11-10", "2027-01-31", "2027-02-01"];
    expect(days.map((day) => pausedUntil(PAUSE, day))).toEqual([null, "2027-02-01", "2027-02-01", null]);
  });

  it("are none where it goes on before they begin", () => {
    expect(pausedUntil({ paused_from: "2026-11-10", paused_until: "2026-11-10" }, "2026-11-10")).toBeNull();
  });

  it("show nowhere before they have begun", () => {
    const pause = { from: "2026-11-10", until: "2027-01-31" };
    const begun = (next: string | null) => begunPauseOf({ ...PAUSE, next_change_on: next });
    expect([begun("2026-11-10"), begun("2027-02-01"), begun(null)]).toEqual([null, pause, pause]);
  });

  it("are looked at one after the other, with the day of the stop among them", () => {
    const next = (today: string) => nextChange({ ...PAUSE, stops_on: "2026-12-01" }, today);
    expect(["2026-11-01", "2026-11-10", "2026-12-01", "2027-02-01"].map(next)).toEqual([
      "2026-11-10",
      "2026-12-01",
      "2027-02-01",
      null,
    ]);
  });
});

async function programOfRun(run: Run) {
  return run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
}

async function pause(run: Run, days: { from: string; until: string }): Promise<void> {
  const ctx = await actingAs(run, "sofia");
  const { id: programId } = await programOfRun(run);
  await inTransaction(run.db, (tx) => pauseProgram({ ...ctx, db: tx }, { programId, ...days }));
}

const promptDays = async (run: Run, handle: string) =>
  (await sentAs(run, "prompt", handle)).map(({ at }) => at.slice(0, 10));

describe("a paused program", () => {
  it("asks nothing between the two days, and goes on by itself", async () => {
    const run = await aRun();
    await pause(run, { from: "2026-11-04", until: "2026-11-10" });
    await run.to("2026-11-11T20:00Z");
    expect(await promptDays(run, "tom")).toEqual(["2026-11-02", "2026-11-03", "2026-11-10", "2026-11-11"]);
  });

  it("excuses what is open on its first day", async () => {
    const run = await aRun({
      cadences: [{ ...DAILY_AT_HALF_PAST_NINE, rule: { every: "week", on: ["mo"], at: "09:30", zone: "participant" } }],
    });
    await run.to("2026-11-02T12:00Z");
    await pause(run, { from: "2026-11-03", until: "2026-12-01" });
    await run.to("2026-11-03T12:00Z");
    const states = await run.db.selectFrom("prompt").select(["state", "reason"]).distinct().execute();
    expect(states).toEqual([{ state: "excused", reason: "paused" }]);
    const [prompt] = await sentAs(run, "prompt", "tom");
    expect(prompt?.text).toContain("This program is paused, so there’s nothing to do here.");
  });

  it("begins to rest as its first day begins where most of its people are, not in UTC", async () => {
    const inAmerica = [LEA, TOM, NINA, RAVI, SOFIA, SAM].map((person) => ({ ...person, tz: "America/Los_Angeles" }));
    const run = await aRun({ people: inAmerica });
    await pause(run, { from: "2026-11-04", until: "2026-11-10" });
    await run.to("2026-11-04T07:30Z");
    expect(restsUntil(await programOfRun(run))).toBeNull();
    await run.to("2026-11-04T08:30Z");
    expect(restsUntil(await programOfRun(run))).toBe("2026-11-10");
  });

  describe("with somebody away", () => {
    const WEEKLY = {
      ...DAILY_AT_HALF_PAST_NINE,
      rule: { every: "week", on: ["mo"], at: "09:30", zone: "participant" },
    };

    const toNina = (run: Run) => arrivals(run, "nina")[0]?.text.replaceAll("\u00a0", " ");

    async function withTomAway(): Promise<Run> {
      const run = await aRun({ cadences: [WEEKLY] });
      await run.to("2026-11-02T12:00Z");
      const [person, delegate] = [await personIn(run, "tom"), await personIn(run, "nina")];
      await goAway(await actingAs(run, "tom"), { person, from: "2026-11-02", until: "2026-11-20", delegate });
      await run.to("2026-11-03T12:00Z");
      expect(toNina(run)).toContain("covering for Tom Baker · week of Nov 2\n[Check in]");
      await pause(run, { from: "2026-11-04", until: "2026-12-01" });
      await run.to("2026-11-04T12:00Z");
      return run;
    }

    const ofTom = async (run: Run) => {
      const { id: personId } = await personIn(run, "tom");
      return run.db
        .selectFrom("prompt")
        .select(["state", "reason", "delegate_id"])
        .where("person_id", "=", personId)
        .execute();
    };

    it("asks nothing more of their delegate", async () => {
      const run = await withTomAway();
      expect(await ofTom(run)).toEqual([{ state: "excused", reason: "paused", delegate_id: null }]);
      expect(toNina(run)).toContain("No need to answer: the program is paused.");
      expect(toNina(run)).not.toContain("[Check in]");
    });

    it("asks nothing of them as they come back", async () => {
      const run = await withTomAway();
      const { id: absenceId } = await run.db.selectFrom("absence").select("id").executeTakeFirstOrThrow();
      await comeBack(await actingAs(run, "tom"), { absenceId });
      expect(await ofTom(run)).toEqual([{ state: "excused", reason: "paused", delegate_id: null }]);
    });

    it("asks nothing of whoever opts in again", async () => {
      const run = await aRun({ cadences: [WEEKLY] });
      await run.to("2026-11-02T12:00Z");
      const { id: cadenceId } = await run.db.selectFrom("cadence").select("id").executeTakeFirstOrThrow();
      const ctx = await actingAs(run, "tom");
      await inTransaction(run.db, (tx) => stopAsking({ ...ctx, db: tx }, { cadenceId }));
      await pause(run, { from: "2026-11-03", until: "2026-12-01" });
      await run.to("2026-11-03T12:00Z");
      await inTransaction(run.db, (tx) => askAgain({ ...ctx, db: tx }, { cadenceId }));
      expect(await ofTom(run)).toEqual([{ state: "excused", reason: "paused", delegate_id: null }]);
    });
  });

  it("goes on at once where somebody who may change it says so; what was left out is not asked later", async () => {
    const run = await aRun();
    await run.to("2026-11-02T20:00Z");
    await pause(run, { from: "2026-11-03", until: "2027-02-01" });
    await run.to("2026-11-05T12:00Z");
    const { id: programId } = await programOfRun(run);
    await expect(goOnNow(await actingAs(run, "tom"), { programId })).rejects.toMatchObject({
      code: "PROGRAM_NOT_YOURS",
    });
    await goOnNow(await actingAs(run, "lea"), { programId });
    await goOnNow(await actingAs(run, "lea"), { programId });
    await run.to("2026-11-06T20:00Z");
    expect(await promptDays(run, "tom")).toEqual(["2026-11-02", "2026-11-05", "2026-11-06"]);
    const audit = await run.db.selectFrom("audit").select("action").where("subject_kind", "=", "program").execute();
    expect(audit.map(({ action }) => action).filter((action) => /paused|resumed/.test(action))).toEqual([
      "program.paused",
      "program.resumed",
    ]);
  });

  it("says so on Home and in the digest of its sponsor, in place of no update", async () => {
    const run = await aRun({ cadences: [{ key: "monthly", program: "atlas", ...MONTHLY_TO_SPONSORS }] });
    await pause(run, { from: "2026-11-10", until: "2027-02-01" });
    await run.to("2026-11-09T12:00Z");
    expect(JSON.stringify(await openHome(run, "tom"))).not.toContain("paused");
    await run.to("2026-11-11T12:00Z");
    expect(JSON.stringify(await openHome(run, "tom"))).toContain("paused until 1\u00a0Feb");
    expect(JSON.stringify(await openHome(run, "lea"))).toContain("en pause jusqu’au 1");
    await run.to("2027-01-08T20:00Z");
    const digests = await sentAs(run, "report-digest", "sofia");
    const december = digests.at(-1)?.text ?? "";
    expect(december).toContain("Paused");
    expect(december).toContain("until 1\u00a0Feb");
    expect(december).not.toContain("No update");
  });
});

describe("a program that stops", () => {
  it("is closed on its day by whoever decided it, once, also while it is paused", async () => {
    const run = await aRun();
    await pause(run, { from: "2026-11-03", until: "2027-02-01" });
    const ctx = await actingAs(run, "sofia");
    const { id: programId } = await programOfRun(run);
    await run.to("2026-11-04T12:00Z");
    await inTransaction(run.db, (tx) => stopProgram({ ...ctx, db: tx }, { programId, on: "2026-11-06" }));
    await run.to("2026-11-05T20:00Z");
    expect((await programOfRun(run)).state).toBe("active");
    await run.to("2026-11-06T12:00Z");
    expect(await programOfRun(run)).toMatchObject({
      ...{ state: "closed", closed_by: ctx.actor.id },
      ...{ paused_from: "2026-11-03", paused_until: "2026-11-06", stops_on: null, next_change_on: null },
    });
    await inTransaction(run.db, (tx) =>
      pauseProgram({ ...ctx, db: tx }, { programId, from: "2026-11-09", until: "2026-12-01" }),
    );
    expect((await programOfRun(run)).paused_until).toBe("2026-11-06");
  });
});

describe("a program that is paused and then stopped", () => {
  const reported = async (run: Run, day: string) => asReported(await programOfRun(run), aReport("atlas", {}), day);

  it("is said to have rested until it stopped, wherever a day of its pause is read again, and to rest no more once reopened", async () => {
    const run = await aRun();
    await pause(run, { from: "2026-11-04", until: "2026-12-01" });
    await run.to("2026-11-05T12:00Z");
    expect(await reported(run, "2026-11-05")).toMatchObject({ pausedUntil: "2026-12-01" });
    const ctx = await actingAs(run, "sofia");
    const { id: programId } = await programOfRun(run);
    await inTransaction(run.db, (tx) => stopProgram({ ...ctx, db: tx }, { programId, on: "2026-11-12" }));
    expect(await reported(run, "2026-11-05")).toMatchObject({ pausedUntil: "2026-12-01" });

    await run.to("2026-11-12T12:00Z");
    expect(await programOfRun(run)).toMatchObject({ state: "closed", stops_on: null, next_change_on: null });
    expect(await reported(run, "2026-11-05")).toMatchObject({ pausedUntil: "2026-11-12" });
    expect(await reported(run, "2026-11-12")).not.toHaveProperty("pausedUntil");

    await reopenProgram(await actingAs(run, "lea"), { programId });
    await run.to("2026-11-13T20:00Z");
    expect(restsUntil(await programOfRun(run))).toBeNull();
    expect((await openHome(run, "lea")).join("\n")).not.toContain("en pause");
    expect((await promptDays(run, "tom")).filter((day) => day > "2026-11-03")).toEqual(["2026-11-13"]);
  });

  it("never rests where it is closed before its pause begins", async () => {
    const run = await aRun();
    await pause(run, { from: "2026-11-10", until: "2026-12-01" });
    await run.to("2026-11-05T12:00Z");
    const { id: programId } = await programOfRun(run);
    await closeProgram(await actingAs(run, "lea"), { programId });
    expect(await programOfRun(run)).toMatchObject({ paused_from: null, paused_until: null });
  });
});
