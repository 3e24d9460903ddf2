/** What speaks against a colour and has not been answered, as the digest of those above tells it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { type Marker, markersFor } from "../../src/health/markers.ts";
import type { Finding } from "../../src/health/rules-checks.ts";
import { causeOf } from "../../src/health/rules-findings.ts";
import type { QuestionState } from "../../src/health/table.ts";
import { homeTab } from "../../src/home-tab.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { amber, anAsk, aProgram, earlier, green, red, theDocument } from "./facts.ts";

const evidence = (id: string) => ({ kind: "item" as const, id, revision: 1 });
const BLOCKED: Finding = {
  check: "W1",
  workingDays: 14,
  code: "I-2",
  title: "Push certificates",
  evidence: evidence("i"),
};

function aMarker(key: string, more: Partial<Marker> = {}): Marker {
  return {
    questionId: `${key}-question`,
    colour: "green",
    askedAt: "2026-11-03T09:00:00.000Z",
    shownAt: "2026-11-04T09:00:00.000Z",
    checkInId: `${key}-check-in`,
    revision: 1,
    cadenceId: `${key}-monthly`,
    findings: [BLOCKED],
    datedIn: new Map(),
    items: [{ id: "i", code: "I-2", raisedBy: "Rachel Stein", raisedAt: "2026-10-13T09:00:00.000Z" }],
    ...more,
  };
}

const marked = (key: string, more: Partial<Marker> = {}) =>
  aProgram(key, [green], { given: earlier(key, "green"), markers: [aMarker(key, more)] });
const textOf = (...given: Parameters<typeof theDocument>) =>
  digestText(theDocument(...given)).replaceAll("\u00a0", " ");
const french = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" } };

describe("a colour that facts speak against", () => {
  it("counts how long an ask is past its date to the digest's day, by the date that it has now (A7)", () => {
    const overdue: Finding = { check: "W4", code: "ASK-1", title: "Hire?", days: 24, evidence: evidence("ask") };
    const told = (neededBy: string) => {
      const program = marked("Service", { findings: [overdue] });
      return textOf([{ ...program, asks: [anAsk("Service", { itemId: "ask", isReaders: false, neededBy })] }]);
    };
    expect(told("2026-10-10")).toContain("ASK-1 “Hire?” is 25 days overdue.");
    expect(told("2026-11-02")).toContain("ASK-1 “Hire?” is 2 days overdue.");
  });

  it("stands under what needs attention, in words, with the facts and that its owner was asked", () => {
    expect(textOf([marked("Service")])).toContain(
      "🟢 Service · reported on track, but the evidence disagrees (owner asked Tue 3 Nov, no reply yet): I-2 “Push certificates” has blocked work for at least 14 working days.",
    );
    expect(textOf([marked("Service")], french)).toContain(
      "🟢 Service · conforme, contredit par des faits ; question posée le mar. 3 nov. à la personne qui a donné ce statut, sans réponse à ce jour : I-2 « Push certificates » bloque le travail depuis au moins 14 jours ouvrés.",
    );
  });

  it("is one whose giver was asked: what was put to somebody else, whose word no longer stands, is not told of it (A3)", () => {
    const text = textOf([marked("Service", { checkInId: "of-a-lead-who-left" })]);
    expect(text).not.toContain("the evidence disagrees");
    expect(text).not.toContain("I-2");
  });

  it("is not counted among those on track, and named in a portfolio (P25)", () => {
    const calm = ["A", "B", "C"].map((key) => aProgram(key, [green], { given: earlier(key, "green") }));
    const text = textOf([...calm, marked("Service")]);
    expect(text).toContain("🟢 3 programs on track, unchanged");
    expect(text).toContain("Service · on track · the evidence disagrees");
    expect(text).toContain("A · on track\n");
    expect(textOf([...calm, marked("Service")], french)).toContain("Service · conforme · contredit par des faits");
  });

  it("is not told once another colour stands there", () => {
    for (const said of [[amber], [red], null]) {
      const { answers, given } = aProgram("Service", said, { given: earlier("Service", "green") });
      expect(textOf([{ ...marked("Service"), answers, given }])).not.toContain("I-2");
    }
  });

  it("asks of a sudden red what was not seen, without calling it wrong", () => {
    const given = { kind: "check-in" as const, id: "Service-check-in", revision: 1 };
    const sudden = aProgram("Service", [red], {
      given: earlier("Service", "green"),
      markers: [aMarker("Service", { colour: "red", findings: [{ check: "W9", evidence: given }], items: [] })],
    });
    expect(textOf([sudden])).toContain(
      "🔴 Service · off track; question sent to the owner on Tue 3 Nov, no reply yet: Straight from on track to off track: what did we miss?",
    );
    expect(textOf([sudden], french)).toContain(
      "🔴 Service · hors trajectoire ; question posée le mar. 3 nov. à la personne qui a donné ce statut, sans réponse à ce jour : Passage direct de « Conforme » à « Hors trajectoire » : qu’avons-nous manqué ?",
    );
  });

  it("tells of each check the gravest case that may be read, of three checks, and how many others there are", () => {
    const hidden: Finding = { ...BLOCKED, code: "I-9", title: "", workingDays: 30 };
    const younger: Finding = { ...BLOCKED, code: "I-3", title: "Vendor", workingDays: 6 };
    const confidence: Finding = { check: "W3", now: 4, before: 8, evidence: evidence("c") };
    const same: Finding = { check: "W5", because: "same", periods: 3, evidence: evidence("c") };
    const few: Finding = { check: "W8", answered: 3, asked: 8, evidence: evidence("c") };
    const findings: Marker["findings"] = [hidden, younger, BLOCKED, confidence, same, few];
    expect(textOf([marked("Service", { findings })])).toContain(
      "I-2 “Push certificates” has blocked work for at least 14 working days. Plus 2 similar. Confidence went from 8 to 4 out of 10. The comment has barely changed in 3 periods. And 1 more under “Why this status?”.",
    );
    expect(textOf([marked("Service", { findings })], french)).toMatch(
      /Et 2 autres cas semblables\. La confiance .* Et 1 autre, sous « Expliquer le statut »\./,
    );
  });

  it("rests on the answer and on the item, each cited by whom and when", () => {
    const markdown = digestMarkdown(theDocument([marked("Service")]), { edition: 1, sentAt: null });
    expect(markdown).toMatch(
      /Lead of Service, Service, October 2026, answered [^;]*\(check-in Service-check-in, version 1\); Rachel Stein, Service, I-2, raised Tuesday\s13\sOctober \(item i, version 1\)/,
    );
  });
});

/** Programs that report monthly to one sponsor; each question as it is drawn. */
async function aPortfolio(db: Db, team: string, keys: readonly string[]) {
  const record = await aRecord(db, { team, seatedAt: "2026-07-01T00:00:00.000Z" });
  const sponsor = await record.person("sponsor");
  const lead = await record.person("lead");
  const services = { ...servicesAt(db, "2026-08-01T08:00:00.000Z"), ids: { next: () => crypto.randomUUID() } };
  const { workspaceId } = record;
  const programs = [];
  for (const key of keys) {
    const program = await record.program(key, { seats: { lead: [lead], sponsor: [sponsor] } });
    const questions = questionsFeeding("progress", "health");
    const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors", "lead"] });
    programs.push({ ...program, monthly });
  }
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
  const actor = await personById(db, workspaceId, lead.id);
  return {
    record,
    services,
    programs,
    lead,
    readers: { sponsor, lead },
    async blocker(programId: string, title: string, disclosure: "program" | "team") {
      const item = await inTransaction(db, (tx) =>
        raiseItem(services, tx, actor, programId, {
          type: "issue",
          details: { blocksWork: true },
          title,
          sourceKey: `${programId} ${title}`,
        }),
      );
      await db.updateTable("item").set({ disclosure }).where("id", "=", item.id).execute();
      return item.id;
    },
    async question(of: {
      programId: string;
      roundId: string;
      checkInId: string;
      colour: HealthColour;
      askedAt: string;
      shownAt: string;
      state?: QuestionState;
      answeredAt?: string | null;
      findings: readonly Finding[];
    }) {
      const id = crypto.randomUUID();
      await db
        .insertInto("health_question")
        .values({
          workspace_id: workspaceId,
          id,
          program_id: of.programId,
          owner_id: lead.id,
          round_id: of.roundId,
          check_in_id: of.checkInId,
          colour: of.colour,
          asked_at: of.askedAt,
          shown_at: of.shownAt,
          state: of.state ?? "asked",
          reason: null,
          answered_at: of.answeredAt ?? null,
        })
        .execute();
      for (const finding of of.findings)
        await db
          .insertInto("health_finding")
          .values({
            workspace_id: workspaceId,
            question_id: id,
            check_in_id: of.checkInId,
            cause: causeOf(finding),
            finding: JSON.stringify(finding),
          })
          .execute();
    },
  };
}

