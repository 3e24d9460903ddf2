import { describe, expect, it } from "vitest";
import {
  DEFAULT_LADDER,
  type Holder,
  type Ladder,
  nextStep,
  type Position,
  upFrom,
} from "../../src/register/escalation/rules.ts";
import { ladderFrom } from "../../src/register/escalation/rules-cases.ts";
import { fieldsOf, type LadderFields, readLadder, wayUp } from "../../src/register/ladder/rules.ts";

const fields = fieldsOf(DEFAULT_LADDER);
const withLead = (changes: Partial<LadderFields["levels"]["lead"]>): LadderFields => ({
  ...fields,
  levels: { ...fields.levels, lead: { ...fields.levels.lead, ...changes } },
});

describe("the form of a ladder", () => {
  it("gives back the ladder from which it was made, whatever that says", () => {
    const own: Ladder = [
      { level: "lead", acknowledge: 1, resolve: 2, isKept: true, reminders: "none" },
      { level: "committee", acknowledge: 3, resolve: 9, person: "ana", reminders: "end" },
    ];
    for (const ladder of [DEFAULT_LADDER, own]) expect(readLadder(fieldsOf(ladder))).toEqual({ ladder });
  });

  it.each([
    ["no level at all", { ...fields, used: [] }, [{ at: "used", because: "none" }]],
    [
      "no number",
      withLead({ acknowledge: "soon" }),
      [{ at: "acknowledge", level: "lead", because: "number", most: 60 }],
    ],
    ["nothing", withLead({ resolve: "" }), [{ at: "resolve", level: "lead", because: "number", most: 120 }]],
    ["too many days", withLead({ resolve: "121" }), [{ at: "resolve", level: "lead", because: "number", most: 120 }]],
    ["no day", withLead({ acknowledge: "0" }), [{ at: "acknowledge", level: "lead", because: "number", most: 60 }]],
    [
      "an answer before it is seen",
      withLead({ acknowledge: "6" }),
      [{ at: "resolve", level: "lead", because: "before-seen" }],
    ],
  ] as const)("says what is wrong where %s is given", (_, given, problems) => {
    expect(readLadder({ ...given, used: [...given.used] })).toEqual({ problems });
  });

  it("asks nothing of a level that is not used", () => {
    const given = { ...withLead({ acknowledge: "" }), used: ["team" as const, "sponsor" as const] };
    expect(readLadder(given)).toMatchObject({ ladder: [{ level: "team" }, { level: "sponsor" }] });
  });
});

describe("the way up", () => {
  const seated: Record<string, string[]> = { team: ["tom"], lead: ["lea"], sponsor: ["ines", "sofia"], committee: [] };
  const seatedAt = (level: string) => seated[level] ?? [];

  it("names who gets it after how many days, and the levels at which nobody sits", () => {
    expect(wayUp(DEFAULT_LADDER, seatedAt)).toEqual({
      from: { level: "team", days: 3 },
      steps: [
        { level: "lead", personId: "lea", after: 3, toAnswer: 5 },
        { level: "sponsor", personId: "ines", after: 1, toAnswer: 5 },
      ],
      empty: ["committee"],
    });
  });

  it("goes to the person named as long as they sit there", () => {
    const ladder: Ladder = DEFAULT_LADDER.map((rung) =>
      rung.level === "sponsor" ? { ...rung, person: "sofia" } : rung,
    );
    const held = { level: "lead", everyHolder: ["lea"] } as const;
    expect(upFrom(ladder, held, seatedAt)).toMatchObject({ kind: "escalate", to: "sofia" });
    expect(upFrom(ladder, { ...held, everyHolder: ["sofia"] }, seatedAt)).toMatchObject({ to: "ines" });
    expect(upFrom(ladder, held, (level) => (level === "sponsor" ? ["ines"] : []))).toMatchObject({ to: "ines" });
    expect(wayUp(ladder, seatedAt).steps.at(-1)?.personId).toBe("sofia");
  });

  it("passes the lead on a red that may skip, unless the ladder keeps them", () => {
    const levels = (ladder: Ladder) => ladderFrom(ladder, "team", "sponsor").map(({ level }) => level);
    expect(levels(DEFAULT_LADDER)).toEqual(["team", "sponsor", "committee"]);
    const kept = readLadder({ ...fields, maySkip: false });
    expect("ladder" in kept && levels(kept.ladder)).toEqual(["team", "lead", "sponsor", "committee"]);
  });
});

describe("reminders", () => {
  const everyDay: Holder = { isWorkingDay: () => true, isAway: () => false, delegateId: null };
  /** What happens from the day it came to the lead, day by day, up to its going up. */
  const daysOf = (reminders: "end" | "none" | undefined) => {
    const ladder: Ladder = DEFAULT_LADDER.map((rung) =>
      rung.level === "lead" && reminders !== undefined ? { ...rung, reminders } : rung,
    );
    const happened: string[] = [];
    let reminded: Position["reminded"] = 0;
    for (let day = 2; day < 20; ) {
      const held: Position = {
        level: "lead",
        holderId: "lea",
        since: "2026-11-01",
        isAcknowledged: true,
        reminded,
        neededBy: null,
        isAsk: false,
        overdueSince: null,
        everyHolder: ["lea"],
      };
      const today = `2026-11-${String(day).padStart(2, "0")}`;
      const step = nextStep(ladder, held, everyDay, (level) => (level === "sponsor" ? ["ines"] : []), today);
      if (step.kind === "remind") {
        happened.push(`${day} remind ${step.which}`);
        reminded = step.which;
      } else if (step.kind === "wait") day = Number(step.until.slice(-2));
      else return [...happened, `${day} ${step.kind}`];
    }
    return happened;
  };

  it.each([
    [undefined, ["4 remind 1", "6 remind 2", "7 escalate"]],
    ["end", ["6 remind 2", "7 escalate"]],
    ["none", ["7 escalate"]],
  ] as const)("come as the ladder says: %s", (reminders, happened) => {
    expect(daysOf(reminders)).toEqual(happened);
  });
});
