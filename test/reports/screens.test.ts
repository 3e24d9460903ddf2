import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { fillAndSubmit, openCheckIn } from "../../src/demo/answer-check-in.ts";
import { programOf } from "../../src/programs/programs.ts";
import { visitorOf } from "../../src/programs/visitor-of-home.ts";
import { addItem } from "../../src/register/acts.ts";
import type { Line, Status } from "../../src/reports/compile/report.ts";
import { reportedTo } from "../../src/reports/compile/reports-for-reader.ts";
import { reportedSection } from "../../src/reports/portfolio/home.ts";
import {
  EVERYTHING_NOW,
  PROGRAMS_ON_PAGE,
  portfolioFor,
  portfolioScreen,
} from "../../src/reports/portfolio/portfolio.ts";
import { programScreen } from "../../src/reports/portfolio/program-screen.ts";
import { answerScreen, sourcesScreen } from "../../src/reports/portfolio/sources.ts";
import { aRun, LEA, MONTHLY_TO_SPONSORS, NINA, personIn, RAVI, type Run, SAM, SOFIA, TOM } from "../support/run.ts";
import { wordsIn } from "../support/words-in.ts";
import { aLine } from "./reported.ts";

const ADA = { handle: "ada", name: "Ada Bell", tz: "Europe/London", locale: "en-GB" };
const PEOPLE = [ADA, LEA, TOM, NINA, RAVI, SOFIA, SAM];
const ATLAS = { key: "atlas", title: "Atlas", lead: "ada", sponsors: ["sofia"], team: ["tom"] };
const MONTHLY = { key: "month", program: "atlas", ...MONTHLY_TO_SPONSORS };

/** With what a program's lead said at the end of October, unless there are no cadences. */
async function anOctober(options: Parameters<typeof aRun>[0] = {}, more: Answers = {}): Promise<Run> {
  const run = await aRun({
    start: "2026-10-26T00:00:00.000Z",
    people: PEOPLE,
    programs: [ATLAS],
    cadences: [MONTHLY],
    ...options,
  });
  await run.to("2026-10-30T10:00Z");
  const known = run.known("ada", "month");
  await openCheckIn(run.as("ada"), known);
  const pathToGreen = { action: "Another courier", by: "2026-11-20" };
  const health = { colour: "amber" as const, reason: "The courier <!here> is late", pathToGreen };
  await fillAndSubmit(
    run.as("ada"),
    known.cadence.questions,
    { progress: "Ten stores opened", health, ...more },
    known,
  );
  await run.to("2026-10-30T11:00Z");
  return run;
}

async function programIdOf(run: Run, key = "atlas"): Promise<string> {
  const { id } = await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  return id;
}

async function giveStatus(run: Run, key: string, at: string, status: Status): Promise<void> {
  const ada = await personIn(run, "ada");
  await run.db
    .insertInto("program_status")
    .values({
      ...{ workspace_id: ada.workspace_id, id: run.app.services.ids.next(), program_id: await programIdOf(run, key) },
      ...{ at, status, reason: null, action: null, action_by: null, by_id: ada.id, check_in_id: null, revision: null },
      given_as: "lead",
    })
    .execute();
}

async function screenFor(run: Run, handle: string, day: string | null = null) {
  return programScreen(run.app.services, await personIn(run, handle), {
    programId: await programIdOf(run),
    digestId: day,
  });
}

/** A report that went to those above on 5 October, with these lines. */
async function sendSeptember(run: Run, lines: readonly Line[]): Promise<void> {
  const person = await personIn(run, "sofia");
  const programId = await programIdOf(run);
  const [shown] = await reportedTo(run.app.services, person, {
    programs: [{ program: await programOf(run.db, person.workspace_id, programId), standings: ["sponsor"] }],
    day: null,
  });
  const { workspace_id } = person;
  const row = { workspace_id, program_id: programId, rhythm: "monthly" as const, period: "2026-09", version: 1 };
  const sent = "2026-10-05T08:00:00.000Z";
  const september = { ...shown?.report, lines, status: null, cutOffAt: sent };
  await run.db
    .insertInto("report")
    .values({
      ...{ ...row, id: "september", state: "sent", cut_off_at: sent, document: JSON.stringify(september) },
      ...{ send_at: sent, sent_at: sent, created_at: sent },
    })
    .execute();
}

