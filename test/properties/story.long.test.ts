/**
 * P31 over the built-in story: in two programs there is a check-in that the lead alone reads; everybody who is asked writes
 * a word of their own into every field of it, twice; then the screens of people of each role are searched for these words.
 * Two who are in no program are there too, one of them an admin; somebody is erased.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { play } from "../../src/demo/player.ts";
import { parseScenario, type Scenario } from "../../src/demo/scenario.ts";
import { lookAfterData } from "../support/looking-after-data.ts";
import { aRun, type Run } from "../support/run.ts";
import { type Field, leaksOf, missedOf, sentSoFar, surfacesOf } from "../support/surfaces.ts";
import { theLog } from "../support/the-log.ts";

const FILE = join(import.meta.dirname, "../../src/demo/scenarios/customer-journeys.json");
const story = z
  .looseObject({
    start: z.string(),
    locale: z.string(),
    people: z.array(z.looseObject({ handle: z.string(), name: z.string(), tz: z.string(), locale: z.string() })),
    programs: z.array(
      z.looseObject({
        key: z.string(),
        lead: z.string(),
        deputy: z.string().optional(),
        team: z.array(z.string()),
      }),
    ),
    cadences: z.array(z.looseObject({ key: z.string() })),
    events: z.array(z.looseObject({ at: z.string(), cadence: z.string().optional() })),
  })
  .parse(JSON.parse(readFileSync(FILE, "utf8")));

const ADA = { handle: "ada", name: "Ada Quist", tz: "Europe/London", locale: "en-GB" };
const DORA = { handle: "dora", name: "Dora Klein", tz: "Europe/Paris", locale: "fr-FR" };
const ERASED = "emily";
const PROGRAMS = ["loyalty", "service"];
/** Sponsors, committee, leads, deputy, two of each team, and the two beside them. */
const SEARCHED = ["margaret", "philippe", "ines", "tom", "rachel", "nadia", "priya", "marcus", "arjun", "ada", "dora"];

const WRITTEN = ["progress", "next", "blocker", "risk", "ask"] as const;
const QUESTIONS = WRITTEN.map((feeds) => ({ key: feeds, type: "long-text", label: `For the lead: ${feeds}`, feeds }));
/** Wednesdays on which it is answered; it is asked on the day before. */
const ANSWERED = ["2026-10-14", "2026-10-28"];

const wordOf = (program: string, handle: string, feeds: string) => `Zq${program}${handle}${feeds}x`;
const programs = story.programs.filter(({ key }) => PROGRAMS.includes(key));
const asked = programs.flatMap(({ key, team }) => team.map((handle) => ({ program: key, handle })));
const confided = {
  cadences: programs.map(({ key }) => ({
    key: `${key}-confide`,
    program: key,
    questions: QUESTIONS,
    rule: { every: "week", on: ["tu"], at: "10:00", zone: "participant" },
    audience: ["team"],
    readers: ["lead", "team", "sponsors"],
    disclosure: "lead",
  })),
  events: ANSWERED.flatMap((day) =>
    asked.map(({ program, handle }) => ({
      at: `${day}T06:00:00Z`,
      by: handle,
      do: "answer",
      cadence: `${program}-confide`,
      answers: Object.fromEntries(
        WRITTEN.map((feeds) => [feeds, `${wordOf(program, handle, feeds)} is late since ${day}`]),
      ),
    })),
  ),
};

/** What was erased is nobody's. */
const WORDS: Record<string, Field> = Object.fromEntries(
  asked.flatMap(({ program, handle }) => {
    const { lead = "", deputy = lead } = story.programs.find(({ key }) => key === program) ?? {};
    return WRITTEN.map((feeds) => {
      const word = wordOf(program, handle, feeds);
      // What was done stands in answers alone, of which the newest are opened.
      const finds = SEARCHED.includes(handle) && feeds !== "progress" ? [handle] : [];
      const field: Field = { word, named: [handle, lead, deputy], finds, isInViewsOnly: true };
      return [word, handle === ERASED ? { ...field, named: [], finds: [] } : field];
    });
  }),
);

it("shows what is confidential to those who are named, in views, and to nobody else anywhere in the story (P31, V9)", {
  timeout: 1_800_000,
}, async () => {
  const log = theLog();
  const people = [...story.people, ADA, DORA];
  const cadences = [...story.cadences, ...confided.cadences];
  const run = await aRun({
    people,
    programs: story.programs,
    cadences,
    locale: story.locale,
    start: story.start,
    isTogether: true,
    hasNewHours: true,
    logLevel: "debug",
  });
  // Of one day only the longest is asked: on a Tuesday that of the lead, in the place of the daily one.
  const isAsked = ({ at, cadence }: (typeof story.events)[number]) =>
    cadence !== "loyalty-daily" || new Date(at).getUTCDay() !== 2;
  const events = [...story.events.filter(isAsked), ...confided.events].toSorted((one, other) =>
    one.at < other.at ? -1 : 1,
  );
  const scenario = parseScenario({ ...story, people, cadences, events });
  expect(await playAll(run, scenario)).toBeLessThan(scenario.events.length / 20);
  await lookAfterData(run, {
    admin: ADA.handle,
    erased: ERASED,
    downloading: ["margaret", "tom", "priya"],
  });
  const found = await surfacesOf(run, { people: [...SEARCHED, run.sandbox.primaryOwner], commands: ["find late"] });
  expect(found.length).toBeGreaterThan(2500);
  expect(leaksOf(WORDS, { found, sent: sentSoFar(run), log })).toEqual([]);
  expect(missedOf(WORDS, found)).toEqual([]);
});

/** Returns how many of its acts could not be done: people who have one more check-in get other messages than in the story. */
async function playAll({ sandbox, clock }: Run, scenario: Scenario): Promise<number> {
  let left = 0;
  for (const event of scenario.events) {
    if (clock.now() < event.at) await clock.advanceTo(event.at);
    try {
      await play({ sandbox, clock, scenario }, event);
    } catch (error) {
      if ("cadence" in event && event.cadence.endsWith("-confide")) throw error;
      left += 1;
      const actor = sandbox.as(event.by);
      if (actor.view()) await actor.closeView({ all: true });
    }
  }
  await clock.advanceTo(scenario.end);
  return left;
}
