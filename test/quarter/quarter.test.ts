/** After a quarter: what continues is confirmed together, what does not is voted on, and what was decided holds from its day on. */
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { submitCheckIn } from "../../src/check-ins/saving.ts";
import { setDates } from "../../src/meetings/dates.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { giveSeats } from "../../src/programs/creating.ts";
import { seatsChanged } from "../../src/programs/events.ts";
import { nameLead } from "../../src/programs/name-lead.ts";
import { giveOffice } from "../../src/programs/office-giving.ts";
import { goOnNow, pauseProgram } from "../../src/programs/pausing.ts";
import { createPortfolioFromForm } from "../../src/programs/portfolios.ts";
import { programOf } from "../../src/programs/programs.ts";
import { confirmAll, discuss } from "../../src/quarter/confirming.ts";
import { tellTeamNow } from "../../src/quarter/effects.ts";
import { sendReview, showReviewAnew } from "../../src/quarter/review-message.ts";
import { insertReview } from "../../src/quarter/reviews.ts";
import { takeBack } from "../../src/quarter/taking-back.ts";
import { decide } from "../../src/register/requests/decide.ts";
import { castVote } from "../../src/register/requests/votes.ts";
import { viewOfItem } from "../../src/register/views.ts";
import { appendStatus } from "../../src/reports/facts/statuses.ts";
import {
  type Arrival,
  actingAs,
  aRun,
  arrivals,
  LEA,
  NINA,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const MIA = { handle: "mia", name: "Mia Berg", tz: "Europe/London", locale: "en-GB" };
const QUARTERLY = {
  questions: [
    { key: "health", type: "health", label: "Status", feeds: "health" },
    { key: "recommendation", type: "recommendation", label: "You recommend", required: true },
  ],
  rule: { every: "quarter", on: { month: 1, workingDay: 3 }, at: "09:00", zone: "participant" },
  audience: ["lead"],
  readers: ["sponsors", "steering"],
};
const DAILY = { rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:30", zone: "participant" } };

/** What the template says, of questions of one's own. */
async function goesAbove(run: Run): Promise<void> {
  await run.db.updateTable("cadence").set({ disclosure: "above" }).where("key", "like", "%-quarter").execute();
}

/** Sam, who chairs it, and Ravi are the committee of Atlas; Borea has a sponsor alone. */
async function aQuarter({ isAskedDaily = false } = {}): Promise<Run> {
  const run = await aRun({
    start: "2027-01-05T06:00:00.000Z",
    people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, MIA],
    programs: [
      { key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], steering: ["sam", "ravi"], team: ["tom"] },
      { key: "borea", title: "Borea", lead: "mia", sponsors: ["sofia"], team: ["tom"] },
    ],
    cadences: [
      { key: "atlas-quarter", program: "atlas", ...QUARTERLY },
      { key: "borea-quarter", program: "borea", ...QUARTERLY },
      ...(isAskedDaily ? [{ key: "atlas-daily", program: "atlas", template: "daily-team", ...DAILY }] : []),
    ],
  });
  await goesAbove(run);
  await run.db
    .insertInto("committee")
    .values(await chairOf(run, "atlas", "sam"))
    .execute();
  await run.to("2027-01-05T15:00Z");
  return run;
}

async function programIdOf(run: Run, key: string): Promise<string> {
  return (await run.db.selectFrom("program").select("id").where("key", "=", key).executeTakeFirstOrThrow()).id;
}

async function chairOf(run: Run, key: string, handle: string) {
  const { id, workspace_id } = await personIn(run, handle);
  return { workspace_id, program_id: await programIdOf(run, key), chair_id: id, quorum: null };
}

async function answer(run: Run, handle: string, answers: Answers, program = "%"): Promise<void> {
  const actor = await personIn(run, handle);
  const prompt = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select("prompt.id")
    .where("prompt.person_id", "=", actor.id)
    .where("cadence.key", "like", `${program}-quarter`)
    .executeTakeFirstOrThrow();
  const stored = await submitCheckIn({ ...run.app.services, actor }, { promptId: prompt.id, answers });
  expect(stored).toEqual({ stored: true });
}

const recommends = (recommend: "continue" | "change" | "pause" | "stop", more = {}): Answers => ({
  health: { colour: "green" },
  recommendation: { recommend, ...(recommend !== "continue" && { reason: "The supplier failed" }), ...more },
});
const PAUSE = recommends("pause", { until: "2027-03-01" });

async function placeOf(run: Run, quarter: string) {
  return { bodyId: await programIdOf(run, "atlas"), quarter };
}

async function place(run: Run, key = "atlas") {
  const { quarter } = await run.db.selectFrom("quarter_review").select("quarter").executeTakeFirstOrThrow();
  return { bodyId: await programIdOf(run, key), quarter };
}

async function reviewOf(run: Run, key: string) {
  const programId = await programIdOf(run, key);
  return run.db.selectFrom("quarter_review").selectAll().where("program_id", "=", programId).executeTakeFirstOrThrow();
}

async function requestIn(run: Run, key: string) {
  const { request_id: id } = await reviewOf(run, key);
  return run.db
    .selectFrom("item")
    .selectAll()
    .where("id", "=", id ?? "")
    .executeTakeFirstOrThrow();
}

/** Both of the committee choose what is recommended. */
async function voteFor(run: Run, option = 0): Promise<void> {
  const { request_id: itemId } = await reviewOf(run, "atlas");
  for (const handle of ["sam", "ravi"]) await castVote(await actingAs(run, handle), { itemId: itemId ?? "", option });
  await run.settle();
}

