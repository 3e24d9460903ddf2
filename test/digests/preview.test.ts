/** What a digest to come would say is told as it is now: the same as Home and *Why* say at that instant. */

import { describe, expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import type { DigestDocument, Line, LineOf } from "../../src/digests/document.ts";
import { previewForReader, previewPart } from "../../src/digests/home/use-cases.ts";
import {
  compileDueDigests,
  latestDigest,
  previewOwnDigest,
  refreshSubscriptions,
} from "../../src/digests/use-cases.ts";
import { homeTab } from "../../src/home-tab.ts";
import { personById } from "../../src/people/use-cases.ts";
import { daysBetween, localDateOf } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, type RecordedCadence, WEEKLY } from "../support/record.ts";
import { aRun, PROGRESS_TO_SPONSORS, sentAs, TOM, textOf } from "../support/run.ts";
import { servicesAt } from "../support/still-clock.ts";

type Colour = "green" | "amber" | "red";
const SHAPES = { green: "🟢", amber: "🟠", red: "🔴", grey: "⚪" };
const [ASKED_ON, NEEDED_BY, TARGET] = ["2026-11-10", "2026-11-20", "2026-11-16"];

/** Tom leads Atlas, Sofia sponsors it and Ana sits in its committee. October was told; Sofia is asked for something. */
async function aNovember(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-10-30T08:00:00.000Z");
  const [tom, sofia, ana] = [await record.person("tom"), await record.person("sofia"), await record.person("ana")];
  const seats = { lead: [tom], sponsor: [sofia], steering: [ana] };
  const program = await record.program("atlas", { title: "Atlas", seats });
  const health = { key: "health", type: "health" as const, label: "Status", feeds: "health" as const };
  const milestone = { key: "milestone", type: "date" as const, label: "Target date", feeds: "milestone" as const };
  const readers = ["sponsors", "steering"];
  const asked = { readers, disclosure: "executive" as const };
  const monthly = await record.cadence(program, { rule: MONTHLY, questions: [health, milestone], ...asked });
  const weekly = await record.cadence(program, { rule: WEEKLY, questions: [health], ...asked });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const personOf = ({ id }: { id: string }) => personById(db, record.workspaceId, id);
  const [lead, sponsor] = [await personOf(tom), await personOf(sofia)];
  const say = async (cadence: RecordedCadence, key: string, colour: Colour, more = {}) => {
    const round = await record.round(cadence, key, [tom]);
    services.clock.at = `${key}T15:00:00.000Z`;
    const { id } = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .executeTakeFirstOrThrow();
    const given = colour === "green" ? { colour } : { colour, reason: "Because" };
    await submitCheckIn(services, lead, id, { answers: { health: given, ...more } });
  };
  await say(monthly, "2026-10-30", "green", { milestone: TARGET });
  services.clock.at = "2026-11-04T09:00:00.000Z";
  await compileDueDigests(services);
  const ask = async () => {
    services.clock.at = `${ASKED_ON}T10:00:00.000Z`;
    const options = [
      { label: "Yes", doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const details = { kind: "decision" as const, options, recommended: 0, costOfWaiting: "A week" };
    const item = { type: "ask" as const, title: "Two engineers?", dueOn: NEEDED_BY, ownerId: sofia.id, details };
    await inTransaction(db, (tx) => raiseItem(services, tx, lead, program.id, { ...item, sourceKey: "test:ask" }));
  };
  const onHome = async () => {
    const tab = homeTab({ services });
    const visitor = await tab.visitorOf(sponsor);
    const groups = [];
    for (const section of tab.sections) groups.push(...(await section(visitor)));
    return /[🟢🟠🔴⚪](?= ","style"|"\},\{"type":"text","text":"Atlas|[^🟢🟠🔴⚪]{0,60}Atlas)/u.exec(
      JSON.stringify(groups),
    )?.[0];
  };
  const underWhy = async () => {
    const { status } = await explainColour(services, sponsor, program.id);
    return SHAPES[status?.colour ?? "grey"];
  };
  return { db, record, services, lead, sponsor, ana, program, weekly, say, ask, onHome, underWhy };
}

function shapeIn(document: DigestDocument | null): string {
  for (const line of linesIn(document)) {
    if (line.kind === "health") return SHAPES[line.colour];
    if (line.kind === "on-track") return SHAPES.green;
  }
  return SHAPES.grey;
}

function linesIn(document: DigestDocument | null): Line[] {
  return document?.sections.flatMap(({ lines }) => lines) ?? [];
}

function ofKind<Kind extends Line["kind"]>(document: DigestDocument | null, kind: Kind): LineOf<Kind>[] {
  return linesIn(document).filter((line): line is LineOf<Kind> => line.kind === kind);
}

describe.each(databases)("a digest to come, on %s", (database) => {
  it("is previewed as it would be now, as Home and Why say at that instant (A1)", async () => {
    const { db, services, lead, sponsor, ana, program, weekly, say, ask, onHome, underWhy } = await aNovember(database);
    const { id: programId } = program;
    const told = async (at: string) => {
      services.clock.at = at;
      const { document, sendAt } = await previewOwnDigest(services, sponsor);
      const part = await previewPart(services, lead, { programId, rhythm: "monthly" });
      const committee = await previewForReader(services, lead, { programId, personId: ana.id, rhythm: "quarterly" });
      expect({ at, sendAt, period: document?.period.label, cutOffAt: document?.cutOffAt }).toEqual({
        at,
        sendAt: "2026-12-03T09:00:00.000Z",
        period: "2026-11",
        cutOffAt: at,
      });
      expect(part.document).toEqual({ ...document, heldBack: [] });
      const why = await underWhy();
      expect([at, shapeIn(document), await onHome()]).toEqual([at, why, why]);
      const today = localDateOf(at, "UTC");
      for (const line of [...ofKind(document, "ask"), ...ofKind(document, "standing-ask")]) {
        expect(line).toMatchObject({ neededBy: NEEDED_BY, isOverdue: NEEDED_BY < today });
        expect(line).toMatchObject({ daysAgo: daysBetween(ASKED_ON, today) });
      }
      return {
        shape: why,
        asks: ofKind(document, "ask").length + ofKind(document, "standing-ask").length,
        overdue: ofKind(document, "overdue-asks").length,
        past: ofKind(document, "past-date").length,
        months: ofKind(committee.document, "months").flatMap((line) => line.months.map(({ month }) => month)),
      };
    };
    await say(weekly, "2026-11-05", "green");
    const months = ["2026-10", "2026-11"];
    const before = { asks: 0, overdue: 0, past: 0, months };
    expect(await told("2026-11-06T10:00:00.000Z")).toEqual({ ...before, shape: "🟢" });
    await ask();
    await say(weekly, "2026-11-12", "amber");
    expect(await told("2026-11-13T10:00:00.000Z")).toEqual({ ...before, shape: "🟠", asks: 1 });
    await say(weekly, "2026-11-19", "red");
    expect(await told("2026-11-20T10:00:00.000Z")).toEqual({ ...before, shape: "🔴", asks: 1, past: 1 });
    expect(await told("2026-11-22T10:00:00.000Z")).toEqual({ ...before, shape: "🔴", asks: 1, past: 1, overdue: 1 });
    await db.destroy();
  });

  it("is what goes, once it is due (A1)", async () => {
    const { db, services, sponsor, weekly, say, ask } = await aNovember(database);
    await ask();
    await say(weekly, "2026-11-12", "amber");
    services.clock.at = "2026-12-03T09:00:00.000Z";
    const { document } = await previewOwnDigest(services, sponsor);
    await compileDueDigests(services);
    const { workspace_id: workspaceId, id: personId } = sponsor;
    expect(document).not.toBeNull();
    expect((await latestDigest(db, { workspaceId, personId }))?.document).toEqual(document);
    await db.destroy();
  });
});

it.each([
  {
    reader: { locale: "en-GB", tz: "Europe/London" },
    nothing: "Nothing yet. Your next digest is due on Thursday 3 December, if one of its check-ins takes place",
    preview: "Preview of your digest of Thursday 3 December, as of now:",
  },
  {
    reader: { locale: "fr-FR", tz: "Europe/Paris" },
    nothing: "Rien pour l’instant. Votre prochaine synthèse est prévue le jeudi 3 décembre, si un point d’étape",
    preview: "Aperçu de votre synthèse du jeudi 3 décembre, en l’état actuel :",
  },
])("in $reader.locale the command names its day, also before there is anything to tell (A1)", async (expected) => {
  const run = await aRun({
    people: [TOM, { handle: "sofia", name: "Sofia Rossi", ...expected.reader }],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
    start: "2026-10-20T00:00:00.000Z",
  });
  const previewed = async (handle: string) => {
    const actor = run.as(handle);
    const before = actor.ephemerals().length;
    await actor.command("/drumbeat digest preview");
    await expect.poll(() => actor.ephemerals().length).toBeGreaterThan(before);
    const shown = actor.ephemerals().at(-1);
    return shown ? textOf(shown).replaceAll("\u00a0", " ").replaceAll("*", "") : "";
  };
  await run.to("2026-11-04T12:00Z");
  expect(await sentAs(run, "digest", "sofia")).toHaveLength(1);
  expect(await previewed("sofia")).toContain(expected.nothing);
  await run.to("2026-11-27T12:00Z");
  expect(await previewed("sofia")).toContain(expected.preview);
});
