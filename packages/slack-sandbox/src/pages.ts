import { SlackError } from "./failures.ts";
import type { JsonObject } from "./json.ts";

/**
 * A page of a list and the cursor of the next one, empty after the last. A cursor is opaque to the app and stays good
 * when items are added in front. Throws invalid_cursor.
 */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): { items: Item[]; hasMore: boolean; response_metadata: JsonObject } {
  const from = cursor ? indexAfter(items, keyOf, cursor) : 0;
  const shown = items.slice(from, from + limit);
  const hasMore = from + limit < items.length;
  const last = shown.at(-1);
  const next = hasMore && last !== undefined ? Buffer.from(`after:${keyOf(last)}`).toString("base64") : "";
  return { items: shown, hasMore, response_metadata: { next_cursor: next } };
}

function indexAfter<Item>(items: readonly Item[], keyOf: (item: Item) => string, cursor: string): number {
  const key = /^after:(.+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  const index = items.findIndex((item) => keyOf(item) === key);
  if (index < 0) throw new SlackError("invalid_cursor");
  return index + 1;
}
