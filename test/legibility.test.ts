/** How the code under src is written: what lint does not see, read from the syntax tree of each file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isFunction, isNode, lineCounter, type Node, parse, walk } from "../build/syntax.ts";

const SRC = join(import.meta.dirname, "../src");

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((path) => {
    const text = readFileSync(join(SRC, path), "utf8");
    return { path, text, nodes: [...walk(parse(text))], lineAt: lineCounter(text) };
  });

type SourceFile = (typeof files)[number];

function placesOf(isOffence: (node: Node) => boolean): string[] {
  return files.flatMap(({ path, nodes, lineAt }) =>
    nodes.filter(isOffence).map(({ start }) => `${path}:${lineAt(start)}`),
  );
}

/** Without the parentheses and types around it. */
function bare(node: unknown): Node | null {
  if (!isNode(node)) return null;
  const isWrapped = ["ParenthesizedExpression", "TSAsExpression", "TSSatisfiesExpression"].includes(node.type);
  return isWrapped ? bare(node.expression) : node;
}

it("reads every file and finds its functions", () => {
  expect(files.length).toBeGreaterThan(600);
  expect(functions.length).toBeGreaterThan(3000);
});

it("spreads no literal only to share a line", () => {
  expect(
    placesOf(({ type, argument }) => type === "SpreadElement" && bare(argument)?.type === "ObjectExpression"),
  ).toEqual([]);
});

it("destructures no literal: each name has a statement of its own", () => {
  const literals = ["ArrayExpression", "ObjectExpression"];
  const isPacked = ({ type, id, init }: Node) =>
    type === "VariableDeclarator" &&
    /^(Array|Object)Pattern$/.test(bare(id)?.type ?? "") &&
    literals.includes(bare(init)?.type ?? "");
  expect(placesOf(isPacked)).toEqual([]);
});

it("calls nothing that a condition chooses between parentheses", () => {
  const isChosen = ({ type, callee }: Node) =>
    type === "CallExpression" && bare(callee)?.type === "ConditionalExpression";
  expect(placesOf(isChosen)).toEqual([]);
});

interface FunctionBody {
  place: string;
  /** Lines of statements: neither blank, nor comments, nor inside a literal of several lines. */
  lines: number;
  hasParagraphs: boolean;
}

const LITERALS = ["ObjectExpression", "ArrayExpression", "TemplateLiteral"];

function bodiesOf({ path, text, nodes, lineAt }: SourceFile): FunctionBody[] {
  const lines = text.split("\n");

  return nodes.filter(isFunction).flatMap(({ body }) => {
    if (!isNode(body) || body.type !== "BlockStatement") return [];
    const first = lineAt(body.start) + 1;
    const last = lineAt(body.end) - 1;

    const inLiterals = new Set<number>();
    for (const node of walk(body)) {
      if (!LITERALS.includes(node.type)) continue;
      for (let line = lineAt(node.start) + 1; line < lineAt(node.end); line += 1) inLiterals.add(line);
    }

    let count = 0;
    let hasParagraphs = false;
    for (let line = first; line <= last; line += 1) {
      const words = lines[line - 1]?.trim() ?? "";
      if (words === "") hasParagraphs = true;
      else if (!inLiterals.has(line) && !/^(\/\/|\/\*|\*)/.test(words)) count += 1;
    }
    return [{ place: `${path}:${lineAt(body.start)}`, lines: count, hasParagraphs }];
  });
}

const functions = files.flatMap(bodiesOf);

it("has no function of more than 60 lines of statements", () => {
  const long = functions.filter(({ lines }) => lines > 60);
  expect(long.map(({ place, lines }) => `${place} has ${lines}`)).toEqual([]);
});

it("gives a function of more than 25 lines of statements paragraphs", () => {
  const dense = functions.filter(({ lines, hasParagraphs }) => lines > 25 && !hasParagraphs);
  expect(dense.map(({ place }) => place)).toEqual([]);
});

const READS: Record<string, (returned: string) => boolean> = {
  find: (returned) => /\b(?:null|undefined)\b/.test(returned),
  get: (returned) => !/\b(?:null|undefined)\b/.test(returned),
  list: (returned) => /\[\]|Array|Generator|Map<|Set</.test(returned),
};
/** The view of a list is no list. */
const NOT_READ = /^list(?:View|Page)s?$/;

it("calls find… what may return nothing, get… what throws, list… what returns several", () => {
  const named = files.flatMap(({ path, text, nodes }) =>
    nodes.flatMap(({ type, id, returnType }) => {
      if (type !== "FunctionDeclaration" || !isNode(id) || !isNode(returnType)) return [];
      const name = String(id.name);
      const [, verb = ""] = /^(find|get|list)[A-Z]/.exec(name) ?? [];
      const isAsNamed = READS[verb];
      if (!isAsNamed || NOT_READ.test(name)) return [];
      return { place: `${path}: ${name}`, isRight: isAsNamed(text.slice(returnType.start, returnType.end)) };
    }),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ isRight }) => !isRight)).toEqual([]);
});

const TEST = join(import.meta.dirname);

it("names no test by an id that stands in no document: promises alone have one", () => {
  const isPrivate = /[( ](?!P\d{1,2}\b)(?:[A-Z]{1,6}-?\d{1,2}[a-z]?|\d{2}[a-z](?:[ :-] ?\d+)?)(?:, [^)]*)?\)(?=[",`])/;
  const names = readdirSync(TEST, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .flatMap((path) => readFileSync(join(TEST, path), "utf8").match(/\b(?:it|describe)(?:\.each)?\(\s*["`].*/g) ?? []);
  expect(names.length).toBeGreaterThan(1500);
  expect(names.filter((name) => isPrivate.test(name))).toEqual([]);
});
