/** Which appearance would help a program most now, and on whose page of the week it stands. */
import { expect, it } from "vitest";
import { isForWeekOf, type ProgramFacts, proposalsFor } from "../../src/register/appearances/rules-proposed.ts";

const FACTS: ProgramFacts = {
  sponsorId: "sofia",
  hasOne: false,
  promises: [{ code: "ATL-ACT-3", title: "Sign the contract", dueOn: "2026-11-06", ownerId: "sofia" }],
  unasked: [
    { id: "s1", called: "Paul", power: "must-agree", namedOn: "2026-09-01" },
    { id: "s2", called: "Dora", power: "decides", namedOn: "2026-10-01" },
  ],
  seenOn: "2026-09-15",
  beganOn: "2026-01-01",
};

function kinds(facts: Partial<ProgramFacts>, today: string): string[] {
  return proposalsFor({ ...FACTS, ...facts }, today).map((one) =>
    one.kind === "speak-to" ? `${one.kind} ${one.stakeholderId}` : one.kind,
  );
}

it("proposes what a broken promise speaks for, then a missing yes of who decides, then a team that sees nobody", () => {
  expect(kinds({}, "2026-11-09")).toEqual(["clear-the-way", "speak-to s2", "speak-to s1", "be-seen"]);
  // Due today it is not late, and whoever was named this week may still be asked as a matter of course.
  expect(kinds({ unasked: [] }, "2026-11-06")).toEqual(["be-seen"]);
  expect(kinds({ promises: [] }, "2026-09-10")).toEqual(["speak-to s1"]);
  expect(kinds({ promises: [], unasked: [] }, "2026-10-26")).toEqual([]);
  expect(kinds({ promises: [], unasked: [], seenOn: null, beganOn: "2026-10-20" }, "2026-11-30")).toEqual([]);
  expect(kinds({ promises: [], unasked: [], seenOn: null, beganOn: "2026-10-20" }, "2026-12-01")).toEqual(["be-seen"]);
});

it("proposes nothing beside an appearance that is under way, or where nobody sponsors the program", () => {
  expect(kinds({ hasOne: true }, "2026-11-09")).toEqual([]);
  expect(kinds({ sponsorId: null }, "2026-11-09")).toEqual([]);
});

it("stands on the first page of a week on which it can, and on each fourth after that", () => {
  const [promise] = proposalsFor(FACTS, "2026-11-09");
  if (!promise) throw new Error("There is no proposal");
  const mondays = ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30", "2026-12-07", "2027-01-04"];
  expect(mondays.filter((monday) => isForWeekOf(promise, monday))).toEqual(["2026-11-09", "2026-12-07", "2027-01-04"]);
  expect(isForWeekOf({ ...promise, from: "2026-11-16" }, "2026-11-18")).toBe(true);
});
