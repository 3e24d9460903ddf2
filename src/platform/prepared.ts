import { channel } from "node:diagnostics_channel";
import { type Compilable, type CompiledQuery, type QueryResult, type RawBuilder, SelectQueryNode, sql } from "kysely";
import { anotherHandle, type Db, isPostgres, type Tx } from "./database.ts";
import { keepPrepared } from "./postgres-pool.ts";

type Single = string | number | null;
/** What a column takes, or a list that it is to be in; undefined: the column is left out. */
type Value = Single | readonly Single[] | undefined;

/** Gets the `build` of each prepared query as it is declared. */
export const PREPARED = "drumbeat.prepared.builds";
const builders = channel(PREPARED);

/** A list makes a statement of its own for each length: longer ones are too many to be kept. */
const LONGEST_LIST = 8;

/** Stands for a value while the query is built. Whoever computes with it would fix what must be free, so it refuses. */
export class Place {
  readonly name: string;
  /** In a list. */
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
  /** For each parameter. */
  places: Place[];
  /** Its answers, by their parameters, to whoever is to be told the same each time. */
  answersOf: WeakMap<Db | Tx, Map<string, Promise<QueryResult<Row>>>>;
}

const readingOnce = new WeakSet<Db | Tx>();

/**
 * The same database, through which no prepared query is read twice: for what is decided by what holds at one moment, and
 * then forgotten. What was written meanwhile is not seen, so nothing is to be written between.
 */
export function readOnce(db: Db): Db {
  const once = anotherHandle(db);
  readingOnce.add(once);
  return once;
}

/**
 * A query that is built and compiled once, for what runs with every answer and every message: making one anew costs more
 * than a short statement itself. `build` sees no values: which they are must not decide how the query reads, so that a
 * value that may be null is not compared. What is always the same is written into it, by `sql.lit`: PostgreSQL then plans
 * it once, where for each unknown it would plan anew to see whether knowing it helps
 * (https://www.postgresql.org/docs/current/sql-prepare.html, Notes).
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
      statement = prepare(build(db, withPlaces(values)).compile());
      made.set(shape, statement);
      keepPrepared(statement.query);
    }
    const parameters = statement.places.map((place) => place.valueIn(given));
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

/** The same with a place for each value. */
function withPlaces<Values extends object>(values: Values): Values {
  const places = new Map<string | symbol, Place | Place[]>();
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value))
      places.set(
        name,
        Array.from(value, (_, index) => new Place(name, index)),
      );
    else if (value !== undefined) places.set(name, new Place(name));
  }
  return new Proxy({ ...values }, { get: (_, name) => places.get(name), ownKeys: () => [...places.keys()] });
}

/**
 * A value that is no place would be the same for whoever asks next, be it another person or workspace: one that the
 * builder has from outside, or that the database that it was given adds by itself.
 */
function prepare<Row>(query: CompiledQuery<Row>): Prepared<Row> {
  const places = query.parameters.map((value) => {
    if (value instanceof Place) return value;
    throw new Error(`A prepared query holds a value that it was not given: ${JSON.stringify(value)} in ${query.sql}`);
  });
  return { query, places, answersOf: new WeakMap() };
}

/** A list that is always the same. */
export function literals<const Value extends string>(...values: readonly Value[]): RawBuilder<Value>[] {
  return values.map((value) => sql.lit(value));
}

/** Whether a statement inserted, updated or deleted anything. */
export function hasChanged({ numAffectedRows }: Pick<QueryResult<unknown>, "numAffectedRows">): boolean {
  return (numAffectedRows ?? 0n) > 0n;
}
