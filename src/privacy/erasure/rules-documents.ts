/**
 * Digests without somebody: their words and their name where they stand as those of an author, decider or whoever acted. What
 * others wrote, and what others are called, stays. Pure.
 */

import { z } from "zod";
import { authorOf } from "../../digests/texts.ts";
import type { Occurrence } from "../rules-names.ts";
import type { Instead } from "./rules.ts";
import { isObject, type Json, leavesOf, mapTexts } from "./rules-json.ts";
import { takingOut } from "./rules-laid-out.ts";
import { isNameAlone, isToldAt, namesSomebody, replaced, type Worded, worded } from "./rules-naming.ts";

const sourceSchema = z.object({ kind: z.string(), id: z.string(), revision: z.number() });
export type SourceOf = z.infer<typeof sourceSchema>;

/** An answer is what it was in that revision. */
export function sourceKey({ kind, id, revision }: SourceOf): string {
  return kind === "check-in" ? `${id} ${revision}` : id;
}

/** What belongs to no line: who worded, approved, held or corrected it. */
export const WHOLE = "digest";

export interface TheirsIn {
  /** As documents call them. */
  called: ReadonlySet<string>;
  /** Items with words of theirs. */
  items: ReadonlySet<string>;
  /**
   * Where others are called the same: which sources they, and which the others have a part in, by `sourceKey`, and what the
   * others said.
   */
  namesakes: { own: ReadonlySet<string>; others: ReadonlySet<string>; said: readonly string[] } | null;
}

const FIELDS_OF_ITEM = new Set(["title", "options", "recommended", "costOfWaiting", "giver", "receiver", "why"]);
/** In which a person stands, by name. */
const NAME_FIELDS = new Set(["author", "by", "decider", "to", "nowWith", "from", "approvedBy"]);
/** Whoever reads it, and what programs are called. */
const LEFT = new Set(["reader", "sources", "program", "programs"]);

/** A field in which no name of a person stands but by chance: what somebody wrote, or a title. */
export function isText({ at, field }: { at: readonly string[]; field: string }): boolean {
  return !NAME_FIELDS.has(field) && at[0] !== "reader";
}

/** `words`: what was taken out, as it stood; `names`: as whom they were named. */
export function documentWithout(
  document: Json,
  theirs: TheirsIn,
  instead: Instead,
): { document: Json; words: string[]; names: ReadonlySet<string> } {
  const words: string[] = [];
  const names = new Set<string>();
  const taken = (text: string) => {
    if (text === "" || text === instead.text) return text;
    words.push(text);
    return instead.text;
  };
  const isThem = (name: string, scope: Scope, text?: string) => isTheirName(theirs, name, scope.sources, text);
  const named = (name: string, scope: Scope, text?: string) => {
    const { person, delegate } = partsOf(name);
    if (delegate === null) {
      if (!isThem(name, scope, text)) return name;
      names.add(name);
      return instead.name;
    }
    const mine = [person, delegate].filter((each) => isThem(each, scope, text));
    for (const each of mine) names.add(each);
    return mine.reduce((rest, each) => rest.split(each).join(instead.name), name);
  };
  /** Of several, one after the other. */
  const listed = (list: string, scope: Scope) =>
    list
      .split(", ")
      .map((each) => (isThem(each, scope) ? named(each, scope) : each))
      .join(", ");
  const walk = (value: Json, scope: Scope, field: string): Json => {
    if (typeof value === "string") {
      if (scope.isItem && FIELDS_OF_ITEM.has(field)) return taken(value);
      if (!NAME_FIELDS.has(field)) return value;
      return field === "to" && !isThem(value, scope) ? listed(value, scope) : named(value, scope);
    }
    if (Array.isArray(value)) return value.map((each) => walk(each, scope, field));
    if (!isObject(value)) return value;
    const within = scopeOf(value, theirs) ?? scope;
    const { author, by, text } = value;
    const said = typeof text === "string" ? text : undefined;
    const isAuthor = typeof author === "string" && isThem(writerIn(author), within, said);
    const isActor = typeof by === "string" && isThem(by, within);
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        if (LEFT.has(name)) return [name, each];
        if (name === "author" && typeof each === "string") return [name, named(each, within, said)];
        if (isAuthor && name === "text" && said !== undefined) return [name, taken(said)];
        // Who worded or corrected it is named, without a source.
        if (isActor && (name === "text" || name === "reason") && typeof each === "string") return [name, taken(each)];
        if (isActor && name === "remarks" && Array.isArray(each))
          return [name, each.map((remark) => (typeof remark === "string" ? taken(remark) : remark))];
        return [name, walk(each, within, name)];
      }),
    );
  };
  return { document: walk(document, { sources: [WHOLE], isItem: false }, ""), words, names };
}

interface Scope {
  /** By `sourceKey`. */
  sources: readonly string[];
  /** It tells an item with words of theirs. */
  isItem: boolean;
}

/** Null where it has no sources of its own: a finding of a line has one. */
function scopeOf(value: { [key: string]: Json }, { items }: TheirsIn): Scope | null {
  const own = Array.isArray(value.sources) ? value.sources : [value.source, value.evidence];
  const sources = own.flatMap((each) => sourceSchema.safeParse(each).data ?? []);
  if (sources.length === 0) return null;
  return { sources: sources.map(sourceKey), isItem: sources.some(({ id }) => items.has(id)) };
}

