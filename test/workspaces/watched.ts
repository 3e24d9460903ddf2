/** What statements of the product, compiled in this process, do not keep to one workspace, since it was last asked. */
import { join } from "node:path";
import { inject } from "vitest";
import { type Judgement, judge } from "./judge.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Where statements are compiled, whoever builds them. */
const COMPILING = ["database", "query-compilers", "across-workspaces", "prepared-queries"].map(
  (name) => `src/platform/${name}.ts`,
);

const owners = new Map(inject("owners"));
const judged = new Map<string, Judgement>();
let problems: string[] = [];

/** A statement, as it is compiled. */
export function watched(query: unknown): void {
  if (typeof query !== "object" || query === null || !("sql" in query) || !("parameters" in query)) return;
  const { sql, parameters } = query;
  if (typeof sql !== "string" || !Array.isArray(parameters)) return;
  const known = judged.get(sql) ?? judge(sql, owners);
  judged.set(sql, known);
  const named = new Set<unknown>(known.parameters.map((index) => parameters[index]));
  if (known.problems.length === 0 && named.size <= 1) return;
  const frames = framesOfOurs();
  if (isOfTests(frames[0])) return;
  const found = named.size > 1 ? [...known.problems, "it names several workspaces"] : known.problems;
  problems.push(`${found.join("; ")}\n${sql}\nbuilt at ${frames.slice(0, 3).join(", ")}`);
}

export function problemsWatched(): string[] {
  const found = problems;
  problems = [];
  return found;
}

/** From the innermost on. A statement is compiled while the call that runs it is on the stack. */
function framesOfOurs(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const lines = new Error().stack?.split("\n") ?? [];
  Error.stackTraceLimit = limit;
  return lines
    .filter((line) => line.includes(`${ROOT}/`) && !line.includes("/node_modules/"))
    .map((line) => line.slice(line.indexOf(`${ROOT}/`) + ROOT.length + 1).replace(/\)$/, ""))
    .filter((frame) => !frame.startsWith("test/workspaces/") && !COMPILING.some((file) => frame.startsWith(file)));
}

/** Migrations, and the move to a server, are of the whole database. */
const WHOLE = ["db/migrations/", "src/operations/postgres-server.ts"];

function isOfTests(frame: string | undefined): boolean {
  return frame !== undefined && ["test/", ...WHOLE].some((path) => frame.startsWith(path));
}
