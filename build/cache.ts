/**
 * `npm run build`, its second part: in `dist/cache` what Node compiles at a start, for `NODE_COMPILE_CACHE`. It holds for
 * this version of Node, this path and this user (nodejs.org/api/module.html#module-compile-cache): the image is built as
 * who runs it.
 */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const dist = join(import.meta.dirname, "../dist");
const env = { NODE_COMPILE_CACHE: join(dist, "cache") };
// It ends as it finds no settings, which is when all that a start loads is loaded.
const started = await promisify(execFile)(process.execPath, [join(dist, "main.js")], { env, cwd: dist }).catch(
  ({ stderr }: { stderr: string }) => stderr,
);
if (typeof started !== "string" || !started.includes("Drumbeat cannot start")) throw new Error(String(started));
await promisify(execFile)(process.execPath, [join(dist, "cli.js"), "--version"], { env, cwd: dist });
if (readdirSync(env.NODE_COMPILE_CACHE).length === 0) throw new Error("Node has kept nothing of what it compiled.");
