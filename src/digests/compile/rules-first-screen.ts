/**
 * What of a digest stands on its first screen, whatever the size of the portfolio: its facts by their weight, one line a
 * program, with places kept for what must be told; the thread has the rest, and whole what is shortened here. Pure. The
 * limits are those of docs/digest.md, *One screen, and its thread*.
 */
import { shorten } from "../../platform/slack/blocks.ts";
import { localDateOf } from "../../platform/time.ts";
import type { DigestDocument, Line } from "../document.ts";
import type { Outline } from "../render/outline.ts";
import { screenTexts } from "../render/texts-screen.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { type FactKind, factsOf } from "./rules-facts.ts";
import { type Cost, costOf, itemCost, quoteCost, sumOf } from "./rules-screen-costs.ts";
import { countsOf } from "./rules-screen-counts.ts";
import { type Entry, entriesInTurn, GROUPS, type Group, linesLeft } from "./rules-screen-entries.ts";
import type { Form, Reading } from "./rules-screen-lines.ts";
import { shortened } from "./rules-shortening.ts";

export const FIRST_SCREEN = { words: 350, characters: 3000, blocks: 30 } as const;
/** Of a week, for those who do the work. */
const MOST_WORDS_A_WEEK = 150;

/** `heading`: empty where its lines need none. */
export interface ScreenSection {
  section: Group | "counts";
  heading: string;
  items: Item[];
  /** What only the thread tells: so many entries, and of what. Null: nothing. */
  more: string | null;
  left: number;
}

export interface FirstScreen {
  bottomLine: Outline["bottomLine"];
  heldBack: string | null;
  sections: ScreenSection[];
  /** What is not on the screen, or not whole. */
  rest: { original: string | null; own: ShownQuote | null; heldBack: string | null; sections: Outline["sections"] };
  /** What is not on the screen, a line a program, beside decisions. */
  lines: { items: Item[]; more: number };
  /** Lines of the screen with an answer that is shortened there. */
  shortenedItems: Item[];
}

/** What is said and pressed beside the outline, as its reader sees it. */
export interface ScreenWords {
  more: (count: number, kinds: readonly FactKind[], isAll: boolean) => string;
  /** Lines of ours below it. */
  notes: readonly string[];
  /** Labels of the buttons under the whole. */
  buttons: readonly string[];
  /** How many pictures stand between the sections. */
  pictures: number;
  /** What the labels of the buttons under an ask may come to; null: it has none. */
  askButtons: (item: Item) => string | null;
}

const LONGEST = { bottomLine: 300, heldBack: 120, name: 80 } as const;

/** How many entries of a group are told before any other group gets more. */
const PLACES: Record<"executive" | "long" | "working", Partial<Record<Group, number>>> = {
  executive: { asks: 3, changed: 5, doubts: 2, presence: 1, since: 2, value: 2, done: 2, attention: 2 },
  long: { asks: 3, objectives: 2, changed: 5, doubts: 2, presence: 1, since: 3, value: 2 },
  working: { asks: 2, changed: 3, doubts: 1, attention: 2, done: 3 },
};
/** Of these no more than their places, however much room there is. */
const AT_MOST: readonly Group[] = ["changed", "doubts", "presence", "since", "value"];
/** Whose places are taken before those of the others. */
const FIRST: readonly Group[] = ["asks", "changed", "doubts", "presence", "value"];

