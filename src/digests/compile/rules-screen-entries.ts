/** The facts of a digest as lines of its first screen, each in the forms that it may have. Pure. */
import { shorten } from "../../platform/slack/blocks.ts";
import type { Reader } from "../../platform/texts/language.ts";
import type { Line } from "../document.ts";
import type { Outline } from "../render/outline.ts";
import { screenTexts } from "../render/texts-screen.ts";
import { sayAsk, whenAsked } from "../sections/asks/asks.ts";
import { type Item, type ShownQuote, shown } from "../sections/line.ts";
import type { AskLine } from "./rules-asks.ts";
import { type Fact, type FactKind, factsOf } from "./rules-facts.ts";
import {
  type Form,
  oneLine,
  programIn,
  type Reading,
  type Shown,
  sentenceOf,
  type Told,
} from "./rules-screen-lines.ts";
import { shortened } from "./rules-shortening.ts";
import { isAsk } from "./rules-told.ts";

/** In the order of the screen. */
export const GROUPS = [
  "asks",
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
  /** Null: it does not have this form, or not so many details. */
  in: (form: Form, details: number) => Shown | null;
  /** As it is on the screen; null: it is not. */
  shown: { form: Form; details: number } | null;
}

/** So many decisions have buttons; the others are told in one line. */
export const MOST_DECISIONS = 3;
const LONGEST = { name: 80, fact: 220, ask: [110, 150, 220], cut: 150, remark: 300 };

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
      fact.program === null ||
      group === "asks" ||
      group === "doubts" ||
      group === "since" ||
      group === "presence" ||
      group === "others"
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
    const isShort = form === "bare" || form === "label";
    const remark = isShort || !hasButtons || line.item?.isIncomplete ? null : joinedOrNull(remarks);
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

function joinedOrNull(parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length > 0 ? told.join("\n") : null;
}
