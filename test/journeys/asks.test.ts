import type { SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { submitForm } from "../../src/demo/answering.ts";
import { personById } from "../../src/people/use-cases.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { asksFor } from "../../src/register/asks/ask.ts";
import { decideAsk, deferAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { historyOf, itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  arrivals,
  asItIsNow,
  atAnyHour,
  LEA,
  lastMessage,
  NINA,
  openForm,
  personIn,
  RAVI,
  type Run,
  type RunOptions,
  SAM,
  SOFIA,
  savedWith,
  TOM,
  textOf,
} from "../support/run.ts";

const INES = { handle: "ines", name: "Inès Roy", tz: "Europe/Paris", locale: "fr-FR" };
const QUESTION = "Release one data engineer until January?";
const WEEKLY = {
  key: "weekly",
  program: "atlas",
  questions: [{ key: "ask", type: "long-text", label: "What do you need from above?", feeds: "ask" }],
  rule: { every: "week", on: ["mo"], at: "09:00", zone: "participant" },
  audience: ["team"],
};

/** Tom works for Atlas, Léa leads it in French, Sofia sponsors it; `steering` is its committee. */
async function atlas(options: RunOptions = {}, steering: string[] = [], sponsors = ["sofia"]): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, INES],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors, steering, team: ["tom"] }],
    cadences: [WEEKLY],
    ...options,
  });
  await atAnyHour(run, "lea", "tom", "sofia", "nina", "ravi", "ines", "sam");
  return run;
}

async function asked(run: Run): Promise<void> {
  await run.to("2026-11-02T09:30Z");
  await openForm(run, "tom", "weekly");
  run.as("tom").fill("answer:ask", QUESTION);
  expect(await run.as("tom").submit()).toEqual({ closed: true });
  await run.to("2026-11-02T09:45Z");
}

async function complete(run: Run, options: Record<string, string> = {}): Promise<void> {
  const tom = run.as("tom");
  await tom.press(about(run, "tom", "incomplete"), { label: "Add details" });
  await tom.waitForView();
  tom.fill("option1", "Yes, from Analytics\nThree days a week");
  tom.fill("recommended", "option1");
  tom.fill("needed-by", "2026-11-13");
  tom.fill("cost", "One week of launch per week");
  for (const [field, value] of Object.entries(options)) tom.fill(field, value);
  await savedWith(run, "tom");
  await run.settle();
}

/** The last message of the app to somebody that has these words, as it is now. */
function about(run: Run, handle: string, words: string): SandboxMessage {
  const found = arrivals(run, handle).findLast(({ text }) => text.includes(words));
  if (!found) throw new Error(`Nothing about “${words}” came to ${handle}: ${textOf(lastMessage(run, handle))}`);
  return found.message;
}

async function decisionsIn(run: Run) {
  const { id: programId, workspace_id } = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const items = await itemsOfPrograms(run.db, workspace_id, [programId]);
  return items.filter(({ type }) => type === "decision");
}

async function askIn(run: Run) {
  const { id: programId, workspace_id: workspaceId } = await run.db
    .selectFrom("program")
    .selectAll()
    .executeTakeFirstOrThrow();
  const reader = { zone: "Europe/London" };
  const since = "2026-11-01T00:00:00.000Z";
  const [ask] = await asksFor(run.db, reader, { workspaceId, programIds: [programId], since, at: run.clock.now() });
  if (!ask) throw new Error("There is no ask");
  return ask;
}

/** Opens, behind the second button of a request, one of the forms of all else. */
async function other(run: Run, handle: string, message: SandboxMessage, label: string): Promise<string> {
  const actor = run.as(handle);
  await actor.press(message, { actionId: "ask.decide" });
  await actor.waitForView();
  await actor.pressInView({ label });
  return textOf(await actor.waitForView());
}

/** Sends a form that leaves nothing open, since the message says what came of it. */
async function closed(run: Run, handle: string): Promise<void> {
  expect(await submitForm(run.as(handle))).toEqual({ closed: true });
  await run.settle();
  expect(run.as(handle).view()).toBeNull();
}

