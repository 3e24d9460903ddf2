import { channel } from "node:diagnostics_channel";
import { type Compilable, type CompiledQuery, type QueryResult, type RawBuilder, SelectQueryNode, sql } from "kysely";
import { anotherHandle, type Db, isPostgres, type Tx } from "./database.ts";
import { keepPrepared } from "./postgres-pool.ts";

type Single = string | number | null;
/** A column's value or a list for `in`; undefined omits the column. */
type Value = Single | readonly Single[] | undefined;

/** Channel that publishes each `build`, for tests. */
export const PREPARED = "drumbeat.prepared.builds";
const builders = channel(PREPARED);

/** Each list length is a statement of its own; longer ones are not cached. */
const LONGEST_LIST = 8;

/** Placeholder for a value while a query is built; throws if code computes with it. */
export class ParameterPlaceholder {
  readonly name: string;
  /** Index in a list. */
  readonly index: number | null;

  constructor(name: string, index: number | null = null) {
    this.name = name;
    this.index = index;
  }

  valueIn(values: Readonly<Record<string, Value>>): unknown {
    const value = values[this.name];
    return this.index !== null && Array.isArray(value) ? value[this.index] : value;
  }

  [Symbol.toPrimitive](): never {
    throw new Error(`A prepared query is the same whatever its values are: ${this.name} cannot be looked at`);
  }

  toJSON(): never {
    return this[Symbol.toPrimitive]();
  }
}

interface Prepared<Row> {
  query: CompiledQuery<Row>;
  /** One placeholder for each parameter of the query, in its order. */
  placeholders: ParameterPlaceholder[];
  /** Results by parameters, for `withReadCache`. */
  answersOf: WeakMap<Db | Tx, Map<string, Promise<QueryResult<Row>>>>;
}

const readingOnce = new WeakSet<Db | Tx>();

/**
 * A handle that reads each prepared query once: for decisions about one moment. Later writes are not seen, so do not
 * write through it.
 */
export function withReadCache(db: Db): Db {
  const once = anotherHandle(db);
  readingOnce.add(once);
  return once;
}

/**
 * Builds and compiles a query once: that costs more than a short statement. `build` sees placeholders, not values, so
 * the query must not depend on them; do not compare nullable values. Write constants with `sql.lit`: PostgreSQL then
 * keeps one plan (https://www.postgresql.org/docs/current/sql-prepare.html, Notes).
 */
export function prepared<Values extends { [Name in keyof Values]: Value }, Row>(
  build: (db: Db | Tx, values: Values) => Compilable<Row>,
): (db: Db | Tx, values: Values) => Promise<QueryResult<Row>> {
  const made = new Map<string, Prepared<Row>>();
  if (builders.hasSubscribers) builders.publish(build);

  return async (db, values) => {
    const given: Readonly<Record<string, Value>> = values;

    // A row without one of its columns is another statement.
    let shape = isPostgres(db) ? "postgres" : "sqlite";
    for (const name in given) {
      const value = given[name];
      if (value === undefined) continue;
      shape += ` ${name}`;
      if (!Array.isArray(value)) continue;
      if (value.length > LONGEST_LIST) return db.executeQuery(build(db, values).compile());
      shape += `[${value.length}]`;
    }

    let statement = made.get(shape);
    if (!statement) {
      statement = prepare(build(db, withPlaceholders(values)).compile());
      made.set(shape, statement);
      keepPrepared(statement.query);
    }

    const parameters = statement.placeholders.map((place) => place.valueIn(given));
    const query = { ...statement.query, parameters };

    if (!readingOnce.has(db) || !SelectQueryNode.is(query.query)) return db.executeQuery(query);

    const answers = statement.answersOf.get(db) ?? new Map<string, Promise<QueryResult<Row>>>();
    statement.answersOf.set(db, answers);
    const asked = JSON.stringify(parameters);
    const answer = answers.get(asked) ?? db.executeQuery(query);
    answers.set(asked, answer);
    const { rows, ...rest } = await answer;
    return { ...rest, rows: [...rows] };
  };
}

function withPlaceholders<Values extends object>(values: Values): Values {
  const places = new Map<string | symbol, ParameterPlaceholder | ParameterPlaceholder[]>();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value))
      places.set(
        name,
        Array.from(value, (_, index) => new ParameterPlaceholder(name, index)),
      );
    else if (value !== undefined) places.set(name, new ParameterPlaceholder(name));
  }
  return new Proxy({ ...values }, { get: (_, name) => places.get(name), ownKeys: () => [...places.keys()] });
}

/** Refuses a literal: it would be reused for every caller, even of another workspace. */
function prepare<Row>(query: CompiledQuery<Row>): Prepared<Row> {
  const places = query.parameters.map((value) => {
    if (value instanceof ParameterPlaceholder) return value;
    throw new Error(`A prepared query holds a value that it was not given: ${JSON.stringify(value)} in ${query.sql}`);
  });
  return { query, placeholders: places, answersOf: new WeakMap() };
}

/** Constant values for an `in` list. */
export function literals<const Value extends string>(...values: readonly Value[]): RawBuilder<Value>[] {
  return values.map((value) => sql.lit(value));
}

/** Whether a statement inserted, updated or deleted anything. */
export function hasChanged({ numAffectedRows }: Pick<QueryResult<unknown>, "numAffectedRows">): boolean {
  return (numAffectedRows ?? 0n) > 0n;
}
