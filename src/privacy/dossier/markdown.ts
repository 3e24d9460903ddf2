/** A dossier as Markdown. */

import { escapeMarkdown } from "../../digests/render/markdown.ts";
import type { Outline, Told, ToldSentence } from "./outline.ts";

export function dossierMarkdown({ title, first, intro, parts, reasonsHeading, reasonsHow, reasons }: Outline): string {
  return [
    `# ${escapeMarkdown(title)}`,
    `**${escapeMarkdown(first.text)}**[^${first.why}]`,
    ...intro.map(sentence),
    ...parts.flatMap((part) => [
      `## ${part.title}`,
      ...part.sections.flatMap(({ heading, says }) => [`### ${escapeMarkdown(heading)}`, ...says.map(block)]),
    ]),
    `## ${escapeMarkdown(reasonsHeading)}`,
    escapeMarkdown(reasonsHow),
    reasons.map((reason, index) => `[^${index + 1}]: ${escapeMarkdown(reason)}`).join("\n"),
    "",
  ].join("\n\n");
}

function block(told: Told): string {
  if (told.is === "paragraph") return told.sentences.map(sentence).join(" ");
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = told.rows.map(({ cells, why }) => {
    const [name = "", ...others] = cells.map((cell) => escapeMarkdown(cell));
    return row([`${name}[^${why}]`, ...others]);
  });
  return [row(told.head.map((cell) => escapeMarkdown(cell))), row(told.head.map(() => "---")), ...rows].join("\n");
}

function sentence({ text, why }: ToldSentence): string {
  return `${escapeMarkdown(text)}[^${why}]`;
}
