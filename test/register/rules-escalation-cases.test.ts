import { describe, expect, it } from "vitest";
import { addLocalDays, type LocalDate } from "../../src/platform/time.ts";
import { DEFAULT_LADDER, LEVELS } from "../../src/register/escalation/rules.ts";
import {
  checkDay,
  escalates,
  ladderFrom,
  levelOf,
  seatedIn,
  stoodDuring,
  widened,
} from "../../src/register/escalation/rules-cases.ts";

const seat = (
  role: "team" | "lead" | "deputy" | "sponsor" | "steering",
  person_id: string,
  from_date: string | null,
) => ({
  id: person_id,
  role,
  person_id,
  from_date,
  created_at: "2026-01-01T00:00:00.000Z",
});

describe("what moves up by itself", () => {
  const live = { owner_id: "tom" };
  it.each([
    ["an issue that blocks work", { ...live, state: "open", type: "issue", details: { blocksWork: true } }, true],
    ["a draft of one", { ...live, state: "draft", type: "issue", details: { blocksWork: true } }, true],
    ["an issue that blocks nothing", { ...live, state: "open", type: "issue", details: { blocksWork: false } }, false],
    ["one that is closed", { ...live, state: "closed", type: "issue", details: { blocksWork: true } }, false],
    ["an ask", { ...live, state: "open", type: "ask", details: { kind: "decision" } }, true],
    ["an ask that is incomplete", { ...live, state: "draft", type: "ask", details: { kind: "decision" } }, false],
    [
      "an ask without a decider",
      { ...live, owner_id: null, state: "open", type: "ask", details: { kind: "decision" } },
      false,
    ],
    ["a high risk", { ...live, state: "open", type: "risk", details: { probability: 5, impact: 3 } }, true],
    ["a risk just below", { ...live, state: "open", type: "risk", details: { probability: 3, impact: 4 } }, false],
    [
      "a high risk with a response",
      { ...live, state: "open", type: "risk", details: { probability: 5, impact: 5, response: "reduce" } },
      false,
    ],
    ["an action", { ...live, state: "open", type: "action", details: {} }, false],
  ] as const)("%s", (_, item, expected) => {
    expect(escalates(item)).toBe(expected);
  });
});

describe("the levels of a program", () => {
  const seats = [
    seat("team", "priya", null),
    seat("deputy", "dan", null),
    seat("lead", "tom", null),
    seat("sponsor", "ines", null),
    seat("steering", "ben", "2026-05-01"),
    seat("steering", "ana", "2025-05-01"),
  ];

  it("are asked lead before deputy, and the chair first", () => {
    const seatedAt = seatedIn(seats, { disclosure: "program" });
    expect(LEVELS.map(seatedAt)).toEqual([["priya"], ["tom", "dan"], ["ines"], ["ana", "ben"]]);
  });

  it("that may not read an item are not asked, until somebody passes it up", () => {
    const asked = (disclosure: "team" | "lead" | "executive") => LEVELS.map(seatedIn(seats, { disclosure }));
    expect(asked("team")).toEqual([["priya"], ["tom", "dan"], [], []]);
    expect(asked("lead")).toEqual([[], ["tom", "dan"], [], []]);
    expect(asked("executive")).toEqual([[], ["tom", "dan"], ["ines"], ["ana", "ben"]]);
    expect([widened("team"), widened("lead"), widened("executive")]).toEqual(["program", "executive", "executive"]);
  });

  it("count the highest seat of a person", () => {
    expect(levelOf(["team", "sponsor"])).toBe("sponsor");
    expect(levelOf(["deputy"])).toBe("lead");
    expect(levelOf([])).toBeNull();
  });

  it("are skipped only up to the one that the rule names, never downwards", () => {
    const names = (...args: Parameters<typeof ladderFrom>) => ladderFrom(...args).map(({ level }) => level);
    expect(names(DEFAULT_LADDER, "team")).toEqual(LEVELS);
    expect(names(DEFAULT_LADDER, "team", "sponsor")).toEqual(["team", "sponsor", "committee"]);
    expect(names(DEFAULT_LADDER, "committee", "sponsor")).toEqual(["committee"]);
    const short = DEFAULT_LADDER.filter(({ level }) => level !== "sponsor");
    expect(names(short, "sponsor")).toEqual(["committee"]);
  });
});

describe("days that do not count", () => {
  it("are those on which an ask waits for its author or for a vote", () => {
    const stood = stoodDuring(
      [
        { at: "2026-11-02T10:00:00.000Z", event: "asked-back" },
        { at: "2026-11-04T10:00:00.000Z", event: "answered-back" },
        { at: "2026-11-10T10:00:00.000Z", event: "circulated" },
      ],
      "UTC",
    );
    const days = Array.from({ length: 12 }, (_, index) => addLocalDays("2026-11-01", index));
    expect(days.filter(stood).map((day) => day.slice(8))).toEqual(["03", "04", "11", "12"]);
  });

  it("are looked past only as far as whoever has it is there", () => {
    const isAway = (date: LocalDate) => date === "2026-11-05";
    expect(checkDay("2026-11-10", { isAway }, "2026-11-03")).toBe("2026-11-05");
    expect(checkDay("2026-11-04", { isAway }, "2026-11-03")).toBe("2026-11-04");
    expect(checkDay("2026-11-06", { isAway }, "2026-11-05")).toBe("2026-11-06");
    const back = { isAway: () => true, delegateBackOn: "2026-11-06" };
    expect(checkDay("2026-11-20", back, "2026-11-03")).toBe("2026-11-06");
    expect(checkDay("2026-11-05", back, "2026-11-03")).toBe("2026-11-05");
  });
});