function isTheirName(
  { called, namesakes }: TheirsIn,
  name: string,
  sources: readonly string[],
  text: string | undefined,
): boolean {
  if (!called.has(name)) return false;
  if (namesakes === null) return true;
  const [isOwn, isOthers] = [namesakes.own, namesakes.others].map((of) => sources.some((one) => of.has(one)));
  if (isOwn !== isOthers) return isOwn === true;
  // Both said something: what the other did not say is theirs.
  return isOwn === true && text !== undefined && takingOut(namesakes.said, "")(text) === text;
}

const MARKS = { author: "\u2776", delegate: "\u2777" };
/** As a delegate is named after whom they answered for, in each language. */
const BY_DELEGATE = ["en-GB", "fr-FR"].map((locale) => {
  const [before = "", between = "", after = ""] = authorOf(MARKS, { locale }).split(/[\u2776\u2777]/u);
  return new RegExp(`^${RegExp.escape(before)}(.+)${RegExp.escape(between)}(.+)${RegExp.escape(after)}$`, "u");
});

export function partsOf(author: string): { person: string; delegate: string | null } {
  for (const form of BY_DELEGATE) {
    const [, person, delegate] = form.exec(author) ?? [];
    if (person !== undefined && delegate !== undefined) return { person, delegate };
  }
  return { person: author, delegate: null };
}

function writerIn(author: string): string {
  const { person, delegate } = partsOf(author);
  return delegate ?? person;
}

/** Every source that a document names. */
export function sourcesIn(document: Json): SourceOf[] {
  const sources = new Map<string, SourceOf>();
  const walk = (value: Json): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    if (!isObject(value)) return;
    const { data } = sourceSchema.safeParse(value);
    if (data) sources.set(`${data.kind} ${sourceKey(data)}`, data);
    else for (const each of Object.values(value)) walk(each);
  };
  walk(document);
  return [...sources.values()];
}

const citedSchema = z.object({
  citations: z.array(z.object({ source: sourceSchema, author: z.string().nullable() })),
});

/** As whom a document cites sources; null where it says of nobody. */
export function citedIn(document: Json): { source: SourceOf; author: string | null }[] {
  return citedSchema.safeParse(document).data?.citations ?? [];
}

/** In a text as it was laid out so many words of a text in it are no chance. */
const OF_WHAT_IS_LAID_OUT = 2;

/**
 * The messages of a digest as they were laid out, without what its document does not have any more: `words` and `names` that
 * were taken out of it, and names that texts of it say no more. `find`: where somebody is named by whatever spelling.
 */
export function laidOutAs(
  division: Json,
  document: Json,
  {
    words,
    names,
    find,
    instead,
  }: { words: readonly string[]; names: ReadonlySet<string>; find(text: string): Occurrence[]; instead: Instead },
): Json {
  const exact = exactly(names);
  const leaves = leavesOf(document).filter(isText);
  const texts = leaves.map(({ text }) => worded(text, { find }, instead.name)).filter(namesSomebody);
  const gone = texts.filter(({ named }) => named.size === 0);
  // A namesake's name, or a title that is one, stands there by itself.
  const kept = leavesOf(document)
    .filter(({ at }) => at[0] !== "reader")
    .map(({ text }) => worded(text, { find: exact }, instead.name))
    .filter(({ named }) => named.size > 0);
  const isAmong = (all: readonly Worded[], place: number, own: Worded) =>
    all.some((one) => isToldAt(place, own, one, OF_WHAT_IS_LAID_OUT));
  const isDoubtful = kept.some(isNameAlone);
  const withoutWords = takingOut(
    words,
    instead.text,
    leaves.map(({ text }) => text),
  );
  let before = "";
  return mapTexts(division, (stood, field) => {
    const said = withoutWords(stood);
    const named = worded(said, { find: exact }, instead.name);
    let from = 0;
    const left = namesOutOf(said, named, (place, { at, end }) => {
      // Then the words before it tell whose they are, be it in this text or in the one before.
      const own = said.slice(from, at);
      from = end;
      const told = /\p{L}/u.test(own) ? own : before;
      return isDoubtful ? told.includes(instead.text) : !isAmong(kept, place, named);
    });
    if (field === "text") before = said;
    const spoken = worded(left, { find }, instead.name);
    return namesOutOf(left, spoken, (place) => isAmong(gone, place, spoken));
  });

  function namesOutOf(text: string, { named }: Worded, isGone: (place: number, one: Occurrence) => boolean): string {
    const places = [...named].flatMap(([place, one]) => (isGone(place, one) ? [one] : []));
    return replaced(text, places, instead.name);
  }
}

/** Finds them as they were named, and in no other spelling. */
function exactly(names: ReadonlySet<string>): (text: string) => Occurrence[] {
  if (names.size === 0) return () => [];
  const all = [...names].toSorted((a, b) => b.length - a.length).map((name) => RegExp.escape(name));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return (text) =>
    [...text.matchAll(pattern)].map((match) => ({
      at: match.index,
      end: match.index + match[0].length,
      isSure: true,
    }));
}