/** With a review in them, which may stand beside what else came that morning. */
async function reviewsFor(run: Run, handle: string): Promise<Arrival[]> {
  const sent = await run.db.selectFrom("delivery").selectAll().where("kind", "=", "quarter-review").execute();
  const ids = sent.map(({ id, bundle_id: bundleId }) => bundleId ?? id);
  return arrivals(run, handle).filter(({ message }) => ids.includes(String(message.metadata?.event_payload.delivery)));
}

const told = async (run: Run, handle: string) =>
  (await sentAs(run, "program-pause", handle)).map(({ text }) => text.replaceAll("\u00a0", " "));

describe("what continues", () => {
  it("is confirmed by the chair in one decision, once; the message of all members then says so", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    await run.to("2027-01-07T20:00Z");
    expect(await reviewsFor(run, "sam")).toEqual([]);
    await run.to("2027-01-08T12:00Z");
    const [[message], [member]] = [await reviewsFor(run, "sam"), await reviewsFor(run, "ravi")];
    expect(message?.text).toContain("Recommended to continue: Atlas");
    expect(message?.text).toContain("[Confirm all] [Discuss…]");
    expect(member?.text).not.toContain("[Confirm all]");
    await expect(confirmAll(await actingAs(run, "ravi"), await place(run))).rejects.toMatchObject({
      code: "QUARTER_NOT_YOURS",
    });
    if (!message) throw new Error("Nothing came");
    await run.as("sam").press(message.message, { label: "Confirm all" });
    await confirmAll(await actingAs(run, "sam"), await place(run));
    await run.settle();
    const decisions = await run.db.selectFrom("item").select(["title", "type"]).execute();
    expect(decisions).toEqual([{ title: expect.stringContaining("continue with Atlas"), type: "decision" }]);
    expect((await reviewsFor(run, "ravi"))[0]?.text).toContain("✓ Atlas: confirmed by Sam Poe, ATL-D-1");
  });

  it("stands on the agenda of its committee, which says so where it was confirmed meanwhile", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    const place = { at: "10:00", zone: "Europe/London", place: "" };
    const dates = { first: "2027-01-19", repeats: "once" as const, also: [], ...place };
    const { bodyId } = await placeOf(run, "2026-Q4");
    await setDates(await actingAs(run, "sam"), { programId: bodyId, kind: "committee", dates, quorum: null });
    await run.to("2027-01-12T12:00Z");
    const agenda = async (handle: string) => (await sentAs(run, "meeting-agenda", handle)).at(-1)?.text;
    expect(await agenda("sam")).toContain("*Confirm what continues after the quarter* · 10 min\nQ4 2026: Atlas");
    await confirmAll(await actingAs(run, "sam"), await placeOf(run, "2026-Q4"));
    await run.to("2027-01-15T12:00Z");
    expect(await agenda("ravi")).toContain("*Confirm what continues after the quarter* · 10 min\nconfirmed meanwhile");
  });

  it("continues where nobody answers, and the sponsor alone confirms where there is no committee", async () => {
    const run = await aQuarter();
    await run.to("2027-01-08T12:00Z");
    const messages = (await reviewsFor(run, "sofia")).map(({ text }) => text);
    expect(messages).toEqual([expect.stringContaining("Nobody answered, so it continues: Borea")]);
    expect(messages[0]).not.toContain("[Set dates…]");
    // Many read what is recorded: it is in the language of the workspace, whoever confirms.
    await run.db.updateTable("person").set({ locale: "fr-FR" }).where("handle", "=", "sofia").execute();
    await confirmAll(await actingAs(run, "sofia"), await place(run, "borea"));
    const decision = await run.db.selectFrom("item").select("title").executeTakeFirstOrThrow();
    expect(decision.title).toBe("Q4 2026: continue with Borea");
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "confirmed" });
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "to-confirm" });
  });

  it("is confirmed by whoever stands in for a chair who is away", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    const person = await personIn(run, "sam");
    const delegate = await personIn(run, "ravi");
    await goAway(await actingAs(run, "sam"), { person, from: "2027-01-06", until: "2027-01-20", delegate });
    await run.to("2027-01-08T12:00Z");
    await confirmAll(await actingAs(run, "ravi"), await place(run));
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "confirmed", decided_by: delegate.id });
  });

  it("is confirmed by the next member where a chair who is away has a delegate from outside", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    const person = await personIn(run, "sam");
    const delegate = await personIn(run, "tom");
    await goAway(await actingAs(run, "sam"), { person, from: "2027-01-06", until: "2027-01-20", delegate });
    await run.to("2027-01-08T12:00Z");
    const refused = confirmAll(await actingAs(run, "tom"), await place(run));
    await expect(refused).rejects.toMatchObject({ code: "QUARTER_NOT_YOURS" });
    await confirmAll(await actingAs(run, "ravi"), await place(run));
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "confirmed" });
  });

  it("of a portfolio is confirmed in one decision in its record; what is off track has a vote of its own", async () => {
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, TOM, NINA, SOFIA, SAM, MIA],
      programs: ["lea", "mia", "tom"].map((lead) => ({ key: lead, title: `Of ${lead}`, lead, sponsors: ["sofia"] })),
      cadences: ["lea", "mia", "tom"].map((program) => ({ key: `${program}-quarter`, program, ...QUARTERLY })),
    });
    await goesAbove(run);
    const committee = {
      members: [await personIn(run, "sam"), await personIn(run, "nina")],
      secretary: null,
      quorum: null,
    };
    const portfolio = { title: "Retail", label: null, chair: await personIn(run, "sam"), ...committee };
    const { id: bodyId } = await createPortfolioFromForm(await actingAs(run, "workspace-owner"), portfolio);
    await run.to("2027-01-05T15:00Z");
    await answer(run, "lea", recommends("continue"));
    await answer(run, "mia", { ...recommends("continue"), health: { colour: "red", reason: "Late" } });
    await run.to("2027-01-08T20:00Z");
    const [message, ...others] = await reviewsFor(run, "sam");
    expect(others).toEqual([]);
    expect(message?.text.replaceAll("\u00a0", " ")).toContain(
      [
        "*Q4 2026 · Retail*",
        "Recommended to continue: Of lea",
        "Each has a vote of its own:",
        "• *Of mia* · Continue",
        "Nobody answered, so it continues: Of tom",
      ].join("\n"),
    );
    await confirmAll(await actingAs(run, "sam"), await place(run, "retail"));
    const decision = await run.db
      .selectFrom("item")
      .selectAll()
      .where("type", "=", "decision")
      .executeTakeFirstOrThrow();
    expect(decision).toMatchObject({ program_id: bodyId, title: "Q4 2026: continue with Of lea and Of tom" });
    expect(await reviewOf(run, "mia")).toMatchObject({ state: "in-vote", choices: '["continue","change","stop"]' });
  });

  it("is put at once to the committee that a program is given, which confirms it", async () => {
    const run = await aQuarter();
    await answer(run, "mia", recommends("continue"));
    await run.to("2027-01-08T12:00Z");
    expect((await reviewsFor(run, "sofia"))[0]?.text).toContain("Borea");
    const programId = await programIdOf(run, "borea");
    const person = await personIn(run, "nina");
    const { actor, ...services } = await actingAs(run, "mia");
    const program = await programOf(run.db, actor.workspace_id, programId);
    await inTransaction(run.db, async (tx) => {
      const seatings = [{ role: "steering" as const, personId: person.id }];
      await giveSeats({ ...services, actor, db: tx }, { program, seatings });
      await seatsChanged.happened(services, tx, { program, personIds: [person.id] });
    });
    expect(await reviewOf(run, "borea")).toMatchObject({ body_id: programId });
    await run.to("2027-01-11T16:00Z");
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "to-confirm", body_id: programId });
    expect((await reviewsFor(run, "nina"))[0]?.text).toContain("Recommended to continue: Borea");
    await confirmAll(await actingAs(run, "nina"), await place(run, "borea"));
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "confirmed", decided_by: person.id });
  });

  it("is put to the committee of a portfolio that covers a program by now, on the next morning", async () => {
    const run = await aQuarter();
    await answer(run, "mia", recommends("continue"));
    await run.to("2027-01-08T12:00Z");
    const [chair, member] = [await personIn(run, "nina"), await personIn(run, "ravi")];
    const committee = { chair, members: [chair, member], secretary: null, quorum: null };
    const { id: bodyId } = await createPortfolioFromForm(await actingAs(run, "workspace-owner"), {
      ...{ title: "Retail", label: null },
      ...committee,
    });
    await run.to("2027-01-11T16:00Z");
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "to-confirm", body_id: bodyId });
    expect((await reviewsFor(run, "nina"))[0]?.text).toContain("Recommended to continue: Borea");
    const before = (await reviewsFor(run, "sofia"))[0]?.text;
    expect(before).toContain("There is nothing to confirm here any more.");
    expect(before).not.toContain("[Discuss…]");
    expect(await reviewOf(run, "atlas")).toMatchObject({ body_id: await programIdOf(run, "atlas") });
  });

  it("leaves out a program that has another committee by now", async () => {
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, TOM, NINA, RAVI, SOFIA, SAM, MIA],
      programs: ["lea", "mia"].map((lead) => ({ key: lead, title: `Of ${lead}`, lead, sponsors: ["sofia"] })),
      cadences: ["lea", "mia"].map((program) => ({ key: `${program}-quarter`, program, ...QUARTERLY })),
    });
    await goesAbove(run);
    const sam = await personIn(run, "sam");
    const committee = { members: [sam, await personIn(run, "nina")], secretary: null, quorum: null };
    await createPortfolioFromForm(await actingAs(run, "workspace-owner"), {
      ...{ title: "Retail", label: null, chair: sam },
      ...committee,
    });
    await run.to("2027-01-08T12:00Z");
    await run.db
      .insertInto("seat")
      .values({
        ...{ workspace_id: sam.workspace_id, id: "seat-of-ravi", program_id: await programIdOf(run, "lea") },
        ...{ person_id: (await personIn(run, "ravi")).id, role: "steering", created_at: run.clock.now() },
      })
      .execute();
    await confirmAll(await actingAs(run, "sam"), await place(run, "retail"));
    expect([(await reviewOf(run, "lea")).state, (await reviewOf(run, "mia")).state]).toEqual([
      "to-confirm",
      "confirmed",
    ]);
  });

  it("goes to the delegate of a sponsor alone who is away, who may confirm it", async () => {
    const run = await aQuarter();
    const [person, delegate] = [await personIn(run, "sofia"), await personIn(run, "nina")];
    await goAway(await actingAs(run, "sofia"), { person, from: "2027-01-06", until: "2027-01-20", delegate });
    await run.to("2027-01-08T20:00Z");
    const [message] = await reviewsFor(run, "nina");
    expect(message?.text).toContain("[Confirm all]");
    await confirmAll(await actingAs(run, "nina"), await place(run, "borea"));
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "confirmed", decided_by: delegate.id });
  });

  it("is told nobody where the program was closed meanwhile", async () => {
    const run = await aQuarter();
    await closeProgram(await actingAs(run, "lea"), { programId: await programIdOf(run, "atlas") });
    await run.to("2027-01-08T12:00Z");
    expect(await reviewsFor(run, "sam")).toEqual([]);
  });

  it("is not put to a vote where nobody is above whoever leads it", async () => {
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [SAM],
      programs: [{ key: "atlas", title: "Atlas", lead: "sam", steering: ["sam"] }],
      cadences: [{ key: "atlas-quarter", program: "atlas", ...QUARTERLY }],
    });
    await goesAbove(run);
    await run.to("2027-01-05T15:00Z");
    await answer(run, "sam", recommends("stop"));
    await run.to("2027-01-08T12:00Z");
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "to-confirm", recommendation: "stop" });
    const [message] = await reviewsFor(run, "sam");
    expect(message?.text).toContain("Not decided yet, so each continues for now:\n• *Atlas* · Stop");
    expect(message?.text).not.toContain("[Confirm all]");
    await confirmAll(await actingAs(run, "sam"), await place(run));
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "to-confirm" });
    const programId = await programIdOf(run, "atlas");
    await expect(discuss(await actingAs(run, "sam"), { ...(await place(run)), programId })).rejects.toMatchObject({
      code: "QUARTER_NOBODY_ASKS",
    });
  });

  it("gets a vote of its own where a member wants it discussed", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    await run.to("2027-01-08T12:00Z");
    const programId = await programIdOf(run, "atlas");
    await expect(discuss(await actingAs(run, "tom"), { ...(await place(run)), programId })).rejects.toMatchObject({
      code: "QUARTER_NOT_YOURS",
    });
    const [message] = await reviewsFor(run, "ravi");
    if (!message) throw new Error("Nothing came");
    await run.as("ravi").press(message.message, { label: "Discuss…" });
    run.as("ravi").fill("program", programId);
    await run.as("ravi").submit();
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "in-vote" });
    expect(await requestIn(run, "atlas")).toMatchObject({
      raised_by: (await personIn(run, "ravi")).id,
      owner_id: (await personIn(run, "sam")).id,
      state: "open",
    });
    await expect(discuss(await actingAs(run, "ravi"), { ...(await place(run)), programId })).rejects.toMatchObject({
      code: "QUARTER_NOT_OPEN",
    });
    await voteFor(run, 1);
    const action = await run.db.selectFrom("item").selectAll().where("type", "=", "action").executeTakeFirstOrThrow();
    expect(action).toMatchObject({ owner_id: (await personIn(run, "lea")).id, due_on: "2027-01-22" });
    await run.to("2027-01-11T12:00Z");
    const own = run.as("lea").dm().map(textOf).join("\n");
    expect(own).toMatch(
      /Sam Poe vous a confié ATL-ACT-1 · Modifier le programme comme décidé après le T4.2026 · pour le/,
    );
  });
});

