/** What is told of a program in one line of a first screen, and below it what else was said of it, as far as there is room. Pure. */

import { shorten } from "../../platform/slack/blocks.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { likenessOf } from "../../register/drafts/rules-likeness.ts";
import type { DigestDocument, Line } from "../document.ts";
import { briefOf, tellingOf } from "../render/outline.ts";
import { screenTexts } from "../render/texts-screen.ts";
import type { Brief, Item, ShownQuote } from "../sections/line.ts";
import { isOfItsDay } from "./rules-expiry.ts";
import type { Fact } from "./rules-facts.ts";
import { isAllOf, sentenceOf, sentencesOf } from "./rules-screen-words.ts";

/** One thing of the weightiest fact, all of that fact, what else is a fact, with why, with more of that, and all of it. */
export type Form = "bare" | "label" | "facts" | "brief" | "long" | "whole";

export interface Shown {
  item: Item;
  /** Lines of which nothing is left to tell. */
  told: readonly Line[];
  /** Texts of people that stand there whole. */
  quotes: ReadonlySet<string>;
}

export type Reading = DigestDocument & { reader: Reader };

export interface Told {
  document: Reading;
  items: ReadonlyMap<Line, Item>;
  /** What stands above lines of words alone, as *Next*. */
  headings: ReadonlyMap<Line, string>;
}

/** Of more programs the screen tells a line each, and nothing below it. */
const MOST_IN_DETAIL = 5;
/** Facts that one line tells of a program. */
const MOST_FACTS = 3;
const LONGEST = { name: 80, fact: 220, quote: { brief: 140, long: 240, whole: 600 } };

/**
 * All that is told of a program in one line: its weightiest facts, and the first words that say why; below it what else was
 * said of it, as far as there is room. `under`: the heading of its part.
 */
export function programIn({ document, items, headings }: Told, all: readonly Fact[], under: string) {
  const toReader = { ...tellingOf(document), place: 1 };
  const voicesOf = voicesIn(all.flatMap(({ line }) => items.get(line)?.quotes ?? []));
  const headingOf = (line: Line) => {
    const heading = headings.get(line) ?? "";
    return heading === under ? "" : heading;
  };
  let briefs: Brief[] | null = null;
  return (form: Form, details: number): Shown | null => {
    if (details > 0 && document.programs.length > MOST_IN_DETAIL) return null;
    briefs ??= all.map(({ line }) => briefOf(toReader, line));
    const first = all[0] && items.get(all[0].line);
    if (!first) return null;
    const facts = briefs.slice(0, MOST_FACTS);
    const telling = facts.findIndex((brief) => brief.quote !== null);
    const quote = facts[telling]?.quote ?? null;
    const heading = all[telling] && quote?.role === null ? headingOf(all[telling].line) : "";
    const text = quote === null ? null : wordsOf(quote, form);
    const why = text === null || quote === null ? "" : `${inWords(document.reader, quote, text)}${voicesOf(quote)}`;
    const words = why === "" ? [] : [...(heading === "" ? [] : [heading]), why];
    const isOne = form === "bare" || form === "label";
    const said = facts.flatMap(({ facts: own }, place) => [
      ...(isOne && place > 0 ? [] : own)
        .slice(0, form === "bare" ? 1 : own.length)
        .map((fact) => shorten(fact, LONGEST.fact)),
      // Why stands beside what it explains.
      ...(place === telling ? words : []),
    ]);
    if (said.length === 0) return null;
    const below =
      details === 0
        ? []
        : detailsOf(
            all.map(({ line }) => ({
              item: items.get(line),
              heading: headingOf(line),
              isProgress: line.kind === "progress",
            })),
            { facts: facts.length, quote: text === null ? null : (quote?.text ?? null) },
            { reader: document.reader, voicesOf },
          ).slice(0, details);
    if (below.length < details) return null;
    const whole = new Set(below.flatMap((detail) => detail.whole));
    if (quote !== null && text !== null && isAllOf(text, quote)) whole.add(quote.text);
    const isWhole = (line: Line, place: number) => {
      const { quotes = [], remark = null, isShortened = false } = items.get(line) ?? {};
      const isTold = quotes.every((one) => whole.has(one.text)) && remark === null && !isShortened;
      return isTold && (place < MOST_FACTS || below.some(({ line: at }) => at === place));
    };
    const told = all.map(({ line }) => line).filter(isWhole);
    const mark = facts.find((brief) => brief.mark !== "")?.mark ?? "";
    const [source, ...others] = all.flatMap(({ sources }) => [...sources]);
    return {
      item: {
        ...first,
        label: [
          { text: `${mark}${shorten(all[0]?.program ?? "", LONGEST.name)}`, bold: true },
          ...said.map((fact) => ({ text: ` · ${fact}` })),
          ...below.map(({ told: detail }) => ({ text: `\n– ${detail}` })),
        ],
        quotes: [],
        remark: null,
        isShortened: all.some(({ line }, place) => {
          const isTold = place < MOST_FACTS || below.some((detail) => detail.line === place);
          return isTold && !told.includes(line) && (items.get(line)?.quotes ?? []).length > 0;
        }),
        ask: null,
        sources: source ? [source, ...others] : first.sources,
      },
      told,
      quotes: whole,
    };
  };
}

