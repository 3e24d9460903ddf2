import { describe, expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { openFormOfRound } from "../../src/check-ins/form/use-cases.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { healthIds } from "../../src/health/ids.ts";
import { programNow } from "../../src/health/program-facts.ts";
import { DEFAULT_SETTINGS, type HealthSettings } from "../../src/health/settings.ts";
import { changeSettings } from "../../src/health/use-cases.ts";
import { getPersonByHandle } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type NewItem, raiseItem } from "../../src/register/use-cases.ts";
import { aRun, arrivalsIn, openForm, type Run, SAM, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";

const QUESTIONS: Question[] = [
  { key: "health", type: "health", label: { en: "Health", fr: "Statut" }, feeds: "health", required: true },
  { key: "go-live", type: "date", label: { en: "Go live", fr: "Mise en service" }, feeds: "milestone" },
];

function begin(): Promise<Run> {
  return aRun({
    people: [TOM, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: QUESTIONS,
        rule: { every: "week", on: ["th"], at: "14:00", zone: "participant" },
        audience: ["lead"],
        readers: ["lead", "sponsors"],
      },
    ],
  });
}

async function answer(run: Run, day: string, answers: Answers): Promise<void> {
  await run.to(`2026-11-${day}T15:00Z`);
  await openForm(run, "tom", "weekly");
  await fillAndSubmit(run.as("tom"), run.known("tom", "weekly").cadence.questions, answers);
  await run.settle();
}

async function tomAndProgram(run: Run) {
  const program = await run.db.selectFrom("program").select(["id", "workspace_id"]).executeTakeFirstOrThrow();
  return { program, tom: await getPersonByHandle(run.db, program.workspace_id, "tom") };
}

async function raise(run: Run, input: NewItem): Promise<void> {
  const { program, tom } = await tomAndProgram(run);
  const { services } = run.app;
  await inTransaction(run.db, (tx) => raiseItem(services, tx, tom, program.id, { ownerId: tom.id, ...input }));
  await run.settle();
}

async function choose(run: Run, triggers: Partial<HealthSettings["triggers"]>): Promise<void> {
  const { program, tom } = await tomAndProgram(run);
  const settings = { ...DEFAULT_SETTINGS, triggers: { ...DEFAULT_SETTINGS.triggers, ...triggers } };
  await changeSettings(run.app.services, tom, program.id, settings);
}

function blocker(severity: "low" | "high"): NewItem {
  const details = { blocksWork: true, blockedSince: "2026-11-02", severity };
  return { type: "issue", details, title: "No test data", sourceKey: "test:blocker" };
}

/** The colour that counts now. */
async function colourOf(run: Run) {
  const { program } = await tomAndProgram(run);
  const watch = { workspace_id: program.workspace_id, program_id: program.id };
  return (await programNow(run.db, watch, run.clock.now())).status?.colour;
}

/** What was asked outside the rhythm, with when. */
async function occasions(run: Run): Promise<string[]> {
  const rows = await run.db
    .selectFrom("round")
    .select(["key", "occasion"])
    .where("occasion", "is not", null)
    .orderBy("key")
    .execute();
  return rows.map(({ key, occasion }) => `${key} ${JSON.parse(occasion ?? "{}").en}`);
}

