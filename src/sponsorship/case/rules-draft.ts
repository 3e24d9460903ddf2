/** What a section of a case would say, by what is known already: each with its source, and nothing where nothing is known. Pure. */
import type { Item } from "../../register/use-cases.ts";
import { type CaseSection, LONGEST_SECTION, MOST_ITEMS, measureLine, TYPE_IN } from "./rules.ts";

export interface DraftFacts {
  purpose: string;
  benefits: string;
  /** What counts of the register, as whoever edits may read it. */
  items: readonly Item[];
  codeOf(item: Item): string;
  /** What was answered to the question of value, the newest first. */
  values: readonly string[];
  /** The measures that are asked for, with their last number. */
  measures: readonly { name: string; last: string | null }[];
}

/** `from`: what it is taken from; null: nothing Drumbeat has says it. */
export interface Draft {
  text: string;
  items: string[];
  measures: string;
  from: "program" | "register" | "value" | null;
}

const TOP = 5;
const NOTHING: Draft = { text: "", items: [], measures: "", from: null };

export function draftOf(section: CaseSection, facts: DraftFacts): Draft {
  switch (section) {
    case "purpose":
      return fromText(facts.purpose, "program");
    case "benefits": {
      const measures = facts.measures.map(({ name, last }) =>
        measureLine({ name: name.replaceAll(":", " "), baseline: last ?? "", target: "" }),
      );
      const draft = fromText(facts.benefits, "program");
      return measures.length === 0 ? draft : { ...draft, measures: measures.join("\n"), from: "program" };
    }
    case "doing-nothing":
      return fromText(costsOfWaiting(facts).join("\n"), "register");
    case "cost":
    case "options":
      return NOTHING;
    case "asked":
    case "risks":
      return fromItems(section, facts);
    case "proof": {
      const values = fromText(facts.values.join("\n"), "value");
      const decided = fromItems(section, facts);
      return values.from === null ? decided : { ...values, items: decided.items };
    }
  }
}

/** What can be named in a section: what weighs most, or was decided last, first. */
export function candidatesFor(section: CaseSection, { items }: Pick<DraftFacts, "items">): Item[] {
  const ofType = items.filter(({ type }) => type === TYPE_IN[section]);
  if (section === "risks") return ofType.toSorted((one, other) => weightOf(other) - weightOf(one));
  if (section === "proof") return ofType.toSorted((one, other) => (one.raised_at > other.raised_at ? -1 : 1));
  return ofType;
}

/** What stands in the boxes of a form: what was chosen before, then the first of the others. */
export function offeredIn(section: CaseSection, facts: Pick<DraftFacts, "items">, chosen: readonly Item[]): Item[] {
  const others = candidatesFor(section, facts).filter(({ id }) => chosen.every((one) => one.id !== id));
  return [...chosen, ...others].slice(0, MOST_ITEMS);
}

function fromText(text: string, from: NonNullable<Draft["from"]>): Draft {
  const given = text.trim();
  return given === "" ? NOTHING : { ...NOTHING, text: given.slice(0, LONGEST_SECTION).toWellFormed(), from };
}

function fromItems(section: CaseSection, facts: DraftFacts): Draft {
  const items = candidatesFor(section, facts)
    .slice(0, TOP)
    .map(({ id }) => id);
  return items.length === 0 ? NOTHING : { ...NOTHING, items, from: "register" };
}

function costsOfWaiting({ items, codeOf }: DraftFacts): string[] {
  return items.flatMap((item) =>
    item.type === "ask" && item.details.costOfWaiting ? [`${item.details.costOfWaiting} (${codeOf(item)})`] : [],
  );
}

function weightOf(item: Item): number {
  return item.type === "risk" ? (item.details.probability ?? 0) * (item.details.impact ?? 0) : 0;
}
