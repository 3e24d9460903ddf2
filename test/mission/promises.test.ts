/**
 * What the product promises whatever happens: an acknowledged answer is never lost, a message goes once, who may not see
 * does not see, and text of people is data.
 */
import { describe, expect, it } from "vitest";
import { answer, answersReadBy, channel, inbox, modal, nothingToReport, rounds, statusNow } from "./acts.ts";
import { digests, portfolioSeenBy } from "./acts-digest.ts";
import { activeInMessages, deliverTwice, killAfter, loseAnswerToNextMessage, whileSending } from "./acts-faults.ts";
import {
  addItem,
  decide,
  everyItem,
  finds,
  itemCalled,
  raiseRequest,
  registerSeenBy,
  requestCalled,
} from "./acts-register.ts";
import { changeRoles, exportRegister, seesAudit } from "./acts-setup.ts";
import { caseSeenBy, nameStakeholder, phaseSeenBy, stakeholdersSeenBy, writeCase } from "./acts-sponsorship.ts";
import { aCompany, cadence, LOYALTY, PEOPLE, STORES } from "./company.ts";

const IN_CHANNEL = {
  programs: [{ ...LOYALTY, channel: "loyalty-team" }],
  channels: [{ name: "loyalty-team", isPrivate: true, members: ["tom", "dan", "priya", "oliver", "chloe"] }],
};

describe("an acknowledged answer is never lost", () => {
  it("when the process is killed the moment after a form has closed", async () => {
    const run = await aCompany({ cadences: ["daily"], ...IN_CHANNEL });
    await run.to("2026-11-02T10:00Z");
    await killAfter(run, (hurried) => answer(hurried, "priya", "daily", { done: "Import is live", next: "Tills" }));
    await killAfter(run, (hurried) => nothingToReport(hurried, "oliver", "daily"));
    expect(await answersReadBy(run, "tom", "daily")).toContain("Import is live");
    await run.to("2026-11-02T18:00Z");
    expect(channel(run, "loyalty-team", "Import is live")).toHaveLength(1);
    expect((await rounds(run, "daily")).filter(({ state }) => state === "answered").map(({ who }) => who)).toEqual([
      "oliver",
      "priya",
    ]);
  });

  it("nor is a request, an item or a decision, and each is told once the process is back", async () => {
    const run = await aCompany();
    await run.to("2026-11-02T10:00Z");
    const request = { question: "Pay for the tills?", neededBy: "2026-11-06", options: ["Pay half", "Lease them"] };
    await killAfter(run, (hurried) => raiseRequest(hurried, "tom", request));
    await killAfter(run, (hurried) =>
      addItem(hurried, "priya", { type: "risk", title: "Certificates expire", due: "2026-11-20" }),
    );
    await run.to("2026-11-03T10:00Z");
    await killAfter(run, (hurried) => decide(hurried, "margaret", "Pay half"));
    // It can be undone for ten minutes.
    await run.to("2026-11-03T10:15Z");
    expect(await requestCalled(run, request.question)).toMatchObject({ state: "decided" });
    expect((await everyItem(run)).map(({ type }) => type).toSorted()).toEqual(["decision", "request", "risk"]);
    await run.to("2026-11-04T12:00Z");
    expect(inbox(run, "tom", "Pay half").at(-1)?.at.slice(0, 10)).toBe("2026-11-03");
  });
});

