/**
 * Three months after the built-in story, played once; and the rules by which its people speak. With DRUMBEAT_STORY_MONTHS as
 * many months as it says, of which only the messages are counted.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { addressBook } from "../../src/calendars/address-book.ts";
import { attentionSince } from "../../src/delivery/attention/use-cases.ts";
import { type Asked, parseContinuation, replyAt, wordsFor } from "../../src/demo/continuation.ts";
import { type RunSummary, runOnce, type SandboxRun } from "../../src/demo/run.ts";
import { ScenarioError, type ScenarioEvent } from "../../src/demo/scenario.ts";
import { builtInContinuation, builtInScenario } from "../../src/demo/scenarios/built-in.ts";
import { getPersonByHandle } from "../../src/people/use-cases.ts";
import { programByKey } from "../../src/programs/use-cases.ts";
import type { Item } from "../../src/register/use-cases.ts";
import { itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { aDatabaseLocation } from "../support/databases.ts";
import { type StoredCheckIn, storedCheckIns } from "../support/stored-check-ins.ts";

const story = builtInScenario();
const continuation = builtInContinuation();
const PROGRAMS = ["loyalty", "welcome", "service", "preferences"] as const;
const SEED = 1;
const MONTHS = Number(process.env.DRUMBEAT_STORY_MONTHS ?? 3);
/** Somebody sits in front of his page all the time. */
const TAKEN = "oliver";
/** The end of the story is enough to go on from: the reports of October, and what they ask for. */
const FROM = "2026-10-30T00:00:00.000Z";

/** Codes are counted from the first ask, and there were none before. */
const ending = {
  ...story,
  start: FROM,
  // Chosen before.
  programs: story.programs.map((program) =>
    program.key === "service" ? { ...program, sponsors: [...program.sponsors, "margaret"] } : program,
  ),
  events: story.events.flatMap((event): ScenarioEvent[] => {
    // Whom its leads keep in touch with.
    if (event.do === "name-stakeholder") return [{ ...event, at: event.at < FROM ? FROM : event.at }];
    if (event.at < FROM || event.do === "withdraw-ask") return [];
    // Their round has opened before.
    if ("cadence" in event && event.cadence.endsWith("-weekly")) return [];
    return event.do === "complete-ask" ? [{ ...event, ask: "ASK-1" }] : [event];
  }),
};

let played: { run: SandboxRun; summary: RunSummary; out: string; answers: StoredCheckIn[] };

