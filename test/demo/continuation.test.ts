/** The words by which the people of the built-in story speak after it. */
import { describe, expect, it } from "vitest";
import { type Asked, parseContinuation, replyAt, wordsFor } from "../../src/demo/continuation.ts";
import { ScenarioError } from "../../src/demo/scenario.ts";
import { builtInContinuation, builtInScenario } from "../../src/demo/scenarios/built-in.ts";

const story = builtInScenario();
const continuation = builtInContinuation();
const PROGRAMS = ["loyalty", "welcome", "service", "preferences"] as const;
const SEED = 1;

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
        { ...line, answers: { health: "amber", progress: "So", mood: 11 } },
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
      "lines[0].answers.mood",
      "lines[0].answers.health.reason",
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
