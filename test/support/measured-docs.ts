/** Tables in docs that programs write: each between two comments with its name, below the day and the machine of its figures. */
import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { systemClock } from "../../src/platform/clock.ts";

/** Throws where the document has no place of this name. */
export function placeOf(document: string, name: string): string {
  const [, from] = document.split(`<!-- ${name} -->`);
  const [text, rest] = (from ?? "").split(`<!-- end of ${name} -->`);
  if (text === undefined || rest === undefined) throw new Error(`The document has no place for ${name}.`);
  return text.trim();
}

/** What is given goes into its place; the words around stay. */
export async function writeInto(file: string, texts: ReadonlyMap<string, string>): Promise<void> {
  let document = await readFile(file, "utf8");
  for (const [name, text] of texts) {
    placeOf(document, name);
    const [before = ""] = document.split(`<!-- ${name} -->`);
    const [, after = ""] = document.split(`<!-- end of ${name} -->`);
    document = `${before}<!-- ${name} -->\n\n${text.trim()}\n\n<!-- end of ${name} -->${after}`;
  }
  await writeFile(file, document);
}

export function dayAndMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = systemClock().now().slice(0, 10);
  return `${day}, Node ${process.version}, ${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, ${process.platform} ${process.arch}.`;
}

export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}
