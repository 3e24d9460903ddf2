import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DigestDocument, Line } from "../../src/digests/document.ts";
import { rhythmTexts } from "../../src/digests/sections/rhythm.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding, WEEKLY } from "../support/record.ts";
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

  it("compares participation with nothing where no digest before told it (A6)", async () => {
    const { record, lead, cadence, reader } = await aProgram();
    for (const key of ["2025-01-30", "2025-02-27"]) {
      const round = await record.round(cadence, key, [lead]);
      await record.answer(round, lead, `${key}T15:00:00.000Z`, { progress: key });
    }
    const document = await previewDigest(db, { ...reader, rhythm: "monthly" }, FEBRUARY_DIGEST);
    expect(linesOfKind(document, "participation")).toMatchObject([{ answered: 1, asked: 1, before: null }]);
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
