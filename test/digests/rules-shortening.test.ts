import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortened } from "../../src/digests/compile/rules-shortening.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { aProgram, fed, theDocument } from "./facts.ts";

it("is shown without marks in a digest, short or long; an ask with the addresses of its links (B12)", () => {
  const typed = "**Done:** see [the plan](https://coast.example/plan).";
  const answers = [
    fed("progress", typed),
    fed("value", `${typed}\n${"Ana built the quay. ".repeat(40)}`),
    fed("ask", typed),
  ];
  const quotes = outlineOf(theDocument([aProgram("Pier", answers)])).sections.flatMap(({ items }) =>
    items.flatMap((item) => item.quotes.map(({ text }) => text)),
  );
  expect(quotes).toHaveLength(3);
  expect(quotes).toContain("Done: see the plan.");
  expect(quotes).toContain("Done: see the plan (https://coast.example/plan).");
  expect(quotes.filter((text) => /[*[(]/.test(text.replace("[…]", "")))).toHaveLength(1);
});

describe("a long answer", () => {
  it("is left alone where it fits", () => {
    expect(shortened("The import runs. ", 100)).toEqual({ text: "The import runs.", isShortened: false });
  });

  it("keeps whole sentences, those with numbers, names and causes first, in their order", () => {
    const text =
      "It was a busy month with many good talks. The import fails on 33 % of records since 12 October. " +
      "Several workshops were held. We need one engineer from Analytics by 6 November. Everybody is motivated.";
    expect(shortened(text, 175).text).toBe(
      "It was a busy month with many good talks. The import fails on 33 % of records since 12 October. […] We need one engineer from Analytics by 6 November. […]",
    );
  });

  it("never ends within a word, a link or a code span, even where one sentence is too long", () => {
    const link = "https://example.com/a/very/long/path";
    expect(shortened(`See ${link} for the many details of it all`, 20).text).toBe("See…");
    expect(shortened("Run `npm run something long` and then wait for it", 12).text).toBe("Run…");
    expect(shortened("Unbreakable".repeat(10), 20).text).toBe("…");
  });

  it("is never longer than asked, and nothing in it is new", () => {
    const word = fc.constantFrom(
      "the",
      "launch",
      "slips",
      "42",
      "days.",
      "Berlin",
      "`a b`",
      "No.",
      "Mme",
      "https://x.y/z",
      "retard !\n",
      "- ok",
    );
    const text = fc.array(word, { minLength: 1, maxLength: 80 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, fc.integer({ min: 20, max: 200 }), (whole, most) => {
        const { text: short, isShortened } = shortened(whole, most);
        expect(short.length).toBeLessThanOrEqual(most);
        const bare = (given: string) => given.split(/\s+/);
        const known = new Set(bare(whole));
        const added = bare(short.replaceAll("[…]", " ")).filter(
          (each) => each !== "" && !known.has(each.replace(/…$/, "")),
        );
        expect(added).toEqual([]);
        if (!isShortened) expect(short.replace(/\s+/g, " ").length).toBeGreaterThan(0);
        expect(shortened(whole, most)).toEqual(shortened(whole, most));
      }),
      { numRuns: 100 },
    );
  });
});
