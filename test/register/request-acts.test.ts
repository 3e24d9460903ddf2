/** What each press on a request changes, where, for whom and in which lane. */
import { placedElements, type SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit, openCheckIn } from "../../src/demo/answering.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { answer, inbox } from "../mission/acts.ts";
import {
  addItem,
  askBack,
  decide,
  decideInWords,
  delegate,
  historyOf,
  itemCalled,
  mayDecide,
  moveBlocker,
  postpone,
  raiseRequest,
  readToDecide,
  reply,
  requestCalled,
  undo,
} from "../mission/acts-register.ts";
import { away } from "../mission/acts-setup.ts";
import { aCompany, type CompanyOptions, LOYALTY } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { type Run, textOf } from "../support/run.ts";

const QUESTION = "Release Dieter?";
const OPTIONS = ["Release", "Wait until spring"];

/** On Monday 30 November Tom asks Margaret, who reads it in her digest on Thursday 3 December at 9:00. */
async function asked(options: CompanyOptions = {}): Promise<Run> {
  const run = await aCompany({ cadences: ["monthly"], start: "2026-11-27T00:00:00.000Z", ...options });
  await run.to("2026-11-30T10:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-12-11", options: OPTIONS });
  await run.to("2026-12-03T10:00Z");
  return run;
}

/** Every message of the app to somebody that has these words, as it is now. */
function messages(run: Run, who: string, words = QUESTION): string[] {
  return run
    .as(who)
    .dm()
    .map((message: SandboxMessage) => textOf(message).replaceAll("\u00a0", " "))
    .filter((text) => text.includes(words));
}

/** What came to somebody since an instant, as it came. */
function since(run: Run, who: string, at: string): string[] {
  return inbox(run, who)
    .filter((message) => message.at >= at.slice(0, 16))
    .map(({ words }) => words);
}

interface Act {
  act(run: Run): Promise<void>;
  /** In every message to Margaret that shows the request, at once. */
  margaret: { shows: string; hides?: string };
  /** What comes to the others: at once, or with their next morning message. */
  tells?: { who: string; words: string; when: "now" | "morning" }[];
  answerBy: string;
}

const ACTS: Record<string, Act> = {
  decide: {
    act: (run) => decide(run, "margaret", "Release"),
    margaret: { shows: "✓ Release. You can undo it until 10:10.", hides: "[Other answer…]" },
    answerBy: "2026-12-09",
  },
  "decide in words": {
    act: (run) => decideInWords(run, "margaret", QUESTION, "Half of him", "We need him too"),
    margaret: { shows: "✓ Half of him. You can undo it until 10:10.", hides: "[Release]" },
    answerBy: "2026-12-09",
  },
  "decide and undo (M3)": {
    async act(run) {
      await decide(run, "margaret", "Release");
      await undo(run, "margaret", QUESTION);
    },
    margaret: { shows: "[Release] [Other answer…] [Ask…] [Delegate…]", hides: "✓" },
    answerBy: "2026-12-09",
  },
  "ask a question (H1, H2)": {
    act: (run) => askBack(run, "margaret", QUESTION, "Who does his work?"),
    margaret: { shows: "You asked Tom Baker: “Who does his work?” No reply yet.", hides: "[Release]" },
    tells: [{ who: "tom", words: "Who does his work?", when: "now" }],
    answerBy: "2026-12-09",
  },
  "ask, then delegate 40 seconds later (H1)": {
    async act(run) {
      await askBack(run, "margaret", QUESTION, "Who does his work?");
      await run.to(addMs(run.clock.now(), 40_000));
      await delegate(run, "margaret", QUESTION, "hugo", "You hold the budget");
    },
    margaret: { shows: "", hides: "[Release]" },
    tells: [
      { who: "tom", words: "Who does his work?", when: "now" },
      { who: "hugo", words: "You hold the budget", when: "now" },
      { who: "tom", words: "Margaret Osei delegated *Loyalty · Release Dieter?* to Hugo Lambert", when: "morning" },
    ],
    answerBy: "2026-12-09",
  },
  "reply (H1)": {
    async act(run) {
      await askBack(run, "margaret", QUESTION, "Who does his work?");
      await reply(run, "tom", QUESTION, "Nina, two days a week");
    },
    margaret: { shows: "[Release] [Other answer…] [Ask…] [Delegate…]", hides: "No reply yet" },
    tells: [{ who: "margaret", words: "Nina, two days a week", when: "now" }],
    answerBy: "2026-12-09",
  },
  postpone: {
    act: (run) => postpone(run, "margaret", QUESTION, "2026-12-10"),
    margaret: { shows: "Postponed to Thu 10 Dec; it comes back that morning.\n[Answer…]", hides: "[Release]" },
    tells: [
      { who: "tom", words: "Margaret Osei postponed *Loyalty · Release Dieter?* to Thu 10 Dec", when: "morning" },
    ],
    answerBy: "2026-12-10",
  },
};

