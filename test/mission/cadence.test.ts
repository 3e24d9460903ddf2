/**
 * A of the mission: the governance cadence. Each check-in has readers, and feeds the one above it.
 *
 * Not built yet:
 *   A4  the maturity self-assessment
 *   A6  a milestone of its own that slips; today a date in a form
 */
import { expect, it } from "vitest";
import type { Run } from "../support/run.ts";
import {
  answer,
  answerRefused,
  answersReadBy,
  by,
  channel,
  inbox,
  isAsked,
  nothingToReport,
  offered,
  perform,
  planUnchanged,
  rounds,
  statusNow,
} from "./acts.ts";
import { digests, readDigest } from "./acts-digest.ts";
import { addMeasure, goalsSeenBy } from "./acts-goals.ts";
import {
  agendaSeenBy,
  approveAgenda,
  giveAgenda,
  recordMeeting,
  recordSeenBy,
  sendRecord,
  setMeetingDates,
} from "./acts-meetings.ts";
import { addItem, decide, everyItem, itemCalled, raiseRequest } from "./acts-register.ts";
import { aCompany, cadence, LOYALTY } from "./company.ts";

const TEAM = ["priya", "oliver", "chloe"];
const ALL = ["tom", "dan", "margaret", "hugo", "ines", ...TEAM, "sam", "ada"];
/** Hugo chairs its committee, for which Sam writes. */
const WITH_SECRETARY = { programs: [{ ...LOYALTY, chair: "hugo", secretary: "sam" }] };
/** The team's channel, in which the app is. */
const IN_CHANNEL = {
  programs: [{ ...LOYALTY, channel: "loyalty-team" }],
  channels: [{ name: "loyalty-team", isPrivate: true, members: ["tom", "dan", ...TEAM] }],
};

it("A1 the working team answers its stand-up in seconds, and team and lead read it the same day", async () => {
  const run = await aCompany({ cadences: ["daily"], ...IN_CHANNEL, start: "2026-11-23T00:00:00.000Z" });
  await run.to("2026-11-23T10:00Z");
  // Each at nine of their own, and nobody above is troubled.
  const askedAt = ALL.flatMap((who) => inbox(run, who).map(({ at }) => `${who} ${at.slice(11)}`));
  expect(askedAt).toEqual(["priya 09:00", "oliver 09:00", "chloe 08:00"]);

  await answer(run, "priya", "daily", { done: "Import is live", next: "Test the tills", blockers: "No test card" });
  await nothingToReport(run, "oliver", "daily");
  expect(TEAM.filter((who) => isAsked(run, who, "daily"))).toEqual(["chloe"]);

  await run.to("2026-11-23T18:00Z");
  for (const words of ["Import is live", "Test the tills", "No test card"])
    expect(channel(run, "loyalty-team", words)).toHaveLength(1);
  expect(await readersOf(run, "daily", "No test card")).toEqual(["tom", "dan", ...TEAM]);

  // The next morning the plan lies there, and one press says that it holds.
  await run.to("2026-11-24T10:00Z");
  await planUnchanged(run, "priya", "daily");
  expect(await answersReadBy(run, "tom", "daily")).toContain("Test the tills");
  await run.to("2026-11-25T07:30Z");
  expect((await rounds(run, "daily")).map(({ who, round, state }) => `${round} ${who} ${state}`)).toEqual([
    "2026-11-23 chloe missed",
    "2026-11-23 oliver answered",
    "2026-11-23 priya answered",
    "2026-11-24 chloe asked",
    "2026-11-24 oliver asked",
    "2026-11-24 priya answered",
  ]);
});

it("A2 workstream leads say weekly how it stands and why, from what the team wrote, and the team reads it", async () => {
  const run = await aCompany({ cadences: ["daily", "weekly"], start: "2026-11-25T00:00:00.000Z" });
  await run.to("2026-11-25T10:00Z");
  await answer(run, "priya", "daily", { done: "Import is live", next: "Test the tills" });
  await run.to("2026-11-26T15:00Z");
  expect(isAsked(run, "tom", "weekly")).toBe(true);
  expect(isAsked(run, "priya", "weekly")).toBe(false);
  // Nobody writes twice: the week begins with the team's days.
  expect(await offered(run, "tom", "weekly")).toContain("Import is live");
  // Whoever is not on track says why.
  const week = { status: "at risk", done: "Import is live in two stores" } as const;
  expect(await answerRefused(run, "tom", "weekly", week)).toBe(true);
  expect(await statusNow(run)).toBeNull();
  await answer(run, "tom", "weekly", { ...week, because: "The vendor is late", next: "Pilot in Leeds" });
  expect(await statusNow(run)).toBe("at risk");

  await run.to("2026-11-30T12:00Z");
  const report = await readDigest(run, "priya", "weekly");
  expect(report.statuses).toEqual({ Loyalty: { now: "at risk", before: null } });
  expect(report.words).toContain("The vendor is late");
  expect(report.words).toContain("Import is live in two stores");
  // It stands in the one message of that morning, below what is asked in it.
  expect(report.firstScreen).toMatch(/Daily team check-in.*\[Check in\].*WEEK 48/s);
  expect(await readersOf(run, "weekly", "The vendor is late")).toEqual(["tom", "dan", ...TEAM]);
  expect(inbox(run, "margaret", "The vendor is late")).toEqual([]);
});

