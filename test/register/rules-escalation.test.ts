import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addLocalDays, type LocalDate } from "../../src/platform/time.ts";
import {
  DEFAULT_LADDER,
  type Holder,
  LEVELS,
  ladderSchema,
  leaving,
  nextStep,
  overdueDays,
  type Position,
  type SeatedAt,
  upFrom,
} from "../../src/register/escalation/rules.ts";

const isWeekday = (date: LocalDate) => ![0, 6].includes(new Date(date).getUTCDay());
const present: Holder = { isWorkingDay: isWeekday, isAway: () => false, delegateId: null };
const seated: SeatedAt = (level) =>
  ({ team: ["priya"], lead: ["tom"], sponsor: ["ines"], committee: ["ana", "ben"] })[level];
/** Thursday. */
const THURSDAY = "2026-11-05";
const held: Position = {
  level: "lead",
  holderId: "tom",
  since: THURSDAY,
  isAcknowledged: true,
  reminded: 0,
  neededBy: null,
  isAsk: false,
  overdueSince: null,
  everyHolder: ["priya", "tom"],
};
const on = (today: LocalDate, changes: Partial<Position> = {}, holder: Holder = present) =>
  nextStep(DEFAULT_LADDER, { ...held, ...changes }, holder, seated, today);

describe("an item at a level", () => {
  it("is reminded of at half time and at the end of the term, in working days, and then goes up", () => {
    expect(on("2026-11-06")).toEqual({ kind: "wait", until: "2026-11-10" });
    expect(on("2026-11-10")).toEqual({ kind: "remind", which: 1 });
    expect(on("2026-11-10", { reminded: 1 })).toEqual({ kind: "wait", until: "2026-11-12" });
    expect(on("2026-11-12", { reminded: 1 })).toEqual({ kind: "remind", which: 2 });
    expect(on("2026-11-12", { reminded: 2 })).toEqual({ kind: "wait", until: "2026-11-13" });
    expect(on("2026-11-13", { reminded: 2 })).toEqual({ kind: "escalate", level: "sponsor", to: "ines", passed: [] });
  });

  it("waits a shorter time for a sign that it was seen", () => {
    expect(on("2026-11-06", { isAcknowledged: false })).toEqual({ kind: "remind", which: 2 });
    expect(on("2026-11-09", { isAcknowledged: false, reminded: 2 })).toMatchObject({ kind: "escalate" });
  });

  it("stands still while its holder is away, and goes to the delegate where there is one", () => {
    const away = (date: LocalDate) => date >= "2026-11-06" && date <= "2026-11-15";
    const absent = { ...present, isAway: away };
    expect(on("2026-11-10", {}, absent)).toEqual({ kind: "wait", until: "2026-11-16" });
    expect(on("2026-11-16", {}, absent)).toEqual({ kind: "wait", until: "2026-11-18" });
    expect(on("2026-11-10", {}, { ...absent, delegateId: "lea" })).toEqual({ kind: "hand-over", to: "lea" });
    expect(on("2026-11-10", {}, { ...absent, delegateId: "priya" })).toMatchObject({ kind: "wait" });
  });

  it("passes a level where nobody sits who has not held it, and stays at the top", () => {
    const vacant: SeatedAt = (level) => (level === "sponsor" ? ["tom"] : seated(level));
    expect(upFrom(DEFAULT_LADDER, held, vacant)).toEqual({
      kind: "escalate",
      level: "committee",
      to: "ana",
      passed: ["sponsor"],
    });
    expect(upFrom(DEFAULT_LADDER, { level: "committee", everyHolder: ["ana"] }, seated)).toEqual({ kind: "stay" });
  });

  it("is overdue from the day after the term where nobody is above, told then and each Monday, away or not (C3)", () => {
    const alone: SeatedAt = (level) => (level === "lead" ? ["tom"] : []);
    const at = (today: LocalDate, changes: Partial<Position> = {}, holder: Holder = present) =>
      nextStep(DEFAULT_LADDER, { ...held, reminded: 2, ...changes }, holder, alone, today);
    const overdue = { kind: "overdue", since: "2026-11-13" };
    expect(at("2026-11-12")).toEqual({ kind: "wait", until: "2026-11-13" });
    expect(at("2026-11-13")).toEqual(overdue);
    // Seen again weeks later, it is overdue since the same day.
    expect(at("2026-12-10")).toEqual(overdue);
    const absent = { ...present, isAway: (date: LocalDate) => date >= "2026-11-16" };
    expect(at("2026-11-17", { overdueSince: "2026-11-13" }, absent)).toEqual(overdue);
    expect(overdueDays("2026-11-13", "2026-11-13")).toEqual({ on: "2026-11-13", next: "2026-11-23" });
    expect(overdueDays("2026-11-12", "2026-11-12")).toEqual({ on: "2026-11-12", next: "2026-11-16" });
    expect(overdueDays("2026-11-13", "2026-11-22")).toEqual({ on: "2026-11-13", next: "2026-11-23" });
    expect(overdueDays("2026-11-13", "2026-11-25")).toEqual({ on: "2026-11-23", next: "2026-11-30" });
  });

  it("ends, day by day, at the top, never with the same person twice, never without both reminders", () => {
    const daysAway = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 25 });
    fc.assert(
      fc.property(daysAway, fc.boolean(), (offsets, isAcknowledged) => {
        const away = new Set(offsets.map((offset) => addLocalDays(THURSDAY, offset)));
        const holder = { ...present, isAway: (date: LocalDate) => away.has(date) };
        let now: Position = {
          level: "team",
          holderId: "priya",
          since: THURSDAY,
          isAcknowledged,
          reminded: 0,
          neededBy: null,
          isAsk: false,
          overdueSince: null,
          everyHolder: ["priya"],
        };
        let today = THURSDAY;
        let ended = false;
        for (let day = 0; day < 200 && !ended; day += 1) {
          const step = nextStep(DEFAULT_LADDER, now, holder, seated, today);
          if (step.kind !== "wait") expect(away.has(today)).toBe(false);
          if (step.kind === "wait") {
            expect(step.until > today).toBe(true);
            today = step.until;
          } else if (step.kind === "remind") now = { ...now, reminded: step.which };
          else if (step.kind === "escalate") {
            expect(now.reminded).toBe(2);
            expect(now.everyHolder).not.toContain(step.to);
            expect(LEVELS.indexOf(step.level)).toBeGreaterThan(LEVELS.indexOf(now.level));
            now = {
              ...now,
              level: step.level,
              holderId: step.to,
              since: today,
              reminded: 0,
              everyHolder: [...now.everyHolder, step.to],
            };
          } else ended = true;
        }
        expect(ended).toBe(true);
        expect(now.level).toBe("committee");
      }),
    );
  });
});