describe("the screen of a program", () => {
  it("shows its sponsor how it stands, what was written, who is in it and when it is asked next", async () => {
    const words = wordsIn(await screenFor(await anOctober(), "sofia"));
    for (const part of ["at risk since 30 Oct", "The courier <!here> is late", "Ten stores opened", "Ada Bell"])
      expect(words).toContain(part);
    expect(words).toContain("Sponsor · Sofia Rossi");
    expect(words).toMatch(/Monthly.* · Mon 30 Nov/);
    expect(words).not.toContain("Edit…");
  });

  it("keeps what people wrote out of every text that Slack reads for mentions", async () => {
    const view = await screenFor(await anOctober(), "sofia");
    const read: string[] = [];
    JSON.stringify(view, (_, value: unknown) => {
      if (typeof value === "object" && value !== null && "type" in value && value.type === "mrkdwn")
        read.push(wordsIn(value));
      return value;
    });
    expect(read.join("\n")).not.toContain("<!here>");
  });

  it("offers its lead every act there, in one menu", async () => {
    const view = await screenFor(await anOctober(), "ada");
    const words = wordsIn(view);
    for (const act of ["Check-ins", "The case…", "My people…", "Edit…", "Roles and dates…", "Close program…"])
      expect(words).toContain(act);
    expect(view.blocks.filter(({ block_id: id }) => id?.startsWith("program:"))).toHaveLength(1);
  });

  it("shows the team its people and items, and that it gets the weekly report, but none for those above", async () => {
    const weekly = { key: "week", program: "atlas", template: "weekly-progress" };
    const view = await screenFor(await anOctober({ cadences: [MONTHLY, weekly] }), "tom");
    const words = wordsIn(view);
    // Without a day to choose there is nothing to submit.
    expect(view.submit).toBeUndefined();
    expect(words).toMatch(/a weekly one comes to its team, too.*Working team · Tom Baker/s);
    expect(words).not.toContain("at risk");
    expect(words).not.toContain("Ten stores opened");
  });

  it("has each request once, with the button to answer it for its decider and to open it for others", async () => {
    const run = await anOctober();
    const title = "Release the second courier?";
    const ada = await personIn(run, "ada");
    const asked = { title, dueOn: "2026-11-06", sourceKey: "courier" };
    const request = { type: "request", details: { kind: "decision" }, ...asked } as const;
    await addItem({ ...run.app.services, actor: ada }, { programId: await programIdOf(run), ...request });
    for (const [handle, label] of [
      ["sofia", "Decide…"],
      ["ada", "Open"],
    ] as const) {
      const view = await screenFor(run, handle);
      expect(wordsIn(view).split(title)).toHaveLength(2);
      const row = view.blocks.find((block) => wordsIn(block).includes(title));
      expect(row).toMatchObject({ type: "section", accessory: { text: { text: label } } });
    }
  });

  it("is refused to whoever is nothing in the program", async () => {
    const run = await anOctober();
    await expect(screenFor(run, "sam")).rejects.toThrow("PROGRAM_NOT_SHOWN");
  });

  it("shows on a past day the report that had been sent by then, and nothing to do", async () => {
    const run = await anOctober();
    await sendSeptember(run, [aLine("value", "No queue")]);
    expect(wordsIn(await screenFor(run, "sofia"))).toMatch(/Value and done, as of 5 Oct\n• \nNo queue/);
    const words = wordsIn(await screenFor(run, "sofia", "2026-10-20"));
    expect(words).toContain("As it was sent on Mon 5 Oct");
    expect(words).not.toContain("Ten stores opened");
    expect(words).not.toContain("Sponsor · Sofia Rossi");
    expect(wordsIn(await screenFor(run, "sofia", "2026-10-04"))).toContain("By Sun 4 Oct, no report had been sent.");
    // Sent without its words, it is shown without them, then and now.
    await run.db.updateTable("report").set({ state: "held" }).where("id", "=", "september").execute();
    for (const day of ["2026-10-20", null])
      expect(wordsIn(await screenFor(run, "sofia", day))).not.toContain("No queue");
  });

  it("hides from those above the words that a lead holds back, and the answers that have them", async () => {
    const run = await anOctober();
    const { workspace_id } = await personIn(run, "sofia");
    const programId = await programIdOf(run);
    const at = "2026-10-30T11:00:00.000Z";
    await run.db
      .insertInto("report")
      .values({
        ...{ workspace_id, id: "held", program_id: programId, rhythm: "monthly", period: "2026-10", version: 1 },
        ...{ state: "held", cut_off_at: at, document: "{}", send_at: at, created_at: at },
      })
      .execute();
    expect(wordsIn(await screenFor(run, "sofia"))).not.toContain("Ten stores opened");
    expect(wordsIn(await screenFor(run, "ada"))).toContain("Ten stores opened");
    const sources = await sourcesScreen(
      run.app.services,
      await personIn(run, "sofia"),
      { programId, digestId: null },
      0,
    );
    expect(wordsIn(sources)).not.toContain("Read");
  });
});

