/** The words by which the people of the built-in story speak after it. */
import { describe, expect, it } from "vitest";
import { type Asked, parseContinuation, wordsFor } from "../../src/demo/continuation.ts";
import { ScenarioError } from "../../src/demo/scenario.ts";
import { builtInContinuation, builtInScenario } from "../../src/demo/scenarios/built-in.ts";

const story = builtInScenario();
const continuation = builtInContinuation();
const SEED = 1;

describe("what people say after the story", () => {
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
