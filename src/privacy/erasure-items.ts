/** Whose words an item and its history hold, and both without those of one person. Pure. */

import type { Row, TableName } from "./rows.ts";
import { withWords, wordsIn } from "./rows.ts";

const COLUMNS = {
  item: ["title", "description", "details"],
  item_event: ["before", "after", "note"],
} as const satisfies { readonly [Table in TableName]?: readonly string[] };

interface Cleared {
  table: keyof typeof COLUMNS;
  row: Row;
  /** By column what is to stand there; null where nothing does. */
  words: Record<string, string | null>;
}

/**
 * The words of an item that are a person's: what they gave by an event, and of what they raised all that nobody else gave. What
 * two people gave alike is of either.
 */
export function wordsBy(personId: string, item: Row, events: readonly Row[]): Set<string> {
  const theirs = new Set<string>();
  const byOthers = new Set<string>();
  for (const event of events) {
    const before = new Set(wordsIn("item_event", "before", event.before));
    for (const column of ["after", "note"])
      for (const text of wordsIn("item_event", column, event[column]))
        if (!before.has(text)) (event.actor_id === personId ? theirs : byOthers).add(text);
  }
  if (item.raised_by !== personId) return theirs;
  const all = [
    ...COLUMNS.item.flatMap((column) => wordsIn("item", column, item[column])),
    ...events.flatMap((event) => COLUMNS.item_event.flatMap((column) => wordsIn("item_event", column, event[column]))),
  ];
  for (const text of all) if (!byOthers.has(text)) theirs.add(text);
  return theirs;
}

/** An item and its history with other texts in the place of some. */
export function itemWithout(item: Row, events: readonly Row[], change: (text: string) => string): Cleared[] {
  const without = (table: Cleared["table"], row: Row): Cleared => ({
    table,
    row,
    words: Object.fromEntries(
      COLUMNS[table].map((column) => {
        const value = row[column];
        return [column, typeof value === "string" ? withWords(table, column, value, change) : null];
      }),
    ),
  });
  return [without("item", item), ...events.map((event) => without("item_event", event))];
}
