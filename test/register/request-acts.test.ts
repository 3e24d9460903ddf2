/** What each press on a request changes, where, for whom and in which lane. */
import { placedElements, type SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit, openCheckIn } from "../../src/demo/answer-check-in.ts";
import { addMs, MINUTE } from "../../src/platform/time.ts";
import { undo as undoDecision } from "../../src/register/requests/decide.ts";
import { answer, inbox, plain } from "../mission/acts.ts";
import {
  addItem,
  askBack,
  decide,
  decideInWords,
  delegate,
  finish,
  historyOf,
  itemCalled,
  mayDecide,
  postpone,
  raiseRequest,
  readToDecide,
  reply,
  requestCalled,
  sendToCommittee,
  undo,
  vote,
} from "../mission/acts-register.ts";
import { away, prefer } from "../mission/acts-setup.ts";
import { aCompany, type CompanyOptions, LOYALTY, PEOPLE, STORES } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { actingAs, leaveSlack, type Run, textOf } from "../support/run.ts";
import { stillClock } from "../support/still-clock.ts";

const QUESTION = "Release Dieter?";
const OPTIONS = ["Release", "Wait until spring"];

/** On Friday 20 November Tom asks Margaret, who reads it in the message of her week, then in her digest of 3 December. */
async function asked({
  options = OPTIONS,
  neededBy = "2026-12-11",
  ...company
}: CompanyOptions & { options?: string[]; neededBy?: string } = {}): Promise<Run> {
  const run = await aCompany({ cadences: ["monthly"], start: "2026-11-20T00:00:00.000Z", ...company });
  await run.to("2026-11-20T10:00Z");
  await raiseRequest(run, "tom", {
    ...{ question: QUESTION, neededBy },
    ...(options.length > 0 ? { options } : { answered: "yes-no" }),
  });
  await run.to("2026-11-30T10:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import is live" });
  await run.to("2026-12-03T10:00Z");
  return run;
}

/** On Monday 2 November, needed by Friday of the week after. */
async function neededByFriday(company: CompanyOptions = {}): Promise<Run> {
  const run = await aCompany(company);
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", options: OPTIONS });
  return run;
}

/** Every message of the app to somebody that has these words, as it is now. */
function messages(run: Run, who: string, words = QUESTION): string[] {
  return run
    .as(who)
    .dm()
    .filter((message: SandboxMessage) => message.thread_ts === undefined)
    .map((message) => plain(textOf(message)))
    .filter((text) => text.includes(words));
}

async function homeOf(run: Run, who: string): Promise<string> {
  return plain((await openHome(run, who)).join("\n"));
}

/** What came to somebody since an instant, as it came. */
function since(run: Run, who: string, at: string): string {
  return inbox(run, who)
    .filter((message) => message.at >= at.slice(0, 16))
    .map(({ words }) => words)
    .join("\n");
}

interface Act {
  act(run: Run): Promise<unknown>;
  options?: string[];
  /** In the message of Margaret's week and in her digest, at once. */
  margaret: { shows: string; hides?: string };
  /** On Home, at once: what stands there, and what does not. */
  homes: Record<string, [shows: string, hides: string]>;
  /** What comes to the others: at once, or with their next morning message. */
  tells?: { who: string; words: string; when: "now" | "morning" }[];
  now?: { state?: string; answerBy?: string };
}

const TO_DECIDE = "[Release] [Other answer…]";
const ALL_BUTTONS = "[Release] [Other answer…] [Ask…] [Delegate…]";
const OF_TOM = "Release Dieter? · Margaret Osei, by Wed 9 Dec";
const WORK = "Who does his work?";
const undone =
  (...acts: ((run: Run) => Promise<void>)[]) =>
  async (run: Run) => {
    for (const act of acts) await act(run);
    await undo(run, "margaret", QUESTION);
  };
