/** The facts of a digest as lines of its first screen, each in the forms that it may have. Pure. */
import { shorten, type Words } from "../../platform/slack/blocks.ts";
import type { Reader } from "../../platform/texts/language.ts";
import type { DigestDocument, Line } from "../document.ts";
import { briefOf, type Outline, tellingOf } from "../render/outline.ts";
import { GAP, LEFT_OUT } from "../render/rules-pieces.ts";
import { screenTexts } from "../render/texts-screen.ts";
import { sayAsk } from "../sections/asks/asks.ts";
import type { Brief, Item, ShownQuote } from "../sections/line.ts";
import type { AskLine } from "./rules-asks.ts";
import { type Fact, type FactKind, factsOf } from "./rules-facts.ts";
import { shortened } from "./rules-shortening.ts";
import { isAsk } from "./rules-told.ts";

/** In the order of the screen. */
export const GROUPS = ["asks", "changed", "doubts", "since", "value", "done", "attention", "others"] as const;
export type Group = (typeof GROUPS)[number];

/** Alone, with why, and all of it. */
export type Form = "label" | "brief" | "whole";

export interface Shown {
  item: Item;
  /** Lines of which nothing is left to tell. */
  told: readonly Line[];
}

export interface Entry {
  group: Group;
  /** Null: it does not have this form. */
  in: (form: Form) => Shown | null;
  form: Form | null;
}

export type Reading = DigestDocument & { reader: Reader };

/** So many decisions have buttons; the others are told in one line. */
export const MOST_DECISIONS = 3;
/** Facts that one line tells of a program. */
const MOST_FACTS = 3;
const LONGEST = { name: 80, fact: 220, ask: { label: 110, brief: 150, whole: 300 }, quote: { brief: 140, whole: 280 } };

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
  number: "value",
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
  const told = { document, items };
  const entries = new Map<string, { group: Group; facts: Fact[] }>();
  for (const fact of factsOf(document)) {
    const group = GROUP_OF[fact.kind];
    if (group === null) continue;
    const key =
      fact.program === null || group === "asks" || group === "doubts" || group === "since" || group === "others"
        ? `${entries.size}`
        : `${ONE_LINE.includes(group) ? "" : group} ${fact.program}`;
    const known = entries.get(key);
    if (known) known.facts.push(fact);
    else entries.set(key, { group, facts: [fact] });
  }
  let place = 0;
  return [...entries.values()].map(({ group, facts }): Entry => {
    const [first] = facts;
    if (group === "asks") place += 1;
    const own = place;
    const make =
      (group === "asks" || group === "others") && first && isAsk(first.line)
        ? askIn(told, first.line, group === "asks" ? own : null)
        : programIn(told, facts);
    const made = new Map<Form, Shown | null>();
    return {
      group,
      form: null,
      in: (form) => {
        const known = made.get(form);
        if (known !== undefined) return known;
        const fresh = make(form);
        made.set(form, fresh);
        return fresh;
      },
    };
  });
}

/** `place`: from 1; null: it is for somebody else to decide. */
function askIn({ document: { reader }, items }: Told, line: AskLine, place: number | null) {
  const item = items.get(line);
  const texts = screenTexts(reader);
  const [quote] = item?.quotes ?? [];
  const when = (item?.label ?? []).filter(({ bold }) => !bold).map(({ text }) => text);
  return (form: Form): Shown | null => {
    if (!item) return null;
    const most = LONGEST.ask[form];
    const asked = quote && oneLine(shortened(quote.text, most).text);
    const isTitle = line.item !== undefined && line.item.options.length > 0;
    const question = quote && asked !== undefined ? (isTitle ? asked : texts.quoted(asked)) : null;
    const name = `${place === null ? "" : `${place}. `}${shorten(line.program, LONGEST.name)}`;
    const notes = quote && !isTitle ? [quote.by] : [];
    const options = optionsTold(reader, line);
    const hasButtons = place !== null && place <= MOST_DECISIONS && item.ask !== null;
    const remark = form === "label" || !hasButtons ? null : joinedOrNull([
      options,
      line.item ? sayAsk(reader, line.item, { hasOptions: options !== null }) : null,
    ]);
    return {
      item: {
        ...item,
        label: [
          { text: name, bold: true },
          ...(question === null ? [] : [{ text: " · " }, { text: question, bold: true }]),
          ...notes.map((note) => ({ text: ` — ${shorten(note, LONGEST.name)}`, italic: true })),
          ...when.map((text) => ({ text: shorten(text, LONGEST.fact) })),
        ],
        quotes: [],
        remark: remark === null ? null : shorten(remark, LONGEST.ask.whole),
        isShortened: quote !== undefined && oneLine(quote.text) !== asked,
        ask: hasButtons ? item.ask : null,
      },
      told: (quote === undefined || oneLine(quote.text) === asked) && (hasButtons || item.ask === null) ? [line] : [],
    };
  };
}

