/** Who is meant by “you” in a digest: its reader alone. */
import { describe, expect, it } from "vitest";
import { partsOf } from "../../src/digests/approval/wording.ts";
import type { AnswerFacts, DigestFacts } from "../../src/digests/compile/facts.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { naming, othersNamed } from "../../src/register/drafts/rules-asking.ts";
import { aMilestone, anAnswer, anAsk, aProgram, earlier, fed, green, red, theDocument } from "./facts.ts";

const LINE = "Loyalty misses Christmas unless you release one engineer.";
const french = { reader: { handle: "p", name: "P", locale: "fr-FR", zone: "UTC" } };

/** Loyalty's lead asks Margaret, in the answer that has the line. */
function loyalty({ isReaders }: { isReaders: boolean }) {
  const ask = { checkInId: "Loyalty-check-in", isReaders, decider: "Margaret Osei", title: "Release one engineer?" };
  return aProgram("Loyalty", [red, fed("bottom-line", LINE), fed("ask", "Release one engineer?")], {
    given: earlier("Loyalty", "amber"),
    asks: [anAsk("Loyalty", ask)],
  });
}

const other = aProgram("Other", [green], { given: earlier("Other", "green") });
const textOf = (isReaders: boolean, more: Partial<DigestFacts> = {}) =>
  digestText(theDocument([loyalty({ isReaders }), other], more)).replaceAll("\u00a0", " ");

describe("a lead's line that says “you”", () => {
  it("opens the digest of whoever it asks (B5)", () => {
    const { own, sentence } = outlineOf(theDocument([loyalty({ isReaders: true }), other])).bottomLine;
    expect(own).toMatchObject({ text: LINE, author: "Lead of Loyalty", by: "" });
    expect(sentence).toBeNull();
  });

  it("has the name of its program before it, where there are others (B2)", () => {
    const [several, alone] = [[loyalty({ isReaders: true }), other], [loyalty({ isReaders: true })]].map((programs) =>
      digestText(theDocument(programs)).replaceAll("\u00a0", " "),
    );
    expect(several).toContain(`\nLoyalty · ${LINE}\n`);
    expect(alone).not.toContain(`Loyalty · ${LINE}`);
  });

  it("stands below the count of all asks where there are several (B2)", () => {
    const asking = aProgram("P", [green], { asks: [anAsk("P")] });
    const document = theDocument([loyalty({ isReaders: true }), asking, other]);
    const { own, sentence } = outlineOf(document).bottomLine;
    expect({ own: own?.text, sentence }).toEqual({
      own: LINE,
      sentence: "2 decisions needed from you, starting with “Loyalty”.",
    });
    // Whoever lost the other program is told nothing of its ask.
    const left = outlineOf(partsOf(document, new Set(["Loyalty", "Other"]))).bottomLine;
    expect({ own: left.own?.text, sentence: left.sentence }).toEqual({ own: LINE, sentence: null });
  });

  it("stands at its program in anybody else's, with the name of whoever it asks (B5)", () => {
    const { own, sentence } = outlineOf(theDocument([loyalty({ isReaders: false }), other])).bottomLine;
    expect(own).toBeNull();
    expect(sentence).toBe("“Loyalty” has been off track since Friday\u00a030\u00a0October.");
    expect(textOf(false)).toContain(
      `In the leads’ own words\n  Loyalty\n    ${LINE}\n    — Lead of Loyalty, to Margaret Osei`,
    );
    expect(textOf(false, french)).toContain(`— Lead of Loyalty, à l’attention de Margaret Osei`);
    expect(textOf(false)).toContain("Margaret Osei decides");
  });

  it("is told as theirs who decide it, also where it went up to them from somebody else than the reader (B5)", () => {
    const wentUp = {
      at: "2026-11-03T09:00:00.000Z",
      to: "Margaret Osei",
      because: "term",
      isFromReader: false,
    } as const;
    const program = loyalty({ isReaders: false });
    const document = theDocument([{ ...program, asks: program.asks.map((ask) => ({ ...ask, wentUp })) }, other]);
    expect(digestText(document)).toContain(`${LINE}\n    — Lead of Loyalty, to Margaret Osei`);
  });
});