describe("what a press changes at once, in the digest and on Home, and who reads it when", () => {
  it.each(Object.entries(ACTS))("%s", async (_, { act, margaret, tells = [], answerBy }) => {
    const run = await asked();
    const pressedAt = run.clock.now();
    await act(run);
    await run.settle();
    const shown = messages(run, "margaret").filter((text) => text.includes("Needs you") || text.includes("[Other"));
    for (const text of messages(run, "margaret", margaret.shows || QUESTION)) {
      if (margaret.hides) expect(text).not.toContain(margaret.hides);
    }
    if (margaret.shows) expect(messages(run, "margaret").join("\n")).toContain(margaret.shows);
    if (margaret.hides) for (const text of shown) expect(text).not.toContain(margaret.hides);
    expect(await requestCalled(run, QUESTION)).toMatchObject({ state: "open", answerBy });
    for (const { who, words } of tells.filter(({ when }) => when === "now"))
      expect(since(run, who, pressedAt).join("\n")).toContain(words);
    const later = tells.filter(({ when }) => when === "morning");
    for (const { who, words } of later) expect(since(run, who, pressedAt).join("\n")).not.toContain(words);
    await run.to("2026-12-04T12:00Z");
    for (const { who, words } of later) expect(since(run, who, pressedAt).join("\n")).toContain(words);
  });
});

describe("the ten minutes", () => {
  it("show the decision to nobody else, and another sponsor who is deciding, until when (M3)", async () => {
    const run = await asked({ programs: [{ ...LOYALTY, sponsors: ["margaret", "sam"] }] });
    await decide(run, "margaret", "Release");
    expect(await historyOf(run, QUESTION)).not.toContainEqual(expect.objectContaining({ words: "Release" }));
    for (const who of ["tom", "sam", "priya"]) expect(since(run, who, "2026-12-03T10:00Z")).toEqual([]);
    await expect(readByCode(run, "sam")).resolves.toContain("Request · open");
    await run.to(addMs(run.clock.now(), 10 * MINUTE));
    expect(await requestCalled(run, QUESTION)).toMatchObject({ state: "decided", outcome: { words: "Release" } });
    await run.to("2026-12-04T12:00Z");
    expect(since(run, "tom", "2026-12-03T10:00Z").join("\n")).toContain("Decided on 3 Dec by Margaret Osei: Release.");
  });

  it("end: in the tenth minute nothing can be undone any more, and the answer says so", async () => {
    const run = await asked();
    await decide(run, "margaret", "Release");
    const withUndo = run
      .as("margaret")
      .dm()
      .findLast((message) => textOf(message).includes("[Undo]"));
    await run.to(addMs(run.clock.now(), 10 * MINUTE));
    const before = (await requestCalled(run, QUESTION)).outcome;
    if (!withUndo) throw new Error("Nothing can be undone");
    await run
      .as("margaret")
      .press(withUndo, { label: "Undo" })
      .catch(() => undefined);
    expect((await requestCalled(run, QUESTION)).outcome).toEqual(before);
  });
});