it("A3 the lead answers monthly, and the sponsor reads outcomes, trend and requests in one digest and acts on it", async () => {
  const run = await aCompany({ cadences: ["weekly", "monthly"], start: "2026-10-29T00:00:00.000Z" });
  await run.to("2026-10-29T15:00Z");
  await answer(run, "tom", "weekly", {
    status: "at risk",
    because: "The vendor is late",
    done: "Import runs in two stores",
  });
  await run.to("2026-10-30T10:00Z");
  expect(await offered(run, "tom", "monthly")).toContain("Import runs in two stores");
  await answer(run, "tom", "monthly", {
    bottomLine: "The stores go live in March",
    status: "at risk",
    because: "Two engineers left",
    done: "Import runs in two stores",
    value: "412,000 receipts replayed",
    next: "Pilot in Leeds",
  });
  await raiseRequest(run, "tom", {
    question: "Release one data engineer?",
    neededBy: "2026-11-20",
    options: ["Release Dieter", "Wait until spring"],
  });

  await run.to("2026-11-04T12:00Z");
  const october = await readDigest(run, "margaret", "monthly");
  expect(october.at).toBe("2026-11-04T09:00");
  expect(october.statuses).toEqual({ Loyalty: { now: "at risk", before: null } });
  for (const words of ["The stores go live in March", "Two engineers left", "412,000 receipts replayed"])
    expect(october.firstScreen).toContain(words);
  expect(october.requests).toEqual([
    { question: "Release one data engineer?", options: [expect.stringContaining("Release Dieter")] },
  ]);
  expect(october.sources).toContainEqual({ is: "check-in", author: "Tom Baker", program: "Loyalty" });
  for (const who of [...TEAM, "sam", "ada"]) expect(await digests(run, who, "monthly")).toEqual([]);

  await decide(run, "margaret", "Release Dieter");
  await run.to("2026-11-30T10:00Z");
  await answer(run, "tom", "monthly", {
    bottomLine: "The stores go live in February",
    status: "on track",
    done: "Dieter has joined",
  });
  await run.to("2026-12-03T12:00Z");
  const november = (await digests(run, "margaret", "monthly")).at(-1);
  expect(november?.statuses).toEqual({ Loyalty: { now: "on track", before: "at risk" } });
  expect(november?.requests).toEqual([]);
  expect(november?.words).toContain("Release Dieter");
  expect(november?.words).not.toContain("Two engineers left");
});

it("A4 the lead reviews the roadmap once the quarter is over, and the committee reads what they recommend and have learnt", async () => {
  const run = await aCompany({ cadences: ["quarterly"], start: "2026-09-28T00:00:00.000Z" });
  await run.to("2026-10-02T16:00Z");
  expect(await rounds(run, "quarterly")).toEqual([]);
  await run.to("2026-10-05T12:00Z");
  expect((await rounds(run, "quarterly")).map(({ who }) => who)).toEqual(["tom"]);
  await answer(run, "tom", "quarterly", {
    status: "on track",
    recommendation: { recommend: "change", reason: "Tills before kiosks" },
    lesson: "Ask the stores first",
  });
  expect(await readersOf(run, "quarterly", "Tills before kiosks")).toEqual(["tom", "dan", "margaret", "hugo", "ines"]);

  await run.to("2026-10-14T12:00Z");
  for (const who of ["hugo", "ines"]) {
    const [digest, ...others] = await digests(run, who, "quarterly");
    expect(others).toEqual([]);
    expect(digest?.firstScreen).toContain("modifier – Tills before kiosks");
    expect(digest?.words).toContain("Ask the stores first");
  }
  for (const who of TEAM) expect(inbox(run, who, "Tills before kiosks")).toEqual([]);
});

