/** Whose name stands below a quote: that of its author, unless they alone lead the program. */
import { describe, expect, it } from "vitest";
import type { AnswerFacts, AskFacts, ProgramFacts } from "../../src/digests/compile/facts.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { anAnswer, anAsk, aProgram, fed, green, theDocument } from "./facts.ts";

const MOVED = "The importer runs in two stores.";

function told(program: Partial<ProgramFacts>, answer: Partial<AnswerFacts> = {}): string {
  const answers = [anAnswer("P", [green, fed("progress", MOVED)], answer)];
  return digestText(theDocument([aProgram("P", null, { answers, ...program })]));
}

describe("the name below a quote", () => {
  it("is left out where its author alone leads the program", () => {
    expect(told({})).toContain(MOVED);
    expect(told({})).not.toContain("Lead of P");
  });

  it.each<[string, Partial<ProgramFacts>, Partial<AnswerFacts>]>([
    ["somebody else leads it", { leads: ["other"] }, {}],
    ["several lead it", { leads: ["P-lead", "other"] }, {}],
    ["nobody leads it", { leads: [] }, {}],
    ["somebody else answered for the lead", {}, { isDelegated: true }],
    ["a member of the team wrote it", {}, { personId: "tom" }],
  ])("stands there where %s", (_, program, answer) => {
    expect(told(program, answer)).toContain(`${MOVED}\n    — Lead of P`);
  });

  it("is left out below a request that the lead made, and stands below one of somebody else", () => {
    const asked = (more: Partial<AskFacts>) =>
      digestText(theDocument([aProgram("P", [green], { asks: [anAsk("P", more)] })]));
    expect(asked({ askerId: "tom" })).toContain("— Lead of P");
    expect(asked({ askerId: "P-lead" })).not.toContain("Lead of P");
  });

  it("leaves its notes and the mark of its source in a file", () => {
    const words = "La reprise des stocks est terminée dans deux magasins.";
    const file = digestMarkdown(theDocument([aProgram("P", [green, fed("progress", words)])]), {
      edition: 1,
      sentAt: "2026-11-04T08:00:00.000Z",
    });
    expect(file).toMatch(/> La reprise des stocks est terminée dans deux magasins\.\\\n> — \*\[fr\]\*/);
  });
});
