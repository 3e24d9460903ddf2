import { expect, it } from "vitest";
import { CRITERIA, type Criterion, meanOf, ranked, type Score } from "../../src/sponsorship/scores.ts";

/** All five by somebody; what is left out is 4. */
function scoresBy(byId: string, given: Partial<Record<Criterion, number>> = {}): Score[] {
  return CRITERIA.map((criterion) => ({ criterion, byId, score: given[criterion] ?? 4, evidence: "Seen" }));
}

it("ranks by the mean of all scores, then by name, and names for what lacks those who have it, the best first", () => {
  const zoe = { called: "Zoe", scores: [...scoresBy("tom", { customer: 1 }), ...scoresBy("dan", { customer: 2 })] };
  const bea = { called: "Bea", scores: scoresBy("tom", { vision: 1, customer: 3 }) };
  const ada = { called: "Ada", scores: scoresBy("tom", { vision: 1, desire: 3 }) };
  const none = { called: "Abe", scores: [] };
  const order = ranked([none, bea, ada, zoe]);
  expect(order.map(({ called }) => called)).toEqual(["Zoe", "Ada", "Bea", "Abe"]);
  expect(meanOf(zoe.scores, "customer")).toBe(1.5);
  expect(order[0]?.lacks).toEqual([{ criterion: "customer", allies: ["Ada", "Bea"] }]);
  expect(ranked([bea, ada])[0]?.lacks).toEqual([{ criterion: "vision", allies: [] }]);
  expect(order.at(-1)?.lacks).toEqual([]);
});
