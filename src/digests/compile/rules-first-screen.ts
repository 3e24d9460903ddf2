/**
 * What of a digest stands on its first screen, whatever the size of the portfolio; the thread has the rest, and whole
 * what is shortened here. Pure. The limits are those of docs/digest.md, *One screen, and its thread*.
 */
import { shorten } from "../../platform/slack/blocks.ts";
import type { Section } from "../document.ts";
import type { Outline } from "../render/outline.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { shortened } from "./rules-shortening.ts";

export const FIRST_SCREEN = { words: 350, characters: 3000, blocks: 30 } as const;

export interface ScreenSection {
  section: Section["section"];
  heading: string;
  items: Item[];
  /** Of how many lines only the thread tells. */
  more: number;
}

export interface FirstScreen {
  bottomLine: Outline["bottomLine"];
  heldBack: string | null;
  sections: ScreenSection[];
  /** What is not on the screen, or not whole. */
  rest: { original: string | null; own: ShownQuote | null; heldBack: string | null; sections: Outline["sections"] };
  /** Lines of the screen with an answer that is shortened there. */
  shortenedItems: Item[];
}

/** What is said and pressed beside the outline, as its reader sees it. */
export interface ScreenWords {
  more: (count: number) => string;
  /** Below the first quote of a line, of how many only the thread tells. */
  moreQuotes: (count: number) => string;
  /** Below a line without its quotes. */
  moreInThread: string;
  /** Lines of ours below it. */
  notes: readonly string[];
  /** Labels of the buttons under the whole. */
  buttons: readonly string[];
  /** How many pictures stand between the sections. */
  pictures: number;
  /** What the labels of the buttons under an ask may come to; null: it has none. */
  askButtons: (item: Item) => string | null;
}

const LONGEST = { bottomLine: 300, heldBack: 200, name: 80, label: 300, ask: 240, quote: 150 } as const;

type Name = Section["section"];
type Rhythm = Outline["rhythm"];
/** In which order the sections get room, and how many lines each before any gets more. */
const SKELETON: Record<"executive" | "long" | "working", readonly (readonly [Name, number])[]> = {
  executive: [
    ["asks", 4],
    ["changed", 4],
    ["attention", 4],
    ["value", 3],
    ["next", 3],
    ["rhythm", 6],
  ],
  long: [
    ["asks", 4],
    ["months", 4],
    ["changed", 4],
    ["attention", 3],
    ["objectives", 2],
    ["value", 3],
    ["course", 2],
    ["next", 2],
    ["rhythm", 6],
  ],
  working: [
    ["asks", 4],
    ["attention", 4],
    ["changed", 4],
    ["progress", 4],
    ["next", 3],
    ["rhythm", 6],
  ],
};

/** Lines of these say what happened before they quote anybody. */
const TELLING: readonly Name[] = ["asks", "changed", "attention"];
const MOST_RHYTHM = 5;
/** Two decisions fit beside a first line of each section. */
const ASKS_FIRST = 2;

function skeletonOf(rhythm: Rhythm) {
  return SKELETON[rhythm === "weekly" ? "working" : rhythm === "monthly" ? "executive" : "long"];
}

interface Cost {
  words: number;
  characters: number;
  blocks: number;
}

type Form = "label" | "brief" | "whole";

/** A line in the forms that it may have, and the one that it has. */
interface Candidate {
  item: Item;
  in: (form: Form) => { item: Item; cost: Cost };
  form: Form | null;
  /** Its label alone tells something: more than the name of a program. */
  isTelling: boolean;
}

interface Part {
  section: Name;
  heading: string;
  headingCost: Cost;
  candidates: Candidate[];
}

