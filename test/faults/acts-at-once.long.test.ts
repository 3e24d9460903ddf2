/**
 * P38: acts at once have one outcome. Each act on a kind of row at once with each other one, on PostgreSQL: what comes of the
 * two, what each was answered, and all that is stored is what it would be if one had come after the other.
 */
import { expect, it } from "vitest";
import { KINDS } from "./at-once/all-kinds.ts";
import { outcomeOf } from "./at-once/barrier.ts";
import { atOnce, differenceOf, inTurn, pairsOf } from "./at-once/kinds.ts";
import { aWorld } from "./at-once/world.ts";

it.each(KINDS)("of a $name", { timeout: 600_000 }, async (kind) => {
  const world = await aWorld();
  const wrong: unknown[] = [];
  for (const pair of pairsOf(kind)) {
    const possible = await inTurn(world, kind, pair);
    const came = await atOnce(world, kind, pair);
    const differences = possible.map((each) => differenceOf(each, came));
    if (differences.every((each) => each.length > 0)) wrong.push({ pair, differences });
  }
  expect(wrong).toEqual([]);
});

it("each act does something where it comes alone", { timeout: 600_000 }, async () => {
  const world = await aWorld();
  const refused: string[] = [];
  for (const kind of KINDS)
    for (const name of kind.acts) {
      const outcome = await outcomeOf((await kind.begin(world)).act(name));
      if (outcome !== "done") refused.push(`${kind.name}, ${name}: ${outcome}`);
    }
  // What another begins while a decision can still be undone.
  const pending = "REQUEST_BEING_DECIDED: sofia Poe is deciding, until 12:10.";
  expect(refused).toEqual([`pending decision, decideNo: ${pending}`, `pending decision, withdraw: ${pending}`]);
});
