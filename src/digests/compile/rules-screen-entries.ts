/** The facts of a digest as lines of its first screen, each in the forms that it may have. Pure. */
import { shorten } from "../../platform/slack/blocks.ts";
import type { Reader } from "../../platform/texts/language.ts";
import type { Line } from "../document.ts";
import { itemOf, type Outline, tellingOf } from "../render/outline.ts";
import { screenTexts } from "../render/texts-screen.ts";
import { sayAsk, whenAsked } from "../sections/asks/asks.ts";
import { type Item, shown } from "../sections/line.ts";
import { isLong } from "./rules-answers.ts";
import type { AskLine } from "./rules-asks.ts";
import type { Fact, FactKind } from "./rules-facts.ts";
import { type Form, inWords, programIn, type Reading, type Shown, type Told } from "./rules-screen-lines.ts";
import { isAllOf, pointsIn, questionIn } from "./rules-screen-words.ts";
import { isAsk, quotesOf } from "./rules-told.ts";

/** In the order of the screen. */
export const GROUPS = [
  "asks",
  "objectives",
  "changed",
  "doubts",
  "presence",
  "since",
  "value",
  "done",
  "attention",
  "others",
] as const;
export type Group = (typeof GROUPS)[number];

export interface Entry {
  group: Group;
  /** Of what it tells. */
  kinds: readonly FactKind[];
  /** How many it stands for. */
  count: number;
  /** Null: it does not have this form, or not so many details. */
  in: (form: Form, details: number) => Shown | null;
  /** As it is on the screen; null: it is not. */
  shown: { form: Form; details: number } | null;
}

/** So many decisions have buttons; the others are told in one line. */
export const MOST_DECISIONS = 3;
/** Programs of requests that were told before. */
const MOST_STANDING = 3;
/** Of so many that were done, those with the longest texts, what they say is weighed. */
const MOST_READ = 40;
const LONGEST = { name: 80, fact: 220, remark: 300 };