export function firstScreenOf(outline: Outline, words: ScreenWords): FirstScreen {
  const bottomLine = {
    ...outline.bottomLine,
    own: outline.bottomLine.own && briefQuote(outline.bottomLine.own, LONGEST.bottomLine),
  };
  const heldBack = outline.heldBack && shorten(outline.heldBack, LONGEST.heldBack);
  const parts = outline.sections.map(
    ({ section, heading, items }): Part => ({
      section,
      heading,
      headingCost: costOf(1, heading),
      candidates: items.map((item) => candidateOf(item, section, words)),
    }),
  );
  const frame = sumOf([
    costOf(1, shorten(outline.title, 150)),
    costOf(1, outline.basis),
    ...(outline.correction ? [costOf(1, outline.correction.sentence), quoteCost(outline.correction.reason)] : []),
    costOf(1, bottomLine.sentence ?? ""),
    ...(bottomLine.own ? [quoteCost(bottomLine.own)] : []),
    ...(bottomLine.others ? [costOf(1, bottomLine.others)] : []),
    ...outline.remarks.map((remark) => costOf(1, remark)),
    ...(heldBack ? [costOf(1, heldBack)] : []),
    ...words.notes.map((note) => costOf(1, note)),
    ...words.buttons.map((label) => costOf(0, label)),
    // The block of the buttons, and that of the choice of an answer to read.
    { words: 0, characters: 0, blocks: 2 + words.pictures },
  ]);
  fill(parts, frame, outline.rhythm, words);
  return {
    bottomLine,
    heldBack,
    sections: parts.flatMap((part) => screenSection(part)),
    rest: {
      original: outline.original,
      own: bottomLine.own?.text === outline.bottomLine.own?.text ? null : outline.bottomLine.own,
      heldBack: heldBack === outline.heldBack ? null : outline.heldBack,
      sections: parts.flatMap(({ section, heading, candidates }) => {
        const items = candidates.flatMap((one) => untoldOf(one));
        return items.length > 0 ? [{ section, heading, items }] : [];
      }),
    },
    shortenedItems: parts.flatMap(({ candidates }) =>
      candidates.filter(({ form, item }) => form && (form !== "whole" || item.isShortened)).map(({ item }) => item),
    ),
  };
}

/**
 * The first asks come before all else. Then each section of the skeleton gets its first line, then its share, then the
 * lines whole, then whatever fits.
 */
function fill(parts: Part[], frame: Cost, rhythm: Rhythm, words: ScreenWords): void {
  const total = () => sumOf([frame, ...parts.map((part) => partCost(part, words))]);
  const attempt = (candidate: Candidate, ...forms: Form[]): boolean => {
    const before = candidate.form;
    for (const form of forms) {
      if (form === "label" && !candidate.isTelling) continue;
      candidate.form = form;
      if (fits(total())) return true;
    }
    candidate.form = before;
    return false;
  };
  const skeleton = skeletonOf(rhythm).flatMap(([name, share]) => {
    const part = parts.find(({ section }) => section === name);
    return part ? [{ part, share }] : [];
  });
  // What compares periods is looked up in the thread.
  const others = parts.filter((part) => part.section !== "portfolio" && !skeleton.some((one) => one.part === part));
  // The rhythm is a few words of ours and tells how much the rest can be trusted: it is there first.
  for (const candidate of parts.find(({ section }) => section === "rhythm")?.candidates.slice(0, MOST_RHYTHM) ?? [])
    attempt(candidate, "whole");
  for (const candidate of parts.find(({ section }) => section === "asks")?.candidates.slice(0, ASKS_FIRST) ?? [])
    attempt(candidate, "brief", "label");
  for (const { part } of skeleton) {
    const [first] = part.candidates;
    if (first?.form === null) attempt(first, "brief", "label");
  }
  for (const { part, share } of skeleton)
    for (const candidate of part.candidates.slice(1, share))
      if (candidate.form === null && !attempt(candidate, "brief", "label")) break;
  for (const { part } of skeleton)
    for (const candidate of part.candidates) if (candidate.form === "brief") attempt(candidate, "whole");
  for (const part of [...skeleton.map((one) => one.part), ...others])
    for (const candidate of part.candidates)
      if (candidate.form === null && !attempt(candidate, "whole", "brief", "label")) break;
}