const pending = (words: string, hides: string) => ({ shows: `✓ ${words}. You can undo it until 10:10.`, hides });
const release = (run: Run) => decide(run, "margaret", "Release");
const inWords = (run: Run) => decideInWords(run, "margaret", QUESTION, "Half of him", "We need him too");
const toAsk = (run: Run) => askBack(run, "margaret", QUESTION, WORK);
const toPostpone = (run: Run) => postpone(run, "margaret", QUESTION, "2026-12-10");
const toDelegate = (run: Run) => delegate(run, "margaret", QUESTION, "hugo", "You hold the budget");
const TO_HUGO = { who: "hugo", words: "You hold the budget", when: "now" } as const;
const NOTE = "Margaret Osei delegated *Loyalty · Release Dieter?* to Hugo Lambert";
const ASKED = { who: "tom", words: `Margaret Osei asks, before deciding: “${WORK}”`, when: "now" } as const;
const POSTPONED = "Postponed to Thu 10 Dec; it comes back that morning.";
const PENDING = { margaret: ["[Undo]", TO_DECIDE], tom: [OF_TOM, "✓"] } satisfies Act["homes"];
const OPEN = { margaret: [TO_DECIDE, "[Undo]"], tom: [OF_TOM, "✓"] } satisfies Act["homes"];

const ACTS: Record<string, Act> = {
  decide: { act: release, margaret: pending("Release", "[Other answer…]"), homes: PENDING },
  "decide where there are no options": {
    options: [],
    act: (run) => decide(run, "margaret", "Yes"),
    margaret: pending("Yes", "[No]"),
    homes: PENDING,
  },
  "decide in words, the choice (FIX 12)": {
    act: inWords,
    margaret: pending("Half of him", "[Release]"),
    homes: PENDING,
  },
  "decide and undo": { act: undone(release), margaret: { shows: ALL_BUTTONS, hides: "✓" }, homes: OPEN },
  "ask a question": {
    act: toAsk,
    margaret: { shows: `You asked Tom Baker: “${WORK}” No reply yet.`, hides: "[Release]" },
    homes: {
      margaret: ["Release Dieter? · Tom Baker’s reply\n[Answer…]", "[Release]"],
      tom: [`${ASKED.words}\n[Reply…]`, "WAITING FOR"],
    },
    tells: [ASKED],
  },
  "ask, decide and undo": {
    act: undone(toAsk, inWords),
    margaret: { shows: "No reply yet.", hides: "✓" },
    homes: { margaret: ["Tom Baker’s reply", "[Undo]"], tom: [`${ASKED.words}\n[Reply…]`, "✓"] },
    tells: [ASKED],
  },
  "ask, then delegate 40 seconds later": {
    async act(run) {
      await toAsk(run);
      await run.to(addMs(run.clock.now(), 40_000));
      await toDelegate(run);
    },
    margaret: { shows: "Now with Hugo Lambert.", hides: "[Release]" },
    homes: { margaret: ["PROGRAMS", QUESTION], hugo: [QUESTION, "[Reply…]"], tom: ["[Reply…]", "✓"] },
    tells: [ASKED, TO_HUGO, { who: "tom", words: NOTE, when: "now" }],
  },
  reply: {
    async act(run) {
      await toAsk(run);
      await reply(run, "tom", QUESTION, "Nina, two days a week");
    },
    margaret: { shows: ALL_BUTTONS, hides: "No reply yet" },
    homes: { margaret: [TO_DECIDE, "reply"], tom: [OF_TOM, "[Reply…]"] },
    tells: [{ who: "margaret", words: "Nina, two days a week", when: "now" }],
  },
  delegate: {
    act: toDelegate,
    margaret: { shows: "Now with Hugo Lambert.", hides: "[Release]" },
    homes: {
      margaret: ["PROGRAMS", QUESTION],
      hugo: ["[Release] [Autre réponse…]", "✓"],
      tom: ["Hugo Lambert, by", "Margaret Osei, by"],
    },
    tells: [TO_HUGO, { who: "tom", words: NOTE, when: "now" }],
  },
  postpone: {
    act: toPostpone,
    margaret: { shows: `${POSTPONED}\n[Answer…]`, hides: "[Release]" },
    homes: { margaret: [`${POSTPONED}\n[Answer…]`, "[Release]"], tom: ["Margaret Osei, by Thu 10 Dec", "Wed 9"] },
    tells: [
      { who: "tom", words: "Margaret Osei postponed *Loyalty · Release Dieter?* to Thu 10 Dec", when: "morning" },
    ],
    now: { answerBy: "2026-12-10" },
  },
  "postpone, decide and undo": {
    act: undone(toPostpone, inWords),
    margaret: { shows: POSTPONED, hides: "✓" },
    homes: { margaret: [POSTPONED, "[Undo]"], tom: ["Margaret Osei, by Thu 10 Dec", "✓"] },
    now: { answerBy: "2026-12-10" },
  },
  "send to the committee": {
    act: (run) => sendToCommittee(run, "margaret", QUESTION),
    margaret: { shows: "The steering committee votes until Thu 10 Dec.", hides: "[Release]" },
    homes: {
      margaret: ["PROGRAMS", QUESTION],
      hugo: ["vote jusqu’au jeu. 10 déc.\n[Se prononcer…]", "✓"],
      ines: ["vote jusqu’au jeu. 10 déc.\n[Se prononcer…]", "✓"],
      tom: ["The steering committee votes until Thu 10 Dec.", "[Reply…]"],
    },
    tells: [{ who: "tom", words: "The steering committee votes on *Loyalty · Release Dieter?*", when: "morning" }],
  },
  "withdraw, by whoever asked": {
    act: (run) => finish(run, "tom", QUESTION, "He stays"),
    margaret: { shows: "Withdrawn. Nothing left to decide.", hides: "[Release]" },
    homes: { margaret: ["PROGRAMS", QUESTION], tom: ["PROGRAMS", QUESTION] },
    now: { state: "withdrawn" },
  },
};

