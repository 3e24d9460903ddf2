/** What authors say that sentences of theirs mean, and where presence is asked for. */
import { describe, expect, it } from "vitest";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { leaves } from "../support/screen.ts";
import { anAnswer, anAsk, aProgram, fed, theDocument } from "./facts.ts";

const WISH = "12 Nov, all-hands in Leeds: five minutes from you on why members come first.";

function screenOf(
  more: Parameters<typeof anAnswer>[2],
  locale = "en-GB",
  record: Parameters<typeof aProgram>[2] = {},
): string {
  const answers = [anAnswer("Loyalty", [fed("next", WISH), fed("progress", "It runs.")], more)];
  const programs = [
    aProgram("Loyalty", null, { answers, ...record }),
    aProgram("Other", [fed("progress", "It stands.")]),
  ];
  const document = theDocument(programs, { reader: { handle: "s", name: "Margaret Osei", locale, zone: "UTC" } });
  return leaves(digestMessages(document, "edition")[0].blocks).join("\n").replaceAll("\u00a0", " ");
}

describe.each([
  ["en-GB", "Your presence", "finished, says Lead of Loyalty"],
  ["fr-FR", "Votre présence", "terminé, selon Lead of Loyalty"],
])("a first screen in %s", (locale, heading, finished) => {
  it("quotes where the reader's presence is asked for, with its day, in a place of its own (F15)", () => {
    const screen = screenOf({}, locale);
    expect(screen).toContain(heading);
    expect(screen).toContain("five minutes from you");
    expect(screen).toMatch(/Thu 12 Nov · “|jeu\. 12 nov\. · « /);
  });

  it("does not where its author said that it is none (F15)", () => {
    expect(screenOf({ refused: [WISH] }, locale)).not.toContain(heading);
  });

  it("does not where it is asked of somebody else (F15)", () => {
    const ask = anAsk("a", { isReaders: false, decider: "Philippe Roche", checkInId: "Loyalty-check-in" });
    expect(screenOf({}, locale, { asks: [ask] })).not.toContain(heading);
  });

  it("does not where the record has an appearance on that day: it is asked in a message of its own (F15)", () => {
    expect(screenOf({}, locale, { appearancesOn: ["2026-11-12"] })).not.toContain(heading);
    expect(screenOf({}, locale, { appearancesOn: ["2026-11-13"] })).toContain(heading);
  });

  it("says by whose word a program is finished (F15)", () => {
    const said = [{ is: "finished" as const, sentence: "It runs." }];
    expect(screenOf({ said }, locale)).toContain(finished);
    expect(screenOf({}, locale)).not.toContain(finished);
  });
});
