import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit } from "../../src/demo/answer-check-in.ts";
import { databases } from "../support/databases.ts";
import { openHome } from "../support/home-tab.ts";
import { aRun, arrivals, asItIsNow, openForm, type Run, type RunOptions, sentAs, textOf } from "../support/run.ts";
import { storedCheckIns } from "../support/stored-check-ins.ts";

const both = (en: string, fr: string) => ({ en, fr });
const ALL_TYPES = [
  { key: "headline", type: "text", label: both("Headline", "Titre"), required: true, max: 40 },
  { key: "story", type: "long-text", label: both("Story", "Récit"), feeds: "progress" },
  { key: "health", type: "health", label: both("Health", "Statut"), required: true, feeds: "health" },
  { key: "budget", type: "number", label: both("Budget used", "Budget consommé"), min: 0, max: 100 },
  { key: "sure", type: "number", label: both("Confidence", "Confiance"), min: 1, max: 10, more: true },
  {
    key: "phase",
    type: "choice",
    label: both("Phase", "Phase"),
    more: true,
    options: [
      { value: "pilot", label: both("Pilot", "Pilote") },
      { value: "rollout", label: both("Roll-out", "Déploiement") },
    ],
  },
  {
    key: "markets",
    type: "choices",
    label: both("Markets", "Marchés"),
    more: true,
    options: [
      { value: "fr", label: both("France", "France") },
      { value: "uk", label: both("United Kingdom", "Royaume-Uni") },
      { value: "us", label: both("United States", "États-Unis") },
    ],
  },
];
const EVERYTHING: RunOptions = {
  cadences: [
    {
      key: "everything",
      program: "atlas",
      questions: ALL_TYPES,
      audience: ["lead", "team"],
      rule: { every: "day", at: "09:30", zone: "participant" },
    },
  ],
};
/** Monday at ten in London and eleven in Paris. */
const TEN = "2026-11-02T10:00Z";

const exported = (run: Run) => Array.fromAsync(storedCheckIns(run.db));

function questionsOf(run: Run, cadence: string) {
  return run.known("tom", cadence).cadence.questions;
}

