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
  withinMeasure,
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

/** “On the later of …; at the latest on the working day after *needed by*”, counted day by day, apart from the rules. */
function expectedDay(
  {
    since,
    neededBy,
    term,
    next,
    hasNext,
  }: { since: LocalDate; neededBy: LocalDate; term: number; next: number; hasNext: boolean },
  holder: Holder,
) {
  const days = Array.from({ length: 400 }, (_, index) => addLocalDays("2026-08-01", index));
  const works = (date: LocalDate) => holder.isWorkingDay(date);
  const own = days.filter((date) => date > since && works(date) && !holder.isAway(date))[term] ?? "9";
  const after = days.find((date) => date > neededBy && works(date)) ?? "9";
  const leaves = days.filter(
    (date) => days.filter((one) => date < one && one <= neededBy && works(one)).length >= next,
  );
  const last = leaves.filter((date) => date <= neededBy && works(date)).at(-1) ?? "0";
  const usual = own > last ? own : last;
  return { own, after, on: hasNext ? (usual < after ? usual : after) : own > after ? own : after, isTight: own > last };
}

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

  it("keeps its holder’s own term, and no longer than the working day after; both are asked where it is too short (C2)", () => {
    expect(whenUp({ neededBy: "2026-11-11" })).toEqual({ on: "2026-11-09", isTight: true });
    // On a Saturday: Monday is the working day after.
    expect(whenUp({ neededBy: "2026-11-07" })).toEqual({ on: "2026-11-09", isTight: true });
    expect(whenUp({ neededBy: "2026-11-04" })).toEqual({ on: "2026-11-05", isTight: true });
    const holiday = { ...present, isWorkingDay: (date: LocalDate) => isWeekday(date) && date !== "2026-11-09" };
    expect(whenUp({ neededBy: "2026-11-07" }, holiday)).toEqual({ on: "2026-11-10", isTight: true });
    // Away for a month, with nobody who stands in.
    const away = { ...present, isAway: (date: LocalDate) => date >= "2026-11-05" && date <= "2026-12-05" };
    expect(stepOn("2026-11-06", {}, away)).toEqual({ kind: "wait", until: "2026-11-23" });
    expect(stepOn("2026-11-23", {}, away)).toMatchObject({ kind: "escalate", to: "ana" });
    expect(whenUp({}, away).isTight).toBe(true);
  });

  it("is overdue with nobody above from the day after, never before their own term is over (C2)", () => {
    const nobody: SeatedAt = () => [];
    expect(whenUp({}, present, nobody)).toEqual({ on: "2026-11-23", isTight: false });
    expect(whenUp({ neededBy: "2026-11-05" }, present, nobody).on).toBe("2026-11-09");
    expect(stepOn("2026-11-23", { reminded: 2 }, present, nobody)).toEqual({ kind: "overdue", since: "2026-11-23" });
  });

  it("goes up within these bounds, whatever the ladder, the dates and the days off (C2)", () => {
    const offsets = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 30 });
    const terms = fc.record({ acknowledge: fc.integer({ min: 1, max: 9 }), resolve: fc.integer({ min: 1, max: 15 }) });
    const chosen = fc.record({
      levels: fc.tuple(terms, terms, terms, terms),
      neededIn: fc.integer({ min: 0, max: 45 }),
      isAcknowledged: fc.boolean(),
      away: offsets,
      off: offsets,
      empty: fc.subarray(["sponsor", "committee"] as const),
    });
    fc.assert(
      fc.property(chosen, ({ levels, neededIn, isAcknowledged, away, off, empty }) => {
        const any = LEVELS.map((level, index) => ({ level, ...(levels[index] ?? { acknowledge: 1, resolve: 1 }) }));
        const out = (among: number[]) => new Set(among.map((days) => addLocalDays(THURSDAY, days)));
        const [gone, feasts] = [out(away), out(off)];
        const holder: Holder = {
          ...present,
          isAway: (date) => gone.has(date),
          isWorkingDay: (date) => isWeekday(date) && !feasts.has(date),
        };
        const seats: SeatedAt = (level) => (empty.some((one) => one === level) ? [] : seated(level));
        const neededBy = addLocalDays(THURSDAY, neededIn);
        const position = { ...held, isAsk: true, isAcknowledged, neededBy };
        const up = upFrom(any, position, seats);
        const term = isAcknowledged ? (levels[1]?.resolve ?? 1) : (levels[1]?.acknowledge ?? 1);
        const next = up.kind === "escalate" ? (any.find(({ level }) => level === up.level)?.resolve ?? 0) : 0;
        const hasNext = up.kind === "escalate";
        const { own, after, on, isTight } = expectedDay({ since: THURSDAY, neededBy, term, next, hasNext }, holder);
        const found = leaving(any, position, holder, up);
        expect(found).toEqual({ on, isTight: hasNext && isTight });
        // Never before their own term is over, unless both cannot be kept; never later than the working day after.
        if (!found.isTight) expect(found.on >= own).toBe(true);
        if (hasNext) expect(found.on <= after).toBe(true);
        // Whatever happens in between, it leaves on that day.
        let now: Position = position;
        let left: LocalDate | null = null;
        for (let today = THURSDAY; left === null; ) {
          const step = nextStep(any, now, holder, seats, today);
          if (step.kind === "wait") today = step.until;
          else if (step.kind === "remind") now = { ...now, reminded: step.which };
          else left = step.kind === "overdue" ? step.since : today;
        }
        expect(left).toBe(on);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a ladder", () => {
  it("has each level once", () => {
    expect(ladderSchema.safeParse(DEFAULT_LADDER).success).toBe(true);
    expect(ladderSchema.safeParse([...DEFAULT_LADDER.slice(0, 2), ...DEFAULT_LADDER.slice(0, 1)]).success).toBe(false);
  });
});

describe("what goes up in a week", () => {
  it("is at most three items of a program, those that waited longest", () => {
    const ready = ["2026-11-04", "2026-11-02", "2026-11-03"].map((since) => ({ since, isDated: false }));
    expect(withinMeasure(ready, 1)).toEqual({
      up: [ready[1], ready[2]],
      wait: [ready[0]],
    });
    expect(withinMeasure(ready, 5).up).toEqual([]);
    const dated = { since: "2026-11-04", isDated: true };
    expect(withinMeasure([...ready, dated], 5)).toEqual({ up: [dated], wait: [ready[1], ready[2], ready[0]] });
  });
});
