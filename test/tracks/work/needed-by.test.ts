/** Last days counted back from the day by which a request is needed; whether that can be; one that may be asked for already. */
import { expect, it } from "vitest";
import { rows } from "../../../src/platform/rows.ts";
import { isOnWorkingWeekday } from "../../../src/platform/working-days.ts";
import { countedBack } from "../../../src/tracks/counted-back.ts";
import { builtInTrack } from "../../../src/tracks/library.ts";
import { trackTemplateSchema } from "../../../src/tracks/template.ts";
import { getWorkRequest } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import { askForWork, joinWork, proposeToJoin, withdrawWork } from "../../../src/tracks/work/requests.ts";
import { opens, programId } from "../../sponsorship/choosing-people.ts";
import { actingAs, lastMessage, type Run, textOf } from "../../support/run.ts";
import { aProgram, stepDone } from "../launch.ts";

const ANSWERS = { campaign: "Win-back", goal: "Bring back a tenth", audience: "Gone for a year", value: "0" };

const WEEK = ["mo", "tu", "we", "th", "fr"] as const;

/** One Wednesday is a day off. */
const isWorkingDay = (date: string) => date !== "2026-11-25" && isOnWorkingWeekday({ workingDays: WEEK }, date);

it("counts each step’s last day back over what comes after it, weekends, holidays and two days to approve included", () => {
  const lastDays = countedBack(builtInTrack("campaign").steps, { neededBy: "2026-11-29", isWorkingDay });
  // The 29th is a Sunday; the report comes after it is there.
  expect(Object.fromEntries(lastDays)).toEqual({
    validation: "2026-11-03",
    prioritisation: "2026-11-10",
    creation: "2026-11-17",
    qa: "2026-11-19",
    execution: "2026-11-27",
  });
});

it("counts back to the earliest day of several ways, and comes to an end where steps may replace each other", () => {
  const step = { role: "lead", accountable: "deputy" };
  const { steps } = trackTemplateSchema.parse({
    version: 1,
    key: "ways",
    name: "Ways",
    purpose: "Two ways.",
    steps: [
      { key: "a", title: "A", term: 1, after: [["b", "c"]], ...step },
      { key: "b", title: "B", term: 1, after: ["a"], ...step },
      { key: "c", title: "C", term: 2, ...step },
      { key: "end", title: "End", term: 3, after: ["a", "c"], ...step },
    ],
  });
  expect(countedBack(steps, { neededBy: "2026-11-20", isWorkingDay }).get("c")).toBeDefined();
});

