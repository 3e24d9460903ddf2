import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { built } from "../support/built.ts";
import { drumbeat } from "../support/drumbeat.ts";

const FRIDAYS = { every: "week", on: ["fr"], at: "09:00", zone: "participant" };
const REQUEST = { rule: FRIDAYS, zone: "Europe/Paris", after: "2026-03-20T00:00:00Z", count: 3 };
const OPENINGS = ["2026-03-20T08:00:00.000Z", "2026-03-27T08:00:00.000Z", "2026-04-03T07:00:00.000Z"];

async function cadence(args: string[]) {
  const { code, written, output } = await drumbeat(["cadence", ...args]);
  return { code, out: written, err: output.replace(written, "") };
}

function optionsOf(request: { rule?: unknown; zone?: string; after?: string; count?: unknown }): string[] {
  const given = { ...request, rule: typeof request.rule === "object" ? JSON.stringify(request.rule) : request.rule };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}

const lines = (requests: unknown[]) => requests.map((request) => `${JSON.stringify(request)}\n`).join("");

describe("drumbeat cadence preview", () => {
  it("prints the next openings as one JSON array", async () => {
    const { code, out, err } = await cadence(["preview", ...optionsOf(REQUEST)]);
    expect({ code, out, err }).toEqual({ code: 0, out: `${JSON.stringify(OPENINGS)}\n`, err: "" });
  });

  it.each<[string, object, RegExp]>([
    [
      "a region that is not known",
      { ...REQUEST, rule: { ...FRIDAYS, calendar: "FR-99" } },
      /rule\.calendar: is not a known region/,
    ],
    ["a rule that is wrong inside", { ...REQUEST, rule: { ...FRIDAYS, at: "9" } }, /rule\.at: must be a time/],
    ["an unknown option", { ...REQUEST, until: "2026" }, /Usage: drumbeat cadence preview/],
  ])("refuses %s, on standard error", async (_what, request, message) => {
    const { code, out, err } = await cadence(["preview", ...optionsOf(request)]);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 1, out: "" });
  });
});

describe("drumbeat cadence preview --stdin", () => {
  it("answers each line on its line, and goes on after a bad one", async () => {
    const inParis = { ...FRIDAYS, zone: "Europe/Paris" };
    const requests: [unknown, unknown][] = [
      [REQUEST, OPENINGS],
      [{ ...REQUEST, rule: inParis, zone: undefined }, OPENINGS],
      [{ ...REQUEST, rule: { ...FRIDAYS, until: "2026-03-20" } }, OPENINGS.slice(0, 1)],
      [{ ...REQUEST, rule: { ...FRIDAYS, colour: 1 } }, problem("rule.colour", "is not known here")],
      [{ ...REQUEST, rule: undefined }, problem("rule", "is missing")],
      [{ ...REQUEST, zone: undefined }, problem("zone", "is missing: the rule leaves it to the participant")],
      [{ ...REQUEST, zone: "Mars/Base" }, problem("zone", "is not a known time zone")],
      [{ ...REQUEST, after: "soon" }, problem("after", "must be an instant such as 2026-03-28T08:00:00Z")],
      [{ ...REQUEST, count: 0 }, problem("count", "must be a whole number from 1 to 100000")],
      [{ ...REQUEST, counts: 3 }, problem("counts", "is not known here")],
      ["no object", problem("", "must be an object { rule, zone, after, count }")],
    ];
    const input = `${lines(requests.map(([request]) => request))}{"rule":\n\n${lines([REQUEST]).trimEnd()}`;
    const { code, out, err } = await previewLines(input);
    const notJson = problem("", "is not JSON");
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([...requests.map(([, answer]) => answer), notJson, notJson, OPENINGS]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });
});

function problem(path: string, message: string) {
  return { error: { path, message } };
}

/** Runs `drumbeat cadence preview --stdin` in a process of its own. */
function previewLines(input: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [built("cli"), "cadence", "preview", "--stdin"], {
    env: { PATH: process.env.PATH },
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
