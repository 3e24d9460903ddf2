/**
 * On PostgreSQL the process goes by the server's clock, so that leases, pace and what is due agree between hosts. The
 * server is asked at the start and every ten seconds; in between, time passes as the machine counts it, whatever its
 * clock is set to.
 */
import { sql } from "kysely";
import { z } from "zod";
import { type Clock, type Instant, type Machine, sleepingBy, systemClock, thisMachine } from "./clock.ts";
import type { SlackConfig } from "./config.ts";
import { type Db, isPostgres } from "./database.ts";
import type { Log } from "./log.ts";
import { MINUTE, SECOND } from "./time.ts";

/** From here on whoever runs Drumbeat is warned. */
export const DIFFERS_MS = 2 * SECOND;
/** Slack's requests are proved by the machine's own clock, to five minutes (docs.slack.dev, Verifying requests). */
export const PROVES_REQUESTS_MS = MINUTE;

const MEASURED_EVERY_MS = 10 * SECOND;
/** While the machine's clock and the time that it counts disagree. */
const SOONEST_AGAIN_MS = SECOND;
/** Of several answers the quickest is the most exact. */
const ASKED_AT_START = 5;
const ASKED_AGAIN = 3;

/** The machine's clock was set, or its host had halted it; less is a correction by NTP. */
const IS_SET_MS = 500;
/** The machine slept; less is how exactly it knows since when it is up. */
const SLEPT_MS = 1500;
/** Time does not run back for a correction up to this: it stands. */
const STANDS_MS = 2 * SECOND;

interface Anchor extends Readings {
  databaseMs: number;
}

type Readings = Record<keyof Machine, number>;

export class DatabaseClock implements Clock {
  readonly #machine: Machine;
  readonly #onUncertain: () => void;
  #anchor: Anchor | null = null;
  #latestMs = Number.NEGATIVE_INFINITY;

  /** `onUncertain` is called where the machine's clock and the time that it counts disagree, until the next measurement. */
  constructor(onUncertain: () => void = () => undefined, machine: Machine = thisMachine) {
    this.#onUncertain = onUncertain;
    this.#machine = machine;
  }

  /** Throws before the first measurement. */
  now(): Instant {
    return new Date(this.#nowMs()).toISOString();
  }

  readonly sleepUntil: Clock["sleepUntil"] = sleepingBy(() => this.now());

  /** Milliseconds by which the machine's clock is ahead of the database's; below 0 it is behind. */
  aheadMs(): number {
    return this.#machine.wallMs() - this.#nowMs();
  }

  /** `ask` answers the database's time in milliseconds. Rejects as it does; time then goes on as before. */
  async measure(ask: () => Promise<number>, times: number): Promise<void> {
    let anchor: Anchor | null = null;
    let errorMs = Number.POSITIVE_INFINITY;
    for (let time = 0; time < times; time += 1) {
      const before = this.#readings();
      const answer = await ask();
      const halfMs = (this.#machine.runningMs() - before.runningMs) / 2;
      if (halfMs >= errorMs) continue;
      // The server answered half way.
      anchor = { ...before, databaseMs: answer - halfMs };
      errorMs = halfMs;
    }
    if (anchor === null) return;
    const expectedMs = this.#anchor && expectedAt(this.#anchor, anchor);
    const isAsExpected = expectedMs !== null && Math.abs(expectedMs - anchor.databaseMs) <= errorMs;
    this.#anchor = isAsExpected ? { ...anchor, databaseMs: expectedMs } : anchor;
  }

  #nowMs(): number {
    if (!this.#anchor) throw new Error("The database has not been asked for the time yet");
    const readings = this.#readings();
    const nowMs = expectedAt(this.#anchor, readings);
    const wallMs = this.#anchor.databaseMs + readings.wallMs - this.#anchor.wallMs;
    if (Math.abs(wallMs - nowMs) > IS_SET_MS) this.#onUncertain();
    const backMs = this.#latestMs - nowMs;
    if (backMs <= 0 || backMs > STANDS_MS) this.#latestMs = nowMs;
    return this.#latestMs;
  }

  #readings(): Readings {
    const machine = this.#machine;
    return { wallMs: machine.wallMs(), runningMs: machine.runningMs(), upMs: machine.upMs() };
  }
}

/** The database's time then, by what the machine has counted since. */
function expectedAt(anchor: Anchor, { runningMs, upMs }: Readings): number {
  const ranMs = runningMs - anchor.runningMs;
  const sleptMs = upMs - anchor.upMs - ranMs;
  return anchor.databaseMs + ranMs + (sleptMs > SLEPT_MS ? sleptMs : 0);
}

async function askDatabase(db: Db): Promise<number> {
  const { rows } = await sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db);
  return z.object({ ms: z.number() }).parse(rows[0]).ms;
}

/** For a command: the database's clock as it is now; on SQLite the machine's. */
export async function clockOf(db: Db): Promise<Clock> {
  if (!isPostgres(db)) return systemClock();
  const clock = new DatabaseClock();
  await clock.measure(() => askDatabase(db), ASKED_AT_START);
  return clock;
}

/** For a process: asks the database again and again until `stop`. Warns where the machine's clock differs. */
export async function followClockOf(
  db: Db,
  log: Pick<Log, "warn" | "info">,
): Promise<{ clock: Clock; stop(): Promise<void> }> {
  if (!isPostgres(db)) return { clock: systemClock(), stop: async () => undefined };

  let measuring: Promise<void> | null = null;
  let differs = false;
  let lastMs = Number.NEGATIVE_INFINITY;

  const report = () => {
    const aheadMs = clock.aheadMs();
    if (Math.abs(aheadMs) >= DIFFERS_MS === differs) return;
    differs = !differs;
    const seconds = { machineAheadSeconds: Math.round(aheadMs) / 1000 };
    if (differs)
      log.warn(seconds, "this machine's clock differs from the database's, by which everything goes: synchronise both");
    else log.info(seconds, "this machine's clock agrees with the database's again");
  };

  const again = () => {
    lastMs = thisMachine.runningMs();
    // Where the database does not answer, others say so.
    measuring ??= clock
      .measure(() => askDatabase(db), ASKED_AGAIN)
      .then(report, () => undefined)
      .finally(() => {
        measuring = null;
      });
  };

  const clock = new DatabaseClock(() => {
    if (thisMachine.runningMs() - lastMs > SOONEST_AGAIN_MS) again();
  });
  await clock.measure(() => askDatabase(db), ASKED_AT_START);
  report();

  const timer = setInterval(again, MEASURED_EVERY_MS);

  return {
    clock,
    async stop() {
      clearInterval(timer);
      await measuring;
    },
  };
}

/** How far the machine's clock is ahead of the one by which this process goes; null where that is its own, or a driven one. */
export function aheadOfDatabaseMs(clock: Clock): number | null {
  return clock instanceof DatabaseClock ? clock.aheadMs() : null;
}

/** Over HTTP Slack's signatures are checked by the machine's clock: from a minute on it would soon refuse all of them. */
export function provesRequests(clock: Clock, mode: SlackConfig["mode"]): boolean {
  return mode === "socket" || Math.abs(aheadOfDatabaseMs(clock) ?? 0) <= PROVES_REQUESTS_MS;
}
