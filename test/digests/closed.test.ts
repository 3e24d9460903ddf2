/** What digests tell of a program that was closed. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { holdPart } from "../../src/digests/holds/use-cases.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { showSources } from "../../src/digests/sources/use-cases.ts";
import {
  compileDueDigests,
  latestDigest,
  previewOwnDigest,
  refreshAllSubscriptions,
} from "../../src/digests/use-cases.ts";
import type { Marker } from "../../src/health/markers.ts";
import { personById, readerOf } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aMilestone, aProgram, green, theDocument } from "./facts.ts";

const CLOSED = { closed: { at: "2026-10-13T09:00:00.000Z", by: "Margaret Osei" } };
const FRENCH = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "Europe/Paris" } };

/** It has no check-ins, answers or rounds any more. */
const closedProgram = (key: string, more = {}) => aProgram(key, null, { cadences: [], rounds: [], ...CLOSED, ...more });

const said = (document: DigestDocument) =>
  digestMarkdown(document, { edition: 1, sentAt: null }).replaceAll(/[\u00a0\u202f]/g, " ");

describe("a program that was closed in the period", () => {
  const beside = [closedProgram("Loyalty"), aProgram("Onboarding", [green]), aProgram("Welcome", [green])];

  it("opens the digest and has its line, with the day and by whom (B2)", () => {
    const document = theDocument(beside);
    expect(document.bottomLine).toMatchObject({ case: "closed", program: "Loyalty", since: "2026-10-13" });
    expect(said(document)).toContain("“Loyalty” was closed on Tuesday 13 October by Margaret Osei.");
    expect(said(document)).toContain("**Loyalty** · closed on Tue 13 Oct by Margaret Osei");
    const french = said(theDocument(beside, FRENCH));
    expect(french).toContain("« Loyalty » a été clos le mardi 13 octobre par Margaret Osei.");
    expect(french).toContain("**Loyalty** · clos le mar. 13 oct. par Margaret Osei");
  });

  it("names nobody where nobody knows who did it (B2)", () => {
    const document = theDocument([closedProgram("Loyalty", { closed: { ...CLOSED.closed, by: null } })]);
    expect(said(document)).toContain("“Loyalty” was closed on Tuesday 13 October.");
    expect(said(document)).toContain("**Loyalty** · closed on Tue 13 Oct");
  });

  it("is not silent, doubted or without need, and no count has it (B2)", () => {
    const document = theDocument(beside);
    const ofLoyalty = linesIn(document).filter((line) => JSON.stringify(line).includes("Loyalty"));
    expect(ofLoyalty.map(({ kind }) => kind)).toEqual(["closed"]);
    expect(document.rest).toMatchObject({ programs: 2, of: "others" });
    expect(said(theDocument([...beside, aProgram("Atlas", null)]))).not.toContain("Nothing is needed");
    expect(document.colours ?? []).not.toContainEqual(expect.objectContaining({ program: "Loyalty" }));
    // It was asked before, so that nobody can say it was not.
    const alone = theDocument([closedProgram("Loyalty")]);
    expect(alone.bottomLine.case).toBe("closed");
    expect(said(alone)).not.toMatch(/answer|asked|needed/);
  });

  it("stands after what is doubted and before a date that slipped; the flagship first of two (B2)", () => {
    const doubted = aProgram("Atlas", [green], {
      markers: [doubt("Atlas")],
    });
    expect(theDocument([closedProgram("Loyalty"), doubted]).bottomLine.case).toBe("doubted");
    const slipped = aProgram("Onboarding", [green], {
      milestones: [aMilestone("Onboarding", "2026-11-17", "2026-12-01")],
    });
    expect(theDocument([slipped]).bottomLine.case).toBe("slipped-date");
    expect(theDocument([slipped, closedProgram("Loyalty")]).bottomLine.case).toBe("closed");
    const two = [closedProgram("Atlas"), closedProgram("Loyalty", { isFlagship: true })];
    expect(theDocument(two).bottomLine).toMatchObject({ program: "Loyalty" });
    // Nobody has to answer for that.
    const silent = aProgram("Welcome", null);
    expect(theDocument([silent, closedProgram("Loyalty")]).bottomLine.case).toBe("closed");
  });
});

function linesIn(document: DigestDocument) {
  return document.sections.flatMap(({ lines }) => lines);
}

/** A date of the past speaks against its green. */
function doubt(key: string): Marker {
  const evidence = { kind: "check-in" as const, id: `${key}-check-in`, revision: 1 };
  return {
    questionId: `${key}-question`,
    cadenceId: `${key}-monthly`,
    colour: "green",
    checkInId: evidence.id,
    revision: 1,
    askedAt: "2026-10-30T11:00:00.000Z",
    shownAt: "2026-11-02T11:00:00.000Z",
    findings: [{ check: "W9", evidence }],
    datedIn: new Map(),
    items: [],
  };
}

