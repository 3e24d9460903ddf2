import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateHistoryOf } from "../../src/check-ins/rules-milestones.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const given = (...dates: [string, string | null][]) => dates.map(([checkInId, date]) => ({ checkInId, date }));

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
    expect(dateHistoryOf(history)).toEqual(expected);
  });

  it("never change what the original is by coming later", () => {
    const date = fc.constantFrom("2026-11-03", "2026-11-17", "2026-12-01");
    fc.assert(
      fc.property(fc.array(date, { minLength: 1 }), date, (dates, later) => {
        const history = dates.map((each, index) => ({ checkInId: `${index}`, date: each }));
        const before = dateHistoryOf(history);
        const after = dateHistoryOf([...history, { checkInId: "later", date: later }]);
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
