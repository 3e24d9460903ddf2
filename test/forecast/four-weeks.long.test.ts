/** A plan is what happens: made first, then the real app runs for four weeks, in which nobody does anything. */
import { expect, it } from "vitest";
import { planOfWorkspace } from "../../src/forecast/plan.ts";
import { aRun, LEA, NINA, RAVI, SOFIA, TOM } from "../support/run.ts";
import { differences, plannedSendings, sentIn } from "./comparing.ts";

const QUESTIONS = [{ key: "progress", type: "long-text", label: "What happened?", required: true }];
const weekly = (key: string, rule: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  key,
  program: "atlas",
  questions: QUESTIONS,
  audience: ["team"],
  rule: { every: "week", on: ["fr"], at: "09:00", zone: "participant", ...rule },
  ...rest,
});

const UMA = { handle: "uma", name: "Uma Said", tz: "Europe/London", locale: "en-GB" };

async function fourWeeks() {
  const run = await aRun({
    isTogether: false,
    people: [LEA, TOM, NINA, RAVI, SOFIA, UMA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina", "ravi"] },
      { key: "borea", title: "Borea", lead: "tom", steering: ["sofia"], team: ["lea", "uma"] },
    ],
    cadences: [
      { key: "daily", program: "borea", template: "daily-team" },
      weekly("one", {}, { readers: ["lead", "sponsors"] }),
      weekly("two", {}),
      weekly("late", { at: "22:30" }),
      weekly("weekend", { on: ["sa", "su"], every: "day" }),
      weekly("feasts", { on: ["we"], calendar: ["2026-11-11", "2026-11-18"], holidays: "after" }),
      weekly("skipped", { on: ["th"], calendar: ["2026-11-12"], holidays: "skip" }),
      weekly("tried", { on: ["tu"] }),
      { key: "monthly", program: "borea", template: "monthly-executive", rule: monthly() },
    ],
  });
  const { db } = run;
  const [workspace] = await db.selectFrom("workspace").selectAll().execute();
  const workspaceId = workspace?.id ?? "";
  const person = async (handle: string) =>
    db.selectFrom("person").selectAll().where("handle", "=", handle).executeTakeFirstOrThrow();
  // A day of running, so that rounds are open, reminders wait and something has been counted already.
  await run.to("2026-11-02T16:00Z");
  await db
    .insertInto("absence")
    .values([
      anAbsence(workspaceId, (await person("nina")).id, "2026-11-09", "2026-11-20", null),
      anAbsence(workspaceId, (await person("uma")).id, "2026-11-10", "2026-11-13", (await person("lea")).id),
    ])
    .execute();
  const { id: two } = await db.selectFrom("cadence").select("id").where("key", "=", "two").executeTakeFirstOrThrow();
  await db
    .insertInto("opt_out")
    .values({ workspace_id: workspaceId, person_id: (await person("ravi")).id, cadence_id: two, at: run.clock.now() })
    .execute();
  const pilot = JSON.stringify({ people: [(await person("nina")).id, (await person("tom")).id], rounds: 2 });
  await db.updateTable("cadence").set({ pilot }).where("key", "=", "tried").execute();
  await db
    .insertInto("person_preference")
    .values({
      workspace_id: workspaceId,
      person_id: (await person("uma")).id,
      working_days: JSON.stringify(["mo", "tu", "th"]),
      hours_from: "10:00",
      hours_to: "16:00",
      preferred_at: "11:30",
      language: null,
      holiday_region: null,
      uses_slack_status: 0,
      updated_at: run.clock.now(),
    })
    .execute();

  const now = run.clock.now();
  const plan = await Array.fromAsync(planOfWorkspace(db, workspaceId, { weeks: 4, now }));
  await run.to("2026-11-30T16:00Z");
  return { plan, sent: await sentIn(run, now, "2026-11-30T16:00:00.000Z") };
}

it("what is planned for four weeks is what is sent in them, message by message", async () => {
  const { plan, sent } = await fourWeeks();
  expect(differences(plannedSendings(plan), sent)).toEqual({ onlyPlanned: [], onlySent: [] });
  // It is a plan worth the name: of every kind, with what is held, merged and left out, each with its reason.
  expect(new Set(sent.map(({ kind }) => kind))).toEqual(
    new Set(["prompt", "reminder", "delegate-prompt", "report-digest"]),
  );
  expect(sent.length).toBeGreaterThan(140);
  const reasons = (action: string) =>
    new Set(plan.filter((line) => line.action === action).map(({ reason }) => reason));
  // Of a day on which somebody never works nothing is asked, so that nothing waits either.
  expect([...reasons("hold")]).toEqual(["quiet-hours"]);
  for (const reason of ["away", "opted-out", "pilot"]) expect([...reasons("exclude")]).toContain(reason);
  expect([...reasons("send")]).toContain("holiday-moved");
  // Nobody is told who does not want to be asked.
  expect(plan.filter(({ reason }) => reason === "opted-out").map(({ person: who }) => who)).toEqual(
    expect.arrayContaining([null]),
  );
}, 120_000);

function monthly() {
  return { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "participant" };
}

function anAbsence(workspaceId: string, personId: string, from: string, until: string, delegate: string | null) {
  return {
    workspace_id: workspaceId,
    id: `absence-${personId}`,
    person_id: personId,
    from_date: from,
    until_date: until,
    delegate_person_id: delegate,
    source: "person" as const,
    status_until: null,
    created_at: "2026-11-02T15:00:00.000Z",
  };
}
