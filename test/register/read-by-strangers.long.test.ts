/** What readers who had not built it found in six weeks and three months of use, and what is so since. */
import { describe, expect, it } from "vitest";
import { answer, inbox, plain } from "../mission/acts.ts";
import { addItem, finish, raiseRequest } from "../mission/acts-register.ts";
import { away } from "../mission/acts-setup.ts";
import { aCompany, cadence, LOYALTY } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { openForm, type Run, textOf } from "../support/run.ts";

const QUESTION = "Release Dieter?";
const BLOCKER = "No test card";

const shown = (run: Run, who: string) =>
  run
    .as(who)
    .dm()
    .map((message) => plain(textOf(message)));
const homeOf = async (run: Run, who: string) => plain((await openHome(run, who)).join("\n"));

it("each of two sponsors has the buttons, on Home and in the register", async () => {
  const run = await aCompany({ programs: [{ ...LOYALTY, sponsors: ["margaret", "hugo"], steering: [] }] });
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: QUESTION, neededBy: "2026-11-20", options: ["Release", "Wait"] });
  for (const who of ["margaret", "hugo"]) expect(await homeOf(run, who)).toContain("[Release]");
  await run.as("hugo").command("/drumbeat find LOY-REQ-1");
  expect(textOf(await run.as("hugo").waitForView())).toContain("Répondre…");
});

describe("a blocker", () => {
  it("is told to the sponsor on the day on which it is theirs, with the days on which the lead had it", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    await addItem(run, "priya", { type: "issue", title: BLOCKER, due: "2026-11-03", blocks: true });
    await run.to("2026-11-11T12:00Z");
    const [told] = inbox(run, "margaret", BLOCKER);
    expect(told?.at.slice(0, 10)).toBe("2026-11-11");
    expect(plain(told?.words ?? "")).toContain("Tom Baker had it until Tue 10 Nov.");
    const lead = shown(run, "tom").join("\n");
    expect(lead).toContain(`now with Margaret Osei: you had it until Tue 10 Nov`);
    await finish(run, "margaret", BLOCKER, "It came");
    await run.to("2026-11-11T12:10Z");
    for (const [who, end] of [
      ["tom", "✓ Done by Margaret Osei on Wed 11 Nov."],
      ["margaret", "✓ Done"],
    ] as const) {
      expect(plain(shown(run, who).join("\n"))).toContain(end);
      expect(shown(run, who).join("\n")).not.toMatch(/now with Margaret|is now yours/);
    }
  });

  it("of a lead says from which day it is the sponsor’s, and two have *Not a blocker*", async () => {
    const run = await aCompany({ cadences: ["weekly"] });
    await run.to("2026-11-05T12:00Z");
    await answer(run, "tom", "weekly", { status: "on track", done: "Import", blockers: `${BLOCKER}\nNo data` });
    const receipt = shown(run, "tom").find((text) => text.includes("Tracked")) ?? "";
    expect(receipt).toContain("Tracked, yours, due Thu 12 Nov, then Margaret Osei’s from Fri 20 Nov:");
    expect(receipt).toContain("[Change…] [Not a blocker]");
    await run.to("2026-11-11T12:00Z");
    expect(shown(run, "tom").join("\n")).toContain("due Thu 12 Nov, Margaret Osei’s from Fri 20 Nov");
  });
});

it("a reminder no longer shows what was done elsewhere", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await addItem(run, "priya", { type: "action", title: "Book the room", due: "2026-11-03" });
  await run.to("2026-11-04T12:00Z");
  expect(shown(run, "priya").join("\n")).toContain("was due Tue 3 Nov");
  await finish(run, "priya", "Book the room", "Room 4");
  await run.to("2026-11-04T12:05Z");
  expect(shown(run, "priya").join("\n")).not.toContain("was due Tue 3 Nov");
});

describe("the form", () => {
  it("says for whom it is", async () => {
    const run = await aCompany({ cadences: [cadence("weekly", { audience: ["lead"] })] });
    await run.to("2026-11-02T10:00Z");
    await away(run, "tom", { from: "2026-11-03", until: "2026-11-20", delegate: "priya" });
    await run.to("2026-11-05T12:00Z");
    const form = await openForm(run, "priya", "weekly");
    expect(textOf(form)).toContain("You’re answering for Tom Baker.");
  });
});
