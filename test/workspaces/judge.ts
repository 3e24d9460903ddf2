/**
 * Whether a statement keeps to one workspace, by its text alone: each table in it whose rows belong to a workspace has its
 * `workspace_id` equal to a parameter, or to that of a table in it of which this holds. It is what the database gets, so
 * that it does not matter how it was built. What cannot be read is refused.
 */
import {
  conjuncts,
  derived,
  type Equality,
  namesIn,
  partsOf,
  type Result,
  renamed,
  type Scope,
  type Source,
  type Term,
  unmarked,
} from "./parts.ts";
import { clauses, isQuery, isSign, isWord, nameIn, split, type Token, tokensOf } from "./tokens.ts";

/** By the name of each table whose rows belong to a workspace, the column that says which. */
export type Owners = ReadonlyMap<string, string>;

export interface Judgement {
  /** Empty: it keeps to one workspace. */
  problems: string[];
  /** Which of its parameters name the workspace. */
  parameters: number[];
  /** Whether a part of it says that it goes across workspaces. */
  isAcross: boolean;
}

type Queries = ReadonlyMap<string, Result>;

const SELECT_CLAUSES = [
  "select",
  "from",
  "where",
  "group",
  "having",
  "window",
  "order",
  "limit",
  "offset",
  "fetch",
  "for",
];
const JOINS = ["join", "left", "right", "full", "inner", "cross", "outer", "natural"];
/** Of the database itself and its tables, not of rows. */
const NO_ROWS = ["alter", "analyze", "close", "create", "drop", "fetch", "pragma", "reindex", "set", "show", "vacuum"];

