/**
 * `node test/slack-types/make.ts`: makes schema.json of @slack/types, Slack's own declarations of blocks and views, with
 * the limits that their comments name. Run it, and `biome check --write`, when that package
 * is updated; it needs the package registry once.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

const GENERATOR = "ts-json-schema-generator@2.4.0";
const NAMES = ["KnownBlock", "ModalView", "HomeView"];

const schemaFile = z.object({ definitions: z.record(z.string(), z.json()) });
type Json = z.infer<ReturnType<typeof z.json>>;

const declarations = dirname(createRequire(import.meta.url).resolve("@slack/types"));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(declarations, "../package.json"), "utf8")));
const folder = mkdtempSync(join(import.meta.dirname, "making-"));
try {
  const entry = join(folder, "entry.ts");
  writeFileSync(entry, NAMES.map((name) => `export type { ${name} } from "@slack/types";\n`).join(""));
  const compilerOptions = { strict: true, module: "nodenext", target: "es2023", skipLibCheck: true };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["entry.ts"] }));
  const flags = ["--path", entry, "--tsconfig", join(folder, "tsconfig.json"), "--type", "*", "--no-type-check"];
  const made = execFileSync("npx", ["--yes", GENERATOR, ...flags, "--no-top-ref"], { maxBuffer: 2 ** 26 });
  const { definitions } = schemaFile.parse(JSON.parse(made.toString()));
  const kept = reachable(definitions, NAMES);
  const schema = { from: `@slack/types ${version}`, definitions: limited(kept) };
  writeFileSync(join(import.meta.dirname, "schema.json"), `${JSON.stringify(schema)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

/** Those that the named ones need. */
function reachable(definitions: Record<string, Json>, names: readonly string[]): Record<string, Json> {
  const kept: Record<string, Json> = {};
  const keep = (name: string) => {
    const definition = definitions[name];
    if (name in kept || definition === undefined) return;
    kept[name] = definition;
    for (const [, referred = ""] of JSON.stringify(definition).matchAll(/#\/definitions\/(\w+)/g)) keep(referred);
  };
  names.forEach(keep);
  return Object.fromEntries(Object.entries(kept).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The limits of the comments in the terms of JSON Schema; `x-text` and `x-items` are of a text object within. */
function limited(value: Json): Json {
  if (Array.isArray(value)) return value.map(limited);
  if (typeof value !== "object" || value === null) return value;
  const { description, ...members } = value;
  // A property may have the name "description" itself.
  const isComment = typeof description === "string";
  const rest = isComment ? members : value;
  const others = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, limited(member)]));
  return isComment && !("properties" in rest) ? { ...others, ...limitsIn(description, rest) } : others;
}

function limitsIn(description: string, { type }: { type?: unknown }): Record<string, number> {
  const said = description.replaceAll(/\s+/g, " ");
  const of = (pattern: RegExp) => {
    const found = pattern.exec(said)?.[1];
    return found === undefined ? null : Number(found.replaceAll(",", ""));
  };
  const characters =
    of(
      /[Mm]ax(?:imum)? length (?:for|of|is) ?(?:the (?:`?text`?)?(?: in| within| field in)?(?: this)?(?: field| object)?|this field)?(?: is)? ?([\d,]+) characters/,
    ) ?? of(/Limit ([\d,]+) characters/);
  const items = of(
    /(?:[Mm]aximum (?:number of (?:items|options|option groups) is|of) |Max of |up to |Maximum |maximum )(\d+)(?: (?:elements|options|blocks|rows|items|cards|\{@link)|\.)/,
  );
  const each = of(/text in each item is ([\d,]+) characters/);
  if (type === "array")
    return { ...(items !== null && { maxItems: items }), ...(each !== null && { "x-items": each }) };
  if (characters === null) return {};
  return type === "string" ? { maxLength: characters } : { "x-text": characters };
}
