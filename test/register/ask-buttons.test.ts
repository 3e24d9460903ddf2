import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../src/platform/slack/limits.ts";
import type { Ask } from "../../src/register/asks/ask.ts";
import {
  askBackMessage,
  askHead,
  askLine,
  askLineSince,
  askMessage,
  voteMessage,
} from "../../src/register/asks/blocks.ts";
import { askButtons, askFoot, furtherButtons } from "../../src/register/asks/buttons.ts";
import { isTheirs } from "../../src/register/asks/state.ts";

const option = (label: string, doesNothing = false) => ({ label, doesNothing });

function anAsk(over: Partial<Ask> = {}): Ask {
  return {
    id: "item-1",
    code: "ASK-4",
    program: { id: "p", title: "Atlas" },
    title: "Release one engineer?",
    description: "",
    disclosure: "program",
    kind: "decision",
    state: "open",
    decider: { id: "ines", name: "Ines" },
    isByRule: false,
    asker: { id: "tom", name: "Tom Baker" },
    options: [option("Later"), option("Yes"), option("From Sales"), option("Do nothing", true)],
    recommended: 1,
    why: null,
    costOfWaiting: "A week",
    evidence: null,
    neededBy: "2026-11-13",
    originalNeededBy: "2026-11-13",
    moves: 0,
    askedAt: "2026-11-02T09:00:00.000Z",
    askedDaysAgo: 0,
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
    ...over,
  };
}

function labels(ask: Ask, locale = "en-GB"): string[] {
  return askButtons({ locale, zone: "UTC" }, ask).flatMap(labelsIn);
}

/** In the form that the second of them opens. */
function further(ask: Ask): string[] {
  return furtherButtons({ locale: "en-GB", zone: "UTC" }, ask).map(({ text }) => text.text);
}

function labelsIn(block: KnownBlock): string[] {
  const elements = block.type === "actions" ? block.elements : [];
  return elements.flatMap((element) =>
    element.type === "button"
      ? [element.text.text]
      : element.type === "overflow"
        ? element.options.map(({ text }) => `⋯${text.text}`)
        : [],
  );
}

describe("an ask whose day has passed", () => {
  it("says by which day it was needed, and is late only from the day after (B6)", () => {
    const headIn = (locale: string) => JSON.stringify(askHead({ locale, zone: "UTC" }, anAsk({ isOverdue: true })));
    expect(headIn("en-GB")).toContain("was due Fri\u00a013\u00a0Nov, overdue");
    expect(headIn("fr-FR")).toContain("réponse attendue pour le ven.\u00a013\u00a0nov., en retard");
  });
});

describe("a vote", () => {
  it("shows its count only to those who have voted, and to all once it has closed", () => {
    const circulation = {
      number: 1,
      putBy: "tom",
      voters: ["a", "b"],
      quorum: 2,
      closesAt: "2026-11-06T18:00:00.000Z",
    };
    const reader = { locale: "en-GB", zone: "UTC" };
    const ask = anAsk({ waitsFor: "committee", circulation });
    const votes = [{ personId: "a", option: 1 }];
    const shown = (own: (typeof votes)[number] | undefined, isOpen: boolean) =>
      JSON.stringify(voteMessage(reader, ask, { own, votes, isOpen, isDecider: false }).blocks);
    expect(shown(votes[0], true)).toContain("So far: Yes: 1");
    expect(shown(undefined, true)).not.toContain("So far");
    expect(shown(undefined, false)).toContain("So far: Yes: 1");
  });
});

describe("the day until which a vote is open", () => {
  it.each([
    ["America/New_York", "Friday 20 November"],
    ["Europe/Paris", "Friday 20 November"],
    ["Asia/Kolkata", "Friday 20 November"],
    ["Pacific/Auckland", "Saturday 21 November"],
    ["America/Los_Angeles", "Friday 20 November"],
    // It closes at nine there.
    ["Australia/Brisbane", "Friday 20 November"],
  ])("is one on which there is time to vote in %s, on the card and for its voters (B6)", (zone, day) => {
    // 18:00 in New York is 00:00 on Saturday in Paris, 04:30 in Kolkata, 12:00 in Auckland.
    const closesAt = "2026-11-20T23:00:00.000Z";
    const circulation = { number: 1, putBy: "tom", voters: ["a"], quorum: 1, closesAt };
    const ask = anAsk({ waitsFor: "committee", circulation });
    const reader = { locale: "en-GB", zone };
    const vote = { own: undefined, votes: [], isOpen: true, isDecider: false };
    for (const message of [askMessage(reader, ask, { isDecider: false }), voteMessage(reader, ask, vote)])
      expect(JSON.stringify(message).replaceAll("\u00a0", " ")).toContain(day);
  });
});

