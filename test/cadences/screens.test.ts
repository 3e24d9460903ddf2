import { describe, expect, it } from "vitest";
import {
  answerTo,
  aRun,
  LEA,
  NINA,
  openForm,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const POLL = { handle: "poll", name: "Poll", tz: "Europe/London", locale: "en-GB", isBot: true };
/** As the story of the other tests, with an English lead beside the French one. */
const ATLAS = {
  key: "atlas",
  title: "Atlas",
  lead: "lea",
  deputy: "sam",
  sponsors: ["sofia"],
  team: ["tom", "nina", "ravi"],
};
const DAILY = { key: "daily", program: "atlas", template: "daily-team" };
const STORY = { programs: [ATLAS], people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, POLL], cadences: [DAILY] };

/** Started anew so that a lost connection is there again at once. */
async function restarted(run: Run): Promise<void> {
  await run.stopApp();
  await run.startApp();
}

/** Chooses from the menu of the only check-in there is. */
async function choose(run: Run, handle: string, option: string): Promise<void> {
  const list = await answerTo(run, handle, "/drumbeat cadence");
  await run.as(handle).press(list, { actionId: "cadence.menu", option });
}

async function shown(run: Run, handle: string): Promise<string> {
  return textOf(await run.as(handle).waitForView());
}

async function startNew(run: Run, handle: string, template: string): Promise<void> {
  const actor = run.as(handle);
  await actor.command("/drumbeat cadence new");
  await actor.waitForView();
  actor.fill("template", template);
  expect(await actor.submit()).toHaveProperty("updated");
  await actor.pressInView({ actionId: "cadence.more" });
}

describe("the list of check-ins", () => {
  it("says in words when each asks, and what can be done, in both languages", async () => {
    const run = await aRun(STORY);
    expect(textOf(await answerTo(run, "sam", "/drumbeat cadence"))).toBe(
      [
        "*Check-ins · Atlas*",
        "[Add a check-in]",
        "*Daily team check-in*",
        "every day from Monday to Friday with the morning message",
        "next: Mon\u00a02\u00a0Nov, with the morning message",
        "⋯Edit… ⋯Pause… ⋯Archive…",
        "[Coming up]",
      ].join("\n"),
    );
    // Whoever leads none is told who does.
    for (const handle of ["tom", "sofia"])
      expect(textOf(await answerTo(run, handle, "/drumbeat cadence"))).toBe(
        "The check-ins of a program are managed by its lead.",
      );
    const french = textOf(await answerTo(run, "lea", "/drumbeat cadence"));
    expect(french).toContain("chaque jour du lundi au vendredi avec le message du matin");
    expect(french).toContain("⋯Mettre en pause…");
  });
});

