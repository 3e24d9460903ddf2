import { parseJson, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { SOURCES_ON_PAGE } from "../../src/digests/sources/blocks.ts";
import { readSource, type SourcesResult, showSources } from "../../src/digests/sources/use-cases.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { type Person, personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

/** A sponsor's digest over two programs with sixty check-ins each, one of them full of long texts. */
async function aDigest(db: Db) {
  const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
  const sponsor = await record.person("sponsor", { locale: "fr-FR" });
  const people: Record<string, RecordedPerson> = {};
  const questions = [
    ...questionsFeeding("progress", "ask", "health"),
    { key: "helpers", type: "people" as const, label: "Who helps?" },
  ];
  let checkInId = "";
  for (const key of ["one", "two"]) {
    const lead = await record.person(`lead-${key}`, { name: `Lead of ${key}` });
    people[key] = lead;
    const program = await record.program(key, { seats: { lead: [lead], sponsor: [sponsor] } });
    const cadence = await record.cadence(program, { questions });
    for (let count = 0; count < 60; count += 1) {
      const member = await record.person(`${key}-${count}`, { name: `<!channel> ${count}` });
      const round = await record.round(cadence, `2025-01-09+${count}`, [member]);
      const answer = await record.answer(round, member, `2025-01-10T10:${String(count).padStart(2, "0")}:00.000Z`, {
        progress: "x".repeat(3000),
        ask: "<!channel> y",
        health: { colour: "red", reason: "z".repeat(3000) },
        helpers: [lead.id, sponsor.id],
      });
      if (key === "one" && count === 0) checkInId = answer.checkInId;
    }
  }
  const outsider = await record.person("outsider");
  const services = servicesAt(db, "2025-01-10T12:00:00.000Z");
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  services.clock.at = "2025-02-05T09:00:00.000Z";
  await compileDueDigests(services);
  const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
  if (!edition) throw new Error("No edition was made");
  const asPerson = (person: RecordedPerson | undefined) => personById(db, record.workspaceId, person?.id ?? "");
  return {
    services,
    editionId: edition.id,
    checkInId,
    viewers: {
      sponsor: await asPerson(sponsor),
      leadOfOne: await asPerson(people.one),
      leadOfTwo: await asPerson(people.two),
      outsider: await asPerson(outsider),
    },
  };
}

describe.each(databases)("the sources of a digest on %s", (name) => {
  it("are listed for its reader, page by page, and within Slack's limits", async () => {
    const db = await aDatabase(name);
    const { services, editionId, viewers } = await aDigest(db);
    const seen = new Set<string>();
    for (const page of [0, 1, 2]) {
      const view = viewOf(await showSources(services, { viewer: viewers.sponsor, editionId, page }));
      expect(problemsInView(parseJson(JSON.stringify(view)) ?? null)).toEqual([]);
      const ids = [...JSON.stringify(view).matchAll(/checkInId\\":\\"([^"\\]+)/g)].map((match) => match[1] ?? "");
      expect(ids).toHaveLength(SOURCES_ON_PAGE);
      for (const id of ids) seen.add(id);
    }
    expect(seen.size).toBe(120);
    const first = JSON.stringify(await showSources(services, { viewer: viewers.sponsor, editionId, page: 0 }));
    expect(first).toContain("Cette synthèse s’appuie sur 120 points d’étape.");
    await db.destroy();
  });

  it("are those of their own program for a lead, and refused to others", async () => {
    const db = await aDatabase(name);
    const { services, editionId, checkInId, viewers } = await aDigest(db);
    const view = viewOf(await showSources(services, { viewer: viewers.leadOfOne, editionId, page: 0 }));
    expect(JSON.stringify(view)).toContain("This digest is based on 60 check-ins.");
    expect(await showSources(services, { viewer: viewers.outsider, editionId, page: 0 })).toMatchObject({
      kind: "refused",
    });
    expect(await readSource(services, { viewer: viewers.leadOfOne, editionId, checkInId })).toMatchObject({
      kind: "view",
    });
    for (const viewer of [viewers.leadOfTwo, viewers.outsider])
      expect(await readSource(services, { viewer, editionId, checkInId })).toMatchObject({ kind: "refused" });
    expect(await readSource(services, { viewer: viewers.sponsor, editionId: "unknown", checkInId })).toMatchObject({
      kind: "refused",
    });
    await db.destroy();
  });

  it("are read whole, people by name", async () => {
    const db = await aDatabase(name);
    const { services, editionId, checkInId, viewers } = await aDigest(db);
    const reads = async (viewer: Person) => {
      const view = viewOf(await readSource(services, { viewer, editionId, checkInId }));
      expect(problemsInView(parseJson(JSON.stringify(view)) ?? null)).toEqual([]);
      return JSON.stringify(view);
    };
    const shown = await reads(viewers.leadOfOne);
    expect(shown).toContain("x".repeat(3000));
    expect(shown).toContain("z".repeat(3000));
    // Those above read of it what went up with the digest.
    const above = await reads(viewers.sponsor);
    expect(above).not.toContain("z".repeat(3000));
    expect(above).toContain("Le reste de la réponse n’est visible que par l’équipe et les responsables du programme.");
    expect(shown).toContain("Lead of one");
    expect(shown).not.toMatch(/"mrkdwn","text":"[^"]*<!channel>/);
    await db.destroy();
  });
});

function viewOf(result: SourcesResult) {
  if (result.kind !== "view") throw new Error(result.sentence);
  return result.view;
}
