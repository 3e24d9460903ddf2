import { describe, expect, it } from "vitest";
import {
  type AttentionRole,
  attentionOf,
  attentionRole,
  isOutsideHours,
  type MessageTo,
  toldOf,
} from "../../src/delivery/attention/rules.ts";
import type { ContactFacts } from "../../src/delivery/rules-contact.ts";

const FACTS: ContactFacts = {
  zone: "Asia/Kolkata",
  workingDays: ["mo", "tu", "we", "th", "fr"],
  hours: { from: "08:00", until: "20:00" },
  preferredAt: null,
  holidays: new Set(["2026-11-11"]),
  away: [],
  caps: { perDay: 3, perWeek: 10 },
  takesUrgent: false,
};

const to = (personId: string, at: string, zone = "Europe/London"): MessageTo => ({
  personId,
  at,
  zone,
  isOutsideHours: false,
});
/** So many messages to this person on the days of November from this one on. */
const days = (personId: string, count: number, from = 2) =>
  Array.from({ length: count }, (_, day) =>
    to(personId, `2026-11-${String(from + day).padStart(2, "0")}T09:00:00.000Z`),
  );
const roles = (...held: [string, AttentionRole][]) => new Map(held);

describe("how much is asked of people's attention", () => {
  it("is counted by role, with whoever got nothing, and whoever has no role as a team (SLOT5)", () => {
    const roleOf = roles(["ann", "team"], ["ben", "team"], ["cleo", "team"], ["lea", "lead"]);
    const { roles: told, messages } = attentionOf(
      [...days("ann", 7), ...days("ben", 2), ...days("guest", 3)],
      roleOf,
      "all",
    );
    expect(messages).toBe(12);
    expect(told).toEqual([
      { role: "team", people: 4, messages: 12, median: 2, most: 7, above: 0 },
      { role: "lead", people: 1, messages: 0, median: 0, most: 0, above: 0 },
    ]);
  });

  it("is above the ceiling of a week in each week of each person with more, and of a month for sponsors (SLOT5) (ceilings-held)", () => {
    const roleOf = roles(["sue", "sponsor"], ["tim", "sponsor"]);
    // The last day is the Monday after.
    const messages = [...days("sue", 3), ...days("tim", 1), ...days("sue", 1, 9)];
    expect(attentionOf(messages, roleOf, "week").roles).toMatchObject([{ median: 1, most: 3, above: 1 }]);
    expect(attentionOf(messages, roleOf, "month").roles).toMatchObject([{ most: 4, above: 0 }]);
    expect(attentionOf(days("sue", 9), roleOf, "month").roles).toMatchObject([{ most: 9, above: 1 }]);
    expect(attentionOf(days("ann", 9), roles(["ann", "team"]), "month").roles).toMatchObject([{ most: 9, above: 0 }]);
  });

  it("counts a week from the Monday where its reader is", () => {
    // Monday in Kolkata, Sunday in London.
    const at = "2026-11-08T19:00:00.000Z";
    const inKolkata = [to("ann", at, "Asia/Kolkata"), to("ann", "2026-11-09T09:00:00.000Z", "Asia/Kolkata")];
    expect(attentionOf(inKolkata, roles(), "week").roles).toMatchObject([{ most: 2 }]);
    const inLondon = [to("ann", at), to("ann", "2026-11-09T09:00:00.000Z")];
    expect(attentionOf(inLondon, roles(), "week").roles).toMatchObject([{ most: 1 }]);
  });

  it("is outside somebody's hours by their zone, on their days off, and never for an absence entered since", () => {
    const outside = (at: string, facts = FACTS) => isOutsideHours(facts, at);
    expect(outside("2026-11-10T04:00:00.000Z")).toBe(false);
    // 07:29 and 20:00 in Kolkata.
    expect([outside("2026-11-10T01:59:00.000Z"), outside("2026-11-10T14:30:00.000Z")]).toEqual([true, true]);
    // Their Sunday, and a holiday.
    expect([outside("2026-11-08T04:00:00.000Z"), outside("2026-11-11T04:00:00.000Z")]).toEqual([true, true]);
    const away = [{ from: "2026-11-09", until: "2026-11-13" }];
    expect(outside("2026-11-10T04:00:00.000Z", { ...FACTS, away })).toBe(false);
  });

  it("is told of no role of fewer than three people (SLOT5) (told-from-three-people)", () => {
    const roleOf = roles(["a", "team"], ["b", "team"], ["c", "team"], ["d", "lead"], ["e", "lead"], ["f", "sponsor"]);
    expect(toldOf(attentionOf(days("d", 9), roleOf, "all")).map(({ role }) => role)).toEqual(["team"]);
  });
});

describe("what somebody counts as", () => {
  it("is the role that may bring most, and a team without one", () => {
    expect(attentionRole(["sponsor", "team", "committee"])).toBe("team");
    expect(attentionRole(["team", "lead"])).toBe("lead");
    expect(attentionRole(["sponsor", "committee"])).toBe("committee");
    expect(attentionRole([])).toBe("team");
  });
});
