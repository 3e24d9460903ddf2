/** What digests tell of a program that was closed. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approvePart, setApproval } from "../../src/digests/approval/use-cases.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import {
  compileDueDigests,
  latestDigest,
  previewOwnDigest,
  refreshAllSubscriptions,
} from "../../src/digests/use-cases.ts";
import { personById, readerOf } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { closeProgram } from "../../src/programs/use-cases-changes.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aProgram, green, theDocument } from "./facts.ts";

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
});

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
});
