/** The facts of a digest as lines of its first screen, each in the forms that it may have. Pure. */
import { shorten } from "../../platform/slack/blocks.ts";
import type { Reader } from "../../platform/texts/language.ts";
import type { DigestDocument, Line } from "../document.ts";
import { briefOf, type Outline, tellingOf } from "../render/outline.ts";
import { GAP, LEFT_OUT } from "../render/rules-pieces.ts";
import { screenTexts } from "../render/texts-screen.ts";
import { sayAsk, whenAsked } from "../sections/asks/asks.ts";
import { type Brief, type Item, type ShownQuote, shown } from "../sections/line.ts";
import type { AskLine } from "./rules-asks.ts";
import { type Fact, type FactKind, factsOf } from "./rules-facts.ts";
import { shortened } from "./rules-shortening.ts";
import { isAsk } from "./rules-told.ts";

/** In the order of the screen. */
export const GROUPS = ["asks", "changed", "doubts", "since", "value", "done", "attention", "others"] as const;
export type Group = (typeof GROUPS)[number];

/** The weightiest fact alone, what else is a fact, with why, and all of it. */
export type Form = "label" | "facts" | "brief" | "whole";

export interface Shown {
  item: Item;
  /** Lines of which nothing is left to tell. */
  told: readonly Line[];
  /** Texts of people that stand there whole. */
  quotes: ReadonlySet<string>;
}

export interface Entry {
  group: Group;
  /** Of what it tells. */
  kinds: readonly FactKind[];
  /** Null: it does not have this form, or not so many details. */
  in: (form: Form, details: number) => Shown | null;
  /** As it is on the screen; null: it is not. */
  shown: { form: Form; details: number } | null;
}

export type Reading = DigestDocument & { reader: Reader };

/** So many decisions have buttons; the others are told in one line. */
export const MOST_DECISIONS = 3;
/** Of more programs the screen tells a line each, and nothing below it. */
const MOST_IN_DETAIL = 5;
/** Facts that one line tells of a program. */
const MOST_FACTS = 3;
const LONGEST = { name: 80, fact: 220, ask: [110, 150, 220], cut: 150, remark: 300, quote: { brief: 140, whole: 420 } };

const GROUP_OF: Record<FactKind, Group | null> = {
  unanswered: null,
  "overdue-ask": "asks",
  ask: "asks",
  red: "changed",
  "was-red": "changed",
  doubted: "doubts",
  closed: "changed",
  "slipped-date": "changed",
  presence: "changed",
  "since-decision": "since",
  decided: "since",
  amber: "changed",
  date: "changed",
  matter: "attention",
  gone: "changed",
  milestone: "changed",
  number: "done",
  recovered: "changed",
  value: "value",
  done: "done",
  "own-line": "done",
  said: "done",
  "open-ask": "others",
  status: "done",
  month: "done",
  silent: null,
  count: null,
};
/** What of these there is of a program is one line, where the weightiest stands. */
const ONE_LINE: readonly Group[] = ["changed", "attention", "done"];

interface Told {
  document: Reading;
  items: ReadonlyMap<Line, Item>;
  /** What stands above lines of words alone, as *Next*. */
  headings: ReadonlyMap<Line, string>;
}

function headingsOf({ sections }: Reading, outline: Outline): Map<Line, string> {
  const isWords = (line: Line) => line.kind === "said" && !["milestone", "blocker", "risk"].includes(line.feed);
  return new Map(
    sections.flatMap(({ lines }, place) =>
      lines.flatMap((line): [Line, string][] =>
        isWords(line) ? [[line, outline.sections[place]?.heading ?? ""]] : [],
      ),
    ),
  );
}

/** By weight. */
export function entriesOf(document: Reading, outline: Outline): Entry[] {
  const items = new Map(
    document.sections.flatMap(({ lines }, section) =>
      lines.flatMap((line, place): [Line, Item][] => {
        const item = outline.sections[section]?.items[place];
        return item ? [[line, item]] : [];
      }),
    ),
  );
  const told = { document, items, headings: headingsOf(document, outline) };
  const entries = new Map<string, { group: Group; facts: Fact[] }>();
  for (const fact of factsOf(document)) {
    const group = GROUP_OF[fact.kind];
    if (group === null) continue;
    const key =
      fact.program === null || group === "asks" || group === "doubts" || group === "since" || group === "others"
        ? `${entries.size}`
        : `${ONE_LINE.includes(group) ? "" : group} ${fact.program}`;
    const known = entries.get(key);
    if (!known) entries.set(key, { group, facts: [fact] });
    else {
      known.facts.push(fact);
      if (ONE_LINE.indexOf(group) < ONE_LINE.indexOf(known.group)) known.group = group;
    }
  }
  let place = 0;
  return inOrder([...entries.values()]).map(({ group, facts: unordered }): Entry => {
    // What a program is comes before what happened in it.
    const facts = unordered.toSorted((one, other) => Number(isStatus(other)) - Number(isStatus(one)));
    const [first] = facts;
    if (group === "asks") place += 1;
    const own = place;
    const make =
      (group === "asks" || group === "others") && first && isAsk(first.line)
        ? askIn(told, first.line, group === "asks" ? own : null)
        : programIn(told, facts);
    const made = new Map<string, Shown | null>();
    return {
      group,
      kinds: facts.map(({ kind }) => kind),
      shown: null,
      in: (form, details) => {
        const known = made.get(`${form} ${details}`);
        if (known !== undefined) return known;
        const fresh = make(form, details);
        made.set(`${form} ${details}`, fresh);
        return fresh;
      },
    };
  });
}

