import type { Compilable, CompiledQuery, QueryResult } from "kysely";
import { type Db, isPostgres, type Tx } from "./database.ts";
import { keepPrepared } from "./postgres-pool.ts";

/** What a column takes; undefined: the column is left out. */
type Value = string | number | null | undefined;

/** Stands for a value while the query is built. Whoever computes with it would fix what must be free, so it refuses. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
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
  /** For each parameter a value's name, or what it always is. */
  parameters: (Place | { always: unknown })[];
}

/**
 * A query that is built and compiled once, for what runs with every answer and every message: making one anew costs more
 * than a short statement itself. `build` sees no values: which they are must not decide how the query reads, so that a
 * value that may be null is not compared.
 */
export function prepared<Values extends { [Name in keyof Values]: Value }, Row>(
  build: (db: Db | Tx, values: Values) => Compilable<Row>,
): (db: Db | Tx, values: Values) => Promise<QueryResult<Row>> {
  const made = new Map<string, Prepared<Row>>();
  return async (db, values) => {
    const given: Readonly<Record<string, Value>> = values;
    // A row without one of its columns is another statement.
    let shape = isPostgres(db) ? "postgres" : "sqlite";
    for (const name in given) if (given[name] !== undefined) shape += ` ${name}`;
    let known = made.get(shape);
    if (!known) {
      known = prepare(build(db, withPlaces(values)).compile());
      made.set(shape, known);
      keepPrepared(known.query);
    }
    const parameters = known.parameters.map((each) => (each instanceof Place ? given[each.name] : each.always));
    return db.executeQuery({ ...known.query, parameters });
  };
}

/** The same with a place for each value. */
function withPlaces<Values extends object>(values: Values): Values {
  const given = new Set<string>();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) given.add(name);
  return new Proxy(
    { ...values },
    {
      get: (_, name) => (typeof name === "string" && given.has(name) ? new Place(name) : undefined),
      ownKeys: () => [...given],
    },
  );
}

function prepare<Row>(query: CompiledQuery<Row>): Prepared<Row> {
  return { query, parameters: query.parameters.map((value) => (value instanceof Place ? value : { always: value })) };
}

/** Whether a statement inserted, updated or deleted anything. */
export function hasChanged({ numAffectedRows }: Pick<QueryResult<unknown>, "numAffectedRows">): boolean {
  return (numAffectedRows ?? 0n) > 0n;
}
