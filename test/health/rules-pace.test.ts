/** How fast a date moves away is told only where it does, and by arithmetic that anybody can repeat. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateHistoryOf, type GivenDate } from "../../src/health/rules-milestones.ts";
import { paceOn } from "../../src/health/rules-pace.ts";
import { addLocalDays, daysBetween, type LocalDate } from "../../src/platform/time.ts";

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

  it("is the median of moves of different sizes, and says about", () => {
    const uneven: Rounds = [
      ["2026-08-31", "2027-02-01"],
      ["2026-09-30", "2027-02-08"],
      ["2026-10-30", "2027-05-08"],
      ["2026-11-30", "2027-05-18"],
    ];
    expect(paceIn(uneven, "2026-12-03")).toMatchObject({ days: 10, times: 3, isAbout: true });
  });

  it("counts the months between moves, and before the first those since the date was given last", () => {
    const quarterly: Rounds = [
      ["2026-01-15", "2027-02-01"],
      ["2026-03-31", "2027-02-01"],
      ["2026-06-30", "2027-03-03"],
      ["2026-09-30", "2027-04-02"],
    ];
    expect(paceIn(quarterly, "2026-10-05")).toMatchObject({ days: 10, times: 2 });
  });

  it("is over once the date has stood for longer than it took to move, and once its day has come", () => {
    expect(paceIn([...THRICE, ["2026-12-13", "2026-12-15"]], "2026-12-14")).toBeNull();
    expect(paceIn([...THRICE.slice(0, 3), ["2026-11-10", "2026-12-01"]], "2026-11-12")).toBeNull();
    expect(paceIn(THRICE.slice(0, 3), "2026-11-17")).not.toBeNull();
    expect(paceIn(THRICE.slice(0, 3), "2026-11-20")).toBeNull();
    expect(paceIn(THRICE, "2026-12-15")).toBeNull();
  });

  it("takes a correction of an answer for no move, nor what moves again within a week for two", () => {
    const corrected = givenIn(THRICE.slice(0, 2));
    const again = corrected.flatMap((one) => [{ ...one, date: addLocalDays(one.date ?? "", 3) }, one]);
    expect(paceOn(dateHistoryOf(again), "2026-09-16")).toBeNull();
    const daily = Array.from({ length: 29 }, (_, day) => {
      const on = addLocalDays("2026-10-01", day);
      return [on, addLocalDays("2027-06-01", day)] as const;
    });
    expect(paceIn(daily, "2026-10-30")).toEqual({ days: 30, times: 4, forecast: null });
  });

  it("names no day that lies more than a year after the date", () => {
    const hopeless: Rounds = [
      ["2026-08-31", "2026-12-01"],
      ["2026-09-30", "2026-12-31"],
      ["2026-10-30", "2027-01-30"],
    ];
    expect(paceIn(hopeless, "2026-11-03")).toEqual({ days: 30, times: 2, forecast: null });
  });

  it("is what a reader finds by going from day to day, and none where those who lead disagree", () => {
    const round = fc.record({
      gap: fc.integer({ min: 8, max: 100 }),
      moved: fc.constantFrom(-30, -1, 0, 0, 3, 7, 14, 14, 14, 21, 45),
      other: fc.constantFrom(0, 0, 0, 0, 5),
    });
    const drawn = fc.record({
      rounds: fc.array(round, { minLength: 1, maxLength: 7 }),
      since: fc.integer({ min: 0, max: 120 }),
    });
    let told = 0;
    fc.assert(
      fc.property(drawn, ({ rounds: changes, since }) => {
        let [day, date] = ["2025-01-10", "2025-09-01"];
        const rounds: [LocalDate, ...LocalDate[]][] = [];
        for (const { gap, moved, other } of changes) {
          day = addLocalDays(day, gap);
          date = addLocalDays(date, moved);
          rounds.push(other === 0 ? [day, date] : [day, date, addLocalDays(date, other)]);
        }
        const today = addLocalDays(day, since);
        const pace = paceIn(rounds, today);
        const expected = naively(rounds, today);
        if (pace === null || expected === null) {
          expect(pace).toBe(expected);
          return;
        }
        told += 1;
        expect(pace).toMatchObject({ days: expected.days, times: expected.times });
        expect(pace.isAbout === true).toBe(expected.isAbout);
        if (pace.forecast === null) expect(expected.caughtUp).toBeGreaterThan(363);
        else
          expect(Math.abs(daysBetween(rounds.at(-1)?.at(1) ?? "", pace.forecast) - expected.caughtUp)).toBeLessThan(2);
      }),
      { numRuns: 20_000, seed: 15 },
    );
    expect(told).toBeGreaterThan(500);
  });
});

/** As somebody would with a pencil: no list of slips is kept, each round is looked at from the last one back. */
function naively(rounds: Rounds, today: LocalDate) {
  const [lastDay, ...lastDates] = rounds.at(-1) ?? [""];
  const agreed = rounds.filter(([, ...dates]) => dates.length === 1).map(([day, date = ""]) => ({ day, date }));
  const target = agreed.at(-1);
  if (!target || lastDates.length > 1 || lastDay === "" || target.date <= today) return null;
  const moves: { days: number; on: LocalDate; since: LocalDate }[] = [];
  for (let index = agreed.length - 1; index > 0; index -= 1) {
    const [now, before] = [agreed[index], agreed[index - 1]];
    if (!now || !before || now.date < before.date) break;
    if (now.date === before.date) continue;
    if (now.day >= before.date) break;
    moves.unshift({ days: daysBetween(before.date, now.date), on: now.day, since: before.day });
  }
  const spans = moves.map(({ on, since }, index) => daysBetween(moves[index - 1]?.on ?? since, on));
  if (moves.length < 2 || daysBetween(moves.at(-1)?.on ?? "", today) > Math.max(...spans) + 5) return null;
  const held = daysBetween(moves.at(-1)?.on ?? "", target.day);
  if (held > 0 && held + 5 >= Math.max(...spans)) return null;
  const speeds = moves.map(({ days }, index) => {
    const span = spans[index] ?? 0;
    const near = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find((months) => Math.abs(span - 30 * months) <= 5);
    return days / (near ?? span / 30);
  });
  const sorted = speeds.toSorted((one, other) => one - other);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  const days = Math.round((low + high) / 2);
  if (days < 1) return null;
  let [gone, ahead] = [0, daysBetween(moves.at(-1)?.on ?? "", target.date)];
  const first = ahead;
  while (gone < ahead && ahead - first < 400) {
    gone += 1;
    ahead += days / 30;
  }
  return {
    days,
    times: moves.length,
    isAbout: speeds.some((one) => one !== days),
    caughtUp: Math.round(ahead - first),
  };
}