/** Of what was done, the flagships first, then who has most to tell. */
function inOrder(entries: { group: Group; facts: Fact[] }[]): { group: Group; facts: Fact[] }[] {
  const toldIn = ({ group, facts }: { group: Group; facts: Fact[] }) =>
    group === "done" ? facts.reduce((sum, { told }) => sum + told, 0) : 0;
  return entries.toSorted((one, other) => toldIn(other) - toldIn(one));
}

function isStatus({ line }: Fact): boolean {
  return line.kind === "health";
}

/** `place`: from 1; null: it is for somebody else to decide. */
function askIn({ document: { reader }, items }: Told, line: AskLine, place: number | null) {
  const item = items.get(line);
  const texts = screenTexts(reader);
  const quote = line.kind === "ask" ? shown(reader, line.quote) : null;
  const isTitle = quote === null || (line.item !== undefined && line.item.options.length > 0);
  const when = whenAsked(reader, line, { isBrief: true });
  return (form: Form, details: number): Shown | null => {
    if (!item || details > 0) return null;
    const asked = quote ? questionIn(quote) : line.kind === "standing-ask" ? line.title : "";
    const isWhole = quote === null || (oneLine(quote.text) === asked && item.quotes[0]?.text === quote.text);
    const options = optionsTold(reader, line);
    const hasButtons = place !== null && place <= MOST_DECISIONS && item.ask !== null;
    const remarks = [options, line.item ? sayAsk(reader, line.item, { hasOptions: options !== null }) : null];
    const remark = form === "label" || !hasButtons || line.item?.isIncomplete ? null : joinedOrNull(remarks);
    return {
      item: {
        ...item,
        label: [
          { text: `${place === null ? "" : `${place}. `}${shorten(line.program, LONGEST.name)}`, bold: true },
          { text: " · " },
          { text: isTitle ? asked : texts.quoted(asked), bold: true },
          ...(quote === null || isTitle ? [] : [{ text: ` — ${shorten(quote.by, LONGEST.name)}`, italic: true }]),
          ...when.map((text) => ({ text: ` · ${shorten(text, LONGEST.fact)}` })),
        ],
        quotes: [],
        remark: remark === null ? null : shorten(remark, LONGEST.remark),
        isShortened: !isWhole,
        ask: hasButtons ? item.ask : null,
      },
      told: isWhole && (hasButtons || item.ask === null) ? [line] : [],
      quotes: new Set(),
    };
  };
}

/** What is asked is always told: where no sentence is as short, cut between words. */
function questionIn(quote: ShownQuote): string {
  for (const most of LONGEST.ask) {
    const sentence = sentenceOf(quote, most);
    if (sentence !== null) return sentence;
  }
  return oneLine(shortened(quote.text, LONGEST.cut).text);
}

function optionsTold(reader: Reader, { item }: AskLine): string | null {
  if (!item || item.options.length < 2) return null;
  const { advised } = screenTexts(reader);
  return item.options.map((label) => `• ${label}${label === item.recommended ? ` (${advised})` : ""}`).join(" ");
}

/**
 * All that is told of a program in one line: its weightiest facts, and the first words that say why; below it what else was
 * said of it, as far as there is room.
 */
function programIn({ document, items, headings }: Told, all: readonly Fact[]) {
  const telling = { ...tellingOf(document), place: 1 };
  const texts = screenTexts(document.reader);
  let briefs: Brief[] | null = null;
  return (form: Form, details: number): Shown | null => {
    briefs ??= all.map(({ line }) => briefOf(telling, line));
    const first = all[0] && items.get(all[0].line);
    if (!first) return null;
    const facts = briefs.slice(0, MOST_FACTS);
    const quote = facts.find((brief) => brief.quote !== null)?.quote ?? null;
    const text = quote === null ? null : wordsOf(quote, form);
    const said = facts
      .slice(0, form === "label" ? 1 : MOST_FACTS)
      .flatMap((brief) => brief.facts)
      .map((fact) => shorten(fact, LONGEST.fact));
    if (said.length === 0 && text === null) return null;
    const more = detailsOf(
      all.map(({ line }) => ({ item: items.get(line), heading: headings.get(line) ?? "" })),
      { facts: facts.length, quote: text === null ? null : (quote?.text ?? null) },
      texts.quoted,
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
          ...(text === null || quote === null ? [] : [{ text: ` · ${inWords(quote, text, texts.quoted)}` }]),
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
  quoted: (text: string) => string,
): Detail[] {
  const isOfOne = new Set(lines.flatMap(({ item }) => item?.quotes ?? []).map(({ by }) => by)).size < 2;
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
      const by = isOfOne ? "" : ` — ${quote.by}`;
      return [{ told: `${about}${inWords(quote, text, quoted)}${by}`, whole, line }];
    });
    return words.length > 0 || line < above.facts || facts === "" ? words : [{ told: facts, whole: [], line }];
  });
}

function wordsOf(quote: ShownQuote, form: Form): string | null {
  if (form === "label" || form === "facts") return null;
  return form === "brief" ? sentenceOf(quote, LONGEST.quote.brief) : sentencesOf(quote, LONGEST.quote.whole);
}

/** A piece of it that begins and ends as its author's sentences do; null where none is as short as that. */
function sentenceOf({ text }: ShownQuote, most: number): string | null {
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

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
}

function joinedOrNull(parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length > 0 ? told.join("\n") : null;
}
