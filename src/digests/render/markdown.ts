import type { Words } from "../../platform/slack/blocks.ts";
import { withoutTurns } from "../../platform/texts/display.ts";
import type { DigestDocument } from "../document.ts";
import type { Sources } from "../sections/fields.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { sourceNotes } from "./notes.ts";
import { asItStood, type Outline, outlineOf } from "./outline.ts";

/**
 * The whole digest as a Markdown file: YAML front matter (each value in JSON, which is YAML), then what the messages say,
 * then the sources of each line as footnotes. What people wrote shows as they typed it, in any flavour of Markdown.
 */
export function digestMarkdown(
  document: DigestDocument,
  { edition, sentAt }: { edition: number; sentAt: string | null },
): string {
  const outline = outlineOf(document);
  const notes = sourceNotes(document, { safe: escapeMarkdown, hasIds: true });
  const day = asItStood(document, sentAt);
  const body = bodyOf(outline, day, (sources) => `[^${notes.numberOf(sources)}]`);
  const front = {
    programs: document.programs.map((program) => program.key),
    rhythm: document.rhythm,
    period: document.period.label,
    reader: document.reader.handle,
    locale: document.reader.locale,
    edition,
    sentAt,
  };
  return [
    "---",
    ...Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    "---",
    "",
    ...body,
    ...notes.all().map((text, index) => `[^${index + 1}]: ${text}`),
    "",
  ].join("\n");
}

function bodyOf(outline: Outline, day: string | null, mark: (sources: Sources) => string): string[] {
  const { sentence, own, others, sources, othersSources } = outline.bottomLine;
  return [
    `# ${escapeMarkdown(outline.title)}`,
    "",
    ...(day === null ? [] : [escapeMarkdown(day), ""]),
    ...(outline.correction
      ? [`**${escapeMarkdown(outline.correction.sentence)}**`, "", ...quoted(outline.correction.reason)]
      : []),
    `${escapeMarkdown(outline.basis)}${mark(outline.basisSources)}`,
    "",
    ...(sentence === null ? [] : [`> **${escapeMarkdown(sentence)}**${mark(sources)}`, ""]),
    ...(own ? quoted(own, mark(sources)) : []),
    ...(others === null ? [] : [`${escapeMarkdown(others)}${othersSources ? mark(othersSources) : ""}`, ""]),
    ...outline.remarks.flatMap((remark) => [escapeMarkdown(remark), ""]),
    ...(outline.original === null ? [] : [`*${escapeInline(outline.original)}*`, ""]),
    ...(outline.heldBack === null ? [] : [`*${escapeInline(outline.heldBack)}*`, ""]),
    ...outline.sections.flatMap(({ heading, items }) => [
      `## ${escapeMarkdown(heading)}`,
      "",
      ...items.flatMap((item) => itemLines(item, mark(item.sources))),
    ]),
  ];
}

function itemLines(item: Item, mark: string): string[] {
  return [
    `${runs(item.label)}${mark}`,
    "",
    ...item.quotes.flatMap((quote) => quoted(quote)),
    ...(item.remark === null ? [] : [`*${escapeMarkdown(item.remark)}*`, ""]),
  ];
}

function quoted({ role, text, by }: ShownQuote, mark = ""): string[] {
  const lead = role === null ? "" : `**${escapeMarkdown(role)}** · `;
  const lines = text.split(/\r\n|\r|\n/).map((line) => escapeMarkdown(line));
  // A backslash at the end of a line keeps the break; at the end of a paragraph it would be shown.
  const isLast = (index: number) => by === "" && index === lines.length - 1;
  const breakAfter = (index: number) => (lines[index] === "" || lines[index + 1] === "" || isLast(index) ? "" : "\\");
  const said = lines.map((line, index) => `> ${index === 0 ? lead : ""}${line}${breakAfter(index)}`);
  // The mark of the language is ours.
  const signature = `> — *${escapeInline(by).replace(/\\\[(en|fr)\\\]$/, "[$1]")}*`;
  const [last = "", ...before] = (by === "" ? said : [...said, signature]).reverse();
  return [...before.reverse(), `${last}${mark}`, ""];
}

function runs(words: readonly Words[]): string {
  return words
    .filter((run) => run.text !== "")
    .map((run) => (run.bold ? `**${escapeInline(run.text)}**` : escapeInline(run.text)))
    .join("");
}

/**
 * Makes Markdown show a line as typed: special characters, HTML, entities, bare links, list, heading and code marks at
 * its start, and blanks that Markdown would swallow.
 */
export function escapeMarkdown(line: string): string {
  return escapeInline(line)
    .replace(/^(\s*)([#+=:-])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])/, "$1\\$2")
    .replace(/^[ \t]+/, (blanks) => "&nbsp;".repeat(blanks.replaceAll("\t", "    ").length))
    .replace(/(?<![ \t])[ \t]+$/, (blanks) => "&nbsp;".repeat(blanks.length));
}

function escapeInline(text: string): string {
  return withoutTurns(text)
    .replaceAll(/[\\`*_[\]{}<>&~|$^]/g, "\\$&")
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll("://", ":\\/\\/")
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replaceAll("@", "\\@")
    .replaceAll(/!(?=\\\[)/g, "\\!")
    .replaceAll("](", "]\\(");
}