describe("the own card of an ask that went up and was voted on", () => {
  const sofia = { id: "sofia", name: "Sofia Rossi" };
  const hugo = { id: "hugo", name: "Hugo Lind" };
  const gone = anAsk({
    decider: hugo,
    risen: { from: sofia, because: "term" },
    lastVote: { number: 1, cast: 1, quorum: 2, result: "no-quorum" },
  });
  const cardIn = (locale: string, ask: Ask, isDecider: boolean) =>
    JSON.stringify(askMessage({ locale, zone: "UTC" }, ask, { isDecider })).replaceAll("\u00a0", " ");

  it("speaks of “you” to its decider alone, to whoever had it of who has it now (S5)", () => {
    const [own, former] = [cardIn("en-GB", gone, true), cardIn("en-GB", gone, false)];
    expect(own).toContain("Sofia Rossi didn’t answer in time, so it’s been escalated to you.");
    expect(own).toContain("without a quorum (1 of 2 votes). As chair, decide yourself");
    expect(former).toContain("Sofia Rossi didn’t answer in time, so it’s been escalated to Hugo Lind.");
    expect(former).toContain("without a quorum (1 of 2 votes).");
    expect(former).toContain("Now with Hugo Lind, who decides.");
    expect(former).not.toMatch(/\b[Yy]ou\b/);
    expect(cardIn("fr-FR", gone, true)).toMatch(/Vous représentez le comité.*dans le délai, la décision vous revient/s);
    expect(cardIn("fr-FR", gone, false)).toContain(
      "Sofia Rossi n’ayant pas répondu dans le délai, la décision est confiée à Hugo Lind.",
    );
    expect(cardIn("fr-FR", gone, false)).not.toMatch(/vôtres|[Vv]ous/);
  });

  it("says so too of one who is away, of a question and of who passed it on (S5)", () => {
    const passed = anAsk({
      decider: hugo,
      risen: { from: sofia, because: "away" },
      passedOn: { by: sofia, why: "Knows it" },
      answered: { question: "How much?", by: "hugo", answer: "Ten" },
      handedOn: { from: sofia, because: "declined", until: "2026-11-20", isLast: false, mayDecline: true },
    });
    expect(cardIn("en-GB", passed, true)).toMatch(
      /You asked: .*Sofia Rossi is away, so this comes to you\..*it comes to you next.*Delegated to you by Sofia Rossi/s,
    );
    const former = cardIn("en-GB", passed, false);
    expect(former).toMatch(/Question: .*Sofia Rossi is away, so this goes to Hugo Lind\..*Delegated by Sofia Rossi: /s);
    expect(former).not.toMatch(/\b[Yy]ou\b/);
    expect(cardIn("fr-FR", passed, false)).toContain(
      "Pendant l’absence signalée par Sofia Rossi, la décision est confiée à Hugo Lind.",
    );
  });

  it("says that they asked to whoever did, and to nobody who has it since (C9)", () => {
    const asked = (by?: string) => anAsk({ answered: { question: "How much?", answer: "Ten", ...(by && { by }) } });
    expect(cardIn("en-GB", asked("ines"), true)).toContain("You asked: ");
    expect(cardIn("en-GB", asked("sofia"), true)).toContain("Question: ");
    // What was answered before this was kept.
    expect(cardIn("fr-FR", asked(), true)).toContain("Précision demandée : ");
  });

  it("tells its author that they answered only where they have (C9)", () => {
    const shown = (ask: Ask) => askBackMessage({ locale: "en-GB", zone: "UTC" }, ask, "How much?").text;
    const answered = { question: "How much?", by: "sofia", answer: "Ten" };
    expect(shown(anAsk({ decider: hugo, answered }))).toBe("✓ Answered. Back with Hugo Lind to decide.");
    expect(shown(anAsk({ decider: hugo }))).toBe("No answer needed any more: Hugo Lind decides now.");
    expect(shown(anAsk({ decider: hugo, answered: { ...answered, question: "When?" } }))).toContain(
      "No answer needed any more",
    );
  });

  it("names its ask among others, and says where it came from and that nobody else decides (C5, C9)", () => {
    const reader = { locale: "en-GB", zone: "UTC" };
    const handedOn = { from: sofia, because: "role" as const, until: "2026-11-20", isLast: true, mayDecline: false };
    expect(askLine(reader, anAsk({ decider: hugo, handedOn })).text?.text).toContain(
      "Sofia Rossi’s role here has ended, so this comes to you next. No one else here can decide. Add a sponsor",
    );
    expect(cardIn("en-GB", anAsk({ decider: hugo, handedOn }), true)).toContain("No one else here can decide");
    const since = askLineSince(reader, anAsk({ decider: hugo }), { isDecider: false });
    expect(since.text?.text).toBe("Release one engineer? · ASK-4 · Atlas\nNow with Hugo Lind, who decides.");
    expect(since.accessory).toBeUndefined();
  });

  it("tells a member who votes anew who had it before, and leaves the chair to the chair (S5)", () => {
    const circulation = {
      number: 2,
      putBy: "hugo",
      voters: ["hugo", "nina"],
      quorum: 2,
      closesAt: "2026-11-18T18:00Z",
    };
    const inVote = { ...gone, waitsFor: "committee" as const, circulation };
    const cardOf = (isDecider: boolean) =>
      JSON.stringify(
        voteMessage({ locale: "en-GB", zone: "UTC" }, inVote, { own: undefined, votes: [], isOpen: true, isDecider }),
      );
    expect(cardOf(false)).toContain("it’s been escalated to Hugo Lind");
    expect(cardOf(true)).toContain("it’s been escalated to you");
    expect(cardOf(false) + cardOf(true)).not.toContain("As chair, decide yourself");
  });
});