/** With what is to know of it; on which day it was said, where its words are of that day. */
export function inWords(reader: Reader, quote: ShownQuote, text: string): string {
  const { role, notes = [], said } = quote;
  const isOfDay = said && isOfItsDay(text, { saidOn: said.on, today: reader.today ?? said.on });
  const told = notes
    .filter((note) => isOfDay || note !== said?.note)
    .map((note) => ` ${/^\[..\]$/.test(note) ? note : `(${note})`}`);
  return `${role ? `${role} · ` : ""}${screenTexts(reader).quoted(text)}${told.join("")}`;
}

/** Of more quotes only those in the same words are one. */
const MOST_COMPARED = 12;

/** Who said it, in their words or in nearly the same; nothing where the lead did, and nobody else. */
function voicesIn(quotes: readonly ShownQuote[]): (quote: ShownQuote) => string {
  const isFew = quotes.length <= MOST_COMPARED;
  return (quote) => {
    const { text } = quote;
    const alike = quotes.filter((one) => one.text === text || (isFew && likenessOf(one.text, text) === "same"));
    const all = [quote, ...alike];
    const names = new Set(all.flatMap(({ author }) => author ?? []));
    return names.size === 0 || all.every(({ isLeads }) => isLeads) ? "" : ` — ${[...names].join(", ")}`;
  };
}

/** What somebody said they had done beside what they had said would come. */
function isOutcome(plan: ShownQuote, one: ShownQuote): boolean {
  return plan.role !== null && one.role !== null && plan.role !== one.role && plan.author === one.author;
}

/** `whole`: a text of which nothing is left out. `line`: its place among them. */
interface Detail {
  told: string;
  whole: string[];
  line: number;
}

/** What each line has beside its facts: of those told above, so many, all but the quote that stands there. */
function detailsOf(
  lines: readonly { item: Item | undefined; heading: string; isProgress: boolean }[],
  above: { facts: number; quote: string | null },
  { reader, voicesOf }: { reader: Reader; voicesOf: (quote: ShownQuote) => string },
): Detail[] {
  const told = new Set([above.quote]);
  return lines.flatMap(({ item, heading, isProgress }, line): Detail[] => {
    const facts = (item?.label ?? []).flatMap(({ text, bold }) => (bold ? [] : text.replace(/^ · /, ""))).join("");
    const label = facts === "" ? heading : facts;
    const about = (line < above.facts && facts !== "") || label === "" ? "" : `${label} · `;
    const quotes = item?.quotes ?? [];
    const words = quotes.flatMap((quote): Detail[] => {
      const text = sentenceOf(quote, LONGEST.quote.whole);
      if (text === null || told.has(quote.text)) return [];
      if (quotes.some((one) => isProgress && one.text === above.quote && isOutcome(quote, one))) return [];
      told.add(quote.text);
      const outcome = quotes.find((one) => isProgress && isOutcome(quote, one) && !told.has(one.text));
      const came = outcome && sentenceOf(outcome, LONGEST.quote.whole);
      if (outcome && came) told.add(outcome.text);
      const whole = [
        ...(isAllOf(text, quote) ? [quote.text] : []),
        ...(outcome && came && isAllOf(came, outcome) ? [outcome.text] : []),
      ];
      const pair = outcome && came ? ` · ${inWords(reader, outcome, came)}` : "";
      return [{ told: `${about}${inWords(reader, quote, text)}${pair}${voicesOf(quote)}`, whole, line }];
    });
    return words.length > 0 || line < above.facts || facts === "" ? words : [{ told: facts, whole: [], line }];
  });
}

function wordsOf(quote: ShownQuote, form: Form): string | null {
  if (form === "brief") return sentenceOf(quote, LONGEST.quote.brief);
  return form === "long" || form === "whole" ? sentencesOf(quote, LONGEST.quote[form]) : null;
}
