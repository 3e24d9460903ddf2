/** Puts what was found into docs/reliability.md. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaultPart, Tally } from "./part.ts";
import { parts } from "./parts.ts";
import { readProgress } from "./progress.ts";
import { PROMISES } from "./promises.ts";

const DOCUMENT = join(import.meta.dirname, "../../../docs/reliability.md");
const [BEGIN, END] = ["<!-- results -->", "<!-- end of results -->"];

/** What the long form came to, in one sentence: numbers that were run, not that were planned. */
export function sentenceOf(part: FaultPart, { done, counts, worst, broken }: Tally): string {
  const facts = [
    `${done} × ${part.unit}`,
    ...Object.entries(counts).map(([what, number]) => `${number} ${what}`),
    ...Object.entries(worst).map(([what, value]) => `at most ${round(value)} ${what}`),
  ];
  return `${facts.join(", ")}: **${broken.length} broken**`;
}

/** Rewrites the table from what has been done; the words around it stay. */
export async function writeResults(): Promise<void> {
  const document = await readFile(DOCUMENT, "utf8");
  const [before, rest] = document.split(BEGIN);
  const [, after] = (rest ?? "").split(END);
  if (before === undefined || after === undefined) throw new Error(`${DOCUMENT} does not say where its table is.`);
  await writeFile(DOCUMENT, `${before}${BEGIN}\n\n${await table()}\n\n${END}${after}`);
}

async function table(): Promise<string> {
  const done = await Promise.all(parts.map(async (part) => ({ part, ...(await readProgress(part.name)) })));
  const rows = Object.entries(PROMISES).map(([id, { promise, shownBy }]) => {
    const shown = done.filter(({ part, tally }) => part.promises.includes(id) && tally.done > 0);
    const figures = shown.map(({ part, tally }) => sentenceOf(part, tally));
    const how = [...shown.map(({ part }) => `\`npm run faults -- ${part.name}\``), ...shownBy];
    const lastRun = shown.map((each) => each.lastRun).sort();
    const without = shownBy.length > 0 ? ["see there", "each `npm test`"] : ["**not shown yet**", "never"];
    const [figure, last] = figures.length > 0 ? [figures.join("; "), lastRun.at(-1)] : without;
    return [id, promise, figure ?? "", how.join(", "), last ?? ""];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = ["", "Promise", "Figure", "Shown by", "Last run"];
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}