describe("the sources of a report", () => {
  it("are its answers, each to be read", async () => {
    const run = await anOctober();
    const sofia = await personIn(run, "sofia");
    const place = { programId: await programIdOf(run), digestId: null };
    const words = wordsIn(await sourcesScreen(run.app.services, sofia, place, 0));
    expect(words).toContain("October 2026");
    const { id: checkInId } = await run.db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
    const answer = wordsIn(await answerScreen(run.app.services, sofia, { ...place, checkInId }));
    expect(answer).toContain("What was done?\nTen stores opened");
  });

  it("have for those above no words that their author keeps in the team", async () => {
    const questions = [...MONTHLY.questions, { key: "keep", type: "fields", label: "Keep in the team" }];
    const run = await anOctober({ cadences: [{ ...MONTHLY, questions }] }, { keep: ["progress"] });
    const { id: checkInId } = await run.db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
    const place = { programId: await programIdOf(run), digestId: null, checkInId };
    const read = async (who: string) => wordsIn(await answerScreen(run.app.services, await personIn(run, who), place));
    expect(await read("ada")).toContain("Ten stores opened");
    expect(await read("sofia")).not.toContain("Ten stores opened");
  });

  it("have of an item that is open to their reader no more its code alone", async () => {
    const run = await anOctober();
    const programId = await programIdOf(run);
    const actor = await personIn(run, "ada");
    const risk = {
      type: "risk" as const,
      title: "A courier may leave",
      details: {},
      dueOn: "2026-12-01",
      sourceKey: "a",
    };
    const { id: itemId } = await addItem({ ...run.app.services, actor }, { programId, ownerId: actor.id, ...risk });
    await sendSeptember(run, [aLine("open", risk.title, { itemId, code: "ATL-R-1" })]);
    const sofia = await personIn(run, "sofia");
    const shown = async () =>
      wordsIn(await sourcesScreen(run.app.services, sofia, { programId, digestId: "2026-10-20" }, 0));
    expect(await shown()).toContain(risk.title);
    await run.db.updateTable("item").set({ disclosure: "team" }).where("id", "=", itemId).execute();
    expect(await shown()).not.toContain(risk.title);
    expect(await shown()).toMatch(/ATL-R-1\n* · its text is not open to you/);
  });

  it("are refused to the team, whose report it is not", async () => {
    const run = await anOctober();
    const place = { programId: await programIdOf(run), digestId: null };
    const tom = await personIn(run, "tom");
    await expect(sourcesScreen(run.app.services, tom, place, 0)).rejects.toThrow("SOURCES_NOT_YOURS");
  });
});

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const key = `p${String(index).padStart(2, "0")}`;
    const region = index % 2 === 0 ? "North" : "South";
    return { key, title: `Program ${key}`, lead: "ada", sponsors: ["sofia"], labels: { Region: region } };
  });

