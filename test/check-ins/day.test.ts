/** The daily check-ins of several programs: one line, one form, one Save; and a plan that stays as it is. */
import { messageAsText, placedElements, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { databases } from "../support/databases.ts";
import { aRun, arrivals, LEA, lastMessage, NINA, type Run, type RunOptions, TOM, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const TITLES = ["Atlas", "Borea", "Cyan", "Delta", "Echo"];
const programsOf = (count: number, team = ["tom"]) =>
  TITLES.slice(0, count).map((title) => ({ key: title.toLowerCase(), title, lead: "lea", team }));
const dailyOf = (program: string, more: Record<string, unknown> = {}) => ({
  key: `daily-${program}`,
  program,
  template: "daily-team",
  ...more,
});

const MONDAY = "2026-11-02T10:00:00.000Z";
const TUESDAY = "2026-11-03T10:00:00.000Z";

/** Programs of Léa's, each of which asks Tom every day at half past nine. */
async function aMorning(count: number, options: RunOptions = {}): Promise<Run> {
  const programs = programsOf(count);
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, NINA],
    programs,
    cadences: programs.map(({ key }) => dailyOf(key)),
    ...options,
  });
  await run.to(MONDAY);
  return run;
}

const morning = (run: Run, handle = "tom") => lastMessage(run, handle);

async function press(run: Run, label: string, handle = "tom") {
  await run.as(handle).press(morning(run, handle), { label });
  return run.as(handle).waitForView();
}

async function save(run: Run, handle = "tom") {
  const result = await run.as(handle).submit();
  await run.settle();
  return result;
}

const exported = async (run: Run) =>
  (await Array.fromAsync(storedCheckIns(run.db))).map(({ program, answers, revision, nothingToReport }) => ({
    program,
    answers,
    ...(revision > 1 && { revision }),
    ...(nothingToReport && { nothingToReport }),
  }));

function fill(run: Run, place: number, progress: string, next: string): void {
  run.as("tom").fill(`${place}:answer:progress`, progress);
  run.as("tom").fill(`${place}:answer:next`, next);
}

/** What was planned on Monday in each of these. */
async function plan(run: Run, ...plans: string[]): Promise<void> {
  await press(run, "Check in");
  for (const [place, next] of plans.entries()) fill(run, place, "Began", next);
  expect(await save(run)).toEqual({ closed: true });
}