export function judge(text: string, owners: Owners): Judgement {
  const problems = new Set<string>();
  const parameters = new Set<number>();
  let isAcross = false;

  const statement = (given: readonly Token[], outer: Scope | null, known: Queries): Result => {
    const { rest: tokens, queries } = withQueries(given, outer, known);
    const first = tokens[0];
    if (isWord(first, "select", "values")) return compound(tokens, outer, queries);
    if (isWord(first, "insert")) return insert(tokens, outer, queries);
    if (isWord(first, "update")) return update(tokens, outer, queries);
    if (isWord(first, "delete")) return remove(tokens, outer, queries);
    throw new Error("it begins as none that is known");
  };

  /** The queries of its `with`, by name, and what comes after. */
  const withQueries = (tokens: readonly Token[], outer: Scope | null, known: Queries) => {
    if (!isWord(tokens[0], "with")) return { rest: tokens, queries: known };
    const queries = new Map(known);
    const isRecursive = isWord(tokens[1], "recursive");
    let at = isRecursive ? 2 : 1;
    for (;;) {
      const name = nameIn(tokens[at]) ?? "";
      at += 1;
      const named = tokens[at]?.is === "group" ? namesIn(tokens[at]) : null;
      while (tokens[at] && !(isQuery(tokens[at]) && !isWord(tokens[at], "as"))) at += 1;
      const group = tokens[at];
      if (group?.is !== "group") throw new Error("its with cannot be read");
      // What it reads of itself is what it has read before.
      if (isRecursive) queries.set(name, columnsBefore(group.inside, named, outer, queries));
      queries.set(name, renamed(statement(group.inside, outer, queries), named));
      at += 1;
      if (!isSign(tokens[at], ",")) break;
      at += 1;
    }
    return { rest: tokens.slice(at), queries };
  };

  const columnsBefore = (tokens: readonly Token[], named: string[] | null, outer: Scope | null, queries: Queries) =>
    renamed(select(split(tokens, "union")[0] ?? [], outer, queries, false), named);

  const compound = (tokens: readonly Token[], outer: Scope | null, queries: Queries): Result => {
    const isMarked = unmarked(tokens).length < tokens.length;
    if (isMarked) isAcross = true;
    const parts = unmarked(tokens).map(
      (token): Token => (isWord(token, "intersect", "except") ? { is: "word", text: "union", parameter: -1 } : token),
    );
    const results = split(parts, "union").map((part) => {
      const own = isWord(part[0], "all") ? part.slice(1) : part;
      const [only] = own;
      if (own.length === 1 && only?.is === "group") return statement(only.inside, outer, queries);
      return select(own, outer, queries, isMarked);
    });
    const columns = (results[0]?.columns ?? []).map(({ name }, index) => ({
      name,
      isOwner: results.every((each) => each.columns[index]?.isOwner),
      parameters: results.flatMap((each) => each.columns[index]?.parameters ?? []),
    }));
    return { columns, isFree: results.some(({ isFree }) => isFree) };
  };

  const select = (tokens: readonly Token[], outer: Scope | null, queries: Queries, isMarked: boolean): Result => {
    const scope: Scope = { sources: [], outer };
    if (isWord(tokens[0], "values")) {
      subqueries(tokens, scope, queries);
      return { columns: [], isFree: false };
    }
    const parts = clauses(tokens, SELECT_CLAUSES);
    const equalities = from(parts.get("from") ?? [], scope, queries);
    equalities.push(...conditions(parts.get("where") ?? [], scope, queries, null));
    for (const [word, part] of parts) if (word !== "from") subqueries(part, scope, queries);
    const bound = closure(equalities, isMarked ? scope.sources.slice(0, 1) : []);
    refuseUnbound(scope, bound);
    return { columns: columnsOf(parts.get("select") ?? [], scope, bound), isFree: isMarked };
  };

  /** Enters its tables into the scope; what its joins have equal. */
  const from = (tokens: readonly Token[], scope: Scope, queries: Queries): Equality[] => {
    const equalities: Equality[] = [];
    const conditionsLater: { on: Token[]; only: Source | null }[] = [];
    for (const item of split(tokens, ",")) {
      let at = 0;
      while (at < item.length) {
        let kind = "";
        while (item[at] && isWord(item[at], ...JOINS)) {
          kind += ` ${nameIn(item[at]) ?? ""}`;
          at += 1;
        }
        if (/right|full|natural/.test(kind)) throw new Error(`it has a join that is not known: ${kind}`);
        const end = item.findIndex((token, index) => index >= at && isWord(token, ...JOINS));
        const whole = item.slice(at, end < 0 ? item.length : end);
        at += whole.length;
        const on = whole.findIndex((token) => isWord(token, "on", "using"));
        if (isWord(whole[on], "using")) throw new Error("it has a join that is not known: using");
        const source = sourceOf(on < 0 ? whole : whole.slice(0, on), scope, queries);
        scope.sources.push(source);
        if (on >= 0) conditionsLater.push({ on: whole.slice(on + 1), only: /left/.test(kind) ? source : null });
      }
    }
    for (const { on, only } of conditionsLater) {
      subqueries(on, scope, queries);
      equalities.push(...conditions(on, scope, queries, only));
    }
    return equalities;
  };

  const sourceOf = (given: readonly Token[], scope: Scope, queries: Queries): Source => {
    const tokens = isWord(given[0], "lateral") ? given.slice(1) : given;
    const [first, second] = tokens;
    const alias = nameIn(tokens.findLast((token) => nameIn(token) !== null)) ?? "";
    if (first?.is === "group") {
      const last = tokens.at(-1);
      const result = statement(first.inside, scope, queries);
      return derived(alias, tokens.length > 2 && last?.is === "group" ? renamed(result, namesIn(last)) : result);
    }
    const table = nameIn(first);
    if (table === null) throw new Error("it reads from what is not known");
    if (second?.is === "group") {
      // Of a function.
      subqueries([second], scope, queries);
      return { alias, table: "", owners: new Set() };
    }
    const query = queries.get(table);
    if (query) return derived(alias, query);
    const owner = owners.get(table);
    return { alias, table: owner === undefined ? "" : table, owners: new Set(owner === undefined ? [] : [owner]) };
  };

  /** What has to be equal, of conditions that must all hold. */
  const conditions = (tokens: readonly Token[], scope: Scope, queries: Queries, only: Source | null): Equality[] =>
    conjuncts(tokens).flatMap((conjunct): Equality[] => {
      const [alone] = conjunct;
      if (conjunct.length === 1 && alone?.is === "group" && !isQuery(alone))
        return conditions(alone.inside, scope, queries, only);
      const isIn = conjunct.findIndex((token) => isWord(token, "in"));
      const within = conjunct[isIn + 1];
      if (isIn > 0 && within?.is === "group")
        return member(conjunct.slice(0, isIn), within.inside, scope, queries, only);
      const sides = split(conjunct, "=");
      const [left, right] = sides;
      if (sides.length !== 2 || !left || !right) return [];
      return pairs(partsOf(left), partsOf(right), scope, only);
    });

  const pairs = (left: Token[][], right: Token[][], scope: Scope, only: Source | null): Equality[] =>
    left.flatMap((part, index) => {
      const terms = [termOf(part, scope), termOf(right[index] ?? [], scope)];
      const [one, other] = terms;
      return one && other ? [{ terms: [one, other], only }] : [];
    });

  /** `… in (…)`, of a query, of values or of rows of them. */
  const member = (
    left: readonly Token[],
    inside: readonly Token[],
    scope: Scope,
    queries: Queries,
    only: Source | null,
  ): Equality[] => {
    if (isWord(left.at(-1), "not")) return [];
    const parts = partsOf(left);
    if (isWord(inside[0], "select", "with")) {
      const { columns, isFree } = statement(inside, scope, queries);
      return parts.flatMap((part, index) => {
        const term = termOf(part, scope);
        return term && columns[index]?.isOwner && !isFree ? [{ terms: [term, { is: "outer" }], only }] : [];
      });
    }
    const rows = split(isWord(inside[0], "values") ? inside.slice(1) : inside, ",").map(partsOf);
    return parts.flatMap((part, index): Equality[] => {
      const term = termOf(part, scope);
      const values = rows.map((row) => termOf(row[index] ?? [], scope));
      const of = values.flatMap((value) => (value?.is === "parameter" ? value.parameters : []));
      if (!term || of.length !== rows.length) return [];
      return [{ terms: [term, { is: "parameter", parameters: of }], only }];
    });
  };

  const termOf = (tokens: readonly Token[], scope: Scope): Term | null => {
    // Text with nothing behind it is the same text: SQLite takes no index for it.
    const behind = tokens.at(-1);
    if (isSign(tokens.at(-2), "||") && behind?.is === "string" && behind.text === "''")
      return termOf(tokens.slice(0, -2), scope);
    const [first, second, third] = tokens;
    if (first?.is === "place" && (tokens.length === 1 || isSign(second, "::")))
      return { is: "parameter", parameters: [first.parameter] };
    if (isWord(first, "cast") && second?.is === "group") {
      const [of, as] = second.inside;
      return of?.is === "place" && isWord(as, "as") ? { is: "parameter", parameters: [of.parameter] } : null;
    }
    if (first?.is === "group" && tokens.length === 1) return isQuery(first) ? null : termOf(first.inside, scope);
    const isQualified = tokens.length === 3 && isSign(second, ".");
    if (!isQualified && tokens.length !== 1) return null;
    return column(isQualified ? nameIn(first) : null, nameIn(isQualified ? third : first), scope);
  };

  const column = (alias: string | null, name: string | null, scope: Scope): Term | null => {
    for (let at: Scope | null = scope; at; at = at.outer) {
      const found = at.sources.filter((each) => (alias === null ? each.owners.has(name ?? "") : each.alias === alias));
      const [source] = found;
      if (!source) continue;
      if (found.length > 1 || !source.owners.has(name ?? "")) return null;
      return at === scope ? { is: "column", source } : { is: "outer" };
    }
    return null;
  };

  /** Of a query in its place, the columns that say whose a row is are bound already. */
  const isBound = (source: Source, bound: ReadonlySet<Source>) => source.table === "" || bound.has(source);

  const closure = (equalities: readonly Equality[], given: readonly Source[]): ReadonlySet<Source> => {
    const bound = new Set(given);
    for (let before = -1; before < bound.size; ) {
      before = bound.size;
      for (const { terms, only } of equalities)
        for (const [one, other] of [terms, terms.toReversed()]) {
          if (other?.is !== "column" || !one || (only && only !== other.source)) continue;
          if (one.is === "column" && !isBound(one.source, bound)) continue;
          if (one.is === "parameter") for (const each of one.parameters) parameters.add(each);
          bound.add(other.source);
        }
    }
    return bound;
  };

  const refuseUnbound = ({ sources }: Scope, bound: ReadonlySet<Source>) => {
    for (const source of sources)
      if (source.table !== "" && !bound.has(source))
        problems.add(`${source.table} as ${source.alias} is of any workspace`);
  };

  const columnsOf = (tokens: readonly Token[], scope: Scope, bound: ReadonlySet<Source>): Result["columns"] =>
    split(tokens, ",").flatMap((given) => {
      const own = given.filter((token) => !isWord(token, "distinct", "all"));
      if (isSign(own.at(-1), "*")) {
        const alias = own.length === 3 ? nameIn(own[0]) : null;
        const of = scope.sources.filter((each) => alias === null || each.alias === alias);
        return of.flatMap((each) =>
          [...each.owners].map((name) => ({ name, isOwner: isBound(each, bound), parameters: [] })),
        );
      }
      const as = own.findIndex((token) => isWord(token, "as"));
      const term = termOf(as < 0 ? own : own.slice(0, as), scope);
      const isOwner = term !== null && (term.is !== "column" || isBound(term.source, bound));
      const of = term?.is === "parameter" ? term.parameters : [];
      return [{ name: nameIn(own.at(-1)) ?? "", isOwner, parameters: of }];
    });

  const insert = (tokens: readonly Token[], outer: Scope | null, queries: Queries): Result => {
    const table = nameIn(tokens[2]) ?? "";
    if (!isWord(tokens[1], "into")) throw new Error("it inserts in a way that is not known");
    const parts = clauses(tokens.slice(3), ["on", "returning"]);
    const body = parts.get("") ?? [];
    const isMarked = tokens.length > unmarked(tokens).length;
    if (isMarked) isAcross = true;
    const names = namesIn(body.find((token) => token.is === "group"));
    const rows = body
      .slice(body.findIndex((token) => token.is === "group") + 1)
      .filter((token) => token.is !== "comment");
    const owner = owners.get(table);
    const at = names.indexOf(owner ?? "");
    const scope: Scope = {
      sources: [{ alias: table, table: "", owners: new Set(owner === undefined ? [] : [owner]) }],
      outer,
    };
    if (owner !== undefined && at < 0) problems.add(`a row of ${table} is inserted without ${owner}`);
    if (isWord(rows[0], "values")) {
      for (const row of split(rows.slice(1), ",")) {
        if (owner === undefined) continue;
        const term = termOf(partsOf(row)[at] ?? [], { sources: [], outer });
        if (term?.is === "parameter") for (const each of term.parameters) parameters.add(each);
        else problems.add(`a row of ${table} is inserted into a workspace that no parameter names`);
      }
      subqueries(rows, { sources: [], outer }, queries);
    } else {
      const { columns } = statement(rows, outer, queries);
      const given = columns[at];
      if (owner !== undefined && !given?.isOwner)
        problems.add(`rows of ${table} are inserted into whichever workspace`);
      if (owner !== undefined) for (const each of given?.parameters ?? []) parameters.add(each);
    }
    conflict(parts.get("on") ?? [], isMarked ? "" : table, scope, queries);
    return { columns: columnsOf(parts.get("returning") ?? [], scope, new Set(scope.sources)), isFree: false };
  };

  /** A row that is in the way has to be one of the same workspace. */
  const conflict = (tokens: readonly Token[], table: string, scope: Scope, queries: Queries) => {
    if (tokens.length === 0) return;
    const owner = owners.get(table);
    const target = tokens[1];
    if (owner !== undefined && target?.is === "group" && !namesIn(target).includes(owner))
      problems.add(`a row of ${table} gives way to one of any workspace`);
    const set = clauses(tokens, ["set"]).get("set") ?? [];
    refuseMoving(set, table);
    const excluded: Source = { alias: "excluded", table: "", owners: new Set(owner === undefined ? [] : [owner]) };
    subqueries(tokens, { ...scope, sources: [...scope.sources, excluded] }, queries);
  };

  const refuseMoving = (set: readonly Token[], table: string) => {
    const owner = owners.get(table);
    for (const assigned of split(set, ","))
      if (owner !== undefined && partsOf(split(assigned, "=")[0] ?? []).some((part) => nameIn(part.at(-1)) === owner))
        problems.add(`a row of ${table} is moved to another workspace`);
  };

  const update = (tokens: readonly Token[], outer: Scope | null, queries: Queries): Result => {
    const parts = clauses(unmarked(tokens), ["update", "set", "from", "where", "returning"]);
    refuseMoving(parts.get("set") ?? [], nameIn(parts.get("update")?.[0]) ?? "");
    return change(parts, [parts.get("update"), parts.get("from")], outer, queries, tokens);
  };

  const remove = (tokens: readonly Token[], outer: Scope | null, queries: Queries): Result => {
    const parts = clauses(unmarked(tokens), ["delete", "from", "using", "where", "returning"]);
    return change(parts, [parts.get("from"), parts.get("using")], outer, queries, tokens);
  };

  const change = (
    parts: ReadonlyMap<string, Token[]>,
    tables: (Token[] | undefined)[],
    outer: Scope | null,
    queries: Queries,
    tokens: readonly Token[],
  ): Result => {
    const isMarked = unmarked(tokens).length < tokens.length;
    if (isMarked) isAcross = true;
    const scope: Scope = { sources: [], outer };
    const equalities = tables.flatMap((each) => from(each ?? [], scope, queries));
    equalities.push(...conditions(parts.get("where") ?? [], scope, queries, null));
    for (const word of ["set", "where", "returning"]) subqueries(parts.get(word) ?? [], scope, queries);
    const bound = closure(equalities, isMarked ? scope.sources.slice(0, 1) : []);
    refuseUnbound(scope, bound);
    return { columns: columnsOf(parts.get("returning") ?? [], scope, bound), isFree: isMarked };
  };

  const subqueries = (tokens: readonly Token[], scope: Scope, queries: Queries) => {
    for (const token of tokens) {
      if (token.is !== "group") continue;
      if (isQuery(token)) statement(token.inside, scope, queries);
      else subqueries(token.inside, scope, queries);
    }
  };

  try {
    const tokens = tokensOf(text);
    if (!isWord(tokens[0], ...NO_ROWS)) statement(tokens, null, new Map());
  } catch (error) {
    problems.add(error instanceof Error ? error.message : String(error));
  }
  return { problems: [...problems], parameters: [...parameters], isAcross };
}
