/** How fast a date moves away is told only where it does, and by arithmetic that anybody can repeat. */

import { describe, expect, it } from "vitest";
import { dateHistoryOf, type GivenDate } from "../../src/health/rules-milestones.ts";
import { paceOn } from "../../src/health/rules-pace.ts";
import type { LocalDate } from "../../src/platform/time.ts";

/** Each round with what those who lead said in it, on its day. */
type Rounds = readonly (readonly [LocalDate, ...LocalDate[]])[];

const givenIn = (rounds: Rounds): GivenDate[] =>
  rounds.flatMap(([day, ...dates]) =>
    dates.map((date, index) => ({
      date,
      checkInId: `${day} ${index}`,
      roundKey: day,
      givenOn: day,
      isMissed: false,
    })),
  );
const paceIn = (rounds: Rounds, today: LocalDate) => paceOn(dateHistoryOf(givenIn(rounds)), today);

const THRICE: Rounds = [
  ["2026-08-13", "2026-11-03"],
  ["2026-09-13", "2026-11-17"],
  ["2026-10-13", "2026-12-01"],
  ["2026-11-13", "2026-12-15"],
];

describe("the pace of a date that moves later", () => {
  it("is its days a month, and the day on which the calendar catches up with it", () => {
    expect(paceIn(THRICE, "2026-11-16")).toEqual({ days: 14, times: 3, forecast: "2027-01-12" });
    expect(paceIn(THRICE.slice(0, 3), "2026-10-16")).toEqual({ days: 14, times: 2, forecast: "2027-01-13" });
  });

  it("is of two moves in a row at least, the last of them later", () => {
    expect(paceIn(THRICE.slice(0, 2), "2026-09-16")).toBeNull();
    expect(paceIn([...THRICE, ["2026-12-13", "2026-12-14"]], "2026-12-13")).toBeNull();
    const forth = [...THRICE.slice(0, 2), ["2026-10-13", "2026-11-10"], ["2026-10-30", "2026-11-24"]] as const;
    expect(paceIn(forth, "2026-11-02")).toBeNull();
  });

  it("is over once the date has stood for longer than it took to move, and once its day has come", () => {
    expect(paceIn([...THRICE, ["2026-12-13", "2026-12-15"]], "2026-12-14")).toBeNull();
    expect(paceIn([...THRICE.slice(0, 3), ["2026-11-10", "2026-12-01"]], "2026-11-12")).toBeNull();
    expect(paceIn(THRICE.slice(0, 3), "2026-11-17")).not.toBeNull();
    expect(paceIn(THRICE.slice(0, 3), "2026-11-20")).toBeNull();
    expect(paceIn(THRICE, "2026-12-15")).toBeNull();
  });
});
