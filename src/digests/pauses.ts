/** Long lists are walked in pieces, so that nothing waits long for the event loop (design: never 50 ms). */
import { setImmediate } from "node:timers/promises";

const ITEMS_BETWEEN_PAUSES = 400;

/** Up to so many programs a digest is small: pauses would cost more than they give. */
export const FEW_PROGRAMS = 10;

/** Lets others run between the reads of many programs. SQLite's answers alone do not: they are there at once. */
export async function pauseIfMany(programs: number): Promise<void> {
  if (programs > FEW_PROGRAMS) await setImmediate();
}

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