describe("an ask that is needed by a day", () => {
  const ladder = DEFAULT_LADDER.map((rung) => (rung.level === "committee" ? { ...rung, resolve: 3 } : rung));
  const asked = (changes: Partial<Position> = {}): Position => ({
    ...held,
    level: "sponsor",
    holderId: "ines",
    // A Wednesday.
    since: "2026-11-04",
    everyHolder: ["ines"],
    isAcknowledged: false,
    isAsk: true,
    neededBy: "2026-11-20",
    ...changes,
  });
  const stepOn = (
    today: LocalDate,
    changes: Partial<Position> = {},
    holder: Holder = present,
    seats: SeatedAt = seated,
  ) => nextStep(ladder, asked(changes), holder, seats, today);
  const whenUp = (changes: Partial<Position> = {}, holder: Holder = present, seats: SeatedAt = seated) => {
    const position = asked(changes);
    return leaving(ladder, position, holder, upFrom(ladder, position, seats));
  };

  it("leaves its holder on the day that leaves the next level its term, reminded once, on the day before (C2)", () => {
    // 18, 19 and 20 November are the committee’s.
    expect(whenUp()).toEqual({ on: "2026-11-17", isTight: false });
    expect(stepOn("2026-11-05")).toEqual({ kind: "wait", until: "2026-11-16" });
    expect(stepOn("2026-11-16")).toEqual({ kind: "remind", which: 2 });
    expect(stepOn("2026-11-16", { reminded: 2 })).toEqual({ kind: "wait", until: "2026-11-17" });
    expect(stepOn("2026-11-17", { reminded: 2 })).toMatchObject({ kind: "escalate", to: "ana" });
  });
});

describe("a ladder", () => {
  it("has each level once", () => {
    expect(ladderSchema.safeParse(DEFAULT_LADDER).success).toBe(true);
    expect(ladderSchema.safeParse([...DEFAULT_LADDER.slice(0, 2), ...DEFAULT_LADDER.slice(0, 1)]).success).toBe(false);
  });
});
