/** What an answer brings into the register: by its fields and their ticks alone. */
import { describe, expect, it } from "vitest";
import { formIds } from "../../src/check-ins/form/form.ts";
import { putInto } from "../../src/demo/answer-check-in.ts";
import { trackedChoice } from "../../src/register/items-in-check-in.ts";
import { delegate } from "../../src/register/requests/acts.ts";
import { escalate } from "../../src/register/requests/due-requests.ts";
import {
  actingAs,
  aRun,
  asItIsNow,
  LEA,
  lastMessage,
  leaveSlack,
  NINA,
  openForm,
  personIn,
  type Run,
  SOFIA,
  sentAs,
  textOf as shownAs,
  TOM,
} from "../support/run.ts";

const textOf = (shown: Parameters<typeof shownAs>[0]) => shownAs(shown).replaceAll("\u00a0", " ");

const ATLAS = { key: "atlas", title: "Atlas", lead: "sofia", sponsors: ["lea"], team: ["tom"] };
const WEEKLY = {
  key: "weekly",
  program: "atlas",
  template: "weekly-progress",
  rule: { every: "week", on: ["mo"], at: "09:00", zone: "Europe/London" },
  audience: ["team", "lead"],
};

async function aMonday(cadences: Record<string, unknown>[] = [WEEKLY]): Promise<Run> {
  const run = await aRun({ people: [TOM, SOFIA, LEA], programs: [ATLAS], cadences });
  await run.to("2026-11-02T12:00Z");
  return run;
}

/** In the form of the week, whose required fields are filled in. */
async function answer(run: Run, fields: Record<string, string | string[]>, handle = "tom") {
  await openForm(run, handle, "weekly");
  const person = run.as(handle);
  for (const [key, value] of Object.entries({ health: "green", progress: "Done", ...fields }))
    await putInto(person, `answer:${key}`, value);
  const result = await person.submit();
  await run.settle();
  return result;
}

function items(run: Run) {
  return run.db.selectFrom("item").selectAll().orderBy("type").orderBy("number").execute();
}

/** All that they were sent, as it stands now. */
const receiptOf = (run: Run, handle = "tom") => run.as(handle).dm().map(textOf).join("\n");

it.each([
  ["en-GB", "Sofia Rossi gets it Tue 3 Nov, 9:00, answers by Thu 5 Nov; then Léa Martin."],
  [
    "fr-FR",
    "Sofia Rossi la recevra le mar. 3 nov. à 9 h, pour y répondre le jeu. 5 nov. au plus tard ; ensuite Léa Martin.",
  ],
])(
  "a request says on its receipt when its decider reads it, by when they answer, and who is next (RECEIPT, %s)",
  async (locale, told) => {
    const people = [{ ...TOM, locale }, SOFIA, LEA];
    const run = await aRun({ people, programs: [ATLAS], cadences: [WEEKLY], isTogether: true });
    await run.to("2026-11-02T12:00Z");
    await answer(run, { request: "A second tester?" });
    expect(receiptOf(run)).toContain(told);
    await run.to("2026-11-03T08:00Z");
    expect(receiptOf(run, "sofia")).not.toContain("A second tester?");
    await run.to("2026-11-03T09:30Z");
    expect(receiptOf(run, "sofia")).toContain("A second tester?");
  },
);

it("a receipt says for good who read the answer, also once whoever led leads no more", async () => {
  const run = await aMonday();
  await answer(run, { blocker: "No card" }, "sofia");
  await run.db.updateTable("seat").set({ until_date: "2026-11-05" }).where("role", "=", "lead").execute();
  await run.to("2026-11-10T12:00Z");
  const receipt = run
    .as("sofia")
    .dm()
    .findLast((message) => textOf(message).includes("Checked in"));
  expect(receipt && textOf(receipt)).toMatch(
    /Your team, and any deputy or program office, reads your answers\..*No card – now with Léa Martin/su,
  );
});

it("a form filled as last time has its words, and nothing that was tracked already", async () => {
  const run = await aMonday();
  await answer(run, { progress: "Login works", blocker: "No test phone", request: "A second tester?" });
  await run.to("2026-11-09T12:00Z");
  const isPrompt = (each: Parameters<typeof textOf>[0]) => textOf(each).includes("[Same as last time]");
  for (const prompt of run.as("tom").dm().filter(isPrompt))
    await run.as("tom").press(prompt, { label: "Same as last time" });
  const view = await run.as("tom").waitForView();
  expect(textOf(view)).not.toContain("Login works");
  await run.as("tom").pressInView({ blockId: "answer:health", option: "green" });
  run.as("tom").fill("answer:progress", "Payments work");
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  expect(await items(run)).toHaveLength(2);
});

