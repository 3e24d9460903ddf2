/**
 * `npm run mends [-- ID …] [--parallel N]`: takes the mending of each line out again, in a copy of the project, and shows
 * that the test named after it fails then. Ends with 1 when one still passes or a patch no longer applies.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs, promisify } from "node:util";
import { MENDED, type Mend, readMend, testReport, verdictOf } from "./patch-file.ts";

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");
/** At the top of the project: what is not copied. */
const LEFT_OUT = ["node_modules", ".git", "data", "out", ".env"];
const PATIENCE_MS = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { parallel: { type: "string", default: "2" } },
});
const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith(".patch")).sort();
const all = await Promise.all(
  files.map(async (file) => readMend(file, await readFile(join(import.meta.dirname, file), "utf8"))),
);
const unknown = positionals.filter((asked) => !all.some(({ id, name }) => [id, name].includes(asked)));
if (unknown.length > 0) {
  process.stderr.write(`There is no patch for ${unknown.join(", ")} in ${relative(".", import.meta.dirname)}.\n`);
  process.exit(1);
}
const chosen = all.filter(
  ({ id, name }) => positionals.length === 0 || [id, name].some((each) => positionals.includes(each)),
);

let failures = 0;
const waiting = [...chosen];
const workers = Array.from({ length: Number.parseInt(values.parallel, 10) }, async () => {
  for (let mend = waiting.shift(); mend; mend = waiting.shift()) {
    const { isOk, said } = await withoutMend(mend);
    if (!isOk) failures += 1;
    process.stdout.write(`${isOk ? "ok    " : "not ok"}  ${mend.name.padEnd(24)}  ${mend.test} ${said}\n`);
  }
});
await Promise.all(workers);
const without = MENDED.filter((id) => !all.some((mend) => mend.id === id));
if (positionals.length === 0 && without.length > 0) process.stdout.write(`\nWithout a patch: ${without.join(", ")}\n`);
process.stdout.write(`\n${chosen.length - failures} ok, ${failures} not ok\n`);
process.exitCode = failures > 0 ? 1 : 0;

async function withoutMend({ name, test, pattern }: Mend): Promise<{ isOk: boolean; said: string }> {
  const copy = await mkdtemp(join(tmpdir(), "drumbeat-mend-"));
  try {
    for (const entry of await readdir(ROOT))
      if (!LEFT_OUT.includes(entry)) await cp(join(ROOT, entry), join(copy, entry), { recursive: true });
    await linkPackages(copy);
    try {
      // The temporary folder may lie inside a repository, whose paths these are not.
      const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() };
      await run("git", ["apply", join(import.meta.dirname, `${name}.patch`)], { cwd: copy, env });
    } catch (error) {
      return { isOk: false, said: `is not run: the patch does not apply. ${firstLine(error)}` };
    }
    const report = join(copy, "report.json");
    const options = ["--reporter=json", `--outputFile=${report}`, "-t", pattern];
    // Its exit code is that of the tests, which are meant to fail; what came of them is in the report.
    const ended = run(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", test, ...options], {
      cwd: copy,
      timeout: PATIENCE_MS,
      maxBuffer: 2 ** 26,
    }).then(
      () => "",
      (error: unknown) => firstLine(error),
    );
    const said = await ended;
    const written = await readFile(report, "utf8").catch(() => null);
    return written === null
      ? { isOk: false, said: `came to no end: ${said}` }
      : verdictOf(testReport.parse(JSON.parse(written)));
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Those that are installed; the packages of this project itself are those of the copy. */
async function linkPackages(copy: string): Promise<void> {
  const [installed, own] = [join(ROOT, "node_modules"), join(copy, "packages")];
  await mkdir(join(copy, "node_modules"));
  const ours = await readdir(own);
  for (const name of await readdir(installed))
    await symlink(ours.includes(name) ? join(own, name) : join(installed, name), join(copy, "node_modules", name));
}

/** Of a program that failed: what it wrote first on standard error. */
function firstLine(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
  return said.split("\n")[0] ?? "";
}
