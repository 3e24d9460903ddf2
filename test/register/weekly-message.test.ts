/** The weekly message of a sponsor lists what needs them, as Home does at that hour. */
import { expect, it } from "vitest";
import { inbox, plain } from "../mission/acts.ts";
import { addItem, decide, raiseRequest, takeUp } from "../mission/acts-register.ts";
import { aCompany } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";

const TITLES = ["Release Dieter?", "Buy Adyen?", "No test card", "No data"];
const listed = (text: string) => TITLES.filter((title) => text.includes(title));

it("lists each request and blocker of theirs each week, and nothing else (48c-11)", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Release Dieter?", neededBy: "2026-11-27", options: ["Release"] });
  await raiseRequest(run, "tom", { question: "Buy Adyen?", neededBy: "2026-12-11", options: ["Buy"] });
  for (const title of ["No test card", "No data"])
    await addItem(run, "priya", { type: "issue", title, due: "2026-11-03", blocks: true });
  await run.to("2026-11-04T12:00Z");
  await takeUp(run, "tom", "No test card", "Make the vendor fix it");
  for (const [day, count] of [
    ["10", 3],
    ["17", 4],
    ["24", 4],
  ] as const) {
    await run.to(`2026-11-${day}T09:00Z`);
    const home = plain((await openHome(run, "margaret")).join("\n"));
    const [message] = inbox(run, "margaret", "Your message of the week").slice(-1);
    expect(message?.at).toBe(`2026-11-${day}T09:00`);
    expect(listed(plain(message?.words ?? ""))).toEqual(listed(home));
    expect(listed(home)).toHaveLength(count);
  }
});

it("does not come for what moved on nearly a week before alone", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Release Dieter?", neededBy: "2026-11-19", options: ["Release"] });
  await run.to("2026-11-25T12:00Z");
  expect(inbox(run, "margaret").filter(({ at }) => at > "2026-11-18")).toEqual([]);
  await decide(run, "hugo", "Release");
});
