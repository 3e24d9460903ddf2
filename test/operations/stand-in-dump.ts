/** PostgreSQL's own programs, as far as a back-up asks for them: no version of them on a machine fits every server. */
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aFolder } from "../support/folder.ts";

const PG = import.meta.resolve("pg");

/** Connects by the variables of libpq alone, and writes what a dump begins with, the rows of `workspace`, and its end. */
const DUMP = `#!${process.execPath}
const { appendFileSync, readFileSync, rmSync } = await import("node:fs");
const { default: pg } = await import(${JSON.stringify(PG)});
const folder = import.meta.dirname;
appendFileSync(folder + "/command-lines", readFileSync("/proc/self/cmdline", "utf8").replaceAll("\\0", " ") + "\\n");
const [, to] = /--file=(\\S+)/.exec(process.argv.join(" "));
const failing = folder + "/failing";
try {
  process.stderr.write(readFileSync(failing, "utf8"));
  rmSync(failing);
  process.exit(1);
} catch (error) {
  if (error.code !== "ENOENT") throw error;
}
const client = new pg.Client();
try {
  await client.connect();
} catch (error) {
  process.stderr.write("pg_dump: error: connection to server failed: FATAL:  " + error.message + "\\n");
  process.exit(1);
}
const { rows } = await client.query("select name from workspace");
await client.end();
appendFileSync(to, "PGDMP " + JSON.stringify(rows) + (process.env.CUT_OFF ? "" : " end"));
`;

const RESTORE = `#!${process.execPath}
const { readFileSync } = await import("node:fs");
const text = readFileSync(process.argv.at(-1), "utf8");
if (!text.startsWith("PGDMP") || !text.endsWith(" end")) {
  process.stderr.write("pg_restore: error: could not read from input file: end of file\\n");
  process.exit(1);
}
`;

/** A folder for PATH. `command-lines` in it has how `pg_dump` was called; what is in `failing` it fails with, once. */
export async function dumpTools(): Promise<string> {
  const folder = await aFolder();
  for (const [name, script] of [
    ["pg_dump", DUMP],
    ["pg_restore", RESTORE],
  ] as const) {
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}
