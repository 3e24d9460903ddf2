import { describe, expect, it } from "vitest";
import {
  alliesIn,
  type Fact,
  hasEnteredAll,
  inBrief,
  inOrder,
  isRunning,
  lacking,
  mayConfirm,
  problemIn,
  seenBy,
} from "../../src/sponsorship/choosing/rules.ts";
import { councilCountries, isOff } from "../../src/sponsorship/choosing/rules-councils.ts";
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
  const both = [...factsBy("tom", { vision: "Said so" }), ...factsBy("dan").slice(1)];

  it("are seen once all five of one's own are entered", () => {
    expect(hasEnteredAll(both, "tom")).toBe(true);
    expect(hasEnteredAll(both, "dan")).toBe(false);
    expect(seenBy(both, "tom")).toHaveLength(9);
    expect(seenBy(both, "dan").every(({ byId }) => byId === "dan")).toBe(true);
    expect(seenBy(both, "nina")).toEqual([]);
  });

  it("are confirmed by neither who entered them nor whom they are about, once by each", () => {
    const [fact, none] = factsBy("tom", { vision: "Said so" }, ["dan"]);
    if (!fact || !none) throw new Error("No fact");
    expect(mayConfirm(fact, "tom", "sam")).toBe(false);
    expect(mayConfirm(fact, "sam", "sam")).toBe(false);
    expect(mayConfirm(fact, "dan", "sam")).toBe(false);
    expect(mayConfirm(fact, "nina", "sam")).toBe(true);
    expect(mayConfirm(none, "nina", "sam")).toBe(false);
  });

  it("need a day that has come", () => {
    expect(problemIn({ text: " ", on: null }, "2026-11-02")).toBeNull();
    expect(problemIn({ text: "Said so", on: null }, "2026-11-02")).toBe("day-missing");
    expect(problemIn({ text: "Said so", on: "2026-11-03" }, "2026-11-02")).toBe("day-ahead");
    expect(problemIn({ text: "Said so", on: "2026-11-02" }, "2026-11-02")).toBeNull();
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

it("a request runs until a yes, a no, or its withdrawal", () => {
  const running = ([null, "talk", "yes", "no", "withdrawn"] as const).filter((answer) => isRunning({ answer }));
  expect(running).toEqual([null, "talk"]);
});

describe("works councils", () => {
  it("are those of the holidays of the workspace, and of where those live who are concerned", () => {
    expect(councilCountries("FR-67", ["Europe/London"])).toEqual(["FR"]);
    expect(councilCountries("GB-SCT", ["Europe/London", "America/New_York"])).toEqual([]);
    expect(councilCountries(null, ["Indian/Reunion", "Europe/Berlin"])).toEqual(["DE", "FR"]);
    expect(councilCountries("toString", [])).toEqual([]);
  });

  it("turn it off until somebody enters when they were consulted", () => {
    expect(isOff([], null)).toBe(false);
    expect(isOff(["FR"], null)).toBe(true);
    expect(isOff(["FR"], "2026-10-20")).toBe(false);
  });
});

it("a purpose is put in two sentences", () => {
  expect(inBrief("One import. For all\ncountries! And more.")).toBe("One import. For all countries!");
  expect(inBrief("Version 2.0 is out. Next?")).toBe("Version 2.0 is out. Next?");
  expect(inBrief("no end")).toBe("no end");
  expect(inBrief("a".repeat(500))).toHaveLength(400);
});
