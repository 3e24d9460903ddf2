/** The modal that lists what a digest rests on, and the one that shows a check-in whole. */
import type { Button, KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Answers, type Question, textIn } from "../../cadences/questions/questions.ts";
import { answeredWords, answerText } from "../../check-ins/answer-text.ts";
import type { AnswerTime } from "../../check-ins/rules-answer-times.ts";
import type { Instant } from "../../platform/clock.ts";
import { actions, button, context, isPresent, plain, section, shorten, words } from "../../platform/slack/blocks.ts";
import { languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { closedOn, reopenedOn } from "../../programs/closings/texts.ts";
import { registerTexts } from "../../register/texts.ts";
import type { LineOf } from "../document.ts";
import type { Choice } from "../editions/divisions/division.ts";
import { leftOutLine } from "../editions/left-out.ts";
import { readMenu } from "../offers.ts";
import { digestTexts } from "../texts.ts";

export const sourceIds = {
  earlier: "digest.sources_earlier",
  later: "digest.sources_later",
  read: "digest.read_source",
  addToRecord: "digest.add_to_record",
} as const;

/** Two blocks each, and a few more: a view holds 100. */
export const SOURCES_ON_PAGE = 40;

const LONGEST_TITLE = 200;

/** Of the page buttons. */
export const pageValueSchema = z.strictObject({ editionId: z.string(), page: z.number().int().min(0) });
/** Of the button that reads. */
export const readValueSchema = z.strictObject({ editionId: z.string(), checkInId: z.string() });

/** Of a choice that opens an item. */
export const openItemSchema = z.strictObject({ itemId: z.string() });

/** Of the button that puts one answer into the record. */
export const answerValueSchema = readValueSchema.extend({ question: z.string() });

export interface SourceEntry {
  checkInId: string;
  revision: number;
  author: string;
  program: string;
  period: string;
  answered: AnswerTime;
}

export interface ItemEntry {
  id: string;
  /** `LOY-ASK-4`. */
  code: string;
  program: string;
  revision: number;
  /** Null where the item itself is not open to the viewer. */
  open: { title: string; author: string; raisedAt: Instant; buttons: Button[] } | null;
}

const MOST_CLOSINGS = 20;

export type ClosingLine = LineOf<"closed"> | LineOf<"reopened">;

/** That programs were closed or reopened, then items of the record, then check-ins. `page` counts from 0. */
export function sourcesView(
  reader: Reader,
  list: {
    editionId: string;
    closings: readonly ClosingLine[];
    items: readonly ItemEntry[];
    entries: readonly SourceEntry[];
    total: { checkIns: number; items: number };
    /** How many answers its head counts; 0 where that cannot be compared with the list. */
    counted: number;
    page: number;
    leftOut: readonly string[];
    /** That it was cleared; null: it was not. */
    cleared: string | null;
  },
): ModalView {
  const texts = digestTexts(reader).sources;
  const { editionId, closings, items, entries, page, leftOut } = list;
  const total = list.total.checkIns + list.total.items;
  const pages = Math.max(1, Math.ceil(total / SOURCES_ON_PAGE));
  const turn = (label: string, to: number) =>
    button(to < page ? sourceIds.earlier : sourceIds.later, label, { value: JSON.stringify({ editionId, page: to }) });
  const turns = [
    ...(page > 0 ? [turn(texts.earlier, page - 1)] : []),
    ...(page < pages - 1 ? [turn(texts.later, page + 1)] : []),
  ];
  const onlyCounted = list.counted > list.total.checkIns ? [texts.onlyCounted(reader, list.counted)] : [];
  const blocks: (KnownBlock | null)[] = [
    ...leftOutLine(reader, leftOut),
    list.cleared === null ? null : context(list.cleared),
    page === 0 && closings.length > 0 ? closingLines(reader, closings.slice(0, MOST_CLOSINGS)) : null,
    total > 0
      ? section([texts.intro(reader, list.total), ...onlyCounted].join(" "))
      : closings.length > 0
        ? null
        : section(texts.none),
    ...items.flatMap((item) => itemBlocks(reader, item)),
    ...entries.flatMap((entry) => sourceBlocks(reader, editionId, entry)),
    pages > 1 ? section(texts.page(page + 1, pages)) : null,
    turns.length > 0 ? actions("digest.sources_turn", ...turns) : null,
  ];
  return { type: "modal", title: plain(texts.title), close: plain(texts.close), blocks: blocks.filter(isPresent) };
}

function closingLines(reader: Reader, closings: readonly ClosingLine[]): KnownBlock {
  return words(
    ...closings.map((line) => [
      { text: shorten(line.program, LONGEST_TITLE), bold: true },
      { text: ` · ${line.kind === "closed" ? closedOn(reader, line) : reopenedOn(reader, line)}` },
    ]),
  );
}

/** The answers that the first screen shortens, to read one whole. */
export function answersView(reader: Reader, editionId: string, choices: readonly Choice[]): ModalView {
  const texts = digestTexts(reader).sources;
  return {
    type: "modal",
    title: plain(texts.answerTitle),
    close: plain(texts.close),
    blocks:
      choices.length > 0
        ? [
            actions(
              "digest.answers",
              readMenu(
                texts.whichAnswer,
                choices.map((choice) => ({ ...choice, editionId })),
              ),
            ),
          ]
        : [section(texts.noAnswer)],
  };
}

export function answerView(
  reader: Reader,
  entry: SourceEntry & {
    editionId: string;
    questions: readonly Question[];
    answers: Answers;
    nothingToReport: boolean;
    /** Not all of it goes above the team. */
    isCut: boolean;
    /** Question → its item of the record, where there is one that the viewer may read. */
    items: ReadonlyMap<string, Button>;
  },
  nameOf: (personId: string) => string,
): ModalView {
  const texts = digestTexts(reader).sources;
  const language = languageOf(reader.locale);
  const answered = entry.questions.filter(({ key }) => entry.answers[key] !== undefined);
  const blocks: KnownBlock[] = [
    entryWords(reader, entry),
    ...(entry.nothingToReport ? [section(answered.length > 0 ? texts.planUnchanged : texts.nothingToReport)] : []),
    ...answered.flatMap((question) => {
      const value = entry.answers[question.key];
      if (value === undefined) return [];
      return [
        words([{ text: textIn(question.label, language), bold: true }]),
        words([{ text: answerText(reader, question, value, nameOf) }]),
        ...recordRow(question, entry, textsFor(registerTexts, reader).button.add),
      ];
    }),
    ...(entry.isCut ? [context(texts.isCut)] : []),
  ];
  return { type: "modal", title: plain(texts.answerTitle), close: plain(texts.back), blocks };
}

/** In the place of one that is kept no more. */
export function goneView(reader: Reader, on: LocalDate): ModalView {
  const texts = digestTexts(reader).sources;
  const blocks = [section(texts.removed(reader, on))];
  return { type: "modal", title: plain(texts.answerTitle), close: plain(texts.back), blocks };
}

/** Leads to the item that an answer made; a text that made none can be added. */
function recordRow(
  { key, type }: Question,
  {
    editionId,
    checkInId,
    items,
  }: Pick<SourceEntry, "checkInId"> & { editionId: string; items: ReadonlyMap<string, Button> },
  label: string,
): KnownBlock[] {
  const known = items.get(key);
  if (known) return [actions(`digest.record.${key}`, known)];
  if (type !== "text" && type !== "long-text") return [];
  const value = JSON.stringify({ editionId, checkInId, question: key } satisfies z.infer<typeof answerValueSchema>);
  return [actions(`digest.record.${key}`, button(sourceIds.addToRecord, label, { value }))];
}

function sourceBlocks(reader: Reader, editionId: string, entry: SourceEntry): KnownBlock[] {
  const { checkInId } = entry;
  const read = button(sourceIds.read, digestTexts(reader).sources.read, {
    value: JSON.stringify({ editionId, checkInId }),
  });
  return [entryWords(reader, entry), actions(`digest.source.${checkInId}`, read)];
}

function itemBlocks(reader: Reader, { id, code, program, revision, open }: ItemEntry): KnownBlock[] {
  const texts = digestTexts(reader).sources;
  const revised = revision > 1 ? [texts.revision(revision)] : [];
  if (!open)
    return [words([{ text: code, bold: true }, { text: ` · ${[program, ...revised, texts.closed].join(" · ")}` }])];
  const facts = [program, open.author, texts.raised(reader, localDateOf(open.raisedAt, reader.zone)), ...revised];
  return [
    words([{ text: `${code} ${shorten(open.title, LONGEST_TITLE)}`, bold: true }, { text: ` · ${facts.join(" · ")}` }]),
    actions(`digest.item.${id}`, ...open.buttons),
  ];
}

function entryWords(reader: Reader, entry: SourceEntry): KnownBlock {
  const all = digestTexts(reader);
  const texts = all.sources;
  const facts = [
    entry.program,
    all.round(reader, entry.period),
    answeredWords(reader, entry.answered),
    ...(entry.revision > 1 ? [texts.revision(entry.revision)] : []),
  ];
  return words([{ text: entry.author, bold: true }, { text: ` · ${facts.join(" · ")}` }]);
}
