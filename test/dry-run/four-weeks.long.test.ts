/** A plan is what happens: made first, then the real app runs for four weeks, in which nobody does anything. */
import { expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/use-cases.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { type PlanLine, planOfWorkspace } from "../../src/dry-run/use-cases.ts";
import { DEFAULT_SETTINGS } from "../../src/health/settings.ts";
import { changeSettings } from "../../src/health/use-cases.ts";
import { getPersonByHandle } from "../../src/people/use-cases.ts";
import { addItem } from "../../src/register/use-cases-acts.ts";
import { aRun, LEA, NINA, openForm, RAVI, type Run, SOFIA, TOM } from "../support/run.ts";
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

async function fourWeeks({ isTogether }: { isTogether: boolean }) {
  const run = await aRun({
    isTogether,
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
      cap_per_day: 1,
      cap_per_week: 3,
      takes_urgent: 0,
      uses_slack_status: 0,
      updated_at: run.clock.now(),
    })
    .execute();

  const now = run.clock.now();
  const plan: PlanLine[] = [];
  for await (const line of planOfWorkspace(db, workspaceId, { weeks: 4, now })) plan.push(line);
  await run.to("2026-11-30T16:00Z");
  return { plan, sent: await sentIn(run, now, "2026-11-30T16:00:00.000Z") };
}

it("what is planned for four weeks is what is sent in them where messages come together, message by message", async () => {
  const { plan, sent } = await fourWeeks({ isTogether: true });
  expect(differences(plannedSendings(plan), sent)).toEqual({ onlyPlanned: [], onlySent: [] });
  expect(sent.length).toBeGreaterThan(100);
  expect(sent.map(({ kind }) => kind)).toContain("silent-week");
  const held = new Set(plan.filter(({ action }) => action === "hold").map(({ reason }) => reason));
  expect([...held]).toEqual(expect.arrayContaining(["morning", "monday", "after-slot"]));
}, 120_000);

it("what is planned for four weeks is what is sent in them, message by message", async () => {
  const { plan, sent } = await fourWeeks({ isTogether: false });
  expect(differences(plannedSendings(plan), sent)).toEqual({ onlyPlanned: [], onlySent: [] });
  // It is a plan worth the name: of every kind, with what is held, merged and left out, each with its reason.
  expect(new Set(sent.map(({ kind }) => kind))).toEqual(
    new Set(["prompt", "reminder", "delegate-prompt", "silent", "not-asked", "late-check-in", "digest"]),
  );
  expect(sent.length).toBeGreaterThan(150);
  const reasons = (action: string) =>
    new Set(plan.filter((line) => line.action === action).map(({ reason }) => reason));
  expect([...reasons("hold")].sort()).toEqual(
    ["away", "daily-cap", "not-a-working-day", "preferred-hour", "quiet-hours", "weekly-cap"].sort(),
  );
  for (const reason of ["away", "opted-out", "pilot", "holiday", "not-a-working-day"])
    expect([...reasons("exclude")]).toContain(reason);
  expect([...reasons("send")]).toContain("holiday-moved");
  // Nobody is told who does not want to be asked.
  expect(plan.filter(({ reason }) => reason === "opted-out").map(({ person: who }) => who)).toEqual(
    expect.arrayContaining([null]),
  );
}, 120_000);

const aWeekly = (at: string) =>
  aRun({
    people: [LEA, TOM, NINA, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] }],
    cadences: [weekly("one", { on: ["we"], at })],
  });

/** What differs between a plan made now and what is sent until then, and what that is. */
async function compared(run: Run, until: string, weeks = 1) {
  const now = run.clock.now();
  const [workspace] = await run.db.selectFrom("workspace").selectAll().execute();
  const plan: PlanLine[] = [];
  for await (const line of planOfWorkspace(run.db, workspace?.id ?? "", { weeks, now })) plan.push(line);
  await run.to(until);
  const sent = await sentIn(run, now, until);
  const planned = plannedSendings(plan).filter(({ at }) => at < until);
  return { plan, sent, ...differences(planned, sent) };
}

it("what a check-in that somebody opened early will send is planned once", async () => {
  const run = await aWeekly("09:00");
  await run.to("2026-11-04T05:00Z");
  await run.as("tom").command("/drumbeat check-in");
  await run.as("tom").waitForView();
  await run.as("tom").closeView();
  const { sent, onlyPlanned, onlySent } = await compared(run, "2026-11-11T05:00:00.000Z");
  expect({ onlyPlanned, onlySent }).toEqual({ onlyPlanned: [], onlySent: [] });
  expect(sent.map(({ person, kind }) => `${kind} ${person}`)).toEqual(
    expect.arrayContaining(["prompt tom", "silent lea", "late-check-in lea"]),
  );
});

