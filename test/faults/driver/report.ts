/** Puts what was found into docs/reliability.md. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FaultPart, Tally } from "./part.ts";
import { parts } from "./parts.ts";
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

/** Rewrites the table: what has been done here, and as it stood what has not; the words around it stay. */
export async function writeResults(tallies: ReadonlyMap<string, Tally>, today: string): Promise<void> {
  const document = await readFile(DOCUMENT, "utf8");
  const [before, rest] = document.split(BEGIN);
  const [earlier, after] = (rest ?? "").split(END);
  if (before === undefined || earlier === undefined || after === undefined)
    throw new Error(`${DOCUMENT} does not say where its table is.`);
  await writeFile(DOCUMENT, `${before}${BEGIN}\n\n${table(rowsOf(earlier), tallies, today)}\n\n${END}${after}`);
}

interface Row {
  /** The sentence of each part that showed it, by the part's name. */
  figures: Map<string, string>;
  lastRun: string;
}

/** The rows of the table as it stands, by the ids of their promises. */
function rowsOf(table: string): Map<string, Row> {
  const rows = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return new Map(
    rows.map(([, id = "", , figure = "", shownBy = "", lastRun = ""]) => {
      const names = [...shownBy.matchAll(/npm run faults -- ([\w-]+)/gu)].map(([, name = ""]) => name);
      const sentences = figure.split("; ");
      return [id, { figures: new Map(names.map((name, index) => [name, sentences[index] ?? ""])), lastRun }];
    }),
  );
}

function table(earlier: ReadonlyMap<string, Row>, tallies: ReadonlyMap<string, Tally>, today: string): string {
  const rows = Object.entries(PROMISES).map(([id, { promise, shownBy }]) => {
    const before = earlier.get(id);
    const shown = parts.flatMap((part) => {
      if (!part.promises.includes(id)) return [];
      const tally = tallies.get(part.name);
      if (tally) return [{ part, figure: sentenceOf(part, tally), lastRun: today }];
      const figure = before?.figures.get(part.name);
      return figure === undefined ? [] : [{ part, figure, lastRun: before?.lastRun ?? "" }];
    });
    const how = [...shown.map(({ part }) => `\`npm run faults -- ${part.name}\``), ...shownBy];
    const last = shown.map(({ lastRun }) => lastRun).sort();
    const without = shownBy.length > 0 ? ["see there", "each `npm test`"] : ["**not shown yet**", "never"];
    const found = shown.length > 0 ? [shown.map(({ figure }) => figure).join("; "), last.at(-1)] : without;
    return [id, promise, found[0] ?? "", how.join(", "), found[1] ?? ""];
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = ["", "Promise", "Figure", "Shown by", "Last run"];
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function round(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}
