/** A program that had another colour within a period is not told as unchanged, whatever it has at both ends. */

import { describe, expect, it } from "vitest";
import type { HealthColour } from "../../src/cadences/questions/health-scale.ts";
import type { GivenFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument, Line } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { asTakenIn } from "../../src/health/rules-given.ts";
import { anAnswer, aProgram, earlier, fed, givenIn, theDocument } from "./facts.ts";

/** As a correction has it that was sent later. */
function takenIn(one: GivenFacts, cutOffAt: string): GivenFacts[] {
  return asTakenIn({ ...one, askedAt: cutOffAt }, cutOffAt, [{ cutOffAt, at: "2027-01-01T00:00:00.000Z" }]);
}

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

/** What that lead said in October in answer to a round of its own, by revision and day. */
function saidInOctober(extra: Partial<GivenFacts>) {
  return (colour: HealthColour, revision: number, day: string) =>
    earlier("Quay", colour).map((one) => ({
      ...one,
      ...{ ...extra, checkInId: "extra", revision, answeredAt: `2026-10-${day}T10:00:00.000Z` },
    }));
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

  it("counts the months in its colour from then on (A2)", () => {
    const streak = (...corrected: [string, HealthColour][]) =>
      linesOf(
        theDocument([said("Quay", { september: [["09-30T10:00", "red"], ...corrected], october: "red" })]),
        "health",
      );
    expect(streak()).toMatchObject([{ trend: "same", periods: 3 }]);
    // Between the digests of September and October.
    expect(streak(["10-01T10:00", "green"], ["10-03T10:00", "red"])).toMatchObject([{ trend: "same", periods: 2 }]);
  });

  it("is unchanged where a slip was corrected on its day", () => {
    const september: [string, HealthColour][] = [
      ["09-30T10:00", "red"],
      ["10-08T10:00", "green"],
      ["10-08T15:00", "red"],
    ];
    for (const of of [said, corrected])
      expect(linesOf(theDocument([of("Quay", { september, october: "red" })]), "health")).toMatchObject([
        { trend: "same", periods: 3 },
      ]);
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

  it("tells once what had been said of it instead (A1)", () => {
    const { health, portfolio, text, document } = lines(["09-30T10:00", "amber"], ["10-08T10:00", "red"]);
    expect(health).toMatchObject([
      {
        before: "red",
        trend: null,
        periods: 3,
        between: { colour: "amber", from: "2026-09-30", until: "2026-10-08", isCorrected: true },
      },
    ]);
    expect(text).toContain(
      "off track · reported as 🟠 at risk from Wed\u00a030\u00a0Sept until the correction of Thu\u00a08\u00a0Oct",
    );
    expect(portfolio).toMatchObject({ trend: null });
    expect(portfolio?.colours.slice(-3)).toEqual(["red", "red", "red"]);
    // That it had not been told so says the line below.
    expect(document.bottomLine).toMatchObject({ case: "standing", colour: "red", periods: 3 });
  });

  it("was reported so from the answer on that was corrected, not from those that were right (A1)", () => {
    const given = earlier("Quay", "green", "green", "green");
    const [september] = given;
    if (!september) throw new Error("No answer");
    const correct = (at: string, answer = september) => ({
      ...answer,
      revision: 2,
      colour: "red" as const,
      answeredAt: at,
    });
    const told = (...corrections: GivenFacts[]) =>
      textOf(
        theDocument([
          aProgram("Quay", [fed("health", { colour: "red", reason: "The crane" })], {
            given: [...given, ...corrections],
          }),
        ]),
      ).replaceAll("\u00a0", " ");
    expect(told(correct("2026-10-08T10:00:00.000Z"))).toContain(
      "reported as 🟢 on track from Wed 30 Sept until the correction of Thu 8 Oct",
    );
    // Of an answer that stands in the line of one before it, that is what was wrong.
    const [, august = september] = given;
    const both = told(correct("2026-10-08T10:00:00.000Z"), correct("2026-10-08T10:00:00.000Z", august));
    expect(both).toContain("reported as 🟢 on track from Sun 30 Aug until the correction of Thu 8 Oct");
  });

  it("was reported so until the day of the last correction, in a digest that was corrected after it had gone (A1)", () => {
    const cutOffAt = "2026-11-04T09:00:00.000Z";
    const before = earlier("Quay", "green", "green");
    const [anAnswerOf = never()] = before;
    /** What each said of October, and how they corrected it, in the order in which they did. */
    const told = (said: Record<string, [at: string, HealthColour][]>) => {
      const given = Object.entries(said).flatMap(([personId, words]) =>
        words.flatMap(([at, colour], index) => {
          const of = { checkInId: `${personId}-october`, personId, roundKey: "2026-10-30", roundPeriod: "2026-10" };
          const answeredAt = `2026-${at}T07:00:00.000Z`;
          const word: GivenFacts = { ...anAnswerOf, ...of, revision: index + 1, answeredAt, colour, standsUntil: null };
          return takenIn(word, cutOffAt);
        }),
      );
      const program = aProgram("Quay", null, { leads: Object.keys(said), given: [...before, ...given] });
      return linesOf(theDocument([program]), "health")[0]?.between;
    };
    const until = (day: string, from = "2026-10-30") => ({ colour: "red", from, until: day, isCorrected: true });
    expect(
      told({
        "Quay-lead": [
          ["10-30", "red"],
          ["11-10", "green"],
        ],
      }),
    ).toEqual(until("2026-11-10"));
    // What was told on the day on which it had been said was no slip.
    expect(
      told({
        "Quay-lead": [
          ["11-04", "red"],
          ["11-10", "green"],
        ],
      }),
    ).toEqual(until("2026-11-10", "2026-11-04"));
    // Other words for the same colour change nothing.
    expect(
      told({
        "Quay-lead": [
          ["10-30", "red"],
          ["11-06", "red"],
          ["11-10", "green"],
        ],
      }),
    ).toEqual(until("2026-11-10"));
    const two = {
      "Quay-lead": [
        ["10-30", "red"],
        ["11-06", "green"],
      ],
      other: [
        ["10-30", "red"],
        ["11-10", "green"],
      ],
    } satisfies Record<string, [string, HealthColour][]>;
    expect(told(two)).toEqual(until("2026-11-10"));
    // Nor did a late answer to another check-in come by the day of the digest.
    const october = { ...anAnswerOf, roundKey: "2026-10-30", standsUntil: null };
    const own = { ...october, checkInId: "own", colour: "red" as const, answeredAt: "2026-10-30T07:00:00.000Z" };
    const other = { ...october, checkInId: "other", cadenceId: "other", answeredAt: "2026-11-10T07:00:00.000Z" };
    const turned = aProgram("Quay", null, { given: [...before, own, ...takenIn(other, cutOffAt)] });
    const { colour, from, until: day } = until("2026-11-10");
    expect(linesOf(theDocument([turned]), "health")).toMatchObject([{ between: { colour, from, until: day } }]);
    // Nor was an answer of the month before corrected by then.
    const late = { ...anAnswerOf, revision: 2, colour: "red" as const, answeredAt: "2026-11-10T07:00:00.000Z" };
    const given = [...before, ...takenIn(late, cutOffAt)];
    const program = aProgram("Quay", [fed("health", { colour: "red", reason: "The crane" })], { given });
    expect(linesOf(theDocument([program]), "health")).toMatchObject([
      {
        before: "red",
        between: { colour: "green", until: "2026-10-30", isCorrected: true, correctedOn: "2026-11-10" },
      },
    ]);
  });

  it("says from when until when with the year of both days where one has it, in French too (A1)", () => {
    const document = theDocument([
      corrected("Quay", {
        september: [
          ["09-30T10:00", "red"],
          ["10-08T10:00", "amber"],
        ],
        october: "amber",
      }),
    ]);
    const [line] = linesOf(document, "health");
    if (!line?.between) throw new Error("No other colour");
    const inFrench = { ...document, reader: { ...document.reader, locale: "fr-FR" } };
    expect(textOf(inFrench).replaceAll("\u00a0", " ")).toContain(
      "annoncé 🔴 hors trajectoire du mer. 30 sept. jusqu’à la correction du jeu. 8 oct.",
    );
    line.between.from = "2026-04-30";
    expect(textOf(document).replaceAll("\u00a0", " ")).toContain(
      "reported as 🔴 off track from Thu 30 Apr 2026 until the correction of Thu 8 Oct 2026",
    );
  });

  it("tells what it was corrected to in the meantime too, and beside another that it had the worst (A1)", () => {
    const [september] = earlier("Quay", "amber");
    if (!september) throw new Error("No answer");
    const revisions = (["amber", "red", "green"] as const).map((colour, index) => {
      const day = ["09-30", "10-08", "10-14"][index] ?? "";
      return { ...september, revision: index + 1, colour, answeredAt: `2026-${day}T10:00:00.000Z` };
    });
    const told = (more: GivenFacts[], answer: HealthColour) => {
      const given = [...earlier("Quay", null, "green"), ...revisions, ...more];
      const program = aProgram("Quay", [fed("health", { colour: answer, reason: "The crane" })], { given });
      return textOf(theDocument([program])).replaceAll("\u00a0", " ");
    };
    const amber = "reported as 🟠 at risk from Wed 30 Sept until the correction of Thu 8 Oct";
    const red = "reported as 🔴 off track from Thu 8 Oct until the correction of Wed 14 Oct";
    expect(told([], "green")).toContain(`on track · ${amber} · ${red}`);
    const between = ["10-20", "10-23"].map((day, index) => ({
      ...september,
      ...{ checkInId: day, roundKey: `2026-${day}`, colour: index === 0 ? ("amber" as const) : ("green" as const) },
      answeredAt: `2026-${day}T10:00:00.000Z`,
    }));
    expect(told(between, "green")).toContain(`on track · was 🟠 at risk from Tue 20 Oct to Fri 23 Oct · ${red}`);
    // That which it has now is no other.
    expect(told([], "red")).not.toContain(red);
  });

  it("tells both that an answer of its own time said, as they were said (A1)", () => {
    const { text } = lines(["10-08T10:00", "amber"], ["10-12T10:00", "green"], ["10-20T10:00", "red"]);
    expect(text.replaceAll("\u00a0", " ")).toContain(
      "no recent update → off track · reported as 🟠 at risk from Thu 8 Oct until the correction of Mon 12 Oct · reported as 🟢 on track from Mon 12 Oct until the correction of Tue 20 Oct",
    );
  });

  it("tells two of what an answer that was corrected three times had said, with the worst (A1)", () => {
    const days = ["09-30T10:00", "10-08T10:00", "10-14T10:00", "10-20T10:00"] as const;
    const told = (...colours: [HealthColour, HealthColour, HealthColour, HealthColour]) =>
      lines(...days.map((day, place): [string, HealthColour] => [day, colours[place] ?? "red"])).text.replaceAll(
        "\u00a0",
        " ",
      );
    expect(told("red", "amber", "green", "red")).toContain(
      "off track · reported as 🟠 at risk from Thu 8 Oct until the correction of Wed 14 Oct · reported as 🟢 on track from Wed 14 Oct until the correction of Tue 20 Oct",
    );
    // What it had been told as and what it is known as since are no news.
    expect(told("amber", "green", "amber", "green")).toContain(
      'on track → off track · ↓ worse · reported as 🟠 at risk from Wed 30 Sept until the correction of Thu 8 Oct"',
    );
  });

  it("tells what was said beside another that it had, though it had been told nothing before (A1)", () => {
    const said = saidInOctober({ roundKey: "2026-10-08" });
    const given = [
      ...earlier("Quay", "green").map((one) => ({ ...one, answeredAt: "2026-10-06T10:00:00.000Z" })),
      ...said("amber", 1, "08"),
      ...said("red", 2, "20"),
    ];
    const program = aProgram("Quay", [fed("health", { colour: "red", reason: "The crane" })], { given });
    expect(textOf(theDocument([program])).replaceAll("\u00a0", " ")).toContain(
      "off track · was 🟢 on track from Tue 6 Oct to Thu 8 Oct · reported as 🟠 at risk from Thu 8 Oct until the correction of Tue 20 Oct",
    );
  });

  it("tells what was said since until it was corrected, not until it ran out (A1)", () => {
    const said = saidInOctober({ roundKey: "2026-10-06", standsUntil: "2026-10-14T10:00:00.000Z" });
    const given = [...earlier("Quay", null, "green"), ...said("red", 1, "08"), ...said("green", 2, "20")];
    const program = aProgram("Quay", [fed("health", { colour: "green" })], { given });
    expect(textOf(theDocument([program])).replaceAll("\u00a0", " ")).toContain(
      "reported as 🔴 off track from Thu 8 Oct until the correction of Tue 20 Oct",
    );
  });

  it("tells what was said until it was corrected though another answer says it again at that instant, by a slip (A1)", () => {
    const said = saidInOctober({ roundKey: "2026-10-30" });
    const text = (...slip: GivenFacts[]) => {
      const given = [
        ...earlier("Quay", "red"),
        ...earlier("Quay", "amber").map((one) => ({ ...one, revision: 2, answeredAt: "2026-10-08T10:00:00.000Z" })),
        ...earlier("Quay", "red").map((one) => ({ ...one, revision: 3, answeredAt: "2026-10-20T10:00:00.000Z" })),
        ...slip,
      ];
      const program = aProgram("Quay", [fed("health", { colour: "red", reason: "The crane" })], { given });
      return textOf(theDocument([program])).replaceAll("\u00a0", " ");
    };
    const told = "off track · reported as 🟠 at risk from Thu 8 Oct until the correction of Tue 20 Oct";
    expect(text()).toContain(told);
    const again = said("amber", 1, "20");
    const minutesLater = said("red", 2, "20").map((one) => ({ ...one, answeredAt: "2026-10-20T10:01:00.000Z" }));
    expect(text(...again, ...minutesLater)).toContain(told);
    // Nor where somebody's next answer, not a correction, says another at once.
    const next = minutesLater.map((one) => ({ ...one, checkInId: "next", revision: 1 }));
    expect(text(...again, ...next)).toContain(told);
    // What was said again on another day is what was corrected last.
    expect(text(...again, ...said("red", 2, "24"))).toContain(
      "reported as 🟠 at risk from Tue 20 Oct until the correction of Sat 24 Oct",
    );
  });

  it("says so of what the digest before told as in between, once (A1)", () => {
    const [september] = earlier("Quay", "green");
    if (!september) throw new Error("No answer");
    const said = (day: string, colour: HealthColour, [revision, on]: [number, string] = [1, day]) => {
      const of = { checkInId: day, roundKey: day, revision, colour, standsUntil: null };
      return { ...september, ...of, answeredAt: `${on}T10:00:00.000Z` };
    };
    const told = (words: GivenFacts[], ...sent: string[]) => {
      const [cutOffAt, ...before] = sent.map((day) => `${day}T09:00:00.000Z`);
      const program = aProgram("Quay", [fed("health", { colour: "green" })], { given: [september, ...words] });
      const asOf = cutOffAt === undefined ? {} : { cutOffAt, earlierCutOffs: before };
      return textOf(theDocument([program], asOf)).replaceAll("\u00a0", " ");
    };
    const reds = [said("2026-09-08", "red"), said("2026-09-14", "red"), said("2026-09-20", "green")];
    const first = said("2026-09-08", "green", [2, "2026-10-10"]);
    const second = said("2026-09-14", "green", [2, "2026-10-10"]);
    expect(told(reds, "2026-10-05", "2026-09-03")).toContain(
      "on track · was 🔴 off track from Tue 8 Sept to Sun 20 Sept",
    );
    const corrected =
      "on track · → unchanged · reported as 🔴 off track from Tue 8 Sept to Sun 20 Sept, corrected on Sat 10 Oct";
    expect(told([...reds, first, second])).toContain(corrected);
    // Be it only some days of it, the first or the last.
    expect(told([...reds, first])).toContain(corrected);
    expect(told([...reds, second])).toContain(corrected.replace("Tue 8", "Mon 14"));
    expect(told([...reds, first, second], "2026-12-03", "2026-11-04", "2026-10-05")).not.toContain("reported as");
    const atOnce = [first, second].map((one) => ({ ...one, answeredAt: "2026-09-25T10:00:00.000Z" }));
    expect(told([...reds, ...atOnce])).not.toContain("reported as");
  });

  it("is not back on track where it never left it", () => {
    const september: [string, HealthColour][] = [
      ["09-30T10:00", "red"],
      ["10-08T10:00", "green"],
    ];
    const document = theDocument([corrected("Quay", { september, october: "green" })]);
    expect(linesOf(document, "health")).toMatchObject([
      { colour: "green", before: "green", between: { colour: "red" } },
    ]);
    expect(JSON.stringify(document)).not.toContain("recovered");
  });
});

describe("a program whose answer of months ago was corrected since the digest before", () => {
  const REPORTED =
    "reported as 🟢 on track from Thu\u00a030\u00a0Jul to Sun\u00a030\u00a0Aug, corrected on Tue\u00a020\u00a0Oct";

  /** What was said of September, August, July and June; July's was corrected. */
  const told = (now: HealthColour, first: HealthColour[], correction: [at: string, HealthColour] | null) => {
    const given = earlier("Quay", ...first);
    const [, , july] = given;
    if (!july) throw new Error("No answer");
    const [at, colour] = correction ?? [];
    if (at && colour) given.push({ ...july, revision: 2, colour, answeredAt: `2026-${at}T10:00:00.000Z` });
    const document = theDocument([
      ...steady,
      aProgram("Quay", [fed("health", { colour: now, reason: "The crane" })], { given }),
    ]);
    return { health: linesOf(document, "health"), text: textOf(document), onTrack: linesOf(document, "on-track") };
  };

  it("says what it had been told as where that is among its months in a row now (A1)", () => {
    const { health, text } = told("amber", ["amber", "amber", "green"], ["10-20", "amber"]);
    expect(health).toMatchObject([{ before: "amber", trend: "same", periods: 4 }]);
    expect(text).toContain(`at risk · → unchanged · ${REPORTED} · 4th month in a row`);
    // Not from the month before, of which it was right.
    expect(told("amber", ["amber", "amber", "green", "green"], ["10-20", "amber"]).text).toContain(REPORTED);
    expect(told("amber", ["amber", "amber", "amber", "red"], ["10-20", "amber"]).text).not.toContain("reported as");
  });

  it("says so where that is no longer among them (A1)", () => {
    const { health, text } = told("amber", ["amber", "amber", "amber"], ["10-20", "green"]);
    expect(health).toMatchObject([{ periods: 3, reported: { colour: "amber", until: "2026-10-20" } }]);
    expect(text).toContain(
      "reported as 🟠 at risk from Thu\u00a030\u00a0Jul until the correction of Tue\u00a020\u00a0Oct",
    );
  });

  it("is on track, and not counted as unchanged (A1)", () => {
    const { text, onTrack } = told("green", ["green", "green", "red"], ["10-20", "green"]);
    expect(text).toContain("on track · → unchanged · reported as 🔴 off track from");
    expect(onTrack).toMatchObject([{ programs: steady.length }]);
  });

  it("says nothing of what the digest before has said (A1)", () => {
    expect(told("amber", ["amber", "amber", "green"], ["09-20", "amber"]).text).not.toContain("reported as");
    expect(told("amber", ["amber", "red", "green"], ["10-20", "amber"]).text).not.toContain("reported as");
  });
});

describe("a program of two leads of whom one corrected what was told", () => {
  const REPORTED = "reported as 🟠 at risk from Wed\u00a030\u00a0Sept until the correction of Thu\u00a08\u00a0Oct";

  /** Amber, from the 30th of September on, was green, as is known since the 8th of October; the other spoke on these days. */
  const told = (october: HealthColour, ...other: [day: string, HealthColour][]) => {
    const [one] = earlier("Quay", "amber");
    if (!one) throw new Error("No answer");
    const corrected = { ...one, revision: 2, colour: "green" as const, answeredAt: "2026-10-08T10:00:00.000Z" };
    const words = other.map(([day, colour]) => ({
      ...one,
      ...{ checkInId: day, roundKey: day, personId: "other", author: "Other", colour, standsUntil: null },
      answeredAt: `${day}T10:00:00.000Z`,
    }));
    const program = aProgram("Quay", [fed("health", { colour: october, reason: "The crane" })], {
      leads: ["Quay-lead", "other"],
      given: [one, corrected, ...words],
    });
    const document = theDocument([program]);
    return { document, health: linesOf(document, "health"), text: textOf(document) };
  };

  it("says so though the other has that colour now (A1)", () => {
    const { health, text } = told("green", ["2026-10-06", "amber"], ["2026-10-28", "amber"]);
    expect(health).toMatchObject([{ colour: "amber", before: "green" }]);
    expect(text).toContain(`on track → at risk · ↓ worse · ${REPORTED}`);
  });

  it("says so beside another that it had (A1)", () => {
    const { health, text } = told("green", ["2026-10-12", "red"], ["2026-10-20", "green"]);
    expect(health).toMatchObject([{ colour: "green", before: "green", between: { colour: "red" } }]);
    expect(text).toContain(
      `on track · was 🔴 off track from Mon\u00a012\u00a0Oct to Tue\u00a020\u00a0Oct · ${REPORTED}`,
    );
  });

  it("says by when that was known, whatever was said before (A1)", () => {
    const { document, text } = told("green", ["2026-10-06", "green"], ["2026-10-07", "red"]);
    expect(text).toContain(
      "reported as 🟠 at risk from Wed\u00a030\u00a0Sept to Wed\u00a07\u00a0Oct, corrected on Thu\u00a08\u00a0Oct",
    );
    expect(textOf({ ...document, reader: { ...document.reader, locale: "fr-FR" } })).toContain(
      "annoncé 🟠 à risque du mer.\u00a030\u00a0sept. au mer.\u00a07\u00a0oct., corrigé le jeu.\u00a08\u00a0oct.",
    );
  });

  it("says so of what was said since, whatever the other corrected at once (A1)", () => {
    const [september] = earlier("Quay", "green");
    if (!september) throw new Error("No answer");
    const said = (who: "Quay-lead" | "other", revision: number, colour: HealthColour, at: string) => ({
      ...september,
      ...{ checkInId: who, personId: who, roundKey: "2026-10-09", revision, colour, standsUntil: null },
      answeredAt: `2026-10-${at}:00.000Z`,
    });
    const given = [
      said("Quay-lead", 1, "amber", "09T10:00"),
      ...(["green", "red", "green"] as const).map((colour, index) =>
        said("other", index + 1, colour, `09T10:0${index}`),
      ),
      said("Quay-lead", 2, "green", "16T10:00"),
    ];
    const program = aProgram("Quay", null, { leads: ["Quay-lead", "other"], given });
    expect(textOf(theDocument([program])).replaceAll("\u00a0", " ")).toContain(
      "on track · reported as 🟠 at risk from Fri 9 Oct until the correction of Fri 16 Oct",
    );
  });

  it("says nothing of what the other had told as well (A1)", () => {
    const { health, text } = told("green", ["2026-09-30", "amber"], ["2026-10-28", "amber"]);
    expect(health).toMatchObject([{ colour: "amber", before: "amber" }]);
    expect(text).not.toContain("reported as");
  });
});

describe("a program that had no colour when the month began", () => {
  it("had another since it had one again, whatever it had before the silence (A2)", () => {
    const colours = [
      { day: "2026-09-17", colour: "amber", standsUntil: "2026-09-25T09:00:00.000Z" },
      { day: "2026-10-15", colour: "amber", standsUntil: "2026-10-23T09:00:00.000Z" },
    ] as const;
    const given = colours.flatMap(({ day, colour, standsUntil }) =>
      earlier("Quay", colour).map((one) => ({
        ...one,
        ...{ checkInId: day, roundKey: day, answeredAt: `${day}T10:00:00.000Z`, standsUntil },
      })),
    );
    const program = aProgram("Quay", [fed("health", { colour: "green", reason: "The crane" })], { given });
    expect(linesOf(theDocument([program]), "health")).toMatchObject([
      { before: null, between: { colour: "amber", from: "2026-10-15", until: "2026-10-23" } },
    ]);
  });
});

describe("a program that was at risk, silent, and at risk again", () => {
  const saidOn = (day: string, colour: HealthColour, standsUntil: string): GivenFacts[] =>
    earlier("Quay", colour).map((one) => ({
      ...one,
      ...{
        checkInId: day,
        roundKey: day,
        answeredAt: `${day}T10:00:00.000Z`,
        standsUntil: `${standsUntil}T09:00:00.000Z`,
      },
    }));
  const openingOf = (...given: GivenFacts[]) =>
    theDocument([aProgram("Quay", [fed("health", { colour: "amber", reason: "The crane" })], { given })]).bottomLine;

  it("is at risk, since no day that another colour stands beside (A1)", () => {
    const green = saidOn("2026-10-08", "green", "2026-10-16");
    const amber = saidOn("2026-10-15", "amber", "2026-10-23");
    expect(openingOf(...green, ...amber)).toMatchObject({ case: "new-amber" });
    expect(openingOf(...green, ...amber)).not.toHaveProperty("since");
    // Of silence alone the day is told.
    expect(openingOf(...green)).toMatchObject({ case: "new-amber", since: "2026-10-30" });
  });

  it("is at risk for as many months as stand beside it, not since a day (A1)", () => {
    const revisions = saidOn("2026-09-30", "green", "2026-10-08").flatMap((one): GivenFacts[] => [
      one,
      { ...one, revision: 2, colour: "amber", answeredAt: "2026-10-08T10:00:00.000Z" },
    ]);
    const given = fed("health", { colour: "amber", reason: "The crane" });
    const document = theDocument([aProgram("Quay", [given], { given: revisions })]);
    expect(linesOf(document, "health")).toMatchObject([
      { before: "amber", periods: 2, between: { isCorrected: true } },
    ]);
    expect(document.bottomLine).toMatchObject({ case: "standing", colour: "amber", periods: 2 });
    expect(document.bottomLine).not.toHaveProperty("since");
  });
});

describe("a quarter and a year", () => {
  it("say alike that what the quarter before told as in between was corrected (A1)", () => {
    const [last, ...before] = (["2026-12-30", "2026-09-30", "2026-08-30", "2026-06-30"] as const).map((day) => {
      const answer = [fed("health", { colour: day === "2026-08-30" ? "red" : "green", reason: "The crane" })];
      return anAnswer("Quay", answer, { checkInId: day, roundKey: day, answeredAt: `${day}T10:00:00.000Z` });
    });
    if (!last) throw new Error("An answer");
    const given = before.flatMap(givenIn).map((one) => ({ ...one, standsUntil: null }));
    const [corrected] = given.filter(({ colour }) => colour === "red");
    if (!corrected) throw new Error("A red");
    given.push({ ...corrected, revision: 2, colour: "green", answeredAt: "2026-11-10T10:00:00.000Z" });
    const program = aProgram("Quay", null, { answers: [last], given });
    const cutOffAt = "2027-01-05T09:00:00.000Z";
    const quarter = theDocument([program], {
      rhythm: "quarterly",
      period: { label: "2026-Q4", from: "2026-10-01", until: "2026-12-31" },
      fromAt: "2026-10-05T09:00:00.000Z",
      cutOffAt,
      earlierCutOffs: ["2026-10-05T09:00:00.000Z", "2026-07-03T09:00:00.000Z"],
    });
    const year = theDocument([program], {
      rhythm: "annual",
      period: { label: "2026", from: "2026-01-01", until: "2026-12-31" },
      fromAt: "2026-01-06T09:00:00.000Z",
      cutOffAt,
      earlierCutOffs: ["2026-01-06T09:00:00.000Z"],
    });
    for (const document of [quarter, year])
      expect(textOf(document).replaceAll("\u00a0", " ")).toMatch(
        /reported as 🔴 off track from Sun 30 Aug( 2026)? to Wed 30 Sept( 2026)?, corrected on Tue 10 Nov/,
      );
  });

  describe("go over no month of which a digest told that nothing stood", () => {
    const CUT_OFFS = ["2026-12-03", "2026-11-04", "2026-10-05", "2026-09-03"].map((day) => `${day}T09:00:00.000Z`);
    const [, , begin = ""] = CUT_OFFS;
    const answered = (key: string, colour: HealthColour, ...days: [day: string, standsUntil: string | null][]) => {
      const [last, ...before] = days.toReversed().map(([day, until]) => {
        const of = { checkInId: `${key} ${day}`, roundKey: day, answeredAt: `${day}T10:00:00.000Z` };
        const answer = anAnswer(key, [fed("health", { colour, reason: "The crane" })], of);
        const standsUntil = until && `${until}T09:00:00.000Z`;
        return { answer, given: givenIn(answer).map((one) => ({ ...one, standsUntil })) };
      });
      if (!last) throw new Error("An answer");
      const given = [...before.flatMap((one) => one.given), ...last.given];
      return aProgram(key, null, { answers: [last.answer], given });
    };
    const of = (...programs: ReturnType<typeof aProgram>[]) =>
      theDocument(programs, {
        rhythm: "quarterly",
        period: { label: "2026-Q4", from: "2026-10-01", until: "2026-12-31" },
        fromAt: begin,
        cutOffAt: "2027-01-05T09:00:00.000Z",
        earlierCutOffs: [begin],
        toldAt: CUT_OFFS,
      });
    const silent = (key: string, colour: HealthColour) =>
      answered(key, colour, ["2026-09-30", "2026-10-31"], ["2026-12-31", null]);
    const whole = (key: string, colour: HealthColour) =>
      answered(
        key,
        colour,
        ["2026-09-30", "2026-10-31"],
        ["2026-10-30", "2026-12-01"],
        ["2026-11-30", "2027-01-01"],
        ["2026-12-31", null],
      );

    it("where they count and where they say unchanged (A1)", () => {
      const document = of(silent("Quay", "red"));
      expect(linesOf(document, "health")).toMatchObject([{ colour: "red", before: "red", trend: null, periods: 1 }]);
      expect(document.colours).toMatchObject([{ colours: ["red", "red"], trend: null }]);
      expect(textOf(document)).not.toMatch(/unchanged|in a row/);
      expect(document.bottomLine).toMatchObject({ case: "new-red", since: "2026-12-31" });
      expect(linesOf(of(whole("Quay", "red")), "health")).toMatchObject([{ trend: "same", periods: 2 }]);
    });

    it("where they count those on track (A1)", () => {
      const counted = linesOf(of(silent("Quay", "green"), whole("Dock", "green")), "on-track");
      expect(counted).toMatchObject([{ programs: 2, unchanged: 1 }]);
    });
  });

  it("compare with the end of the one before in lines and pictures alike, and tell what was between (A5, B6)", () => {
    const words = [
      ["2026-09-29", "amber"],
      ["2026-10-30", "green"],
      ["2026-12-30", "amber"],
    ] as const;
    const [first, second, last] = words.map(([day, colour]) =>
      anAnswer("Quay", [fed("health", { colour, reason: "The crane" })], {
        checkInId: day,
        roundKey: day,
        answeredAt: `${day}T10:00:00.000Z`,
      }),
    );
    if (!first || !second || !last) throw new Error("Three answers");
    const quarter = {
      rhythm: "quarterly" as const,
      period: { label: "2026-Q4", from: "2026-10-01", until: "2026-12-31" },
      fromAt: "2026-10-05T09:00:00.000Z",
      cutOffAt: "2027-01-05T09:00:00.000Z",
      earlierCutOffs: ["2026-10-05T09:00:00.000Z"],
    };
    const program = aProgram("Quay", null, { answers: [last], given: [first, second].flatMap(givenIn) });
    const document = theDocument([program], quarter);
    expect(linesOf(document, "health")).toMatchObject([
      {
        colour: "amber",
        before: "amber",
        trend: null,
        periods: 1,
        between: { colour: "green", from: "2026-10-30", until: "2026-12-15" },
      },
    ]);
    expect(document.colours).toMatchObject([{ colours: ["amber", "amber"], trend: null }]);
    expect(textOf(document)).not.toMatch(/worse|unchanged/);
  });
});

function never(): never {
  throw new Error("No answer");
}
