/** `drumbeat track`: a template in a file is checked, added, started. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drumbeat } from "../support/drumbeat.ts";
import { aFolder } from "../support/folder.ts";
import { aRun, LEA, type Run, SAM, TOM } from "../support/run.ts";
import { scratch } from "../support/scratch.ts";

const STEP = { key: "a", title: "Tell the users", role: "lead", accountable: "lead", term: 2 };
const CHANGE = { version: 1, key: "change", name: "A change", purpose: "A change goes live.", steps: [STEP] };

async function written(content: unknown): Promise<string> {
  const file = join(await aFolder(scratch), "change.json");
  await writeFile(file, JSON.stringify(content));
  return file;
}

const FRENCH = { LANG: "fr_FR.UTF-8" };
const check = async (content: unknown, env = {}) => drumbeat(["track", "check", await written(content)], env);

it("checks a file: what is wrong, at its place, in English and French; of another version that alone", async () => {
  expect(await check(CHANGE)).toMatchObject({ code: 0, written: "“A change” is in order: 1 step.\n" });
  const wrong = {
    ...CHANGE,
    steps: [
      { ...STEP, colour: "red", accountable: undefined },
      { ...STEP, key: "b", term: 0 },
    ],
  };
  expect((await check(wrong)).output).toMatch(
    /change\.json cannot be used:\n {2}steps\.0\.accountable: is missing\n {2}steps\.0\.colour: is not known here\n {2}steps\.1\.term: must be/,
  );
  const loop = {
    ...CHANGE,
    steps: [
      { ...STEP, after: ["b"] },
      { ...STEP, key: "b", after: ["a"] },
    ],
  };
  expect((await check(loop)).output).toContain("\n  steps.0.after: waits for itself, by way of a, b");
  expect((await check(loop, FRENCH)).output).toContain("\n  steps.0.after\u00a0: s’attend elle-même, par a, b");
  const long = { ...CHANGE, steps: Array.from({ length: 61 }, (_, index) => ({ ...STEP, key: `s${index}` })) };
  expect((await check(long)).output).toContain("\n  steps: must be a list of 1 to 60 steps");
  const gate = { ...CHANGE, steps: [{ ...STEP, gate: true }] };
  expect((await check(gate, FRENCH)).output).toContain("steps.0.accountable\u00a0: doit être une autre personne");
  const later = await check({ ...CHANGE, version: 2, flow: [] });
  expect(later.code).toBe(1);
  expect(later.output).toMatch(/cannot be used:\n {2}version: must be 1, the only version known here\n$/);
  expect((await drumbeat(["track", "start", "rollout"])).output).toMatch(/^Usage: drumbeat track check FILE/);
});

it("adds it, and starts a track for somebody; what is not known is refused with what there is", async () => {
  const run = await aRun({
    people: [LEA, TOM, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: [], team: ["lea"] }],
    cadences: [],
  });
  const said = await commands(run);
  expect(await said("add", await written(CHANGE))).toContain("Start it: drumbeat track start change --program KEY");
  expect(await said("start", "change", "--program", "atlas")).toBe("“A change” is running in Atlas.\n");
  expect(await said("start", "welcome", "--program", "atlas")).toBe("drumbeat track: Choose who joins or leaves.\n");
  expect(await said("start", "welcome", "--program", "atlas", "--person", "@sam")).toContain("is running in Atlas");
  expect(await said("start", "x", "--program", "atlas")).toContain("There are: change, rollout, welcome, leaving");
  expect(await said("start", "change", "--program", "x")).toBe("“x” is not known. There are: atlas\n");
  expect(await said("start", "change", "--program", "atlas", "--milestone", "M-1")).toContain("There are: none");
});

async function commands(run: Run) {
  const env = { DATABASE_URL: run.location, DRUMBEAT_CLOCK_URL: run.sandbox.clockUrl };
  return async (...args: string[]) => (await drumbeat(["track", ...args], env)).output;
}