describe.each(databases)("the check-ins of a day, on %s", (database) => {
  it("are one line, one form and one Save, an answer each, with a receipt of its words", async () => {
    const run = await aMorning(2, { database });
    expect(textOf(morning(run))).toContain(
      "*Check-in* · Atlas and Borea, one form\nMonday\u00a02\u00a0November · due Mon\u00a02\u00a0Nov, 17:00\n[Check in] ⋯Later ⋯Skip this time ⋯I’m away…",
    );
    const view = await press(run, "Check in");
    expect(textOf(view).split("\n").slice(0, 7)).toEqual([
      "── Check-in ──",
      "Your team and Léa, and any deputy or program office, read your answers; only what you track or ask for goes higher. The program’s channel may show your answers to its members.",
      "Leave a program empty to answer it later.",
      "Daily team check-in · Atlas",
      "Monday\u00a02\u00a0November",
      "Done since last time",
      "  (0:answer:progress) …",
    ]);
    fill(run, 0, "Atlas moved", "The importer");
    fill(run, 1, "Borea moved", "The exporter");
    expect(await save(run)).toEqual({ closed: true });
    expect(await exported(run)).toEqual([
      { program: "atlas", answers: { progress: "Atlas moved", next: "The importer" } },
      { program: "borea", answers: { progress: "Borea moved", next: "The exporter" } },
    ]);
    const told = textOf(morning(run));
    for (const [program, done] of Object.entries({ Atlas: "Atlas moved", Borea: "Borea moved" }))
      expect(told).toMatch(
        new RegExp(`team check-in · ${program}\n✓ Checked in .*\nDone: ${done}\n+Next: [^[]*\\[Edit]`),
      );
    expect(told).not.toContain("[Check in]");
    expect(arrivals(run, "tom")).toHaveLength(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("leave a program that is empty for later, and say so", async () => {
    const run = await aMorning(3, { database });
    await press(run, "Check in");
    fill(run, 1, "Borea moved", "The exporter");
    expect(await save(run)).toEqual({ closed: true });
    expect((await exported(run)).map(({ program }) => program)).toEqual(["borea"]);
    const told = textOf(morning(run));
    expect(told).toContain("*Check-in* · Atlas and Cyan, one form\nMonday\u00a02\u00a0November · due");
    expect(told).toContain("Daily team check-in · Borea\n✓ Checked in");
    await press(run, "Check in");
    fill(run, 1, "Cyan moved", "The form");
    expect(await save(run)).toEqual({ closed: true });
    expect((await exported(run)).map(({ program }) => program)).toEqual(["borea", "cyan"]);
    expect(textOf(morning(run))).toContain("Daily team check-in · Cyan\n✓ Checked in");
    expect(textOf(morning(run))).toContain("*Daily team check-in* · Atlas");
  });

  it("store the others where one has closed meanwhile, and say so at its field; a second Save changes nothing", async () => {
    const run = await aMorning(4, { database });
    await press(run, "Check in");
    for (const place of [0, 1, 3]) fill(run, place, `Moved ${place}`, `Next ${place}`);
    await run.db.updateTable("program").set({ state: "closed" }).where("key", "=", "borea").execute();
    const refused = await save(run);
    expect(refused).toEqual({
      errors: { "1:answer:progress": expect.stringMatching(/closed.* The others are saved\.$/s) },
    });
    const stored = await exported(run);
    expect(stored.map(({ program }) => program)).toEqual(["atlas", "delta"]);
    expect(await save(run)).toEqual(refused);
    expect(await exported(run)).toEqual(stored);
    run.as("tom").fill("1:answer:progress", null);
    run.as("tom").fill("1:answer:next", null);
    expect(await save(run)).toEqual({ closed: true });
    expect(await exported(run)).toEqual(stored);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("store nothing where one of them cannot be read", async () => {
    const run = await aMorning(2, { database });
    const tom = run.as("tom");
    await press(run, "Check in");
    expect(await save(run)).toEqual({
      errors: {
        "0:answer:progress": "Nothing filled in yet: answer for at least one program, or cancel.",
      },
    });
    fill(run, 0, "Atlas moved", "The importer");
    tom.fill("1:answer:blocker", "No access");
    expect(await save(run)).toEqual({
      errors: {
        "1:answer:next": "Please answer this question.",
      },
    });
    expect(await exported(run)).toEqual([]);
    fill(run, 1, "Borea moved", "The exporter");
    expect(await save(run)).toEqual({ closed: true });
    expect(await exported(run)).toHaveLength(2);
  });

  it("with a plan of yesterday need one press where nothing moved: it is kept, and offered tomorrow", async () => {
    const run = await aMorning(2, { database });
    await plan(run, "The importer", "The exporter");
    await run.to(TUESDAY);
    const asked = morning(run);
    expect(textOf(asked)).toContain("[Check in] [Plan unchanged] ⋯Later ⋯Skip this time ⋯I’m away…");
    await run.as("tom").press(asked, { label: "Plan unchanged" });
    await run.settle();
    expect((await exported(run)).slice(2)).toEqual([
      { program: "atlas", answers: { next: "The importer" }, nothingToReport: true },
      { program: "borea", answers: { next: "The exporter" }, nothingToReport: true },
    ]);
    for (const kept of ["The importer", "The exporter"])
      expect(textOf(morning(run))).toContain(`Plan unchanged: ${kept}\n[Edit]`);
    await run.to("2026-11-04T10:00:00.000Z");
    const view = await press(run, "Check in");
    expect(textOf(view).match(/tick what’s done/g)).toHaveLength(2);
    run.as("tom").fill("0:answer:progress:done", ["The importer"]);
    run.as("tom").fill("0:answer:next", "The tests");
    expect(await save(run)).toEqual({ closed: true });
    expect((await exported(run)).at(-1)?.answers).toEqual({ progress: "The importer", next: "The tests" });
  });
});

it("takes no press on a plan where something has been answered, and none a second time", async () => {
  const run = await aMorning(2);
  await plan(run, "The importer", "The exporter");
  await run.to(TUESDAY);
  const tom = run.as("tom");
  const asked = morning(run);
  await press(run, "Check in");
  // On another device.
  await tom.press(asked, { label: "Plan unchanged" });
  fill(run, 0, "Atlas moved", "The importer");
  expect(await save(run)).toEqual({ closed: true });
  const stored = await exported(run);
  expect(stored.slice(2)).toHaveLength(3);
  expect(stored.slice(2)).toEqual(
    expect.arrayContaining([
      { program: "atlas", answers: { next: "The importer" }, nothingToReport: true },
      { program: "borea", answers: { next: "The exporter" }, nothingToReport: true },
      { program: "atlas", answers: { progress: "Atlas moved", next: "The importer" }, revision: 2 },
    ]),
  );
});

it("is one line from five on, whose list has the form of four and a line for each further program", async () => {
  const run = await aMorning(5);
  const told = textOf(morning(run));
  expect(told.split("\n")[0]).toBe("*Monday\u00a02\u00a0November*");
  expect(told).toContain("*5 check-ins*\n[Show]");
  expect(told).not.toContain("[Check in]");
  const tom = run.as("tom");
  await tom.press(morning(run), { label: "Show" });
  const listed = viewAsText(await tom.waitForView());
  expect(listed.match(/\*Check-in\* · .*/g)).toEqual(["*Check-in* · Atlas, Borea, Cyan and Delta, one form"]);
  expect(listed.match(/\[Check in\]/g)).toHaveLength(2);
  expect(listed).toContain("*Daily team check-in* · Echo");
});

it("can be skipped or put off all at once, and says so in place", async () => {
  const run = await aMorning(2);
  const { blocks } = morning(run);
  const menu = placedElements(blocks).find(({ actionId }) => actionId === "check_in.day_menu");
  expect(JSON.stringify(menu?.element)).toMatch(/Later.*Skip this time.*I’m away…/);
  await run.as("tom").press(morning(run), { option: "Skip this time" });
  await run.settle();
  const told = textOf(morning(run));
  expect(told).not.toContain("[Check in]");
  expect(told.match(/skipped/gi)).toHaveLength(2);
});

it("has a line with every choice for each check-in that is not daily or asks over twelve questions", async () => {
  const programs = programsOf(2);
  const questions = Array.from({ length: 13 }, (_, index) => ({ key: `q${index}`, type: "text", label: `Q${index}` }));
  const own = (rule: object, questions: readonly object[]) => ({
    template: undefined,
    questions,
    rule: { on: ["mo"], zone: "participant", ...rule },
    audience: ["team"],
  });
  const run = await aMorning(2, {
    programs: [
      ...programs,
      { key: "long", title: "Long", lead: "lea", team: ["tom"] },
      { key: "other", title: "Other", lead: "lea", team: ["tom"] },
    ],
    cadences: [
      ...programs.map(({ key }) => dailyOf(key)),
      { ...dailyOf("long"), ...own({ every: "day" }, questions) },
      { key: "weekly", program: "other", ...own({ every: "week" }, questions.slice(0, 2)) },
    ],
  });
  const told = textOf(morning(run));
  expect(told.match(/\*Check-in\* · .*/g)).toEqual(["*Check-in* · Atlas and Borea, one form"]);
  expect(told.match(/\[Check in\]/g)).toHaveLength(3);
  expect(told.match(/Later.* ⋯Skip this time ⋯I’m away…/g)).toHaveLength(3);
});

it("keeps what is answered for somebody else apart", async () => {
  const programs = programsOf(2, ["tom", "nina"]);
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, { ...NINA, tz: TOM.tz }],
    programs,
    cadences: programs.map(({ key }) => dailyOf(key)),
  });
  const { id } = await run.db.selectFrom("person").select("id").where("handle", "=", "nina").executeTakeFirstOrThrow();
  await run.to(MONDAY);
  await run.as("tom").command("/drumbeat away");
  await run.as("tom").waitForView();
  run.as("tom").fill("until", "2026-11-03");
  run.as("tom").fill("delegate", "nina");
  await run.as("tom").submit();
  await run.settle();
  const { response } = await run.as("nina").command("/drumbeat check-in");
  const told = response ? messageAsText(response) : "";
  expect(told).toContain("*Check-in* · Atlas and Borea, one form");
  expect(told.match(/Tom Baker/g)?.length).toBe(2);
  const shared = placedElements(response?.blocks ?? []).find(({ actionId }) => actionId === "check_in.open_day");
  const { promptIds } = JSON.parse(String(shared?.element.value));
  const owners = await run.db.selectFrom("prompt").select("person_id").where("id", "in", promptIds).execute();
  expect(owners.map(({ person_id }) => person_id)).toEqual([id, id]);
});

it("of a program without a channel stand in the next morning message of its team, but to whoever gave them", async () => {
  const run = await aMorning(1, { programs: programsOf(1).map((program) => ({ ...program, team: ["tom", "nina"] })) });
  await run.db.updateTable("program").set({ channel_id: null }).execute();
  await press(run, "Check in");
  const tom = run.as("tom");
  tom.fill("answer:progress", "Parser begun");
  tom.fill("answer:next", "The importer");
  expect(await save(run)).toEqual({ closed: true });
  await run.to("2026-11-03T16:00:00.000Z");
  const told = (handle: string) => run.as(handle).dm().map(textOf).join("\n");
  for (const handle of ["lea", "nina"])
    expect(told(handle).replaceAll("\u00a0", " ")).toMatch(/Atlas · Tom Baker – (Done|Fait) ?: Parser begun; /);
  expect(told("tom")).not.toContain("1 answered");
});

it("names in the channel whose plan is unchanged, and shows the plan where answers are read", async () => {
  const run = await aRun({
    people: [LEA, TOM],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", team: ["tom"], channel: "atlas" }],
    cadences: [dailyOf("atlas")],
    channels: [{ name: "atlas", isPrivate: true, members: ["lea", "tom"] }],
  });
  const tom = run.as("tom");
  await run.to(MONDAY);
  await press(run, "Check in");
  tom.fill("answer:progress", "Began");
  tom.fill("answer:next", "The importer of points. Then the project is finished.");
  expect(await save(run)).toEqual({ closed: true });
  for (const at of ["2026-11-10T10:00:00.000Z", "2026-11-17T10:00:00.000Z"]) {
    await run.to(at);
    const asked = arrivals(run, "tom").findLast(({ text }) => text.includes("[Plan unchanged]"));
    if (!asked) throw new Error("not asked");
    await tom.press(asked.message, { label: "Plan unchanged" });
    await run.settle();
  }
  await run.to("2026-11-17T18:00:00.000Z");
  const summary = run.sandbox.allMessages().findLast((message) => messageAsText(message).includes("Read the answers"));
  expect(summary && messageAsText(summary)).toContain("Plan unchanged: Tom Baker");
  if (summary) await run.as("lea").press(summary, { label: "Read the answers" });
  expect(textOf(await run.as("lea").waitForView())).toContain("Plan inchangé\u00a0: The importer of points");
});

it("has room for four programs with the longest names and questions", async () => {
  const title = (index: number) => `${"&".repeat(100)} ${index}`;
  const programs = Array.from({ length: 4 }, (_, index) => ({
    key: `p${index}`,
    title: title(index),
    lead: "lea",
    team: ["tom"],
  }));
  const questions = Array.from({ length: 12 }, (_, index) => ({
    key: `${"question".repeat(4)}-${index}`,
    type: "long-text",
    label: `${"&".repeat(140)} ${index}`,
    hint: "&".repeat(140),
    required: true,
    ...(index === 0 && { feeds: "progress" }),
    ...(index === 1 && { feeds: "next" }),
  }));
  const own = {
    template: undefined,
    questions,
    rule: { every: "day", on: ["mo", "tu"], at: "09:30", zone: "participant" },
    audience: ["team"],
  };
  const run = await aMorning(0, { programs, cadences: programs.map(({ key }) => dailyOf(key, own)) });
  const view = await press(run, "Check in");
  expect(view.blocks.length).toBeLessThanOrEqual(100);
  for (const { blockId } of placedElements(view.blocks)) run.as("tom").fill(blockId, "&".repeat(3000));
  expect(await save(run)).toEqual({ closed: true });
  await run.to(TUESDAY);
  const next = await press(run, "Check in");
  expect(next.private_metadata.length).toBeLessThanOrEqual(3000);
  expect(run.sandbox.counters.errors).toEqual([]);
});

it("keeps the form with what was typed where the next day has taken the place of all of them", async () => {
  const run = await aMorning(2);
  const late = morning(run);
  await press(run, "Check in");
  fill(run, 0, "Atlas moved", "The importer");
  await run.to(TUESDAY);
  const refused = await save(run);
  expect(refused).toEqual({
    errors: { "0:answer:progress": expect.stringContaining("This check-in has closed and a newer one has opened") },
  });
  expect(JSON.stringify(refused)).not.toContain("saved");
  expect(textOf(run.as("tom").view() ?? late)).toContain("(0:answer:progress) Atlas moved");
  expect(await exported(run)).toEqual([]);
});
