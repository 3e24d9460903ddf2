/** What is well, what needs a look and what does not work: pure. */
import type { Instant } from "../platform/clock.ts";
import type { SlackConfig } from "../platform/config.ts";
import { DIFFERS_MS, PROVES_REQUESTS_MS } from "../platform/database-clock.ts";
import { DAY, HOUR, MINUTE, msBetween, SECOND } from "../platform/time.ts";

export type State = "ok" | "warn" | "fail";

export function countsOf(found: readonly { state: State }[]): Record<State, number> {
  const counts = { ok: 0, warn: 0, fail: 0 };
  for (const { state } of found) counts[state] += 1;
  return counts;
}

/** Prompts come a little early or late; from a minute on deadlines are wrong, and from five Slack's signatures fail. */
export function stateOfClock(aheadMs: number): State {
  const off = Math.abs(aheadMs);
  if (off <= 5 * SECOND) return "ok";
  return off <= MINUTE ? "warn" : "fail";
}

/** Drumbeat goes by the database's clock; over HTTP Slack's requests are checked by the machine's. */
export function stateOfDatabaseClock(aheadMs: number, mode: SlackConfig["mode"] | null): State {
  const off = Math.abs(aheadMs);
  if (off < DIFFERS_MS) return "ok";
  return mode === "http" && off > PROVES_REQUESTS_MS ? "fail" : "warn";
}

/** A night was missed, and its morning is over. DrumbeatBackUpOld fires from here on too. */
export const OLD_BACK_UP_MS = 36 * HOUR;

/** Every answer since the last one is at stake. */
export function stateOfBackUp(at: Instant | null, now: Instant): State {
  return at !== null && msBetween(at, now) <= OLD_BACK_UP_MS ? "ok" : "warn";
}

const MEBIBYTE = 2 ** 20;
const LITTLE = 1024 * MEBIBYTE;
const TOO_LITTLE = 100 * MEBIBYTE;

/** A back-up on the same disk needs as much again as the database takes. */
export function stateOfDisk(freeBytes: number, databaseBytes: number): State {
  if (freeBytes < TOO_LITTLE) return "fail";
  return freeBytes < Math.max(LITTLE, 2 * databaseBytes) ? "warn" : "ok";
}

/** Worth an interruption: a fifth of the file, and no less than 50 MiB. */
export function isVacuumDue({ bytes, free }: { bytes: number; free: number }): boolean {
  return free >= 50 * MEBIBYTE && free * 5 >= bytes;
}

export const DAYS_OF_COPIES = 30;

/** Whether a copy made then holds what is to be nowhere any more. */
export function isCopyOld(madeAt: Instant, deletedAt: readonly Instant[], now: Instant): boolean {
  return msBetween(madeAt, now) > DAYS_OF_COPIES * DAY || deletedAt.some((at) => madeAt < at);
}

/** The release of the IANA zone data: `2026c` is newer than `2026a`, and than any of 2025. */
export function stateOfZoneData(stored: string | null, ours: string): State {
  return stored === null || stored <= ours ? "ok" : "warn";
}
