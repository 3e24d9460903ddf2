/** Whether somebody named from outside a program still has what they were named for. */
import { expect, it } from "vitest";
import { hasAuthority, type RoleFacts } from "../../src/programs/authority.ts";

/** Léa leads; Tom's seat was over by the last day of October. */
const FACTS: RoleFacts = {
  today: "2026-11-10",
  seats: [
    { role: "lead", person_id: "lea", from_date: null, until_date: null },
    { role: "team", person_id: "tom", from_date: null, until_date: "2026-10-31" },
  ],
  office: new Set(),
  body: new Set(),
  hasLeft: () => false,
  isAdmin: () => false,
};

// A seat that is ended by hand holds until the day before: on that day it may have held.
it.each([
  ["2026-10-31", false],
  ["2026-11-01", false],
  ["2026-11-02", true],
])("whose seat ended on 31 October and who was named on %s: %s", (on, has) => {
  expect(hasAuthority("tom", FACTS, [{ personId: "tom", byId: "lea", on, isOutside: null }])).toBe(has);
});

it("is on the last day of a seat, and no more on the next", () => {
  const on = (today: string) => hasAuthority("tom", { ...FACTS, today }, []);
  expect(["2026-10-31", "2026-11-01"].map(on)).toEqual([true, false]);
});
