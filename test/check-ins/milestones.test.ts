import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedText } from "../../src/check-ins/milestones/texts.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { dateChangeOf, dateHistoryOf } from "../../src/health/rules-milestones.ts";
import { personById } from "../../src/people/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** Each check-in in a round of its own, long before the date that it gives, where nothing else is said. */
const given = (...dates: [string, string | null, { in?: string | null; on?: string; isMissed?: boolean }?][]) =>
  dates.map(([checkInId, date, { in: roundKey = checkInId, on: givenOn = "01-01", isMissed = false } = {}]) => ({
    checkInId,
    date,
    roundKey,
    givenOn,
    isMissed,
  }));

describe("the dates given for a milestone", () => {
  it.each([
    ["once", given(["a", "11-03"]), { original: "11-03", current: "11-03", moves: 0 }],
    ["twice the same", given(["a", "11-03"], ["b", "11-03"]), { original: "11-03", current: "11-03", moves: 0 }],
    [
      "moved twice",
      given(["a", "11-03"], ["b", "11-17"], ["c", "12-01"]),
      { original: "11-03", current: "12-01", moves: 2 },
    ],
    [
      "moved and back",
      given(["a", "11-03"], ["b", "11-17"], ["c", "11-03"]),
      { original: "11-03", current: "11-03", moves: 2 },
    ],
    ["corrected at once", given(["a", "11-30"], ["a", "11-03"]), { original: "11-03", current: "11-03", moves: 0 }],
    [
      "taken back",
      given(["a", "11-03"], ["b", "11-17"], ["b", null]),
      { original: "11-03", current: "11-03", moves: 0 },
    ],
    ["only taken back", given(["a", "11-03"], ["a", null]), { original: null, current: null, moves: 0 }],
    ["never", [], { original: null, current: null, moves: 0 }],
  ])("%s", (_, history, expected) => {
    expect(dateHistoryOf(history)).toMatchObject(expected);
  });

  it("have moved only if the new one was given while the one before lay ahead, or was said not to be reached (P25)", () => {
    const on = (day: string) => ({ on: day });
    const reached = given(["a", "11-16", on("10-30")], ["b", "11-16", on("11-30")], ["c", "12-24", on("12-02")]);
    expect(dateHistoryOf(reached)).toMatchObject({ original: "12-24", current: "12-24", moves: 0, passed: "11-16" });
    const onItsDay = given(["a", "11-16", on("10-30")], ["b", "12-01", on("11-16")]);
    expect(dateHistoryOf(onItsDay)).toMatchObject({ original: "12-01", moves: 0, passed: "11-16" });
    const before = given(["a", "11-16", on("10-30")], ["b", "12-01", on("11-15")]);
    expect(dateHistoryOf(before)).toMatchObject({ original: "11-16", moves: 1, passed: null });
    const missed = given(["a", "11-16", on("10-30")], ["b", "12-01", { on: "11-18", in: null, isMissed: true }]);
    expect(dateHistoryOf(missed)).toMatchObject({ original: "11-16", current: "12-01", moves: 1, passed: null });
  });

  it("are known to have been given again on their day or later (P25)", () => {
    const again = given(["a", "11-16", { on: "10-30" }], ["b", "11-16", { on: "11-16" }]);
    expect(dateHistoryOf(again.slice(0, 1)).isGivenAgain).toBe(false);
    expect(dateHistoryOf(again).isGivenAgain).toBe(true);
    expect(dateHistoryOf([...again, ...given(["c", "12-01", { on: "11-17" }])]).isGivenAgain).toBe(false);
  });

  it("that two give for one round are a difference, and no move (P25)", () => {
    const two = given(["tom", "12-01", { in: "10-30" }], ["nina", "12-24", { in: "10-30" }]);
    const differing = [
      { date: "12-01", checkInId: "tom" },
      { date: "12-24", checkInId: "nina" },
    ];
    expect(dateHistoryOf(two)).toMatchObject({ original: null, current: "12-24", moves: 0, differing });
    const agreed = dateHistoryOf([...two, ...given(["later", "12-01", { in: "11-30" }])]);
    expect(agreed).toMatchObject({ original: "12-01", current: "12-01", moves: 0, differing: [] });
    expect(dateChangeOf(dateHistoryOf([]), dateHistoryOf(two))).toEqual({ kind: "differs" });
    expect(dateChangeOf(dateHistoryOf(two), dateHistoryOf(two))).toBeNull();
    expect(dateChangeOf(dateHistoryOf(two), agreed)).toEqual({ kind: "another" });
  });

  it("for a round that is answered after a later one change nothing (P25)", () => {
    const october = given(["october", "12-01", { in: "10-30", on: "10-30" }]);
    const late = given(["september", "11-15", { in: "09-30", on: "11-02" }]);
    expect(dateHistoryOf([...october, ...late])).toEqual(dateHistoryOf(october));
  });

  it("are told as moved from the one that was told, and as another where that had passed (P25)", () => {
    const story = given(
      ["september", "11-17", { in: "09-30", on: "09-30" }],
      ["october", "12-01", { in: "10-30", on: "10-30" }],
      ["november", "12-01", { in: "11-30", on: "12-01" }],
      ["december", "12-24", { in: "12-02", on: "12-02" }],
    );
    const upTo = (count: number) => dateHistoryOf(story.slice(0, count));
    expect(dateChangeOf(upTo(0), upTo(1))).toBeNull();
    expect(dateChangeOf(upTo(0), upTo(2))).toEqual({ kind: "moved", from: "11-17" });
    expect(dateChangeOf(upTo(1), upTo(2))).toEqual({ kind: "moved", from: "11-17" });
    expect(dateChangeOf(upTo(2), upTo(3))).toBeNull();
    expect(dateChangeOf(upTo(3), upTo(4))).toEqual({ kind: "another" });
    expect(dateChangeOf(upTo(1), upTo(4))).toEqual({ kind: "another" });
  });

  it("are told as corrected from the one that was told, where an answer was corrected since (B6)", () => {
    const september = given(["september", "2027-01-04", { in: "09-30", on: "2026-09-30" }]);
    const slipped = [...september, ...given(["october", "2027-02-15", { in: "10-30", on: "2026-10-30" }])];
    const changed = (told: typeof september, now: typeof september) =>
      dateChangeOf(dateHistoryOf(told), dateHistoryOf(now));
    const november = given(["november", "2027-03-22", { in: "11-30", on: "2026-11-30" }]);
    const october = given(["october", "2027-03-08", { in: "10-30", on: "2026-11-12" }]);
    expect(changed(slipped, [...slipped, ...october])).toEqual({ kind: "corrected", from: "2027-02-15" });
    const first = given(["september", "2027-01-20", { in: "09-30", on: "2026-10-12" }]);
    expect(changed(september, [...september, ...first])).toEqual({ kind: "corrected", from: "2027-01-04" });
    expect(changed(september, [...september, ...first, ...november])).toEqual({
      kind: "corrected",
      from: "2027-01-04",
    });
    const takenBack = given(["october", null, { in: "10-30" }]);
    expect(changed(slipped, [...slipped, ...takenBack])).toEqual({ kind: "corrected", from: "2027-02-15" });
    expect(changed(slipped, [...slipped, ...november])).toEqual({ kind: "moved", from: "2027-02-15" });
    expect(changed(slipped, slipped)).toBeNull();
  });

  it("are counted in French as reports only where they went later (B13)", () => {
    const moved = (to: string, moves: number) => movedText.fr({ original: "2027-02-15", to, moves }, (day) => day);
    expect(moved("2027-03-08", 1)).toBe("2027-02-15 → 2027-03-08 (1 report)");
    expect(moved("2027-01-08", 1)).toBe("2027-02-15 → 2027-01-08 (1 changement)");
    expect(moved("2027-02-15", 2)).toBe("retour au 2027-02-15 (2 changements)");
    const onward = (from: string, to: string) =>
      movedText.fr({ original: "2027-02-15", from, to, moves: 2 }, (day) => day);
    expect(onward("2027-03-08", "2027-03-15")).toBe(
      "2027-03-08 → 2027-03-15 (2e report\u00a0; date d’origine\u00a0: 2027-02-15)",
    );
    expect(onward("2027-03-08", "2027-03-01")).toContain("(2e changement\u00a0; date d’origine\u00a0: 2027-02-15)");
    expect(onward("2027-03-08", "2027-02-15")).toContain("(2e changement\u00a0; retour à la date d’origine)");
  });

  it("never change what the original is by coming later while it lies ahead", () => {
    const date = fc.constantFrom("2026-11-03", "2026-11-17", "2026-12-01");
    fc.assert(
      fc.property(fc.array(date, { minLength: 1 }), date, (dates, later) => {
        const history = given(...dates.map((each, index): [string, string] => [`${index + 100}`, each]));
        const before = dateHistoryOf(history);
        const after = dateHistoryOf([...history, ...given(["later", later])]);
        expect(after.original).toBe(before.original);
        expect(after.moves).toBe(before.moves + (later === before.current ? 0 : 1));
        expect(after.current).toBe(later);
      }),
    );
  });
});