/** In steps, none of which is long for a thousand programs. */
export function* firstScreenInTurn(
  plain: DigestDocument,
  outline: Outline,
  words: ScreenWords,
): Generator<void, FirstScreen> {
  const today = localDateOf(plain.cutOffAt, plain.reader.zone);
  const document: Reading = { ...plain, reader: { ...plain.reader, today } };
  const { headings } = screenTexts(document.reader);
  const whole = {
    ...outline.bottomLine,
    own: outline.bottomLine.own && briefQuote(outline.bottomLine.own, LONGEST.bottomLine),
  };
  const heldBack = outline.heldBack && shorten(outline.heldBack, LONGEST.heldBack);
  const facts = factsOf(document);
  yield;
  const counts = countsOf(document, facts);
  const countsHeading = counts.hasPast ? headings.counts : "";
  yield;
  // Those who do the work are told what is asked, whoever decides.
  const isOfAll = (group: Group) => group === "others" && document.rhythm === "weekly";
  const headingOf = (group: Group) =>
    outline.sections.find(({ section }) => section === (isOfAll(group) ? "asks" : group))?.heading ?? headings[group];
  const entries = yield* entriesInTurn(document, { outline, facts, headingOf });
  yield;
  const below = [
    ...(counts.items.length > 0 ? [costOf(0, countsHeading)] : []),
    ...counts.items.map((item) => itemCost(item, words.askButtons)),
  ];
  const filledBelow = (opening: Outline["bottomLine"]) =>
    fill(entries, sumOf([frameOf({ ...outline, bottomLine: opening, heldBack }, words), ...below]), document.rhythm, {
      words,
      headingOf,
    });
  let [bottomLine, filled] = [whole, filledBelow(whole)];
  if (!filled.isAll && whole.others !== whole.noRequest) {
    // Of which programs nothing is needed gives way to those of which something is.
    bottomLine = { ...whole, others: whole.noRequest };
    yield;
    filled = filledBelow(bottomLine);
  }
  yield;
  const shown = entries.flatMap((entry) => shownOf(entry) ?? []);
  return {
    bottomLine,
    heldBack,
    sections: [
      ...GROUPS.flatMap((group): ScreenSection[] => {
        const own = entries.filter((one) => one.group === group);
        const items = own.flatMap((entry) => shownOf(entry)?.item ?? []);
        return items.length === 0 && !filled.counted.has(group)
          ? []
          : [
              {
                section: group,
                heading: headingOf(group),
                items,
                more: moreOf(own, words),
                left: own.length - items.length,
              },
            ];
      }),
      ...(counts.items.length > 0
        ? [{ section: "counts" as const, heading: countsHeading, items: counts.items, more: null, left: 0 }]
        : []),
    ],
    rest: {
      original: outline.original,
      own: bottomLine.own?.text === outline.bottomLine.own?.text ? null : outline.bottomLine.own,
      heldBack: heldBack === outline.heldBack ? null : outline.heldBack,
      sections: untold(document, outline, {
        whole: new Set([...shown, counts].flatMap(({ told }) => told)),
        quotes: shown.map(({ quotes }) => quotes),
      }),
    },
    lines: linesLeft(entries),
    shortenedItems: shown.flatMap(({ item }) => (item.isShortened ? [item] : [])),
  };
}

function frameOf(outline: Outline, words: ScreenWords): Cost {
  const { bottomLine, heldBack, correction } = outline;
  return sumOf([
    costOf(1, shorten(outline.title, 150)),
    costOf(1, outline.basis),
    ...(correction ? [costOf(1, correction.sentence), quoteCost(correction.reason)] : []),
    costOf(1, bottomLine.sentence ?? ""),
    ...(bottomLine.own ? [quoteCost(bottomLine.own)] : []),
    ...(bottomLine.others ? [costOf(1, bottomLine.others)] : []),
    ...outline.remarks.map((remark) => costOf(1, remark)),
    ...(heldBack ? [costOf(1, heldBack)] : []),
    ...words.notes.map((note) => costOf(1, note)),
    ...words.buttons.map((label) => costOf(0, label)),
    // The block of the buttons, that of the choice of an answer to read, and that of the counts.
    { words: 0, characters: 0, blocks: 3 + words.pictures },
  ]);
}

/**
 * Each place of each group first, as short as it can be; then what is a fact, and why, by the weight of the groups; then what
 * else there is; then all that fits whole. `isAll`: each of those that have to be there is. `counted`: of these groups it is
 * said how much there is, where nothing of it fits.
 */
