import { describe, expect, it } from "vitest";
import type { AnswerFacts, MilestoneFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { compilePart } from "../../src/digests/compile/rules.ts";
import { healthOf } from "../../src/digests/compile/rules-health.ts";
import type { DigestDocument, Line } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import {
  aMilestone,
  amber,
  anAnswer,
  anAsk,
  aProgram,
  aRound,
  EARLIER_CUT_OFFS,
  earlier,
  fed,
  green,
  red,
  theDocument,
  theFacts,
} from "./facts.ts";

const CUT_OFFS = {
  rhythm: "monthly" as const,
  cutOffAt: "2026-11-04T09:00:00.000Z",
  earlierCutOffs: EARLIER_CUT_OFFS,
  toldAt: EARLIER_CUT_OFFS,
  reader: { zone: "UTC" },
};

function colourOf(program: ProgramFacts) {
  return healthOf(program, CUT_OFFS).colour;
}

describe("the order of programs", () => {
  it("is asks, red, amber, silent, changed, the rest by title", () => {
    const document = theDocument([
      aProgram("Zebra", [green], { given: earlier("Zebra", "green") }),
      aProgram("Apple", [green], { given: earlier("Apple", "green") }),
      aProgram("Changed", [green], { given: earlier("Changed", "amber") }),
      aProgram("Silent", null),
      aProgram("Amber", [amber]),
      aProgram("Red", [red]),
      aProgram("Asking", [green, fed("ask", "One engineer?")]),
    ]);
    expect(document.programs.map((program) => program.title)).toEqual([
      "Asking",
      "Red",
      "Amber",
      "Silent",
      "Changed",
      "Apple",
      "Zebra",
    ]);
  });

  it("puts the flagship first among equals, and only there", () => {
    const document = theDocument([
      aProgram("Apple", [green]),
      aProgram("Flagship", [green], { isFlagship: true }),
      aProgram("Red", [red]),
    ]);
    expect(document.programs.map((program) => program.title)).toEqual(["Red", "Flagship", "Apple"]);
  });
});

describe("the part about one program", () => {
  const atlas = aProgram("Atlas", [green], { rounds: [aRound("Atlas", { asked: 5, answered: 5 })] });
  const others = [aProgram("Borealis", null), aProgram("Cirrus", null)];
  const rhythmOf = (document: DigestDocument | null) =>
    document?.sections.find(({ section }) => section === "rhythm")?.lines ?? [];

  it("compares its answers with its own before, and counts nobody of another", () => {
    const [told] = rhythmOf(theDocument([atlas, ...others]));
    if (told?.kind !== "participation") throw new Error("Nobody is counted.");
    expect(told).toMatchObject({ answered: 5, asked: 7 });
    const facts = theFacts([atlas, ...others], { toldBefore: told });
    expect(rhythmOf(compilePart(facts, atlas.id))).toEqual([
      expect.objectContaining({ kind: "participation", answered: 5, asked: 5, before: { answered: 5, asked: 5 } }),
    ]);
    const unknown = theFacts([atlas, ...others], { toldBefore: { ...told, programs: undefined } });
    expect(rhythmOf(compilePart(unknown, atlas.id))).toMatchObject([{ kind: "participation", before: null }]);
  });
});

describe("the bottom line", () => {
  const ask = fed("ask", "One engineer?");
  const overdue = aProgram("Overdue", [ask, fed("ask", "2026-11-02", "date")]);
  const asking = aProgram("Asking", [ask]);
  const newRed = aProgram("New red", [red], { given: earlier("New red", "amber") });
  const slipping = aProgram("Slipping", [green], { milestones: [aMilestone("Slipping", "2026-11-17", "2026-12-01")] });
  const standing = aProgram("Standing", [amber], { given: earlier("Standing", "amber", "amber", "green") });
  const quiet = aProgram("Quiet", [green], { given: earlier("Quiet", "green") });

  it.each([
    ["overdue-ask", [quiet, standing, slipping, newRed, asking, overdue], "Overdue"],
    ["ask", [quiet, standing, slipping, newRed, asking], "Asking"],
    ["new-red", [quiet, standing, slipping, newRed], "New red"],
    ["slipped-date", [quiet, standing, slipping], "Slipping"],
    ["standing", [quiet, standing], "Standing"],
  ] as const)("is the %s before all that follow", (expected, programs, program) => {
    expect(theDocument([...programs]).bottomLine).toMatchObject({ case: expected, program });
  });

  it("names first what nobody answers at the end of its ladder, however long it stands (C3)", () => {
    const item = {
      itemId: "item-1",
      revision: 3,
      code: "ASK-2",
      raisedBy: "Tom",
      raisedAt: "2026-10-01T09:00:00.000Z",
    };
    const stuck = (days: number, isReaders = false) =>
      aProgram("Loyalty", [green], { overdue: [{ ...item, days, level: "committee", isReaders }] });
    const said = (program: ProgramFacts, locale = "en-GB") => {
      const reader = { handle: "s", name: "S", locale, zone: "UTC" };
      return digestText(theDocument([overdue, newRed, program], { reader })).replaceAll("\u00a0", " ");
    };
    expect(said(stuck(14))).toContain(
      "“Loyalty”: ASK-2 has been overdue for 14 working days with the steering committee.",
    );
    expect(said(stuck(1, true))).toContain("“Loyalty”: ASK-2 has been overdue for 1 working day with you.");
    expect(said(stuck(14), "fr-FR")).toContain(
      "« Loyalty » : ASK-2 est en retard depuis 14 jours ouvrés au niveau du comité de pilotage.",
    );
    const { bottomLine, citations } = theDocument([aProgram("Quiet", null), stuck(14)]);
    expect(bottomLine).toMatchObject({ case: "unanswered", sources: [{ kind: "item", id: "item-1" }] });
    expect(citations.map(({ period }) => period)).toContain("ASK-2");
  });

  it("says that nothing is needed when that is so", () => {
    const document = theDocument([quiet, aProgram("Other", [green])]);
    expect(document.bottomLine).toMatchObject({ case: "nothing-needed", quote: null });
    expect(outlineOf(document).bottomLine.sentence).toBe("Nothing is needed from you.");
  });

  it("puts a red that stands before an amber that stands", () => {
    const stuck = aProgram("Stuck", [red], { given: earlier("Stuck", "red") });
    expect(theDocument([standing, stuck]).bottomLine).toMatchObject({ case: "standing", colour: "red", periods: 2 });
  });

  it("is the lead's own sentence where it is about the program that won, and no other", () => {
    const words = fed("bottom-line", "The launch slips two weeks unless we get one engineer.");
    const own = theDocument([aProgram("Asking", [ask, words]), quiet]);
    expect(outlineOf(own).bottomLine).toMatchObject({
      own: { text: words.value },
      sentence: null,
      others: "The other program needs nothing from you.",
    });
    const elsewhere = theDocument([asking, aProgram("Quiet", [green, words])]);
    expect(outlineOf(elsewhere).bottomLine).toMatchObject({
      own: null,
      sentence: "“Asking” needs a decision from you.",
    });
  });

  it("counts the asks of all programs, whatever program is named", () => {
    const document = theDocument([asking, aProgram("Also asking", [ask, fed("ask", "And another?")]), quiet]);
    expect(outlineOf(document).bottomLine).toMatchObject({
      sentence: "3 decisions needed from you, starting with “Also asking”.",
      others: "At least 1 of the 3 programs needs nothing from you.",
    });
  });
});

describe("the health of a program", () => {
  it("is the lead's last word, whatever its rhythm (A2)", () => {
    const last = anAnswer("P", [red], {
      checkInId: "w",
      cadenceId: "P-weekly",
      answeredAt: "2026-11-01T10:00:00.000Z",
    });
    const both = aProgram("P", [green], { answers: [anAnswer("P", [green]), last] });
    expect(colourOf(both)).toBe("red");
    expect(colourOf(aProgram("P", [green], { answers: [last] }))).toBe("red");
  });

  it("is the lead's last word, whatever the others say", () => {
    const program = aProgram("P", [green], {
      answers: [
        anAnswer("P", [red], { answeredAt: "2026-10-10T10:00:00.000Z" }),
        anAnswer("P", [green], { checkInId: "later", answeredAt: "2026-10-20T10:00:00.000Z" }),
        anAnswer("P", [red], { checkInId: "other", personId: "other", answeredAt: "2026-10-25T10:00:00.000Z" }),
      ],
    });
    expect(colourOf(program)).toBe("green");
  });

  it("is the worst of each person's last when the lead gave none", () => {
    const program = aProgram("P", [green], {
      answers: [
        anAnswer("P", [red], { personId: "a", checkInId: "a1", answeredAt: "2026-10-10T10:00:00.000Z" }),
        anAnswer("P", [amber], { personId: "a", checkInId: "a2", answeredAt: "2026-10-20T10:00:00.000Z" }),
        anAnswer("P", [green], { personId: "b", checkInId: "b1", answeredAt: "2026-10-25T10:00:00.000Z" }),
      ],
    });
    expect(healthOf(program, CUT_OFFS)).toMatchObject({ colour: "amber", givenBy: [{ checkInId: "a2" }] });
  });

  it("is grey when somebody was asked and nobody answered, and none where nobody asks", () => {
    expect(colourOf(aProgram("P", null))).toBe("grey");
    const [monthly] = aProgram("P", null).cadences;
    const unasked = aProgram("P", null, { cadences: monthly ? [{ ...monthly, asksHealth: false }] : [] });
    expect(colourOf(unasked)).toBeNull();
    expect(linesOf(theDocument([unasked]), "attention")).toMatchObject([{ kind: "silent", grey: false }]);
  });
});

describe("what is listed", () => {
  it("names moves under what changed, and what stands under attention", () => {
    const document = theDocument([
      aProgram("Moved", [red], { given: earlier("Moved", "amber") }),
      aProgram("Stands", [amber], { given: earlier("Stands", "amber") }),
      aProgram("First amber", [amber]),
    ]);
    expect(linesOf(document, "changed")).toMatchObject([{ program: "Moved" }, { program: "First amber" }]);
    expect(linesOf(document, "attention")).toMatchObject([{ program: "Stands", periods: 2, trend: "same" }]);
  });

  it.each([
    [
      1,
      0,
      4,
      "1 of 4 target dates has slipped past the end of the month",
      "1 date cible sur 4 a été repoussée au-delà du mois",
    ],
    [1, 0, 1, "The target date has slipped past the end of the month", "La date cible a été repoussée au-delà du mois"],
    [0, 3, 3, "3 new target dates", "3 nouvelles dates cibles"],
    [
      0,
      1,
      3,
      "1 of 3 target dates was given for the first time",
      "1 date cible sur 3 a été donnée pour la première fois",
    ],
    [
      2,
      1,
      5,
      "2 of 5 target dates have slipped past the end of the month, 1 was given for the first time",
      "2 dates cibles sur 5 ont été repoussées au-delà du mois, 1 a été donnée pour la première fois",
    ],
  ])("says what became of target dates: %i pushed out, %i added of %i", (pushedOut, added, of, english, french) => {
    const dates = (index: number) => {
      if (index < pushedOut) return ["2026-10-20", "2026-11-17"];
      return index < pushedOut + added ? ["2026-12-01"] : ["2026-12-01", "2026-12-02"];
    };
    const programs = Array.from({ length: of }, (_, index) =>
      aProgram(`P${index}`, [green], { milestones: [aMilestone(`P${index}`, ...dates(index))] }),
    );
    const lines = (locale: string) => linesIn(programs, locale);
    expect(lines("en-GB")).toContain(english);
    expect(lines("fr-FR")).toContain(french);
  });

  it("counts unchanged greens, and in a long portfolio names them only where its periods are compared", () => {
    const programs = Array.from({ length: 40 }, (_, index) => {
      const key = `Program ${String(index).padStart(2, "0")}`;
      return index < 2
        ? aProgram(key, [red, fed("progress", "Stuck")], { given: earlier(key, "green") })
        : aProgram(key, [green, fed("progress", "Well"), fed("next", "More"), fed("risk", "Rain")], {
            given: earlier(key, "green"),
          });
    });
    const document = theDocument(programs);
    expect(linesOf(document, "changed").at(-1)).toMatchObject({ kind: "on-track", programs: 38 });
    expect(linesOf(document, "progress")).toHaveLength(2);
    const [said = "", compared = ""] = digestText(document).split("Programs over the last 6 periods");
    expect(said).not.toContain("Program 02");
    expect(compared).toContain("· · · · ● ● → unchanged Program 02 · on track");
    expect(linesOf(document, "portfolio")).toHaveLength(40);
  });

  it("puts last month's plan beside what was done", () => {
    const plans = [
      anAnswer("P", [fed("next", "Choose the pilot stores")], { checkInId: "plan", roundKey: "2026-09-30" }),
    ];
    const document = theDocument([aProgram("P", [fed("progress", "Six stores are chosen")], { plans })]);
    expect(linesOf(document, "progress")).toMatchObject([
      {
        planned: [{ text: "Choose the pilot stores" }],
        done: [{ text: "Six stores are chosen" }],
        sources: [{ id: "P-check-in" }, { id: "plan" }],
      },
    ]);
    expect(outlineOf(document).sections.map(({ heading }) => heading)).toContain("Planned and done");
  });

  it("keeps a blocker until two check-ins running of its author leave it out (A7)", () => {
    const blocked = anAnswer("P", [fed("blocker", "No test data")], { answeredAt: "2026-10-10T10:00:00.000Z" });
    const silent = anAnswer("P", [fed("progress", "Half done")], { checkInId: "silent" });
    const freed = anAnswer("P", [fed("progress", "Done")], {
      checkInId: "later",
      answeredAt: "2026-10-20T10:00:00.000Z",
    });
    const occasion = { ...freed, checkInId: "extra", roundKey: `${freed.roundKey}+1` };
    const nothing = anAnswer("P", [], { checkInId: "nothing", nothingToReport: true });
    const attention = (answers: AnswerFacts[]) =>
      linesOf(theDocument([aProgram("P", [], { answers })]), "attention").filter(({ kind }) => kind === "said");
    expect(attention([blocked, nothing])).toHaveLength(1);
    for (const since of [[silent], [silent, occasion], [silent, nothing]])
      expect(attention([blocked, ...since])).toHaveLength(1);
    expect(attention([blocked, silent, freed])).toEqual([]);
  });

  it("takes what was said in the longest rhythm only, but asks from all", () => {
    const program = aProgram("P", [fed("progress", "The month")]);
    program.cadences.push({
      id: "P-daily",
      every: "day",
      isBeyond: false,
      isActive: true,
      asksHealth: false,
      title: null,
      lastAnsweredAt: null,
    });
    program.answers.push(
      anAnswer("P", [fed("progress", "The day"), fed("ask", "A laptop?")], { checkInId: "d", cadenceId: "P-daily" }),
    );
    const document = theDocument([program]);
    expect(JSON.stringify(linesOf(document, "progress"))).not.toContain("The day");
    expect(linesOf(document, "asks")).toMatchObject([{ quote: { text: "A laptop?" } }]);
  });

  it("shows of many answers each person's newest first, and says how many more there are", () => {
    const answers = Array.from({ length: 20 }, (_, index) =>
      anAnswer("P", [fed("progress", `Day ${index}`)], {
        checkInId: `c${String(index).padStart(2, "0")}`,
        personId: index === 0 ? "rare" : "busy",
        answeredAt: `2026-10-${String(index + 1).padStart(2, "0")}T10:00:00.000Z`,
      }),
    );
    const [line] = linesOf(theDocument([aProgram("P", [], { answers })]), "progress");
    expect(line).toMatchObject({ more: 12 });
    expect(line?.kind === "progress" && line.done.map((quote) => quote.text)).toEqual([
      "Day 0",
      ...Array.from({ length: 7 }, (_, index) => `Day ${13 + index}`),
    ]);
  });
});

function linesOf(document: ReturnType<typeof theDocument>, section: string): Line[] {
  return document.sections.find((one) => one.section === section)?.lines ?? [];
}

describe("a longer digest", () => {
  const asked = { en: "What must be true?", fr: "Que doit-il être vrai ?" };
  const vision = { ...fed("objective", "Half of all orders"), key: "vision", label: asked };
  const reader = (locale: string) => ({ handle: "s", name: "S", locale, zone: "UTC" });
  const of = (rhythm: "quarterly" | "annual", label: string, locale: string) => {
    const said = [vision, fed("objective", "Three results"), fed("decision", "Go on"), fed("lesson", "x")];
    const program = aProgram("P", said);
    const every = rhythm === "annual" ? ("year" as const) : ("quarter" as const);
    return theDocument([{ ...program, cadences: program.cadences.map((cadence) => ({ ...cadence, every })) }], {
      rhythm,
      period: { label, from: "2026-01-01", until: "2026-12-31" },
      reader: reader(locale),
    });
  };

  it.each([
    ["quarterly", "2026-Q3", "en-GB", "Q3 2026 · P", "for the steering committee"],
    ["quarterly", "FY2027-Q1", "fr-FR", "T1 de l’exercice 2027 · P", "pour le comité de pilotage"],
    ["annual", "2026", "fr-FR", "Année 2026 · P", "pour les sponsors, le comité de pilotage et les responsables"],
    ["annual", "FY2027", "en-GB", "FY2027 · P", "for sponsors, steering committee and leads"],
    ["annual", "FY2027", "fr-FR", "Exercice 2027 · P", "pour les sponsors"],
  ] as const)("%s, of %s in %s, says which and for whom: %s", (rhythm, label, locale, title, whom) => {
    const outline = outlineOf(of(rhythm, label, locale));
    expect(outline.title).toBe(title);
    expect(outline.basis).toContain(whom);
  });

  it("begins with the objectives, and names the question where several feed them", () => {
    const { sections } = outlineOf(of("annual", "2026", "fr-FR"));
    expect(sections.map(({ heading }) => heading)).toEqual([
      "Objectifs",
      "Points d’attention",
      "Décidé pour l’année",
      "Enseignements",
      "Participation et délais",
    ]);
    expect(sections[0]?.items[0]?.quotes.map(({ role, text }) => [role, text])).toEqual([
      ["Que doit-il être vrai ?", "Half of all orders"],
      ["objective", "Three results"],
    ]);
    expect(sections[2]?.items[0]?.quotes[0]?.role).toBeNull();
  });

  it("shows the first and the present target date, the moves between, and from where the last one came", () => {
    const once = aProgram("Once", [green], { milestones: [aMilestone("Once", "2026-11-03", "2026-11-17")] });
    const twice = aProgram("Twice", [green], {
      milestones: [aMilestone("Twice", "2026-11-03", "2026-11-17", "2026-12-01")],
    });
    const text = digestText(theDocument([once, twice]));
    expect(text).toContain("Once · Target date · Tue\u00a03\u00a0Nov → Tue\u00a017\u00a0Nov (1 move)");
    expect(text).toContain(
      "Twice · Target date · Tue\u00a017\u00a0Nov → Tue\u00a01\u00a0Dec (2nd move; first date Tue\u00a03\u00a0Nov)",
    );
    const french = digestText(theDocument([twice], { reader: reader("fr-FR") }));
    expect(french).toContain(
      "Date cible · mar.\u00a017\u00a0nov. → mar.\u00a01er\u00a0déc. (2e report\u00a0; date d’origine\u00a0: mar.\u00a03\u00a0nov.)",
    );
  });

  it("counts each target date that was given for the first time, and as slipped only what moved (P25, B6)", () => {
    const known = aMilestone("Known", "2026-12-01", "2026-12-01");
    const counted = (...milestones: MilestoneFacts[]) => {
      const text = digestText(
        theDocument(milestones.map((one, index) => aProgram(`P${index}`, [green], { milestones: [one] }))),
      );
      return text.split("\n").flatMap((line) => (/target date/.test(line) ? [line.trim()] : []));
    };
    const still = { ...known, change: null };
    const first = { ...aMilestone("First", "2026-11-17"), before: null };
    const movedAtOnce: MilestoneFacts = {
      ...aMilestone("At once", "2026-10-20", "2026-10-25"),
      before: null,
      change: { kind: "moved", from: "2026-10-20" },
    };
    const next: MilestoneFacts = {
      ...aMilestone("Next", "2026-10-20", "2026-12-15"),
      passed: "2026-10-20",
      moves: 0,
      change: { kind: "another" },
    };
    expect(counted(still, first, movedAtOnce, next)).toEqual(["2 of 4 target dates were given for the first time"]);
    expect(counted(still, next)).toEqual([]);
    expect(counted(still, aMilestone("Slipped", "2026-10-20", "2026-12-15"))).toEqual([
      "1 of 2 target dates has slipped past the end of the month",
    ]);
  });

  it("shows month by month how a program stood, and what came of its asks and decisions (B6)", () => {
    const round = (key: string, answer: typeof green) =>
      anAnswer("P", [answer], {
        checkInId: key,
        roundKey: key,
        roundPeriod: key.slice(0, 7),
        answeredAt: `${key}T10:00:00.000Z`,
      });
    const answers = [round("2026-07-31", green), round("2026-08-31", amber), round("2026-09-30", red)];
    const [ask, outcome] = [
      "P-2-item",
      { text: "Yes", decidedAt: "2026-09-02T09:00:00.000Z", body: "sponsor" } as const,
    ];
    const decision = { itemId: "d", revision: 1, raisedBy: "S", raisedAt: "2026-09-02T09:00:00.000Z" };
    const decided = { ...decision, decidedOn: "2026-09-02" };
    const asks = [
      anAsk("P-1", { askedAt: "2026-08-01T09:00:00.000Z", neededBy: "2026-09-30", isNew: true }),
      anAsk("P-2", {
        itemId: ask,
        askedAt: "2026-06-10T09:00:00.000Z",
        waitsFor: null,
        outcome: { ...outcome, days: 3, isNew: true },
      }),
      anAsk("P-3", { askedAt: "2026-08-01T09:00:00.000Z", isReaders: false, isOpen: false }),
      anAsk("P-4", { askedAt: "2026-08-01T09:00:00.000Z", isReaders: false, isDraft: true }),
      anAsk("P-5", { askedAt: "2026-08-01T09:00:00.000Z", isReaders: false, waitsFor: null }),
    ];
    const decisions = [
      { ...decided, code: "D-1", title: "Two stores → Yes", askId: ask },
      { ...decided, itemId: "e", code: "D-2", title: "Stop the coupons", askId: null },
    ];
    const program = aProgram("P", [], { answers, asks, decisions });
    const quarter = (locale: string) =>
      digestText(
        theDocument([program], {
          rhythm: "quarterly",
          period: { label: "2026-Q3", from: "2026-07-01", until: "2026-09-30" },
          fromAt: "2026-06-30T22:00:00.000Z",
          cutOffAt: "2026-10-05T07:00:00.000Z",
          months: [
            { month: "2026-07", at: "2026-08-05T07:00:00.000Z" },
            { month: "2026-08", at: "2026-09-03T07:00:00.000Z" },
            { month: "2026-09", at: "2026-10-05T07:00:00.000Z" },
          ],
          reader: reader(locale),
        }),
      ).replaceAll("\u00a0", " ");
    const english = quarter("en-GB");
    expect(english).toContain(
      "P · Jul 🟢 On track → Aug 🟠 At risk → Sept 🔴 Off track · 2 decisions · requests: 1 raised, 1 decided, 1 overdue",
    );
    expect(english).toContain("P · decided on Wed 2 Sept · ASK-1 One engineer for P-2? → Yes (D-1)");
    expect(english).toContain("P · decided on Wed 2 Sept · D-2 Stop the coupons");
    expect(english).not.toContain("D-1 Two stores");
    const french = quarter("fr-FR");
    expect(french).toContain("Mois par mois");
    expect(french).toContain(
      "P · juil. 🟢 Conforme → août 🟠 À risque → sept. 🔴 Hors trajectoire · 2 décisions · demandes : 1 déposée, 1 décidée, 1 en retard",
    );
    expect(french).toContain("P · décidé le mer. 2 sept. · D-2 Stop the coupons");
  });
});

/** As the reader of this language gets them, one by one. */
function linesIn(programs: ProgramFacts[], locale: string): string[] {
  const document = theDocument(programs, { reader: { handle: "s", name: "S", locale, zone: "UTC" } });
  return digestText(document)
    .replaceAll("\u00a0", " ")
    .split("\n")
    .map((line) => line.trim());
}