it("what cannot wait for a sponsor's day is read in their next hours, as the receipt says (RECEIPT)", async () => {
  const wednesdays = { ...WEEKLY, rule: { ...WEEKLY.rule, on: ["we"] } };
  const run = await aRun({ people: [TOM, SOFIA, LEA], programs: [ATLAS], cadences: [wednesdays], isTogether: true });
  await run.to("2026-11-04T20:00Z");
  await answer(run, { request: "Release Dieter?" }, "sofia");
  expect(receiptOf(run, "sofia")).toContain("Léa Martin gets it Thu 5 Nov, 7:00, answers by");
  expect(receiptOf(run, "lea")).not.toContain("Release Dieter?");
  await run.to("2026-11-05T12:00Z");
  expect(receiptOf(run, "lea")).toContain("Release Dieter?");
});

it("a request that its decider hands to somebody is with them at once, and no receipt names a later day", async () => {
  const run = await aRun({ people: [TOM, SOFIA, LEA, NINA], programs: [ATLAS], cadences: [WEEKLY], isTogether: true });
  await run.to("2026-11-02T12:00Z");
  await answer(run, { request: "A second tester?" });
  const { id: itemId } = await run.db.selectFrom("item").select("id").executeTakeFirstOrThrow();
  const handedOver = { itemId, person: await personIn(run, "lea"), why: "You know them" };
  await delegate(await actingAs(run, "sofia"), handedOver);
  await run.settle();
  expect(receiptOf(run, "lea")).toContain("A second tester?");
  expect(receiptOf(run)).toContain("A second tester? Answer by");
});

it.each([
  ["unanswered", undefined, "A longer check-in of this program is open and counts for this one."],
  ["answered", "green", "✓ Checked in"],
])(
  "a weekly check-in that is open as the monthly one comes is covered by it where it is not answered (%s)",
  async (_, health, told) => {
    const thursdays = { ...WEEKLY, rule: { ...WEEKLY.rule, on: ["th"] } };
    const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "Europe/London" };
    const monthly = { ...WEEKLY, key: "monthly", template: "monthly-executive", rule, audience: ["lead"] };
    const start = "2026-10-26T00:00:00.000Z";
    const run = await aRun({ people: [TOM, SOFIA, LEA], programs: [ATLAS], cadences: [monthly, thursdays], start });
    await run.to("2026-10-29T12:00Z");
    if (health) await answer(run, { health }, "sofia");
    await run.to("2026-10-30T12:00Z");
    const [weekly, month, ...more] = await sentAs(run, "prompt", "sofia");
    expect(more).toEqual([]);
    expect(weekly && textOf(asItIsNow(run, weekly.message))).toContain(told);
    expect(month?.text).toContain("Monthly");
    // Nobody else is asked for the month.
    expect(textOf(lastMessage(run, "tom"))).toContain("Just one reminder");
  },
);

/** The last working day of a month whose report Sofia writes and Léa reads. */
async function aMonthsEnd(people: (typeof TOM)[], cadences = [WEEKLY], sponsors = ["lea"]): Promise<Run> {
  const rule = { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "Europe/London" };
  const monthly = { ...WEEKLY, key: "monthly", template: "monthly-executive", rule, audience: ["lead"] };
  const programs = [{ ...ATLAS, sponsors }];
  const start = "2026-11-26T00:00:00.000Z";
  const run = await aRun({ people, programs, cadences: [monthly, ...cadences], start });
  await run.to("2026-11-30T12:00Z");
  return run;
}

async function answerMonth(run: Run, given: Record<string, string> = {}) {
  const month = { "bottom-line": "The pilot is safe", health: "green", progress: "Pilot", ...given };
  for (const [key, value] of Object.entries(month)) await putInto(run.as("sofia"), `answer:${key}`, value);
  expect(await run.as("sofia").submit()).toEqual({ closed: true });
  await run.settle();
}

