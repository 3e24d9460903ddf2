/** Long lists are walked in pieces, so that nothing waits long for the event loop (docs/decisions: no more than 50 ms). */
import { setTimeout } from "node:timers/promises";
import { letOthersRun } from "../../platform/loop.ts";

/** An answer needs several rounds of the event loop, each of which would otherwise wait for the next piece. */
const PAUSE_MS = 1;
const ITEMS_BETWEEN_PAUSES = 400;
/** Some take long, as a text that is weighed for the first time. */
const ITEMS_BETWEEN_LOOKS = 20;

/** Up to so many programs a digest is small: pauses would cost more than they give. */
export const FEW_PROGRAMS = 10;

/** Lets others run between the reads of many programs. SQLite's answers alone do not: they are there at once. */
export async function pauseIfMany(programs: number): Promise<void> {
  if (programs > FEW_PROGRAMS) await setTimeout(PAUSE_MS);
}

/** Visits each item in turn. Short lists are visited at once. */
export async function eachInPieces<Item>(items: Iterable<Item>, visit: (item: Item) => void): Promise<void> {
  let visited = 0;
  for (const item of items) {
    if (visited > 0 && visited % ITEMS_BETWEEN_PAUSES === 0) await setTimeout(PAUSE_MS);
    else if (visited % ITEMS_BETWEEN_LOOKS === 0) await letOthersRun();
    visit(item);
    visited += 1;
  }
}