describe("what somebody wants discussed", () => {
  it("is decided by the sponsor alone who wants it, where there is no committee", async () => {
    const run = await aQuarter();
    await run.to("2027-01-08T12:00Z");
    const sofia = await actingAs(run, "sofia");
    await discuss(sofia, { ...(await place(run, "borea")), programId: await programIdOf(run, "borea") });
    const request = await requestIn(run, "borea");
    expect(request).toMatchObject({ raised_by: sofia.actor.id, owner_id: sofia.actor.id });
    await decide(sofia, { itemId: request.id, option: 2, label: "Stop" });
    await run.to("2027-01-08T12:30Z");
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "decided", begins_on: "2027-01-15" });
  });

  it("is decided without whoever leads the program, where they ask", async () => {
    const run = await aQuarter();
    const [lea, programId] = [await actingAs(run, "lea"), await programIdOf(run, "atlas")];
    const { id: seatId, ...seat } = await run.db
      .selectFrom("seat")
      .selectAll()
      .where("role", "=", "steering")
      .where("program_id", "=", programId)
      .limit(1)
      .executeTakeFirstOrThrow();
    await run.db
      .insertInto("seat")
      .values({ ...seat, id: `${seatId}-lea`, person_id: lea.actor.id })
      .execute();
    await answer(run, "lea", recommends("continue"));
    await run.to("2027-01-08T12:00Z");
    await discuss(lea, { ...(await place(run)), programId });
    const { id: itemId, owner_id: ownerId } = await requestIn(run, "atlas");
    expect(ownerId).toBe((await personIn(run, "sam")).id);
    await expect(castVote(lea, { itemId, option: 1 })).rejects.toMatchObject({ code: "NOT_A_VOTER" });
  });
});

