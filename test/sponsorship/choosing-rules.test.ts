import { describe, expect, it } from "vitest";
import { alliesIn, type Fact, inOrder, lacking, mayConfirm } from "../../src/sponsorship/choosing/rules.ts";
import { councilCountries } from "../../src/sponsorship/choosing/rules-councils.ts";
import { CRITERIA, type Criterion } from "../../src/sponsorship/choosing/table.ts";

/** All five of somebody; what is left out is none. */
function factsBy(byId: string, told: Partial<Record<Criterion, string>> = {}, confirmedBy: string[] = []): Fact[] {
  return CRITERIA.map((criterion) => ({
    id: `${byId} ${criterion}`,
    criterion,
    byId,
    text: told[criterion] ?? null,
    on: told[criterion] === undefined ? null : "2026-03-02",
    confirmedBy: told[criterion] === undefined ? [] : confirmedBy,
  }));
}

describe("facts about a candidate", () => {
  it("are confirmed by neither who entered them nor whom they are about, once by each", () => {
    const [fact, none] = factsBy("tom", { vision: "Said so" }, ["dan"]);
    if (!fact || !none) throw new Error("No fact");
    expect(mayConfirm(fact, "tom", "sam")).toBe(false);
    expect(mayConfirm(fact, "sam", "sam")).toBe(false);
    expect(mayConfirm(fact, "dan", "sam")).toBe(false);
    expect(mayConfirm(fact, "nina", "sam")).toBe(true);
    expect(mayConfirm(none, "nina", "sam")).toBe(false);
  });

  it("order candidates by what is confirmed, then by what is told, then by name", () => {
    const one = { called: "Zoe", facts: factsBy("tom", { vision: "a" }, ["dan"]) };
    const other = { called: "Bea", facts: factsBy("tom", { vision: "a", desire: "b", customer: "c" }) };
    const third = { called: "Ada", facts: factsBy("tom") };
    const last = { called: "Cy", facts: [] };
    expect(inOrder([last, third, other, one]).map(({ called }) => called)).toEqual(["Zoe", "Bea", "Ada", "Cy"]);
    expect(lacking(one.facts)).toEqual(["influence", "desire", "credibility", "customer"]);
    expect(alliesIn("customer", [one, other, third])).toEqual([other]);
    // Who is confirmed comes before who was only named.
    expect(alliesIn("vision", [other, one])).toEqual([one]);
    expect(alliesIn("influence", [one, other])).toEqual([]);
  });
});

describe("works councils", () => {
  it("are those of the holidays of the workspace, and of where those live who are concerned", () => {
    expect(councilCountries("FR-67", ["Europe/London"])).toEqual(["FR"]);
    expect(councilCountries("GB-SCT", ["Europe/London", "America/New_York"])).toEqual([]);
    expect(councilCountries(null, ["Indian/Reunion", "Europe/Berlin"])).toEqual(["DE", "FR"]);
    expect(councilCountries("toString", [])).toEqual([]);
  });
});