async function submit(run: Run, handle: string): Promise<string> {
  const told = await savedWith(run, handle);
  await run.settle();
  return told;
}

/** A complete ask of Tom's, whose texts are as given. */
async function raised(run: Run, index: number, title: string, text = "A week"): Promise<void> {
  const tom = await run.db.selectFrom("person").selectAll().where("handle", "=", "tom").executeTakeFirstOrThrow();
  const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const actor = await personById(run.db, tom.workspace_id, tom.id);
  const effect = text;
  const options = [
    { label: "Yes", effect, doesNothing: false },
    { label: "Do nothing", effect, doesNothing: true },
  ];
  await inTransaction(run.db, (tx) =>
    raiseItem(run.app.services, tx, actor, program.id, {
      type: "ask",
      details: { kind: "decision", options, recommended: 0, why: text, costOfWaiting: text, evidence: text },
      title,
      description: text,
      dueOn: "2026-11-20",
      sourceKey: `command:${index}`,
    }),
  );
  await run.settle();
}

describe.each(databases)("an ask from a check-in, on %s", (database) => {
  it("is completed once, decided from its message, undone, decided again, and told to those who asked after ten minutes", async () => {
    const run = await atlas({ database });
    await asked(run);
    expect(await askIn(run)).toMatchObject({
      isIncomplete: true,
      lacks: ["due", "options", "recommendation", "cost-of-waiting"],
    });
    expect(textOf(about(run, "tom", "incomplete"))).toContain(
      "Still missing: by when, at least two options, one of them “do nothing”, what you recommend and what waiting costs.",
    );
    expect(arrivals(run, "sofia")).toEqual([]);
    await complete(run);
    expect(textOf(about(run, "tom", QUESTION))).toContain("✓ Complete. Now with Sofia Rossi for a decision.");

    const [first] = arrivals(run, "sofia");
    if (!first) throw new Error("Nothing came to Sofia");
    expect(first.text.split("\n").filter(Boolean)).toEqual([
      QUESTION,
      "ATL-ASK-1 · Atlas · from Tom Baker · asked today · needed by Fri\u00a013\u00a0Nov",
      "1. Yes, from Analytics – Three days a week",
      "2. Do nothing",
      "Recommended: Yes, from Analytics",
      "Cost of waiting: One week of launch per week",
      "[Yes, from Analytics] [Other answer…] ⋯Why did I get this?",
    ]);

    const sofia = run.as("sofia");
    await sofia.press(first.message, { actionId: "ask.menu", option: "Why did I get this?" });
    expect(textOf(await sofia.waitForView())).toContain("Tom Baker");
    await sofia.closeView();
    await expect(sofia.press(first.message, { label: "Yes, from Analytics" })).rejects.toThrow(
      "“Yes, from Analytics” for Atlas. It will be recorded in the register. You can undo it for 10 minutes; after that, Tom Baker and the program’s leads will be told.",
    );
    await sofia.press(first.message, { label: "Yes, from Analytics" }, { confirm: true });
    await run.settle();
    expect(textOf(asItIsNow(run, first.message))).toContain(
      "✓ Decided on 2\u00a0Nov by Sofia Rossi: Yes, from Analytics. Recorded as ATL-D-1.",
    );
    await run.to("2026-11-02T09:50Z");
    await sofia.press(asItIsNow(run, first.message), { label: "Undo" });
    await run.settle();
    expect(await askIn(run)).toMatchObject({ state: "acknowledged", waitsFor: "decider", outcome: null });

    await sofia.press(asItIsNow(run, first.message), { label: "Other answer…" });
    const form = textOf(await sofia.waitForView());
    for (const also of ["[Ask a question…]", "[Postpone…]", "[Delegate…]", "[Send to committee…]"])
      expect(form).toContain(also);
    sofia.fill("option", "1");
    await closed(run, "sofia");
    // The first decision would have been told by now.
    await run.to("2026-11-02T09:59Z");
    expect(arrivals(run, "lea")).toEqual([]);
    await run.to("2026-11-02T10:01Z");
    expect(arrivals(run, "lea").map(({ text }) => text)).toEqual([
      expect.stringContaining(
        "Décidé le 2\u00a0nov. par Sofia Rossi\u00a0: Do nothing. Inscrite au registre\u00a0: ATL-D-2.",
      ),
    ]);
    const told = textOf(about(run, "tom", "Decision on your request"));
    expect(told).toContain("by Sofia Rossi: Do nothing.");
    expect(told).not.toContain("Why:");
    expect(textOf(asItIsNow(run, first.message))).not.toContain("[Undo]");
    expect(await decisionsIn(run)).toMatchObject([
      { number: 1, state: "reversed" },
      { number: 2, state: "active", title: `${QUESTION} → Do nothing`, details: { askId: (await askIn(run)).id } },
    ]);
    expect(await askIn(run)).toMatchObject({ state: "decided", outcome: { decisionCode: "ATL-D-2", body: "sponsor" } });
  });
});