describe("the reason that an answer gives", () => {
  it("stands beside the vote in the message of the review, and is not copied into the request", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("stop"));
    await run.to("2027-01-08T12:00Z");
    expect((await reviewsFor(run, "sam"))[0]?.text).toContain("Stop: The supplier failed");
    const request = await requestIn(run, "atlas");
    expect(request.raised_by).toBe((await personIn(run, "lea")).id);
    expect(`${request.title} ${request.description} ${request.details}`).not.toContain("supplier");
  });
});

describe("whose answer counts", () => {
  it("is the lead's before a deputy's, though that came later, as in reports; nobody else's", async () => {
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, TOM, NINA, SOFIA],
      programs: [
        { key: "atlas", title: "Atlas", lead: "lea", deputy: "nina", sponsors: ["sofia"], team: ["tom"] },
        { key: "borea", title: "Borea", lead: "nina", sponsors: ["sofia"], team: ["tom"] },
      ],
      cadences: [
        { key: "atlas-quarter", program: "atlas", ...QUARTERLY, audience: ["lead", "deputy", "team"] },
        { key: "borea-quarter", program: "borea", ...QUARTERLY, audience: ["team"] },
      ],
    });
    await goesAbove(run);
    await run.to("2027-01-05T15:00Z");
    await answer(run, "lea", recommends("continue"), "atlas");
    await run.to("2027-01-05T16:00Z");
    await answer(run, "nina", recommends("stop"), "atlas");
    await answer(run, "tom", recommends("change"), "atlas");
    await answer(run, "tom", recommends("stop"), "borea");
    await run.to("2027-01-08T12:00Z");
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "to-confirm", recommendation: "continue" });
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "to-confirm", recommendation: null });
    await answer(run, "nina", recommends("change"), "atlas");
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "to-confirm", recommendation: "continue" });
  });
});

