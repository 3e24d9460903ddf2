/** The weekly message of a sponsor or a committee: what Home lists as needing them at that hour. */
import { type SandboxMessage, viewAsText } from "slack-sandbox";
import { expect, it } from "vitest";
import { answer, inbox, plain } from "../mission/acts.ts";
import { addItem, decide, raiseRequest, sendToCommittee, takeUp, vote } from "../mission/acts-register.ts";
import { away } from "../mission/acts-setup.ts";
import { notePresence, proposePresence } from "../mission/acts-sponsorship.ts";
import { aCompany, cadence } from "../mission/company.ts";
import { openHome } from "../support/home-tab.ts";
import { type Run, textOf } from "../support/run.ts";

const FOOT = /(\n|⋯)(Your message of the week|Votre message de la semaine|Why did I get|Pourquoi ce message)/u;

/** What Home lists first, and the line of what comes next. */
async function homeOf(run: Run, who: string): Promise<{ needs: string; next: string }> {
  const lines = (await openHome(run, who)).map(plain);
  const [first = 0, second] = lines.flatMap((line, place) => (/^[^a-z]+$/u.test(line) ? place : []));
  const needs = /^(NEEDS YOU|À VOUS)/u.test(lines[first] ?? "") ? lines.slice(1, second) : [];
  return { needs: needs.join("\n"), next: lines[lines.findIndex((line) => /^(NEXT|ENSUITE)/u.test(line)) + 1] ?? "" };
}

/** At what time it came last, and what it lists. */
function lastWeekly(run: Run, who: string): { at: string; needs: string } {
  const { at, words } = inbox(run, who).findLast(
    ({ words }) => FOOT.test(words) && /Needs you|À vous/u.test(words),
  ) ?? {
    at: "",
    words: "",
  };
  return { at, needs: plain(words).split(FOOT)[0]?.split("\n").slice(1).join("\n").trimEnd() ?? "" };
}

it("is what Home lists at that hour, each week, requests, blockers and votes alike", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Release Dieter?", neededBy: "2026-11-27", options: ["Release", "Wait"] });
  await raiseRequest(run, "tom", { question: "Buy Adyen?", neededBy: "2026-12-11", options: ["Buy", "Wait"] });
  await addItem(run, "priya", { type: "issue", title: "No test card", due: "2026-11-03", blocks: true });
  await run.to("2026-11-04T12:00Z");
  await takeUp(run, "tom", "No test card", "Make the vendor fix it");
  await sendToCommittee(run, "margaret", "Buy Adyen?");
  for (const day of ["10", "17", "24"])
    for (const [who, time, first] of [
      ["hugo", "08:00", "Loyalty · Buy Adyen?"],
      ["margaret", "09:00", "Loyalty · Release Dieter?"],
    ] as const) {
      await run.to(`2026-11-${day}T${time}Z`);
      const { needs } = await homeOf(run, who);
      expect(needs).toContain(first);
      expect(lastWeekly(run, who)).toEqual({ at: `2026-11-${day}T${time}`, needs });
    }
  expect(lastWeekly(run, "margaret").needs).toContain("No test card");
});

it("has one line for a long list, whose button lists it, and says what is left", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  for (let number = 10; number < 35; number += 1)
    await raiseRequest(run, "tom", {
      question: `Buy part ${number}?`,
      neededBy: "2026-11-27",
      options: ["Buy", "Rent"],
    });
  await run.to("2026-11-03T12:00Z");
  const words = inbox(run, "margaret").find((each) => each.words.includes("Needs you"))?.words ?? "";
  expect(words).toContain("25 requests for you");
  const margaret = run.as("margaret");
  const weekly = margaret.inbox().find((message) => textOf(message).includes("25 requests for you"));
  if (!weekly) throw new Error("No weekly message");
  await margaret.press(weekly, { label: "Show" });
  let pages = viewAsText(await margaret.waitForView());
  for (const _ of [2, 3, 4]) {
    await margaret.pressInView({ label: "›" });
    pages += viewAsText(await margaret.waitForView());
  }
  for (let number = 10; number < 35; number += 1) expect(pages).toContain(`Buy part ${number}?`);
});

it("shows at once what became of what it lists, comes no more once nothing waits, and is not announced", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Release Dieter?", neededBy: "2026-11-27", options: ["Release", "Wait"] });
  expect((await homeOf(run, "margaret")).next).toBe("Tue 3 Nov, 9:00: your message of the week · Digest Thu 3 Dec");
  await run.to("2026-11-03T12:00Z");
  await decide(run, "margaret", "Release");
  await run.to("2026-11-03T13:00Z");
  const [sent] = inbox(run, "margaret", "Release Dieter?");
  expect(sent?.words).toContain("Nothing here needs you now*\nLoyalty · Release Dieter?\n✓ You decided on 3 Nov");
  expect((await homeOf(run, "margaret")).next).toBe("Digest Thu 3 Dec");
  await run.to("2026-11-18T12:00Z");
  expect(inbox(run, "margaret").filter(({ at }) => at > "2026-11-04")).toEqual([]);
});