/** One program, whose lead said on 30 October that it is on track. */
async function oneOnTrack(db: Db) {
  const portfolio = await aPortfolio(db, "T1", ["one"]);
  const { record, programs, lead } = portfolio;
  const [program] = programs;
  if (!program) throw new Error("no program");
  const round = await record.round(program.monthly, "2026-10-30", [lead]);
  const { checkInId } = await record.answer(round, lead, "2026-10-30T10:00:00.000Z", { health: { colour: "green" } });
  return { ...portfolio, program, round, checkInId };
}

const CUT_OFF = "2026-11-04T09:00:00.000Z";

describe.each(databases)("the markers of a digest, on %s", (name) => {
  it("come to those above, without the words of what they may not read, and stay the same when compiled again", async () => {
    const db = await aDatabase(name);
    const { record, services, programs, readers, lead, blocker, question } = await aPortfolio(db, "T1", ["one"]);
    const [program] = programs;
    if (!program) throw new Error("no program");
    const open = await blocker(program.id, "Certificates", "program");
    const closed = await blocker(program.id, "Salaries", "team");
    const round = await record.round(program.monthly, "2026-10-30", [lead]);
    const { checkInId } = await record.answer(round, lead, "2026-10-30T10:00:00.000Z", { health: { colour: "green" } });
    await question({
      programId: program.id,
      roundId: round.id,
      checkInId,
      colour: "green",
      askedAt: "2026-11-03T09:00:00.000Z",
      shownAt: CUT_OFF,
      state: "stays",
      answeredAt: "2026-11-04T09:00:00.001Z",
      findings: [
        { check: "W1", workingDays: 14, code: "I-1", title: "Certificates", evidence: evidence(open) },
        { check: "W1", workingDays: 9, code: "I-2", title: "Salaries", evidence: evidence(closed) },
      ],
    });
    services.clock.at = CUT_OFF;
    await compileDueDigests(services);
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: readers.sponsor.id });
    if (!edition) throw new Error("no edition");
    const text = digestText(edition.document);
    expect(text).toContain("I-1 “Certificates” has blocked work for at least 14 working days. Plus 1 similar.");
    const marker = edition.document.sections.flatMap(({ lines }) => lines).find(({ kind }) => kind === "marker");
    const named = (marker?.kind === "marker" ? marker.findings : []).flatMap((found) =>
      "title" in found ? [`${found.code} ${found.title}`] : [],
    );
    expect(named.toSorted()).toEqual(["I-1 Certificates", "I-2 "]);
    expect(JSON.stringify(edition.document)).not.toContain("Salaries");
    const reader = { workspaceId: record.workspaceId, personId: readers.sponsor.id, rhythm: "monthly" as const };
    expect(JSON.stringify(await previewDigest(db, reader, CUT_OFF))).toBe(JSON.stringify(edition.document));
    const below = await previewDigest(db, { ...reader, personId: readers.lead.id, rhythm: "weekly" }, CUT_OFF);
    expect(below && digestText(below)).not.toContain("has blocked work");
    await db.destroy();
  });
});

