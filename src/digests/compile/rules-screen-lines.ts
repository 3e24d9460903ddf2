/** What is told of a program in one line of a first screen, and below it what else was said of it, as far as there is room. Pure. */

import { shorten } from "../../platform/slack/blocks.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { likenessOf } from "../../register/drafts/rules-likeness.ts";
import type { DigestDocument, Line } from "../document.ts";
import { briefOf, tellingOf } from "../render/outline.ts";
import { GAP, LEFT_OUT } from "../render/rules-pieces.ts";
import { screenTexts } from "../render/texts-screen.ts";
import type { Brief, Item, ShownQuote } from "../sections/line.ts";
import type { Fact } from "./rules-facts.ts";
import { shortened } from "./rules-shortening.ts";

/** One thing of the weightiest fact, all of that fact, what else is a fact, with why, and all of it. */
export type Form = "bare" | "label" | "facts" | "brief" | "whole";

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
const LONGEST = { name: 80, fact: 220, quote: { brief: 140, whole: 420 } };

/**
 * All that is told of a program in one line: its weightiest facts, and the first words that say why; below it what else was
 * said of it, as far as there is room.
 */
export function programIn({ document, items, headings }: Told, all: readonly Fact[]) {
  const telling = { ...tellingOf(document), place: 1 };
  const texts = screenTexts(document.reader);
  const voicesOf = voicesIn(
    all.flatMap(({ line }) => items.get(line)?.quotes ?? []),
    document.rhythm === "weekly",
  );
  let briefs: Brief[] | null = null;
  return (form: Form, details: number): Shown | null => {
    briefs ??= all.map(({ line }) => briefOf(telling, line));
    const first = all[0] && items.get(all[0].line);
    if (!first) return null;
    const facts = briefs.slice(0, MOST_FACTS);
    const quote = facts.find((brief) => brief.quote !== null)?.quote ?? null;
    const text = quote === null ? null : wordsOf(quote, form);
    const said = facts
      .slice(0, form === "bare" || form === "label" ? 1 : MOST_FACTS)
      .flatMap((brief) => (form === "bare" ? brief.facts.slice(0, 1) : brief.facts))
      .map((fact) => shorten(fact, LONGEST.fact));
    if (said.length === 0 && text === null) return null;
    const more = detailsOf(
      all.map(({ line }) => ({ item: items.get(line), heading: headings.get(line) ?? "" })),
      { facts: facts.length, quote: text === null ? null : (quote?.text ?? null) },
      { quoted: texts.quoted, voicesOf },
    );
    const below = more.slice(0, details);
    if (below.length < details || (details > 0 && document.programs.length > MOST_IN_DETAIL)) return null;
    const whole = new Set(below.flatMap((detail) => detail.whole));
    if (quote !== null && text === oneLine(quote.text)) whole.add(quote.text);
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
          ...(text === null || quote === null
            ? []
            : [{ text: ` · ${inWords(quote, text, texts.quoted)}${voicesOf(quote)}` }]),
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

function inWords({ role, notes = [] }: ShownQuote, text: string, quoted: (text: string) => string): string {
  const said = notes.map((note) => ` ${/^\[..\]$/.test(note) ? note : `(${note})`}`).join("");
  return `${role ? `${role} · ` : ""}${quoted(text)}${said}`;
}

/** Who said it, in their words or in nearly the same; nothing where one person alone speaks for the program. */
function voicesIn(quotes: readonly ShownQuote[], isAlways: boolean): (quote: ShownQuote) => string {
  const authors = new Set(quotes.flatMap(({ author }) => author ?? []));
  if (!isAlways && authors.size < 2) return () => "";
  return ({ text, author }) => {
    const alike = quotes.filter((one) => one.text === text || likenessOf(one.text, text) === "same");
    const names = new Set([author, ...alike.map((one) => one.author)].flatMap((name) => name ?? []));
    return names.size === 0 ? "" : ` — ${[...names].join(", ")}`;
  };
}

/** `whole`: a text of which nothing is left out. `line`: its place among them. */
interface Detail {
  told: string;
  whole: string[];
  line: number;
}

/** What each line has beside its facts: of those told above, so many, all but the quote that stands there. */
function detailsOf(
  lines: readonly { item: Item | undefined; heading: string }[],
  above: { facts: number; quote: string | null },
  { quoted, voicesOf }: { quoted: (text: string) => string; voicesOf: (quote: ShownQuote) => string },
): Detail[] {
  const told = new Set([above.quote]);
  return lines.flatMap(({ item, heading }, line): Detail[] => {
    const facts = (item?.label ?? []).flatMap(({ text, bold }) => (bold ? [] : text.replace(/^ · /, ""))).join("");
    const label = facts === "" ? heading : facts;
    const about = (line < above.facts && facts !== "") || label === "" ? "" : `${label} · `;
    const words = (item?.quotes ?? []).flatMap((quote): Detail[] => {
      const text = sentenceOf(quote, LONGEST.quote.whole);
      if (text === null || told.has(quote.text)) return [];
      told.add(quote.text);
      const whole = text === oneLine(quote.text) ? [quote.text] : [];
      return [{ told: `${about}${inWords(quote, text, quoted)}${voicesOf(quote)}`, whole, line }];
    });
    return words.length > 0 || line < above.facts || facts === "" ? words : [{ told: facts, whole: [], line }];
  });
}

function wordsOf(quote: ShownQuote, form: Form): string | null {
  if (form !== "brief" && form !== "whole") return null;
  return form === "brief" ? sentenceOf(quote, LONGEST.quote.brief) : sentencesOf(quote, LONGEST.quote.whole);
}

/** A piece of it that begins and ends as its author's sentences do; null where none is as short as that. */
export function sentenceOf({ text }: ShownQuote, most: number): string | null {
  if (text.length <= most && !text.includes(LEFT_OUT)) return oneLine(text);
  const [longest] = piecesOf(text, most).toSorted((one, other) => other.length - one.length);
  return longest ?? null;
}

/** Its most telling sentences, whole each; null where none is as short as that. */
function sentencesOf({ text }: ShownQuote, most: number): string | null {
  if (text.length <= most && !text.includes(LEFT_OUT)) return oneLine(text);
  const pieces = piecesOf(text, most);
  return pieces.length > 0 ? pieces.join(GAP) : null;
}

function piecesOf(text: string, most: number): string[] {
  return shortened(text, most)
    .text.split(LEFT_OUT)
    .map((piece) => oneLine(piece))
    .filter((piece) => piece !== "" && !(piece.endsWith("…") && !text.includes(piece)));
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
}
