/** The first screen as text: for a terminal, and to forward, which is edited and sent to a person or a channel. */
import { withoutTurns } from "../platform/texts/display.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { needInWords } from "./needs.ts";
import type { Need, Screen, ScreenInput, ScreenLine } from "./screen.ts";
import { digestTexts } from "./texts-digest.ts";
import { dayInWords, STATUS_SHAPES } from "./words.ts";

/** What a field of a modal holds. */
export const LONGEST_FORWARDED = 3000;

/** What became of a request since the digest was sent. */
export type Decided = { outcome: string; by: string; on: LocalDate } | "withdrawn";

/** `decided`: by item; one that is missing is still open. Whoever reads the text is not the reader of the digest. */
export function textToForward(
  screen: Screen,
  decided: ReadonlyMap<string, Decided>,
  reader: ScreenInput["reader"],
): string {
  const { title, basis, headline, needs, sections, counts } = screen;
  const texts = textsFor(digestTexts, reader).forward;
  const closed = needs.filter(({ itemId }) => decided.has(itemId));
  const open = needs.filter(({ itemId }) => !decided.has(itemId));
  const lines = [
    title,
    basis,
    ...(headline === null ? [] : ["", headline]),
    ...part(
      texts.toDecide(reader.name),
      open.map((need) => needLine(reader, need)),
    ),
    ...part(
      texts.decidedSince,
      closed.map((need) => decidedLine(reader, need, decided.get(need.itemId))),
    ),
    ...sections.flatMap(({ heading, lines: shown }) => part(heading, shown.map(screenLine))),
    ...(counts === null ? [] : ["", counts]),
  ];
  return cut(lines.map(printable), texts.cut);
}

function part(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}

function needLine(reader: ScreenInput["reader"], need: Need): string {
  const { title, due, facts } = needInWords(reader, need);
  return `• ${[title, due, facts].filter((text) => text !== "").join(" · ")}`;
}

function decidedLine(reader: ScreenInput["reader"], { program, title }: Need, decided: Decided | undefined): string {
  const texts = textsFor(digestTexts, reader).forward;
  const outcome =
    decided === undefined || decided === "withdrawn"
      ? texts.withdrawn
      : texts.decided(dayInWords(reader, decided.on), decided.by, decided.outcome);
  return `• ${program} · ${title} · ${outcome}`;
}

function screenLine({ program, status, text, age }: ScreenLine): string {
  const parts = [program, text, age].filter((words) => words !== "").join(" · ");
  return `• ${status === null ? "" : `${STATUS_SHAPES[status]} `}${parts}`;
}

/** Control characters of people's text could steer a terminal. */
function printable(line: string): string {
  return withoutTurns(line).replaceAll(/\p{Cc}/gu, " ");
}

/** Whole lines, as many as there is room for. */
function cut(lines: readonly string[], rest: string): string {
  const text = lines.join("\n");
  if (text.length <= LONGEST_FORWARDED) return text;
  const kept: string[] = [];
  let room = LONGEST_FORWARDED - rest.length - 1;
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.push(line);
  }
  return [...kept, rest].join("\n");
}