it("tell of nothing that had ended or was in doubt by then, and of what ended later (A7)", async () => {
  const db = await aDatabase("SQLite");
  const { record, blocker, question, program, round, checkInId } = await oneOnTrack(db);
  const ids = [];
  for (const title of ["Ended", "Doubted", "Later", "Alone"]) ids.push(await blocker(program.id, title, "program"));
  const [ended = "", doubted = "", later = "", alone = ""] = ids;
  await question({
    programId: program.id,
    roundId: round.id,
    checkInId,
    colour: "green",
    askedAt: "2026-11-03T09:00:00.000Z",
    shownAt: CUT_OFF,
    findings: ids.map((id, index) => ({
      check: "W1",
      workingDays: 14,
      code: `I-${index + 1}`,
      title: id,
      evidence: evidence(id),
    })),
  });
  const set = (id: string, to: object) => db.updateTable("item").set(to).where("id", "=", id).execute();
  await set(ended, { state: "closed", closed_at: CUT_OFF });
  await set(doubted, { doubted_at: CUT_OFF });
  await set(later, { state: "closed", closed_at: "2026-11-04T09:00:00.001Z" });
  await set(alone, { confirmed_at: null });
  const markers = await markersFor(db, record.workspaceId, [program.id], CUT_OFF);
  expect(markers.get(program.id)?.flatMap(({ items }) => items.map(({ code }) => code))).toEqual(["I-3"]);
  await set(later, { closed_at: CUT_OFF });
  expect((await markersFor(db, record.workspaceId, [program.id], CUT_OFF)).size).toBe(0);
  await db.destroy();
});