it("that an admin hears once of a lead who stays silent is planned, also of one who was silent before (C8)", async () => {
  const run = await aRun({
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
    cadences: [weekly("one", { on: ["we"] }, { audience: ["lead", "team"] })],
  });
  const toAdmin: number[] = [];
  await run.to("2026-11-03T05:00Z");
  for (const until of ["2026-11-19T05:00:00.000Z", "2026-12-03T05:00:00.000Z"]) {
    const { sent, onlyPlanned, onlySent } = await compared(run, until, 3);
    expect({ onlyPlanned, onlySent }).toEqual({ onlyPlanned: [], onlySent: [] });
    const late = sent.filter(({ kind }) => kind === "late-check-in");
    expect(late.filter(({ person }) => person === "lea")).toHaveLength(2);
    toAdmin.push(late.filter(({ person }) => person === "workspace-owner").length);
  }
  expect(toAdmin).toEqual([1, 0]);
}, 60_000);

it("what waits of the register comes in one message with a check-in, as planned", async () => {
  const run = await aWeekly("08:00");
  await run.to("2026-11-04T05:00Z");
  const nina = run.as("nina");
  await nina.command("/drumbeat action Book the room");
  await nina.waitForView();
  nina.fill("due", "2026-11-20");
  await nina.submit();
  await nina.pressInView({ label: "Reassign" });
  nina.fill("owner", run.as("tom").userId);
  await nina.submit();
  await run.settle();
  const { sent, onlyPlanned, onlySent } = await compared(run, "2026-11-04T12:00:00.000Z");
  expect({ onlyPlanned, onlySent }).toEqual({ onlyPlanned: [], onlySent: [] });
  expect(sent).toContainEqual(
    expect.objectContaining({ person: "tom", kind: "prompt", together: ["item-given  ATL-ACT-1"] }),
  );
});

it("what speaks against a colour is put to whoever gave it, as planned", async () => {
  const run = await aRun({
    people: [TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      { key: "weekly", program: "atlas", template: "weekly-progress", audience: ["lead"], readers: ["sponsors"] },
    ],
    start: "2026-11-23T00:00:00.000Z",
  });
  await run.to("2026-11-26T15:00Z");
  await openForm(run, "tom", "weekly");
  const { questions } = run.known("tom", "weekly").cadence;
  const answers = { health: { colour: "green" as const }, confidence: 4, progress: "Done" };
  await fillAndSubmit(run.as("tom"), questions, answers);
  await run.settle();
  const { sent, onlyPlanned, onlySent } = await compared(run, "2026-12-03T15:00:00.000Z");
  expect({ onlyPlanned, onlySent }).toEqual({ onlyPlanned: [], onlySent: [] });
  expect(sent).toContainEqual(
    expect.objectContaining({ kind: "health-check", person: "tom", at: "2026-12-02T09:00:00.000Z" }),
  );
});

