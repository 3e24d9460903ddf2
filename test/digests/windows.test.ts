import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import type { DigestDocument, Line } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { rhythmTexts } from "../../src/digests/sections/rhythm.ts";
import {
  compileDueDigests,
  latestDigest,
  listDigests,
  previewDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, DAILY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const JANUARY_DIGEST = "2025-02-05T09:00:00.000Z";
const FEBRUARY_DIGEST = "2025-03-05T09:00:00.000Z";
let team = 0;

it("tells the reason of a missed round in words, in the reader's language, and no zero (B1)", () => {
  const line = { period: "2026-10-06", people: 3, reason: "downtime" };
  const missed = (locale: string, changes = {}) =>
    rhythmTexts({ locale }).missedRound(
      { locale, zone: "UTC" },
      {
        kind: "missed-round",
        program: "A",
        sources: [{ kind: "check-in", id: "c", revision: 1 }],
        ...line,
        ...changes,
      },
    );
  expect(missed("en-GB")).toBe("Tuesday\u00a06\u00a0October: not sent, 3 people affected (Drumbeat was down)");
  expect(missed("fr-FR")).toBe(
    "mardi\u00a06\u00a0octobre\u00a0: point d’étape non envoyé, 3 personnes concernées (Drumbeat était à l’arrêt)",
  );
  expect(missed("en-GB", { period: "2026-W41", people: 1, reason: "" })).toBe("week 41: not sent, 1 person affected");
  const nobody = { period: "2026-W41", people: 0, reason: "no-participants" };
  expect(missed("en-GB", nobody)).toBe("week 41: not sent (there was no one to ask)");
  expect(missed("fr-FR", nobody)).toBe(
    "semaine 41\u00a0: point d’étape non envoyé (il n’y avait personne à qui l’envoyer)",
  );
});

describe.each(databases)("what a digest covers on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(() => db.destroy());

  /** One program with a lead and a sponsor, asked each Thursday. */
  async function aProgram() {
    team += 1;
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z", team: `T${name}${team}` });
    const sponsor = await record.person("sponsor");
    const lead = await record.person("lead");
    const program = await record.program("loyalty", { seats: { lead: [lead], sponsor: [sponsor] } });
    const cadence = await record.cadence(program, { rule: WEEKLY, questions: questionsFeeding("progress", "ask") });
    const services = servicesAt(db, "2025-01-01T00:00:00.000Z");
    services.ids = { next: () => `${name}-${team}-${Math.random()}` };
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const reader = { workspaceId: record.workspaceId, personId: sponsor.id };
    const digestAt = async (at: string) => {
      services.clock.at = at;
      await compileDueDigests(services);
      return (await latestDigest(db, reader))?.document ?? null;
    };
    return { record, sponsor, lead, program, cadence, services, reader, digestAt };
  }

  it("is each answer once, in the first digest after it was given", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { ask: "One engineer" });
    const february = await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(february, lead, "2025-02-06T15:00:00.000Z", { ask: "A second engineer" });
    expect(asksIn(await digestAt(JANUARY_DIGEST))).toEqual(["One engineer"]);
    expect(asksIn(await digestAt(FEBRUARY_DIGEST))).toEqual(["A second engineer"]);
  });

  it("includes an answer given at the very instant of the cut-off, and leaves a later one to the next", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const round = await record.round(cadence, "2025-01-30", [lead]);
    const next = await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(round, lead, JANUARY_DIGEST, { ask: "In time" });
    await record.answer(next, lead, "2025-02-05T09:00:00.001Z", { ask: "Too late" });
    expect(asksIn(await digestAt(JANUARY_DIGEST))).toEqual(["In time"]);
    expect(asksIn(await digestAt(FEBRUARY_DIGEST))).toEqual(["Too late"]);
  });

  it("picks up in the next digest what was committed with an earlier time after the last was made", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const round = await record.round(cadence, "2025-01-30", [lead]);
    const other = await record.round(cadence, "2025-01-23", [lead]);
    await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(other, lead, "2025-02-05T08:59:59.500Z", { ask: "Told" });
    expect(asksIn(await digestAt(JANUARY_DIGEST))).toEqual(["Told"]);
    await record.answer(round, lead, "2025-02-05T08:59:59.990Z", { ask: "Under way at the cut-off" });
    expect(asksIn(await digestAt(FEBRUARY_DIGEST))).toEqual(["Under way at the cut-off"]);
  });

  it("takes the last revision, and says so when an earlier one was told", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const round = await record.round(cadence, "2025-01-30", [lead]);
    await record.answer(round, lead, "2025-01-30T15:00:00.000Z", { progress: "Half done" });
    await record.answer(round, lead, "2025-01-30T16:00:00.000Z", { progress: "All done" });
    expect(quotesIn(await digestAt(JANUARY_DIGEST))).toEqual([["All done", false]]);
    await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(round, lead, "2025-02-10T16:00:00.000Z", { progress: "All done but one" });
    const february = await digestAt(FEBRUARY_DIGEST);
    expect(quotesIn(february)).toEqual([["All done but one", true]]);
    expect(february?.head.sources).toContainEqual(expect.objectContaining({ kind: "check-in", revision: 3 }));
  });

  it("marks what came in time and was corrected after its digest as corrected, not as late (P25)", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { progress: "What January was" });
    await digestAt(JANUARY_DIGEST);
    await record.answer(january, lead, "2025-02-06T15:00:00.000Z", { progress: "What January really was" });
    const lines = linesOfKind(await digestAt(FEBRUARY_DIGEST), "progress");
    expect(lines.flatMap(({ done }) => done)).toMatchObject([
      { latePeriod: null, isRevised: true, period: "2025-W05", text: "What January really was" },
    ]);
  });

  /** Their program is asked all that a digest quotes. */
  async function aWholeProgram() {
    const { program, record, cadence: other, ...others } = await aProgram();
    const feeds = ["bottom-line", "health", "progress", "value", "metric", "next", "blocker", "ask"] as const;
    const cadence = await record.cadence(program, { rule: WEEKLY, questions: questionsFeeding(...feeds) });
    const inFebruary = () => record.round(other, "2025-02-06", [others.lead]);
    return { ...others, program, record, cadence, inFebruary };
  }

  it("dates and marks in a correction only what was corrected (A1)", async () => {
    const { record, lead, cadence, digestAt } = await aWholeProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await record.round(cadence, "2025-02-06", [lead]);
    const blocker = "The supplier stopped yesterday.";
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { blocker, ask: "May we hire one person?" });
    await digestAt(JANUARY_DIGEST);
    await record.answer(january, lead, "2025-02-06T15:00:00.000Z", { blocker, ask: "May we hire two people?" });
    const february = await digestAt(FEBRUARY_DIGEST);
    // It stands, and so it is told again.
    expect(linesOfKind(february, "said").flatMap(({ quotes }) => quotes)).toMatchObject([
      { text: blocker, isRevised: false, saidOn: "2025-01-30" },
    ]);
    expect(linesOfKind(february, "ask").map(({ quote }) => quote)).toMatchObject([
      { text: "May we hire two people?", isRevised: true },
    ]);
  });

  /** Its colour stands at the next digest. */
  const LATER = "2025-02-25T15:00:00.000Z";
  const SAID = {
    "bottom-line": "We open in spring.",
    health: { colour: "amber", reason: "One supplier is slow" },
    progress: "The pilot runs in Nice. Forty stores are connected. It took a week.",
    value: "Twelve hours saved a week.",
    metric: 12,
    next: "Connect the depots.",
    ask: "One engineer",
  } satisfies Answers;

  it("tells of a correction what it changed, and not again what it left as it was told (P25)", async () => {
    const { record, lead, cadence, digestAt, inFebruary } = await aWholeProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await inFebruary();
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", SAID);
    const told = digestText((await digestAt(JANUARY_DIGEST)) ?? never());
    const words = [...Object.values(SAID).filter((one) => typeof one === "string"), SAID.health.reason];
    for (const one of words) expect(told).toContain(one);
    const progress = "The pilot runs in Lyon. Forty stores are connected. It took a week.";
    await record.answer(january, lead, LATER, { ...SAID, progress });
    const february = (await digestAt(FEBRUARY_DIGEST)) ?? never();
    expect(linesOfKind(february, "progress")).toMatchObject([
      { done: [{ text: "The pilot runs in Lyon. […]", isRevised: true, isShortened: true }], metrics: [] },
    ]);
    const text = digestText(february);
    for (const one of words) expect(text).not.toContain(one);
    expect(text).not.toContain("Forty stores");
    // Of the colour itself it tells that it stands.
    expect(linesOfKind(february, "health")).toMatchObject([{ colour: "amber", reasons: [] }]);
  });

  it("tells no text again of which a correction only took something out, and a number with its target (P25)", async () => {
    const { record, program, lead, digestAt, inFebruary } = await aWholeProgram();
    const [done] = questionsFeeding("metric");
    const target = { ...(done ?? never()), key: "stores-target" };
    const questions = [...questionsFeeding("progress", "value", "health"), { ...target, key: "stores" }, target];
    const cadence = await record.cadence(program, { rule: WEEKLY, questions });
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await inFebruary();
    const said = { ...SAID, stores: 10, "stores-target": 40 };
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", said);
    await digestAt(JANUARY_DIGEST);
    const health = { colour: "red", reason: SAID.health.reason } as const;
    const progress = "The pilot runs in Nice. It took a week.";
    await record.answer(january, lead, LATER, { ...said, health, progress, stores: 12 });
    const february = await digestAt(FEBRUARY_DIGEST);
    expect(linesOfKind(february, "progress")).toMatchObject([
      { done: [], metrics: [{ value: 12, from: 10, target: 40 }] },
    ]);
    expect(linesOfKind(february, "health")).toMatchObject([{ reasons: [{ text: SAID.health.reason }] }]);
  });

  it("tells the first words of an answer anew where what was told of it was other (P25)", async () => {
    const { record, lead, cadence, digestAt } = await aWholeProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await record.round(cadence, "2025-02-06", [lead]);
    const at = (time: string, progress: string) => record.answer(january, lead, time, { ...SAID, progress });
    await at("2025-01-30T15:00:00.000Z", "The pilot runs in Nice.");
    await at("2025-01-30T16:00:00.000Z", "The pilot runs in Lyon.");
    await digestAt(JANUARY_DIGEST);
    await at("2025-02-06T15:00:00.000Z", "The pilot runs in Nice.");
    expect(quotesIn(await digestAt(FEBRUARY_DIGEST))).toEqual([["The pilot runs in Nice.", true]]);
  });

  it("tells the plan of a later round, whichever correction left an earlier one alone since (P25)", async () => {
    const { record, lead, cadence, digestAt } = await aWholeProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    const february = await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", SAID);
    await digestAt(JANUARY_DIGEST);
    await record.answer(february, lead, "2025-02-06T15:00:00.000Z", { next: "Connect the harbours." });
    await record.answer(january, lead, "2025-02-07T15:00:00.000Z", { ...SAID, value: "Ten hours saved a week." });
    const quotes = linesOfKind(await digestAt(FEBRUARY_DIGEST), "said").flatMap((line) =>
      line.feed === "next" ? line.quotes.map(({ text }) => text) : [],
    );
    expect(quotes).toEqual(["Connect the harbours."]);
  });

  it("tells a correction whole to whoever was told nothing of it (P25)", async () => {
    const { record, program, lead, cadence, services, digestAt } = await aWholeProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    await record.round(cadence, "2025-02-06", [lead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", SAID);
    await digestAt(JANUARY_DIGEST);
    const late = await record.person("late");
    await record.seat(program, late, "sponsor", { at: "2025-02-05T12:00:00.000Z" });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    await record.answer(january, lead, "2025-02-06T15:00:00.000Z", { ...SAID, value: "Ten hours saved a week." });
    await digestAt(FEBRUARY_DIGEST);
    const read = await latestDigest(db, { workspaceId: record.workspaceId, personId: late.id });
    expect(digestText(read?.document ?? never())).toContain(SAID.progress);
  });

  it("says of an answer to a round of an earlier period of which it is, and never that it was late (V3)", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    const february = await record.round(cadence, "2025-02-06", [lead]);
    await digestAt(JANUARY_DIGEST);
    await record.answer(january, lead, "2025-02-06T15:00:00.000Z", { progress: "What January was" });
    await record.answer(february, lead, "2025-02-06T16:00:00.000Z", { progress: "What February is" });
    const lines = linesOfKind(await digestAt(FEBRUARY_DIGEST), "progress");
    expect(lines.flatMap((line) => line.done.map(({ period, latePeriod }) => [period, latePeriod]))).toEqual([
      ["2025-W05", null],
      [undefined, null],
    ]);
  });

  it("counts participation by the prompts of the period's rounds that asked somebody by its cut-off (B3)", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const held = await record.person("held");
    const away = await record.person("away");
    const silent = await record.person("silent");
    const first = await record.round(cadence, "2025-01-23", [lead, away, silent], { states: { away: "excused" } });
    // A round that is over has been missed by whoever was asked and has not answered.
    const states = { away: "missed", silent: "missed" } as const;
    const second = await record.round(cadence, "2025-01-30", [lead, silent, away], { states });
    // One was held until the round was over, another until after the digest.
    await record.round(cadence, "2025-01-31", [held]);
    await db
      .updateTable("prompt")
      .set({ sent_at: "2025-02-06T02:30:00.000Z" })
      .where("person_id", "=", held.id)
      .execute();
    await db.updateTable("prompt").set({ sent_at: null }).where("person_id", "=", away.id).execute();
    await record.answer(first, lead, "2025-01-23T15:00:00.000Z", { progress: "One" });
    await record.answer(second, lead, "2025-02-04T15:00:00.000Z", { progress: "Two" });
    await record.round(cadence, "2025-02-03", [lead]);
    const document = await digestAt(JANUARY_DIGEST);
    expect(document?.head).toMatchObject({ answered: 2, asked: 4, checkIns: 2 });
    // Of so few it would name somebody (V4).
    expect(linesOfKind(document, "silent-people")).toEqual([]);
  });

  it("counts the answers of its period, and says how many of other check-ins it tells (B3)", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const [early, late] = [await record.person("early"), await record.person("late")];
    const january = await record.round(cadence, "2025-01-30", [lead, early, late]);
    const ahead = await record.person("ahead");
    const next = await record.round(cadence, "2025-02-03", [lead, early, ahead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { progress: "One" });
    await record.answer(next, early, "2025-02-04T15:00:00.000Z", { progress: "Two" });
    await record.answer(next, ahead, "2025-02-04T16:00:00.000Z", { progress: "Two as well" });
    const first = await digestAt(JANUARY_DIGEST);
    expect(first?.head).toMatchObject({ answered: 1, asked: 3, checkIns: 3, beside: 2 });
    expect(first && outlineOf(first).basis).toMatch(/based on 1 answer and 2 to other check-ins, 1\sJan – 31\sJan$/);
    expect(linesOfKind(first, "participation")).toMatchObject([{ answered: 1, asked: 3 }]);
    expect(linesOfKind(first, "silent-people")).toEqual([]);
    const february = await record.round(cadence, "2025-02-27", [lead, early, ahead, late]);
    await record.answer(january, late, "2025-02-06T15:00:00.000Z", { progress: "What January was" });
    await record.answer(february, lead, "2025-02-27T15:00:00.000Z", { progress: "Three" });
    const second = await digestAt(FEBRUARY_DIGEST);
    expect(second?.head).toMatchObject({ answered: 3, asked: 7, toldBefore: 2, checkIns: 2, beside: 1 });
    const french = second && outlineOf({ ...second, reader: { ...second.reader, locale: "fr-FR" } }).basis;
    expect(french?.replaceAll("\u00a0", " ")).toContain(
      "d’après 3 réponses (dont 2 déjà communiquées) et 1 à un autre point d’étape, du 1er févr. au 28 févr.",
    );
    expect(linesOfKind(second, "silent-people")).toEqual([]);
  });

  it("calls silent what was told before and since (B3)", async () => {
    const { record, lead, program, cadence, digestAt } = await aProgram();
    const daily = await record.cadence(program, { rule: DAILY, questions: questionsFeeding("progress") });
    const january = await record.round(cadence, "2025-01-30", [lead]);
    const told = await record.round(cadence, "2025-02-03", [lead]);
    const once = await record.round(daily, "2025-02-04", [lead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { progress: "One" });
    await record.answer(told, lead, "2025-02-04T15:00:00.000Z", { progress: "Two" });
    await record.answer(once, lead, "2025-02-04T16:00:00.000Z", { progress: "Three" });
    expect((await digestAt(JANUARY_DIGEST))?.head).toMatchObject({ answered: 1, asked: 1, checkIns: 3, beside: 2 });
    await record.round(cadence, "2025-02-06", [lead]);
    const february = await digestAt(FEBRUARY_DIGEST);
    expect(february?.head).toMatchObject({ answered: 2, asked: 3, toldBefore: 2 });
    expect(february?.bottomLine.case).not.toBe("silent");
    // Whoever was asked nothing since is not silent.
    expect(linesOfKind(february, "silent")).toMatchObject([{ every: "week", since: "2025-02-04" }]);
  });

  it("says where all of its answers were told before (B3)", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const january = await record.round(cadence, "2025-01-30", [lead]);
    const told = await record.round(cadence, "2025-02-03", [lead]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { progress: "One" });
    await record.answer(told, lead, "2025-02-04T15:00:00.000Z", { progress: "Two" });
    await digestAt(JANUARY_DIGEST);
    const february = await digestAt(FEBRUARY_DIGEST);
    expect(linesOfKind(february, "silent")).toEqual([]);
    const basis = (locale: string) =>
      february && outlineOf({ ...february, reader: { ...february.reader, locale } }).basis.replaceAll("\u00a0", " ");
    expect(basis("en-GB")).toBe("for the executive sponsor · based on 1 answer (1 in earlier digests), 1 Feb – 28 Feb");
    expect(basis("fr-FR")).toBe(
      "pour le sponsor exécutif · d’après 1 réponse (dont 1 déjà communiquée), du 1er févr. au 28 févr.",
    );
  });

  it("compares participation with what the digest before said, whatever came in after it (A6)", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const silent = await record.person("silent");
    const others = [await record.person("ona"), await record.person("olga"), await record.person("otto")];
    const january = await record.round(cadence, "2025-01-30", [lead, silent, ...others]);
    const february = await record.round(cadence, "2025-02-27", [lead, silent, ...others]);
    await record.answer(january, lead, "2025-01-30T15:00:00.000Z", { progress: "One" });
    expect(linesOfKind(await digestAt(JANUARY_DIGEST), "participation")).toMatchObject([
      { answered: 1, asked: 5, before: null },
    ]);
    await record.answer(january, silent, "2025-02-10T15:00:00.000Z", { progress: "Late" });
    await record.answer(february, lead, "2025-02-27T15:00:00.000Z", { progress: "Two" });
    await record.answer(february, silent, "2025-02-27T15:00:00.000Z", { progress: "Two" });
    const told = await digestAt(FEBRUARY_DIGEST);
    expect(linesOfKind(told, "participation")).toMatchObject([
      { answered: 2, asked: 5, before: { answered: 1, asked: 5 } },
    ]);
    expect(linesOfKind(told, "silent-people")).toMatchObject([{ people: 3 }]);
  });

  it("compares participation with nothing where no digest before told it (A6)", async () => {
    const { record, lead, cadence, reader } = await aProgram();
    for (const key of ["2025-01-30", "2025-02-27"]) {
      const round = await record.round(cadence, key, [lead]);
      await record.answer(round, lead, `${key}T15:00:00.000Z`, { progress: key });
    }
    const document = await previewDigest(db, { ...reader, rhythm: "monthly" }, FEBRUARY_DIGEST);
    expect(linesOfKind(document, "participation")).toMatchObject([{ answered: 1, asked: 1, before: null }]);
  });

  it("is no digest before a round that feeds it lies in the period", async () => {
    const { record, lead, cadence, digestAt, reader } = await aProgram();
    await record.round(cadence, "2025-02-06", [lead]);
    expect(await digestAt(JANUARY_DIGEST)).toBeNull();
    expect(await digestAt(FEBRUARY_DIGEST)).not.toBeNull();
    expect(await listDigests(db, reader)).toMatchObject([{ rhythm: "monthly", period: "2025-02" }]);
  });

  it("names missed rounds with the reason and the number of people", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    await record.round(cadence, "2025-01-16", [], { missed: { reason: "Drumbeat was down", count: 7 } });
    const round = await record.round(cadence, "2025-01-23", [lead]);
    await record.answer(round, lead, "2025-01-23T15:00:00.000Z", { progress: "One" });
    expect(linesOfKind(await digestAt(JANUARY_DIGEST), "missed-round")).toMatchObject([
      { period: "2025-W03", reason: "Drumbeat was down", people: 7 },
    ]);
  });

  it("says in a silent month that nobody answered, and since when", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    const january = await record.round(cadence, "2025-01-23", [lead]);
    await record.answer(january, lead, "2025-01-23T15:00:00.000Z", { progress: "One" });
    await digestAt(JANUARY_DIGEST);
    for (const key of ["2025-02-06", "2025-02-13", "2025-02-20"]) await record.round(cadence, key, [lead]);
    const document = await digestAt(FEBRUARY_DIGEST);
    expect(document?.bottomLine).toMatchObject({ case: "silence", since: "2025-01-23" });
    expect(document?.sections.map((section) => section.section)).toEqual(["attention", "rhythm"]);
    expect(linesOfKind(document, "silent")).toMatchObject([{ every: "week", grey: false, since: "2025-01-23" }]);
  });

  it("makes of three answers a digest without empty headings", async () => {
    const { record, lead, cadence, digestAt } = await aProgram();
    for (const day of ["02", "09", "16"]) {
      const round = await record.round(cadence, `2025-01-${day}`, [lead]);
      await record.answer(round, lead, `2025-01-${day}T15:00:00.000Z`, { progress: `Week of the ${day}` });
    }
    const document = await digestAt(JANUARY_DIGEST);
    expect(document?.bottomLine).toMatchObject({ case: "no-request" });
    expect(document?.sections.map(({ section, lines }) => [section, lines.length])).toEqual([
      ["progress", 1],
      ["rhythm", 1],
    ]);
  });
});

function linesOfKind<Kind extends Line["kind"]>(
  document: DigestDocument | null,
  kind: Kind,
): Extract<Line, { kind: Kind }>[] {
  const isKind = (line: Line): line is Extract<Line, { kind: Kind }> => line.kind === kind;
  return document?.sections.flatMap((section) => section.lines).filter(isKind) ?? [];
}

function asksIn(document: DigestDocument | null): string[] {
  return linesOfKind(document, "ask").map((line) => line.quote.text);
}

function quotesIn(document: DigestDocument | null): [string, boolean][] {
  return linesOfKind(document, "progress").flatMap((line) =>
    line.done.map((quote): [string, boolean] => [quote.text, quote.isRevised]),
  );
}

function never(): never {
  throw new Error("There is none");
}