it("A4 the committee meets about the roadmap against the plan, and what it puts first is for whoever leads to do", async () => {
  const run = await aCompany({ cadences: ["quarterly"], ...WITH_SECRETARY, start: "2026-09-28T00:00:00.000Z" });
  await run.to("2026-09-28T10:00Z");
  await setMeetingDates(run, "sam", {
    program: "loyalty",
    first: "2026-10-20",
    repeats: "quarter",
    time: "10:00",
    place: "Room 4",
  });
  await run.to("2026-10-05T12:00Z");
  const recommendation = { recommend: "change", reason: "Tills before kiosks" } as const;
  await answer(run, "tom", "quarterly", { status: "on track", recommendation });

  await run.to("2026-10-13T12:00Z");
  const draft = await agendaSeenBy(run, "sam");
  for (const words of ["Tue 20 Oct, 10:00 · Room 4", "1. *Change the program?", "Give it to Hugo Lambert"])
    expect(draft).toContain(words);
  await giveAgenda(run, "sam");
  await run.to("2026-10-14T12:00Z");
  await approveAgenda(run, "hugo");
  await run.to("2026-10-16T12:00Z");
  expect(await agendaSeenBy(run, "ines")).toContain("1. *Change the program?");
  for (const who of ["tom", "margaret", ...TEAM]) expect([who, await agendaSeenBy(run, who)]).toEqual([who, null]);

  await run.to("2026-10-20T10:00Z");
  const actions = ["Tell the stores, Tom Baker, 2026-10-30"];
  await recordMeeting(run, "sam", {
    topics: [{ about: "Change the program", decided: "Change", actions }],
    present: ["hugo", "ines"],
  });
  expect(await recordSeenBy(run, "tom")).toBeNull();
  await sendRecord(run, "hugo");
  await run.to("2026-10-21T12:00Z");
  expect(await recordSeenBy(run, "ines")).toMatch(/Décidé : Change · .+ · LOY-D-1/);
  expect(await recordSeenBy(run, "tom")).toContain("Action: Tell the stores · Tom Baker · 30 Oct · LOY-ACT-");
  const toDo = (await everyItem(run)).filter(({ type, state }) => type === "action" && state === "open");
  expect(toDo.map(({ owner, due }) => `${owner} ${due}`)).toEqual(["tom 2026-11-03", "tom 2026-10-30"]);
});

it("A5 sponsor and committee prepare the year, read it together beforehand, and its vision comes back to them and the lead", async () => {
  const run = await aCompany({ cadences: ["annual", "quarterly"], start: "2026-11-25T00:00:00.000Z" });
  await run.to("2026-11-26T12:00Z");
  expect((await rounds(run, "annual")).map(({ who }) => who)).toEqual(["hugo", "ines", "margaret"]);
  await answer(run, "margaret", "annual", {
    vision: "Every store knows its members",
    successes: "The paper card is gone",
    risks: "That stores have the time",
    agenda: "Who pays for the tills?",
  });
  await answer(run, "hugo", "annual", { vision: "Une seule carte", successes: "Les bornes", risks: "Le réseau" });
  expect(await readersOf(run, "annual", "Who pays for the tills?")).toEqual(["tom", "dan", "margaret", "hugo", "ines"]);

  // Five working days before the workshop of 10 December: to the chair, who has not answered, and those who have.
  await run.to("2026-12-03T12:00Z");
  for (const who of ["margaret", "hugo"]) {
    const french = who === "hugo";
    const about = french ? "Préparation de l’atelier du jeu. 10 déc." : "Preparation of the workshop on Thu 10 Dec";
    const received = inbox(run, who, about).map(({ words }) => words);
    expect(received).toEqual([expect.stringContaining(french ? "1 ligne à trancher" : "1 line to decide")]);
  }
  for (const who of ["ines", "tom", ...TEAM])
    for (const about of ["Preparation of the workshop", "Préparation de l’atelier"])
      expect(inbox(run, who, about)).toEqual([]);

  const [receipt] = inbox(run, "margaret", "Annual workshop");
  expect(receipt?.words).toContain("everybody who answers read it in the preparation, from Wed 2 Dec, 17:00 on.");

  // What the last quarter has learnt comes with the year: no digest of its own has it.
  await run.to("2027-01-05T12:00Z");
  const lesson = "Ask the stores first";
  await answer(run, "tom", "quarterly", { status: "on track", recommendation: { recommend: "continue" }, lesson });
  const [quarter] = inbox(run, "tom", "Quarterly roadmap review");
  expect(quarter?.words).toContain("The sponsors and the steering committee read it on Tue 19 Jan.");

  await run.to("2027-01-22T12:00Z");
  for (const who of ["margaret", "hugo", "ines", "tom"]) {
    const year = await readDigest(run, who, "annual");
    expect(year.words).toContain(lesson);
    expect(year.words).toMatch(/Aims for 2027|Ambitions pour 2027/);
    for (const words of ["Every store knows its members", "Une seule carte"]) {
      expect(year.words).toContain(words);
      // Wished for, and done by nobody.
      const before = year.firstScreen.split(/Aims for 2027|Ambitions pour 2027/)[0];
      expect(before).not.toContain(words);
    }
  }
  for (const who of TEAM) expect(await digests(run, who, "annual")).toEqual([]);
});

