/** What is asked of somebody who is away reaches whoever acts for them that day. */
import { expect, it } from "vitest";
import { inbox, plain } from "../mission/acts.ts";
import {
  addItem,
  askBack,
  handOver,
  itemCalled,
  moveBlocker,
  raiseRequest,
  reply,
  requestCalled,
} from "../mission/acts-register.ts";
import { away } from "../mission/acts-setup.ts";
import { aCompany, LOYALTY } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import type { Run } from "../support/run.ts";

const BLOCKER = "No test card";
const QUESTION = "Release Dieter?";
const told = (run: Run, who: string, words = BLOCKER) =>
  inbox(run, who, words).map(({ at, words: text }) => `${at.slice(5, 10)} ${plain(text)}`);
const homeOf = async (run: Run, who: string) => plain((await openHome(run, who)).join("\n"));

async function blocked(): Promise<Run> {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "issue", title: BLOCKER, due: "2026-11-03", blocks: true });
  return run;
}

it.each([
  ["the deputy", undefined, "dan"],
  ["whoever covers, also where it was theirs before", "priya", "priya"],
])("a blocker of an absent lead is for %s, who may move it again, then the sponsor's", async (_, delegate, leading) => {
  const run = await blocked();
  await run.db.updateTable("item").set({ due_moves: 1 }).where("title", "=", BLOCKER).execute();
  await away(run, "tom", { from: "2026-11-04", until: "2026-11-06", ...(delegate && { delegate }) });
  await run.to("2026-11-04T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe(leading);
  const shown = told(run, leading).join("\n");
  expect(shown).toContain("· a blocker, now yours.\nTom Baker is away, so it comes to you.");
  expect(shown).toContain("[Take it to Margaret…] [New date…] [Done…]");
  expect(await homeOf(run, leading)).toContain(BLOCKER);
  await moveBlocker(run, leading, BLOCKER, "2026-11-06");
  await run.to("2026-11-09T12:00Z");
  // Theirs again on the first morning on which they are back.
  expect((await itemCalled(run, BLOCKER)).owner).toBe("tom");
  expect(told(run, "tom").join("\n")).toContain("· a blocker, now yours.");
  await run.to("2026-11-20T12:00Z");
  expect(await itemCalled(run, BLOCKER)).toMatchObject({ owner: "margaret", due: "2026-11-06" });
});

it.each([
  ["the deputy", undefined, "dan"],
  ["whoever is named to cover", "sam", "sam"],
])("a blocker that a lead had before goes to %s once they are away until it would go up", async (_, delegate, next) => {
  const run = await blocked();
  await run.to("2026-11-04T12:00Z");
  await away(run, "tom", { from: "2026-11-09", until: "2026-11-20", ...(delegate && { delegate }) });
  await run.to("2026-11-06T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe("tom");
  await run.to("2026-11-09T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe(next);
});

it("a blocker is the sponsor’s on the day that was shown, whoever leads meanwhile", async () => {
  const run = await blocked();
  await run.to("2026-11-04T12:00Z");
  expect(told(run, "tom").join("\n")).toContain("it’s Margaret Osei’s from Wed 11 Nov.");
  await away(run, "tom", { from: "2026-11-05", until: "2026-11-09" });
  await run.to("2026-11-05T12:00Z");
  expect(told(run, "dan").join("\n")).toContain("it’s Margaret Osei’s from Wed 11 Nov.");
  await run.to("2026-11-10T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe("tom");
  expect(told(run, "priya").join("\n")).toContain(`*LOY-I-1 · ${BLOCKER}* is now with Tom Baker.`);
  await run.to("2026-11-11T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe("margaret");
});

it("a blocker goes back from whoever covers with the day until which they had it, not the day that was planned", async () => {
  const run = await blocked();
  await run.to("2026-11-11T12:00Z");
  await away(run, "margaret", { from: "2026-11-12", until: "2026-11-20", delegate: "sam" });
  await run.to("2026-11-20T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe("sam");
  await run.to("2026-11-24T12:00Z");
  expect((await itemCalled(run, BLOCKER)).owner).toBe("margaret");
  expect(told(run, "priya").join("\n")).toContain("is now with Margaret Osei: Sam Poe had it until Sat 21 Nov");
});

it("whoever covers without a role of their own reads on Home for whom, until when, and what is due", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "margaret", { type: "action", title: "Call the CEO", due: "2026-11-09" });
  await away(run, "margaret", { from: "2026-11-06", until: "2026-11-13", delegate: "sam" });
  await run.to("2026-11-05T12:00Z");
  expect(await homeOf(run, "sam")).not.toContain("You cover");
  await run.to("2026-11-09T12:00Z");
  const home = await homeOf(run, "sam");
  expect(home).toContain("You cover for Margaret Osei until Fri 13 Nov.");
  expect(home).toMatch(/Call the CEO · .*for Margaret Osei, who is away/);
  expect(home).not.toContain("You’re not in a program");
});

it.each([
  ["deputy", undefined, "dan"],
  ["cover", "priya", "priya"],
])("the %s is asked about a milestone that an absent lead missed, and answers", async (_, delegate, leading) => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "tom", { type: "milestone", title: "Pilot live", due: "2026-11-10" });
  await away(run, "tom", { from: "2026-11-09", until: "2026-11-13", ...(delegate && { delegate }) });
  await run.to("2026-11-11T12:00Z");
  const [asked] = told(run, leading, "Pilot live").slice(-1);
  expect(asked).toContain("LOY-M-1 · Pilot live · Loyalty · for Tom Baker, who is away");
  expect(asked).toContain("[Reached…]");
  expect(await homeOf(run, leading)).toContain("Pilot live");
  await moveBlocker(run, leading, "Pilot live", "2026-11-20");
  expect((await itemCalled(run, "Pilot live")).due).toBe("2026-11-20");
});

it("a request goes from whoever covers to nobody who is away until it is to be answered, and back once they are here", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, steering: [] }] });
  await run.to("2026-11-05T10:00Z");
  await away(run, "margaret", { from: "2026-11-06", until: "2026-11-13", delegate: "sam" });
  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-12", options: ["Release", "Wait"] });
  await run.to("2026-11-13T12:00Z");
  expect((await requestCalled(run, QUESTION)).with).toBe("sam");
  await run.to("2026-11-16T12:00Z");
  expect((await requestCalled(run, QUESTION)).with).toBe("margaret");
});

