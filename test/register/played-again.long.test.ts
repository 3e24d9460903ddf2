/** What readers who had not built it found in the requests and items of six weeks and three months, and what is so since. */
import { describe, expect, it } from "vitest";
import { decisionGroups, waitingGroups } from "../../src/register/items-at-hand.ts";
import { offerOptions } from "../../src/register/requests/acts.ts";
import { reminderKind } from "../../src/register/requests/messages.ts";
import { answer, inbox, plain } from "../mission/acts.ts";
import {
  addItem,
  decide,
  delegate,
  finish,
  handOver,
  historyOf,
  moveBlocker,
  raiseRequest,
  readToDecide,
  replyAboutBlocker,
  requestCalled,
  sendToCommittee,
  takeUp,
} from "../mission/acts-register.ts";
import { away, closeProgram, prefer } from "../mission/acts-setup.ts";
import { proposePresence } from "../mission/acts-sponsorship.ts";
import { aCompany, LOYALTY } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { leaveSlack, personIn, type Run, textOf } from "../support/run.ts";
import { aRequest } from "./a-request.ts";

const QUESTION = "Release Dieter?";
const OPTIONS = ["Release", "Wait"];
const BLOCKER = "No test card";
const ROOM = "Book the room";
const IN_LONDON = {
  reader: { locale: "en-GB", zone: "Europe/London" },
  slack: { channel: () => Promise.reject(new Error("No channel is asked for")) },
};

const told = (run: Run, who: string, words = QUESTION) =>
  inbox(run, who, words).map(({ at, words: text }) => `${at.slice(5, 10)} ${plain(text)}`);
const shown = (run: Run, who: string, words = QUESTION) =>
  run
    .as(who)
    .dm()
    .map((message) => plain(textOf(message)))
    .filter((text) => text.includes(words));

/** From Monday 2 November. */
async function asked(who: string, neededBy: string, company: Parameters<typeof aCompany>[0] = {}): Promise<Run> {
  const run = await aCompany(company);
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, who, { question: QUESTION, neededBy, options: OPTIONS });
  return run;
}

/** From Friday 20 November; the digest comes on Thursday 3 December, on which it is to be answered. */
async function askedBeforeDigest(sponsors = ["margaret"]): Promise<Run> {
  const programs = [{ ...LOYALTY, sponsors }];
  const run = await aCompany({ cadences: ["monthly"], start: "2026-11-20T00:00:00.000Z", programs });
  await run.to("2026-11-20T10:00Z");
  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-12-07", options: OPTIONS });
  await run.to("2026-11-30T10:00Z");
  await answer(run, "tom", "monthly", { bottomLine: "Live", status: "on track", done: "Import" });
  return run;
}