it("A5 what is to be decided at the workshop is its agenda in advance, and its outcomes are recorded after", async () => {
  const run = await aCompany({ cadences: ["annual"], ...WITH_SECRETARY, start: "2026-11-25T00:00:00.000Z" });
  await run.to("2026-11-26T12:00Z");
  await setMeetingDates(run, "sam", { program: "loyalty", first: "2026-12-10", repeats: "once", time: "14:00" });
  await answer(run, "margaret", "annual", {
    vision: "Every store knows its members",
    successes: "The paper card is gone",
    agenda: "Who pays for the tills?",
  });
  await run.to("2026-12-03T12:00Z");
  expect(await agendaSeenBy(run, "sam")).toContain("1. *Who pays for the tills?* · 15 min\nadded by Margaret Osei");
  await giveAgenda(run, "sam");
  // Its sponsor, who sits in no committee, comes for what they put on the agenda.
  await run.to("2026-12-08T12:00Z");
  for (const who of ["hugo", "ines", "margaret"])
    expect(await agendaSeenBy(run, who)).toContain("*Who pays for the tills?*");

  await run.to("2026-12-10T15:00Z");
  const actions = ["Set the aims of the year, Tom Baker, 2026-12-18"];
  await recordMeeting(run, "sam", {
    topics: [{ about: "Who pays for the tills?", decided: "Loyalty pays half", actions }],
    present: ["hugo", "ines"],
  });
  await sendRecord(run, "hugo");
  await run.to("2026-12-11T12:00Z");
  for (const who of ["sam", "ines", "tom", "margaret"])
    expect(await recordSeenBy(run, who)).toMatch(/(Decided|Décidé) ?: Loyalty pays half · .+ · LOY-D-1/);
  expect(await itemCalled(run, "Loyalty pays half")).toMatchObject({ type: "decision", owner: "hugo" });
  expect(await itemCalled(run, "Set the aims of the year")).toMatchObject({ type: "action", owner: "tom" });

  // Objectives and measures for the year, as the committee reads them.
  const numbers = { unit: "", baseline: "0", baselineOn: "2026-12-01", target: "40", by: "2027-11-30" };
  await addMeasure(run, "tom", { title: "Stores with new tills", owner: "tom", ...numbers });
  await perform(run, {
    ...by(run, "tom"),
    do: "add-objective",
    program: "loyalty",
    title: "Every store knows its members",
    year: 2027,
    measures: ["Stores with new tills"],
    programs: [],
  });
  expect((await goalsSeenBy(run, "ines")).map(({ objective }) => objective)).toEqual(["Every store knows its members"]);
  await run.to("2027-01-22T12:00Z");
  expect((await readDigest(run, "margaret", "annual")).words).toContain("Loyalty pays half");
});

it("A6 an event asks whom it concerns at once: a blocker past its day, a program that goes off track", async () => {
  const run = await aCompany({
    cadences: [cadence("weekly", { readers: ["lead", "sponsors"], disclosure: "above" })],
    start: "2026-11-05T00:00:00.000Z",
  });
  const off = { status: "off track", done: "Nothing" } as const;
  await run.to("2026-11-05T15:00Z");
  await answer(run, "tom", "weekly", { ...off, because: "The vendor has gone" });
  await addItem(run, "priya", { type: "issue", title: "No test card", due: "2026-11-06", blocks: true });
  await run.to("2026-11-12T15:00Z");
  // Not at the next date of a cadence: the first working mornings after its day.
  expect([...inbox(run, "priya", "No test card"), ...inbox(run, "tom", "No test card")]).not.toEqual([]);
  // Long before the digest of the month.
  expect(inbox(run, "margaret", "The vendor has gone")).not.toEqual([]);
  expect(await digests(run, "margaret", "monthly")).toEqual([]);
  expect((await everyItem(run)).map(({ title }) => title)).toEqual(["No test card"]);
});

/** Who of everybody reads these words in the newest answers. */
async function readersOf(run: Run, key: string, words: string): Promise<string[]> {
  const readers = [];
  for (const who of ALL) if ((await answersReadBy(run, who, key))?.includes(words)) readers.push(who);
  return readers;
}
