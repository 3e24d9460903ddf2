import { describe, expect, it } from "vitest";
import {
  codeInProgram,
  codeOf,
  isCodeOf,
  mayBecome,
  parseCode,
  titleFrom,
  withinProgram,
} from "../../src/register/rules.ts";

describe("the code of an item", () => {
  it.each([
    ["risk", "R-12"],
    ["dependency", "DEP-12"],
    ["ask", "ASK-12"],
  ] as const)("of a %s is %s behind the key of its program, and is found again however it is typed", (type, code) => {
    const item = { short_key: "LOY", type, number: 12 };
    expect(codeOf(item)).toBe(`LOY-${code}`);
    expect(codeInProgram(item)).toBe(code);
    for (const typed of [code, code.toLowerCase(), code.replace("-", ""), ` ${code} `]) {
      expect(parseCode(typed)).toEqual({ shortKey: null, type, number: 12 });
      expect(parseCode(`loy-${typed.trim()}`)).toEqual({ shortKey: "LOY", type, number: 12 });
      expect(isCodeOf(typed, item)).toBe(true);
    }
    expect(isCodeOf(`WEL-${code}`, item)).toBe(false);
    expect([code, `LOY-${code}`].map(withinProgram)).toEqual([code, code]);
  });

  it.each(["X-1", "R-", "12", "risk", "", "LOY-X-1", "LOY-12", "L-O-R-12"])("is not %o", (words) => {
    expect(parseCode(words)).toBeNull();
  });
});

describe("what an item may become", () => {
  it("follows the ladder of an ask, and lets a decision only be replaced", () => {
    expect(mayBecome("ask", "open", "decided")).toBe(true);
    expect(mayBecome("ask", "withdrawn", "decided")).toBe(false);
    expect(mayBecome("decision", "active", "replaced")).toBe(true);
    expect(mayBecome("decision", "replaced", "active")).toBe(false);
    expect(mayBecome("risk", "done", "open")).toBe(true);
    expect(mayBecome("risk", "open", "decided")).toBe(false);
  });
});

describe("the title made of an answer", () => {
  it("is its first sentence, and the whole text stays where it says more", () => {
    expect(titleFrom("Push certificates expire. Nobody has the key.")).toEqual({
      title: "Push certificates expire.",
      description: "Push certificates expire. Nobody has the key.",
    });
    expect(titleFrom(" One engineer until June? ")).toEqual({ title: "One engineer until June?", description: "" });
    expect(titleFrom("Version 2.1 slips")).toEqual({ title: "Version 2.1 slips", description: "" });
    expect(titleFrom("1. The vendor is late.\n2. Nobody tests.")).toEqual({
      title: "The vendor is late.",
      description: "1. The vendor is late.\n2. Nobody tests.",
    });
    expect(titleFrom("- 12 days late")).toEqual({ title: "12 days late", description: "- 12 days late" });
  });

  it.each([
    ["Help wanted:\nRelease one engineer until June?", "Release one engineer until June?"],
    ["[Budget]\nWho pays for the second till?", "Who pays for the second till?"],
    ["Decision on staffing\nRelease one engineer until June?", "Release one engineer until June?"],
    ["Should we release Dieter\nuntil 15 January? It costs two weeks.", "Should we release Dieter until 15 January?"],
    ["Release Dieter (cf. note 3) until June? It costs.", "Release Dieter (cf. note 3) until June?"],
    ["Décision attendue :\nQui paie la seconde caisse ?", "Qui paie la seconde caisse ?"],
  ])("is a whole sentence, not a label above it or a part: %j (B9)", (text, title) => {
    expect(titleFrom(text)).toEqual({ title, description: text });
  });

  it("is never empty where only a picture or code stands (B12)", () => {
    expect(titleFrom("![](a.png)")).toEqual({ title: "[image]", description: "![](a.png)" });
    expect(titleFrom("```\n```").title).toBe("[code]");
  });

  it("ends at a word when the sentence is longer than a title", () => {
    const { title, description } = titleFrom("word ".repeat(60));
    expect(title.length).toBeLessThanOrEqual(150);
    expect(title).toMatch(/word…$/);
    expect(description).toBe("word ".repeat(60));
  });
});