describe("a request", () => {
  it("is in the digest and not in a reminder of the same morning, with its buttons for whoever has it", async () => {
    const run = await askedBeforeDigest(["margaret", "sam"]);
    // Also where the morning begins before nine.
    await prefer(run, "margaret", { morningAt: "08:30" });
    await run.to("2026-12-03T12:00Z");
    const ofThatDay = told(run, "margaret").filter((message) => message.startsWith("12-03"));
    expect(ofThatDay.join("\n")).not.toContain("Last day");
    expect(ofThatDay[0]).toContain("[Release] [Other answer…]");
    const ofSam = told(run, "sam", "Release Dieter").join("\n");
    expect(ofSam).toContain("[Release] [Other answer…]");
  });

  it("has no reminder beside the digest of that morning, be that some seconds late", async () => {
    const run = await askedBeforeDigest();
    const { services, workspace } = run.app;
    const item = await services.db
      .selectFrom("item")
      .selectAll()
      .where("type", "=", "request")
      .executeTakeFirstOrThrow();
    const isReminded = (on: string, personId: string | null) =>
      reminderKind.stillWanted(
        { ...services, ...IN_LONDON, workspaceId: workspace.id, now: `${on}T09:00:00.000Z` },
        { itemId: item.id, ownerId: item.owner_id ?? "", personId: personId ?? "", on },
      );
    expect(await isReminded("2026-12-03", item.owner_id)).toBe(false);
    expect(await isReminded("2026-12-03", item.raised_by)).toBe(true);
    expect(await isReminded("2026-12-04", item.owner_id)).toBe(true);
  });

  it("that passes to a sponsor who has it already is not sent to them again", async () => {
    const run = await asked("tom", "2026-11-10", { programs: [{ ...LOYALTY, sponsors: ["margaret", "sam"] }] });
    await away(run, "margaret", { from: "2026-11-04", until: "2026-11-20" });
    await run.to("2026-11-04T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("sam");
    expect(told(run, "sam").map((message) => message.slice(0, 5))).toEqual(["11-03"]);
  });

  it("is put to each of several sponsors alike, and the card of one shows what another does", async () => {
    const run = await asked("tom", "2026-11-20", { programs: [{ ...LOYALTY, sponsors: ["margaret", "sam"] }] });
    await run.to("2026-11-03T12:00Z");
    for (const who of ["margaret", "sam"]) {
      expect(shown(run, who)).toEqual([expect.stringContaining("[Release] [Other answer…] [Ask…] [Delegate…]")]);
      expect(plain((await openHome(run, who)).join("\n"))).toContain("[Release] [Other answer…]");
    }
    const { id: itemId } = await run.db.selectFrom("item").select("id").executeTakeFirstOrThrow();
    const offered = { title: QUESTION, options: [{ label: "Release", doesNothing: false }], recommended: 0 };
    const changed = {
      ...offered,
      why: "",
      costOfWaiting: "",
      neededBy: "2026-11-19",
      decider: await personIn(run, "sam"),
    };
    const actor = await personIn(run, "tom");
    await offerOptions({ ...run.app.services, actor }, { itemId, ...changed });
    await run.settle();
    for (const who of ["margaret", "sam"]) expect(shown(run, who)[0]).not.toContain("is now with you");
    await decide(run, "sam", "Release");
    expect(shown(run, "margaret")[0]).toContain("Sam Poe is deciding, until 12:10.");
    await run.to("2026-11-03T13:00Z");
    expect(shown(run, "margaret")[0]).toContain("Decided on 3 Nov by Sam Poe: Release.");
  });

  it("that one of several sponsors delegated to another is no longer put to them", async () => {
    const run = await asked("tom", "2026-11-20", { programs: [{ ...LOYALTY, sponsors: ["margaret", "sam"] }] });
    await run.to("2026-11-03T12:00Z");
    await delegate(run, "margaret", QUESTION, "sam", "You know him");
    expect(shown(run, "margaret")).toEqual([expect.not.stringContaining("[Release]")]);
    expect(plain((await openHome(run, "margaret")).join("\n"))).not.toContain("[Release]");
    await run.to("2026-11-17T12:00Z");
    expect(told(run, "margaret", QUESTION).filter((message) => message > "11-03 z")).toEqual([]);
  });

  it("that a digest showed as decided is not told again in the weekly message", async () => {
    const run = await askedBeforeDigest();
    await delegate(run, "margaret", QUESTION, "dan", "You know him");
    await run.to("2026-12-01T12:00Z");
    await decide(run, "dan", "Release");
    await run.to("2026-12-09T12:00Z");
    expect(told(run, "margaret").find((message) => message.startsWith("12-03"))).toContain("Release Dieter? → Release");
    expect(told(run, "margaret").filter((message) => message.startsWith("12-08"))).toEqual([]);
  });

  it("says to whoever asked where it went, at each step", async () => {
    const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: ["margaret", "sam"] }] });
    await run.to("2026-11-02T10:00Z");
    await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-20", decider: "sam", options: OPTIONS });
    await run.to("2026-11-04T10:00Z");
    await leaveSlack(run, "sam");
    await run.to("2026-11-10T12:00Z");
    await sendToCommittee(run, "margaret", QUESTION);
    await run.to("2026-11-20T12:00Z");
    const words = told(run, "tom").join("\n");
    expect(words).toContain(`*Loyalty · ${QUESTION}* is now with Margaret Osei.`);
    expect(words).toContain(`The steering committee votes on *Loyalty · ${QUESTION}* until Thu 19 Nov.`);
    expect(words).toContain(`The vote on *Loyalty · ${QUESTION}* decided nothing: it is now with Hugo Lambert.`);
  });

  it("is late once the last day of whoever has it is over, who cannot postpone it", async () => {
    const run = await asked("tom", "2026-11-06");
    await run.to("2026-11-11T12:00Z");
    const late =
      "Loyalty · Release Dieter? · réponse attendue depuis le lun. 9 nov. (était nécessaire pour le ven. 6 nov.)";
    expect(told(run, "hugo").at(-1)).toContain(
      `${late} · demandée par Tom Baker\nMargaret Osei en avait la charge jusqu’au mer. 4 nov.\n[Release]`,
    );
    expect(await readToDecide(run, "hugo", QUESTION)).not.toContain("Reporter…");
  });

  it("whose last day passes while its reader is off is not spoken of afterwards as if it were that day", async () => {
    const run = await asked("tom", "2026-11-12", { programs: [{ ...LOYALTY, steering: [] }] });
    await run.to("2026-11-09T12:00Z");
    await away(run, "tom", { from: "2026-11-10", until: "2026-11-12" });
    await run.to("2026-11-13T12:00Z");
    expect(told(run, "tom")).toEqual([]);
  });

  it("that was delegated is in the digest of whoever delegated it, and in no reminder beside that", async () => {
    const run = await askedBeforeDigest();
    await delegate(run, "margaret", QUESTION, "dan", "You know him");
    await run.to("2026-12-03T12:00Z");
    expect(told(run, "dan").at(-1)).toContain("Last day: *Release Dieter?*");
    const ofThatDay = told(run, "margaret").filter((message) => message.startsWith("12-03"));
    expect(ofThatDay.join("\n")).not.toContain("Last day for");
  });

  it("is named once in a lead’s morning message that has also the report of the week", async () => {
    const run = await aCompany({ cadences: ["weekly"] });
    await run.to("2026-11-03T10:00Z");
    await raiseRequest(run, "priya", { question: QUESTION, neededBy: "2026-11-11", options: OPTIONS });
    await run.to("2026-11-05T12:00Z");
    await answer(run, "tom", "weekly", { status: "on track", done: "Import" });
    await run.to("2026-11-09T12:00Z");
    const morning = told(run, "tom").find((message) => message.startsWith("11-09 *Monday")) ?? "";
    expect(morning).toContain("WEEK");
    expect(morning).toContain("Last day: *Release Dieter?*");
    expect(morning.split(QUESTION)).toHaveLength(2);
  });

  it("of a program that was closed says so on its card, in the list, and once to whoever asked", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    for (const question of [QUESTION, "Buy Adyen?"])
      await raiseRequest(run, "priya", { question, neededBy: "2026-11-20", options: OPTIONS });
    await run.to("2026-11-03T12:00Z");
    await closeProgram(run, "dan", "It is live");
    await run.to("2026-11-04T12:00Z");
    expect(shown(run, "tom")[0]).toContain("Loyalty was closed by Dan Olsen on 3 Nov.");
    expect(shown(run, "tom")[0]).not.toContain("[Release]");
    expect(told(run, "priya").filter((message) => message > "11-04")).toEqual([
      `11-04 Loyalty is closed: your 2 requests there ended undecided: ${QUESTION} · Buy Adyen?\n⋯Why did I get this?`,
    ]);
    await run.as("priya").command("/drumbeat register closed");
    const list = plain(textOf(await run.as("priya").waitForView()));
    expect(list).toContain(`${QUESTION}* · Tom Baker · Loyalty was closed by Dan Olsen on 3 Nov · needed`);
    await run.as("priya").closeView({ all: true });
  });

  it("says on Home by when it is needed, and who had it", async () => {
    const run = await asked("priya", "2026-11-20");
    await run.to("2026-11-19T12:00Z");
    expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
    expect(plain((await openHome(run, "margaret")).join("\n"))).toContain(
      `Loyalty · ${QUESTION} · by Mon 23 Nov (needed by Fri 20 Nov) · from Priya Raman\nTom Baker had it until Wed 18 Nov.`,
    );
    expect(plain((await openHome(run, "priya")).join("\n"))).toContain(
      "Margaret Osei, by Mon 23 Nov (needed by Fri 20 Nov)",
    );
  });

  it("in a vote asks nobody to answer by a day that is over", async () => {
    const run = await asked("tom", "2026-11-20");
    await run.to("2026-11-17T12:00Z");
    await sendToCommittee(run, "margaret", QUESTION);
    await run.to("2026-11-19T08:00Z");
    expect(shown(run, "hugo")[0]).toContain(
      "Réponse d’ici au jeu. 19 nov. (nécessaire pour le ven. 20 nov.) · demandée par Tom Baker",
    );
  });

  it.each([
    ["as they go, to the next", "2026-11-10", "2026-11-10T12:00Z", "dan"],
    ["on its last day, not before that is over", "2026-11-11", "2026-11-11T12:00Z", "tom"],
  ])("is taken from whoever is away %s", async (_, from, at, owner) => {
    const run = await asked("priya", "2026-11-13");
    expect((await requestCalled(run, QUESTION)).answerBy).toBe("2026-11-11");
    await run.to("2026-11-09T10:00Z");
    await away(run, "tom", { from, until: "2026-11-20" });
    await run.to(at);
    expect((await requestCalled(run, QUESTION)).with).toBe(owner);
  });

  it("is on Home to be voted on until the day that its message names, and late while a question is open", () => {
    const reader = { locale: "en-GB", zone: "Europe/London" };
    const due = { neededBy: "2026-11-06", answerBy: "2026-11-04" };
    const vote = aRequest({ ...due, waitsFor: "committee", waitsUntil: "2026-11-05T18:00:00.000Z" });
    const home = (groups: unknown) => plain(JSON.stringify(groups));
    const decisions = { toDecide: [], goesTo: new Map<string, string>(), toReply: [], toVote: [vote] };
    expect(home(decisionGroups(reader, decisions, "hugo"))).toContain("The steering committee votes until Thu 5 Nov.");
    const late = aRequest({ ...due, waitsFor: "question", isPastNeeded: true, isLate: true });
    expect(home(waitingGroups(reader, [late], "ines"))).toContain("Tom Baker’s reply, was to be answered by Wed 4 Nov");
  });
});