describe("a lead's line that is about the whole", () => {
  const WHOLE = "The month went as planned and 35 sites work with the new form.";
  const ask = { checkInId: "Loyalty-check-in", decider: "Margaret Osei", title: "Release one engineer?" };
  const opening = (programs: ReturnType<typeof aProgram>[]) => {
    const document = theDocument(programs);
    const { sentence, own } = outlineOf(document).bottomLine;
    return { sentence, own: own?.text ?? null, text: digestText(document) };
  };
  const asking = (line: string, more: Partial<Parameters<typeof anAsk>[1]> = {}) =>
    aProgram("Loyalty", [green, fed("bottom-line", line), fed("ask", "Release one engineer?")], {
      given: earlier("Loyalty", "green"),
      asks: [anAsk("Loyalty", { ...ask, ...more })],
    });

  it("opens no digest because its answer asks for something (B2)", () => {
    const { sentence, own, text } = opening([asking(WHOLE), other]);
    expect({ sentence, own }).toEqual({ sentence: "“Loyalty” needs a decision from you.", own: null });
    expect(text.split(WHOLE)).toHaveLength(2);
    expect(text).toContain(`In the leads’ own words\n  Loyalty\n    ${WHOLE}`);
  });

  it("stands below the colour that was given with it, where there are several programs (B2)", () => {
    const turned = aProgram("Loyalty", [red, fed("bottom-line", WHOLE)], { given: earlier("Loyalty", "amber") });
    const sentence = "“Loyalty” has been off track since Friday\u00a030\u00a0October, with no request for a decision.";
    expect(opening([turned, other])).toMatchObject({ sentence, own: WHOLE });
    expect(opening([turned])).toMatchObject({ sentence: null, own: WHOLE });
    // Words that ask belie that nothing is asked, raised or not.
    const wish = "We need a decision on the budget, else we stop.";
    const asking = aProgram("Loyalty", [red, fed("bottom-line", wish)], { given: earlier("Loyalty", "amber") });
    expect(opening([asking, other])).toMatchObject({
      sentence: sentence.replace(", with no request for a decision", ""),
    });
  });

  it("opens no digest because a date moved in its answer (B2)", () => {
    const moved = aProgram("Loyalty", [green, fed("bottom-line", WHOLE)], {
      given: earlier("Loyalty", "green"),
      milestones: [aMilestone("Loyalty", "2026-12-10", "2026-12-17")],
    });
    expect(opening([moved, other])).toMatchObject({
      sentence: "“Loyalty” moved a date from Thursday\u00a010\u00a0December to Thursday\u00a017\u00a0December.",
      own: null,
    });
  });

  it("is to nobody, though its answer asks somebody else for something (B5)", () => {
    const { text } = opening([asking(WHOLE, { isReaders: false }), other]);
    expect(text).toContain(`${WHOLE}\n`);
    expect(opening([asking(LINE, { isReaders: false }), other]).text).toContain("— Lead of Loyalty, to Margaret Osei");
  });
});

