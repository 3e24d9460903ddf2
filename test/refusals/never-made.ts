/** Which refusals no test of a whole run has brought about. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isNode, parse, walk } from "../../build/syntax.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** To which `watch.ts` adds the code of each refusal, a line each. */
    refusalsFile?: string;
  }
}

const SRC = join(import.meta.dirname, "../../src");

/** An empty file, until the process ends. */
export function newRefusalsFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "drumbeat-refusals-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "codes");
  writeFileSync(file, "");
  return file;
}

/** Codes that `src` declares and that are not in the file, with where they are declared. */
export function listNeverMade(refusalsFile: string): string[] {
  const made = new Set(readFileSync(refusalsFile, "utf8").split("\n"));
  const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  return sources.flatMap((path) =>
    codesIn(readFileSync(join(SRC, path), "utf8"))
      .filter((code) => !made.has(code))
      .map((code) => `${code} (src/${path})`),
  );
}

/** Keys of the tables that are given to `errorTable`. */
function codesIn(text: string): string[] {
  if (!text.includes("errorTable({")) return [];
  return [...walk(parse(text))]
    .filter(({ type, callee }) => type === "CallExpression" && isNode(callee) && callee.name === "errorTable")
    .flatMap(({ arguments: given }) => (Array.isArray(given) ? given.filter(isNode) : []))
    .flatMap(({ properties }) => (Array.isArray(properties) ? properties.filter(isNode) : []))
    .flatMap(({ key }) => (isNode(key) && typeof key.name === "string" ? [key.name] : []));
}
