/** Who is meant by “you” in a digest: its reader alone. */
import { describe, expect, it } from "vitest";
import type { DigestFacts } from "../../src/digests/compile/facts.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { anAsk, aProgram, earlier, fed, green, red, theDocument } from "./facts.ts";

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
});
