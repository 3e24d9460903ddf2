/** Wall times of a zone ↔ Unix seconds, for the picker of date and time. Source of the offset: the browser's own zone data. */
import { partsOf } from "./time-format.ts";

export function wallTimeOf(zone: string, seconds: number): { date: string; time: string } {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  return { date: partsOf(zone, seconds * 1000), time: time.format(seconds * 1000) };
}

/** Of a time that comes twice, the first; one that is skipped moves forward by the gap. */
export function secondsOf(zone: string, date: string, time: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`) / 1000;
  const offsets = [wall - 86_400, wall + 86_400].map((around) => offsetAt(zone, around));
  const [before = 0, after = 0] = offsets;
  const fits = [before, after].filter((offset) => offsetAt(zone, wall - offset) === offset);
  return wall - (fits[0] ?? before);
}

function offsetAt(zone: string, seconds: number): number {
  const { date, time } = wallTimeOf(zone, seconds);
  return Date.parse(`${date}T${time}:00Z`) / 1000 - Math.floor(seconds / 60) * 60;
}
