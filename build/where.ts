/**
 * `npm run where [-- FOLDER] < LOG`: repeats what it is given, with each place in the bundle as the place in the source that it
 * was made from, by the maps of the same build in FOLDER, else in `maps`.
 */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { text } from "node:stream/consumers";

const ROOT = join(import.meta.dirname, "..");
const folder = resolve(process.argv[2] ?? join(ROOT, "maps"));
const maps = new Map<string, SourceMap>();

/** `file`: as a stack names it, wherever the bundle ran. Null where no file of the bundle has that name. */
function placeOf(file: string, line: number, column: number): string | null {
  const path = join(folder, `${basename(file)}.map`);
  if (!existsSync(path)) return null;
  const map = maps.get(path) ?? new SourceMap(JSON.parse(readFileSync(path, "utf8")));
  maps.set(path, map);
  const found = map.findEntry(line - 1, column - 1);
  if (!("originalSource" in found)) return null;
  const source = relative(ROOT, resolve(folder, found.originalSource));
  return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
}

const log = await text(process.stdin);
process.stdout.write(
  log.replaceAll(
    /(?:file:\/\/)?[\w./-]*\/(?<file>[\w.-]+\.js):(?<line>\d+):(?<column>\d+)/g,
    (place, file, line, column) => placeOf(file, Number(line), Number(column)) ?? place,
  ),
);