describe("an answer that is changed once the review is open", () => {
  it("is shown with its choice and its reason, also where the message was still to come", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    const days = { person: await personIn(run, "ravi"), from: "2027-01-07", until: "2027-01-10", delegate: null };
    await goAway(await actingAs(run, "ravi"), days);
    await run.to("2027-01-08T12:00Z");
    expect(await reviewsFor(run, "ravi")).toEqual([]);
    await answer(run, "lea", {
      ...recommends("stop"),
      recommendation: { recommend: "stop", reason: "Nobody buys it" },
    });
    await run.to("2027-01-08T13:00Z");
    expect((await reviewsFor(run, "sam"))[0]?.text).toContain("• *Atlas* · Stop: Nobody buys it");
    await run.to("2027-01-11T13:00Z");
    expect((await reviewsFor(run, "ravi"))[0]?.text).toContain("• *Atlas* · Stop: Nobody buys it");
  });

  it("first given after the message was made comes with its reason to whoever is still to get that", async () => {
    const run = await aQuarter();
    const days = { person: await personIn(run, "ravi"), from: "2027-01-07", until: "2027-01-10", delegate: null };
    await goAway(await actingAs(run, "ravi"), days);
    await run.to("2027-01-08T12:00Z");
    await answer(run, "lea", recommends("stop"));
    await run.to("2027-01-11T13:00Z");
    const messages = (await reviewsFor(run, "ravi")).map(({ text }) => text);
    expect(messages).toEqual([expect.stringContaining("• *Atlas* · Stop: The supplier failed")]);
  });

  it("is shown beside a vote that goes on about what was put to it", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("stop"));
    await run.to("2027-01-08T12:00Z");
    await answer(run, "lea", { recommendation: { recommend: "change", reason: "A new supplier" } });
    await run.to("2027-01-08T13:00Z");
    expect((await reviewsFor(run, "sam"))[0]?.text).toContain("• *Atlas* · Change: A new supplier");
    await voteFor(run);
    const [toLead] = await told(run, "lea");
    expect(toLead).toContain("s’arrête");
    expect(toLead).not.toContain("A new supplier");
  });
});

describe("what is reviewed", () => {
  const reviewed = async (run: Run) => (await run.db.selectFrom("quarter_review").select("body_id").execute()).length;

  it("are programs whose quarterly answers go above, no others", async () => {
    const run = await aQuarter();
    await run.db.updateTable("cadence").set({ disclosure: "lead" }).where("key", "=", "atlas-quarter").execute();
    await run.to("2027-01-08T12:00Z");
    expect(await reviewsFor(run, "sam")).toEqual([]);
    expect(await reviewed(run)).toBe(1);
  });

  it("waits while somebody can still answer in time", async () => {
    const rule = { every: "quarter", on: { month: 1, workingDay: 5 }, at: "09:00", zone: "participant" };
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, SOFIA],
      programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"] }],
      cadences: [{ key: "atlas-quarter", program: "atlas", ...QUARTERLY, rule }],
    });
    await goesAbove(run);
    await run.to("2027-01-08T22:00Z");
    expect(await reviewed(run)).toBe(0);
    await run.to("2027-01-12T12:00Z");
    expect(await reviewed(run)).toBe(1);
  });

  it("is a late answer too, while nobody has decided", async () => {
    const run = await aQuarter();
    await run.to("2027-01-08T12:00Z");
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "to-confirm", recommendation: null });
    await answer(run, "lea", recommends("stop"));
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "in-vote", recommendation: "stop" });
    await run.settle();
    const [message] = await reviewsFor(run, "sam");
    expect(message?.text).toContain("• *Atlas* · Stop: The supplier failed");
  });

  it("is a silent program by itself that is off track by its present status", async () => {
    const run = await aQuarter();
    const [lea, programId] = [await personIn(run, "lea"), await programIdOf(run, "atlas")];
    await inTransaction(run.db, (tx) =>
      appendStatus(run.app.services, tx, {
        ...{ workspace_id: lea.workspace_id, program_id: programId, at: "2026-12-20T09:00:00.000Z", status: "red" },
        ...{ reason: "Late", action: null, action_by: null, by_id: lea.id, given_as: "lead" },
        ...{ check_in_id: null, revision: null },
      }),
    );
    await run.to("2027-01-08T12:00Z");
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "in-vote", recommendation: null });
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "to-confirm" });
  });
});