/** Left to `npm run test:all`: one act after another, of which each is tried by itself, and what differs in its words alone. */
const LEFT_OUT = [
  ...["ask, decide and undo", "ask, then delegate 40 seconds later", "postpone, decide and undo"],
  ...["decide", "decide where there are no options", "reply"],
];
const TRIED = Object.entries(ACTS).filter(([name]) => process.env.DRUMBEAT_ALL || !LEFT_OUT.includes(name));

describe("what a press changes at once, in the message of the week, the digest and on Home, and who reads it when", () => {
  it.each(TRIED)("%s", async (_, { act, options, margaret, homes, tells = [], now }) => {
    const run = await asked(options && { options });
    const pressedAt = run.clock.now();
    const shownIn = messages(run, "margaret").length;
    expect(shownIn).toBeGreaterThanOrEqual(2);
    await act(run);
    // Slack takes a message a second in one conversation.
    await run.to(addMs(run.clock.now(), 5_000));
    for (const text of messages(run, "margaret").slice(0, shownIn)) {
      expect(text).toContain(margaret.shows);
      if (margaret.hides) expect(text).not.toContain(margaret.hides);
    }
    for (const [who, [shows, hides]] of Object.entries(homes)) {
      const home = await homeOf(run, who);
      expect(home, who).toContain(shows);
      expect(home, who).not.toContain(hides);
    }
    expect(await requestCalled(run, QUESTION)).toMatchObject({ state: "open", answerBy: "2026-12-09", ...now });
    for (const { who, words } of tells.filter(({ when }) => when === "now"))
      expect(since(run, who, pressedAt)).toContain(words);
    const later = tells.filter(({ when }) => when === "morning");
    for (const { who, words } of later) expect(since(run, who, pressedAt)).not.toContain(words);
    await run.to("2026-12-04T12:00Z");
    for (const { who, words } of later) expect(since(run, who, pressedAt)).toContain(words);
  });
});

