/** The first message of a digest, whatever the portfolio. */

import fc from "fast-check";
import { parseJson, problemsInBlocks } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { Feed } from "../../src/cadences/questions/questions.ts";
import type { DigestFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { digestMessages, divide } from "../../src/digests/render/blocks.ts";
import type { Ask } from "../../src/register/asks/ask.ts";
import { leaves, sizeOf } from "../support/screen.ts";
import { aMilestone, anAnswer, anAsk, aProgram, earlier, fed, theDocument } from "./facts.ts";

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
  /** Of the register: how many a program, and whether an earlier digest told them. */
  asks: fc.integer({ min: 0, max: 3 }),
  isStanding: fc.boolean(),
  option: fc.constantFrom("Yes", "o".repeat(75), "o ".repeat(37).trim()),
});
type Portfolio = typeof portfolio extends fc.Arbitrary<infer Value> ? Value : never;

function documentOf(drawn: Portfolio) {
  const { count, title, author, text, feeds, colours, before, rhythm, locale, isMoved, held } = drawn;
  const programs = Array.from({ length: count }, (_, index): ProgramFacts => {
    const key = `${String(index).padStart(3, "0")} ${title}`;
    const colour = colours[index % colours.length] ?? null;
    const health = colour ? [fed("health", { colour, reason: text.slice(0, 3000) })] : [];
    const said = feeds.map((feed) => fed(feed, text.slice(0, 3000)));
    return aProgram(key, null, {
      answers: [anAnswer(key, [...health, ...said], { author, checkInId: `check-in-${index}` })],
      plans: [
        anAnswer(key, [fed("next", text.slice(0, 3000))], { checkInId: `plan-${index}`, roundKey: "2026-09-30" }),
      ],
      given: earlier(key, before),
      asks: Array.from({ length: drawn.asks }, (_, ask) =>
        anAsk(`${index}-${ask}`, {
          title: text.slice(0, 150),
          description: text.slice(0, 3000),
          isNew: !drawn.isStanding,
          options: [1, 2, 3, 4].map((number) => `${number} ${drawn.option}`.slice(0, 75)),
          costOfWaiting: text.slice(0, 3000),
        }),
      ),
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
        const document = documentOf(drawn);
        const [first, ...rest] = digestMessages(document, "e".repeat(36), { asks: askedIn(document) });
        // When the asks are gone, the digest still has the parts that were put into the outbox.
        expect(digestMessages(document, "e".repeat(36))).toHaveLength(1 + rest.length);
        const size = sizeOf(first.blocks);
        expect(size.words).toBeLessThanOrEqual(350);
        expect(size.characters).toBeLessThanOrEqual(3000);
        expect(size.blocks).toBeLessThanOrEqual(30);
        expect(problemsInBlocks(parseJson(JSON.stringify(first.blocks)) ?? null)).toEqual([]);
      }),
      { numRuns: 8, seed: 20261101 },
    );
  });

  it("tells whole in the thread whatever it shortens or leaves out", () => {
    const texts = FEEDS.filter((feed) => feed !== "bottom-line").map((feed) =>
      `The ${feed} told here is long. `.repeat(15).trim(),
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
    expect(shown).toContain("40 decisions for you");
    const [, more] = /and (\d+) more in the thread/.exec(shown) ?? [];
    const named = shown.match(/^\d+\. P\d\d$/gm)?.length ?? 0;
    expect(named).toBeGreaterThan(3);
    expect(Number(more)).toBe(40 - named);
  });

  it("offers to read whole each answer that it shortens, and no other", () => {
    const long = aProgram("Long", [fed("progress", TEXTS.sentences.slice(0, 3000))]);
    const short = aProgram("Short", [fed("progress", "The parser is merged.")]);
    const [first] = digestMessages(theDocument([long, short]), "edition");
    expect(JSON.stringify(first.blocks)).toContain("read:edition");
    const [foot] = divide(theDocument([long, short]), "edition").parts[0].pieces.slice(-1);
    expect(foot && "choices" in foot && foot.choices.map(({ label }) => label)).toEqual(["Lead of Long · Long"]);
    const [whole] = digestMessages(theDocument([short]), "edition");
    expect(JSON.stringify(whole.blocks)).not.toContain("read:edition");
  });
});

/** The asks of a document as the register holds them, with all the buttons that there can be. */
function askedIn({ sections }: DigestDocument): Map<string, Ask> {
  const asks = sections.flatMap(({ lines }) =>
    lines.flatMap((line) => ((line.kind === "ask" || line.kind === "standing-ask") && line.item ? [line.item] : [])),
  );
  return new Map(
    asks.map(({ id, code, options }) => [
      id,
      {
        id,
        code,
        program: { id: "p", title: "P" },
        title: "T",
        description: "",
        disclosure: "program",
        kind: "decision",
        state: "open",
        decider: null,
        isByRule: false,
        asker: { id: "a", name: "Ana" },
        options: options.map((label, index) => ({ label, doesNothing: index === 0 })),
        recommended: 2,
        why: null,
        costOfWaiting: null,
        evidence: null,
        neededBy: null,
        originalNeededBy: null,
        moves: 0,
        askedAt: "2026-10-30T10:00:00.000Z",
        askedDaysAgo: 1,
        isOverdue: false,
        isIncomplete: false,
        lacks: [],
        waitsFor: "decider",
        deferredUntil: null,
        outcome: null,
        mayBeUndone: false,
        askedBack: null,
        answered: null,
        passedOn: null,
        circulation: null,
        lastVote: null,
        checkIn: null,
        permalink: null,
      },
    ]),
  );
}

/** The text of every leaf that a reader sees; menus and confirmations show once they are opened. */
