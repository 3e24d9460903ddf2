import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { messageAsText, viewAsText } from "slack-sandbox";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { rolesInStory, rolesNow } from "../../src/demo/roles.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { addMs, DAY, MINUTE } from "../../src/platform/time.ts";
import { digestIds } from "../../src/reports/action-ids.ts";
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
  it("says what somebody is by now as the story has it, in portfolios too", async () => {
    const { run } = playedOn("SQLite");
    const roles = await rolesNow(run.app);
    expect(roles.ines).toEqual(rolesInStory(whole).ines);
    expect(roles.ines).toContainEqual({ role: "body", program: "Journeys in Europe" });
    expect(roles.grace).toContainEqual({ role: "secretary", program: "Journeys in Europe" });
  });

  it("tells the sponsor at the end of October what she needs, what she has to decide first", () => {
    const digest = fileOf("SQLite", "digests/2026-11-04-monthly-margaret-2026-10.txt").replaceAll("\u00a0", " ");
    const inTurn = [
      "October · 4 programs",
      "Tills reject a third of receipts since",
      "Release Dieter from Analytics to Loyalty until 15 January?",
      "Accept the shorter consent wording for Germany?",
      "\n🔴 Loyalty journeys · off track",
      "Tills reject a third of receipts since version 9.4 on 12 October; nobody is free to build the fix.",
    ];
    const places = inTurn.map((text) => digest.indexOf(text));
    expect(places, inTurn[places.indexOf(-1)]).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it("gives each reader one digest per rhythm and period, and counts them", () => {
    const { summary, out } = playedOn("SQLite");
    const files = readdirSync(join(out, "digests"));
    expect(files).toHaveLength(summary.digestsSent);
    expect(files.filter((file) => file.includes("monthly"))).toEqual([
      "2026-10-05-monthly-margaret-2026-09.txt",
      "2026-10-05-monthly-philippe-2026-09.txt",
      "2026-11-04-monthly-margaret-2026-10.txt",
      "2026-11-04-monthly-philippe-2026-10.txt",
    ]);
    expect(files.filter((file) => file.includes("quarterly"))).toEqual([
      "2026-10-12-quarterly-david-2026-Q3.txt",
      "2026-10-12-quarterly-ines-2026-Q3.txt",
    ]);
  });

  it("shows the sponsor both decisions on the first screen of the digest; the one she takes reaches the lead", async () => {
    const { sandbox, clock } = playedOn("SQLite").run;
    const [margaret, tom] = [sandbox.as("margaret"), sandbox.as("tom")];
    const digest = margaret.dm().find((message) => messageAsText(message).startsWith("OCTOBER · "));
    if (!digest) throw new Error("The digest is not there.");
    expect(messageAsText(digest)).toContain("[Release Dieter] [Other answer…]");
    expect(messageAsText(digest)).toContain("[Accept the shorter wording] [Other answer…]");
    const before = new Set(tom.dm().map(({ ts }) => ts));
    await margaret.press(digest, { label: "Release Dieter" });
    await clock.settle();
    // The digest itself says it, where the buttons were.
    const now = margaret.dm().find(({ ts }) => ts === digest.ts);
    expect(messageAsText(now ?? digest)).toMatch(/✓ Release Dieter\. You can undo it until [^[]*\[Undo\]/s);
    const decided = () =>
      tom.dm().filter((message) => /Decided on[^\n]*: Release Dieter\./.test(messageAsText(message)));
    const news = () => decided().flatMap((message) => (before.has(message.ts) ? [] : [messageAsText(message)]));
    await clock.advanceTo(addMs(clock.now(), 9 * MINUTE));
    expect(decided()).toEqual([]);
    // On his receipt and in the line that said it was the last day, once it is recorded; as news, with his next morning alone.
    await clock.advanceTo(addMs(clock.now(), DAY));
    expect(decided()).toHaveLength(3);
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
