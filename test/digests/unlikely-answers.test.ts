/** Answers that contradict each other, come out of turn, or outlive the role and the year in which they were given. */

import { describe, expect, it } from "vitest";
import { flashKind } from "../../src/alerts/messages.ts";
import type { Answers, HealthAnswer, PathToGreen } from "../../src/cadences/questions/questions.ts";
import { templateById } from "../../src/cadences/templates.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import { personById, readerOf } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, type RecordedPerson, type RecordedRound } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anAnswer, aProgram, fed, green, theDocument } from "./facts.ts";

const BEGINS: Instant = "2026-08-01T08:00:00.000Z";
const NOVEMBER: Instant = "2026-11-04T09:00:00.000Z";
const MONTHLY_CHECK_IN = templateById("monthly-executive");
const QUARTERLY_REVIEW = templateById("quarterly-roadmap");

async function anAtlas(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: BEGINS });
  const { workspaceId } = record;
  const services = servicesAt(db, BEGINS);
  const [tom, nina, sofia] = [await record.person("tom"), await record.person("nina"), await record.person("sofia")];
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [nina], sponsor: [sofia] } });
  const { questions, readers } = MONTHLY_CHECK_IN;
  const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers });
  const say = async ({ id }: RecordedRound, who: RecordedPerson, at: Instant, answers: Answers) => {
    services.clock.at = at;
    const prompt = db.selectFrom("prompt").select("id").where("round_id", "=", id).where("person_id", "=", who.id);
    const person = await personById(db, workspaceId, who.id);
    const { id: promptId } = await prompt.executeTakeFirstOrThrow();
    expect(await submitCheckIn(services, person, promptId, { answers })).toEqual({ stored: true });
  };
  const digestOf = async (who: RecordedPerson, rhythm: "monthly" | "quarterly" | "annual", at: Instant) => {
    services.clock.at = at;
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    const document = await previewDigest(db, { workspaceId, personId: who.id, rhythm }, at);
    return document ? digestText(document).replaceAll("\u00a0", " ") : "";
  };
  return { db, record, program, monthly, tom, nina, sofia, say, digestOf };
}

const GREEN: Answers = { "bottom-line": "Atlas is on plan.", health: { colour: "green" }, progress: "All is merged." };
const RED: Answers = {
  "bottom-line": "Atlas stands still.",
  health: { colour: "red", reason: "The vendor is bankrupt." },
  progress: "Nothing moved.",
};

