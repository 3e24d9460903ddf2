import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { COMPOSITION_LIMITS, ELEMENT_LIMITS } from "../../src/platform/slack/limits.ts";
import type { Ask } from "../../src/register/asks/ask.ts";
import { askMessage, voteMessage } from "../../src/register/asks/blocks.ts";
import { askButtons, askFoot, furtherButtons } from "../../src/register/asks/buttons.ts";
import { isTheirs } from "../../src/register/asks/state.ts";
import { anAsk, option } from "./an-ask.ts";

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
