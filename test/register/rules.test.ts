import { describe, expect, it } from "vitest";
import { codeInProgram, codeOf, isCodeOf, parseCode, withinProgram } from "../../src/register/codes-and-transitions.ts";

describe("the code of an item", () => {
  it.each([
    ["risk", "R-12"],
    ["dependency", "DEP-12"],
    ["request", "REQ-12"],
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
