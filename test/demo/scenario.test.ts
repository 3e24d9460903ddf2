import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { eventSchema } from "../../src/demo/scenario.ts";
import { parseScenario, ScenarioError } from "../../src/demo/scenario-file.ts";

const questions = [
  { key: "progress", type: "long-text", label: "Progress", required: true, feeds: "progress", max: 20 },
  { key: "health", type: "health", label: "Health", feeds: "health" },
  { key: "tasks", type: "number", label: "Tasks", min: 0, max: 10 },
  { key: "phase", type: "choice", label: "Phase", options: [{ value: "build", label: "Build" }] },
  { key: "areas", type: "choices", label: "Areas", options: [{ value: "web", label: "Web" }] },
  { key: "page", type: "text", label: "Page" },
  { key: "tracked", type: "items", label: "What you track" },
];

const scenario = {
  name: "A small one",
  locale: "en",
  start: "2026-09-07T00:00:00Z",
  end: "2026-09-14T00:00:00Z",
  people: [
    { handle: "tom", name: "Tom", tz: "Europe/London", locale: "en-GB" },
    { handle: "priya", name: "Priya", tz: "Asia/Kolkata", locale: "en-IN" },
    { handle: "bot", name: "Bot", tz: "UTC", locale: "en", isBot: true },
    { handle: "gone", name: "Gone", tz: "UTC", locale: "en", isDeactivated: true },
  ],
  programs: [{ key: "loyalty", title: "Loyalty", lead: "tom", team: ["priya", "bot", "gone"] }],
  cadences: [
    {
      key: "own",
      program: "loyalty",
      questions,
      rule: { every: "week", on: ["th"], at: "14:00", zone: "participant" },
      audience: ["team"],
    },
    { key: "daily", program: "loyalty", template: "daily-team" },
  ],
};
const event = { at: "2026-09-08T05:00:00Z", by: "priya", do: "answer", cadence: "own" };

const measure = {
  at: "2026-09-08T09:00:00Z",
  by: "tom",
  do: "add-measure",
  program: "loyalty",
  title: "Visits",
  baseline: "2.1",
  baselineOn: "2026-08-31",
  target: "4",
  on: "2027-08-31",
};
const objective = {
  at: "2026-09-08T09:05:00Z",
  by: "tom",
  do: "add-objective",
  program: "loyalty",
  title: "Members come back",
  year: 2027,
  measures: ["Visits"],
};
const meeting = {
  at: event.at,
  by: "tom",
  do: "set-meeting-dates",
  program: "loyalty",
  first: "2026-09-01",
  repeats: "once",
  time: "10:00",
};
const CLAIRE = { handle: "claire", name: "Claire", tz: "Europe/Paris", locale: "fr-FR" };
const VISITS = { Visits: { "2026-08-31": "2.100" } };

function withEvents(...events: unknown[]) {
  return { ...scenario, events };
}

function answering(answers: Record<string, unknown>) {
  return withEvents({ ...event, answers: { progress: "Fine", ...answers } });
}

