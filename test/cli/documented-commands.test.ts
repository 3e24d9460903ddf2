/** The commands that the documents tell people to type: one that makes a file writes that file and nothing else. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { openDatabase } from "../../src/platform/database.ts";
import { readCsv } from "../support/csv.ts";
import { writeMigratedFile } from "../support/databases.ts";
import { aFolder } from "../support/folder.ts";
import { aRecord } from "../support/record.ts";

const ROOT = join(import.meta.dirname, "../..");
const documents = [
  "README.md",
  "README.fr.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** As they are typed, up to the end of the line or of the code that they are in. */
const commands = documents.flatMap((file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(/npm run [^`\n#]*?drumbeat\b[^`\n#]*/g)].map(([typed]) => typed.trim()),
);

const jsonLines = (text: string) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** What makes a file, and what reads it. */
const FILES: [typed: RegExp, read: (text: string) => unknown[]][] = [
  [/ manifest\b/, (text) => Object.keys(parse(text))],
  [/ export check-ins --format csv/, readCsv],
  [/ register export/, readCsv],
  [/ audit export/, jsonLines],
  [/ person export/, (text) => Object.keys(JSON.parse(text))],
  [/ plan .*--format jsonl/, jsonLines],
];

it("keep npm's own lines out of what they write", () => {
  expect(commands.length).toBeGreaterThan(30);
  expect(commands.filter((typed) => !typed.startsWith("npm run -s drumbeat -- "))).toEqual([]);
});

it("write a file that its reader reads, each that makes one", async () => {
  const folder = await aFolder();
  const location = join(folder, "drumbeat.db");
  writeMigratedFile(location);
  const db = openDatabase(location);
  onTestFinished(() => db.destroy());
  const record = await aRecord(db);
  const tom = await record.person("tom");
  await record.program("atlas", { seats: { lead: [tom] } });
  const run = async (typed: string) => {
    const filled = typed.replace(/ > \S+$/, "").replace("HANDLE", "tom").replace("…", "He asked");
    const env = { ...process.env, DATABASE_URL: location, LANG: "en" };
    const { stdout } = await promisify(execFile)("sh", ["-c", `${filled} > "$0" && cat "$0"`, join(folder, "out")], {
      cwd: ROOT,
      env,
    });
    return stdout;
  };
  for (const [typed, read] of FILES) {
    const [documented] = commands.filter((each) => typed.test(each));
    expect(documented, String(typed)).toBeTruthy();
    const written = await run(documented ?? "");
    expect(() => read(written), `${documented}: ${written.slice(0, 200)}`).not.toThrow();
  }
}, 120_000);