describe("words that are somebody's to answer", () => {
  const ask = { checkInId: "Loyalty-check-in", decider: "Margaret Osei", title: "Release one engineer?" };
  const told = (feed: "bottom-line" | "next", words: string, more: Parameters<typeof anAsk>[1] = {}) => {
    const asks = [anAsk("Loyalty", { ...ask, isReaders: false, ...more })];
    const program = aProgram("Loyalty", [green, fed(feed, words), fed("ask", ask.title)], { asks });
    return digestText(theDocument([program, other])).replaceAll("\u00a0", " ");
  };

  it("name them beside “you” in a plan as in own words, and nobody beside the reader (B5)", () => {
    const words = "12 Nov, all-hands in Leeds: five minutes from you on why members come first.";
    expect(told("next", words)).toContain(`${words}\n    — Lead of Loyalty, to Margaret Osei`);
    expect(told("next", words, { isReaders: true })).toContain(`${words}\n`);
    expect(told("next", words, { isByRule: true, isDraft: true })).toContain(`${words}\n`);
    expect(told("next", "12 Nov, all-hands in Leeds.")).toContain("Leeds.\n");
  });

  it("name them beside “you” in what was planned and what is done, too (B5)", () => {
    const [plan, done] = ["12 Nov: five minutes from you in Leeds.", "York opened, with five minutes from you."];
    const asks = ["plan", "Loyalty-check-in"].map((checkInId) =>
      anAsk("Loyalty", { ...ask, checkInId, itemId: checkInId, isReaders: false }),
    );
    const plans = [anAnswer("Loyalty", [fed("next", plan)], { checkInId: "plan", roundKey: "2026-09-30" })];
    const text = digestText(
      theDocument([aProgram("Loyalty", [green, fed("progress", done)], { asks, plans }), other], { rhythm: "weekly" }),
    ).replaceAll("\u00a0", " ");
    for (const words of [plan, done])
      expect(text).toMatch(new RegExp(`${RegExp.escape(words)}\\s+— Lead of Loyalty, to Margaret Osei`));
  });

  it("name nobody where they are about something else than what is asked (B5)", () => {
    const words = "Nous attendons la grue du port.";
    expect(told("bottom-line", words)).toContain(`${words}\n    — [fr]`);
    expect(told("bottom-line", "Please release one engineer.")).toContain("— Lead of Loyalty, to Margaret Osei");
  });
});

