import { describe, expect, it } from "vitest";
import { keyFrom } from "../../src/programs/programs.ts";
import { seatChanges } from "../../src/programs/seats.ts";

describe("a key made from a title", () => {
  it.each<[string, string[], string]>([
    ["Atlas", [], "atlas"],
    ["Été à l’Étranger – 2ᵉ vague", [], "ete-a-l-etranger-2e-vague"],
    ["  R&D / Ops  ", [], "r-d-ops"],
    ["東京", [], "program"],
    ["Atlas", ["atlas"], "atlas-2"],
    ["Constructor", [], "constructor-2"],
    ["Atlas", ["atlas", "atlas-2", "atlas-3"], "atlas-4"],
    ["x".repeat(200), [], "x".repeat(60)],
  ])("of %s besides %j is %s", (title, taken, key) => {
    expect(keyFrom(title, taken, "program")).toBe(key);
  });
});

describe("the seats of a program that is changed", () => {
  const seat = (id: string, role: "lead" | "team", person_id: string, until_date: string | null = null) => ({
    id,
    role,
    person_id,
    from_date: null,
    until_date,
  });
  const today = "2026-11-04";

  it("end the day before for those who are no longer wanted", () => {
    const known = [seat("1", "lead", "ana"), seat("2", "team", "bo")];
    expect(seatChanges(known, [{ role: "lead", personId: "ana" }], today)).toEqual({
      ended: ["2"],
      given: [],
    });
  });

  it("are added for those who are new, also in a second role", () => {
    const wanted = [
      { role: "lead" as const, personId: "ana" },
      { role: "team" as const, personId: "ana" },
    ];
    expect(seatChanges([seat("1", "lead", "ana")], wanted, today)).toEqual({
      ended: [],
      given: [{ role: "team", personId: "ana" }],
    });
  });

  it("begin again today for somebody who comes back; one that ends today still holds", () => {
    const known = [seat("1", "team", "ana", "2026-11-03"), seat("2", "team", "bo", "2026-11-04")];
    const wanted = ["ana", "bo"].map((personId) => ({ role: "team" as const, personId }));
    expect(seatChanges(known, wanted, today)).toEqual({ ended: [], given: [{ role: "team", personId: "ana" }] });
  });

  it("stay as they are where nothing changes, and what is over stays over", () => {
    const known = [seat("1", "lead", "ana"), seat("2", "team", "bo", "2026-01-01")];
    const wanted = [{ role: "lead" as const, personId: "ana" }];
    expect(seatChanges(known, wanted, today)).toEqual({ ended: [], given: [] });
  });
});
