/** The first screen of a digest for a terminal. */

import { withoutTurns } from "../platform/texts/display.ts";
import { needInWords } from "./needs.ts";
import type { Screen, ScreenInput, ScreenLine } from "./screen.ts";
import { STATUS_SHAPES } from "./words.ts";

export function digestText(screen: Screen, { reader }: Pick<ScreenInput, "reader">): string {
  const { title, basis, headline, needsHeading, needs, moreNeeds, sections, counts, leftOut } = screen;
  const needLines = needs.flatMap((need, place) => {
    const { title: question, due, facts } = needInWords(reader, need);
    return [`  ${place + 1}. ${joined(question, due)}`, ...(facts === "" ? [] : [`     ${facts}`])];
  });
  const shown = sections.filter(({ lines }) => lines.length > 0);
  const lines = [
    title,
    basis,
    ...(headline === null ? [] : ["", headline]),
    ...(needLines.length === 0 ? [] : ["", needsHeading, ...needLines]),
    ...[moreNeeds].filter((text) => text !== null),
    ...shown.flatMap((section) => ["", section.heading, ...section.lines.map(screenLine)]),
    ...[counts, leftOut].flatMap((text) => (text === null ? [] : ["", text])),
    "",
  ];
  return lines.map(printable).join("\n");
}

function screenLine({ program, status, text, age }: ScreenLine): string {
  return `  ${status === null ? "" : `${STATUS_SHAPES[status]} `}${joined(program, text, age)}`;
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

/** Control characters of people's text could steer the terminal. */
function printable(line: string): string {
  return withoutTurns(line).replaceAll(/\p{Cc}/gu, (control) => (control === "\t" ? control : "\uFFFD"));
}