describe("a check-in from a template", () => {
  it("is looked at before it is saved: who is asked where and when, who is not and why", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    run.sandbox.misbehave({ do: "deactivate", handle: "ravi" });
    await run.as("nina").command("/drumbeat away");
    await run.as("nina").waitForView();
    run.as("nina").fill("until", "2026-11-06");
    await run.as("nina").submit();
    await run.settle();
    const sam = run.as("sam");
    await startNew(run, "sam", "Weekly progress");
    sam.fill("audience", ["Lead", "Working team", "Steering committee"]);
    expect(await sam.submit()).toHaveProperty("pushed");
    expect(await shown(run, "sam")).toBe(
      [
        "── Review and save ──",
        "Weekly progress · Atlas",
        "Goes out *every Thursday with the morning message*.",
        "*2 people are asked*",
        "Léa Martin and Tom Baker",
        "*Next dates*",
        "Thu\u00a05\u00a0Nov · Thu\u00a012\u00a0Nov · Thu\u00a019\u00a0Nov · Thu\u00a026\u00a0Nov · Thu\u00a03\u00a0Dec",
        "With each person’s morning message, at the hour they chose.",
        "*Not asked*",
        "Nina Diaz: away until Friday\u00a06\u00a0November, asked again after that",
        "Ravi Nair: account deactivated",
        "Steering committee: no one in this role",
        "[Save] [Back]",
      ].join("\n"),
    );
    await sam.closeView();
    expect(await run.db.selectFrom("cadence").selectAll().execute()).toEqual([]);
    sam.fill("name", "Thursday point");
    expect(await sam.submit()).toHaveProperty("pushed");
    expect(await savedWith(run, "sam")).toContain(" is set up for Atlas. First check-in: ");
    expect(sam.view()).toBeNull();
    expect(await run.db.selectFrom("cadence").select(["key", "title", "template"]).execute()).toEqual([
      { key: "atlas-thursday-point", title: "Thursday point", template: "weekly-progress" },
    ]);
    expect(await run.db.selectFrom("cadence_draft").selectAll().execute()).toEqual([]);
    await run.to("2026-11-05T15:00Z");
    expect((await sentAs(run, "prompt", "tom"))[0]?.text).toContain("Thursday point · Atlas");
    expect(await sentAs(run, "prompt", "ravi")).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("that comes each year has its next dates with their years", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    await startNew(run, "sam", "Annual workshop");
    run.as("sam").fill("readers", ["Sponsors"]);
    expect(await run.as("sam").submit()).toHaveProperty("pushed");
    const review = (await shown(run, "sam")).replaceAll("\u00a0", " ");
    expect(review).toContain(
      "*Next dates*\nThu 26 Nov · Thu 25 Nov 2027 · Thu 30 Nov 2028 · Thu 29 Nov 2029 · Thu 28 Nov 2030",
    );
  });

  it("asks first who and when, says the rest in words, and keeps what is chosen when more is asked", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    const sam = run.as("sam");
    await sam.command("/drumbeat cadence new");
    await sam.waitForView();
    sam.fill("template", "Weekly progress");
    await sam.submit();
    const first = await sam.waitForView();
    const inputs = first.blocks.flatMap(({ type, block_id }) => (type === "input" ? [block_id] : []));
    expect(inputs).toEqual(["every", "weekdays:week", "when", "audience"]);
    expect(textOf(first)).toContain(
      "Called “Weekly progress”. Digests: Lead, Deputy and Working team. Individual answers: Team and leads.",
    );
    sam.fill("audience", ["Working team"]);
    sam.fill("weekdays:week", ["Tuesday"]);
    await sam.pressInView({ blockId: "every", option: "Every month" });
    expect(textOf(await sam.waitForView())).not.toContain("Opting out");
    await sam.pressInView({ blockId: "every", option: "Every week" });
    await sam.pressInView({ actionId: "cadence.more" });
    expect(await shown(run, "sam")).toContain("Opting out");
    sam.fill("name", "Tuesdays");
    expect(await sam.submit()).toHaveProperty("pushed");
    expect(await shown(run, "sam")).toContain("Tuesdays · Atlas");
    expect(await savedWith(run, "sam")).toContain(" is set up for Atlas. First check-in: ");
    await run.settle();
  });

  it("is refused at the fields that are wrong", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    const sam = run.as("sam");
    await startNew(run, "sam", "Weekly progress");
    await sam.pressInView({ blockId: "every", option: "Every quarter" });
    await sam.waitForView();
    sam.fill("day:quarter", "The 15th");
    sam.fill("audience", []);
    sam.fill("readers", []);
    sam.fill("people", ["poll"]);
    expect(await sam.submit()).toEqual({ errors: { readers: "Please complete this required field." } });
    sam.fill("readers", ["Sponsors"]);
    expect(await sam.submit()).toEqual({
      errors: {
        "month:quarter": "Choose a month: only working days can be counted across the whole quarter.",
        people: "Poll is an app, and apps can’t answer. Choose a person.",
      },
    });
    sam.fill("month:quarter", "The first month");
    sam.fill("people", []);
    expect(await sam.submit()).toEqual({ errors: { audience: "Please choose an option." } });
    sam.fill("audience", ["Steering committee"]);
    expect(await sam.submit()).toEqual({
      errors: { audience: "No one would be asked. Add people here, or a team to the program." },
    });
    expect(await run.db.selectFrom("cadence").selectAll().execute()).toEqual([]);
  });
});

