/** Reads the file of a scenario, and says everything that is wrong in it. */
import { z } from "zod";
import { compareTimes } from "../platform/time.ts";
import { cadenceSchema, type Problem, portfolioSchema, programSchema } from "../setup/setup-file.ts";
import {
  channelSchema,
  eventSchema,
  goals,
  groupSchema,
  instant,
  personSchema,
  type Scenario,
  type ScenarioEvent,
  scenarioSchema,
  text,
} from "./scenario.ts";
import { problemsOf, readAnswers } from "./scenario-answers.ts";
import { type Cast, castProblems } from "./scenario-checks.ts";

/** What is wrong with a scenario: all of it, one problem a line, each with the place in the file. */
export class ScenarioError extends Error {
  readonly problems: readonly { path: string; message: string }[];

  constructor(problems: readonly Problem[]) {
    const shown = problems.map(({ path, message }) => ({ path: pathText(path), message }));
    super(shown.map(({ path, message }) => `${path}: ${message}`).join("\n"));
    this.name = "ScenarioError";
    this.problems = shown;
  }
}

const OLD_KEYS = new Map([
  ["ask", "request"],
  ["ask:by", "request:by"],
]);

/** Scenarios written before a request was called so have `ask` as the key of a question and of its answer, and as its feed. */
function withRequestWord(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withRequestWord);
  if (typeof value !== "object" || value === null) return value;

  const isQuestion = "feeds" in value;
  const fields = Object.entries(value).map(([name, field]) => {
    const isOldName = isQuestion && ["key", "feeds"].includes(name) && field === "ask";
    return [OLD_KEYS.get(name) ?? name, isOldName ? "request" : withRequestWord(field)];
  });
  return Object.fromEntries(fields);
}

/** Reads a scenario. Throws ScenarioError with every problem that can be seen at once. */
export function parseScenario(given: unknown): Scenario {
  const json = withRequestWord(given);
  const shape = scenarioSchema.safeParse(json);
  const problems = [...(shape.success ? [] : problemsOf(shape.error)), ...castProblems(castOf(json))];
  if (!shape.success || problems.length > 0) throw new ScenarioError(problems);
  const { events, ...scenario } = shape.data;
  const cadences = new Map(scenario.cadences.map((cadence) => [cadence.key, cadence]));
  const inTime = events.toSorted((a, b) => compareTimes(a.at, b.at));
  return {
    ...scenario,
    events: inTime.map((event): ScenarioEvent => {
      if (event.do !== "answer") return event;
      const { at, by, cadence, answers } = event;
      if (!answers) return { at, by, do: "answer", cadence, nothingToReport: true };
      const asked = cadences.get(cadence)?.questions ?? [];
      const { answers: read, items } = readAnswers(asked, answers);
      return { at, by, do: "answer", cadence, answers: read, items };
    }),
  };
}

/** One wrong entry must not hide what is wrong with the others, so each is read by itself. */
function castOf(json: unknown): Cast {
  const time = z.looseObject({ start: instant.nullable().catch(null), end: instant.nullable().catch(null) });
  const { start, end } = time.safeParse(json).data ?? { start: null, end: null };
  return {
    start,
    end,
    people: entries(json, "people", personSchema),
    programs: entries(json, "programs", programSchema),
    portfolios: entries(json, "portfolios", portfolioSchema),
    cadences: entries(json, "cadences", cadenceSchema),
    channels: entries(json, "channels", channelSchema),
    groups: entries(json, "groups", groupSchema),
    numbers: z.looseObject({ numbers: goals.numbers.catch({}) }).safeParse(json).data?.numbers ?? {},
    events: entries(json, "events", eventSchema),
    handles: new Set(entries(json, "people", z.looseObject({ handle: text })).map(([, person]) => person.handle)),
    programKeys: keysOf(json, "programs"),
    portfolioKeys: keysOf(json, "portfolios"),
    cadenceKeys: keysOf(json, "cadences"),
  };
}

/** The well-formed entries of a list of the file, with their places in it. */
function entries<T>(json: unknown, list: string, schema: z.ZodType<T>): [number, T][] {
  const given = z.looseObject({ [list]: z.array(z.unknown()) }).safeParse(json);
  const all = given.success ? z.array(z.unknown()).parse(given.data[list]) : [];
  return all.flatMap((entry, index): [number, T][] => {
    const read = schema.safeParse(entry);
    return read.success ? [[index, read.data]] : [];
  });
}

function keysOf(json: unknown, list: string): Set<string> {
  return new Set(entries(json, list, z.looseObject({ key: z.string() })).map(([, entry]) => entry.key));
}

function pathText(path: readonly (string | number)[]): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text.replace(/^\./, "") || "the file";
}
