import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { messageAsText, viewAsText } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import type { Scenario } from "../../src/demo/scenario.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { addMs, DAY, MINUTE } from "../../src/platform/time.ts";
import { digestIds } from "../../src/reports/ids.ts";
import { aDatabaseLocation, type DatabaseName, databases } from "../support/databases.ts";
import { tidy } from "../support/postgres-server.ts";
import { readsAtLarge } from "../support/query-plans.ts";
import { itIsPlayedAsWritten, type Play, play, until } from "./playing.ts";

const whole = builtInScenario();
/** With the first digest of a month: the half of what it costs. */
const FIRST_MONTH_ENDS = "2026-10-05T16:00:00.000Z";
const firstMonth = until(whole, FIRST_MONTH_ENDS);
const played: Record<DatabaseName, Scenario> = { SQLite: whole, PostgreSQL: firstMonth };
const EVENTS_UNTIL_TIDIED = 100;
const plays = new Map<DatabaseName, Play>();
const prepared = vi.spyOn(Sqlite.prototype, "prepare");
const statements = new Set<string>();

/** Once whole, and its first month once more: what is the same in both came neither from chance nor from the database. */
beforeAll(async () => {
  for (const name of databases) {
    const database = await aDatabaseLocation(name);
    let tidied: Promise<void> | undefined;
    const onProgress = (done: number) => {
      if (name === "PostgreSQL" && done % EVENTS_UNTIL_TIDIED === 0) tidied = tidy(database);
    };
    plays.set(name, await play(played[name], { database, onProgress }));
    await tidied;
    for (const [text] of prepared.mock.calls) statements.add(text);
  }
}, 600_000);

afterAll(async () => {
  prepared.mockRestore();
  for (const each of plays.values()) await each.close();
});

describe.each(databases)("the built-in scenario, played on %s", (name) => {
  itIsPlayedAsWritten(played[name], () => playedOn(name));
});

