/** The README's section “Try it”: what it promises, the commands for a terminal, and the walks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Walk {
  /** Of its heading, or of the whole walk where it has no numbered lines. */
  sentences: string[];
  /** The sentences of each numbered line. */
  lines: string[][];
}

export interface TryIt {
  /** What stands in the numbered lines after “You will see”. */
  promises: string[];
  /** Each a line of a shell. */
  commands: string[];
  /** All that stands between the commands and the first paragraph that begins with a command. */
  walks: Walk[];
}

/** Reads README.md. Throws when the section is not laid out like this. */
export function readTryIt(text = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8")): TryIt {
  const section = /^## Try it.*?(?=^## )/ms.exec(text)?.[0];
  const [, promised, commands, rest] = /You will see\n(.*?)```sh\n(.*?)```\n(.*)/s.exec(section ?? "") ?? [];
  if (promised === undefined || commands === undefined || rest === undefined)
    throw new Error("README.md has no section “Try it” with “You will see”, commands and walks.");
  return {
    promises: linesOf(promised).flatMap(sentencesOf),
    commands: commands.trim().split("\n"),
    walks: walksOf(rest.split(/^`/m)[0] ?? ""),
  };
}

function walksOf(text: string): Walk[] {
  const walks: Walk[] = [];
  for (const paragraph of paragraphsOf(text)) {
    const heading = paragraph.startsWith("1. ") ? walks.at(-1) : undefined;
    if (heading) heading.lines = linesOf(paragraph).map(sentencesOf);
    else walks.push({ sentences: sentencesOf(paragraph), lines: [] });
  }
  return walks;
}

function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}

/** Of a numbered list. */
function linesOf(list: string): string[] {
  return list
    .trim()
    .split(/^\d\. /m)
    .filter((line) => line.trim() !== "");
}

function sentencesOf(text: string): string[] {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .split(/(?<=\.) /);
}
