/** A case as a PDF: a page that names nobody, with what stands in it now. */
import type { Block, Paragraph, Pdf } from "../../platform/pdf/content.ts";
import { linesOf } from "../../platform/texts/display.ts";
import { languageOf, list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { titleLine } from "../../register/words.ts";
import { changeLines } from "./blocks.ts";
import type { NamedItem } from "./facts.ts";
import { CASE_SECTIONS, type CaseSection, isEmpty, type Measure, type SectionWritten, stillCounts } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import type { ChangeRead } from "./use-cases.ts";

export interface FiledCase {
  title: string;
  at: string;
  version: { number: number; approvedAt: string } | null;
  pending: readonly CaseSection[];
  changes: readonly ChangeRead[];
  sections: ReadonlyMap<CaseSection, SectionWritten & { named: readonly NamedItem[] }>;
}

export function casePdf(reader: Reader, filed: FiledCase): Pdf {
  const texts = textsFor(caseTexts, reader);
  const title = texts.pdf.titled(filed.title);
  const changes = changeLines(reader, filed.changes);
  return {
    title,
    language: languageOf(reader.locale),
    at: filed.at,
    pages: texts.pdf.pages,
    unprintable: texts.pdf.unprintable,
    blocks: [
      { is: "heading", level: 1, text: title },
      quiet(statusOf(reader, filed)),
      ...(changes.length === 0
        ? []
        : [plain(texts.changes.title), { is: "list" as const, items: changes.map((line) => [plain(line)]) }]),
      ...CASE_SECTIONS.flatMap((section): Block[] => [
        { is: "heading", level: 2, text: texts.sections[section] },
        ...sectionBlocks(reader, filed.sections.get(section)),
      ]),
    ],
  };
}

function statusOf(reader: Reader, { version, pending }: FiledCase): string {
  const { status, sections } = textsFor(caseTexts, reader);
  if (!version) return status.draft;
  const day = longDate(reader, localDateOf(version.approvedAt, reader.zone));
  const since = list(
    reader,
    pending.map((each) => sections[each]),
  );
  return [status.approved(version.number, day), ...(pending.length > 0 ? [status.since(since)] : [])].join(" ");
}

function sectionBlocks(
  reader: Reader,
  written: (SectionWritten & { named: readonly NamedItem[] }) | undefined,
): Block[] {
  const texts = textsFor(caseTexts, reader);
  if (!written || isEmpty(written)) return [quiet(texts.pdf.notWritten)];
  const hidden = written.items.length - written.named.length;
  const items = written.named.map((item) =>
    stillCounts(item) ? titleLine(item) : `${titleLine(item)} (${texts.goneItem})`,
  );
  return [
    ...linesOf(written.text).map((line) => plain(line)),
    ...measureTable(reader, written.measures),
    ...(items.length === 0 ? [] : [{ is: "list" as const, items: items.map((line) => [plain(line)]) }]),
    ...(hidden > 0 ? [quiet(texts.hidden(hidden))] : []),
  ];
}

function measureTable(reader: Reader, measures: readonly Measure[]): Block[] {
  if (measures.length === 0) return [];
  const texts = textsFor(caseTexts, reader);
  return [
    {
      is: "table",
      head: texts.pdf.measures,
      widths: [0.5, 0.25, 0.25],
      rows: measures.map(({ name, baseline, target }) => [
        [{ text: name }],
        [baseline === "" ? { text: texts.noBaseline, quiet: true as const } : { text: baseline }],
        [target === "" ? { text: texts.noTarget, quiet: true as const } : { text: target }],
      ]),
    },
  ];
}

function plain(text: string): Paragraph {
  return { is: "paragraph", spans: [{ text }] };
}

function quiet(text: string): Paragraph {
  return { is: "paragraph", spans: [{ text, quiet: true }] };
}