describe("the built-in scenario", () => {
  it("tells the sponsor at the end of October what she needs, what she has to decide first", () => {
    const digest = fileOf("SQLite", "digests/2026-11-04-monthly-margaret-1.md").replaceAll("\u00a0", " ");
    const inTurn = [
      "# October · 4 programs",
      "Release Dieter from Analytics to Loyalty until 15 January?",
      "Accept the shorter consent wording for Germany?",
      "Tills reject a third of receipts since",
      "### 🔴 Loyalty journeys",
      "Tills reject a third of receipts since version 9.4 on 12 October; nobody is free to build the fix.",
    ];
    const places = inTurn.map((text) => digest.indexOf(text));
    expect(places, inTurn[places.indexOf(-1)]).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it("keeps each target date from the first to the last", async () => {
    const { run } = playedOn("SQLite");
    const dates = await run.app.services.db
      .selectFrom("item")
      .innerJoin("program", "program.id", "item.program_id")
      .select(["program.key", "original_due_on", "due_on", "due_moves"])
      .where("item.type", "=", "milestone")
      .orderBy("program.key")
      .execute();
    expect(dates).toEqual([
      { key: "loyalty", original_due_on: "2026-11-03", due_on: "2026-12-01", due_moves: 2 },
      { key: "preferences", original_due_on: "2026-10-26", due_on: "2026-11-16", due_moves: 1 },
      { key: "service", original_due_on: "2026-11-24", due_on: "2026-11-24", due_moves: 0 },
      { key: "welcome", original_due_on: "2026-11-16", due_on: "2026-11-16", due_moves: 0 },
    ]);
  });

  it("gives each reader one digest per rhythm and period, and counts them", () => {
    const { summary, out } = playedOn("SQLite");
    const files = readdirSync(join(out, "digests"));
    expect(files).toHaveLength(summary.digestsSent);
    expect(files.filter((file) => file.includes("monthly"))).toEqual([
      "2026-10-05-monthly-margaret-1.md",
      "2026-10-05-monthly-philippe-1.md",
      "2026-11-04-monthly-margaret-1.md",
      "2026-11-04-monthly-philippe-1.md",
    ]);
    expect(files.filter((file) => file.includes("quarterly"))).toEqual([
      "2026-10-12-quarterly-david-1.md",
      "2026-10-12-quarterly-ines-1.md",
    ]);
  });

  it("has its sponsors asked to appear, reminded with what to say, and done where they were there", async () => {
    const { run } = playedOn("SQLite");
    const items = await run.app.services.db
      .selectFrom("item")
      .innerJoin("person", "person.id", "item.owner_id")
      .select(["item.title", "item.state", "person.handle"])
      .where("item.type", "=", "presence")
      .orderBy("item.due_on")
      .execute();
    expect(items.map(({ title, state, handle }) => [title, handle, state])).toEqual([
      ["Réunion des directeurs de magasin", "philippe", "done"],
      ["Réunion du service client", "philippe", "done"],
      ["Leeds all-hands", "margaret", "open"],
    ]);
    const got = (handle: string, text: string) =>
      run.sandbox
        .as(handle)
        .dm()
        .map(messageAsText)
        .filter((said) => said.replaceAll("\u00a0", " ").includes(text));
    expect(got("philippe", "9 h 30, Paris\n• Un nouveau client recevait 11 messages")).not.toEqual([]);
  });

  it("has thanks in the channel of the team, a case that somebody else approved, and somebody gone quiet", async () => {
    const { run } = playedOn("SQLite");
    const { db } = run.app.services;
    const { channels } = run.sandbox.slack.workspace;
    const [loyalty] = [...channels.values()].filter(({ name }) => name === "loyalty");
    const posted = [...(loyalty?.messages.values() ?? [])].map(messageAsText);
    expect(posted.filter((text) => text.startsWith("*Thank you*"))).toEqual([
      expect.stringMatching(/from Margaret Osei to the team of Loyalty journeys[\s\S]*412,000 store receipts/),
    ]);
    const margaret = run.sandbox.as("margaret");
    await margaret.command("/drumbeat case loyalty");
    const page = viewAsText(await margaret.waitForView()).replaceAll("\u00a0", " ");
    await margaret.closeView();
    expect(page).toContain("Version 1, approved by Margaret Osei on Tuesday 22 September.");
    expect(page).toContain("• Repeat purchases within 60 days: no baseline yet → +4 points");
    const authors = await db
      .selectFrom("page_section")
      .innerJoin("person", "person.id", "page_section.written_by")
      .select("person.handle")
      .distinct()
      .execute();
    expect(authors).toEqual([{ handle: "tom" }]);
    const nadia = run.sandbox.as("nadia");
    await nadia.command("/drumbeat people loyalty");
    const people = viewAsText(await nadia.waitForView()).replaceAll("\u00a0", " ");
    await nadia.closeView();
    expect(people).toContain("*Directrice des magasins, France* · doit donner son accord");
    expect(people.match(/sans nouvelles depuis le .*/g)).toEqual([
      expect.stringMatching(/^sans nouvelles depuis le mer\. 16 sept\. · contact prévu le mer\. 14 oct\.$/),
    ]);
    expect(people).toContain("*David Kowalski* · décide");
    expect(nadia.dm().map(messageAsText).join("\n").replaceAll("\u00a0", " ")).toContain(
      "À contacter d’ici la fin de la semaine",
    );
  });

  it("has a sponsor chosen in September by scores, which are gone since", async () => {
    const { run } = playedOn("SQLite");
    const { db } = run.app.services;
    const margaret = run.sandbox.as("margaret").dm().map(messageAsText);
    const [asked, ...more] = margaret.filter((text) => text.includes("You sponsor *Service messages*"));
    expect(more).toEqual([]);
    expect(asked).toContain("Thank you. Rachel Stein hears of it in the morning.");
    const rachel = run.sandbox.as("rachel");
    expect(rachel.dm().map(messageAsText).join("\n")).toContain(
      "*Margaret Osei* said yes and sponsors *Service messages* now. It is in the register.",
    );
    const decided = await db.selectFrom("item").select("title").where("title", "like", "%sponsors%").execute();
    expect(decided).toEqual([{ title: "Margaret Osei sponsors Service messages" }]);
    expect(await db.selectFrom("candidate_score").selectAll().execute()).toEqual([]);
  });

  it("shows the sponsor both decisions on the first screen of the digest; the one she takes reaches the lead", async () => {
    const { sandbox, clock } = playedOn("SQLite").run;
    const [margaret, tom] = [sandbox.as("margaret"), sandbox.as("tom")];
    const digest = margaret.dm().find((message) => messageAsText(message).startsWith("OCTOBER · "));
    if (!digest) throw new Error("The digest is not there.");
    expect(messageAsText(digest)).toContain("[Release Dieter] [Other answer…]");
    expect(messageAsText(digest)).toContain("[Accept the shorter wording] [Other answer…]");
    const before = new Set(tom.dm().map(({ ts }) => ts));
    await margaret.press(digest, { label: "Release Dieter" }, { confirm: true });
    await clock.settle();
    // The digest itself says it, where the buttons were.
    const now = margaret.dm().find(({ ts }) => ts === digest.ts);
    expect(messageAsText(now ?? digest)).toMatch(/✓ Release Dieter\. You can undo it until [^[]*\[Undo\]/s);
    const decided = () =>
      tom.dm().filter((message) => /Decided on[^\n]*: Release Dieter\./.test(messageAsText(message)));
    const news = () => decided().flatMap((message) => (before.has(message.ts) ? [] : [messageAsText(message)]));
    await clock.advanceTo(addMs(clock.now(), 9 * MINUTE));
    expect(decided()).toEqual([]);
    // In the line that said it was the last day, once it is recorded; as news, with his next morning message alone.
    await clock.advanceTo(addMs(clock.now(), DAY));
    expect(decided()).toHaveLength(2);
    expect(news()).toHaveLength(1);
    const [code = ""] = /[A-Z]+-D-\d+/.exec(news()[0] ?? "") ?? [];
    await tom.command(`/drumbeat find ${code}`);
    expect(viewAsText(await tom.waitForView())).toContain("Release Dieter");
  });
});

it("finds by an index what each statement is about, however much there is beside it", async () => {
  const { sandbox, app } = playedOn("SQLite").run;
  for (const { handle } of whole.people) await sandbox.as(handle).openHome();
  for (const command of ["asks", "list", "decisions", "risks", "portfolio", "find till", "digest", "preferences"])
    await sandbox.as("tom").command(`/drumbeat ${command}`);
  for (const [text] of prepared.mock.calls) statements.add(text);
  expect(statements.size).toBeGreaterThan(400);
  expect(await readsAtLarge(app.services.db, [...statements])).toEqual([]);
});

it("gives the same digests, byte for byte but for the ids, however often and wherever it is played", () => {
  // As they were posted: what is done later in the story stands in those of today.
  const digestsOn = (name: DatabaseName) =>
    fileOf(name, "transcript.jsonl")
      .split("\n")
      .filter((line) => line.includes('"type":"chat.postMessage"') && line.includes(`"${digestIds.thank}"`))
      .map((line) => posted.parse(JSON.parse(line)))
      .filter(({ at }) => at <= FIRST_MONTH_ENDS)
      .map(({ body }) => JSON.stringify(body).replaceAll(UUID, "ID"));
  const digests = digestsOn("PostgreSQL");
  expect(digests.join("\n")).toContain("for Margaret Osei, sponsor");
  expect(digests.toSorted()).toEqual(digestsOn("SQLite").toSorted());
});

const posted = z.object({ at: z.string(), body: z.object({ text: z.string(), blocks: z.json() }) });
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function playedOn(name: DatabaseName): Play {
  const play = plays.get(name);
  if (!play) throw new Error(`The scenario was not played on ${name}.`);
  return play;
}

function fileOf(name: DatabaseName, file: string): string {
  return readFileSync(join(playedOn(name).out, file), "utf8");
}