it("are those that *Why this status?* has beside it, an ask's days counted to that day (A7)", async () => {
  const db = await aDatabase("SQLite");
  const { record, services, readers, lead, blocker, question, program, round, checkInId } = await oneOnTrack(db);
  const ids = [];
  for (const title of ["Decided", "Moved", "Overdue"]) ids.push(await blocker(program.id, title, "program"));
  const [decided = "", moved = "", overdue = ""] = ids;
  const set = (id: string, to: object) => db.updateTable("item").set(to).where("id", "=", id).execute();
  for (const id of ids)
    await set(id, { type: "ask", details: JSON.stringify({ kind: "decision" }), due_on: "2026-10-10" });
  const ofQuestion = { programId: program.id, roundId: round.id, checkInId, colour: "green" as const };
  await question({
    ...ofQuestion,
    askedAt: "2026-11-02T09:00:00.000Z",
    shownAt: CUT_OFF,
    findings: [{ check: "W4", days: 23, code: "ASK-1", title: "Decided", evidence: evidence(decided) }],
  });
  await question({
    ...ofQuestion,
    askedAt: "2026-11-03T09:00:00.000Z",
    shownAt: CUT_OFF,
    findings: [
      { check: "W4", days: 24, code: "ASK-2", title: "Moved", evidence: evidence(moved) },
      { check: "W4", days: 24, code: "ASK-3", title: "Overdue", evidence: evidence(overdue) },
    ],
  });
  await set(decided, { state: "decided", closed_at: "2026-11-03T19:00:00.000Z" });
  await set(moved, { due_on: "2026-12-01" });
  const sponsor = await personById(db, record.workspaceId, readers.sponsor.id);
  const why = async (at: string) => {
    services.clock.at = at;
    const { findings, isUnanswered } = await explainColour(services, sponsor, program.id, null);
    const facts = findings.map((finding) => (finding.check === "W4" ? `${finding.code}: ${finding.days}` : finding));
    return { facts, isUnanswered };
  };
  const onHome = async (personId: string, at: string) => {
    const tab = homeTab({ services: servicesAt(db, at), releasedAt: "1970-01-01T00:00:00.000Z" });
    const visitor = await tab.visitorOf(await personById(db, record.workspaceId, personId));
    const groups = [];
    for (const section of tab.sections) groups.push(...(await section(visitor)));
    return JSON.stringify(groups);
  };
  expect(await why(CUT_OFF)).toEqual({ facts: ["ASK-3: 25"], isUnanswered: true });
  expect(await onHome(sponsor.id, CUT_OFF)).toContain("On track · the evidence disagrees · lead: lead");
  expect(await onHome(lead.id, CUT_OFF)).toContain("ASK-3 “Overdue” is 25 days overdue.");
  expect(await onHome(lead.id, CUT_OFF)).not.toMatch(/ASK-[12] “/);
  expect((await why("2026-11-17T09:00:00.000Z")).facts).toEqual(["ASK-3: 38"]);
  const document = await previewDigest(
    db,
    { workspaceId: record.workspaceId, personId: sponsor.id, rhythm: "monthly" },
    CUT_OFF,
  );
  const text = document ? digestText(document) : "";
  expect(text).toContain("ASK-3 “Overdue” is 25 days overdue.");
  expect(text).not.toContain("And 1 more");
  await set(overdue, { state: "decided", closed_at: "2026-11-17T08:00:00.000Z" });
  expect(await why("2026-11-17T09:00:00.000Z")).toEqual({ facts: [], isUnanswered: false });
  expect(await onHome(sponsor.id, "2026-11-17T09:00:00.000Z")).toContain("On track · lead: lead");
  expect(await onHome(lead.id, "2026-11-17T09:00:00.000Z")).not.toContain("ASK-3 “");
  await db.destroy();
});

