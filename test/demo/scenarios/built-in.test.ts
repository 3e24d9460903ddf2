import { describe, expect, it } from "vitest";
import type { Answers, HealthAnswer } from "../../../src/cadences/questions/questions.ts";
import { hasDates } from "../../../src/cadences/recurrence/rule.ts";
import { nextOpenings, occurrences, type Window, windowOf } from "../../../src/cadences/recurrence/rules.ts";
import type { ScenarioEvent } from "../../../src/demo/scenario.ts";
import { builtInScenario } from "../../../src/demo/scenarios/built-in.ts";
import { addMs, DAY, inZone, localDateOf } from "../../../src/platform/time.ts";
import { seatsOf } from "../../../src/setup/file.ts";

const scenario = builtInScenario();
const zones = new Map(scenario.people.map(({ handle, tz }) => [handle, tz]));
const cadences = new Map(scenario.cadences.map((cadence) => [cadence.key, cadence]));

interface Given {
  at: string;
  by: string;
  cadence: string;
  answers: Answers | null;
  /** Key of the round and its window for this person. */
  round: string;
  window: Window;
}

const given: Given[] = scenario.events.flatMap((event) => {
  if (event.do !== "answer") return [];
  const answers = "answers" in event ? event.answers : null;
  return [{ at: event.at, by: event.by, cadence: event.cadence, answers, ...roundOf(event) }];
});

function roundOf({ at, by, cadence }: Extract<ScenarioEvent, { do: "answer" }>): { round: string; window: Window } {
  const rule = cadences.get(cadence)?.rule;
  const zone = zones.get(by);
  if (!rule || !zone || !hasDates(rule)) throw new Error(`${cadence} or ${by} is not there`);
  for (const occurrence of occurrences(rule, { after: localDateOf(addMs(at, -40 * DAY), zone) })) {
    const window = windowOf(rule, occurrence, { zone });
    if (window.opensAt > at) break;
    if (at < window.closesAt) return { round: occurrence.key, window };
  }
  throw new Error(`${by} answers ${cadence} at ${at}, when it is not open`);
}

function ofCadence(cadence: string, by?: string): Given[] {
  return given.filter((one) => one.cadence === cadence && (by === undefined || one.by === by));
}

function healthOf({ answers }: Given): HealthAnswer | null {
  const health = answers?.health;
  return typeof health === "object" && !Array.isArray(health) ? health : null;
}

/** The last colour of each round. */
function colours(cadence: string, by: string): string[] {
  const byRound = new Map(ofCadence(cadence, by).map((one) => [one.round, healthOf(one)?.colour ?? "none"]));
  return [...byRound.values()];
}

function textsOf({ answers }: Given): string[] {
  return Object.values(answers ?? {}).flatMap((value) => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && !Array.isArray(value) && value.reason !== undefined ? [value.reason] : [];
  });
}

describe("the built-in scenario", () => {
  it("has about five hundred answers of eighteen people in four programs", () => {
    expect(scenario.people).toHaveLength(18);
    expect(scenario.programs.map(({ key }) => key)).toEqual(["loyalty", "welcome", "service", "preferences"]);
    expect(given.length).toBeGreaterThanOrEqual(450);
    expect(given.length).toBeLessThanOrEqual(700);
  });

  it("is in four zones and two languages, with a sponsor who reads each", () => {
    expect(new Set(zones.values())).toEqual(
      new Set(["Europe/Paris", "Europe/London", "America/New_York", "Asia/Kolkata"]),
    );
    const languages = Map.groupBy(scenario.people, ({ locale }) => locale.slice(0, 2));
    expect([languages.get("fr")?.length, languages.get("en")?.length]).toEqual([8, 10]);
    const sponsors = seatsOf(scenario.programs.find(({ key }) => key === "loyalty") ?? nothing())
      .filter(({ role }) => role === "sponsor")
      .map(({ person }) => scenario.people.find(({ handle }) => handle === person)?.locale);
    expect(sponsors).toEqual(["en-GB", "fr-FR"]);
  });

  it("ends after the sponsor's second monthly digest, on the third working day of November in London", () => {
    const rule = { every: "month", on: { workingDay: 3 }, at: "09:00", zone: "participant" } as const;
    const editions = nextOpenings(rule, { zone: "Europe/London", after: addMs(scenario.start, 7 * DAY), count: 3 });
    expect(editions.filter((at) => at < scenario.end)).toEqual([
      "2026-10-05T08:00:00.000Z",
      "2026-11-04T09:00:00.000Z",
    ]);
  });

  it("is answered while the round is open, by people at work", () => {
    const hours = given.map(({ at, by }) => inZone(at, zones.get(by) ?? "UTC"));
    expect(hours.filter(({ hour, dayOfWeek }) => hour < 8 || hour >= 19 || dayOfWeek > 5)).toEqual([]);
  });

  it("says in its dailies hardly anything twice", () => {
    const notes = given.filter(({ cadence }) => cadence.endsWith("-daily")).map(({ answers }) => answers?.progress);
    const written = notes.filter((note) => note !== undefined);
    expect(written.length).toBeGreaterThan(280);
    expect(new Set(written).size).toBe(written.length);
    expect(notes.length - written.length).toBeGreaterThan(30);
    const times = Map.groupBy(
      given.flatMap(textsOf).filter((text) => text.length > 20),
      (text) => text,
    );
    expect([...times.values()].filter((same) => same.length > 2)).toEqual([]);
  });

  it("fits Slack's inputs, and has code, links and emoji as people type them", () => {
    const texts = given.flatMap(textsOf);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(3000);
    for (const mark of [/`[^`]+`/, /https:\/\//, /:[a-z_]+:/, /\p{Emoji_Presentation}/u])
      expect(texts.some((text) => mark.test(text))).toBe(true);
  });

  it("lets Loyalty slide from green over amber to red, with a reason and a date each time", () => {
    expect(colours("loyalty-weekly", "tom")).toEqual([
      "green",
      "green",
      "amber",
      "amber",
      "amber",
      "red",
      "red",
      "red",
    ]);
    expect(colours("loyalty-monthly", "tom")).toEqual(["amber", "red"]);
    const moves = scenario.events.filter((event) => event.do === "move-milestone" && event.program === "loyalty");
    expect(moves).toMatchObject([{ to: "2026-11-17" }, { to: "2026-12-01" }]);
  });

  it("has late answers, and answers given again in the same round", () => {
    expect(given.filter(({ at, window }) => at > window.dueAt).length).toBeGreaterThanOrEqual(5);
    const rounds = Map.groupBy(given, ({ by, cadence, round }) => `${cadence} ${round} ${by}`);
    const again = [...rounds].filter(([, revisions]) => revisions.length > 1).map(([slot]) => slot);
    expect(again.toSorted()).toEqual([
      "loyalty-daily 2026-10-12 priya",
      "loyalty-weekly 2026-10-15 tom",
      "service-daily 2026-10-05 emily",
    ]);
  });
});

function nothing(): never {
  throw new Error("The program is not there");
}
