import { parseJson, problemsInView } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { SOURCES_ON_PAGE } from "../../src/digests/sources/blocks.ts";
import { readSource, type SourcesResult, showSources } from "../../src/digests/sources/use-cases.ts";
import { compileDueDigests, latestDigest, listDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { getPersonByHandle, type Person, personById } from "../../src/people/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type NewItem, raiseItem } from "../../src/register/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, type RecordedPerson } from "../support/record.ts";
import { aRun, openForm, type Run, SAM, SOFIA, sentAs, TOM, textOf } from "../support/run.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aQuarter, compileAt, FOURTH_QUARTER, THIRD_QUARTER } from "./quarter.ts";

/** A sponsor's digest over two programs with sixty check-ins each, one of them full of long texts. */
async function aDigest(db: Db) {
  const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
  const sponsor = await record.person("sponsor", { locale: "fr-FR" });
  const people: Record<string, RecordedPerson> = {};
  const questions = [
    ...questionsFeeding("progress", "ask", "health", "mood"),
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
        mood: 2,
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

  it("are read whole, people by name, mood never", async () => {
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
    expect(shown).not.toContain("mood");
    expect(shown).not.toMatch(/"mrkdwn","text":"[^"]*<!channel>/);
    await db.destroy();
  });
});

describe.each(databases)("the items of the record that a digest tells, on %s", (database) => {
  it("are among its sources, each with who raised it and when, to open, and with the message that it was made of", async () => {
    const run = await aRun({
      database,
      people: [TOM, SOFIA, SAM],
      programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"] }],
      cadences: [MONTHLY_CADENCE],
    });
    await run.to("2026-12-01T10:00Z");
    await openForm(run, "tom", "monthly");
    await fillAndSubmit(run.as("tom"), run.known("tom", "monthly").cadence.questions, { progress: "Half of it" });
    const { services } = run.app;
    const { id: workspaceId } = await run.db.selectFrom("workspace").select("id").executeTakeFirstOrThrow();
    const [tom, sofia] = [
      await getPersonByHandle(run.db, workspaceId, "tom"),
      await getPersonByHandle(run.db, workspaceId, "sofia"),
    ];
    const program = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    const raise = (item: NewItem) => inTransaction(run.db, (tx) => raiseItem(services, tx, tom, program.id, item));
    await raise({
      type: "ask",
      details: { kind: "decision" },
      title: "Two engineers?",
      description: `Two engineers? ${"Because of the stores, the web and the app. ".repeat(60)}`,
      ownerId: sofia.id,
      sourceKey: "message:C1:1.1",
      permalink: "https://atlas.slack.com/archives/C1/p11",
    });
    const hidden = await raise({
      type: "dependency",
      details: { giver: "Vendor", receiver: "Atlas" },
      title: "Version 9.4",
      ownerId: tom.id,
      dueOn: "2026-12-20",
      sourceKey: "test:dependency",
    });
    await run.db.updateTable("item").set({ state: "open" }).where("id", "=", hidden.id).execute();
    await run.to("2026-12-03T09:05Z");
    await run.db.updateTable("item").set({ disclosure: "team" }).where("id", "=", hidden.id).execute();
    const [digest] = await sentAs(run, "digest", "sofia");
    if (!digest) throw new Error("No digest was sent.");

    const reader = run.as("sofia");
    await reader.press(digest.message, { option: "Show sources" });
    const view = await reader.waitForView();
    const listed = textOf(view).replaceAll("\u00a0", " ");
    expect(listed).toContain("This digest is based on 1 check-in and 2 register items.");
    expect(listed).toMatch(/ASK-1 Two engineers\? · Atlas · Tom Baker · raised Tuesday 1 December/);
    expect(listed).toContain("DEP-1 · Atlas · ask the lead for details");
    expect(listed).not.toContain("Version 9.4");
    expect(JSON.stringify(view)).toContain("https://atlas.slack.com/archives/C1/p11");
    await reader.pressInView({ label: "Open" });
    expect(textOf(await reader.waitForView())).toContain("Because of the stores, the web and the app.");
    await reader.closeView();
    await reader.closeView();

    const choice = JSON.stringify({ itemId: (await itemOf(run, "ask")).id });
    await reader.press(digest.message, { option: "Read an answer…" });
    await reader.waitForView();
    await reader.pressInView({ option: choice });
    expect(textOf(await reader.waitForView())).toContain("Because of the stores, the web and the app.");
    await run.settle();
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

const MONTHLY_CADENCE = {
  key: "monthly",
  program: "atlas",
  questions: [{ key: "progress", type: "long-text", label: "Progress", feeds: "progress" }],
  rule: { every: "month", on: { workingDay: -1 }, at: "09:00", zone: "Europe/London" },
  audience: ["lead"],
  readers: ["sponsors"],
};

async function itemOf(run: Run, type: "ask" | "dependency") {
  return run.db.selectFrom("item").select("id").where("type", "=", type).executeTakeFirstOrThrow();
}

function viewOf(result: SourcesResult) {
  if (result.kind !== "view") throw new Error(result.sentence);
  return result.view;
}

it.each(databases)("are all that it quotes, also what was planned in the period before, on %s (B13)", async (name) => {
  const db = await aDatabase(name);
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const [tom, sofia] = [await record.person("tom"), await record.person("sofia")];
  const program = await record.program("atlas", { seats: { lead: [tom], sponsor: [sofia] } });
  const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress", "next") });
  const services = servicesAt(db, "2026-09-02T08:00:00.000Z");
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const planned = "Pilot in two shops.";
  const october = await record.round(cadence, "2026-10-30", [tom]);
  const { checkInId } = await record.answer(october, tom, "2026-10-30T10:00:00.000Z", { progress: "A", next: planned });
  services.clock.at = "2026-11-04T09:00:00.000Z";
  await compileDueDigests(services);
  const november = await record.round(cadence, "2026-11-30", [tom]);
  await record.answer(november, tom, "2026-11-30T10:00:00.000Z", { progress: "Pilot done.", next: "Roll-out." });
  services.clock.at = "2026-12-03T09:00:00.000Z";
  await compileDueDigests(services);
  const edition = await latestDigest(db, { workspaceId: record.workspaceId, personId: sofia.id });
  expect(JSON.stringify(edition?.document)).toContain(planned);
  const asked = { viewer: await personById(db, record.workspaceId, sofia.id), editionId: edition?.id ?? "" };
  const list = JSON.stringify(viewOf(await showSources(services, { ...asked, page: 0 })));
  expect(list).toContain("This digest is based on 2 check-ins.");
  expect(list).toContain(checkInId);
  expect(JSON.stringify(viewOf(await readSource(services, { ...asked, checkInId })))).toContain(planned);
  await db.destroy();
});

it("are fewer than the answers that the head of a year counts, and say so (P25)", async () => {
  const db = await aDatabase("SQLite");
  const { record, services, ines, tom, camille, loyalty, welcome, month } = await aQuarter(db, "en-GB");
  await compileAt(services, THIRD_QUARTER);
  await month(loyalty, "2026-10-30", tom, { health: { colour: "amber", reason: "The fix is late." } });
  await month(welcome, "2026-10-30", camille, { health: { colour: "green" } });
  await compileAt(services, FOURTH_QUARTER);
  const person = { workspaceId: record.workspaceId, personId: ines.id };
  const viewer = await personById(db, record.workspaceId, ines.id);
  const listed = async (locale: string) => {
    const lists: string[] = [];
    for (const { id: editionId } of await listDigests(db, person)) {
      const asked = { viewer: { ...viewer, locale }, editionId, page: 0 };
      lists.push(JSON.stringify(viewOf(await showSources(services, asked))).replaceAll("\u00a0", " "));
    }
    return lists;
  };
  const english = await listed("en-GB");
  expect(english.filter((list) => list.includes("Its header counts"))).toEqual([
    expect.stringContaining(
      "This digest is based on 9 check-ins. Its header counts 10 answers; those only counted there aren’t listed.",
    ),
  ]);
  expect(english).toContainEqual(expect.stringContaining("This digest is based on 8 check-ins."));
  expect(await listed("fr-FR")).toContainEqual(
    expect.stringContaining(
      "Son en-tête compte 10 réponses ; celles qui y sont seulement comptées ne figurent pas ici.",
    ),
  );
  await db.destroy();
});
