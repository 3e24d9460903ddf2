/** What documents name exists: files, links, identifiers, scripts. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";

import { sizes, tableOfSizes } from "../build/size.ts";
import { placeOf } from "./support/measured-docs.ts";

const ROOT = join(import.meta.dirname, "..");
const NOT_OURS = ["node_modules", "dist", "maps"];
const paths = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter(
  (path) => !path.split("/").some((folder) => NOT_OURS.includes(folder) || /^\.(?!ci$|env\.example$)/.test(folder)),
);
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

const documents = paths
  .filter((path) => path.endsWith(".md") && !path.startsWith("test/") && path !== "CHANGELOG.md")
  .map((path) => ({ path, text: read(path) }));

/** Between backticks, blocks of code left out. */
function quotedIn(text: string): string[] {
  const prose = text.replaceAll(/```.*?```/gs, "");
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, quoted = ""]) => quoted);
}

const EXTENSIONS = /\.(?:ts|js|mjs|json|md|yml|yaml|sql|service|toml)$/;
/** What the program makes, what somebody is to write, and a library whose name ends so. */
const OF_NOBODY = [
  /^dist\//,
  /^maps\//,
  /^summary\.json$/,
  /\b(?:HANDLE|NAME|NNNN)\b/,
  /^greeter\.test\.mjs$/,
  /^ical\.js$/,
];

function isThere(path: string): boolean {
  const wanted = path.replace(/^\.?\//, "");
  return paths.some((each) => each === wanted || each.endsWith(`/${wanted}`));
}

it("names no file that is not there", () => {
  const missing = documents.flatMap(({ path, text }) => {
    const inProse = quotedIn(text).filter((quoted) => /^[\w./@-]+$/.test(quoted) && EXTENSIONS.test(quoted));
    const inTree = path === "docs/architecture.md" ? (text.match(/(?<!\.)\b[\w/-]+\.ts\b/g) ?? []) : [];
    return [...inProse, ...inTree]
      .filter((named) => !isThere(named) && !OF_NOBODY.some((known) => known.test(named)))
      .map((named) => `${path}: ${named}`);
  });
  expect(missing).toEqual([]);
});

it("names no folder of the source that is not there", () => {
  const folders = new Set(paths.flatMap((path) => parentsOf(path)));
  const missing = documents.flatMap(({ path, text }) =>
    quotedIn(text)
      .filter((quoted) => /^(?:src|test|db|docs|build|deploy|packages)\/[\w/-]+$/.test(quoted))
      .filter((quoted) => !folders.has(quoted.replace(/\/$/, "")))
      .map((quoted) => `${path}: ${quoted}`),
  );
  expect(missing).toEqual([]);
});

function parentsOf(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...parentsOf(folder)];
}

it("links to nothing that is not there", () => {
  const missing = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(path), target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(missing).toEqual([]);
});

it("names no function or type that the code does not have", () => {
  const code = paths.filter((path) => /\.(?:ts|js|mjs|json|yml|sql)$/.test(path) && path !== "package-lock.json");
  const ofLibraries = ["EnvHttpProxyAgent"];
  const words = new Set(code.flatMap((path) => read(path).match(/[A-Za-z_$][\w$]*/g) ?? []));
  const ofCode = ["docs/architecture.md", "CONTRIBUTING.md"];
  const missing = documents
    .filter(({ path }) => ofCode.includes(path) || path.startsWith("docs/decisions/"))
    .flatMap(({ path, text }) =>
      quotedIn(text)
        .filter((quoted) => /^[a-z]+[A-Z]\w*(?:\(\))?$|^[A-Z][a-z]+[A-Z]\w*$/.test(quoted))
        .filter((quoted) => !ofLibraries.includes(quoted) && !words.has(quoted.replace("()", "")))
        .map((quoted) => `${path}: ${quoted}`),
    );
  expect(missing).toEqual([]);
});

it("names no script that npm does not run", () => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
  const missing = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)]
      .map(([, name = ""]) => name)
      .filter((name) => scripts[name] === undefined)
      .map((name) => `${path}: npm run ${name}`),
  );
  expect(missing).toEqual([]);
});

it("says how large the surface of each capability is", () => {
  const surfaceOf = (table: string) => table.split("\n").map((line) => line.split("|").slice(1, 8).join("|"));
  const written = placeOf(read("docs/architecture.md"), "sizes");
  expect(surfaceOf(written), "npm run size writes it").toEqual(surfaceOf(tableOfSizes(sizes())));
});