describe("questions of one's own", () => {
  async function addQuestion(run: Run, handle: string, fields: Record<string, string>, type?: string): Promise<void> {
    const actor = run.as(handle);
    await actor.pressInView({ actionId: "cadence.question_add" });
    await actor.waitForView();
    if (type) await actor.pressInView({ blockId: "type", option: type });
    for (const [block, value] of Object.entries(fields)) actor.fill(block, value);
    expect(await actor.submit()).toEqual({ closed: true });
  }

  it("are added, ordered, changed and removed, looked at as they will be asked, and asked", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    await run.to("2026-11-02T08:00Z");
    const sam = run.as("sam");
    await startNew(run, "sam", "Your own questions");
    expect(await sam.submit()).toEqual({ errors: { disclosure: "Add at least one question first." } });
    await sam.pressInView({ label: "0 questions…" });
    expect(await shown(run, "sam")).toContain("No questions yet.");
    await addQuestion(run, "sam", { label: "Anything else?" });
    await addQuestion(run, "sam", {
      label: "How far are you?",
      other: "Où en êtes-vous ?",
      required: "Yes",
      feeds: "What was done",
    });
    await addQuestion(run, "sam", { label: "Which market?", options: "France\nSpain\n\nItaly" }, "Single choice");
    await addQuestion(run, "sam", { label: "To go" });
    expect((await shown(run, "sam")).split("\n").filter((line) => /^\d/.test(line))).toEqual([
      "1. *Anything else?*",
      "2. *How far are you?*",
      "3. *Which market?*",
      "4. *To go*",
    ]);
    const menu = (place: number, option: string) =>
      sam.pressInView({ blockId: `question:${place}`, actionId: "cadence.question_menu", option });
    await menu(3, "Remove");
    await menu(1, "Up");
    await menu(2, "Edit…");
    await sam.waitForView();
    sam.fill("options", "France\nItaly");
    expect(await sam.submit()).toEqual({ closed: true });
    expect(await shown(run, "sam")).toContain("1. *How far are you?*\nLong text · required · What was done");
    await sam.pressInView({ label: "Preview the form" });
    const form = await shown(run, "sam");
    expect(form).toContain("Preview – nothing you enter is saved.");
    expect(form).toContain("How far are you? *");
    expect(form).toContain("Which market?");
    sam.fill("answer:progress", "Looks good");
    expect(await sam.submit()).toEqual({ closed: true });
    await sam.closeView();
    expect(await shown(run, "sam")).toContain("[3 questions…]");
    await sam.pressInView({ blockId: "every", option: "Every day" });
    await sam.waitForView();
    expect(await sam.submit()).toHaveProperty("pushed");
    expect(await savedWith(run, "sam")).toContain(" is set up for Atlas. First check-in: ");
    await run.to("2026-11-02T10:00Z");
    const [prompt] = await sentAs(run, "prompt", "tom");
    if (!prompt) throw new Error("not asked");
    expect(prompt.text).toContain("Daily check-in · Atlas");
    await run.as("tom").press(prompt.message, { label: "Check in" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer:progress", "Half-way");
    run.as("tom").fill("answer:which-market", "Italy");
    expect(await run.as("tom").submit()).toEqual({ closed: true });
    const stored = await run.db.selectFrom("check_in_revision").select("answers").execute();
    expect(stored.map(({ answers }) => JSON.parse(answers))).toEqual([
      { progress: "Half-way", "which-market": "italy" },
    ]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("questions of a quarter", () => {
  it("are refused at the kind of answer in a check-in of another rhythm", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    const sam = run.as("sam");
    await startNew(run, "sam", "Your own questions");
    await sam.pressInView({ label: "0 questions…" });
    await sam.pressInView({ actionId: "cadence.question_add" });
    await sam.waitForView();
    await sam.pressInView({ blockId: "type", option: "What is recommended" });
    sam.fill("label", "What now?");
    expect(await sam.submit()).toEqual({
      errors: { type: "This is asked each quarter only. Choose another kind of answer." },
    });
  });

  it("are refused at the rhythm of a check-in that has them", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    const sam = run.as("sam");
    await startNew(run, "sam", "Quarterly roadmap review");
    await sam.pressInView({ blockId: "every", option: "Every week" });
    await sam.waitForView();
    expect(await sam.submit()).toMatchObject({
      errors: { every: expect.stringContaining("is asked each quarter only. Remove that question first.") },
    });
  });
});

describe("a check-in that is changed", () => {
  it("says what will change and from when; the round that is open stays as it is", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T10:00Z");
    await choose(run, "sam", "Edit…");
    const sam = run.as("sam");
    await sam.waitForView();
    await sam.pressInView({ blockId: "when", option: "At a fixed time" });
    sam.fill("at", "16:00");
    sam.fill("audience", ["Working team", "Lead"]);
    await sam.pressInView({ label: "4 questions…" });
    await sam.waitForView();
    await sam.pressInView({ blockId: "question:2", option: "Remove" });
    await sam.closeView();
    expect(await sam.submit()).toHaveProperty("pushed");
    const preview = (await shown(run, "sam")).split("\n");
    expect(preview.slice(preview.indexOf("*What changes*"), preview.indexOf("*4 people are asked*"))).toEqual([
      "*What changes*",
      "When: every day from Monday to Friday with the morning message → every day from Monday to Friday at 16:00, at each person’s own time",
      "Who’s asked: Working team → Lead and Working team",
      "Questions: 0 added, 0 changed, 1 removed; past answers keep their original questions.",
      "Starts with the check-in of Tuesday\u00a03\u00a0November. Check-ins already sent and their answers don’t change; people you removed have nothing left to answer.",
    ]);
    expect(await savedWith(run, "sam")).toBe("Daily team check-in is saved.");
    expect(sam.view()).toBeNull();
    await openForm(run, "tom");
    expect(await shown(run, "tom")).toContain("Blockers, one a line");
    await run.as("tom").closeView();
    await run.to("2026-11-03T17:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at)).toEqual([
      "2026-11-02T09:00:00.000Z",
      "2026-11-03T16:00:00.000Z",
    ]);
    expect((await sentAs(run, "prompt", "lea")).map(({ at }) => at)).toEqual(["2026-11-03T15:00:00.000Z"]);
    const sets = await run.db.selectFrom("question_set").select("version").orderBy("version").execute();
    expect(sets.map(({ version }) => version)).toEqual([1, 2]);
    const [entry] = await run.db.selectFrom("audit").selectAll().where("action", "=", "cadence.changed").execute();
    expect(Object.keys(JSON.parse(entry?.after ?? "{}"))).toEqual(["rule", "audience", "questions"]);
  });

  it("cannot be saved twice from one form", async () => {
    const run = await aRun({ ...STORY, cadences: [] });
    await restarted(run);
    const sam = run.as("sam");
    await startNew(run, "sam", "Daily team check-in");
    expect(await sam.submit()).toHaveProperty("pushed");
    run.sandbox.misbehave({ do: "drop-socket-after-next-payload" });
    expect(await sam.submit()).toHaveProperty("failed");
    await expect.poll(async () => JSON.stringify(await sam.submit()), { timeout: 8000 }).toContain("updated");
    expect(await shown(run, "sam")).toContain("This form expired or was already saved.");
    expect(await run.db.selectFrom("cadence").select("key").execute()).toHaveLength(1);
  });
});

describe("a pause", () => {
  it("needs a reason, asks nobody, and ends by itself on the day that was given", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-03T10:00Z");
    await choose(run, "sam", "Pause…");
    const sam = run.as("sam");
    expect(await shown(run, "sam")).toContain("*Daily team check-in* stops now");
    sam.fill("reason", "Trade fair");
    sam.fill("until", "2026-11-03");
    expect(textOfUpdated(await sam.submit())).toContain("Choose a day after today");
    sam.fill("until", "2026-11-09");
    expect(textOfUpdated(await sam.submit())).toContain("Daily team check-in is paused.");
    await sam.closeView();
    expect(textOf(await answerTo(run, "sam", "/drumbeat cadence"))).toContain(
      "paused until Monday\u00a09\u00a0November",
    );
    await run.to("2026-11-09T23:00Z");
    expect((await sentAs(run, "prompt", "tom")).map(({ at }) => at.slice(0, 10))).toEqual([
      "2026-11-02",
      "2026-11-03",
      "2026-11-09",
    ]);
    // Whoever had not been asked yet when it was paused is not asked that day.
    expect((await sentAs(run, "prompt", "nina")).map(({ at }) => at.slice(0, 10))).toEqual([
      "2026-11-02",
      "2026-11-09",
    ]);
    expect((await run.db.selectFrom("round").select("state").execute()).map(({ state }) => state)).not.toContain(
      "missed",
    );
    expect(await actions(run)).toEqual(["cadence.paused", "cadence.resumed"]);
  });
});

describe("a check-in that is archived", () => {
  it("names the consequence, asks no more and leaves the list", async () => {
    const run = await aRun(STORY);
    await run.to("2026-11-02T10:00Z");
    await choose(run, "sam", "Archive…");
    expect(await shown(run, "sam")).toContain("*Daily team check-in* stops for good");
    expect(textOfUpdated(await run.as("sam").submit())).toContain("Daily team check-in is archived.");
    await run.to("2026-11-04T20:00Z");
    expect(await sentAs(run, "prompt", "tom")).toHaveLength(1);
    expect(textOf(await answerTo(run, "sam", "/drumbeat cadence"))).toContain("No check-ins yet.");
  });
});

describe("somebody who lost the right meanwhile", () => {
  it("is told so in the form, which keeps what they typed", async () => {
    const run = await aRun(STORY);
    await choose(run, "sam", "Pause…");
    await run.as("sam").waitForView();
    run.as("sam").fill("reason", "Because");
    await run.db.updateTable("seat").set({ until_date: "2026-11-01" }).where("role", "=", "deputy").execute();
    const left = textOfUpdated(await run.as("sam").submit());
    expect(left).toContain("Only the lead, the deputy or an admin can change this program. Ask Léa Martin.");
    expect(left).toContain("(reason) Because");
    expect((await run.db.selectFrom("cadence").select("state").execute()).map(({ state }) => state)).toEqual([
      "active",
    ]);
  });
});

function textOfUpdated(result: Awaited<ReturnType<ReturnType<Run["as"]>["submit"]>>): string {
  if (!("updated" in result)) throw new Error(`expected another view, got ${JSON.stringify(result)}`);
  return textOf(result.updated);
}

async function actions(run: Run): Promise<string[]> {
  const rows = await run.db
    .selectFrom("audit")
    .select("action")
    .where("action", "like", "cadence.%")
    .orderBy("id")
    .execute();
  return rows.map(({ action }) => action).filter((action) => action !== "cadence.created");
}
