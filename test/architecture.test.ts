/** What the folders promise each other, read from the imports of every file under src. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { capabilities } from "../src/app/capabilities.ts";

const SRC = join(import.meta.dirname, "../src");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));

/** Folders that are no capability. */
const GROUND = ["platform", "slack", "delivery", "app", "demo"];

interface Import {
  from: string;
  /** A path under src, or a package. */
  to: string;
  isType: boolean;
}

/** `import … from`, `export … from`, an import for its effects, and `import(…)`. */
const STATEMENT = /^(?:import|export)\s+(type\s+)?([^"';=()]*?)\s+from\s+"([^"]+)";/gm;
const EFFECT = /^import\s+"([^"]+)";/gm;
const DYNAMIC = /\bimport\("([^"]+)"\)/g;

function importsOf({ path, text }: { path: string; text: string }): Import[] {
  const statements = [...text.matchAll(STATEMENT)].map(([, type, what = "", source = ""]) => {
    const names =
      /^\{(.*)\}$/s
        .exec(what)?.[1]
        ?.split(",")
        .filter((name) => name.trim() !== "") ?? [];
    const onlyTypes = names.length > 0 && names.every((name) => /^\s*type\s/.test(name));
    return { from: path, to: resolved(path, source), isType: type !== undefined || onlyTypes };
  });
  const others = [...text.matchAll(EFFECT), ...text.matchAll(DYNAMIC)].map(([, source = ""]) => ({
    from: path,
    to: resolved(path, source),
    isType: false,
  }));
  return [...statements, ...others];
}

function resolved(path: string, source: string): string {
  return source.startsWith(".") ? normalize(join(dirname(path), source)) : source;
}

function folderOf(path: string): string {
  return path.includes("/") ? (path.split("/")[0] ?? "") : "";
}

const folders = new Set(files.map(({ path }) => folderOf(path)));

function isCapability(path: string): boolean {
  const folder = folderOf(path);
  return folder !== "" && folders.has(folder) && !GROUND.includes(folder);
}

const imports = files.flatMap(importsOf);

function offending(isOffence: (one: Import) => boolean): string[] {
  return imports.filter(isOffence).map(({ from, to }) => `${from} imports ${to}`);
}

/** Comments may speak of what code may not do. */
function codeOf(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}

it("reads every import that there is", () => {
  // Each file but a few leaves imports something; a reader of imports that finds none would prove nothing.
  expect(files.length).toBeGreaterThan(100);
  const written = files.flatMap(({ text }) => text.match(/ from "[^"]+";$|^import "|\bimport\("/gm) ?? []);
  expect(imports).toHaveLength(written.length);
  expect(imports).toContainEqual({ from: "check-ins/saving.ts", to: "people/people.ts", isType: false });
  expect(imports).toContainEqual({ from: "check-ins/blocks.ts", to: "check-ins/table.ts", isType: true });
  expect(imports).toContainEqual({ from: "app/command-line.ts", to: "demo/cli.ts", isType: false });
});

/** The lowest first. People are below all, a set-up is above. */
const ORDER = ["people", ...capabilities.map(({ name }) => name), "setup"];

/** Groups of two files or more of which each imports each other one, by way of others too: Tarjan's components. */
function circlesOf(arrows: readonly Pick<Import, "from" | "to">[]): string[][] {
  const imported = Map.groupBy(arrows, ({ from }) => from);
  const places = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  /** Returns the place of the first file still open that this one leads to. */
  function visit(file: string): number {
    const place = places.size;
    places.set(file, place);
    open.push(file);

    let first = place;
    for (const { to } of imported.get(file) ?? [])
      if (!places.has(to)) first = Math.min(first, visit(to));
      else if (open.includes(to)) first = Math.min(first, places.get(to) ?? place);

    if (first === place) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return first;
  }

  for (const file of imported.keys()) if (!places.has(file)) visit(file);
  return circles;
}

it("has no circle of imports, of types neither", () => {
  const arrow = (from: string, to: string) => ({ from, to });
  const triangle = [arrow("a", "b"), arrow("b", "c"), arrow("c", "a"), arrow("c", "d"), arrow("e", "a")];
  expect(circlesOf(triangle)).toEqual([["a", "b", "c"]]);
  expect(imports.filter(({ isType }) => isType).length).toBeGreaterThan(1000);
  expect(circlesOf(imports)).toEqual([]);
});

it("has no file of more than 400 lines, but the words in two languages and the data map", () => {
  const isList = (path: string) => /(^|\/)texts[^/]*\.ts$/.test(path) || path === "privacy/data-map.ts";
  const long = files.filter(({ path, text }) => !isList(path) && text.split("\n").length > 401);
  expect(long.map(({ path }) => path)).toEqual([]);
});

it("has a folder, not a word behind three names or more, for what is a subject of its own", () => {
  const names = files.flatMap(({ path }) => {
    const words = "rules|repository|blocks|texts|listeners|messages";
    const found = new RegExp(`^(?:(?:${words})-(?<first>.+)|(?<last>.+)-(?:${words}))\\.ts$`).exec(basename(path));
    const subject = found?.groups?.first ?? found?.groups?.last;
    return subject === undefined ? [] : [{ of: `${dirname(path)}: ${subject}`, name: basename(path) }];
  });
  const subjects = Map.groupBy(names, ({ of }) => of);
  expect(subjects.size).toBeGreaterThan(10);
  expect([...subjects].filter(([, files]) => files.length > 2).map(([of]) => of)).toEqual([]);
});

describe("a capability", () => {
  it("knows only those below it: what it has to tell those above, it tells as an event", () => {
    const placeOf = (path: string) => ORDER.indexOf(folderOf(path));
    const without = files.filter(({ path }) => isCapability(path) && placeOf(path) < 0);
    expect(without.map(({ path }) => path)).toEqual([]);
    const crosses = ({ from, to }: Import) => isCapability(from) && isCapability(to) && folderOf(from) !== folderOf(to);
    expect(imports.filter(crosses).length).toBeGreaterThan(500);
    expect(offending((one) => crosses(one) && placeOf(one.to) >= placeOf(one.from))).toEqual([]);
  });

  it("uses another through its acts and queries, never its screens, its listeners or the values of its tables", () => {
    const isPrivate = (to: string) =>
      /^(repository|blocks|table|listeners|commands|cli|home)([-.]|$)|-screen\.ts$/.test(basename(to));
    const crosses = ({ from, to }: Import) =>
      (isCapability(from) || folderOf(from) === "delivery") &&
      (isCapability(to) || folderOf(to) === "delivery") &&
      folderOf(from) !== folderOf(to);
    expect(
      offending((one) => crosses(one) && isPrivate(one.to) && !(one.isType && /^table/.test(basename(one.to)))),
    ).toEqual([]);
  });

  it("keeps SQL out of what is shown: screens, blocks, words, presses", () => {
    const withSql = files.filter(({ text }) =>
      /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\brows\(\w+, "/.test(text),
    );
    expect(withSql.length).toBeGreaterThan(50);
    const shown = /^(blocks|texts|listeners|commands|presses|home|cli)([-.]|$)|(screen|blocks|texts)\.ts$/;
    const elsewhere = withSql.filter(({ path }) => isCapability(path) && shown.test(basename(path)));
    expect(elsewhere.map(({ path }) => path)).toEqual([]);
  });
});

it("what buttons carry is read through schemas", () => {
  const listeners = files.filter(({ path }) => /^listeners|^presses|screen\.ts$/.test(basename(path)));
  expect(listeners.length).toBeGreaterThan(20);
  const byHand = listeners.filter(({ text }) => /\bvalue\.split\(|(JSON\.parse|Number)\((press\.)?value\)/.test(text));
  expect(byHand.map(({ path }) => path)).toEqual([]);
});

it("the command line loads what a command needs when it is called", () => {
  const declared = files.filter(({ path }) => basename(path) === "cli-commands.ts");
  expect(declared.length).toBeGreaterThan(5);
  expect(declared.filter(({ text }) => /^import (?!type )/m.test(text)).map(({ path }) => path)).toEqual([]);
  const { text = "" } = files.find(({ path }) => path === "app/command-line.ts") ?? {};
  const eager = [...text.matchAll(STATEMENT)]
    .filter(([, type]) => type === undefined)
    .map(([, , , source = ""]) => source);
  expect(eager.length).toBeGreaterThan(declared.length);
  expect(eager.filter((source) => !/^\.\.\/(platform\/|[^/]+\/cli-commands\.ts$)/.test(source))).toEqual([]);
});

it("a test of one capability imports nothing of another that only that one's own files know", () => {
  const isOne = (path: string) => isCapability(path) || folderOf(path) === "delivery";
  const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && isOne(file))
    .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, path), "utf8") }));
  const ofSource = tests.flatMap(importsOf).flatMap((one) => {
    // From test/people/x.test.ts, `../../src/people/y.ts` is read as `../src/people/y.ts`.
    const [, to] = /^\.\.\/src\/(.*)$/.exec(one.to) ?? [];
    return to === undefined ? [] : [{ ...one, to }];
  });
  expect(ofSource.length).toBeGreaterThan(300);
  const isInner = (to: string) => /^(repository|blocks|table|texts|form)([-.]|$)/.test(basename(to));
  const offences = ofSource.filter(
    ({ from, to, isType }) => !isType && isOne(to) && folderOf(to) !== folderOf(from) && isInner(to),
  );
  expect(offences.map(({ from, to }) => `test/${from} imports ${to}`)).toEqual([]);
});

