/** The lines of an iCalendar file by event, each with its place in the file. */
import { decodeText, utf16Of } from "../platform/text-encodings.ts";
import { cutText } from "../platform/texts/display.ts";
import { LABEL_LENGTH } from "./days-off-typed.ts";

export interface IcsProblem {
  /** From 1. */
  line: number;
  because: "not-a-calendar" | "no-dates" | "too-long" | "repeats-otherwise" | "too-many";
  text: string;
}

export class Refusal extends Error {
  readonly problem: IcsProblem;
  constructor(because: IcsProblem["because"], { line, text }: Pick<IcsProblem, "line" | "text">) {
    super(because);
    this.problem = { line, because, text: cutText(text, LABEL_LENGTH) };
  }
}

export interface IcsLine {
  line: number;
  /** As it is written, but unfolded. */
  text: string;
  /** In capitals. */
  name: string;
  value: string;
}

/** Without alarms and other components within it. */
export interface IcsEvent {
  begin: IcsLine;
  lines: IcsLine[];
  /** What its calendar does with it, in capitals; null: it is simply in it. */
  method: string | null;
}

const COMPONENTS = ["VEVENT", "VTODO", "VJOURNAL"];

function isCalendar({ name, value }: IcsLine): boolean {
  return name === "BEGIN" && value === "VCALENDAR";
}

/** The first line of this name. */
export function lineOf({ lines }: Pick<IcsEvent, "lines">, name: string): IcsLine | undefined {
  return lines.find((each) => each.name === name);
}

/** Also tasks and journal entries. Throws `Refusal` for a component that is not closed, and a line that is no property. */
export function eventsIn(bytes: Uint8Array): IcsEvent[] {
  const all = linesOf(bytes);
  const open: IcsLine[] = [];
  const events: Omit<IcsEvent, "method">[] = [];
  let lines: IcsLine[] = [];

  for (const each of all) {
    if (open.length === 0 && !isCalendar(each)) throw new Refusal("not-a-calendar", each);

    switch (each.name) {
      case "BEGIN":
        if (open.length === 1) lines = [];
        open.push(each);
        break;
      case "END": {
        const begin = open.pop();
        if (begin?.value !== each.value) throw new Refusal("not-a-calendar", each);
        if (open.length === 1 && COMPONENTS.includes(begin.value)) events.push({ begin, lines });
        break;
      }
      default:
        if (open.length === 2) lines.push(each);
    }
  }

  const unclosed = open.at(-1);
  if (unclosed) throw new Refusal("not-a-calendar", unclosed);
  return events.map((event) => ({ ...event, method: methodOf(event, all) }));
}

/** Of the calendar that the event is in. */
function methodOf({ begin }: Pick<IcsEvent, "begin">, all: readonly IcsLine[]): string | null {
  const place = all.indexOf(begin);
  const first = all.findLastIndex((line, at) => at < place && isCalendar(line));
  const next = all.findIndex((line, at) => at > place && isCalendar(line));
  const within = all.slice(first, next === -1 ? all.length : next);
  return lineOf({ lines: within }, "METHOD")?.value.toUpperCase() ?? null;
}

/** Unfolds before it decodes: some programs fold within a letter. Skips blank lines. */
function linesOf(bytes: Uint8Array): IcsLine[] {
  const source = utf16Of(bytes) === null ? bytes : Buffer.from(decodeText(bytes));
  const lines: { line: number; text: string }[] = [];
  for (const [index, written] of Buffer.from(source)
    .toString("latin1")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(written) && last) last.text += written.slice(1);
    // Ctrl-Z ended files of DOS.
    else if (written.replaceAll("\u001a", "").trim() !== "") lines.push({ line: index + 1, text: written });
  }
  const decoded = decodeText(Buffer.from(lines.map(({ text }) => text).join("\n"), "latin1")).split("\n");
  if (lines.length === 0) throw new Refusal("not-a-calendar", { line: 1, text: "" });
  return lines.map(({ line }, place) => propertyOf({ line, text: decoded[place] ?? "" }));
}

const DATES = ["DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"];

/** Parameters say nothing of days off, and not all programs write them well. */
function propertyOf(at: { line: number; text: string }): IcsLine {
  const quoted = /^([^\s:;]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/s.exec(at.text);
  const [, written, text = ""] = quoted ?? /^([^\s:;]+);.*?:(.*)$/s.exec(at.text) ?? [];
  if (written === undefined) throw new Refusal("not-a-calendar", at);
  const name = written.toUpperCase();
  if (["BEGIN", "END", "RRULE", "DURATION"].includes(name)) return { ...at, name, value: text.trim().toUpperCase() };
  // Google writes TZID=GMT+05:30 without quotation marks.
  const value = DATES.includes(name) ? at.text.slice(at.text.lastIndexOf(":") + 1).toUpperCase() : text;
  return { ...at, name, value: value.trim() };
}
