/** An instant in UTC, ISO 8601 with milliseconds and `Z`, always 24 characters, so that text order is time order. */
export type Instant = string;

export interface Clock {
  now(): Instant;
  /** Resolves when `at` is reached or `signal` aborts, whichever comes first; never rejects. */
  sleepUntil(at: Instant, signal: AbortSignal): Promise<void>;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function addMs(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

export function msBetween(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The earliest of the instants that are not null, or null. */
export function earliest(...instants: (Instant | null)[]): Instant | null {
  return instants.reduce((least, at) => (least === null || (at !== null && at < least) ? at : least), null);
}

/** By zone: a formatter takes longer to make than all else of a person. */
const offsets = new Map<string, Intl.DateTimeFormat>();

/** Seconds by which clocks in an IANA zone are ahead of UTC then. Without Temporal, which Node 20 to 24 lack. */
export function offsetSeconds(zone: string, at: Instant): number {
  const format = offsets.get(zone) ?? new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  offsets.set(zone, format);
  const name = format.formatToParts(new Date(at)).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0", seconds = "0"] =
    /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
