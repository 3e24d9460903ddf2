/**
 * `npm run mutants -- --seed 20261129 --count 20`: makes faults in rules, acts and queries, drawn by the seed, one at a time,
 * and says by which test each is caught. The nearest tests run first; what none catches within `--each` minutes has survived;
 * after `--minutes` no fault is made. `--from 5` goes on with the fifth. The file is put back, also when this is interrupted.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { type Fault, faultsOf, KINDS } from "./faults.ts";

const ROOT = join(import.meta.dirname, "../..");
const CAPABILITIES =
  /^(people|programs|approvals|calendars|cadences|register|check-ins|delivery|reports|pages|sponsorship|tracks|privacy)\//;
/** What is shown, declared or started, and decides nothing. */
const NO_RULES =
  /texts|words|blocks|screen|message|capability|cli|command|listeners|press|form|view|pdf|picture|drawing|table|kinds|ids|home|data-map/;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    each: { type: "string", default: "10" },
    minutes: { type: "string", default: "40" },
  },
});
const end = Date.now() + Number(values.minutes) * 60_000;

/** What is to be put back. */
let original: { path: string; text: string } | null = null;
process.on("exit", putBack);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

/** Test files that pass without a fault, and those that do not, which catch nothing. */
const [green, red] = [new Set<string>(), new Set<string>()];
const counts = { caught: 0, survived: 0 };
for (const fault of drawn(allFaults(), { seed: Number(values.seed), count: Number(values.count) }).slice(
  Number(values.from) - 1,
)) {
  if (Date.now() > end) break;
  const test = await catcherOf(fault);
  counts[test === null ? "survived" : "caught"] += 1;
  const change = `${fault.kind}: ${fault.was} → ${fault.becomes || "nothing"}`.replaceAll(/\s+/g, " ");
  process.stdout.write(
    `${fault.file}:${fault.line}\n  ${change}\n  ${test === null ? "survived" : `caught by ${test}`}\n`,
  );
}
process.stdout.write(`${counts.caught} caught, ${counts.survived} survived\n`);
if (red.size > 0) process.stdout.write(`Left out, since they fail without a fault: ${[...red].join(", ")}\n`);

function allFaults(): Fault[] {
  const names = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).toSorted();
  return names
    .filter((name) => name.endsWith(".ts") && CAPABILITIES.test(name) && !NO_RULES.test(basename(name)))
    .flatMap((name) => faultsOf(`src/${name}`, readFileSync(join(ROOT, "src", name), "utf8")));
}

/** The kinds of faults in turn, of each any place. */
function drawn(all: readonly Fault[], { seed, count }: { seed: number; count: number }): Fault[] {
  const random = randomFrom(seed);
  const left = KINDS.map((kind) => all.filter((fault) => fault.kind === kind));
  const chosen: Fault[] = [];
  while (chosen.length < count && left.some((faults) => faults.length > 0))
    for (const faults of left) chosen.push(...faults.splice(Math.floor(random() * faults.length), 1));
  return chosen.slice(0, count);
}

/** Mulberry32: numbers from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The first test that fails with the fault, of a file that passes without it; null: none does. */
async function catcherOf({ file, start, end: until, becomes }: Fault): Promise<string | null> {
  const path = join(ROOT, file);
  for (;;) {
    const text = readFileSync(path, "utf8");
    original = { path, text };
    writeFileSync(path, text.slice(0, start) + becomes + text.slice(until));
    const failed = await failedTest(["related", "--run", file], { near: file });
    putBack();
    if (!failed) return null;
    if (green.has(failed.file) || !(await failedTest(["run", failed.file]))) {
      green.add(failed.file);
      return `${failed.file}: ${failed.name}`;
    }
    red.add(failed.file);
  }
}

function putBack(): void {
  if (original) writeFileSync(original.path, original.text);
  original = null;
}

/** Runs Vitest until a test fails; null: none did, in time. `near`: tests whose paths have its words run first. */
async function failedTest(
  args: readonly string[],
  { near = "" }: { near?: string } = {},
): Promise<{ file: string; name: string } | null> {
  const vitest = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", ...args, "--bail", "1"], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", DRUMBEAT_NEAR: near, DRUMBEAT_RED: [...red].join(" ") },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: Number(values.each) * 60_000,
  });
  let output = "";
  for (const stream of [vitest.stdout, vitest.stderr]) stream.on("data", (part) => (output += part));
  await once(vitest, "close");
  const [, file, name = "could not be loaded"] = /FAIL +\S+ +(\S+\.test\.ts)(?: > (.*))?/.exec(output) ?? [];
  return file === undefined ? null : { file, name };
}
