/** A digest as a Markdown file: front matter (each value in JSON, which is YAML), its first screen, then each report whole. */
import { withoutBidi } from "../platform/texts/display.ts";
import { capitalised, textsFor } from "../platform/texts/language.ts";
import { needInWords } from "./needs.ts";
import { type OutlineItem, outlineOf, type ProgramOutline } from "./program-outline.ts";
import type { Screen, ScreenInput, ScreenLine } from "./screen.ts";
import { STATUS_SHAPES } from "./status-words.ts";
import { partTexts } from "./texts-part.ts";

export function digestMarkdown(
  screen: Screen,
  input: ScreenInput,
  digest: { id: string; sentAt: string | null },
): string {
  const { reader, programs, rhythm, period } = input;
  const front = {
    programs: programs.map(({ key }) => key),
    rhythm,
    period: period.label,
    reader: reader.name,
    locale: reader.locale,
    digest: digest.id,
    sentAt: digest.sentAt,
  };
  return [
    "---",
    ...Object.entries(front).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    "---",
    "",
    ...screenLines(screen, input),
    `## ${textsFor(partTexts, reader).programs}`,
    "",
    ...programs.flatMap(({ correctedOn, ...program }) => programLines(outlineOf(program, input))),
  ].join("\n");
}

function screenLines(screen: Screen, { reader }: ScreenInput): string[] {
  const { title, basis, headline, needsHeading, needs, moreNeeds, sections, counts, leftOut } = screen;
  const needLines = needs.map((need, place) => {
    const { title: question, due, facts } = needInWords(reader, need);
    const rest = [due, facts].filter((part) => part !== "").map(escapeMarkdown);
    return `${place + 1}. ${[`**${escapeInline(question)}**`, ...rest].join(" · ")}`;
  });
  return [
    `# ${escapeMarkdown(title)}`,
    "",
    ...paragraph(basis),
    ...(headline === null ? [] : [`> **${escapeInline(headline)}**`, ""]),
    ...(needLines.length === 0 ? [] : [`## ${escapeMarkdown(needsHeading)}`, "", ...needLines, ""]),
    ...paragraph(moreNeeds),
    ...sections.flatMap(({ heading, lines }) => [`## ${escapeMarkdown(heading)}`, "", ...lines.map(screenLine), ""]),
    ...paragraph(counts),
    ...paragraph(leftOut),
  ];
}

function screenLine({ program, status, text, age }: ScreenLine): string {
  const name = program === "" ? [] : [`**${escapeInline(program)}**`];
  const rest = [text, age].filter((part) => part !== "").map(escapeMarkdown);
  return `- ${status === null ? "" : `${STATUS_SHAPES[status]} `}${[...name, ...rest].join(" · ")}`;
}

function programLines(outline: ProgramOutline): string[] {
  const { title, status, strip, notices, about, sections, foot } = outline;
  return [
    `### ${status.shape} ${escapeInline(title)}`,
    "",
    ...paragraph(capitalised(status.text)),
    ...paragraph(strip === null ? null : `${strip.label} ${strip.shapes}`),
    ...notices.flatMap((notice) => [`*${escapeInline(notice)}*`, ""]),
    ...about.flatMap((item) => [itemLine(item), ""]),
    ...sections.flatMap(({ heading, items }) => [
      `#### ${escapeMarkdown(heading)}`,
      "",
      ...items.map((item) => `- ${itemLine(item)}`),
      "",
    ]),
    ...foot.flatMap(paragraph),
  ];
}

function itemLine({ label, text, facts }: OutlineItem): string {
  const parts = [label === null ? [] : [`**${escapeInline(label)}**`], escapeMarkdown(text), facts.map(escapeInline)];
  return parts
    .flat()
    .filter((part) => part !== "")
    .join(" · ");
}

function paragraph(text: string | null): string[] {
  return text === null || text === "" ? [] : [escapeMarkdown(text), ""];
}

/**
 * Makes Markdown show a line as typed: special characters, HTML, entities, bare links, list, heading and code marks at
 * its start, and blanks that Markdown would swallow.
 */
export function escapeMarkdown(line: string): string {
  return escapeInline(line)
    .replace(/^(\s*)([#+=:-])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2")
    .replace(/^[ \t]+/, (blanks) => "&nbsp;".repeat(blanks.replaceAll("\t", "    ").length));
}

function escapeInline(text: string): string {
  return withoutBidi(text)
    .trim()
    .replaceAll(/[\\`*_[\]{}<>&~|$^]/g, "\\$&")
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll("://", ":\\/\\/")
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replaceAll("@", "\\@")
    .replaceAll(/!(?=\\\[)/g, "\\!")
    .replaceAll("](", "]\\(");
}
