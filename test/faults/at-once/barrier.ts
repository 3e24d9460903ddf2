/**
 * Two acts at once on PostgreSQL, for certain: each stops before the first thing that it writes, until the other has come as
 * far, waits for a lock of the first, or is over. What they read, they have read by then.
 */
import { sql } from "kysely";
import { onTestFinished } from "vitest";
import type { Db } from "../../../src/platform/database.ts";
import { openDatabase } from "../../../src/platform/database.ts";
import { DrumbeatError } from "../../../src/platform/errors.ts";

/** Of the advisory lock that whoever has arrived holds. */
const ARRIVED = 380_038;
/** Longer than any act takes. */
const PATIENCE_MS = 3000;
/** Written on the side: messages that follow from an act, which have keys of their own. */
const NOT_STOPPED = ["delivery", "received", "workspace_fact", "at_once"];

export class Barrier {
  readonly #control: Db;

  private constructor(control: Db) {
    this.#control = control;
  }

  /** `location`: of the database, in which it makes triggers; it goes with the test. */
  static async in(location: string): Promise<Barrier> {
    const control = openDatabase(location);
    onTestFinished(() => control.destroy());
    await sql`create table at_once (is_on int not null)`.execute(control);
    await sql`insert into at_once values (0)`.execute(control);
    await sql.raw(STOPPING).execute(control);
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'`.execute(control);
    for (const { name } of rows.filter((table) => !NOT_STOPPED.includes(table.name)))
      await sql`create trigger stopped before insert or update or delete on ${sql.table(name)}
        for each statement execute function stopped()`.execute(control);
    return new Barrier(control);
  }

  /** What came of each. */
  async race(acts: readonly [() => Promise<unknown>, () => Promise<unknown>]): Promise<[string, string]> {
    await sql`update at_once set is_on = 1`.execute(this.#control);
    try {
      return await this.#control.connection().execute(async (connection) => {
        const arrive = () => sql`select pg_advisory_lock_shared(${sql.lit(ARRIVED)})`.execute(connection);
        const [one, other] = acts.map(async (act) => {
          const came = await outcomeOf(act);
          // Whoever is over holds up nobody.
          await arrive();
          return came;
        });
        const came: [string, string] = [(await one) ?? "", (await other) ?? ""];
        await sql`select pg_advisory_unlock_all()`.execute(connection);
        return came;
      });
    } finally {
      await sql`update at_once set is_on = 0`.execute(this.#control);
    }
  }
}

/** `done`, the code of a refusal with its sentence, or what nobody expected. */
export async function outcomeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return "done";
  } catch (error) {
    if (!(error instanceof DrumbeatError)) return `RAW ${error}`;
    return `${error.code}: ${error.sentence("en")}`;
  }
}

const STOPPING = `create function stopped() returns trigger language plpgsql as $$
  declare patience timestamptz := clock_timestamp() + interval '${PATIENCE_MS} milliseconds';
  begin
    if (select is_on from at_once) = 0 or current_setting('at_once.arrived', true) = 'yes' then return null; end if;
    perform set_config('at_once.arrived', 'yes', true);
    perform pg_advisory_xact_lock_shared(${ARRIVED});
    loop
      exit when clock_timestamp() > patience;
      exit when 2 <= (select count(*) from pg_locks where locktype = 'advisory' and objid = ${ARRIVED} and granted
        and database = (select oid from pg_database where datname = current_database()));
      exit when exists (select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)));
      perform pg_sleep(0.002);
    end loop;
    return null;
  end $$`;
