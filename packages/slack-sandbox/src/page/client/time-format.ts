/** Times as a person reads them: in their zone and language. */

export interface Reading {
  locale: string;
  zone: string;
}

/** To make one takes a browser a hundred times as long as to use it, and a page shows hundreds of times. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  dateFormats.set(key, format);
  return format;
}

function relativeFormat(locale: string): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  relativeFormats.set(locale, format);
  return format;
}

/** A ts of Slack (`1762430400.000100`), as milliseconds. */
export function msOf(ts: string): number {
  return Number.parseFloat(ts) * 1000;
}

export function timeOfDay({ locale, zone }: Reading, ms: number): string {
  return dateFormat(locale, { timeZone: zone, hour: "numeric", minute: "2-digit" }).format(ms);
}

export function dayAndTime(reading: Reading, ms: number): string {
  const day = dateFormat(reading.locale, {
    timeZone: reading.zone,
    weekday: "short",
    day: "numeric",
    month: "short",
  }).format(ms);
  return `${day}, ${timeOfDay(reading, ms)}`;
}

/** For the bar of the clock, where the seconds show that it runs. */
export function timeWithSeconds({ locale, zone }: Reading, ms: number): string {
  return dateFormat(locale, { timeZone: zone, timeStyle: "medium" }).format(ms);
}

export function fullDate({ locale, zone }: Reading, ms: number): string {
  return dateFormat(locale, {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(ms);
}

/** Friday, 6 November, without the year as long as it is this one. */
export function dayHeading(reading: Reading, ms: number, nowMs: number): string {
  const near = relativeDay(reading, ms, nowMs);
  if (near !== null) return near;
  const isThisYear = partsOf(reading.zone, ms).slice(0, 4) === partsOf(reading.zone, nowMs).slice(0, 4);
  return dateFormat(reading.locale, {
    timeZone: reading.zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!isThisYear && { year: "numeric" }),
  }).format(ms);
}

export function isSameDay({ zone }: Reading, one: number, other: number): boolean {
  return partsOf(zone, one) === partsOf(zone, other);
}

/** `YYYY-MM-DD` in the zone. */
export function partsOf(zone: string, ms: number): string {
  return dateFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(ms);
}

/** The formats of `<!date^…>` and of rich text. Source: docs.slack.dev/messaging/formatting-message-text#date-formatting. */
export function slackDate(reading: Reading, seconds: number, format: string, nowMs: number): string {
  const ms = seconds * 1000;
  const options = (each: Intl.DateTimeFormatOptions) =>
    dateFormat(reading.locale, { timeZone: reading.zone, ...each }).format(ms);
  const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  const short = { day: "numeric", month: "short", year: "numeric" } as const;
  const plain = { day: "numeric", month: "long", year: "numeric" } as const;
  const pretty = (each: Intl.DateTimeFormatOptions) => relativeDay(reading, ms, nowMs) ?? options(each);
  const shown: Record<string, () => string> = {
    date_num: () => partsOf(reading.zone, ms),
    date_slash: () => partsOf(reading.zone, ms).replaceAll("-", "/"),
    date: () => options(plain),
    date_short: () => options(short),
    date_long: () => options(long),
    date_long_full: () => options(long),
    date_pretty: () => pretty(plain),
    date_short_pretty: () => pretty(short),
    date_long_pretty: () => pretty(long),
    day_divider_pretty: () => pretty(long),
    time: () => timeOfDay(reading, ms),
    time_secs: () => timeWithSeconds(reading, ms),
    ago: () => ago(reading, ms, nowMs),
  };
  return format.replace(/\{(\w+)\}/g, (token, name: string) => shown[name]?.() ?? token);
}

function relativeDay(reading: Reading, ms: number, nowMs: number): string | null {
  const days = [-1, 0, 1].find((offset) => isSameDay(reading, ms, nowMs + offset * 86_400_000));
  if (days === undefined) return null;
  const word = relativeFormat(reading.locale).format(days, "day");
  return word.charAt(0).toLocaleUpperCase(reading.locale) + word.slice(1);
}

export function ago({ locale }: Reading, ms: number, nowMs: number): string {
  const minutes = Math.round((ms - nowMs) / 60_000);
  const format = relativeFormat(locale);
  if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return format.format(Math.round(minutes / 60), "hour");
  return format.format(Math.round(minutes / 1440), "day");
}

/** `2026-11-06` as the person writes dates. */
export function localDate(locale: string, date: string): string {
  return dateFormat(locale, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(
    Date.parse(`${date}T12:00:00Z`),
  );
}

/** `14:30` as the person writes times. */
export function localTime(locale: string, time: string): string {
  return timeOfDay({ locale, zone: "UTC" }, Date.parse(`2000-01-01T${time}:00Z`));
}
