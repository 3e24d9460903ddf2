import { describe, expect, it } from "vitest";
import { lateAt, mayBeNamed, reviewerOf } from "../../src/check-ins/late/rules.ts";
import type { SeatedAt } from "../../src/register/escalation/rules.ts";

const seated: SeatedAt = (level) => ({ team: ["priya"], lead: ["tom"], sponsor: ["ines"], committee: ["ana"] })[level];
const isWorkingDay = (date: string) => ![0, 6].includes(new Date(date).getUTCDay());
/** A Friday. */
const round = { due_at: "2026-11-06T13:00:00.000Z", closes_at: "2026-12-03T13:00:00.000Z" };

describe("the reviewer of a check-in", () => {
  it("is the lead for the team and the sponsor for the lead, then the next above; a vacant level is passed", () => {
    expect(reviewerOf({ id: "priya", level: "team" }, 1, seated)?.id).toBe("tom");
    expect(reviewerOf({ id: "priya", level: "team" }, 2, seated)?.id).toBe("ines");
    expect(reviewerOf({ id: "tom", level: "lead" }, 1, seated)?.id).toBe("ines");
    expect(reviewerOf({ id: "tom", level: "lead" }, 2, seated)?.id).toBe("ana");
    const vacant: SeatedAt = (level) => (level === "sponsor" ? [] : seated(level));
    expect(reviewerOf({ id: "tom", level: "lead" }, 1, vacant)?.id).toBe("ana");
    expect(reviewerOf({ id: "tom", level: "lead" }, 2, vacant)).toBeNull();
    expect(reviewerOf({ id: "ines", level: "sponsor" }, 1, seated)).toBeNull();
    expect(reviewerOf({ id: "zoe", level: null }, 1, seated)).toBeNull();
  });

  it("is never the one who is late", () => {
    const both: SeatedAt = (level) => (level === "sponsor" ? ["tom"] : seated(level));
    expect(reviewerOf({ id: "tom", level: "lead" }, 1, both)?.id).toBe("ana");
  });

  it("hears of it after two of their working days, the next after four, at the wall time at which it was due", () => {
    expect(lateAt(round, 1, { zone: "Europe/Paris", isWorkingDay })).toBe("2026-11-10T13:00:00.000Z");
    expect(lateAt(round, 2, { zone: "Europe/Paris", isWorkingDay })).toBe("2026-11-12T13:00:00.000Z");
  });

  it("hears of none that the next round overtakes, nor while they never work", () => {
    const weekly = { ...round, closes_at: "2026-11-12T13:00:00.000Z" };
    expect(lateAt(weekly, 1, { zone: "UTC", isWorkingDay })).toBe("2026-11-10T13:00:00.000Z");
    expect(lateAt(weekly, 2, { zone: "UTC", isWorkingDay })).toBeNull();
    expect(lateAt(round, 1, { zone: "UTC", isWorkingDay: () => false })).toBeNull();
  });

  it("gets the names of the team as its lead, and that of the lead", () => {
    expect(mayBeNamed("team", "lead")).toBe(true);
    expect(mayBeNamed("lead", "committee")).toBe(true);
    expect(mayBeNamed("team", "sponsor")).toBe(false);
  });
});