it.each([
  ["en-GB", ["lea"], "Léa Martin reads it on Thu 3 Dec."],
  ["fr-FR", ["lea"], "Léa Martin lit cette réponse le jeu. 3 déc."],
  ["en-GB", ["lea", "nina"], "The sponsors read it on Thu 3 Dec."],
  ["fr-FR", ["lea", "nina"], "Les sponsors lisent cette réponse le jeu. 3 déc."],
])("a receipt says when those above read the answer (RECEIPT, %s, %j)", async (locale, sponsors, told) => {
  const run = await aMonthsEnd([TOM, { ...SOFIA, locale }, LEA, NINA], [WEEKLY], sponsors);
  await openForm(run, "sofia", "monthly");
  await answerMonth(run);
  expect(receiptOf(run, "sofia")).toContain(told);
});

it.each([
  ["fr-FR", "Pilote sûr", "The pilot is safe"],
  ["en-GB", "The pilot is safe", "Pilote sûr"],
])(
  "the bottom line is offered in the language of a reader above, who alone gets it (%s)",
  async (locale, read, other) => {
    const run = await aMonthsEnd([TOM, SOFIA, { ...LEA, locale }, NINA], [], ["lea", "nina"]);
    const form = textOf(await openForm(run, "sofia", "monthly"));
    expect(form.includes("Bottom line in French")).toBe(locale === "fr-FR");
    expect(form).not.toContain("Bottom line in English");
    await answerMonth(run, locale === "fr-FR" ? { "bottom-line-fr": "Pilote sûr" } : {});
    await run.to("2026-12-04T12:00Z");
    expect(receiptOf(run, "lea")).toContain(read);
    expect(receiptOf(run, "lea")).not.toContain(other);
    expect(receiptOf(run, "nina")).toContain("The pilot is safe");
    expect(receiptOf(run, "nina")).not.toContain("Pilote sûr");
  },
);