describe("an ask", () => {
  it("is decided once, whoever presses however often; everybody else is told whose it is, or what was decided", async () => {
    const run = await atlas({}, [], ["sofia", "nina"]);
    await asked(run);
    await complete(run);
    const message = about(run, "sofia", QUESTION);
    const copy = about(run, "tom", QUESTION);
    const yes = { label: "Yes, from Analytics" };
    await Promise.all([1, 2].map(() => run.as("sofia").press(message, yes, { confirm: true })));
    await run.settle();
    expect(await decisionsIn(run)).toHaveLength(1);
    expect(textOf(copy)).not.toContain("[Yes");
    // As in a copy that shows the old buttons.
    const { workspace_id, id } = await run.db
      .selectFrom("item")
      .selectAll()
      .where("type", "=", "ask")
      .executeTakeFirstOrThrow();
    const nina = await run.db.selectFrom("person").selectAll().where("handle", "=", "nina").executeTakeFirstOrThrow();
    const press = deferAsk(run.app.services, await personById(run.db, workspace_id, nina.id), id, "2026-12-01");
    await expect(press).rejects.toThrow("ASK_NOT_YOURS: Sofia Rossi decides ATL-ASK-1.");
    const sofia = await run.db.selectFrom("person").selectAll().where("handle", "=", "sofia").executeTakeFirstOrThrow();
    const again = deferAsk(run.app.services, await personById(run.db, workspace_id, sofia.id), id, "2026-12-01");
    await expect(again).rejects.toThrow("Decided on 2\u00a0Nov by Sofia Rossi: Yes, from Analytics");
  });

  it("comes back on the morning to which it was put off, and not before", async () => {
    const run = await atlas();
    await asked(run);
    await complete(run);
    const message = about(run, "sofia", QUESTION);
    await other(run, "sofia", message, "Postpone…");
    run.as("sofia").fill("until", "2026-11-02");
    expect(await run.as("sofia").submit()).toEqual({ errors: { until: "Choose a date after today." } });
    run.as("sofia").fill("until", "2026-11-05");
    await closed(run, "sofia");
    expect(textOf(asItIsNow(run, message))).toContain("Postponed to Thu\u00a05\u00a0Nov");
    expect(textOf(asItIsNow(run, message))).not.toContain("[Other answer…]");
    const count = arrivals(run, "sofia").length;
    await run.to("2026-11-05T08:59Z");
    expect(arrivals(run, "sofia")).toHaveLength(count);
    await run.to("2026-11-05T09:01Z");
    expect(arrivals(run, "sofia")).toHaveLength(count + 1);
    expect(textOf(lastMessage(run, "sofia"))).toContain("[Yes, from Analytics]");
  });

  it("goes back to its author with a question, whose answer comes to the decider; both stay in its history", async () => {
    const run = await atlas();
    await asked(run);
    await complete(run);
    const message = about(run, "sofia", QUESTION);
    await other(run, "sofia", message, "Ask a question…");
    run.as("sofia").fill("question", "Who does *their* work meanwhile?");
    await closed(run, "sofia");
    expect(textOf(asItIsNow(run, message))).toContain("Question sent to Tom Baker; the answer will appear here.");
    expect(await askIn(run)).toMatchObject({ waitsFor: "asker" });
    expect(textOf(asItIsNow(run, message))).toContain("Your deadline is paused.");
    const question = about(run, "tom", "Who does *their* work meanwhile?");
    await run.as("tom").press(question, { label: "Answer" });
    await run.as("tom").waitForView();
    run.as("tom").fill("answer", "Nina, two days a week");
    await closed(run, "tom");
    expect(textOf(lastMessage(run, "sofia"))).toContain("You asked: Who does *their* work meanwhile?");
    expect(textOf(lastMessage(run, "sofia"))).toContain("Answer: Nina, two days a week");
    expect(textOf(asItIsNow(run, question))).toContain("✓ Answered. Back with Sofia Rossi to decide.");
    const { program } = await askIn(run);
    const [item] = await itemsOfPrograms(run.db, run.app.workspace.id, [program.id], { types: ["ask"] });
    const events = item ? await historyOf(run.db, item) : [];
    expect(events.map(({ event, note }) => [event, note])).toEqual([
      ["raised", null],
      ["completed", null],
      ["asked-back", "Who does *their* work meanwhile?"],
      ["answered-back", "Nina, two days a week"],
    ]);
  });

  it("is passed on with a reason, to somebody outside the program only where that is meant", async () => {
    const run = await atlas();
    await asked(run);
    await complete(run);
    const message = about(run, "sofia", QUESTION);
    const sofia = run.as("sofia");
    await other(run, "sofia", message, "Delegate…");
    sofia.fill("to", "ines");
    sofia.fill("why", "She holds the budget");
    expect(await sofia.submit()).toEqual({
      errors: { to: "Inès Roy has no role in Atlas. Choose someone who does, or tick the box to confirm." },
    });
    sofia.fill("outside", ["meant"]);
    expect(await submit(run, "sofia")).toContain("Delegated to Inès Roy, with your reason.");
    expect(textOf(asItIsNow(run, message))).toContain("Now with Inès Roy, who decides.");
    const theirs = lastMessage(run, "ines");
    expect(textOf(theirs)).toContain("Décision que vous délègue Sofia Rossi\u00a0: She holds the budget");
    expect(textOf(theirs)).toContain("demandée par Tom Baker");
    const ines = run.as("ines");
    await ines.press(theirs, { label: "Autre réponse…" });
    await ines.waitForView();
    ines.fill("option", "otherwise");
    ines.fill("words", "Oui, mais deux jours");
    await closed(run, "ines");
    await run.to("2026-11-02T10:00Z");
    expect(textOf(asItIsNow(run, theirs))).toContain("Décidé le 2\u00a0nov. par Inès Roy\u00a0: Oui, mais deux jours.");
    expect(textOf(asItIsNow(run, message))).toContain("Decided on 2\u00a0Nov by Inès Roy: Oui, mais deux jours.");
    expect(textOf(about(run, "tom", "Decision on your request"))).toContain("Oui, mais deux jours");
  });

  it("is told at each field what it lacks, and withdrawn by its author", async () => {
    const run = await atlas();
    await asked(run);
    const tom = run.as("tom");
    const message = about(run, "tom", "incomplete");
    await tom.press(message, { label: "Add details" });
    await tom.waitForView();
    tom.fill("option1", "x".repeat(76));
    tom.fill("recommended", "option3");
    tom.fill("needed-by", "2026-11-01");
    tom.fill("cost", "A week");
    tom.fill("decider", "sam");
    expect(await tom.submit()).toEqual({
      errors: {
        option1: "The first line becomes the button: 75 characters at most. Put the rest on the next line.",
        recommended: "The option you recommend is empty. Fill it in or choose another one.",
        "needed-by": "That date has passed. Choose today or later.",
      },
    });
    tom.fill("option1", "Yes");
    tom.fill("recommended", "nothing");
    tom.fill("needed-by", "2026-11-13");
    expect(await tom.submit()).toEqual({
      errors: { decider: "Sam Poe has no role in Atlas. Choose someone who does; they can delegate it." },
    });
    await tom.closeView();
    await tom.press(message, { label: "Withdraw" }, { confirm: true });
    await run.settle();
    expect(textOf(asItIsNow(run, message))).toContain("Withdrawn by the team.");
    expect(await askIn(run)).toMatchObject({ state: "withdrawn", waitsFor: null });
  });

  it("that nobody completes is decided in free words by the one it is for", async () => {
    const run = await atlas();
    await asked(run);
    const { id } = await askIn(run);
    const sofia = await run.db.selectFrom("person").selectAll().where("handle", "=", "sofia").executeTakeFirstOrThrow();
    const person = await personById(run.db, sofia.workspace_id, sofia.id);
    await decideAsk(run.app.services, person, id, { words: "Yes, Ravi", rationale: "He knows the data" });
    await run.to("2026-11-02T10:30Z");
    expect(textOf(about(run, "tom", "Decision on your request"))).toContain("Why: He knows the data");
    expect(await decisionsIn(run)).toMatchObject([{ state: "active", title: `${QUESTION} → Yes, Ravi` }]);
  });

  it("that waited for the morning comes as a line among others, and is decided in a form with all of it", async () => {
    const run = await atlas({}, [], ["nina"]);
    await run.db.deleteFrom("person_preference").execute();
    await run.to("2026-11-03T02:00Z");
    for (const [index, title] of ["Buy <@U1>?", "Hire?"].entries()) await raised(run, index, title);
    await run.to("2026-11-03T12:59Z");
    expect(arrivals(run, "nina")).toEqual([]);
    await run.to("2026-11-03T13:01Z");
    expect(arrivals(run, "nina")).toHaveLength(1);
    const bundle = lastMessage(run, "nina");
    expect(textOf(bundle).replaceAll("\u00a0", " ")).toContain(
      "*Decide* · Buy <@U1>? · ATL-ASK-1 · Atlas · by Fri, Nov 20\n[Yes] [Other answer…]",
    );
    const nina = run.as("nina");
    const { id } = await askIn(run);
    await nina.press(bundle, { actionId: "ask.decide", value: id });
    expect(textOf(await nina.waitForView())).toContain("Cost of waiting: ");
    expect(await nina.submit()).toMatchObject({ errors: { option: expect.anything() } });
    nina.fill("option", "otherwise");
    expect(await nina.submit()).toEqual({ errors: { words: "Enter your decision in one sentence." } });
    nina.fill("option", "0");
    await closed(run, "nina");
    // The line says it, with what takes it back.
    expect(textOf(asItIsNow(run, bundle)).replaceAll("\u00a0", " ")).toContain("by Nina Diaz: Yes.");
    await nina.press(asItIsNow(run, bundle), { label: "Undo" });
    await run.settle();
    expect(await askIn(run)).toMatchObject({ waitsFor: "decider", outcome: null });
  });
});

