/** The letters before the codes of a program's items. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isShortKey, shortKeyFrom, TYPE_CODES } from "../../src/programs/keys.ts";

describe("a short key", () => {
  it.each([
    ["Loyalty journeys", [], "LOY"],
    ["Loyalty journeys", ["LOY"], "LOYA"],
    ["Loyalty journeys", ["LOY", "LOYA", "LOYAL"], "LJ"],
    ["Loyalty journeys", ["LOY", "LOYA", "LOYAL", "LJ"], "LOYB"],
    ["Préférences", [], "PREF"],
    ["Programme Fidélité", [], "FID"],
    ["The Über-Projekt", [], "UBE"],
    ["Große Reise", [], "GRO"],
    ["AI", [], "AI"],
    ["Req", [], "REQA"],
    ["Deployment", [], "DEPL"],
    ["Action plan", ["ACTI"], "ACTIO"],
    ["Лояльность", [], "PA"],
    ["忠誠", ["PA", "PB"], "PC"],
    ["3", [...[..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `P${letter}`)], "PAA"],
    ["", [], "PA"],
  ])("of %o beside %o is %s", (title, taken, key) => {
    expect(shortKeyFrom(title, taken)).toBe(key);
  });

  it("has 2 to 5 letters, is nobody else's and no type's, whatever the titles, and is the same each time", () => {
    const titles = fc.array(
      fc.oneof(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.constantFrom("Loyalty", "loyalty 2", "Dépôt", "Ask", "a", "Ω"),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(titles, (all) => {
        const keysOf = () => {
          const keys: string[] = [];
          for (const title of all) keys.push(shortKeyFrom(title, keys));
          return keys;
        };
        const keys = keysOf();
        expect(keys).toEqual(keysOf());
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) {
          expect(key).toMatch(/^[A-Z]{2,5}$/);
          expect(TYPE_CODES).not.toContain(key);
        }
      }),
    );
  });

  it.each(["L", "LOYALT", "loy", "LO1", "LO-Y", "É2", "REQ", "DEP", "ACT", ""])("is not %o", (key) => {
    expect(isShortKey(key)).toBe(false);
  });
});