it("have no ask that is put off, until its day, and are none of a program with nothing else (A7)", async () => {
  const db = await aDatabase("SQLite");
  const { record, services, readers, lead, blocker, question, program, round, checkInId } = await oneOnTrack(db);
  const id = await blocker(program.id, "Hire?", "program");
  const set = (to: object) => db.updateTable("item").set(to).where("id", "=", id).execute();
  const putOff = (more: object) => set({ details: JSON.stringify({ kind: "decision", ...more }) });
  await set({ type: "ask", due_on: "2026-10-10" });
  await putOff({});
  await question({
    programId: program.id,
    roundId: round.id,
    checkInId,
    colour: "green",
    askedAt: "2026-11-03T09:00:00.000Z",
    shownAt: CUT_OFF,
    findings: [{ check: "W4", days: 24, code: "ASK-1", title: "Hire?", evidence: evidence(id) }],
  });
  const told = async () => {
    services.clock.at = CUT_OFF;
    const reader = { workspaceId: record.workspaceId, personId: readers.sponsor.id, rhythm: "monthly" as const };
    const document = await previewDigest(db, reader, CUT_OFF);
    const [sponsor, owner] = await Promise.all(
      [readers.sponsor, lead].map((person) => personById(db, record.workspaceId, person.id)),
    );
    if (!document || !sponsor || !owner) throw new Error("no digest");
    const home = async (person: typeof sponsor) => {
      const tab = homeTab({ services: servicesAt(db, CUT_OFF), releasedAt: "1970-01-01T00:00:00.000Z" });
      const visitor = await tab.visitorOf(person);
      return JSON.stringify(await Promise.all(tab.sections.map((section) => section(visitor))));
    };
    const why = async (person: typeof sponsor) =>
      (await explainColour(services, person, program.id, null)).findings.some(({ check }) => check === "W4");
    return {
      digest: digestText(document).includes("the evidence disagrees"),
      home: (await home(sponsor)).includes("the evidence disagrees"),
      ownersHome: (await home(owner)).includes("days overdue"),
      why: await why(sponsor),
      ownersWhy: await why(owner),
    };
  };
  const all = (held: boolean) => ({ digest: held, home: held, ownersHome: held, why: held, ownersWhy: held });
  expect(await told()).toEqual(all(true));
  await putOff({ deferredUntil: "2026-12-07" });
  expect(await told()).toEqual(all(false));
  // It came back on that morning.
  await putOff({ deferredUntil: "2026-11-04" });
  expect(await told()).toEqual(all(true));
  // Its asker has to answer first, as it is counted among what is overdue.
  await putOff({ deferredUntil: "2026-12-07", askedBack: { question: "Who?", by: readers.sponsor.id } });
  expect(await told()).toEqual(all(true));
  await db.destroy();
});

it("are not told to those below, and nobody tells them that nothing is needed (B1)", async () => {
  const db = await aDatabase("SQLite");
  const { record, readers, question, program, round, checkInId } = await oneOnTrack(db);
  const reader = { workspaceId: record.workspaceId, personId: readers.lead.id, rhythm: "weekly" as const };
  const at = "2026-11-02T08:00:00.000Z";
  expect((await previewDigest(db, reader, at))?.bottomLine.case).toBe("nothing-needed");
  await question({
    programId: program.id,
    roundId: round.id,
    checkInId,
    colour: "green",
    askedAt: "2026-10-31T09:00:00.000Z",
    shownAt: at,
    findings: [{ check: "W3", now: 4, before: 8, evidence: { kind: "check-in", id: checkInId, revision: 1 } }],
  });
  const document = await previewDigest(db, reader, at);
  expect(document?.bottomLine.case).toBe("no-request");
  expect(document && digestText(document)).not.toContain("Confidence went");
  await db.destroy();
});

