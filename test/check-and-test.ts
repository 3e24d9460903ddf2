/**
 * `npm test [-- FILE…]`: types, lint and dead code are looked at while the tests run, behind them: these leave a core waiting for
 * PostgreSQL, for browsers and for processes. What `npm run check` found stands last, where it found something.
 */
import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const ROOT = join(import.meta.dirname, "..");

const begun = String(Math.floor(Date.now() / 1000));
const realInput = process.env.DRUMBEAT_REAL_INPUT ?? "../shared/real-input";
const env = { ...process.env, DRUMBEAT_TESTS_BEGUN: begun, DRUMBEAT_REAL_INPUT: realInput };

const checks = spawn("npm", ["run", "check"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
if (checks.pid !== undefined) setPriority(checks.pid, constants.priority.PRIORITY_LOW);
const found = Promise.all([text(checks.stdout), text(checks.stderr), codeOf(checks)]);

const tests = spawn("vitest", ["run", ...process.argv.slice(2)], { cwd: ROOT, env, stdio: "inherit" });
const failedTests = await codeOf(tests);

const [output, errors, failedChecks] = await found;
if (failedChecks !== 0) process.stdout.write(`\n${output}${errors}\nnpm run check failed\n`);
process.exitCode = failedTests === 0 ? failedChecks : failedTests;

/** With which code it ends; 1 where a signal ended it. */
function codeOf(child: ReturnType<typeof spawn>): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.on("error", reject);
  child.on("close", (code) => resolve(code ?? 1));
  return promise;
}
