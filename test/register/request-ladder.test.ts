import { describe, expect, it } from "vitest";
import { firstDecider, nextAbove, type SeatNow } from "../../src/register/requests/ladder.ts";

const SINCE = "2026-01-01T09:00:00.000Z";
let seatCount = 0;
const seat = (role: SeatNow["role"], person: string, from: string | null = null): SeatNow => ({
  id: `seat-${++seatCount}`,
  role,
  person_id: person,
  from_date: from,
  created_at: SINCE,
});

const SEATS = [
  seat("team", "priya"),
  seat("deputy", "dan"),
  seat("lead", "tom"),
  seat("sponsor", "hugo", "2026-03-01"),
  seat("sponsor", "margaret", "2025-09-01"),
  seat("steering", "nina", "2025-09-01"),
  seat("steering", "otto", "2024-01-01"),
];
const open = { disclosure: "program" } as const;

describe("who decides unless somebody was chosen", () => {
  it.each([
    ["the lead for the team", "priya", "tom"],
    ["the longest seated sponsor for the lead", "tom", "margaret"],
    ["the chair of the committee for a sponsor", "margaret", "otto"],
    ["the lead for whoever has no seat", "guest", "tom"],
  ])("is %s", (_, requesterId, expected) => {
    expect(firstDecider(SEATS, { requesterId, ...open })?.personId).toBe(expected);
  });

  it("is nobody where whoever asks is alone", () => {
    expect(firstDecider([seat("lead", "tom")], { requesterId: "tom", ...open })).toBeNull();
  });
});

describe("who is next above", () => {
  it("is for a lead who is away the deputy, for a sponsor another one, and a blocker stays with the sponsor", () => {
    const standIn = (ownerId: string) =>
      nextAbove(SEATS, { ownerId, requesterId: "priya", isStandIn: true, ...open })?.personId;
    expect([standIn("tom"), standIn("margaret")]).toEqual(["dan", "hugo"]);
    expect(nextAbove(SEATS, { ownerId: "margaret", requesterId: null, top: "sponsor", ...open })).toBeNull();
  });

  it.each(["team", "lead"] as const)("of what is for the %s alone is nobody above the lead", (disclosure) => {
    expect(nextAbove(SEATS, { ownerId: "priya", requesterId: "priya", disclosure })?.personId).toBe("tom");
    expect(nextAbove(SEATS, { ownerId: "tom", requesterId: "priya", disclosure })).toBeNull();
  });
});