it("are read in one statement of the fourteen, where dates, silence and markers come together", async () => {
  let statements = 0;
  const db = openDatabase(":memory:", { onStatement: () => statements++ });
  await migrateToLatest(db);
  const { record, programs, readers, lead, question } = await aPortfolio(db, "T1", ["one", "two", "three"]);
  for (const program of programs) {
    const dates = await record.cadence(program, { rule: MONTHLY, questions: DATED });
    const before = await record.round(dates, "2026-09-30", [lead]);
    await record.answer(before, lead, "2026-09-30T10:00:00.000Z", { next: "A pilot" });
    await record.round(dates, "2026-10-30", [lead]);
    const round = await record.round(program.monthly, "2026-10-30", [lead]);
    const { checkInId } = await record.answer(round, lead, "2026-10-30T10:00:00.000Z", { health: { colour: "green" } });
    await question({
      programId: program.id,
      roundId: round.id,
      checkInId,
      colour: "green",
      askedAt: "2026-11-03T09:00:00.000Z",
      shownAt: CUT_OFF,
      findings: [{ check: "W3", now: 4, before: 8, evidence: { kind: "check-in", id: checkInId, revision: 1 } }],
    });
  }
  statements = 0;
  const reader = { workspaceId: record.workspaceId, personId: readers.sponsor.id, rhythm: "monthly" as const };
  const document = await previewDigest(db, reader, CUT_OFF);
  expect(statements).toBeLessThanOrEqual(14);
  expect(document && digestText(document).match(/Confidence went from 8 to 4/g)).toHaveLength(3);
  await db.destroy();
});

const DATED = [
  ...questionsFeeding("next"),
  { key: "launch", type: "date" as const, label: "Launch", feeds: "milestone" as const },
];

interface Drawn {
  program: number;
  month: number;
  revisions: { afterHours: number; colour: HealthColour | null }[];
  questions: {
    askedAfterHours: number;
    shownAfterHours: number;
    answeredAfterHours: number | null;
    colour: HealthColour;
    findings: ("open" | "closed" | "confidence")[];
  }[];
}

const KEYS = ["p0", "p1", "p2"];
const ROUNDS = ["2026-08-31", "2026-09-30", "2026-10-30"];
const SENDINGS = ["2026-09-03", "2026-10-05", "2026-11-04"].map((day) => `${day}T09:00:00.000Z`);
const colours = fc.constantFrom<HealthColour>("green", "amber", "red");
const hours = fc.integer({ min: 1, max: 24 * 45 });
const drawn: fc.Arbitrary<Drawn[]> = fc.uniqueArray(
  fc.record({
    program: fc.integer({ min: 0, max: 2 }),
    month: fc.integer({ min: 0, max: 2 }),
    revisions: fc.uniqueArray(fc.record({ afterHours: hours, colour: fc.option(colours) }), {
      minLength: 1,
      maxLength: 3,
      selector: ({ afterHours }) => afterHours,
    }),
    questions: fc.array(
      fc.record({
        askedAfterHours: hours,
        shownAfterHours: fc.integer({ min: 1, max: 200 }),
        answeredAfterHours: fc.option(fc.integer({ min: 1, max: 24 * 40 })),
        colour: colours,
        findings: fc.uniqueArray(fc.constantFrom("open" as const, "closed" as const, "confidence" as const), {
          minLength: 1,
        }),
      }),
      { maxLength: 2 },
    ),
  }),
  { maxLength: 8, selector: ({ program, month }) => `${program} ${month}` },
);
const before = (at: string) => new Date(Date.parse(at) - 24 * 3_600_000).toISOString();
const after = (at: string, passed: number) => new Date(Date.parse(at) + passed * 3_600_000 + 1).toISOString();
const openedAt = (month: number) => `${ROUNDS[month]}T09:00:00.000Z`;

it("of random colours and questions are those that a naive recomputation has", async () => {
  const db = await aDatabase("SQLite");
  let run = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async (all) => {
      run += 1;
      expect(await compiledMarkers(db, `R${run}`, all)).toEqual(expectedMarkers(all));
    }),
    { numRuns: 100, seed: 20261104 },
  );
  await db.destroy();
});

