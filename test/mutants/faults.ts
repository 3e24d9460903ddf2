/** The faults that a file can have: of each its place, and the text in its stead. */
import { isNode, lineCounter, type Node, parse, walk } from "../../build/syntax.ts";

export const KINDS = ["comparison", "logic", "negation", "number", "where", "guard", "quantifier", "order"] as const;

interface Change {
  kind: (typeof KINDS)[number];
  start: number;
  end: number;
  becomes: string;
}

export interface Fault extends Change {
  file: string;
  line: number;
  was: string;
}

const PAIRS = ["< <=", "> >=", "=== !==", "&& ||", "some every", "asc desc"].map((pair) => pair.split(" "));
const OTHER = new Map(PAIRS.flatMap(([one = "", other = ""]) => [[one, other] as const, [other, one] as const]));

/** All that a file can have. */
export function faultsOf(file: string, text: string): Fault[] {
  const lineOf = lineCounter(text);
  return [...walk(parse(text))].flatMap((node) =>
    [...changesOf(node, text)].map((change) => {
      return { ...change, file, line: lineOf(change.start), was: text.slice(change.start, change.end) };
    }),
  );
}

function* changesOf(node: Node, text: string): Generator<Change> {
  const { type, start, end, value, test, left, right, consequent } = node;

  if ((type === "BinaryExpression" || type === "LogicalExpression") && isNode(left) && isNode(right)) {
    const operator = String(node.operator);
    const becomes = OTHER.get(operator);
    const from = text.indexOf(operator, left.end);
    const kind = type === "LogicalExpression" ? "logic" : "comparison";
    if (becomes !== undefined) yield { kind, start: from, end: from + operator.length, becomes };
  }

  if ((type === "IfStatement" || type === "ConditionalExpression") && isNode(test) && isNode(consequent)) {
    yield { kind: "negation", start: test.start, end: test.end, becomes: `!(${text.slice(test.start, test.end)})` };
    const isGuard = ["ReturnStatement", "ThrowStatement"].includes(consequent.type) && node.alternate === null;
    if (isGuard) yield { kind: "guard", start, end, becomes: "" };
  }

  if (type === "Literal" && typeof value === "number") yield { kind: "number", start, end, becomes: String(value + 1) };
  if (type === "Literal" && (value === "asc" || value === "desc"))
    yield { kind: "order", start, end, becomes: JSON.stringify(OTHER.get(value)) };

  if (type === "CallExpression" && isNode(node.callee)) {
    const { object, property } = node.callee;
    if (!isNode(object) || !isNode(property)) return;
    const name = String(property.name);
    if (name === "where") yield { kind: "where", start: property.start - 1, end, becomes: "" };
    if (name === "some" || name === "every")
      yield { kind: "quantifier", start: property.start, end: property.end, becomes: OTHER.get(name) ?? name };
    if (name === "orderBy" && Array.isArray(node.arguments) && node.arguments.length === 1)
      yield { kind: "order", start: end - 1, end: end - 1, becomes: ', "desc"' };
  }
}
