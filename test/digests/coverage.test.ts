/** The measure by which short texts are compared with an editor's summary: `npm run bench -- summaries`. */
import { describe, expect, it } from "vitest";
import { atRandom, contentWords, coverage, fromTheNewest, lengthOf } from "../bench/coverage.ts";

const MONTH = ["Ports were opened in Brest. The old crane fell.", "Two ships were bought! Nobody was hurt."];

describe("the share of an editor's words that a text keeps", () => {
  it("counts each content word once, in whatever form, and neither small words nor addresses", () => {
    expect(contentWords("The ships are **shipping**; a ship shipped: https://example.com/harbour")).toEqual(
      new Set(["ship"]),
    );
  });

  it.each([
    ["The crane fell in Brest", "In Brest, cranes fell again and again", 1],
    ["The crane fell in Brest", "A crane was bought for Lorient", 1 / 3],
    ["The crane fell in Brest", "", 0],
    ["The and of", "The and of", 0],
  ])("of “%s” in “%s” is %d", (reference, text, expected) => {
    expect(coverage(reference, text)).toBe(expected);
  });

  it("is compared with texts of the same number of words: the newest first, and at random", () => {
    expect(fromTheNewest(MONTH, 4)).toBe("Two ships were bought!");
    expect(fromTheNewest(MONTH, 9)).toBe("Two ships were bought!\nNobody was hurt.\nPorts were");
    for (const words of [1, 5, 12]) expect(lengthOf(atRandom(MONTH, words, Math.random))).toBe(words);
    const first = atRandom(MONTH, 4, descending());
    expect(first).toBe("Nobody was hurt.\nTwo");
  });
});

/** Puts the last sentence first. */
function descending(): () => number {
  let value = 1;
  return () => {
    value /= 2;
    return value;
  };
}