describe.each(databases)("a target date in an answer, on %s", (name) => {
  it("is recorded with every date it ever had, for the lead whoever that is, and for others by themselves", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db);
    const [tom, nadia, priya] = [
      await record.person("tom"),
      await record.person("nadia"),
      await record.person("priya"),
    ];
    const program = await record.program("p", { seats: { lead: [tom], deputy: [nadia], team: [priya] } });
    const questions = [
      { key: "milestone", type: "date" as const, label: "Launch", feeds: "milestone" as const },
      { key: "progress", type: "text" as const, label: "Progress", feeds: "progress" as const },
    ];
    const cadence = await record.cadence(program, { rule: MONTHLY, questions, audience: ["everyone"] });
    const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
    const answer = async (key: string, who: RecordedPerson, milestone: string | null, progress = "x") => {
      services.clock.at = `${key}T${progress === "x" ? "10" : "11"}:00:00.000Z`;
      const round = await db
        .selectFrom("round")
        .select("id")
        .where("key", "=", key)
        .executeTakeFirst()
        .then(async (known) => known ?? (await record.round(cadence, key, [tom, nadia, priya])));
      const prompt = await db
        .selectFrom("prompt")
        .select("id")
        .where("round_id", "=", round.id)
        .where("person_id", "=", who.id)
        .executeTakeFirstOrThrow();
      const person = await personById(db, record.workspaceId, who.id);
      const answers = milestone === null ? { progress } : { milestone, progress };
      await submitCheckIn(services, person, prompt.id, { answers });
    };
    await answer("2026-07-31", tom, "2026-11-30");
    await answer("2026-07-31", tom, "2026-11-03", "corrected");
    await answer("2026-07-31", priya, "2026-09-15");
    await answer("2026-08-31", tom, "2026-11-03");
    await answer("2026-09-30", nadia, "2026-11-17");
    await answer("2026-10-30", priya, null);
    const milestones = await db
      .selectFrom("milestone")
      .select(["voice", "original_on", "current_on", "moves", "program_id", "cadence_id", "question_key"])
      .orderBy("original_on")
      .execute();
    const of = { program_id: program.id, cadence_id: cadence.id, question_key: "milestone" };
    expect(milestones).toEqual([
      { ...of, voice: priya.id, original_on: "2026-09-15", current_on: "2026-09-15", moves: 0 },
      { ...of, voice: "lead", original_on: "2026-11-03", current_on: "2026-11-17", moves: 1 },
    ]);
    const history = await db
      .selectFrom("milestone_date")
      .innerJoin("milestone", "milestone.id", "milestone_date.milestone_id")
      .select(["entry", "date", "revision"])
      .where("voice", "=", "lead")
      .orderBy("entry")
      .execute();
    expect(history).toEqual([
      { entry: 1, date: "2026-11-30", revision: 1 },
      { entry: 2, date: "2026-11-03", revision: 2 },
      { entry: 3, date: "2026-11-03", revision: 1 },
      { entry: 4, date: "2026-11-17", revision: 1 },
    ]);
    await db.destroy();
  });
});
