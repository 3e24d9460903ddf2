import { expect, it } from "vitest";
import { readPlayOptions } from "../../src/demo/options.ts";
import { UsageError } from "../../src/demo/usage.ts";
import { ENGLISH } from "../support/english.ts";

const read = (line: string, env = {}) =>
  readPlayOptions(line.split(" ").filter(Boolean), 4700, { LANG: "C.UTF-8", ...env });

it("plays the built-in story and stays up where nothing is said", () => {
  expect(read("")).toEqual({
    world: { kind: "story" },
    language: "en",
    once: false,
    months: null,
    seed: 1,
    database: undefined,
    out: undefined,
    port: 4700,
    isAnyPort: true,
    faults: undefined,
    logLevel: "error",
  });
});

it("shows as much of the app's log as LOG_LEVEL says", () => {
  expect(read("", { LOG_LEVEL: "warn" }).logLevel).toBe("warn");
});

it("is in the language that is asked for, else in that of the environment", () => {
  expect(read("--lang fr").language).toBe("fr");
  expect(read("", { LANG: "fr_FR.UTF-8" }).language).toBe("fr");
  expect(read("--lang en", { LANG: "fr_FR.UTF-8" }).language).toBe("en");
});

it.each([
  ["--empty", { kind: "empty" }],
  ["--scenario own.json", { kind: "file", file: "own.json" }],
  ["--people 5000 --programs 200", { kind: "large", people: 5000, programs: 200 }],
  ["--people 100", { kind: "large", people: 100, programs: 4 }],
  ["--people 5", { kind: "large", people: 5, programs: 1 }],
])("shows with %s the workspace that is meant", (line, world) => {
  expect(read(line).world).toEqual(world);
});

it.each([
  ["--empty --months 3 --out x", "--months goes on after a story, and --empty has none: leave one of them out."],
  ["--people 9 --months 3 --out x", "--months goes on after a story, and --people has none: leave one of them out."],
  ["--months 3", "--months writes everything down: say where with --out DIR."],
  ["--months 0 --out x", "--months 0 cannot be: give a whole number from 1 to 12."],
  ["--people 0", "--people 0 cannot be: give a whole number from 5 to 20000."],
  ["--people many", "--people many cannot be: give a whole number from 5 to 20000."],
  ["--people 10 --programs 11", "--programs 11 cannot be: give a whole number from 1 to 10."],
  ["--programs 200", "--programs needs people: say how many, for example --people 5000 --programs 200."],
  ["--empty --people 10", "--empty and --people are different workspaces: choose one of them."],
  ["--scenario a.json --empty", "--scenario and --empty are different workspaces: choose one of them."],
  ["--lang de", "--lang de cannot be: give en or fr."],
  ["--port 0", "--port 0 cannot be: give a whole number from 1 to 65535."],
  ["--seed x", "x is no seed: give a whole number."],
])("says of %s in one sentence what to do", (line, sentence) => {
  expect(() => read(line)).toThrow(new UsageError(() => sentence));
  const inFrench = frenchOf(() => read(line));
  expect(inFrench).toMatch(/[.:?!]$/);
  expect(inFrench.match(ENGLISH)).toBe(null);
});

function frenchOf(act: () => unknown): string {
  try {
    act();
    return "";
  } catch (error) {
    return error instanceof UsageError ? error.sentence("fr") : "";
  }
}
