/** Puts what was found into docs/reliability.md. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dayAndMachine, placeOf, tableOf, writeInto } from "../../support/measured-docs.ts";
import type { FaultPart, Tally } from "./part.ts";
import { parts } from "./parts.ts";
import { PROMISES } from "./promises.ts";

const DOCUMENT = join(import.meta.dirname, "../../../docs/reliability.md");
const HEAD = ["Part", "Done", "What came of it", "Broken"];

/** What the long form came to, in one sentence: numbers that were run, not that were planned. */
export function sentenceOf(part: FaultPart, tally: Tally): string {
  return `${tally.done} × ${part.unit}, ${factsOf(tally)}: **${tally.broken.length} broken**`;
}

/** Rewrites both tables: what has been done here, and as it stood what has not. */
export async function writeResults(tallies: ReadonlyMap<string, Tally>): Promise<void> {
  const before = runsIn(placeOf(await readFile(DOCUMENT, "utf8"), "faults"));
  const where = dayAndMachine();
  const runs = parts.flatMap((part): Run[] => {
    const tally = tallies.get(part.name);
    const run = tally ? { where, row: rowOf(part, tally) } : before.get(part.name);
    return run ? [run] : [];
  });
  const tables = [...Map.groupBy(runs, (run) => run.where)].map(
    ([place, own]) =>
      `${place}\n\n${tableOf(
        HEAD,
        own.map(({ row }) => row),
      )}`,
  );
  await writeInto(
    DOCUMENT,
    new Map([
      ["faults", tables.join("\n\n")],
      ["promises", tableOfPromises()],
    ]),
  );
}

export function tableOfPromises(): string {
  const rows = Object.entries(PROMISES).map(([id, { promise, shownBy }]) => {
    const shown = parts.filter((part) => part.promises.includes(id)).map(({ name }) => `\`${name}\``);
    return [id, promise, shown.length > 0 ? shown.join(", ") : (shownBy ?? "not yet")];
  });
  return tableOf(["", "Promise", "Shown by"], rows);
}

interface Run {
  /** Day and machine. */
  where: string;
  row: string[];
}

/** By the name of the part. */
function runsIn(tables: string): Map<string, Run> {
  const runs = new Map<string, Run>();
  let where = "";
  for (const line of tables.split("\n")) {
    const row = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [, name] = /^`([\w-]+)`$/.exec(row[0] ?? "") ?? [];
    if (name !== undefined) runs.set(name, { where, row });
    else if (row.length === 0 && line !== "") where = line;
  }
  return runs;
}

function rowOf({ name, unit }: FaultPart, tally: Tally): string[] {
  return [`\`${name}\``, `${tally.done} × ${unit}`, factsOf(tally), String(tally.broken.length)];
}

function factsOf({ counts, worst }: Tally): string {
  return [
    ...Object.entries(counts).map(([what, number]) => `${number} ${what}`),
    ...Object.entries(worst).map(([what, value]) => `≤ ${round(value)} ${what}`),
  ].join(", ");
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}