async function compiledMarkers(db: Db, team: string, all: readonly Drawn[]) {
  const { record, services, programs, lead, readers, blocker, question } = await aPortfolio(db, team, KEYS);
  for (const [index, program] of programs.entries()) {
    const [open, closed] = [await blocker(program.id, "Open", "program"), await blocker(program.id, "Closed", "team")];
    for (const [month, key] of ROUNDS.entries()) {
      const round = await record.round(program.monthly, key, [lead]);
      const one = all.find((each) => each.program === index && each.month === month);
      if (!one) continue;
      let checkInId = "";
      for (const { afterHours, colour } of one.revisions.toSorted((a, b) => a.afterHours - b.afterHours)) {
        const said = colour === null ? {} : { health: { colour, reason: "Because" } };
        ({ checkInId } = await record.answer(round, lead, after(openedAt(month), afterHours), said));
      }
      const of: Record<string, Finding> = {
        open: { check: "W1", workingDays: 6, code: "I-1", title: "Open", evidence: evidence(open) },
        closed: { check: "W1", workingDays: 7, code: "I-2", title: "Closed", evidence: evidence(closed) },
        confidence: { check: "W3", now: 3, before: null, evidence: { kind: "check-in", id: checkInId, revision: 1 } },
      };
      const known = new Set<string>();
      for (const each of one.questions) {
        // Each cause is put to its owner once per answer.
        const fresh = each.findings.filter((name) => !known.has(name));
        for (const name of fresh) known.add(name);
        const askedAt = after(openedAt(month), each.askedAfterHours);
        await question({
          programId: program.id,
          roundId: round.id,
          checkInId,
          colour: each.colour,
          askedAt,
          shownAt: after(askedAt, each.shownAfterHours),
          ...(each.answeredAfterHours !== null && {
            state: "stays",
            answeredAt: after(askedAt, each.answeredAfterHours),
          }),
          findings: fresh.flatMap((name) => of[name] ?? []),
        });
      }
    }
  }
  const months: string[][] = [];
  for (const at of SENDINGS) {
    services.clock.at = at;
    await compileDueDigests(services);
    const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: readers.sponsor.id });
    const lines = edition?.document.sections.flatMap((section) => section.lines) ?? [];
    months.push(
      lines
        .flatMap((line) =>
          line.kind === "marker"
            ? line.findings.map((found) => `${line.program} ${line.colour} ${"title" in found ? found.title : "W3"}`)
            : [],
        )
        .toSorted(),
    );
  }
  return months;
}

/** Walks over every question for each digest. */
function expectedMarkers(all: readonly Drawn[]): string[][] {
  return SENDINGS.map((cutOff) => {
    const said: string[] = [];
    for (const program of [0, 1, 2]) {
      const theirs = all.filter((one) => one.program === program);
      const [last] = theirs
        .toSorted((a, b) => b.month - a.month)
        .flatMap((one) => {
          const said = revisionsOf(one).findLast(({ at }) => at <= cutOff);
          return said?.colour ? [{ ...said, month: one.month }] : [];
        });
      // It stands until the round of the next month is due, a day after it opened, and for 46 days.
      const next = last && ROUNDS[last.month + 1];
      const isOver = last && (after(last.at, 46 * 24) <= cutOff || (next && `${next}T09:00` < before(cutOff)));
      const colour = isOver ? undefined : last?.colour;
      for (const one of theirs) {
        const now = revisionsOf(one).findLast(({ at }) => at <= cutOff)?.colour;
        const known = new Set<string>();
        for (const each of one.questions) {
          const fresh = each.findings.filter((name) => !known.has(name));
          for (const name of fresh) known.add(name);
          const askedAt = after(openedAt(one.month), each.askedAfterHours);
          const isShown = after(askedAt, each.shownAfterHours) <= cutOff;
          const isAnswered = each.answeredAfterHours !== null && after(askedAt, each.answeredAfterHours) <= cutOff;
          // Put to an earlier answer, it speaks against that.
          if (!isShown || isAnswered || each.colour !== now || now !== colour || one.month !== last?.month) continue;
          for (const name of fresh) said.push(`p${program} ${colour} ${SHOWN[name]}`);
        }
      }
    }
    return said.toSorted();
  });
}

const SHOWN = { open: "Open", closed: "", confidence: "W3" };

function revisionsOf({ month, revisions }: Drawn) {
  return revisions
    .toSorted((a, b) => a.afterHours - b.afterHours)
    .map(({ afterHours, colour }) => ({ colour, at: after(openedAt(month), afterHours) }));
}
