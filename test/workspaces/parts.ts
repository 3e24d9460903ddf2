/** The parts of a statement that is judged. */
import { ACROSS_WORKSPACES } from "../../src/platform/across-workspaces.ts";
import { isQuery, isWord, nameIn, split, type Token } from "./tokens.ts";

export interface Source {
  alias: string;
  /** Of which table; empty where there is nothing to be bound. */
  table: string;
  /** Its columns that say whose a row is. */
  owners: ReadonlySet<string>;
}

export interface Scope {
  sources: Source[];
  outer: Scope | null;
}

export type Term = { is: "parameter"; parameters: number[] } | { is: "outer" } | { is: "column"; source: Source };

/** Two that are equal; `only`: of an outer join, whose table alone is bound by it. */
export interface Equality {
  terms: [Term, Term];
  only: Source | null;
}

/** A query that stands where a table may: its columns by place, and which of them say whose a row is. */
export interface Result {
  columns: { name: string; isOwner: boolean; parameters: readonly number[] }[];
  /** Of all workspaces: whoever reads from it has to say of which. */
  isFree: boolean;
}

export function unmarked(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => !(token.is === "comment" && token.text === ACROSS_WORKSPACES));
}

export function derived(alias: string, { columns, isFree }: Result): Source {
  const names = columns.filter(({ isOwner }) => isOwner).map(({ name }) => name);
  return { alias, table: isFree ? "a query" : "", owners: new Set(names) };
}

const NOT_OWNER = { isOwner: false, parameters: [] } as const;

export function renamed({ columns, isFree }: Result, names: readonly string[] | null): Result {
  if (!names) return { columns, isFree };
  return { columns: names.map((name, index) => ({ ...(columns[index] ?? NOT_OWNER), name })), isFree };
}

export function namesIn(token: Token | undefined): string[] {
  return token?.is === "group" ? split(token.inside, ",").map((part) => nameIn(part[0]) ?? "") : [];
}

/** Of a row in brackets each part, else the whole as one. */
export function partsOf(tokens: readonly Token[]): Token[][] {
  const [first] = tokens;
  return tokens.length === 1 && first?.is === "group" && !isQuery(first) ? split(first.inside, ",") : [[...tokens]];
}

/** Parts that must all hold; none where an `or` leaves it open. */
export function conjuncts(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let cases = 0;
  let isBetween = false;
  for (const token of tokens) {
    if (isWord(token, "case")) cases += 1;
    if (isWord(token, "or") && cases === 0) return [];
    if (isWord(token, "between") && cases === 0) isBetween = true;
    if (isWord(token, "and") && cases === 0 && !isBetween) parts.push([]);
    else {
      if (isWord(token, "and")) isBetween = false;
      parts.at(-1)?.push(token);
    }
    if (isWord(token, "end")) cases -= 1;
  }
  return parts;
}
