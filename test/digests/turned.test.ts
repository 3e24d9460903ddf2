/** A program that had another colour within a period is not told as unchanged, whatever it has at both ends. */

import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { GivenFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument, Line } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { aProgram, earlier, fed, theDocument } from "./facts.ts";

interface Told {
  september: [at: string, HealthColour][];
  october: HealthColour;
}

/** What one lead said of September, from the 30th on, each in a round of its own, and of October, on the 30th. */
function said(key: string, { september, october }: Told) {
  return spoken(key, { september, october }, (index) => ({
    checkInId: `${key}-september-${index}`,
    roundKey: `2026-09-30+${index}`,
  }));
}

/** The same, each of September after the first a correction of it. */
function corrected(key: string, told: Told) {
  return spoken(key, told, (index) => ({ revision: index + 1 }));
}

function spoken(key: string, { september, october }: Told, of: (index: number) => Partial<GivenFacts>) {
  const words = september.map(([at, colour], index) => ({
    ...earlier(key, colour)[0],
    ...of(index),
    answeredAt: `2026-${at}:00.000Z`,
  }));
  return aProgram(key, [fed("health", { colour: october, reason: "The crane" })], {
    given: earlier(key, september[0]?.[1] ?? null, "red").flatMap((one, index) =>
      index === 0 ? words.map((word) => ({ ...one, ...word })) : [one],
    ),
  });
}

function linesOf<Kind extends Line["kind"]>({ sections }: DigestDocument, kind: Kind): Extract<Line, { kind: Kind }>[] {
  const isKind = (line: Line): line is Extract<Line, { kind: Kind }> => line.kind === kind;
  return sections.flatMap(({ lines }) => lines).filter(isKind);
}

function textOf(document: DigestDocument): string {
  return JSON.stringify(outlineOf(document).sections.map(({ items }) => items.map(({ label }) => label)));
}

const MANY = Array.from({ length: 24 }, (_, index) => `P${index}`);
const steady = MANY.map((key) => said(key, { september: [["09-30T10:00", "green"]], october: "green" }));
const redBetween = said("Quay", {
  september: [
    ["09-30T10:00", "green"],
    ["10-08T10:00", "red"],
  ],
  october: "green",
});

describe("a program whose colour was another within the month", () => {
  it("is told as it was, and not counted as unchanged (A1)", () => {
    const document = theDocument([...steady, redBetween]);
    expect(linesOf(document, "on-track")).toMatchObject([{ programs: MANY.length }]);
    expect(linesOf(document, "health")).toMatchObject([
      {
        program: "Quay",
        colour: "green",
        before: "green",
        trend: null,
        between: { colour: "red", from: "2026-10-08", until: "2026-10-30" },
      },
    ]);
    expect(textOf(document)).toContain("on track · was 🔴 off track from Thu\u00a08\u00a0Oct to Fri\u00a030\u00a0Oct");
    expect(linesOf(document, "portfolio").filter(({ trend }) => trend !== "same")).toMatchObject([{ program: "Quay" }]);
  });

  it("is not unchanged for months where it was on track between (A2)", () => {
    const document = theDocument([
      said("Quay", {
        september: [
          ["09-30T10:00", "red"],
          ["10-08T10:00", "green"],
        ],
        october: "red",
      }),
    ]);
    expect(linesOf(document, "health")).toMatchObject([
      { before: "red", trend: null, periods: 1, between: { colour: "green", from: "2026-10-08", until: "2026-10-30" } },
    ]);
    expect(document.bottomLine).toMatchObject({ case: "new-red", since: "2026-10-30" });
    expect(textOf(document)).not.toMatch(/unchanged|for \d months/);
  });
});

describe("a program whose answer was corrected after it was told", () => {
  const lines = (...september: [string, HealthColour][]) => {
    const document = theDocument([...steady, corrected("Quay", { september, october: "red" })]);
    const [portfolio] = linesOf(document, "portfolio").filter(({ program }) => program === "Quay");
    return { health: linesOf(document, "health"), portfolio, text: textOf(document), document };
  };

  it("had the corrected colour in that month, in its line, its strip and its months in a row (A1)", () => {
    const turned = lines(["09-30T10:00", "red"], ["10-08T10:00", "amber"]);
    const told = { colour: "red", until: "2026-10-08", isCorrected: true };
    expect(turned.health).toMatchObject([{ before: "amber", trend: "worse", periods: 1, between: told }]);
    expect(turned.text).toContain(
      "at risk → off track · ↓ worse · reported as 🔴 off track from Wed\u00a030\u00a0Sept until the correction of Thu\u00a08\u00a0Oct",
    );
    expect(turned.portfolio?.colours.slice(-3)).toEqual(["red", "amber", "red"]);
    // Told red, then corrected before the digest of September: it was no other colour.
    const slip = lines(["09-30T10:00", "red"], ["10-01T10:00", "green"], ["10-03T10:00", "red"]);
    expect(slip.health).toMatchObject([{ trend: "same", periods: 3 }]);
  });
});