describe("an item", () => {
  it("that has come due is in the message of the week, and in no reminder beside that", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "margaret", { type: "action", title: "Call the CEO", due: "2026-11-10" });
    await addItem(run, "margaret", { type: "action", title: "Call the CFO", due: "2026-11-12" });
    await run.to("2026-11-10T12:00Z");
    const ofThatDay = inbox(run, "margaret").filter(({ at }) => at.startsWith("2026-11-10"));
    expect(ofThatDay.filter(({ words }) => words.includes("Call the CEO"))).toHaveLength(1);
    expect(ofThatDay.filter(({ words }) => words.includes("Call the CFO"))).toHaveLength(1);
  });

  it("that blocks stands on Home and in the register with its date as the others do, and says when it was due", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "issue", title: BLOCKER, due: "2026-11-12", blocks: true });
    expect(plain((await openHome(run, "priya")).join("\n"))).toContain(
      `LOY-I-1 · ${BLOCKER} · due Thu 12 Nov · Loyalty`,
    );
    await run.to("2026-11-13T12:00Z");
    const late = `${BLOCKER} · was due Thu 12 Nov · Loyalty`;
    expect(plain((await openHome(run, "tom")).join("\n"))).toContain(late);
    await run.as("tom").command("/drumbeat register");
    const list = plain(textOf(await run.as("tom").waitForView()));
    expect(list).toContain(`${BLOCKER}* · Tom Baker · was due Thu 12 Nov · since Mon 2 Nov`);
    await run.as("tom").closeView({ all: true });
  });

  it("is assigned in one line with its date and the words, and not reminded of beside it", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "tom", { type: "action", title: ROOM, due: "2026-11-05", owner: "priya" });
    await run.to("2026-11-03T12:00Z");
    expect(told(run, "priya", ROOM)).toEqual([
      `11-03 Tom Baker assigned you LOY-ACT-1 · ${ROOM} · due Thu 5 Nov · Loyalty\n[Open]\n⋯Why did I get this?`,
    ]);
    await handOver(run, "priya", ROOM, "dan", "You have the key");
    await run.to("2026-11-04T12:00Z");
    expect(told(run, "dan", ROOM)[0]).toContain(`${ROOM} · due Thu 5 Nov · Loyalty\n“You have the key”`);
  });

  it("gets another date with a reason, in a form that asks for nothing else", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "action", title: ROOM, due: "2026-11-03" });
    await run.to("2026-11-04T12:00Z");
    await moveBlocker(run, "priya", ROOM, "2026-11-20", "The room is taken");
    expect((await historyOf(run, ROOM)).at(-1)).toEqual({
      what: "moved-date",
      who: "priya",
      words: "The room is taken",
    });
  });

  it("that blocks can be answered by the sponsor whom it was taken to: at once, to whoever covers too, and for good", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "issue", title: BLOCKER, due: "2026-11-03", blocks: true });
    await run.to("2026-11-04T12:00Z");
    await takeUp(run, "tom", BLOCKER, "Make the vendor fix it");
    expect(shown(run, "margaret", BLOCKER)[0]).toContain("[Reply…] [New date…] [Done…]");
    await away(run, "tom", { from: "2026-11-04", until: "2026-11-06" });
    const receipt = await replyAboutBlocker(run, "margaret", BLOCKER, "They come on Friday");
    expect(receipt).toContain("Sent to Tom Baker, Dan Olsen and Priya Raman.");
    await run.to("2026-11-05T12:00Z");
    expect(told(run, "priya", BLOCKER).join("\n")).toContain("Tom Baker took *LOY-I-1");
    await finish(run, "margaret", BLOCKER, "They came");
    await run.to("2026-11-09T12:00Z");
    for (const who of ["tom", "dan", "priya"])
      expect(told(run, who, BLOCKER).join("\n")).toContain(
        `Margaret Osei about *LOY-I-1 · ${BLOCKER}*:\n> They come on Friday`,
      );
  });

  it("that went up unanswered says who said what of it last", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "issue", title: BLOCKER, due: "2026-11-03", blocks: true });
    await run.to("2026-11-04T12:00Z");
    await moveBlocker(run, "tom", BLOCKER, "2026-11-05", "The vendor comes");
    await run.to("2026-11-20T12:00Z");
    expect(shown(run, "margaret", BLOCKER)[0]).toMatch(/Last word, Tom Baker on Wed 4 Nov:.*The vendor comes/s);
  });

  it("that blocks and gets a new date of the sponsor says so to the lead and to whoever raised it", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "issue", title: BLOCKER, due: "2026-11-03", blocks: true });
    await run.to("2026-11-04T12:00Z");
    await takeUp(run, "tom", BLOCKER, "Make the vendor fix it");
    await moveBlocker(run, "margaret", BLOCKER, "2026-11-27", "Their new plan");
    await run.to("2026-11-05T12:00Z");
    for (const who of ["tom", "priya"])
      expect(told(run, who, BLOCKER).join("\n")).toContain(
        `Margaret Osei set a new date for *LOY-I-1 · ${BLOCKER}*: Fri 27 Nov.\n> Their new plan`,
      );
  });

  it("that takes place is asked about, and is never late", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await proposePresence(run, "tom", {
      ...{ title: "Leeds all-hands", of: "margaret", on: "2026-11-12" },
      ...{ time: "10:00", place: "Leeds", sentences: ["Thank you"] },
    });
    await run.to("2026-11-17T12:00Z");
    const asking = shown(run, "margaret", "did it take place?");
    expect(asking[0]).toContain("Thu 12 Nov, Leeds: did it take place?");
    expect(asking[0]).toContain("[It took place] [It didn’t] [New date…]");
  });

  it("that is a risk is looked at again once, and its review is no overdue act", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "risk", title: "Vendor late", due: "2026-11-06" });
    await run.to("2026-11-30T12:00Z");
    expect(told(run, "priya", "Vendor late").map((message) => message.split("\n")[1])).toEqual([
      "LOY-R-1 · Vendor late · to review Fri 6 Nov · Loyalty",
    ]);
  });

  it("that the form of a message asks about stands in no reminder beside it", async () => {
    const run = await aCompany({ cadences: ["weekly"] });
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "tom", { type: "action", title: ROOM, due: "2026-11-04" });
    await run.to("2026-11-05T12:00Z");
    expect(told(run, "tom", "[Check in]").join("\n")).not.toContain(ROOM);
  });
});

it("says in a reminder that was sent who has what has gone to somebody else since (48)", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "tom", { type: "issue", title: BLOCKER, due: "2026-11-11", owner: "tom", blocks: true });
  await run.to("2026-11-09T12:00Z");
  await handOver(run, "tom", BLOCKER, "oliver", "Ask the bank");
  await run.to("2026-11-09T12:20Z");
  expect(shown(run, "tom", BLOCKER).at(-1)).toContain("No test card · Loyalty\nNow with Oliver Hughes.");
});