function fill(
  entries: Entry[],
  frame: Cost,
  rhythm: DigestDocument["rhythm"],
  { words, headingOf }: { words: ScreenWords; headingOf: (group: Group) => string },
): { isAll: boolean; counted: ReadonlySet<Group> } {
  for (const entry of entries) entry.shown = null;
  const counted = new Set<Group>();
  const most = rhythm === "weekly" ? MOST_WORDS_A_WEEK : FIRST_SCREEN.words;
  const grouped = Map.groupBy(entries, ({ group }) => group);
  const of = (group: Group) => grouped.get(group) ?? [];
  const costIn = (group: Group) =>
    groupCost(of(group), { heading: headingOf(group), words, isCounted: counted.has(group) });
  const costs = new Map(GROUPS.map((group) => [group, costIn(group)]));
  /** Whether all fits with the group as it is now. */
  const fits = (group: Group): boolean => {
    const now = costIn(group);
    const cost = sumOf([frame, now, ...GROUPS.flatMap((one) => (one === group ? [] : (costs.get(one) ?? [])))]);
    const isRoom =
      cost.words <= most && cost.characters <= FIRST_SCREEN.characters && cost.blocks <= FIRST_SCREEN.blocks;
    if (isRoom) costs.set(group, now);
    return isRoom;
  };
  const attempt = (entry: Entry, form: Form, details = 0): boolean => {
    if (!entry.in(form, details)) return false;
    const before = entry.shown;
    entry.shown = { form, details };
    if (fits(entry.group)) return true;
    entry.shown = before;
    return false;
  };
  const attemptAny = (entry: Entry, ...forms: Form[]) => forms.some((form) => attempt(entry, form));
  const places = PLACES[rhythm === "weekly" ? "working" : rhythm === "monthly" ? "executive" : "long"];
  const isShown = ({ shown }: Entry) => shown !== null;
  // Of what is decided, late or changed it is said how much there is, whatever room is left.
  const isCounted = (group: Group) => group === "asks" || group === "changed" || group === "doubts";
  for (const group of GROUPS.filter((one) => isCounted(one) && of(one).length > 0)) {
    counted.add(group);
    if (!fits(group)) counted.delete(group);
  }
  const placed = GROUPS.flatMap((group) => of(group).slice(0, places[group] ?? 0));
  const first = placed.filter(({ group }) => FIRST.includes(group));
  for (const entry of first) attemptAny(entry, "bare", "brief", "long", "whole");
  // Why something is off track comes before what else there is.
  for (const entry of first) if (entry.kinds.includes("red")) attempt(entry, "brief");
  for (const entry of placed) if (!isShown(entry)) attemptAny(entry, "bare", "brief", "long", "whole");
  const isBare = ({ shown }: Entry) => shown?.form === "bare" || shown?.form === "label" || shown?.form === "facts";
  for (const form of ["label", "facts", "brief"] as const)
    for (const entry of placed) if (isBare(entry)) attempt(entry, form);
  for (const entry of of("asks")) if (!isShown(entry) && !attempt(entry, "label")) break;
  const [telling, ...others] = of("done").slice(0, places.done ?? 0);
  if (telling) attemptAny(telling, "whole", "long");
  for (const entry of others) attempt(entry, "long");
  for (const group of GROUPS.filter((one) => !AT_MOST.includes(one)))
    for (const entry of of(group)) if (!isShown(entry) && !attemptAny(entry, "brief", "long", "label")) break;
  const shown = GROUPS.flatMap((group) => of(group).filter(isShown));
  for (const entry of shown) attemptAny(entry, "whole", "long");
  for (const entry of shown) for (let details = 1; attempt(entry, entry.shown?.form ?? "whole", details); details += 1);
  return { isAll: first.every(isShown), counted };
}

function moreOf(entries: readonly Entry[], words: ScreenWords): string | null {
  const left = entries.filter(({ shown }) => shown === null);
  return left.length === 0
    ? null
    : words.more(
        left.reduce((sum, { count }) => sum + count, 0),
        left.flatMap(({ kinds }) => kinds),
        left.length === entries.length,
      );
}

function shownOf({ shown, in: shownIn }: Entry) {
  return shown && shownIn(shown.form, shown.details);
}

function groupCost(
  own: readonly Entry[],
  { heading, words, isCounted }: { heading: string; words: ScreenWords; isCounted: boolean },
): Cost {
  const shown = own.flatMap((entry) => shownOf(entry)?.item ?? []);
  if (shown.length === 0 && !isCounted) return { words: 0, characters: 0, blocks: 0 };
  const more = moreOf(own, words);
  return sumOf([
    costOf(1, heading),
    ...shown.map((item) => itemCost(item, words.askButtons)),
    ...(more === null ? [] : [costOf(0, more)]),
  ]);
}

/** What the first screen has counted, or says above. Alone it is not worth a thread. */
const COUNTED: readonly Line["kind"][] = [
  "on-track",
  "silent-programs",
  "silent-people",
  "participation",
  "portfolio",
  "integrity",
  "overdue-asks",
];

/** Each line of which the screen does not tell all, in the order of the document. */
function untold(
  document: Reading,
  outline: Outline,
  { whole, quotes }: { whole: ReadonlySet<Line>; quotes: readonly ReadonlySet<string>[] },
): Outline["sections"] {
  const isLeft = (line: Line | undefined) => line !== undefined && !whole.has(line) && line.kind !== "silent-programs";
  const isMore = document.sections.some(({ lines }) =>
    lines.some((line) => isLeft(line) && !COUNTED.includes(line.kind)),
  );
  if (!isMore) return [];
  return outline.sections.flatMap(({ section, heading, items }, place) => {
    const left = items
      .filter((_, index) => isLeft(document.sections[place]?.lines[index]))
      .map((item) => withoutQuotes(item, quotes));
    return left.length > 0 ? [{ section, heading, items: left }] : [];
  });
}

/** An ask is decided there, with its words. */
function withoutQuotes(item: Item, told: readonly ReadonlySet<string>[]): Item {
  const left = item.quotes.filter(({ text }) => !told.some((texts) => texts.has(text)));
  return item.ask || left.length === 0 ? item : { ...item, quotes: left };
}

function briefQuote({ role, text, by }: ShownQuote, longest: number): ShownQuote {
  return {
    role: role && shorten(role, LONGEST.name),
    text: shortened(text, longest).text,
    by: shorten(by, LONGEST.name),
  };
}
