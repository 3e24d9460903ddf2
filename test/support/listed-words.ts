/** What docs/words.md lists: one word for one thing, in both languages, and what is not said instead. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Lines are joined: a phrase may go on in the next one. */
export const plain = (text: string) => text.replaceAll(/\\u00a0|\\u202f|\s+/g, " ").toLowerCase();

/** A row a concept; the last two cells list what is not said, each in backquotes. */
export const concepts = readFileSync(join(import.meta.dirname, "../../docs/words.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("`"))
  .map((line) => {
    const [concept = "", english = "", french = "", notEnglish = "", notFrench = ""] = line.slice(2, -2).split(" | ");
    const listed = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words);
    return { concept, english, french, notEnglish: listed(notEnglish), notFrench: listed(notFrench) };
  });
const banned = concepts.flatMap(({ notEnglish, notFrench }) => [...notEnglish, ...notFrench]).map(plain);

/** What of that a text holds. */
export function heldBy(text: string): string[] {
  const said = plain(text);
  return banned.filter((words) => said.includes(words));
}
