/**
 * `npm run bench [-- NAME …] [-- --write]`: measures Drumbeat against the bare thing in the same run, and prints a table.
 * `--write` puts the table into docs/performance.md. Nothing fails on a clock: a reader judges.
 */
import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../../src/platform/clock.ts";
import type { Row } from "./row.ts";

const benches: Record<string, () => Promise<{ bench(): Promise<Row[]> }>> = {
  submit: () => import("./submit.ts"),
  outbox: () => import("./outbox.ts"),
  "idle-turn": () => import("./idle-turn.ts"),
  digest: () => import("./digest.ts"),
  startup: () => import("./startup.ts"),
};
const DOCUMENT = join(import.meta.dirname, "../../docs/performance.md");
const [BEGIN, END] = ["<!-- table -->", "<!-- end of table -->"];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean" } } });
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}\n`);
  process.exit(1);
}
const rows: Row[] = [];
for (const [name, load] of Object.entries(benches)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  rows.push(...(await (await load()).bench()));
}
const report = `${machine()}\n\n${tableOf(rows)}\n`;
process.stdout.write(report);
if (values.write) {
  const document = await readFile(DOCUMENT, "utf8");
  const [before, rest] = document.split(BEGIN);
  const [, after] = (rest ?? "").split(END);
  if (before === undefined || after === undefined) throw new Error(`${DOCUMENT} does not say where its table is.`);
  await writeFile(DOCUMENT, `${before}${BEGIN}\n\n${report}\n${END}${after}`);
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = systemClock().now().slice(0, 10);
  return `${date}, Node ${process.version}, ${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, ${process.platform} ${process.arch}.`;
}

function tableOf(all: readonly Row[]): string {
  const cells = all.map(({ name, ours, baseline, ratio, bar }) => [
    name,
    ours,
    baseline,
    ratio.toFixed(2),
    bar === null ? "" : `≤ ${bar}`,
    bar === null ? "" : ratio <= bar ? "ok" : "over",
  ]);
  const head = ["What", "Drumbeat", "Baseline", "Ratio", "Bar", ""];
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((row) => [...(row[column] ?? "")].length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...cells.map(line)].join("\n");
}