describe("outside the rhythm", () => {
  it("asks after a blocker once it has outlasted five working days", async () => {
    const run = await begin();
    await raise(run, blocker("low"));
    await run.to("2026-11-09T23:00Z");
    expect(await occasions(run)).toEqual([]);
    await run.to("2026-11-20T12:00Z");
    expect(await occasions(run)).toEqual(["2026-11-10+1 ATL-I-1 “No test data” has blocked work for 6 working days."]);
    const prompts = (await sentAs(run, "prompt", "tom")).filter(({ text }) => text.includes("No test data"));
    expect(prompts.map(({ at }) => at)).toEqual(["2026-11-10T08:00:00.000Z"]);
    // Its questions have ended, and no newer ones have taken their place (C12).
    expect(prompts[0]?.text).toContain(" · closed\n");
  });

  it("asks at once when a green is given while a grave blocker is open, and the new colour counts", async () => {
    const run = await begin();
    await raise(run, blocker("high"));
    await answer(run, "05", { health: { colour: "green" } });
    expect(await occasions(run)).toEqual([
      "2026-11-05+1 The status is on track, but ATL-I-1 “No test data” (high severity) is blocking work.",
    ]);
    const [prompt] = (await sentAs(run, "prompt", "tom")).filter(({ text }) => text.includes("(high severity)"));
    if (!prompt) throw new Error("Not asked.");
    await run.as("tom").press(prompt.message, { label: "Check in" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:health", "amber");
    run.as("tom").fill("answer:health:reason", "Waiting for data");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
    expect(await occasions(run)).toHaveLength(1);
    expect(await colourOf(run)).toBe("amber");
  });

  it("asks after a milestone the morning after its date, and a new date is a move of the same milestone", async () => {
    const run = await begin();
    await answer(run, "05", { health: { colour: "green" }, "go-live": "2026-11-10" });
    await run.to("2026-11-11T07:59Z");
    expect(await occasions(run)).toEqual([]);
    await run.to("2026-11-11T08:01Z");
    expect(await occasions(run)).toHaveLength(1);
    const [prompt] = (await sentAs(run, "prompt", "tom")).filter(({ text }) => text.includes("that date has passed"));
    if (!prompt) throw new Error("Not asked.");
    expect(prompt.text).toMatch(/Go live was planned for Tuesday\s10\sNovember, and that date has passed\./);
    await run.as("tom").press(prompt.message, { label: "Check in" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:reached", "no");
    run.as("tom").fill("answer:go-live", "2026-11-24");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.settle();
    const milestones = await run.db.selectFrom("milestone").select(["original_on", "current_on", "moves"]).execute();
    expect(milestones).toEqual([{ original_on: "2026-11-10", current_on: "2026-11-24", moves: 1 }]);
  });

  it("stays silent where the lead has switched it off, and waits as long as they say", async () => {
    const run = await begin();
    await choose(run, { off: ["red", "contradiction"], blockerDays: 8 });
    await raise(run, blocker("high"));
    await answer(run, "05", { health: { colour: "green" } });
    await answer(run, "12", { health: { colour: "red", reason: "Vendor" } });
    expect(await occasions(run)).toEqual([]);
    await run.to("2026-11-13T12:00Z");
    expect(await occasions(run)).toEqual(["2026-11-13+1 ATL-I-1 “No test data” has blocked work for 9 working days."]);
  });

  it("stays out of the channel, and of what the person said last time", async () => {
    const run = await begin();
    await answer(run, "05", { health: { colour: "green" } });
    await answer(run, "12", { health: { colour: "red", reason: "Vendor" } });
    await run.to("2026-11-13T16:00Z");
    const channel = await run.db.selectFrom("program").select("channel_id").executeTakeFirstOrThrow();
    const posted = () => arrivalsIn(run, channel.channel_id ?? "").map(({ text }) => text);
    const before = posted();
    expect(before).toHaveLength(2);
    const [prompt] = (await sentAs(run, "prompt", "tom")).filter(({ text }) => text.includes("just turned off track"));
    if (!prompt) throw new Error("Not asked.");
    await run.as("tom").press(prompt.message, { label: "Check in" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:cause", "One supplier");
    run.as("tom").fill("answer:plan", "Two suppliers");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    await run.to("2026-11-19T14:30Z");
    expect(posted()).toEqual(before);
    const { program, tom } = await tomAndProgram(run);
    const round = await run.db
      .selectFrom("round")
      .select("id")
      .where("workspace_id", "=", program.workspace_id)
      .where("key", "=", "2026-11-19")
      .executeTakeFirstOrThrow();
    const form = await openFormOfRound(run.app.services, tom, round.id);
    expect(form.previous?.answers).toMatchObject({ health: { colour: "red" } });
  });
});

describe("the form of criteria and alerts", () => {
  it("changes numbers and alerts, and says at the field what is wrong", async () => {
    const run = await begin();
    const { response } = await run.as("tom").command("/drumbeat program");
    const list = response ?? undefined;
    if (!list) throw new Error("No list.");
    await run.as("tom").press(list, { actionId: "program.menu", option: "Status and alerts…" });
    await run.as("tom").waitForView();
    const change = async (group: string, filled: Record<string, string | string[]>) => {
      await run.as("tom").pressInView({ actionId: healthIds.change, value: group });
      for (const [field, value] of Object.entries(filled)) run.as("tom").fill(field, value);
      return run.as("tom").submit();
    };
    expect(await change("criteria", { timeDays: "ten" })).toEqual({
      errors: { timeDays: "Enter a whole number from 0 to 365." },
    });
    run.as("tom").fill("timeDays", "10");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    expect(await change("alerts", { on: ["red", "flash"] })).toEqual({ closed: true });
    expect(textOf(await run.as("tom").waitForView())).toContain(
      [
        "*Status criteria*",
        "On time: up to 10 days or 5% late · on budget: up to 5% over",
        "[Change…]",
        "*Instant alerts*",
        "• Status turns off track – ask the owner",
        "• Off track for a while – flash report to the sponsor",
        "Blocker limit: 5 working days · grace period: 0 days · flash report after 2 periods off track",
      ].join("\n"),
    );
    const { settings } = await run.db.selectFrom("health_watch").select("settings").executeTakeFirstOrThrow();
    expect(JSON.parse(settings)).toMatchObject({
      tolerances: { timeDays: 10 },
      triggers: { off: ["contradiction", "blocker", "milestone", "ask"] },
    });
  });
});