describe("a message goes once", () => {
  it("when Slack's answer to it is lost", async () => {
    const run = await aCompany({ cadences: ["daily"] });
    loseAnswerToNextMessage(run);
    await run.to("2026-11-02T12:00Z");
    for (const who of ["priya", "oliver", "chloe"]) expect(inbox(run, who)).toHaveLength(1);
  });

  it("when the process is killed while Slack takes it", async () => {
    const run = await aCompany({ cadences: ["daily"] });
    await run.to("2026-11-02T07:59Z");
    await killAfter(run, () => whileSending(run, "2026-11-02T08:01Z"));
    await run.to("2026-11-02T12:00Z");
    for (const who of ["priya", "oliver", "chloe"]) expect(inbox(run, who)).toHaveLength(1);
  });

  it("and one press counts once, however often Slack delivers it", async () => {
    const run = await aCompany({ cadences: ["daily"] });
    await run.to("2026-11-02T10:00Z");
    deliverTwice(run);
    await answer(run, "priya", "daily", { done: "Import is live", next: "Tills" });
    await raiseRequest(run, "tom", { question: "Pay for the tills?", neededBy: "2026-11-04" });
    await addItem(run, "priya", { type: "risk", title: "Certificates expire", due: "2026-11-20" });
    expect((await everyItem(run)).map(({ type }) => type).toSorted()).toEqual(["request", "risk"]);
    expect((await rounds(run, "daily")).filter(({ state }) => state === "answered")).toHaveLength(1);
  });
});

describe("who may not see does not see", () => {
  /** Who may see it, of everybody; `bo` is a guest, `ravi` works for Stores, which Léa leads. */
  const above = ["tom", "dan", "margaret", "hugo", "ines"];
  const team = ["priya", "chloe"];
  const may: Record<string, string[]> = {
    "the team's answers": ["tom", "dan", ...team],
    "the lead's answers to the sponsor": above,
    "an item of the register": [...above, ...team],
    "its people": ["tom", "dan"],
    "its case": above,
    "its phase": above,
    "how it stands, beside other programs": above,
    "its audit": ["ada", "tom", "dan"],
  };

  it("on any screen: of the team, of those above, of another program, of the team until today, a guest, the admin", async () => {
    const bo = { handle: "bo", name: "Bo Guest", tz: "Europe/London", locale: "en-GB", affiliation: "guest" };
    const run = await aCompany({
      people: [...PEOPLE, bo],
      programs: [LOYALTY, STORES],
      cadences: ["daily", cadence("weekly", { readers: ["lead", "sponsors", "steering"], disclosure: "above" })],
      start: "2026-11-05T00:00:00.000Z",
    });
    await run.to("2026-11-05T15:00Z");
    await answer(run, "priya", "daily", { done: "Import is live", next: "Tills" });
    await answer(run, "tom", "weekly", { status: "at risk", because: "The bank", done: "Import" });
    await addItem(run, "priya", { type: "risk", title: "Certificates expire", due: "2026-11-20" });
    await nameStakeholder(run, "tom", { person: "sam", power: "decides", interest: "affected", stanceWords: "an if" });
    await writeCase(run, "tom", "purpose", "One card for all");
    await changeRoles(run, "tom", { ...LOYALTY, team });

    const sees: Record<string, (who: string) => Promise<unknown>> = {
      "the team's answers": async (who) => (await answersReadBy(run, who, "daily"))?.includes("Import is live"),
      "the lead's answers to the sponsor": async (who) =>
        (await answersReadBy(run, who, "weekly"))?.includes("The bank"),
      "an item of the register": async (who) =>
        (await registerSeenBy(run, who)).length > 0 || (await finds(run, who, "Certificates")),
      "its people": async (who) => (await stakeholdersSeenBy(run, who))?.includes("Sam Poe"),
      "its case": async (who) => (await caseSeenBy(run, who))?.sections.purpose,
      "its phase": (who) => phaseSeenBy(run, who),
      "how it stands, beside other programs": async (who) => (await portfolioSeenBy(run, who))?.Loyalty,
      "its audit": (who) => seesAudit(run, who, "Loyalty"),
    };
    const seen: Record<string, string[]> = {};
    for (const [thing, see] of Object.entries(sees)) {
      seen[thing] = [];
      for (const { handle } of [...PEOPLE, bo]) if (await see(handle)) seen[thing]?.push(handle);
    }
    const inOrder = ([thing, people]: [string, string[]]) => [thing, people.toSorted()];
    expect(Object.entries(seen).map(inOrder)).toEqual(Object.entries(may).map(inOrder));
  });

  it("what is kept to the lead is in no message, digest, file or search of anybody else", async () => {
    const run = await aCompany({
      cadences: [cadence("daily", { key: "confidential", disclosure: "lead", readers: ["lead"] }), "monthly"],
      start: "2026-10-30T00:00:00.000Z",
      ...IN_CHANNEL,
    });
    const secret = "Two people want to leave";
    await run.to("2026-10-30T10:00Z");
    await answer(run, "priya", "confidential", { done: secret, next: secret });
    const readers = [];
    for (const { handle } of PEOPLE)
      if ((await answersReadBy(run, handle, "confidential"))?.includes(secret)) readers.push(handle);
    expect(readers.toSorted()).toEqual(["dan", "priya", "tom"]);
    await answer(run, "tom", "monthly", { bottomLine: "Live in March", status: "on track", done: "Import" });
    await run.to("2026-11-04T12:00Z");
    expect(await digests(run, "margaret", "monthly")).toHaveLength(1);
    for (const { handle } of PEOPLE) if (handle !== "priya") expect(inbox(run, handle, secret)).toEqual([]);
    expect(channel(run, "loyalty-team", secret)).toEqual([]);
    expect(await exportRegister(run)).not.toContain(secret);
    for (const who of ["margaret", "hugo", "oliver"]) expect(await finds(run, who, "leave")).toBe(false);
  });
});