describe("words that name who has to act", () => {
  const sofia = { reader: { handle: "sofia", name: "Sofía Ruiz", locale: "en-GB", zone: "UTC" } };
  const lucie = { reader: { handle: "lucie", name: "Lucie Martin", locale: "fr-FR", zone: "UTC" } };
  const saying = (words: string, asks: Parameters<typeof anAsk>[1][] = []) =>
    aProgram("Loyalty", [green, fed("bottom-line", words), ...(asks.length > 0 ? [fed("ask", words)] : [])], {
      given: earlier("Loyalty", "green"),
      asks: asks.map((more) => anAsk("Loyalty", { checkInId: "Loyalty-check-in", title: words, ...more })),
    });
  const opened = (more: Partial<DigestFacts>, ...programs: ReturnType<typeof aProgram>[]) => {
    const document = theDocument(programs, more);
    const { sentence, own } = outlineOf(document).bottomLine;
    return { sentence, own: own?.text ?? null, text: digestText(document).replaceAll("\u00a0", " ") };
  };
  const NAMING = [
    "À Lucie de jouer.",
    "C’est au tour de Lucie.",
    "On attend la décision de Lucie.",
    "Lucie must sign.",
    "Waiting for Lucie’s decision.",
    "It’s Lucie’s turn.",
    "Over to Lucie.",
    "Could Lucie decide on the vendor?",
    "We need Lucie’s go.",
    "Pending Lucie's signature.",
    "Lucie to confirm the date.",
    "On attend Lucie.",
    "Il faut que Lucie signe.",
    "Nous comptons sur Lucie.",
    "Action: Lucie.",
    "Lucie has the pen.",
    "La main est à Lucie.",
  ];

  it.each(NAMING)("open nobody else’s digest, and reassure nobody (B5): %s", (words) => {
    const { own, text } = opened(sofia, saying(words));
    expect(own).toBeNull();
    expect(text).toContain(`In the leads’ own words\n  Loyalty\n    ${words}\n`);
    expect(text).not.toContain("of you");
    expect(text).not.toContain("from you");
    expect(text).toContain("The register has no request for you to decide.");
  });

  it.each(NAMING)("open the digest of whom they name (B5): %s", (words) => {
    expect(opened(lucie, saying(words))).toMatchObject({ own: words });
    const capitals = words.replace("Lucie", "LUCIE");
    expect(opened(lucie, saying(capitals)).text).not.toContain("n’appelle aucune action de votre part");
  });

  it("are told as theirs where they speak to them, and of somebody by a name that is not the reader’s (B5)", () => {
    const words = "Lucie, could you sign by Friday?";
    expect(opened(sofia, saying(words)).text).toContain(`${words}\n    — Lead of Loyalty, to Lucie`);
    expect(opened(lucie, saying(words)).text).not.toContain("à l’attention");
    const inFrench = opened({ ...sofia, ...french }, saying("Lucie : peux-tu signer vendredi ?"));
    expect(inFrench.text).toContain("— Lead of Loyalty, à l’attention de Lucie");
  });

  it.each(["Please sign by Friday, Lucie.", "Lucie, your turn!", "Lucie, à toi de jouer !"])(
    "are told as theirs wherever the name stands (B5): %s",
    (words) => {
      expect(opened(sofia, saying(words))).toMatchObject({ own: null });
      expect(opened(sofia, saying(words)).text).toMatch(/ — Lead of Loyalty, to Lucie/);
      expect(opened(lucie, saying(words)).text).not.toContain("à l’attention");
    },
  );

  it("stay the reader’s where the record gives the ask to them, and are nobody’s where a rule alone does (B5)", () => {
    const words = "Lucie must sign.";
    const given = { isReaders: true, decider: "Sofía Ruiz", neededBy: null };
    expect(opened(sofia, saying(words, [given]), other)).toMatchObject({ own: words });
    const byRule = { ...given, isByRule: true, isDraft: true };
    expect(opened(sofia, saying(words, [byRule]), other)).toMatchObject({
      own: null,
      sentence: "“Loyalty” has an open request; no one is assigned to decide yet.",
    });
    expect(opened(lucie, saying(words, [{ ...byRule, isReaders: false }]), other).text).toContain(words);
  });

  it.each([
    "We must sign.",
    "Waiting for Monday.",
    "We need Kafka.",
    "We hook it up to Kafka.",
    "À Lyon, de nouvelles boutiques.",
    "Lucie signed.",
    "Paul needs your decision.",
    "Thanks to Lucie’s decision we opened.",
    "Lucie’s signature came on Friday.",
    "We need Monday’s numbers.",
    "Action: the shop in Nice.",
    "Actions: Kafka moves in May.",
    "Could you decide on the vendor?",
    "We attend Devoxx in March.",
    "Il faut que nous signions.",
    "Lucie will sign on Friday.",
  ])("name nobody who has to act (B5): %s", (words) => {
    expect(othersNamed(words, "Sofía Ruiz")).toEqual({ to: [], others: [] });
  });

  it("find the reader with accents or without (B5)", () => {
    for (const words of ["À Elise de jouer.", "À ÉLISE de jouer.", "C’est à Élise de trancher."])
      expect(naming("Élise Roux")(words)).toBe(true);
    expect(naming("Élise Roux")("Elisez un comité.")).toBe(false);
  });
});

