/** The words of a statement, and what stands between brackets. */
export type Token = Word | Group;

export interface Word {
  /** `name`: quoted, so that it is never a keyword. */
  is: "word" | "name" | "string" | "number" | "place" | "sign" | "comment";
  text: string;
  /** Of a place, which parameter it takes. */
  parameter: number;
}

export interface Group {
  is: "group";
  inside: Token[];
}

const PATTERN =
  /(?<space>\s+)|(?<comment>\/\*[\s\S]*?\*\/)|(?<string>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<place>\+?\?|\$\d+)|(?<number>\d+(?:\.\d+)?)|(?<word>[a-z_]\w*)|(?<sign>::|<>|<=|>=|!=|\|\||#>>|#>|->>|->|[-+*/%<>=~.,;()[\]{}:&|@!])/giy;

/** Throws where the text is none that it knows. */
export function tokensOf(text: string): Token[] {
  const open: Token[][] = [[]];
  let places = 0;
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const at = PATTERN.lastIndex;
    const found = PATTERN.exec(text)?.groups;
    if (!found) throw new Error(`it cannot be read from here: ${text.slice(at, at + 40)}`);
    const inner = open.at(-1) ?? [];
    if (found.sign === "(") {
      const group: Group = { is: "group", inside: [] };
      inner.push(group);
      open.push(group.inside);
    } else if (found.sign === ")") {
      open.pop();
      if (open.length === 0) throw new Error("a bracket closes that was never opened");
    } else if (found.place !== undefined) {
      const parameter = found.place.startsWith("$") ? Number(found.place.slice(1)) - 1 : places++;
      inner.push({ is: "place", text: found.place, parameter });
    } else {
      const token = wordOf(found);
      if (token) inner.push(token);
    }
  }
  if (open.length !== 1) throw new Error("a bracket is never closed");
  return open[0] ?? [];
}

function wordOf(found: Record<string, string | undefined>): Word | null {
  if (found.word !== undefined) return { is: "word", text: found.word.toLowerCase(), parameter: -1 };
  if (found.name !== undefined) return { is: "name", text: found.name.slice(1, -1), parameter: -1 };
  for (const is of ["string", "number", "sign", "comment"] as const) {
    const text = found[is];
    if (text !== undefined) return { is, text, parameter: -1 };
  }
  return null;
}

export function isWord(token: Token | undefined, ...texts: string[]): boolean {
  return token?.is === "word" && texts.includes(token.text);
}

export function isSign(token: Token | undefined, text: string): boolean {
  return token?.is === "sign" && token.text === text;
}

/** What a word or a quoted name calls; null where it is neither. */
export function nameIn(token: Token | undefined): string | null {
  return token?.is === "word" || token?.is === "name" ? token.text : null;
}

export function isQuery(token: Token | undefined): boolean {
  return token?.is === "group" && isWord(token.inside[0], "select", "with", "values", "insert", "update", "delete");
}

/** The parts between `separator`, a sign or a word, at this level. */
export function split(tokens: readonly Token[], separator: string): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isSign(token, separator) || isWord(token, separator)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Cut before each of these words. What stands before the first of them is under the empty word. */
export function clauses(tokens: readonly Token[], words: readonly string[]): Map<string, Token[]> {
  const parts = new Map<string, Token[]>([["", []]]);
  let into = "";
  for (const [index, token] of tokens.entries()) {
    const isDistinctFrom = isWord(token, "from") && isWord(tokens[index - 1], "distinct") && index > 1;
    if (token.is === "word" && words.includes(token.text) && !isDistinctFrom && !parts.has(token.text)) {
      into = token.text;
      parts.set(into, []);
    } else parts.get(into)?.push(token);
  }
  return parts;
}