it("is answered from the register too, and withdrawn by whoever asked alone", async () => {
  const run = await asked();
  await expect(readByCode(run, "margaret")).resolves.toMatch(/\[Answer…\].*\[Change…?\]/u);
  await expect(readByCode(run, "margaret")).resolves.not.toContain("[Withdraw]");
  await expect(readByCode(run, "tom")).resolves.not.toContain("[Answer…]");
});

async function readByCode(run: Run, who: string): Promise<string> {
  await run.as(who).command("/drumbeat find LOY-ASK-1");
  const shown = textOf(await run.as(who).waitForView());
  await run.as(who).closeView({ all: true });
  return shown;
}

describe("going up", () => {
  it("happens the morning after Answer by, never before, and says to whom the day before (M10)", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
    expect((await requestCalled(run, QUESTION)).answerBy).toBe("2026-11-11");
    await run.to("2026-11-11T12:00Z");
    const last = "Last day: *Release Dieter?* Tomorrow it goes to Hugo Lambert.";
    expect(since(run, "margaret", "2026-11-11").join("\n")).toContain(last);
    expect(since(run, "tom", "2026-11-11").join("\n")).toContain("Last day for Margaret Osei");
    await run.to("2026-11-12T08:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    await run.to("2026-11-13T12:00Z");
    expect(await requestCalled(run, QUESTION)).toMatchObject({ with: "hugo", answerBy: "2026-11-16" });
    const [first] = messages(run, "hugo");
    expect(first).toContain("Loyalty · Release Dieter? est maintenant chez vous.");
    expect(first).toContain("Margaret Osei l’avait jusqu’au mer. 11 nov.\n");
    expect((await itemCalled(run, QUESTION)).moves).toBe(0);
  });

  it("decided on its last day, the line of that morning says so in place, and the news comes once", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
    await run.to("2026-11-11T12:00Z");
    await decide(run, "margaret", "Release");
    await run.to("2026-11-12T12:00Z");
    const outcome = "Decided on 11 Nov by Margaret Osei: Release.";
    const [line, ...news] = messages(run, "tom", outcome);
    expect(line).toContain("*Release Dieter?*\n✓");
    expect(since(run, "tom", "2026-11-11T12:00Z").filter((words) => words.includes(outcome))).toHaveLength(1);
    expect(news).toHaveLength(1);
  });

  it("waits while a question is open, until it is needed, and then takes the question along", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
    await run.to("2026-11-10T12:00Z");
    await askBack(run, "margaret", QUESTION, "Who does his work?");
    await run.to("2026-11-13T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    await run.to("2026-11-17T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("hugo");
    expect(messages(run, "hugo").join("\n")).toContain("Who does his work?");
  });

  it("passes over whoever is away until after Answer by, and what is delegated goes up from who delegated", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await away(run, "margaret", { from: "2026-11-03", until: "2026-11-30" });
    await run.to("2026-11-03T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
    await run.to("2026-11-03T10:05Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("hugo");
    await run.to("2026-11-10T12:00Z");
    await delegate(run, "hugo", QUESTION, "sam", "You know the store");
    expect(mayDecide(run, "sam", QUESTION)).toBe(true);
  });

  it("stays at the top, where it is told each week until it is answered", async () => {
    const run = await aCompany({ programs: [{ ...LOYALTY, steering: [] }] });
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
    await run.to("2026-11-25T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    const overdue = since(run, "margaret", "2026-11-14").filter((text) => text.includes("Was needed by Fri 13 Nov"));
    expect(overdue).toHaveLength(2);
  });
});

describe("what nobody may", () => {
  it("a request to whoever asks, or that is needed yesterday is refused at its field", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    for (const [owner, due, words] of [
      ["tom", "2026-11-13", "no one decides their own"],
      ["margaret", "2026-11-01", "That date has passed"],
    ] as const) {
      await run.as("tom").command(`/drumbeat request ${QUESTION}`);
      await run.as("tom").waitForView();
      run.as("tom").fill("due", due);
      run.as("tom").fill("owner", owner);
      expect(JSON.stringify(await run.as("tom").submit())).toContain(words);
      await run.as("tom").closeView({ all: true });
    }
  });

  it("a team member's request goes to the lead, the lead's to the sponsor, and the lead reads what skips them", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "priya", { question: "A second tester?", neededBy: "2026-11-13" });
    expect((await requestCalled(run, "A second tester?")).with).toBe("tom");
    await raiseRequest(run, "priya", { question: "A third?", neededBy: "2026-11-13", decider: "margaret" });
    await run.to("2026-11-03T12:00Z");
    expect(since(run, "tom", "2026-11-02T10:00Z").join("\n")).toContain("Priya Raman asked Margaret Osei");
    expect(await openHome(run, "priya")).toContain("YOU’RE WAITING FOR");
  });

  it("the form to decide says question, options and cost once (M4)", async () => {
    const run = await asked();
    const form = await readToDecide(run, "margaret", QUESTION);
    for (const once of ["Loyalty · Release Dieter?", "Wait until spring", "(recommended)", "A week for each week"])
      expect(form.split(once)).toHaveLength(2);
  });
});