describe("the message of a review", () => {
  const title = (index: number) =>
    `Of the number ${String(index).padStart(2, "0")}, with as long a name as is shown there`;

  async function underRetail(run: Run): Promise<string> {
    const [chair, nina] = [await personIn(run, "sam"), await personIn(run, "nina")];
    const retail = { title: "Retail", label: null, chair, members: [chair, nina], secretary: null, quorum: null };
    return (await createPortfolioFromForm(await actingAs(run, "workspace-owner"), retail)).id;
  }

  it("names each vote, however many there are", async () => {
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, NINA, SAM],
      programs: [{ key: "atlas", title: title(0), lead: "lea" }],
      cadences: [],
    });
    const atlas = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
    for (let index = 1; index < 45; index += 1) {
      const named = { id: `program-${index}`, key: `p${index}`, short_key: `P${index}`, title: title(index) };
      await run.db
        .insertInto("program")
        .values({ ...atlas, ...named })
        .execute();
    }
    const bodyId = await underRetail(run);
    const programs = await run.db.selectFrom("program").select(["id", "workspace_id", "key"]).execute();
    const { id: memberId } = await personIn(run, "sam");
    await inTransaction(run.db, async (tx) => {
      for (const { id, workspace_id } of programs.filter(({ key }) => key !== "retail"))
        await insertReview(tx, {
          ...{ workspace_id, program_id: id, quarter: "2026-Q4", body_id: bodyId, check_in_id: null, is_apart: 1 },
          ...{ recommendation: "change", until: null, choices: "[]", state: "in-vote", request_id: null },
          ...{ decision_id: null, decided_by: null, begins_on: null, opened_at: run.clock.now() },
        });
      const workspaceId = programs[0]?.workspace_id ?? "";
      const body = { id: bodyId, memberIds: [memberId], isCommittee: true };
      await sendReview(run.app.services, tx, { workspaceId, body, quarter: "2026-Q4" });
    });
    await run.to("2027-01-05T12:00Z");
    const [message] = await reviewsFor(run, "sam");
    const shown = message?.text.replaceAll("\u00a0", " ") ?? "";
    expect(Array.from({ length: 45 }, (_, index) => title(index)).filter((each) => !shown.includes(each))).toEqual([]);
  });

  it("stands with those of other bodies in one morning message, each with its own *Confirm all*", async () => {
    const quarters = ["atlas", "borea"].map((program) => ({ key: `${program}-quarter`, program, ...QUARTERLY }));
    const run = await aRun({
      isTogether: true,
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, SOFIA],
      programs: ["atlas", "borea"].map((key) => ({ key, title: `Of ${key}`, lead: "lea", sponsors: ["sofia"] })),
      cadences: quarters,
    });
    await goesAbove(run);
    await run.to("2027-01-08T12:00Z");
    const all = (await sentAs(run, "bundle", "sofia")).filter(({ text }) => text.includes("Nobody answered"));
    expect(all).toHaveLength(1);
    const [{ message, text } = { message: null, text: "" }] = all;
    expect(text.match(/\[Confirm all\]/g)).toHaveLength(2);
    const blockId = `quarter:${await programIdOf(run, "borea")}:2026-Q4`;
    if (message) await run.as("sofia").press(message, { blockId, label: "Confirm all" });
    await run.settle();
    expect((await reviewOf(run, "atlas")).state).toBe("to-confirm");
    expect((await reviewOf(run, "borea")).state).toBe("confirmed");
    expect((await sentAs(run, "bundle", "sofia")).at(-1)?.text).toContain("✓ Of borea: confirmed by Sofia Rossi");
  });

  it("has a program too whose check-in was due later", async () => {
    const later = { every: "quarter", on: { month: 1, workingDay: 5 }, at: "09:00", zone: "participant" };
    const run = await aRun({
      start: "2027-01-05T06:00:00.000Z",
      people: [LEA, NINA, SAM, MIA],
      programs: ["lea", "mia"].map((lead) => ({ key: lead, title: `Of ${lead}`, lead })),
      cadences: ["lea", "mia"].map((program) => ({
        ...{ key: `${program}-quarter`, program, ...QUARTERLY },
        ...(program === "mia" && { rule: later }),
      })),
    });
    await goesAbove(run);
    await underRetail(run);
    await run.to("2027-01-08T20:00Z");
    expect((await reviewsFor(run, "sam"))[0]?.text).not.toContain("Of mia");
    await run.to("2027-01-12T20:00Z");
    const messages = (await reviewsFor(run, "sam")).map(({ text }) => text);
    expect(messages).toEqual([expect.stringContaining("Of lea and Of mia")]);
  });

  it("has no buttons any more once a later quarter is asked about", async () => {
    const run = await aQuarter();
    await run.to("2027-01-08T12:00Z");
    const shown = async () => (await reviewsFor(run, "sofia")).map(({ text }) => text).join("\n");
    expect(await shown()).toContain("[Confirm all]");
    const review = await reviewOf(run, "borea");
    await inTransaction(run.db, async (tx) => {
      await insertReview(tx, { ...review, quarter: "2027-Q1", opened_at: "2027-04-05T06:00:00.000Z" });
      await showReviewAnew(run.app.services, tx, review);
    });
    await run.settle();
    expect(await shown()).not.toContain("[Confirm all]");
    expect(await shown()).toContain("Not confirmed, so it went on: the next quarter is asked about.");
    await confirmAll(await actingAs(run, "sofia"), { bodyId: review.body_id, quarter: review.quarter });
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "to-confirm" });
  });

  it("comes to a body whatever fails in another", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("continue"));
    await run.db.updateTable("check_in_revision").set({ answers: "{" }).execute();
    await run.to("2027-01-08T12:00Z").catch(() => undefined);
    expect(await reviewOf(run, "borea")).toMatchObject({ state: "to-confirm" });
  });
});