describe("the portfolio", () => {
  it("has the worst first, with how each moved", async () => {
    const run = await aRun({ people: PEOPLE, programs: many(4), cadences: [] });
    await giveStatus(run, "p00", "2026-09-20T10:00:00.000Z", "green");
    await giveStatus(run, "p01", "2026-09-20T10:00:00.000Z", "amber");
    await giveStatus(run, "p01", "2026-10-28T10:00:00.000Z", "red");
    await giveStatus(run, "p03", "2026-09-20T10:00:00.000Z", "amber");
    const words = wordsIn(await portfolioScreen(run.app.services, await personIn(run, "sofia"), EVERYTHING_NOW));
    const rows = words.split("\n").filter((line) => /^[🔴🟠🟢⚪] Program/u.test(line));
    expect(rows).toEqual(["🔴 Program p01", "🟠 Program p03", "⚪ Program p02", "🟢 Program p00"]);
    expect(words).toContain("Worse: Program p01");
    expect(words).toContain("▲■ off track since 28 Oct");
  });

  it("has pages, and of a label its programs alone", async () => {
    const run = await aRun({ people: PEOPLE, programs: many(23), cadences: [] });
    const sofia = await personIn(run, "sofia");
    const all = await portfolioScreen(run.app.services, sofia, { ...EVERYTHING_NOW, page: 1 });
    expect(wordsIn(all).match(/^⚪ Program/gmu)).toHaveLength(23 - PROGRAMS_ON_PAGE);
    const options = /"options":\[\{"value":"(\w+)","text":\{"type":"plain_text","text":"Region: North"/.exec(
      JSON.stringify(all),
    );
    const north = await portfolioFor(run.app.services, sofia, { ...EVERYTHING_NOW, label: options?.[1] ?? null });
    expect(north?.programs.map(({ key }) => key)).toHaveLength(12);
  });

  it("is nothing for whoever reads of no program", async () => {
    const run = await aRun({ people: PEOPLE, programs: many(1), cadences: [] });
    expect(await portfolioScreen(run.app.services, await personIn(run, "sam"), EVERYTHING_NOW)).toBe(null);
  });

  it("names those of which nothing had been sent by a past day", async () => {
    const run = await aRun({ people: PEOPLE, programs: many(2), cadences: [] });
    const then = { ...EVERYTHING_NOW, day: "2026-10-01" };
    const words = wordsIn(await portfolioScreen(run.app.services, await personIn(run, "sofia"), then));
    expect(words).toContain("Nothing sent by then: Program p00 and Program p01");
  });
});

describe("programs on Home", () => {
  async function homeOf(run: Run, handle: string): Promise<string> {
    const visitor = await visitorOf(run.app.services, await personIn(run, handle));
    return wordsIn(await reportedSection(run.app.services)(visitor));
  }

  it("have a button of their name, the worst first, with a strip for those above", async () => {
    const run = await aRun({ people: PEOPLE, programs: many(2), cadences: [] });
    await giveStatus(run, "p00", "2026-09-20T10:00:00.000Z", "green");
    await giveStatus(run, "p01", "2026-08-20T10:00:00.000Z", "green");
    await giveStatus(run, "p01", "2026-10-28T10:00:00.000Z", "red");
    const home = await homeOf(run, "sofia");
    expect(home).toMatch(/Programs, worst first\n🔴 Program p01\n[^\n]*●○■ off track since 28 Oct.*🟢 Program p00/su);
    expect(await homeOf(run, "ada")).not.toContain("●");
  });

  it("name nobody as missing for a report of that rhythm that has gone", async () => {
    const monthly = { ...MONTHLY, audience: ["lead", "team"] };
    const weekly = { key: "week", program: "atlas", template: "weekly-progress", audience: ["lead", "team"] };
    const run = await aRun({
      ...{ start: "2026-10-26T00:00:00.000Z", people: PEOPLE },
      ...{ programs: [ATLAS], cadences: [monthly, weekly] },
    });
    await run.to("2026-11-02T20:00Z");
    expect(await homeOf(run, "ada")).toContain("Monthly check-in, missing: Tom");
    await run.to("2026-11-08T20:00Z");
    const home = await homeOf(run, "ada");
    expect(home).toContain("Weekly progress, missing: Tom");
    expect(home).not.toContain("Monthly check-in, missing");
    await run.to("2026-11-09T20:00Z");
    expect(await homeOf(run, "ada")).not.toContain("missing");
  });

  it("take no more statements the more they are", async () => {
    const counts: number[] = [];
    for (const count of [2, 12]) {
      let statements = 0;
      const run = await aRun({ people: PEOPLE, programs: many(count), cadences: [], onStatement: () => statements++ });
      const visitor = await visitorOf(run.app.services, await personIn(run, "sofia"));
      await run.settle();
      const before = statements;
      await reportedSection(run.app.services)(visitor);
      counts.push(statements - before);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