describe.each(databases)("the digest of unlikely answers, on %s", (database) => {
  it("tells the worse of two leads who contradict each other in the same hour, with its reason", async () => {
    const { db, record, program, monthly, tom, nina, sofia, say, digestOf } = await anAtlas(database);
    await record.seat(program, tom, "lead");
    const round = await record.round(monthly, "2026-10-30", [tom, nina]);
    await say(round, tom, "2026-10-30T10:00:00.000Z", RED);
    await say(round, nina, "2026-10-30T10:20:00.000Z", GREEN);
    const text = await digestOf(sofia, "monthly", NOVEMBER);
    expect(text).toContain("🔴 Atlas · off track (first status)\n    The vendor is bankrupt.\n    — tom");
    expect(text).not.toMatch(/on track|nothing from you|Nothing is needed|better|worse/);
    await db.destroy();
  });

  it("does not take back a status for one that is given later, of the period before", async () => {
    const { db, record, monthly, nina, sofia, say, digestOf } = await anAtlas(database);
    const september = await record.round(monthly, "2026-09-30", [nina]);
    const october = await record.round(monthly, "2026-10-30", [nina]);
    await db.updateTable("prompt").set({ closes_at: "2027-01-01T00:00:00.000Z" }).execute();
    await db.updateTable("round").set({ closes_at: "2027-01-01T00:00:00.000Z" }).execute();
    await say(october, nina, "2026-10-30T10:00:00.000Z", GREEN);
    await say(september, nina, "2026-11-02T10:00:00.000Z", RED);
    const text = await digestOf(sofia, "monthly", NOVEMBER);
    expect(text).toMatch(/🟢 (?:1 program on track|Atlas · off track → on track)/);
    expect(text).not.toContain("🔴 Atlas");
    expect(text).toContain("Nothing moved.\n    — September 2026");
    await db.destroy();
  });

  it("names each quarter as it was counted then, when the year begins in another month", async () => {
    const { db, record, program, nina, sofia, digestOf } = await anAtlas(database);
    const ines = await record.person("ines");
    await record.seat(program, ines, "steering");
    const { questions, readers } = QUARTERLY_REVIEW;
    const rule = (yearStartMonth: number) => ({
      every: "quarter" as const,
      on: { workingDay: -1 },
      at: "09:00",
      zone: "participant" as const,
      yearStartMonth,
    });
    const review = await record.cadence(program, { rule: rule(4), questions, readers });
    const said = async (key: string, colour: "green" | "amber" | "red") =>
      record.answer(await record.round(review, key, [nina]), nina, `${key}T12:00:00.000Z`, {
        health: { colour, reason: `So it is on ${key}.` },
        progress: `Done by ${key}.`,
      });
    await said("2026-06-30", "green");
    await said("2026-09-30", "amber");
    await db
      .updateTable("cadence")
      .set({ rule: JSON.stringify(rule(1)) })
      .where("id", "=", review.id)
      .execute();
    review.rule = rule(1);
    await said("2026-12-31", "red");
    const quarter = await digestOf(ines, "quarterly", "2027-01-06T09:00:00.000Z");
    expect(quarter).toContain(
      "Q4 2026 · Atlas\nfor the steering committee · based on 1 answer and 1 to another check-in, 1 Oct – 31 Dec",
    );
    expect(quarter).toContain("🔴 Atlas · at risk → off track · ↓ worse");
    const year = await digestOf(ines, "annual", "2027-01-06T09:00:00.000Z");
    expect(year).toContain("Atlas · Jun–Aug 🟢 On track → Sept–Nov 🟠 At risk → Dec 🔴 Off track");
    for (const quarter of ["Q1 FY2027", "Q2 FY2027", "Q4 2026"]) expect(year).toContain(`— ${quarter}`);
    expect(await digestOf(sofia, "annual", "2027-01-06T09:00:00.000Z")).toContain("2026 · Atlas");
    await db.destroy();
  });

  it("does not say “you” to a former lead, now the sponsor, of what they asked of the sponsor", async () => {
    const { db, record, program, monthly, tom, nina, sofia, say, digestOf } = await anAtlas(database);
    await record.seat(program, tom, "lead", { until: "2026-10-11" });
    await record.seat(program, tom, "sponsor", { from: "2026-10-12" });
    const asking = { ...RED, "bottom-line": "We stop unless you release one engineer.", ask: "Release one engineer?" };
    const september = await record.round(monthly, "2026-09-30", [tom]);
    await say(september, tom, "2026-09-30T10:00:00.000Z", { ...asking, "needed-by": "2026-12-20" });
    await say(await record.round(monthly, "2026-10-30", [nina]), nina, "2026-10-30T10:00:00.000Z", GREEN);
    const text = await digestOf(tom, "monthly", NOVEMBER);
    expect(text).toContain("🟢 Atlas · off track → on track · ↑ better");
    expect(text).not.toMatch(/unless you|of you\b|decisions? for you|Nothing is needed from you/);
    expect(await digestOf(sofia, "monthly", NOVEMBER)).toContain("1 decision with no decider yet");
    await db.destroy();
  });
});

async function aRedProgram(database: DatabaseName, pathToGreen?: PathToGreen) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: BEGINS });
  const { workspaceId } = record;
  const services = servicesAt(db, BEGINS);
  const [tom, sofia] = [await record.person("tom"), await record.person("sofia")];
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia] } });
  const questions = questionsFeeding("health");
  const read = { readers: ["sponsors"], disclosure: "executive" as const };
  const cadence = await record.cadence(program, { rule: MONTHLY, questions, ...read });
  const say = async (key: string, health: HealthAnswer) => {
    const round = await record.round(cadence, key, [tom]);
    await record.answer(round, tom, `${key}T10:00:00.000Z`, { health });
  };
  const reason = "The vendor is bankrupt.";
  await say("2026-09-30", { colour: "red", reason, ...(pathToGreen && { pathToGreen }) });
  if (pathToGreen) await say("2026-10-30", { colour: "red", reason, pathToGreen });
  const sponsor = await personById(db, workspaceId, sofia.id);
  const reader = readerOf(sponsor);
  const whyAt = async (at: Instant) => {
    services.clock.at = at;
    return JSON.stringify(whyView(reader, await explainColour(services, sponsor, program.id)).blocks);
  };
  const flashAt = async (now: Instant) => {
    const slack = { channel: () => Promise.reject(new Error("No channel")), permalink: async () => null };
    const subject = { programId: program.id, personId: sofia.id };
    return JSON.stringify(await flashKind.message({ db, slack, now, events, workspaceId, reader }, subject));
  };
  return { db, whyAt, flashAt, say };
}