describe("a vote of two, and what is not offered", () => {
  it.each([
    ["both agree: it is decided at once", ["Release", "Release"], "2026-12-08T12:10Z", { state: "decided" }],
    ["one votes: it is decided when the vote closes", ["Release"], "2026-12-10T18:00Z", { state: "decided" }],
    [
      "they are divided: the chair",
      OPTIONS,
      "2026-12-08T12:10Z",
      { state: "open", with: "hugo", answerBy: "2026-12-11" },
    ],
    ["nobody votes: the chair", [], "2026-12-10T18:00Z", { state: "open", with: "hugo", answerBy: "2026-12-15" }],
  ])("%s", async (_, votes, at, expected) => {
    const run = await asked();
    await sendToCommittee(run, "margaret", QUESTION);
    await run.to("2026-12-08T12:00Z");
    for (const [place, option] of votes.entries())
      await vote(run, place === 0 ? "hugo" : "ines", QUESTION, OPTIONS.indexOf(option));
    await run.to(at);
    expect(await requestCalled(run, QUESTION)).toMatchObject(expected);
  });

  it("is over on a working day, and a committee of its chair alone gets the request straight", async () => {
    const run = await asked({ neededBy: "2026-12-14" });
    await sendToCommittee(run, "margaret", QUESTION);
    expect(await homeOf(run, "tom")).toContain("The steering committee votes until Fri 11 Dec.");
    const alone = await asked({ programs: [{ ...LOYALTY, steering: ["hugo"] }] });
    await sendToCommittee(alone, "margaret", QUESTION);
    expect(await requestCalled(alone, QUESTION)).toMatchObject({ state: "open", with: "hugo" });
  });

  it("is not offered where there is no committee (FIX 10)", async () => {
    for (const steering of [[], ["hugo"]]) {
      const run = await asked({ programs: [{ ...LOYALTY, steering }] });
      const hasCommittee = (await readToDecide(run, "margaret", QUESTION)).includes("Send to committee…");
      expect(hasCommittee).toBe(steering.length > 0);
    }
  });
});

describe("the ten minutes", () => {
  it("show the decision to nobody else, and another sponsor who is deciding, until when", async () => {
    const run = await asked({ programs: [{ ...LOYALTY, sponsors: ["margaret", "sam"] }] });
    await decide(run, "margaret", "Release");
    expect(await historyOf(run, QUESTION)).not.toContainEqual(expect.objectContaining({ words: "Release" }));
    for (const who of ["tom", "sam", "priya"]) expect(since(run, who, "2026-12-03T10:00Z")).toBe("");
    await expect(readByCode(run, "sam")).resolves.toContain("Request · open");
    for (const shown of [...messages(run, "sam"), await homeOf(run, "sam")])
      expect(shown).toContain("\nMargaret Osei is deciding, until 10:10.\n");
    await run.to(addMs(run.clock.now(), 10 * MINUTE));
    expect(await requestCalled(run, QUESTION)).toMatchObject({ state: "decided", outcome: { words: "Release" } });
    await run.to("2026-12-04T12:00Z");
    expect(since(run, "tom", "2026-12-03T10:00Z")).toContain("Decided on 3 Dec by Margaret Osei: Release.");
  });

  it("leave no trace in the history that others read, undone or not", async () => {
    const run = await asked();
    await decide(run, "margaret", "Release");
    await expect(readByCode(run, "tom")).resolves.not.toContain("being decided");
    await undo(run, "margaret", QUESTION);
    await expect(readByCode(run, "tom")).resolves.not.toMatch(/being decided|undone/u);
    await expect(readByCode(run, "margaret")).resolves.toContain("decision undone");
  });

  it("pressed twice, *Undo* answers that it is undone, and after another act what that was", async () => {
    const run = await asked();
    await decide(run, "margaret", "Release");
    const { id: itemId } = await run.db
      .selectFrom("item")
      .select("id")
      .where("type", "=", "request")
      .executeTakeFirstOrThrow();
    const margaret = await actingAs(run, "margaret");
    await undoDecision(margaret, { itemId });
    const before = await requestCalled(run, QUESTION);
    await expect(undoDecision(margaret, { itemId })).rejects.toMatchObject({ code: "UNDONE" });
    expect(await requestCalled(run, QUESTION)).toEqual(before);
    await run.settle();
    await inWords(run);
    await undoDecision(margaret, { itemId });
    await run.settle();
    await toAsk(run);
    await expect(undoDecision(margaret, { itemId })).rejects.toMatchObject({ code: "ITEM_MOVED_ON" });
  });

  it("end: in the tenth minute nothing can be undone any more, and the answer says so", async () => {
    const run = await asked();
    await decide(run, "margaret", "Release");
    const margaret = run.as("margaret");
    const old = margaret.dm().findLast((message) => textOf(message).includes("[Undo]")) ?? expect.fail();
    const over = addMs(run.clock.now(), 10 * MINUTE);
    const { id: itemId } = await run.db
      .selectFrom("item")
      .select("id")
      .where("type", "=", "request")
      .executeTakeFirstOrThrow();
    // Before the tick has made it final.
    const atItsEnd = { ...(await actingAs(run, "margaret")), clock: stillClock(over) };
    await expect(undoDecision(atItsEnd, { itemId })).rejects.toMatchObject({ code: "UNDO_TOO_LATE" });
    await run.to(over);
    await margaret.press(old, { label: "Undo" }).catch(() => undefined);
    await run.settle();
    expect(await requestCalled(run, QUESTION)).toMatchObject({ state: "decided", outcome: { words: "Release" } });
  });
});

