/**
 * `npm run bench [-- NAME …] [-- --write]`: measures Drumbeat against the bare thing in the same run, and prints a table of each.
 * `--write` puts them into docs/performance.md. Nothing fails on a clock: a reader judges.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dayAndMachine, tableOf, writeInto } from "../support/measured-docs.ts";
import type { Row } from "./row.ts";

const benches: Record<string, () => Promise<{ bench(): Promise<Row[]> }>> = {
  submit: () => import("./submit.ts"),
  digest: () => import("./digest.ts"),
  beside: async () => ({ bench: (await import("./digest.ts")).besideDigest }),
  pdf: async () => ({ bench: (await import("./digest.ts")).digestAsPdf }),
  pack: () => import("./pack.ts"),
  startup: () => import("./startup.ts"),
  day: () => import("./day.ts"),
};
const DOCUMENT = join(import.meta.dirname, "../../docs/performance.md");

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean" } } });
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}\n`);
  process.exit(1);
}
const tables = new Map<string, string>();
for (const [name, load] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  const rows = (await (await load()).bench()).map(cellsOf);
  tables.set(name, `${dayAndMachine()}\n\n${tableOf(["What", "Drumbeat", "Baseline", "Ratio", "Bar"], rows)}`);
  process.stdout.write(`${tables.get(name)}\n\n`);
}
if (values.write) await writeInto(DOCUMENT, tables);

function cellsOf({ name, ours, baseline, ratio, bar }: Row): string[] {
  const judged = ratio <= bar ? `≤ ${bar}` : `≤ ${bar}: over`;
  return [name, ours, baseline, ratio.toFixed(2), judged];
}