beforeAll(async () => {
  const out = mkdtempSync(join(tmpdir(), "drumbeat-months-"));
  const { run, summary } = await runOnce(ending, {
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

function colours(answers: readonly StoredCheckIn[]): string[] {
  return answers.map(({ answers: { health } }) => z.object({ colour: z.string() }).parse(health).colour);
}

async function asksOf(program: string): Promise<Extract<Item, { type: "ask" }>[]> {
  const { services, workspace } = played.run.app;
  const found = await programByKey(services.db, workspace.id, program);
  const items = await itemsOfPrograms(services.db, workspace.id, found ? [found.id] : [], { types: ["ask"] });
  return items.flatMap((item) => (item.type === "ask" ? [item] : []));
}

function textOf(...path: string[]): string {
  return readFileSync(join(played.out, ...path), "utf8");
}

/** By the weeks and by the months of each person, from the first message on. */
async function attentionBy(period: "week" | "month") {
  const { services, workspace } = played.run.app;
  const span = { since: FROM, now: services.clock.now(), period };
  return attentionSince(services.db, addressBook, workspace.id, span);
}

describe("what people got after the story", () => {
  it("was in no week above the ceiling of their role, seldom within an hour of another, never outside their hours (SLOT5)", async () => {
    const { roles, messages, withinAnHour, outsideHours } = await attentionBy("week");
    const all = JSON.stringify({ months: MONTHS, messages, withinAnHour, outsideHours, roles });
    if (process.env.DRUMBEAT_STORY_MONTHS) process.stdout.write(`${all}\n`);
    expect(Object.fromEntries(roles.map(({ role, people }) => [role, people])), all).toEqual({
      // Emily has left, and the owner of the workspace was told something.
      team: 10,
      lead: 5,
      sponsor: 2,
      committee: 2,
    });
    expect(
      roles.filter(({ above }) => above > 0),
      all,
    ).toEqual([]);
    expect(withinAnHour / messages, all).toBeLessThanOrEqual(0.03);
    expect(outsideHours, all).toBe(0);
    const { roles: inMonths } = await attentionBy("month");
    expect(inMonths.filter(({ above }) => above > 0)).toEqual([]);
  });
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

  it("moved a date twice and reached it", () => {
    const october = played.answers.find(({ person, cadence }) => person === "rachel" && cadence === "service-monthly");
    const said = [october, ...answersOf("rachel", "service-monthly")].map((answer) => answer?.answers);
    // Asked once the day of each had come, and once a month.
    expect(said.map((answers) => [answers?.reached, answers?.milestone])).toEqual([
      [undefined, "2026-11-24"],
      [false, "2026-12-08"],
      [undefined, "2026-12-08"],
      [false, "2027-01-12"],
      [undefined, "2027-01-12"],
      [true, undefined],
      [undefined, "2027-01-12"],
    ]);
  });

  it("let a status fall and recover", () => {
    const seen = colours(answersOf("rachel", "service-weekly"));
    const changes = seen.filter((colour, index) => colour !== seen[index - 1]);
    expect(changes).toEqual(["green", "amber", "red", "amber", "green"]);
  });

  it("asked for decisions: one was taken at once, one was passed up", async () => {
    const [call] = (await asksOf("service")).filter(({ title }) => title.startsWith("Call the head"));
    expect(call?.details.outcome).toMatchObject({ text: "Make the call", body: "sponsor" });
    const [belgium] = (await asksOf("welcome")).filter(({ title }) => title.includes("Belgique"));
    expect(belgium?.details.outcome).toMatchObject({ text: "Ouvrir la Belgique", body: "sponsor" });
    const [letters] = (await asksOf("preferences")).filter(({ title }) => title.startsWith("Send a letter"));
    expect(letters?.details.outcome).toMatchObject({ text: "Send the letters", body: "committee" });
    const [dieter] = (await asksOf("loyalty")).filter(({ title }) => title.startsWith("Release Dieter"));
    expect(dieter?.details.outcome?.text).toBe("Release Dieter");
  });

  it("saw the sponsor in Leeds, reminded the working day before, and her lead say that it happened", async () => {
    const { services } = played.run.app;
    const [leeds] = await services.db.selectFrom("item").selectAll().where("type", "=", "appearance").execute();
    expect([leeds?.title, leeds?.state, leeds?.due_on]).toEqual(["Leeds all-hands", "closed", "2026-11-12"]);
    expect(JSON.parse(leeds?.details ?? "{}")).toMatchObject({ answer: { is: "accepted" }, outcome: "happened" });
    const margaret = textOf("people", "margaret.md");
    const [, eve = ""] = margaret.split("## Wed, 11 Nov 2026");
    expect(eve.split("\n## ")[0]).toContain("> Tomorrow, 10:00, Leeds: your three sentences.\n> 1. A member who buys");
    expect(textOf("people", "tom.md").replaceAll("\u00a0", " ")).toContain(
      "✓ Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes: it happened.",
    );
    expect(textOf("channels", "loyalty.md")).toContain("*Thank you* · from Margaret Osei");
  });

  it("heard again from whoever had gone quiet, and said so on the page of the week", async () => {
    const { db } = played.run.app.services;
    const lines = await db.selectFrom("stakeholder").select(["job", "spoke_on"]).where("job", "!=", "").execute();
    expect(lines.filter(({ spoke_on: on }) => on === null || on < "2027-01-01")).toEqual([]);
    expect(textOf("people", "nadia.md").replaceAll("\u00a0", " ")).toContain(
      "Plus aucun contact à prendre cette semaine avec vos interlocuteurs.",
    );
  });

  it("lost somebody, who was not asked again", async () => {
    const { services, workspace } = played.run.app;
    const emily = await getPersonByHandle(services.db, workspace.id, "emily");
    expect(emily.is_deactivated).toBe(1);
    expect(answersOf("emily", "service-weekly").at(-1)?.answeredAt.slice(0, 10)).toBe("2026-12-17");
  });

  it("had a lead who fell silent for five weeks, while the program went on", () => {
    const given = answersOf("camille", "welcome-weekly").map(({ answeredAt }) => answeredAt.slice(0, 10));
    expect(given).toContain("2026-12-03");
    expect(given.find((day) => day > "2026-12-03")).toBe("2027-01-14");
    expect(answersOf("camille", "welcome-monthly").map(({ period }) => period)).not.toContain("2026-12");
    expect(answersOf("lea", "welcome-weekly").map(({ answeredAt }) => answeredAt.slice(0, 10))).toContain("2027-01-07");
  });

  it("heard two people contradict each other on one matter, and let the lead read the other side", () => {
    const on = (person: string) =>
      answersOf(person, "service-weekly").filter(({ answeredAt }) => answeredAt.startsWith("2026-11-12"));
    expect([colours(on("rachel")), colours(on("marcus")), colours(on("chloe"))]).toEqual([["green"], ["red"], ["red"]]);
    expect(textOf("digests", "2026-11-16-weekly-rachel-1.md")).toContain("44 % of app customers get no message");
  });

  it("did nothing for whoever somebody in front of the page was", () => {
    expect(played.answers.filter(({ person, answeredAt }) => person === TAKEN && answeredAt > story.end)).toEqual([]);
    expect(textOf("people", "oliver.md")).toContain("## Mon, 9 Nov 2026");
  });

  it("wrote down for each person what they got and did, at their time, threads and changes included", () => {
    // The owner of the workspace hears of a lead beside whom nobody leads.
    const everybody = [...story.people.map(({ handle }) => handle), "workspace-owner"]
      .map((name) => `${name}.md`)
      .toSorted();
    expect(readdirSync(join(played.out, "people")).toSorted()).toEqual(everybody);
    expect(readdirSync(join(played.out, "channels")).toSorted()).toEqual(PROGRAMS.map((key) => `${key}.md`).toSorted());
    const margaret = textOf("people", "margaret.md");
    expect(margaret).toContain("# Margaret Osei\n\nmargaret · Europe/London · en-GB\n");
    for (const text of [
      "*08:47 – presses “Release Dieter”*",
      "in the thread of Wed, 4 Nov 2026, 09:00",
      "it reads:*",
      "> NOVEMBER 2026 · 4 PROGRAMS",
    ])
      expect(margaret).toContain(text);
    // Asked at 09:30 in Kolkata, not at 04:00.
    expect(textOf("people", "priya.md")).toMatch(/\*\*09:30\*\*\n\n> Daily team check-in/);
    expect(textOf("people", "priya.md")).toContain("- answer:progress: Backlog zero. I kept a screenshot.");
    expect(textOf("people", "lea.md")).not.toMatch(/<@\w+>/);
    expect(readdirSync(join(played.out, "digests")).filter((name) => name > "2027")).not.toEqual([]);
    expect(JSON.parse(textOf("summary.json"))).toEqual(JSON.parse(JSON.stringify(played.summary)));
  });
});

describe("what people say after the story", () => {
  it("is at least forty sentences a program, none of them said twice, short enough to be read", () => {
    const texts = continuation.lines.map(({ cadence, answers }) => ({ cadence, texts: textsIn(answers) }));
    for (const program of PROGRAMS) {
      const own = texts.filter(({ cadence }) => cadence.startsWith(`${program}-`)).flatMap((line) => line.texts);
      const sentences = own.flatMap((text) => text.split(/(?<=[.!?…])\s+/)).filter((text) => text.length > 20);
      expect(new Set(sentences).size, program).toBeGreaterThanOrEqual(40);
      expect(own.filter((text) => text.length > 400)).toEqual([]);
    }
    const progress = continuation.lines.map(({ cadence, by, answers }) => `${cadence} ${by} ${answers.progress}`);
    const twice = continuation.lines.filter(
      ({ if: needed, unless }, index) =>
        needed === undefined && unless === undefined && progress.indexOf(progress[index] ?? "") < index,
    );
    expect(twice).toEqual([]);
  });

  it("is the same for the same seed, and not for another", () => {
    expect(words(7)).toEqual(words(7));
    expect(words(7)).not.toEqual(words(8));
  });

  it("is said in the time in which it is true, and depends on what was decided", () => {
    const asked: Asked = {
      by: "tom",
      cadence: "loyalty-weekly",
      at: "2026-12-03T14:00:00.000Z",
      zone: "Europe/London",
    };
    const said = (...facts: string[]) =>
      wordsFor(continuation, asked, { facts: new Set(facts), said: new Set(), isDaily: false }, SEED)?.answers.progress;
    expect(said("dieter")).toMatch(/^Launched on Tuesday in all 218 stores/);
    expect(said()).toMatch(/^38 % of the members/);
    const line = wordsFor(continuation, asked, { facts: new Set(["dieter"]), said: new Set(), isDaily: false }, SEED);
    const again = { facts: new Set(["dieter"]), said: new Set([line?.index ?? -1]), isDaily: false };
    expect(wordsFor(continuation, asked, again, SEED)).toBeNull();
  });

  it("is refused with all that is wrong with it, each with its place", () => {
    const line = { by: "tom", cadence: "loyalty-weekly", from: "2026-11-05" };
    const file = {
      people: { nobody: { after: [1, 2] } },
      lines: [
        { ...line, answers: { health: "amber", progress: "So", confidence: 11 } },
        { ...line, cadence: "other", if: "x", answers: {} },
      ],
      acts: [{ at: "2026-10-01T00:00:00Z", by: "tom", do: "leave" }],
    };
    const problems = (() => {
      try {
        parseContinuation(file, story);
        return [];
      } catch (error) {
        return error instanceof ScenarioError ? error.problems.map(({ path }) => path) : [String(error)];
      }
    })();
    expect(problems).toEqual([
      "people.nobody",
      "lines[0].answers.health.reason",
      "lines[0].answers.confidence",
      "lines[1]",
      "lines[1].cadence",
      "acts[0].at",
    ]);
  });
});

/** What Priya and Oliver would answer to a month of daily questions, and when. */
function words(seed: number): (string | null)[] {
  const said = new Set<number>();
  const days = Array.from({ length: 30 }, (_, day) => `2026-11-${String(day + 1).padStart(2, "0")}T04:00:00.000Z`);
  return ["priya", "oliver"].flatMap((by) => {
    const manner = continuation.people[by];
    return days.map((at) => {
      const asked: Asked = { by, cadence: "loyalty-daily", at, zone: "Asia/Kolkata" };
      const when = manner ? replyAt(manner, asked, true, seed) : null;
      const line = wordsFor(continuation, asked, { facts: new Set(["dieter"]), said, isDaily: true }, seed);
      if (line) said.add(line.index);
      return `${when} ${line?.answers.progress}`;
    });
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