describe("a pause that the committee decides", () => {
  it("is read by the lead first and alone, by the team on its first day, and rests the check-ins from then on", async () => {
    const run = await aQuarter({ isAskedDaily: true });
    await answer(run, "lea", PAUSE);
    await run.to("2027-01-08T12:00Z");
    expect((await reviewsFor(run, "sam"))[0]?.text).toContain("*Atlas* · Pause until 1");
    await voteFor(run);
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "decided", begins_on: "2027-01-15" });
    const [toLead] = await told(run, "lea");
    expect(toLead).toContain("Atlas* est en pause à partir du");
    expect(toLead).toContain("The supplier failed");
    expect(toLead).toContain("[Prévenir l’équipe…]");
    await run.to("2027-01-14T22:00Z");
    expect(await told(run, "tom")).toEqual([]);
    const audit = await run.db.selectFrom("audit").select("action").where("action", "=", "program.paused").execute();
    expect(audit).toEqual([]);
    await run.to("2027-01-15T12:00Z");
    const [toTeam, ...more] = await told(run, "tom");
    expect(toTeam).toContain("*Atlas* is paused from Fri 15 Jan until Mon 1 Mar.");
    expect(toTeam).not.toContain("The supplier failed");
    expect(more).toEqual([]);
    await run.to("2027-03-02T12:00Z");
    const days = (await sentAs(run, "prompt", "tom")).map(({ at }) => at.slice(0, 10));
    expect(days.filter((day) => day >= "2027-01-14")).toEqual(["2027-01-14", "2027-03-01", "2027-03-02"]);
  });

  it("is told to the team before that day when the lead says so, by nobody else and once", async () => {
    const run = await aQuarter();
    await answer(run, "lea", PAUSE);
    await run.to("2027-01-08T12:00Z");
    await voteFor(run);
    const { bodyId: programId, quarter } = await place(run);
    await expect(tellTeamNow(await actingAs(run, "tom"), { programId, quarter })).rejects.toMatchObject({
      code: "QUARTER_NOT_LEAD",
    });
    const [toLead] = await sentAs(run, "program-pause", "lea");
    if (!toLead) throw new Error("Nothing came");
    await run.as("lea").press(toLead.message, { label: "Prévenir l’équipe…" });
    const result = await run.as("lea").submit();
    expect("updated" in result && textOf(result.updated)).toContain("1 personne est prévenue");
    await run.to("2027-01-11T12:00Z");
    expect(await told(run, "tom")).toHaveLength(1);
    await run.to("2027-01-18T12:00Z");
    expect(await told(run, "tom")).toHaveLength(1);
  });

  it("is read by a lead who comes before its first day; and by no team where it goes on before that", async () => {
    const run = await aQuarter();
    await answer(run, "lea", PAUSE);
    await run.to("2027-01-08T12:00Z");
    await voteFor(run);
    const programId = await programIdOf(run, "atlas");
    await nameLead(await actingAs(run, "sofia"), { programId, person: await personIn(run, "nina") });
    await run.to("2027-01-08T16:00Z");
    expect(await told(run, "nina")).toHaveLength(1);
    await goOnNow(await actingAs(run, "nina"), { programId });
    await expect(
      tellTeamNow(await actingAs(run, "nina"), { programId, quarter: (await place(run)).quarter }),
    ).rejects.toMatchObject({ code: "QUARTER_NOTHING_COMES" });
    await run.to("2027-01-18T12:00Z");
    expect(await told(run, "tom")).toEqual([]);
  });
});

describe("a pause that is decided too late to have a day", () => {
  it("pauses nothing, and the review says why", async () => {
    const run = await aQuarter();
    await answer(run, "lea", recommends("pause", { until: "2027-01-14" }));
    await run.to("2027-01-08T12:00Z");
    await voteFor(run);
    await run.to("2027-01-08T12:30Z");
    expect(await reviewOf(run, "atlas")).toMatchObject({ state: "decided", begins_on: null });
    expect((await reviewsFor(run, "sam"))[0]?.text).toContain(
      "decided: Pause. Its last day would be before its first, so the program goes on.",
    );
    expect(await told(run, "lea")).toEqual([]);
  });
});