const GROUP_OF: Record<FactKind, Group | null> = {
  unanswered: null,
  "overdue-ask": "asks",
  ask: "asks",
  red: "changed",
  "was-red": "changed",
  doubted: "doubts",
  closed: "changed",
  "slipped-date": "changed",
  presence: "presence",
  "since-decision": "since",
  decided: "since",
  amber: "changed",
  date: "changed",
  matter: "attention",
  gone: "changed",
  milestone: "changed",
  objective: "objectives",
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
/** Each of these has a line. */
const OF_THEIR_OWN: readonly Group[] = ["asks", "doubts", "since", "presence", "others"];
/** What of these there is of a program is one line, where the weightiest stands. */
const ONE_LINE: readonly Group[] = ["changed", "attention", "done"];

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

interface Gathered {
  group: Group;
  facts: Fact[];
}

/** By weight, in steps. */
export function* entriesInTurn(
  document: Reading,
  { outline, facts, headingOf }: { outline: Outline; facts: readonly Fact[]; headingOf: (group: Group) => string },
): Generator<void, Entry[]> {
  // Not those of the outline, in which a name that stands above is bold no more and is read as a fact.
  const telling = tellingOf(document);
  const items = new Map<Line, Item>();
  for (const { lines } of document.sections) {
    yield;
    for (const [index, line] of lines.entries()) items.set(line, itemOf({ ...telling, place: index + 1 }, line));
  }
  const told = { document, items, headings: headingsOf(document, outline) };
  const entries = new Map<string, Gathered>();
  let [asks, standing] = [0, 0];
  const doubted = new Set(facts.flatMap(({ kind, program }) => (kind === "doubted" ? [program] : [])));
  for (const fact of facts) {
    // Only a quarter and a year are about objectives.
    const isOther = fact.kind === "objective" && !isLong(document);
    const group = isOther ? "done" : GROUP_OF[fact.kind];
    // That work is blocked is among what speaks against a status.
    if (group === null || (fact.line.kind === "stuck" && doubted.has(fact.program))) continue;
    if (group === "asks") asks += 1;
    const isStanding = fact.line.kind === "standing-ask" && fact.line.isByRule === true;
    if (isStanding) standing += 1;
    const isTold = isStanding && standing > 1 && asks > MOST_DECISIONS;
    const isAlone = fact.program === null || OF_THEIR_OWN.includes(group);
    const ofProgram = `${ONE_LINE.includes(group) ? "" : group} ${fact.program}`;
    const key = isTold ? "standing" : isAlone ? `${entries.size}` : ofProgram;
    const known = entries.get(key);
    if (!known) entries.set(key, { group, facts: [fact] });
    else {
      known.facts.push(fact);
      if (ONE_LINE.indexOf(group) < ONE_LINE.indexOf(known.group)) known.group = group;
    }
  }
  yield;
  const ordered = inOrder([...entries.values()]);
  yield;
  let place = 0;
  return ordered.map(({ group, facts: unordered }): Entry => {
    // What a program is comes before what happened in it.
    const facts = unordered.toSorted((one, other) => Number(isStatus(other)) - Number(isStatus(one)));
    const [first] = facts;
    if (group === "asks") place += 1;
    const own = place;
    const make =
      facts.length > 1 && group === "asks"
        ? standingIn(told, facts)
        : (group === "asks" || group === "others") && first && isAsk(first.line)
          ? askIn(told, first.line, group === "asks" ? own : null)
          : programIn(told, facts, headingOf(group));
    const made = new Map<string, Shown | null>();
    return {
      group,
      kinds: facts.map(({ kind }) => kind),
      count: group === "asks" ? facts.length : 1,
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

/**
 * Of what was done the flagships first, then those of which a number moved, then who has most to tell: as far as there may
 * be room, by what they say.
 */
function inOrder(entries: Gathered[]): Gathered[] {
  const isDone = ({ group }: Gathered) => group === "done";
  const ranked = (of: readonly Gathered[], told: (one: Gathered) => number) =>
    of.toSorted((one, other) => weightOf(other) - weightOf(one) || told(other) - told(one));
  const long = ranked(entries.filter(isDone), (one) => wordsIn(one).length);
  const points = new Map(long.slice(0, MOST_READ).map((one) => [one, pointsIn(wordsIn(one))]));
  const telling = ranked(long.slice(0, MOST_READ), (one) => points.get(one) ?? 0);
  return [...entries.filter((one) => !isDone(one)), ...telling, ...long.slice(MOST_READ)];
}

function weightOf({ facts }: Gathered): number {
  return 2 * Number(facts.some(({ isFlagship }) => isFlagship)) + Number(facts.some(({ kind }) => kind === "number"));
}

function wordsIn({ facts }: Gathered): string {
  return facts.flatMap(({ line }) => quotesOf(line).map(({ text }) => text)).join("\n");
}

function isStatus({ line }: Fact): boolean {
  return line.kind === "health";
}

/** `place`: from 1; null: it is for somebody else to decide. */
function askIn({ document: { reader }, items }: Told, line: AskLine, place: number | null) {
  const item = items.get(line);
  const read = line.kind === "ask" ? shown(reader, line.quote) : null;
  // Of an address alone nothing is left to read.
  const quote = read?.text === "" ? (item?.quotes[0] ?? read) : read;
  const isTitle = quote === null || (line.item !== undefined && line.item.options.length > 0);
  const when = whenAsked(reader, line, { isBrief: true });
  return (form: Form, details: number): Shown | null => {
    if (!item || details > 0) return null;
    const asked = quote ? questionIn(quote) : line.kind === "standing-ask" ? line.title : "";
    const isWhole = quote === null || (isAllOf(asked, quote) && item.quotes[0]?.text === quote.text);
    const options = optionsTold(reader, line);
    const hasButtons = place !== null && place <= MOST_DECISIONS && item.ask !== null;
    const remarks = [options, line.item ? sayAsk(reader, line.item, { hasOptions: options !== null }) : null];
    const isShort = form === "bare" || form === "label";
    const remark = isShort || !hasButtons || line.item?.isIncomplete ? null : joinedOrNull(remarks);
    return {
      item: {
        ...item,
        label: [
          { text: `${place === null ? "" : `${place}. `}${shorten(line.program, LONGEST.name)}`, bold: true },
          { text: " · " },
          { text: quote === null || isTitle ? asked : inWords(reader, quote, asked), bold: true },
          ...(quote === null || isTitle || quote.isLeads
            ? []
            : [{ text: ` — ${shorten(quote.author ?? "", LONGEST.name)}`, italic: true }]),
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

/** What nobody is named to decide, and was told before: whose it is. */
function standingIn({ document: { reader }, items }: Told, facts: readonly Fact[]) {
  const [first, ...others] = facts;
  const item = first && items.get(first.line);
  const names = new Set(facts.map(({ program }) => shorten(program ?? "", LONGEST.name)));
  return (_form: Form, details: number): Shown | null => {
    if (!item || details > 0) return null;
    return {
      item: {
        ...item,
        label: [
          {
            text: screenTexts(reader).standing(
              reader,
              [...names].slice(0, MOST_STANDING),
              Math.max(0, names.size - MOST_STANDING),
            ),
          },
        ],
        quotes: [],
        remark: null,
        isShortened: false,
        ask: null,
        sources: [first.sources[0], ...first.sources.slice(1), ...others.flatMap(({ sources }) => [...sources])],
      },
      told: [],
      quotes: new Set(),
    };
  };
}

function optionsTold(reader: Reader, { item }: AskLine): string | null {
  if (!item || item.options.length < 2) return null;
  const { advised } = screenTexts(reader);
  return item.options.map((label) => `• ${label}${label === item.recommended ? ` (${advised})` : ""}`).join(" ");
}

function joinedOrNull(parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length > 0 ? told.join("\n") : null;
}

/** More lines than this nobody reads in a thread. */
const MOST_LINES = 60;

/** What is not on the screen, in its order, with why where that is short; `more`: of how many nothing is said here. */
export function linesLeft(entries: readonly Entry[]): { items: Item[]; more: number } {
  const left = entries.filter(({ group, shown }) => shown === null && group !== "asks" && group !== "others");
  const told = GROUPS.flatMap((group) => left.filter((one) => one.group === group)).slice(0, MOST_LINES);
  return {
    items: told.flatMap((entry) => (entry.in("brief", 0) ?? entry.in("label", 0))?.item ?? []),
    more: left.length - told.length,
  };
}