it("gives each step until its day counted back, says by when it is begun as that comes near, and carries the brief", async () => {
  const run = await taking();
  const id = await asked(run, { "needed-by": "2026-12-04" });
  await run.to("2026-11-03T12:00:00Z");
  const validating = textOf(lastMessage(run, "tom"));
  expect(validating).toContain("*Yours now*: Validation · Win-back");
  expect(validating).toMatch(/Asked by Sam Poe on Mon.2.Nov · \*Needed by\*: Fri.4.Dec/);
  expect(validating).toContain("*What it is to achieve*: Bring back a tenth\n*For whom*: Gone for a year");
  expect(validating).not.toContain("*Value*");
  expect(validating).toContain("[I’ve got it] [Can’t…] [Something’s missing…] ⋯");
  await stepDone(run, id, "validation");
  const order = () =>
    run
      .as("tom")
      .dm()
      .map(textOf)
      .join("\n")
      .match(/[^\n]*to put in order[^[]*/g) ?? [];
  await run.to("2026-11-04T12:00:00Z");
  expect(order()).toEqual([expect.stringMatching(/^Atlas · \*1 request to put in order\*\s*$/)]);
  expect(await opens(run, "tom", "/drumbeat work")).toMatch(/Tom Baker · Start by Wed.18.Nov · asked 2 days ago/);
  expect(await stepsOf(run, id)).toContainEqual(["prioritisation", "2026-11-18"]);
  // The days of both come near at once, and are one line.
  const second = await asked(run, { campaign: "Come back" });
  await run.to("2026-11-06T12:00:00Z");
  await stepDone(run, second, "validation");
  await run.to("2026-11-13T12:00:00Z");
  expect(textOf(lastMessage(run, "tom")).match(/to put in order/g)).toHaveLength(1);
  expect(order().at(-1)).toMatch(/2 requests to put in order\*\n\*Win-back\*: Start by Wed.18.Nov\./);
});

it("says to whoever asked and whoever leads that it cannot be in time, once it is validated; each step has its whole term", async () => {
  const run = await taking();
  const id = await asked(run, { "needed-by": "2026-11-10" });
  await run.to("2026-11-03T12:00:00Z");
  const tooLate = /⚠ \*Cannot be in time\*: needed by Tue.10.Nov, done on (Wed.18|Thu.19).Nov at the earliest\./;
  expect(textOf(lastMessage(run, "tom"))).toMatch(tooLate);
  const before = run.as("sam").dm().length;
  await stepDone(run, id, "validation");
  await run.to("2026-11-03T12:05:00Z");
  expect(run.as("sam").dm()).toHaveLength(before + 1);
  expect(textOf(lastMessage(run, "sam"))).toMatch(tooLate);
  expect(await stepsOf(run, id)).toContainEqual(["prioritisation", "2026-11-10"]);
});

it("takes no request that was needed before today, and says so at the day", async () => {
  const run = await taking();
  await expect(asked(run, { "needed-by": "2026-11-01" })).rejects.toMatchObject({ code: "STEP_DATE_PAST" });
  const { actor } = await actingAs(run, "tom");
  expect(await rows(run.db, "work_request", actor.workspace_id).list({})).toEqual([]);
});

it("joins a request to somebody else’s once whoever asked has said yes, and not where they say that it is another", async () => {
  const run = await taking();
  const [first, second] = [await asked(run), await asked(run, { campaign: "Come back" }, "nina")];
  const tom = await actingAs(run, "tom");
  const propose = () => proposeToJoin(tom, { id: second, intoId: first });
  const { workspace_id: workspaceId } = tom.actor;
  const outcome = async () => (await getWorkRequest(run.db, workspaceId, second)).outcome;

  await propose();
  await propose();
  await run.to("2026-11-02T14:05:00Z");
  const card =
    run
      .as("nina")
      .dm()
      .find((each) => textOf(each).includes("Is it the same")) ?? expect.fail();
  expect(textOf(card)).toContain("*Is it the same as “Win-back” (ATL-W-1)?* Then yours is joined to that one");
  expect(await outcome()).toBeNull();
  await run.as("nina").press(card, { actionId: "work.act:not-same" });
  run.as("nina").fill("words", "For those who left last month");
  expect(await run.as("nina").submit()).toEqual({ closed: true });
  await run.to("2026-11-02T14:10:00Z");
  expect(textOf(lastMessage(run, "tom"))).toMatch(
    /Nina Diaz\* says why “Validation · Come back” is another request:[\s\S]*For those who left last month/,
  );
  await expect(joinWork(await actingAs(run, "nina"), { id: second })).rejects.toMatchObject({ code: "WORK_MOVED_ON" });

  await propose();
  await withdrawWork(await actingAs(run, "sam"), { id: first });
  await expect(joinWork(await actingAs(run, "nina"), { id: second })).rejects.toMatchObject({ code: "WORK_MOVED_ON" });
  await expect(propose()).rejects.toMatchObject({ code: "WORK_MOVED_ON" });
  expect(await outcome()).toBeNull();
});

async function taking(): Promise<Run> {
  const run = await aProgram("SQLite");
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  return run;
}

async function asked(run: Run, more: Record<string, string> = {}, who = "sam"): Promise<string> {
  const answers = { ...ANSWERS, ...more };
  const id = await askForWork(await actingAs(run, who), { programId: await programId(run), key: "campaign", answers });
  await run.settle();
  return id;
}

async function stepsOf(run: Run, id: string) {
  const { workspace_id: workspaceId } = (await actingAs(run, "tom")).actor;
  return (await getWorkRequest(run.db, workspaceId, id)).steps.map(({ key, dueOn }) => [key, dueOn]);
}
