/** A place in the bundle, as a stack in the log names it, is told as the place in the source. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { built } from "../support/built.ts";

const ROOT = join(import.meta.dirname, "../..");
const SENTENCE = "The database file ";
const SOURCE = "src/platform/database-file.ts";

it("names file and line of the source, whatever the bundle's folder was, and leaves all else as it is", () => {
  const folder = dirname(built("main"));
  const [file = "none", text = ""] =
    readdirSync(folder)
      .filter((name) => name.endsWith(".js"))
      .map((name) => [name, readFileSync(join(folder, name), "utf8")])
      .find(([, each]) => each?.includes(SENTENCE)) ?? [];
  const before = text.slice(0, text.indexOf(SENTENCE)).split("\n");
  const place = `${file}:${before.length}:${before.at(-1)?.length}`;
  const lines = (at: string) =>
    `{"stack":"Error: x\\n    at y (${at})\\n    at node:fs:1:2"}\nat /app/dist/other.js:1:1\n`;
  const { stdout } = spawnSync(process.execPath, [join(ROOT, "build/where.ts"), folder], {
    input: lines(`file:///app/dist/${place}`),
    encoding: "utf8",
  });
  const [, line] = /database-file\.ts:(\d+):/.exec(stdout) ?? [];
  expect(stdout.replace(/:\d+:\d+\)/, ")")).toBe(lines(SOURCE));
  expect(readFileSync(join(ROOT, SOURCE), "utf8").split("\n")[Number(line) - 1]).toContain(SENTENCE);
});