describe.each(databases)("a colour of which the reason is left empty in other words, on %s", (database) => {
  it("stands without it in Why and in the flash report, also where it is the last one (B12)", async () => {
    const { db, whyAt, flashAt, say } = await aRedProgram(database);
    await say("2026-10-30", { colour: "red", reason: "…" });
    expect(await whyAt("2026-10-02T09:00:00.000Z")).toContain("rich_text_quote");
    for (const [said, stands] of [
      [await whyAt("2026-11-04T09:00:00.000Z"), "🔴 Off track"],
      [await whyAt("2027-03-04T09:00:00.000Z"), "🔴 Off track"],
      [await flashAt("2026-11-04T09:00:00.000Z"), "No reason given."],
    ] as const) {
      expect(said).toContain(stands);
      expect(said).toContain("by tom");
      expect(said).not.toContain("rich_text_quote");
    }
    await db.destroy();
  });

  it.each(["-", "TBD", "…", "n/a", "> RAS"])(
    "tells no path to green of which the words are %j (B12)",
    async (action) => {
      const { db, whyAt, flashAt } = await aRedProgram(database, { action, by: "2026-12-18" });
      for (const said of [await whyAt(NOVEMBER), await flashAt(NOVEMBER)]) {
        expect(said).toContain("The vendor is bankrupt.");
        expect(said).not.toMatch(/18.December|Path to green ·/);
      }
      expect(await whyAt(NOVEMBER)).toContain("No recovery plan yet, only the reason.");
      await db.destroy();
    },
  );

  it("tells a path to green with its day (B12)", async () => {
    const { db, whyAt, flashAt } = await aRedProgram(database, { action: "Second vendor", by: "2026-12-18" });
    for (const said of [await whyAt(NOVEMBER), await flashAt(NOVEMBER)])
      expect(said).toMatch(/Recovery plan.*Second vendor.*18.December/);
    await db.destroy();
  });
});

describe("an answer that is left empty in other words", () => {
  const textOf = (...answers: ReturnType<typeof fed>[]) =>
    digestText(theDocument([aProgram("P", answers)])).replaceAll("\u00a0", " ");

  it.each([
    ...["`N/A`", "> RAS", "1. RAS", "~~RAS~~", "RAS 👍", "Nothing to report 🙂", "N/A\n\nN/A", "# Progress\n\nRAS"],
    ...["**Progress:** n/a", "&nbsp;", "<br>", "<!-- -->", "\u200b", "=", "~", "⋯", "TBD"],
  ])("is not quoted as it is shown, nor a reason: %j (B12)", (empty) => {
    const feeds = ["progress", "next", "value", "bottom-line", "risk", "blocker", "ask"] as const;
    const all = (text: string) =>
      textOf(fed("health", { colour: "red", reason: text }), ...feeds.map((one) => fed(one, text)));
    expect(all(empty)).toBe(all("N/A"));
    expect(all(empty)).not.toMatch(/RAS|N\/A|Lead of/i);
  });

  it.each(["…", "-", "N/A", "RAS", "Rien."])("is not quoted, and no silence: %j (B12)", (empty) => {
    const text = textOf(fed("progress", empty), fed("next", empty), fed("value", empty), fed("bottom-line", empty));
    expect(text).toBe(textOf(fed("risk", "none")));
    expect(text).toContain("answered on Fri 30 Oct");
    expect(text).toContain("1 answered");
  });

  it.each(["…", "-", "n/a", "  "])("is no reason of a colour, which loses nothing else: %j (B12)", (empty) => {
    for (const colour of ["green", "amber", "red"] as const) {
      const rest = [fed("bottom-line", "The port is closed."), fed("progress", "Ten shops.")];
      const text = textOf(fed("health", { colour, reason: empty }), ...rest);
      expect(text).toBe(textOf(fed("health", { colour }), ...rest));
      expect(text).toContain({ green: "on track", amber: "at risk", red: "off track" }[colour]);
      const alone = textOf(fed("health", { colour, reason: empty }));
      expect(alone).toBe(textOf(fed("health", { colour })));
      expect(alone).toContain("1 answered");
      expect(alone).not.toMatch(/silent|no answer/i);
    }
  });

  it("leaves the rest of what its author said as it was (B12)", () => {
    const text = textOf(
      green,
      fed("progress", "RAS"),
      fed("bottom-line", "All of it is on plan."),
      fed("value", "Ten shops."),
    );
    expect(text).toContain("All of it is on plan.");
    expect(text).toContain("Ten shops.");
    expect(text).not.toMatch(/RAS|Progress/);
  });

  it("is no plan with which what was done is compared (B12)", () => {
    const done = aProgram("P", [green, fed("progress", "Ten shops.")]);
    const plan = (text: string) => ({
      ...anAnswer("P", [fed("next", text)]),
      checkInId: "plan",
      roundKey: "2026-09-30",
    });
    const of = (text: string) => digestText(theDocument([{ ...done, plans: [plan(text)] }]));
    expect(of("Twelve shops.")).toContain("Planned and done");
    expect(of("-")).not.toContain("Planned");
  });
});
