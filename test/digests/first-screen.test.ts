/** The first message of a digest, whatever the portfolio. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Feed } from "../../src/cadences/questions.ts";
import { digestMessages } from "../../src/digests/blocks.ts";
import type { DigestFacts, ProgramFacts } from "../../src/digests/facts.ts";
import type { HealthColour } from "../../src/health/rules.ts";
import { problemsInBlocks } from "../../src/sandbox/block-kit.ts";
import { parseJson } from "../../src/sandbox/json.ts";
import { aMilestone, anAnswer, aProgram, earlier, fed, theDocument } from "./facts.ts";

const FEEDS = ["ask", "bottom-line", "progress", "next", "risk", "blocker", "value", "milestone", "decision"] as const;
const TEXTS = {
  short: "One engineer?",
  sentences: "The launch on 17 November slips by two weeks. Nobody is free to fix it. ".repeat(40),
  words: Array.from({ length: 600 }, (_, index) => `w${index}`).join(" "),
  oneWord: "x".repeat(3000),
  letters: "a b c d e f ".repeat(250),
};

const portfolio = fc.record({
  count: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 200 })),
  title: fc.constantFrom("P", "T".repeat(300), "t ".repeat(150)),
  author: fc.constantFrom("Ana", "A".repeat(80), "a ".repeat(40)),
  text: fc.constantFrom(...Object.values(TEXTS)),
  feeds: fc.subarray<Feed>([...FEEDS]),
  colours: fc.array(fc.constantFrom<HealthColour | null>("green", "amber", "red", null), {
    minLength: 1,
    maxLength: 5,
  }),
  before: fc.constantFrom<HealthColour | null>("green", "amber", "red", null),
  rhythm: fc.constantFrom<DigestFacts["rhythm"]>("weekly", "monthly", "quarterly", "annual"),
  locale: fc.constantFrom("en-GB", "fr-FR"),
  isMoved: fc.boolean(),
  held: fc.integer({ min: 0, max: 50 }),
});
type Portfolio = typeof portfolio extends fc.Arbitrary<infer Value> ? Value : never;

function documentOf({ count, title, author, text, feeds, colours, before, rhythm, locale, isMoved, held }: Portfolio) {
  const programs = Array.from({ length: count }, (_, index): ProgramFacts => {
    const key = `${String(index).padStart(3, "0")} ${title}`;
    const colour = colours[index % colours.length] ?? null;
    const health = colour ? [fed("health", { colour, reason: text.slice(0, 3000) })] : [];
    const said = feeds.map((feed) => fed(feed, text.slice(0, 3000)));
    return aProgram(key, null, {
      answers: [anAnswer(key, [...health, ...said], { author, checkInId: `check-in-${index}` })],
      plans: [anAnswer(key, [fed("next", text.slice(0, 3000))], { checkInId: `plan-${index}` })],
      earlierHealth: earlier(key, before),
      milestones: isMoved ? [aMilestone(key, "2026-11-03", "2026-11-17", "2026-12-01")] : [],
    });
  });
  return theDocument(programs, {
    rhythm,
    reader: { handle: "s", name: "S", locale, zone: "UTC" },
    ...(held > 0 && { heldBack: Array.from({ length: held }, () => ({ program: title, by: author })) }),
  });
}

describe("the first screen of a digest", () => {
  it("has at most 350 words, 3,000 characters and 30 blocks, whatever the portfolio, in both languages", () => {
    fc.assert(
      fc.property(portfolio, (drawn) => {
        const [first] = digestMessages(documentOf(drawn), "e".repeat(36));
        const shown = leaves(first.blocks);
        expect(shown.flatMap((text) => text.match(/\S+/g) ?? []).length).toBeLessThanOrEqual(350);
        expect(shown.reduce((sum, text) => sum + text.length, 0)).toBeLessThanOrEqual(3000);
        expect(first.blocks.length).toBeLessThanOrEqual(30);
        expect(problemsInBlocks(parseJson(JSON.stringify(first.blocks)) ?? null)).toEqual([]);
      }),
      { numRuns: 60, seed: 20261101 },
    );
  });

  it("tells whole in the thread whatever it shortens or leaves out", () => {
    const texts = FEEDS.filter((feed) => feed !== "bottom-line").map((feed) =>
      `The ${feed} of this month is long. `.repeat(15).trim(),
    );
    const answers = FEEDS.filter((feed) => feed !== "bottom-line").map((feed, index) => fed(feed, texts[index] ?? ""));
    const [first, ...rest] = digestMessages(theDocument([aProgram("P", answers)]), "edition");
    expect(rest.length).toBeGreaterThan(0);
    const thread = leaves(rest.map(({ blocks }) => blocks)).join("\n");
    const screen = leaves(first.blocks).join("\n");
    for (const text of texts) expect(screen.includes(text) || thread.includes(text), text).toBe(true);
  });

  it("is all there is of a short digest", () => {
    expect(
      digestMessages(theDocument([aProgram("P", [fed("ask", "A laptop?"), fed("next", "The pilot.")])]), "e"),
    ).toHaveLength(1);
  });

  it("names what needs the reader and counts the rest", () => {
    const programs = Array.from({ length: 40 }, (_, index) =>
      aProgram(`P${String(index).padStart(2, "0")}`, [fed("ask", TEXTS.sentences.slice(0, 2000))]),
    );
    const shown = leaves(digestMessages(theDocument(programs), "e")[0].blocks).join("\n");
    expect(shown).toContain("40 asks for you");
    const [, more] = /and (\d+) more in the thread/.exec(shown) ?? [];
    const named = shown.match(/^\d+\. P\d\d$/gm)?.length ?? 0;
    expect(named).toBeGreaterThan(3);
    expect(Number(more)).toBe(40 - named);
  });

  it("offers to read whole each answer that it shortens, and no other", () => {
    const long = aProgram("Long", [fed("progress", TEXTS.sentences.slice(0, 3000))]);
    const short = aProgram("Short", [fed("progress", "The parser is merged.")]);
    const [first] = digestMessages(theDocument([long, short]), "edition");
    const [select] = JSON.stringify(first.blocks).match(/"static_select".*/) ?? [""];
    expect(select).toContain("Lead of Long · Long");
    expect(select).not.toContain("Lead of Short");
    const [whole] = digestMessages(theDocument([short]), "edition");
    expect(JSON.stringify(whole.blocks)).not.toContain("static_select");
  });
});

/** The text of every leaf that a reader sees; the choices of a menu show once it is opened. */
function leaves(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== "object" || value === null) return [];
  if ("text" in value && typeof value.text === "string") return [value.text];
  return Object.entries(value).flatMap(([name, one]) => (name === "options" ? [] : leaves(one)));
}
