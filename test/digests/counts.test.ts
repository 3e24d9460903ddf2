/** What a digest counts, each figure by what stands behind it. */
import { describe, expect, it } from "vitest";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { anAsk, aProgram, green, red, theDocument } from "./facts.ts";

describe("programs that have not reported", () => {
  const unasked = aProgram("Unasked", null, { rounds: [] });
  const silent = ["S", "T"].map((key) => aProgram(key, null));
  it("are one line, of those that were asked, without a name (C8)", () => {
    const document = theDocument([aProgram("P", [red]), aProgram("Q", [green]), ...silent, unasked]);
    expect(digestText(document)).toContain("\n  2 of 4 programs haven’t reported\n");
    const rounds = document.sections.flatMap(({ lines }) =>
      lines.flatMap(({ kind, sources }) => (kind === "silent-programs" ? sources.map(({ id }) => id) : [])),
    );
    expect(rounds).toEqual(["S-round", "T-round"]);
  });
});

describe("overdue asks", () => {
  const late = { neededBy: "2026-10-20" };
  const own = ["P", "Q"].map((key) => aProgram(key, [green], { asks: [anAsk(key, late)] }));
  const others = ["R", "S", "T"].map((key) =>
    aProgram(key, [green], { asks: [anAsk(key, { ...late, isReaders: false, decider: "Ada" })] }),
  );
  const inLocale = (locale: string) => ({ reader: { handle: "s", name: "S", locale, zone: "UTC" } });
  const textOf = (...given: Parameters<typeof theDocument>) =>
    digestText(theDocument(...given)).replaceAll("\u00a0", " ");

  it("are the reader's own in the first line, which says so (B5)", () => {
    expect(textOf([...own, ...others])).toContain("2 requests to you are overdue, the first from “P”");
    expect(textOf([...own, ...others], inLocale("fr-FR"))).toContain(
      "2 demandes qui vous sont adressées sont en retard, la première pour « P »",
    );
    const [first, second] = own;
    const byRule = aProgram("U", [green], { asks: [anAsk("U", { ...late, isByRule: true })] });
    if (!first || !second) throw new Error("There are none.");
    expect(textOf([first, second, byRule])).toContain("3 requests you can decide are overdue, the first from “P”");
    expect(textOf([first, second, byRule], inLocale("fr-FR"))).toContain(
      "3 demandes que vous pouvez trancher sont en retard, la première pour « P »",
    );
    const voted = aProgram("V", [green], { asks: [anAsk("V", { ...late, waitsFor: "committee", isByRule: true })] });
    expect(textOf([first, voted])).toContain("2 requests below are overdue");
  });
});
