/**
 * Three months after the built-in story, played once. With DRUMBEAT_STORY_MONTHS as
 * many months as it says, of which only the messages are counted.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunSummary, runOnce, type SandboxRun } from "../../src/demo/sandbox-run.ts";
import { builtInContinuation, builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { getPersonByHandle } from "../../src/people/people.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { attentionOf, expectWithinCeilings, messagesSince } from "../support/attention.ts";
import { aDatabaseLocation } from "../support/databases.ts";
import { type StoredCheckIn, storedCheckIns } from "../support/stored-check-ins.ts";

const story = builtInScenario();
const continuation = builtInContinuation();
const PROGRAMS = ["loyalty", "welcome", "service", "preferences"] as const;
const SEED = 1;
const MONTHS = Number(process.env.DRUMBEAT_STORY_MONTHS ?? 3);
/** Somebody sits in front of his page all the time. */
const TAKEN = "oliver";
let played: { run: SandboxRun; summary: RunSummary; out: string; answers: StoredCheckIn[] };

beforeAll(async () => {
  const out = mkdtempSync(join(tmpdir(), "drumbeat-months-"));
  const { run, summary } = await runOnce(story, {
    database: await aDatabaseLocation("SQLite"),
    out,
    onward: { months: MONTHS, continuation, seed: SEED, isTaken: (handle) => handle === TAKEN },
  });
  played = {
    run,
    summary,
    out,
    answers: await Array.fromAsync(storedCheckIns(run.app.services.db, run.app.workspace.id)),
  };
}, 900_000);

afterAll(async () => {
  await played.run.close();
  rmSync(played.out, { recursive: true, force: true });
});

function answersOf(person: string, cadence: string): StoredCheckIn[] {
  return played.answers
    .filter((answer) => answer.person === person && answer.cadence === cadence && answer.answeredAt > story.end)
    .toSorted((one, other) => (one.answeredAt < other.answeredAt ? -1 : 1));
}

function textOf(...path: string[]): string {
  return readFileSync(join(played.out, ...path), "utf8");
}

it("what people got in the last six weeks was within the ceilings of their roles, never outside their hours", async () => {
  const { db, clock } = played.run.app.services;
  const since = addMs(clock.now(), -42 * DAY);
  const attention = await attentionOf(played.run.app, await messagesSince(db, since), since);
  if (process.env.DRUMBEAT_STORY_MONTHS) process.stdout.write(`${JSON.stringify({ months: MONTHS, ...attention })}\n`);
  expectWithinCeilings(attention);
});

describe.skipIf(MONTHS !== 3)("three months after the story", () => {
  it("had no call refused by Slack, sent nothing twice, and left nobody unable to do what they wanted", () => {
    expect(played.run.sandbox.counters.errors).toEqual([]);
    const { slackErrors, duplicates, continued } = played.summary;
    expect({ slackErrors, duplicates, gaveUp: continued?.gaveUp }).toEqual({
      slackErrors: 0,
      duplicates: 0,
      gaveUp: [],
    });
    expect(continued?.answers).toBeGreaterThan(400);
  });

  it("tells nobody as open what its author said was done the day before", async () => {
    const done = await played.run.app.services.db
      .selectFrom("item")
      .select(["title", "closed_at"])
      .where("type", "in", ["risk", "issue", "dependency"])
      .where("state", "=", "done")
      .execute();
    expect(done.length).toBeGreaterThan(20);
    const later = readdirSync(join(played.out, "digests")).flatMap((name) => {
      const over = done.filter(({ closed_at: closedAt }) => (closedAt ?? "") < name.slice(0, 10));
      const lines = textOf("digests", name).split("\n");
      return lines.filter((line) => over.some(({ title }) => line.includes(title.replace(/\.$/, ""))));
    });
    expect(later.length).toBeGreaterThan(20);
    expect(
      later.filter(
        (line) => !/closed|finished|resolved|done (for you )?on|clos le|terminé le|réglé (pour vous )?le/i.test(line),
      ),
    ).toEqual([]);
    const january = textOf("digests", "2027-02-03-monthly-margaret-2027-01.txt");
    // Its committee votes on a program whose objective is doubted after the quarter.
    expect(january.match(/^Open: .*$/gm)).toEqual([
      "Open: 2 risks, 1 request",
      "Open: 1 risk",
      "Open: 1 risk",
      "Open: 1 risk",
    ]);
  });

  it("lost somebody, who was not asked again", async () => {
    const { services, workspace } = played.run.app;
    const emily = await getPersonByHandle(services.db, workspace.id, "emily");
    expect(emily.is_deactivated).toBe(1);
    expect(answersOf("emily", "service-weekly").at(-1)?.answeredAt.slice(0, 10)).toBe("2026-12-17");
  });

  it("did nothing for whoever somebody in front of the page was", () => {
    expect(played.answers.filter(({ person, answeredAt }) => person === TAKEN && answeredAt > story.end)).toEqual([]);
    expect(textOf("people", "oliver.md")).toContain("## Mon, 9 Nov 2026");
  });

  it("wrote down for each person what they got and did, at their time, threads and changes included", () => {
    // Also whoever owns the workspace: over Christmas nobody leads.
    const everybody = [...story.people.map(({ handle }) => `${handle}.md`), "workspace-owner.md"].toSorted();
    expect(readdirSync(join(played.out, "people")).toSorted()).toEqual(everybody);
    expect(readdirSync(join(played.out, "channels")).toSorted()).toEqual(PROGRAMS.map((key) => `${key}.md`).toSorted());
    const margaret = textOf("people", "margaret.md");
    expect(margaret).toContain("# Margaret Osei\n\nmargaret · Europe/London · en-GB\n");
    for (const text of [
      "*08:47 – presses “Release Dieter”*",
      "in the thread of Wed, 4 Nov 2026, 09:00",
      "it reads:*",
      "> NOVEMBER · 4 PROGRAMS",
    ])
      expect(margaret).toContain(text);
    // Asked at 09:00 in Kolkata, not at 04:00.
    expect(textOf("people", "priya.md")).toMatch(/\*\*09:00\*\*\n\n> Daily team check-in/);
    expect(textOf("people", "priya.md")).toContain("- answer:progress: Backlog zero. I kept a screenshot.");
    expect(textOf("people", "lea.md")).not.toMatch(/<@\w+>/);
    expect(readdirSync(join(played.out, "digests")).filter((name) => name > "2027")).not.toEqual([]);
    expect(JSON.parse(textOf("summary.json"))).toEqual(JSON.parse(JSON.stringify(played.summary)));
  });
});
