/** Long lists are walked in pieces, so that nothing waits long for the event loop (design: never 50 ms). */
import { setImmediate } from "node:timers/promises";

const ITEMS_BETWEEN_PAUSES = 400;

/** Visits each item in turn. Short lists are visited at once. */
export async function eachInPieces<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  visit: (item: Item) => void,
  { piece = ITEMS_BETWEEN_PAUSES }: { piece?: number } = {},
): Promise<void> {
  let visited = 0;
  for await (const item of items) {
    if (visited > 0 && visited % piece === 0) await setImmediate();
    visit(item);
    visited += 1;
  }
}