it("a digest of which nothing but an occasion lies in the period is neither planned nor sent", async () => {
  const run = await aRun({
    people: [TOM, LEA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", team: ["lea"] }],
    cadences: [
      {
        key: "monthly",
        program: "atlas",
        questions: QUESTIONS,
        audience: ["team"],
        readers: ["lead"],
        rule: monthly(),
      },
    ],
  });
  const { db, app } = run;
  const tom = await getPersonByHandle(db, app.workspace.id, "tom");
  const { id: ownerId } = await getPersonByHandle(db, app.workspace.id, "lea");
  const { id } = await db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const stuck = { type: "issue" as const, details: { blocksWork: true, blockedSince: "2026-10-20" } };
  await addItem(app.services, tom, id, { ...stuck, title: "Stuck", ownerId, sourceKey: "test:1" });
  await run.to("2026-11-05T12:00Z");
  expect(await db.selectFrom("round").select("occasion").execute()).toHaveLength(1);
  const { plan, onlyPlanned, onlySent } = await compared(run, "2026-12-10T12:00:00.000Z", 5);
  expect({ onlyPlanned, onlySent }).toEqual({ onlyPlanned: [], onlySent: [] });
  expect(plan.flatMap(({ kind, period }) => (kind === "digest" ? [period] : []))).toEqual(["2026-W49"]);
});

const KIRI = { handle: "kiri", name: "Kiri Parata", tz: "Pacific/Auckland", locale: "en-GB" };

it("what a date asks by itself is planned: a blocker that lasts, a milestone and an ask past theirs", async () => {
  const run = await aRun({
    people: [TOM, LEA, NINA, RAVI, KIRI, SOFIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["lea", "nina", "ravi", "kiri"] },
    ],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: [
          { key: "health", type: "health", label: "Health", feeds: "health", required: true },
          { key: "go-live", type: "date", label: "Go live", feeds: "milestone" },
        ],
        audience: ["lead", "team"],
        rule: { every: "week", on: ["th"], at: "14:00", zone: "participant" },
      },
      { key: "monthly", program: "atlas", questions: QUESTIONS, audience: ["team"], rule: monthly() },
    ],
  });
  const { db, app } = run;
  const { services, workspace } = app;
  const person = (handle: string) => getPersonByHandle(db, workspace.id, handle);
  const tom = await person("tom");
  const lea = await person("lea");
  const nina = await person("nina");
  const kiri = await person("kiri");
  const ravi = await person("ravi");
  const { id: programId } = await db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  // After twelve working days no colour stands any more: it is asked in the rounds of the longest rhythm.
  await changeSettings(services, tom, programId, {
    ...DEFAULT_SETTINGS,
    triggers: { ...DEFAULT_SETTINGS.triggers, blockerDays: 12 },
  });
  await run.to("2026-11-05T15:00Z");
  await openForm(run, "tom", "weekly");
  const answers = { health: { colour: "green" as const }, "go-live": "2026-11-17" };
  await fillAndSubmit(run.as("tom"), run.known("tom", "weekly").cadence.questions, answers);
  for (const [{ id: ownerId }, count] of [
    [nina, 1],
    [kiri, 2],
    [ravi, 3],
  ] as const) {
    const given = { type: "issue" as const, details: { blocksWork: true, severity: "low" as const } };
    await addItem(services, tom, programId, { ...given, title: `Stuck ${count}`, ownerId, sourceKey: `test:${count}` });
  }
  const details = { kind: "decision" as const };
  const ask = { type: "ask" as const, details, title: "Which?", dueOn: "2026-11-11", sourceKey: "test:ask" };
  await addItem(services, lea, programId, { ...ask, ownerId: (await person("sofia")).id });
  // At 21:00 in Auckland nobody is written to; the day after she is away until the round is over.
  for (const [who, from, until, delegate] of [
    [lea, "2026-11-10", "2026-11-20", ravi],
    [kiri, "2026-11-25", "2026-12-04", null],
  ] as const)
    await goAway(services, who, who, { from, until, delegate });
  await run.to("2026-11-05T16:00Z");
  const { plan, onlyPlanned, onlySent } = await compared(run, "2026-12-03T15:00:00.000Z", 4);
  expect({ onlyPlanned, onlySent }).toEqual({ onlyPlanned: [], onlySent: [] });
  const foreseen = plan.filter(({ occasion }) => occasion !== undefined);
  expect(
    foreseen.map(({ at, person: who, kind, cadence, occasion, item, action, reason, unless }) =>
      [at.slice(0, 16), who, kind, cadence, occasion, item ?? "-", action, reason ?? "-", unless].join(" "),
    ),
  ).toEqual([
    // Something goes up before it is morning in London: the date is seen then.
    "2026-11-12T03:30 lea prompt weekly ask ATL-ASK-1 exclude away decided",
    "2026-11-12T03:30 ravi delegate-prompt weekly ask ATL-ASK-1 send - decided",
    "2026-11-18T08:00 tom prompt weekly milestone - send - date-changed",
    "2026-11-24T08:00 nina prompt monthly blocker ATL-I-1 hold quiet-hours dealt-with",
    "2026-11-24T08:00 kiri prompt monthly blocker ATL-I-2 exclude quiet-hours dealt-with",
    "2026-11-24T08:00 ravi prompt monthly blocker ATL-I-3 send - dealt-with",
    "2026-11-24T13:00 nina prompt monthly blocker ATL-I-1 send - dealt-with",
    // It was due by the afternoon of whoever is away, where that is east of London.
    "2026-11-26T04:00 tom not-asked monthly blocker ATL-I-2 hold quiet-hours dealt-with",
    "2026-11-26T08:00 tom not-asked monthly blocker ATL-I-2 hold weekly-cap dealt-with",
    "2026-11-30T08:00 tom not-asked monthly blocker ATL-I-2 merge - dealt-with",
  ]);
  const opened = await db.selectFrom("round").select(["key", "opens_at"]).where("occasion", "is not", null).execute();
  const opening = Map.groupBy(foreseen, ({ round }) => round);
  expect(opened.map(({ key, opens_at }) => [key, opens_at]).sort()).toEqual(
    [...opening].map(([round, lines]) => [round, lines[0]?.at]).sort(),
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

it("what nobody is left to ask is told to the lead once, as planned, unless it was told before", async () => {
  const program = { key: "atlas", title: "Atlas", lead: "lea", team: ["tom"] };
  const run = await aRun({ people: [LEA, TOM], programs: [program], cadences: [weekly("one", {})] });
  const { id } = await getPersonByHandle(run.db, run.app.workspace.id, "tom");
  await run.db.updateTable("seat").set({ until_date: "2026-11-10" }).where("person_id", "=", id).execute();
  const notes = async (until: string) => {
    const now = run.clock.now();
    const plan: PlanLine[] = [];
    for await (const line of planOfWorkspace(run.db, run.app.workspace.id, { weeks: 4, now })) plan.push(line);
    await run.to(until);
    const sent = await sentIn(run, now, until);
    const planned = plannedSendings(plan).filter(({ at }) => at < until);
    expect(differences(planned, sent)).toEqual({ onlyPlanned: [], onlySent: [] });
    return sent.filter(({ kind }) => kind === "nobody-left").map(({ person, round }) => [person, round]);
  };
  expect(await notes("2026-11-15T00:00:00.000Z")).toEqual([["lea", "2026-11-13"]]);
  expect(await notes("2026-11-29T00:00:00.000Z")).toEqual([]);
});
