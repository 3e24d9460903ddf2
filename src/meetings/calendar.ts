/** A meeting for the calendar of whoever sits in it: iCalendar, RFC 5545 and 5546. Pure. */
import type { Instant } from "../platform/clock.ts";
import { addMs, MINUTE } from "../platform/time.ts";

export interface CalendarEvent {
  id: string;
  startsAt: Instant;
  minutes: number;
  title: string;
  place: string;
  topics: readonly string[];
  isCancelled: boolean;
  /** One more with each move, and for its end. */
  sequence: number;
  /** When the file was made. */
  at: Instant;
}

const LONGEST_LINE = 75;

/** UTF-8 text of one event, in lines that end as RFC 5545 section 3.1 wants. */
export function calendarOf(event: CalendarEvent): string {
  const { id, startsAt, minutes, title, place, topics, isCancelled, sequence, at } = event;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Drumbeat//Meetings//EN",
    `METHOD:${isCancelled ? "CANCEL" : "PUBLISH"}`,
    "BEGIN:VEVENT",
    `UID:${id}@drumbeat`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(addMs(startsAt, minutes * MINUTE))}`,
    `SUMMARY:${escaped(title)}`,
    ...(place === "" ? [] : [`LOCATION:${escaped(place)}`]),
    ...(topics.length === 0 ? [] : [`DESCRIPTION:${escaped(topics.join("\n"))}`]),
    `SEQUENCE:${sequence}`,
    `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

/** `20260112T090000Z`. */
function utc(instant: Instant): string {
  return `${instant.slice(0, "YYYY-MM-DDTHH:MM:SS".length).replaceAll(/[-:]/g, "")}Z`;
}

/** RFC 5545, 3.3.11. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll(";", "\\;")
    .replaceAll(",", "\\,")
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    .replaceAll(/\p{Cc}/gu, "");
}

/** In pieces of at most 75 bytes, cut between letters; each but the first begins with a blank. RFC 5545, 3.1. */
function folded(line: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const letter of line) {
    if (Buffer.byteLength(piece + letter) > LONGEST_LINE) {
      pieces.push(piece);
      piece = " ";
    }
    piece += letter;
  }
  return [...pieces, piece];
}
