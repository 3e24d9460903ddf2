/** A kind of line: what is stored of it, and how it is said. */
import type { z } from "zod";
import type { Words } from "../../platform/slack/blocks.ts";
import { languageOf, number, plural, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { markShown } from "../../platform/texts/language-of-text.ts";
import { markdownAsText } from "../../platform/texts/markdown.ts";
import type { LocalDate } from "../../platform/time.ts";
import { asQuote, shortened } from "../compile/rules-shortening.ts";
import { roundName } from "../periods/texts.ts";
import type { Rhythm } from "../table.ts";
import { LONGEST_QUOTE, type Quote, type Sources } from "./fields.ts";

/** A line in the reader's words: ours, then what people wrote. */
export interface Item {
  label: Words[];
  quotes: ShownQuote[];
  /** Said after the quotes. */
  remark: string | null;
  /** Some of what people wrote is only in the sources. */
  isShortened: boolean;
  /** An ask that the reader can decide here. */
  ask: { id: string; options: readonly string[] } | null;
  sources: Sources;
}

export interface ShownQuote {
  /** Said before it: planned, done. */
  role: string | null;
  text: string;
  /** The author, where it is not the lead, and what is to know of the text: `Ana Silva · week 4 · [fr]`; "": nothing. */
  by: string;
  author?: string;
  /** They alone lead its program, which needs no name. */
  isLeads?: boolean;
  /** What is to know of the text, without its author. */
  notes?: string[];
  /** That of them which says when it was said. */
  said?: { on: LocalDate; note: string };
}

/** A line in a few words, among others about the same program: without its name. */
export interface Brief {
  /** Stands before the name. */
  mark: string;
  facts: string[];
  quote: ShownQuote | null;
}

/** To whom a line is said, and in which digest. */
export interface Telling {
  reader: Reader;
  rhythm: Rhythm;
  /** Of the line in its section, from 1. */
  place: number;
  /** The digest says month by month how its programs stood before. */
  hasMonths: boolean;
}

interface AnyLine {
  kind: string;
  sources: Sources;
}

/**
 * `words`: what a line of this kind says; what is left out, it has not. `brief`: the same in a few, where that is more than
 * to leave out the program and all but the first quote.
 */
export function defineLine<Schema extends z.ZodType<AnyLine> & { shape: { kind: z.ZodLiteral<string> } }>(
  schema: Schema,
  words: (telling: Telling, line: z.infer<Schema>) => Pick<Item, "label"> & Partial<Omit<Item, "label" | "sources">>,
  brief: (telling: Telling, line: z.infer<Schema>) => Brief = (telling, line) => briefly(words(telling, line)),
) {
  const kind = schema.shape.kind.value;
  const isOne = (line: AnyLine): line is z.infer<Schema> => line.kind === kind;
  return {
    kind,
    schema,
    /** Null for a line of another kind. */
    itemOf: (telling: Telling, line: AnyLine): Item | null =>
      isOne(line)
        ? { quotes: [], remark: null, isShortened: false, ask: null, sources: line.sources, ...words(telling, line) }
        : null,
    /** Null for a line of another kind. */
    briefOf: (telling: Telling, line: AnyLine): Brief | null => (isOne(line) ? brief(telling, line) : null),
  };
}

function briefly({ label, quotes = [] }: Partial<Pick<Item, "label" | "quotes">>): Brief {
  const facts = (label ?? []).filter((run) => !run.bold).map((run) => run.text.replace(/^ · /, ""));
  return { mark: "", facts: facts.filter((text) => text !== ""), quote: quotes[0] ?? null };
}

/** Of which program, and what of it. */
export function about(program: string, facts: readonly string[], mark = ""): Words[] {
  return [{ text: `${mark}${program}`, bold: true }, { text: facts.map((fact) => ` · ${fact}`).join("") }];
}

/** Each under its question, where a line has answers to several; else under a word for them all. */
export function inTurn(reader: Reader, quotes: readonly Quote[], role: string | null = null): ShownQuote[] {
  return quotes.map((quote) => shown(reader, quote, { role: quote.question?.[languageOf(reader.locale)] ?? role }));
}

export function isAnyShortened(quotes: readonly Quote[]): boolean {
  return quotes.some(({ isShortened }) => isShortened === true);
}

/** That there are answers which only the sources show. */
export function moreAnswers(reader: Reader, count: number): string | null {
  return count > 0 ? textsFor({ en, fr }, reader).more(reader, count) : null;
}

export function shown(
  reader: Reader,
  quote: Quote,
  { form = "shortened", role = null }: { form?: QuoteForm; role?: string | null } = {},
): ShownQuote {
  const texts = textsFor({ en, fr }, reader);
  const period = quote.period ?? null;
  const said = quote.saidOn !== undefined && { on: quote.saidOn, note: texts.saidOn(reader, quote.saidOn) };
  const notes = [
    ...(period === null ? [] : [roundName(reader, period)]),
    ...(said ? [said.note] : []),
    ...(quote.again ? [texts.again(reader, quote.again)] : []),
    ...(quote.isRevised ? [texts.revised] : []),
    ...markShown(quote.mark),
  ];
  const isLeads = quote.byLead === true && !quote.to;
  const author = quote.to ? texts.to(quote.author, quote.to) : quote.author;
  return {
    role,
    text: shownText(quote, form),
    by: [...(isLeads ? [] : [author]), ...notes].join(" · "),
    author,
    isLeads,
    notes,
    ...(said && { said }),
  };
}

/** An ask is `whole`, with the addresses of its links; a lead's own line is read as any quote, however long it is. */
type QuoteForm = "shortened" | "whole" | "own-line";

/** As typed where Markdown has nothing to show for it. */
function shownText(quote: Quote, form: QuoteForm): string {
  const read = readAs(quote, form);
  return read === "" ? quote.text.trim() : read;
}

/** Read as text once: what was shortened already is. Older editions have long answers whole. */
function readAs({ text, isShortened }: Quote, form: QuoteForm): string {
  if (form === "whole") return markdownAsText(text, "address");
  if (form === "own-line") return asQuote(text, Number.POSITIVE_INFINITY).text;
  return (isShortened ? shortened : asQuote)(text, LONGEST_QUOTE).text;
}

const en = {
  more: (reader: Reader, count: number) =>
    `and ${number(reader, count)} more ${plural("en", count, "answer", "answers")} in Sources`,
  saidOn: (reader: Reader, date: LocalDate) => `said on ${shortDate(reader, date)}`,
  again: (reader: Reader, { times, since }: NonNullable<Quote["again"]>) =>
    `said ${number(reader, times)} times since ${shortDate(reader, since)}`,
  revised: "revised",
  to: (author: string, name: string) => `${author}, to ${name}`,
};

const fr: typeof en = {
  more: (reader, count) =>
    `et ${number(reader, count)} ${plural("fr", count, "autre réponse", "autres réponses")}, dans les sources`,
  saidOn: (reader, date) => `propos du ${shortDate(reader, date)}`,
  again: (reader, { times, since }) => `${number(reader, times)} fois depuis le ${shortDate(reader, since)}`,
  revised: "corrigé",
  to: (author, name) => `${author}, à l’attention de ${name}`,
};