describe("a steering committee", () => {
  async function inVote(run: Run, quorum: string): Promise<void> {
    await asked(run);
    await complete(run, { option2: "Yes, from Sales", "needed-by": "2026-12-04" });
    const sofia = run.as("sofia");
    await other(run, "sofia", about(run, "sofia", QUESTION), "Send to committee…");
    sofia.fill("quorum", quorum);
    sofia.fill("closes", "2026-11-06");
    await closed(run, "sofia");
  }

  async function vote(run: Run, handle: string, option: string): Promise<string> {
    const actor = run.as(handle);
    await actor.press(asItIsNow(run, about(run, handle, QUESTION)), { actionId: "ask.vote" });
    await actor.waitForView();
    actor.fill("option", option);
    await closed(run, handle);
    // The outbox keeps below Slack's rate: what it holds back comes within the minute.
    await run.to(addMs(run.clock.now(), MINUTE));
    return textOf(asItIsNow(run, about(run, handle, QUESTION)));
  }

  it("decides by circulation: votes change until all have voted, and who has voted sees the count", async () => {
    const run = await atlas({}, ["ines", "nina", "ravi"]);
    await inVote(run, "2");
    expect(textOf(lastMessage(run, "ines"))).toContain(
      "Le comité de pilotage vote jusqu’au vendredi\u00a06\u00a0novembre. Le vote est valable dès que 2 membres sur 3 se seront prononcés.",
    );
    expect(await vote(run, "nina", "0")).toContain("Your vote: Yes, from Analytics");
    expect(textOf(lastMessage(run, "ravi"))).not.toContain("So far");
    await vote(run, "nina", "1");
    expect(textOf(lastMessage(run, "nina"))).toContain("So far: Yes, from Sales: 1");
    await vote(run, "ines", "abstain");
    expect(textOf(lastMessage(run, "ines"))).toContain("À ce stade\u00a0: Yes, from Sales\u00a0: 1 · 1 abstention");
    await vote(run, "ravi", "1");
    expect(await askIn(run)).toMatchObject({
      state: "decided",
      outcome: { text: "Yes, from Sales", body: "committee", vote: { for: 2, cast: 3 } },
    });
    expect(textOf(about(run, "tom", "Decision on your request"))).toContain("2 of 3 votes (written vote).");
    expect(textOf(about(run, "nina", QUESTION))).toContain(
      "Decided on Nov\u00a02 by the steering committee: Yes, from Sales.",
    );
  });

  it("whose vote closes without a quorum leaves it to its chair, who is told so and may ask again", async () => {
    const run = await atlas({}, ["ines", "nina", "ravi"]);
    await inVote(run, "3");
    await vote(run, "nina", "0");
    await run.to("2026-11-06T16:59Z");
    expect(await askIn(run)).toMatchObject({ waitsFor: "committee" });
    await run.to("2026-11-06T17:01Z");
    expect(await askIn(run)).toMatchObject({ waitsFor: "decider", decider: { name: "Inès Roy" } });
    expect(textOf(lastMessage(run, "ines"))).toContain("Le vote est clos sans quorum\u00a0: 1 vote sur les 3 requis.");
    expect(textOf(lastMessage(run, "nina"))).toContain("The vote has closed.");
    const ines = run.as("ines");
    await other(run, "ines", lastMessage(run, "ines"), "Soumettre au comité…");
    ines.fill("quorum", "1");
    ines.fill("closes", "2026-11-10");
    await closed(run, "ines");
    expect(textOf(lastMessage(run, "nina"))).toContain("[Vote…]");
    expect(textOf(lastMessage(run, "nina"))).not.toContain("Your vote");
    await vote(run, "ravi", "1");
    await run.to("2026-11-10T17:01Z");
    expect(await askIn(run)).toMatchObject({ state: "decided", outcome: { text: "Yes, from Sales" } });
  });
});

it("what came of an ask is told in the morning message, at once on the day on which it is needed (SLOT6)", async () => {
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom"] }],
    cadences: [WEEKLY],
  });
  await run.to("2026-11-17T12:00Z");
  await raised(run, 1, "Release one engineer?");
  await raised(run, 2, "Sign the contract?");
  const sofia = await personIn(run, "sofia");
  const decided = async (title: string) => {
    const { id } = await run.db.selectFrom("item").select("id").where("title", "=", title).executeTakeFirstOrThrow();
    await decideAsk(run.app.services, sofia, id, { words: `Yes: ${title}` });
    await run.settle();
  };
  const told = () => arrivals(run, "tom").flatMap(({ at, text }) => (text.includes("Yes: ") ? [at.slice(0, 16)] : []));
  await run.to("2026-11-18T14:00Z");
  await decided("Release one engineer?");
  await run.to("2026-11-19T08:59Z");
  expect(told()).toEqual([]);
  await run.to("2026-11-20T14:00Z");
  expect(told()).toEqual(["2026-11-19T09:00"]);
  await decided("Sign the contract?");
  await run.to("2026-11-20T15:00Z");
  expect(told()).toEqual(["2026-11-19T09:00", "2026-11-20T14:10"]);
});