it("nothing but a deletion, which is announced, and an erasure rewrites what only grows, by raw SQL neither", () => {
  const grows = "request_vote|audit|check_in_revision|item_event|milestone_date|program_status|question_set|digest";
  const built = new RegExp(
    `\\.(updateTable\\("(${grows})"|deleteFrom\\("(${grows}|delivery)")|\\brows\\(\\w+, ("(${grows})", [^)]+\\)\\s*\\.update|"(${grows}|delivery)", [^)]+\\)\\s*\\.remove)\\(`,
  );
  // Of a table that is given, too.
  const raw = new RegExp(
    `\\b(update|(delete\\s+from|replace\\s+into|truncate(\\s+table)?))\\s+("?(${grows})\\b|\\$\\{)|\\bdelete\\s+from\\s+"?delivery\\b`,
    "i",
  );
  const rewritten = files.filter(
    ({ path, text }) =>
      !path.startsWith("demo/") && path !== "platform/rows.ts" && (built.test(codeOf(text)) || raw.test(codeOf(text))),
  );
  // The name of its table stands where `rows` is called.
  expect(files.filter(({ text }) => /[^ ]\brows\(\w+, (?!")/.test(codeOf(text)))).toEqual([]);
  const rewriting = ["delivery/old-rows.ts", "privacy/delete-aged.ts", "privacy/rows-by-data-map.ts"];
  expect(rewritten.map(({ path }) => path).sort()).toEqual(rewriting);
  // None but the deletion and the erasure themselves can call it.
  const callers = imports.filter(({ to }) => rewriting.includes(to));
  expect([...new Set(callers.map(({ from }) => dirname(from)))].sort()).toEqual(["operations", "privacy"]);
});

it("platform, slack and delivery know only what stands before them of these three, and no capability", () => {
  const ground = ["platform", "slack", "delivery"];
  const placeOf = (path: string) => ground.indexOf(folderOf(path));
  expect(offending(({ from, to }) => placeOf(from) >= 0 && (isCapability(to) || placeOf(to) > placeOf(from)))).toEqual(
    [],
  );
});

describe("the sandbox, a package of its own", () => {
  const PACKAGE = join(import.meta.dirname, "../packages/slack-sandbox");
  const within = (folder: string) =>
    readdirSync(join(PACKAGE, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => ({ path: join(folder, file), text: readFileSync(join(PACKAGE, folder, file), "utf8") }));

  it("knows nothing of the product, nor does its own test", () => {
    const own = ["src", "build", "test"].flatMap(within);
    expect(own.length).toBeGreaterThan(100);
    const outside = own.flatMap(importsOf).filter(({ to }) => to.startsWith(".."));
    const browser = "../../test/support/browser.ts";
    const offences = outside.filter(({ from, to }) => !(from.startsWith("test/") && to === browser));
    expect(offences.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
    const named = own.filter(({ path, text }) => path.startsWith("src/") && /drumbeat/i.test(text));
    expect(named.map(({ path }) => path)).toEqual([]);
  });

  it("is used by what shows Drumbeat in it alone, by its one entry, and that is loaded by the command line alone", () => {
    expect(offending(({ from, to }) => /slack-sandbox/.test(to) && folderOf(from) !== "demo")).toEqual([]);
    expect(offending(({ to }) => /slack-sandbox\//.test(to))).toEqual([]);
    expect(offending(({ from, to }) => folderOf(to) === "demo" && folderOf(from) !== "demo")).toEqual([
      "app/command-line.ts imports demo/cli.ts",
    ]);
  });

  it("has no file of more than 400 lines, but the words in two languages", () => {
    const long = within("src").filter(
      ({ path, text }) => !/(texts|words)[^/]*\.ts$/.test(path) && text.split("\n").length > 401,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

it("nothing imports the app but the demo, which runs it; what a capability declares is there for all", () => {
  const declared = ["app/capability.ts", "app/cli-command-types.ts"];
  const isApp = (path: string) => folderOf(path) === "app" && !declared.includes(path);
  expect(files.filter(({ path }) => isApp(path)).map(({ path }) => path)).toContain("app/app.ts");
  expect(offending(({ from, to }) => isApp(to) && !isApp(from) && folderOf(from) !== "demo")).toEqual([]);
  expect(offending(({ from, to }) => declared.includes(from) && isCapability(to))).toEqual([]);
});

/** Pure, but what they are given or give is a row or a block: its type alone. */
const TAKE_TYPES_OF_ROWS = new Set([
  "delivery/folded-lines.ts",
  "register/reminders/days.ts",
  "register/requests/history.ts",
  "reports/facts/answers.ts",
  "reports/facts/items.ts",
]);

it("rules import neither SQL, nor Slack, nor a clock", () => {
  const saysPure = /^\/\*\*(?:[^*]|\*(?!\/))*\bpure\b/i;
  const pure = new Set(files.flatMap(({ path, text }) => (saysPure.test(text) ? [path] : [])));
  expect(pure.size).toBeGreaterThan(30);
  const rules = imports.filter(({ from }) => pure.has(from));
  const impure = rules.filter(
    ({ from, to, isType }) =>
      !(isType && (to === "platform/clock.ts" || TAKE_TYPES_OF_ROWS.has(from))) &&
      (to === "kysely" ||
        to.startsWith("@slack/") ||
        /^node:/.test(to) ||
        /^repository/.test(basename(to)) ||
        to === "platform/database.ts" ||
        to === "platform/clock.ts"),
  );
  expect(impure.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
});

it("only the clock reads the system's time", () => {
  const readers = files.filter(({ text }) =>
    /Date\.now|new Date\(\)|Temporal\.Now|performance\.now|hrtime/.test(codeOf(text)),
  );
  expect(readers.map(({ path }) => path).sort()).toEqual(["platform/clock.ts"]);
});

it("goes out by one way alone: what asks anything by HTTP is given the fetch of the network", () => {
  const isGiven = /^import type \{[^}]*\b(?:Fetch|Network)\b[^}]*\} from "[^"]*\/network\.ts";/m;
  const others = files.filter(
    ({ path, text }) =>
      !path.startsWith("demo/") &&
      /(?<![.\w])fetch\(|new WebSocket\(|globalThis\.fetch|from "undici"/.test(codeOf(text)) &&
      !isGiven.test(text),
  );
  expect(others.map(({ path }) => path).sort()).toEqual([
    "platform/network.ts",
    // The sandbox's clock, beside the app.
    "platform/sandbox-clock.ts",
  ]);
});

it("imports date-fns by function", () => {
  expect(offending(({ to }) => to === "date-fns" || to.startsWith("@date-fns/"))).toEqual([]);
});

it("names no file after nothing", () => {
  const vague = files.filter(({ path }) => /\b(utils?|helpers?|common|manager|misc|lib)\b/.test(path));
  expect(vague.map(({ path }) => path)).toEqual([]);
  const notKebab = files.filter(({ path }) => !/^([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path));
  expect(notKebab.map(({ path }) => path)).toEqual([]);
});

it("migrations import nothing of the program", () => {
  const root = join(import.meta.dirname, "..");
  const imported = readdirSync(join(root, "db/migrations"), { recursive: true, encoding: "utf8" })
    .map((file) => join("db/migrations", file))
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => importsOf({ path, text: readFileSync(join(root, path), "utf8") }))
    .map(({ to }) => to)
    .filter((to) => !to.startsWith("db/migrations/"));
  expect([...new Set(imported)].sort()).toEqual(["kysely", "kysely/migration"]);
});

describe("the packages that the house is built on", () => {
  const manifest = z
    .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")));

  it.each(["@slack/bolt", "node-cron", "kysely", "better-sqlite3", "zod", "date-fns"])("%s is used by src", (name) => {
    expect(manifest.dependencies).toHaveProperty([name]);
    expect(imports.some(({ to, isType }) => !isType && (to === name || to.startsWith(`${name}/`)))).toBe(true);
  });

  it("vitest runs the tests", () => {
    expect(manifest.devDependencies).toHaveProperty("vitest");
  });
});