describe.each(databases)("answering, on %s", (database) => {
  it("keeps an answer of every type as it was given, through the modal", async () => {
    const run = await aRun({ ...EVERYTHING, database });
    await run.to(TEN);
    const answers: Answers = {
      headline: "  Importer <live> & *well*  ",
      story: "Line one\nLine two: `code`, 😀, שלום",
      health: {
        colour: "amber",
        reason: "Vendor is late; we test with stubs",
        pathToGreen: { action: "Test with stubs", by: "2026-12-01" },
      },
      budget: 37.5,
      sure: 7,
      phase: "rollout",
      markets: ["fr", "us"],
    };
    await openForm(run, "tom", "everything");
    await fillAndSubmit(run.as("tom"), questionsOf(run, "everything"), answers);
    await run.settle();
    expect(await exported(run)).toEqual([
      {
        program: "atlas",
        cadence: "everything",
        round: "2026-11-02",
        period: "2026-11-02",
        person: "tom",
        answeredAt: "2026-11-02T10:00:00.000Z",
        revision: 1,
        late: false,
        answers,
      },
    ]);
    const [receipt] = await sentAs(run, "prompt", "tom");
    expect(receipt?.text).toContain("✓ Checked in Mon\u00a02\u00a0Nov, 10:00");
    expect(receipt?.text).toContain("Markets: France and United States");
    expect(receipt?.text).toMatch(/What’s being done: Test with stubs, by Tue\s1\sDec/);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("the form", () => {
  it("shows six fields at first, the rest below them by *More*, and keeps what was typed", async () => {
    const run = await aRun(EVERYTHING);
    await run.to(TEN);
    const tom = run.as("tom");
    const view = await openForm(run, "tom", "everything");
    const fieldsOf = ({ blocks }: typeof view) =>
      blocks.filter(({ type }) => type === "input").map((block) => block.block_id);
    const needed = async () =>
      (await tom.waitForView()).blocks.filter(({ optional }) => optional === false).map((block) => block.block_id);
    expect(await needed()).toEqual(["answer:headline", "answer:health"]);
    expect(fieldsOf(view)).toEqual([
      "answer:headline",
      "answer:story",
      "answer:health",
      "answer:health:reason",
      "answer:health:path-action",
      "answer:health:path-by",
      "answer:budget",
    ]);
    expect(textOf(view)).toContain("More: Confidence · Phase · Markets\n[More]");
    tom.fill("answer:headline", "Half typed");
    await tom.pressInView({ blockId: "answer:health", option: "amber" });
    // Slack calls none of them optional then.
    const why = ["reason", "path-action", "path-by"].map((field) => `answer:health:${field}`);
    expect(await needed()).toEqual(["answer:headline", "answer:health", ...why]);
    await tom.pressInView({ label: "More" });
    const more = await tom.waitForView();
    expect(fieldsOf(more)).toHaveLength(10);
    expect(textOf(more)).not.toContain("[More]");
    expect(textOf(more)).toContain("Half typed");
    tom.fill("answer:sure", "7");
    tom.fill("answer:health:reason", "Late vendor");
    tom.fill("answer:health:path-action", "Ask another one");
    tom.fill("answer:health:path-by", "2026-12-18");
    expect(await tom.submit()).toEqual({ closed: true });
    expect((await exported(run))[0]?.answers).toMatchObject({ headline: "Half typed", sure: 7 });
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("the receipt", () => {
  const answer = async (run: Run) => {
    await openForm(run, "tom");
    await fillAndSubmit(run.as("tom"), questionsOf(run, "daily"), { progress: "Parser", next: "Exporter" });
    await run.settle();
  };

  it("takes the place of the prompt through the response_url of its button", async () => {
    const run = await aRun();
    await run.to(TEN);
    await answer(run);
    const messages = arrivals(run, "tom");
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain("✓ Checked in Mon\u00a02\u00a0Nov, 10:00");
    expect(messages[0]?.text).toContain("[Edit]");
    expect(messages[0]?.text).not.toContain("[Nothing to report]");
    expect(run.sandbox.counters.calls.response_url).toBe(1);
    expect(run.sandbox.counters.calls["chat.update"] ?? 0).toBe(0);
  });

  it("takes it through chat.update when the response_url does not work", async () => {
    const run = await aRun();
    await run.to(TEN);
    run.sandbox.misbehave({ do: "answer-status", status: 500, when: "before", on: { method: "response_url" } });
    await answer(run);
    expect(arrivals(run, "tom")[0]?.text).toContain("✓ Checked in");
    expect(run.sandbox.counters.calls["chat.update"]).toBe(1);
  });

  it("takes it through chat.update when half an hour has passed since the button", async () => {
    const run = await aRun();
    await run.to(TEN);
    await openForm(run, "tom");
    await run.to("2026-11-02T10:31Z");
    await fillAndSubmit(run.as("tom"), questionsOf(run, "daily"), { progress: "Parser", next: "Exporter" });
    await run.settle();
    expect(arrivals(run, "tom")[0]?.text).toContain("✓ Checked in Mon\u00a02\u00a0Nov, 10:31");
    expect(run.sandbox.counters.calls.response_url ?? 0).toBe(0);
    expect(run.sandbox.counters.calls["chat.update"]).toBe(1);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

describe("the same submission twice", () => {
  it("is one revision, also when the first acknowledgement was lost on its way", async () => {
    const run = await aRun();
    // Started anew so that a lost connection is there again at once.
    await run.stopApp();
    await run.startApp();
    await run.to(TEN);
    await openForm(run, "tom");
    const tom = run.as("tom");
    tom.fill("answer:progress", "Only once");
    tom.fill("answer:next", "Exporter");
    run.sandbox.misbehave({ do: "drop-socket-after-next-payload" });
    expect(await tom.submit()).toHaveProperty("failed");
    await expect.poll(() => tom.submit(), { timeout: 8000 }).toEqual({ closed: true });
    await run.settle();
    expect((await exported(run)).map(({ revision }) => revision)).toEqual([1]);
    expect(arrivals(run, "tom")[0]?.text).toContain("Only once");
  });
});

describe("same as last time", () => {
  it("fills in what makes no item, and no status", async () => {
    const run = await aRun({ cadences: [{ key: "weekly", program: "atlas", template: "weekly-progress" }] });
    await run.to("2026-11-05T13:10Z");
    const lea = run.as("lea");
    const first: Answers = {
      health: { colour: "green" },
      progress: "Importeur en production",
      risk: "Le fournisseur",
      next: "L’exporteur",
    };
    await openForm(run, "lea", "weekly");
    await fillAndSubmit(lea, questionsOf(run, "weekly"), first);
    await run.to("2026-11-12T13:10Z");
    const prompt = (await sentAs(run, "prompt", "lea")).at(-1);
    if (!prompt) throw new Error("no prompt");
    await lea.press(prompt.message, { label: "Comme la dernière fois" });
    await lea.waitForView();
    expect(await lea.submit()).toEqual({
      errors: {
        "answer:health": "Please complete this required field.",
      },
    });
    await lea.pressInView({ blockId: "answer:health", option: "green" });
    // What was done is written anew each time.
    lea.fill("answer:progress", "Exporteur en test");
    expect(await lea.submit()).toEqual({ closed: true });
    const { risk: _, ...same } = first;
    const again = { ...same, progress: "Exporteur en test" };
    expect((await exported(run)).map(({ answers }) => answers)).toEqual([first, again]);
  });
});

describe("skipping and snoozing", () => {
  const promptOf = async (run: Run, handle: string) => {
    const prompt = (await sentAs(run, "prompt", handle)).at(-1);
    if (!prompt) throw new Error("no prompt");
    return prompt.message;
  };

  it("skips with one press, asks and keeps no reason, and can still be answered after all", async () => {
    const run = await aRun();
    await run.to(TEN);
    const tom = run.as("tom");
    const prompt = await promptOf(run, "tom");
    await tom.press(prompt, { actionId: "check_in.menu", option: "Skip this time" });
    await run.settle();
    expect(tom.view()).toBeNull();
    expect(
      await run.db.selectFrom("prompt").select(["state", "reason"]).where("state", "=", "skipped").execute(),
    ).toEqual([{ state: "skipped", reason: null }]);
    expect(await run.db.selectFrom("audit").select("id").where("action", "like", "prompt.%").execute()).toEqual([]);
    await run.to("2026-11-02T18:00Z");
    expect(textOf(asItIsNow(run, prompt))).toContain("Skipped. No reason is needed, and none is kept.");
    expect(await sentAs(run, "reminder", "tom")).toEqual([]);
    await tom.press(prompt, { label: "Check in anyway" });
    await tom.waitForView();
    await fillAndSubmit(tom, questionsOf(run, "daily"), { progress: "Done", next: "More" });
    await run.settle();
    expect(textOf(asItIsNow(run, prompt))).toContain("✓ Checked in late, Mon\u00a02\u00a0Nov, 18:00");
    expect((await exported(run)).map(({ late }) => late)).toEqual([true]);
  });

  it("comes again later, says so in the message and on Home, and not when it was answered meanwhile", async () => {
    const run = await aRun();
    await run.to(TEN);
    for (const handle of ["tom", "ravi"]) {
      const actor = run.as(handle);
      await actor.press(await promptOf(run, handle), { label: "Later" });
      const view = await actor.waitForView();
      expect(textOf(view)).toContain("In one hour");
      actor.fill("when", "In one hour");
      expect(await actor.submit()).toEqual({ closed: true });
    }
    await run.settle();
    const line = "due Mon\u00a02\u00a0Nov, 17:00 · you chose “Later”: again Mon\u00a02\u00a0Nov, 11:00";
    expect(textOf(asItIsNow(run, await promptOf(run, "tom")))).toContain(line);
    expect((await openHome(run, "tom")).join("\n")).toContain(line);
    await openForm(run, "ravi");
    await fillAndSubmit(run.as("ravi"), questionsOf(run, "daily"), { progress: "Parser", next: "Exporter" });
    await run.to("2026-11-02T14:00Z");
    expect((await openHome(run, "tom")).join("\n")).not.toContain("Later");
    const snoozed = await sentAs(run, "snooze", "tom");
    expect(snoozed.map(({ at }) => at)).toEqual(["2026-11-02T11:00:00.000Z"]);
    expect(snoozed[0]?.text).toContain("Here’s the reminder you asked for. Due Mon\u00a02\u00a0Nov, 17:00.");
    expect(await sentAs(run, "snooze", "ravi")).toEqual([]);
  });

  it("offers only times before it closes, and says so when none is left", async () => {
    const run = await aRun();
    await run.to("2026-11-03T08:00Z");
    const tom = run.as("tom");
    const prompt = await promptOf(run, "tom");
    await tom.press(prompt, { label: "Later" });
    const offered = textOf(await tom.waitForView());
    expect(offered).toContain("Remind me later");
    const options = JSON.stringify(tom.view()?.blocks);
    expect(options).toContain("In one hour");
    expect(options).not.toContain("In three hours");
    expect(options).not.toContain("Tomorrow at 9:00");
    await tom.closeView();
    await run.to("2026-11-03T08:45Z");
    await tom.press(prompt, { label: "Later" });
    expect(textOf(await tom.waitForView())).toContain("This closes within the hour, so please answer now.");
  });
});