function partCost({ candidates, headingCost }: Part, words: ScreenWords): Cost {
  const shown = candidates.flatMap((one) => (one.form ? [one.in(one.form).cost] : []));
  if (shown.length === 0) return { words: 0, characters: 0, blocks: 0 };
  const more = candidates.length - shown.length;
  return sumOf([headingCost, ...shown, ...(more > 0 ? [costOf(1, words.more(more))] : [])]);
}

function screenSection({ section, heading, candidates }: Part): ScreenSection[] {
  const items = candidates.flatMap((one) => (one.form ? [one.in(one.form).item] : []));
  return items.length > 0 ? [{ section, heading, items, more: candidates.length - items.length }] : [];
}

/** Its forms are made when they are first asked for: of a long portfolio few lines come into question. */
function candidateOf(item: Item, section: Name, words: ScreenWords): Candidate {
  const made = new Map<Form, { item: Item; cost: Cost }>();
  return {
    item,
    in: (form) => {
      const known = made.get(form);
      if (known) return known;
      const shown = inForm(item, form, section === "asks" ? LONGEST.ask : LONGEST.quote, words);
      const fresh = { item: shown, cost: itemCost(shown, words) };
      made.set(form, fresh);
      return fresh;
    },
    form: null,
    isTelling: item.quotes.length === 0 || TELLING.includes(section),
  };
}

function inForm(item: Item, form: Form, longest: number, words: ScreenWords): Item {
  if (form === "whole") return item;
  const label = item.label.map((run) => ({ ...run, text: shorten(run.text, run.bold ? LONGEST.name : LONGEST.label) }));
  const [first, ...others] = item.quotes;
  if (!first) return { ...item, label };
  if (form === "brief")
    return { ...item, label, quotes: [briefQuote(first, longest)], remark: briefRemark(item, others.length, words) };
  return { ...item, label, quotes: [], remark: words.moreInThread };
}

/** What follows in the thread takes the place of what would be said after the quotes. */
function briefRemark({ ask, remark }: Item, others: number, words: ScreenWords): string | null {
  if (others > 0) return words.moreQuotes(others);
  return ask ? remark && shortened(remark, LONGEST.quote).text : remark;
}

/** What the thread tells of a line: without the quote that stands whole on the screen, but an ask is decided there. */
function untoldOf({ item, form, in: shownIn }: Candidate): Item[] {
  if (form === "whole") return [];
  const [first, ...others] = item.quotes;
  const [shown] = form === "brief" ? shownIn(form).item.quotes : [];
  const isTold = first && shown?.text === first.text && shown.by === first.by && shown.role === first.role;
  return [isTold && others.length > 0 && !item.ask ? { ...item, quotes: others } : item];
}

function briefQuote({ role, text, by }: ShownQuote, longest: number): ShownQuote {
  return {
    role: role && shorten(role, LONGEST.name),
    text: shortened(text, longest).text,
    by: shorten(by, LONGEST.name),
  };
}

function itemCost(item: Item, words: ScreenWords): Cost {
  const pressed = words.askButtons(item);
  return sumOf([
    costOf(1, item.label.map(({ text }) => text).join("")),
    ...item.quotes.map(quoteCost),
    ...(item.remark ? [costOf(0, item.remark)] : []),
    ...(pressed === null ? [] : [costOf(1, pressed)]),
  ]);
}

/** Quotes stand in the block of their line. */
function quoteCost({ role, text, by }: ShownQuote): Cost {
  return sumOf([...(role ? [costOf(0, `${role} · `)] : []), costOf(0, text), costOf(0, `\n— ${by}`)]);
}

function costOf(blocks: number, text: string): Cost {
  return { blocks, characters: text.length, words: text.match(/\S+/g)?.length ?? 0 };
}

function sumOf(costs: readonly Cost[]): Cost {
  const sum = { words: 0, characters: 0, blocks: 0 };
  for (const cost of costs) {
    sum.words += cost.words;
    sum.characters += cost.characters;
    sum.blocks += cost.blocks;
  }
  return sum;
}

function fits({ words, characters, blocks }: Cost): boolean {
  return words <= FIRST_SCREEN.words && characters <= FIRST_SCREEN.characters && blocks <= FIRST_SCREEN.blocks;
}