describe("text of people is data", () => {
  const HOSTILE = [
    "<!channel> *now* <@U012AB3CD> <https://evil.example|Sign in> & 'so' \"on\"",
    "&lt;!here&gt; `code` ~gone~ > quoted",
    "__proto__",
    "constructor",
    "'; drop table item; --",
    "\u202Eevil\u202C 😀 שלום",
  ];

  it("wherever it is shown: mentions, links, quotes, names of our own", async () => {
    const run = await aCompany({ cadences: ["daily", "monthly"], start: "2026-10-30T00:00:00.000Z", ...IN_CHANNEL });
    await run.to("2026-10-30T10:00Z");
    const all = HOSTILE.join("\n");
    await answer(run, "priya", "daily", { done: all, next: all, blockers: all });
    await answer(run, "tom", "monthly", {
      bottomLine: HOSTILE[0] ?? "",
      status: "at risk",
      because: HOSTILE.slice(1).join(" "),
      done: all,
      value: all,
    });
    for (const title of HOSTILE) await addItem(run, "priya", { type: "risk", title, due: "2026-11-20" });
    await run.to("2026-11-04T12:00Z");
    expect((await everyItem(run)).map(({ title }) => title)).toEqual(expect.arrayContaining(HOSTILE));
    expect(await registerSeenBy(run, "tom")).toEqual(expect.arrayContaining(HOSTILE));
    expect(await digests(run, "margaret", "monthly")).toHaveLength(1);
    expect(channel(run, "loyalty-team")).not.toEqual([]);
    expect(activeInMessages(run)).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("however long it is: 40,000 letters in an answer and behind a command leave everything as it was", async () => {
    const run = await aCompany({ cadences: ["daily"] });
    await run.to("2026-11-02T10:00Z");
    const long = "word ".repeat(8000);
    await addItem(run, "tom", {
      type: "risk",
      title: "Short",
      due: "2026-11-20",
      more: { description: long.slice(0, 3000) },
    });
    expect(await modal(run, "tom", `/drumbeat risk ${long}`)).not.toBe("");
    await answer(run, "priya", "daily", { done: long.slice(0, 3000), next: "More" });
    expect(await answersReadBy(run, "tom", "daily")).toContain("word word word");
    expect((await itemCalled(run, "Short")).owner).toBe("tom");
    expect(await statusNow(run)).toBeNull();
  });
});