it("a request of the team to an absent lead is put to whoever leads that day", async () => {
  const run = await aCompany();
  await run.to("2026-11-04T10:00Z");
  await away(run, "tom", { from: "2026-11-04", until: "2026-11-06" });
  await raiseRequest(run, "priya", { question: QUESTION, neededBy: "2026-11-20", options: ["Release", "Wait"] });
  expect((await requestCalled(run, QUESTION)).with).toBe("dan");
});

it("a question to a lead who is away reaches whoever covers, who replies", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-20", options: ["Release", "Wait"] });
  await away(run, "tom", { from: "2026-11-04", until: "2026-11-13", delegate: "priya" });
  await run.to("2026-11-04T12:00Z");
  await askBack(run, "margaret", QUESTION, "For how long?");
  const asks = "Margaret Osei asks, before deciding: “For how long?”";
  expect(told(run, "priya", QUESTION).at(-1)).toContain(asks);
  expect(await homeOf(run, "priya")).toContain(asks);
  await reply(run, "priya", QUESTION, "Until June");
  expect(told(run, "margaret", QUESTION).at(-1)).toContain("Reply: Until June");
});

it("a reminder that was sent never gets what became its reader's later", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "tom", { type: "action", title: "Order a till", due: "2026-11-10" });
  await addItem(run, "priya", { type: "action", title: "Draw the card", due: "2026-11-10" });
  await run.to("2026-11-06T12:00Z");
  await handOver(run, "priya", "Draw the card", "tom", "Yours");
  await run.to("2026-11-06T12:10Z");
  const reminder = () => told(run, "tom", "Order a till").join("\n");
  expect(reminder()).toContain("11-06");
  expect(reminder()).not.toContain("Draw the card");
  await handOver(run, "tom", "Draw the card", "oliver", "Yours");
  await run.to("2026-11-06T12:20Z");
  expect(reminder()).not.toContain("Draw the card");
});
