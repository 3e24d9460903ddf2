import { expect, it } from "vitest";
import {
  alliesFor,
  CRITERIA,
  type Criterion,
  lacking,
  meanOf,
  ranked,
  type Score,
} from "../../src/sponsorship/choosing-rules.ts";

/** All five by somebody; what is left out is 4. */
function scoresBy(byId: string, given: Partial<Record<Criterion, number>> = {}): Score[] {
  return CRITERIA.map((criterion) => ({ criterion, byId, score: given[criterion] ?? 4, evidence: "Seen" }));
}

it("ranks by the mean of all scores, then by name, and names for what lacks those who have it, the best first", () => {
  const zoe = { called: "Zoe", scores: [...scoresBy("tom", { customer: 1 }), ...scoresBy("dan", { customer: 2 })] };
  const bea = { called: "Bea", scores: scoresBy("tom", { vision: 1, customer: 3 }) };
  const ada = { called: "Ada", scores: scoresBy("tom", { vision: 1, desire: 3 }) };
  const none = { called: "Abe", scores: [] };
  expect(ranked([none, bea, ada, zoe]).map(({ called }) => called)).toEqual(["Zoe", "Ada", "Bea", "Abe"]);
  expect(meanOf(zoe.scores, "customer")).toBe(1.5);
  expect(lacking(zoe.scores)).toEqual(["customer"]);
  expect(alliesFor("customer", [bea, none, ada]).map(({ called }) => called)).toEqual(["Ada", "Bea"]);
  expect(alliesFor("vision", [bea, ada])).toEqual([]);
});
