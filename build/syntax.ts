/** Syntax trees, as rolldown's parser reads TypeScript. */
import { parseAst } from "rolldown/parseAst";

/** A node of an ESTree (https://github.com/estree/estree), with the offsets of its text. */
export interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

export function parse(text: string): Node {
  const program: unknown = parseAst(text, { lang: "ts" });
  if (!isNode(program)) throw new Error("The parser gave no tree.");
  return program;
}

/** The node and all below it, in the order of the text. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* walk(child);
}

const FUNCTIONS = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];

export function isFunction({ type }: Node): boolean {
  return FUNCTIONS.includes(type);
}

/** Which line an offset is in, counted from 1. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);

  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