describe("the buttons of an ask", () => {
  it("are what is recommended, and one that opens all else", () => {
    expect(labels(anAsk())).toEqual(["Yes", "Other answer…"]);
    expect(further(anAsk())).toEqual([
      "Ask a question…",
      "Postpone…",
      "Delegate…",
      "Send to committee…",
      "Acknowledge",
    ]);
    expect(further(anAsk({ state: "acknowledged" }))).not.toContain("Acknowledge");
  });

  it.each<[string, Partial<Ask>, string[]]>([
    ["nothing once it is decided for good", { state: "decided", waitsFor: null }, []],
    ["an undo while that is possible", { state: "decided", waitsFor: null, mayBeUndone: true }, ["Undo"]],
    ["nothing while the committee votes", { waitsFor: "committee" }, []],
    ["nothing while it is put off", { waitsFor: "date" }, []],
  ])("are %s", (_, over, expected) => {
    expect(labels(anAsk(over))).toEqual(expected);
  });

  it("undo a decision for whoever has it or took it, and for nobody who had it before (B1)", () => {
    const reader = { locale: "en-GB", zone: "UTC" };
    const outcome = {
      text: "Yes",
      option: 1,
      decidedBy: { id: "hugo", name: "Hugo Lind" },
      decidedAt: "2026-11-05T10:00:00.000Z",
      body: "sponsor" as const,
      decisionId: "d",
      decisionCode: "D-7",
    };
    const ask = anAsk({ state: "decided", waitsFor: null, mayBeUndone: true, outcome });
    const shownTo = (personId: string) => {
      const isDecider = isTheirs(ask, personId);
      return JSON.stringify([askMessage(reader, ask, { isDecider }), askFoot(reader, ask, isDecider)]).replaceAll(
        "\u00a0",
        " ",
      );
    };
    for (const who of ["ines", "hugo"]) expect(shownTo(who).match(/"Undo"/g)).toHaveLength(2);
    expect(shownTo("margaret")).toContain("Decided on 5 Nov by Hugo Lind: Yes.");
    expect(shownTo("margaret")).not.toMatch(/[Uu]ndo/);
    expect(isTheirs({ ...ask, mayBeUndone: false }, "hugo")).toBe(false);
  });

  it("in a digest are the same", () => {
    const footOf = (over: Partial<Ask>, isBeside = false) =>
      labelsIn(askFoot({ locale: "en-GB", zone: "UTC" }, anAsk(over), !isBeside, isBeside));
    expect(footOf({})).toEqual(["Yes", "Other answer…"]);
    expect(footOf({ recommended: null })).toEqual(["Decide…"]);
    expect(footOf({ waitsFor: "asker" })).toEqual(["Yes", "Other answer…"]);
    expect(footOf({}, true)).toEqual(["Yes", "Other answer…"]);
  });

  it("offer free words for one that is incomplete, and no second question while one is open", () => {
    const draft = { state: "draft" as const, isIncomplete: true, options: [], recommended: null };
    expect(labels(anAsk(draft))[0]).toBe("Decide…");
    expect(further(anAsk({ waitsFor: "asker" }))).not.toContain("Ask a question…");
  });

  it.each(["en-GB", "fr-FR"])("keep to Slack's limits with the longest texts (%s)", (locale) => {
    const long = "&".repeat(3000);
    const ask = anAsk({
      program: { id: "p", title: long },
      asker: { id: "tom", name: long },
      options: [option("&".repeat(75)), option("<".repeat(75), true)],
      recommended: 0,
    });
    const [block] = askButtons({ locale, zone: "UTC" }, ask);
    const buttons = (block?.elements ?? []).filter((element) => element.type === "button");
    expect(buttons).toHaveLength(2);
    for (const { text, value, confirm } of buttons) {
      expect(text.text.length).toBeLessThanOrEqual(ELEMENT_LIMITS.buttonText);
      expect(value?.length).toBeLessThanOrEqual(ELEMENT_LIMITS.buttonValue);
      if (!confirm) continue;
      expect(confirm.title?.text.length).toBeLessThanOrEqual(COMPOSITION_LIMITS.confirmTitle);
      const said = confirm.text?.text ?? "";
      expect(said.replaceAll("&", "&amp;").length).toBeLessThanOrEqual(COMPOSITION_LIMITS.confirmText);
    }
  });
});
