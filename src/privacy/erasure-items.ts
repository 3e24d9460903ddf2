/** Whose words an item and its history hold. Pure. */

import { type Row, type TableName, wordColumns, wordsIn } from "./rows.ts";

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
  const all = [...allWordsIn("item", item), ...events.flatMap((event) => allWordsIn("item_event", event))];
  for (const text of all) if (!byOthers.has(text)) theirs.add(text);
  return theirs;
}

function allWordsIn(table: TableName, row: Row): string[] {
  return wordColumns(table).flatMap(({ column }) => wordsIn(table, column, row[column]));
}
