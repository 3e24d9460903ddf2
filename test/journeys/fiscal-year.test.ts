import { expect, it } from "vitest";
import { planOfWorkspace } from "../../src/forecast/use-cases.ts";
import { aRun, type Run, SAM, SOFIA, sentAs, TOM } from "../support/run.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "What happened?", feeds: "progress", required: true }];
const shared = { program: "atlas", questions: QUESTIONS, audience: ["lead"], readers: ["lead", "sponsors"] };

/** Years that begin in April as the quarterly check-in says; the annual one is asked on the first working day of March. */
async function anAnnualReview(lead: typeof TOM): Promise<Run> {
  const annually = { every: "year", on: { month: 3, workingDay: 1 }, at: "09:00", zone: "participant" };
  const quarterly = { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant", yearStartMonth: 4 };
  return aRun({
    people: [lead, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: lead.handle, sponsors: ["sofia"] }],
    cadences: [
      { ...shared, key: "annually", rule: annually },
      { ...shared, key: "quarterly", rule: quarterly },
    ],
    start: "2027-02-22T00:00:00.000Z",
  });
}

const periods = async (run: Run) => {
  const rows = await run.db
    .selectFrom("round")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select(["round.key", "round.period"])
    .where("cadence.key", "=", "annually")
    .orderBy("round.key")
    .execute();
  return rows.map(({ key, period }) => `${key} ${period}`);
};

it("an annual check-in, its plan and its digest name the year as the program counts it (A5)", async () => {
  const run = await anAnnualReview(TOM);
  const planned = [];
  const { now } = run.clock;
  for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { now: now.call(run.clock), weeks: 2 }))
    if (line.cadence === "annually") planned.push(line);
  expect(planned.map(({ kind, round, period }) => [kind, round, period])).toContainEqual([
    "prompt",
    "2027-03-01",
    "FY2027",
  ]);
  await run.to("2027-03-01T12:00Z");
  expect(await periods(run)).toEqual(["2027-03-01 FY2027"]);
  const [prompt] = await sentAs(run, "prompt", "tom");
  expect(prompt?.text).toContain("FY2027");
  await run.to("2027-04-19T12:00Z");
  const annual = await run.db.selectFrom("digest").select("period").where("rhythm", "=", "annual").execute();
  expect(new Set(annual.map(({ period }) => period))).toEqual(new Set(["FY2027"]));
});