describe("a request that no one is assigned to decide", () => {
  const asking = (isReaders: boolean) =>
    aProgram("Loyalty", [green, fed("bottom-line", LINE), fed("ask", "Hugo: the answer from Legal?")], {
      asks: [
        anAsk("Loyalty", {
          checkInId: "Loyalty-check-in",
          title: "Hugo: the answer from Legal?",
          description: "Hugo: the answer from Legal?",
          decider: "Margaret Osei",
          isReaders,
          isByRule: true,
          isDraft: true,
          neededBy: null,
        }),
      ],
    });
  const said = (isReaders: boolean, more: Partial<DigestFacts> = {}) => {
    const document = theDocument([asking(isReaders), other], more);
    const { sentence, own } = outlineOf(document).bottomLine;
    return { opening: sentence ?? own?.text, text: digestText(document).replaceAll("\u00a0", " ") };
  };

  it("is not asked of whoever has it by rule (B5)", () => {
    const { text } = said(true);
    expect(text).toContain("1 decision with no decider yet");
    expect(text).toContain("no one is assigned to decide");
    expect(text).not.toContain("for you");
    expect(said(true, french).text).toContain("1 demande sans décideur désigné");
    expect(said(true, french).text).toContain("sans décideur désigné pour l’instant");
  });

  it("opens a digest without “of you” (B5)", () => {
    const opening = (more: Partial<DigestFacts>) => {
      const asks = [anAsk("P", { isByRule: true, isDraft: true, neededBy: null })];
      return outlineOf(theDocument([aProgram("P", [green], { asks }), other], more)).bottomLine.sentence;
    };
    expect(opening({})).toBe("“P” has an open request; no one is assigned to decide yet.");
    expect(opening(french)).toBe(
      "«\u00a0P\u00a0» a une demande en cours\u00a0; la décision n’est encore confiée à personne.",
    );
  });

  it("is nobody’s to others either (B5)", () => {
    const { text } = said(false);
    expect(text).toContain("no one is assigned to decide");
    expect(text).not.toContain("Margaret");
    expect(said(false, { rhythm: "weekly" }).text).not.toContain("Margaret");
  });

  it("gives way to what somebody does ask of the reader (B5)", () => {
    const asks = [anAsk("P", { isByRule: true, isDraft: true, neededBy: null })];
    const named = aProgram("Q", [green], { asks: [anAsk("Q", { neededBy: null })] });
    const document = theDocument([aProgram("P", [green], { asks }), named]);
    expect(outlineOf(document).bottomLine.sentence).toBe("“Q” needs a decision from you.");
    expect(digestText(document)).toContain("1 decision for you, 1 with no decider yet");
  });
});

describe("a request in an answer", () => {
  const asking = (typed: string, more: Parameters<typeof anAsk>[1]) =>
    aProgram("Loyalty", [green, fed("ask", typed)], {
      asks: [anAsk("Loyalty", { checkInId: "Loyalty-check-in", decider: "Priya", title: "A laptop?", ...more })],
    });

  it("is the decider's, also where the record has it in other words (B5)", () => {
    const document = theDocument([asking("A laptop and a screen?", { isReaders: false }), other]);
    expect(digestText(document)).toContain("Priya decides");
    expect(outlineOf(document).bottomLine.sentence).toBe("The register has no request for you to decide.");
  });

  it("is told no more once it was withdrawn, and not at all where it says that there is none (B5)", () => {
    for (const program of [
      asking("A laptop?", { isReaders: false, waitsFor: null }),
      asking("A laptop?", { waitsFor: null }),
      aProgram("Loyalty", [green, fed("ask", "None.")]),
    ])
      expect(digestText(theDocument([program, other]))).not.toMatch(/\bask\b/);
  });
});

describe("a request that nobody has to decide yet", () => {
  it("is not one for the reader (B5)", () => {
    const ask = anAsk("Loyalty", {
      checkInId: "Loyalty-check-in",
      isReaders: false,
      decider: null,
      title: "A laptop?",
    });
    const asking = aProgram("Loyalty", [green, fed("ask", "A laptop?")], { asks: [ask] });
    const text = digestText(theDocument([asking, other]));
    expect(text).not.toMatch(/asks? for you|of you/);
    expect(text).toContain("no one is assigned to decide");
    expect(digestText(theDocument([asking, other], french))).toContain("sans décideur désigné pour l’instant");
  });
});

it("shows the own line of each lead of a program, not of one alone (B9)", () => {
  const line = (lead: string, text: string, more: Partial<AnswerFacts> = {}) =>
    anAnswer("Atlas", [green, fed("bottom-line", text)], { checkInId: lead, personId: lead, author: lead, ...more });
  const program = aProgram("Atlas", null, {
    leads: ["Tom", "Nina"],
    answers: [
      line("Tom", "Nothing is needed from you."),
      line("Nina", "Two of the five tests fail.", { answeredAt: "2026-10-30T10:20:00.000Z" }),
    ],
  });
  const text = digestText(theDocument([program]));
  expect(text).toContain("Nothing is needed from you.\n    — Tom");
  expect(text).toContain("Two of the five tests fail.\n");
});