function optionsTold(reader: Reader, { item }: AskLine): string | null {
  if (!item || item.options.length < 2) return null;
  const { advised } = screenTexts(reader);
  return item.options.map((label) => `• ${label}${label === item.recommended ? ` (${advised})` : ""}`).join(" ");
}

/** All that is told of a program in one line: its weightiest facts, and the first words that say why. */
function programIn({ document, items }: Told, all: readonly Fact[]) {
  const telling = { ...tellingOf(document), place: 1 };
  const texts = screenTexts(document.reader);
  const facts = all.slice(0, MOST_FACTS);
  let briefs: Brief[] | null = null;
  return (form: Form): Shown | null => {
    briefs ??= facts.map(({ line }) => briefOf(telling, line));
    const quoted = briefs.find(({ quote }) => quote !== null)?.quote ?? null;
    const text = form === "label" || quoted === null ? null : sentenceOf(quoted, LONGEST.quote[form]);
    const said = briefs.flatMap((brief) => brief.facts).map((fact) => shorten(fact, LONGEST.fact));
    if (said.length === 0 && text === null) return null;
    const [first] = facts;
    const item = first && items.get(first.line);
    if (!first || !item) return null;
    const mark = briefs.find((brief) => brief.mark !== "")?.mark ?? "";
    const role = quoted?.role ? [`${quoted.role}\u00a0: `] : [];
    const notes = (quoted?.notes ?? []).map((note) => ` ${/^\[..\]$/.test(note) ? note : `(${note})`}`).join("");
    const isWhole = (line: Line) => {
      const { quotes = [], remark = null } = items.get(line) ?? {};
      const [own, ...others] = quotes;
      const isTold = own === undefined || (own.text === quoted?.text && text === oneLine(own.text));
      return isTold && others.length === 0 && remark === null;
    };
    const told = facts.map(({ line }) => line).filter(isWhole);
    const sources = facts.flatMap((fact) => [...fact.sources]);
    const [source, ...more] = sources;
    const label: Words[] = [
      { text: `${mark}${shorten(first.program ?? "", LONGEST.name)}`, bold: true },
      ...said.map((fact) => ({ text: ` · ${fact}` })),
      ...(text === null ? [] : [{ text: ` · ${role.join("")}${texts.quoted(text)}${notes}` }]),
    ];
    return {
      item: {
        label,
        quotes: [],
        remark: null,
        isShortened: facts.some(({ line }) => items.get(line)?.isShortened === true || !isWhole(line)),
        ask: null,
        sources: source ? [source, ...more] : item.sources,
      },
      told,
    };
  };
}

/** A piece of it that begins and ends as its author's sentences do; null where none is as short as that. */
function sentenceOf({ text }: ShownQuote, most: number): string | null {
  if (text.length <= most && !text.includes(LEFT_OUT)) return oneLine(text);
  const told = shortened(text, most).text;
  const [longest] = told
    .split(LEFT_OUT)
    .map((piece) => oneLine(piece))
    .filter((piece) => piece !== "" && !(piece.endsWith("…") && !text.includes(piece)))
    .toSorted((one, other) => other.length - one.length);
  return longest === undefined || longest.length > most + GAP.length ? null : longest;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
}

function joinedOrNull(parts: readonly (string | null)[]): string | null {
  const told = parts.filter((part) => part !== null);
  return told.length > 0 ? told.join("\n") : null;
}