it("does not come for what moved on, which its last owner reads the next morning", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Release Dieter?", neededBy: "2026-11-19", options: ["Release", "Wait"] });
  await run.to("2026-11-16T12:00Z");
  expect((await homeOf(run, "margaret")).next).toBe("Tue 17 Nov, 9:00: your message of the week · Digest Thu 3 Dec");
  await run.to("2026-11-17T12:00Z");
  expect((await homeOf(run, "margaret")).needs).toContain(
    "by Tue 17 Nov (needed by Thu 19 Nov), then Hugo Lambert · from Tom Baker",
  );
  expect((await homeOf(run, "margaret")).next).toBe("Digest Thu 3 Dec");
  await run.to("2026-11-25T12:00Z");
  const [moved, ...others] = inbox(run, "margaret").filter(({ at }) => at > "2026-11-18");
  expect(moved?.at).toBe("2026-11-18T09:00");
  expect(others).toEqual([]);
  await decide(run, "hugo", "Release");
});

it("takes along what they would be reminded of in another message at that hour", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Release Dieter?", neededBy: "2026-11-27", options: ["Release", "Wait"] });
  const event = {
    title: "Town hall",
    of: "margaret",
    on: "2026-11-12",
    time: "14:00",
    place: "Leeds",
    sentences: ["Thanks"],
  };
  await proposePresence(run, "tom", event);
  await run.to("2026-11-10T12:00Z");
  const ofThatDay = () => inbox(run, "margaret").filter(({ at }) => at.startsWith("2026-11-10"));
  expect(ofThatDay().map(({ at }) => at)).toEqual(["2026-11-10T09:00"]);
  expect(plain(ofThatDay()[0]?.words ?? "")).toMatch(
    /Needs you \(1\)(.|\n)*Release Dieter\?(.|\n)*Town hall · .*\n14:00, Leeds/,
  );
  await run.to("2026-11-17T12:00Z");
  await notePresence(run, "margaret", "Town hall");
  expect(plain(ofThatDay()[0]?.words ?? "")).toMatch(/Town hall · Loyalty\n✓/);
  expect(ofThatDay()).toHaveLength(1);
});

it("of a vote holds it until they have voted", async () => {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, "tom", { question: "Buy Adyen?", neededBy: "2026-12-11", options: ["Buy", "Wait"] });
  await run.to("2026-11-03T12:00Z");
  await sendToCommittee(run, "margaret", "Buy Adyen?");
  await run.to("2026-11-10T12:00Z");
  await vote(run, "hugo", "Buy Adyen?", 0);
  expect(plain(inbox(run, "hugo").at(-1)?.words ?? "")).toContain("Plus rien ne vous attend ici");
  await run.to("2026-11-18T12:00Z");
  expect(inbox(run, "hugo").filter(({ at }) => at > "2026-11-11")).toEqual([]);
});

it("leaves a check-in to its own message of that morning, and lists it, without a reminder, while it has no answer", async () => {
  const quarterly = cadence("quarterly", {
    rule: { every: "quarter", on: { workingDay: -2 }, zone: "participant" },
    audience: ["lead", "steering"],
  });
  const run = await aCompany({ cadences: [quarterly], start: "2026-09-21T00:00:00.000Z" });
  await run.to("2026-10-06T12:00Z");
  const asked = inbox(run, "hugo", "feuille de route");
  expect(asked.map(({ at }) => at)).toEqual(["2026-09-29T07:00", "2026-10-06T07:00"]);
  expect(lastWeekly(run, "hugo").needs).toContain("échéance dépassée (jeu. 1er oct. à 17 h)");
  await answer(run, "hugo", "quarterly", { lesson: "Arrêter les bornes" });
  expect(plain(inbox(run, "hugo").find(({ at }) => at === "2026-10-06T07:00")?.words ?? "")).toContain(
    "Plus rien ne vous attend ici",
  );
});

it.each([
  ["is skipped", (run: Run) => run.as("hugo").press(firstPrompt(run), { option: "Passer cette fois" })],
  ["meets an absence", (run: Run) => away(run, "hugo", { from: "2026-09-29", until: "2026-10-09" })],
])("leaves out a check-in that %s, as Home does", async (_, leave) => {
  const quarterly = cadence("quarterly", {
    rule: { every: "quarter", on: { workingDay: -3 }, zone: "participant" },
    audience: ["lead", "steering"],
  });
  const run = await aCompany({ cadences: [quarterly], start: "2026-09-21T00:00:00.000Z" });
  await run.to("2026-09-29T09:00Z");
  const weekly = () => plain(inbox(run, "hugo").find(({ at }) => at === "2026-09-29T07:00")?.words ?? "");
  expect(weekly()).toContain("À vous (1)");
  await leave(run);
  await run.settle();
  expect(weekly()).toContain("Plus rien ne vous attend ici");
});

function firstPrompt(run: Run): SandboxMessage {
  const asked = run
    .as("hugo")
    .dm()
    .find((message) => textOf(message).includes("Passer cette fois"));
  return asked ?? expect.fail("Nothing was asked");
}