describe("what was decided and has not begun", () => {
  /** Paused by the committee from 15 January on. */
  async function decided(): Promise<Run> {
    const run = await aQuarter({ isAskedDaily: true });
    await answer(run, "lea", PAUSE);
    await run.to("2027-01-08T12:00Z");
    await voteFor(run);
    return run;
  }
  const dates = async (run: Run) =>
    run.db
      .selectFrom("program")
      .select(["paused_from", "paused_until", "stops_on", "next_change_on"])
      .where("key", "=", "atlas")
      .executeTakeFirstOrThrow();
  const NO_DATES = { paused_from: null, paused_until: null, stops_on: null, next_change_on: null };

  it("is taken back by the chair beside where it stands; whoever had read of it is told once, the audit has it", async () => {
    const run = await decided();
    const [[toChair], [toMember]] = [await reviewsFor(run, "sam"), await reviewsFor(run, "ravi")];
    expect(toChair?.text.replaceAll("\u00a0", " ")).toContain(
      "✓ *Atlas* · decided: Pause, from Fri 15 Jan\n[Take it back…]",
    );
    expect(toMember?.text).not.toContain("[Take it back…]");
    expect(await told(run, "lea")).toHaveLength(1);

    await run.as("sam").press((toChair ?? expect.fail("Nothing came")).message, { label: "Take it back…" });
    const result = await run.as("sam").submit();
    expect("updated" in result && textOf(result.updated)).toContain("Taken back.");
    await run.to("2027-01-08T12:10Z");
    expect(await dates(run)).toEqual(NO_DATES);
    const [before, after, ...more] = await told(run, "lea");
    expect(before).not.toContain("[Prévenir l’équipe…]");
    expect(after).toBe(before);
    expect(after).toContain("*Atlas* : décision annulée par Sam Poe (ATL-D-1).");
    expect(more).toEqual([]);
    expect((await reviewsFor(run, "ravi"))[0]?.text).toContain("decided: Pause. Sam Poe took it back.");
    const actions = await run.db
      .selectFrom("audit")
      .select(["action", "actor_id"])
      .where("action", "=", "program.decision_taken_back")
      .execute();
    expect(actions).toEqual([{ action: "program.decision_taken_back", actor_id: (await personIn(run, "sam")).id }]);
    await run.to("2027-01-18T12:00Z");
    expect(await told(run, "tom")).toEqual([]);
    expect(await told(run, "lea")).toHaveLength(2);
    const days = (await sentAs(run, "prompt", "tom")).map(({ at }) => at.slice(0, 10));
    expect(days).toContain("2027-01-15");
  });

  it("is taken back below the decision by an office, by nobody else who reads it, and not once it holds", async () => {
    const run = await decided();
    const [programId, { quarter, decision_id: itemId }] = [
      await programIdOf(run, "atlas"),
      await reviewOf(run, "atlas"),
    ];
    const admin = await actingAs(run, "workspace-owner");
    await giveOffice(admin, { person: await personIn(run, "nina"), label: null });
    const view = async (handle: string) =>
      JSON.stringify(await viewOfItem(await actingAs(run, handle), { itemId: itemId ?? "" }));
    expect(await view("nina")).toContain("Take it back…");
    expect(await view("sam")).toContain("Take it back…");
    for (const handle of ["lea", "sofia", "ravi"]) expect(await view(handle)).not.toContain("Take it back…");
    const refused = takeBack(await actingAs(run, "lea"), { programId, quarter });
    await expect(refused).rejects.toMatchObject({ code: "QUARTER_TAKEN_BACK_BY_OTHERS" });
    expect(await dates(run)).toMatchObject({ paused_from: "2027-01-15", paused_until: "2027-03-01" });

    await run.to("2027-01-15T12:00Z");
    expect(await view("nina")).not.toContain("Take it back…");
    expect((await reviewsFor(run, "sam"))[0]?.text).not.toContain("[Take it back…]");
    const late = takeBack(await actingAs(run, "nina"), { programId, quarter });
    await expect(late).rejects.toMatchObject({ code: "QUARTER_TOO_LATE" });
    expect(await dates(run)).toMatchObject({ paused_until: "2027-03-01" });
  });

  it("restores the pause that it prolonged", async () => {
    const run = await aQuarter();
    const [sam, programId] = [await actingAs(run, "sam"), await programIdOf(run, "atlas")];
    await inTransaction(run.db, (tx) =>
      pauseProgram({ ...sam, db: tx }, { programId, from: "2027-01-06", until: "2027-02-01" }),
    );
    await answer(run, "lea", PAUSE);
    await run.to("2027-01-08T12:00Z");
    await voteFor(run);
    expect(await dates(run)).toMatchObject({ paused_from: "2027-01-06", paused_until: "2027-03-01" });
    await takeBack(sam, { programId, quarter: (await place(run)).quarter });
    await run.to("2027-01-08T12:10Z");
    expect(await dates(run)).toMatchObject({ paused_from: "2027-01-06", paused_until: "2027-02-01" });
    expect((await told(run, "lea")).at(-1)).toContain("Il reste en pause jusqu’au lun. 1er févr., comme décidé");
  });

  it("is told nobody where it is taken back before anybody has read of it", async () => {
    const run = await aQuarter();
    await answer(run, "mia", recommends("stop"));
    await run.to("2027-01-08T12:00Z");
    const { request_id: itemId } = await reviewOf(run, "borea");
    const person = await personIn(run, "mia");
    await goAway(await actingAs(run, "mia"), { person, from: "2027-01-08", until: "2027-01-12", delegate: null });
    await decide(await actingAs(run, "sofia"), { itemId: itemId ?? "", option: 0, label: "Stop" });
    await run.to("2027-01-08T12:30Z");
    const programId = await programIdOf(run, "borea");
    await takeBack(await actingAs(run, "sofia"), { programId, quarter: (await place(run)).quarter });
    await run.to("2027-01-18T12:00Z");
    expect([...(await told(run, "mia")), ...(await told(run, "tom"))]).toEqual([]);
    expect(await run.db.selectFrom("program").select("state").where("key", "=", "borea").execute()).toEqual([
      { state: "active" },
    ]);
  });
});

describe("a lead who is away as it is decided", () => {
  it.each([
    { until: "2027-01-12", standIn: 0 },
    { until: "2027-01-20", standIn: 1 },
  ])(
    "reads it once back; whoever stands in reads it $standIn times before the first day",
    async ({ until, standIn }) => {
      const run = await aQuarter();
      await answer(run, "lea", PAUSE);
      await run.to("2027-01-08T12:00Z");
      const [person, delegate] = [await personIn(run, "lea"), await personIn(run, "nina")];
      await goAway(await actingAs(run, "lea"), { person, from: "2027-01-08", until, delegate });
      await voteFor(run);
      await run.to("2027-01-14T20:00Z");
      expect(await told(run, "nina")).toHaveLength(standIn);
      expect(await told(run, "lea")).toHaveLength(1 - standIn);
      expect(await told(run, "tom")).toEqual([]);
    },
  );
});

describe("a stop", () => {
  it("that a sponsor alone decides closes the program on its day; the team reads it that morning", async () => {
    const run = await aQuarter();
    await answer(run, "mia", recommends("stop"));
    await run.to("2027-01-08T12:00Z");
    const { request_id: itemId } = await reviewOf(run, "borea");
    const option = { itemId: itemId ?? "", option: 0, label: "Stop" };
    await decide(await actingAs(run, "sofia"), option);
    await run.to("2027-01-08T12:05Z");
    expect(await told(run, "mia")).toEqual([]);
    await run.to("2027-01-08T12:30Z");
    expect(await told(run, "mia")).toHaveLength(1);
    await run.to("2027-01-14T22:00Z");
    expect(await told(run, "tom")).toEqual([]);
    await run.to("2027-01-15T12:00Z");
    const { state } = await run.db
      .selectFrom("program")
      .select("state")
      .where("key", "=", "borea")
      .executeTakeFirstOrThrow();
    expect(state).toBe("closed");
    expect(await told(run, "tom")).toEqual([expect.stringContaining("*Borea* stops on Fri 15 Jan.")]);
  });
});