it("a blocker: one new date by its owner, then the lead's, then the sponsor's after five working days", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "issue", title: "No test card", due: "2026-11-03", blocks: true });
  await run.to("2026-11-04T12:00Z");
  expect((await itemCalled(run, "No test card")).owner).toBe("tom");
  await moveBlocker(run, "tom", "No test card", "2026-11-06");
  await run.to("2026-11-16T08:00Z");
  expect((await itemCalled(run, "No test card")).owner).toBe("tom");
  await run.to("2026-11-16T12:00Z");
  expect(await itemCalled(run, "No test card")).toMatchObject({ owner: "margaret", due: "2026-11-06", moves: 1 });
});

describe("a request of somebody above whom nobody sits", () => {
  const { deputy: _, ...others } = LOYALTY;
  const ALONE = { ...others, sponsors: [], steering: [] };

  it("is refused at its field in the register, and goes to whom they choose", async () => {
    const run = await aCompany({ programs: [ALONE] });
    await run.to("2026-11-02T10:00Z");
    await run.as("tom").command(`/drumbeat request ${QUESTION}`);
    await run.as("tom").waitForView();
    run.as("tom").fill("due", "2026-11-13");
    expect(await run.as("tom").submit()).toMatchObject({
      errors: { owner: "Nobody sits above you in Loyalty: choose who decides." },
    });
    run.as("tom").fill("owner", "sam");
    await run.as("tom").submit();
    await run.settle();
    expect((await requestCalled(run, QUESTION)).with).toBe("sam");
  });

  it("is refused at its field in a check-in, where nothing typed is lost, and goes to whom they choose", async () => {
    const run = await aCompany({ programs: [ALONE], cadences: ["monthly"], start: "2026-11-27T00:00:00.000Z" });
    await run.to("2026-11-30T10:00Z");
    const tom = run.as("tom");
    const known = run.known("tom", "monthly");
    const answers = {
      "bottom-line": "Live in March",
      health: { colour: "green" as const },
      progress: "Import",
      ask: QUESTION,
    };
    await openCheckIn(tom, known);
    await expect(fillAndSubmit(tom, known.cadence.questions, answers, known)).rejects.toThrow(
      "Nobody sits above you in Loyalty: choose who decides.",
    );
    const who = placedElements(tom.view()?.blocks ?? []).find(({ blockId }) => blockId.endsWith("request-who"));
    tom.fill(who?.blockId ?? "", "sam");
    await tom.submit();
    await run.settle();
    expect((await requestCalled(run, QUESTION)).with).toBe("sam");
  });
});
