/** What the pages of a digest are set from. */
import type { Block, Paragraph, Span } from "../../platform/pdf/content.ts";
import type { LocalDate } from "../../platform/time.ts";
import { LAST_DAY, type Status } from "../compile/report.ts";
import { STATUS_SHAPES } from "../compile/status-and-dates-in-words.ts";
import { STRIP_SHAPES } from "../portfolio/program-outline.ts";

export const NO_WORD = "○";

/** A file is read long after: periods and days have their years. */
export function readLongAfter<Each extends { today?: LocalDate }>(reader: Each): Each {
  return { ...reader, today: LAST_DAY };
}

export function shapeOf(colour: Status | null): string {
  return colour === null ? NO_WORD : STRIP_SHAPES[colour];
}

/** The fonts have no coloured circles. */
export function inPrint(text: string): string {
  return (["green", "amber", "red"] as const).reduce(
    (printed, status) => printed.replaceAll(STATUS_SHAPES[status], STRIP_SHAPES[status]),
    text,
  );
}

export function heading(text: string): Block {
  return { is: "heading", level: 3, text };
}

export function bullets(items: Paragraph[][]): Block {
  return { is: "list", items };
}

export function numbered(items: Paragraph[][]): Block {
  return { is: "list", isNumbered: true, items };
}

export function paragraph(...spans: Span[]): Paragraph {
  return { is: "paragraph", spans };
}

export function quiet(text: string): Paragraph {
  return paragraph({ text, quiet: true });
}
