/** What messages, files and pictures tell of an item. Pure. */
import { isRestricted, LEFT_OUT } from "../people/rules-restricted.ts";
import { TYPES, type TypedDetails } from "./details.ts";
import type { Disclosure } from "./table.ts";

/** Particulars in people's own words; what else there is counts, dates, names or says of what kind it is. */
const WORDS: ReadonlySet<string> = new Set(Object.values(TYPES).flatMap(({ wordKeys }) => wordKeys));
/** What an ask offers to choose is pressed where it can be read. */
const CHOICES: ReadonlySet<string> = new Set(["options", "recommended"]);

/** As whatever leaves the app’s views says it: of what is restricted its code, kind, state and dates, and no word. */
export function asTold<I extends { disclosure: Disclosure } & Worded>(item: I): I {
  return isRestricted(item) ? withoutWords(item) : item;
}

/**
 * As Home has it, and what is shown beside something else: nobody opens it to read this item. Whoever raised it reads their
 * own words.
 */
export function asListed<I extends { disclosure: Disclosure; raised_by: string } & Worded>(
  item: I,
  readerId: string,
): I {
  return item.raised_by === readerId ? item : asTold(item);
}

export function withoutWords<I extends Worded>(item: I): I {
  return { ...item, title: LEFT_OUT, description: "", details: detailsWithoutWords(item.details) };
}

type Worded = { title: string; description: string } & TypedDetails;

/** What somebody wrote about it. */
export function noteTold<N extends string | null | undefined>(item: { disclosure: Disclosure }, note: N): N | null {
  return isRestricted(item) ? null : note;
}

function detailsWithoutWords(details: object): object {
  const told = Object.entries(details).flatMap(([key, value]): [string, unknown][] => {
    if (CHOICES.has(key) || (WORDS.has(key) && Array.isArray(value))) return [];
    if (WORDS.has(key) && typeof value === "string") return [[key, LEFT_OUT]];
    return [[key, typeof value === "object" && !Array.isArray(value) ? detailsWithoutWords(value) : value]];
  });
  return Object.fromEntries(told);
}