describe("blockers", () => {
  it("become issues that block work where the tick stands, of their author, due in five working days", async () => {
    const run = await aMonday();
    await answer(run, { blocker: "Tills reject receipts\n- No test data" });
    expect(await items(run)).toMatchObject([
      { type: "issue", title: "Tills reject receipts", state: "open", due_on: "2026-11-09", disclosure: "program" },
      { type: "issue", title: "No test data", state: "open", due_on: "2026-11-09" },
    ]);
    expect(receiptOf(run)).toContain("Tracked, yours, due Mon 9 Nov, then Sofia Rossi’s from Tue 10 Nov:");
    // Once the round is closed, the receipt has only what stays true (67 M1s).
    await run.to("2026-11-09T20:00Z");
    const told = run.as("tom").dm().map(textOf).join("\n");
    expect(told).toMatch(/\nTracked: ATL-I-1 Tills reject receipts · ATL-I-2 No test data\n⋯Why/);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("are words of the answer where it does not, where it says “none”, and in the daily form unless ticked", async () => {
    const daily = { ...WEEKLY, key: "daily", template: "daily-team", rule: { ...WEEKLY.rule, every: "day" } };
    const run = await aMonday();
    await answer(run, { blocker: "None.\n- néant" });
    await answer(run, { blocker: "Nothing grave", "blocker:track": [] });
    expect(await items(run)).toEqual([]);
    const other = await aMonday([daily]);
    await openForm(other, "tom", "daily");
    other.as("tom").fill("answer:next", "More");
    other.as("tom").fill("answer:blocker", "Waiting for Privacy");
    await other.as("tom").submit();
    await other.settle();
    expect(await items(other)).toEqual([]);
  });

  it("that are none go by one press on the receipt, and the answer stays", async () => {
    const run = await aMonday();
    await answer(run, { blocker: "Tills reject receipts" });
    const receipt = run.as("tom").dm().at(-1);
    if (!receipt) throw new Error("There is no receipt");
    await run.as("tom").press(receipt, { label: "Not a blocker" });
    await run.settle();
    expect(await items(run)).toMatchObject([{ state: "dropped" }]);
    expect(receiptOf(run)).not.toContain("Tracked, yours");
    expect(receiptOf(run)).toContain("ATL-I-1 Tills reject receipts – dropped");
  });

  it("of whoever leads are the sponsor's on the day that the receipt names", async () => {
    const run = await aMonday();
    await answer(run, { blocker: "Tills reject receipts" }, "sofia");
    expect(receiptOf(run, "sofia")).toContain("Tracked, yours, due Mon 9 Nov, then Léa Martin’s from Tue 17 Nov:");
    const owners = () => items(run).then(([item]) => item?.owner_id);
    const before = await owners();
    await run.to("2026-11-16T12:00Z");
    expect(await owners()).toBe(before);
    await run.to("2026-11-17T12:00Z");
    expect(await owners()).not.toBe(before);
    expect(receiptOf(run, "sofia")).toContain("ATL-I-1 Tills reject receipts – now with Léa Martin");
  });

  it("stay tracked, in a daily form too, when the answer is edited; unticked they go, and come back by a press", async () => {
    const daily = { ...WEEKLY, key: "daily", template: "daily-team", rule: { ...WEEKLY.rule, every: "day" } };
    const run = await aMonday([daily]);
    const tom = run.as("tom");
    await openForm(run, "tom", "daily");
    tom.fill("answer:next", "More");
    tom.fill("answer:blocker", "Waiting for Privacy");
    tom.fill("answer:blocker:track", ["track"]);
    await tom.submit();
    await run.settle();
    const edit = async (fields: Record<string, string | string[]>) => {
      const receipt = tom.dm().at(-1);
      if (!receipt) throw new Error("There is no receipt");
      await tom.press(receipt, { label: "Edit" });
      for (const [key, value] of Object.entries(fields)) tom.fill(`answer:${key}`, value);
      await tom.submit();
      await run.settle();
    };
    await edit({ next: "Even more" });
    expect(await items(run)).toMatchObject([{ state: "open" }]);
    await edit({ "blocker:track": [] });
    expect(receiptOf(run)).toContain("ATL-I-1 Waiting for Privacy – dropped");
    const receipt = tom.dm().at(-1);
    if (receipt) await tom.press(receipt, { label: "Track again" });
    await run.settle();
    expect(await items(run)).toMatchObject([{ state: "open" }]);
    expect(receiptOf(run)).toContain("Tracked, yours, due");
  });
});

describe("what is kept in the team", () => {
  const keep = async (run: Run, who: string, fields: Record<string, string>, kept: string[]) => {
    await openForm(run, who, "weekly");
    await run.as(who).pressInView({ actionId: formIds.more });
    for (const [key, value] of Object.entries({ health: "green", progress: "Done", ...fields, keep: kept }))
      await putInto(run.as(who), `answer:${key}`, value);
    const result = await run.as(who).submit();
    await run.settle();
    return result;
  };

  it("stays there with its items, however often it is escalated", async () => {
    const run = await aMonday();
    await keep(run, "tom", { blocker: "Jonas is on leave" }, ["blocker"]);
    expect(await items(run)).toMatchObject([{ title: "Jonas is on leave", disclosure: "team" }]);
    const [{ id: itemId } = { id: "" }] = await items(run);
    await escalate(await actingAs(run, "tom"), { itemId, note: "" });
    const again = escalate(await actingAs(run, "sofia"), { itemId, note: "" });
    await expect(again).rejects.toMatchObject({ code: "KEPT_BELOW" });
    expect(await items(run)).toMatchObject([{ owner_id: (await personIn(run, "sofia")).id, disclosure: "team" }]);
  });

  it("is asked of nobody above", async () => {
    const run = await aMonday();
    // Nobody sits above who may read it: the form asks who decides.
    expect(await keep(run, "sofia", { request: "Who covers for Jonas?" }, ["request"])).toHaveProperty("updated");
    await run.to("2026-11-11T12:00Z");
    expect(await items(run)).toEqual([]);
    expect(receiptOf(run, "lea")).not.toContain("Jonas");
  });

  it("is offered to nobody for what goes above", async () => {
    const run = await aMonthsEnd([TOM, SOFIA, LEA]);
    for (const kept of [[], ["progress"]]) {
      await keep(run, "tom", { progress: "Jonas is on leave" }, kept);
      const form = await openForm(run, "sofia", "monthly");
      expect(JSON.stringify(form.blocks).includes("Jonas is on leave")).toBe(kept.length === 0);
      await run.as("sofia").closeView();
    }
  });
});

describe("what the person tracks", () => {
  it("is confirmed, done or moved by one choice each, and left alone where nothing is chosen", async () => {
    const run = await aMonday();
    await answer(run, { blocker: "One\nTwo\nThree\nFour" });
    await run.to("2026-11-09T12:00Z");
    await openForm(run, "tom", "weekly");
    const tom = run.as("tom");
    const [one, two, three, four] = await items(run);
    const choose = (id: string | undefined, option: string) =>
      tom.pressInView({ actionId: trackedChoice, blockId: `tracked:${id}`, option });
    await choose(one?.id, "open");
    await choose(two?.id, "done");
    await choose(three?.id, "moved");
    await tom.pressInView({ blockId: "answer:health", option: "green" });
    tom.fill("answer:progress", "Done");
    expect(await tom.submit()).toMatchObject({ errors: { [`tracked:${three?.id}:to`]: "This field is required." } });
    tom.fill(`tracked:${three?.id}:to`, "2026-11-20");
    tom.fill(`tracked:${three?.id}:why`, "Waits for the vendor");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    expect(await items(run)).toMatchObject([
      { id: one?.id, state: "open", due_on: "2026-11-09" },
      { id: two?.id, state: "done" },
      { id: three?.id, state: "open", due_on: "2026-11-20", due_moves: 1 },
      { id: four?.id, state: "open", due_on: "2026-11-09" },
    ]);
    const events = run.db.selectFrom("item_event").select("item_id").where("event", "=", "confirmed").orderBy("at");
    const confirmed = async () => (await events.execute()).map(({ item_id: id }) => id);
    expect(await confirmed()).toEqual([one?.id]);
    // So it is where its words are written again.
    await run.to("2026-11-16T12:00Z");
    await answer(run, { blocker: "Four\nFive", "blocker:track": [] });
    expect(await confirmed()).toEqual([one?.id, four?.id]);
  });
});

describe("a request", () => {
  it("says whom it goes to before it is saved, the level above the author, and goes there", async () => {
    const run = await aMonday();
    const view = await openForm(run, "tom", "weekly");
    expect(textOf(view)).toContain("needed by Mon 9 Nov");
    await answer(run, { request: "A second tester?" });
    const [request] = await items(run);
    const sofia = await run.db.selectFrom("person").select("id").where("handle", "=", "sofia").executeTakeFirst();
    expect(request).toMatchObject({ type: "request", state: "open", owner_id: sofia?.id, due_on: "2026-11-09" });
    expect(receiptOf(run)).toContain("A second tester?");
    expect(receiptOf(run)).toContain("[Add options…]");
    expect(receiptOf(run)).toContain("[Withdraw]");
  });

  it("is refused at its field where it is needed by a day that has passed, or asks its author or who has left", async () => {
    const run = await aMonday();
    await openForm(run, "tom", "weekly");
    const tom = run.as("tom");
    await tom.pressInView({ blockId: "answer:health", option: "green" });
    tom.fill("answer:progress", "Done");
    tom.fill("answer:request", "A second tester?");
    await tom.pressInView({ actionId: formIds.changeRequest });
    expect(textOf(await tom.waitForView())).toContain("A second tester?");
    tom.fill("answer:request:request-who", "tom");
    tom.fill("answer:request:request-by", "2026-11-01");
    expect(await tom.submit()).toEqual({
      errors: {
        "answer:request:request-who": "You can’t decide your own request. Choose somebody else.",
        "answer:request:request-by": "That date has passed. Choose today or later.",
      },
    });
    tom.fill("answer:request:request-by", "2026-11-05");
    await tom.pressInView({ blockId: "answer:request:request-how", option: "options" });
    tom.fill("answer:request:request-options", "Nina");
    tom.fill("answer:request:request-who", "sofia");
    expect(await tom.submit()).toEqual({
      errors: {
        "answer:request:request-options": "Write at least two options, one a line, or choose “In words” above.",
      },
    });
    tom.fill("answer:request:request-options", "Nina\nRavi");
    await leaveSlack(run, "sofia");
    expect(await tom.submit()).toMatchObject({
      errors: {
        "answer:request:request-who": expect.stringContaining("The Slack account of Sofia Rossi is deactivated"),
      },
    });
    tom.fill("answer:request:request-who", "lea");
    expect(await tom.submit()).toEqual({ closed: true });
    await run.settle();
    const [request, ...others] = await items(run);
    expect([request, others]).toMatchObject([{ type: "request", due_on: "2026-11-05", title: "A second tester?" }, []]);
    expect(JSON.parse(request?.details ?? "{}").options).toMatchObject([{ label: "Nina" }, { label: "Ravi" }]);
  });
});

it("an answer of signs that nobody sees is none, and refused where one is required", async () => {
  const run = await aMonday();
  expect(await answer(run, { progress: "\u200b\u2060 \u00ad\u3164\u2800" })).toEqual({
    errors: { "answer:progress": "Please answer this question." },
  });
});