it("is answered from the register too, and withdrawn by whoever asked alone", async () => {
  const run = await asked();
  await expect(readByCode(run, "margaret")).resolves.toMatch(/\[Answer…\].*\[Change…?\]/u);
  await expect(readByCode(run, "margaret")).resolves.not.toContain("[Withdraw]");
  await expect(readByCode(run, "tom")).resolves.not.toContain("[Answer…]");
});

async function readByCode(run: Run, who: string): Promise<string> {
  await run.as(who).command("/drumbeat find LOY-REQ-1");
  const shown = textOf(await run.as(who).waitForView());
  await run.as(who).closeView({ all: true });
  return shown;
}

describe("going up", () => {
  it("happens the morning after Answer by, never before, and says to whom the day before", async () => {
    const run = await neededByFriday();
    expect((await requestCalled(run, QUESTION)).answerBy).toBe("2026-11-11");
    await run.to("2026-11-11T12:00Z");
    const last = "Last day: *Release Dieter?* · from Tom Baker. Tomorrow it goes to Hugo Lambert.";
    expect(since(run, "margaret", "2026-11-11")).toContain(last);
    expect(since(run, "tom", "2026-11-11")).toContain("Last day for Margaret Osei");
    await run.to("2026-11-12T08:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    await run.to("2026-11-13T12:00Z");
    expect(await requestCalled(run, QUESTION)).toMatchObject({ with: "hugo", answerBy: "2026-11-16" });
    const [first] = messages(run, "hugo");
    expect(first).toContain("Loyalty · Release Dieter? est maintenant entre vos mains.");
    expect(first).toContain("Margaret Osei en avait la charge jusqu’au mer. 11 nov.\n");
    expect((await itemCalled(run, QUESTION)).moves).toBe(0);
    // Whoever had it reads nothing of a decision that can be undone.
    await decide(run, "hugo", "Release");
    expect(messages(run, "margaret").join("\n")).toMatch(/Now with Hugo Lambert\.(?!.*deciding)/su);
  });

  it("decided on its last day, the line of that morning says so in place, and the news comes once", async () => {
    const run = await neededByFriday();
    await run.to("2026-11-11T12:00Z");
    await decide(run, "margaret", "Release");
    await run.to("2026-11-12T12:00Z");
    const outcome = "Decided on 11 Nov by Margaret Osei: Release.";
    const [line, ...news] = messages(run, "tom", outcome);
    expect(line).toContain("*Release Dieter?*\n✓");
    expect(since(run, "tom", "2026-11-11T12:00Z").split(outcome)).toHaveLength(2);
    expect(news).toHaveLength(1);
  });

  it("comes with the morning message of that day, of whoever has one after it went up", async () => {
    const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: ["lea"] }, STORES] });
    await prefer(run, "lea", { morningAt: "11:30" });
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "priya", { question: QUESTION, neededBy: "2026-11-05" });
    await run.to("2026-11-06T12:00Z");
    expect(inbox(run, "lea", QUESTION).map(({ at }) => at)).toEqual(["2026-11-05T10:30"]);
  });

  it("asked in the form that says off track comes in the message of that, and not before by itself", async () => {
    const run = await aCompany({ cadences: ["weekly"], start: "2026-11-05T00:00:00.000Z" });
    await run.to("2026-11-05T15:00Z");
    const known = run.known("tom", "weekly");
    const pathToGreen = { action: "Another one", by: "2026-12-01" };
    const health = { colour: "red" as const, reason: "The vendor has gone", pathToGreen };
    await openCheckIn(run.as("tom"), known);
    const answers = { health, progress: "Nothing", request: QUESTION };
    await fillAndSubmit(run.as("tom"), known.cadence.questions, answers, known);
    await run.to("2026-11-05T16:00Z");
    expect(inbox(run, "margaret", QUESTION).map(({ at }) => at)).toEqual(["2026-11-05T15:10"]);
  });

  it("waits while a question is open, until it is needed, and then takes the question along", async () => {
    const run = await neededByFriday();
    await run.to("2026-11-10T12:00Z");
    await askBack(run, "margaret", QUESTION, "Who does his work?");
    await run.to("2026-11-13T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    await run.to("2026-11-17T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("hugo");
    expect(messages(run, "hugo").join("\n")).toContain("Who does his work?");
  });

  it("has no last day where a question or its reply has moved it, in any reminder of that day", async () => {
    const run = await neededByFriday();
    await run.to("2026-11-11T12:00Z");
    await askBack(run, "margaret", QUESTION, WORK);
    expect(since(run, "tom", "2026-11-11T08:00")).not.toContain("Last day");
    await reply(run, "tom", QUESTION, "Sam");
    await run.to("2026-11-11T12:05Z");
    const moved = "*Release Dieter?* · answer by Fri 13 Nov";
    for (const who of ["margaret", "tom"]) {
      expect(since(run, who, "2026-11-11T08:00")).toContain(moved);
      expect(since(run, who, "2026-11-11T08:00")).not.toContain("Hugo");
    }
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

  it("of what was delegated is from whoever delegated it, who reads its last day and where it went (FIX 8)", async () => {
    const run = await neededByFriday();
    await run.to("2026-11-05T12:00Z");
    await delegate(run, "margaret", QUESTION, "sam", "You know the store");
    await run.to("2026-11-11T12:00Z");
    const last = "Last day for Sam Poe: *Release Dieter?* · from Tom Baker. Tomorrow it goes to Hugo Lambert.";
    expect(since(run, "margaret", "2026-11-11")).toContain(last);
    expect(since(run, "tom", "2026-11-11")).toContain(last.replace(" · from Tom Baker.", ""));
    await run.to("2026-11-17T12:00Z");
    const went = "is now with Hugo Lambert: Sam Poe had it until Wed 11 Nov";
    for (const who of ["margaret", "tom"]) expect(since(run, who, "2026-11-12")).toContain(went);
  });

  it.each([
    ["delegated", (run: Run) => delegate(run, "margaret", QUESTION, "hugo", "You hold the budget")],
    ["sent to the committee", (run: Run) => sendToCommittee(run, "margaret", QUESTION)],
  ])(
    "of what was asked about in the evening and %s at once leaves the question, which comes next morning",
    async (_, act) => {
      const run = await neededByFriday();
      await run.to("2026-11-04T21:00Z");
      await askBack(run, "margaret", QUESTION, WORK);
      await act(run);
      expect(since(run, "tom", "2026-11-04T21:00")).toBe("");
      await run.to("2026-11-05T12:00Z");
      expect(since(run, "tom", "2026-11-05")).toContain(ASKED.words);
    },
  );

  it("says to whoever asked who has their last day, also of a request that is late by then", async () => {
    const run = await neededByFriday();
    await run.to("2026-11-17T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("hugo");
    expect(since(run, "tom", "2026-11-16")).toContain("Last day for Hugo Lambert: *Release Dieter?*");
  });

  it("stays at the top, where it is told each week until it is answered, and is late on Home (FIX 8)", async () => {
    const run = await neededByFriday({ programs: [{ ...LOYALTY, steering: [] }] });
    await run.to("2026-11-25T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    expect(since(run, "margaret", "2026-11-11")).toContain("Last day: *Release Dieter?* · from Tom Baker.\n[Answer…]");
    const late = "Release Dieter? · was to be answered by Wed 11 Nov (was needed by Fri 13 Nov)";
    expect(since(run, "margaret", "2026-11-14").split(late)).toHaveLength(3);
    expect(await homeOf(run, "tom")).toContain(late.replace("?", "? · Margaret Osei,").replace(", ·", ","));
  });

  it("is not of an open question: whoever owes the reply reads it again each week (FIX 5)", async () => {
    const run = await neededByFriday({ programs: [{ ...LOYALTY, steering: [] }] });
    await run.to("2026-11-04T12:00Z");
    await askBack(run, "margaret", QUESTION, WORK);
    const mornings = () => inbox(run, "tom", ASKED.words).map(({ at }) => at.slice(0, 10));
    await run.to("2026-11-26T12:00Z");
    expect(mornings()).toEqual(["2026-11-04", "2026-11-09", "2026-11-16", "2026-11-23"]);
    await reply(run, "tom", QUESTION, "Nina");
    await run.to("2026-12-05T12:00Z");
    expect(mornings()).toEqual([]);
  });
});

it("whoever raised an item reads next morning what was written as it was closed (FIX 13)", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "issue", title: "No test card", due: "2026-11-03", blocks: true });
  await run.to("2026-11-04T12:00Z");
  await finish(run, "tom", "No test card", "The bank sent one");
  expect(since(run, "priya", "2026-11-04T12:00")).toBe("");
  await run.to("2026-11-05T12:00Z");
  expect(since(run, "priya", "2026-11-05")).toMatch(/Tom Baker closed \*.*No test card\*:\n> The bank sent one/u);
});

