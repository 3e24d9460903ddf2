/** What the documents tell people to type in a terminal. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { readCsv } from "../support/csv.ts";

const ROOT = join(import.meta.dirname, "../..");
const documents = [
  "README.md",
  "README.fr.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** As they are typed, up to the end of the line or of the code that they are in. */
export const commands = documents.flatMap((file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/npm run [^`\n#]*?drumbeat\b[^`\n#]*/g)].map(([typed]) =>
    typed.trim(),
  ),
);

const jsonLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** What makes a file, and what reads it. */
export const FILES: [typed: RegExp, read: (text: string) => unknown[]][] = [
  [/ manifest\b/, (text) => Object.keys(parse(text))],
  [/ export check-ins --format csv/, readCsv],
  [/ register export/, readCsv],
  [/ audit export/, jsonLines],
  [/ person export/, (text) => Object.keys(JSON.parse(text))],
  [/ plan .*--format jsonl/, jsonLines],
];

/** Types it in a shell, at the project's root, into the file `to`. Returns what stands in it then. */
export async function typeInto(to: string, typed: string, env: Record<string, string>): Promise<string> {
  await promisify(execFile)("sh", ["-c", `${typed} > "$0"`, to], { cwd: ROOT, env: { ...process.env, ...env } });
  return readFileSync(to, "utf8");
}
