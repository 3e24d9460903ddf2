/** What speaks against a colour and has not been answered, as the digest of those above tells it. */

import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Marker } from "../../src/health/markers.ts";
import type { Finding } from "../../src/health/rules-checks.ts";
import { causeOf } from "../../src/health/rules-findings.ts";
import type { QuestionState } from "../../src/health/table.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { migrateToLatest } from "../../src/platform/migrate.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { amber, aProgram, earlier, green, red, theDocument } from "./facts.ts";

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
  it("stands under what needs attention, in words, with the facts and that its owner was asked", () => {
    expect(textOf([marked("Service")])).toContain(
      "🟢 Service · reported on track, but the evidence disagrees (owner asked Tue 3 Nov, no reply yet): I-2 “Push certificates” has blocked work for at least 14 working days.",
    );
    expect(textOf([marked("Service")], french)).toContain(
      "🟢 Service · conforme, contredit par des faits ; question posée le mar. 3 nov. à la personne qui a donné ce statut, sans réponse à ce jour : I-2 « Push certificates » bloque le travail depuis au moins 14 jours ouvrés.",
    );
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