it("on a Friday goes now where the weekly message or a holiday leaves no two working days", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: ["hugo"], steering: [] }] });
  await run.db.updateTable("workspace").set({ holiday_region: "FR" }).execute();
  await run.to("2026-11-06T10:00Z");
  // Wednesday 11 November is a holiday; the message of Hugo's week comes on Tuesday.
  for (const [neededBy, answerBy] of [
    ["2026-11-11", "2026-11-10"],
    ["2026-11-12", "2026-11-10"],
    ["2026-11-13", "2026-11-10"],
    ["2026-11-16", "2026-11-12"],
  ] as const) {
    const question = `By ${neededBy}?`;
    await raiseRequest(run, "tom", { question, neededBy });
    await run.to(addMs(run.clock.now(), MINUTE));
    expect((await requestCalled(run, question)).answerBy).toBe(answerBy);
    expect(inbox(run, "hugo", question).map(({ at }) => at.slice(0, 10))).toEqual(["2026-11-06"]);
  }
});

describe("what nobody may", () => {
  it("a request to whoever asks, has left or is of another company, or that is needed yesterday is refused at its field", async () => {
    const outside = { tz: "Europe/London", locale: "en-GB" };
    const run = await aCompany({
      people: [
        ...PEOPLE,
        { handle: "xi", name: "Xi Lo", affiliation: "external", ...outside },
        { handle: "bo", name: "Bo Ek", affiliation: "guest", ...outside },
      ],
    });
    await run.to("2026-11-02T10:00Z");
    for (const [owner, due, words] of [
      ["tom", "2026-11-13", "no one decides their own"],
      ["sam", "2026-11-13", "The Slack account of Sam Poe is deactivated"],
      ["xi", "2026-11-13", "in another company’s Slack"],
      ["margaret", "2026-11-01", "That date has passed"],
    ] as const) {
      await run.as("tom").command(`/drumbeat request ${QUESTION}`);
      await run.as("tom").waitForView();
      run.as("tom").fill("due", due);
      run.as("tom").fill("owner", owner);
      if (owner === "sam") await leaveSlack(run, owner);
      expect(JSON.stringify(await run.as("tom").submit())).toContain(words);
      await run.as("tom").closeView({ all: true });
    }
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-13", decider: "bo" });
    await run.to("2026-11-03T12:00Z");
    expect(mayDecide(run, "bo", QUESTION)).toBe(true);
  });

  it("a team member's request goes to the lead, the lead's to the sponsor, and the lead reads what skips them", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "priya", { question: "A second tester?", neededBy: "2026-11-13" });
    expect((await requestCalled(run, "A second tester?")).with).toBe("tom");
    await raiseRequest(run, "priya", { question: "A third?", neededBy: "2026-11-13", decider: "margaret" });
    await run.to("2026-11-03T12:00Z");
    expect(since(run, "tom", "2026-11-02T10:00Z")).toContain("Priya Raman asked Margaret Osei");
    expect(await openHome(run, "priya")).toContain("YOU’RE WAITING FOR");
  });

  it("the form to decide says question, options and cost once", async () => {
    const run = await asked();
    const form = await readToDecide(run, "margaret", QUESTION);
    for (const once of ["Loyalty · Release Dieter?", "Wait until spring", '"Release', "A week for each week"])
      expect(form.split(once)).toHaveLength(2);
  });
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
      request: QUESTION,
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
