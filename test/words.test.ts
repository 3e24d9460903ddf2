/** One word for one thing, in both languages: nothing that people read holds what docs/words.md lists. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openHome } from "./support/home-tab.ts";
import { concepts, heldBy, plain } from "./support/listed-words.ts";
import { aRun, arrivals, textOf } from "./support/run.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
/** What a file of code says: its comments are for those who work on it. */
function saidIn(file: string): string {
  const text = read(file);
  return file.endsWith(".ts") ? text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:"'`\\])\/\/.*/g, "") : text;
}

const GUIDES = "{participant,sponsor,lead,admin,operations,rules,digest}";
const FILES = [
  "src/**/*.ts",
  "db/templates/*.json",
  "manifest*.yml",
  "README*.md",
  `docs/${GUIDES}.md`,
  "docs/fr/*.md",
].flatMap((pattern) => globSync(pattern, { cwd: ROOT }));

describe("the words that people read", () => {
  it("are listed with what is not said instead, in both languages", () => {
    expect(concepts.length).toBeGreaterThan(30);
    for (const { concept, ...cells } of concepts)
      for (const [cell, value] of Object.entries(cells)) expect(value.length, `${concept}: ${cell}`).toBeGreaterThan(0);
    expect(heldBy("The next rounds: passer\u00a0mon tour")).toEqual(["the next rounds", "passer mon tour"]);
  });

  it.each(FILES)("are those of the list in %s", (file) => {
    expect(heldBy(saidIn(file))).toEqual([]);
  });

  it("have the colours of a status nowhere but in its shapes, for readers of either language", () => {
    for (const file of FILES.filter((name) => /\btexts[\w-]*\.ts$|\.json$|\.md$/.test(name)))
      expect(
        saidIn(file).match(/\b(?:turned|went|is) (?:red|amber|green)\b|(?<!retour )\bau (?:rouge|vert|orange)\b/g),
      ).toBe(null);
  });

  it("are those of the list as the app says them, in English and in French", async () => {
    const run = await aRun({ tellsWhatIsKept: true });
    await run.to("2026-11-04T18:00Z");
    for (const handle of ["tom", "lea", "sofia"]) {
      const person = run.as(handle);
      const said = (await openHome(run, handle)).concat(arrivals(run, handle).map(({ text }) => text));
      for (const words of [
        "help",
        "register",
        "digest",
        "plan",
        "preferences",
        "my data",
        "program",
        "cadence",
        "find x",
      ]) {
        const { response } = await person.command(`/drumbeat ${words}`);
        if (response) said.push(textOf(response));
        const view = person.view();
        if (view) said.push(textOf(view));
      }
      expect(said.length).toBeGreaterThan(9);
      expect(said.map(plain).flatMap(heldBy)).toEqual([]);
    }
  });
});
