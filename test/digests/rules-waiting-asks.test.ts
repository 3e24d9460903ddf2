/** What a digest says of asks that wait: above silence, and from which day they are overdue. */
import { describe, expect, it } from "vitest";
import { anAsk, aProgram, theDocument } from "./facts.ts";

describe("the first sentence", () => {
  it("is of silence only where no ask waits (house)", () => {
    expect(theDocument([aProgram("atlas", null)]).bottomLine.case).toBe("silence");
    expect(theDocument([aProgram("atlas", null, { asks: [anAsk("atlas")] })]).bottomLine.case).toBe("ask");
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
