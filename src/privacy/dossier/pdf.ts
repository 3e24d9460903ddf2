/** A dossier as a PDF, of the same outline as its Markdown. */

import type { Block, Pdf, Span } from "../../platform/pdf/content.ts";
import type { Language } from "../../platform/texts/language.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { Outline, Told, ToldSentence } from "./outline.ts";
import { becauseTexts } from "./texts.ts";

export function dossierPdf(outline: Outline, { language, on }: { language: Language; on: LocalDate }): Pdf {
  const { title, first, intro, parts, reasonsHeading, reasonsHow, reasons } = outline;
  const { pages, unprintable } = becauseTexts[language];
  return {
    title,
    language,
    at: `${on}T00:00:00.000Z`,
    pages,
    unprintable,
    blocks: [
      { is: "heading", level: 1, text: title },
      { is: "paragraph", spans: [{ text: first.text, bold: true }, mark(first.why)] },
      ...intro.map(paragraph),
      ...parts.flatMap((part): Block[] => [
        { is: "heading", level: 2, text: part.title },
        ...part.sections.flatMap(({ heading, says }): Block[] => [
          { is: "heading", level: 3, text: heading },
          ...says.map(block),
        ]),
      ]),
      { is: "heading", level: 2, text: reasonsHeading },
      { is: "paragraph", spans: [{ text: reasonsHow }] },
      {
        is: "list",
        isNumbered: true,
        items: reasons.map((reason) => [{ is: "paragraph" as const, spans: [{ text: reason }] }]),
      },
    ],
  };
}

function block(told: Told): Block {
  if (told.is === "paragraph")
    return {
      is: "paragraph",
      spans: told.sentences.flatMap(({ text, why }, index) => [
        ...(index > 0 ? [{ text: " " }] : []),
        { text },
        mark(why),
      ]),
    };
  return {
    is: "table",
    head: told.head,
    widths: told.widths,
    rows: told.rows.map(({ cells, why }) =>
      cells.map((text, column): Span[] => (column === 0 ? [{ text }, mark(why)] : [{ text }])),
    ),
  };
}

function paragraph({ text, why }: ToldSentence): Block {
  return { is: "paragraph", spans: [{ text }, mark(why)] };
}

function mark(why: number): Span {
  return { text: ` [${why}]`, quiet: true };
}
