/** The record of a program goes when that has been closed as long as is said. */

import type { Tx } from "../../platform/database.ts";
import { type Deletion, type IdRange, untilNone } from "../../platform/deletions.ts";
import { withoutWords, withoutWordsIn } from "../../platform/texts/taken-out.ts";
import { countItemsOfEnded, deleteItemsOfEnded, listOfAnswers, rewriteItem } from "./repository.ts";

export const expiringItems: Required<Omit<Deletion, "name">> = {
  count: countItemsOfEnded,
  tables: [untilNone("item", deleteItemsOfEnded)],
};

/** Takes words that go for good out of the items that came of the answers which had them: `wordsOf` says which. */
export async function takeWords(
  tx: Tx,
  rows: IdRange,
  wordsOf: (tx: Tx, workspaceId: string, checkInIds: readonly string[]) => Promise<ReadonlyMap<string, string[]>>,
): Promise<number> {
  const { workspaceId } = rows;
  const items = await listOfAnswers(tx, rows);
  const words = await wordsOf(tx, workspaceId, [...new Set(items.map((item) => item.check_in_id))]);
  let taken = 0;
  for (const { check_in_id, ...item } of items) {
    const gone = words.get(check_in_id) ?? [];
    const text = (said: string) => withoutWords(said, gone);
    const json = (stored: string) => JSON.stringify(withoutWordsIn(JSON.parse(stored), gone));
    const title = text(item.title);
    const description = text(item.description);
    if (gone.length === 0 || (title === item.title && description === item.description)) continue;
    taken += 1;
    await rewriteItem(
      tx,
      workspaceId,
      { id: item.id, title, description, details: json(item.details) },
      { text, json },
    );
  }
  return taken;
}
