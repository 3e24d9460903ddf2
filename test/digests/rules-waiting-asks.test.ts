/** What a digest says of asks that wait: above silence, and from which day they are overdue. */
import { describe, expect, it } from "vitest";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { anAsk, aProgram, green, theDocument } from "./facts.ts";

describe("the first sentence", () => {
  it("is of silence only where no ask waits (house)", () => {
    expect(theDocument([aProgram("atlas", null)]).bottomLine.case).toBe("silence");
    expect(theDocument([aProgram("atlas", null, { asks: [anAsk("atlas")] })]).bottomLine.case).toBe("ask");
  });
});

describe("that nobody has raised a request", () => {
  const decided = { text: "Yes", decidedAt: "2026-11-02T10:00:00.000Z", body: "lead" as const, days: 2, isNew: true };
  it.each([
    ["waits for somebody else", {}],
    ["is decided by now", { waitsFor: null, outcome: decided }],
    ["was withdrawn", { waitsFor: null }],
  ])("is not said in a week in which one was that %s (B1)", (_, more) => {
    const said = (isNew: boolean) => {
      const asks = [anAsk("atlas", { isReaders: false, isNew, ...more })];
      const document = theDocument([aProgram("atlas", [green], { asks })], { rhythm: "weekly" });
      return outlineOf(document).bottomLine;
    };
    const sentence = /No (?:new|open) requests/;
    expect(JSON.stringify(said(true))).not.toMatch(sentence);
    expect(JSON.stringify(said(false))).toMatch(sentence);
  });
});

describe("the number of overdue asks", () => {
  // The digest is of 4 November.
  it.each([
    ["2026-11-03", 1],
    ["2026-11-04", 0],
    ["2026-11-05", 0],
  ])("counts one that was needed by %s %d times (house)", (neededBy, count) => {
    const { sections } = theDocument([
      aProgram("atlas", [], { asks: [anAsk("atlas", { neededBy }), anAsk("further", { neededBy: null })] }),
    ]);
    const counted = sections.flatMap(({ lines }) =>
      lines.flatMap((line) => (line.kind === "overdue-asks" ? [line.asks] : [])),
    );
    expect(counted).toEqual(count === 0 ? [] : [count]);
  });
});