describe.each(databases)("of a closed program, on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(async () => db.destroy());

  let workspaces = 0;
  /** Sofia sponsors Atlas, and `beside` Boreal; both were asked at the end of October. */
  const sponsoredAtlas = async ({ beside = false } = {}) => {
    workspaces += 1;
    const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z", team: `${name}${workspaces}` });
    const services = servicesAt(db, "2026-11-02T08:00:00.000Z");
    const [tom, sofia] = [await record.person("tom", { name: "Tom" }), await record.person("sofia")];
    const keys = beside ? ["atlas", "boreal"] : ["atlas"];
    const [atlas] = await Promise.all(
      keys.map(async (key) => {
        const program = await record.program(key, { title: key, seats: { lead: [tom], sponsor: [sofia] } });
        const asking = { questions: questionsFeeding("health"), readers: ["sponsors"], rule: MONTHLY };
        const cadence = await record.cadence(program, asking);
        for (const day of ["2026-10-30", "2026-11-30", "2026-12-30"]) {
          if (key === "atlas" && day > "2026-11") continue;
          const round = await record.round(cadence, day, [tom]);
          await record.answer(round, tom, `${day}T15:00:00.000Z`, { health: { colour: "green" } });
        }
        return program;
      }),
    );
    if (!atlas) throw new Error("No program");
    const { workspaceId } = record;
    await refreshAllSubscriptions(services, workspaceId);
    const lead = await personById(db, workspaceId, tom.id);
    const sponsor = await personById(db, workspaceId, sofia.id);
    const latest = async () => {
      const edition = await latestDigest(db, { workspaceId, personId: sofia.id });
      return edition ? `${edition.period} ${said(edition.document)}` : null;
    };
    const at = async (instant: string) => {
      services.clock.at = instant;
      await refreshAllSubscriptions(services, workspaceId);
      await compileDueDigests(services);
      return latest();
    };
    const close = async (instant: string) => {
      services.clock.at = instant;
      await closeProgram(services, lead, atlas.id);
    };
    /** In January the annual digest leads the message. */
    const december = async () => {
      const { document } = await db
        .selectFrom("digest_edition as edition")
        .innerJoin("digest", "digest.id", "edition.digest_id")
        .select("edition.document")
        .where("digest.workspace_id", "=", workspaceId)
        .where("digest.reader_id", "=", sofia.id)
        .where("digest.period", "=", "2026-12")
        .executeTakeFirstOrThrow();
      return document;
    };
    const editionId = async () => (await latestDigest(db, { workspaceId, personId: sofia.id }))?.id ?? "";
    const approve = async () => {
      const drafts = db.selectFrom("digest_draft").select("id").where("workspace_id", "=", workspaceId);
      for (const { id } of await drafts.execute())
        await approvePart(services, lead, { draftId: id, programId: atlas.id });
    };
    return { services, lead, sponsor, program: atlas, at, close, december, editionId, approve };
  };
  const LINE = "**atlas** · closed on Thu 5 Nov by Tom";
  const HEADLINE = "“atlas” was closed on Thursday 5 November by Tom.";

  it("the next digest says it once, and no further one (B2)", async () => {
    const { at, close, december } = await sponsoredAtlas({ beside: true });
    expect(await at("2026-11-04T09:00:00.000Z")).not.toContain("closed");
    await close("2026-11-05T10:00:00.000Z");
    const told = await at("2026-12-03T09:00:00.000Z");
    expect(told).toMatch(/^2026-11 /);
    expect(told).toContain(LINE);
    expect(told).toContain(HEADLINE);
    expect(told).toContain("The other program needs nothing from you.");
    const after = await at("2027-01-06T09:00:00.000Z");
    expect(after).toMatch(/^2026 /);
    expect(await december()).not.toContain("closed");
  });

  it("a sponsor without another program gets a last digest that says it (B2)", async () => {
    const { services, sponsor, at, close } = await sponsoredAtlas();
    await at("2026-11-04T09:00:00.000Z");
    await close("2026-11-05T10:00:00.000Z");
    const { document } = await previewOwnDigest(services, sponsor);
    expect(document?.bottomLine.case).toBe("closed");
    expect(await at("2026-12-03T09:00:00.000Z")).toContain(LINE);
    expect(await at("2027-06-03T09:00:00.000Z")).toMatch(/^2026 /);
    const left = db.selectFrom("digest_subscription").select("rhythm").where("person_id", "=", sponsor.id);
    expect((await left.execute()).map(({ rhythm }) => rhythm)).toEqual(["annual"]);
  });

  it("after that one the preview names no day on which a digest would come (B2)", async () => {
    const { services, sponsor, at, close } = await sponsoredAtlas();
    await at("2026-11-04T09:00:00.000Z");
    await close("2026-11-05T10:00:00.000Z");
    await at("2026-12-03T09:00:00.000Z");
    // The month has told it, the year has yet to.
    expect(await previewOwnDigest(services, sponsor)).toMatchObject({
      document: { rhythm: "annual", bottomLine: { case: "closed" } },
      sendAt: expect.stringMatching(/^2027-01-/),
    });
    await at("2027-01-06T09:00:00.000Z");
    for (const day of ["2027-01-07T09:00:00.000Z", "2027-02-03T09:00:00.000Z"]) {
      services.clock.at = day;
      const left = db.selectFrom("digest_subscription").select("next_at").where("person_id", "=", sponsor.id);
      expect((await left.execute()).length).toBeGreaterThan(0);
      expect(await previewOwnDigest(services, sponsor)).toMatchObject({ document: null, sendAt: null, toApprove: [] });
    }
  });

  it("the sources of such a digest name it, and say of nobody that they did not answer (B2)", async () => {
    const { services, sponsor, at, close, editionId } = await sponsoredAtlas();
    await at("2026-11-04T09:00:00.000Z");
    await close("2026-11-05T10:00:00.000Z");
    await at("2026-12-03T09:00:00.000Z");
    const shown = await showSources(services, { viewer: sponsor, editionId: await editionId(), page: 0 });
    const text = JSON.stringify(shown).replaceAll("\u00a0", " ");
    expect(text).toContain("closed on Thu 5 Nov by Tom");
    expect(text).not.toContain("no answers");
  });

  it("*Why this status?* says the same at once, as Home does, and weighs no facts (B2)", async () => {
    const { services, lead, sponsor, program, at, close, approve } = await sponsoredAtlas();
    await at("2026-11-04T09:00:00.000Z");
    await setApproval(services, lead, { programId: program.id, approver: "lead" });
    const why = async (person: typeof lead) =>
      JSON.stringify(whyView(readerOf(person), await explainColour(services, person, program.id))).replaceAll(
        "\u00a0",
        " ",
      );
    expect(await why(sponsor)).toContain("Checks");
    await close("2026-11-05T10:00:00.000Z");
    expect(await why(lead)).toContain("closed on Thu 5 Nov by Tom");
    expect(await why(lead)).not.toContain("Checks");
    // Its digest waits for approval, that it was closed does not.
    expect(await why(sponsor)).toContain("closed on Thu 5 Nov by Tom");
    expect(await why(sponsor)).not.toContain("Checks");
    await at("2026-12-02T09:00:00.000Z");
    await approve();
    expect(await at("2026-12-03T09:00:00.000Z")).toContain(LINE);
    expect(await why(sponsor)).toContain("closed on Thu 5 Nov by Tom");
    expect(await why(sponsor)).not.toContain("No update:");
  });

  it("*Why this status?* on the digest that says it asks nobody and weighs nothing either (A1)", async () => {
    for (const [closedAt, sentAt] of [
      ["2026-11-05T10:00:00.000Z", "2026-12-03T09:00:00.000Z"],
      ["2026-12-20T10:00:00.000Z", "2027-01-06T09:00:00.000Z"],
    ] as const) {
      const { services, sponsor, program, at, close, editionId } = await sponsoredAtlas();
      await at("2026-11-04T09:00:00.000Z");
      const why = async (edition: string) =>
        JSON.stringify(whyView(readerOf(sponsor), await explainColour(services, sponsor, program.id, edition)));
      const october = await editionId();
      await close(closedAt);
      await at(sentAt);
      const text = await why(await editionId());
      expect(text).toContain("As of this digest");
      expect(text).not.toContain("Checks");
      expect(text).toContain("Last: 🟢 On track");
      expect(text).not.toContain("No update");
      expect(await why(october)).toContain("Checks");
    }
  });

  it("nothing is said where it was opened again, and the new day where it was closed again (B2)", async () => {
    const { services, lead, program, at, close } = await sponsoredAtlas({ beside: true });
    await at("2026-11-04T09:00:00.000Z");
    await close("2026-11-05T10:00:00.000Z");
    await reopenProgram(services, lead, program.id);
    expect(await at("2026-12-03T09:00:00.000Z")).not.toContain("closed");
    await close("2026-12-08T10:00:00.000Z");
    expect(await at("2027-01-06T09:00:00.000Z")).toContain("closed on Tue 8 Dec");
  });

  it("is kept back with the program's part, and told with the digest that has it again (B2)", async () => {
    const { services, lead, program, at, close, december } = await sponsoredAtlas({ beside: true });
    await at("2026-11-04T09:00:00.000Z");
    await holdPart(services, lead, { programId: program.id, rhythm: "monthly" });
    await close("2026-11-05T10:00:00.000Z");
    const held = await at("2026-12-03T09:00:00.000Z");
    expect(held).toContain("Left out by the lead: atlas");
    expect(held).not.toContain("closed on");
    await at("2027-01-06T09:00:00.000Z");
    expect(await december()).toContain('"kind":"closed"');
  });

  it("waits for approval as all that is told of the program (B2)", async () => {
    const { services, lead, sponsor, program, at, close } = await sponsoredAtlas();
    await at("2026-11-04T09:00:00.000Z");
    await setApproval(services, lead, { programId: program.id, approver: "lead" });
    await close("2026-11-05T10:00:00.000Z");
    expect(await previewOwnDigest(services, sponsor)).toMatchObject({ document: null, toApprove: ["atlas"] });
    expect(await at("2026-12-03T09:00:00.000Z")).toMatch(/^2026-10 /);
  });
});