function problems(json: unknown): string[] {
  try {
    parseScenario(json);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe("a scenario", () => {
  it("is read with its defaults said", () => {
    const read = parseScenario(withEvents());
    expect(read.people[0]).toMatchObject({ handle: "tom", isBot: false, isDeactivated: false });
    expect(read.channels).toEqual([]);
    expect(read.start).toBe("2026-09-07T00:00:00.000Z");
  });

  it("is played in order of time, whatever the order of the file and the offsets of its instants", () => {
    const say = (at: string, text: string) => ({ at, by: "tom", do: "say", text });
    const read = parseScenario(
      withEvents(
        say("2026-09-09T10:00:00Z", "b"),
        say("2026-09-09T11:00:00+02:00", "a"),
        say("2026-09-09T10:00:00Z", "c"),
      ),
    );
    expect(read.events.map((act) => [act.at, act.do === "say" && act.text])).toEqual([
      ["2026-09-09T09:00:00.000Z", "a"],
      ["2026-09-09T10:00:00.000Z", "b"],
      ["2026-09-09T10:00:00.000Z", "c"],
    ]);
  });

  it("takes an answer of every type, a bare colour as an object, and leaves out what is only blanks", () => {
    const answers = {
      health: "green",
      tasks: 2.5,
      phase: "build",
      areas: ["web"],
      page: "https://example.com/a",
    };
    const [act] = parseScenario(answering(answers)).events;
    expect(act).toMatchObject({ answers: { ...answers, progress: "Fine", health: { colour: "green" } } });
    const [blank] = parseScenario(answering({ page: "  ", areas: [] })).events;
    expect(blank).toMatchObject({ answers: { progress: "Fine" } });
    expect(blank && "answers" in blank && Object.keys(blank.answers)).toEqual(["progress"]);
  });

  it("takes objectives and measures of a portfolio, and numbers as the owner of the measure writes them", () => {
    const portfolios = [{ key: "uk", title: "UK", members: ["tom"] }];
    const ofPortfolio = [measure, objective].map((goal) => ({ ...goal, program: "uk" }));
    const read = parseScenario({ ...withEvents(...ofPortfolio), portfolios, numbers: VISITS });
    expect(read.events.map((act) => act.do)).toEqual(["add-measure", "add-objective"]);
    expect(read.numbers).toEqual(VISITS);
  });

  it("takes meetings of a portfolio, and a rhythm that began before", () => {
    const portfolios = [{ key: "uk", title: "UK", members: ["tom"] }];
    const read = parseScenario({ ...withEvents({ ...meeting, program: "uk", repeats: "month" }), portfolios });
    expect(read.events[0]).toMatchObject({ do: "set-meeting-dates", program: "uk", first: "2026-09-01" });
  });

  it.each<[string, unknown, string]>([
    ["no list of events", scenario, "events: is missing"],
    ["an unknown key", { ...withEvents(), colour: 1 }, "colour: is not known here"],
    ["an end before the start", { ...withEvents(), end: "2026-09-01T00:00:00Z" }, "end: end is not after start"],
    [
      "an event after the end",
      withEvents({ ...event, answers: { progress: "x" }, at: "2026-09-14T00:00:01Z" }),
      "events[0].at: is after the end, 2026-09-14T00:00:00.000Z",
    ],
    [
      "a local time",
      withEvents({ at: "2026-09-08T05:00:00", by: "tom", do: "say", text: "x" }),
      "events[0].at: must be an instant such as 2026-09-07T09:30:00Z",
    ],
    [
      "an unknown handle",
      withEvents({ at: event.at, by: "nobody", do: "say", text: "x" }),
      "events[0].by: nobody has the handle nobody",
    ],
    [
      "a request that is no code",
      withEvents({
        at: event.at,
        by: "tom",
        do: "withdraw-request",
        program: "loyalty",
        request: "the first",
        reason: "x",
      }),
      "events[0].request: must be a code such as REQ-4",
    ],
    ["a bot that acts", withEvents({ at: event.at, by: "bot", do: "say", text: "x" }), "events[0].by: bot is a bot"],
    [
      "an answer from outside the audience",
      withEvents({ ...event, by: "tom", answers: { progress: "x" } }),
      "events[0].by: tom is not in the audience of own",
    ],
    ["neither answers nor nothing to report", withEvents(event), "events[0].answers: give answers or nothingToReport"],
    [
      "an unknown zone",
      { ...withEvents(), people: [{ ...scenario.people[0], tz: "Europe/Lundon" }, ...scenario.people.slice(1)] },
      "people[0].tz: must be a time zone such as Europe/Paris",
    ],
    [
      "numbers of no measure",
      { ...withEvents(), numbers: { Visits: { "2026-08-31": "2" } } },
      "numbers.Visits: there is no such measure",
    ],
    [
      "a number that reads in two ways to whoever owns the measure",
      { ...withEvents({ ...measure, owner: "claire" }), people: [...scenario.people, CLAIRE], numbers: VISITS },
      "numbers.Visits.2026-08-31: must be a number such as 2.1",
    ],
    ["two measures of one title", withEvents(measure, measure), "events[1].title: Visits is there twice"],
    [
      "an objective with a measure that is not there",
      withEvents({ ...objective, measures: ["Visits"] }),
      "events[0].measures[0]: there is no measure Visits",
    ],
    [
      "an objective served by a program that is not there",
      withEvents(measure, { ...objective, programs: ["other"] }),
      "events[1].programs[0]: there’s no program other",
    ],
    [
      "a measure of nothing",
      withEvents({ ...measure, program: "other" }),
      "events[0].program: there’s no program other",
    ],
    [
      "a meeting that is over before its dates are set",
      withEvents(meeting),
      "events[0].first: is before the day of the event",
    ],
    [
      "somebody present who is not there",
      withEvents({ at: event.at, by: "tom", do: "close-meeting", present: ["tom", "eve"] }),
      "events[0].present: nobody has the handle eve",
    ],
    [
      "a record of nothing",
      withEvents({ at: event.at, by: "tom", do: "record-meeting", topics: [] }),
      "events[0].topics: needs a topic",
    ],
    [
      "a stranger in a seat",
      { ...withEvents(), programs: [{ ...scenario.programs[0], steering: ["tom", "eve"] }] },
      "programs[0].steering[1]: nobody has the handle eve",
    ],
  ])("is refused with %s, saying where", (_, json, problem) => {
    expect(problems(json)).toEqual([problem]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ progress: "   " }, "progress: an answer is required"],
    [{ progress: "more than twenty characters" }, "progress: is longer than 20 characters"],
    [{ mood: 3 }, "mood: no such question; there are progress, health, tasks, phase, areas, page, tracked"],
    [{ health: "amber" }, "health.reason: amber needs a reason"],
    [{ health: { colour: "red", reason: " " } }, "health.reason: red needs a reason"],
    [{ health: { colour: "red", reason: "Late" } }, "health.pathToGreen: red needs an action and a date"],
    [
      { health: { colour: "red", reason: "x".repeat(3001), pathToGreen: { action: "Ask", by: "2026-12-18" } } },
      "health.reason: is longer than 3000 characters",
    ],
    [{ health: { colour: "grey" } }, 'health.colour: Invalid option: expected one of "green"|"amber"|"red"'],
    [{ tasks: 11 }, "tasks: is more than 10"],
    [{ phase: "Build" }, "phase: no such option; there are build"],
    [{ areas: ["web", "app"] }, "areas[1]: no such option; there are web"],
    [{ tracked: { Pilot: "reached" } }, "tracked.Pilot: must be open, done or { to, why }"],
  ])("refuses the answer %j", (answers, problem) => {
    expect(problems(answering(answers))).toEqual([`events[0].answers.${problem}`]);
  });
});

describe("docs/scenarios.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/scenarios.md"), "utf8");

  it("shows a scenario that can be played", () => {
    const example = page.split("```json\n")[1]?.split("```")[0];
    expect(parseScenario(JSON.parse(example ?? "")).events.map((event) => event.do)).toEqual(["answer", "skip"]);
  });

  it("lists what people can do, each act with its fields", () => {
    const line = (act: string, fields: readonly string[]) => `${act}: ${fields.toSorted().join(" ")}`;
    const rows = page.split("## Events")[1]?.matchAll(/^\| `([a-z-]+)` \|([^|]*)\|/gm) ?? [];
    const written = [...rows].flatMap(([, act = "", fields = ""]) =>
      act === "do" ? [] : [line(act, fields.match(/[\w?]+/g) ?? [])],
    );

    const acts = eventSchema.options.map(({ shape: { at: _at, by: _by, do: act, ...fields } }) => {
      const isOptional = (field: z.ZodType) => field.safeParse(undefined).success;
      const named = Object.entries(fields).map(([name, field]) => (isOptional(field) ? `${name}?` : name));
      return line(act.value, named);
    });
    expect(written.sort()).toEqual(acts.sort());
  });
});
