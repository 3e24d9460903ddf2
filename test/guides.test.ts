/** The guides for people, each in both languages: their lists of contents lead somewhere, and their commands are understood. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { capabilities } from "../src/app/capabilities.ts";
import { type AppContext, commandsOf } from "../src/app/capability.ts";
import { homeCommand } from "../src/app/home-command.ts";
import type { Person } from "../src/people/people.ts";
import { parseCode } from "../src/register/codes-and-transitions.ts";
import { type CommandNames, parseCommandLine } from "../src/slack/parse-command.ts";

const ROOT = join(import.meta.dirname, "..");
const PAGES = [
  ["docs/participant.md", "docs/fr/participant.md"],
  ["docs/sponsor.md", "docs/fr/sponsor-et-comite.md"],
  ["docs/lead.md", "docs/fr/responsable.md"],
  ["docs/admin.md", "docs/fr/administrateur.md"],
  ["docs/operations.md", "docs/fr/mise-en-service.md"],
] as const;
const GUIDES = [...PAGES.flat(), "docs/rules.md", "docs/digest.md", "docs/fr/glossaire.md"];
/** Short ones, without a list of their sections. */
const TRACKS = ["docs/tracks.md", "docs/fr/plans-de-travail.md"];
const TOPICS = ["docs/goals.md", "docs/committee.md", "docs/import.md"];
const TOPICS_FR = ["docs/fr/objectifs.md", "docs/fr/comite.md", "docs/fr/importer.md"];
const READMES = ["README.md", "README.fr.md"];

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const withoutCode = (text: string) => text.replaceAll(/```[\s\S]*?```/g, "");
/** As GitHub names a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
const anchorsOf = (file: string) =>
  [...withoutCode(read(file)).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
const sectionsOf = (file: string) =>
  [...withoutCode(read(file)).matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
const commandsIn = (file: string) => [...read(file).matchAll(/`\/drumbeat (\S[^`]*)`/g)].map(([, line = ""]) => line);

/** What a command is called is said without what it needs to be carried out. */
function productCommands(): readonly CommandNames[] {
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });
  const running = nothing as AppContext<Person>;
  return [...commandsOf(capabilities, running), homeCommand(running), { word: "help", inFrench: "aide" }];
}

/** Where a link of a page leads nowhere. */
function lostLinksOf(file: string): string[] {
  const links = [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  return links
    .filter((link) => !link.startsWith("http"))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : join(dirname(file), path);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(decodeURIComponent(anchor));
    });
}

describe("the guides", () => {
  it.each(GUIDES)("list all their sections at the top: %s", (file) => {
    const [top = ""] = read(file).split(/^## /m);
    const listed = [...top.matchAll(/^- \[[^\]]+\]\(#([^)]+)\)$/gm)].map(([, anchor]) => anchor);
    expect(listed).toEqual(sectionsOf(file));
  });

  it.each([...GUIDES, ...TRACKS, ...TOPICS, ...TOPICS_FR, ...READMES])("link to what is there: %s", (file) => {
    expect(lostLinksOf(file)).toEqual([]);
  });

  it("name commands that are understood as they stand there", () => {
    const commands = productCommands();
    for (const file of [...GUIDES, ...TRACKS, ...TOPICS, ...TOPICS_FR, ...READMES]) {
      const language = /fr\b/.test(file) ? "fr" : "en";
      const lost = commandsIn(file)
        .filter((line) => parseCode(line) === null)
        .filter((line) => parseCommandLine(line.replace(/\s+…$/, ""), commands, language).is !== "command");
      expect(lost, file).toEqual([]);
    }
    expect(commandsIn("docs/fr/participant.md").length).toBeGreaterThan(15);
    expect(parseCommandLine("synthse", commands, "fr").is).toBe("unknown");
  });

  const mostWords = (file: string) => {
    if (READMES.includes(file)) return 450;
    if (file === "docs/operations.md") return 4000;
    return /rules|digest/.test(file) ? 1500 : 1200;
  };

  it.each([...READMES, ...GUIDES, ...TOPICS, ...TOPICS_FR])("are short: %s", (file) => {
    const words = withoutCode(read(file))
      .replaceAll(/\]\([^)]*\)/g, "]")
      .split(/\s+/)
      .filter((word) => /[\p{L}\p{N}]/u.test(word));
    expect(words.length).toBeLessThanOrEqual(mostWords(file));
  });

  it("set French signs off with spaces at which no line breaks", () => {
    const french = [
      ...PAGES.map(([, page]) => page),
      ...TRACKS.slice(1),
      ...TOPICS_FR,
      "docs/fr/glossaire.md",
      "README.fr.md",
    ];
    for (const file of french) {
      const prose = withoutCode(read(file)).replaceAll(/`[^`]*`/g, "");
      expect(prose.match(/[ \n](?:[;?»]|!(?!\[))|« |[^\n|] :(?= |$)/gm), file).toBe(null);
    }
  });
});
