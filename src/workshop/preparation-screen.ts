/** The preparation of a workshop as its reader sees it, and as a PDF. */
import type { KnownBlock, ModalView } from "@slack/types";
import { nameOf } from "../cadences/cadences.ts";
import type { Compose } from "../people/files-asked-for.ts";
import { type Person, readerAt } from "../people/people.ts";
import { mayShowRate } from "../people/who-can-answer.ts";
import type { Block, Paragraph, Pdf } from "../platform/pdf/content.ts";
import type { Services } from "../platform/services.ts";
import { nonEmptyLines } from "../platform/texts/display.ts";
import {
  dateAndTime,
  languageOf,
  list,
  longDate,
  type Reader,
  shortDate,
  textsFor,
} from "../platform/texts/language.ts";
import { actions, button, context, header, plainContext, plainSection, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { modal } from "../slack/modal.ts";
import { pagesOf } from "../slack/screen-pages.ts";
import { type Preparation, type PreparedQuestion, readPreparation } from "./preparation.ts";
import { type AboutPreparation, workshopIds } from "./preparation-message.ts";
import { workshopTexts } from "./texts.ts";

const LONGEST_TITLE = 100;

/** Throws WORKSHOP_NOT_YOURS, PREPARATION_NOT_MADE. */
export async function preparationView(
  services: Services,
  actor: Person,
  { roundId, page }: AboutPreparation,
): Promise<ModalView> {
  const reader = readerAt(actor, services.clock.now());
  const preparation = await readPreparation(services, actor, roundId);
  const texts = textsFor(workshopTexts, reader);
  const pages = pagesOf(preparation.questions.flatMap((question) => questionGroups(reader, question)));
  const at = Math.min(page, pages.length - 1);
  return modal({
    title: texts.title,
    close: texts.close,
    blocks: [
      header(titleOf(reader, preparation)),
      ...linesAbove(reader, preparation).map((line) => plainContext(line)),
      actions(
        "workshop.file",
        button(workshopIds.pdf, texts.pdf, { value: roundId }),
        ...datesButton(reader, preparation),
      ),
      ...(preparation.isRemoved ? [section(texts.removed)] : (pages[at] ?? [])),
      ...turns(reader, { roundId, page: at, pages: pages.length }),
    ],
  });
}

/** Where its body has no dates yet: its workshop is a meeting too. */
function datesButton(reader: Reader, { context: { program } }: Preparation) {
  if (program.meets !== null) return [];
  return [commandButton(textsFor(workshopTexts, reader).setDates, `meetings ${program.id}`)];
}

function titleOf(reader: Reader, { context: { program, cadence }, day }: Preparation): string {
  const texts = textsFor(workshopTexts, reader);
  const title = shorten(program.title, LONGEST_TITLE);
  return `${texts.heading(nameOf(cadence, reader), shortDate(reader, day))} · ${title}`;
}

/** How many answered, which version it is, and what is new in that. */
function linesAbove(reader: Reader, { answered, asked, version, changed }: Preparation): string[] {
  const texts = textsFor(workshopTexts, reader);
  const made = texts.version(version.number, dateAndTime(reader, version.madeAt));
  return [
    `${texts.counts(answered, mayShowRate(asked) ? asked : null)} · ${made}`,
    ...(changed.length > 0 ? [texts.changed(list(reader, [...changed]))] : []),
  ];
}

/** A question with its first answer, then each further answer. */
function questionGroups(reader: Reader, { label, signed, unsigned }: PreparedQuestion): KnownBlock[][] {
  const texts = textsFor(workshopTexts, reader);
  const head = [header(label), ...(unsigned === undefined ? [] : [context(texts.unsigned)])];
  if (unsigned === null) return [[...head, context(texts.tooFew)]];
  const answers =
    unsigned === undefined
      ? signed.map(({ name, text }) => [plainContext(name), plainSection(text)])
      : unsigned.map((text) => [plainSection(`• ${text}`)]);
  const [first, ...others] = answers;
  return first ? [[...head, ...first], ...others] : [[...head, context(texts.nothing)]];
}

function turns(reader: Reader, { roundId, page, pages }: AboutPreparation & { pages: number }): KnownBlock[] {
  if (pages < 2) return [];
  const texts = textsFor(workshopTexts, reader);
  const valueAt = (to: number) => JSON.stringify({ roundId, page: to } satisfies AboutPreparation);
  return [
    context(texts.page(page + 1, pages)),
    actions(
      "workshop.pages",
      ...(page > 0 ? [button(workshopIds.earlier, texts.earlier, { value: valueAt(page - 1) })] : []),
      ...(page < pages - 1 ? [button(workshopIds.later, texts.later, { value: valueAt(page + 1) })] : []),
    ),
  ];
}

/** Throws WORKSHOP_NOT_YOURS, PREPARATION_NOT_MADE. */
export const composePreparation: Compose = async ({ actor, ...ctx }, reader, roundId) => {
  const preparation = await readPreparation(ctx, actor, roundId);
  const { file } = textsFor(workshopTexts, reader);
  const { program } = preparation.context;
  const name = `${file.name}-${program.short_key.toLowerCase()}-${preparation.day}.pdf`;
  return {
    title: textsFor(workshopTexts, reader).title,
    subtitle: titleOf(reader, preparation),
    document: { name, content: preparationPdf(reader, preparation) },
  };
};

export function preparationPdf(reader: Reader, preparation: Preparation): Pdf {
  const { file, removed } = textsFor(workshopTexts, reader);
  const title = titleOf(reader, preparation);
  return {
    title,
    language: languageOf(reader.locale),
    at: preparation.version.madeAt,
    pages: file.pages,
    unprintable: file.unprintable,
    blocks: [
      { is: "heading", level: 1, text: title },
      paragraph(longDate(reader, preparation.day), { quiet: true }),
      ...linesAbove(reader, preparation).map((line) => paragraph(line, { quiet: true })),
      ...(preparation.isRemoved
        ? [paragraph(removed)]
        : preparation.questions.flatMap((question) => printed(reader, question))),
    ],
  };
}

function printed(reader: Reader, { label, signed, unsigned }: PreparedQuestion): Block[] {
  const texts = textsFor(workshopTexts, reader);
  const head: Block = { is: "heading", level: 2, text: label };
  if (unsigned === null) return [head, paragraph(texts.tooFew, { quiet: true })];
  if (unsigned !== undefined) {
    const items = unsigned.map((text) => nonEmptyLines(text).map((line) => paragraph(line)));
    return [head, paragraph(texts.unsigned, { quiet: true }), { is: "list", items }];
  }
  if (signed.length === 0) return [head, paragraph(texts.nothing, { quiet: true })];
  const answers = signed.flatMap(({ name, text }) => [
    paragraph(name, { bold: true }),
    ...nonEmptyLines(text).map((line): Paragraph => ({ ...paragraph(line), isQuote: true })),
  ]);
  return [head, ...answers];
}

function paragraph(text: string, style: { quiet?: true; bold?: true } = {}): Paragraph {
  return { is: "paragraph", spans: [{ text, ...style }] };
}
